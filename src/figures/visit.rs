//! Visits: purchases grouped by customer and by the shop's day, the input of every figure.
//!
//! The rules below are the same in every figure, because every figure is made from visits:
//!
//! - Purchases of one customer on one day are one visit; their money is added up.
//! - A refund reduces the money of the purchase it refunds, on the day of that purchase. A
//!   purchase wholly refunded is no visit. Its cost goes with it; the cost of a purchase refunded
//!   in part stays, since nobody knows what came back.
//! - A purchase of zero (a free sample, a reward) is a visit: the person was there.
//! - What is dated after `today` counts in no figure until its day has come, so a figure for an
//!   earlier day is the figure as it stood then.
//! - A buyer nobody knows counts for the shop's income and average check only; each such purchase
//!   is a visit of its own, as nobody knows which of them were the same person.
//!
//! Day and not hour, because someone who comes back for the forgotten bread has not shortened
//! their rhythm, and because merging same-day purchases is what the purchase models assume
//! (Fader and Hardie prepare the CDNOW log that way).

mod list;

pub use list::Visits;

use crate::units::calendar::{Day, Month};
use crate::units::money::{MAX_AMOUNT, Money};

/// One purchase as the figures see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    /// The buyer's dense number, counted from zero; `None` for a buyer nobody knows.
    pub customer: Option<u32>,
    /// The shop's day it happened on; a day before [`Day::FIRST`] is taken for that day.
    pub day: Day,
    /// What was paid; taken between zero and [`MAX_AMOUNT`].
    pub paid: Money,
    /// What was given back in all, whenever that was; no more counts than was paid.
    pub refunded: Money,
    /// What the goods cost the shop, where it is known; taken between zero and [`MAX_AMOUNT`].
    pub cost: Option<Money>,
}

impl Sale {
    /// What is left of the payment after refunds, 0 to [`MAX_AMOUNT`].
    #[must_use]
    pub fn spent(&self) -> Money {
        let paid = within_limits(self.paid);
        paid - self.refunded.clamp(Money::ZERO, paid)
    }

    /// Whether all of it was given back, so that it is no visit.
    #[must_use]
    pub fn is_undone(&self) -> bool {
        self.refunded > Money::ZERO && self.refunded >= self.paid
    }

    fn visit(&self) -> Visit {
        let spent = self.spent();
        let costed = if self.cost.is_some() { spent } else { Money::ZERO };
        let cost = self.cost.map_or(Money::ZERO, within_limits);
        let takings = Takings { spent, costed, cost };
        Visit { day: self.day.max(Day::FIRST), n_purchases: 1, takings }
    }
}

fn within_limits(amount: Money) -> Money {
    amount.clamp(Money::ZERO, MAX_AMOUNT)
}

/// Money taken, and what is known of its cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Takings {
    /// What was spent, net of refunds.
    pub spent: Money,
    /// The part of `spent` whose cost is known.
    pub costed: Money,
    /// The cost of that part.
    pub cost: Money,
}

impl Takings {
    /// The profit: income less cost where the cost is known, the shop's margin of the rest.
    ///
    /// `margin_percent` is of a hundred parts of the price. Below zero when goods were sold under
    /// cost.
    #[must_use]
    pub fn profit(self, margin_percent: u8) -> Money {
        self.costed - self.cost + (self.spent - self.costed).percent(u32::from(margin_percent))
    }
}

impl std::ops::AddAssign for Takings {
    fn add_assign(&mut self, other: Self) {
        self.spent += other.spent;
        self.costed += other.costed;
        self.cost += other.cost;
    }
}

impl std::ops::SubAssign for Takings {
    fn sub_assign(&mut self, other: Self) {
        self.spent += -other.spent;
        self.costed += -other.costed;
        self.cost += -other.cost;
    }
}

impl std::iter::Sum for Takings {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |mut sum, part| {
            sum += part;
            sum
        })
    }
}

/// All purchases of one customer on one day of the shop's calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// The day.
    pub day: Day,
    /// How many purchases it holds, at least one.
    pub n_purchases: u32,
    /// Their money together.
    pub takings: Takings,
}

impl Visit {
    fn join(&mut self, other: &Self) {
        self.n_purchases = self.n_purchases.saturating_add(other.n_purchases);
        self.takings += other.takings;
    }
}

/// A stretch of days, both ends in it; empty when it ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// Everything up to and with a day.
    #[must_use]
    pub fn until(today: Day) -> Self {
        Self { from: Day::FIRST, to: today }
    }

    /// A calendar month.
    #[must_use]
    pub fn month(month: Month) -> Self {
        Self { from: month.first_day(), to: month.plus(1).first_day().plus(-1) }
    }

    /// How many days it has, 0 when it is empty.
    #[must_use]
    pub fn n_days(self) -> u32 {
        u32::try_from(self.to.since(self.from).saturating_add(1)).unwrap_or(0)
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// The period of the same number of days that ends the day before this one begins.
    #[must_use]
    pub fn before(self) -> Self {
        let days = i32::try_from(self.n_days()).unwrap_or(i32::MAX);
        Self { from: self.from.plus(-days), to: self.from.plus(-1) }
    }
}

