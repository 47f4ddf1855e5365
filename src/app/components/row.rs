//! Lines of a short list: who or what, a remark, and what can be done about it.

use leptos::{children::ViewFnOnce, prelude::*};

/// A list of rows.
#[component]
pub fn Rows(
    /// What is listed, for those who hear the page; a panel's title often says it already.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="rows" role="list" aria-label=move || label.get()>
            {children()}
        </ul>
    }
}

/// One line of a list; lives inside `Rows`.
#[component]
pub fn Row(
    /// Who or what.
    #[prop(into)]
    title: Signal<String>,
    /// The remark under it.
    #[prop(optional, into)]
    subtitle: MaybeProp<String>,
    /// What stands before it, usually a `Face`.
    #[prop(optional, into)]
    face: Option<ViewFnOnce>,
    /// What stands after it: tags and buttons.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
    /// Where pressing the row, outside of its end, leads.
    #[prop(optional, into)]
    href: MaybeProp<String>,
    /// What pressing the row does, if it leads nowhere.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let name = move || match (href.get(), on_press) {
        (Some(href), _) => {
            view! { <a class="row__press" href=href><bdi>{title}</bdi></a> }.into_any()
        }
        (None, Some(on_press)) => view! {
            <button type="button" class="row__press" on:click=move |_| on_press.run(())>
                <bdi>{title}</bdi>
            </button>
        }
        .into_any(),
        (None, None) => view! { <bdi>{title}</bdi> }.into_any(),
    };
    view! {
        <li class="row">
            {face.map(|face| face.run())} <div class="row__text">
                <div class="row__title">{name}</div>
                {move || {
                    subtitle.get().map(|text| view! { <div class="row__subtitle">{text}</div> })
                }}
            </div> {end.map(|end| view! { <div class="row__end">{end.run()}</div> })}
        </li>
    }
}
