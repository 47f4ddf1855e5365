//! Where one types to find.

use leptos::{children::ViewFnOnce, html, prelude::*};

use crate::app::components::icon::{Glyph, Icon};

/// A box to search with; what is found is shown by the page.
#[component]
pub fn SearchBox(
    /// What can be found; shown while it is empty, and its name.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed now.
    #[prop(into)]
    value: Signal<String>,
    /// What every keystroke does.
    #[prop(into)]
    on_input: Callback<String>,
    /// What Enter does.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// What any other key does before the box has it, such as an arrow into the list below.
    #[prop(optional, into)]
    on_key: Option<Callback<web_sys::KeyboardEvent>>,
    /// The key that brings one here, as a reminder.
    #[prop(optional, into)]
    shortcut: MaybeProp<String>,
    /// The input itself, for a page that moves the focus there.
    #[prop(optional)]
    input_ref: NodeRef<html::Input>,
    /// What stands at the end of the box, such as a button that scans.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
) -> impl IntoView {
    let pressed = move |event: web_sys::KeyboardEvent| match (event.key().as_str(), on_enter) {
        // The Enter that ends the writing of a word in another script is not meant for us.
        ("Enter", Some(on_enter)) if !event.is_composing() => on_enter.run(()),
        _ => {
            if let Some(on_key) = on_key {
                on_key.run(event);
            }
        }
    };
    view! {
        <div class="search-box">
            <Icon glyph=Glyph::Find />
            <input
                node_ref=input_ref
                class="search-box__input"
                type="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                aria-label=label
                placeholder=label
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
                on:keydown=pressed
            />
            {move || {
                shortcut.get().map(|key| view! { <kbd class="search-box__key">{key}</kbd> })
            }}
            {end.map(|end| end.run())}
        </div>
    }
}
