//! What to do today: who to remember, how the shop stands, and what hangs on whom.

pub mod do_today;
pub mod figures;
pub mod income;
pub mod welcome;

use leptos::{ev, html, prelude::*};

use crate::advice::counter::initials;
use crate::app::around::route::Route;
use crate::app::components::{Face, PageHead, Panel, PanelRoom, Row, Rows, SearchBox};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::state::AppState;
use crate::browser;
use crate::units::calendar::DayPart;
use crate::units::id::CustomerId;

use do_today::DoToday;
use figures::Figures;
use income::Income;
use welcome::Welcome;

/// How many of those found are shown.
const SHOWN: usize = 8;

/// What to do today, or how to begin while the book is empty.
#[component]
pub fn TodayPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let is_empty = Memo::new(move |_| state.book().read().is_empty());
    move || {
        if is_empty.get() { view! { <Welcome /> }.into_any() } else { view! { <Day /> }.into_any() }
    }
}

/// The page of a shop that has customers.
#[component]
fn Day() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let reminders = Memo::new(move |_| state.reminders());
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let query = query.get();
        if query.trim().is_empty() { Vec::new() } else { state.find(&query, SHOWN) }
    });
    let title = Signal::derive(move || {
        let n = reminders.read().n_people();
        let people = match n {
            0 => said!(i18n, today.nobody),
            _ => said!(i18n, today.people, count = n, n = format.count(n)),
        };
        said!(i18n, today.greeting, hello = hello(i18n), people = people)
    });
    let subtitle = Signal::derive(move || {
        let day = format.weekday(state.today().get());
        let shop = state.book().read().shop().name.clone();
        if shop.is_empty() { day } else { format!("{day} · {}", isolated(&shop)) }
    });
    view! {
        <div class="page">
            <PageHead title subtitle end=move || view! { <Find query found /> } />
            <Show when=move || !query.read().trim().is_empty()>
                <Found found />
            </Show>
            <Figures />
            <div class="grid grid--main">
                <DoToday reminders />
                <Income />
            </div>
        </div>
    }
}

fn hello(i18n: I18n) -> String {
    match DayPart::of(browser::now().minute.unwrap_or_default()) {
        DayPart::Morning => said!(i18n, today.good_morning),
        DayPart::Afternoon => said!(i18n, today.good_afternoon),
        DayPart::Evening => said!(i18n, today.good_evening),
    }
}

/// The box that leads to a customer; `/` brings one here.
#[component]
fn Find(
    /// What is typed.
    query: RwSignal<String>,
    /// Who answers it.
    found: Memo<Vec<CustomerId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let input_ref = NodeRef::<html::Input>::new();
    let slash = window_event_listener(ev::keydown, move |event| {
        let is_typing = document()
            .active_element()
            .is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false));
        if event.key() == "/"
            && !is_typing
            && let Some(input) = input_ref.get_untracked()
        {
            event.prevent_default();
            // Fails only for an element that cannot have the focus.
            drop(input.focus());
        }
    });
    on_cleanup(move || slash.remove());
    let enter = move |()| {
        if let Some(id) = found.read_untracked().first() {
            Route::Customer(*id).go();
        }
    };
    view! {
        <SearchBox
            label=words!(i18n, frame.find)
            value=query
            on_input=move |text| query.set(text)
            on_enter=enter
            shortcut="/"
            input_ref
        />
    }
}

/// Who was found, each a way to their card.
#[component]
fn Found(
    /// Who answers what is typed.
    found: Memo<Vec<CustomerId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let label = move |id| {
        let book = state.book().read();
        book.customer(id).map(|customer| customer.label().to_owned()).unwrap_or_default()
    };
    let reach = move |id| {
        let book = state.book().read();
        book.customer(id).and_then(|customer| customer.phones().next().map(str::to_owned))
    };
    view! {
        <Panel room=PanelRoom::Tight>
            <Rows label=words!(i18n, today.found)>
                <For each=move || found.get() key=|id| *id let(id)>
                    <Row
                        title=Signal::derive(move || label(id))
                        subtitle=Signal::derive(move || reach(id))
                        face=move || view! {
                            <Face initials=Signal::derive(move || initials(&label(id))) />
                        }
                        href=Route::Customer(id).href()
                    />
                </For>
            </Rows>
            <Show when=move || found.read().is_empty()>
                <p class="muted" role="status">
                    {move || match state.is_finding() {
                        true => said!(i18n, frame.finding),
                        false => said!(i18n, today.nobody_found),
                    }}
                </p>
            </Show>
        </Panel>
    }
}
