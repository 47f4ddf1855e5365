//! Every change, last made first, with the way back.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::*;

use crate::app::components::{
    Button, ButtonKind, EmptyState, Glyph, PageHead, Panel, PanelRoom, Tag, WindowedList,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::undoing::Undoing;
use crate::app::state::AppState;
use crate::book::history::{Summary, summary};
use crate::book::journal::Journal;
use crate::units::id::{GroupId, Replica};

mod telling;

use telling::Telling;

/// Where one was in the history, while another page is shown; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct HistoryPlace {
    current: RwSignal<usize>,
    offset: RwSignal<usize>,
}

impl HistoryPlace {
    /// At its beginning.
    #[must_use]
    pub fn new() -> Self {
        Self { current: RwSignal::new(0), offset: RwSignal::new(0) }
    }
}

impl Default for HistoryPlace {
    fn default() -> Self {
        Self::new()
    }
}

/// So many groups at a time are looked for, beyond those in sight.
const AHEAD: usize = 64;

/// The groups as far as they were looked at, last made first; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Looked {
    state: AppState,
    groups: Memo<Arc<Mutex<Vec<GroupId>>>>,
}

impl Looked {
    fn new(state: AppState) -> Self {
        // Another journal is looked at from its end again.
        let groups = move |_: Option<&_>| {
            state.journal().track();
            Arc::default()
        };
        Self { state, groups: Memo::new_with_compare(groups, |_, _| true) }
    }

    /// The group at a place.
    fn at(self, place: usize) -> Option<GroupId> {
        let groups = self.groups.get();
        // Nothing panics while it holds them.
        let mut groups = groups.lock().unwrap_or_else(PoisonError::into_inner);
        if groups.len() <= place {
            let journal = self.state.journal().read();
            let more = place + 1 + AHEAD - groups.len();
            let last = groups.last().copied();
            groups.extend(journal.groups_before(last).take(more));
        }
        groups.get(place).copied()
    }
}

/// Every change.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let count = Memo::new(move |_| state.journal().with(Journal::n_groups));
    let is_empty = Memo::new(move |_| count.get() == 0);
    let body = move || {
        if is_empty.get() {
            view! {
                <EmptyState
                    title=words!(i18n, history.empty)
                    text=words!(i18n, history.empty_text)
                    glyph=Glyph::Undo
                />
            }
            .into_any()
        } else {
            view! { <Groups count /> }.into_any()
        }
    };
    view! {
        <div class="page">
            <PageHead
                title=words!(i18n, history.title)
                count=Signal::derive(move || format.count(count.get()))
                subtitle=words!(i18n, history.subtitle)
            />
            {body}
        </div>
    }
    .into_any()
}

/// The groups, of which only those in sight exist.
#[component]
fn Groups(
    /// How many there are.
    count: Memo<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let place = expect_context::<HistoryPlace>();
    let state = expect_context::<AppState>();
    let telling = Telling::new(i18n, expect_context(), state);
    let looked = Looked::new(state);
    let key = move |place: usize| {
        let group = looked.at(place)?;
        Some((group, state.journal().read().is_undone(group)))
    };
    let row = move |place: usize| {
        let group = looked.at(place).map(|group| state.journal().with(|it| summary(it, group)));
        group.map(|group| view! { <GroupRow group telling /> }).into_any()
    };
    view! {
        <Panel room=PanelRoom::Tight>
            <WindowedList
                label=words!(i18n, history.title)
                count
                key
                render=row
                current=place.current
                offset=place.offset
            />
        </Panel>
    }
}

/// One group: what, when, where, and the way back.
#[component]
fn GroupRow(
    /// Which.
    group: Summary,
    /// How it is told.
    telling: Telling,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let (id, undone) = (group.id, group.undone);
    let when = move || {
        let device = device(state, id.0.replica());
        let moment = sentences::when_made(i18n, format, id.0);
        said!(i18n, history.when, moment = moment, device = device)
    };
    let end = match (group.can_undo, undone) {
        (false, _) => view! {
            <span class="row__subtitle">{words!(i18n, history.for_good)}</span>
        }
        .into_any(),
        (true, false) => view! {
            <BackButton
                label=words!(i18n, frame.undo)
                groups=vec![id]
                told=words!(i18n, frame.undone)
            />
        }
        .into_any(),
        (true, true) => {
            let groups = group.undone_by.clone();
            view! {
                <Tag label=words!(i18n, history.taken_back) />
                <BackButton
                    label=words!(i18n, history.do_again)
                    groups
                    told=words!(i18n, history.done)
                />
            }
            .into_any()
        }
    };
    let what = Signal::derive(move || telling.group(&group));
    view! {
        <div class="history-row">
            <div class="row__text">
                <div class="row__title">{what}</div>
                <div class="row__subtitle">{when}</div>
            </div>
            <div class="row__end">{end}</div>
        </div>
    }
}

/// Takes groups back: a change, or the undo of one.
#[component]
fn BackButton(
    /// What it says.
    label: Signal<String>,
    /// What is taken back.
    groups: Vec<GroupId>,
    /// What is said when it is done.
    told: Signal<String>,
) -> impl IntoView {
    let undoing = expect_context::<Undoing>();
    let press = move |()| undoing.take_back(groups.clone(), told.get_untracked());
    view! { <Button label kind=ButtonKind::Quiet on_press=press /> }
}

/// Which device a change was made on.
fn device(state: AppState, replica: Replica) -> String {
    let i18n = use_i18n();
    if replica.device() == state.replica().device() {
        said!(i18n, history.this_device)
    } else {
        let id = isolated(&replica.short_number());
        said!(i18n, history.other_device, id = id)
    }
}
