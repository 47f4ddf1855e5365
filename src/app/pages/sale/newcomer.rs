//! Someone new: a name and a phone number are enough.

use leptos::prelude::*;

use crate::app::components::{Button, ButtonKind, ButtonType, Field, FieldKind, Notice};
use crate::app::notices::Notices;
use crate::app::sentences;
use crate::app::state::AppState;
use crate::app::words::{said, use_i18n, words};
use crate::counter::{Newcomer, with_card, with_phone};
use crate::customer::{Fact, Member, PhoneRefusal, check_phone};
use crate::id::{CustomerId, GroupId};

/// A short form in the place of the list.
#[component]
pub fn SomeoneNew(
    /// What was typed to find them.
    question: String,
    /// Says who buys.
    choose: Callback<Option<CustomerId>>,
    /// Closes the form.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let start = Newcomer::from_question(&question);
    let [name, phone, card] = [start.name, start.phone, start.card].map(RwSignal::new);
    let tried = RwSignal::new(false);
    let typed = move || Typed { name: name.get(), phone: phone.get(), card: card.get() };
    let phone_error = move || {
        let refusal = phone_refusal(&phone.read())?;
        tried.get().then(|| match refusal {
            PhoneRefusal::Letters => said!(i18n, sale.phone_letters),
            PhoneRefusal::TooShort { .. } => said!(i18n, sale.phone_short),
            PhoneRefusal::TooLong { .. } => said!(i18n, sale.phone_long),
        })
    };
    let name_error =
        move || (tried.get() && typed().is_empty()).then(|| said!(i18n, sale.newcomer_empty));
    let add = move || {
        let typed = untrack(typed);
        if typed.is_empty() || phone_refusal(&typed.phone).is_some() {
            tried.set(true);
            return;
        }
        let told = typed.label();
        let (facts, members) = typed.parts();
        match state.commit(|batch| batch.add_customer(facts, members)) {
            Ok(id) => {
                notices.tell_with_undo(said!(i18n, sale.added, name = told), GroupId(id.0));
                choose.run(Some(id));
            }
            Err(refusal) => notices.tell(sentences::read_only(i18n, refusal)),
        }
    };
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add();
    };
    view! {
        <form class="form" novalidate=true aria-label=words!(i18n, sale.someone_new) on:submit=submitted>
            <Field
                label=words!(i18n, sale.name)
                value=name
                on_input=move |text| name.set(text)
                error=Signal::derive(name_error)
            />
            <Field
                label=words!(i18n, sale.phone)
                kind=FieldKind::Phone
                value=phone
                on_input=move |text| phone.set(text)
                error=Signal::derive(phone_error)
            />
            <Field
                label=words!(i18n, sale.card_number)
                value=card
                on_input=move |text| card.set(text)
            />
            <Known phone card choose />
            <div class="form__foot">
                <Button
                    label=words!(i18n, frame.cancel)
                    kind=ButtonKind::Quiet
                    on_press=on_close
                />
                <Button
                    label=words!(i18n, sale.add)
                    kind=ButtonKind::Primary
                    r#type=ButtonType::Submit
                />
            </div>
        </form>
    }
}

/// Warns that the phone or card is somebody's already, and offers to choose them.
#[component]
fn Known(
    /// The phone number typed.
    phone: RwSignal<String>,
    /// The card number typed.
    card: RwSignal<String>,
    /// Says who buys.
    choose: Callback<Option<CustomerId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let known = Memo::new(move |_| {
        let book = state.book().read();
        let id = with_phone(&book, &phone.read())
            .or_else(|| with_card(&book, &card.read()).first().copied())?;
        Some((id, book.customer(id)?.label().to_owned()))
    });
    move || {
        known.get().map(|(id, label)| {
            view! {
                <div class="form__all">
                    <Notice>
                        <p role="status">{said!(i18n, sale.known_already, name = label.clone())}</p>
                        <Button
                            label=said!(i18n, sale.choose_known, name = label)
                            on_press=move |()| choose.run(Some(id))
                        />
                    </Notice>
                </div>
            }
        })
    }
}

/// What was typed of someone new.
struct Typed {
    name: String,
    phone: String,
    card: String,
}

impl Typed {
    fn is_empty(&self) -> bool {
        [&self.name, &self.phone, &self.card].into_iter().all(|text| text.trim().is_empty())
    }

    fn label(&self) -> String {
        let texts = [&self.name, &self.phone, &self.card].map(|text| text.trim());
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    }

    fn parts(self) -> (Vec<Fact>, Vec<Member>) {
        let text = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let name = text(self.name).map(Fact::Name);
        let facts = name.into_iter().chain(text(self.card).map(Fact::Card)).collect();
        (facts, text(self.phone).map(Member::Phone).into_iter().collect())
    }
}

/// Why the phone number cannot be kept; an empty one can.
fn phone_refusal(phone: &str) -> Option<PhoneRefusal> {
    if phone.trim().is_empty() { None } else { check_phone(phone.trim()).err() }
}
