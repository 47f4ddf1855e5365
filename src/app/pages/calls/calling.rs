//! Whom to call, and the call at hand as far as it is written down.

use leptos::prelude::*;

use crate::acquisition::Script;
use crate::acquisition::script::Phase;
use crate::advice::calls::{ToCall, Why, may_call, to_call};
use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, ButtonLink, Choice, Field, Glyph, PageHead, Select,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::kept;
use crate::app::parts::people::name_of;
use crate::app::state::AppState;
use crate::book::Change;
use crate::browser;
use crate::figures::calls::Results;
use crate::outreach::{self, Call, Outcome};
use crate::people::customer::{Channel, Consent, Customer, Fact};
use crate::people::reach::dialled;
use crate::trade::typed::coming_day;
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, GroupId, ListId, ScriptId, Stamp};

/// Who calls is whoever serves, too: remembered on this device under one name.
const CALLER: &str = "regulars.employee";
const SCRIPT: &str = "regulars.script";

/// Whom to call and by what; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Calling {
    /// The words.
    pub i18n: I18n,
    /// How figures are written.
    pub format: Format,
    /// The book.
    pub state: AppState,
    notices: Notices,
    /// The list whose people are called; `None` for those of bought lists.
    list: RwSignal<Option<ListId>>,
    skipped: RwSignal<Vec<CustomerId>>,
    queue: Memo<Vec<ToCall>>,
    script: RwSignal<Option<ScriptId>>,
    caller: RwSignal<String>,
    /// What all calls came to, and those of today.
    pub results: Memo<Results>,
}

impl Calling {
    /// Everybody is still to be called.
    pub fn here() -> Self {
        let i18n = use_i18n();
        let state = expect_context::<AppState>();
        let list = RwSignal::new(None);
        let queue = Memo::new(move |_| {
            let today = state.today().get();
            let (book, overview) = (state.book().read(), state.overview().read());
            let zone = browser::zone(&book.shop().zone);
            let within = list.get().map(|id| {
                kept::on_list(kept::base(i18n, &book, &overview, &zone), id).unwrap_or_default()
            });
            to_call(&book, within.as_deref(), today)
        });
        let script = browser::remembered(SCRIPT).and_then(|id| Stamp::parse(&id)).map(ScriptId);
        let caller = browser::remembered(CALLER).unwrap_or_default();
        Self {
            i18n,
            format: expect_context(),
            state,
            notices: expect_context(),
            list,
            skipped: RwSignal::new(Vec::new()),
            queue,
            script: RwSignal::new(script),
            caller: RwSignal::new(caller),
            results: Memo::new(move |_| {
                let (book, today) = (state.book().read(), state.today().get());
                Results::of(book.outreach().calls().map(|(_, call)| call), today)
            }),
        }
    }

    /// The one to call now: the first of those who were not skipped.
    pub fn current(self) -> Memo<Option<CustomerId>> {
        Memo::new(move |_| {
            let skipped = self.skipped.read();
            let queue = self.queue.read();
            queue.iter().map(|it| it.customer).find(|id| !skipped.contains(id))
        })
    }

    /// How many are to be called, whoever was skipped with them.
    pub fn n_left(self) -> usize {
        self.queue.read().len()
    }

    /// How many of these were skipped.
    pub fn n_skipped(self) -> usize {
        let skipped = self.skipped.read();
        self.queue.read().iter().filter(|it| skipped.contains(&it.customer)).count()
    }

    /// Calls whoever was skipped, after all.
    pub fn take_skipped(self) {
        self.skipped.set(Vec::new());
    }

    /// The script by which one speaks: the one that was chosen, else the first there is.
    pub fn script(self) -> Option<(ScriptId, Script)> {
        let book = self.state.book().read();
        let chosen = self.script.get().and_then(|id| Some((id, book.scripts().get(id)?)));
        let (id, script) = chosen.or_else(|| book.scripts().iter().next())?;
        Some((id, script.clone()))
    }

    fn choose_script(self, id: ScriptId) {
        browser::remember(SCRIPT, &id.0.to_string());
        self.script.set(Some(id));
    }

    /// Who calls.
    pub fn caller_name(self) -> String {
        self.caller.get().trim().to_owned()
    }

