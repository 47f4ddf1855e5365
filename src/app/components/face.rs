//! A round picture that stands for a person or an event.

use leptos::prelude::*;

use crate::app::components::icon::{Glyph, Icon};

/// How large a face is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaceSize {
    /// For a row.
    #[default]
    Small,
    /// For the head of a page.
    Big,
    /// To look at a photo.
    Photo,
}

impl FaceSize {
    /// Its style.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Small => "face face--small",
            Self::Big => "face face--big",
            Self::Photo => "face face--photo",
        }
    }
}

/// Initials or a picture in a circle; decoration, so not read out: the name stands beside it.
#[component]
pub fn Face(
    /// Up to two letters.
    #[prop(optional, into)]
    initials: Signal<String>,
    /// A picture instead of letters.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// How large it is.
    #[prop(optional)]
    size: FaceSize,
) -> impl IntoView {
    let inside = match glyph {
        Some(glyph) => view! { <Icon glyph /> }.into_any(),
        None => view! { {initials} }.into_any(),
    };
    view! {
        <span class=size.class() aria-hidden="true">
            {inside}
        </span>
    }
}
