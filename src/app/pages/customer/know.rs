//! Good to know: tastes, labels, a note, who keeps them and how they came.

use leptos::prelude::*;

use crate::acquisition::referral::Code;
use crate::app::around::route::Route;
use crate::app::components::{Button, ButtonKind, Field, FieldKind, Row, Rows, SearchBox, Tag};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::parts::people::{
    EditForm, EditPanel, FormColumns, ManyDraft, ManyFields, Portrait, no_problem,
};
use crate::people::customer::{Customer, Fact, Member};
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
            title=words!(card.i18n, customer.know)
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
            {nothing} <div class="cluster">{tags}</div> {note}
            <dl class="facts">{move || origin(card)}</dl>
        </div>
    }
}

fn is_empty(customer: &Customer) -> bool {
    let texts = [customer.note(), customer.kept_by(), customer.source()];
    let members = customer.likes().chain(customer.tags()).count();
    texts.iter().all(|text| text.is_empty()) && members == 0 && customer.referred_by().is_none()
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

fn name_of(card: Card, other: CustomerId) -> String {
    let book = card.state.book().read();
    book.customer(book.who(other)).map(|other| other.label().to_owned()).unwrap_or_default()
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
        }
    }

    /// The facts that differ from what was known.
    fn facts(self, before: &Customer) -> Vec<Fact> {
        let text = |signal: RwSignal<String>| signal.read().trim().to_owned();
        let [note, kept_by, source] = [self.note, self.kept_by, self.source].map(text);
        let referred_by = self.referred_by.get();
        let facts = [
            (note != before.note()).then_some(Fact::Note(note)),
            (kept_by != before.kept_by()).then_some(Fact::KeptBy(kept_by)),
            (source != before.source()).then_some(Fact::Source(source)),
            (referred_by != before.referred_by()).then_some(Fact::ReferredBy(referred_by)),
        ];
        facts.into_iter().flatten().collect()
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
    let refused = RwSignal::new(None);
    let save = move |()| {
        let (facts, members) = untrack(|| (draft.facts(&before), draft.members(&before)));
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
            <Fields card draft />
        </EditForm>
    }
}

#[component]
fn Fields(
    /// Whose.
    card: Card,
    /// What is written.
    draft: Draft,
) -> impl IntoView {
    let i18n = card.i18n;
    view! {
        <ManyFields
            label=words!(i18n, customer.likes)
            draft=draft.likes
            problem=no_problem
            tried=false
        />
        <ManyFields
            label=words!(i18n, customer.tags)
            draft=draft.tags
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
        <ReferredBy card chosen=draft.referred_by />
    }
}

/// Who told them of the shop: found as one types.
#[component]
fn ReferredBy(
    /// Of whom.
    card: Card,
    /// Who it is.
    chosen: RwSignal<Option<CustomerId>>,
) -> impl IntoView {
    const MOST: usize = 5;
    let i18n = card.i18n;
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let query = query.read();
        let others =
            if query.trim().is_empty() { vec![] } else { card.state.find(&query, MOST + 1) };
        others.into_iter().filter(|id| *id != card.id).take(MOST).collect::<Vec<_>>()
    });
    let row = move |id| {
        let name = Signal::derive(move || name_of(card, id));
        let choose = move |()| {
            chosen.set(Some(id));
            query.set(String::new());
        };
        view! { <Row title=name face=move || view! { <Portrait name /> } on_press=choose /> }
    };
    let take_first = move |event: web_sys::KeyboardEvent| {
        let first = found.read_untracked().first().copied();
        if event.key() == "Enter" && !event.is_composing() && first.is_some() {
            // Else the same Enter would save the form.
            event.prevent_default();
            chosen.set(first);
            query.set(String::new());
        }
    };
    let current = move || {
        chosen.get().map(|id| {
            view! {
                <div class="cluster">
                    <bdi>{name_of(card, id)}</bdi>
                    <Button
                        label=words!(i18n, customer.take_out)
                        kind=ButtonKind::Quiet
                        on_press=move |()| chosen.set(None)
                    />
                </div>
            }
        })
    };
    view! {
        <div class="stack stack--close">
            <span class="field__label">{words!(i18n, customer.referred_by)}</span>
            {current}
            <SearchBox
                label=words!(i18n, frame.find)
                value=query
                on_input=move |text| query.set(text)
                on_key=take_first
            />
            <Rows label=words!(i18n, customer.referred_by)>
                <For each=move || found.get() key=|id| *id children=row />
            </Rows>
        </div>
    }
}
