//! The three-customer disease: how much of the income hangs on a few.
//!
//! "If my best three leave, do I still have a shop?" The share of the first customers in income or
//! profit, the Gini coefficient, the Pareto curve, the trend by month, and a rehearsal of one
//! leaving.
//!
//! With amounts v₁ ≤ … ≤ vₙ, Gini = 2 Σ i·vᵢ / (n Σ v) − (n + 1) / n: 0 when all bring the same,
//! toward 1 when one brings everything. The first p % are ceil(n p / 100) customers.
//!
//! Traps: customers who bought for nothing count (they are part of the base), those who never
//! bought do not; refunds are already taken off; a loss on a customer counts as zero, as shares
//! of a sum with negative parts mean nothing. Whole numbers throughout, so that the order of
//! adding cannot show.

use crate::figures::ranked::Ranked;
use crate::figures::visit::{Period, Visit, Visits};
use crate::units::calendar::{Day, Month};
use crate::units::money::Money;

/// How income or profit is spread over customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concentration {
    ranked: Ranked<Money>,
    // Kept beside the amounts, as every share asks for it.
    total: i128,
}

impl Concentration {
    /// Takes the amount of each customer who bought, in any order; below zero counts as zero.
    #[must_use]
    pub fn new(amounts: impl IntoIterator<Item = Money>) -> Self {
        let amounts: Vec<Money> = amounts.into_iter().map(at_least_zero).collect();
        let total = amounts.iter().map(|amount| i128::from(amount.0)).sum();
        Self { ranked: Ranked::new(amounts), total }
    }

    /// The concentration of income of all visits up to and with a day.
    #[must_use]
    pub fn of_income(visits: &Visits, today: Day) -> Self {
        let totals = |customer| visits.totals(customer, Period::until(today));
        Self::new(visits.customers().filter_map(totals).map(|totals| totals.takings.spent))
    }

    /// Changes the amount of one customer; `None` stands for one who has not bought.
    ///
    /// `old` must be an amount that was given before.
    pub fn update(&mut self, old: Option<Money>, new: Option<Money>) {
        let (old, new) = (old.map(at_least_zero), new.map(at_least_zero));
        let number = |amount: Option<Money>| amount.map_or(0, |amount| i128::from(amount.0));
        self.total += number(new) - number(old);
        self.ranked.replace(old, new);
    }

    /// How many customers there are.
    #[must_use]
    pub fn n_customers(&self) -> u32 {
        u32::try_from(self.amounts().len()).unwrap_or(u32::MAX)
    }

    /// What they bring together.
    #[must_use]
    pub fn total(&self) -> Money {
        Money(i64::try_from(self.total).unwrap_or(i64::MAX))
    }

    /// The Gini coefficient, 0 (all alike) to just under 1; `None` when there is nothing to
    /// share.
    #[must_use]
    pub fn gini(&self) -> Option<f64> {
        // Two factors of 64 bits: the product is exact, and cheaper than of 128.
        let weight = |(rank, amount): (i64, &Money)| i128::from(rank) * i128::from(amount.0);
        let weighted: i128 = (1..).zip(self.amounts()).map(weight).sum();
        let (n, sum) = (i128::from(self.n_customers()), self.total);
        (sum > 0).then(|| ratio(2 * weighted - (n + 1) * sum, n * sum))
    }

    /// Which part of the whole the `n` largest bring, 0 to 1; `None` when there is nothing to
    /// share.
    #[must_use]
    pub fn share_of_top(&self, n: u32) -> Option<f64> {
        let total = self.total();
        let top: Money = self.amounts().iter().rev().take(n as usize).copied().sum();
        (total > Money::ZERO).then(|| top.share_of(total))
    }

    /// How many customers the first `percent` in a hundred are, rounded up.
    #[must_use]
    pub fn n_in_top_percent(&self, percent: u8) -> u32 {
        let n = u64::from(self.n_customers()) * u64::from(percent.min(100));
        u32::try_from(n.div_ceil(100)).unwrap_or(u32::MAX)
    }

    /// Which part of the whole the first `percent` in a hundred bring, 0 to 1.
    #[must_use]
    pub fn share_of_top_percent(&self, percent: u8) -> Option<f64> {
        self.share_of_top(self.n_in_top_percent(percent))
    }

    /// How many of the largest customers bring this many hundredths of the whole together.
    #[must_use]
    pub fn n_bringing(&self, percent: u8) -> u32 {
        let target = i128::from(self.total().0) * i128::from(percent.min(100));
        let mut brought = 0_i128;
        let mut n = 0;
        for amount in self.amounts().iter().rev() {
            if brought * 100 >= target {
                break;
            }
            brought += i128::from(amount.0);
            n += 1;
        }
        n
    }

    /// The Pareto curve in `n_steps` even steps of customers, largest first: which part of the
    /// customers, and which part of the whole they bring, both 0 to 1, beginning with (0, 0).
    ///
    /// Empty when there is nothing to share.
    #[must_use]
    pub fn curve(&self, n_steps: u32) -> Vec<(f64, f64)> {
        let (n, total) = (self.amounts().len(), self.total());
        if total == Money::ZERO || n_steps == 0 {
            return Vec::new();
        }
        let mut points = vec![(0.0, 0.0)];
        let (mut brought, mut taken) = (Money::ZERO, 0);
        for step in 1..=n_steps {
            let until = n * step as usize / n_steps as usize;
            let next = &self.amounts()[n - until..n - taken];
            brought += next.iter().copied().sum();
            taken = until;
            points.push((f64::from(step) / f64::from(n_steps), brought.share_of(total)));
        }
        points
    }

