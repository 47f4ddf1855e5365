//! Retention: how many customers a period kept, how much and how often they bought.
//!
//! "Of those who came last month, who came this month? And who is new?" Two answers stand side by
//! side, because the usual one misleads a shop without contracts:
//!
//! - **CRR** = (E − N) / S × 100: S customers who bought in the period before, E who bought in
//!   the period, N of them for the first time ever. E − N also holds old customers who were away
//!   in the period before, so it can pass 100 %. It is shown as it is.
//! - **Strict retention**: those who bought in both periods, of S.
//! - The difference are those who **came back**.
//!
//! In the CDNOW log April to May 1998 has S 1437, E 1488, N 0: a CRR of 103.55 %, while 31.94 %
//! of the April buyers bought in May.
//!
//! The average check is income by visit (purchases of one day are one visit), frequency is visits
//! by active customer and month of 30.4375 days. Buyers nobody knows count in income and average
//! check, not in frequency, as they cannot be counted.

mod activity;
mod cohorts;

pub use activity::{Activity, before_and_after, by_group, by_label};
pub use cohorts::{Cohort, Cohorts};

use crate::figures::visit::{Period, Visits, until, within};

/// What a period kept of the customers of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// S: customers who bought in the period before.
    pub n_start: u32,
    /// E: customers who bought in the period.
    pub n_end: u32,
    /// N: those of E who bought for the first time ever.
    pub n_new: u32,
    /// Those who bought in both.
    pub n_kept: u32,
}

impl Retention {
    /// Compares a period with an earlier one, as a rule [`Period::before`] it or the month before.
    #[must_use]
    pub fn between(visits: &Visits, before: Period, period: Period) -> Self {
        let all = visits.customers();
        Self::among(visits, all, before, period)
    }

    /// The same among some customers: of a source, a segment, an employee.
    #[must_use]
    pub fn among(
        visits: &Visits,
        customers: impl IntoIterator<Item = u32>,
        before: Period,
        period: Period,
    ) -> Self {
        let mut found = Self::default();
        for customer in customers {
            let visits = visits.of(customer);
            let was = !within(visits, before).is_empty();
            let is = !within(visits, period).is_empty();
            let is_new = is && until(visits, period.from.plus(-1)).is_empty();
            found.n_start += u32::from(was);
            found.n_end += u32::from(is);
            found.n_new += u32::from(is_new);
            found.n_kept += u32::from(was && is);
        }
        found
    }

    /// CRR as a share, 1.0355 for 103.55 %; above 1 when many came back; `None` when nobody
    /// bought in the period before.
    #[must_use]
    pub fn crr(&self) -> Option<f64> {
        let kept = f64::from(self.n_end) - f64::from(self.n_new);
        (self.n_start > 0).then(|| kept / f64::from(self.n_start))
    }

    /// Strict retention as a share, 0 to 1; `None` when nobody bought in the period before.
    #[must_use]
    pub fn strict(&self) -> Option<f64> {
        (self.n_start > 0).then(|| f64::from(self.n_kept) / f64::from(self.n_start))
    }

    /// Old customers who bought in the period but not in the one before.
    #[must_use]
    pub fn n_came_back(&self) -> u32 {
        self.n_end.saturating_sub(self.n_new).saturating_sub(self.n_kept)
    }

    /// Customers of the period before who did not buy in this one.
    #[must_use]
    pub fn n_missing(&self) -> u32 {
        self.n_start.saturating_sub(self.n_kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::Sale;
    use crate::units::calendar::Day;
    use crate::units::money::Money;

    fn retention(days: &[&[i32]]) -> Retention {
        let (paid, refunded) = (Money(10), Money::ZERO);
        let sale = |customer, day| Sale {
            customer: Some(customer),
            day: Day(day),
            paid,
            refunded,
            cost: None,
        };
        let sales: Vec<Sale> = (0..)
            .zip(days)
            .flat_map(|(customer, days)| days.iter().map(move |day| sale(customer, *day)))
            .collect();
        let period = Period { from: Day(10), to: Day(19) };
        Retention::between(&Visits::new(0, &sales), period.before(), period)
    }

    #[test]
    fn kept_new_and_came_back_are_told_apart() {
        let found = retention(&[&[1, 12], &[5], &[11], &[-9, 15], &[25], &[-1]]);
        assert_eq!(found, Retention { n_start: 2, n_end: 3, n_new: 1, n_kept: 1 });
        assert_eq!((found.n_came_back(), found.n_missing()), (1, 1));
        assert_eq!((found.crr(), found.strict()), (Some(1.0), Some(0.5)));
    }

    #[test]
    fn nobody_before_is_no_rate() {
        let found = retention(&[&[12]]);
        assert_eq!((found.crr(), found.strict()), (None, None));
    }
}
