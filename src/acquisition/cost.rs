//! What was spent on a source: an event, an advert, a campaign, a bought list.
//!
//! A source is a name on a customer's card; what it cost is a sum of single amounts, each with its
//! day, so that two devices that record two bills have both.

use serde::{Deserialize, Serialize};

use crate::people::find::fold;
use crate::units::calendar::Day;
use crate::units::id::{CostId, Stamp};
use crate::units::money::Money;

/// An amount spent on a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// The source, as it stands on the cards.
    pub source: String,
    /// How much.
    pub amount: Money,
    /// On which day.
    pub on: Day,
    /// For what, if that was said.
    pub what: String,
}

/// One decision about what was spent.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Records an amount; its stamp is its id.
    Add(Cost),
    /// Takes out an amount that was never spent.
    Remove {
        /// Which.
        id: CostId,
    },
}

impl Change {
    /// The amount it is about; `None` for one that it adds.
    #[must_use]
    pub fn cost(&self) -> Option<CostId> {
        match self {
            Self::Add(_) => None,
            Self::Remove { id } => Some(*id),
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Add(cost) => vec![&cost.source, &cost.what],
            Self::Remove { .. } => vec![],
        }
    }
}

/// Every amount spent on a source, first recorded first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs(Vec<(CostId, Cost)>);

impl Costs {
    /// Takes a change over that was made with this stamp.
    pub fn apply(&mut self, stamp: Stamp, change: &Change) {
        match change {
            Change::Add(cost) => self.0.push((CostId(stamp), cost.clone())),
            Change::Remove { id } => self.0.retain(|(known, _)| known != id),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (CostId, &Cost)> {
        self.0.iter().map(|(id, cost)| (*id, cost))
    }
}

/// By what two spellings of one source are known to be one: neither case nor accents tell sources
/// apart.
#[must_use]
pub fn key(source: &str) -> String {
    fold(source).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::id::Replica;

    #[test]
    fn an_amount_stands_until_it_is_taken_out() {
        let stamp = |n| Stamp::new(1, n, Replica::new(1, 0));
        let spent = |amount| {
            let (source, what) = (String::from("Fair"), String::new());
            Change::Add(Cost { source, amount: Money(amount), on: Day(20_000), what })
        };
        let mut costs = Costs::default();
        costs.apply(stamp(0), &spent(100));
        costs.apply(stamp(1), &spent(50));
        costs.apply(stamp(2), &Change::Remove { id: CostId(stamp(0)) });
        costs.apply(stamp(3), &Change::Remove { id: CostId(stamp(9)) });
        let amounts: Vec<Money> = costs.iter().map(|(_, cost)| cost.amount).collect();
        assert_eq!(amounts, [Money(50)]);
    }

    #[test]
    fn a_source_is_one_in_every_spelling() {
        assert_eq!(key(" Ádvent FAIR "), key("advent fair"));
        assert_ne!(key("Fair 1"), key("Fair 2"));
    }
}
