//! How far to trust the forecast: the same model, asked about months that have passed.
//!
//! The last third of the shop's time is hidden, a model is chosen from the rest, and the forecast
//! of it and Pareto/NBD [`together`](super::together) is held against what happened. A page can show the error beside every forecast.

use super::choice::{Chosen, NoChoice, choose};
use super::compare::Comparison;
use super::history::{DAYS_PER_WEEK, History, Track};
use super::rows::Rows;
use super::together::Together;
use crate::units::calendar::Day;

/// A forecast of the hidden third, and what happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holdout {
    /// The last day the model saw.
    pub seen_until: Day,
    /// How long the hidden time was, in weeks.
    pub horizon_weeks: f64,
    /// The model chosen from what it saw.
    pub chosen: Chosen,
    /// Forecast and visits, over the customers who had come by then.
    pub comparison: Comparison,
    /// Visits forecast by the chosen model alone, as totals are.
    pub by_chosen: f64,
}

/// Hides the last third of the time from the first visit to today, and forecasts it.
///
/// # Errors
///
/// Why no model could be chosen from the first two thirds.
pub fn check_forecast(customers: &[History], today: Day) -> Result<Holdout, NoChoice> {
    let first = customers.iter().filter_map(|it| it.until(today).first()).map(|it| it.day).min();
    let hidden_days = first.map_or(0, |first| today.since(first) / 3);
    check_forecast_from(customers, today.plus(-hidden_days), today)
}

/// How many times the past is asked at most.
const MOST_CHECKS: i32 = 6;

/// Weeks a shop must have seen before its past is asked.
const LEAST_WEEKS_SEEN: i32 = 8;

/// Asks the same of several days of the past, latest first: what would have been forecast for the
/// time of this length after it, and what happened.
///
/// One check says little of the next: a shop that was off by an eighth too little one time was off
/// by almost as much again as it forecast the other. Where the past is too short for checks of
/// this length, they are shorter: a third of it.
#[must_use]
pub fn rolling_checks(customers: &[History], today: Day, horizon_weeks: f64) -> Vec<Holdout> {
    let first = customers.iter().filter_map(|it| it.until(today).first()).map(|it| it.day).min();
    let Some(first) = first else { return Vec::new() };
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, as meant")]
    let wanted = (horizon_weeks * DAYS_PER_WEEK).round() as i32;
    let hidden = wanted.min(today.since(first) / 3).max(1);
    let seen_least = hidden.max(LEAST_WEEKS_SEEN * 7);
    (0..MOST_CHECKS)
        .map(|number| today.plus(-hidden - number * (hidden / 2).max(1)))
        .take_while(|cut| cut.since(first) >= seen_least)
        .filter_map(|cut| check_forecast_from(customers, cut, cut.plus(hidden)).ok())
        .collect()
}

/// Forecasts from one day to another, and compares.
///
/// # Errors
///
/// Why no model could be chosen from what was seen.
pub fn check_forecast_from(
    customers: &[History],
    seen_until: Day,
    today: Day,
) -> Result<Holdout, NoChoice> {
    let known = || customers.iter().filter_map(|it| Some((it, it.track(seen_until)?)));
    let tracks: Vec<Track> = known().map(|(_, track)| track).collect();
    let rows = Rows::new(&tracks);
    let chosen = choose(&rows)?;
    let together = Together::new(chosen.fitted.model, &rows);
    let horizon_weeks = f64::from(today.since(seen_until)) / DAYS_PER_WEEK;
    let pairs: Vec<(f64, f64)> = known()
        .map(|(customer, track)| {
            let forecast = together.expected_visits(&track, horizon_weeks);
            let visits = customer.until(today).len() - customer.until(seen_until).len();
            (forecast, f64::from(u32::try_from(visits).unwrap_or(u32::MAX)))
        })
        .collect();
    let comparison = Comparison::of(&pairs).expect("a choice needs customers");
    let model = chosen.fitted.model;
    let by_chosen = tracks.iter().map(|it| model.expected_visits(it, horizon_weeks)).sum();
    Ok(Holdout { seen_until, horizon_weeks, chosen, comparison, by_chosen })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::money::Money;

    #[test]
    fn the_last_third_is_hidden() {
        let customers: Vec<History> = (0..60)
            .map(|i| {
                let step = 5 + i % 11;
                History::new((0..300 / step).map(|n| (Day(i + n * step), Money(100))))
            })
            .collect();
        let holdout = check_forecast(&customers, Day(360)).expect("sixty came back");
        assert_eq!((holdout.seen_until, holdout.horizon_weeks), (Day(240), 120.0 / 7.0));
        assert_eq!(holdout.comparison.customers, 60.0);
        assert!(holdout.comparison.total_off().expect("visits").abs() < 0.5);
    }

    #[test]
    fn the_past_is_asked_as_often_as_it_reaches() {
        let customers: Vec<History> = (0..60)
            .map(|i| {
                let step = 5 + i % 11;
                History::new((0..300 / step).map(|n| (Day(i + n * step), Money(100))))
            })
            .collect();
        let cuts = |today: i32| -> Vec<i32> {
            let checks = rolling_checks(&customers, Day(today), 13.0);
            checks.iter().map(|check| check.seen_until.0).collect()
        };
        assert_eq!(cuts(300), [209, 164, 119]);
        assert_eq!(cuts(120), [80, 60]);
        assert!(cuts(50).is_empty());
        assert_eq!(rolling_checks(&[], Day(300), 13.0), []);
    }

    #[test]
    fn a_new_shop_has_nothing_to_hide() {
        assert_eq!(check_forecast(&[], Day(0)), Err(NoChoice::TooFew { missing: 30 }));
    }
}
