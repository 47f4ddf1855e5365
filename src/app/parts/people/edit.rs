//! A form about a customer: Enter saves, Escape leaves, though never with something typed unasked,
//! and what was refused stands in it.

use leptos::{children::ViewFn, ev, html, prelude::*};

use crate::app::around::leaving::Leaving;
use crate::app::components::{Button, ButtonKind, ButtonType, Notice, Panel, Tone, focus_first};
use crate::app::language::words::{use_i18n, words};

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
    /// What becomes of what is typed when the form is left.
    #[prop(optional)]
    leaving: Unsaved,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let sent = move |event: ev::SubmitEvent| {
        event.prevent_default();
        on_save.run(());
    };
    let typed = RwSignal::new(false);
    let asking = RwSignal::new(false);
    if leaving == Unsaved::Asked {
        expect_context::<Leaving>().watch(typed, asking);
    }
    let cancel = Callback::new(move |()| {
        // Asked in place: the words stay where they were typed.
        let is_asked = leaving == Unsaved::Asked && typed.get_untracked();
        if is_asked { asking.set(true) } else { on_cancel.run(()) }
    });
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            if asking.get_untracked() { asking.set(false) } else { cancel.run(()) }
        }
    };
    let foot = move || {
        if asking.get() {
            view! { <StayOrLeave asking on_leave=on_cancel /> }.into_any()
        } else {
            view! {
                <div class="form__foot">
                    <Button label=words!(i18n, frame.cancel) on_press=cancel />
                    <Button label=save_label kind r#type=ButtonType::Submit />
                </div>
            }
            .into_any()
        }
    };
    view! {
        <form
            class=columns.class()
            novalidate
            on:submit=sent
            on:keydown=pressed
            on:input=move |_| typed.set(true)
        >
            {children()}
            <div class="form__all" role="alert">
                {move || {
                    refused.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> })
                }}
            </div>
            {foot}
        </form>
    }
}

/// Asks, in the place of the form's answers, what becomes of what was typed.
#[component]
fn StayOrLeave(
    /// Whether it is asked.
    asking: RwSignal<bool>,
    /// What leaving does.
    on_leave: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let place = NodeRef::<html::Div>::new();
    // Outside the reactive graph: the button that had the focus is gone.
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            request_animation_frame(move || focus_first(&place, "button:last-of-type"));
        }
    });
    view! {
        <div class="form__all" node_ref=place>
            <Notice>
                <p role="alert">{words!(i18n, leaving.text)}</p>
                <div class="cluster">
                    <Button label=words!(i18n, leaving.leave) on_press=on_leave />
                    <Button
                        label=words!(i18n, leaving.stay)
                        kind=ButtonKind::Primary
                        on_press=move |()| asking.set(false)
                    />
                </div>
            </Notice>
        </div>
    }
}

/// What becomes of what is typed when a form is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unsaved {
    /// It would be lost, so the owner is asked.
    #[default]
    Asked,
    /// The page keeps it, and shows it when the form is opened again.
    Kept,
}

/// Says that what is in a form was typed before, and offers to begin with nothing.
#[component]
pub fn KeptNote(
    /// Empties the form.
    #[prop(into)]
    on_empty: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="cluster" role="status">
            <span class="muted small">{words!(i18n, leaving.draft_kept)}</span>
            <Button
                label=words!(i18n, leaving.draft_empty)
                kind=ButtonKind::Quiet
                on_press=on_empty
            />
        </div>
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
            request_animation_frame(move || focus_the_form_or_its_button(place));
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

fn focus_the_form_or_its_button(place: NodeRef<html::Div>) {
    if let Some(place) = place.get_untracked() {
        focus_first(&place, "form input, form textarea, header button");
    }
}
