//! The head of a page: its title, and what can be done with all of it.

use leptos::{children::ViewFnOnce, prelude::*};

/// The first thing on a page.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// A figure that belongs to the title, set lighter.
    #[prop(optional, into)]
    count: MaybeProp<String>,
    /// The line under it.
    #[prop(optional, into)]
    subtitle: MaybeProp<String>,
    /// What stands before the title, usually a big `Face`.
    #[prop(optional, into)]
    face: Option<ViewFnOnce>,
    /// What stands at the end of the line: buttons or a search box.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
) -> impl IntoView {
    let count =
        move || count.get().map(|count| view! { <bdi class="page-head__count">{count}</bdi> });
    view! {
        <header class="page-head">
            {face.map(|face| face.run())} <div class="page-head__text">
                <h1 class="page-head__title"><bdi>{title}</bdi>" "{count}</h1>
                {move || {
                    subtitle.get().map(|text| view! { <p class="page-head__subtitle">{text}</p> })
                }}
            </div> {end.map(|end| view! { <div class="page-head__end">{end.run()}</div> })}
        </header>
    }
}
