//! A forecast held against what happened.

/// How a forecast compares with what happened, over the same customers.
///
/// Read all of it together: the mean error alone rewards forecasting too little.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// How many customers.
    pub customers: f64,
    /// Visits forecast.
    pub forecast: f64,
    /// Visits made.
    pub actual: f64,
    /// Mean error per customer, signs dropped, in visits.
    pub mean_error: f64,
    /// Root of the mean squared error per customer, in visits.
    pub root_square_error: f64,
    /// Correlation of forecast and visits, -1 to 1; `None` where one of them does not vary.
    pub correlation: Option<f64>,
}

impl Comparison {
    /// The comparison of pairs (forecast, actual); `None` without any.
    #[must_use]
    pub fn of(pairs: &[(f64, f64)]) -> Option<Self> {
        if pairs.is_empty() {
            return None;
        }
        let customers = pairs.iter().fold(0.0, |n, _| n + 1.0);
        let errors = || pairs.iter().map(|(forecast, actual)| forecast - actual);
        Some(Self {
            customers,
            forecast: pairs.iter().map(|pair| pair.0).sum(),
            actual: pairs.iter().map(|pair| pair.1).sum(),
            mean_error: errors().map(f64::abs).sum::<f64>() / customers,
            root_square_error: (errors().map(|error| error * error).sum::<f64>() / customers)
                .sqrt(),
            correlation: pearson(pairs),
        })
    }

    /// How far the total was off, as a share of what happened: -0.1 is a tenth too little. `None`
    /// if nothing happened.
    #[must_use]
    pub fn total_off(&self) -> Option<f64> {
        (self.actual > 0.0).then(|| self.forecast / self.actual - 1.0)
    }
}

/// Pearson's correlation; `None` where one side does not vary.
pub(super) fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.iter().fold(0.0, |n, _| n + 1.0);
    let mean = |side: fn(&(f64, f64)) -> f64| pairs.iter().map(|it| side(it) / n).sum::<f64>();
    let (left, right) = (mean(|it| it.0), mean(|it| it.1));
    let (mut cross, mut squares) = (0.0, (0.0, 0.0));
    for (a, b) in pairs {
        cross += (a - left) * (b - right);
        squares.0 += (a - left) * (a - left);
        squares.1 += (b - right) * (b - right);
    }
    let scale = squares.0.sqrt() * squares.1.sqrt();
    let correlation = cross / scale;
    (scale > 0.0 && correlation.is_finite()).then(|| correlation.clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forecast_is_held_against_what_happened() {
        let compared = Comparison::of(&[(1.0, 0.0), (2.0, 4.0)]).expect("two customers");
        assert_eq!((compared.forecast, compared.actual), (3.0, 4.0));
        assert_eq!((compared.mean_error, compared.total_off()), (1.5, Some(-0.25)));
        assert_eq!(compared.root_square_error, 2.5_f64.sqrt());
        assert_eq!(Comparison::of(&[]), None);
    }

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        assert_eq!(pearson(&[(1.0, 5.0), (1.0, 7.0)]), None);
        let rising = pearson(&[(1.0, 5.0), (2.0, 7.0)]).expect("both vary");
        assert!((rising - 1.0).abs() < 1e-12);
    }
}
