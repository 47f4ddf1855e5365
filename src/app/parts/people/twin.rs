//! Somebody else with the same name, number or address: told while it is typed, with a link.

use leptos::prelude::*;

use crate::app::around::route::Route;
use crate::app::components::{Notice, Tone};
use crate::app::language::words::{said, use_i18n};
use crate::app::state::AppState;
use crate::people::customer::Customer;
use crate::people::same;
use crate::units::id::CustomerId;

/// What two customers may have in common that makes them look like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// A name, whatever its accents, capitals and order.
    Name,
    /// A phone number, national or international.
    Phone,
    /// An email address.
    Email,
    /// A card number: there is one card to a customer, so this is refused.
    Card,
}

/// Somebody other than `own` who has this already.
#[must_use]
pub fn other_with(
    state: AppState,
    shared: Shared,
    text: &str,
    own: Option<CustomerId>,
) -> Option<CustomerId> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let book = state.book().read();
    if shared == Shared::Name {
        let wanted = same::name(text);
        let is_same = |id: &CustomerId| {
            book.customer(*id).is_some_and(|customer| same::name(customer.name()) == wanted)
        };
        return state.find(text, 32).into_iter().filter(|id| Some(*id) != own).find(is_same);
    }
    let country = if shared == Shared::Phone { state.country().get() } else { None };
    let key = match shared {
        Shared::Name => same::name(text),
        Shared::Phone => same::phone(text, country),
        Shared::Email => same::email(text),
        Shared::Card => same::code(text),
    };
    let wanted = key?;
    let is_it = |key: Option<String>| key.as_ref() == Some(&wanted);
    let has = |customer: &Customer| match shared {
        Shared::Name => false,
        Shared::Phone => customer.phones().any(|number| is_it(same::phone(number, country))),
        Shared::Email => customer.emails().any(|address| is_it(same::email(address))),
        Shared::Card => is_it(same::code(customer.card())),
    };
    book.customers()
        .iter()
        .find(|(id, customer)| Some(**id) != own && has(customer))
        .map(|(id, _)| *id)
}

/// Says who has this already and leads to their card; nothing while nobody has.
#[component]
pub fn Twin(
    /// What may be in common.
    shared: Shared,
    /// What is being written.
    #[prop(into)]
    text: Signal<String>,
    /// Whose form it is, if they are known already.
    #[prop(default = None)]
    own: Option<CustomerId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let other = Memo::new(move |_| other_with(state, shared, &text.read(), own));
    let told = move |id: CustomerId| {
        let name = state.book().with(|book| book.customer(id).map(|who| who.label().to_owned()));
        let name = name.unwrap_or_default();
        match shared {
            Shared::Name => said!(i18n, customer.twin_name, name = name),
            Shared::Phone => said!(i18n, customer.twin_phone, name = name),
            Shared::Email => said!(i18n, customer.twin_email, name = name),
            Shared::Card => said!(i18n, customer.twin_card, name = name),
        }
    };
    let tone = if shared == Shared::Card { Tone::Bad } else { Tone::Warm };
    view! {
        <div class="form__all" aria-live="polite">
            {move || other.get().map(|id| view! {
                <Notice tone>
                    <p>{told(id)}</p>
                    <a href=Route::Customer(id).href()>{said!(i18n, customer.twin_open)}</a>
                </Notice>
            })}
        </div>
    }
}
