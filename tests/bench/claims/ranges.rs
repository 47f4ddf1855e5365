//! Ranges that claim to hold four times in five.

use regulars::figures::lifetime::holdout::{Holdout, rolling_checks};
use regulars::figures::lifetime::next_visit::{NextVisit, Window};
use regulars::figures::lifetime::past_errors::{PastErrors, shares_of_next_visits};
use regulars::figures::lifetime::totals::{Known, forecast_totals};
use regulars::figures::lifetime::{History, Model, Rows, choose};
use regulars::units::calendar::Day;

use crate::log::{Log, QUARTER_DAYS, share};

const N_FUTURES: u32 = 20;

/// Prints how often each of them held.
pub(crate) fn section(log: &Log, cuts: &[Day]) {
    println!("\nranges that claim four times in five, by cut");
    println!(
        "{:<12}{:>9}{:>9}{:>9}{:>7}{:>12}{:>12}{:>12}",
        "day", "low", "visits", "high", "held", "next 1", "next 2", "next 3+"
    );
    let (mut held, mut n, mut width) = (0.0, 0.0, 0.0);
    let (mut windows, mut n_too_wide) = ([[0.0; 2]; 3], 0.0);
    let mut plain = [0.0; 2];
    for cut in cuts {
        let checks = rolling_checks(&log.histories, *cut, 13.0);
        let Some((low, high)) = totals(log, *cut, &PastErrors::of(&checks)) else { continue };
        let actual = actual(log, *cut);
        let is_held = low <= actual && actual <= high;
        held += f64::from(u8::from(is_held));
        n += 1.0;
        width += 0.5 * (high - low) / (0.5 * (high + low));
        for it in next_visits(log, *cut, &[]) {
            plain[0] += it[0];
            plain[1] += it[1];
        }
        let next = next_visits(log, *cut, &checks);
        for (sum, more) in windows.iter_mut().zip(next) {
            sum[0] += more[0];
            sum[1] += more[1];
            n_too_wide += more[2];
        }
        let next = next.map(|[held, n, _]| format!("{:.2}/{n}", share(held, n)));
        println!(
            "{:<12}{low:>9.0}{actual:>9}{high:>9.0}{:>7}{:>12}{:>12}{:>12}",
            cut.date().to_string(),
            if is_held { "yes" } else { "no" },
            next[0],
            next[1],
            next[2]
        );
    }
    println!("by the model's own shares the windows told held {:.3}", share(plain[0], plain[1]));
    println!("wider than a year, so not told: {n_too_wide}");
    println!("13 weeks of visits: held {held} of {n}, half-width {:.0}%", 100.0 * share(width, n));
    let all = windows.iter().fold([0.0; 2], |sum, it| [sum[0] + it[0], sum[1] + it[1]]);
    println!(
        "next visit, of those who came back: held {:.3} (came once {:.3}, twice {:.3}, more {:.3})",
        share(all[0], all[1]),
        share(windows[0][0], windows[0][1]),
        share(windows[1][0], windows[1][1]),
        share(windows[2][0], windows[2][1]),
    );
}

fn actual(log: &Log, cut: Day) -> f64 {
    let to = cut.plus(QUARTER_DAYS);
    let visits = |it: &&History| !it.until(cut).is_empty();
    let n: usize = log
        .histories
        .iter()
        .filter(visits)
        .map(|it| it.until(to).len() - it.until(cut).len())
        .sum();
    f64::from(u32::try_from(n).expect("a log of fewer than four billion"))
}

fn totals(log: &Log, cut: Day, errors: &PastErrors) -> Option<(f64, f64)> {
    let known: Vec<Known> = log
        .histories
        .iter()
        .filter_map(|it| Some(Known { track: it.track(cut)?, spend: None }))
        .collect();
    let tracks: Vec<_> = known.iter().map(|it| it.track).collect();
    let fitted = choose(&Rows::new(&tracks)).ok()?.fitted;
    let range = forecast_totals(&fitted, None, &known, 13.0, N_FUTURES, 1)?.visits;
    let range = errors.widened(&range);
    Some((range.low, range.high))
}

/// Of those who came once, twice and more often: how many came within the window, of all that
/// came and had one; and how many came and had none, since it would be too wide.
fn next_visits(log: &Log, cut: Day, checks: &[Holdout]) -> [[f64; 3]; 3] {
    let mut counted = [[0.0; 3]; 3];
    let tracks: Vec<_> = log.histories.iter().filter_map(|it| it.track(cut)).collect();
    let Ok(chosen) = choose(&Rows::new(&tracks)) else { return counted };
    let Model::Bg(model) = chosen.fitted.model else { return counted };
    let shares = shares_of_next_visits(checks, &log.histories);
    for history in &log.histories {
        let n_visits = history.until(cut).len();
        let Some(next) = history.visits().get(n_visits) else { continue };
        let Some(window) = Window::by_model(&model, shares, history, cut) else { continue };
        let group = &mut counted[n_visits.min(3) - 1];
        match NextVisit::from(window) {
            NextVisit::TooWideToSay => group[2] += 1.0,
            NextVisit::Within(window) => {
                let is_held = window.earliest <= next.day && next.day <= window.latest;
                group[0] += f64::from(u8::from(is_held));
                group[1] += 1.0;
            }
        }
    }
    counted
}
