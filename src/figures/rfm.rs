//! RFM: who came lately, who comes often, who spends much.
//!
//! "Which fifth of my customers is each one in?" Three values per customer, each scored 1 to 5 by
//! rank, 5 best: **recency**, days since the last visit (small is good), **frequency**, visits in
//! the window, and **monetary**, money spent in it (Bult and Wansbeek 1995; Hughes 1994).
//!
//! The cuts are tie-safe: cut k of an order of n values is the value at position ceil(k n / 5),
//! and a score is one plus the number of cuts strictly below the value (recency the other way
//! round). Equal customers get equal scores, so a fifth may be empty or larger than a fifth: in a
//! shop where half bought once, nobody has a frequency of 2. The common recipe of ranking first
//! fills every fifth by giving identical customers different scores, in the order of the file.
//!
//! Traps: the purchase models call something else recency (the customer's age at the last
//! purchase) and count only repeat purchases as frequency; these here are the marketer's. And
//! money stays in whole minor units, as sums of fractions break ties at the cuts.

use crate::figures::ranked::Ranked;
use crate::figures::visit::{Period, Totals, Visit, Visits, within};
use crate::units::money::Money;
use crate::units::pace::{Pace, at_once};

/// What a customer is scored by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Values {
    /// Days since the last visit; small is good.
    pub recency_days: u32,
    /// Visits in the window, at least one.
    pub frequency: u32,
    /// Money spent in the window.
    pub monetary: Money,
}

impl Values {
    /// The values of one customer by their visits in order; `None` without a visit in the window.
    #[must_use]
    pub fn of(visits: &[Visit], window: Period) -> Option<Self> {
        Totals::of(within(visits, window)).map(|totals| Self::with(&totals, window))
    }

    fn with(totals: &Totals, window: Period) -> Self {
        Self {
            recency_days: u32::try_from(window.to.since(totals.last)).unwrap_or(0),
            frequency: totals.n_visits,
            monetary: totals.takings.spent,
        }
    }
}

/// Scores of 1 to 5, 5 best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scores {
    /// By recency.
    pub recency: u8,
    /// By frequency.
    pub frequency: u8,
    /// By money.
    pub monetary: u8,
}

/// Where one score ends and the next begins: four limits each, rising; a value at a limit belongs
/// to the lower side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cuts {
    recency_days: [u32; 4],
    frequency: [u32; 4],
    monetary: [Money; 4],
}

/// Why the owner's cuts were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CutsRefusal {
    /// The limits of recency fall somewhere.
    #[error("the limits of recency do not rise")]
    Recency,
    /// The limits of frequency fall somewhere.
    #[error("the limits of frequency do not rise")]
    Frequency,
    /// The limits of money fall somewhere.
    #[error("the limits of money do not rise")]
    Monetary,
}

impl Cuts {
    /// The owner's own limits, each list rising or level, best recency first as it is lowest:
    /// `recency_days` of `[7, 14, 30, 90]` scores 7 days with 5 and 91 with 1.
    ///
    /// # Errors
    /// A list that falls.
    pub fn new(
        recency_days: [u32; 4],
        frequency: [u32; 4],
        monetary: [Money; 4],
    ) -> Result<Self, CutsRefusal> {
        if !recency_days.is_sorted() {
            return Err(CutsRefusal::Recency);
        }
        if !frequency.is_sorted() {
            return Err(CutsRefusal::Frequency);
        }
        if !monetary.is_sorted() {
            return Err(CutsRefusal::Monetary);
        }
        Ok(Self { recency_days, frequency, monetary })
    }

    /// The limits of recency in days.
    #[must_use]
    pub fn recency_days(&self) -> [u32; 4] {
        self.recency_days
    }

    /// The limits of frequency in visits.
    #[must_use]
    pub fn frequency(&self) -> [u32; 4] {
        self.frequency
    }

    /// The limits of money.
    #[must_use]
    pub fn monetary(&self) -> [Money; 4] {
        self.monetary
    }

    /// Scores values.
    #[must_use]
    pub fn score(&self, values: &Values) -> Scores {
        Scores {
            recency: 5 - above(&self.recency_days, values.recency_days),
            frequency: 1 + above(&self.frequency, values.frequency),
            monetary: 1 + above(&self.monetary, values.monetary),
        }
    }

    fn pair<'a>(&self, pairs: &'a mut Pairs, values: &Values) -> &'a mut (u32, Money) {
        let recency = 4 - above(&self.recency_days, values.recency_days);
        let frequency = above(&self.frequency, values.frequency);
        &mut pairs[usize::from(recency)][usize::from(frequency)]
    }
}

