//! What a visitor sees: one question after the other, whether the shop may write, and thanks. There
//! is no way from here into the base but the owner's PIN.

use std::time::Duration;

use leptos::{html, prelude::*};

use crate::acquisition::handed_over::Refused;
use crate::acquisition::questionnaire::{Answer, Question, Questionnaire, written};
use crate::app::around::handed::Handed;
use crate::app::components::{
    Button, ButtonKind, ButtonSize, ButtonType, Checkbox, Dialog, EmptyState, Field, FieldKind,
    Glyph, LabelPlace, Meter, Notice, Tone, focus_first,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people::{BirthdayDraft, BirthdayFields, email_problem, phone_problem};
use crate::app::parts::questions::question_text;
use crate::app::state::AppState;
use crate::people::customer::{Channel, Consent, Fact, Member};
use crate::units::id::QuestionnaireId;

/// After so many seconds without a touch what was typed is cleared, for the next visitor.
const PAUSE_SECONDS: u32 = 60;
/// The thanks stand for so long.
const THANKS_SECONDS: u32 = 20;

/// One visitor's answers; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Visit {
    i18n: I18n,
    format: Format,
    state: AppState,
    asked: Memo<Option<Questionnaire>>,
    /// The question at hand; beyond them comes consent, and then the thanks.
    step: RwSignal<usize>,
    answers: RwSignal<Vec<Answer>>,
    /// What is typed to the question at hand.
    typed: RwSignal<String>,
    birthday: BirthdayDraft,
    by_text: RwSignal<bool>,
    by_email: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    /// Seconds since the last touch.
    idle: RwSignal<u32>,
    place: NodeRef<html::Form>,
}

impl Visit {
    fn here(id: QuestionnaireId) -> Self {
        let state = expect_context::<AppState>();
        let asked =
            Memo::new(move |_| state.book().with(|book| book.questionnaires().get(id).cloned()));
        let visit = Self {
            i18n: use_i18n(),
            format: expect_context(),
            state,
            asked,
            step: RwSignal::new(0),
            answers: RwSignal::new(Vec::new()),
            typed: RwSignal::new(String::new()),
            birthday: BirthdayDraft::of(None),
            by_text: RwSignal::new(false),
            by_email: RwSignal::new(false),
            wrong: RwSignal::new(None),
            idle: RwSignal::new(0),
            place: NodeRef::new(),
        };
        visit.watch_the_clock();
        visit
    }

    /// Returns to the start after a pause.
    fn watch_the_clock(self) {
        let tick = move || {
            self.idle.update(|seconds| *seconds += 1);
            let limit = if self.is_thanked() { THANKS_SECONDS } else { PAUSE_SECONDS };
            if self.idle.get_untracked() >= limit {
                self.restart();
            }
        };
        // No browser without timers runs the app.
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
        let touched = move || self.idle.set(0);
        let pointer = window_event_listener(leptos::ev::pointerdown, move |_| touched());
        let key = window_event_listener(leptos::ev::keydown, move |_| touched());
        on_cleanup(move || {
            pointer.remove();
            key.remove();
        });
    }

    fn n_questions(self) -> usize {
        self.asked.with(|asked| asked.as_ref().map_or(0, |asked| asked.questions.len()))
    }

    fn question(self) -> Option<Question> {
        self.asked.with(|asked| asked.as_ref()?.questions.get(self.step.get()).cloned())
    }

    fn is_thanked(self) -> bool {
        self.step.get_untracked() > untrack(|| self.n_questions())
    }

    /// Clears everything that was typed and begins again.
    fn restart(self) {
        self.answers.set(Vec::new());
        self.by_text.set(false);
        self.by_email.set(false);
        self.idle.set(0);
        self.show(0);
    }

    fn show(self, step: usize) {
        let answered = self.answers.with_untracked(|answers| answers.get(step).cloned());
        let text = match &answered {
            Some(Answer::Text(text)) => text.clone(),
            Some(Answer::Skipped | Answer::Birthday(_)) | None => String::new(),
        };
        let birthday = match answered {
            Some(Answer::Birthday(birthday)) => Some(birthday),
            Some(Answer::Skipped | Answer::Text(_)) | None => None,
        };
        self.typed.set(text);
        self.birthday.begin(birthday);
        self.wrong.set(None);
        self.step.set(step);
        let place = self.place;
        request_animation_frame(move || {
            if let Some(place) = place.get_untracked() {
                focus_first(&place, "input, textarea, .visitor__choice");
            }
        });
    }

