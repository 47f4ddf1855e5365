//! Money: lost profit against income, and the worth of a customer against what one brought.

use regulars::figures::overview::Overview;
use regulars::units::calendar::Day;
use regulars::units::money::Money;

use crate::log::{Log, share};

/// Prints both, at every cut.
pub(crate) fn section(log: &Log, cuts: &[Day]) {
    println!("\nlost while each sleeper misses one more visit, and the worth of a customer");
    println!(
        "{:<12}{:>10}{:>8}{:>12}{:>16}{:>10}{:>12}{:>8}",
        "day", "sleepers", "days", "lost", "whole income", "worth", "realised", "off"
    );
    for cut in cuts.iter().chain(std::iter::once(&log.last)) {
        let headline = Overview::new(&log.book, *cut).headline();
        let days = headline.gap_tenths.map_or(0, |gap| i32::try_from(gap / 10).unwrap_or(0));
        let worth = headline.worth.map_or(Money::ZERO, |worth| worth.worth).as_f64() / 100.0;
        let margin = headline.worth.map_or(0.0, |worth| f64::from(worth.margin_percent) / 100.0);
        let (income, n_buyers) = income(log, Day::FIRST, *cut);
        let realised = share(income * margin, n_buyers);
        println!(
            "{:<12}{:>10}{days:>8}{:>12.0}{:>16.0}{worth:>10.2}{realised:>12.2}{:>7.0}%",
            cut.date().to_string(),
            headline.lost.n_sleepers,
            headline.lost.over(1).as_f64() / 100.0,
            self::income(log, cut.plus(-days), *cut).0,
            100.0 * (worth / realised - 1.0),
        );
    }
}

/// What was taken after a day and up to another, and how many bought.
fn income(log: &Log, after: Day, to: Day) -> (f64, f64) {
    let (mut income, mut n_buyers) = (0.0, 0.0);
    for history in &log.histories {
        let visits = history.until(to);
        let mut bought = visits.iter().filter(|visit| visit.day > after).peekable();
        n_buyers += f64::from(u8::from(bought.peek().is_some()));
        income += bought.map(|visit| visit.spent.as_f64() / 100.0).sum::<f64>();
    }
    (income, n_buyers)
}
