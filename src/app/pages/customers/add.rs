//! The form in which a new customer is written down.

use leptos::prelude::*;

use crate::advice::counter::Newcomer;
use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{Dialog, DialogSize, Field, FieldKind};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people::{
    Alike, BirthdayDraft, BirthdayFields, EditForm, KeptNote, ToldBy, Twin, Unsaved, email_problem,
    other_with, phone_problem, told_by,
};
use crate::app::parts::scan::ScanButton;
use crate::app::state::AppState;
use crate::people::customer::{Customer, Fact, Member};
use crate::people::same::Key;
use crate::units::id::GroupId;

/// Whether the form is open, and with which name it began; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Adding {
    name: RwSignal<Option<String>>,
}

impl Adding {
    /// Closed, or open with nothing in it.
    #[must_use]
    pub fn new(is_open: bool) -> Self {
        Self { name: RwSignal::new(is_open.then(String::new)) }
    }

    /// Opens the form with a name in it.
    pub fn open_with(self, name: String) {
        self.name.set(Some(name));
    }

    fn close(self) {
        self.name.set(None);
    }
}

/// The form, over the page.
#[component]
pub fn AddDialog(
    /// Whether it is open.
    adding: Adding,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog
            open=Signal::derive(move || adding.name.read().is_some())
            on_close=move |()| adding.close()
            title=words!(i18n, customers.add)
            close_label=words!(i18n, frame.close)
            size=DialogSize::Wide
        >
            <AddForm adding />
        </Dialog>
    }
}

/// What is written of a new customer, kept while another page is shown; a handle that is copied
/// freely.
#[derive(Clone, Copy)]
pub struct AddDraft {
    owner: StoredValue<Owner>,
    draft: StoredValue<Option<Draft>>,
}

impl AddDraft {
    /// Nothing is written yet. What is written lives as long as the place this is made in.
    #[must_use]
    pub fn new() -> Self {
        let owner = StoredValue::new(Owner::current().unwrap_or_default());
        Self { owner, draft: StoredValue::new(None) }
    }

    /// What was written before, or a beginning with this name; and whether it was before.
    fn open(self, name: String) -> (Draft, bool) {
        if let Some(kept) = self.draft.get_value().filter(|kept| !untrack(|| kept.is_empty())) {
            return (kept, true);
        }
        let draft = self.owner.with_value(|owner| owner.with(|| Draft::beginning_with(&name)));
        self.draft.set_value(Some(draft));
        (draft, false)
    }

    /// Forgets what was written.
    fn forget(self) {
        self.draft.set_value(None);
    }
}

impl Default for AddDraft {
    fn default() -> Self {
        Self::new()
    }
}

/// A customer as far as they are written down.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    phone: RwSignal<String>,
    email: RwSignal<String>,
    card: RwSignal<String>,
    source: RwSignal<String>,
    told_by: RwSignal<String>,
    birthday: BirthdayDraft,
}

impl Draft {
    /// What was typed into the search, as the start of a customer.
    fn beginning_with(text: &str) -> Self {
        let Newcomer { name, phone, card } = Newcomer::from_question(text);
        Self {
            name: RwSignal::new(name),
            phone: RwSignal::new(phone),
            email: RwSignal::new(String::new()),
            card: RwSignal::new(card),
            source: RwSignal::new(String::new()),
            told_by: RwSignal::new(String::new()),
            birthday: BirthdayDraft::of(None),
        }
    }

    fn empty(self) {
        for text in [self.name, self.phone, self.email, self.card, self.source, self.told_by] {
            text.set(String::new());
        }
        self.birthday.empty();
    }

    fn is_empty(self) -> bool {
        let texts = [self.name, self.phone, self.email, self.card, self.source, self.told_by];
        texts.iter().all(|text| text.read().trim().is_empty()) && self.birthday.is_empty()
    }

    /// By what they may be known already, as far as it is written.
    fn so_far(self) -> Customer {
        let mut customer = Customer::default();
        customer.set(Fact::Name(self.name.get()));
        for member in [Member::Phone(self.phone.get()), Member::Email(self.email.get())] {
            if !member.text().trim().is_empty() {
                customer.set_member(&member, true);
            }
        }
        customer
    }