    fn set_caller(self, name: String) {
        browser::remember(CALLER, name.trim());
        self.caller.set(name);
    }
}

/// Whose people are called, by which script, and who calls.
#[component]
pub fn Tools(
    /// What is shown.
    calling: Calling,
) -> impl IntoView {
    let i18n = calling.i18n;
    let book = calling.state.book();
    let lists = Signal::derive(move || {
        let everybody = Choice::new("", said!(i18n, calls.bought_lists));
        let list = |(id, list): &(ListId, crate::people::list::List)| {
            Choice::new(id.0.to_string(), list.name.clone())
        };
        let lists = book.with(|book| book.lists().iter().map(list).collect::<Vec<_>>());
        std::iter::once(everybody).chain(lists).collect()
    });
    let list =
        Signal::derive(move || calling.list.get().map(|id| id.0.to_string()).unwrap_or_default());
    let choose = move |id: String| calling.list.set(Stamp::parse(&id).map(ListId));
    let scripts = Signal::derive(move || {
        let choice =
            |(id, script): (ScriptId, &Script)| Choice::new(id.0.to_string(), script.name.clone());
        book.with(|book| book.scripts().iter().map(choice).collect::<Vec<_>>())
    });
    let script = Signal::derive(move || {
        calling.script().map(|(id, _)| id.0.to_string()).unwrap_or_default()
    });
    let choose_script = move |id: String| {
        if let Some(id) = Stamp::parse(&id) {
            calling.choose_script(ScriptId(id));
        }
    };
    let has_scripts = Memo::new(move |_| scripts.read().len() > 1);
    view! {
        <div class="calls__tools">
            <Select
                label=words!(i18n, calls.whom)
                choices=lists
                value=list
                on_change=choose
            />
            <Field
                label=words!(i18n, calls.caller)
                value=calling.caller
                on_input=move |name| calling.set_caller(name)
                error=Signal::derive(move || sentences::text_problem(i18n, &calling.caller.read()))
            />
            {move || has_scripts.get().then(|| view! {
                <Select
                    label=words!(i18n, calls.script)
                    choices=scripts
                    value=script
                    on_change=choose_script
                />
            })}
        </div>
    }
}

/// When one speaks again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Not unless they come by themselves.
    Never,
    /// In so many days.
    In(i32),
    /// On a day that is typed.
    On,
}

/// A call as far as it is written down; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Whom else to call, and by what script.
    pub calling: Calling,
    /// Whom it is with.
    pub customer: CustomerId,
    /// The steps of the script that were said, in order; the last is at hand.
    pub path: RwSignal<Vec<usize>>,
    /// How it ended.
    pub outcome: RwSignal<Option<Outcome>>,
    /// When one speaks again.
    pub next: RwSignal<Next>,
    /// What is typed as a day.
    pub day: RwSignal<String>,
    /// What they said.
    pub words: RwSignal<String>,
    /// By what they agreed to hear from the shop.
    pub agreed: RwSignal<Option<Channel>>,
    /// They asked never to be contacted again.
    pub never: RwSignal<bool>,
    /// Why it could not be saved.
    pub refused: RwSignal<Option<String>>,
}

impl Draft {
    /// A call that has not begun.
    pub fn new(calling: Calling, customer: CustomerId) -> Self {
        Self {
            calling,
            customer,
            path: RwSignal::new(vec![0]),
            outcome: RwSignal::new(None),
            next: RwSignal::new(Next::Never),
            day: RwSignal::new(String::new()),
            words: RwSignal::new(String::new()),
            agreed: RwSignal::new(None),
            never: RwSignal::new(false),
            refused: RwSignal::new(None),
        }
    }

    /// The card of whom it is with.
    pub fn card(self) -> Customer {
        let book = self.calling.state.book().read();
        book.customer(self.customer).cloned().unwrap_or_default()
    }

    /// What they are called; their number where that is all there is.
    pub fn name(self) -> String {
        self.calling
            .state
            .book()
            .with(|book| name_of(self.calling.i18n, book.customer(self.customer)))
    }

    /// The place of the step that is said now.
    pub fn step(self) -> usize {
        self.path.read().last().copied().unwrap_or_default()
    }

