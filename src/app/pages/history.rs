//! Every change.

use leptos::prelude::*;

/// Every change.
#[component]
pub fn HistoryPage() -> impl IntoView {
    ().into_any()
}
