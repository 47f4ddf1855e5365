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
        let starts = starts(n_customers, sales);
        let n_sales = starts.last().map_or(0, |all| *all as usize);
        let mut built = vec![Visit::default(); n_sales];
        let mut ends = starts[..starts.len() - 1].to_vec();
        for (customer, sale) in counted(sales) {
            put(
                &mut built[starts[customer] as usize..],
                starts[customer],
                &mut ends[customer],
                sale,
            );
        }
        let (mut places, mut totals) = (Vec::new(), Vec::new());
        places.reserve_exact(ends.len());
        totals.reserve_exact(ends.len());
        for (start, end) in starts.into_iter().zip(ends) {
            let visits = &mut built[start as usize..end as usize];
            let n_visits = join_days(visits);
            totals.push(Totals::of(&visits[..n_visits]));
            let n_visits = u32::try_from(n_visits).expect("no more visits than sales");
            places.push(Place::Built { start, end: start + n_visits });
        }
        let of_nobody = |sale: &&Sale| sale.customer.is_none() && !sale.is_undone();
        let mut strangers: Vec<Visit> = sales.iter().filter(of_nobody).map(Sale::visit).collect();
        let n_strangers = join_days(&mut strangers);
        strangers.truncate(n_strangers);
        Self { places, totals, built, changed: Vec::new(), strangers }
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

/// The sales that count, with the number of their buyer.
fn counted(sales: &[Sale]) -> impl Iterator<Item = (usize, &Sale)> {
    let known = |sale: &Sale| Some(sale.customer? as usize);
    sales.iter().filter_map(move |sale| Some((known(sale)?, sale)).filter(|_| !sale.is_undone()))
}

/// Where each customer's sales begin when they stand in order of customers, and where all end.
fn starts(n_customers: u32, sales: &[Sale]) -> Vec<u32> {
    let mut n_sales = vec![0_u32; n_customers as usize];
    for (customer, _) in counted(sales) {
        if customer >= n_sales.len() {
            n_sales.resize(customer + 1, 0);
        }
        n_sales[customer] += 1;
    }
    let mut start = 0;
    for n in &mut n_sales {
        (start, *n) = (start + *n, start);
    }
    n_sales.push(start);
    n_sales
}

/// Puts a sale behind the others of its customer, or into the last visit if it is of that day.
fn put(visits: &mut [Visit], start: u32, end: &mut u32, sale: &Sale) {
    let visit = sale.visit();
    let n_visits = (*end - start) as usize;
    match visits[..n_visits].last_mut() {
        Some(last) if last.day == visit.day => last.join(&visit),
        _ => {
            visits[n_visits] = visit;
            *end += 1;
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
