//! What may be said of next visits in a shop: by a model, by gaps, or nothing yet.
//!
//! A model is asked where the shop's own past has shown how well it tells
//! ([`shares_of_next_visits`]). A shop too young for a model, or where too few have come back to
//! know, goes by its gaps. Whoever came once has no gap to go by: in a shop of plants the windows
//! of such held 46 of 100 visits.
//!
//! Shop-wide are the model, the shares and the gaps: they change with every visit, but little, so
//! that learning them once a day is enough. The answer for one customer is a pure function of
//! these and of their own visits.

use super::bg::Bg;
use super::history::History;
use super::next_visit::{NextVisit, ShopGaps, Window};
use super::past_errors::shares_of_next_visits;
use crate::figures::lifetime::next_visit::Shares;
use crate::units::calendar::Day;

/// Gaps a shop must have seen to go by them.
const ENOUGH_GAPS: usize = 20;

/// What next visits are told by.
#[derive(Clone, Debug, PartialEq)]
pub struct NextVisits(By);

#[derive(Clone, Debug, PartialEq)]
enum By {
    Model(Bg, Shares),
    Gaps(ShopGaps),
    Nothing,
}

impl NextVisits {
    /// So many customers tell as much of a shop as all.
    pub const ENOUGH_CUSTOMERS: usize = 5_000;

    /// Learns it from customers up to and with a day, and the model fitted to them in weeks.
    #[must_use]
    pub fn learn(model: Option<Bg>, customers: &[History], today: Day) -> Self {
        let shares = model.and_then(|it| shares_of_next_visits(&it, customers, today));
        if let Some((model, shares)) = model.zip(shares) {
            return Self(By::Model(model, shares));
        }
        let gaps = ShopGaps::of(customers, today);
        Self(if gaps.number() < ENOUGH_GAPS { By::Nothing } else { By::Gaps(gaps) })
    }

    /// When a customer comes next; `None` for whoever never came.
    #[must_use]
    pub fn of(&self, customer: &History, today: Day) -> Option<NextVisit> {
        let window = match (customer.until(today).len(), &self.0) {
            (0, _) => return None,
            (1, _) | (_, By::Nothing) => None,
            (_, By::Model(model, shares)) => Window::by_model(model, *shares, customer, today),
            (_, By::Gaps(gaps)) => gaps.window(customer, today),
        };
        Some(window.map_or(NextVisit::TooWideToSay, NextVisit::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::lifetime::choice::most_likely_regularity;
    use crate::figures::lifetime::{Rows, Track};
    use crate::units::money::Money;

    fn every(n_days: i32, from: i32, to: i32) -> History {
        let days = (0..).map(|n| from + n * n_days).take_while(|day| *day <= to);
        History::new(days.map(|day| (Day(day), Money(100))))
    }

    #[test]
    fn a_window_is_told_where_the_past_has_shown_it() {
        let shop: Vec<History> = (0..60).map(|i| every(5 + i % 11, i, 300)).collect();
        let tracks: Vec<Track> = shop.iter().filter_map(|it| it.track(Day(300))).collect();
        let model = most_likely_regularity(&Rows::new(&tracks)).unwrap().model;
        let told = NextVisits::learn(Some(model), &shop, Day(300));
        let Some(NextVisit::Within(window)) = told.of(&shop[0], Day(300)) else {
            panic!("{told:?}");
        };
        assert!(window.earliest > Day(300) && window.latest < Day(320), "{window:?}");
        assert_eq!(told.of(&every(1, 300, 300), Day(300)), Some(NextVisit::TooWideToSay));
        assert_eq!(told.of(&every(1, 301, 310), Day(300)), None);

        let few = NextVisits::learn(Some(model), &shop[..2], Day(40));
        assert_eq!(few.of(&shop[0], Day(40)), Some(NextVisit::TooWideToSay));
    }

    #[test]
    fn a_young_shop_goes_by_its_gaps() {
        let shop: Vec<History> = (0..5).map(|i| every(7, i, 70)).collect();
        let told = NextVisits::learn(None, &shop, Day(70));
        let Some(NextVisit::Within(window)) = told.of(&shop[0], Day(70)) else {
            panic!("{told:?}");
        };
        assert!(window.median > Day(70) && window.latest < Day(100), "{window:?}");
        let younger = NextVisits::learn(None, &shop[..1], Day(70));
        assert_eq!(younger.of(&shop[0], Day(70)), Some(NextVisit::TooWideToSay));
    }
}
