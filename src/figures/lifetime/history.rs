//! What the models are told: each customer's visits, and the three numbers they boil down to.
//!
//! Most disagreements between two programs over the same purchases begin here, so the rules are
//! few and fixed. All purchases of one day are one visit, and their money is added. The first
//! visit starts the customer's life and is not a repeat. Visits after the day the figures are for
//! are not seen. A visit that cost nothing is a visit, but says nothing of what a visit is worth.

use crate::units::calendar::Day;
use crate::units::money::Money;

/// Days in a week, the models' unit of time.
pub const DAYS_PER_WEEK: f64 = 7.0;

/// All purchases of one customer on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The day.
    pub day: Day,
    /// What was spent that day; refunds may bring it to zero or below.
    pub spent: Money,
}

/// One customer's visits, oldest first, one for each day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History(Vec<Visit>);

impl History {
    /// The visits made of purchases in any order, those of one day joined.
    #[must_use]
    pub fn new(purchases: impl IntoIterator<Item = (Day, Money)>) -> Self {
        let mut visits: Vec<Visit> =
            purchases.into_iter().map(|(day, spent)| Visit { day, spent }).collect();
        visits.sort_unstable_by_key(|visit| (visit.day, visit.spent));
        visits.dedup_by(|later, kept| {
            let same_day = later.day == kept.day;
            if same_day {
                kept.spent += later.spent;
            }
            same_day
        });
        Self(visits)
    }

    /// All visits, oldest first.
    #[must_use]
    pub fn visits(&self) -> &[Visit] {
        &self.0
    }

    /// The visits up to and including a day.
    #[must_use]
    pub fn until(&self, today: Day) -> &[Visit] {
        &self.0[..self.0.partition_point(|visit| visit.day <= today)]
    }

    /// The days between one visit and the next, oldest first, up to a day.
    pub fn gaps_days(&self, today: Day) -> impl Iterator<Item = f64> + '_ {
        self.until(today).windows(2).map(|pair| f64::from(pair[1].day.since(pair[0].day)))
    }

    /// What the models of visits need, as of a day; `None` if there is no visit yet.
    #[must_use]
    pub fn track(&self, today: Day) -> Option<Track> {
        let visits = self.until(today);
        let (first, last) = (visits.first()?.day, visits.last()?.day);
        let log_gaps = self.gaps_days(today).map(|days| (days / DAYS_PER_WEEK).ln()).sum();
        Some(Track {
            repeats: u32::try_from(visits.len() - 1).unwrap_or(u32::MAX),
            last: f64::from(last.since(first)) / DAYS_PER_WEEK,
            age: f64::from(today.since(first)) / DAYS_PER_WEEK,
            log_gaps,
        })
    }

    /// What the model of spending needs, in minor units, as of a day; `None` for a customer whose
    /// repeat visits are none or brought nothing.
    #[must_use]
    pub fn spend(&self, today: Day) -> Option<Spend> {
        let repeats = self.until(today).get(1..)?;
        let sum: Money = repeats.iter().map(|visit| visit.spent).sum();
        let n_repeats = u32::try_from(repeats.len()).unwrap_or(u32::MAX);
        (sum > Money::ZERO && n_repeats > 0)
            .then(|| Spend { repeats: n_repeats, average: sum.as_f64() / f64::from(n_repeats) })
    }
}

/// What the models of visits know of one customer, in weeks (or any one unit of time, as long as
/// it is the same throughout).
///
/// The literature calls `repeats` x or frequency, `last` t_x or recency, and `age` T. Its recency
/// is the customer's age at the last visit, where *large* is good; everywhere else in Regulars
/// recency is the time since the last visit, where small is good.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Track {
    /// Visits after the first.
    pub repeats: u32,
    /// From the first visit to the last; 0 if there was only one.
    pub last: f64,
    /// From the first visit to today; not less than `last`.
    pub age: f64,
    /// The sum of the logarithms of the gaps between visits; only regular rhythms
    /// (a [`regularity`](super::Bg::regularity) above 1) look at it.
    pub log_gaps: f64,
}

/// What the model of spending knows of one customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spend {
    /// Visits after the first, 1 or more.
    pub repeats: u32,
    /// Average of these visits, above 0, in any one unit of money.
    pub average: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(purchases: &[(i32, i64)]) -> History {
        History::new(purchases.iter().map(|&(day, minor)| (Day(day), Money(minor))))
    }

    #[test]
    fn purchases_of_one_day_are_one_visit() {
        let visits = history(&[(17, 500), (3, 100), (17, 250)]);
        assert_eq!(visits, history(&[(3, 100), (17, 750)]));
        assert_eq!(visits.gaps_days(Day(99)).collect::<Vec<_>>(), [14.0]);
    }

    #[test]
    fn a_track_counts_repeats_from_the_first_visit() {
        let check = |purchases: &[(i32, i64)], today: i32, expected: Option<(u32, f64, f64)>| {
            let track = history(purchases).track(Day(today));
            assert_eq!(track.map(|it| (it.repeats, it.last, it.age)), expected);
        };
        check(&[], 70, None);
        check(&[(80, 1)], 70, None);
        check(&[(0, 1)], 70, Some((0, 0.0, 10.0)));
        check(&[(0, 1), (35, 1), (80, 1)], 70, Some((1, 5.0, 10.0)));
    }

    #[test]
    fn spending_looks_at_repeat_visits_only() {
        let check = |purchases: &[(i32, i64)], expected: Option<(u32, f64)>| {
            let spend = history(purchases).spend(Day(99));
            assert_eq!(spend.map(|it| (it.repeats, it.average)), expected);
        };
        check(&[(1, 900)], None);
        check(&[(1, 900), (2, 0)], None);
        check(&[(1, 900), (2, -50), (3, 20)], None);
        check(&[(1, 900), (2, 0), (3, 500)], Some((2, 250.0)));
    }
}
