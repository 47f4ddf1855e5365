//! Who is in the list and in which order: worked out once a change, never in a row.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::app::around::route::List;
use crate::app::language::words::I18n;
use crate::app::state::AppState;
use crate::figures::overview::Standing;
use crate::figures::rhythm::Status;
use crate::figures::segment::Segment;
use crate::units::id::CustomerId;
use crate::units::money::Money;
use crate::units::sorting::sort_by_key;

/// In which order customers are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What answers the search best first.
    Best,
    /// By name, as the language orders names.
    #[default]
    Name,
    /// Who came last first.
    LastVisit,
    /// Who spent most first.
    Spent,
    /// By how they stand, whoever sleeps first.
    Status,
    /// To whom a word is worth most first.
    Worth,
}

impl Order {
    /// Every order, as a list shows them.
    pub const ALL: [Self; 6] =
        [Self::Best, Self::Name, Self::LastVisit, Self::Spent, Self::Status, Self::Worth];

    /// What it is called in a form.
    pub fn name(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Name => "name",
            Self::LastVisit => "last-visit",
            Self::Spent => "spent",
            Self::Status => "status",
            Self::Worth => "worth",
        }
    }

    /// The order of a name in a form.
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.name() == name).unwrap_or_default()
    }
}

/// Statuses in the order in which a word is worth most; those who never bought come last.
const BY_CONCERN: [Option<Status>; 10] = [
    Some(Status::Asleep),
    Some(Status::Dozing),
    Some(Status::Due),
    Some(Status::OnTime),
    Some(Status::New),
    Some(Status::OneTimer),
    Some(Status::OutOfSeason),
    Some(Status::Unknown),
    Some(Status::Lost),
    None,
];

/// What the owner asked for, and where they were in it, kept while another page is shown; a handle
/// that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Wishes {
    list: StoredValue<Option<List>>,
    query: RwSignal<String>,
    statuses: RwSignal<BTreeSet<Option<Status>>>,
    segment: RwSignal<Option<Segment>>,
    order: RwSignal<Order>,
    current: RwSignal<usize>,
    offset: RwSignal<usize>,
}

impl Wishes {
    /// Everybody, by name.
    #[must_use]
    pub fn new() -> Self {
        Self {
            list: StoredValue::new(None),
            query: RwSignal::new(String::new()),
            statuses: RwSignal::new(BTreeSet::new()),
            segment: RwSignal::new(None),
            order: RwSignal::new(Order::Name),
            current: RwSignal::new(0),
            offset: RwSignal::new(0),
        }
    }

    /// Takes a list another page led to. Whoever comes back to one, or asks for none, finds all as
    /// it was.
    fn take(self, list: Option<List>, comes_back: bool) {
        let named = list.filter(|list| *list != List::New);
        if named.is_none() || comes_back && self.list.get_value() == named {
            return;
        }
        self.list.set_value(named);
        self.query.set(String::new());
        self.statuses.set(statuses_of(named));
        self.segment.set(None);
        self.order.set(match named {
            Some(List::Top) => Order::Spent,
            Some(List::Active | List::New) | None => Order::Name,
        });
        self.current.set(0);
        self.offset.set(0);
    }
}

impl Default for Wishes {
    fn default() -> Self {
        Self::new()
    }
}

/// What the owner asked for, and who answers it; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Listing {
    /// What is searched for.
    pub query: RwSignal<String>,
    /// Only those with one of these; none is everybody.
    pub statuses: RwSignal<BTreeSet<Option<Status>>>,
    /// Only this segment.
    pub segment: RwSignal<Option<Segment>>,
    /// In which order.
    pub order: RwSignal<Order>,
    /// The current row.
    pub current: RwSignal<usize>,
    /// How far it is scrolled, in pixels.
    pub offset: RwSignal<usize>,
    counts: Memo<HashMap<Option<Status>, usize>>,
    ids: Memo<Vec<CustomerId>>,
}

impl Listing {
    /// The list another page led to, or what was asked for before; `comes_back` when one was on a
    /// page that this one led to.
    pub fn new(
        state: AppState,
        i18n: I18n,
        wishes: Wishes,
        list: Option<List>,
        comes_back: bool,
    ) -> Self {
        wishes.take(list, comes_back);
        let Wishes { query, statuses, segment, order, current, offset, .. } = wishes;
        let standings = Memo::new_with_compare(
            move |_| {
                let overview = state.overview().read();
                let all = overview.standings();
                all.filter_map(|(id, standing)| Some((id, standing?))).collect::<HashMap<_, _>>()
            },
            |_, _| true,
        );
        // Worked out once, and only when it is asked for.
        let worths = Memo::new(move |_| {
            let overview = state.overview().read();
            let worth = |id: CustomerId| Some((id, overview.word(id)?.worth()));
            let ids = overview.standings().map(|(id, _)| id);
            ids.filter_map(worth).collect::<HashMap<CustomerId, Money>>()
        });
        let counts = Memo::new(move |_| {
            let overview = state.overview().read();
            BY_CONCERN.map(|status| (status, overview.n_with(status))).into_iter().collect()
        });
        let by_name = Memo::new_with_compare(move |_| by_name(state, i18n), |_, _| true);
        let ids = Memo::new(move |_| {
            let query = query.read();
            let order = order.get();
            let mut ids = if is_blank(&query) {
                by_name.get()
            } else if order == Order::Best {
                state.find(&query, usize::MAX)
            } else {
                let found: HashSet<CustomerId> = state.matches(&query).into_iter().collect();
                by_name.read().iter().copied().filter(|id| found.contains(id)).collect()
            };
            let standings = standings.read();
            let (statuses, segment) = (statuses.read(), segment.get());
            ids.retain(|id| {
                let standing = standings.get(id);
                let has_status = statuses.is_empty() || statuses.contains(&status_of(standing));
                let is_in = |wanted| standing.is_some_and(|known| known.segment == wanted);
                has_status && segment.is_none_or(is_in)
            });
            if order == Order::Worth {
                let worths = worths.read();
                sort_by_key(&mut ids, |id| Reverse(worths.get(id).copied()));
            }
            arrange(&mut ids, order, &standings);
            ids
        });
        Self { query, statuses, segment, order, current, offset, counts, ids }
    }

