//! Calls: the next one to call, what to say, how it ended, and what all calls came to.

use leptos::prelude::*;

use crate::app::around::route::Route;
use crate::app::components::{ButtonKind, ButtonLink, EmptyState, Glyph, PageHead};
use crate::app::language::words::{said, words};

pub mod calling;
pub mod talk;
pub mod ended;
pub mod beside;
pub mod scripts;

use beside::{GoodToKnow, ResultsPanel, TodayPanel};
use calling::{Calling, Draft};
use ended::Ended;
use talk::Talk;

/// The page.
#[component]
pub fn CallsPage() -> impl IntoView {
    let calling = Calling::here();
    let i18n = calling.i18n;
    let current = calling.current();
    let body = move || match current.get() {
        Some(customer) => view! { <Current calling customer /> }.into_any(),
        None => view! { <Nobody calling /> }.into_any(),
    };
    let subtitle = Signal::derive(move || {
        let n = calling.n_left();
        said!(i18n, calls.left, count = n, n = calling.format.count(n))
    });
    view! {
        <div class="page">
            <PageHead
                title=words!(i18n, frame.calls)
                subtitle
                end=move || view! {
                    <ButtonLink label=words!(i18n, calls.scripts) href=Route::Scripts.href() />
                }
            />
            <calling::Tools calling />
            {body}
        </div>
    }
    .into_any()
}

/// The one to call now.
#[component]
fn Current(
    /// What is shown.
    calling: Calling,
    /// Whom.
    customer: crate::units::id::CustomerId,
) -> impl IntoView {
    let draft = Draft::new(calling, customer);
    draft.listen();
    view! {
        <calling::Who draft />
        <div class="grid grid--main">
            <div class="grid">
                <Talk draft />
                <Ended draft />
            </div>
            <div class="grid">
                <GoodToKnow draft />
                <TodayPanel calling />
                <ResultsPanel calling />
            </div>
        </div>
    }
}

/// Nobody is left to call, and where such people come from.
#[component]
fn Nobody(
    /// What is shown.
    calling: Calling,
) -> impl IntoView {
    let i18n = calling.i18n;
    let skipped = move || {
        let n = calling.n_skipped();
        (n > 0).then(|| {
            let label = said!(i18n, calls.skipped_again, count = n, n = calling.format.count(n));
            let again = move |()| calling.take_skipped();
            view! { <crate::app::components::Button label on_press=again /> }
        })
    };
    view! {
        <div class="grid grid--main">
            <EmptyState
                title=words!(i18n, calls.nobody)
                text=words!(i18n, calls.nobody_text)
                glyph=Glyph::Phone
            >
                {skipped}
                <ButtonLink
                    label=words!(i18n, calls.import_list)
                    href=Route::Data.href()
                    kind=ButtonKind::Primary
                />
            </EmptyState>
            <div class="grid">
                <TodayPanel calling />
                <ResultsPanel calling />
            </div>
        </div>
    }
}
