//! One figure, large, with what it means and where it is going.

use leptos::prelude::*;

use crate::app::components::tone::Tone;

/// More signs than this in one piece have no room in the box of a phone.
const ROOM: usize = 8;

/// Whether a figure would have to be broken within: "€115,119.63".
fn is_long(value: &str) -> bool {
    value.split(' ').any(|piece| piece.chars().count() > ROOM)
}

/// A figure; pressing it, if it leads anywhere, shows what it is made of.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    label: Signal<String>,
    /// The figure.
    #[prop(into)]
    value: Signal<String>,
    /// How it moves, or how it was worked out.
    #[prop(optional, into)]
    trend: MaybeProp<String>,
    /// The mood of the trend.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Where pressing it leads.
    #[prop(optional, into)]
    href: MaybeProp<String>,
    /// What pressing it does; a figure with neither this nor `href` only tells.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let inside = move || {
        view! {
            <span class="stat__label">{label}</span>
            <span class="stat__value" class=("stat__value--long", move || is_long(&value.read()))>
                <bdi>{value}</bdi>
            </span>
            {move || {
                let class = format!("stat__trend stat__trend--{}", tone.get().name());
                trend.get().map(|trend| view! { <span class=class>{trend}</span> })
            }}
        }
    };
    move || match (href.get(), on_press) {
        (Some(href), _) => view! { <a class="stat stat--live" href=href>{inside()}</a> }.into_any(),
        (None, Some(on_press)) => view! {
            <button type="button" class="stat stat--live" on:click=move |_| on_press.run(())>
                {inside()}
            </button>
        }
        .into_any(),
        (None, None) => view! { <div class="stat">{inside()}</div> }.into_any(),
    }
}
