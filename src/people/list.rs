//! A list of customers that the owner keeps: live, by what it asks for, or frozen, by name.
//!
//! What a list asks for is kept as the text of a filter, so that an older app passes on what it does
//! not understand. Who answers it is worked out where it is shown.

use serde::{Deserialize, Serialize};

use crate::people::find::fold;
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, ListId};

/// Who is on a list.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Members {
    /// Whoever answers a filter at the moment, by its text.
    Live(String),
    /// These, whatever becomes of them.
    Frozen {
        /// The text of the filter that they answered.
        filter: String,
        /// On which day.
        on: Day,
        /// Who.
        customers: Vec<CustomerId>,
    },
}

impl Default for Members {
    fn default() -> Self {
        Self::Live(String::new())
    }
}

impl Members {
    /// The text of the filter.
    #[must_use]
    pub fn filter(&self) -> &str {
        match self {
            Self::Live(filter) | Self::Frozen { filter, .. } => filter,
        }
    }
}

/// A list that the owner keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// What it is called.
    pub name: String,
    /// Who is on it.
    pub members: Members,
    /// Which columns it shows and in which order, as text; empty for the usual ones.
    pub shown: String,
}

/// The longest name of a list or a field, in characters: it stands on a narrow screen.
pub const MOST_NAME_CHARS: usize = 60;

/// Why a name was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameRefusal {
    /// There is none.
    #[error("no name")]
    Blank,
    /// It is too long.
    #[error("more than {most} characters")]
    TooLong {
        /// How many characters there may be.
        most: usize,
    },
    /// Another has it.
    #[error("the name of another")]
    Taken,
}

/// Checks a name against those of the others, which differ in more than case and accents.
///
/// # Errors
/// No name, one that is too long, or another's.
pub fn check_name<'a>(
    name: &str,
    others: impl IntoIterator<Item = &'a str>,
) -> Result<(), NameRefusal> {
    let folded = fold(name);
    if folded.trim().is_empty() {
        return Err(NameRefusal::Blank);
    }
    if name.trim().chars().count() > MOST_NAME_CHARS {
        return Err(NameRefusal::TooLong { most: MOST_NAME_CHARS });
    }
    let is_same = |other: &str| fold(other).trim() == folded.trim();
    if others.into_iter().any(is_same) { Err(NameRefusal::Taken) } else { Ok(()) }
}

/// One decision about a list.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Keeps a list; its stamp is the list's id.
    Add {
        /// What it is called.
        name: String,
        /// Who is on it.
        members: Members,
        /// Which columns it shows and in which order, as text.
        shown: String,
    },
    /// Calls a list otherwise.
    Rename {
        /// Which.
        list: ListId,
        /// What it is called from now on.
        name: String,
    },
    /// Says anew who is on a list.
    SetMembers {
        /// Which.
        list: ListId,
        /// Who is on it from now on.
        members: Members,
    },
    /// Says anew what a list shows.
    SetShown {
        /// Which.
        list: ListId,
        /// Which columns, and in which order.
        shown: String,
    },
    /// Keeps a list no longer.
    Remove {
        /// Which.
        list: ListId,
    },
}

impl Change {
    /// The list it is about; `None` for one that it adds.
    #[must_use]
    pub fn list(&self) -> Option<ListId> {
        match self {
            Self::Add { .. } => None,
            Self::Rename { list, .. }
            | Self::SetMembers { list, .. }
            | Self::SetShown { list, .. }
            | Self::Remove { list } => Some(*list),
        }
    }

    /// The texts in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Add { name, members, shown } => vec![name.as_str(), members.filter(), shown],
            Self::Rename { name, .. } => vec![name.as_str()],
            Self::SetMembers { members, .. } => vec![members.filter()],
            Self::SetShown { shown, .. } => vec![shown.as_str()],
            Self::Remove { .. } => vec![],
        }
        .into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_said_short_and_nobody_elses() {
        let check = |name: &str, expected| assert_eq!(check_name(name, ["Reggel"]), expected);
        check("Mornings", Ok(()));
        check(" \u{200c} ", Err(NameRefusal::Blank));
        check("RÉGGEL ", Err(NameRefusal::Taken));
        check(&"x".repeat(61), Err(NameRefusal::TooLong { most: 60 }));
    }
}
