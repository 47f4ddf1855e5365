//! Finding the parameters under which the purchases seen are most likely.
//!
//! Why an optimiser of our own: the models have two to four parameters, all positive, and give
//! their gradients. At that size the whole inverse curvature fits in sixteen numbers, so plain
//! BFGS with a box on the logarithms is shorter than the adapter a general crate would need, and
//! it does the same steps on every device.

use crate::units::pace::{Pace, at_once};

/// The logarithm of every parameter stays within this of zero: about 1/10,000 to 10,000.
///
/// Further out the models no longer change what they say, and their formulas lose digits.
pub const LIMIT: f64 = 9.2;

const ENOUGH_STEPS: usize = 300;

/// A step that gains less than this share of the value lies in its last digits, and ends the
/// search: a search for what is lower still would ask a hundred times in vain.
const LAST_DIGITS: f64 = 1e-14;

/// How flat it must be for that; on a long ridge the steps are small long before its end.
const FLAT_ENOUGH: f64 = 1e-6;

/// The steepness at which the search over a sample ends: nearer to its own lowest point it is no
/// nearer to that of all.
const FLAT_FOR_SAMPLE: f64 = 1e-4;

/// The steepness at which a search ends.
const FLAT: f64 = 1e-8;

/// The steepness up to which a point counts as found.
const NEARLY_FLAT: f64 = 1e-4;

/// The lowest point found.
pub(super) struct Minimum<const N: usize> {
    /// Where it is: logarithms of the parameters.
    pub(super) at: [f64; N],
    /// Whether a parameter ran into [`LIMIT`].
    pub(super) at_limit: bool,
}

/// The lowest point of a smooth function, from a start; `None` if the way down is lost.
///
/// `function` gives the value at a point and writes the gradient there.
pub(super) fn minimise<const N: usize>(
    start: [f64; N],
    function: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
) -> Option<Minimum<N>> {
    at_once(async |pace| minimise_paced(start, function, pace).await)
}

/// As [`minimise`], at a pace.
pub(super) async fn minimise_paced<const N: usize>(
    start: [f64; N],
    function: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
    pace: &Pace,
) -> Option<Minimum<N>> {
    let mut search = Search::at(start);
    search.descend(FLAT, function, pace).await;
    search.found()
}

/// The same of a mean over many, from what a sample of them says: it knows nearly where the lowest
/// point is and how the function bends there, so that all are asked five times instead of fifty.
pub(super) async fn minimise_from_sample<const N: usize>(
    start: [f64; N],
    sample: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
    all: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
    pace: &Pace,
) -> Option<Minimum<N>> {
    let mut search = Search::at(start);
    search.descend(FLAT_FOR_SAMPLE, sample, pace).await;
    search.descend(FLAT, all, pace).await;
    search.found()
}

/// A search on its way down.
struct Search<const N: usize> {
    at: [f64; N],
    gradient: [f64; N],
    value: f64,
    curvature: Curvature<N>,
}

impl<const N: usize> Search<N> {
    fn at(start: [f64; N]) -> Self {
        let at = start.map(|x| x.clamp(-LIMIT, LIMIT));
        Self { at, gradient: [0.0; N], value: f64::NAN, curvature: Curvature::unknown() }
    }

