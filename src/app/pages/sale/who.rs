//! Who buys: found by name, phone or card, someone new, or nobody the shop knows.

use leptos::{html, prelude::*};

use crate::advice::counter::{bought_last, initials};
use crate::app::components::{
    Button, ButtonKind, Face, Glyph, Notice, Row, Rows, SearchBox, Tag, Tone,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::sale::draft::Draft;
use crate::app::pages::sale::newcomer::SomeoneNew;
use crate::app::parts::scan::{ScanButton, known_by_code};
use crate::app::state::AppState;
use crate::figures::overview::Standing;
use crate::figures::rhythm::{Rhythm, Status};
use crate::people::same::Key;
use crate::units::id::CustomerId;

/// How many of those found are shown: who looks for a person types one letter more.
const SHOWN: usize = 6;

/// How many of those who bought last are shown; what follows them is to stay in sight on a phone.
const RECENT: usize = 3;

/// Asks who buys, until it is known.
#[component]
pub fn Who(
    /// The sale in the making.
    draft: Draft,
    /// The box to find somebody with.
    find_ref: NodeRef<html::Input>,
    /// Moves the focus to the amount.
    to_amount: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let found = Memo::new(move |_| {
        let query = draft.query.get();
        found_by(state, &query, SHOWN)
    });
    let choose = Callback::new(move |customer: Option<CustomerId>| {
        draft.choose(customer);
        to_amount.run(());
    });
    let enter = move |()| {
        let query = draft.query.get_untracked();
        let with_card = untrack(|| state.known_by(Key::Card, &query));
        let found = found.get_untracked();
        match (with_card.as_slice(), found.as_slice()) {
            ([only], _) | ([], [only]) => choose.run(Some(*only)),
            ([], []) if !query.trim().is_empty() && !untrack(|| state.is_finding()) => {
                draft.open_newcomer();
            }
            _ => {}
        }
    };
    let scanned = move |code: String| match known_by_code(state, &code)[..] {
        [only] => choose.run(Some(only)),
        [] => draft.ask_about_card(code),
        // Two of one card: the owner sees which.
        [..] => draft.query.set(code),
    };
    let chosen = Memo::new(move |_| draft.chosen(state));
    view! {
        <div class="stack stack--close">
            <SearchBox
                label=words!(i18n, frame.find)
                value=draft.query
                on_input=move |text| {
                    draft.query.set(text);
                    draft.unknown_card.set(None);
                    draft.is_whose_asked.set(false);
                }
                on_enter=enter
                input_ref=find_ref
                end=move || view! { <ScanButton on_code=scanned /> }
            />
            <UnknownCard draft />
            <Rows label=words!(i18n, sale.who)>
                {move || match (chosen.get(), draft.nameless.get()) {
                    (Some(id), _) if draft.query.read().is_empty() => {
                        view! { <Chosen draft id /> }.into_any()
                    }
                    (None, true) if draft.query.read().is_empty() => {
                        view! { <Nameless draft /> }.into_any()
                    }
                    _ => view! { <Found draft found choose /> }.into_any(),
                }}
            </Rows>
            {move || draft.newcomer.get().map(|typed| view! {
                <SomeoneNew typed choose on_close=move |()| draft.newcomer.set(None) />
            })}
        </div>
    }
}

/// Who answers what is typed, the best first.
#[must_use]
pub fn found_by(state: AppState, query: &str, most: usize) -> Vec<CustomerId> {
    if query.trim().is_empty() { Vec::new() } else { state.find(query, most) }
}

/// The card that was scanned and is nobody's, and what can be done with it.
#[component]
fn UnknownCard(
    /// The sale in the making.
    draft: Draft,
) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        draft.unknown_card.get().map(|card| {
            view! {
                <Notice>
                    <div class="stack">
                        <p role="alert">
                            {said!(i18n, sale.card_of_nobody, card = isolated(&card))}
                        </p>
                        <div class="cluster">
                            <Button
                                label=words!(i18n, sale.add_with_card)
                                on_press=move |()| draft.open_newcomer()
                            />
                        </div>
                    </div>
                </Notice>
            }
        })
    }
}