    /// How many are in the list.
    pub fn count(self) -> usize {
        self.ids.read().len()
    }

    /// The customer of a row.
    pub fn at(self, index: usize) -> Option<CustomerId> {
        self.ids.read().get(index).copied()
    }

    /// The customer of a row as it is now.
    pub fn at_untracked(self, index: usize) -> Option<CustomerId> {
        self.ids.read_untracked().get(index).copied()
    }

    /// How many of the whole base have a status.
    pub fn count_of(self, status: Option<Status>) -> usize {
        self.counts.read().get(&status).copied().unwrap_or_default()
    }

    /// The statuses somebody has, and those that are chosen.
    pub fn statuses_to_choose(self) -> Vec<Option<Status>> {
        let is_offered = |status: &Option<Status>| {
            self.count_of(*status) > 0 || self.statuses.read().contains(status)
        };
        BY_CONCERN.into_iter().filter(is_offered).collect()
    }

    /// Whether something is searched for.
    pub fn is_searching(self) -> bool {
        !is_blank(&self.query.read())
    }

    /// Searches; the best answers come first until the owner asks for another order.
    pub fn search(self, text: String) {
        let (was, is) = (!is_blank(&self.query.read_untracked()), !is_blank(&text));
        if is && !was {
            self.order.set(Order::Best);
        } else if was && !is && self.order.get_untracked() == Order::Best {
            self.order.set(Order::Name);
        }
        self.query.set(text);
        self.current.set(0);
    }

    /// Chooses an order.
    pub fn arrange(self, order: Order) {
        self.order.set(order);
        self.current.set(0);
    }

    /// Chooses a segment, or all.
    pub fn choose_segment(self, segment: Option<Segment>) {
        self.segment.set(segment);
        self.current.set(0);
    }

    /// Adds a status to those shown, or takes it out.
    pub fn toggle(self, status: Option<Status>) {
        self.statuses.update(|statuses| {
            if !statuses.remove(&status) {
                statuses.insert(status);
            }
        });
        self.current.set(0);
    }

    /// Forgets every filter.
    pub fn show_all(self) {
        self.statuses.update(BTreeSet::clear);
        self.segment.set(None);
        self.search(String::new());
    }
}

fn is_blank(query: &str) -> bool {
    !query.chars().any(char::is_alphanumeric)
}

fn status_of(standing: Option<&Standing>) -> Option<Status> {
    standing.map(|standing| standing.rhythm.status)
}

fn statuses_of(list: Option<List>) -> BTreeSet<Option<Status>> {
    match list {
        Some(List::Active) => [Status::New, Status::OnTime, Status::Due].map(Some).into(),
        Some(List::Top | List::New) | None => BTreeSet::new(),
    }
}

/// Orders those that stand by name or by likeness; equals stay as they are.
fn arrange(ids: &mut Vec<CustomerId>, order: Order, standings: &HashMap<CustomerId, Standing>) {
    let standing = |id: &CustomerId| standings.get(id);
    match order {
        Order::Best | Order::Name | Order::Worth => {}
        Order::LastVisit => {
            sort_by_key(ids, |id| Reverse(standing(id).map(|known| known.totals.last)));
        }
        Order::Spent => {
            let spent = |known: &Standing| known.totals.takings.spent;
            sort_by_key(ids, |id| Reverse(standing(id).map(spent)));
        }
        Order::Status => {
            let place = |status| BY_CONCERN.iter().position(|known| *known == status);
            sort_by_key(ids, |id| place(status_of(standing(id))));
        }
    }
}

/// Everybody by name, as the language orders names; who has none comes last, first entered first.
///
/// The browser sorts the names itself, each with its place behind it: asking it for every pair
/// from here takes several times as long. It is done anew when a customer changes, not when one
/// buys.
fn by_name(state: AppState, i18n: I18n) -> Vec<CustomerId> {
    const MARK: char = '\u{1}';
    state.follow_customers();
    let book = state.book().read_untracked();
    let ids: Vec<CustomerId> = book.customers().keys().copied().collect();
    let names = Array::new();
    let mut nameless = Vec::new();
    for (place, (id, customer)) in book.customers().iter().enumerate() {
        match customer.label() {
            "" => nameless.push(*id),
            name => {
                names.push(&JsValue::from_str(&format!("{name}{MARK}{place:07}")));
            }
        }
    }
    let locales = Array::of1(&i18n.locale().as_str().into());
    let compare = Intl::Collator::new(&locales, &Object::new()).compare();
    let sort = Reflect::get(&names, &"sort".into()).ok();
    if let Some(sort) = sort.and_then(|sort| sort.dyn_into::<Function>().ok()) {
        // Sorting strings with the browser's own order cannot fail; unsorted is still complete.
        sort.call1(&names, &compare).ok();
    }
    let place = |name: JsValue| name.as_string()?.rsplit(MARK).next()?.parse::<usize>().ok();
    let named = names.iter().filter_map(|name| ids.get(place(name)?).copied());
    named.chain(nameless).collect()
}
