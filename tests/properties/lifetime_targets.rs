//! Published and recomputed figures of the music shop's log, and values of hard cases worked out
//! with sixty digits.

use std::fs;

use regulars::figures::lifetime::choice::{LeavingSeen, choose};
use regulars::figures::lifetime::regularity::{clumpiness, own_regularity, shop_regularity};
use regulars::figures::lifetime::spend::correlation;
use regulars::figures::lifetime::value::{SimpleValue, Year};
use regulars::figures::lifetime::{
    Bg, Fitted, GammaGamma, History, Leaving, Model, Pareto, Rows, Spend, Track,
};
use regulars::units::calendar::Day;
use serde_json::Value;

use crate::cdnow::{File, beside, end_of_calibration, histories};

/// The last day of the log.
pub(crate) fn end_of_log() -> Day {
    Day::from_ymd(1998, 6, 30).expect("a day")
}

pub(crate) fn near(name: &str, got: f64, expected: f64, tolerance: f64) {
    let off = (got - expected).abs();
    assert!(off <= tolerance, "{name}: {got}, expected {expected}, off by {off:e}");
}

pub(crate) fn near_share(name: &str, got: f64, expected: f64, tolerance: f64) {
    near(name, got, expected, tolerance * expected.abs());
}

pub(crate) fn tracks(customers: &[(u32, History)]) -> Vec<Track> {
    customers.iter().filter_map(|it| it.1.track(end_of_calibration())).collect()
}

pub(crate) fn spends(customers: &[(u32, History)]) -> Vec<Spend> {
    let dollars = |it: Spend| Spend { average: it.average / 100.0, ..it };
    customers.iter().filter_map(|it| it.1.spend(end_of_calibration()).map(dollars)).collect()
}

pub(crate) fn fit(tracks: &[Track], leaving: Leaving) -> Fitted<Bg> {
    Bg::fit(&Rows::new(tracks), leaving, 1).expect("a fit")
}

pub(crate) fn model(name: &str, p: &[f64]) -> Model {
    let bg =
        |leaving| Model::Bg(Bg { leaving, regularity: 1, r: p[0], alpha: p[1], a: p[2], b: p[3] });
    match name {
        "BG/NBD" => bg(Leaving::AfterRepeat),
        "MBG/NBD" => bg(Leaving::AfterAny),
        "Pareto/NBD" => Model::Pareto(Pareto { r: p[0], alpha: p[1], s: p[2], beta: p[3] }),
        other => panic!("no such model: {other}"),
    }
}

pub(crate) fn reference(file: &str) -> Option<Value> {
    let text = fs::read_to_string(beside(&format!("reference/{file}"))?).expect("text");
    Some(serde_json::from_str(&text).expect("json"))
}

pub(crate) fn number(value: &Value, name: &str) -> f64 {
    value[name].as_f64().unwrap_or(f64::NAN)
}

#[test]
fn bg_and_mbg_meet_the_published_parameters() {
    let check = |file, leaving, expected: [f64; 4], log_likelihood: f64| {
        let Some(customers) = histories(file) else { return };
        let fitted = fit(&tracks(&customers), leaving);
        let model = fitted.model;
        let name = format!("{file:?} {leaving:?}");
        near(&name, fitted.log_likelihood, log_likelihood, 1e-3);
        let got = [model.r, model.alpha, model.a, model.b];
        for (got, expected) in got.into_iter().zip(expected) {
            near_share(&name, got, expected, 1e-3);
        }
    };
    let (bg, mbg) = (Leaving::AfterRepeat, Leaving::AfterAny);
    check(File::Sample, bg, [0.24259, 4.41360, 0.79292, 2.42591], -9582.4292);
    check(File::Sample, mbg, [0.52484, 6.18309, 0.89136, 1.61400], -9582.1357);
    check(File::Master, bg, [0.25162, 4.78894, 0.72343, 2.16109], -95368.4439);
    check(File::Master, mbg, [0.63714, 7.31029, 0.80747, 1.22839], -95336.9583);
}

