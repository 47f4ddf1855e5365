//! The sums of the first page and the list of sleepers, kept while single customers change.
//!
//! Each customer has a part in every sum that hangs on their own visits, on the day, and on the
//! usual gaps and the floor of the shop. A purchase takes one customer's part out and puts it in
//! again as it is then; when it moved a usual gap or the floor, all sums are made anew, the next
//! time they are asked for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{MONTH_DAYS, Overview, QUARTER_DAYS, Sleeper};
use crate::figures::retention::{Activity, Retention};
use crate::figures::rhythm::Status;
use crate::figures::visit::{Period, Totals};
use crate::units::calendar::Day;
use crate::units::id::CustomerId;
use crate::units::money::Money;
use crate::units::pace::Pace;

use super::worth::months_parts;

/// Where a sleeper stands: most worth of a word first.
pub(super) type Place = (Reverse<Money>, CustomerId);

/// Sleepers in their places, with their numbers.
pub(super) type Asleep = BTreeMap<Place, (u32, Sleeper)>;

/// Sums over all customers who bought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) n_new: u32,
    pub(super) kept: Retention,
    pub(super) kept_before: Retention,
    pub(super) all: AllTotals,
    pub(super) asleep: AsleepTotals,
    /// One-timers a quarter ago, and how many of them have come since.
    pub(super) n_then: u32,
    pub(super) n_back: u32,
}

/// Everybody's totals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AllTotals {
    pub(super) n_customers: u32,
    pub(super) n_visits: u64,
    pub(super) spent: i128,
    /// Months from first to last, in parts of [`months_parts`].
    pub(super) months_parts: u64,
}

/// The visits of all sleepers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AsleepTotals {
    pub(super) n_sleepers: u32,
    /// By day: how many, and what they brought.
    pub(super) days: BTreeMap<Day, (u32, i128)>,
}

/// Puts a part into a sum, or takes it out.
fn shift<N>(sum: &mut N, part: N, is_there: bool)
where
    N: Copy + std::ops::Add<Output = N> + std::ops::Sub<Output = N>,
{
    *sum = if is_there { *sum + part } else { *sum - part };
}

fn shift_retention(sum: &mut Retention, part: &Retention, is_there: bool) {
    shift(&mut sum.n_start, part.n_start, is_there);
    shift(&mut sum.n_end, part.n_end, is_there);
    shift(&mut sum.n_new, part.n_new, is_there);
    shift(&mut sum.n_kept, part.n_kept, is_there);
}

impl Sums {
    /// The sums over everybody.
    pub(super) async fn of(overview: &Overview, pace: &Pace) -> Self {
        let mut sums = Self::default();
        let count = |number| sums.count(overview, number, true);
        pace.each(overview.figures.visits().customers(), count).await;
        sums
    }

    /// Puts a customer's part in, or takes it out: it must be as it was put in.
    pub(super) fn count(&mut self, overview: &Overview, number: u32, is_there: bool) {
        let (visits, today) = (overview.figures.visits(), overview.today());
        let Some(totals) = visits.totals(number, Period::until(today)) else { return };
        let quarter = Period { from: today.plus(1 - QUARTER_DAYS), to: today };
        let month = Period { from: today.plus(1 - MONTH_DAYS), to: today };
        let before = quarter.before();
        let kept = |before, period| Retention::among(visits, [number], before, period);
        shift(&mut self.n_new, Activity::among(visits, [number], month).n_new, is_there);
        shift_retention(&mut self.kept, &kept(before, quarter), is_there);
        shift_retention(&mut self.kept_before, &kept(before.before(), before), is_there);
        self.all.count(&totals, is_there);
        let rhythm = overview.figures.rhythms().of(number);
        if rhythm.is_some_and(|rhythm| rhythm.status == Status::Asleep) {
            self.asleep.count(overview, number, is_there);
        }
        let (was_one_timer, is_back) = overview.one_timer_then(number);
        shift(&mut self.n_then, u32::from(was_one_timer), is_there);
        shift(&mut self.n_back, u32::from(is_back), is_there);
    }
}

impl AllTotals {
    fn count(&mut self, totals: &Totals, is_there: bool) {
        shift(&mut self.n_customers, 1, is_there);
        shift(&mut self.n_visits, u64::from(totals.n_visits), is_there);
        shift(&mut self.spent, i128::from(totals.takings.spent.0), is_there);
        shift(&mut self.months_parts, months_parts(totals), is_there);
    }

    /// What a visit brought on average.
    pub(super) fn average_check(&self) -> Money {
        per(self.spent, self.n_visits)
    }
}

impl AsleepTotals {
    fn count(&mut self, overview: &Overview, number: u32, is_there: bool) {
        shift(&mut self.n_sleepers, 1, is_there);
        for visit in overview.figures.visits().until(number, overview.today()) {
            let (n, spent) = self.days.entry(visit.day).or_default();
            shift(n, 1, is_there);
            shift(spent, i128::from(visit.takings.spent.0), is_there);
            if *n == 0 {
                self.days.remove(&visit.day);
            }
        }
    }

    /// What a visit of theirs brought on average.
    pub(super) fn average_check(&self) -> Money {
        let (n, spent) = self
            .days
            .values()
            .fold((0, 0), |(n, spent), (more, money)| (n + u64::from(*more), spent + money));
        per(spent, n)
    }

    /// The most that they brought within so many days in a row.
    pub(super) fn best_stretch(&self, n_days: u32) -> Money {
        let n_days = i32::try_from(n_days.max(1)).unwrap_or(i32::MAX);
        let (mut sum, mut best) = (0, 0);
        let mut oldest = self.days.iter().peekable();
        for (day, (_, spent)) in &self.days {
            sum += spent;
            while let Some((_, (_, gone))) = oldest.next_if(|(old, _)| day.since(**old) >= n_days) {
                sum -= gone;
            }
            best = best.max(sum);
        }
        money(best)
    }
}

fn money(amount: i128) -> Money {
    Money(i64::try_from(amount).unwrap_or(i64::MAX))
}

fn per(spent: i128, n: u64) -> Money {
    money(spent).per(u32::try_from(n).unwrap_or(u32::MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_stretch_is_of_days_in_a_row() {
        let paid = [(3, 5), (1, 1), (2, 2), (9, 7), (10, 1)];
        let days = paid.into_iter().map(|(day, n)| (Day(day), (1, n))).collect();
        let asleep = AsleepTotals { n_sleepers: 1, days };
        for (n_days, expected) in [(1, 7), (2, 8), (3, 8), (8, 14), (9, 15), (10, 16), (0, 7)] {
            assert_eq!(asleep.best_stretch(n_days), Money(expected), "{n_days}");
        }
        assert_eq!(AsleepTotals::default().best_stretch(7), Money::ZERO);
    }
}
