//! What a customer spends on a visit: the Gamma-Gamma model.
//!
//! An average of two visits says little of the third. The model draws each customer's average
//! towards the shop's, the more so the fewer visits there are. It assumes that what is spent does
//! not depend on how often someone comes; [`correlation`] tells whether that holds, and above
//! [`HIGH_CORRELATION`] a page should say that values are rough.
//!
//! Source: Fader and Hardie 2013, "The Gamma-Gamma model of monetary value" (note 025).

use super::fit::minimise;
use super::history::Spend;
use super::model::{Fitted, NoFit};
use super::special::{digamma, ln_gamma};

/// Correlation of visits and average spend above which the model's assumption is doubtful.
pub const HIGH_CORRELATION: f64 = 0.3;

/// The Gamma-Gamma model: spending on a visit has shape `p`, and its scale varies over customers
/// with shape `q` and rate `v` (in the unit of money of the averages).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GammaGamma {
    /// Shape of one customer's spending.
    pub p: f64,
    /// Shape of the distribution over customers.
    pub q: f64,
    /// Rate of the distribution over customers, in the unit of money.
    pub v: f64,
}

impl GammaGamma {
    /// The logarithm of the likelihood of one customer's average.
    #[must_use]
    pub fn log_likelihood(&self, spend: &Spend) -> f64 {
        let x = f64::from(spend.repeats);
        let px = self.p * x;
        ln_gamma(px + self.q) - ln_gamma(px) - ln_gamma(self.q)
            + self.q * self.v.ln()
            + (px - 1.0) * spend.average.ln()
            + px * x.ln()
            - (px + self.q) * (self.v + x * spend.average).ln()
    }

    /// What the customer may be expected to spend on a visit, in the unit of money.
    ///
    /// Without a spend of their own (`None`) it is the shop's average. `None` comes out where
    /// the shop's average does not exist, since a few would spend without bound (`q` of 1 or
    /// less).
    #[must_use]
    pub fn expected_spend(&self, spend: Option<&Spend>) -> Option<f64> {
        let (visits, sum) = spend.map_or((0.0, 0.0), |it| {
            let x = f64::from(it.repeats);
            (x, x * it.average)
        });
        let weight = self.p * visits + self.q - 1.0;
        (weight > 0.0).then(|| self.p * (self.v + sum) / weight)
    }

    /// Finds the parameters for these customers, in whatever order they come.
    ///
    /// # Errors
    ///
    /// [`NoFit::NobodyCameBack`] for no customer at all, [`NoFit::NotFound`] if the search does
    /// not end.
    pub fn fit(spends: &[Spend]) -> Result<Fitted<Self>, NoFit> {
        let mut spends: Vec<Spend> =
            spends.iter().copied().filter(|it| it.repeats > 0 && it.average > 0.0).collect();
        if spends.is_empty() {
            return Err(NoFit::NobodyCameBack);
        }
        spends.sort_unstable_by(|a, b| {
            a.repeats.cmp(&b.repeats).then(a.average.total_cmp(&b.average))
        });
        // In units of the average, so that forints and dinars are as good as euros.
        let n: f64 = spends.iter().fold(0.0, |n, _| n + 1.0);
        let unit = spends.iter().map(|it| it.average / n).sum::<f64>();
        let kinds = kinds(&spends, unit);
        let lowest = minimise([1.0_f64.ln(), 2.0_f64.ln(), 1.0_f64.ln()], |ln, slopes| {
            let [p, q, v] = ln.map(f64::exp);
            let (value, slope) = slopes_of([p, q, v], &kinds);
            *slopes = [-slope[0] * p / n, -slope[1] * q / n, -slope[2] * v / n];
            -value / n
        })
        .ok_or(NoFit::NotFound)?;
        let [p, q, v] = lowest.at.map(f64::exp);
        let log_likelihood = slopes_of([p, q, v], &kinds).0 - n * unit.ln();
        let model = Self { p, q, v: v * unit };
        Ok(Fitted { model, log_likelihood, customers: n, at_limit: lowest.at_limit })
    }
}

/// Customers with the same number of repeats.
struct Kind {
    x: f64,
    /// Their averages, with the logarithms.
    averages: Vec<(f64, f64)>,
}

/// Groups of customers, sorted by repeats, in units of `unit`.
fn kinds(sorted: &[Spend], unit: f64) -> Vec<Kind> {
    let same = |a: &Spend, b: &Spend| a.repeats == b.repeats;
    let scaled = |it: &Spend| (it.average / unit, (it.average / unit).ln());
    let kind = |group: &[Spend]| Kind {
        x: f64::from(group[0].repeats),
        averages: group.iter().map(scaled).collect(),
    };
    sorted.chunk_by(same).map(kind).collect()
}

/// The logarithm of the likelihood of all, and its slopes by p, q and v.
fn slopes_of([p, q, v]: [f64; 3], kinds: &[Kind]) -> (f64, [f64; 3]) {
    let (ln_gamma_q, digamma_q, ln_v) = (ln_gamma(q), digamma(q), v.ln());
    let (mut sum, mut slope) = (0.0, [0.0; 3]);
    for kind in kinds {
        let (x, px) = (kind.x, p * kind.x);
        let both = px + q;
        let ln_x = x.ln();
        let fixed = ln_gamma(both) - ln_gamma(px) - ln_gamma_q + q * ln_v + px * ln_x;
        let digamma_both = digamma(both);
        let by_p = digamma_both - digamma(px) + ln_x;
        let by_q = digamma_both - digamma_q + ln_v;
        for &(average, ln_average) in &kind.averages {
            let all = v + x * average;
            let ln_all = all.ln();
            sum += fixed + (px - 1.0) * ln_average - both * ln_all;
            slope[0] += x * (by_p + ln_average - ln_all);
            slope[1] += by_q - ln_all;
            slope[2] += q / v - both / all;
        }
    }
    (sum, slope)
}

/// The correlation, -1 to 1, of repeats and average spend; `None` for fewer than three customers
/// or where one of the two does not vary.
#[must_use]
pub fn correlation(spends: &[Spend]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> =
        spends.iter().map(|it| (f64::from(it.repeats), it.average)).collect();
    (pairs.len() > 2).then(|| super::compare::pearson(&pairs)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_customers_are_a_fit_at_the_limit_or_none_but_never_a_panic() {
        let equal = [Spend { repeats: 2, average: 500.0 }; 40];
        if let Ok(fit) = GammaGamma::fit(&equal) {
            assert!(fit.at_limit);
            let spend = fit.model.expected_spend(Some(&equal[0])).expect("a mean");
            assert!((spend / 500.0 - 1.0).abs() < 0.01, "{spend}");
        }
    }

    #[test]
    fn nobody_is_no_fit() {
        assert_eq!(GammaGamma::fit(&[]), Err(NoFit::NobodyCameBack));
    }

    #[test]
    fn the_average_of_a_shop_where_some_spend_without_bound_does_not_exist() {
        let model = GammaGamma { p: 6.0, q: 0.9, v: 15.0 };
        assert_eq!(model.expected_spend(None), None);
        assert!(model.expected_spend(Some(&Spend { repeats: 1, average: 9.0 })).is_some());
    }
}
