//! What the owner must know: about everything, or about one place.

use leptos::{children::ViewFnOnce, prelude::*};

use crate::app::components::{
    icon::{Glyph, Icon},
    tone::Tone,
};

/// A line across the top of the page, for as long as what it says is so.
#[component]
pub fn Banner(
    /// What is so, and what to do.
    #[prop(into)]
    text: Signal<String>,
    /// Its mood; only `Tone::Bad` interrupts those who hear the page.
    #[prop(optional)]
    tone: Tone,
    /// What can be done: buttons.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=format!("banner banner--{}", tone.name()) role=role>
            {glyph_of(tone).map(|glyph| view! { <Icon glyph /> })}
            <p class="banner__text">{text}</p>
            {action.map(|action| view! { <div class="banner__action">{action.run()}</div> })}
        </div>
    }
}

/// A remark in its place, such as inside a panel.
#[component]
pub fn Notice(
    /// Its mood.
    #[prop(default = Tone::Warm)]
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("notice notice--{}", tone.name())>
            {glyph_of(tone).map(|glyph| view! { <Icon glyph /> })}
            <div class="notice__text">{children()}</div>
        </div>
    }
}

/// A picture that says the same as the colour, for those who cannot tell colours apart.
fn glyph_of(tone: Tone) -> Option<Glyph> {
    match tone {
        Tone::Neutral => None,
        Tone::Good => Some(Glyph::Check),
        Tone::Warm | Tone::Bad => Some(Glyph::Warning),
        Tone::Gold => Some(Glyph::Star),
    }
}
