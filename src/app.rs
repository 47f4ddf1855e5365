//! What the owner sees: the only part that knows Leptos.
//!
//! [`App`] sets the stage: language, state, format, messages. Around every page stands the frame;
//! which page it is, the address says. Each module uses only those above it here.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub mod components;
pub mod errands;
pub mod state;
pub mod language;
pub mod around;
pub mod parts;
pub mod pages;
pub mod later;

use crate::units::id::QuestionnaireId;
use around::handed::Handed;
use around::leaving::{LeaveDialog, Leaving};
use around::notices::{Notices, Told};
use around::route::{Offered, Place, Route, Way};
use around::scanning::Scanning;
use components::{Banner, Button, ButtonKind, Dialog, Frame, NavItem, NavPlace, Toast, Tone};
use language::format::Format;
use language::words::{I18n, Locale, Words, said, sentence, use_i18n, words};
use later::{Bring, Later, LaterPage, LaterPages};
use pages::{
    customers::{add::AddDraft, listing::Wishes},
    history::HistoryPlace,
    missing::Left,
    sale::{SalePage, draft::Drafts},
    today::TodayPage,
    trouble::TroublePage,
};
use parts::people::AlikeLater;
use parts::undoing::{UndoDialog, Undoing};
use state::{AppState, Marker, Phase, Saving};

/// How long after the first screen the later pages are fetched.
const LATER_AFTER: Duration = Duration::from_secs(2);

/// The whole app.
#[component]
pub fn App(
    /// What it says, in the language it starts in.
    words: Words,
    /// What fetches the pages that are not opened every day.
    bring: Bring,
) -> impl IntoView {
    let i18n = I18n::new(words);
    provide_context(i18n);
    Effect::new(move |_| name_language(i18n.locale()));
    let state = AppState::new();
    provide_context(state);
    provide_context(Format::new(Signal::derive(move || state.book().read().shop().currency)));
    let notices = Notices::new();
    provide_context(notices);
    provide_context(Undoing::new(i18n, state, notices));
    let leaving = Leaving::new();
    provide_context(leaving);
    let way = Way::following(move |to| leaving.may_go(to));
    let route = way.now();
    provide_context(way);
    // What a page remembers while another one is shown.
    provide_context(Drafts::new());
    provide_context(Wishes::new());
    provide_context(AddDraft::new());
    provide_context(HistoryPlace::new());
    let handed = Handed::following();
    provide_context(handed);
    provide_context(Scanning::new());
    let later = Later::new(bring);
    provide_context(later);
    let may_be = move || later.pages().map(|pages| pages.may_be);
    provide_context(AlikeLater(Signal::derive(may_be)));

    spawn_local(state.open());
    let every_minute = move || {
        state.turn_day();
        state.look_at_disk();
    };
    set_interval(every_minute, Duration::from_secs(60));
    warn_before_leaving(state, leaving);
    // Outside the reactive graph: the boot screen waits for the first screen to stand.
    Effect::new(move |told: Option<bool>| {
        let told = told.unwrap_or_default();
        if !told && state.phase().get() != Phase::Opening {
            tell_boot("regulars:started");
            // So that they open at once, also after another tab has changed to a new version.
            set_timeout(move || later.ask(), LATER_AFTER);
            return true;
        }
        told
    });

    let page = Memo::new(move |_| match state.phase().get() {
        Phase::Ready => {
            Ok(handed.with().map_or_else(|| Shown::Framed(route.get()), Shown::Visitor))
        }
        other => Err(other),
    });
    move || match page.get() {
        Ok(Shown::Framed(route)) => view! { <Framed route /> }.into_any(),
        Ok(Shown::Visitor(id)) => later_page(move |pages| (pages.visitor)(id)),
        Err(Phase::Opening) => ().into_any(),
        Err(Phase::Missing(marker)) => missing(marker, Left::Nothing),
        Err(Phase::Less(marker)) => missing(marker, Left::Something),
        Err(trouble) => view! { <TroublePage trouble /> }.into_any(),
    }
}

