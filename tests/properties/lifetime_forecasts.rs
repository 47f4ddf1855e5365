//! What the models forecast for a music shop's customers, held against what was published,
//! computed, and bought.

use regulars::figures::lifetime::coming::NextVisits;
use regulars::figures::lifetime::compare::Comparison;
use regulars::figures::lifetime::holdout::rolling_checks;
use regulars::figures::lifetime::next_visit::{NextVisit, OwnGaps, Shares, ShopGaps};
use regulars::figures::lifetime::past_errors::PastErrors;
use regulars::figures::lifetime::totals::{Known, forecast_totals};
use regulars::figures::lifetime::{Fitted, GammaGamma, History, Leaving, Model, Spend, Track};
use regulars::units::calendar::Day;
use serde_json::Value;

use crate::cdnow::{File, end_of_calibration, histories};
use crate::lifetime_targets::{
    NAMES, all_models, end_of_log, fit, model, near, near_share, number, spends, summary, tracks,
};

#[test]
fn named_customers_get_their_figures() {
    for file in [File::Sample, File::Master] {
        let (Some(customers), Some(summary)) = (histories(file), summary(file)) else { return };
        let fitted = all_models(&tracks(&customers));
        let spending = GammaGamma::fit(&spends(&customers)).expect("a fit").model;
        for row in summary["named_customers"]["rows"].as_array().expect("rows") {
            let id = row["customer"].as_u64().expect("an id");
            let history = &customers.iter().find(|it| u64::from(it.0) == id).expect("known").1;
            let track = history.track(end_of_calibration()).expect("bought by then");
            near("age", track.age, number(row, "T"), 1e-9);
            near("last", track.last, number(row, "t_x"), 1e-9);
            for (name, fitted) in NAMES.iter().zip(&fitted) {
                named_customer(name, &summary["models"][name], &row[name], &track, fitted);
            }
            let spend = history.spend(end_of_calibration());
            let spend = spend.map(|it| Spend { average: it.average / 100.0, ..it });
            let got = spending.expected_spend(spend.as_ref()).expect("a mean");
            near_share("spend", got, number(row, "gamma_gamma_expected_spend"), 2e-4);
        }
    }
}

/// After our own fit to 2e-4, at the given parameters to 1e-9.
fn named_customer(name: &str, p: &Value, row: &Value, track: &Track, fitted: &Fitted<Model>) {
    let fields: &[&str] = if name.starts_with("Pareto") {
        &["r", "alpha", "s", "beta"]
    } else {
        &["r", "alpha", "a", "b"]
    };
    let given = model(name, &fields.iter().map(|field| number(p, field)).collect::<Vec<_>>());
    for (model, tolerance) in [(&given, 1e-9), (&fitted.model, 2e-4)] {
        near_share(name, model.p_alive(track), number(row, "p_alive"), tolerance);
        let visits = model.expected_visits(track, 39.0);
        near_share(name, visits, number(row, "expected_purchases"), tolerance);
    }
    near_share(name, given.log_likelihood(track), number(row, "log_likelihood"), 1e-9);
}

#[test]
fn the_mean_probability_of_being_there_is_as_computed() {
    for file in [File::Sample, File::Master] {
        let (Some(customers), Some(summary)) = (histories(file), summary(file)) else { return };
        let tracks = tracks(&customers);
        let n = number(&summary, "customers");
        for (name, fitted) in NAMES.iter().zip(all_models(&tracks)) {
            let sum: f64 = tracks.iter().map(|it| fitted.model.p_alive(it)).sum();
            near(name, sum / n, number(&summary["models"][name], "mean_p_alive"), 1e-4);
        }
    }
}

#[test]
fn the_hidden_39_weeks_are_forecast_as_published() {
    for file in [File::Sample, File::Master] {
        let (Some(customers), Some(summary)) = (histories(file), summary(file)) else { return };
        let holdout = &summary["holdout"];
        for (name, fitted) in NAMES.iter().zip(all_models(&tracks(&customers))) {
            let pairs: Vec<(f64, f64)> = customers
                .iter()
                .filter_map(|(_, it)| {
                    let track = it.track(end_of_calibration())?;
                    let hidden =
                        it.until(end_of_log()).len() - it.until(end_of_calibration()).len();
                    let hidden = u32::try_from(hidden).expect("small");
                    Some((fitted.model.expected_visits(&track, 39.0), f64::from(hidden)))
                })
                .collect();
            let got = Comparison::of(&pairs).expect("customers");
            let expected = &holdout[name];
            near(name, got.actual, number(holdout, "actual_total"), 0.0);
            near_share(name, got.forecast, number(expected, "predicted_total"), 2e-4);
            near(name, got.total_off().expect("some"), number(expected, "bias_total"), 5e-4);
            near(name, got.mean_error, number(expected, "MAE"), 5e-4);
            near(name, got.root_square_error, number(expected, "RMSE"), 5e-4);
            near(name, got.correlation.expect("varied"), number(expected, "pearson_r"), 5e-4);
        }
    }
}

