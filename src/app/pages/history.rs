//! Every change, last made first, with the way back.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::app::components::{
    Button, ButtonKind, EmptyState, Glyph, PageHead, Panel, PanelRoom, Tag, WindowedList,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::undoing::Undoing;
use crate::app::state::AppState;
use crate::browser;
use crate::units::calendar::clock_was_wrong;
use crate::units::id::{GroupId, Replica};

mod summary;
mod telling;

use summary::{Summary, summaries};
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

/// Every change.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let list = Memo::new(move |_| state.journal().with(summaries));
    // What is told of an undo is told of the group it took back.
    let places = Memo::new(move |_| {
        list.with(|list| {
            let place = |(place, group): (usize, &Summary)| (group.id, place);
            list.iter().enumerate().map(place).collect::<HashMap<GroupId, usize>>()
        })
    });
    let count = Signal::derive(move || list.with(Vec::len));
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
            view! { <Groups list places count /> }.into_any()
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
    /// What there is to tell.
    list: Memo<Vec<Summary>>,
    /// Where each group is in the list.
    places: Memo<HashMap<GroupId, usize>>,
    /// How many there are.
    count: Signal<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let place = expect_context::<HistoryPlace>();
    let telling = Telling::new(i18n, expect_context(), expect_context(), list, places);
    let at = move |place: usize| list.with(|list| list.get(place).cloned());
    let key = move |place: usize| at(place).map(|group| (group.id, group.undone));
    let row =
        move |place: usize| at(place).map(|group| view! { <GroupRow group telling /> }).into_any();
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
        let moment = if clock_was_wrong(id.0.time_ms(), browser::now_ms()) {
            said!(i18n, clocks.wrong)
        } else {
            format.moment(browser::local(id.0.time_ms()))
        };
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
