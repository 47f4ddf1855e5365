//! One edit of everybody who was chosen: what it is, and what it would change before it does.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{
    Button, ButtonKind, Choice, Dialog, DialogSize, Field, FieldKind as InputKind, Notice, Select,
    Tone,
};
use crate::app::language::asked::Telling;
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::pages::customers::chosen::chosen;
use crate::app::pages::customers::listing::Listing;
use crate::app::parts::people::{channel as channel_name, name_of};
use crate::app::state::AppState;
use crate::lists::bulk::{Bulk, BulkPlan, BulkRefusal, Cannot, Example};
use crate::people::custom::FieldKind;
use crate::people::customer::{Channel, Consent};
use crate::units::id::{FieldId, GroupId, Stamp};

/// What is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    #[default]
    AddTag,
    RemoveTag,
    Source,
    KeptBy,
    Note,
    Company,
    BestTime,
    Prefers,
    Consent,
    NeverWrite,
    Own(FieldId),
    Erase,
}

impl What {
    const ALL: [Self; 11] = [
        Self::AddTag,
        Self::RemoveTag,
        Self::Source,
        Self::KeptBy,
        Self::Note,
        Self::Company,
        Self::BestTime,
        Self::Prefers,
        Self::Consent,
        Self::NeverWrite,
        Self::Erase,
    ];

    fn value(self) -> String {
        match self {
            Self::Own(FieldId(stamp)) => stamp.to_string(),
            other => Self::ALL.iter().position(|it| *it == other).unwrap_or_default().to_string(),
        }
    }

    fn of(value: &str) -> Option<Self> {
        match Stamp::parse(value) {
            Some(stamp) => Some(Self::Own(FieldId(stamp))),
            None => Self::ALL.get(value.parse::<usize>().ok()?).copied(),
        }
    }
}

/// What is typed and chosen; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Draft {
    i18n: I18n,
    format: Format,
    state: AppState,
    listing: Listing,
    what: RwSignal<What>,
    text: RwSignal<String>,
    channel: RwSignal<Option<Channel>>,
    is_yes: RwSignal<bool>,
}

impl Draft {
    fn name(self, what: What) -> String {
        let i18n = self.i18n;
        match what {
            What::AddTag => said!(i18n, customers.bulk_add_tag),
            What::RemoveTag => said!(i18n, customers.bulk_remove_tag),
            What::Source => said!(i18n, customers.bulk_source),
            What::KeptBy => said!(i18n, customers.bulk_kept_by),
            What::Note => said!(i18n, customers.bulk_note),
            What::Company => said!(i18n, customers.bulk_company),
            What::BestTime => said!(i18n, customers.bulk_best_time),
            What::Prefers => said!(i18n, customers.bulk_prefers),
            What::Consent => said!(i18n, customers.bulk_consent),
            What::NeverWrite => said!(i18n, customers.bulk_never),
            What::Erase => said!(i18n, customers.bulk_erase),
            What::Own(id) => self
                .state
                .book()
                .with(|book| book.field(id).map(|field| field.name.clone()).unwrap_or_default()),
        }
    }

    fn choices(self) -> Vec<Choice> {
        let own = self
            .state
            .book()
            .with(|book| book.fields().iter().map(|(id, _)| What::Own(*id)).collect::<Vec<What>>());
        let (last, first) = What::ALL.split_last().expect("there are eleven");
        let all = first.iter().copied().chain(own).chain([*last]);
        all.map(|what| Choice::new(what.value(), self.name(what))).collect()
    }

