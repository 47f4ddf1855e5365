//! What a word is worth: to whom it is best sent, by what it changes and what that brings.
//!
//! Whoever comes back by themselves needs no word, and money alone does not say whom to call: a
//! large customer who left for good is worth less of a call than a smaller one who only needs
//! reminding. So a word is worth the profit of four weeks of theirs, times the difference it makes
//! to the chance that they come within four weeks.
//!
//! The chance by themselves is told by the shop's own visits: the visits that two models
//! [`together`] expect of a quarter say who is likelier to come, and how many of such people
//! who were late came within four weeks of a day four weeks ago says how likely that is. The order of people is the
//! models' alone. A shop too young for a model has the rule of succession: after so many missed
//! visits in a row, one in so many and two comes. The chance with a word is made so
//! that of all sleepers that would not have come by themselves the shop's share returns (30 in a
//! hundred until it is set): the word multiplies everybody's odds by the same number. Where the
//! odds are near nothing, so is what a word adds; a share for all alike would send the owner to
//! the long lost first.
//!
//! Shop-wide in it are the parameters of the models, the two numbers of [`Own`] and the lift; they
//! move a little with every visit and are learnt anew with the figures of a day. All else is a pure
//! function of these and of the customer's own visits.
//!
//! [`together`]: crate::figures::lifetime::together

use crate::figures::lifetime::choice::{REPEATERS_NEEDED, most_likely_regularity};
use crate::figures::lifetime::coming::NextVisits;
use crate::figures::lifetime::history::DAYS_PER_WEEK;
use crate::figures::lifetime::special::logistic;
use crate::figures::lifetime::{Bg, Model, Rows, Together, Track};
use crate::figures::rhythm::{Rhythm, Status};
use crate::figures::visit::{Totals, Visit};
use crate::units::money::Money;
use crate::units::pace::Pace;

use super::{Overview, Standing};

/// The stretch every worth is told for, in days.
pub const FOUR_WEEKS_DAYS: u32 = 28;

const FOUR_WEEKS: f64 = 4.0;

/// The stretch that says who is likelier to come: in four weeks too little happens.
const QUARTER_WEEKS: f64 = 13.0;

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

/// What is told of visits to come.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Models {
    bg: Bg,
    together: Together,
    own: Own,
}

impl Models {
    async fn learn(tracks: &[Track], before: &[(Track, bool)], pace: &Pace) -> Option<Self> {
        let n_repeaters = tracks.iter().filter(|track| track.repeats > 0).count();
        if n_repeaters < REPEATERS_NEEDED as usize {
            return None;
        }
        let rows = Rows::new(tracks);
        let bg = most_likely_regularity(&rows, pace).await.ok()?.model;
        pace.rest().await;
        let together = Together::paced(Model::Bg(bg), &rows, pace).await;
        let mut seen: Vec<(f64, bool)> = Vec::with_capacity(before.len());
        let add = |(track, came): &(Track, bool)| seen.push((ln_odds(&together, track), *came));
        pace.each(before, add).await;
        Some(Self { bg, together, own: Own::learn(&seen) })
    }

    fn alone(&self, track: &Track) -> f64 {
        self.own.chance(ln_odds(&self.together, track))
    }
}

/// The logarithm of the odds of a visit within four weeks, were visits to come by pure chance at
/// the pace expected of the next quarter.
fn ln_odds(together: &Together, track: &Track) -> f64 {
    let visits = together.expected_visits(track, QUARTER_WEEKS) * FOUR_WEEKS / QUARTER_WEEKS;
    visits.clamp(1e-9, 20.0).exp_m1().ln()
}

/// How the shop's own people came, against the odds: Platt's (1999) logistic of two numbers, drawn
/// toward the odds as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Own {
    by: f64,
    times: f64,
}

/// How many people the odds as they are count for.
const ODDS_WEIGHT: f64 = 20.0;

