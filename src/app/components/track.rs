//! How far something is on its way, with every stop in sight.

use leptos::prelude::*;

/// The stops in their order, those behind and the one at hand marked.
#[component]
pub fn Track(
    /// What is on its way.
    #[prop(into)]
    label: Signal<String>,
    /// The names of the stops.
    #[prop(into)]
    stops: Signal<Vec<String>>,
    /// Which one is at hand, from 0; `None` where it is none of these.
    #[prop(into)]
    current: Signal<Option<usize>>,
) -> impl IntoView {
    let stop = move |(place, name): (usize, String)| {
        let is_current = move || current.get() == Some(place);
        view! {
            <li
                class="track__stop"
                class:track__stop--done=move || current.get().is_some_and(|at| place < at)
                aria-current=move || is_current().then_some("step")
            >
                {name}
            </li>
        }
    };
    view! {
        <ol class="track" role="list" aria-label=label>
            {move || stops.get().into_iter().enumerate().map(stop).collect_view()}
        </ol>
    }
}