#[test]
fn the_numbers_of_repeats_are_spread_as_published() {
    for file in [File::Sample, File::Master] {
        let (Some(customers), Some(summary)) = (histories(file), summary(file)) else { return };
        let tracks = tracks(&customers);
        let mut seen = [0.0; 8];
        for track in &tracks {
            seen[usize::try_from(track.repeats.min(7)).expect("small")] += 1.0;
        }
        for (name, fitted) in NAMES.iter().zip(all_models(&tracks)) {
            let mut expected = [0.0; 8];
            for (age, n) in ages(&tracks) {
                let mut rest = 1.0;
                for repeats in 0..7 {
                    let p = fitted.model.probability_of(repeats, age);
                    rest -= p;
                    expected[usize::try_from(repeats).expect("small")] += n * p;
                }
                expected[7] += n * rest;
            }
            let chi2: f64 = seen.iter().zip(expected).map(|(seen, p)| (seen - p).powi(2) / p).sum();
            let target = number(&summary["calibration_frequency_fit"][name], "chi2");
            near(name, chi2, target, 0.01);
        }
    }
}

/// Distinct ages with the number of customers.
fn ages(tracks: &[Track]) -> Vec<(f64, f64)> {
    let mut ages: Vec<f64> = tracks.iter().map(|it| it.age).collect();
    ages.sort_unstable_by(f64::total_cmp);
    let same = |a: &f64, b: &f64| a.to_bits() == b.to_bits();
    ages.chunk_by(same).map(|group| (group[0], group.iter().fold(0.0, |n, _| n + 1.0))).collect()
}

#[test]
fn weekly_totals_are_tracked_as_computed() {
    for file in [File::Sample, File::Master] {
        let (Some(customers), Some(summary)) = (histories(file), summary(file)) else { return };
        let tracks = tracks(&customers);
        let ages = ages(&tracks);
        let actual = |week: i32| -> f64 {
            let until = end_of_calibration().plus(7 * (week - 39));
            let repeats = |it: &(u32, History)| it.1.until(until).len().saturating_sub(1);
            let sum: usize = customers.iter().map(repeats).sum();
            f64::from(u32::try_from(sum).expect("small"))
        };
        for (name, fitted) in NAMES.iter().zip(all_models(&tracks)) {
            let tracking = &summary["weekly_tracking"][name];
            let forecast = |week: i32| -> f64 {
                // Weeks end at their last midnight, a day's share after the calibration's end.
                let later = f64::from(week - 39) + 1.0 / 7.0;
                let of = |&(age, n): &(f64, f64)| {
                    n * fitted.model.expected_of_new((age + later).max(0.0))
                };
                ages.iter().map(of).sum()
            };
            let off: f64 = (40..=78).map(|week| (forecast(week) / actual(week) - 1.0).abs()).sum();
            let target = number(tracking, "MAPE_cumulative_weeks_40_78");
            near(name, off / 39.0, target, 5e-4);
            let target = number(tracking, "deviation_at_week_78");
            near(name, forecast(78) / actual(78) - 1.0, target, 5e-4);
            for (week, total) in tracking["predicted_cumulative"].as_object().expect("weeks") {
                let week = week.parse().expect("a number");
                near_share(name, forecast(week), total.as_f64().expect("a number"), 2e-4);
            }
        }
    }
}

/// How far guesses at the next visit were off, in days.
#[derive(Default)]
struct Misses(Vec<f64>);

impl Misses {
    fn add(&mut self, last: Day, guess: f64, next: Day) {
        let day = (f64::from(last.0) + guess).max(f64::from(end_of_calibration().0) + 1.0);
        self.0.push((day - f64::from(next.0)).abs());
    }

    /// Mean, median, and the share within a week.
    fn figures(mut self) -> [f64; 3] {
        self.0.sort_unstable_by(f64::total_cmp);
        let n = self.0.iter().fold(0.0, |n, _| n + 1.0);
        let soon = self.0.iter().filter(|it| **it <= 7.0).fold(0.0, |n, _| n + 1.0);
        [self.0.iter().sum::<f64>() / n, self.0[self.0.len() / 2], soon / n]
    }
}

/// What is guessed for one customer: days from the last visit to the next.
struct Guesses<'a> {
    shop: &'a ShopGaps,
}

impl Guesses<'_> {
    fn of(&self, customer: &History, own: &OwnGaps, last: Day) -> [f64; 6] {
        let cut = end_of_calibration();
        let shop_median = self.shop.median_days().expect("gaps");
        let pace = self.shop.pace().expect("gaps");
        let window = pace.window(Shares::default(), customer, cut).expect("visits");
        [
            own.mean,
            own.median,
            own.last,
            own.shrunk_mean(self.shop.mean_days().expect("gaps")),
            shop_median,
            f64::from(window.median.since(last)),
        ]
    }
}

