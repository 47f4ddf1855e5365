//! The share of a likelihood that belongs to leaving before the next visit.

use crate::figures::lifetime::special::{FINE, integrate_half_line};

/// How far the power series is used; nearer to 1 it needs hundreds of terms and more.
const SERIES_UP_TO: f64 = 0.95;

/// The share, what is left of it to 1, and the share's slopes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) value: f64,
    pub(super) complement: f64,
    pub(super) by_shape: f64,
    pub(super) by_s: f64,
    pub(super) by_ratio: f64,
}

/// The probability that one whose pace has this `shape` leaves before the next visit, where
/// `ratio` is the rate of leaving's distribution over the pace's.
///
/// It is the integral over w from 0 of s e^(-s w) (1 + ratio (e^w - 1))^(-shape). Expanded it is
/// Gauss's hypergeometric series in 1 - ratio or, for a ratio above 1, in 1 - 1/ratio: every term
/// positive, and a handful of them for customers as shops have them. Close to 1 the integral
/// itself is taken.
pub(super) fn leaves_first(shape: f64, s: f64, ratio: f64) -> Share {
    if ratio <= 1.0 && 1.0 - ratio <= SERIES_UP_TO {
        below_one(shape, s, ratio)
    } else if ratio > 1.0 && 1.0 - 1.0 / ratio <= SERIES_UP_TO {
        above_one(shape, s, ratio)
    } else {
        by_quadrature(shape, s, ratio)
    }
}

/// The sum of (b)_k / (c)_k z^k, and its slopes by b, c and z.
fn series(b: f64, c: f64, z: f64) -> [f64; 4] {
    let (mut term, mut sum) = (1.0, 1.0);
    let (mut in_b, mut in_c) = (0.0, 0.0);
    let (mut by_b, mut by_c, mut by_z) = (0.0, 0.0, 0.0);
    let mut k = 0.0;
    // With b below c the terms fall at least as fast as z^k.
    while k < 2_000.0 {
        let (one_b, one_c) = (1.0 / (b + k), 1.0 / (c + k));
        term *= (b + k) * one_c * z;
        in_b += one_b;
        in_c += one_c;
        k += 1.0;
        sum += term;
        by_b += term * in_b;
        by_c += term * in_c;
        by_z += term * k;
        if term * k < 1e-17 * sum {
            break;
        }
    }
    [sum, by_b, -by_c, if z > 0.0 { by_z / z } else { b / c }]
}

fn below_one(shape: f64, s: f64, ratio: f64) -> Share {
    let both = shape + s;
    let [sum, by_b, by_c, by_z] = series(shape, both + 1.0, 1.0 - ratio);
    let part = s / both;
    finished(Share {
        value: part * sum,
        complement: 0.0,
        by_shape: part * (by_b + by_c - sum / both),
        by_s: part * (by_c + sum * (1.0 / s - 1.0 / both)),
        by_ratio: -part * by_z,
    })
}

fn above_one(shape: f64, s: f64, ratio: f64) -> Share {
    let both = shape + s;
    let [sum, by_b, by_c, by_z] = series(s + 1.0, both + 1.0, 1.0 - 1.0 / ratio);
    let part = s / both / ratio;
    finished(Share {
        value: part * sum,
        complement: 0.0,
        by_shape: part * (by_c - sum / both),
        by_s: part * (by_b + by_c + sum * (1.0 / s - 1.0 / both)),
        by_ratio: part * (by_z / ratio - sum) / ratio,
    })
}

fn finished(share: Share) -> Share {
    let value = share.value.clamp(0.0, 1.0);
    Share { value, complement: 1.0 - value, ..share }
}

fn by_quadrature(shape: f64, s: f64, ratio: f64) -> Share {
    let near = 1.0 / (s + shape * ratio);
    let far = 38.0 / if ratio > 1.0 { s + shape } else { s };
    // The integrand falls off sharply up to where ratio e^w is 1: the further out, the finer.
    let step = (0.24 / (1.0 / ratio).ln().max(1.0)).min(2.0 * FINE);
    let [value, by_shape, by_s, by_ratio] = integrate_half_line(near, far, step, |w| {
        let grown = w.exp_m1();
        let ln = if grown.is_finite() { (ratio * grown).ln_1p() } else { w + ratio.ln() };
        let inside = s * (-s * w - shape * ln).exp();
        let by_ratio = if grown.is_finite() { grown / (1.0 + ratio * grown) } else { 1.0 / ratio };
        [inside, -ln * inside, (1.0 / s - w) * inside, -shape * by_ratio * inside]
    });
    finished(Share { value, complement: 0.0, by_shape, by_s, by_ratio })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_and_the_quadrature_agree_in_value_and_slopes() {
        for shape in [0.05, 0.6, 30.0, 1e4] {
            for s in [0.05, 0.6, 1.0, 8.0] {
                for ratio in [0.11, 0.7, 1.0, 1.2, 9.0] {
                    let fast = leaves_first(shape, s, ratio);
                    let slow = by_quadrature(shape, s, ratio);
                    let pairs = [
                        (fast.value, slow.value),
                        (fast.by_shape, slow.by_shape),
                        (fast.by_s, slow.by_s),
                        (fast.by_ratio, slow.by_ratio),
                    ];
                    for (a, b) in pairs {
                        let off = (a - b).abs() / b.abs().max(fast.value * 1e-3);
                        assert!(off < 1e-9, "{shape} {s} {ratio}: {a} {b}");
                    }
                }
            }
        }
    }

    /// Values worked out with forty digits.
    #[test]
    fn far_from_any_shop_the_share_is_still_exact() {
        let check = |shape, s, ratio, expected: f64| {
            let got = leaves_first(shape, s, ratio).value;
            assert!((got / expected - 1.0).abs() < 1e-10, "{shape} {s} {ratio}: {got}");
        };
        check(0.5, 0.6, 1e-6, 0.999_702_189_542_417_1);
        check(30.0, 0.05, 1e-4, 0.230_010_308_332_704_8);
        check(0.05, 5.0, 1e6, 0.557_535_223_498_531);
        check(3.0, 200.0, 1e3, 0.085_929_560_929_981_02);
        check(1e4, 0.3, 1e-7, 0.837_852_143_188_493_5);
        check(2.0, 0.01, 1e-8, 0.159_780_390_733_730_4);
    }
}
