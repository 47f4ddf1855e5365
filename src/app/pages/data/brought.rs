//! What an import brought.

use leptos::prelude::*;

use super::import::BroughtIn;
use super::phrases::{n_customers, n_purchases};
use crate::app::around::route::Route;
use crate::app::components::{ButtonKind, ButtonLink, Panel};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::state::{AppState, Saving};

/// What an import brought, and where to look at it.
#[component]
pub fn Brought(
    /// What it did.
    brought: BroughtIn,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let BroughtIn { file, customers, updated, purchases, set_aside, .. } = brought;
    let file = isolated(&file);
    let line = words!(
        i18n,
        import.brought_line,
        customers = n_customers(i18n, format, customers),
        purchases = n_purchases(i18n, format, purchases)
    );
    let completed =
        words!(i18n, import.brought_updated, count = updated, n = format.count(updated));
    let aside =
        words!(i18n, import.brought_set_aside, count = set_aside, n = format.count(set_aside));
    let state = expect_context::<AppState>();
    let is_lost = Memo::new(move |_| matches!(state.saving().get(), Saving::NotSaved(_)));
    let title = Signal::derive(move || {
        if is_lost.get() {
            said!(i18n, unsaved.brought_title, file = file.clone())
        } else {
            said!(i18n, import.brought_title, file = file.clone())
        }
    });
    view! {
        <Panel title>
            <div class="stack">
                <Show when=move || is_lost.get()>
                    <p>{words!(i18n, unsaved.brought_what)}</p>
                </Show>
                <Show when=move || !is_lost.get()>
                    <p>{line}</p>
                </Show>
                {(updated > 0).then(|| view! { <p>{completed}</p> })}
                {(set_aside > 0).then(|| view! { <p>{aside}</p> })}
                <div class="cluster">
                    <ButtonLink
                        label=words!(i18n, import.see_today)
                        href=Route::Today.href()
                        kind=ButtonKind::Primary
                    />
                    <ButtonLink
                        label=words!(i18n, import.see_customers)
                        href=Route::Customers(None).href()
                    />
                </div>
            </div>
        </Panel>
    }
}
