//! The few special functions the models need that the standard library has not.
//!
//! `ln_gamma` is `libm`'s, a translation of the C library's own, exact to the last digit or two
//! and the same on every device. `libm` has no digamma, and the crates that have one bring a whole
//! statistics library for a dozen lines, so those lines stand here. The quadrature is the answer
//! wherever a power series would need too many terms: one rule for sharp and flat integrands.

/// The logarithm of the gamma function, for positive arguments.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The logarithm of the beta function, for positive arguments.
#[must_use]
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// The slope of [`ln_gamma`] (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18), for positive
/// arguments.
#[must_use]
pub fn digamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < 10.0 {
        below += 1.0 / x;
        x += 1.0;
    }
    let s = 1.0 / (x * x);
    let series = s
        * (1.0 / 12.0
            - s * (1.0 / 120.0
                - s * (1.0 / 252.0
                    - s * (1.0 / 240.0 - s * (1.0 / 132.0 - s * (691.0 / 32760.0 - s / 12.0))))));
    x.ln() - 0.5 / x - series - below
}

/// The slope of [`digamma`] (Abramowitz and Stegun 1964, 6.4.12), for positive arguments.
#[must_use]
pub fn trigamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < 10.0 {
        below += 1.0 / (x * x);
        x += 1.0;
    }
    let s = 1.0 / (x * x);
    let series =
        1.0 / 6.0 - s * (1.0 / 30.0 - s * (1.0 / 42.0 - s * (1.0 / 30.0 - s * 5.0 / 66.0)));
    1.0 / x + 0.5 * s + series * s / x + below
}

/// The logarithm of `exp(a) + exp(b)`, without leaving the range.
#[must_use]
pub fn ln_add_exp(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// The logistic function `1 / (1 + exp(-x))`.
#[must_use]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// `(exp(e x) - 1) / e`, which is `x` when `e` is zero.
#[must_use]
pub fn expm1_over(e: f64, x: f64) -> f64 {
    if e.abs() < 1e-300 { x } else { (e * x).exp_m1() / e }
}

/// The usual step of the quadratures, in their transformed variable.
pub(super) const FINE: f64 = 1.0 / 24.0;

/// The integrals of several functions over the half line from zero (Takahasi and Mori 1974, the
/// double exponential rule for integrands that fall off exponentially).
///
/// `near` is a distance on which the integrand changes at the start, `far` one at which it has
/// vanished; both positive. `step` is the fineness: a twelfth gives twelve digits unless the
/// integrand has a sharp knee far out, in units of `near`.
pub(super) fn integrate_half_line<const N: usize>(
    near: f64,
    far: f64,
    step: f64,
    mut integrand: impl FnMut(f64) -> [f64; N],
) -> [f64; N] {
    let mut sums = [0.0; N];
    let last = (far / near).ln().max(0.0);
    let mut t = -3.6;
    while t <= last {
        let folded = (-t).exp();
        let x = near * (t - folded).exp();
        let weight = x * (1.0 + folded) * step;
        for (sum, value) in sums.iter_mut().zip(integrand(x)) {
            *sum += weight * value;
        }
        t += step;
    }
    sums
}

/// The mean of a function of a beta-distributed share, from its logarithm and its complement's.
///
/// `function(p)` must be finite on (0, 1]. The variable of integration is the logit around the
/// distribution's centre, stretched by a hyperbolic sine, so that a sharp peak and a tail that
/// falls off with a power of 1/10,000 are met by the same points.
pub(super) fn beta_mean(a: f64, b: f64, mut function: impl FnMut(f64) -> f64) -> f64 {
    let centre = (a / b).ln();
    let width = (1.0 / a + 1.0 / b).sqrt().min(1.0);
    let norm = ln_beta(a, b);
    let (mut sum, mut mass) = (0.0, 0.0);
    let reach = (2.0 * 40.0 * (1.0 / a).max(1.0 / b).max(1.0) / width).ln() + 1.0;
    let mut t = -reach;
    while t <= reach {
        let logit = centre + width * t.sinh();
        let ln_p = -(-logit).exp().ln_1p();
        let ln_rest = -logit.exp().ln_1p();
        let ln_p = if logit < -700.0 { logit } else { ln_p };
        let ln_rest = if logit > 700.0 { -logit } else { ln_rest };
        let weight = (a * ln_p + b * ln_rest - norm).exp() * t.cosh();
        sum += weight * function(ln_p.exp());
        mass += weight;
        t += FINE;
    }
    sum / mass
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-13 * expected.abs().max(1.0), "{got} {expected}");
    }

    #[test]
    fn digamma_and_trigamma_meet_their_closed_forms() {
        let euler = 0.577_215_664_901_532_9;
        check(digamma(1.0), -euler);
        check(digamma(0.5), -euler - 2.0 * 2.0_f64.ln());
        check(digamma(11.0), 2.928_968_253_968_254 - euler);
        check(trigamma(1.0), std::f64::consts::PI.powi(2) / 6.0);
        check(trigamma(0.5), std::f64::consts::PI.powi(2) / 2.0);
    }

    #[test]
    fn the_half_line_is_integrated_for_sharp_and_slow_integrands() {
        for rate in [1e-4, 1.0, 1e6] {
            let [whole] = integrate_half_line(1.0 / rate, 40.0 / rate, 2.0 * FINE, |x| {
                [rate * (-rate * x).exp()]
            });
            check(whole, 1.0);
        }
    }

    #[test]
    fn the_mean_of_a_share_is_a_over_a_plus_b() {
        for (a, b) in [(0.79, 2.43), (1e-4, 3.0), (9_000.0, 20.0), (0.3, 1e4), (5e3, 5e3)] {
            let mean = beta_mean(a, b, |p| p);
            assert!((mean / (a / (a + b)) - 1.0).abs() < 1e-11, "{a} {b} {mean}");
        }
    }

    #[test]
    fn sums_of_exponentials_do_not_overflow() {
        check(ln_add_exp(1e6, 1e6), 1e6 + 2.0_f64.ln());
        check(ln_add_exp(f64::NEG_INFINITY, 3.0), 3.0);
        check(expm1_over(0.0, 2.5), 2.5);
    }
}
