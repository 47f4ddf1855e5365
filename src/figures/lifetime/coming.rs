//! What may be said of next visits in a shop.
//!
//! They are told by the [pace](Pace) of the shop, between the shares that its own past has shown
//! ([`shares_of_next_visits`]); a shop too young to have shown any goes by the pace alone, and one
//! that has hardly seen anybody come back says nothing. Whoever came once has no gap to go by: in a
//! shop of plants the windows of such held 46 of 100 visits.
//!
//! Shop-wide are the pace and the shares: they change with every visit, but little, so that
//! learning them once a day is enough. The answer for one customer is a pure function of these and
//! of their own visits.

use super::history::History;
use super::next_visit::{NextVisit, Pace, Shares, ShopGaps};
use super::past_errors::shares_of_next_visits;
use crate::units::calendar::Day;

/// Gaps a shop must have seen to go by them.
const ENOUGH_GAPS: usize = 20;

/// What next visits are told by; nothing, where too few have come back.
#[derive(Clone, Debug, PartialEq)]
pub struct NextVisits(Option<(Pace, Shares)>);

impl NextVisits {
    /// So many customers tell as much of a shop as all.
    pub const ENOUGH_CUSTOMERS: usize = 5_000;

    /// Learns it from customers up to and with a day.
    #[must_use]
    pub fn learn(customers: &[History], today: Day) -> Self {
        let gaps = ShopGaps::of(customers, today);
        let pace = gaps.pace().filter(|_| gaps.number() >= ENOUGH_GAPS);
        Self(
            pace.map(|pace| {
                (pace, shares_of_next_visits(pace, customers, today).unwrap_or_default())
            }),
        )
    }

    /// When a customer comes next; `None` for whoever never came.
    #[must_use]
    pub fn of(&self, customer: &History, today: Day) -> Option<NextVisit> {
        let window = match (customer.until(today).len(), self.0) {
            (0, _) => return None,
            (1, _) | (_, None) => None,
            (_, Some((pace, shares))) => pace.window(shares, customer, today),
        };
        Some(window.map_or(NextVisit::TooWideToSay, NextVisit::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::money::Money;

    fn every(n_days: i32, from: i32, to: i32) -> History {
        let days = (0..).map(|n| from + n * n_days).take_while(|day| *day <= to);
        History::new(days.map(|day| (Day(day), Money(100))))
    }

    #[test]
    fn a_window_is_as_wide_as_the_past_has_shown() {
        let shop: Vec<History> = (0..60).map(|i| every(5 + i % 11, i, 300)).collect();
        let told = NextVisits::learn(&shop, Day(300));
        let Some(NextVisit::Within(window)) = told.of(&shop[0], Day(300)) else {
            panic!("{told:?}");
        };
        assert!(window.earliest > Day(300) && window.latest < Day(320), "{window:?}");
        // By chance alone they would come far less regularly.
        let pace = ShopGaps::of(&shop, Day(300)).pace().unwrap();
        let by_chance = pace.window(Shares::default(), &shop[0], Day(300)).unwrap();
        assert!(window.latest < by_chance.latest, "{window:?} {by_chance:?}");
        assert_eq!(told.of(&every(1, 300, 300), Day(300)), Some(NextVisit::TooWideToSay));
        assert_eq!(told.of(&every(1, 301, 310), Day(300)), None);
    }

    #[test]
    fn a_young_shop_goes_by_its_pace_and_a_younger_one_says_nothing() {
        let shop: Vec<History> = (0..5).map(|i| every(7, i, 70)).collect();
        let told = NextVisits::learn(&shop, Day(70));
        let Some(NextVisit::Within(window)) = told.of(&shop[0], Day(70)) else {
            panic!("{told:?}");
        };
        assert!(window.median > Day(70) && window.latest < Day(100), "{window:?}");
        let younger = NextVisits::learn(&shop[..1], Day(70));
        assert_eq!(younger.of(&shop[0], Day(70)), Some(NextVisit::TooWideToSay));
    }
}
