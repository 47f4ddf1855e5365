//! What else can be done, behind one button.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::app::components::{
    dom::unique_id,
    icon::{Glyph, Icon},
    tone::Tone,
};

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// The picture before it.
    pub glyph: Option<Glyph>,
    /// Its mood; `Tone::Bad` for what takes something away.
    pub tone: Tone,
    /// What choosing it does.
    pub on_press: Callback<()>,
}

impl MenuItem {
    /// A plain line.
    pub fn new(label: impl Into<String>, on_press: impl Fn(()) + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            glyph: None,
            tone: Tone::Neutral,
            on_press: Callback::new(on_press),
        }
    }

    /// With a picture before it.
    #[must_use]
    pub fn with_glyph(self, glyph: Glyph) -> Self {
        Self { glyph: Some(glyph), ..self }
    }

    /// In a mood.
    #[must_use]
    pub fn with_tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// How the button of a menu looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MenuButton {
    /// Three dots.
    #[default]
    Dots,
    /// Its label.
    Words,
}

/// A button that opens a list of actions; at the foot of the screen on a phone.
#[component]
pub fn Menu(
    /// What the actions have in common.
    #[prop(into)]
    label: Signal<String>,
    /// The actions.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// How its button looks.
    #[prop(optional)]
    button: MenuButton,
) -> impl IntoView {
    let id = unique_id("menu");
    let list = NodeRef::<html::Div>::new();
    let close = move || {
        if let Some(list) = list.get_untracked() {
            // Fails only for a list that has left the page.
            drop(list.hide_popover());
        }
    };
    let item = move |item: MenuItem| {
        view! {
            <button
                type="button"
                class=format!("menu__item menu__item--{}", item.tone.name())
                role="menuitem"
                tabindex="-1"
                on:click=move |_| {
                    close();
                    item.on_press.run(());
                }
            >
                {item.glyph.map(|glyph| view! { <Icon glyph /> })}
                <span>{item.label}</span>
            </button>
        }
    };
    let toggled = move |event: web_sys::Event| {
        let opened = event
            .dyn_ref::<web_sys::ToggleEvent>()
            .is_some_and(|event| event.new_state() == "open");
        if let (true, Some(list)) = (opened, list.get_untracked()) {
            focus_item(&list, Step::First);
        }
    };
    let pressed = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            "Home" => Step::First,
            "End" => Step::Last,
            "Tab" => {
                close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(list) = list.get_untracked() {
            focus_item(&list, step);
        }
    };
    let button_class = match button {
        MenuButton::Dots => "button button--quiet button--icon",
        MenuButton::Words => "button button--secondary",
    };
    let face = match button {
        MenuButton::Dots => view! { <Icon glyph=Glyph::More /> }.into_any(),
        MenuButton::Words => view! {
            <span class="button__label">{label}</span>
            <Icon glyph=Glyph::Down />
        }
        .into_any(),
    };
    view! {
        <div class="menu">
            <button
                type="button"
                class=button_class
                popovertarget=id.clone()
                aria-haspopup="menu"
                aria-label=label
            >
                {face}
            </button>
            <div
                node_ref=list
                class="menu__list"
                id=id
                popover="auto"
                role="menu"
                aria-label=label
                on:toggle=toggled
                on:keydown=pressed
            >
                {move || items.get().into_iter().map(item).collect_view()}
            </div>
        </div>
    }
}

enum Step {
    First,
    Previous,
    Next,
    Last,
}

/// Moves the focus along the lines, around the corner at both ends.
fn focus_item(list: &web_sys::Element, step: Step) {
    let items = list.children();
    let count = items.length();
    let focused = document().active_element();
    let here = (0..count).find(|index| items.item(*index) == focused);
    let target = match (step, here) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => count.saturating_sub(1),
        (Step::Next, Some(here)) => (here + 1) % count,
        (Step::Previous, Some(here)) => (here + count - 1) % count,
    };
    let item = items.item(target);
    if let Some(item) = item.and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus; a button can.
        drop(item.focus());
    }
}
