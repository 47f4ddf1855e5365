//! When a customer may be expected next: a window, not a day.
//!
//! Even of customers with a rhythm only a quarter come within a week of any day one could name.
//! So the answer is a median and an interval meant to hold four visits in five, if the customer
//! comes back at all.
//!
//! With a model, the window is the model's ([`Window::by_model`]): the pace of everyone is the
//! background against which a customer's own visits count, and the silence so far is known to it.
//! On a music shop's hidden nine months its median misses by 51 days in the mean, where the
//! customer's own mean gap misses by 67 and the shop's median by 72, and 85 of 100 visits fall
//! into it. A shop too young for a model has [`ShopGaps::window`], drawn from the customer's own
//! gaps and from the shop's, which count for as much as [`SHOP_WEIGHT`] of their own. It misses by
//! 57 days and is too narrow (it holds 55 of 100 visits there), since a young shop has only seen
//! the short gaps end.

use super::bg::Bg;
use super::history::{DAYS_PER_WEEK, History};
use crate::units::calendar::Day;

/// How many of a customer's own gaps the shop's gaps together count for.
pub const SHOP_WEIGHT: f64 = 2.0;

/// All gaps between visits of all customers, in days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShopGaps {
    ascending: Vec<f64>,
}

/// When the next visit may be expected, if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// One visit in ten comes on this day or before.
    pub earliest: Day,
    /// Half of the visits come on this day or before.
    pub median: Day,
    /// Nine visits in ten come on this day or before.
    pub latest: Day,
}

/// Which shares of the model's next visits lie before the ends and the middle of a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Before its first day.
    pub earliest: f64,
    /// Before its median.
    pub median: f64,
    /// Up to its last day.
    pub latest: f64,
}

/// As the model says; [`shares_of_next_visits`](super::past_errors::shares_of_next_visits) are as
/// the shop's past says.
impl Default for Shares {
    fn default() -> Self {
        Self { earliest: 0.1, median: 0.5, latest: 0.9 }
    }
}

/// When the next visit may be expected, as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextVisit {
    /// Within this window, four times in five.
    Within(Window),
    /// The window would be wider than a year, which says nothing.
    TooWideToSay,
}

/// Days beyond which a window says nothing: a year.
const WIDEST_DAYS: i32 = 365;

impl From<Window> for NextVisit {
    fn from(window: Window) -> Self {
        if window.latest.since(window.earliest) > WIDEST_DAYS {
            Self::TooWideToSay
        } else {
            Self::Within(window)
        }
    }
}

impl Window {
    /// The window of a customer's next visit, seen from a day, by a model fitted in weeks; `None`
    /// if the customer never came.
    #[must_use]
    pub fn by_model(model: &Bg, shares: Shares, customer: &History, today: Day) -> Option<Self> {
        let track = customer.track(today)?;
        let day = |share| {
            let weeks = model.next_visit_within(&track, share);
            #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, as meant")]
            let days = (weeks * DAYS_PER_WEEK).ceil() as i32;
            today.plus(days.max(1))
        };
        let Shares { earliest, median, latest } = shares;
        Some(Self { earliest: day(earliest), median: day(median), latest: day(latest) })
    }
}

impl ShopGaps {
    /// The gaps of these customers up to a day.
    #[must_use]
    pub fn of<'a>(customers: impl IntoIterator<Item = &'a History>, today: Day) -> Self {
        let mut ascending: Vec<f64> =
            customers.into_iter().flat_map(|customer| customer.gaps_days(today)).collect();
        ascending.sort_unstable_by(f64::total_cmp);
        Self { ascending }
    }

    /// The median gap in days; `None` without gaps.
    #[must_use]
    pub fn median_days(&self) -> Option<f64> {
        median(&self.ascending)
    }

    /// The mean gap in days; `None` without gaps.
    #[must_use]
    pub fn mean_days(&self) -> Option<f64> {
        mean(&self.ascending)
    }

    /// The window of a customer's next visit, seen from a day; `None` if the customer never came,
    /// or has been silent for longer than any gap the customer or the shop has seen.
    ///
    /// Gaps shorter than the silence so far are out of the question and left out, which keeps the
    /// window from lying in the past.
    #[must_use]
    pub fn window(&self, customer: &History, today: Day) -> Option<Window> {
        let last = customer.until(today).last()?.day;
        let mut own: Vec<f64> = customer.gaps_days(today).collect();
        own.sort_unstable_by(f64::total_cmp);
        let mixed = Mixed { own: &own, shop: &self.ascending };
        let silent = f64::from(today.since(last));
        let open = mixed.longer_than(silent);
        let day = |share: f64| {
            let days = mixed.shortest_with_at_most(open * (1.0 - share), silent)?;
            #[expect(clippy::cast_possible_truncation, reason = "gaps were whole days")]
            let days = days as i32;
            Some(last.plus(days))
        };
        Some(Window { earliest: day(0.1)?, median: day(0.5)?, latest: day(0.9)? })
    }
}

