//! Who is in the list and in which order: worked out once a change, never in a row.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::advice::calls::is_cold;
use crate::app::around::route::List;
use crate::app::language::words::I18n;
use crate::app::parts::kept;
use crate::app::state::AppState;
use crate::book::Book;
use crate::browser;
use crate::figures::overview::{Overview, Standing};
use crate::figures::rhythm::Status;
use crate::figures::segment::Segment;
use crate::lists::base::Base;
use crate::lists::column::Column;
use crate::lists::draft::Draft;
use crate::lists::edit::pen;
use crate::lists::field::Field;
use crate::lists::filter::{Filter, FilterRefusal};
use crate::lists::kind::Verb;
use crate::lists::matcher::{Problem, problems};
use crate::lists::membership::Membership;
use crate::lists::order::{self, Direction};
use crate::lists::reader::Reader;
use crate::lists::text;
use crate::people::list::{self, Members};
use crate::units::calendar::Zone;
use crate::units::id::{CustomerId, ListId};
use crate::units::money::Money;
use crate::units::sorting::sort_by_key;

/// The most columns beside the name: more would not fit on a wide screen.
pub const MOST_COLUMNS: usize = 7;

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
    /// By a column.
    Column(Column, Direction),
}

impl Order {
    /// The orders that are always offered, as a list shows them.
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
            Self::Column(..) => "column",
        }
    }

    /// The order of a name in a form.
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.name() == name).unwrap_or_default()
    }

    /// In which direction a column is the order.
    pub fn by(self, column: Column) -> Option<Direction> {
        match self {
            Self::Column(by, direction) if by == column => Some(direction),
            Self::Column(..)
            | Self::Best
            | Self::Name
            | Self::LastVisit
            | Self::Spent
            | Self::Status
            | Self::Worth => None,
        }
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

/// The columns of a list for which none were chosen.
pub fn usual_columns() -> Vec<Column> {
    [Field::Status, Field::LastVisit, Field::Spent, Field::Segment].map(Column::of).into()
}

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
    kept: RwSignal<Option<ListId>>,
    draft: RwSignal<Draft>,
    is_asking: RwSignal<bool>,
    columns: RwSignal<Vec<Column>>,
    chosen: RwSignal<BTreeSet<CustomerId>>,
    is_written: RwSignal<bool>,
    only_cold: RwSignal<bool>,
    before_writing: StoredValue<Option<Vec<Column>>>,
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
            kept: RwSignal::new(None),
            draft: RwSignal::new(Draft::default()),
            is_asking: RwSignal::new(false),
            columns: RwSignal::new(usual_columns()),
            chosen: RwSignal::new(BTreeSet::new()),
            is_written: RwSignal::new(false),
            only_cold: RwSignal::new(false),
            before_writing: StoredValue::new(None),
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
        self.only_cold.set(false);
        self.order.set(match named {
            Some(List::Top) => Order::Spent,
            Some(List::Active | List::New | List::Asked) | None => Order::Name,
        });
        self.kept.set(None);
        self.draft.set(Draft::default());
        self.is_asking.set(false);
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
    asked: Asked,
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
    /// The rows in sight.
    pub in_sight: RwSignal<(usize, usize)>,
    /// The list that is shown, of those that are kept.
    pub kept: RwSignal<Option<ListId>>,
    /// What is asked of those on the list.
    pub draft: RwSignal<Draft>,
    /// Whether the form for asking is open.
    pub is_asking: RwSignal<bool>,
    /// The columns beside the name.
    pub columns: RwSignal<Vec<Column>>,
    /// Who was chosen to do something with.
    pub chosen: RwSignal<BTreeSet<CustomerId>>,
    /// Whether cells are written in their place.
    pub is_written: RwSignal<bool>,
    /// The columns that were shown before, while others stand in their place.
    before_writing: StoredValue<Option<Vec<Column>>>,
    /// Only those of bought lists who are no customers yet. They are not among everybody.
    pub only_cold: RwSignal<bool>,
    cold: Memo<HashSet<CustomerId>>,
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
        let Wishes {
            kept,
            draft,
            is_asking,
            columns,
            chosen,
            is_written,
            only_cold,
            before_writing,
            ..
        } = wishes;
        let counts = Memo::new(move |_| {
            let overview = state.overview().read();
            BY_CONCERN.map(|status| (status, overview.n_with(status))).into_iter().collect()
        });
        let filter = Memo::new(move |_| state.book().with(|book| draft.read().filter(book)));
        let zone = Memo::new(move |_| state.book().with(|book| book.shop().zone.clone()));
        let zone = Memo::new(move |_| browser::zone(&zone.read()));
        let cold = Memo::new(move |_| {
            state.book().with(|book| {
                let is_cold = |(id, who): &(&CustomerId, &_)| is_cold(book, **id, who);
                let cold = book.customers().iter().filter(is_cold);
                cold.map(|(id, _)| *id).collect::<HashSet<CustomerId>>()
            })
        });
        let asked = Asked {
            state,
            i18n,
            kept,
            filter,
            zone,
            query,
            statuses,
            segment,
            order,
            only_cold,
            cold,
        };
        let ids = asked.ids();
        let in_sight = RwSignal::new((0, 0));
        Self {
            asked,
            query,
            statuses,
            segment,
            order,
            current,
            offset,
            in_sight,
            kept,
            draft,
            is_asking,
            columns,
            chosen,
            is_written,
            before_writing,
            only_cold,
            cold,
            counts,
            ids,
        }
    }

    /// How many are in the list.
    pub fn count(self) -> usize {
        self.ids.read().len()
    }

    /// Everybody in the list, in its order.
    pub fn all(self) -> Vec<CustomerId> {
        self.ids.get()
    }

    /// The customer of a row.
    pub fn at(self, index: usize) -> Option<CustomerId> {
        self.ids.read().get(index).copied()
    }

    /// The customer of a row as it is now.
    pub fn at_untracked(self, index: usize) -> Option<CustomerId> {
        self.ids.read_untracked().get(index).copied()
    }

    /// How many are on bought lists and no customers yet.
    pub fn n_cold(self) -> usize {
        self.cold.read().len()
    }

    /// Shows only those of bought lists, or everybody else again.
    pub fn turn_cold(self) {
        self.only_cold.update(|only| *only = !*only);
        self.current.set(0);
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

    /// Orders by a column, and by the same the other way round.
    pub fn arrange_by(self, column: Column) {
        let direction = match self.order.get_untracked().by(column) {
            Some(Direction::Falling) => Direction::Rising,
            Some(Direction::Rising) => Direction::Falling,
            // Of money, numbers and days the most is looked for; of words the first.
            None if column.field().kind().tests().contains(&Verb::Over) => Direction::Falling,
            None => Direction::Rising,
        };
        self.arrange(Order::Column(column, direction));
    }

    /// Begins to write in the list, or ends it; where no column shown takes it, some that do stand
    /// in the place of the others until then.
    pub fn turn_writing(self) {
        let is_written = !self.is_written.get_untracked();
        let takes_it =
            |column: &Column| self.with_base(|base| pen(base.book(), column.field()).is_some());
        if !is_written {
            if let Some(columns) = self.before_writing.try_update_value(Option::take).flatten() {
                self.columns.set(columns);
            }
        } else if !untrack(|| self.columns.read().iter().any(takes_it)) {
            self.before_writing.set_value(Some(self.columns.get_untracked()));
            let written = [Field::Tag, Field::Likes, Field::KeptBy];
            self.columns.set(written.map(Column::of).into());
        }
        self.is_written.set(is_written);
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

    /// Forgets everything that was asked for.
    pub fn show_all(self) {
        self.open_kept(None);
        self.is_asking.set(false);
        self.statuses.update(BTreeSet::clear);
        self.segment.set(None);
        self.only_cold.set(false);
        self.search(String::new());
    }

    /// Asks for what a text of conditions asks for; what of it is not understood is said.
    pub fn ask(self, conditions: &str) {
        self.show_all();
        let filter = text::parse(conditions).map(|read| read.filter).unwrap_or_default();
        self.asked.state.book().with_untracked(|book| self.draft.set(Draft::of(&filter, book)));
        self.is_asking.set(true);
    }

    /// Shows one of the lists that are kept, or everybody.
    pub fn open_kept(self, kept: Option<ListId>) {
        self.asked.state.book().with_untracked(|book| {
            let list = kept.and_then(|id| book.list(id));
            let filter = list.map(|list| list.members.filter().to_owned()).unwrap_or_default();
            let filter = text::parse(&filter).map(|read| read.filter).unwrap_or_default();
            self.draft.set(Draft::of(&filter, book));
            self.columns.set(list.map_or_else(usual_columns, |list| columns_of(&list.shown, book)));
        });
        self.before_writing.set_value(None);
        self.kept.set(kept);
        self.is_asking.set(kept.is_some());
        self.chosen.update(BTreeSet::clear);
        self.current.set(0);
        self.offset.set(0);
    }

    /// The list that is shown, of those that are kept.
    pub fn list(self) -> Option<list::List> {
        let kept = self.kept.get()?;
        self.asked.state.book().with(|book| book.list(kept).cloned())
    }

    /// Whether the list that is shown is a frozen one.
    pub fn is_frozen(self) -> bool {
        self.list().is_some_and(|list| matches!(list.members, Members::Frozen { .. }))
    }

    /// The filter of what is asked for as far as it is finished.
    pub fn filter(self) -> Result<Filter, FilterRefusal> {
        self.asked.filter.get()
    }

    /// The filter of all that narrows the list, but for what is searched for: as it would be kept.
    pub fn whole_filter(self) -> Filter {
        let asked = self.asked.filter.get().unwrap_or_default();
        with_quick(&asked, &self.statuses.read(), self.segment.get(), self.only_cold.get())
    }

    /// The conditions nobody can fit, and why.
    pub fn problems(self) -> Vec<Problem> {
        let Ok(filter) = self.asked.filter.get() else { return Vec::new() };
        self.with_base(|base| problems(&filter, &base))
    }

    /// Reads from the book and its figures as they are.
    pub fn with_base<R>(self, read: impl FnOnce(Base<'_>) -> R) -> R {
        let asked = self.asked;
        let (book, overview, zone) =
            (asked.state.book().read(), asked.state.overview().read(), asked.zone.read());
        read(asked.base(&book, &overview, &zone))
    }

    /// What is kept of the columns.
    pub fn shown(self) -> String {
        shown(&self.columns.read())
    }
}

/// What is asked for, without who answers it.
#[derive(Clone, Copy)]
struct Asked {
    state: AppState,
    i18n: I18n,
    kept: RwSignal<Option<ListId>>,
    filter: Memo<Result<Filter, FilterRefusal>>,
    zone: Memo<Zone>,
    query: RwSignal<String>,
    statuses: RwSignal<BTreeSet<Option<Status>>>,
    segment: RwSignal<Option<Segment>>,
    order: RwSignal<Order>,
    only_cold: RwSignal<bool>,
    cold: Memo<HashSet<CustomerId>>,
}

impl Asked {
    /// Who answers it, in its order.
    fn ids(self) -> Memo<Vec<CustomerId>> {
        let Self { state, i18n, query, statuses, segment, order, only_cold, cold, .. } = self;
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
        let by_name = Memo::new_with_compare(move |_| by_name(state, i18n), |_, _| true);
        let members = Memo::new(move |_| self.members());
        Memo::new(move |_| {
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
            let members = members.read();
            if let Some(members) = &*members {
                ids.retain(|id| members.contains(id));
            }
            // Whoever is asked for in any way is shown, cold or not.
            let is_everybody = is_blank(&query)
                && members.is_none()
                && statuses.read().is_empty()
                && segment.get().is_none();
            let (only, cold) = (only_cold.get(), cold.read());
            // Where there is nobody else, they are what there is.
            if only || is_everybody && cold.len() < ids.len() {
                ids.retain(|id| cold.contains(id) == only);
            }
            let standings = standings.read();
            let (statuses, segment) = (statuses.read(), segment.get());
            if !statuses.is_empty() || segment.is_some() {
                ids.retain(|id| {
                    let standing = standings.get(id);
                    let has_status = statuses.is_empty() || statuses.contains(&status_of(standing));
                    let is_in = |wanted| standing.is_some_and(|known| known.segment == wanted);
                    has_status && segment.is_none_or(is_in)
                });
            }
            match order {
                Order::Worth => {
                    let worths = worths.read();
                    sort_by_key(&mut ids, |id| Reverse(worths.get(id).copied()));
                }
                Order::Column(column, direction) => self.arrange(&mut ids, column, direction),
                Order::Best | Order::Name | Order::LastVisit | Order::Spent | Order::Status => {
                    arrange(&mut ids, order, &standings);
                }
            }
            ids
        })
    }

    /// Who is on the list that is asked for; `None` for everybody.
    fn members(self) -> Option<HashSet<CustomerId>> {
        let (book, overview) = (self.state.book().read(), self.state.overview().read());
        let kept = self.kept.get().and_then(|id| book.list(id));
        let membership = match kept.map(|list| &list.members) {
            Some(Members::Frozen { customers, .. }) => Membership::Frozen(customers.clone()),
            Some(Members::Live(_)) | None => Membership::Live(self.filter.get().ok()?),
        };
        if membership == Membership::Live(Filter::default()) {
            return None;
        }
        let ids = membership.ids(self.base(&book, &overview, &self.zone.read()));
        Some(ids.into_iter().collect())
    }

    fn base<'a>(self, book: &'a Book, overview: &'a Overview, zone: &'a Zone) -> Base<'a> {
        kept::base(self.i18n, book, overview, zone)
    }

    fn arrange(self, ids: &mut Vec<CustomerId>, column: Column, direction: Direction) {
        let (book, overview, zone) =
            (self.state.book().read(), self.state.overview().read(), self.zone.read());
        let reader = Reader::new(self.base(&book, &overview, &zone));
        order::arrange(ids, &reader, column, direction, |texts| ranks(texts, self.i18n));
    }
}