/// How many limits lie strictly below the value, 0 to 4.
fn above<T: Ord + Copy>(cuts: &[T; 4], value: T) -> u8 {
    cuts.iter().map(|cut| u8::from(*cut < value)).sum()
}

/// How many customers have each score, 1 to 5 in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScoreCounts {
    /// By recency.
    pub recency: [u32; 5],
    /// By frequency.
    pub frequency: [u32; 5],
    /// By money.
    pub monetary: [u32; 5],
}

/// The whole base scored on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RfmTable {
    values: Vec<Option<Values>>,
    recency: Ranked<u32>,
    frequency: Ranked<u32>,
    monetary: Ranked<Money>,
    owner_cuts: Option<Cuts>,
    window: Period,
    cuts: Option<Cuts>,
    pairs: Pairs,
}

/// How many customers have a pair of scores, and what they spent: by recency 1 to 5, then by
/// frequency 1 to 5.
pub type Pairs = [[(u32, Money); 5]; 5];

impl RfmTable {
    /// Scores everybody with a visit in the window, whose last day is the day of the figure.
    ///
    /// By quintiles of the base, or by the owner's cuts. Customers without a visit in the window
    /// have no scores and move nobody's cuts.
    #[must_use]
    pub fn new(visits: &Visits, window: Period, owner_cuts: Option<Cuts>) -> Self {
        at_once(async |pace| Self::paced(visits, window, owner_cuts, pace).await)
    }

    /// As [`new`](Self::new), at a pace.
    pub async fn paced(
        visits: &Visits,
        window: Period,
        owner_cuts: Option<Cuts>,
        pace: &Pace,
    ) -> Self {
        let totals = visits.customers().map(|customer| visits.totals(customer, window));
        let value = |totals: Option<Totals>| totals.map(|totals| Values::with(&totals, window));
        let values: Vec<Option<Values>> = totals.map(value).collect();
        pace.rest().await;
        let known = || values.iter().flatten();
        let recency = Ranked::new(known().map(|values| values.recency_days).collect());
        pace.rest().await;
        let frequency = Ranked::new(known().map(|values| values.frequency).collect());
        pace.rest().await;
        let monetary = Ranked::new(known().map(|values| values.monetary).collect());
        pace.rest().await;
        let (cuts, pairs) = (None, Pairs::default());
        let mut table =
            Self { values, recency, frequency, monetary, owner_cuts, window, cuts, pairs };
        table.cuts = table.cuts_now();
        table.count();
        table
    }

    /// Values one customer anew after their visits changed; the cuts with them.
    ///
    /// `visits` are all of theirs, in order.
    pub fn update(&mut self, customer: u32, visits: &[Visit]) {
        let place = customer as usize;
        if place >= self.values.len() {
            self.values.resize(place + 1, None);
        }
        let new = Values::of(visits, self.window);
        let old = std::mem::replace(&mut self.values[place], new);
        let (old, new) = (old.as_ref(), new.as_ref());
        let recency = |values: &Values| values.recency_days;
        let frequency = |values: &Values| values.frequency;
        let monetary = |values: &Values| values.monetary;
        self.recency.replace(old.map(recency), new.map(recency));
        self.frequency.replace(old.map(frequency), new.map(frequency));
        self.monetary.replace(old.map(monetary), new.map(monetary));
        self.recount(old, new);
    }

    /// Counts one customer anew, or everybody where the cuts have moved.
    fn recount(&mut self, old: Option<&Values>, new: Option<&Values>) {
        let cuts = self.cuts_now();
        if cuts != self.cuts {
            self.cuts = cuts;
            self.count();
            return;
        }
        let Some(cuts) = cuts else { return };
        if let Some(old) = old {
            let (n_customers, spent) = cuts.pair(&mut self.pairs, old);
            *n_customers -= 1;
            *spent = *spent - old.monetary;
        }
        if let Some(new) = new {
            let (n_customers, spent) = cuts.pair(&mut self.pairs, new);
            *n_customers += 1;
            *spent += new.monetary;
        }
    }

    fn count(&mut self) {
        let mut pairs = Pairs::default();
        if let Some(cuts) = self.cuts {
            for values in self.values.iter().flatten() {
                let (n_customers, spent) = cuts.pair(&mut pairs, values);
                *n_customers += 1;
                *spent += values.monetary;
            }
        }
        self.pairs = pairs;
    }

    fn cuts_now(&self) -> Option<Cuts> {
        self.owner_cuts.or_else(|| {
            Some(Cuts {
                recency_days: quintiles(&self.recency)?,
                frequency: quintiles(&self.frequency)?,
                monetary: quintiles(&self.monetary)?,
            })
        })
    }

