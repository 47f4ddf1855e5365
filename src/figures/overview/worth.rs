//! The simple worth of a customer: S × C × P × T, with its parts as they are shown.

use crate::figures::visit::Totals;
use crate::units::money::Money;

use super::running::AllTotals;

/// Days of an average month, in ten thousandths: whole, so that the order of adding cannot show.
const MONTH_PARTS: u64 = 304_375;

/// The months from the first visit to the last, one at least, in such parts of a day.
pub(super) fn months_parts(totals: &Totals) -> u64 {
    let days = u64::try_from(totals.last.since(totals.first)).unwrap_or_default();
    parts_of(days)
}

fn parts_of(days: u64) -> u64 {
    (days * 10_000).max(MONTH_PARTS)
}

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
    pub(super) fn of(all: &AllTotals, margin_percent: u8) -> Option<Self> {
        if all.n_customers == 0 {
            return None;
        }
        let months = float(all.months_parts) / float(MONTH_PARTS);
        let visits_a_month = three_digits(float(all.n_visits) / months);
        let months = three_digits(months / f64::from(all.n_customers));
        let margin = f64::from(margin_percent) / 100.0;
        let average_check = all.average_check();
        let worth = Money::from_f64(average_check.as_f64() * visits_a_month * months * margin);
        Some(Self { average_check, visits_a_month, margin_percent, months, worth })
    }
}

#[expect(clippy::cast_precision_loss, reason = "days and visits of a shop are below 2^52")]
fn float(n: u64) -> f64 {
    n as f64
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

    #[test]
    fn who_came_once_counts_like_the_others() {
        // Visits, and the days from the first to the last.
        let all = |customers: &[(u64, u64)]| AllTotals {
            n_customers: u32::try_from(customers.len()).unwrap(),
            n_visits: customers.iter().map(|(n, _)| n).sum(),
            spent: customers.iter().map(|(n, _)| 1000 * i128::from(*n)).sum(),
            months_parts: customers.iter().map(|(_, days)| parts_of(*days)).sum(),
        };
        let worth = Worth::of(&all(&[(1, 0), (1, 0), (1, 0)]), 30).unwrap();
        assert_eq!((worth.visits_a_month, worth.months, worth.worth), (1.0, 1.0, Money(300)));
        let worth = Worth::of(&all(&[(1, 0), (1, 0), (1, 0), (9, 487)]), 30).unwrap();
        assert_eq!((worth.visits_a_month, worth.months, worth.worth), (0.632, 4.75, Money(901)));
        assert_eq!(Worth::of(&all(&[]), 30), None);
    }
}