impl Own {
    /// Learns it from the odds of people on a day of the past, and whether they came.
    fn learn(seen: &[(f64, bool)]) -> Self {
        let (mut by, mut times) = (0.0, 1.0_f64);
        for _ in 0..25 {
            let (mut slope, mut bend) = (
                [-ODDS_WEIGHT * by, -ODDS_WEIGHT * (times - 1.0)],
                [ODDS_WEIGHT, 0.0, ODDS_WEIGHT],
            );
            for (odds, came) in seen {
                let chance = logistic(by + times * odds);
                let (miss, spread) = (f64::from(u8::from(*came)) - chance, chance * (1.0 - chance));
                slope = [slope[0] + miss, slope[1] + miss * odds];
                let more = [spread, spread * odds, spread * odds * odds];
                bend = [bend[0] + more[0], bend[1] + more[1], bend[2] + more[2]];
            }
            let whole = bend[0] * bend[2] - bend[1] * bend[1];
            // A step of at most one, so that a far start does not overshoot.
            let step = |wanted: f64| (wanted / whole).clamp(-1.0, 1.0);
            by += step(slope[0] * bend[2] - slope[1] * bend[1]);
            times += step(slope[1] * bend[0] - slope[0] * bend[1]);
        }
        // Whoever is likelier to come stays likelier.
        if by.is_finite() && times.is_finite() && times > LEAST_TIMES {
            Self { by, times }
        } else {
            Self { by: 0.0, times: 1.0 }
        }
    }

    fn chance(self, ln_odds: f64) -> f64 {
        logistic(self.by + self.times * ln_odds)
    }
}

/// Below this the past says nothing of who comes.
const LEAST_TIMES: f64 = 0.05;

/// How likely people are to come, with a word and without.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chances {
    models: Option<Models>,
    /// What a word multiplies the odds by, 1 or more.
    lift: f64,
}

/// The chances that sleepers come by themselves, by their numbers, which ascend.
pub(super) type Alone = Vec<(u32, f64)>;

impl Chances {
    /// Learns them from the visits of the shop; gives those of the sleepers, too.
    pub(super) async fn of(overview: &Overview, pace: &Pace) -> (Self, Alone) {
        let visits = overview.figures.visits();
        let until = |number| visits.until(number, overview.today());
        let step = visits.customers().len().div_ceil(NextVisits::ENOUGH_CUSTOMERS).max(1);
        let asked = || visits.customers().step_by(step);
        let tracks: Vec<Track> =
            asked().filter_map(|number| track(until(number), overview.today().0)).collect();
        let then = overview.today().plus(-FOUR_WEEKS_DAYS.cast_signed());
        let before = |number| {
            let seen = visits.until(number, then);
            let track = track(seen, then.0).filter(is_late)?;
            Some((track, until(number).len() > seen.len()))
        };
        let before: Vec<(Track, bool)> = asked().filter_map(before).collect();
        let models = Models::learn(&tracks, &before, pace).await;
        let mut chances = Self { models, lift: 1.0 };
        let mut alone = Alone::new();
        let add = |(number, rhythm): (u32, Option<Rhythm>)| {
            let asleep = rhythm.filter(|rhythm| rhythm.status == Status::Asleep);
            let chance =
                asleep.map(|rhythm| chances.alone(until(number), &rhythm, overview.today().0));
            alone.extend(chance.map(|chance| (number, chance)));
        };
        pace.each(visits.customers().zip(overview.figures.rhythms().iter()), add).await;
        let share = f64::from(overview.return_percent.min(100)) / 100.0;
        let of_sleepers: Vec<f64> = alone.iter().map(|(_, chance)| *chance).collect();
        chances.lift = lift(&of_sleepers, share, pace).await;
        (chances, alone)
    }

    /// The chance that somebody with these visits comes within four weeks by themselves.
    pub(super) fn alone(&self, visits: &[Visit], rhythm: &Rhythm, today: i32) -> f64 {
        let Some((models, track)) = self.models.zip(track(visits, today)) else {
            return 1.0 / (2.0 + f64::from(rhythm.missed));
        };
        models.alone(&track)
    }

