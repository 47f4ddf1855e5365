//! Published and recomputed figures of the music shop's log, and values of hard cases worked out
//! with sixty digits.

use std::fs;

use regulars::lifetime::{
    Bg, Fitted, GammaGamma, History, Leaving, Model, Pareto, Rows, Spend, Track,
};
use serde_json::Value;

use crate::cdnow::{File, beside, end_of_calibration, histories};

fn near(name: &str, got: f64, expected: f64, tolerance: f64) {
    let off = (got - expected).abs();
    assert!(off <= tolerance, "{name}: {got}, expected {expected}, off by {off:e}");
}

fn near_share(name: &str, got: f64, expected: f64, tolerance: f64) {
    near(name, got, expected, tolerance * expected.abs());
}

fn tracks(customers: &[(u32, History)]) -> Vec<Track> {
    customers.iter().filter_map(|it| it.1.track(end_of_calibration())).collect()
}

fn spends(customers: &[(u32, History)]) -> Vec<Spend> {
    let dollars = |it: Spend| Spend { average: it.average / 100.0, ..it };
    customers.iter().filter_map(|it| it.1.spend(end_of_calibration()).map(dollars)).collect()
}

fn fit(tracks: &[Track], leaving: Leaving) -> Fitted<Bg> {
    Bg::fit(&Rows::new(tracks), leaving, 1).expect("a fit")
}

fn model(name: &str, p: &[f64]) -> Model {
    let bg =
        |leaving| Model::Bg(Bg { leaving, regularity: 1, r: p[0], alpha: p[1], a: p[2], b: p[3] });
    match name {
        "BG/NBD" => bg(Leaving::AfterRepeat),
        "MBG/NBD" => bg(Leaving::AfterAny),
        "Pareto/NBD" => Model::Pareto(Pareto { r: p[0], alpha: p[1], s: p[2], beta: p[3] }),
        other => panic!("no such model: {other}"),
    }
}

fn reference(file: &str) -> Option<Value> {
    let text = fs::read_to_string(beside(&format!("reference/{file}"))?).expect("text");
    Some(serde_json::from_str(&text).expect("json"))
}

fn number(value: &Value, name: &str) -> f64 {
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
