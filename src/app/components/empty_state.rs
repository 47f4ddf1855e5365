//! What stands where nothing is yet.

use leptos::prelude::*;

use crate::app::components::icon::{Glyph, Icon};

/// Says why a place is empty and how to fill it.
#[component]
pub fn EmptyState(
    /// What would be here.
    #[prop(into)]
    title: Signal<String>,
    /// Why there is none, and what to do.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// The picture above it.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// What can be done: buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            {glyph.map(|glyph| view! { <Icon glyph /> })} <p class="empty-state__title">{title}</p>
            {move || text.get().map(|text| view! { <p class="empty-state__text">{text}</p> })}
            {children
                .map(|children| view! { <div class="empty-state__actions">{children()}</div> })}
        </div>
    }
}
