//! Cohorts: customers who first bought in the same month, and how many of them bought later.

use crate::figures::visit::{Period, Visit, Visits, until};
use crate::units::calendar::{Day, Month};
use crate::units::pace::{Pace, at_once};

/// Two hundred years: a clock set wrong must not fill the memory.
const LONGEST_MONTHS: i32 = 2400;

/// Customers who first bought in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// The month of their first purchase.
    pub month: Month,
    /// How many of them bought in that month (all), the next, and so on up to the last month
    /// observed; a month in which nobody bought is 0, one still to come is not there.
    pub n_active: Vec<u32>,
}

/// All cohorts up to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohorts {
    today: Day,
    /// By month of first purchase, without gaps from the first of all; then by months since.
    counts: std::collections::BTreeMap<Month, Vec<u32>>,
}

impl Cohorts {
    /// Counts everybody's visits up to and with a day.
    #[must_use]
    pub fn new(visits: &Visits, today: Day) -> Self {
        at_once(async |pace| Self::paced(visits, today, pace).await)
    }

    /// As [`new`](Self::new), at a pace.
    pub async fn paced(visits: &Visits, today: Day, pace: &Pace) -> Self {
        let mut cohorts = Self { today, counts: std::collections::BTreeMap::new() };
        let months = MonthOf::of_days(visits.first_day(today).unwrap_or(today), today);
        let count = |customer| cohorts.count(visits.of(customer), true, &months);
        pace.each(visits.customers(), count).await;
        cohorts
    }

    /// Counts one customer anew: their visits in order as they were, and as they are.
    pub fn update(&mut self, old: &[Visit], new: &[Visit]) {
        self.count(old, false, &MonthOf::default());
        self.count(new, true, &MonthOf::default());
    }

    fn count(&mut self, visits: &[Visit], in_or_out: bool, months: &MonthOf) {
        let visits = until(visits, self.today);
        let Some(first) = visits.first() else {
            return;
        };
        let cohort = months.month(first.day);
        let n_months = (self.today.month().0 - cohort.0 + 1).min(LONGEST_MONTHS);
        let empty = || vec![0; usize::try_from(n_months).unwrap_or(0)];
        let counts = self.counts.entry(cohort).or_insert_with(empty);
        let mut counted = Month(i32::MIN);
        for visit in visits {
            let month = months.month(visit.day);
            // Added up rather than skipped: whether a visit is the first of its month is a coin
            // that no processor guesses.
            let is_first = u32::from(month != counted);
            counted = month;
            let place = usize::try_from(month.0 - cohort.0).expect("visits are in order");
            if let Some(n) = counts.get_mut(place) {
                *n = if in_or_out { *n + is_first } else { n.saturating_sub(is_first) };
            }
        }
        if counts[0] == 0 {
            self.counts.remove(&cohort);
        }
    }

    /// The cohorts, oldest first; a month without newcomers has none.
    #[must_use]
    pub fn list(&self) -> Vec<Cohort> {
        let cohort = |(month, counts): (&Month, &Vec<u32>)| Cohort {
            month: *month,
            n_active: counts.clone(),
        };
        self.counts.iter().map(cohort).collect()
    }

    /// Whether the last month is not over, so that its counts may still grow.
    #[must_use]
    pub fn is_last_month_partial(&self) -> bool {
        self.today.plus(1).month() == self.today.month()
    }

    /// Which part of the customers bought in the n-th month after their first, weighted by the
    /// size of the cohorts, among those that have been observed so long; `None` if none has.
    #[must_use]
    pub fn retention(&self, n_months: u32) -> Option<f64> {
        let (mut size, mut active) = (0_u64, 0_u64);
        for counts in self.counts.values() {
            if let Some(n_active) = counts.get(n_months as usize) {
                size += u64::from(counts[0]);
                active += u64::from(*n_active);
            }
        }
        (size > 0).then(|| share(active, size))
    }

    /// For how many months after their first the oldest cohort has been observed.
    #[must_use]
    pub fn n_months(&self) -> u32 {
        let longest = self.counts.values().next().map_or(0, |counts| counts.len() - 1);
        u32::try_from(longest).unwrap_or(u32::MAX)
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 customers")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

/// The months of days, looked up rather than worked out for each of a million visits.
#[derive(Default)]
struct MonthOf {
    first: Day,
    months: Vec<Month>,
}

impl MonthOf {
    /// Longer than any shop's history: two hundred years of days.
    const MOST_DAYS: u32 = 73_050;

    fn of_days(first: Day, last: Day) -> Self {
        let n_days = Period { from: first, to: last }.n_days().min(Self::MOST_DAYS) as usize;
        let mut months = Vec::with_capacity(n_days);
        let mut month = first.month();
        while months.len() < n_days {
            let next = month.plus(1);
            let until = usize::try_from(next.first_day().since(first)).unwrap_or(n_days);
            months.resize(until.clamp(months.len() + 1, n_days), month);
            month = next;
        }
        Self { first, months }
    }

    fn month(&self, day: Day) -> Month {
        let place = usize::try_from(day.since(self.first)).ok();
        let known = place.and_then(|place| self.months.get(place).copied());
        known.unwrap_or_else(|| day.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::Sale;
    use crate::units::money::Money;

    fn day(month: u32, day: u32) -> Day {
        Day::from_ymd(2026, month, day).expect("a day")
    }

    fn visits(dates: &[&[(u32, u32)]]) -> Visits {
        let (paid, refunded, cost) = (Money(10), Money::ZERO, None);
        let sale = |customer, (month, number)| Sale {
            customer: Some(customer),
            day: day(month, number),
            paid,
            refunded,
            cost,
        };
        let sales: Vec<Sale> = (0..)
            .zip(dates)
            .flat_map(|(customer, dates)| dates.iter().map(move |date| sale(customer, *date)))
            .collect();
        Visits::new(0, &sales)
    }

    fn rows(cohorts: &Cohorts) -> Vec<(u32, Vec<u32>)> {
        cohorts.list().into_iter().map(|row| (row.month.number(), row.n_active)).collect()
    }

    #[test]
    fn an_empty_month_is_zero_and_a_future_one_is_not_there() {
        let visits = visits(&[&[(1, 5), (1, 9), (3, 1)], &[(1, 31)], &[(3, 2), (4, 9)], &[]]);
        let cohorts = Cohorts::new(&visits, day(4, 8));
        assert_eq!(rows(&cohorts), [(1, vec![2, 0, 1, 0]), (3, vec![1, 0])]);
        assert_eq!(cohorts.retention(0), Some(1.0));
        assert_eq!(cohorts.retention(1), Some(0.0));
        assert_eq!(cohorts.retention(2), Some(0.5));
        assert_eq!(cohorts.retention(4), None);
        assert_eq!((cohorts.n_months(), cohorts.is_last_month_partial()), (3, true));
    }

    #[test]
    fn one_customer_counts_anew() {
        let (before, after) = (visits(&[&[(3, 5)], &[(2, 1)]]), visits(&[&[(1, 9), (3, 5)], &[]]));
        let mut cohorts = Cohorts::new(&before, day(3, 31));
        cohorts.update(before.of(0), after.of(0));
        cohorts.update(before.of(1), after.of(1));
        assert_eq!(rows(&cohorts), [(1, vec![1, 0, 1])]);
        assert!(!cohorts.is_last_month_partial());
    }
}
