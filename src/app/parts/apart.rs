//! Who was made one person, and taking them apart: the same on the card and among the duplicates.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Button, ButtonKind, Checkbox, Dialog, Row, Rows};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::state::AppState;
use crate::book::apart::{Joined, bought_since, own_label, take_apart};
use crate::units::id::{GroupId, PurchaseId};

/// Pairs who were made one person, each with the way back.
#[component]
pub fn JoinedRows(
    /// The pairs.
    #[prop(into)]
    pairs: Signal<Vec<Joined>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (state, format) = (expect_context::<AppState>(), expect_context::<Format>());
    let asked = RwSignal::new(None::<Joined>);
    let line = move |joined: Joined| {
        let (one, other) = names(state, joined);
        let title = said!(i18n, duplicates.and, one = one, other = other);
        let subtitle = sentences::when_made(i18n, format, joined.group.0);
        let end = move || {
            view! {
                <Button
                    label=words!(i18n, duplicates.take_apart)
                    on_press=move |()| asked.set(Some(joined))
                />
            }
        };
        view! { <Row title subtitle end /> }
    };
    view! {
        <Rows>{move || pairs.get().into_iter().map(line).collect_view()}</Rows>
        <ApartDialog asked />
    }
}

/// What each of the two is called by what was recorded about them alone.
fn names(state: AppState, joined: Joined) -> (String, String) {
    state.journal().with(|journal| {
        let name = |id| isolated(&own_label(journal, id));
        (name(joined.one), name(joined.other))
    })
}

/// Asks whose the purchases since are, and takes the two apart.
#[component]
fn ApartDialog(
    /// Who is taken apart.
    asked: RwSignal<Option<Joined>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let title = Signal::derive(move || {
        let Some(joined) = asked.get() else { return String::new() };
        let (one, other) = names(state, joined);
        said!(i18n, duplicates.apart_title, one = one, other = other)
    });
    view! {
        <Dialog
            open=Signal::derive(move || asked.get().is_some())
            on_close=move |()| asked.set(None)
            title
            close_label=words!(i18n, frame.close)
        >
            {move || asked.get().map(|joined| view! { <ApartForm asked joined /> })}
        </Dialog>
    }
}

#[component]
fn ApartForm(
    /// Who is taken apart.
    asked: RwSignal<Option<Joined>>,
    /// The same.
    joined: Joined,
) -> impl IntoView {
    let i18n = use_i18n();
    let (state, format) = (expect_context::<AppState>(), expect_context::<Format>());
    let notices = expect_context::<Notices>();
    let (one, other) = names(state, joined);
    let since = state.book().with_untracked(|book| bought_since(book, joined));
    let moved = RwSignal::new(BTreeSet::<PurchaseId>::new());
    let text = match since.is_empty() {
        true => said!(i18n, duplicates.apart_text_plain),
        false => said!(i18n, duplicates.apart_text, one = one.clone(), other = other.clone()),
    };
    let line = move |purchase: PurchaseId| {
        let label = state.book().with_untracked(|book| {
            let bought = book.purchase(purchase)?;
            let (day, amount) = (format.day_short(bought.at().day), format.money(bought.net()));
            Some(said!(i18n, duplicates.purchase, day = day, amount = amount))
        });
        let label = label.unwrap_or_default();
        view! {
            <Checkbox
                label
                checked=Signal::derive(move || moved.read().contains(&purchase))
                on_change=move |yes| moved.update(|moved| {
                    if yes {
                        moved.insert(purchase);
                    } else {
                        moved.remove(&purchase);
                    }
                })
            />
        }
    };
    let done = said!(i18n, duplicates.apart_done, one = one, other = other);
    let apart = move |()| {
        let moved: Vec<PurchaseId> = moved.get_untracked().into_iter().collect();
        let book = state.book();
        let made = state
            .commit(|batch| book.with_untracked(|book| take_apart(batch, book, joined, &moved)));
        asked.set(None);
        match made {
            Ok(group) => notices.tell_with_undo(done.clone(), GroupId(group)),
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    };
    view! {
        <div class="stack">
            <p>{text}</p>
            {since.into_iter().map(line).collect_view()}
            <div class="form__foot">
                <Button label=words!(i18n, frame.cancel) on_press=move |()| asked.set(None) />
                <Button
                    label=words!(i18n, duplicates.take_apart)
                    kind=ButtonKind::Primary
                    on_press=apart
                />
            </div>
        </div>
    }
}
