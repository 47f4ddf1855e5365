//! What else can be done, behind one button.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::app::components::{
    dom::{focus_on, unique_id},
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

impl MenuButton {
    fn class(self) -> &'static str {
        match self {
            Self::Dots => "button button--quiet button--icon",
            Self::Words => "button button--secondary",
        }
    }

    fn face(self, label: Signal<String>) -> AnyView {
        match self {
            Self::Dots => view! { <Icon glyph=Glyph::More /> }.into_any(),
            Self::Words => view! {
                <span class="button__label">{label}</span>
                <Icon glyph=Glyph::Down />
            }
            .into_any(),
        }
    }
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
    let toggled = move |event: web_sys::Event| {
        if let (true, Some(list)) = (is_opening(&event), list.get_untracked()) {
            focus_item(&list, Step::First);
        }
    };
    let typed = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Tab" {
            close(list);
        } else if let (Some(step), Some(list)) = (Step::of(&event.key()), list.get_untracked()) {
            event.prevent_default();
            focus_item(&list, step);
        }
    };
    view! {
        <div class="menu">
            <button
                type="button"
                class=button.class()
                popovertarget=id.clone()
                aria-haspopup="menu"
                aria-label=label
            >
                {button.face(label)}
            </button>
            <div
                node_ref=list
                class="menu__list"
                id=id
                popover="auto"
                role="menu"
                aria-label=label
                on:toggle=toggled
                on:keydown=typed
            >
                {move || items.get().into_iter().map(|item| line(item, list)).collect_view()}
            </div>
        </div>
    }
}

fn line(item: MenuItem, list: NodeRef<html::Div>) -> impl IntoView {
    let MenuItem { label, glyph, tone, on_press } = item;
    let pressed = move |_| {
        close(list);
        on_press.run(());
    };
    view! {
        <button
            type="button"
            class=format!("menu__item menu__item--{}", tone.name())
            role="menuitem"
            tabindex="-1"
            on:click=pressed
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span>{label}</span>
        </button>
    }
}

fn close(list: NodeRef<html::Div>) {
    if let Some(list) = list.get_untracked() {
        // Fails only for a list that has left the page.
        drop(list.hide_popover());
    }
}

fn is_opening(event: &web_sys::Event) -> bool {
    event.dyn_ref::<web_sys::ToggleEvent>().is_some_and(|event| event.new_state() == "open")
}

enum Step {
    First,
    Previous,
    Next,
    Last,
}

impl Step {
    fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowDown" => Some(Self::Next),
            "ArrowUp" => Some(Self::Previous),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }
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
    focus_on(items.item(target));
}
