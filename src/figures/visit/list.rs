//! The visits of everybody, in memory once and changed one sale at a time.
//!
//! # The layout
//!
//! ```text
//! places   0: 0..3         1: 3..5   2: list 0   3: 5..9        by customer
//! built    ▪ ▪ ▪           ▪ ▪       ·           ▪ ▪ ▪ ▪        one piece, customer by customer
//! changed                            0: ▪ ▪                     lists of their own
//! ```
//!
//! Grouping is two counting sorts. The first deals the sales out to some 256 buckets of
//! neighbouring customers; the second puts the places of one bucket's sales in order of customers
//! and appends their visits. One sort over all customers would write all over the memory, each
//! time to a page the processor has to look up; a bucket fits its cache. Both keep the order
//! given, so what came in order of days still is, and need not be sorted.

use crate::figures::visit::{Period, Sale, Takings, Totals, Visit, until, within};
use crate::units::calendar::Day;
use crate::units::money::Money;
use crate::units::pace::{Pace, at_once};

/// The visits of everybody, oldest first, by customer.
///
/// They stand in one piece, as they are read from end to end for every figure; the list of a
/// customer moves out of it with the first change.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    places: Vec<Place>,
    totals: Vec<Option<Totals>>,
    built: Vec<Visit>,
    changed: Vec<Vec<Visit>>,
    strangers: Vec<Visit>,
}

/// Where the visits of a customer are.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// In the piece built at first.
    Built { start: u32, end: u32 },
    /// In the list with this number, changed since.
    Changed(u32),
}

impl Place {
    const NOWHERE: Self = Self::Built { start: 0, end: 0 };
}

impl Visits {
    /// Groups sales given in any order; those in order of days are grouped fastest.
    ///
    /// There are at least `n_customers` customers, whether they bought or not; a sale to a
    /// customer beyond makes the list longer, so numbers should be dense.
    #[must_use]
    pub fn new(n_customers: u32, sales: &[Sale]) -> Self {
        at_once(async |pace| Self::paced(n_customers, sales, pace).await)
    }

    /// As [`new`](Self::new), at a pace.
    pub async fn paced(n_customers: u32, sales: &[Sale], pace: &Pace) -> Self {
        let n_sales = n_sales(n_customers, sales);
        pace.rest().await;
        let mut visits = Self::with_room(&n_sales);
        let shift = bucket_shift(n_sales.len());
        let buckets = visits.deal(&n_sales, shift, sales, pace).await;
        let mut order = Vec::new();
        for (bucket, n_sales) in buckets.into_iter().zip(n_sales.chunks(1 << shift)) {
            visits.push_customers(n_sales, &bucket, &mut order);
            pace.rest().await;
        }
        join_days(&mut visits.strangers, 0);
        visits
    }

    fn with_room(n_sales: &[u32]) -> Self {
        Self {
            places: Vec::with_capacity(n_sales.len()),
            totals: Vec::with_capacity(n_sales.len()),
            built: Vec::with_capacity(n_sales.iter().map(|n| *n as usize).sum()),
            changed: Vec::new(),
            strangers: Vec::new(),
        }
    }

    /// Deals sales out to buckets of neighbouring customers, in the order given; those of nobody
    /// known stay here.
    async fn deal(
        &mut self,
        n_sales: &[u32],
        shift: u32,
        sales: &[Sale],
        pace: &Pace,
    ) -> Vec<Vec<Row>> {
        let room = |n_sales: &[u32]| Vec::with_capacity(n_sales.iter().map(|n| *n as usize).sum());
        let mut buckets: Vec<Vec<Row>> = n_sales.chunks(1 << shift).map(room).collect();
        let counted = sales.iter().filter(|sale| !sale.is_undone());
        let deal = |sale: &Sale| match sale.customer {
            Some(customer) => {
                buckets[(customer >> shift) as usize].push(Row::of(customer, sale));
            }
            None => self.strangers.push(sale.visit()),
        };
        pace.each(counted, deal).await;
        buckets
    }

