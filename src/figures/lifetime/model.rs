//! Any of the models of visits behind one face, so that a page need not know which one it shows.

use thiserror::Error;

use super::bg::{Bg, Leaving, fit_bg, refit_bg};
use super::fit::{minimise_from_sample, minimise_paced};
use super::history::Track;
use super::pareto::{Pareto, fit_pareto, refit_pareto};
use super::rows::Rows;
use crate::units::pace::{Pace, at_once};

/// A model with the parameters under which what was seen is most likely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitted<M> {
    /// The model.
    pub model: M,
    /// The logarithm of the likelihood of everything seen; comparable between models of the same
    /// customers in the same unit of time or money.
    pub log_likelihood: f64,
    /// How many customers it was fitted to.
    pub customers: f64,
    /// Whether a parameter ran into the limit of the search: the customers leave it open, and
    /// only forecasts mean something, not the parameters.
    pub at_limit: bool,
}

impl<M> Fitted<M> {
    /// The same fit, its model put into another type: `fitted.map(Model::Bg)`.
    pub fn map<N>(self, wrap: impl FnOnce(M) -> N) -> Fitted<N> {
        let Self { model, log_likelihood, customers, at_limit } = self;
        Fitted { model: wrap(model), log_likelihood, customers, at_limit }
    }
}

/// Why there is no fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoFit {
    /// No customer came back yet, or no time has passed since the first visits.
    #[error("nobody has come back yet")]
    NobodyCameBack,
    /// The search did not end; nothing can be said.
    #[error("no model fits these visits")]
    NotFound,
}

/// Finds the parameters under which these customers are most likely, from a start that is not far.
///
/// `slopes` gives the logarithm of the likelihood of some customers and its slopes by each
/// parameter; all parameters are above 0. Where customers are many, a sample shows the way.
pub(super) async fn most_likely<M>(
    rows: &Rows,
    start: [f64; 4],
    with: impl Fn([f64; 4]) -> M,
    slopes: impl Fn(&M, &Rows) -> (f64, [f64; 4]),
    pace: &Pace,
) -> Result<Fitted<M>, NoFit> {
    let with = |ln: &[f64; 4]| with(ln.map(f64::exp));
    let unlikely = |rows: &Rows, ln: &[f64; 4], into: &mut [f64; 4]| {
        let (value, slope) = slopes(&with(ln), rows);
        let weight = rows.customers();
        *into = std::array::from_fn(|i| -slope[i] * ln[i].exp() / weight);
        -value / weight
    };
    let of_all = |ln: &[f64; 4], into: &mut [f64; 4]| unlikely(rows, ln, into);
    let start = start.map(f64::ln);
    let lowest = match rows.sample() {
        Some(few) => {
            let sample = |ln: &[f64; 4], into: &mut [f64; 4]| unlikely(&few, ln, into);
            minimise_from_sample(start, sample, of_all, pace).await
        }
        None => minimise_paced(start, of_all, pace).await,
    }
    .ok_or(NoFit::NotFound)?;
    let model = with(&lowest.at);
    let log_likelihood = slopes(&model, rows).0;
    Ok(Fitted { model, log_likelihood, customers: rows.customers(), at_limit: lowest.at_limit })
}

/// A model of visits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Model {
    /// NBD, BG/NBD or MBG/NBD, with or without a rhythm.
    Bg(Bg),
    /// Pareto/NBD.
    Pareto(Pareto),
}

impl Model {
    /// The logarithm of the likelihood of one customer's track.
    #[must_use]
    pub fn log_likelihood(&self, track: &Track) -> f64 {
        match self {
            Self::Bg(model) => model.log_likelihood(track),
            Self::Pareto(model) => model.log_likelihood(track),
        }
    }

    /// The probability, 0 to 1, that the customer has not left for good.
    #[must_use]
    pub fn p_alive(&self, track: &Track) -> f64 {
        match self {
            Self::Bg(model) => model.p_alive(track),
            Self::Pareto(model) => model.p_alive(track),
        }
    }

    /// Visits to expect of the customer in the next `horizon`, 0 or more.
    #[must_use]
    pub fn expected_visits(&self, track: &Track, horizon: f64) -> f64 {
        match self {
            Self::Bg(model) => model.expected_visits(track, horizon),
            Self::Pareto(model) => model.expected_visits(track, horizon),
        }
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
        match self {
            Self::Bg(model) => model.probability_of(repeats, horizon),
            Self::Pareto(model) => model.probability_of(repeats, horizon),
        }
    }

    /// How many parameters there are to find.
    #[must_use]
    pub fn n_parameters(&self) -> u32 {
        match self {
            Self::Bg(model) => model.n_parameters(),
            Self::Pareto(_) => Pareto::N_PARAMETERS,
        }
    }

    /// Finds this model's parameters anew, from the present ones.
    ///
    /// # Errors
    ///
    /// See [`NoFit`].
    pub fn refit(&self, rows: &Rows) -> Result<Fitted<Self>, NoFit> {
        at_once(async |pace| match self {
            Self::Bg(model) => refit_bg(rows, model, pace).await.map(|fit| fit.map(Self::Bg)),
            Self::Pareto(model) => {
                refit_pareto(rows, model, pace).await.map(|fit| fit.map(Self::Pareto))
            }
        })
    }
}

impl Fitted<Model> {
    /// Schwarz's information criterion (BIC, 1978): of two models of the same customers the one
    /// with the lower is the better supported, the number of parameters being held against it.
    #[must_use]
    pub fn bic(&self) -> f64 {
        f64::from(self.model.n_parameters()) * self.customers.ln() - 2.0 * self.log_likelihood
    }
}

impl Bg {
    /// Finds the parameters of NBD, BG/NBD or MBG/NBD with a given regularity, 1 or more.
    ///
    /// # Errors
    ///
    /// See [`NoFit`].
    pub fn fit(rows: &Rows, leaving: Leaving, regularity: u32) -> Result<Fitted<Self>, NoFit> {
        at_once(async |pace| Self::fit_paced(rows, leaving, regularity, pace).await)
    }

    /// As [`fit`](Self::fit), at a pace.
    pub(super) async fn fit_paced(
        rows: &Rows,
        leaving: Leaving,
        regularity: u32,
        pace: &Pace,
    ) -> Result<Fitted<Self>, NoFit> {
        fit_bg(rows, leaving, regularity.max(1), pace).await
    }
}

impl Pareto {
    /// Finds the parameters of Pareto/NBD.
    ///
    /// # Errors
    ///
    /// See [`NoFit`].
    pub fn fit(rows: &Rows) -> Result<Fitted<Self>, NoFit> {
        at_once(async |pace| fit_pareto(rows, pace).await)
    }

    /// As [`fit`](Self::fit), at a pace.
    pub(super) async fn fit_paced(rows: &Rows, pace: &Pace) -> Result<Fitted<Self>, NoFit> {
        fit_pareto(rows, pace).await
    }
}
