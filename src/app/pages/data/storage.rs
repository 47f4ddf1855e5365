//! How safe the base is on this device, in words.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::phrases::bytes;
use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{Button, ButtonKind, Panel};
use crate::app::language::format::Format;
use crate::app::language::sentences::{n_customers, n_purchases};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::state::{AppState, Saving};
use crate::browser::{self, StorageState};

/// What is kept here, how old the last copy is, and what the browser promises.
#[component]
pub fn Storage() -> impl IntoView {
    let i18n = use_i18n();
    let storage = RwSignal::new(None);
    let look = move || {
        spawn_local(async move {
            let state = browser::storage_state().await;
            // The page may be gone by now, and then nobody asks.
            storage.try_set(state);
        });
    };
    look();
    let link = move || {
        view! { <a href=Route::History.href()>{words!(i18n, data.history)}</a> }
    };
    view! {
        <Panel title=words!(i18n, data.storage) end=link>
            <div class="stack">
                <Facts storage />
                <Ask storage on_answer=move |()| look() />
            </div>
        </Panel>
    }
}

/// The facts, one a line.
#[component]
fn Facts(
    /// What the browser says of its storage.
    storage: RwSignal<Option<StorageState>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let here = move || {
        let (customers, purchases) =
            state.book().with(|book| (book.customers().len(), book.purchases().len()));
        said!(
            i18n,
            data.here_value,
            customers = n_customers(i18n, format, customers),
            purchases = n_purchases(i18n, format, purchases)
        )
    };
    let here_label = move || match state.saving().get() {
        Saving::NotSaved(_) => said!(i18n, unsaved.here),
        Saving::Saved | Saving::Saving => said!(i18n, data.here),
    };
    let private = move || {
        // A browser that promises to keep it is not in a private window; of all others none says.
        let may_be = storage.get().is_none_or(|storage| !storage.persistent);
        may_be.then(|| {
            view! {
                <dt>{words!(i18n, unsaved.private)}</dt>
                <dd>{words!(i18n, unsaved.private_hint)}</dd>
            }
        })
    };
    let copy = move || match state.copy_age_days() {
        None => said!(i18n, data.last_copy_none),
        Some(0) => said!(i18n, data.last_copy_today),
        Some(n) => {
            said!(i18n, data.last_copy_days, count = n, n = format.number(f64::from(n), 0))
        }
    };
    let space = move || match storage.get() {
        None => said!(i18n, data.space_unknown),
        Some(StorageState { used, quota, .. }) => said!(
            i18n,
            data.space_value,
            used = bytes(i18n, format, used),
            left = bytes(i18n, format, quota - used)
        ),
    };
    let safety = move || match storage.get() {
        None => said!(i18n, data.space_unknown),
        Some(storage) if storage.persistent => said!(i18n, data.safety_yes),
        Some(_) => said!(i18n, data.safety_no),
    };
    let damage = move || match state.damaged().get() {
        0 => said!(i18n, data.damaged_none),
        n => said!(i18n, data.damaged_some, count = n, n = format.count(n)),
    };
    view! {
        <dl class="facts">
            <dt>{here_label}</dt>
            <dd>{here}</dd>
            <dt>{words!(i18n, data.last_copy)}</dt>
            <dd>{copy}</dd>
            <dt>{words!(i18n, data.safety)}</dt>
            <dd>{safety}</dd>
            {private}
            <dt>{words!(i18n, data.space)}</dt>
            <dd>{space}</dd>
            <dt>{words!(i18n, data.damaged)}</dt>
            <dd>{damage}</dd>
        </dl>
    }
}

/// The request not to clear the data, while the browser has not agreed to it.
#[component]
fn Ask(
    /// What the browser says of its storage.
    storage: RwSignal<Option<StorageState>>,
    /// What its answer does.
    #[prop(into)]
    on_answer: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let notices = expect_context::<Notices>();
    let is_open = move || storage.get().is_some_and(|storage| !storage.persistent);
    let ask = move |()| {
        spawn_local(async move {
            let granted = browser::ask_to_persist().await == Some(true);
            let answer = untrack(|| {
                if granted { said!(i18n, data.ask_granted) } else { said!(i18n, data.ask_refused) }
            });
            notices.tell(answer);
            // The page may be gone by now, and then nobody looks.
            on_answer.try_run(());
        });
    };
    move || {
        is_open().then(|| {
            view! {
                <div class="cluster">
                    <Button label=words!(i18n, data.ask) kind=ButtonKind::Quiet on_press=ask />
                </div>
            }
        })
    }
}
