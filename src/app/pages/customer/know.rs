//! The relationship: what is to be done today, tastes, birthday, a note, labels, who keeps them and
//! how they came.

use leptos::prelude::*;

use crate::acquisition::referral::Code;
use crate::app::around::route::Route;
use crate::app::components::{ButtonLink, Field, FieldKind, Fold, Glyph, Tag};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::pages::customer::pick::{Pick, name_of};
use crate::app::pages::customer::reach::birthday_text;
use crate::app::parts::people::{
    BirthdayDraft, BirthdayFields, BirthdayRefusal, EditForm, EditPanel, FormColumns, ManyDraft,
    ManyFields, no_problem,
};
use crate::outreach::Occasion;
use crate::people::customer::{Customer, Fact, Member};
use crate::units::calendar::Day;
use crate::units::id::CustomerId;

/// The panel.
#[component]
pub fn KnowPanel(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    view! {
        <EditPanel
            title=words!(card.i18n, company.relationship)
            editing
            reading=move || view! { <Reading card /> }
            form=move || view! { <KnowForm card editing /> }
        />
    }
}

#[component]
fn Reading(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let tags = move || {
        let customer = card.customer.read();
        let texts = customer.likes().chain(customer.tags()).map(str::to_owned);
        texts.map(|text| view! { <Tag label=text /> }).collect_view()
    };
    let note = move || {
        let note = card.customer.read().note().to_owned();
        (!note.is_empty()).then(|| view! { <p class="note" dir="auto">{note}</p> })
    };
    let is_empty = Memo::new(move |_| is_empty(&card.customer.read()));
    let nothing = move || {
        is_empty.get().then(|| view! { <p class="muted">{words!(i18n, customer.know_empty)}</p> })
    };
    view! {
        <div class="stack">
            <Marks card />
            {nothing} <div class="cluster">{tags}</div> {note}
            <dl class="facts">{move || birthday(card)} {move || origin(card)}</dl>
        </div>
    }
}

fn is_empty(customer: &Customer) -> bool {
    let texts = [customer.note(), customer.kept_by(), customer.source()];
    let members = customer.likes().chain(customer.tags()).count();
    texts.iter().all(|text| text.is_empty())
        && members == 0
        && customer.referred_by().is_none()
        && customer.birthday().is_none()
}

/// What Today says is to be done about them, with the way there.
#[component]
fn Marks(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let named = Memo::new(move |_| card.named_for());
    move || {
        let (label, glyph) = match named.get()? {
            Occasion::Birthday => (said!(i18n, company.congratulate), Glyph::Star),
            Occasion::Asleep | Occasion::Word => (said!(i18n, company.call_them), Glyph::Phone),
        };
        let href = Route::Today.href();
        Some(view! {
            <div class="cluster">
                <ButtonLink label href glyph />
            </div>
        })
    }
}

fn birthday(card: Card) -> impl IntoView {
    let birthday = card.customer.read().birthday()?;
    let day = birthday_text(card, birthday);
    Some(view! { <dt>{said!(card.i18n, customer.birthday)}</dt> <dd>{day}</dd> })
}

/// Who keeps them, and how they came.
fn origin(card: Card) -> impl IntoView {
    let i18n = card.i18n;
    let customer = card.customer.read();
    let fact = |label: String, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| view! { <dt>{label}</dt> <dd><bdi>{text}</bdi></dd> })
    };
    let referred_by = customer.referred_by().map(|other| {
        let name = name_of(card, other);
        view! {
            <dt>{said!(i18n, customer.referred_by)}</dt>
            <dd>
                <a href=Route::Customer(other).href()><bdi>{name}</bdi></a>
            </dd>
        }
    });
    (
        fact(said!(i18n, customer.kept_by), customer.kept_by()),
        fact(said!(i18n, customer.source), customer.source()),
        referred_by,
        fact(said!(i18n, customer.code), &Code::of(card.id).to_string()),
    )
}

/// What is good to know, as far as it is written.
#[derive(Clone, Copy)]
struct Draft {
    likes: ManyDraft,
    tags: ManyDraft,
    note: RwSignal<String>,
    kept_by: RwSignal<String>,
    source: RwSignal<String>,
    referred_by: RwSignal<Option<CustomerId>>,
    birthday: BirthdayDraft,
}

