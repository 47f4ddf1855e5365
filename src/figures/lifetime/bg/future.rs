//! Visits to come of a customer who has not left.

use super::{Bg, Leaving, Standing};
use crate::figures::lifetime::history::Track;
use crate::figures::lifetime::special::{beta_mean, expm1_over, ln_gamma};

/// Terms after which a series is left for a quadrature: a horizon of decades needs 400.
const MANY_TERMS: u32 = 2_000;

/// Ticks beyond which a rhythm's later visits are not counted: more than one a day for three
/// centuries. The sum stops growing there and stays a lower bound.
const MANY_TICKS: f64 = 131_072.0;

impl Bg {
    /// The probability, 0 to 1, that the customer makes a visit within a time from now.
    #[must_use]
    pub fn comes_within(&self, track: &Track, time: f64) -> f64 {
        let silent = self.silent_for(&self.standing(track), time.max(0.0));
        self.p_alive(track) * (1.0 - silent).clamp(0.0, 1.0)
    }

    /// The probability that one who has not left is silent for another while.
    fn silent_for(&self, it: &Standing, time: f64) -> f64 {
        let share = time / (it.rate + time);
        let (mut weight, mut sum) = (1.0, 0.0);
        for heard in 0..self.regularity {
            let j = f64::from(heard);
            if heard > 0 {
                weight *= (it.shape + j - 1.0) * it.silence / j;
            }
            let mut probability = (-(it.shape + j) * (time / it.rate).ln_1p()).exp();
            for tick in 0..self.regularity - heard {
                sum += weight * probability;
                let tick = f64::from(tick);
                probability *= (it.shape + j + tick) / (tick + 1.0) * share;
            }
        }
        sum / it.ln_silent.exp()
    }

    /// Expected visits within `horizon`, if the customer has not left.
    pub(super) fn if_alive(&self, it: &Standing, horizon: f64) -> f64 {
        if self.regularity > 1 {
            return self.if_alive_with_rhythm(it, horizon);
        }
        if self.leaving == Leaving::Never {
            return it.shape * horizon / it.rate;
        }
        let time = horizon / it.rate;
        euler_series(it.shape, self.a, it.b, time)
            .unwrap_or_else(|| by_quadrature(it.shape, self.a, it.b, time))
    }

    /// The exact sum: ticks already heard since the last visit, and ticks to come.
    fn if_alive_with_rhythm(&self, it: &Standing, horizon: f64) -> f64 {
        let (mut weight, mut sum) = (1.0, 0.0);
        for heard in 0..self.regularity {
            let j = f64::from(heard);
            if heard > 0 {
                weight *= (it.shape + j - 1.0) * it.silence / j;
            }
            sum += weight * self.after_ticks(it.shape + j, it.rate, it.b, heard, horizon);
        }
        sum / it.ln_silent.exp()
    }

    /// Expected visits with the pace's `shape` and `rate` known and `heard` ticks since the last.
    ///
    /// Sums P(n ticks) times the visits these make before the customer leaves: all positive.
    fn after_ticks(&self, shape: f64, rate: f64, b: f64, heard: u32, horizon: f64) -> f64 {
        let share = horizon / (rate + horizon);
        let ln_quiet = -(horizon / rate).ln_1p();
        let mean = shape * horizon / rate;
        let deviation = (mean / (1.0 - share)).sqrt();
        let mut n = (mean - 12.0 * deviation - 1.0).floor().clamp(0.0, MANY_TICKS);
        let mut probability = (ln_gamma(shape + n) - ln_gamma(shape) - ln_gamma(n + 1.0)
            + shape * ln_quiet
            + if n > 0.0 { n * share.ln() } else { 0.0 })
        .exp();
        let mut visits = Visits::new(self, b, heard);
        let (mut sum, mut mass) = (0.0, 0.0);
        while n < MANY_TICKS {
            sum += probability * visits.after(n);
            mass += probability;
            let grows_by = (shape + n) / (n + 1.0) * share;
            // What is left is below a geometric series.
            let left = if grows_by < 1.0 { probability / (1.0 - grows_by) } else { 1.0 };
            if n > mean && left * visits.after(n + 1.0) * (1.0 + 1.0 / (1.0 - share)) < 1e-15 * sum
            {
                return sum;
            }
            probability *= grows_by;
            n += 1.0;
        }
        sum + (1.0 - mass).max(0.0) * visits.after(MANY_TICKS)
    }
}

/// Expected visits that a number of ticks makes, for ascending numbers.
struct Visits {
    a: f64,
    b: f64,
    k: f64,
    /// Ticks at which the next visit falls due.
    next: f64,
    /// Probability that the customer is there to make it.
    there: f64,
    /// Visits counted so far, less the chance of having left.
    made: f64,
    /// How many of them.
    number: f64,
}