/// What is shown when everything is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// A page within the frame.
    Framed(Route),
    /// The questionnaire in a visitor's hands, whatever the address says.
    Visitor(QuestionnaireId),
}

/// A page within the frame.
#[component]
fn Framed(
    /// Which page.
    route: Route,
) -> impl IntoView {
    let i18n = use_i18n();
    let here = route.place().route;
    let item = |place: Place| NavItem {
        label: sentence(i18n, place.label),
        href: place.route.href(),
        glyph: place.glyph,
        badge: MaybeProp::default(),
        current: Signal::stored(place.route == here),
        place: if place.offered == Offered::Dock { NavPlace::Dock } else { NavPlace::More },
    };
    let is_action = |place: &Place| place.offered == Offered::Action;
    let items = Route::ALL.into_iter().filter(|place| !is_action(place)).map(item).collect();
    let action = item(Route::Sale(None).place());
    view! {
        <Frame
            brand=words!(i18n, frame.brand)
            nav_label=words!(i18n, frame.nav)
            skip_label=words!(i18n, frame.skip)
            more_label=words!(i18n, frame.more)
            items
            action
            foot=|| view! { <Foot /> }
            top=|| view! { <Banners /> }
        >
            {page(route)}
        </Frame>
        <Message />
        <UndoDialog />
        <LeaveDialog />
        <ScanDialog />
    }
    .into_any()
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Today => view! { <TodayPage /> }.into_any(),
        Route::Duplicates => later_page(|pages| (pages.duplicates)()),
        Route::Sleepers => later_page(|pages| (pages.sleepers)()),
        Route::Customers(list) => later_page(move |pages| (pages.customers)(list)),
        Route::Customer(id) => later_page(move |pages| (pages.customer)(id)),
        Route::Sale(customer) => view! { <SalePage customer /> }.into_any(),
        Route::Questionnaires => later_page(|pages| (pages.questionnaires)()),
        Route::Capture => later_page(|pages| (pages.capture)()),
        Route::Sources => later_page(|pages| (pages.sources)()),
        Route::Calls => later_page(|pages| (pages.calls)()),
        Route::Scripts => later_page(|pages| (pages.scripts)()),
        Route::Data => later_page(|pages| (pages.data)()),
        Route::History => later_page(|pages| (pages.history)()),
        Route::Settings => later_page(|pages| (pages.settings)()),
    }
}

/// A code from the camera, for whichever page wants one.
#[component]
fn ScanDialog() -> impl IntoView {
    let i18n = use_i18n();
    let scanning = expect_context::<Scanning>();
    // Whoever goes to another page wants it no more.
    on_cleanup(move || scanning.close());
    view! {
        <Dialog
            open=Signal::derive(move || scanning.is_open())
            on_close=move |()| scanning.close()
            title=words!(i18n, scan.title)
            close_label=words!(i18n, frame.close)
            footer=move || view! {
                <Button label=words!(i18n, frame.cancel) on_press=move |()| scanning.close() />
            }
        >
            {later_page(|pages| (pages.scan)())}
        </Dialog>
    }
}

fn missing(marker: Marker, left: Left) -> AnyView {
    let page = later_page(move |pages| (pages.missing)(marker.clone(), left));
    view! { <main class="welcome">{page}</main> }.into_any()
}

fn later_page(page: impl Fn(LaterPages) -> AnyView + Send + 'static) -> AnyView {
    view! { <LaterPage page=Box::new(page) /> }.into_any()
}

/// Where the data is, whether it is saved, and how old the last copy is.
#[component]
fn Foot() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let saving = move || match state.saving().get() {
        Saving::Saved => said!(i18n, frame.on_this_device),
        Saving::Saving => said!(i18n, frame.saving),
        Saving::NotSaved(_) => said!(i18n, frame.not_saved),
    };
    let copy = move || match state.copy_age_days() {
        None => said!(i18n, frame.copy_none),
        Some(0) => said!(i18n, frame.copy_today),
        Some(n) => {
            said!(i18n, frame.copy_days, count = n, n = format.number(f64::from(n), 0))
        }
    };
    view! {
        <p role="status">{saving}</p>
        <p>{copy}</p>
    }
}