    /// Goes on by an answer of the step at hand; an answer that ends the call leads nowhere.
    pub fn answer(self, answer: usize) {
        let to = untrack(|| {
            let (_, script) = self.calling.script()?;
            script.follow(self.step(), answer)
        });
        if let Some(to) = to {
            self.path.update(|path| path.push(to));
        }
    }

    /// Goes back to what was said before.
    pub fn back(self) {
        self.path.update(|path| {
            if path.len() > 1 {
                path.pop();
            }
        });
    }

    /// How far the script went.
    fn reached(self) -> Phase {
        let Some((_, script)) = self.calling.script() else { return Phase::Opening };
        let path = self.path.read();
        let phases = path.iter().filter_map(|step| script.steps.get(*step)).map(|step| step.phase);
        phases.max().unwrap_or_default()
    }

    /// Says how it ended, and with that when one usually speaks again.
    pub fn end(self, outcome: Outcome) {
        self.outcome.set(Some(outcome));
        self.next.set(outcome.usual_delay_days().map_or(Next::Never, Next::In));
        self.refused.set(None);
    }

    /// The day on which one speaks again.
    ///
    /// # Errors
    /// A typed day that is none, or not after today: what to do about it, in words.
    pub fn next_day(self) -> Result<Option<Day>, String> {
        let today = self.calling.state.today().get();
        match self.next.get() {
            Next::Never => Ok(None),
            Next::In(days) => Ok(Some(today.plus(days))),
            Next::On => {
                let day = coming_day(&self.day.read(), today);
                day.map(Some).ok_or_else(|| said!(self.calling.i18n, calls.day_refused))
            }
        }
    }

    /// Puts them at the end: they are called when nobody else is left.
    pub fn skip(self) {
        self.calling.skipped.update(|skipped| skipped.push(self.customer));
    }

    /// Saves the call; `false` where it cannot be, and then it stands there why.
    pub fn save(self) -> bool {
        match untrack(|| self.kept()) {
            Ok(()) => true,
            Err(refusal) => {
                self.refused.set(Some(refusal));
                false
            }
        }
    }

    fn kept(self) -> Result<(), String> {
        let Calling { i18n, state, notices, .. } = self.calling;
        let outcome = self.outcome.get().ok_or_else(|| said!(i18n, calls.no_outcome))?;
        let next = self.next_day()?;
        let (caller, words) = (self.calling.caller.get(), self.words.get());
        let long = [&caller, &words].into_iter().find_map(|it| sentences::text_problem(i18n, it));
        if let Some(problem) = long {
            return Err(problem);
        }
        let today = state.today().get();
        let call = Box::new(Call {
            outcome,
            at: browser::now(),
            caller: caller.trim().to_owned(),
            script: self.calling.script().map(|(id, _)| id),
            reached: self.reached(),
            words: words.trim().to_owned(),
            next,
        });
        let agreed = self.agreed.get().filter(|_| !self.never.get()).map(|channel| {
            let source = said!(i18n, calls.said_on_the_phone);
            Fact::Consent(channel, Consent { given: true, on: today, source })
        });
        let never = self.never.get().then_some(Fact::NeverWrite(true));
        let facts: Vec<Fact> = agreed.into_iter().chain(never).collect();
        let customer = self.customer;
        let name = self.name();
        let kept = state.commit(|batch| {
            let called = outreach::Change::Called { customer, call };
            let group = GroupId(batch.push(Change::Outreach(called)));
            if !facts.is_empty() {
                batch.push(Change::SetFacts { customer, facts });
            }
            group
        });
        let group = kept.map_err(|refusal| sentences::not_made(i18n, refusal))?;
        let text = said!(
            i18n,
            calls.saved,
            name = isolated(&name),
            outcome = sentences::outcome(i18n, outcome)
        );
        notices.tell_with_undo(text, group);
        // Called now, so no more to be called after all others.
        self.calling.skipped.update(|skipped| skipped.retain(|id| *id != customer));
        Ok(())
    }

