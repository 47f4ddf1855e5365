//! A word or two about something, in a coloured capsule.

use leptos::prelude::*;

use crate::app::components::tone::Tone;

/// A short label.
#[component]
pub fn Tag(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Its mood.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! { <span class=move || format!("tag tag--{}", tone.get().name())>{label}</span> }
}
