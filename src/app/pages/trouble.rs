//! The app cannot go on.

use leptos::prelude::*;

use crate::app::state::Phase;

/// The app cannot go on.
#[component]
pub fn TroublePage(
    /// Why.
    trouble: Phase,
) -> impl IntoView {
    drop(trouble);
    ().into_any()
}