/// A customer's own gaps and the shop's, each ascending.
struct Mixed<'a> {
    own: &'a [f64],
    shop: &'a [f64],
}

impl Mixed<'_> {
    /// The weight of all gaps longer than this.
    fn longer_than(&self, days: f64) -> f64 {
        let own = count(&self.own[self.own.partition_point(|gap| *gap <= days)..]);
        let shop = count(&self.shop[self.shop.partition_point(|gap| *gap <= days)..]);
        own + if shop > 0.0 { SHOP_WEIGHT * shop / count(self.shop) } else { 0.0 }
    }

    /// The shortest gap longer than `silent` beyond which no more than this weight lies.
    fn shortest_with_at_most(&self, weight: f64, silent: f64) -> Option<f64> {
        let shortest = |gaps: &[f64]| {
            let enough =
                |gap: &f64| *gap <= silent || self.longer_than(*gap) > weight * (1.0 + 1e-12);
            gaps.get(gaps.partition_point(enough)).copied()
        };
        match (shortest(self.own), shortest(self.shop)) {
            (Some(own), Some(shop)) => Some(own.min(shop)),
            (own, shop) => own.or(shop),
        }
    }
}

/// The plain guesses at a customer's next gap, to hold a window against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnGaps {
    /// Mean of the own gaps, in days.
    pub mean: f64,
    /// Median of the own gaps, in days.
    pub median: f64,
    /// The latest own gap, in days.
    pub last: f64,
    /// How many gaps there are.
    pub number: f64,
}

impl OwnGaps {
    /// The gaps of a customer up to a day; `None` with fewer than two visits.
    #[must_use]
    pub fn of(customer: &History, today: Day) -> Option<Self> {
        let mut gaps: Vec<f64> = customer.gaps_days(today).collect();
        let last = *gaps.last()?;
        gaps.sort_unstable_by(f64::total_cmp);
        Some(Self { mean: mean(&gaps)?, median: median(&gaps)?, last, number: count(&gaps) })
    }

    /// The own mean drawn towards the shop's, which counts for [`SHOP_WEIGHT`] gaps.
    #[must_use]
    pub fn shrunk_mean(&self, shop_mean: f64) -> f64 {
        (self.number * self.mean + SHOP_WEIGHT * shop_mean) / (self.number + SHOP_WEIGHT)
    }
}

fn count(values: &[f64]) -> f64 {
    f64::from(u32::try_from(values.len()).unwrap_or(u32::MAX))
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values))
}

/// The median of ascending values: the middle one, or the mean of the two in the middle.
pub(super) fn median(ascending: &[f64]) -> Option<f64> {
    let middle = ascending.len() / 2;
    let upper = *ascending.get(middle)?;
    Some(if ascending.len() % 2 == 1 { upper } else { 0.5 * (ascending[middle - 1] + upper) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::money::Money;

    fn history(days: &[i32]) -> History {
        History::new(days.iter().map(|&day| (Day(day), Money(100))))
    }

    #[test]
    fn the_window_lies_ahead_and_is_drawn_from_gaps_longer_than_the_silence() {
        let shop = [history(&[0, 7, 14, 21, 28]), history(&[0, 60]), history(&[0, 100])];
        let gaps = ShopGaps::of(&shop, Day(200));
        let check = |days: &[i32], today: i32, expected: Option<(i32, i32, i32)>| {
            let window = gaps.window(&history(days), Day(today));
            let got = window.map(|it| (it.earliest.0, it.median.0, it.latest.0));
            assert_eq!(got, expected, "{days:?} {today}");
        };
        check(&[], 10, None);
        check(&[10], 10, Some((17, 17, 110)));
        check(&[10], 50, Some((70, 70, 110)));
        check(&[0, 30, 60, 90, 120], 121, Some((127, 150, 180)));
        check(&[10], 150, None);
    }

    #[test]
    fn a_window_wider_than_a_year_is_not_told() {
        let window = |days| Window { earliest: Day(10), median: Day(20), latest: Day(10 + days) };
        assert_eq!(NextVisit::from(window(365)), NextVisit::Within(window(365)));
        assert_eq!(NextVisit::from(window(366)), NextVisit::TooWideToSay);
    }

    #[test]
    fn a_mean_is_drawn_towards_the_shop() {
        let own = OwnGaps::of(&history(&[0, 10, 40]), Day(99)).expect("two gaps");
        assert_eq!((own.mean, own.median, own.last), (20.0, 20.0, 30.0));
        assert_eq!(own.shrunk_mean(40.0), 30.0);
    }
}