/// What the owner must know now: unsaved changes, damage, a new version.
#[component]
fn Banners() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let notices = expect_context::<Notices>();
    let unsaved = move || match state.saving().get() {
        Saving::NotSaved(error) => Some(language::sentences::store_error(i18n, &error)),
        Saving::Saved | Saving::Saving => None,
    };
    let save_copy = move |()| {
        spawn_local(async move {
            // Refused only for a base beyond what a file may hold.
            if state.save_copy().await.is_err() {
                notices.tell(said!(i18n, frame.copy_failed));
            }
        });
    };
    let update = RwSignal::new(is_update_waiting());
    let heard = window_event_listener_untyped("regulars:update", move |_| update.set(true));
    on_cleanup(move || heard.remove());
    let damaged = move || {
        let n = state.damaged().get();
        let text = format.count(n);
        (n > 0).then(|| said!(i18n, frame.damaged, count = n, n = text))
    };
    view! {
        {move || unsaved().map(|text| view! {
            <Banner
                tone=Tone::Bad
                text
                action=move || view! {
                    <Button label=words!(i18n, frame.save_copy) on_press=save_copy />
                    <Button label=words!(i18n, frame.try_again) on_press=move |()| state.save() />
                }
            />
        })}
        {move || damaged().map(|text| view! { <Banner tone=Tone::Bad text /> })}
        {move || state.is_taking_in().get().then(|| view! {
            <Banner text=words!(i18n, frame.taking_in) />
        })}
        {move || update.get().then(|| view! {
            <Banner
                text=words!(i18n, frame.update_ready)
                action=move || view! {
                    <Button
                        label=words!(i18n, frame.update_now)
                        kind=ButtonKind::Primary
                        disabled=Signal::derive(move || state.saving().get() != Saving::Saved)
                        on_press=move |()| tell_boot("regulars:update-accepted")
                    />
                }
            />
        })}
    }
}

/// The short message, with the way back.
#[component]
fn Message() -> impl IntoView {
    let i18n = use_i18n();
    let notices = expect_context::<Notices>();
    let undoing = expect_context::<Undoing>();
    let state = expect_context::<AppState>();
    let told = notices.told();
    // What could be taken back was done, and while nothing can be saved that would be a promise.
    let is_lost = move |told: &Told| {
        told.undo.is_some() && matches!(state.saving().get(), Saving::NotSaved(_))
    };
    let action_label = Signal::derive(move || {
        let told = told.get().filter(|told| !is_lost(told))?;
        told.undo.map(|_| said!(i18n, frame.undo))
    });
    let message = Signal::derive(move || {
        let told = told.get()?;
        Some(if is_lost(&told) { said!(i18n, unsaved.told) } else { told.text })
    });
    let take_back = move |()| {
        let Some(group) = told.get_untracked().and_then(|told| told.undo) else { return };
        notices.clear();
        undoing.take_back(vec![group], said!(i18n, frame.undone));
    };
    view! {
        <Toast
            message
            action_label
            on_action=take_back
            close_label=words!(i18n, frame.close)
            on_close=move |()| notices.clear()
        />
    }
}

/// Tells the browser, and whoever reads the page aloud, in which language it is written and whither.
fn name_language(locale: Locale) {
    if let Some(root) = document().document_element() {
        for (name, value) in [("lang", locale.as_str()), ("dir", locale.direction())] {
            // Names of attributes that are valid cannot be refused.
            root.set_attribute(name, value).ok();
        }
    }
}

/// Sends an event to the script that started the page.
fn tell_boot(event: &str) {
    if let Ok(event) = web_sys::Event::new(event) {
        // Nobody listening is no failure: the boot screen may be long gone.
        window().dispatch_event(&event).ok();
    }
}

fn is_update_waiting() -> bool {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-update")).is_some_and(|state| state == "waiting")
}

/// The browser asks before a page with unsaved changes is left.
fn warn_before_leaving(state: AppState, leaving: Leaving) {
    let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
        if state.saving().get_untracked() != Saving::Saved || leaving.has_unsaved() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
