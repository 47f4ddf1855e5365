//! One out of several: a list that opens, or all of them side by side.

use leptos::prelude::*;

use crate::app::components::{
    dom::unique_id,
    field::{ControlIds, LabelPlace, framed},
};

/// One of the things to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the callback gets; unique among the choices.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Choice {
    /// A choice that shows `label` and stands for `value`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A list that opens, to choose one from.
#[component]
pub fn Select(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value chosen now.
    #[prop(into)]
    value: Signal<String>,
    /// What choosing does.
    #[prop(into)]
    on_change: Callback<String>,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with the choice and what to do.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether the label can be seen.
    #[prop(optional)]
    label_place: LabelPlace,
    /// Whether nothing can be chosen now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let ids = ControlIds::new("select");
    let option = move |choice: Choice| {
        let own = choice.value.clone();
        view! {
            <option value=choice.value prop:selected=move || value.get() == own>
                {choice.label}
            </option>
        }
    };
    let control = view! {
        <select
            class="field__input field__input--select"
            id=ids.control.clone()
            disabled=disabled
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=ids.described_by(hint, error)
            on:change=move |event| on_change.run(event_target_value(&event))
        >
            {move || choices.get().into_iter().map(option).collect_view()}
        </select>
    };
    framed(label, label_place, hint, error, ids, control)
}

/// How the choices of a group are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RadioLayout {
    /// Side by side, joined, for two to four short ones.
    #[default]
    Segments,
    /// Below each other.
    List,
}

impl RadioLayout {
    fn class(self) -> &'static str {
        match self {
            Self::Segments => "radios radios--segments",
            Self::List => "radios radios--list",
        }
    }
}

/// All choices in sight, one of them chosen.
#[component]
pub fn RadioGroup(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value chosen now.
    #[prop(into)]
    value: Signal<String>,
    /// What choosing does.
    #[prop(into)]
    on_change: Callback<String>,
    /// How they are laid out.
    #[prop(optional)]
    layout: RadioLayout,
    /// Whether the label can be seen.
    #[prop(optional)]
    label_place: LabelPlace,
) -> impl IntoView {
    let name = unique_id("radios");
    let radio = move |choice: Choice| {
        let own = choice.value.clone();
        view! {
            <label class="radios__choice">
                <input
                    type="radio"
                    name=name.clone()
                    value=choice.value.clone()
                    prop:checked=move || value.get() == own
                    on:change=move |_| on_change.run(choice.value.clone())
                />
                <span class="radios__label">{choice.label}</span>
            </label>
        }
    };
    view! {
        <fieldset class=layout.class()>
            <legend class=label_place.class()>{label}</legend>
            <div class="radios__choices">
                {move || choices.get().into_iter().map(&radio).collect_view()}
            </div>
        </fieldset>
    }
}
