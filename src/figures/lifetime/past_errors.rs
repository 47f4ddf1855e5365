//! How far off the shop's own forecasts were, and ranges that take it to heart.
//!
//! A model knows how chance falls and how sure its parameters are. It does not know that a season
//! ends, that prices change, or that the model is wrong: the range it gives of a total held two
//! times in nine in a music shop, where it claimed four in five. So the same forecast is made for
//! times that have passed ([`rolling_checks`]), and the errors it made there go into the range of
//! the next. The window of a customer's next visit takes to heart where past ones fell
//! ([`shares_of_next_visits`]).
//!
//! [`rolling_checks`]: super::holdout::rolling_checks

use super::history::History;
use super::holdout::Holdout;
use super::next_visit::{Pace, Shares};
use super::totals::Range;
use crate::units::calendar::Day;

/// The error of a total that is taken for granted, as a share: few checks cannot rule it out.
const USUAL_ERROR: f64 = 0.15;

/// How many checks the usual error counts for.
const USUAL_WEIGHT: f64 = 2.0;

/// Nine times in ten a normal number lies below this many deviations.
const NINE_IN_TEN: f64 = 1.2816;

/// Next visits of the past that must be known before a window is told.
pub const ENOUGH_VISITS: usize = 50;

/// From how long ago on the past is asked how soon people came, at most: a quarter.
const QUARTER_DAYS: i32 = 91;

/// Days of the past that are gone back to, at most.
const N_CUTS: i32 = 6;

/// The errors of totals forecast in the past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastErrors {
    /// Logarithms of what happened over what was forecast.
    ln_ratios: Vec<f64>,
}

impl PastErrors {
    /// The errors of these checks.
    #[must_use]
    pub fn of(checks: &[Holdout]) -> Self {
        let ln_ratio = |check: &Holdout| {
            let ratio = check.comparison.actual / check.by_chosen;
            (ratio.is_finite() && ratio > 0.0).then(|| ratio.ln())
        };
        Self { ln_ratios: checks.iter().filter_map(ln_ratio).collect() }
    }

    /// The least and the greatest share by which a total was off: (-0.12, 0.3) is a forecast that
    /// was from 12 % too low to 30 % too high. `None` without a check.
    #[must_use]
    pub fn total_off(&self) -> Option<(f64, f64)> {
        let off = || self.ln_ratios.iter().map(|ln| (-ln).exp_m1());
        Some((off().min_by(f64::total_cmp)?, off().max_by(f64::total_cmp)?))
    }

    /// A range of the model made as wide as the past asks for, and moved as far.
    ///
    /// Never narrower than the model's own.
    #[must_use]
    pub fn widened(&self, range: &Range) -> Range {
        if range.expected <= 0.0 {
            return *range;
        }
        let n = self.ln_ratios.iter().fold(0.0, |n, _| n + 1.0);
        let mean = self.ln_ratios.iter().sum::<f64>() / (n + USUAL_WEIGHT);
        let squares = self.ln_ratios.iter().map(|ln| (ln - mean).powi(2)).sum::<f64>();
        let variance = (squares + USUAL_WEIGHT * USUAL_ERROR.powi(2)) / (n + USUAL_WEIGHT);
        let of_model = (range.high / range.low.max(f64::MIN_POSITIVE)).ln() / (2.0 * NINE_IN_TEN);
        let deviation = (variance + of_model.min(3.0).powi(2)).sqrt();
        let moved = |deviations: f64| range.expected * (mean + deviations * deviation).exp();
        Range { expected: moved(0.0), low: moved(-NINE_IN_TEN), high: moved(NINE_IN_TEN) }
    }
}

/// The shares of the pace's next visits between which four in five of the shop's fell, seen from
/// days that have passed; `None` where fewer than [`ENOUGH_VISITS`] came then, so that nothing is
/// known of how well the pace tells.
///
/// Only customers who had come twice or more are asked about: whoever came once has no gap.
#[must_use]
pub fn shares_of_next_visits(pace: Pace, customers: &[History], today: Day) -> Option<Shares> {
    let first = customers.iter().filter_map(|it| it.until(today).first()).map(|it| it.day).min()?;
    let step = QUARTER_DAYS.min(today.since(first) / 3).max(1);
    let cuts = (0..N_CUTS)
        .map(|number| today.plus(-step - number * (step / 2).max(1)))
        .take_while(|cut| cut.since(first) >= step);
    let mut found: Vec<f64> = cuts
        .flat_map(|cut| customers.iter().filter_map(move |it| came_sooner(pace, it, cut, today)))
        .collect();
    if found.len() < ENOUGH_VISITS {
        return None;
    }
    found.sort_unstable_by(f64::total_cmp);
    let at = |tenths: usize| found[found.len() * tenths / 10];
    Some(Shares { earliest: at(1), median: at(5), latest: at(9) })
}

/// Which share of a customer's next visits after a day of the past was to come sooner than the one
/// that came, of all that were to come by today: the visits still to come are not known, and must
/// not make the window short.
fn came_sooner(pace: Pace, customer: &History, cut: Day, today: Day) -> Option<f64> {
    let n_seen = Some(customer.until(cut).len()).filter(|n_seen| *n_seen > 1)?;
    let days = customer.until(today).get(n_seen)?.day.since(cut);
    // To noon: see `Pace::window`.
    pace.share_of(customer, cut, f64::from(days) - 0.5, f64::from(today.since(cut)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(ratios: &[f64]) -> PastErrors {
        PastErrors { ln_ratios: ratios.iter().map(|ratio| ratio.ln()).collect() }
    }

    #[test]
    fn a_range_is_as_wide_as_the_past_was_wrong() {
        let range = Range { expected: 1000.0, low: 980.0, high: 1020.0 };
        let none = errors(&[]).widened(&range);
        assert!((none.expected - 1000.0).abs() < 1e-9);
        assert!(none.low < 830.0 && none.high > 1200.0, "{none:?}");
        let wrong = errors(&[0.6, 1.6, 0.7, 1.5]).widened(&range);
        assert!(wrong.low < none.low && wrong.high > none.high, "{wrong:?}");
        let right = errors(&[1.0; 6]).widened(&range);
        assert!(right.low > none.low && right.high < none.high, "{right:?}");
        let low = errors(&[1.3; 6]).widened(&range);
        assert!(low.expected > 1150.0 && low.low < 1300.0 && 1300.0 < low.high, "{low:?}");
        let nothing = Range { expected: 0.0, low: 0.0, high: 0.0 };
        assert_eq!(errors(&[1.3]).widened(&nothing), nothing);
    }

    #[test]
    fn how_far_off_totals_were_is_told_as_a_range() {
        assert_eq!(errors(&[]).total_off(), None);
        let (least, greatest) = errors(&[0.5, 1.25]).total_off().expect("two checks");
        assert!((least + 0.2).abs() < 1e-12 && (greatest - 1.0).abs() < 1e-12);
    }
}
