//! A form about a customer: Enter saves, Escape leaves, and what was refused stands in it.

use leptos::{children::ViewFn, ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::app::components::{Button, ButtonKind, ButtonType, Notice, Panel, Tone};
use crate::app::words::{use_i18n, words};

/// The fields of a form with its two answers.
#[component]
pub fn EditForm(
    /// What the first answer says.
    #[prop(into)]
    save_label: Signal<String>,
    /// What saving does.
    #[prop(into)]
    on_save: Callback<()>,
    /// What leaving without saving does.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// Why saving was refused, where it is about no single field.
    #[prop(into)]
    refused: Signal<Option<String>>,
    /// How much saving stands out.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// Two columns or one.
    #[prop(optional)]
    columns: FormColumns,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let sent = move |event: ev::SubmitEvent| {
        event.prevent_default();
        on_save.run(());
    };
    let typed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            on_cancel.run(());
        }
    };
    view! {
        <form class=columns.class() novalidate on:submit=sent on:keydown=typed>
            {children()}
            <div class="form__all" role="alert">
                {move || {
                    refused.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> })
                }}
            </div>
            <div class="form__foot">
                <Button label=words!(i18n, frame.cancel) on_press=on_cancel />
                <Button label=save_label kind r#type=ButtonType::Submit />
            </div>
        </form>
    }
}

/// How the fields of a form stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormColumns {
    /// Side by side where there is room.
    #[default]
    Two,
    /// Below each other.
    One,
}

impl FormColumns {
    fn class(self) -> &'static str {
        match self {
            Self::Two => "form",
            Self::One => "form form--one",
        }
    }
}

/// A panel that is read until Edit turns it into a form.
#[component]
pub fn EditPanel(
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is a form now.
    editing: RwSignal<bool>,
    /// What is read.
    #[prop(into)]
    reading: ViewFn,
    /// What is written into; made anew each time.
    #[prop(into)]
    form: ViewFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let place = NodeRef::<html::Div>::new();
    // Outside the reactive graph: what had the focus is gone from the page.
    Effect::new(move |was: Option<bool>| {
        let is = editing.get();
        if was.is_some_and(|was| was != is) {
            request_animation_frame(move || focus_first(place));
        }
        is
    });
    let end = move || {
        (!editing.get()).then(|| {
            let open = move |()| editing.set(true);
            view! { <Button label=words!(i18n, frame.edit) kind=ButtonKind::Quiet on_press=open /> }
        })
    };
    view! {
        <div node_ref=place>
            <Panel title end=move || end>
                {move || if editing.get() { form.run() } else { reading.run() }}
            </Panel>
        </div>
    }
}

fn focus_first(place: NodeRef<html::Div>) {
    let Some(place) = place.get_untracked() else { return };
    let first = place.query_selector("form input, form textarea, header button").ok().flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus; these can.
        drop(first.focus());
    }
}
