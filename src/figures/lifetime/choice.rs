//! Which model the owner is shown, and what the data do not say.
//!
//! Shown by default is MBG/NBD, since under BG/NBD everyone who came once counts as staying for
//! ever, which is nonsense on a screen. How regular the visits are is settled by likelihood. And
//! whether customers leave at all is asked first: in a young shop a model without leaving often
//! explains the visits as well, and then any "has left with 80 %" would be read from noise. That
//! question is settled by Schwarz's criterion; if it does not speak for leaving, the model without
//! it is shown and nobody is called gone.

use thiserror::Error;

use super::bg::{Bg, Leaving, refit_bg};
use super::history::Track;
use super::model::{Fitted, Model, NoFit};
use super::rows::Rows;
use crate::units::pace::{Pace, at_once};

/// Customers who came back at least once that a choice needs.
///
/// Four parameters are to be found; with fewer than some seven customers for each, a handful of
/// people decides what everyone is told.
pub const REPEATERS_NEEDED: u32 = 30;

/// By how much the criterion must be lower before leaving is taken as seen: what Kass and Raftery
/// (1995) call positive evidence.
pub const EVIDENCE_NEEDED: f64 = 2.0;

/// The highest regularity tried.
pub const MOST_REGULAR: u32 = 6;

/// Whether the visits say who has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeavingSeen {
    /// They do: a probability of still being there may be shown.
    Said,
    /// They do not: the visits are explained as well by nobody leaving.
    NotSaid,
}

/// The model to show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chosen {
    /// The model: MBG/NBD with its regularity, or NBD where leaving is not seen.
    pub fitted: Fitted<Model>,
    /// Whether the visits say who has left.
    pub leaving: LeavingSeen,
    /// How much lower the criterion is with leaving than without; above [`EVIDENCE_NEEDED`] it is
    /// seen.
    pub evidence: f64,
    /// Hidden ticks for one visit: 1 is pure chance, 2 and more a rhythm.
    pub regularity: u32,
}

/// Why no model is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoChoice {
    /// Too few customers came back yet.
    #[error("{missing} more customers must come back")]
    TooFew {
        /// How many more must.
        missing: u32,
    },
    /// No model could be fitted.
    #[error(transparent)]
    NoFit(#[from] NoFit),
}

impl Chosen {
    /// The probability, 0 to 1, that a customer is still there; `None` where the data do not say.
    #[must_use]
    pub fn p_alive(&self, track: &Track) -> Option<f64> {
        match self.leaving {
            LeavingSeen::Said => Some(self.fitted.model.p_alive(track)),
            LeavingSeen::NotSaid => None,
        }
    }
}

/// Chooses the model to show for these customers.
///
/// # Errors
///
/// [`NoChoice::TooFew`] with the number of returning customers that is missing, or why no fit
/// could be made.
pub fn choose(rows: &Rows) -> Result<Chosen, NoChoice> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of customers, and `as` saturates"
    )]
    let repeaters = rows.repeaters() as u32;
    if repeaters < REPEATERS_NEEDED {
        return Err(NoChoice::TooFew { missing: REPEATERS_NEEDED - repeaters });
    }
    let leaving = at_once(async |pace| most_likely_regularity(rows, pace).await)?;
    let regularity = leaving.model.regularity;
    let with = leaving.map(Model::Bg);
    let without = Bg::fit(rows, Leaving::Never, regularity)?.map(Model::Bg);
    let evidence = without.bic() - with.bic();
    let (fitted, leaving) = if evidence > EVIDENCE_NEEDED {
        (with, LeavingSeen::Said)
    } else {
        (without, LeavingSeen::NotSaid)
    };
    Ok(Chosen { fitted, leaving, evidence, regularity })
}

/// MBG/NBD with the regularity under which the visits are most likely.
///
/// # Errors
///
/// See [`NoFit`].
pub async fn most_likely_regularity(rows: &Rows, pace: &Pace) -> Result<Fitted<Bg>, NoFit> {
    let mut best = Bg::fit_paced(rows, Leaving::AfterAny, 1, pace).await?;
    for regularity in 2..=MOST_REGULAR {
        // The likelihood has one peak in k, so the first fall ends the climb.
        match refit_bg(rows, &best.model.with_regularity(regularity), pace).await {
            Ok(next) if next.log_likelihood > best.log_likelihood => best = next,
            Ok(_) | Err(_) => break,
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(n: u32, repeats: impl Fn(u32) -> u32, last: impl Fn(u32) -> f64) -> Rows {
        let track = |i| {
            let repeats = repeats(i);
            let last = if repeats == 0 { 0.0 } else { last(i) };
            let gap = last / f64::from(repeats.max(1));
            let log_gaps = f64::from(repeats) * gap.max(1e-9).ln();
            Track { repeats, last, age: 40.0, log_gaps }
        };
        Rows::new(&(0..n).map(track).collect::<Vec<_>>())
    }

    #[test]
    fn too_few_is_an_answer_with_the_number_missing() {
        let missing = |n| choose(&rows(n, |_| 2, |_| 20.0)).err();
        assert_eq!(missing(0), Some(NoChoice::TooFew { missing: 30 }));
        assert_eq!(missing(29), Some(NoChoice::TooFew { missing: 1 }));
    }

    #[test]
    fn a_steady_shop_does_not_say_who_has_left() {
        let steady = choose(&rows(200, |i| 8 + i % 5, |i| 38.0 + f64::from(i % 3) / 2.0));
        let steady = steady.expect("a choice");
        assert_eq!(steady.leaving, LeavingSeen::NotSaid);
        assert_eq!(steady.p_alive(&Track::default()), None);
        assert!(steady.regularity > 1);
    }

    #[test]
    fn a_shop_whose_busy_customers_stopped_says_so() {
        let stopped = choose(&rows(200, |i| i % 12, |i| if i % 2 == 0 { 8.0 } else { 38.0 }));
        assert_eq!(stopped.expect("a choice").leaving, LeavingSeen::Said);
    }
}