/// What is asked for together with the filters that are a press away.
fn with_quick(
    asked: &Filter,
    statuses: &BTreeSet<Option<Status>>,
    segment: Option<Segment>,
    only_cold: bool,
) -> Filter {
    use crate::lists::choice::Choice;
    use crate::lists::filter::{Condition, Group, Item, Joined};
    use crate::lists::test::Asked;

    let one_of = |field, choices: Vec<Choice>| {
        let condition = Condition::new(field, Asked::OneOf(choices).wanted()).ok();
        condition.map(Item::Condition)
    };
    let statuses: Vec<Choice> = statuses.iter().copied().map(Choice::Status).collect();
    let yes = |field| Condition::new(field, Asked::Yes.wanted()).ok().map(Item::Condition);
    let quick = [
        one_of(Field::Status, statuses),
        one_of(Field::Segment, segment.map(Choice::Segment).into_iter().collect()),
        only_cold.then(|| yes(Field::BroughtIn)).flatten(),
        only_cold.then(|| one_of(Field::Status, vec![Choice::Status(None)])).flatten(),
    ];
    let mut items: Vec<Item> = quick.into_iter().flatten().collect();
    match asked.group().joined {
        Joined::All => items.extend(asked.group().items.iter().cloned()),
        Joined::Any if items.is_empty() => return asked.clone(),
        Joined::Any => items.push(Item::Group(asked.group().clone())),
    }
    Filter::new(Group::all(items)).unwrap_or_else(|_| asked.clone())
}

