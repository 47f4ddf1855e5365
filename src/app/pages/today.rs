//! What to do today.

use leptos::prelude::*;

/// What to do today.
#[component]
pub fn TodayPage() -> impl IntoView {
    ().into_any()
}
