//! What came of a call: the outcome, how far the script went, and when to speak again.

use serde::{Deserialize, Serialize};

use crate::acquisition::script::Phase;
use crate::units::calendar::{Day, Moment};
use crate::units::id::ScriptId;

/// How a call ended.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// They bought.
    Bought,
    /// They want to hear more.
    Interested,
    /// Not now.
    Later,
    /// No.
    No,
    /// They were rude.
    Rude,
    /// Nobody answered.
    NoAnswer,
}

impl Outcome {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 6] =
        [Self::Bought, Self::Interested, Self::Later, Self::No, Self::Rude, Self::NoAnswer];

    /// Whether somebody spoke.
    #[must_use]
    pub fn is_answered(self) -> bool {
        self != Self::NoAnswer
    }

    /// Whether they showed interest, and so belong into the base.
    #[must_use]
    pub fn is_won(self) -> bool {
        matches!(self, Self::Bought | Self::Interested)
    }

    /// Whether they are not to be called again unless a day was agreed.
    #[must_use]
    pub fn is_last(self) -> bool {
        matches!(self, Self::No | Self::Rude)
    }

    /// In how many days one speaks again, unless the owner says otherwise: whoever bought is asked
    /// in a week how it was, whoever did not answer tomorrow.
    #[must_use]
    pub fn usual_delay_days(self) -> Option<i32> {
        match self {
            Self::Bought | Self::Interested => Some(7),
            Self::Later => Some(30),
            Self::NoAnswer => Some(1),
            Self::No | Self::Rude => None,
        }
    }
}

/// A call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// How it ended.
    pub outcome: Outcome,
    /// When it was.
    pub at: Moment,
    /// Who called.
    pub caller: String,
    /// By which script, if by any.
    pub script: Option<ScriptId>,
    /// How far it came in the script.
    pub reached: Phase,
    /// What they said, in their words.
    pub words: String,
    /// The day on which one speaks again.
    pub next: Option<Day>,
}