#[test]
fn pareto_meets_the_published_parameters() {
    let check = |file, expected: [f64; 4], log_likelihood: f64| {
        let Some(customers) = histories(file) else { return };
        let fitted = Pareto::fit(&Rows::new(&tracks(&customers))).expect("a fit");
        let model = fitted.model;
        let name = format!("{file:?} {fitted:?}");
        near(&name, fitted.log_likelihood, log_likelihood, 1e-3);
        near_share(&name, model.r, expected[0], 1e-3);
        near_share(&name, model.alpha, expected[1], 1e-3);
        near_share(&name, model.s, expected[2], 5e-3);
        near_share(&name, model.beta, expected[3], 1e-2);
    };
    check(File::Sample, [0.55328, 10.57768, 0.60624, 11.66873], -9594.9762);
    check(File::Master, [0.59742, 11.58566, 0.52219, 8.82776], -95415.1186);
}

#[test]
fn gamma_gamma_meets_the_published_parameters() {
    let check = |file, expected: [f64; 3], log_likelihood: f64, n: f64, mean: f64| {
        let Some(customers) = histories(file) else { return };
        let fitted = GammaGamma::fit(&spends(&customers)).expect("a fit");
        let name = format!("{file:?}");
        assert_eq!(fitted.customers, n);
        near(&name, fitted.log_likelihood, log_likelihood, 1e-3);
        let model = fitted.model;
        for (got, expected) in [model.p, model.q, model.v].into_iter().zip(expected) {
            near_share(&name, got, expected, 2e-3);
        }
        near(&name, model.expected_spend(None).expect("a mean"), mean, 5e-3);
    };
    check(File::Sample, [6.2496, 3.7442, 15.4435], -4055.9177, 946.0, 35.170);
    check(File::Master, [6.2754, 3.6244, 14.9837], -40763.4763, 9450.0, 35.828);
}

#[test]
fn spending_hardly_depends_on_visits() {
    for (file, expected) in [(File::Sample, 0.113_887_919), (File::Master, 0.080_153_588)] {
        let Some(customers) = histories(file) else { return };
        near("correlation", correlation(&spends(&customers)).expect("varied"), expected, 1e-8);
    }
}

