//! The likelihood of all customers at once, with its slopes, as fast as it can be told.
//!
//! Sums that depend on the number of repeats alone, or on the age alone, are taken once for each
//! distinct value. What is left for each kind of customer is the chance of having left: one
//! exponential and one logarithm.

use super::{Bg, Leaving, ln_silent_slopes};
use crate::figures::lifetime::model::{Fitted, NoFit, most_likely};
use crate::figures::lifetime::rows::Rows;
use crate::figures::lifetime::special::{digamma, ln_beta, ln_gamma};
use crate::units::pace::Pace;

/// Finds the parameters of NBD, BG/NBD or MBG/NBD with a given regularity.
pub(in crate::figures::lifetime) async fn fit_bg(
    rows: &Rows,
    leaving: Leaving,
    regularity: u32,
    pace: &Pace,
) -> Result<Fitted<Bg>, NoFit> {
    let rate = rows.plain_rate().ok_or(NoFit::NobodyCameBack)?;
    let start = Bg { leaving, regularity, r: 1.0, alpha: 1.0 / rate, a: 1.0, b: 3.0 };
    let start = Bg { alpha: start.alpha / start.k(), ..start };
    refit_bg(rows, &start, pace).await
}

/// Finds the parameters from a start that is not far.
pub(in crate::figures::lifetime) async fn refit_bg(
    rows: &Rows,
    start: &Bg,
    pace: &Pace,
) -> Result<Fitted<Bg>, NoFit> {
    let with = |[r, alpha, a, b]: [f64; 4]| Bg { r, alpha, a, b, ..*start };
    most_likely(rows, [start.r, start.alpha, start.a, start.b], with, Bg::slopes, pace).await
}

/// What depends on the number of repeats alone.
struct ByRepeats {
    /// r + k x.
    shape: f64,
    /// Logarithm of the odds of having left before silence is looked at.
    ln_odds: f64,
    /// Slope of these odds by b, as 1 / (b + x - 1 or 0).
    by_b: f64,
}

impl Bg {
    /// The logarithm of the likelihood of all customers, and its slopes by r, alpha, a and b.
    pub(in crate::figures::lifetime) fn slopes(&self, rows: &Rows) -> (f64, [f64; 4]) {
        let mut sum = (0.0, [0.0; 4]);
        let by_repeats = self.add_repeats(rows, &mut sum);
        self.add_ages(rows, &mut sum);
        self.add_silences(rows, &by_repeats, &mut sum);
        sum
    }

    fn add_repeats(&self, rows: &Rows, sum: &mut (f64, [f64; 4])) -> Vec<ByRepeats> {
        let (k, first) = (self.k(), self.first_counts());
        let (ln_gamma_r, digamma_r) = (ln_gamma(self.r), digamma(self.r));
        let (ln_beta_ab, digamma_ab) = (ln_beta(self.a, self.b), digamma(self.a + self.b));
        let (digamma_b, ln_gamma_k) = (digamma(self.b), ln_gamma(k));
        sum.0 += (k - 1.0) * rows.log_gaps;
        let add = |&(x, weight): &(f64, f64)| {
            let shape = self.r + k * x;
            sum.0 += weight * (ln_gamma(shape) - ln_gamma_r - x * ln_gamma_k);
            sum.1[0] += weight * (digamma(shape) - digamma_r);
            if self.leaving == Leaving::Never {
                return ByRepeats { shape, ln_odds: f64::NEG_INFINITY, by_b: 0.0 };
            }
            let b = self.b + x + first;
            let digamma_abx = digamma(self.a + b);
            sum.0 += weight * (ln_beta(self.a, b) - ln_beta_ab);
            sum.1[2] += weight * (digamma_ab - digamma_abx);
            sum.1[3] += weight * (digamma(b) - digamma_abx - digamma_b + digamma_ab);
            if x + first == 0.0 {
                return ByRepeats { shape, ln_odds: f64::NEG_INFINITY, by_b: 0.0 };
            }
            ByRepeats { shape, ln_odds: self.a.ln() - (b - 1.0).ln(), by_b: 1.0 / (b - 1.0) }
        };
        rows.repeats.iter().map(add).collect()
    }

