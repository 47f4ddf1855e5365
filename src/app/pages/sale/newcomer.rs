//! Someone new: a name and a phone number are enough.

use leptos::{ev, html, prelude::*};

use crate::advice::counter::Newcomer;
use crate::app::around::notices::Notices;
use crate::app::components::{
    Button, ButtonKind, ButtonType, Field, FieldKind, Notice, Tone, focus_first,
};
use crate::app::language::format::isolated;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people::{AlikeLater, phone_problem};
use crate::app::parts::scan::ScanButton;
use crate::app::state::AppState;
use crate::people::customer::{Customer, Fact, Member, PhoneRefusal, check_phone};
use crate::people::same::Key;
use crate::units::id::{CustomerId, GroupId};

/// A short form in the place of the list.
#[component]
pub fn SomeoneNew(
    /// What is typed.
    typed: Typed,
    /// Says who buys.
    choose: Callback<Option<CustomerId>>,
    /// Closes the form.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !untrack(|| typed.is_right()) {
            typed.tried.set(true);
            return;
        }
        let told = said!(i18n, sale.added, name = untrack(|| typed.label()));
        let (facts, members) = typed.parts();
        match state.commit(|batch| batch.add_customer(facts, members)) {
            Ok(id) => {
                notices.tell_with_undo(told, GroupId(id.0));
                choose.run(Some(id));
            }
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    };
    let AlikeLater(alike) = expect_context();
    let so_far = Signal::derive(move || typed.so_far());
    let choose_known = Callback::new(move |id| choose.run(Some(id)));
    let may_be = move || alike.get().map(|alike| alike(so_far, choose_known));
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        // In the next frame: the Enter that opened the form must not also send it.
        if let Some(form) = form.get() {
            request_animation_frame(move || focus_first(&form, "input"));
        }
    });
    view! {
        <form
            node_ref=form
            class="form"
            novalidate=true
            aria-label=words!(i18n, sale.someone_new)
            on:submit=add
        >
            <TypedFields typed />
            <Known typed choose />
            {may_be}
            <div class="form__foot">
                <Button label=words!(i18n, frame.cancel) kind=ButtonKind::Quiet on_press=on_close />
                <Button
                    label=words!(i18n, sale.add)
                    kind=ButtonKind::Primary
                    r#type=ButtonType::Submit
                />
            </div>
        </form>
    }
}

#[component]
fn TypedFields(
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    let i18n = use_i18n();
    let Typed { name, phone, card, .. } = typed;
    view! {
        <Field
            label=words!(i18n, sale.name)
            value=name
            on_input=move |text| name.set(text)
            error=Signal::derive(move || typed.name_error(i18n))
        />
        <Field
            label=words!(i18n, sale.phone)
            kind=FieldKind::Phone
            value=phone
            on_input=move |text| phone.set(text)
            error=Signal::derive(move || typed.phone_error(i18n))
        />
        <Field
            label=words!(i18n, sale.card_number)
            value=card
            on_input=move |text| card.set(text)
            end=move || view! { <ScanButton on_code=move |code| card.set(code) /> }
        />
    }
}

/// Warns that the phone, card or name is somebody's already, and offers to choose them.
#[component]
fn Known(
    /// What is typed.
    typed: Typed,
    /// Says who buys.
    choose: Callback<Option<CustomerId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let known = Memo::new(move |_| {
        let of = |key: Key, text: &str| Some((*state.known_by(key, text).first()?, key));
        let (id, key) = of(Key::Phone, &typed.phone.read())
            .or_else(|| of(Key::Card, &typed.card.read()))
            .or_else(|| of(Key::Name, &typed.name.read()))?;
        let label = state.book().with(|book| book.customer(id).map(|it| it.label().to_owned()));
        Some((id, key, label?))
    });
    move || {
        known.get().map(|(id, key, label)| {
            let told = match key {
                Key::Name => said!(i18n, customer.twin_name, name = isolated(&label)),
                Key::Phone | Key::Card | Key::Email | Key::FileId => {
                    said!(i18n, sale.known_already, name = label.clone())
                }
            };
            view! {
                <div class="form__all">
                    <Notice tone=Tone::Warm>
                        <div class="stack">
                            <p role="status">{told}</p>
                            <div class="cluster">
                                <Button
                                    label=said!(i18n, sale.choose_known, name = label)
                                    on_press=move |()| choose.run(Some(id))
                                />
                            </div>
                        </div>
                    </Notice>
                </div>
            }
        })
    }
}

/// What is typed of someone new; a handle that is copied freely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Typed {
    name: RwSignal<String>,
    phone: RwSignal<String>,
    card: RwSignal<String>,
    /// Whether adding was tried: before that, nothing half typed is called wrong.
    pub tried: RwSignal<bool>,
}

impl Typed {
    /// Begins with what was typed to find them.
    #[must_use]
    pub fn new(question: &str) -> Self {
        Self::begun(Newcomer::from_question(question))
    }

    /// Begins with the card that was scanned and is nobody's.
    #[must_use]
    pub fn with_card(card: String) -> Self {
        Self::begun(Newcomer { card, ..Newcomer::default() })
    }

    fn begun(start: Newcomer) -> Self {
        let [name, phone, card] = [start.name, start.phone, start.card].map(RwSignal::new);
        Self { name, phone, card, tried: RwSignal::new(false) }
    }

    fn texts(self) -> [String; 3] {
        [self.name, self.phone, self.card].map(|text| text.get().trim().to_owned())
    }

    /// As whom they may be known already, as far as it is typed.
    fn so_far(self) -> Customer {
        let [name, phone, _] = self.texts();
        let mut customer = Customer::default();
        customer.set(Fact::Name(name));
        if !phone.is_empty() {
            customer.set_member(&Member::Phone(phone), true);
        }
        customer
    }

    /// Whether nothing is typed.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.texts().iter().all(String::is_empty)
    }

    /// Whether it can be written down.
    #[must_use]
    pub fn is_right(self) -> bool {
        !self.is_empty() && self.phone_refusal().is_none()
    }

    /// Why the phone number cannot be kept; an empty one can.
    fn phone_refusal(self) -> Option<PhoneRefusal> {
        let [_, phone, _] = self.texts();
        if phone.is_empty() { None } else { check_phone(&phone).err() }
    }

    fn name_error(self, i18n: I18n) -> Option<String> {
        let is_missing = self.tried.get() && self.is_empty();
        let missing = is_missing.then(|| said!(i18n, sale.newcomer_empty));
        missing.or_else(|| sentences::text_problem(i18n, &self.name.read()))
    }

    fn phone_error(self, i18n: I18n) -> Option<String> {
        self.tried.get().then(|| phone_problem(i18n, &self.phone.read())).flatten()
    }

    /// What to call them: the first of what is typed.
    #[must_use]
    pub fn label(self) -> String {
        let texts = self.texts();
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// What is known of them.
    #[must_use]
    pub fn parts(self) -> (Vec<Fact>, Vec<Member>) {
        let texts = untrack(|| self.texts());
        let [name, phone, card] = texts.map(|text| Some(text).filter(|text| !text.is_empty()));
        let facts = name.map(Fact::Name).into_iter().chain(card.map(Fact::Card)).collect();
        (facts, phone.map(Member::Phone).into_iter().collect())
    }
}
