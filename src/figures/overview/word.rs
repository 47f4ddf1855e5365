//! What a word is worth: to whom it is best sent, by what it changes and what that brings.
//!
//! Whoever comes back by themselves needs no word, and money alone does not say whom to call: a
//! large customer who left for good is worth less of a call than a smaller one who only needs
//! reminding. So a word is worth the profit of four weeks of theirs, times the difference it makes
//! to the chance that they come within four weeks.
//!
//! The chance by themselves is told by the shop's own visits: the model of [`choice`] that lets
//! customers leave for good. A shop too young for a model has the rule of succession: after so
//! many missed visits in a row, one in so many and two comes. The chance with a word is made so
//! that of all sleepers that would not have come by themselves the shop's share returns (30 in a
//! hundred until it is set): the word multiplies everybody's odds by the same number. Where the
//! odds are near nothing, so is what a word adds; a share for all alike would send the owner to
//! the long lost first.
//!
//! [`choice`]: crate::figures::lifetime::choice

use crate::figures::lifetime::choice::{REPEATERS_NEEDED, most_likely_regularity};
use crate::figures::lifetime::history::DAYS_PER_WEEK;
use crate::figures::lifetime::special::logistic;
use crate::figures::lifetime::{Bg, Rows, Track};
use crate::figures::rhythm::{Rhythm, Status};
use crate::figures::visit::{Totals, Visit};
use crate::units::money::Money;

use super::{Overview, Standing};

/// The stretch every worth is told for, in days.
pub const FOUR_WEEKS_DAYS: u32 = 28;

/// What a word to somebody is worth, in its factors as they are shown: rounded first, multiplied
/// then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordWorth {
    /// Hundredths of visits in four weeks, by their own rhythm.
    pub visits_hundredths: u32,
    /// What a visit of theirs brings on average.
    pub average_check: Money,
    /// Profit in a hundred parts of the price.
    pub margin_percent: u8,
    /// Of a thousand like them, how many come within four weeks by themselves.
    pub alone_permille: u16,
    /// Of a thousand like them, how many come within four weeks when they are written to.
    pub with_word_permille: u16,
}

impl WordWorth {
    /// The profit of four weeks in which they come as they used to: visits × check × margin.
    #[must_use]
    pub fn four_weeks(&self) -> Money {
        self.times(1, 10_000)
    }

    /// How many of a thousand a word brings who would not have come.
    #[must_use]
    pub fn gain_permille(&self) -> u16 {
        self.with_word_permille.saturating_sub(self.alone_permille)
    }

    /// What the word is worth: the profit of four weeks × the gain.
    #[must_use]
    pub fn worth(&self) -> Money {
        self.times(i128::from(self.gain_permille()), 10_000_000)
    }

    fn times(&self, factor: i128, of: i128) -> Money {
        let visits = i128::from(self.visits_hundredths);
        let margin = i128::from(self.margin_percent);
        let whole = i128::from(self.average_check.0) * visits * margin * factor;
        let nearest = (whole + whole.signum() * of / 2) / of;
        Money(i64::try_from(nearest).unwrap_or(if nearest < 0 { i64::MIN } else { i64::MAX }))
    }
}

/// How likely people are to come, with a word and without.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chances {
    model: Option<Bg>,
    /// The logarithm of what a word multiplies the odds by, 0 or more.
    ln_lift: f64,
}

impl Chances {
    /// Learns them from the visits of the shop.
    pub(super) fn of(overview: &Overview) -> Self {
        let visits = overview.figures.visits();
        let until = |number| visits.until(number, overview.today());
        let tracks: Vec<Track> = visits
            .customers()
            .filter_map(|number| track(until(number), overview.today().0))
            .collect();
        let n_repeaters = tracks.iter().filter(|track| track.repeats > 0).count();
        let model = if n_repeaters < REPEATERS_NEEDED as usize {
            None
        } else {
            most_likely_regularity(&Rows::new(&tracks)).ok().map(|fitted| fitted.model)
        };
        let mut chances = Self { model, ln_lift: 0.0 };
        let alone: Vec<f64> = visits
            .customers()
            .zip(overview.figures.rhythms().iter())
            .filter_map(|(number, rhythm)| Some((number, rhythm?)))
            .filter(|(_, rhythm)| rhythm.status == Status::Asleep)
            .map(|(number, rhythm)| chances.alone(until(number), &rhythm, overview.today().0))
            .collect();
        chances.ln_lift = ln_lift(&alone, f64::from(overview.return_percent.min(100)) / 100.0);
        chances
    }

