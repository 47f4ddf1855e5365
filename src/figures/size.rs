//! Size groups: large, middle and small customers, and those who bought once.
//!
//! "Who feeds the shop, who might, and who tried us once and left?" A group is by the money spent
//! so far, against limits the owner sets; [`SizeLimits::suggested`] offers some from the base: the
//! largest customers who together bring half the income are large, those who bring the next 30 %
//! middle. One visit makes a one-timer whatever it brought, because the question about them is
//! another one: why did they not come back?
//!
//! The trap: limits that follow the base by themselves would move people between groups who did
//! nothing, so they are suggested and then stay as the owner left them.

use crate::figures::visit::Totals;
use crate::units::calendar::Day;
use crate::units::money::Money;

/// How much a customer has spent, whatever the number of visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Below both limits.
    Small,
    /// At or above the lower limit.
    Middle,
    /// At or above the upper limit.
    Large,
}

impl Band {
    /// Every band, smallest first; `band as usize` is its place here.
    pub const ALL: [Self; 3] = [Self::Small, Self::Middle, Self::Large];
}

/// The size group of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeGroup {
    /// One visit, whatever it brought.
    OneTime,
    /// Two visits or more, in this band.
    Repeat(Band),
}

impl SizeGroup {
    /// Every group, in the order a page shows them.
    pub const ALL: [Self; 4] = [
        Self::Repeat(Band::Large),
        Self::Repeat(Band::Middle),
        Self::Repeat(Band::Small),
        Self::OneTime,
    ];
}

/// From how much money on a customer is middle and large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizeLimits {
    middle_from: Money,
    large_from: Money,
}

/// Why size limits were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SizeLimitsRefusal {
    /// A limit of zero or less would leave nobody small.
    #[error("a limit is not above zero")]
    NotPositive,
    /// The limit of large must lie above that of middle.
    #[error("the limits do not rise")]
    NotRising,
}

impl SizeLimits {
    /// Limits the owner sets, in money spent so far.
    ///
    /// # Errors
    /// Limits of zero or below, or that do not rise.
    pub fn new(middle_from: Money, large_from: Money) -> Result<Self, SizeLimitsRefusal> {
        if middle_from <= Money::ZERO {
            return Err(SizeLimitsRefusal::NotPositive);
        }
        if large_from <= middle_from {
            return Err(SizeLimitsRefusal::NotRising);
        }
        Ok(Self { middle_from, large_from })
    }

    /// Limits that put the customers with half the income in large and those with the next 30 %
    /// in middle, of what each customer spent, in any order.
    ///
    /// Rounded down to two digits, so that they can be said aloud. `None` when the base is too
    /// even or too small for two limits.
    #[must_use]
    pub fn suggested(spent: &[Money]) -> Option<Self> {
        let mut spent: Vec<Money> = spent.to_vec();
        spent.sort_unstable();
        Self::suggested_by(&spent)
    }

    /// As [`suggested`](Self::suggested), of amounts least first.
    #[must_use]
    pub fn suggested_by(spent: &[Money]) -> Option<Self> {
        let income: Money = spent.iter().copied().sum();
        let large_from = round_down(reaching(spent, income.percent(50))?);
        let middle_from = round_down(reaching(spent, income.percent(80))?);
        Self::new(middle_from, large_from).ok()
    }

    /// The lower limit.
    #[must_use]
    pub fn middle_from(self) -> Money {
        self.middle_from
    }

    /// The upper limit.
    #[must_use]
    pub fn large_from(self) -> Money {
        self.large_from
    }

    /// The band of a customer who spent this much.
    #[must_use]
    pub fn band(self, spent: Money) -> Band {
        if spent >= self.large_from {
            Band::Large
        } else if spent >= self.middle_from {
            Band::Middle
        } else {
            Band::Small
        }
    }

    /// The group of a customer.
    #[must_use]
    pub fn group(self, totals: &Totals) -> SizeGroup {
        if totals.n_visits == 1 {
            SizeGroup::OneTime
        } else {
            SizeGroup::Repeat(self.band(totals.takings.spent))
        }
    }
}

/// The amount of the customer with whom the running total, largest first, reaches a target.
fn reaching(least_first: &[Money], target: Money) -> Option<Money> {
    let mut total = Money::ZERO;
    least_first.iter().rev().copied().find(|amount| {
        total += *amount;
        total >= target
    })
}

