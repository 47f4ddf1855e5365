//! A titled part of a page, on a surface of its own.

use leptos::{children::ViewFnOnce, prelude::*};

use crate::app::components::dom::unique_id;

/// How much room a panel leaves around what it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelRoom {
    /// The usual margin.
    #[default]
    Roomy,
    /// Almost none above and below, for tables and lists that bring their own.
    Tight,
}

impl PanelRoom {
    fn class(self) -> &'static str {
        match self {
            Self::Roomy => "panel panel--roomy",
            Self::Tight => "panel panel--tight",
        }
    }
}

/// A part of a page.
#[component]
pub fn Panel(
    /// What it is about; a panel without a title is not a landmark.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// A remark beside the title.
    #[prop(optional, into)]
    aside: MaybeProp<String>,
    /// What stands at the end of the title's line: a link or a button.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
    /// How much room it leaves.
    #[prop(optional)]
    room: PanelRoom,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let id = unique_id("panel");
    let labelled_by = {
        let id = id.clone();
        move || title.get().map(|_| id.clone())
    };
    let heading = move || {
        let id = id.clone();
        title.get().map(|title| view! { <h2 class="panel__title" id=id>{title}</h2> })
    };
    let remark =
        move || aside.get().map(|aside| view! { <span class="panel__aside">{aside}</span> });
    view! {
        <section class=room.class() aria-labelledby=labelled_by>
            <header class="panel__head">
                {heading} {remark}
                {end.map(|end| view! { <div class="panel__end">{end.run()}</div> })}
            </header>
            {children()}
        </section>
    }
}