/// Customers with two gaps who came back after the calibration: gaps, last day, next day.
fn came_back(customer: &History) -> Option<(OwnGaps, Day, Day)> {
    let seen = customer.until(end_of_calibration());
    let own = OwnGaps::of(customer, end_of_calibration()).filter(|it| it.number >= 2.0)?;
    let next = customer.until(end_of_log()).get(seen.len())?;
    Some((own, seen.last()?.day, next.day))
}

#[test]
fn the_next_visit_is_met_better_than_by_any_plain_guess() {
    let Some(customers) = histories(File::Master) else { return };
    let shop = ShopGaps::of(customers.iter().map(|it| &it.1), end_of_calibration());
    let guesses = Guesses { shop: &shop };
    let mut misses: [Misses; 6] = Default::default();
    for (_, customer) in &customers {
        let Some((own, last, next)) = came_back(customer) else { continue };
        for (misses, guess) in misses.iter_mut().zip(guesses.of(customer, &own, last)) {
            misses.add(last, guess, next);
        }
    }
    let expected = [
        [66.75, 42.0, 0.117],
        [67.85, 43.5, 0.113],
        [69.67, 48.0, 0.105],
        [67.22, 41.6, 0.118],
        [71.63, 46.0, 0.112],
        [50.9, 34.0, 0.141],
    ];
    for (place, (got, expected)) in
        misses.map(Misses::figures).into_iter().zip(expected).enumerate()
    {
        // The plain guesses are exact; the window is ours, and may get better.
        if place == 5 {
            assert!(got[0] < expected[0] + 0.1, "{place} {got:?}");
            continue;
        }
        for ((got, expected), tolerance) in got.into_iter().zip(expected).zip([0.006, 0.05, 6e-4]) {
            near("miss", got, expected, tolerance);
        }
    }
}

#[test]
fn the_window_holds_four_visits_in_five() {
    let Some(customers) = histories(File::Master) else { return };
    let histories: Vec<History> = customers.into_iter().map(|it| it.1).collect();
    let (mut n_told, mut n_held, mut n_too_wide) = (0.0, 0.0, 0.0);
    for days in [-120, -60, 0, 60, 120, 180] {
        let cut = end_of_calibration().plus(days);
        let told = NextVisits::learn(&histories, cut);
        for customer in &histories {
            let Some(next) = customer.visits().get(customer.until(cut).len()) else { continue };
            let Some(told) = told.of(customer, cut) else { continue };
            match told {
                NextVisit::TooWideToSay => n_too_wide += 1.0,
                NextVisit::Within(window) => {
                    n_told += 1.0;
                    let is_held = window.earliest <= next.day && next.day <= window.latest;
                    n_held += f64::from(u8::from(is_held));
                }
            }
        }
    }
    assert!(n_told > 10_000.0 && n_too_wide > 1_000.0, "{n_told} {n_too_wide}");
    near("held", n_held / n_told, 0.80, 0.03);
}

#[test]
fn a_range_of_totals_holds_four_times_in_five_by_the_past_of_the_shop() {
    let Some(customers) = histories(File::Master) else { return };
    let histories: Vec<History> = customers.into_iter().map(|it| it.1).collect();
    let (mut n_held, mut n_held_by_model) = (0, 0);
    for month in 0..10 {
        let cut = Day::from_ymd(1997, 5, 31).expect("a day").plus(30 * month);
        let known: Vec<Known> = histories
            .iter()
            .filter_map(|it| Some(Known { track: it.track(cut)?, spend: None }))
            .collect();
        let tracks: Vec<Track> = known.iter().map(|it| it.track).collect();
        let fitted = fit(&tracks, Leaving::AfterAny).map(Model::Bg);
        let by_model = forecast_totals(&fitted, None, &known, 13.0, 10, 1).expect("a fit").visits;
        let checks = rolling_checks(&histories, cut, 13.0);
        let range = PastErrors::of(&checks).widened(&by_model);
        let seen = |it: &&History| it.track(cut).is_some();
        let visits = |it: &History| it.until(cut.plus(91)).len() - it.until(cut).len();
        let actual: usize = histories.iter().filter(seen).map(visits).sum();
        let actual = f64::from(u32::try_from(actual).expect("small"));
        n_held += u32::from(range.low <= actual && actual <= range.high);
        n_held_by_model += u32::from(by_model.low <= actual && actual <= by_model.high);
        assert!(range.high < 1.5 * range.low, "{cut:?} {range:?}");
    }
    assert!((7..=9).contains(&n_held), "{n_held} of 10");
    assert!(n_held_by_model < 5, "{n_held_by_model} of 10");
}