    fn add_ages(&self, rows: &Rows, sum: &mut (f64, [f64; 4])) {
        let ln_alpha = self.alpha.ln();
        for group in &rows.ages {
            let rate = self.alpha + group.age;
            let ln_rate = rate.ln();
            let shapes = self.r * group.weight + self.k() * group.repeats;
            sum.0 += self.r * ln_alpha * group.weight - shapes * ln_rate;
            sum.1[0] += group.weight * (ln_alpha - ln_rate);
            sum.1[1] += group.weight * self.r / self.alpha - shapes / rate;
        }
    }

    fn add_silences(&self, rows: &Rows, by_repeats: &[ByRepeats], sum: &mut (f64, [f64; 4])) {
        let with_ln = |time: f64| (1.0 / (self.alpha + time), (self.alpha + time).ln());
        let lasts: Vec<(f64, f64)> = rows.lasts.iter().map(|last| with_ln(*last)).collect();
        let ages: Vec<(f64, f64)> = rows.ages.iter().map(|group| with_ln(group.age)).collect();
        for row in &rows.rows {
            let it = &by_repeats[row.repeats as usize];
            let (last, age) = (lasts[row.last as usize], ages[row.age as usize]);
            let (ln_silent, by_shape, by_ln_silence) = if self.regularity > 1 {
                ln_silent_slopes(self.regularity, it.shape, 1.0 - age.0 / last.0)
            } else {
                (0.0, 0.0, 0.0)
            };
            let ln_ratio = age.1 - last.1;
            let ln_left = it.ln_odds + it.shape * ln_ratio - ln_silent;
            let (ln_sum, share) = ln_one_and(ln_left);
            let left = row.weight * share;
            let silent = row.weight - left;
            sum.0 += row.weight * (ln_silent + ln_sum);
            sum.1[0] += left * ln_ratio + silent * by_shape;
            sum.1[1] += left * it.shape * (age.0 - last.0) - silent * by_ln_silence * age.0;
            if self.leaving != Leaving::Never {
                sum.1[2] += left / self.a;
                sum.1[3] -= left * it.by_b;
            }
        }
    }
}

/// The logarithm of 1 + exp(x), and the share of exp(x) in the sum, from one exponential.
fn ln_one_and(x: f64) -> (f64, f64) {
    let small = (-x.abs()).exp();
    if x > 0.0 {
        (x + small.ln_1p(), 1.0 / (1.0 + small))
    } else {
        (small.ln_1p(), small / (1.0 + small))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::lifetime::history::Track;

    fn rows() -> Rows {
        let track = |repeats, last, age| Track { repeats, last, age, log_gaps: 0.7 };
        Rows::new(&[
            track(0, 0.0, 20.0),
            track(0, 0.0, 31.0),
            track(1, 4.0, 31.0),
            track(3, 19.5, 20.0),
            track(12, 30.0, 38.0),
            track(12, 12.0, 38.0),
        ])
    }

    #[test]
    fn all_customers_at_once_are_the_sum_of_each() {
        for leaving in [Leaving::Never, Leaving::AfterRepeat, Leaving::AfterAny] {
            for regularity in [1, 2, 3] {
                let model = Bg { leaving, regularity, r: 0.6, alpha: 5.0, a: 0.8, b: 1.7 };
                let each: f64 = rows()
                    .tracks()
                    .map(|(it, n)| n * model.log_likelihood(&Track { log_gaps: 0.7, ..it }))
                    .sum();
                let all = model.slopes(&rows()).0;
                assert!((all - each).abs() < 1e-10, "{leaving:?} {regularity} {all} {each}");
            }
        }
    }

    #[test]
    fn slopes_are_those_of_the_likelihood() {
        for leaving in [Leaving::Never, Leaving::AfterRepeat, Leaving::AfterAny] {
            for regularity in [1, 3] {
                let at = [0.6, 5.0, 0.8, 1.7];
                let model = |p: [f64; 4]| Bg {
                    leaving,
                    regularity,
                    r: p[0],
                    alpha: p[1],
                    a: p[2],
                    b: p[3],
                };
                let slopes = model(at).slopes(&rows()).1;
                for i in 0..4 {
                    let mut near = [at, at];
                    near[0][i] -= 1e-5;
                    near[1][i] += 1e-5;
                    let [low, high] = near.map(|p| model(p).slopes(&rows()).0);
                    let slope = (high - low) / 2e-5;
                    assert!((slope - slopes[i]).abs() < 1e-6, "{leaving:?} {i} {slope}");
                }
            }
        }
    }
}
