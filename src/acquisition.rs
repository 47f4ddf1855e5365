//! Acquisition: how people come into the base, and what that costs.
//!
//! [`script`] is what is said on a cold call, [`cost`] what was spent on a source (an event, an
//! advert, a bought list), [`questionnaire`] what a visitor is asked, [`handed_over`] the PIN that
//! takes the device back from one, [`referral`] the code by which a newcomer names who told them of the
//! shop. All are records of the whole shop, apart from the code, which is made from a customer's id
//! and stored nowhere.

use serde::{Deserialize, Serialize};

use crate::units::id::Stamp;

pub mod cost;
pub mod questionnaire;
pub mod handed_over;
pub mod referral;
pub mod script;

pub use cost::{Cost, Costs};
pub use questionnaire::{Questionnaire, Questionnaires};
pub use script::{Script, Scripts};

/// One decision in this room.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// About a script for calls.
    Script(script::Change),
    /// About what was spent on a source.
    Cost(cost::Change),
    /// About a questionnaire for visitors.
    Questionnaire(questionnaire::Change),
}

impl Change {
    /// The record it is about; `None` for one that it adds.
    #[must_use]
    pub fn record(&self) -> Option<Stamp> {
        match self {
            Self::Script(change) => change.script().map(|id| id.0),
            Self::Cost(change) => change.cost().map(|id| id.0),
            Self::Questionnaire(change) => change.questionnaire().map(|id| id.0),
        }
    }

    /// The texts in it, the name of the record first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Script(change) => change.texts(),
            Self::Cost(change) => change.texts(),
            Self::Questionnaire(change) => change.texts(),
        }
        .into_iter()
    }
}
