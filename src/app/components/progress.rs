//! Work that takes a while.

use leptos::prelude::*;

use crate::app::components::button::Button;

/// How far something is, and the way to stop it.
#[component]
pub fn Progress(
    /// What is going on.
    #[prop(into)]
    label: Signal<String>,
    /// How much of it is done, 0 to 1; none while nobody knows.
    #[prop(optional, into)]
    value: MaybeProp<f64>,
    /// How far it is, in words.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// What stopping it is called.
    #[prop(optional, into)]
    cancel_label: Signal<String>,
    /// What stopping it does; without this it cannot be stopped.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let cancel =
        on_cancel.map(|on_cancel| view! { <Button label=cancel_label on_press=on_cancel /> });
    view! {
        <div class="progress">
            <div class="progress__text">
                <span class="progress__label">{label}</span>
                <span class="progress__amount">{move || text.get()}</span>
            </div>
            <progress
                class="progress__bar"
                max="1"
                aria-label=label
                value=move || value.get().map(|value| value.to_string())
            ></progress>
            {cancel}
        </div>
    }
}