impl Visits {
    fn new(model: &Bg, b: f64, heard: u32) -> Self {
        let k = model.k();
        let a = if model.leaving == Leaving::Never { 0.0 } else { model.a };
        Self { a, b, k, next: k - f64::from(heard), there: 1.0, made: 0.0, number: 0.0 }
    }

    fn after(&mut self, ticks: f64) -> f64 {
        while self.next <= ticks {
            self.made += self.there;
            self.there *= (self.b + self.number) / (self.a + self.b + self.number);
            self.number += 1.0;
            self.next += self.k;
        }
        self.made
    }
}

/// Euler's transformation of the series of Fader, Hardie and Lee 2005, divided by a - 1.
///
/// `None` where it would be slow or lose digits: horizons of centuries, parameters at the limits.
fn euler_series(shape: f64, a: f64, b: f64, time: f64) -> Option<f64> {
    let e = a - 1.0;
    let c = a + b - 1.0;
    let q = c - shape;
    let (log, z) = (-time.ln_1p(), time / (1.0 + time));
    // Up to here a term may be larger than the one before it.
    let settled = (-q).max((a - shape - 2.0) * time);
    let scale = (e * log).exp();
    if c < 0.01 || settled > f64::from(MANY_TERMS) || scale < 1e-250 {
        return None;
    }
    let head = -expm1_over(e, log);
    let mut term = q / c * z;
    let (mut sum, mut largest) = (term, term.abs());
    let mut k = 1.0;
    for _ in 0..MANY_TERMS {
        term *= (q + k) * (e + k) / ((c + k) * (k + 1.0)) * z;
        k += 1.0;
        sum += term;
        largest = largest.max(term.abs());
        let small = term.abs() <= 1e-17 * sum.abs() || term.abs() * scale <= 1e-18 * head;
        if small && k > settled {
            let value = head - scale * sum;
            let exact = value.is_finite() && value > 1e-4 * (head + scale * largest);
            return exact.then_some(c * value);
        }
    }
    None
}

/// The same as a mean over the probability of leaving, for every parameter and horizon.
fn by_quadrature(shape: f64, a: f64, b: f64, time: f64) -> f64 {
    beta_mean(a, b, |p| {
        if p < 1e-290 { shape * time } else { -(-shape * (p * time).ln_1p()).exp_m1() / p }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_and_the_quadrature_agree() {
        for shape in [0.05, 0.7, 31.0] {
            for (a, b) in [(0.05, 3.0), (0.8, 2.4), (1.0, 1.3), (8.0, 90.0)] {
                for time in [1e-4, 0.3, 5.0, 100.0] {
                    let slow = by_quadrature(shape, a, b, time);
                    if let Some(fast) = euler_series(shape, a, b, time) {
                        let off = (fast / slow - 1.0).abs();
                        assert!(off < 1e-9, "{shape} {a} {b} {time}: {fast} {slow}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_sum_over_ticks_of_pure_chance_is_the_closed_form() {
        for leaving in [Leaving::Never, Leaving::AfterRepeat, Leaving::AfterAny] {
            let model = Bg { leaving, regularity: 1, r: 0.5, alpha: 6.0, a: 0.9, b: 1.6 };
            for (repeats, last, age) in [(0, 0.0, 20.0), (3, 15.0, 20.0), (40, 19.0, 20.0)] {
                let it = model.standing(&Track { repeats, last, age, log_gaps: 0.0 });
                for horizon in [0.01, 39.0, 500.0] {
                    let closed = model.if_alive(&it, horizon);
                    let sum = model.if_alive_with_rhythm(&it, horizon);
                    assert!((sum / closed - 1.0).abs() < 1e-10, "{leaving:?} {sum} {closed}");
                }
            }
        }
    }

    /// Values worked out with forty digits.
    #[test]
    fn far_from_any_shop_expected_visits_are_still_exact() {
        let check = |shape, a, b, time, expected: f64| {
            let got =
                euler_series(shape, a, b, time).unwrap_or_else(|| by_quadrature(shape, a, b, time));
            assert!((got / expected - 1.0).abs() < 1e-10, "{shape} {a} {b} {time}: {got}");
        };
        check(0.25, 5_000.0, 30.0, 10.0, 0.452_853_894_369_619);
        check(3.0, 0.01, 0.02, 100.0, 189.867_072_611_061);
        check(0.5, 0.8, 2.4, 1e6, 102.258_562_095_134_3);
        check(100.0, 9_000.0, 9_000.0, 3.0, 2.000_111_123_458_162);
        check(40.0, 20.0, 0.01, 5.0, 1.000_526_315_789_473_7);
    }
}