    /// The chance that somebody with these visits comes within four weeks by themselves.
    pub(super) fn alone(&self, visits: &[Visit], rhythm: &Rhythm, today: i32) -> f64 {
        let Some((model, track)) = self.model.zip(track(visits, today)) else {
            return 1.0 / (2.0 + f64::from(rhythm.missed));
        };
        model.comes_within(&track, f64::from(FOUR_WEEKS_DAYS) / DAYS_PER_WEEK)
    }

    fn with_word(&self, alone: f64) -> f64 {
        lifted(alone, self.ln_lift)
    }

    /// What a word is worth to somebody who comes every so many tenths of days.
    pub(super) fn word(
        &self,
        visits: &[Visit],
        standing: &Standing,
        gap_tenths: u32,
        margin_percent: u8,
        today: i32,
    ) -> WordWorth {
        let alone = self.alone(visits, &standing.rhythm, today);
        WordWorth {
            visits_hundredths: visits_hundredths(gap_tenths),
            average_check: standing.totals.average_spend(),
            margin_percent,
            alone_permille: permille(alone),
            with_word_permille: permille(self.with_word(alone)),
        }
    }
}

/// Hundredths of visits in four weeks, to the nearest, of somebody who comes every so many tenths
/// of days.
fn visits_hundredths(gap_tenths: u32) -> u32 {
    let gap = gap_tenths.max(10);
    (FOUR_WEEKS_DAYS * 1000 + gap / 2) / gap
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is 0 to 1, and `as` saturates"
)]
fn permille(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// A chance with its odds multiplied.
fn lifted(chance: f64, ln_lift: f64) -> f64 {
    let chance = chance.clamp(1e-9, 1.0 - 1e-9);
    logistic((chance / (1.0 - chance)).ln() + ln_lift)
}

/// What the odds of all of these must be multiplied by (its logarithm), so that of those who would
/// not come by themselves this share does.
fn ln_lift(alone: &[f64], share: f64) -> f64 {
    // With nobody asleep a word is told for someone of whom one in ten would come.
    let alone = if alone.is_empty() { &[0.1] } else { alone };
    let sum = |ln_lift: f64| alone.iter().map(|chance| lifted(*chance, ln_lift)).sum::<f64>();
    let n = alone.iter().fold(0.0, |n, _| n + 1.0);
    let wanted = sum(0.0) + share * (n - sum(0.0));
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if sum(middle) < wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// What the models are told of visits in order; `None` without any.
fn track(visits: &[Visit], today: i32) -> Option<Track> {
    let totals = Totals::of(visits)?;
    let weeks = |days: i32| f64::from(days) / DAYS_PER_WEEK;
    let gaps = visits.windows(2).map(|pair| weeks(pair[1].day.since(pair[0].day)));
    Some(Track {
        repeats: totals.n_visits - 1,
        last: weeks(totals.last.since(totals.first)),
        age: weeks(today.saturating_sub(totals.first.0)),
        log_gaps: gaps.map(f64::ln).sum(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factors_shown_multiply_to_the_worth_shown() {
        let word = WordWorth {
            visits_hundredths: 400,
            average_check: Money(800),
            margin_percent: 30,
            alone_permille: 100,
            with_word_permille: 370,
        };
        assert_eq!(word.four_weeks(), Money(960));
        assert_eq!(word.worth(), Money(259));
        let absurd = WordWorth { average_check: Money(i64::MAX), ..word };
        assert_eq!(absurd.four_weeks(), Money(i64::MAX));
        let useless = WordWorth { with_word_permille: 90, ..word };
        assert_eq!(useless.worth(), Money::ZERO);
    }

    #[test]
    fn a_word_brings_the_share_of_those_who_would_not_come() {
        for alone in [vec![0.02, 0.1, 0.4], vec![0.0; 3], vec![0.9, 0.999_999]] {
            let lift = ln_lift(&alone, 0.3);
            let n = alone.iter().fold(0.0, |n, _| n + 1.0);
            let (before, after) = alone.iter().fold((0.0, 0.0), |(before, after), chance| {
                (before + chance, after + lifted(*chance, lift))
            });
            assert!((after - before - 0.3 * (n - before)).abs() < 1e-6, "{alone:?} {after}");
        }
        assert!(ln_lift(&[], 0.3) > 0.0);
        assert!(ln_lift(&[0.2], 0.0).abs() < 1e-9);
    }

    #[test]
    fn a_word_adds_most_where_it_is_open_whether_they_come() {
        let lift = ln_lift(&[0.02, 0.1, 0.2], 0.3);
        let gain = |alone: f64| lifted(alone, lift) - alone;
        assert!(gain(0.001) < gain(0.05) && gain(0.05) < gain(0.3) && gain(0.95) < gain(0.3));
    }
}