    /// What is written, or why it cannot go in; `None` where the field itself says why.
    fn read(self, state: AppState, i18n: I18n) -> Result<(Vec<Fact>, Vec<Member>), Option<String>> {
        let text = |signal: RwSignal<String>| signal.read_untracked().trim().to_owned();
        let [name, phone, email] = [self.name, self.phone, self.email].map(text);
        let [card, source] = [self.card, self.source].map(text);
        if phone_problem(i18n, &phone).or(email_problem(i18n, &email)).is_some() {
            return Err(None);
        }
        if other_with(state, Key::Card, &card, None).is_some() {
            return Err(None);
        }
        let sender = untrack(|| told_by(i18n, state, &self.told_by.read())).map_err(|_| None)?;
        let birthday = untrack(|| self.birthday.read(state.today().get())).map_err(|_| None)?;
        if [&name, &phone, &email, &card].iter().all(|text| text.is_empty()) {
            return Err(Some(said!(i18n, customers.add_nothing)));
        }
        let is_said = |text: &String| !text.is_empty();
        let facts = [
            Some(name).filter(is_said).map(Fact::Name),
            Some(card).filter(is_said).map(Fact::Card),
            Some(source).filter(is_said).map(Fact::Source),
            birthday.map(|birthday| Fact::Birthday(Some(birthday))),
            sender.map(|sender| Fact::ReferredBy(Some(sender))),
        ];
        let members = [
            Some(phone).filter(is_said).map(Member::Phone),
            Some(email).filter(is_said).map(Member::Email),
        ];
        Ok((facts.into_iter().flatten().collect(), members.into_iter().flatten().collect()))
    }
}

/// The fields, and what saving them does. Closed with something written, it opens with that again.
#[component]
fn AddForm(
    /// With which name it begins.
    adding: Adding,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let kept = expect_context::<AddDraft>();
    let (draft, was_kept) = kept.open(adding.name.get_untracked().unwrap_or_default());
    let is_old = RwSignal::new(was_kept);
    let tried = RwSignal::new(false);
    let refused = RwSignal::new(None);
    let save = move |()| {
        tried.set(true);
        let (facts, members) = match draft.read(state, i18n) {
            Ok(written) => written,
            Err(refusal) => {
                let refusal = refusal.unwrap_or_else(|| said!(i18n, customer.look_at_fields));
                return refused.set(Some(refusal));
            }
        };
        match state.commit(|batch| batch.add_customer(facts, members)) {
            Ok(id) => {
                kept.forget();
                adding.close();
                notices.tell_with_undo(said!(i18n, customers.added), GroupId(id.0));
                Route::Customer(id).go();
            }
            Err(refusal) => refused.set(Some(sentences::not_made(i18n, refusal))),
        }
    };
    view! {
        <EditForm
            save_label=words!(i18n, customers.add)
            on_save=save
            on_cancel=move |()| adding.close()
            refused
            leaving=Unsaved::Kept
        >
            {move || is_old.get().then(|| view! {
                <div class="form__all">
                    <KeptNote on_empty=move |()| {
                        draft.empty();
                        is_old.set(false);
                    } />
                </div>
            })}
            <Fields draft tried />
        </EditForm>
    }
}

/// The fields, each with what is wrong with it and who has the same already.
#[component]
fn Fields(
    /// What is written.
    draft: Draft,
    /// Whether saving was tried.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let phone_error = Signal::derive(move || {
        tried.get().then(|| phone_problem(i18n, &draft.phone.read())).flatten()
    });
    let email_error = Signal::derive(move || {
        tried.get().then(|| email_problem(i18n, &draft.email.read())).flatten()
    });
    view! {
        <Field
            label=words!(i18n, customer.name)
            value=draft.name
            error=Signal::derive(move || sentences::text_problem(i18n, &draft.name.read()))
            on_input=move |text| draft.name.set(text)
        />
        <Field
            label=words!(i18n, customer.phone)
            kind=FieldKind::Phone
            value=draft.phone
            error=phone_error
            on_input=move |text| draft.phone.set(text)
        />
        <Twin shared=Key::Name text=draft.name />
        <Twin shared=Key::Phone text=draft.phone />
        <Alike draft=Signal::derive(move || draft.so_far()) />
        <Field
            label=words!(i18n, customer.email)
            kind=FieldKind::Email
            value=draft.email
            error=email_error
            on_input=move |text| draft.email.set(text)
        />
        <Field
            label=words!(i18n, customer.card)
            value=draft.card
            on_input=move |text| draft.card.set(text)
            end=move || view! { <ScanButton on_code=move |code| draft.card.set(code) /> }
        />
        <Twin shared=Key::Email text=draft.email />
        <Twin shared=Key::Card text=draft.card />
        <div class="form__all">
            <BirthdayFields draft=draft.birthday tried />
        </div>
        <Field
            label=words!(i18n, customer.source)
            hint=words!(i18n, customer.source_hint)
            value=draft.source
            on_input=move |text| draft.source.set(text)
        />
        <ToldBy text=draft.told_by />
    }
}
