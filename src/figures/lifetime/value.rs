//! What a customer is worth: the rule of thumb, and the models' answer for a year.
//!
//! The rule of thumb multiplies four numbers every owner knows. Its trap: it takes everyone to go
//! on as before for the whole lifetime, though of a music shop's customers every second one never
//! came back. So a page puts the models' twelve months beside it.

use super::history::{History, Track};
use super::model::Model;
use crate::units::calendar::Day;

/// Days in an average month of the Gregorian calendar.
pub const DAYS_PER_MONTH: f64 = 30.4375;

/// Weeks in an average month.
pub const WEEKS_PER_MONTH: f64 = DAYS_PER_MONTH / super::history::DAYS_PER_WEEK;

/// The rule of thumb with its parts: S x C x P x T.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimpleValue {
    /// S: money of an average visit, in minor units.
    pub average_check: f64,
    /// C: visits of an average customer in a month.
    pub visits_per_month: f64,
    /// P: the share of the money that stays as profit, 0 to 1.
    pub margin: f64,
    /// T: how many months a customer is taken to stay.
    pub lifetime_months: f64,
}

impl SimpleValue {
    /// The rule of thumb for these customers, as of a day; `None` if nobody came yet.
    ///
    /// Visits per month are all visits over all months since the customers' first visits, each
    /// customer counting for a month at least.
    #[must_use]
    pub fn of<'a>(
        customers: impl IntoIterator<Item = &'a History>,
        today: Day,
        margin: f64,
        lifetime_months: f64,
    ) -> Option<Self> {
        let (mut visits, mut months, mut money) = (0.0, 0.0, 0.0);
        for customer in customers {
            let seen = customer.until(today);
            let Some(first) = seen.first() else { continue };
            for visit in seen {
                visits += 1.0;
                money += visit.spent.as_f64();
            }
            months += (f64::from(today.since(first.day)) / DAYS_PER_MONTH).max(1.0);
        }
        (visits > 0.0).then(|| Self {
            average_check: money / visits,
            visits_per_month: visits / months,
            margin,
            lifetime_months,
        })
    }

    /// The product: profit of an average customer over the lifetime, in minor units.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.average_check * self.visits_per_month * self.margin * self.lifetime_months
    }
}

/// A customer's next twelve months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Year {
    /// Visits to expect.
    pub visits: f64,
    /// The same, later ones counting for less by the discount.
    pub discounted_visits: f64,
}

impl Year {
    /// The next twelve months of a customer whose track is in weeks.
    ///
    /// `monthly_discount` says by how much less money of a month later is worth: 0.01 is one
    /// hundredth a month. The visits of a month count at its end.
    #[must_use]
    pub fn of(model: &Model, track: &Track, monthly_discount: f64) -> Self {
        Self::with_months(model, track, monthly_discount, WEEKS_PER_MONTH)
    }

    /// The same with months of any length, in the unit of time of the track.
    #[must_use]
    pub fn with_months(model: &Model, track: &Track, monthly_discount: f64, month: f64) -> Self {
        let (mut before, mut discounted) = (0.0, 0.0);
        let mut factor = 1.0;
        for number in 1..=12 {
            let until = model.expected_visits(track, month * f64::from(number));
            factor /= 1.0 + monthly_discount.max(0.0);
            discounted += (until - before) * factor;
            before = until;
        }
        Self { visits: before, discounted_visits: discounted }
    }

    /// What the year is worth, given what a visit brings and the margin (0 to 1).
    #[must_use]
    pub fn value(&self, spend_per_visit: f64, margin: f64) -> f64 {
        self.discounted_visits * spend_per_visit * margin
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::lifetime::{Bg, Leaving};
    use crate::units::money::Money;

    #[test]
    fn the_rule_of_thumb_multiplies_its_parts() {
        let customers = [
            History::new([(Day(0), Money(1_000)), (Day(100), Money(3_000))]),
            History::new([(Day(480), Money(2_000))]),
            History::new([(Day(900), Money(9_000))]),
        ];
        let value = SimpleValue::of(&customers, Day(487), 0.3, 24.0).expect("three visits");
        assert_eq!((value.average_check, value.visits_per_month), (2_000.0, 3.0 / 17.0));
        assert_eq!(value.value(), 2_000.0 * 3.0 / 17.0 * 0.3 * 24.0);
        assert_eq!(SimpleValue::of([], Day(487), 0.3, 24.0), None);
    }

    #[test]
    fn a_discount_takes_from_a_year() {
        let model = Model::Bg(Bg {
            leaving: Leaving::AfterAny,
            regularity: 1,
            r: 0.5,
            alpha: 6.0,
            a: 0.9,
            b: 1.6,
        });
        let track = Track { repeats: 3, last: 20.0, age: 25.0, log_gaps: 0.0 };
        let plain = Year::of(&model, &track, 0.0);
        let discounted = Year::of(&model, &track, 0.01);
        assert!((plain.visits - plain.discounted_visits).abs() < 1e-12);
        assert!(discounted.discounted_visits < plain.visits && discounted.visits == plain.visits);
    }
}
