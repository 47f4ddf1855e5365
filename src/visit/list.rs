//! The visits of everybody, in memory once and changed one sale at a time.

use crate::calendar::Day;
use crate::visit::{Period, Sale, Totals, Visit, until, within};

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
        let n_sales = n_sales(n_customers, sales);
        let mut visits = Self::with_room(&n_sales);
        let shift = bucket_shift(n_sales.len());
        let mut grouping = Vec::new();
        for (bucket, n_sales) in
            buckets(&n_sales, shift, sales).iter().zip(n_sales.chunks(1 << shift))
        {
            visits.push_customers(n_sales, bucket, &mut grouping);
        }
        let of_nobody = |sale: &&Sale| sale.customer.is_none() && !sale.is_undone();
        visits.strangers = sales.iter().filter(of_nobody).map(Sale::visit).collect();
        let n_strangers = join_days(&mut visits.strangers);
        visits.strangers.truncate(n_strangers);
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

    /// Appends customers with so many sales each; the first of them has the number after the last.
    fn push_customers(&mut self, n_sales: &[u32], bucket: &[Row], grouping: &mut Vec<Visit>) {
        let first = self.n_customers();
        let mut starts = Vec::with_capacity(n_sales.len());
        let mut end = 0;
        for n in n_sales {
            starts.push(end);
            end += *n as usize;
        }
        grouping.clear();
        grouping.resize(end, Visit::default());
        let mut n_visits = vec![0; n_sales.len()];
        for row in bucket {
            let place = (row.customer - first) as usize;
            put(&mut grouping[starts[place]..], &mut n_visits[place], &row.visit);
        }
        for (start, n_visits) in starts.into_iter().zip(n_visits) {
            self.push_customer(&mut grouping[start..start + n_visits]);
        }
    }

    fn push_customer(&mut self, visits: &mut [Visit]) {
        let n_visits = join_days(visits);
        let visits = &visits[..n_visits];
        let place = |n: usize| u32::try_from(n).expect("fewer than 2^32 visits");
        let start = place(self.built.len());
        self.built.extend_from_slice(visits);
        self.places.push(Place::Built { start, end: place(self.built.len()) });
        self.totals.push(Totals::of(visits));
    }

    /// How many customers there are, buyers or not.
    #[must_use]
    pub fn n_customers(&self) -> u32 {
        u32::try_from(self.places.len()).expect("customers are numbered by u32")
    }

    /// Every customer's number.
    pub fn customers(&self) -> impl Iterator<Item = u32> + use<> {
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

/// A sale on its way to its customer.
struct Row {
    customer: u32,
    visit: Visit,
}

/// How many bits of a customer's number tell customers of one bucket apart: some 256 buckets.
fn bucket_shift(n_customers: usize) -> u32 {
    (n_customers / 256).checked_ilog2().map_or(0, |log| log + 1).max(6)
}

/// Divides sales among buckets of neighbouring customers, in the order given.
///
/// Grouping a million sales at once writes all over the memory, each time in a page the processor
/// has to look up; the visits of one bucket fit its cache.
fn buckets(n_sales: &[u32], shift: u32, sales: &[Sale]) -> Vec<Vec<Row>> {
    let room = |n_sales: &[u32]| Vec::with_capacity(n_sales.iter().map(|n| *n as usize).sum());
    let mut buckets: Vec<Vec<Row>> = n_sales.chunks(1 << shift).map(room).collect();
    for sale in sales {
        if let Some(customer) = sale.customer.filter(|_| !sale.is_undone()) {
            buckets[(customer >> shift) as usize].push(Row { customer, visit: sale.visit() });
        }
    }
    buckets
}

/// Puts a sale behind the others of its customer, or into the last visit if it is of that day.
fn put(visits: &mut [Visit], n_visits: &mut usize, visit: &Visit) {
    match visits[..*n_visits].last_mut() {
        Some(last) if last.day == visit.day => last.join(visit),
        _ => {
            visits[*n_visits] = *visit;
            *n_visits += 1;
        }
    }
}

/// Puts visits in order of days, joins those of one day, and tells how many are left in front.
fn join_days(visits: &mut [Visit]) -> usize {
    if visits.is_sorted_by(|a, b| a.day < b.day) {
        return visits.len();
    }
    visits.sort_unstable_by_key(|visit| visit.day);
    let mut last = 0;
    for next in 1..visits.len() {
        let visit = visits[next];
        if visits[last].day == visit.day {
            visits[last].join(&visit);
        } else {
            last += 1;
            visits[last] = visit;
        }
    }
    last + 1
}