    /// The edit; an error names what is wrong with what was typed, `None` when nothing was.
    fn bulk(self) -> Result<Bulk, Option<String>> {
        let text = self.text.get().trim().to_owned();
        let channel = self.channel.get();
        Ok(match self.what.get() {
            What::AddTag if text.is_empty() => return Err(None),
            What::RemoveTag if text.is_empty() => return Err(None),
            What::Note if text.is_empty() => return Err(None),
            What::AddTag => Bulk::AddTag(text),
            What::RemoveTag => Bulk::RemoveTag(text),
            What::Source => Bulk::Source(text),
            What::KeptBy => Bulk::KeptBy(text),
            What::Note => Bulk::AddToNote(text),
            What::Company => Bulk::Company(self.is_yes.get()),
            What::BestTime => Bulk::BestTime(text),
            What::Prefers => Bulk::Prefers(channel),
            What::Consent => {
                let (given, on) = (self.is_yes.get(), self.state.today().get());
                Bulk::Consent(channel.unwrap_or(Channel::Sms), Consent { given, on, source: text })
            }
            What::NeverWrite => Bulk::NeverWrite,
            What::Erase => Bulk::Erase,
            What::Own(id) => {
                let kind = self.kind_of(id).unwrap_or_default();
                let typed = match kind {
                    FieldKind::YesNo if text.is_empty() => String::from("false"),
                    _ => text,
                };
                let bad = |_| Some(said!(self.i18n, customers.bulk_bad_value));
                Bulk::Custom(id, kind.read(&typed).map_err(bad)?)
            }
        })
    }

    fn kind_of(self, id: FieldId) -> Option<FieldKind> {
        self.state.book().with(|book| book.field(id).map(|field| field.kind.clone()))
    }

    fn plan(self) -> Result<BulkPlan, Option<String>> {
        let bulk = self.bulk()?;
        // The list and the choice may change while the form is open.
        self.listing.chosen.track();
        let ids = chosen(self.listing);
        self.state.book().with(|book| bulk.plan(book, &ids)).map_err(|refusal| match refusal {
            BulkRefusal::BlankText => None,
            BulkRefusal::TextTooLong => Some(said!(self.i18n, customers.bulk_text_long)),
        })
    }
}

/// The form, over the page.
#[component]
pub fn BulkDialog(
    /// What is shown, and who is chosen.
    listing: Listing,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let title = Signal::derive(move || {
        let n = listing.chosen.read().len();
        said!(i18n, customers.bulk_title, count = n, n = format.count(n))
    });
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title
            close_label=words!(i18n, frame.close)
            size=DialogSize::Wide
        >
            <BulkForm listing open />
        </Dialog>
    }
}

