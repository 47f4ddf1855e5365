//! What the months to come bring the shop, and how sure that is.
//!
//! # Why a simulation
//!
//! The usual short cut reads the uncertainty off the curvature of the likelihood at its peak
//! (Laplace). In shops where hardly anyone leaves, the likelihood has a flat ridge instead of a
//! peak, and the short cut answers with infinity or nonsense. So the whole way is gone, many
//! times over (a parametric bootstrap): the model invents a past for every customer, the
//! parameters are found again from it, and with these a future is drawn for every real customer.
//! That holds all three doubts: which parameters, who is still there, and how chance falls.

use super::bg::{Bg, Leaving};
use super::chance::Chance;
use super::history::{Spend, Track};
use super::model::{Fitted, Model};
use super::pareto::Pareto;
use super::rows::Rows;
use super::spend::GammaGamma;

/// Visits of one customer after which a drawn future is cut off, so that parameters at the limits
/// end too.
const MOST_VISITS: u32 = 100_000;

/// A customer as the forecast sees one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The visits.
    pub track: Track,
    /// The spending, if there are repeat visits that brought something.
    pub spend: Option<Spend>,
}

/// A forecast of a total, with the interval that holds it four times in five.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The total to expect.
    pub expected: f64,
    /// One time in ten it is lower.
    pub low: f64,
    /// One time in ten it is higher.
    pub high: f64,
}

/// What all known customers together will bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Totals {
    /// Visits.
    pub visits: Range,
    /// Money, in the unit of the spends; `None` without a model of spending, or where its mean
    /// does not exist.
    pub money: Option<Range>,
    /// How many simulated pasts could be fitted.
    pub n_futures: u32,
}

/// Forecasts the visits and the money of these customers within `horizon` (in the unit of time of
/// the tracks), with `n_futures` simulations from a seed; `None` if none of them could be fitted.
///
/// A future costs about ten fits: for a thousand customers a few milliseconds, for twenty thousand
/// a tenth of a second. A hundred futures are plenty for a range.
///
/// The doubt about the parameters of spending itself is not part of the range: it is small beside
/// the doubt about who comes.
#[must_use]
pub fn forecast_totals(
    fitted: &Fitted<Model>,
    spending: Option<&GammaGamma>,
    customers: &[Known],
    horizon: f64,
    n_futures: u32,
    seed: u64,
) -> Option<Totals> {
    let mut chance = Chance::new(seed);
    let (mut visits, mut money) = (Vec::new(), Vec::new());
    for _ in 0..n_futures {
        let Some(model) = model_of_another_past(&fitted.model, customers, &mut chance) else {
            continue;
        };
        let (drawn_visits, drawn_money) = draw(&model, spending, customers, horizon, &mut chance);
        visits.push(drawn_visits);
        money.push(drawn_money);
    }
    let expected_visits = |it: &Known| fitted.model.expected_visits(&it.track, horizon);
    let expected_money =
        |it: &Known| Some(expected_visits(it) * spending?.expected_spend(it.spend.as_ref())?);
    Some(Totals {
        n_futures: u32::try_from(visits.len()).unwrap_or(u32::MAX),
        visits: range(customers.iter().map(expected_visits).sum(), visits)?,
        money: customers
            .iter()
            .map(expected_money)
            .sum::<Option<f64>>()
            .and_then(|expected| range(expected, money)),
    })
}

fn range(expected: f64, mut drawn: Vec<f64>) -> Option<Range> {
    drawn.sort_unstable_by(f64::total_cmp);
    let at = |tenths: usize| drawn.get((drawn.len() * tenths / 10).min(drawn.len() - 1)).copied();
    if drawn.is_empty() {
        return None;
    }
    Some(Range { expected, low: at(1)?, high: at(9)? })
}

