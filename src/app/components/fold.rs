//! A part of a page that is folded away under its title until somebody wants it.

use leptos::prelude::*;

/// The part, folded.
#[component]
pub fn Fold(
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="fold">
            <summary class="fold__title">{title}</summary>
            {children()}
        </details>
    }
}
