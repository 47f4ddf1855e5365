//! The app cannot go on: the base cannot be read, was cleared, or is in other hands.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::components::{Banner, Button, ButtonKind, ButtonLink, Tone};
use crate::app::language::format::Format;
use crate::app::language::sentences::{self, n_customers, n_purchases};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::RESCUE;
use crate::app::state::{AppState, Phase};
use crate::store::StoreError;

/// The app cannot go on.
#[component]
pub fn TroublePage(
    /// Why.
    trouble: Phase,
) -> impl IntoView {
    let i18n = use_i18n();
    let body = match trouble {
        Phase::Gone => view! { <Gone /> }.into_any(),
        Phase::Failed(error) => view! { <Failed error /> }.into_any(),
        Phase::LetGo => view! {
            <Reload
                title=words!(i18n, trouble.let_go_title)
                text=words!(i18n, trouble.let_go_text)
            />
        }
        .into_any(),
        Phase::Blocked => view! {
            <Reload
                title=words!(i18n, trouble.blocked_title)
                text=words!(i18n, trouble.blocked_text)
            />
        }
        .into_any(),
        // No trouble at all, or one with a page of its own.
        Phase::Opening | Phase::Ready | Phase::Missing(_) | Phase::Less(_) => ().into_any(),
    };
    view! { <main class="welcome">{body}</main> }.into_any()
}

/// Another tab stands in the way.
#[component]
fn Reload(
    /// What is so.
    title: Signal<String>,
    /// What to do.
    text: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1 class="welcome__title">{title}</h1>
        <p role="alert">{text}</p>
        <div class="cluster">
            <Button
                label=words!(i18n, trouble.reload)
                kind=ButtonKind::Primary
                on_press=move |()| reload()
            />
        </div>
    }
}

/// The disk cannot be read.
#[component]
fn Failed(
    /// Why.
    error: StoreError,
) -> impl IntoView {
    let i18n = use_i18n();
    let why = Signal::derive(move || sentences::store_error(i18n, &error));
    view! {
        <h1 class="welcome__title">{words!(i18n, trouble.failed_title)}</h1>
        <p role="alert">{why}</p>
        <p>{words!(i18n, trouble.rescue_text)}</p>
        <div class="cluster">
            <Button
                label=words!(i18n, trouble.try_again)
                kind=ButtonKind::Primary
                on_press=move |()| reload()
            />
            <ButtonLink label=words!(i18n, trouble.rescue) href=RESCUE.to_owned() />
        </div>
    }
}

fn reload() {
    // Refused only in a page that is being left.
    window().location().reload().ok();
}

/// The disk was cleared under an open tab: everything is in memory, and can be saved from there.
#[component]
fn Gone() -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let [failed, told] = [RwSignal::new(None), RwSignal::new(None)];
    let text = Signal::derive(move || {
        let (customers, purchases) =
            state.book().with(|book| (book.customers().len(), book.purchases().len()));
        said!(
            i18n,
            trouble.gone_text,
            customers = n_customers(i18n, format, customers),
            purchases = n_purchases(i18n, format, purchases)
        )
    });
    let write_back = move |()| {
        spawn_local(async move {
            // Once it is written this page is gone, and there is nothing to tell.
            if let Err(error) = state.write_back().await {
                failed.set(Some(sentences::store_error(i18n, &error)));
            }
        });
    };
    let save_copy = move |()| {
        spawn_local(async move {
            match state.save_copy().await {
                Ok(_) => told.set(Some(said!(i18n, trouble.copy_saved))),
                Err(_) => failed.set(Some(said!(i18n, frame.copy_failed))),
            }
        });
    };
    view! {
        {move || failed.get().map(|text| view! { <Banner tone=Tone::Bad text=Signal::stored(text) /> })}
        <h1 class="welcome__title">{words!(i18n, trouble.gone_title)}</h1>
        <p role="alert">{text}</p>
        <div class="cluster">
            <Button
                label=words!(i18n, trouble.write_back)
                kind=ButtonKind::Primary
                on_press=write_back
            />
            <Button label=words!(i18n, trouble.save_copy) on_press=save_copy />
        </div>
        <p role="status">{move || told.get()}</p>
    }
}