    /// Follows the keys for as long as the page is shown: 1 to 6 say how it ended, letters answer,
    /// Enter saves. In a field they are what is typed, on a button what is pressed.
    pub fn listen(self) {
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            let is_chord = event.ctrl_key() || event.alt_key() || event.meta_key();
            if is_chord || event.is_composing() || is_elsewhere() {
                return;
            }
            let key = event.key();
            let digit = key.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            if let Some(outcome) = digit.and_then(|place| Outcome::ALL.get(place)) {
                event.prevent_default();
                self.end(*outcome);
            } else if key == "Enter" && self.outcome.get_untracked().is_some() && !is_on_control() {
                event.prevent_default();
                self.save();
            } else if key == "Backspace" {
                event.prevent_default();
                self.back();
            } else if let Some(answer) = answer_of(&event.code()) {
                event.prevent_default();
                self.answer(answer);
            }
        });
        on_cleanup(move || handle.remove());
    }
}

/// The answer a key stands for, by where it lies: A to F whatever the keyboard writes.
fn answer_of(code: &str) -> Option<usize> {
    ["KeyA", "KeyB", "KeyC", "KeyD", "KeyE", "KeyF"].iter().position(|known| *known == code)
}

fn focused() -> Option<web_sys::Element> {
    document().active_element()
}

/// Whether something is being typed, or a window lies over the page.
fn is_elsewhere() -> bool {
    let is_typed = focused().is_some_and(|element| {
        let is_input = ["INPUT", "TEXTAREA", "SELECT"].contains(&element.tag_name().as_str());
        // A box or a round button takes no digits.
        let is_pressed = element
            .get_attribute("type")
            .is_some_and(|kind| ["checkbox", "radio"].contains(&kind.as_str()));
        is_input && !is_pressed
    });
    is_typed || document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether Enter presses something by itself.
fn is_on_control() -> bool {
    focused().is_some_and(|element| {
        ["BUTTON", "A", "SUMMARY"].contains(&element.tag_name().as_str())
            && element.get_attribute("aria-pressed").is_none()
    })
}

/// Who it is, why they are called, and their number.
#[component]
pub fn Who(
    /// The call at hand.
    draft: Draft,
) -> impl IntoView {
    let Calling { i18n, .. } = draft.calling;
    let number = Memo::new(move |_| {
        let card = draft.card();
        let number = card.phones().next().map(str::to_owned);
        number.filter(|_| may_call(&card))
    });
    let call = move || {
        number.get().map(|number| {
            let href = format!("tel:{}", dialled(&number));
            let label = said!(i18n, calls.call, number = isolated(&number));
            view! { <ButtonLink label href kind=ButtonKind::Primary glyph=Glyph::Phone /> }
        })
    };
    let card = Route::Customer(draft.customer).href();
    view! {
        <PageHead
            title=Signal::derive(move || draft.name())
            subtitle=Signal::derive(move || about(draft))
            end=move || view! {
                <Button
                    label=words!(i18n, calls.skip)
                    kind=ButtonKind::Quiet
                    on_press=move |()| draft.skip()
                />
                <ButtonLink label=words!(i18n, calls.card) href=card />
                {call}
            }
        />
    }
}

/// What they do where, and when one last spoke with them.
fn about(draft: Draft) -> String {
    let Calling { i18n, format, state, .. } = draft.calling;
    let card = draft.card();
    let book = state.book().read();
    let company = card.works_at().and_then(|id| book.customer(book.who(id)));
    let work = match (card.role(), company) {
        ("", None) => None,
        ("", Some(company)) => Some(company.label().to_owned()),
        (role, None) => Some(role.to_owned()),
        (role, Some(company)) => Some(said!(
            i18n,
            calls.role_at,
            role = role.to_owned(),
            company = company.label().to_owned()
        )),
    };
    let last = match book.outreach().calls_with(draft.customer).next_back() {
        None => said!(i18n, calls.not_called_before),
        Some(call) => said!(
            i18n,
            calls.called_before,
            day = format.day(call.at.day),
            outcome = sentences::outcome(i18n, call.outcome)
        ),
    };
    let queue = draft.calling.queue.read();
    let why = queue.iter().find(|it| it.customer == draft.customer).and_then(|it| match it.why {
        Why::Promised(day) => Some(said!(i18n, calls.promised, day = format.day(day))),
        Why::New => None,
    });
    let join = |before, after| said!(i18n, customer.joined, before = before, after = after);
    let parts = [work, why, Some(last)];
    parts.into_iter().flatten().reduce(join).unwrap_or_default()
}
