//! Several views of one thing, one of them in sight.

use leptos::{html, prelude::*};

use crate::app::components::{
    dom::{focus_on, is_right_to_left, unique_id},
    select::Choice,
};

/// The names of the views, and the one in sight.
#[component]
pub fn Tabs(
    /// What they are views of.
    #[prop(into)]
    label: Signal<String>,
    /// The views there are.
    #[prop(into)]
    tabs: Signal<Vec<Choice>>,
    /// The value of the one in sight.
    #[prop(into)]
    current: Signal<String>,
    /// What choosing another does.
    #[prop(into)]
    on_choose: Callback<String>,
    /// The view in sight; the page decides which it is.
    children: Children,
) -> impl IntoView {
    let id = unique_id("tabs");
    let panel_id = format!("{id}-panel");
    let tab_id = move |value: &str| format!("{id}-{value}");
    let list = NodeRef::<html::Div>::new();

    let labelled_by = {
        let tab_id = tab_id.clone();
        move || tab_id(&current.get())
    };
    let tab = {
        let panel_id = panel_id.clone();
        move |choice: Choice| {
            let id = tab_id(&choice.value);
            let value = choice.value.clone();
            let is_current = Memo::new(move |_| current.get() == value);
            view! {
                <button
                    type="button"
                    class="tabs__tab"
                    role="tab"
                    id=id
                    aria-controls=panel_id.clone()
                    aria-selected=move || is_current.get().to_string()
                    tabindex=move || if is_current.get() { "0" } else { "-1" }
                    on:click=move |_| on_choose.run(choice.value.clone())
                >
                    {choice.label}
                </button>
            }
        }
    };
    let pressed = move |event: web_sys::KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        let values: Vec<String> =
            tabs.with_untracked(|tabs| tabs.iter().map(|tab| tab.value.clone()).collect());
        let here = values.iter().position(|value| *value == current.get_untracked());
        let rtl = is_right_to_left(&list);
        if let Some(next) = neighbour(&event.key(), here.unwrap_or(0), values.len(), rtl) {
            event.prevent_default();
            on_choose.run(values[next].clone());
            focus_tab(&list, next);
        }
    };
    view! {
        <div class="tabs">
            <div
                node_ref=list
                class="tabs__list"
                role="tablist"
                aria-label=label
                on:keydown=pressed
            >
                {move || tabs.get().into_iter().map(&tab).collect_view()}
            </div>
            <div class="tabs__panel" role="tabpanel" id=panel_id aria-labelledby=labelled_by>
                {children()}
            </div>
        </div>
    }
}

/// The tab a key leads to, around the corner at both ends.
fn neighbour(key: &str, here: usize, count: usize, right_to_left: bool) -> Option<usize> {
    if count == 0 {
        return None;
    }
    match (key, right_to_left) {
        ("ArrowRight", false) | ("ArrowLeft", true) => Some((here + 1) % count),
        ("ArrowLeft", false) | ("ArrowRight", true) => Some((here + count - 1) % count),
        ("Home", _) => Some(0),
        ("End", _) => Some(count - 1),
        _ => None,
    }
}

fn focus_tab(list: &web_sys::Element, index: usize) {
    let tab = u32::try_from(index).ok().and_then(|index| list.children().item(index));
    focus_on(tab);
}
