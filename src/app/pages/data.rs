//! Files in and out.

use leptos::prelude::*;

/// Files in and out.
#[component]
pub fn DataPage() -> impl IntoView {
    ().into_any()
}