    /// Appends customers with so many sales each; the first of them has the number after the last.
    fn push_customers(&mut self, n_sales: &[u32], bucket: &[Row], order: &mut Vec<u32>) {
        let first = self.n_customers();
        // Where the next sale of each customer goes; in the end, where their sales end.
        let mut ends = Vec::with_capacity(n_sales.len());
        let mut end = 0;
        for n in n_sales {
            ends.push(end);
            end += *n as usize;
        }
        order.resize(bucket.len(), 0);
        for (place, row) in (0..).zip(bucket) {
            let end = &mut ends[(row.customer - first) as usize];
            order[*end] = place;
            *end += 1;
        }
        let mut start = 0;
        for end in ends {
            self.push_customer(order[start..end].iter().map(|place| &bucket[*place as usize]));
            start = end;
        }
    }

    fn push_customer<'a>(&mut self, rows: impl Iterator<Item = &'a Row>) {
        let start = self.built.len();
        self.built.extend(rows.map(Row::visit));
        join_days(&mut self.built, start);
        let place = |n: usize| u32::try_from(n).expect("fewer than 2^32 visits");
        self.places.push(Place::Built { start: place(start), end: place(self.built.len()) });
        self.totals.push(Totals::of(&self.built[start..]));
    }

    /// How many customers there are, buyers or not.
    #[must_use]
    pub fn n_customers(&self) -> u32 {
        u32::try_from(self.places.len()).expect("customers are numbered by u32")
    }

    /// Every customer's number.
    pub fn customers(&self) -> std::ops::Range<u32> {
        0..self.n_customers()
    }

    /// All visits of a customer, oldest first, those of days to come with them; empty for a
    /// number nobody has.
    #[must_use]
    pub fn of(&self, customer: u32) -> &[Visit] {
        match self.places.get(customer as usize) {
            Some(Place::Built { start, end }) => &self.built[*start as usize..*end as usize],
            Some(Place::Changed(list)) => &self.changed[*list as usize],
            None => &[],
        }
    }

    /// The visits of a customer up to and with a day: what every figure counts.
    #[must_use]
    pub fn until(&self, customer: u32, today: Day) -> &[Visit] {
        until(self.of(customer), today)
    }

    /// The visits of a customer within a period.
    #[must_use]
    pub fn within(&self, customer: u32, period: Period) -> &[Visit] {
        within(self.of(customer), period)
    }

    /// The visits of a customer within a period in a few numbers; `None` when there are none.
    #[must_use]
    pub fn totals(&self, customer: u32, period: Period) -> Option<Totals> {
        let all = self.totals.get(customer as usize).copied().flatten()?;
        if period.holds(all.first) && period.holds(all.last) {
            return Some(all);
        }
        Totals::of(self.within(customer, period))
    }

    /// What buyers nobody knows bought within a period: one entry a day, each of its purchases
    /// a visit of its own.
    #[must_use]
    pub fn strangers(&self, period: Period) -> &[Visit] {
        within(&self.strangers, period)
    }

    /// The day of the first visit of anybody known, up to and with `today`.
    #[must_use]
    pub fn first_day(&self, today: Day) -> Option<Day> {
        let first = self.totals.iter().flatten().map(|totals| totals.first).min()?;
        (first <= today).then_some(first)
    }

    /// Counts one more sale.
    pub fn add(&mut self, sale: &Sale) {
        if sale.is_undone() {
            return;
        }
        let visit = sale.visit();
        self.change(sale.customer, |visits| {
            match visits.binary_search_by_key(&visit.day, |other| other.day) {
                Ok(place) => visits[place].join(&visit),
                Err(place) => visits.insert(place, visit),
            }
        });
    }

    /// Stops counting a sale that was counted: deleted, or about to be added again changed.
    ///
    /// A sale must go out as it came in; one on a day without a visit is passed over.
    pub fn remove(&mut self, sale: &Sale) {
        if sale.is_undone() {
            return;
        }
        let visit = sale.visit();
        self.change(sale.customer, |visits| {
            let found = visits.binary_search_by_key(&visit.day, |other| other.day);
            if let Ok(place) = found {
                visits[place].n_purchases -= 1;
                visits[place].takings -= visit.takings;
                if visits[place].n_purchases == 0 {
                    visits.remove(place);
                }
            }
        });
    }

    /// Makes room for customers up to this many.
    pub fn grow(&mut self, n_customers: u32) {
        if self.n_customers() < n_customers {
            self.places.resize(n_customers as usize, Place::NOWHERE);
            self.totals.resize(n_customers as usize, None);
        }
    }

    fn change(&mut self, customer: Option<u32>, change: impl FnOnce(&mut Vec<Visit>)) {
        let Some(customer) = customer else {
            change(&mut self.strangers);
            return;
        };
        self.grow(customer.saturating_add(1));
        let list = self.own_list(customer);
        change(list);
        self.totals[customer as usize] = Totals::of(list);
    }

    fn own_list(&mut self, customer: u32) -> &mut Vec<Visit> {
        let place = &mut self.places[customer as usize];
        let list = match *place {
            Place::Changed(list) => list as usize,
            Place::Built { start, end } => {
                self.changed.push(self.built[start as usize..end as usize].to_vec());
                let list = self.changed.len() - 1;
                *place = Place::Changed(u32::try_from(list).expect("a list for each customer"));
                list
            }
        };
        &mut self.changed[list]
    }
}

