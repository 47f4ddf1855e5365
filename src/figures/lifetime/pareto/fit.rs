//! The likelihood of all customers at once, with its slopes.
//!
//! The costly share depends on repeats and one moment, so it is taken once for each distinct pair
//! of repeats and last visit, and once for each of repeats and age.

use super::Pareto;
use super::share::{Share, leaves_first};
use crate::figures::lifetime::model::{Fitted, NoFit, most_likely};
use crate::figures::lifetime::rows::Rows;
use crate::figures::lifetime::special::{digamma, ln_gamma};
use crate::units::pace::Pace;

/// Finds the parameters of Pareto/NBD.
pub(in crate::figures::lifetime) async fn fit_pareto(
    rows: &Rows,
    pace: &Pace,
) -> Result<Fitted<Pareto>, NoFit> {
    let rate = rows.plain_rate().ok_or(NoFit::NobodyCameBack)?;
    fit_pareto_near(rows, (1.0, 1.0 / rate), pace).await
}

/// Finds the parameters where it is nearly known how the paces of customers differ: the shape and
/// the rate of their distribution.
pub(in crate::figures::lifetime) async fn fit_pareto_near(
    rows: &Rows,
    (r, alpha): (f64, f64),
    pace: &Pace,
) -> Result<Fitted<Pareto>, NoFit> {
    let rate = rows.plain_rate().ok_or(NoFit::NobodyCameBack)?;
    refit_pareto(rows, &Pareto { r, alpha, s: 1.0, beta: 1.0 / rate }, pace).await
}

/// Finds the parameters from a start that is not far.
pub(in crate::figures::lifetime) async fn refit_pareto(
    rows: &Rows,
    start: &Pareto,
    pace: &Pace,
) -> Result<Fitted<Pareto>, NoFit> {
    let with = |[r, alpha, s, beta]: [f64; 4]| Pareto { r, alpha, s, beta };
    let from = [start.r, start.alpha, start.s, start.beta];
    most_likely(rows, from, with, Pareto::slopes, pace).await
}

/// A distinct moment: the two rates there, and their logarithms.
struct Moment {
    alpha: f64,
    beta: f64,
    ln_alpha: f64,
    ln_beta: f64,
}

/// A share with its slopes by r, alpha, s and beta.
struct ShareAt {
    value: f64,
    complement: f64,
    slopes: [f64; 4],
}

impl Pareto {
    fn moment(&self, time: f64) -> Moment {
        let (alpha, beta) = (self.alpha + time, self.beta + time);
        Moment { alpha, beta, ln_alpha: alpha.ln(), ln_beta: beta.ln() }
    }

    fn shares(&self, rows: &Rows, pairs: &[(u32, u32)], moments: &[Moment]) -> Vec<ShareAt> {
        let at = |&(repeats, moment): &(u32, u32)| {
            let at = &moments[moment as usize];
            let ratio = at.beta / at.alpha;
            let shape = self.r + rows.repeats[repeats as usize].0;
            let Share { value, complement, by_shape, by_s, by_ratio } =
                leaves_first(shape, self.s, ratio);
            let slopes = [by_shape, -by_ratio * ratio / at.alpha, by_s, by_ratio / at.alpha];
            ShareAt { value, complement, slopes }
        };
        pairs.iter().map(at).collect()
    }

    /// The logarithm of the likelihood of all customers, and its slopes by r, alpha, s and beta.
    pub(in crate::figures::lifetime) fn slopes(&self, rows: &Rows) -> (f64, [f64; 4]) {
        let mut sum = (0.0, [0.0; 4]);
        let (ln_gamma_r, digamma_r) = (ln_gamma(self.r), digamma(self.r));
        for &(x, weight) in &rows.repeats {
            sum.0 += weight * (ln_gamma(self.r + x) - ln_gamma_r);
            sum.1[0] += weight * (digamma(self.r + x) - digamma_r);
        }
        let lasts: Vec<Moment> = rows.lasts.iter().map(|last| self.moment(*last)).collect();
        let ages: Vec<Moment> = rows.ages.iter().map(|it| self.moment(it.age)).collect();
        let left = self.shares(rows, &rows.by_last, &lasts);
        let rest = self.shares(rows, &rows.by_age, &ages);
        let start = self.moment(0.0);
        for row in &rows.rows {
            let x = rows.repeats[row.repeats as usize].0;
            let (last, age) = (&lasts[row.last as usize], &ages[row.age as usize]);
            let pair = [&left[row.by_last as usize], &rest[row.by_age as usize]];
            let (value, slopes) = self.of_row(x, &start, last, age, pair);
            sum.0 += row.weight * value;
            for (sum, slope) in sum.1.iter_mut().zip(slopes) {
                *sum += row.weight * slope;
            }
        }
        sum
    }

    /// What one kind of customer adds, but for what depends on its repeats alone.
    fn of_row(
        &self,
        x: f64,
        start: &Moment,
        last: &Moment,
        age: &Moment,
        [left, rest]: [&ShareAt; 2],
    ) -> (f64, [f64; 4]) {
        let shape = self.r + x;
        let (ln_pace, ln_leave) = (age.ln_alpha - last.ln_alpha, age.ln_beta - last.ln_beta);
        let fall = (-shape * ln_pace - self.s * ln_leave).exp();
        let silence = left.value + rest.complement * fall;
        let value = self.r * (start.ln_alpha - last.ln_alpha) - x * last.ln_alpha
            + self.s * (start.ln_beta - last.ln_beta)
            + silence.ln();
        let stayed = rest.complement * fall;
        let by_ln_fall = [
            -ln_pace,
            -shape * (1.0 / age.alpha - 1.0 / last.alpha),
            -ln_leave,
            -self.s * (1.0 / age.beta - 1.0 / last.beta),
        ];
        let before = [
            start.ln_alpha - last.ln_alpha,
            self.r / start.alpha - shape / last.alpha,
            start.ln_beta - last.ln_beta,
            self.s / start.beta - self.s / last.beta,
        ];
        let slopes = std::array::from_fn(|i| {
            let inside = left.slopes[i] - fall * rest.slopes[i] + stayed * by_ln_fall[i];
            before[i] + inside / silence
        });
        (value, slopes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::lifetime::history::Track;

    fn rows() -> Rows {
        let track = |repeats, last, age| Track { repeats, last, age, log_gaps: 0.0 };
        Rows::new(&[
            track(0, 0.0, 20.0),
            track(1, 4.0, 31.0),
            track(3, 19.5, 20.0),
            track(12, 30.0, 38.0),
            track(12, 12.0, 38.0),
        ])
    }

    #[test]
    fn all_customers_at_once_are_the_sum_of_each_with_its_slopes() {
        for at in [[0.6, 5.0, 0.8, 9.0], [0.6, 9.0, 0.8, 5.0], [2.0, 300.0, 0.5, 0.2]] {
            let model = |p: [f64; 4]| Pareto { r: p[0], alpha: p[1], s: p[2], beta: p[3] };
            let each: f64 = rows().tracks().map(|(it, n)| n * model(at).log_likelihood(&it)).sum();
            let (all, slopes) = model(at).slopes(&rows());
            assert!((all - each).abs() < 1e-9, "{all} {each}");
            for i in 0..4 {
                let mut near = [at, at];
                near[0][i] -= 1e-5;
                near[1][i] += 1e-5;
                let [low, high] = near.map(|p| model(p).slopes(&rows()).0);
                let slope = (high - low) / 2e-5;
                assert!((slope - slopes[i]).abs() < 1e-6, "{i} {slope} {}", slopes[i]);
            }
        }
    }
}
