//! What an import brought.

use leptos::prelude::*;

use super::import::BroughtIn;
use super::phrases::n_refunds;
use crate::app::around::route::Route;
use crate::app::components::{ButtonKind, ButtonLink, Panel};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences::{n_customers, n_purchases};
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::state::{AppState, Saving};

/// That a file was imported.
pub(super) fn title(i18n: I18n, brought: &BroughtIn) -> String {
    said!(i18n, import.brought_title, file = isolated(&brought.file))
}

/// All of it in one message, for whoever left the page.
pub(super) fn in_one(i18n: I18n, format: Format, brought: &BroughtIn) -> String {
    let lines: Vec<String> = std::iter::once(what_is_new(i18n, format, brought))
        .chain(what_else(i18n, format, brought))
        .collect();
    let file = isolated(&brought.file);
    said!(i18n, import.brought_in_one, file = file, what = lines.join(" "))
}

/// What is new: "New here: 2 customers, 3 purchases and 1 refund." What there is none of is not
/// mentioned.
fn what_is_new(i18n: I18n, format: Format, brought: &BroughtIn) -> String {
    let customers = n_customers(i18n, format, brought.customers);
    let purchases = n_purchases(i18n, format, brought.purchases);
    match (brought.purchases, brought.refunds) {
        (0, 0) => said!(i18n, import.brought_line_one, what = customers),
        (_, 0) if brought.customers == 0 => said!(i18n, import.brought_line_one, what = purchases),
        (_, 0) => said!(i18n, import.brought_line, customers = customers, purchases = purchases),
        (_, n) => said!(
            i18n,
            import.brought_line_refunds,
            customers = customers,
            purchases = purchases,
            refunds = n_refunds(i18n, format, n)
        ),
    }
}

/// Who was completed and what was skipped, a sentence each.
fn what_else(i18n: I18n, format: Format, brought: &BroughtIn) -> Vec<String> {
    let updated = (brought.updated > 0).then(|| {
        let n = brought.updated;
        said!(i18n, import.brought_updated, count = n, n = format.count(n))
    });
    let set_aside = (brought.set_aside > 0).then(|| {
        let n = brought.set_aside;
        said!(i18n, import.brought_set_aside, count = n, n = format.count(n))
    });
    updated.into_iter().chain(set_aside).collect()
}

/// What an import brought, and where to look at it.
#[component]
pub fn Brought(
    /// What it did.
    brought: BroughtIn,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let is_lost = Memo::new(move |_| matches!(state.saving().get(), Saving::NotSaved(_)));
    let brought = StoredValue::new(brought);
    let title = Signal::derive(move || {
        brought.with_value(|brought| {
            if is_lost.get() {
                said!(i18n, unsaved.brought_title, file = isolated(&brought.file))
            } else {
                title(i18n, brought)
            }
        })
    });
    let line = move || brought.with_value(|brought| what_is_new(i18n, format, brought));
    let also = move || {
        let also = brought.with_value(|brought| what_else(i18n, format, brought));
        also.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
    };
    view! {
        <Panel title>
            <div class="stack">
                <Show when=move || is_lost.get()>
                    <p>{words!(i18n, unsaved.brought_what)}</p>
                </Show>
                <Show when=move || !is_lost.get()>
                    <p>{line}</p>
                </Show>
                {also}
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
