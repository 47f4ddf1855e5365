//! Somebody else with the same name, number or address: told while it is typed, with a link.

use leptos::prelude::*;

use crate::app::around::route::Route;
use crate::app::components::{Notice, Tone};
use crate::app::language::words::{said, use_i18n};
use crate::app::state::AppState;
use crate::people::same::Key;
use crate::units::id::CustomerId;

/// Somebody other than `own` who is known by this already.
#[must_use]
pub fn other_with(
    state: AppState,
    key: Key,
    text: &str,
    own: Option<CustomerId>,
) -> Option<CustomerId> {
    state.known_by(key, text).into_iter().find(|id| Some(*id) != own)
}

/// Says who has this already and leads to their card; nothing while nobody has.
#[component]
pub fn Twin(
    /// What may be in common.
    shared: Key,
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
            Key::Name => said!(i18n, customer.twin_name, name = name),
            Key::Phone => said!(i18n, customer.twin_phone, name = name),
            Key::Email => said!(i18n, customer.twin_email, name = name),
            // There is one card to a customer, so this is refused. Nobody types the number of a
            // till, so it is never asked about here.
            Key::Card | Key::FileId => said!(i18n, customer.twin_card, name = name),
        }
    };
    let tone = if shared == Key::Card { Tone::Bad } else { Tone::Warm };
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