/// The model fitted to a past that the model itself has invented for these customers.
fn model_of_another_past(model: &Model, customers: &[Known], chance: &mut Chance) -> Option<Model> {
    let invent = |known: &Known| {
        let mut track = Track { age: known.track.age, ..Track::default() };
        let mut life = Life::new_customer(model, chance);
        let mut now = 0.0;
        while let Some(gap) = life.next_gap(track.age - now, chance) {
            now += gap;
            track.repeats += 1;
            track.last = now;
            track.log_gaps += gap.max(f64::MIN_POSITIVE).ln();
            if track.repeats >= MOST_VISITS {
                break;
            }
        }
        track
    };
    let tracks: Vec<Track> = customers.iter().map(invent).collect();
    Some(model.refit(&Rows::new(&tracks)).ok()?.model)
}

/// One future of all customers: visits and money.
fn draw(
    model: &Model,
    spending: Option<&GammaGamma>,
    customers: &[Known],
    horizon: f64,
    chance: &mut Chance,
) -> (f64, f64) {
    let (mut all_visits, mut money) = (0.0, 0.0);
    for known in customers {
        let Some(mut life) = Life::still_there(model, &known.track, chance) else { continue };
        let (mut visits, mut now) = (0_u32, 0.0);
        while let Some(gap) = life.next_gap(horizon - now, chance) {
            now += gap;
            visits += 1;
            if visits >= MOST_VISITS {
                break;
            }
        }
        let visits = f64::from(visits);
        all_visits += visits;
        if let Some(spending) = spending.filter(|_| visits > 0.0) {
            money += draw_money(spending, known.spend.as_ref(), visits, chance);
        }
    }
    (all_visits, money)
}

fn draw_money(
    spending: &GammaGamma,
    spend: Option<&Spend>,
    visits: f64,
    chance: &mut Chance,
) -> f64 {
    let seen = spend.map_or(0.0, |it| f64::from(it.repeats));
    let sum = spend.map_or(0.0, |it| seen * it.average);
    let rate = chance.ln_gamma_number(spending.p * seen + spending.q) - (spending.v + sum).ln();
    (chance.ln_gamma_number(spending.p * visits) - rate).exp()
}

/// The hidden truth about one customer, as drawn.
struct Life {
    /// Ticks per unit of time.
    pace: f64,
    /// Ticks for a visit.
    regularity: u32,
    /// Ticks already heard since the last visit.
    heard: u32,
    leaving: Departure,
}

/// When the customer leaves.
enum Departure {
    /// After a visit, with this probability.
    AfterVisit(f64),
    /// After this time.
    In(f64),
}

impl Life {
    /// A customer who has just made the first visit.
    fn new_customer(model: &Model, chance: &mut Chance) -> Self {
        match model {
            Model::Bg(it) => {
                let p = if it.leaving == Leaving::Never { 0.0 } else { chance.beta(it.a, it.b) };
                let leaves_at_once = it.leaving == Leaving::AfterAny && chance.share() < p;
                let pace = if leaves_at_once { 0.0 } else { chance.gamma(it.r, it.alpha) };
                let leaving = Departure::AfterVisit(p);
                Self { pace, regularity: it.regularity, heard: 0, leaving }
            }
            Model::Pareto(it) => Self::of_pareto(it, &Track::default(), chance),
        }
    }

    /// A customer of whom the track is known; `None` for one who has left.
    fn still_there(model: &Model, track: &Track, chance: &mut Chance) -> Option<Self> {
        if chance.share() >= model.p_alive(track) {
            return None;
        }
        Some(match model {
            Model::Bg(it) => Self::of_bg(it, track, chance),
            Model::Pareto(it) => Self::of_pareto(it, track, chance),
        })
    }

    fn of_bg(model: &Bg, track: &Track, chance: &mut Chance) -> Self {
        let known = model.known_if_there(track);
        let p = match model.leaving {
            Leaving::Never => 0.0,
            Leaving::AfterRepeat | Leaving::AfterAny => chance.beta(model.a, known.b),
        };
        let mut draw = chance.share() * known.ticks_heard.iter().sum::<f64>();
        let mut heard = 0;
        for weight in &known.ticks_heard[..known.ticks_heard.len() - 1] {
            if draw < *weight {
                break;
            }
            draw -= weight;
            heard += 1;
        }
        let pace = chance.gamma(known.shape + f64::from(heard), known.rate);
        Self { pace, regularity: model.regularity, heard, leaving: Departure::AfterVisit(p) }
    }