/// The visits up to and with a day, of visits in order.
#[must_use]
pub fn until(visits: &[Visit], today: Day) -> &[Visit] {
    match visits.last() {
        // Almost always nothing is dated after today, and the last visit says so.
        Some(last) if last.day > today => {
            &visits[..visits.partition_point(|visit| visit.day <= today)]
        }
        _ => visits,
    }
}

/// The visits within a period, of visits in order.
#[must_use]
pub fn within(visits: &[Visit], period: Period) -> &[Visit] {
    let visits = until(visits, period.to);
    match visits.first() {
        Some(first) if first.day < period.from => {
            &visits[visits.partition_point(|visit| visit.day < period.from)..]
        }
        _ => visits,
    }
}

/// The whole of a customer's visits in a few numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The day of the first visit.
    pub first: Day,
    /// The day of the last visit.
    pub last: Day,
    /// How many visits, at least one.
    pub n_visits: u32,
    /// How many purchases, at least as many.
    pub n_purchases: u32,
    /// Their money together.
    pub takings: Takings,
}

impl Totals {
    /// Adds up visits in order; `None` when there are none.
    #[must_use]
    pub fn of(visits: &[Visit]) -> Option<Self> {
        let (first, last) = (visits.first()?, visits.last()?);
        Some(Self {
            first: first.day,
            last: last.day,
            n_visits: u32::try_from(visits.len()).unwrap_or(u32::MAX),
            n_purchases: visits.iter().fold(0, |sum, visit| sum.saturating_add(visit.n_purchases)),
            takings: visits.iter().map(|visit| visit.takings).sum(),
        })
    }

    /// What one visit brings on average, to the nearest minor unit.
    #[must_use]
    pub fn average_spend(&self) -> Money {
        self.takings.spent.per(self.n_visits).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale(customer: u32, day: i32, paid: i64) -> Sale {
        let (paid, refunded) = (Money(paid), Money::ZERO);
        Sale { customer: Some(customer), day: Day(day), paid, refunded, cost: None }
    }

    fn days_and_money(visits: &[Visit]) -> Vec<(i32, i64, u32)> {
        let row = |visit: &Visit| (visit.day.0, visit.takings.spent.0, visit.n_purchases);
        visits.iter().map(row).collect()
    }

    #[test]
    fn purchases_of_one_day_are_one_visit() {
        let visits = Visits::new(3, &[sale(1, 5, 10), sale(0, 5, 1), sale(1, 3, 7), sale(1, 5, 2)]);
        assert_eq!(days_and_money(visits.of(1)), [(3, 7, 1), (5, 12, 2)]);
        assert_eq!(days_and_money(visits.until(1, Day(4))), [(3, 7, 1)]);
        assert_eq!(visits.of(2), []);
        assert_eq!(visits.of(9), []);
    }

    #[test]
    fn a_purchase_wholly_refunded_is_no_visit_and_one_of_zero_is() {
        let refunded = |paid, back| Sale { refunded: Money(back), ..sale(0, 1, paid) };
        let check = |sale: Sale, expected: &[(i32, i64, u32)]| {
            assert_eq!(days_and_money(Visits::new(1, &[sale]).of(0)), expected, "{sale:?}");
        };
        check(refunded(10, 4), &[(1, 6, 1)]);
        check(refunded(10, 10), &[]);
        check(refunded(10, 11), &[]);
        check(refunded(0, 0), &[(1, 0, 1)]);
        check(refunded(-5, 0), &[(1, 0, 1)]);
    }

    #[test]
    fn strangers_count_for_the_shop_alone() {
        let stranger = Sale { customer: None, ..sale(0, 1, 10) };
        let visits = Visits::new(0, &[stranger, stranger]);
        let all = Period { from: Day(0), to: Day(9) };
        assert_eq!(visits.n_customers(), 0);
        assert_eq!(days_and_money(visits.strangers(all)), [(1, 20, 2)]);
    }

    #[test]
    fn a_sale_taken_back_leaves_no_trace() {
        let start = [sale(0, 5, 10), sale(0, 7, 3)];
        for extra in [sale(0, 5, 4), sale(0, 6, 4), Sale { cost: Some(Money(1)), ..sale(0, 7, 4) }]
        {
            let mut visits = Visits::new(1, &start);
            visits.add(&extra);
            assert_eq!(visits, Visits::new(1, &[start[0], extra, start[1]]));
            visits.remove(&extra);
            assert_eq!(visits, Visits::new(1, &start));
        }
    }

    #[test]
    fn profit_is_known_or_by_margin() {
        let takings = Takings { spent: Money(1000), costed: Money(400), cost: Money(300) };
        assert_eq!(takings.profit(30), Money(100 + 180));
    }

    #[test]
    fn the_period_before_is_as_long() {
        let period = Period { from: Day(10), to: Day(16) };
        assert_eq!(period.before(), Period { from: Day(3), to: Day(9) });
        assert_eq!(period.n_days(), 7);
        let february = Day::from_ymd(2028, 2, 9).expect("a day").month();
        assert_eq!(Period::month(february).n_days(), 29);
    }
}
