//! Yes or no.

use leptos::prelude::*;

use crate::app::components::{dom::unique_id, field::LabelPlace};

/// How yes and no are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckboxKind {
    /// A box to tick: takes effect with the form it stands in, or chooses a row.
    #[default]
    Box,
    /// A switch: takes effect at once.
    Switch,
}

impl CheckboxKind {
    fn class(self) -> &'static str {
        match self {
            Self::Box => "checkbox checkbox--box",
            Self::Switch => "checkbox checkbox--switch",
        }
    }

    fn role(self) -> Option<&'static str> {
        match self {
            Self::Box => None,
            Self::Switch => Some("switch"),
        }
    }
}

/// A box to tick, or a switch.
#[component]
pub fn Checkbox(
    /// What yes means.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is yes now.
    #[prop(into)]
    checked: Signal<bool>,
    /// What pressing it does, with the new answer.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Whether some, but not all, of what it stands for is yes.
    #[prop(optional, into)]
    indeterminate: Signal<bool>,
    /// Help under the label.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// How it looks.
    #[prop(optional)]
    kind: CheckboxKind,
    /// Whether the label can be seen.
    #[prop(optional)]
    label_place: LabelPlace,
    /// Whether it cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let hint_id = unique_id("checkbox-hint");
    let described_by = {
        let id = hint_id.clone();
        move || hint.get().map(|_| id.clone())
    };
    let hint = move || {
        let id = hint_id.clone();
        hint.get().map(|hint| view! { <span class="checkbox__hint" id=id>{hint}</span> })
    };
    // A label that cannot be seen is the name of the box alone: as text it would be read out once
    // more with what stands around it.
    let is_hidden = label_place == LabelPlace::Hidden;
    let shown = (!is_hidden).then(|| view! { <span class="checkbox__label">{label}</span> });
    view! {
        <label class=kind.class()>
            <input
                type="checkbox"
                class="checkbox__input"
                role=kind.role()
                prop:checked=checked
                prop:indeterminate=indeterminate
                disabled=disabled
                aria-label=move || is_hidden.then(|| label.get())
                aria-describedby=described_by
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="checkbox__text">{shown} {hint}</span>
        </label>
    }
}