    fn of_pareto(model: &Pareto, track: &Track, chance: &mut Chance) -> Self {
        let pace = chance.gamma(model.r + f64::from(track.repeats), model.alpha + track.age);
        let rate = chance.gamma(model.s, model.beta + track.age);
        let leaving = Departure::In(chance.wait() / rate);
        Self { pace, regularity: 1, heard: 0, leaving }
    }

    /// The time to the next visit, if it comes within what is left.
    fn next_gap(&mut self, left: f64, chance: &mut Chance) -> Option<f64> {
        let mut gap = 0.0;
        for _ in self.heard..self.regularity.max(1) {
            gap += chance.wait() / self.pace;
        }
        self.heard = 0;
        if gap.is_nan() || gap > left {
            return None;
        }
        match &mut self.leaving {
            Departure::AfterVisit(p) => {
                if chance.share() < *p {
                    self.pace = 0.0;
                }
            }
            Departure::In(time) => {
                *time -= gap;
                if *time < 0.0 {
                    return None;
                }
            }
        }
        Some(gap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> Vec<Known> {
        let model =
            Bg { leaving: Leaving::AfterAny, regularity: 1, r: 0.6, alpha: 5.0, a: 0.8, b: 2.0 };
        let mut chance = Chance::new(11);
        (0..400)
            .map(|_| {
                let mut track = Track { age: 40.0, ..Track::default() };
                let mut life = Life::new_customer(&Model::Bg(model), &mut chance);
                while let Some(gap) = life.next_gap(40.0 - track.last, &mut chance) {
                    track.repeats += 1;
                    track.last += gap;
                    track.log_gaps += gap.ln();
                }
                let average = 1_000.0 + f64::from(track.repeats);
                let spend =
                    (track.repeats > 0).then_some(Spend { repeats: track.repeats, average });
                Known { track, spend }
            })
            .collect()
    }

    /// By chance, with a rhythm, and Pareto/NBD.
    fn fitted(known: &[Known]) -> [Fitted<Model>; 3] {
        let rows = Rows::new(&known.iter().map(|it| it.track).collect::<Vec<_>>());
        let bg = |k| Bg::fit(&rows, Leaving::AfterAny, k).expect("a fit").map(Model::Bg);
        [bg(1), bg(3), Pareto::fit(&rows).expect("a fit").map(Model::Pareto)]
    }

    #[test]
    fn the_range_holds_what_is_expected_and_a_seed_repeats_it() {
        let known = shop();
        let spending = GammaGamma { p: 6.0, q: 3.7, v: 600.0 };
        for fitted in fitted(&known) {
            let totals = || forecast_totals(&fitted, Some(&spending), &known, 26.0, 20, 5).unwrap();
            let got = totals();
            assert_eq!(got, totals());
            assert!(got.n_futures > 17);
            let money = got.money.expect("a mean");
            for range in [got.visits, money] {
                assert!(range.low < range.expected && range.expected < range.high, "{range:?}");
                assert!(range.high < 1.6 * range.expected, "{range:?}");
            }
        }
    }

    #[test]
    fn drawn_futures_have_the_mean_of_the_formula() {
        let track = Track { repeats: 4, last: 30.0, age: 36.0, log_gaps: 7.0 };
        let known = vec![Known { track, spend: None }; 20_000];
        for fitted in fitted(&shop()) {
            let (visits, _) = draw(&fitted.model, None, &known, 26.0, &mut Chance::new(1));
            let expected = fitted.model.expected_visits(&track, 26.0);
            let mean = visits / 20_000.0;
            assert!((mean / expected - 1.0).abs() < 0.05, "{fitted:?} {mean} {expected}");
        }
    }

    #[test]
    fn nobody_has_no_range() {
        let fitted = fitted(&shop())[0];
        assert_eq!(forecast_totals(&fitted, None, &[], 26.0, 10, 1), None);
    }
}
