//! When customers come, and whether they still do: the family of NBD, BG/NBD and MBG/NBD.
//!
//! Each customer comes at a pace of their own, `k` times slower than a hidden random ticking (a
//! `k` of 1 is pure chance, a higher one a rhythm), and after a visit leaves for good with a
//! probability of their own. Over customers the pace has a gamma distribution (shape `r`, rate
//! `alpha`, so the mean is r / (k alpha) visits per unit of time) and the probability of leaving
//! a beta distribution (`a`, `b`, mean a / (a + b)).
//!
//! Sources: NBD, Ehrenberg 1959; BG/NBD, Fader, Hardie and Lee 2005; MBG/NBD, Batislam, Denizel
//! and Filiztekin 2007 and Hoppe and Wagner 2007; the rhythm, Platzer and Reutterer (BTYDplus).
//!
//! Two forms differ from the papers, and say the same. The likelihood stays in logarithms and
//! looks at the odds of having left, so that nothing overflows for a thousand visits. Expected
//! visits use Euler's transformation of the hypergeometric series, divided by `a - 1`: a handful
//! of terms where the textbook form needs hundreds that cancel, and no pole at `a = 1`. With a
//! rhythm they are an exact sum over the ticks to come, not the usual approximation.

mod fit;
mod future;

use super::history::Track;
use super::special::{ln_add_exp, ln_beta, ln_gamma, logistic};

pub(super) use fit::{fit_bg, refit_bg};

/// When a customer may leave for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaving {
    /// Never: NBD.
    Never,
    /// After any visit but the first: BG/NBD. Those who came once count as staying for ever.
    AfterRepeat,
    /// After any visit, the first included: MBG/NBD.
    AfterAny,
}

/// NBD, BG/NBD or MBG/NBD with its parameters, all positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bg {
    /// When a customer may leave.
    pub leaving: Leaving,
    /// Hidden ticks for one visit, the k of CNBD-k: 1 is pure chance, 2 and more a rhythm.
    pub regularity: u32,
    /// Shape of the distribution of paces.
    pub r: f64,
    /// Rate of the distribution of paces, in the unit of time of the tracks.
    pub alpha: f64,
    /// Weight of leaving; without meaning for [`Leaving::Never`].
    pub a: f64,
    /// Weight of staying; without meaning for [`Leaving::Never`].
    pub b: f64,
}

/// What one customer's track says under one model.
struct Standing {
    /// Shape of what is now known of the pace, without ticks since the last visit.
    shape: f64,
    /// Rate of what is now known of the pace.
    rate: f64,
    /// Weight of staying, as now known, if the customer has stayed.
    b: f64,
    /// Logarithm of the odds of having left, against having stayed; minus infinity for never.
    ln_odds_left: f64,
    /// Time since the last visit, in units of `rate`.
    silence: f64,
    /// Logarithm of the weight of silence under a rhythm; 0 for pure chance.
    ln_silent: f64,
}

/// What is known of one customer who has not left.
pub(super) struct IfThere {
    /// Shape of the pace, but for ticks since the last visit.
    pub(super) shape: f64,
    /// Rate of the pace.
    pub(super) rate: f64,
    /// Weight of staying.
    pub(super) b: f64,
    /// The weights of 0, 1 and more ticks heard since the last visit.
    pub(super) ticks_heard: Vec<f64>,
}

impl Bg {
    /// What is known of a customer who has not left.
    pub(super) fn known_if_there(&self, track: &Track) -> IfThere {
        let it = self.standing(track);
        let mut weight = 1.0;
        let ticks_heard = (0..self.regularity.max(1))
            .map(|heard| {
                let heard = f64::from(heard);
                if heard > 0.0 {
                    weight *= (it.shape + heard - 1.0) * it.silence / heard;
                }
                weight
            })
            .collect();
        IfThere { shape: it.shape, rate: it.rate, b: it.b, ticks_heard }
    }

    /// How many parameters there are to find, for comparing models.
    #[must_use]
    pub fn n_parameters(&self) -> u32 {
        match self.leaving {
            Leaving::Never => 2,
            Leaving::AfterRepeat | Leaving::AfterAny => 4,
        }
    }

    fn k(&self) -> f64 {
        f64::from(self.regularity.max(1))
    }

    /// The model of another regularity that says nearly the same: as many visits in a time, and as
    /// many who leave. Where next to nobody leaves that says nothing of how many would then, and it
    /// is begun from one in four.
    pub(super) fn with_regularity(&self, regularity: u32) -> Self {
        const NEXT_TO_NOBODY: f64 = 1e-3;
        let other = Self { regularity, ..*self };
        let alpha = self.alpha * self.k() / other.k();
        let says_nothing = self.a / (self.a + self.b) < NEXT_TO_NOBODY;
        let (a, b) = if says_nothing { (1.0, 3.0) } else { (self.a, self.b) };
        Self { alpha, a, b, ..other }
    }

    /// How the paces of customers differ: shape, and rate for whole visits.
    pub(super) fn paces(&self) -> (f64, f64) {
        (self.r, self.alpha * self.k())
    }

    /// 1 where the first visit, too, may be the last.
    fn first_counts(&self) -> f64 {
        match self.leaving {
            Leaving::Never | Leaving::AfterRepeat => 0.0,
            Leaving::AfterAny => 1.0,
        }
    }

