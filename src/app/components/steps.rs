//! Where one is in something done in steps.

use leptos::prelude::*;

/// The steps of a longer task, with the one at hand marked.
#[component]
pub fn Steps(
    /// What they are the steps of.
    #[prop(into)]
    label: Signal<String>,
    /// Their names, in order.
    #[prop(into)]
    steps: Signal<Vec<String>>,
    /// Which one is at hand, from 0.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let step = move |(index, name): (usize, String)| {
        view! {
            <li
                class="steps__step"
                class:steps__step--done=move || index < current.get()
                aria-current=move || (index == current.get()).then_some("step")
            >
                {name}
            </li>
        }
    };
    view! {
        <ol class="steps" role="list" aria-label=label>
            {move || steps.get().into_iter().enumerate().map(step).collect_view()}
        </ol>
    }
}
