//! The pages that nobody sees first: whoever opens the app sees today or a new sale. With them come
//! the parts of a new sale that it can be without for two seconds.
//!
//! Their code is a part of the app of its own: it comes once the first screen stands, or earlier
//! when one of them is opened. Until then a line says so, and when it cannot be had, what to do.
//! Nothing else may name these pages, or their code is in the first module.

use std::pin::Pin;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::around::route::List;
use crate::app::components::{Button, ButtonKind, ButtonLink, EmptyState, Glyph};
use crate::app::language::words::{use_i18n, words};
use crate::app::pages::{
    calls::{CallsPage, scripts::ScriptsPage},
    capture::CapturePage,
    customer::CustomerPage,
    customers::CustomersPage,
    data::DataPage,
    duplicates::DuplicatesPage,
    history::HistoryPage,
    missing::{Left, MissingPage},
    questionnaires::QuestionnairesPage,
    settings::SettingsPage,
    sleepers::SleepersPage,
    sources::SourcesPage,
    visitor::VisitorPage,
};
use crate::app::parts::RESCUE;
use crate::app::parts::people::{AlikeChoice, MayBe};
use crate::app::parts::scan::ScanView;
use crate::app::state::Marker;
use crate::units::id::{CustomerId, QuestionnaireId};

/// The later pages, once they are here.
#[derive(Clone, Copy, Debug)]
pub struct LaterPages {
    /// All customers, or those of a list.
    pub customers: fn(Option<List>) -> AnyView,
    /// The card of a customer.
    pub customer: fn(CustomerId) -> AnyView,
    /// Whoever may be here twice.
    pub duplicates: fn() -> AnyView,
    /// Whoever is slipping away.
    pub sleepers: fn() -> AnyView,
    /// People at a stall, one after the other.
    pub capture: fn() -> AnyView,
    /// What each source costs and brings.
    pub sources: fn() -> AnyView,
    /// Whom to call, and what to say.
    pub calls: fn() -> AnyView,
    /// What is said on calls.
    pub scripts: fn() -> AnyView,
    /// Lists, copies, devices.
    pub data: fn() -> AnyView,
    /// What was changed.
    pub history: fn() -> AnyView,
    /// What belongs to the shop and to this device.
    pub settings: fn() -> AnyView,
    /// What visitors are asked.
    pub questionnaires: fn() -> AnyView,
    /// What a visitor sees.
    pub visitor: fn(QuestionnaireId) -> AnyView,
    /// The base is missing, or some of it.
    pub missing: fn(Marker, Left) -> AnyView,
    /// What the camera sees, in the window over a page.
    pub scan: fn() -> AnyView,
    /// Who somebody may be who is being written down on a new sale.
    pub may_be: MayBe,
}

impl LaterPages {
    /// All of them. Only the part itself calls this.
    #[must_use]
    pub fn new() -> Self {
        Self {
            customers: |list| view! { <CustomersPage list /> }.into_any(),
            customer: |id| view! { <CustomerPage id /> }.into_any(),
            duplicates: || view! { <DuplicatesPage /> }.into_any(),
            sleepers: || view! { <SleepersPage /> }.into_any(),
            capture: || view! { <CapturePage /> }.into_any(),
            sources: || view! { <SourcesPage /> }.into_any(),
            calls: || view! { <CallsPage /> }.into_any(),
            scripts: || view! { <ScriptsPage /> }.into_any(),
            data: || view! { <DataPage /> }.into_any(),
            history: || view! { <HistoryPage /> }.into_any(),
            settings: || view! { <SettingsPage /> }.into_any(),
            questionnaires: || view! { <QuestionnairesPage /> }.into_any(),
            visitor: |id| view! { <VisitorPage id /> }.into_any(),
            missing: |marker, left| view! { <MissingPage marker left /> }.into_any(),
            scan: || view! { <ScanView /> }.into_any(),
            may_be: |draft, choose| view! { <AlikeChoice draft choose /> }.into_any(),
        }
    }
}

impl Default for LaterPages {
    fn default() -> Self {
        Self::new()
    }
}

/// What fetches the part; `None` where it could not be fetched.
pub type Bring = fn() -> Pin<Box<dyn Future<Output = Option<LaterPages>>>>;

/// How far they are.
#[derive(Clone, Copy, Debug)]
enum Coming {
    NotAsked,
    Asked,
    Failed,
    Here(LaterPages),
}

/// The later pages; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Later {
    bring: Bring,
    coming: RwSignal<Coming>,
}

impl Later {
    /// None are here yet.
    #[must_use]
    pub fn new(bring: Bring) -> Self {
        Self { bring, coming: RwSignal::new(Coming::NotAsked) }
    }

    /// The pages, once they are here.
    #[must_use]
    pub fn pages(self) -> Option<LaterPages> {
        match self.coming.get() {
            Coming::Here(pages) => Some(pages),
            Coming::NotAsked | Coming::Asked | Coming::Failed => None,
        }
    }

    /// Fetches them, unless they are here or on their way.
    pub fn ask(self) {
        if matches!(self.coming.get_untracked(), Coming::NotAsked | Coming::Failed) {
            self.coming.set(Coming::Asked);
            spawn_local(async move {
                let pages = (self.bring)().await;
                self.coming.set(pages.map_or(Coming::Failed, Coming::Here));
            });
        }
    }
}

/// One of the later pages, in its place.
#[component]
pub fn LaterPage(
    /// Which.
    page: Box<dyn Fn(LaterPages) -> AnyView + Send>,
) -> impl IntoView {
    let i18n = use_i18n();
    let later = expect_context::<Later>();
    later.ask();
    let failed = move || {
        view! {
            <EmptyState
                title=words!(i18n, frame.page_failed)
                text=words!(i18n, frame.page_failed_text)
                glyph=Glyph::Warning
            >
                <Button
                    label=words!(i18n, frame.try_again)
                    kind=ButtonKind::Primary
                    on_press=move |()| later.ask()
                />
                <ButtonLink label=words!(i18n, trouble.rescue) href=RESCUE.to_owned() />
            </EmptyState>
        }
    };
    move || match later.coming.get() {
        Coming::Here(pages) => page(pages),
        Coming::NotAsked | Coming::Asked => {
            view! { <p class="muted" role="status">{words!(i18n, frame.page_coming)}</p> }
                .into_any()
        }
        Coming::Failed => failed().into_any(),
    }
}