    /// Goes down until it is as flat as asked for, or no way down is found.
    async fn descend(
        &mut self,
        flat: f64,
        mut function: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
        pace: &Pace,
    ) {
        self.value = function(&self.at, &mut self.gradient);
        let mut free = free_parameters(&self.at, &self.gradient);
        for _ in 0..ENOUGH_STEPS {
            let now_free = free_parameters(&self.at, &self.gradient);
            if now_free != free {
                // What was learned of the curvature mixes parameters that no longer move together.
                self.curvature = Curvature::unknown();
                free = now_free;
            }
            if steepness(&self.gradient, &free) < flat {
                break;
            }
            pace.rest().await;
            let direction = self.curvature.direction(&self.gradient, &free);
            let step = line_search(&self.at, self.value, &self.gradient, &direction, &mut function);
            let Some(step) = step else {
                // Nothing lower is left to find, or no way to it.
                if self.curvature.is_unknown || steepness(&self.gradient, &free) < FLAT_ENOUGH {
                    break;
                }
                self.curvature = Curvature::unknown();
                continue;
            };
            self.curvature.learn(&self.at, &self.gradient, &step, &free);
            let is_over = self.value - step.value <= LAST_DIGITS * step.value.abs();
            (self.at, self.value, self.gradient) = (step.at, step.value, step.gradient);
            if is_over && steepness(&self.gradient, &free) < FLAT_ENOUGH {
                break;
            }
        }
    }

    fn found(self) -> Option<Minimum<N>> {
        let Self { at, gradient, value, .. } = self;
        let is_flat = steepness(&gradient, &free_parameters(&at, &gradient)) < NEARLY_FLAT;
        (value.is_finite() && is_flat)
            .then(|| Minimum { at, at_limit: at.iter().any(|x| x.abs() >= LIMIT) })
    }
}

/// Which parameters may move downhill without leaving the box.
fn free_parameters<const N: usize>(at: &[f64; N], gradient: &[f64; N]) -> [bool; N] {
    std::array::from_fn(|i| {
        let leaves =
            (at[i] >= LIMIT && gradient[i] < 0.0) || (at[i] <= -LIMIT && gradient[i] > 0.0);
        !leaves
    })
}