    fn with_word(&self, alone: f64) -> f64 {
        lifted(alone, self.lift)
    }

    /// What a word is worth to somebody who comes every so many tenths of days, and within four
    /// weeks by themselves with a chance.
    pub(super) fn word(
        &self,
        alone: f64,
        standing: &Standing,
        gap_tenths: u32,
        margin_percent: u8,
    ) -> WordWorth {
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
fn lifted(chance: f64, lift: f64) -> f64 {
    let chance = chance.clamp(1e-9, 1.0 - 1e-9);
    let odds = chance * lift;
    odds / (1.0 - chance + odds)
}

/// What the odds of all of these must be multiplied by, so that of those who would not come by
/// themselves this share does.
async fn lift(alone: &[f64], share: f64, pace: &Pace) -> f64 {
    // With nobody asleep a word is told for someone of whom one in ten would come.
    let alone = if alone.is_empty() { &[0.1] } else { alone };
    let sum = |lift: f64| alone.iter().map(|chance| lifted(*chance, lift)).sum::<f64>();
    let n = alone.iter().fold(0.0, |n, _| n + 1.0);
    let wanted = sum(1.0) + share * (n - sum(1.0));
    let (mut low, mut high): (f64, f64) = (0.0, 40.0);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if sum(middle.exp()) < wanted {
            low = middle;
        } else {
            high = middle;
        }
        pace.rest().await;
    }
    (0.5 * (low + high)).exp()
}

/// Whether somebody is away for longer than their mean gap: of the others the past would say that
/// nearly all come, which is no answer about those who stay away.
fn is_late(track: &Track) -> bool {
    track.repeats > 0 && track.age - track.last > track.last / f64::from(track.repeats)
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
    use crate::units::pace::at_once;

    fn lift(alone: &[f64], share: f64) -> f64 {
        at_once(async |pace| super::lift(alone, share, pace).await)
    }

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
    fn the_shops_own_past_says_how_likely_and_not_who() {
        let asked = |came: fn(u32) -> bool| {
            let seen: Vec<(f64, bool)> =
                (0..400).map(|i| (f64::from(i % 20) / 4.0 - 4.0, came(i))).collect();
            Own::learn(&seen)
        };
        assert_eq!(Own::learn(&[]), Own { by: 0.0, times: 1.0 });
        let (rare, often) = (asked(|i| i % 40 == 19), asked(|i| i % 4 != 0));
        for own in [rare, often, asked(|_| true), asked(|_| false), asked(|i| i % 20 < 3)] {
            assert!((0..40).all(|i| {
                let at = f64::from(i) / 4.0 - 6.0;
                (0.0..1.0).contains(&own.chance(at)) && own.chance(at) < own.chance(at + 0.25)
            }));
        }
        assert!(rare.chance(-2.0) < 0.1 && often.chance(-2.0) > 0.5, "{rare:?} {often:?}");
    }

    #[test]
    fn a_word_brings_the_share_of_those_who_would_not_come() {
        for alone in [vec![0.02, 0.1, 0.4], vec![0.0; 3], vec![0.9, 0.999_999]] {
            let lift = lift(&alone, 0.3);
            let n = alone.iter().fold(0.0, |n, _| n + 1.0);
            let (before, after) = alone.iter().fold((0.0, 0.0), |(before, after), chance| {
                (before + chance, after + lifted(*chance, lift))
            });
            assert!((after - before - 0.3 * (n - before)).abs() < 1e-6, "{alone:?} {after}");
        }
        assert!(lift(&[], 0.3) > 1.0);
        assert!((lift(&[0.2], 0.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_word_adds_most_where_it_is_open_whether_they_come() {
        let lift = lift(&[0.02, 0.1, 0.2], 0.3);
        let gain = |alone: f64| lifted(alone, lift) - alone;
        assert!(gain(0.001) < gain(0.05) && gain(0.05) < gain(0.3) && gain(0.95) < gain(0.3));
    }
}
