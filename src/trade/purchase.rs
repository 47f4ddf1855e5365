//! A purchase: what was bought at one time, and what of it was given back.

use serde::{Deserialize, Serialize};

use crate::units::calendar::{Day, Moment};
use crate::units::id::CustomerId;
use crate::units::money::{MAX_AMOUNT, Money};

/// One product of a purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is called.
    pub product: String,
    /// How much of it, in thousandths (1.5 kg is 1500); zero when it was not written down.
    pub quantity_thousandths: i64,
    /// What one of it cost; `None` when only the whole purchase has a price.
    pub price: Option<Money>,
}

/// What was bought at one time by one customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// Who bought; `None` for a buyer nobody knows, whose money counts for the shop alone.
    pub customer: Option<CustomerId>,
    /// When, by the shop's clock.
    pub at: Moment,
    /// What was paid, never negative.
    pub amount: Money,
    /// What the goods cost the shop, where it is known.
    pub cost: Option<Money>,
    /// The products, where they were written down.
    pub lines: Vec<Line>,
    /// The number a till or web shop gave it; empty when there is none.
    pub number: String,
    /// Who served; empty when nobody said.
    pub employee: String,
    /// Where it was sold: counter, web, market; empty when nobody said.
    pub channel: String,
    /// Anything to remember.
    pub note: String,
}

/// Money given back for a purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// How much, above zero.
    pub amount: Money,
    /// When, by the shop's clock.
    pub at: Moment,
    /// Why; empty when nobody said.
    pub reason: String,
}

/// Why an amount was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountRefusal {
    /// A sale or refund cannot be below zero.
    #[error("below zero")]
    Negative,
    /// A slip of the keyboard rather than a sale.
    #[error("above the largest amount")]
    TooLarge {
        /// The largest amount there may be.
        largest: Money,
    },
    /// More than was paid and not yet given back.
    #[error("more than was paid")]
    MoreThanPaid {
        /// What is left to give back.
        left: Money,
    },
    /// Nothing to give back.
    #[error("zero")]
    Zero,
}

/// Why a day was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayRefusal {
    /// Nothing was bought before 1900.
    #[error("before 1900")]
    BeforeFirst,
    /// It has not come yet.
    #[error("in the future")]
    Future,
}

/// Checks the amount of a sale: zero (a free sample) to [`MAX_AMOUNT`].
///
/// # Errors
/// A negative amount, or one above the largest.
pub fn check_amount(amount: Money) -> Result<Money, AmountRefusal> {
    if amount < Money::ZERO {
        return Err(AmountRefusal::Negative);
    }
    if amount > MAX_AMOUNT {
        return Err(AmountRefusal::TooLarge { largest: MAX_AMOUNT });
    }
    Ok(amount)
}

/// Checks a refund against what is left of the purchase.
///
/// # Errors
/// A refund of nothing, below zero, or above what is left.
pub fn check_refund(amount: Money, left: Money) -> Result<Money, AmountRefusal> {
    if amount < Money::ZERO {
        return Err(AmountRefusal::Negative);
    }
    if amount == Money::ZERO {
        return Err(AmountRefusal::Zero);
    }
    if amount > left {
        return Err(AmountRefusal::MoreThanPaid { left });
    }
    Ok(amount)
}

/// Checks the day of a purchase: from [`Day::FIRST`] to today.
///
/// # Errors
/// A day before 1900 or after `today`.
pub fn check_day(day: Day, today: Day) -> Result<Day, DayRefusal> {
    if day < Day::FIRST {
        return Err(DayRefusal::BeforeFirst);
    }
    if day > today {
        return Err(DayRefusal::Future);
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_zero_or_more_and_not_absurd() {
        assert_eq!(check_amount(Money(0)), Ok(Money(0)));
        assert_eq!(check_amount(Money(-1)), Err(AmountRefusal::Negative));
        let largest = MAX_AMOUNT;
        let too_large = check_amount(largest + Money(1));
        assert_eq!(too_large, Err(AmountRefusal::TooLarge { largest }));
    }

    #[test]
    fn no_more_is_given_back_than_was_paid() {
        assert_eq!(check_refund(Money(40), Money(40)), Ok(Money(40)));
        let left = Money(40);
        assert_eq!(check_refund(Money(41), left), Err(AmountRefusal::MoreThanPaid { left }));
        assert_eq!(check_refund(Money(0), left), Err(AmountRefusal::Zero));
    }

    #[test]
    fn a_day_lies_between_1900_and_today() {
        assert_eq!(check_day(Day(20_000), Day(20_000)), Ok(Day(20_000)));
        assert_eq!(check_day(Day(20_001), Day(20_000)), Err(DayRefusal::Future));
        assert_eq!(check_day(Day(-25_568), Day(20_000)), Err(DayRefusal::BeforeFirst));
    }
}
