//! What the owner sets.

use leptos::prelude::*;

/// What the owner sets.
#[component]
pub fn SettingsPage() -> impl IntoView {
    ().into_any()
}