fn steepness<const N: usize>(gradient: &[f64; N], free: &[bool; N]) -> f64 {
    let slopes = gradient.iter().zip(free).filter(|(_, free)| **free);
    // Not `f64::max`, which would swallow a NaN.
    slopes.fold(0.0, |most, (slope, _)| if slope.abs() <= most { most } else { slope.abs() })
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A point lower than the one before it.
struct Step<const N: usize> {
    at: [f64; N],
    value: f64,
    gradient: [f64; N],
}

/// The first point along a direction that is lower by a fair part of what the slope promises.
fn line_search<const N: usize>(
    from: &[f64; N],
    value: f64,
    gradient: &[f64; N],
    direction: &[f64; N],
    function: &mut impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
) -> Option<Step<N>> {
    let longest = direction.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    let mut length = (2.0 / longest).min(1.0);
    for _ in 0..40 {
        let at: [f64; N] =
            std::array::from_fn(|i| (from[i] + length * direction[i]).clamp(-LIMIT, LIMIT));
        let moved: [f64; N] = std::array::from_fn(|i| at[i] - from[i]);
        let promised = dot(gradient, &moved);
        let mut there = [0.0; N];
        let reached = function(&at, &mut there);
        if promised < 0.0 && reached <= value + 1e-4 * promised {
            return Some(Step { at, value: reached, gradient: there });
        }
        // The lowest point of the parabola through what is known, within reason.
        let bend = 2.0 * (reached - value - promised);
        let shorter = if bend > 0.0 { -promised / bend } else { 0.5 };
        length *= shorter.clamp(0.1, 0.5);
    }
    None
}

/// What BFGS knows of the inverse curvature.
struct Curvature<const N: usize> {
    inverse: [[f64; N]; N],
    is_unknown: bool,
}

impl<const N: usize> Curvature<N> {
    fn unknown() -> Self {
        let inverse = std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))));
        Self { inverse, is_unknown: true }
    }

    fn direction(&self, gradient: &[f64; N], free: &[bool; N]) -> [f64; N] {
        let slope: [f64; N] = std::array::from_fn(|i| if free[i] { gradient[i] } else { 0.0 });
        let quasi_newton: [f64; N] =
            std::array::from_fn(|i| if free[i] { -dot(&self.inverse[i], &slope) } else { 0.0 });
        if dot(&quasi_newton, &slope) < 0.0 { quasi_newton } else { slope.map(|x| -x) }
    }

    /// Broyden, Fletcher, Goldfarb and Shanno's update (all 1970).
    fn learn(&mut self, from: &[f64; N], gradient: &[f64; N], step: &Step<N>, free: &[bool; N]) {
        let s: [f64; N] = std::array::from_fn(|i| step.at[i] - from[i]);
        let y: [f64; N] =
            std::array::from_fn(|i| if free[i] { step.gradient[i] - gradient[i] } else { 0.0 });
        let sy = dot(&s, &y);
        let yy = dot(&y, &y);
        if sy <= 1e-12 * (dot(&s, &s) * yy).sqrt() {
            return;
        }
        if self.is_unknown {
            for (i, row) in self.inverse.iter_mut().enumerate() {
                row[i] = sy / yy;
            }
            self.is_unknown = false;
        }
        let hy: [f64; N] = std::array::from_fn(|i| dot(&self.inverse[i], &y));
        let stretch = (1.0 + dot(&y, &hy) / sy) / sy;
        for (i, row) in self.inverse.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                *cell += stretch * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bottom_of_a_curved_valley_is_found() {
        let rosenbrock = |x: &[f64; 2], slope: &mut [f64; 2]| {
            let bend = x[1] - x[0] * x[0];
            *slope = [-2.0 * (1.0 - x[0]) - 400.0 * x[0] * bend, 200.0 * bend];
            (1.0 - x[0]).powi(2) + 100.0 * bend * bend
        };
        let lowest = minimise([-1.2, 1.0], rosenbrock).unwrap();
        assert!(lowest.at.iter().all(|x| (x - 1.0).abs() < 1e-7) && !lowest.at_limit);
    }

    #[test]
    fn a_sample_shows_the_way_and_all_say_where_it_ends() {
        // Means over points; a sample of them has nearly the same middle.
        let mean = |points: &[f64], x: &[f64; 1], slope: &mut [f64; 1]| {
            let n = points.iter().fold(0.0, |n, _| n + 1.0);
            slope[0] = points.iter().map(|point| (x[0] - point).tanh()).sum::<f64>() / n;
            points.iter().map(|point| (x[0] - point).cosh().ln()).sum::<f64>() / n
        };
        let all: Vec<f64> = (0..1000_i32).map(|n| f64::from(n % 37) / 10.0).collect();
        let sample: Vec<f64> = all.iter().step_by(50).copied().collect();
        let (mut n_asked, mut n_asked_alone) = (0, 0);
        let of_all = |n: &mut i32, x: &[f64; 1], slope: &mut [f64; 1]| {
            *n += 1;
            mean(&all, x, slope)
        };
        let alone = minimise([-3.0], |x, slope| of_all(&mut n_asked_alone, x, slope)).unwrap();
        let found = at_once(async |pace| {
            let of_sample = |x: &[f64; 1], slope: &mut [f64; 1]| mean(&sample, x, slope);
            let of_all = |x: &[f64; 1], slope: &mut [f64; 1]| of_all(&mut n_asked, x, slope);
            minimise_from_sample([-3.0], of_sample, of_all, pace).await
        });
        assert!((found.unwrap().at[0] - alone.at[0]).abs() < 1e-7);
        assert!(n_asked < n_asked_alone, "{n_asked} {n_asked_alone}");
    }

    #[test]
    fn what_falls_for_ever_stops_at_the_limit() {
        let slope_down = |x: &[f64; 1], slope: &mut [f64; 1]| {
            *slope = [-1.0];
            -x[0]
        };
        let lowest = minimise([0.0], slope_down).expect("the edge");
        assert!(lowest.at_limit && (lowest.at[0] - LIMIT).abs() < 1e-12);
    }

    #[test]
    fn a_function_that_is_no_number_has_no_bottom() {
        let nowhere = |_: &[f64; 1], slope: &mut [f64; 1]| {
            *slope = [f64::NAN];
            f64::NAN
        };
        assert!(minimise([0.0], nowhere).is_none());
    }
}