/// The amount with all but its two first digits made zero.
fn round_down(amount: Money) -> Money {
    let mut unit = 1;
    while amount.0 / unit >= 100 {
        unit *= 10;
    }
    Money(amount.0 / unit * unit)
}

/// How many customers are in a size group, and what they brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSize {
    /// Which group.
    pub group: SizeGroup,
    /// How many customers.
    pub n_customers: u32,
    /// What they spent so far.
    pub spent: Money,
}

/// The four groups in the order of [`SizeGroup::ALL`], empty ones with them.
#[must_use]
pub fn groups(totals: impl IntoIterator<Item = Totals>, limits: SizeLimits) -> [GroupSize; 4] {
    let empty = |group| GroupSize { group, n_customers: 0, spent: Money::ZERO };
    let mut groups = SizeGroup::ALL.map(empty);
    for totals in totals {
        let group = limits.group(&totals);
        let place = groups.iter_mut().find(|other| other.group == group);
        let place = place.expect("every group is in the list");
        place.n_customers += 1;
        place.spent += totals.takings.spent;
    }
    groups
}

/// Those who came once and not again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneTimers {
    /// How many customers came once.
    pub n_one_timers: u32,
    /// How many customers ever bought.
    pub n_buyers: u32,
    /// What the one-timers brought.
    pub spent: Money,
    /// Of the one-timers, by how long ago their visit was: up to 30 days, 31 to 90, 91 to 365,
    /// longer.
    pub by_age: [u32; 4],
}

impl OneTimers {
    /// Counts the one-timers of a base on a day.
    #[must_use]
    pub fn of(totals: impl IntoIterator<Item = Totals>, today: Day) -> Self {
        let mut counted = Self { n_one_timers: 0, n_buyers: 0, spent: Money::ZERO, by_age: [0; 4] };
        for totals in totals {
            counted.n_buyers += 1;
            if totals.n_visits == 1 {
                counted.n_one_timers += 1;
                counted.spent += totals.takings.spent;
                let age = today.since(totals.last);
                counted.by_age[[30, 90, 365].iter().filter(|limit| age > **limit).count()] += 1;
            }
        }
        counted
    }

    /// Which part of the buyers came once, 0 to 1; `None` when nobody bought.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.n_buyers > 0).then(|| f64::from(self.n_one_timers) / f64::from(self.n_buyers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::Takings;

    fn totals(n_visits: u32, spent: i64, last: i32) -> Totals {
        let takings = Takings { spent: Money(spent), ..Takings::default() };
        Totals { first: Day(0), last: Day(last), n_visits, n_purchases: n_visits, takings }
    }

    #[test]
    fn limits_must_rise_from_above_zero() {
        let check = |middle, large, expected| {
            assert_eq!(SizeLimits::new(Money(middle), Money(large)).err(), expected);
        };
        check(1, 2, None);
        check(0, 2, Some(SizeLimitsRefusal::NotPositive));
        check(2, 2, Some(SizeLimitsRefusal::NotRising));
    }

    #[test]
    fn the_suggestion_divides_the_income() {
        let spent = [60_123, 25_000, 12_345, 1000, 900, 800].map(Money);
        let limits = SizeLimits::suggested(&spent).expect("a suggestion");
        assert_eq!((limits.middle_from(), limits.large_from()), (Money(25_000), Money(60_000)));
        assert_eq!(SizeLimits::suggested(&[]), None);
        assert_eq!(SizeLimits::suggested(&[Money(5); 9]), None);
        assert_eq!(SizeLimits::suggested(&[Money(0); 9]), None);
    }

    #[test]
    fn every_buyer_is_in_one_group() {
        let limits = SizeLimits::new(Money(100), Money(1000)).expect("limits");
        let base = [totals(1, 5000, 0), totals(2, 1000, 0), totals(3, 999, 0), totals(9, 99, 0)];
        let counts = groups(base, limits).map(|group| (group.n_customers, group.spent.0));
        assert_eq!(counts, [(1, 1000), (1, 999), (1, 99), (1, 5000)]);
    }

    #[test]
    fn one_timers_are_told_by_age() {
        let base = [totals(1, 5, 100), totals(1, 5, 70), totals(1, 5, 69), totals(2, 5, 0)];
        let counted = OneTimers::of(base, Day(100));
        assert_eq!((counted.n_one_timers, counted.n_buyers), (3, 4));
        assert_eq!(counted.by_age, [2, 1, 0, 0]);
        assert_eq!(OneTimers::of([], Day(0)).share(), None);
    }
}