impl Draft {
    fn of(customer: &Customer) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            likes: ManyDraft::of(customer.likes()),
            tags: ManyDraft::of(customer.tags()),
            note: text(customer.note()),
            kept_by: text(customer.kept_by()),
            source: text(customer.source()),
            referred_by: RwSignal::new(customer.referred_by()),
            birthday: BirthdayDraft::of(customer.birthday()),
        }
    }

    /// The facts that differ from what was known.
    ///
    /// # Errors
    /// What is no birthday; the field itself says why.
    fn facts(self, before: &Customer, today: Day) -> Result<Vec<Fact>, BirthdayRefusal> {
        let birthday = self.birthday.read(today)?;
        let text = |signal: RwSignal<String>| signal.read().trim().to_owned();
        let [note, kept_by, source] = [self.note, self.kept_by, self.source].map(text);
        let referred_by = self.referred_by.get();
        let facts = [
            (note != before.note()).then_some(Fact::Note(note)),
            (kept_by != before.kept_by()).then_some(Fact::KeptBy(kept_by)),
            (source != before.source()).then_some(Fact::Source(source)),
            (referred_by != before.referred_by()).then_some(Fact::ReferredBy(referred_by)),
            (birthday != before.birthday()).then_some(Fact::Birthday(birthday)),
        ];
        Ok(facts.into_iter().flatten().collect())
    }

    /// The tastes and labels that are gone or new.
    fn members(self, before: &Customer) -> Vec<(Member, bool)> {
        let (mut likes, mut tags) = (before.members().to_vec(), before.members().to_vec());
        likes.retain(|member| matches!(member, Member::Likes(_)));
        tags.retain(|member| matches!(member, Member::Tag(_)));
        let likes = self.likes.changes(&likes, Member::Likes);
        likes.into_iter().chain(self.tags.changes(&tags, Member::Tag)).collect()
    }
}

#[component]
fn KnowForm(
    /// Whose.
    card: Card,
    /// What closes the form.
    editing: RwSignal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    let before = card.customer.get_untracked();
    let draft = Draft::of(&before);
    let (tried, refused) = (RwSignal::new(false), RwSignal::new(None));
    let save = move |()| {
        tried.set(true);
        let today = card.state.today().get_untracked();
        let Ok(facts) = untrack(|| draft.facts(&before, today)) else {
            return refused.set(Some(said!(i18n, customer.look_at_fields)));
        };
        let members = untrack(|| draft.members(&before));
        match card.save(facts, members) {
            Ok(()) => editing.set(false),
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    view! {
        <EditForm
            save_label=words!(i18n, frame.save)
            on_save=save
            on_cancel=move |()| editing.set(false)
            refused
            columns=FormColumns::One
        >
            <Fields card draft tried />
        </EditForm>
    }
}

/// What is changed most stands first; the rest unfolds.
#[component]
fn Fields(
    /// Whose.
    card: Card,
    /// What is written.
    draft: Draft,
    /// Whether saving was tried.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    view! {
        <ManyFields
            label=words!(i18n, customer.likes)
            draft=draft.likes
            problem=no_problem
            tried=false
        />
        <Field
            label=words!(i18n, customer.note)
            kind=FieldKind::Paragraph
            value=draft.note
            error=Signal::derive(move || sentences::text_problem(i18n, &draft.note.read()))
            on_input=move |text| draft.note.set(text)
        />
        <BirthdayFields draft=draft.birthday tried />
        <ManyFields
            label=words!(i18n, customer.tags)
            draft=draft.tags
            problem=no_problem
            tried=false
        />
        <Fold title=words!(i18n, frame.more)>
            <div class="stack">
                <Field
                    label=words!(i18n, customer.kept_by)
                    value=draft.kept_by
                    on_input=move |text| draft.kept_by.set(text)
                />
                <Field
                    label=words!(i18n, customer.source)
                    hint=words!(i18n, customer.source_hint)
                    value=draft.source
                    on_input=move |text| draft.source.set(text)
                />
                <Pick label=words!(i18n, customer.referred_by) card chosen=draft.referred_by />
            </div>
        </Fold>
    }
}