#[test]
fn hard_cases_of_visits_agree_with_sixty_digits() {
    let Some(vectors) = reference("btyd_stress_vectors.json") else { return };
    let rows = vectors["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 102);
    for row in rows {
        let p: Vec<f64> =
            row["params"].as_array().expect("params").iter().filter_map(Value::as_f64).collect();
        let track = Track {
            repeats: u32::try_from(row["x"].as_u64().expect("x")).expect("small"),
            last: number(row, "t_x"),
            age: number(row, "T"),
            log_gaps: 0.0,
        };
        let model = model(row["model"].as_str().expect("a name"), &p);
        let got = [
            model.log_likelihood(&track),
            model.p_alive(&track),
            model.expected_visits(&track, number(row, "t")),
        ];
        check_vector(row, got);
    }
}

fn check_vector(row: &Value, [log_likelihood, p_alive, visits]: [f64; 3]) {
    let name = row.to_string();
    let expected = number(row, "log_likelihood");
    near(&name, log_likelihood, expected, (1e-10 * expected.abs()).max(1e-11));
    for (got, field) in [(p_alive, "p_alive"), (visits, "expected_purchases")] {
        let expected = number(row, field);
        if expected > 1e-290 {
            near_share(&name, got, expected, 1e-10);
        }
    }
}

#[test]
fn hard_cases_of_spending_agree_with_sixty_digits() {
    let Some(vectors) = reference("btyd_stress_vectors.json") else { return };
    for row in vectors["gamma_gamma"].as_array().expect("rows") {
        let model = GammaGamma { p: number(row, "p"), q: number(row, "q"), v: number(row, "v") };
        let repeats = u32::try_from(row["x"].as_u64().expect("x")).expect("small");
        let spend = Spend { repeats, average: number(row, "zbar") };
        near_share("ll", model.log_likelihood(&spend), number(row, "log_likelihood"), 1e-10);
        let expected = model.expected_spend(Some(&spend)).expect("a mean");
        near_share("spend", expected, number(row, "expected_spend"), 1e-10);
    }
}

#[test]
fn the_whole_log_gives_the_computed_parameters() {
    let Some(customers) = histories(File::Master) else { return };
    let tracks: Vec<Track> = customers.iter().filter_map(|it| it.1.track(end_of_log())).collect();
    let rows = Rows::new(&tracks);
    let check = |got: [f64; 4], expected: [f64; 4], log_likelihood: [f64; 2]| {
        near("log-likelihood", log_likelihood[0], log_likelihood[1], 1e-3);
        for ((got, expected), tolerance) in
            got.into_iter().zip(expected).zip([1e-3, 1e-3, 5e-3, 1e-2])
        {
            near_share("parameter", got, expected, tolerance);
        }
    };
    let bg = |leaving| {
        let fitted = Bg::fit(&rows, leaving, 1).expect("a fit");
        let it = fitted.model;
        ([it.r, it.alpha, it.a, it.b], fitted.log_likelihood)
    };
    let (got, ll) = bg(Leaving::AfterRepeat);
    check(got, [0.26713, 5.98649, 0.48352, 2.11161], [ll, -173425.9163]);
    let (got, ll) = bg(Leaving::AfterAny);
    check(got, [0.68942, 9.88938, 0.49160, 0.85851], [ll, -173294.4421]);
    let fitted = Pareto::fit(&rows).expect("a fit");
    let it = fitted.model;
    let got = [it.r, it.alpha, it.s, it.beta];
    check(got, [0.61099, 13.61419, 0.31258, 6.14856], [fitted.log_likelihood, -173327.9962]);

    let dollars = |it: Spend| Spend { average: it.average / 100.0, ..it };
    let spends: Vec<Spend> =
        customers.iter().filter_map(|it| it.1.spend(end_of_log()).map(dollars)).collect();
    let fitted = GammaGamma::fit(&spends).expect("a fit");
    near("spend", fitted.log_likelihood, -49496.524, 1e-3);
    near_share("p", fitted.model.p, 5.0860, 2e-3);
    near_share("q", fitted.model.q, 3.9951, 2e-3);
    near_share("v", fitted.model.v, 21.2522, 2e-3);
    assert_eq!(fitted.customers, 11_515.0);
}

#[test]
fn days_and_weeks_say_the_same() {
    let Some(customers) = histories(File::Sample) else { return };
    let weeks = tracks(&customers);
    let days: Vec<Track> = weeks
        .iter()
        .map(|it| Track {
            last: it.last * 7.0,
            age: it.age * 7.0,
            log_gaps: it.log_gaps + f64::from(it.repeats) * 7.0_f64.ln(),
            ..*it
        })
        .collect();
    let in_weeks = all_models(&weeks);
    let in_days = all_models(&days);
    near("BG in days", in_days[0].log_likelihood, -14363.5304, 1e-3);
    let repeats: f64 = weeks.iter().map(|it| f64::from(it.repeats)).sum();
    for (by_week, by_day) in in_weeks.iter().zip(&in_days) {
        let expected = by_week.log_likelihood - repeats * 7.0_f64.ln();
        near("log-likelihood", by_day.log_likelihood, expected, 1e-6);
        for (week, day) in weeks.iter().zip(&days).step_by(97) {
            let visits = by_week.model.expected_visits(week, 39.0);
            near_share("visits", by_day.model.expected_visits(day, 273.0), visits, 1e-4);
            let alive = by_week.model.p_alive(week);
            near_share("alive", by_day.model.p_alive(day), alive, 1e-4);
        }
    }
}

#[test]
fn joined_rows_give_the_same_fit() {
    let Some(customers) = histories(File::Sample) else { return };
    let tracks = tracks(&customers);
    let joined = Rows::new(&tracks);
    let twice = Rows::weighted(tracks.iter().map(|it| (*it, 2.0)));
    assert!(joined.kinds() < tracks.len());
    for leaving in [Leaving::Never, Leaving::AfterRepeat, Leaving::AfterAny] {
        let one = Bg::fit(&joined, leaving, 1).expect("a fit");
        let two = Bg::fit(&twice, leaving, 1).expect("a fit");
        near("log-likelihood", two.log_likelihood, 2.0 * one.log_likelihood, 1e-6);
        near_share("r", two.model.r, one.model.r, 1e-6);
        let each: f64 = tracks.iter().map(|it| one.model.log_likelihood(it)).sum();
        near("one by one", one.log_likelihood, each, 1e-7);
    }
}

pub(crate) const NAMES: [&str; 3] = ["BG/NBD", "MBG/NBD", "Pareto/NBD"];

/// BG, MBG and Pareto/NBD, fitted.
pub(crate) fn all_models(tracks: &[Track]) -> [Fitted<Model>; 3] {
    let rows = Rows::new(tracks);
    let bg = |leaving| Bg::fit(&rows, leaving, 1).expect("a fit").map(Model::Bg);
    let pareto = Pareto::fit(&rows).expect("a fit").map(Model::Pareto);
    [bg(Leaving::AfterRepeat), bg(Leaving::AfterAny), pareto]
}

pub(crate) fn summary(file: File) -> Option<Value> {
    reference(match file {
        File::Sample => "btyd_cdnow_sample_raw.json",
        File::Master => "btyd_cdnow_master_raw.json",
    })
}

#[test]
fn a_rhythm_is_found_where_there_is_one_and_not_where_there_is_none() {
    let Some(customers) = histories(File::Sample) else { return };
    let rows = Rows::new(&tracks(&customers));
    let check = |leaving, regularity, expected| {
        let got = Bg::fit(&rows, leaving, regularity).expect("a fit").log_likelihood;
        near(&format!("{leaving:?} {regularity}"), got, expected, 1e-3);
    };
    check(Leaving::AfterRepeat, 2, -9855.327);
    check(Leaving::AfterRepeat, 3, -10393.565);
    check(Leaving::AfterAny, 2, -9853.253);
    check(Leaving::AfterAny, 3, -10394.363);
    let chosen = choose(&rows).expect("enough customers");
    assert_eq!((chosen.regularity, chosen.leaving), (1, LeavingSeen::Said));
}

#[test]
fn music_buyers_come_by_chance() {
    let Some(customers) = histories(File::Sample) else { return };
    let today = end_of_log();
    let shop = shop_regularity(customers.iter().map(|it| &it.1), today).expect("customers");
    near("Wheat and Morrison", shop, 0.99, 0.005);
    let mut own: Vec<f64> = customers
        .iter()
        .filter_map(|it| own_regularity(&it.1.gaps_days(today).collect::<Vec<_>>()))
        .collect();
    own.sort_unstable_by(f64::total_cmp);
    let middle = own.len() / 2;
    near("median of own shapes", 0.5 * (own[middle - 1] + own[middle]), 1.14, 0.005);
}

#[test]
fn clumps_are_measured_as_published() {
    let Some(vectors) = reference("btyd_stress_vectors.json") else { return };
    for row in vectors["clumpiness"].as_array().expect("rows") {
        let small = |it: &Value| u32::try_from(it.as_u64().expect("a number")).expect("small");
        let days: Vec<u32> =
            row["event_days"].as_array().expect("days").iter().map(small).collect();
        let got = clumpiness(&days, small(&row["N"])).expect("days");
        near("clumpiness", got, number(row, "Hp"), 1e-10);
    }
}

#[test]
fn the_rule_of_thumb_is_as_computed() {
    let Some(customers) = histories(File::Master) else { return };
    let value = SimpleValue::of(customers.iter().map(|it| &it.1), end_of_log().plus(1), 0.30, 24.0)
        .expect("customers");
    near("average check", value.average_check / 100.0, 36.9918, 5e-5);
    near("visits per month", value.visits_per_month, 0.173496, 5e-7);
    near("value", value.value() / 100.0, 46.2091, 5e-5);
}

#[test]
fn the_year_is_worth_what_was_computed() {
    let Some(customers) = histories(File::Sample) else { return };
    let tracks = tracks(&customers);
    let spending = GammaGamma::fit(&spends(&customers)).expect("a fit").model;
    for (fitted, target) in all_models(&tracks).iter().zip([71_550.0, 67_813.0, 72_359.0]) {
        let value = |it: &(u32, History)| {
            let track = it.1.track(end_of_calibration())?;
            let spend = it.1.spend(end_of_calibration());
            let spend = spend.map(|it| Spend { average: it.average / 100.0, ..it });
            let per_visit = spending.expected_spend(spend.as_ref())?;
            let year = Year::of(&fitted.model, &track, 0.01);
            Some(year.value(per_visit, 1.0))
        };
        let total: f64 = customers.iter().filter_map(value).sum();
        near("total", total, target, 1.0);
    }
}
