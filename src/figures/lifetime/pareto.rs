//! Pareto/NBD: customers come by chance at a pace of their own and leave at a moment of their own.
//!
//! The pace has a gamma distribution over customers (shape `r`, rate `alpha`), the rate of leaving
//! another (shape `s`, rate `beta`). Unlike in the BG family a customer may leave at any time, not
//! only after a visit, so someone who came once fades too.
//!
//! Source: Schmittlein, Morrison and Colombo 1987. Their formulas have a hypergeometric function
//! of two forms, and numbers beyond the range for 300 visits. Here everything is said by one
//! share: how much of the likelihood, from a moment on, belongs to leaving before the next visit.
//! It lies between 0 and 1, so nothing is subtracted that cancels and nothing overflows.

mod fit;
mod share;

use super::history::Track;
use super::special::{FINE, expm1_over, integrate_half_line, ln_gamma};
use share::{Share, leaves_first};

pub(super) use fit::{fit_pareto, fit_pareto_near, refit_pareto};

/// Pareto/NBD with its parameters, all positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pareto {
    /// Shape of the distribution of paces.
    pub r: f64,
    /// Rate of the distribution of paces, in the unit of time of the tracks.
    pub alpha: f64,
    /// Shape of the distribution of leaving.
    pub s: f64,
    /// Rate of the distribution of leaving, in the unit of time of the tracks.
    pub beta: f64,
}

impl Pareto {
    /// How many parameters there are to find, for comparing models.
    pub const N_PARAMETERS: u32 = 4;

    fn leaves_first(&self, track: &Track, from: f64) -> Share {
        let ratio = (self.beta + from) / (self.alpha + from);
        leaves_first(self.r + f64::from(track.repeats), self.s, ratio)
    }

    /// The logarithm of how much less likely the silence since the last visit is for one who
    /// stayed, and the logarithm of the likelihood of the silence.
    fn silence(&self, track: &Track) -> (f64, f64) {
        let quiet = track.age - track.last;
        let ln_fall = (self.r + f64::from(track.repeats))
            * (quiet / (self.alpha + track.last)).ln_1p()
            + self.s * (quiet / (self.beta + track.last)).ln_1p();
        let left = self.leaves_first(track, track.last).value;
        let rest = self.leaves_first(track, track.age).complement;
        (ln_fall, (left + rest * (-ln_fall).exp()).ln())
    }

    /// The logarithm of the likelihood of one customer's track.
    #[must_use]
    pub fn log_likelihood(&self, track: &Track) -> f64 {
        let x = f64::from(track.repeats);
        let (_, ln_silence) = self.silence(track);
        ln_gamma(self.r + x)
            - ln_gamma(self.r)
            - self.r * (track.last / self.alpha).ln_1p()
            - self.s * (track.last / self.beta).ln_1p()
            - x * (self.alpha + track.last).ln()
            + ln_silence
    }

    /// The probability, 0 to 1, that the customer has not left for good.
    #[must_use]
    pub fn p_alive(&self, track: &Track) -> f64 {
        let (ln_fall, ln_silence) = self.silence(track);
        (-ln_fall - ln_silence).exp().min(1.0)
    }

    /// Visits per unit of time of the customer, if still there, times how long anyone of whom as
    /// much is known may be expected to stay; to be multiplied by a share of it.
    fn scale(&self, track: &Track) -> f64 {
        let pace = (self.r + f64::from(track.repeats)) / (self.alpha + track.age);
        self.p_alive(track) * pace * (self.beta + track.age)
    }

    /// Visits to expect of the customer in the next `horizon`, 0 or more.
    #[must_use]
    pub fn expected_visits(&self, track: &Track, horizon: f64) -> f64 {
        let log = (horizon.max(0.0) / (self.beta + track.age)).ln_1p();
        -self.scale(track) * expm1_over(self.s - 1.0, -log)
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
        let x = f64::from(repeats);
        let ways = ln_gamma(self.r + x) - ln_gamma(self.r) - ln_gamma(x + 1.0);
        let visits = |time: f64| {
            let ln_share = if repeats == 0 { 0.0 } else { x * (time / (self.alpha + time)).ln() };
            (ways + ln_share - self.r * (time / self.alpha).ln_1p()).exp()
        };
        let stayed = |time: f64| (-self.s * (time / self.beta).ln_1p()).exp();
        if horizon <= 0.0 {
            return visits(0.0);
        }
        // Those who leave on the way, by the share of the way they go; `u` runs to infinity.
        let near = 1.0 / (1.0 + horizon * (self.s / self.beta + self.r / self.alpha));
        let [left] = integrate_half_line(near, 45.0, FINE, |u| {
            let way = -(-u).exp_m1();
            let time = way * horizon;
            let pace = self.s / (self.beta + time) * stayed(time);
            [visits(time) * pace * horizon * (-u).exp()]
        });
        (visits(horizon) * stayed(horizon) + left).min(1.0)
    }

    /// Visits to expect of the customer for ever, each discounted at a continuous rate `discount`
    /// per unit of time (above 0): Fader, Hardie and Lee's DERT (2005, "RFM and CLV").
    ///
    /// Their confluent hypergeometric function is taken as the exponential integral it is, by
    /// quadrature, since the published product over- and underflows.
    #[must_use]
    pub fn discounted_visits(&self, track: &Track, discount: f64) -> f64 {
        let y = discount.max(1e-12) * (self.beta + track.age);
        let near = 1.0 / (self.s + y);
        let [stay] =
            integrate_half_line(near, 45.0 / y, FINE, |u| [(-y * u - self.s * u.ln_1p()).exp()]);
        self.scale(track) * stay
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: Pareto = Pareto { r: 0.5533, alpha: 10.5777, s: 0.6062, beta: 11.6687 };

    #[test]
    fn the_numbers_of_repeats_of_a_new_customer_sum_to_one_and_to_what_is_expected() {
        let (mut sum, mut mean) = (0.0, 0.0);
        for repeats in 0..400 {
            let probability = MODEL.probability_of(repeats, 39.0);
            sum += probability;
            mean += f64::from(repeats) * probability;
        }
        assert!((sum - 1.0).abs() < 1e-10, "{sum}");
        assert!((mean / MODEL.expected_of_new(39.0) - 1.0).abs() < 1e-8, "{mean}");
    }

    #[test]
    fn probabilities_stay_one_where_everyone_leaves_at_once() {
        let model = Pareto { r: 1.0, alpha: 1.0, s: 6_561.5, beta: 1.728e-4 };
        let none = model.probability_of(0, 45.0);
        assert!((none - 1.0).abs() < 1e-6, "{none}");
    }

    #[test]
    fn discounted_visits_for_ever_are_the_sum_over_small_steps() {
        let track = Track { repeats: 4, last: 24.0, age: 33.0, log_gaps: 0.0 };
        let discount = 0.01;
        let mut sum = 0.0;
        let mut before = 0.0;
        for step in 1..=400_000 {
            let time = f64::from(step) * 0.01;
            let until = MODEL.expected_visits(&track, time);
            sum += (until - before) * (-discount * (time - 0.005)).exp();
            before = until;
        }
        let whole = MODEL.discounted_visits(&track, discount);
        assert!((sum / whole - 1.0).abs() < 1e-6, "{sum} {whole}");
    }
}
