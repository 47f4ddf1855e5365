//! The simple worth of a customer: S × C × P × T, with its parts as they are shown.

use crate::figures::visit::Totals;
use crate::units::money::Money;

/// Days of an average month.
const MONTH_DAYS: f64 = 30.4375;

/// What a customer has brought on average, one who came once counted like the others.
///
/// The parts are rounded first and multiplied then, so that whoever takes a calculator to the
/// screen finds what it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// S: what a visit brings on average.
    pub average_check: Money,
    /// C: visits in a month, while they come; three digits of it.
    pub visits_a_month: f64,
    /// P: profit in a hundred parts of the price.
    pub margin_percent: u8,
    /// T: months from the first visit to the last on average, one at least; likewise.
    pub months: f64,
    /// Their product.
    pub worth: Money,
}

impl Worth {
    /// The worth of a customer among these; `None` when nobody bought yet.
    ///
    /// Months before the first visit and after the last are nobody's: so C × T is the number of
    /// visits of an average customer, and the product what one brought so far. Those who still
    /// come will bring more.
    #[must_use]
    pub fn of(
        customers: impl IntoIterator<Item = Totals>,
        average_check: Money,
        margin_percent: u8,
    ) -> Option<Self> {
        let (mut months, mut n_visits, mut n_customers) = (0.0, 0.0, 0.0);
        for totals in customers {
            let days = f64::from(totals.last.since(totals.first));
            months += (days / MONTH_DAYS).max(1.0);
            n_visits += f64::from(totals.n_visits);
            n_customers += 1.0;
        }
        if n_customers == 0.0 {
            return None;
        }
        let visits_a_month = three_digits(n_visits / months);
        let months = three_digits(months / n_customers);
        let margin = f64::from(margin_percent) / 100.0;
        let worth = Money::from_f64(average_check.as_f64() * visits_a_month * months * margin);
        Some(Self { average_check, visits_a_month, margin_percent, months, worth })
    }
}

/// With how many decimals C and T are written: three digits, but no more than 3 decimals.
#[must_use]
pub fn decimals(number: f64) -> u8 {
    match number {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    }
}

fn three_digits(number: f64) -> f64 {
    let unit = 10_f64.powi(i32::from(decimals(number)));
    (number * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::Takings;
    use crate::units::calendar::Day;

    #[test]
    fn who_came_once_counts_like_the_others() {
        let totals = |n_visits, days| {
            let takings = Takings { spent: Money(1000), ..Takings::default() };
            let (first, last) = (Day(0), Day(days));
            Totals { first, last, n_visits, n_purchases: n_visits, takings }
        };
        let once = [totals(1, 0), totals(1, 0), totals(1, 0)];
        let worth = Worth::of(once, Money(1000), 30).unwrap();
        assert_eq!((worth.visits_a_month, worth.months, worth.worth), (1.0, 1.0, Money(300)));
        let mixed = [once[0], once[1], once[2], totals(9, 487)];
        let worth = Worth::of(mixed, Money(1000), 30).unwrap();
        assert_eq!((worth.visits_a_month, worth.months, worth.worth), (0.632, 4.75, Money(901)));
        assert_eq!(Worth::of([], Money(1000), 30), None);
    }
}