    /// Reads the answer to the question at hand, and what is wrong with it in words.
    fn read(self, question: &Question) -> Result<Answer, String> {
        let i18n = self.i18n;
        let text = self.typed.read().trim().to_owned();
        if let Question::Birthday = question {
            let birthday = self.birthday.read(self.state.today().get());
            let birthday = birthday.map_err(|refusal| refusal.text(i18n))?;
            return Ok(birthday.map_or(Answer::Skipped, Answer::Birthday));
        }
        if text.is_empty() {
            return Ok(Answer::Skipped);
        }
        let problem = match question {
            Question::Contact if text.contains('@') => email_problem(i18n, &text),
            Question::Contact => phone_problem(i18n, &text),
            _ => sentences::text_problem(i18n, &text),
        };
        problem.map_or(Ok(Answer::Text(text)), Err)
    }

    /// Keeps the answer and goes on.
    fn next(self) {
        let Some(question) = untrack(|| self.question()) else { return };
        match untrack(|| self.read(&question)) {
            Ok(answer) => self.answer(answer),
            Err(wrong) => self.wrong.set(Some(wrong)),
        }
    }

    fn answer(self, answer: Answer) {
        let step = self.step.get_untracked();
        self.answers.update(|answers| {
            if step < answers.len() { answers[step] = answer } else { answers.push(answer) }
        });
        self.show(step + 1);
    }

    fn back(self) {
        let step = self.step.get_untracked();
        self.show(step.saturating_sub(1));
    }

    /// What was written down of the visitor.
    fn written(self) -> (Vec<Fact>, Vec<Member>) {
        self.asked.with(|asked| {
            asked.as_ref().map(|asked| written(asked, &self.answers.read())).unwrap_or_default()
        })
    }

    /// Writes the visitor into the base; the answers are gone from the screen then.
    fn finish(self) {
        let i18n = self.i18n;
        let Some(asked) = self.asked.get_untracked() else { return };
        let (mut facts, members) = untrack(|| self.written());
        let on = self.state.today().get_untracked();
        let mut consents = [
            (Channel::Sms, self.by_text.get_untracked()),
            (Channel::Email, self.by_email.get_untracked()),
        ]
        .into_iter()
        .filter(|(_, given)| *given)
        .map(|(channel, given)| {
            let source = said!(i18n, kiosk.consent_source, name = asked.name.clone());
            Fact::Consent(channel, Consent { given, on, source })
        })
        .collect::<Vec<Fact>>();
        if facts.is_empty() && members.is_empty() {
            // Whoever skipped everything is thanked all the same, and nobody is written down.
            return self.thank();
        }
        if !asked.source.is_empty() {
            facts.push(Fact::Source(asked.source.clone()));
        }
        if !asked.reward.is_empty() {
            let promised = said!(i18n, kiosk.promised, reward = asked.reward.clone());
            let note = facts.iter_mut().find_map(|fact| match fact {
                Fact::Note(note) => Some(note),
                _ => None,
            });
            match note {
                Some(note) => *note = format!("{note}\n{promised}"),
                None => facts.push(Fact::Note(promised)),
            }
        }
        facts.append(&mut consents);
        match self.state.commit(|batch| batch.add_customer(facts, members)) {
            Ok(_) => self.thank(),
            Err(_) => self.wrong.set(Some(said!(i18n, kiosk.not_saved))),
        }
    }

    /// Clears what was typed and says thanks.
    fn thank(self) {
        let thanks = self.n_questions_now() + 1;
        self.answers.set(Vec::new());
        self.by_text.set(false);
        self.by_email.set(false);
        self.show(thanks);
    }

    fn n_questions_now(self) -> usize {
        untrack(|| self.n_questions())
    }
}

/// The page, without anything around it.
#[component]
pub fn VisitorPage(
    /// Which questionnaire.
    id: QuestionnaireId,
) -> impl IntoView {
    let visit = Visit::here(id);
    let Visit { i18n, state, .. } = visit;
    let asking_pin = RwSignal::new(false);
    let shop = move || state.book().with(|book| book.shop().name.clone());
    let body = move || {
        if visit.asked.read().is_none() {
            return view! {
                <EmptyState
                    title=words!(i18n, kiosk.gone)
                    text=words!(i18n, kiosk.gone_text)
                    glyph=Glyph::Warning
                />
            }
            .into_any();
        }
        let (step, n) = (visit.step.get(), visit.n_questions());
        match visit.question() {
            Some(question) => view! { <Asked visit question /> }.into_any(),
            None if step == n => view! { <MayWrite visit /> }.into_any(),
            None => view! { <Thanks visit /> }.into_any(),
        }
    };
    view! {
        <main class="visitor">
            <header class="visitor__head">
                <b class="visitor__shop"><bdi>{shop}</bdi></b>
                <Progress visit />
            </header>
            {body}
            <footer class="visitor__foot">
                <Button
                    label=words!(i18n, kiosk.owner)
                    kind=ButtonKind::Quiet
                    on_press=move |()| asking_pin.set(true)
                />
            </footer>
            <PinDialog asking=asking_pin />
        </main>
    }
    .into_any()
}