    /// The window the values are of.
    #[must_use]
    pub fn window(&self) -> Period {
        self.window
    }

    /// The cuts in force: the owner's, else the quintiles; `None` when nobody bought.
    #[must_use]
    pub fn cuts(&self) -> Option<Cuts> {
        self.cuts
    }

    /// A customer's values; `None` without a visit in the window.
    #[must_use]
    pub fn values(&self, customer: u32) -> Option<Values> {
        self.values.get(customer as usize).copied().flatten()
    }

    /// A customer's scores; `None` without a visit in the window.
    #[must_use]
    pub fn scores(&self, customer: u32) -> Option<Scores> {
        Some(self.cuts()?.score(&self.values(customer)?))
    }

    /// Values and scores of everybody, in the order of customers; `None` without a visit.
    pub fn iter(&self) -> impl Iterator<Item = Option<(Values, Scores)>> {
        let cuts = self.cuts();
        self.values.iter().map(move |values| {
            let values = (*values)?;
            Some((values, cuts?.score(&values)))
        })
    }

    /// How many customers have each pair of scores, and what they spent.
    #[must_use]
    pub fn pairs(&self) -> &Pairs {
        &self.pairs
    }

    /// How many customers have each score.
    #[must_use]
    pub fn counts(&self) -> ScoreCounts {
        let mut counts = ScoreCounts::default();
        for (_, scores) in self.iter().flatten() {
            counts.recency[usize::from(scores.recency) - 1] += 1;
            counts.frequency[usize::from(scores.frequency) - 1] += 1;
            counts.monetary[usize::from(scores.monetary) - 1] += 1;
        }
        counts
    }
}

fn quintiles<T: Ord + Copy>(ranked: &Ranked<T>) -> Option<[T; 4]> {
    Some([ranked.cut(1, 5)?, ranked.cut(2, 5)?, ranked.cut(3, 5)?, ranked.cut(4, 5)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::Sale;
    use crate::units::calendar::Day;

    fn sale(customer: u32, day: i32, paid: i64) -> Sale {
        let (paid, refunded) = (Money(paid), Money::ZERO);
        Sale { customer: Some(customer), day: Day(day), paid, refunded, cost: None }
    }

    #[test]
    fn five_different_customers_get_five_different_scores() {
        let sales: Vec<Sale> = (0..5)
            .flat_map(|customer| (0..=customer).map(move |visit| (customer, visit)))
            .map(|(customer, visit)| sale(customer, i32::try_from(visit).unwrap(), 10))
            .collect();
        let table = RfmTable::new(&Visits::new(0, &sales), Period::until(Day(10)), None);
        for customer in 0..5 {
            let score = u8::try_from(customer + 1).unwrap();
            let expected = Scores { recency: score, frequency: score, monetary: score };
            assert_eq!(table.scores(customer), Some(expected));
        }
    }

    #[test]
    fn equal_customers_get_equal_scores() {
        let sales: Vec<Sale> = (0..7).map(|customer| sale(customer, 3, 10)).collect();
        let table = RfmTable::new(&Visits::new(9, &sales), Period::until(Day(10)), None);
        assert_eq!(table.counts().recency, [0, 0, 0, 0, 7]);
        assert_eq!(table.counts().frequency, [7, 0, 0, 0, 0]);
        assert_eq!(table.scores(8), None);
    }

    #[test]
    fn the_owner_may_set_the_limits() {
        let money = [10, 20, 30, 40].map(Money);
        let cuts = Cuts::new([7, 14, 30, 90], [1, 2, 3, 4], money).expect("cuts");
        let check = |recency_days, frequency, monetary, expected| {
            let scores = cuts.score(&Values { recency_days, frequency, monetary: Money(monetary) });
            assert_eq!((scores.recency, scores.frequency, scores.monetary), expected);
        };
        check(7, 1, 10, (5, 1, 1));
        check(8, 2, 11, (4, 2, 2));
        check(91, 5, 41, (1, 5, 5));
        assert_eq!(Cuts::new([7, 6, 8, 9], [1; 4], money), Err(CutsRefusal::Recency));
    }

    #[test]
    fn only_visits_in_the_window_count() {
        let visits = Visits::new(0, &[sale(0, 1, 5), sale(0, 9, 5), sale(0, 20, 5)]);
        let check = |from, to, expected| {
            let values = Values::of(visits.of(0), Period { from: Day(from), to: Day(to) });
            assert_eq!(values.map(|values| (values.recency_days, values.frequency)), expected);
        };
        check(0, 10, Some((1, 2)));
        check(2, 10, Some((1, 1)));
        check(10, 19, None);
        check(10, 9, None);
    }
}