    /// The figures that remain if a customer who brings this much leaves.
    #[must_use]
    pub fn without(&self, amount: Money) -> Self {
        let mut rest = self.clone();
        rest.update(Some(amount), None);
        rest
    }

    /// How loudly to warn: by the share of the three largest.
    #[must_use]
    pub fn warning(&self) -> Warning {
        match self.share_of_top(3) {
            Some(share) if share >= 0.5 => Warning::Ill,
            Some(share) if share >= 0.25 => Warning::AtRisk,
            _ => Warning::Healthy,
        }
    }

    /// What each of them brings, least first.
    #[must_use]
    pub fn amounts(&self) -> &[Money] {
        self.ranked.as_slice()
    }
}

/// Whether a shop has the three-customer disease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// The three largest bring less than a quarter.
    Healthy,
    /// They bring a quarter or more.
    AtRisk,
    /// They bring half or more.
    Ill,
}

/// The income from visits; `None` without one.
#[must_use]
pub fn income_of(visits: &[Visit]) -> Option<Money> {
    (!visits.is_empty()).then(|| visits.iter().map(|visit| visit.takings.spent).sum())
}

fn at_least_zero(amount: Money) -> Money {
    amount.max(Money::ZERO)
}

#[expect(clippy::cast_precision_loss, reason = "the ratio needs 15 digits of each")]
fn ratio(part: i128, whole: i128) -> f64 {
    part as f64 / whole as f64
}

/// The concentration of one month's income among those who bought in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthConcentration {
    /// The month.
    pub month: Month,
    /// Among its buyers.
    pub concentration: Concentration,
}

/// The trend: the last `n_months` up to and with the month of `today`, oldest first.
#[must_use]
pub fn by_month(visits: &Visits, n_months: u16, today: Day) -> Vec<MonthConcentration> {
    let last = today.month();
    let first = last.plus(1 - i32::from(n_months));
    let from = first.first_day();
    let mut amounts = vec![Vec::new(); usize::from(n_months)];
    for customer in visits.customers() {
        let visits = visits.until(customer, today);
        let visits = &visits[visits.partition_point(|visit| visit.day < from)..];
        for month in visits.chunk_by(|a, b| a.day.month() == b.day.month()) {
            let place = usize::try_from(month[0].day.month().0 - first.0);
            if let Some(amounts) = place.ok().and_then(|place| amounts.get_mut(place)) {
                amounts.extend(income_of(month));
            }
        }
    }
    let months = (0..).map(|place| first.plus(place));
    let with = |(month, amounts): (Month, Vec<Money>)| MonthConcentration {
        month,
        concentration: Concentration::new(amounts),
    };
    months.zip(amounts).map(with).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::Sale;

    fn of(amounts: &[i64]) -> Concentration {
        Concentration::new(amounts.iter().copied().map(Money))
    }

    fn same(found: Option<f64>, expected: Option<f64>) {
        let near = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-12,
            (None, None) => true,
            _ => false,
        };
        assert!(near, "{found:?} instead of {expected:?}");
    }

    #[test]
    fn gini_runs_from_even_to_one_alone() {
        same(of(&[]).gini(), None);
        same(of(&[0, 0]).gini(), None);
        same(of(&[5, 5, 5]).gini(), Some(0.0));
        same(of(&[0, 0, 0, 8]).gini(), Some(0.75));
        same(of(&[1, 3]).gini(), Some(0.25));
    }

    #[test]
    fn shares_of_the_first() {
        let shop = of(&[10, 40, 30, 20]);
        same(shop.share_of_top(1), Some(0.4));
        same(shop.share_of_top(9), Some(1.0));
        same(shop.share_of_top_percent(20), Some(0.4));
        same(shop.share_of_top_percent(26), Some(0.7));
        assert_eq!(shop.n_bringing(80), 3);
        assert_eq!(shop.n_bringing(70), 2);
        assert_eq!(of(&[]).n_bringing(80), 0);
    }

    #[test]
    fn the_curve_begins_at_nothing_and_ends_at_all() {
        let curve = of(&[10, 40, 30, 20]).curve(4);
        assert_eq!(curve, [(0.0, 0.0), (0.25, 0.4), (0.5, 0.7), (0.75, 0.9), (1.0, 1.0)]);
        assert_eq!(of(&[0]).curve(4), []);
        assert_eq!(of(&[7]).curve(3).last(), Some(&(1.0, 1.0)));
    }

    #[test]
    fn a_rehearsal_of_one_leaving() {
        let shop = of(&[90, 5, 5]);
        assert_eq!(shop.warning(), Warning::Ill);
        assert_eq!(shop.without(Money(90)), of(&[5, 5]));
        assert_eq!(of(&[1; 13]).warning(), Warning::Healthy);
    }

    #[test]
    fn each_month_has_its_own_buyers() {
        let (paid, refunded) = (Money(10), Money::ZERO);
        let sale = |customer, month, day| {
            let day = Day::from_ymd(2026, month, day).expect("a day");
            Sale { customer: Some(customer), day, paid, refunded, cost: None }
        };
        let sales = [sale(0, 1, 31), sale(0, 2, 1), sale(0, 2, 9), sale(1, 2, 3), sale(1, 4, 1)];
        let today = Day::from_ymd(2026, 4, 1).expect("a day");
        let trend = by_month(&Visits::new(0, &sales), 3, today);
        let numbers: Vec<u32> = trend.iter().map(|month| month.month.number()).collect();
        assert_eq!(numbers, [2, 3, 4]);
        assert_eq!(trend[0].concentration, of(&[20, 10]));
        assert_eq!(trend[1].concentration, of(&[]));
    }
}