/// How far the visitor is.
#[component]
fn Progress(
    /// The answers.
    visit: Visit,
) -> impl IntoView {
    let Visit { i18n, format, .. } = visit;
    // Consent is the last of them.
    let n = move || visit.n_questions() + 1;
    let at = move || visit.step.get() + 1;
    let text = Signal::derive(move || {
        let (at, n) = (format.count(at().min(n())), format.count(n()));
        said!(i18n, kiosk.n_of, at = at, n = n)
    });
    #[expect(clippy::cast_precision_loss, reason = "a dozen questions")]
    let percent = Signal::derive(move || (at().min(n()) as f64) * 100.0 / (n() as f64));
    move || {
        (at() <= n()).then(|| {
            view! {
                <span class="muted small">{text}</span>
                <Meter label=words!(i18n, kiosk.progress) text percent />
            }
        })
    }
}

/// One question.
#[component]
fn Asked(
    /// The answers.
    visit: Visit,
    /// What is asked.
    question: Question,
) -> impl IntoView {
    let i18n = visit.i18n;
    let title = question_text(i18n, &question);
    let label = Signal::stored(title.clone());
    let is_choice = matches!(question, Question::Choice { .. });
    let control = match question {
        Question::Name => view! { <Typed visit label kind=FieldKind::Text /> }.into_any(),
        Question::Contact => view! { <Typed visit label kind=FieldKind::Text /> }.into_any(),
        Question::Words { .. } => {
            view! { <Typed visit label kind=FieldKind::Paragraph /> }.into_any()
        }
        Question::Birthday => {
            view! { <BirthdayFields draft=visit.birthday tried=Signal::stored(false) /> }.into_any()
        }
        Question::Choice { choices, .. } => {
            let choice = move |text: String| {
                let chosen = text.clone();
                let is_chosen = {
                    let text = text.clone();
                    move || *visit.typed.read() == text
                };
                let choose = move |_| visit.answer(Answer::Text(chosen.clone()));
                view! {
                    <button
                        type="button"
                        class="visitor__choice"
                        aria-pressed=move || is_chosen().to_string()
                        on:click=choose
                    >
                        <bdi>{text}</bdi>
                    </button>
                }
            };
            view! {
                <div class="visitor__choices" role="group" aria-label=label>
                    {choices.into_iter().map(choice).collect_view()}
                </div>
            }
            .into_any()
        }
    };
    let sent = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        visit.next();
    };
    let back = (visit.step.get_untracked() > 0).then(|| {
        view! {
            <Button
                label=words!(i18n, kiosk.back)
                kind=ButtonKind::Quiet
                on_press=move |()| visit.back()
            />
        }
    });
    let next = (!is_choice).then(|| {
        view! {
            <Button
                label=words!(i18n, kiosk.next)
                kind=ButtonKind::Primary
                size=ButtonSize::Big
                r#type=ButtonType::Submit
            />
        }
    });
    let reward = move || {
        let reward = visit.asked.with(|asked| asked.as_ref().map(|asked| asked.reward.clone()));
        let reward = reward.filter(|reward| !reward.is_empty())?;
        let text = said!(i18n, kiosk.waits, reward = isolated(&reward));
        Some(view! { <p class="muted small visitor__reward">{text}</p> })
    };
    view! {
        <form class="visitor__question" node_ref=visit.place novalidate on:submit=sent>
            <h1 class="visitor__title"><bdi>{title}</bdi></h1>
            {control}
            <Wrong visit />
            {next}
            <div class="visitor__ways">
                {back}
                <Button
                    label=words!(i18n, kiosk.skip)
                    kind=ButtonKind::Quiet
                    on_press=move |()| visit.answer(Answer::Skipped)
                />
            </div>
            {reward}
        </form>
    }
}

/// A line or several to write in.
#[component]
fn Typed(
    /// The answers.
    visit: Visit,
    /// The question.
    label: Signal<String>,
    /// What is written.
    kind: FieldKind,
) -> impl IntoView {
    view! {
        <Field
            label
            label_place=LabelPlace::Hidden
            kind
            value=visit.typed
            on_input=move |text| {
                visit.wrong.set(None);
                visit.typed.set(text);
            }
        />
    }
}

#[component]
fn Wrong(
    /// The answers.
    visit: Visit,
) -> impl IntoView {
    view! {
        <div role="alert">
            {move || {
                visit.wrong.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> })
            }}
        </div>
    }
}