    fn standing(&self, track: &Track) -> Standing {
        let x = f64::from(track.repeats);
        let first = self.first_counts();
        let shape = self.r + self.k() * x;
        let rate = self.alpha + track.age;
        let silence = (track.age - track.last) / rate;
        let ln_silent = ln_silent(self.regularity, shape, silence);
        let could_leave = match self.leaving {
            Leaving::Never => false,
            Leaving::AfterRepeat => track.repeats > 0,
            Leaving::AfterAny => true,
        };
        let ln_odds_left = if could_leave {
            let since_last = ((track.age - track.last) / (self.alpha + track.last)).ln_1p();
            self.a.ln() - (self.b + x - 1.0 + first).ln() + shape * since_last - ln_silent
        } else {
            f64::NEG_INFINITY
        };
        Standing { shape, rate, b: self.b + x + first, ln_odds_left, silence, ln_silent }
    }

    /// The logarithm of the likelihood of one customer's track.
    #[must_use]
    pub fn log_likelihood(&self, track: &Track) -> f64 {
        let it = self.standing(track);
        let x = f64::from(track.repeats);
        let k = self.k();
        let pace = ln_gamma(it.shape)
            - ln_gamma(self.r)
            - self.r * (track.age / self.alpha).ln_1p()
            - k * x * it.rate.ln();
        let stay = match self.leaving {
            Leaving::Never => 0.0,
            Leaving::AfterRepeat | Leaving::AfterAny => {
                ln_beta(self.a, it.b) - ln_beta(self.a, self.b)
            }
        };
        let rhythm = (k - 1.0) * track.log_gaps - x * ln_gamma(k);
        pace + stay + rhythm + it.ln_silent + ln_add_exp(0.0, it.ln_odds_left)
    }

    /// The probability, 0 to 1, that the customer has not left for good.
    #[must_use]
    pub fn p_alive(&self, track: &Track) -> f64 {
        logistic(-self.standing(track).ln_odds_left)
    }

    /// Visits to expect of the customer in the next `horizon`, 0 or more.
    #[must_use]
    pub fn expected_visits(&self, track: &Track, horizon: f64) -> f64 {
        let it = self.standing(track);
        let alive = logistic(-it.ln_odds_left);
        // Not a product that could be zero times infinity.
        if alive == 0.0 || horizon <= 0.0 { 0.0 } else { alive * self.if_alive(&it, horizon) }
    }

    /// Repeat visits to expect of a new customer within `horizon` of the first visit.
    #[must_use]
    pub fn expected_of_new(&self, horizon: f64) -> f64 {
        self.expected_visits(&Track::default(), horizon)
    }

    /// The probability that a new customer makes exactly this many repeat visits within
    /// `horizon` of the first.
    #[must_use]
    pub fn probability_of(&self, repeats: u32, horizon: f64) -> f64 {
        let first_tick = u64::from(repeats) * u64::from(self.regularity.max(1));
        let (exactly, before) = self.ticks(first_tick, horizon);
        let x = f64::from(repeats);
        let ratio = |a: f64, b: f64| (ln_beta(a, b) - ln_beta(self.a, self.b)).exp();
        match self.leaving {
            Leaving::Never => exactly,
            Leaving::AfterRepeat if repeats == 0 => exactly,
            Leaving::AfterRepeat => {
                ratio(self.a, self.b + x) * exactly
                    + ratio(self.a + 1.0, self.b + x - 1.0) * (1.0 - before)
            }
            Leaving::AfterAny => {
                ratio(self.a, self.b + x + 1.0) * exactly
                    + ratio(self.a + 1.0, self.b + x) * (1.0 - before)
            }
        }
    }

    /// The probabilities of `regularity` ticks from a first one on, and of fewer ticks than that.
    fn ticks(&self, first: u64, horizon: f64) -> (f64, f64) {
        let share = horizon / (self.alpha + horizon);
        let mut probability = (-self.r * (horizon / self.alpha).ln_1p()).exp();
        let (mut exactly, mut before) = (0.0, 0.0);
        let mut tick = 0.0;
        for number in 0..first + u64::from(self.regularity.max(1)) {
            if number < first {
                before += probability;
            } else {
                exactly += probability;
            }
            probability *= (self.r + tick) / (tick + 1.0) * share;
            tick += 1.0;
        }
        (exactly, before)
    }
}

/// The logarithm of the weight of a silence during which fewer than `k` ticks were heard.
fn ln_silent(k: u32, shape: f64, silence: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for tick in 1..k {
        let tick = f64::from(tick);
        term *= (shape + tick - 1.0) * silence / tick;
        sum += term;
    }
    sum.ln()
}

/// The same, with its slopes by shape and by the logarithm of the silence.
fn ln_silent_slopes(k: u32, shape: f64, silence: f64) -> (f64, f64, f64) {
    let (mut term, mut sum, mut by_shape, mut by_ln_silence) = (1.0, 1.0, 0.0, 0.0);
    let mut harmonic = 0.0;
    for tick in 1..k {
        let tick = f64::from(tick);
        term *= (shape + tick - 1.0) * silence / tick;
        harmonic += 1.0 / (shape + tick - 1.0);
        sum += term;
        by_shape += term * harmonic;
        by_ln_silence += term * tick;
    }
    (sum.ln(), by_shape / sum, by_ln_silence / sum)
}
