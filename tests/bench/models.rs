//! Fits and scores of the purchase models, beside lifetimes 0.11.3, on the same customers.
#![expect(clippy::print_stdout, reason = "a bench prints")]

use std::hint::black_box;
use std::time::Instant;

use regulars::figures::lifetime::holdout::check_forecast;
use regulars::figures::lifetime::totals::{Known, forecast_totals};
use regulars::figures::lifetime::{
    Bg, GammaGamma, History, Leaving, Model, Pareto, Rows, Spend, Track, choose,
};

use crate::cdnow::{File, beside, end_of_calibration, histories, lines};
use crate::python::{Timed, run};

/// Prints the comparison for both files of the log.
pub(crate) fn section() {
    for (file, name) in [(File::Sample, "CDNOW_sample.txt"), (File::Master, "CDNOW_master.txt.gz")]
    {
        let (Some(customers), Some(path)) = (histories(file), beside(name)) else { return };
        println!("\npurchase models, {name}, {} customers", customers.len());
        println!("{:<32} {:>12} {:>12} {:>8}", "", "lifetimes s", "ours s", "ratio");
        let theirs = run("lifetimes_pandas.py", &[&path.to_string_lossy(), "7"]);
        compare(file, &customers, &theirs);
    }
}

fn compare(file: File, customers: &[(u32, History)], theirs: &[Timed]) {
    let today = end_of_calibration();
    let tracks: Vec<Track> = customers.iter().filter_map(|it| it.1.track(today)).collect();
    summary(file, theirs);
    visits(&tracks, theirs);
    spending(customers, theirs);
    ours_alone(&tracks, customers);
}

/// What lifetimes has not.
fn ours_alone(tracks: &[Track], customers: &[(u32, History)]) {
    let rows = Rows::new(tracks);
    print_line("choice of model", median(|| choose(&Rows::new(tracks))), &[]);
    let fitted = choose(&rows).expect("enough customers").fitted;
    let known: Vec<Known> = tracks.iter().map(|it| Known { track: *it, spend: None }).collect();
    let totals = || forecast_totals(&fitted, None, &known, 39.0, 10, 1);
    print_line("range of totals, 10 futures", median(totals), &[]);
    let histories: Vec<History> = customers.iter().map(|it| it.1.clone()).collect();
    let check = || check_forecast(&histories, end_of_calibration());
    print_line("forecast of the hidden third", median(check), &[]);
}

/// From the lines of the log to a track for each customer.
fn summary(file: File, theirs: &[Timed]) {
    let log = lines(file).expect("it was read before");
    let ours = median(|| {
        let mut log = log.clone();
        log.sort_unstable_by_key(|line| line.0);
        let tracks = log.chunk_by(|a, b| a.0 == b.0).filter_map(|of_one| {
            let history = History::new(of_one.iter().map(|line| (line.1, line.2)));
            history.track(end_of_calibration())
        });
        tracks.collect::<Vec<_>>()
    });
    print_line("summary", ours, theirs);
}

fn visits(tracks: &[Track], theirs: &[Timed]) {
    for (name, leaving) in [("bg", Leaving::AfterRepeat), ("mbg", Leaving::AfterAny)] {
        let fit = || Bg::fit(&Rows::new(tracks), leaving, 1).expect("a fit");
        print_line(name, median(fit), theirs);
        let bg = |p: &[f64]| {
            Model::Bg(Bg { leaving, regularity: 1, r: p[0], alpha: p[1], a: p[2], b: p[3] })
        };
        print_gain(name, fit().log_likelihood, theirs, |p| total(&bg(p), tracks));
        print_line(&format!("{name} scores"), scores(&Model::Bg(fit().model), tracks), theirs);
    }
    let fit = || Pareto::fit(&Rows::new(tracks)).expect("a fit");
    print_line("pareto", median(fit), theirs);
    let pareto = |p: &[f64]| Model::Pareto(Pareto { r: p[0], alpha: p[1], s: p[2], beta: p[3] });
    print_gain("pareto", fit().log_likelihood, theirs, |p| total(&pareto(p), tracks));
    print_line("pareto scores", scores(&Model::Pareto(fit().model), tracks), theirs);
}

/// The time to score every customer once.
fn scores(model: &Model, tracks: &[Track]) -> f64 {
    median(|| {
        let score = |it: &Track| model.p_alive(it) + model.expected_visits(it, 39.0);
        tracks.iter().map(score).sum::<f64>()
    })
}

fn spending(customers: &[(u32, History)], theirs: &[Timed]) {
    let dollars = |it: Spend| Spend { average: it.average / 100.0, ..it };
    let spend = |it: &(u32, History)| it.1.spend(end_of_calibration()).map(dollars);
    let spends: Vec<Spend> = customers.iter().filter_map(spend).collect();
    let fit = || GammaGamma::fit(&spends).expect("a fit");
    print_line("spend", median(fit), theirs);
    print_gain("spend", fit().log_likelihood, theirs, |p| {
        let model = GammaGamma { p: p[0], q: p[1], v: p[2] };
        spends.iter().map(|it| model.log_likelihood(it)).sum()
    });
}

fn total(model: &Model, tracks: &[Track]) -> f64 {
    tracks.iter().map(|it| model.log_likelihood(it)).sum()
}

/// The median time of a task over 15 runs, in seconds.
fn median<T>(task: impl Fn() -> T) -> f64 {
    let mut seconds: Vec<f64> = (0..15)
        .map(|_| {
            let start = Instant::now();
            black_box(task());
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_unstable_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

fn print_line(name: &str, ours: f64, theirs: &[Timed]) {
    match theirs.iter().find(|it| it.name == name) {
        Some(it) => {
            let ratio = it.seconds / ours;
            println!("{name:<32} {:>12.5} {ours:>12.5} {ratio:>7.1}x", it.seconds);
        }
        None => println!("{name:<32} {:>12} {ours:>12.5}", "-"),
    }
}

/// How much likelier the customers are under our parameters than under theirs.
fn print_gain(name: &str, ours: f64, theirs: &[Timed], likelihood: impl Fn(&[f64]) -> f64) {
    if let Some(it) = theirs.iter().find(|it| it.name == name) {
        let gain = ours - likelihood(&it.found);
        println!("{:<32} log-likelihood {ours:.4}, theirs {gain:+.1e}", "");
    }
}