/// Whether the shop may write, asked last and never ticked beforehand.
#[component]
fn MayWrite(
    /// The answers.
    visit: Visit,
) -> impl IntoView {
    let Visit { i18n, state, .. } = visit;
    let (_, members) = untrack(|| visit.written());
    let phone = members.iter().find_map(|member| match member {
        Member::Phone(phone) => Some(phone.clone()),
        _ => None,
    });
    let email = members.iter().any(|member| matches!(member, Member::Email(_)));
    let can_be_reached = phone.is_some() || email;
    let by_text = phone.map(|phone| {
        let label = said!(i18n, kiosk.by_text, phone = isolated(&phone));
        view! {
            <Checkbox
                label=Signal::stored(label)
                checked=visit.by_text
                on_change=move |yes| visit.by_text.set(yes)
            />
        }
    });
    let by_email = email.then(|| {
        view! {
            <Checkbox
                label=words!(i18n, kiosk.by_email)
                checked=visit.by_email
                on_change=move |yes| visit.by_email.set(yes)
            />
        }
    });
    let title = move || {
        if can_be_reached { said!(i18n, kiosk.may_write) } else { said!(i18n, kiosk.last_one) }
    };
    let text = can_be_reached.then(|| {
        let shop = state.book().with_untracked(|book| book.shop().name.clone());
        let text = if shop.is_empty() {
            said!(i18n, kiosk.may_write_text)
        } else {
            said!(i18n, kiosk.may_write_text_shop, shop = isolated(&shop))
        };
        view! { <p>{text}</p> }
    });
    let sent = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        visit.finish();
    };
    view! {
        <form class="visitor__question" node_ref=visit.place novalidate on:submit=sent>
            <h1 class="visitor__title">{title}</h1>
            {text}
            {by_text}
            {by_email}
            <p class="muted small">{words!(i18n, kiosk.what_is_kept)}</p>
            <Wrong visit />
            <Button
                label=words!(i18n, kiosk.done)
                kind=ButtonKind::Primary
                size=ButtonSize::Big
                r#type=ButtonType::Submit
            />
            <div class="visitor__ways">
                <Button
                    label=words!(i18n, kiosk.back)
                    kind=ButtonKind::Quiet
                    on_press=move |()| visit.back()
                />
            </div>
        </form>
    }
}

/// Thanks, and what they get.
#[component]
fn Thanks(
    /// The answers.
    visit: Visit,
) -> impl IntoView {
    let Visit { i18n, format, state, .. } = visit;
    let reward = visit.asked.with_untracked(|asked| {
        asked.as_ref().map(|asked| asked.reward.clone()).filter(|reward| !reward.is_empty())
    });
    let coupon = reward.map(|reward| {
        let day = format.day(state.today().get_untracked());
        view! {
            <div class="visitor__coupon">
                <b><bdi>{reward}</bdi></b>
                <span class="muted small">{said!(i18n, kiosk.show_this, day = day)}</span>
            </div>
        }
    });
    view! {
        <div class="visitor__question" role="status">
            <h1 class="visitor__title">{words!(i18n, kiosk.thanks)}</h1>
            {coupon}
            <Button
                label=words!(i18n, kiosk.next_visitor)
                size=ButtonSize::Big
                on_press=move |()| visit.restart()
            />
        </div>
    }
}

/// Takes the device back.
#[component]
fn PinDialog(
    /// Whether the PIN is asked for.
    asking: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title=words!(i18n, kiosk.give_back)
            close_label=words!(i18n, frame.close)
        >
            <PinForm />
        </Dialog>
    }
}

#[component]
fn PinForm() -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let handed = expect_context::<Handed>();
    let pin = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let sent = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let tried = handed.back(&pin.get_untracked());
        pin.set(String::new());
        wrong.set(tried.err().map(|refused| match refused {
            Refused::Wrong { left } => {
                let n = format.number(f64::from(left), 0);
                said!(i18n, kiosk.pin_wrong, count = left, n = n)
            }
            Refused::Wait { seconds } => {
                let n = usize::try_from(seconds).unwrap_or(usize::MAX);
                said!(i18n, kiosk.pin_wait, count = n, n = format.count(n))
            }
        }));
    };
    view! {
        <form class="stack" novalidate on:submit=sent>
            <Field
                label=words!(i18n, kiosk.pin)
                kind=FieldKind::Password
                value=pin
                on_input=move |text| pin.set(text)
                error=wrong
            />
            <Button
                label=words!(i18n, kiosk.take_back)
                kind=ButtonKind::Primary
                r#type=ButtonType::Submit
            />
        </form>
    }
}