/// Those found, or those who bought last while nothing is typed, and the two who are always there:
/// someone new, and nobody known.
#[component]
fn Found(
    /// The sale in the making.
    draft: Draft,
    /// Who answers what is typed.
    found: Memo<Vec<CustomerId>>,
    /// Says who buys.
    choose: Callback<Option<CustomerId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let is_asked = move || !draft.query.read().trim().is_empty() && found.read().is_empty();
    let recent = Memo::new(move |_| {
        if !draft.query.read().trim().is_empty() || draft.newcomer.read().is_some() {
            return Vec::new();
        }
        let book = state.book().read();
        state.overview().with(|overview| bought_last(&book, overview, RECENT))
    });
    let finding = move || is_asked() && state.is_finding();
    let nobody = move || is_asked() && !state.is_finding();
    let someone_new = Signal::derive(move || {
        if nobody() {
            said!(i18n, sale.add_asked, asked = draft.query.get().trim().to_owned())
        } else {
            said!(i18n, sale.someone_new_enough)
        }
    });
    view! {
        <Show when=move || !recent.read().is_empty()>
            <li class="rows__head">{words!(i18n, sale.bought_last)}</li>
        </Show>
        <For each=move || recent.get() key=|id| *id let(id)>
            <FoundRow id on_press=move |()| choose.run(Some(id)) />
        </For>
        <For each=move || found.get() key=|id| *id let(id)>
            <FoundRow id on_press=move |()| choose.run(Some(id)) />
        </For>
        {move || finding().then(|| view! {
            <li class="muted small" role="status">{words!(i18n, frame.finding)}</li>
        })}
        {move || nobody().then(|| view! {
            <li class="muted small" role="status">{words!(i18n, sale.nobody_found)}</li>
        })}
        <Show when=move || draft.newcomer.get().is_none()>
            <Row
                title=words!(i18n, sale.someone_new)
                subtitle=someone_new
                face=|| view! { <Face glyph=Glyph::Sale /> }
                on_press=move |()| draft.open_newcomer()
                end=move || view! { <Tag label=words!(i18n, sale.add) tone=Tone::Good /> }
            />
            <Row
                title=words!(i18n, sale.nameless)
                subtitle=words!(i18n, sale.nameless_means)
                face=|| view! { <Face glyph=Glyph::Bag /> }
                on_press=move |()| choose.run(None)
            />
        </Show>
    }
}

/// What a customer is called, and what tells them from others of that name.
#[must_use]
pub fn who_is(id: CustomerId) -> (Signal<String>, Signal<String>) {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let label = Signal::derive(move || {
        let book = state.book().read();
        book.customer(id).map(|customer| customer.label().to_owned()).unwrap_or_default()
    });
    let about = Signal::derive(move || {
        let book = state.book().read();
        let Some(customer) = book.customer(id) else { return String::new() };
        let card = customer.card();
        let card = (!card.is_empty()).then(|| said!(i18n, sale.card, card = card.to_owned()));
        let phone = customer.phones().next().map(isolated);
        let standing = state.overview().with(|overview| overview.standing(id));
        let how = match standing {
            Some(standing) if standing.rhythm.days_since == 0 => said!(i18n, sale.seen_today),
            Some(Standing {
                rhythm: Rhythm { status: Status::Unknown, days_since, .. }, ..
            }) => {
                said!(i18n, sale.ago, ago = sentences::days(i18n, format, days_since))
            }
            Some(standing) => {
                let status = sentences::status(i18n, standing.rhythm.status);
                let ago = sentences::days(i18n, format, standing.rhythm.days_since);
                said!(i18n, sale.status_for, status = status, ago = ago)
            }
            None => said!(i18n, sale.never_bought),
        };
        let parts: Vec<String> = card.or(phone).into_iter().chain([how]).collect();
        parts.join(" · ")
    });
    (label, about)
}

#[component]
fn FoundRow(
    /// Who was found.
    id: CustomerId,
    /// Chooses them.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let (label, about) = who_is(id);
    let letters = Signal::derive(move || initials(&label.get()));
    view! {
        <Row
            title=label
            subtitle=about
            face=move || view! { <Face initials=letters /> }
            on_press=on_press
        />
    }
}

/// The customer who was chosen.
#[component]
fn Chosen(
    /// The sale in the making.
    draft: Draft,
    /// Who.
    id: CustomerId,
) -> impl IntoView {
    let i18n = use_i18n();
    let (label, about) = who_is(id);
    let letters = Signal::derive(move || initials(&label.get()));
    view! {
        <Row
            title=label
            subtitle=about
            face=move || view! { <Face initials=letters /> }
            end=move || view! {
                <Tag label=words!(i18n, sale.chosen) tone=Tone::Good />
                <Button
                    label=words!(i18n, sale.someone_else)
                    kind=ButtonKind::Quiet
                    on_press=move |()| draft.ask_again()
                />
            }
        />
    }
}

/// Nobody the shop knows.
#[component]
fn Nameless(
    /// The sale in the making.
    draft: Draft,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Row
            title=words!(i18n, sale.nameless)
            subtitle=words!(i18n, sale.nameless_means)
            face=|| view! { <Face glyph=Glyph::Bag /> }
            end=move || view! {
                <Tag label=words!(i18n, sale.chosen) tone=Tone::Good />
                <Button
                    label=words!(i18n, sale.someone_else)
                    kind=ButtonKind::Quiet
                    on_press=move |()| draft.ask_again()
                />
            }
        />
    }
}