/// Columns as they are kept; those that are gone or not understood are left out.
fn columns_of(shown: &str, book: &Book) -> Vec<Column> {
    let columns = shown.split(',').filter_map(|text| Column::parse(text.trim()).ok());
    let columns: Vec<Column> = columns.filter(|column| column.is_there(book)).collect();
    if columns.is_empty() { usual_columns() } else { columns }
}

fn shown(columns: &[Column]) -> String {
    columns.iter().map(|column| column.format()).collect::<Vec<String>>().join(", ")
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
        Some(List::Top | List::New | List::Asked) | None => BTreeSet::new(),
    }
}

/// Orders those that stand by name or by likeness; equals stay as they are.
fn arrange(ids: &mut Vec<CustomerId>, order: Order, standings: &HashMap<CustomerId, Standing>) {
    let standing = |id: &CustomerId| standings.get(id);
    match order {
        Order::Best | Order::Name | Order::Worth | Order::Column(..) => {}
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
/// It is done anew when a customer changes, not when one buys.
fn by_name(state: AppState, i18n: I18n) -> Vec<CustomerId> {
    state.follow_customers();
    let book = state.book().read_untracked();
    let ids: Vec<CustomerId> = book.customers().keys().copied().collect();
    let names: Vec<&str> = book.customers().values().map(|customer| customer.label()).collect();
    let named = sorted(&names, i18n).into_iter().filter(|place| !names[*place].is_empty());
    let nameless = (0..names.len()).filter(|place| names[*place].is_empty());
    named.chain(nameless).map(|place| ids[place]).collect()
}

/// The rank of each text as the language orders them; equal ones have the same.
fn ranks(texts: &[&str], i18n: I18n) -> Vec<u32> {
    let mut ranks = vec![0; texts.len()];
    let (mut rank, mut last) = (0, None);
    for place in sorted(texts, i18n) {
        if last != Some(texts[place]) {
            rank += 1;
            last = Some(texts[place]);
        }
        ranks[place] = rank;
    }
    ranks
}

/// The places of texts as the language orders them.
///
/// The browser sorts the texts itself, each with its place behind it: asking it for every pair
/// from here takes several times as long.
fn sorted(texts: &[&str], i18n: I18n) -> Vec<usize> {
    const MARK: char = '\u{1}';
    let marked = Array::new();
    for (place, text) in texts.iter().enumerate() {
        marked.push(&JsValue::from_str(&format!("{text}{MARK}{place:07}")));
    }
    let locales = Array::of1(&i18n.locale().as_str().into());
    let compare = Intl::Collator::new(&locales, &Object::new()).compare();
    let sort = Reflect::get(&marked, &"sort".into()).ok();
    if let Some(sort) = sort.and_then(|sort| sort.dyn_into::<Function>().ok()) {
        // Sorting strings with the browser's own order cannot fail; unsorted is still complete.
        sort.call1(&marked, &compare).ok();
    }
    let place = |text: JsValue| text.as_string()?.rsplit(MARK).next()?.parse::<usize>().ok();
    marked.iter().filter_map(place).collect()
}