#[component]
fn BulkForm(
    /// What is shown, and who is chosen.
    listing: Listing,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (format, state) = (expect_context::<Format>(), expect_context::<AppState>());
    let notices = expect_context::<Notices>();
    let draft = Draft {
        i18n,
        format,
        state,
        listing,
        what: RwSignal::new(What::AddTag),
        text: RwSignal::new(String::new()),
        channel: RwSignal::new(None),
        is_yes: RwSignal::new(true),
    };
    let plan = Memo::new(move |_| draft.plan());
    let n = move || plan.read().as_ref().map_or(0, |plan| plan.n_changing);
    let is_erasing = Memo::new(move |_| draft.what.get() == What::Erase);
    let apply = move |()| {
        let Ok(plan) = plan.get_untracked() else { return };
        let n = plan.n_changing;
        let made = state.commit(|batch| {
            let changes = plan.changes().iter().cloned();
            changes.map(|change| batch.push(change)).collect::<Vec<Stamp>>()
        });
        let text = format.count(n);
        match made {
            Ok(stamps) => {
                open.set(false);
                if is_erasing.get_untracked() {
                    listing.chosen.update(BTreeSet::clear);
                    notices.tell(said!(i18n, customers.bulk_erased, count = n, n = text));
                } else if let Some(first) = stamps.first() {
                    let told = said!(i18n, customers.bulk_done, count = n, n = text);
                    notices.tell_with_undo(told, GroupId(*first));
                }
            }
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    };
    let foot = move || {
        let n = n();
        let text = format.count(n);
        let (label, kind) = if is_erasing.get() {
            let label = said!(i18n, customers.bulk_erase_apply, count = n, n = text);
            (label, ButtonKind::Danger)
        } else {
            (said!(i18n, customers.bulk_apply, count = n, n = text), ButtonKind::Primary)
        };
        view! {
            <div class="form__foot">
                <Button label=words!(i18n, frame.cancel) on_press=move |()| open.set(false) />
                <Button label kind disabled=n == 0 on_press=apply />
            </div>
        }
    };
    view! {
        <div class="stack">
            <Select
                label=words!(i18n, customers.bulk_what)
                choices=Signal::derive(move || draft.choices())
                value=Signal::derive(move || draft.what.get().value())
                on_change=move |value: String| {
                    if let Some(what) = What::of(&value) {
                        draft.text.set(String::new());
                        draft.what.set(what);
                    }
                }
            />
            {move || inputs(draft)}
            {move || outcome(draft, &plan.read())}
            {foot}
        </div>
    }
}

/// What the edit needs to know.
fn inputs(draft: Draft) -> AnyView {
    let i18n = draft.i18n;
    let text = move |label: Signal<String>, kind: InputKind| {
        view! {
            <Field label kind value=draft.text on_input=move |text| draft.text.set(text) />
        }
        .into_any()
    };
    let value = || words!(i18n, customers.bulk_value);
    match draft.what.get() {
        What::AddTag | What::RemoveTag => text(words!(i18n, customers.bulk_tag), InputKind::Text),
        What::Source | What::KeptBy | What::BestTime => text(value(), InputKind::Text),
        What::Note => text(value(), InputKind::Paragraph),
        What::Company => yes_or_no(
            draft,
            value(),
            [words!(i18n, customers.bulk_person), words!(i18n, customers.bulk_is_company)],
        ),
        What::Prefers => channels(draft, true),
        What::Consent => {
            let answers =
                [words!(i18n, customers.bulk_refused), words!(i18n, customers.bulk_given)];
            view! {
                {channels(draft, false)}
                {yes_or_no(draft, words!(i18n, customers.bulk_said), answers)}
                {text(words!(i18n, customers.bulk_where), InputKind::Text)}
            }
            .into_any()
        }
        What::NeverWrite => ().into_any(),
        What::Erase => view! {
            <Notice tone=Tone::Bad>{words!(i18n, customers.bulk_erase_warning)}</Notice>
        }
        .into_any(),
        What::Own(id) => own(draft, id),
    }
}

fn own(draft: Draft, id: FieldId) -> AnyView {
    let i18n = draft.i18n;
    let label = Signal::derive(move || draft.name(What::Own(id)));
    let select = move |choices: Vec<Choice>| {
        view! {
            <Select
                label
                choices=Signal::derive(move || choices.clone())
                value=draft.text
                on_change=move |value| draft.text.set(value)
            />
        }
        .into_any()
    };
    let field = move |kind: InputKind| {
        view! { <Field label kind value=draft.text on_input=move |text| draft.text.set(text) /> }
            .into_any()
    };
    match draft.kind_of(id).unwrap_or_default() {
        FieldKind::Text => field(InputKind::Text),
        FieldKind::Number => field(InputKind::Decimal),
        FieldKind::Day => field(InputKind::Date),
        FieldKind::YesNo => select(vec![
            Choice::new("true", said!(i18n, filter.verb_yes)),
            Choice::new("false", said!(i18n, filter.verb_not_yes)),
        ]),
        FieldKind::Choice(choices) => {
            let nothing = Choice::new("", said!(i18n, customers.bulk_nothing));
            let choices = choices.into_iter().map(|choice| Choice::new(choice.clone(), choice));
            select(std::iter::once(nothing).chain(choices).collect())
        }
    }
}

fn yes_or_no(draft: Draft, label: Signal<String>, names: [Signal<String>; 2]) -> AnyView {
    let [no, yes] = names;
    view! {
        <Select
            label
            choices=Signal::derive(move || {
                vec![Choice::new("true", yes.get()), Choice::new("false", no.get())]
            })
            value=Signal::derive(move || draft.is_yes.get().to_string())
            on_change=move |value: String| draft.is_yes.set(value == "true")
        />
    }
    .into_any()
}

fn channels(draft: Draft, may_be_any: bool) -> AnyView {
    let i18n = draft.i18n;
    let place = |channel: Channel| (channel as u8).to_string();
    let choices = move || {
        let any = may_be_any.then(|| Choice::new("", said!(i18n, customers.bulk_any_channel)));
        let all =
            Channel::ALL.map(|channel| Choice::new(place(channel), channel_name(i18n, channel)));
        any.into_iter().chain(all).collect::<Vec<Choice>>()
    };
    view! {
        <Select
            label=words!(i18n, customers.bulk_channel)
            choices=Signal::derive(choices)
            value=Signal::derive(move || {
                draft.channel.get().map(place).unwrap_or_default()
            })
            on_change=move |value: String| {
                draft.channel.set(Channel::ALL.into_iter().find(|it| place(*it) == value));
            }
        />
    }
    .into_any()
}

/// What the edit would do.
fn outcome(draft: Draft, plan: &Result<BulkPlan, Option<String>>) -> AnyView {
    let (i18n, format) = (draft.i18n, draft.format);
    let plan = match plan {
        Err(None) => return ().into_any(),
        Err(Some(problem)) => {
            let problem = problem.clone();
            return view! { <Notice tone=Tone::Bad>{problem}</Notice> }.into_any();
        }
        Ok(plan) => plan,
    };
    let count = |n: usize| format.count(n);
    let n = plan.n_changing;
    let will = match n {
        0 => said!(i18n, customers.bulk_nobody),
        n => said!(i18n, customers.bulk_will, count = n, n = count(n)),
    };
    let already = plan.n_already;
    let already = (already > 0)
        .then(|| said!(i18n, customers.bulk_already, count = already, n = count(already)));
    let examples = plan.examples.iter().map(|example| example_text(draft, example));
    view! {
        <div class="stack stack--close" aria-live="polite">
            <p><strong>{will}</strong> " " {already}</p>
            <ul class="effects">
                {cannot(draft, plan).into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
                {examples.map(|text| view! { <li>{text}</li> }).collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

/// Who cannot have it, and why.
fn cannot(draft: Draft, plan: &BulkPlan) -> Vec<String> {
    let (i18n, format) = (draft.i18n, draft.format);
    let reasons =
        [Cannot::Gone, Cannot::NoteTooLong, Cannot::AskedForSilence, Cannot::RefusedSince];
    let told = |why: Cannot| {
        let count = plan.n_cannot(why);
        let n = format.count(count);
        (count > 0).then(|| match why {
            Cannot::Gone => said!(i18n, customers.bulk_gone, count = count, n = n),
            Cannot::NoteTooLong => said!(i18n, customers.bulk_note_long, count = count, n = n),
            Cannot::AskedForSilence => said!(i18n, customers.bulk_silence, count = count, n = n),
            Cannot::RefusedSince => {
                said!(i18n, customers.bulk_refused_since, count = count, n = n)
            }
        })
    };
    reasons.into_iter().filter_map(told).collect()
}

fn example_text(draft: Draft, example: &Example) -> String {
    let (i18n, format) = (draft.i18n, draft.format);
    draft.state.book().with(|book| {
        let telling = Telling { i18n, format, book };
        let text = |cell| match telling.cell(cell) {
            text if text.is_empty() => said!(i18n, customers.bulk_empty),
            text => isolated(&text),
        };
        let who = isolated(&name_of(i18n, book.customer(example.customer)));
        let (before, after) = (text(&example.before), text(&example.after));
        said!(i18n, customers.bulk_example, who = who, before = before, after = after)
    })
}