// Not derived: the same visits are the same wherever they stand.
impl PartialEq for Visits {
    fn eq(&self, other: &Self) -> bool {
        self.n_customers() == other.n_customers()
            && self.strangers == other.strangers
            && self.customers().all(|customer| self.of(customer) == other.of(customer))
    }
}

impl Eq for Visits {}

/// How many sales each customer has.
fn n_sales(n_customers: u32, sales: &[Sale]) -> Vec<u32> {
    let mut n_sales = vec![0_u32; n_customers as usize];
    for customer in sales.iter().filter(|sale| !sale.is_undone()).filter_map(|sale| sale.customer) {
        let customer = customer as usize;
        if customer >= n_sales.len() {
            n_sales.resize(customer + 1, 0);
        }
        n_sales[customer] += 1;
    }
    n_sales
}

/// A sale on its way to its customer: no more bytes than its visit can be made of again, as all
/// of them travel through memory.
struct Row {
    customer: u32,
    day: Day,
    spent: Money,
    /// Below zero when it is not known; an `Option` would make the row a third longer.
    cost: Money,
}

impl Row {
    fn of(customer: u32, sale: &Sale) -> Self {
        let Visit { day, takings, .. } = sale.visit();
        let cost = if sale.cost.is_some() { takings.cost } else { Money(-1) };
        Self { customer, day, spent: takings.spent, cost }
    }

    fn visit(&self) -> Visit {
        let is_known = self.cost >= Money::ZERO;
        let costed = if is_known { self.spent } else { Money::ZERO };
        let takings = Takings { spent: self.spent, costed, cost: self.cost.max(Money::ZERO) };
        Visit { day: self.day, n_purchases: 1, takings }
    }
}

/// How many bits of a customer's number tell customers of one bucket apart: some 256 buckets.
fn bucket_shift(n_customers: usize) -> u32 {
    (n_customers / 256).checked_ilog2().map_or(0, |log| log + 1).max(6)
}

/// Puts the visits from `start` on in order of days and joins those of one day.
fn join_days(visits: &mut Vec<Visit>, start: usize) {
    let unsorted = &mut visits[start..];
    if unsorted.is_sorted_by(|a, b| a.day < b.day) {
        return;
    }
    // Those of one day are added up, so their order among themselves does not show.
    unsorted.sort_unstable_by_key(|visit| visit.day);
    let mut last = start;
    for next in start + 1..visits.len() {
        let visit = visits[next];
        if visits[last].day == visit.day {
            visits[last].join(&visit);
        } else {
            last += 1;
            visits[last] = visit;
        }
    }
    visits.truncate(last + 1);
}
