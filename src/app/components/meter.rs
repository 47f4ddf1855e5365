//! A share of a whole, as the length of a bar.

use leptos::{html, prelude::*};

use crate::app::components::{dom::set_size, tone::Tone};

/// A bar as long as the share it shows.
#[component]
pub fn Meter(
    /// What is measured, for those who hear the page.
    #[prop(into)]
    label: Signal<String>,
    /// The share in words.
    #[prop(into)]
    text: Signal<String>,
    /// The share in percent, 0 to 100.
    #[prop(into)]
    percent: Signal<f64>,
    /// Its mood.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    let bar = NodeRef::<html::Div>::new();
    let share = move || percent.get().clamp(0.0, 100.0);
    Effect::new(move |_| {
        if let Some(bar) = bar.get() {
            set_size(&bar, "--meter-share", &format!("{}%", share()));
        }
    });
    view! {
        <div
            node_ref=bar
            class=format!("meter meter--{}", tone.name())
            role="meter"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || share().to_string()
            aria-valuetext=text
        >
            <div class="meter__share"></div>
        </div>
    }
}
