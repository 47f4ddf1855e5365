//! One setting that is typed.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Field, FieldKind};
use crate::app::language::words::use_i18n;
use crate::app::pages::settings::keep;
use crate::app::state::AppState;
use crate::trade::shop::Setting;

/// A field that keeps what is typed when it is left, and says in place why it cannot.
#[component]
pub fn OneSetting(
    /// What it is called.
    label: Signal<String>,
    /// What it is for.
    hint: Signal<String>,
    /// What kind of thing is typed.
    #[prop(optional)]
    kind: FieldKind,
    /// What it is set to.
    current: Signal<String>,
    /// Makes a setting of what was typed, or says in words what is wrong with it.
    #[prop(into)]
    read: Callback<String, Result<Setting, String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    // What is typed stands as long as it is not kept; then the book speaks again.
    let typed = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<String>);
    let change = move |text: String| match read.run(text.clone()) {
        Err(wrong) => error.set(Some(wrong)),
        Ok(_) if text.trim() == current.get_untracked() => {
            error.set(None);
            typed.set(None);
        }
        Ok(setting) => {
            error.set(None);
            if keep(i18n, state, notices, setting) {
                typed.set(None);
            }
        }
    };
    view! {
        <Field
            label
            kind
            hint
            value=Signal::derive(move || typed.get().unwrap_or_else(|| current.get()))
            on_input=move |text| typed.set(Some(text))
            on_change=change
            error
        />
    }
}
