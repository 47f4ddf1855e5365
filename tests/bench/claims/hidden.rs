//! The hidden third: how far off the forecast of each customer was.

use regulars::figures::lifetime::holdout::check_forecast;
use regulars::figures::lifetime::{Pareto, Rows, Track};

use crate::log::{Log, share};

/// Prints the mean error of the app's forecast beside Pareto/NBD's.
pub(crate) fn section(log: &Log) {
    let Ok(check) = check_forecast(&log.histories, log.last) else {
        println!("\nthe hidden third: too few came back in the first two");
        return;
    };
    let cut = check.seen_until;
    let tracks: Vec<Track> = log.histories.iter().filter_map(|it| it.track(cut)).collect();
    let Ok(pareto) = Pareto::fit(&Rows::new(&tracks)) else { return };
    let model = pareto.model;
    let (mut error, mut n) = (0.0, 0.0);
    for history in &log.histories {
        let Some(track) = history.track(cut) else { continue };
        let visits = history.visits().len() - history.until(cut).len();
        let visits = f64::from(u32::try_from(visits).expect("fewer than four billion"));
        error += (model.expected_visits(&track, check.horizon_weeks) - visits).abs();
        n += 1.0;
    }
    let (ours, theirs) = (check.comparison.mean_error, share(error, n));
    println!(
        "\nthe hidden third: mean error of a customer's visits {ours:.4}, Pareto/NBD {theirs:.4} \
        ({:+.1}%); the total was {:+.0}% off",
        100.0 * (ours / theirs - 1.0),
        100.0 * check.comparison.total_off().unwrap_or_default(),
    );
}
