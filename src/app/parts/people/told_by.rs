//! Who told a newcomer of the shop: asked as they say it, by code, card, phone, email or name.

use leptos::prelude::*;

use crate::acquisition::referral::Code;
use crate::advice::referrals::holders;
use crate::app::components::Field;
use crate::app::language::format::isolated;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people::name_of;
use crate::app::parts::scan::ScanButton;
use crate::app::state::AppState;
use crate::people::same::Key;
use crate::units::id::CustomerId;

/// Whoever is meant by what was typed.
///
/// # Errors
/// Nobody or several are; what to do, in words.
pub fn told_by(i18n: I18n, state: AppState, text: &str) -> Result<Option<CustomerId>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let by_code = Code::parse(text).map(|code| state.book().with(|book| holders(book, code)));
    let found = by_code.filter(|found| !found.is_empty()).unwrap_or_else(|| {
        let keys = [Key::Card, Key::Phone, Key::Email, Key::Name];
        let mut found = keys.into_iter().map(|key| state.known_by(key, text));
        found.find(|found| !found.is_empty()).unwrap_or_default()
    });
    match found[..] {
        [one] => Ok(Some(one)),
        [] => Err(said!(i18n, capture.told_by_nobody)),
        [..] => Err(said!(i18n, capture.told_by_several)),
    }
}

/// The field, and who is meant.
#[component]
pub fn ToldBy(
    /// What is typed.
    text: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let found = Memo::new(move |_| told_by(i18n, state, &text.read()));
    let meant = move || {
        let id = found.get().ok().flatten()?;
        let name = state.book().with(|book| name_of(i18n, book.customer(id)));
        Some(said!(i18n, capture.told_by_one, name = isolated(&name)))
    };
    view! {
        <Field
            label=words!(i18n, capture.told_by)
            hint=Signal::derive(move || meant().unwrap_or_else(|| said!(i18n, capture.told_by_hint)))
            error=Signal::derive(move || found.get().err())
            value=text
            on_input=move |typed| text.set(typed)
            end=move || view! { <ScanButton on_code=move |code| text.set(code) /> }
        />
    }
}
