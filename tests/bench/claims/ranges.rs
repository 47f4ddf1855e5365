//! Ranges that claim to hold four times in five.

use regulars::figures::lifetime::holdout::rolling_checks;
use regulars::figures::lifetime::next_visit::{NextVisit, Shares, ShopGaps};
use regulars::figures::lifetime::past_errors::PastErrors;
use regulars::figures::lifetime::totals::{Known, forecast_totals};
use regulars::figures::lifetime::{History, Rows, choose};
use regulars::figures::overview::Overview;
use regulars::units::calendar::Day;

use crate::log::{Log, QUARTER_DAYS, share};

const N_FUTURES: u32 = 20;

/// Prints how often each of them held.
pub(crate) fn section(log: &Log, cuts: &[Day]) {
    println!("\nranges that claim four times in five, by cut");
    println!(
        "{:<12}{:>9}{:>9}{:>9}{:>7}{:>12}{:>12}{:>12}",
        "day", "low", "visits", "high", "held", "next 2", "next 3+", "by pace"
    );
    let (mut held, mut n, mut width) = (0.0, 0.0, 0.0);
    let mut windows = [Held::default(); 3];
    for cut in cuts {
        let checks = rolling_checks(&log.histories, *cut, 13.0);
        let Some((low, high)) = totals(log, *cut, &PastErrors::of(&checks)) else { continue };
        let actual = actual(log, *cut);
        let is_held = low <= actual && actual <= high;
        held += f64::from(u8::from(is_held));
        n += 1.0;
        width += 0.5 * (high - low) / (0.5 * (high + low));
        let next = next_visits(log, *cut);
        for (sum, more) in windows.iter_mut().zip(next) {
            *sum = sum.and(more);
        }
        let next = next.map(|it| format!("{:.2}/{}", it.share(), it.told));
        println!(
            "{:<12}{low:>9.0}{actual:>9}{high:>9.0}{:>7}{:>12}{:>12}{:>12}",
            cut.date().to_string(),
            if is_held { "yes" } else { "no" },
            next[0],
            next[1],
            next[2]
        );
    }
    println!("13 weeks of visits: held {held} of {n}, half-width {:.0}%", 100.0 * share(width, n));
    let [twice, more, pace] = windows;
    let all = twice.and(more);
    println!(
        "next visit, of those who came back after two or more: {} told, held {:.3} (came twice \
        {:.3}, more {:.3}), before it {:.3}, after it {:.3}; not told {}",
        all.told,
        all.share(),
        twice.share(),
        more.share(),
        all.early(),
        all.late(),
        all.untold
    );
    println!(
        "the same by the pace alone, as in a young shop: {} told, held {:.3}, before it {:.3}, after it {:.3}",
        pace.told,
        pace.share(),
        pace.early(),
        pace.late()
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

/// Of the visits that came next: how many came within the window that was told, of how many, and
/// how many had none.
#[derive(Clone, Copy, Default)]
struct Held {
    held: f64,
    /// Came before the window.
    early: f64,
    told: f64,
    untold: f64,
}

impl Held {
    fn add(&mut self, told: Option<NextVisit>, next: Day) {
        match told {
            Some(NextVisit::Within(window)) => {
                let is_held = window.earliest <= next && next <= window.latest;
                self.held += f64::from(u8::from(is_held));
                self.early += f64::from(u8::from(next < window.earliest));
                self.told += 1.0;
            }
            Some(NextVisit::TooWideToSay) | None => self.untold += 1.0,
        }
    }

    fn and(self, more: Self) -> Self {
        let Self { held, early, told, untold } = more;
        Self {
            held: self.held + held,
            early: self.early + early,
            told: self.told + told,
            untold: self.untold + untold,
        }
    }

    fn share(self) -> f64 {
        share(self.held, self.told)
    }

    fn early(self) -> f64 {
        share(self.early, self.told)
    }

    fn late(self) -> f64 {
        1.0 - self.share() - self.early()
    }
}

/// For those who came twice, and more often, as the app tells it; and for these as it would in a
/// shop too young to have a past to learn from.
fn next_visits(log: &Log, cut: Day) -> [Held; 3] {
    let mut counted = [Held::default(); 3];
    let overview = Overview::new(&log.book, cut);
    let pace = ShopGaps::of(&log.histories, cut).pace();
    let by_pace = |it: &History| pace?.window(Shares::default(), it, cut).map(NextVisit::from);
    for (history, id) in log.histories.iter().zip(&log.ids) {
        let n_visits = history.until(cut).len();
        let Some(next) = history.visits().get(n_visits) else { continue };
        if n_visits > 1 {
            counted[usize::from(n_visits > 2)].add(overview.next_visit(*id), next.day);
            counted[2].add(by_pace(history), next.day);
        }
    }
    counted
}
