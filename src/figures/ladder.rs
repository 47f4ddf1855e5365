//! The ladder: how far each customer has come, from a lead to an advocate, and what is missing.
//!
//! | step | evidence |
//! |---|---|
//! | lead | known to the shop, no visit yet |
//! | buyer | one visit |
//! | client | two visits or more |
//! | regular | a rhythm of their own, kept up: neither asleep nor lost |
//! | adherent | a regular who buys these things from us only, by the recorded share of wallet |
//! | advocate | an adherent who told someone who then bought |
//!
//! Each step asks for the one below: a recommendation by someone who stays away is gladly taken,
//! but it makes no advocate, and the next thing to do is to see them again. A sleeper falls to
//! client. The trap is guessing the share of wallet: nobody knows it who has not asked, so without
//! a recorded answer nobody passes regular.

use crate::figures::rhythm::{Basis, Rhythm, Status};
use crate::figures::segment::Movement;

/// From this share of wallet on a customer counts as buying from us only; nobody's own estimate
/// is nearer than a tenth.
pub const ONLY_US_PERCENT: u8 = 90;

/// A step of the ladder, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Known, has not bought.
    Lead,
    /// Bought once.
    Buyer,
    /// Bought again.
    Client,
    /// Buys systematically, from us and from competitors.
    Regular,
    /// Buys only from us.
    Adherent,
    /// Buys only from us and recommends us.
    Advocate,
}

impl Step {
    /// Every step, lowest first; `step as usize` is its place here.
    pub const ALL: [Self; 6] =
        [Self::Lead, Self::Buyer, Self::Client, Self::Regular, Self::Adherent, Self::Advocate];
}

/// What the shop knows that puts a customer on a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Visits so far.
    pub n_visits: u32,
    /// Whether they have a rhythm of their own and keep it.
    pub keeps_rhythm: bool,
    /// Of a hundred parts of what they spend on such things, how many they spend here, as they
    /// said; `None` when nobody asked.
    pub share_of_wallet_percent: Option<u8>,
    /// How many people came by their recommendation and bought.
    pub n_referred_buyers: u32,
}

/// What would bring a customer one step up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A first visit.
    FirstVisit,
    /// A second visit.
    SecondVisit,
    /// More visits, so that a rhythm shows.
    MoreVisits {
        /// How many.
        n: u32,
    },
    /// Coming back: they are past their rhythm.
    Return,
    /// Asking what share they buy here.
    AskShare,
    /// Buying from us what they buy elsewhere.
    LargerShare {
        /// The share they named, of a hundred parts.
        percent: u8,
    },
    /// Recommending us to someone who buys.
    Referral,
}

impl Evidence {
    /// Takes visits and rhythm from a customer's rhythm; `n_visits` may be zero with none.
    #[must_use]
    pub fn new(
        n_visits: u32,
        rhythm: Option<&Rhythm>,
        share_of_wallet_percent: Option<u8>,
        n_referred_buyers: u32,
    ) -> Self {
        let keeps_rhythm = rhythm.is_some_and(|rhythm| {
            let is_away = match rhythm.status {
                Status::Asleep | Status::Lost | Status::Unknown | Status::OneTimer => true,
                Status::New
                | Status::OnTime
                | Status::Due
                | Status::Dozing
                | Status::OutOfSeason => false,
            };
            rhythm.basis == Basis::Own && !is_away
        });
        Self { n_visits, keeps_rhythm, share_of_wallet_percent, n_referred_buyers }
    }

    /// The step this evidence carries.
    #[must_use]
    pub fn step(&self) -> Step {
        match self.n_visits {
            0 => Step::Lead,
            1 => Step::Buyer,
            _ if !self.keeps_rhythm => Step::Client,
            _ if self.share_of_wallet_percent.is_none_or(|share| share < ONLY_US_PERCENT) => {
                Step::Regular
            }
            _ if self.n_referred_buyers == 0 => Step::Adherent,
            _ => Step::Advocate,
        }
    }

    /// What the next step needs; `None` on the highest.
    #[must_use]
    pub fn missing(&self) -> Option<Missing> {
        match self.step() {
            Step::Lead => Some(Missing::FirstVisit),
            Step::Buyer => Some(Missing::SecondVisit),
            Step::Client if self.n_visits < 3 => Some(Missing::MoreVisits { n: 3 - self.n_visits }),
            Step::Client => Some(Missing::Return),
            Step::Regular => Some(match self.share_of_wallet_percent {
                None => Missing::AskShare,
                Some(percent) => Missing::LargerShare { percent },
            }),
            Step::Adherent => Some(Missing::Referral),
            Step::Advocate => None,
        }
    }
}

/// How many customers stand on each step, in the order of [`Step::ALL`].
#[must_use]
pub fn counts(steps: impl IntoIterator<Item = Step>) -> [u32; 6] {
    let mut counts = [0; 6];
    for step in steps {
        counts[step as usize] += 1;
    }
    counts
}

/// Who climbed and who fell between two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Climbs {
    /// From each step to each.
    pub movement: Movement<6>,
}

impl Climbs {
    /// Counts the steps of each customer before and after; whoever was not known yet is a lead.
    #[must_use]
    pub fn new(steps: impl IntoIterator<Item = (Step, Step)>) -> Self {
        let places = steps.into_iter().map(|(before, after)| (before as usize, after as usize));
        Self { movement: Movement::new(places) }
    }

    /// How many climbed.
    #[must_use]
    pub fn n_climbed(&self) -> u32 {
        self.sum(|before, after| after > before)
    }

    /// How many fell.
    #[must_use]
    pub fn n_fell(&self) -> u32 {
        self.sum(|before, after| after < before)
    }

    fn sum(&self, counts: impl Fn(usize, usize) -> bool) -> u32 {
        let rows = self.movement.rows().iter().enumerate();
        let cells = rows.flat_map(|(before, row)| {
            row.iter().enumerate().map(move |(after, n)| (before, after, *n))
        });
        cells.filter(|(before, after, _)| counts(*before, *after)).map(|(_, _, n)| n).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_asks_for_the_one_below() {
        let check = |n_visits, keeps_rhythm, share, referred, step, missing| {
            let evidence = Evidence {
                n_visits,
                keeps_rhythm,
                share_of_wallet_percent: share,
                n_referred_buyers: referred,
            };
            assert_eq!((evidence.step(), evidence.missing()), (step, missing));
        };
        check(0, false, None, 3, Step::Lead, Some(Missing::FirstVisit));
        check(1, false, Some(100), 0, Step::Buyer, Some(Missing::SecondVisit));
        check(2, false, None, 0, Step::Client, Some(Missing::MoreVisits { n: 1 }));
        check(9, false, Some(100), 1, Step::Client, Some(Missing::Return));
        check(9, true, None, 1, Step::Regular, Some(Missing::AskShare));
        check(9, true, Some(40), 1, Step::Regular, Some(Missing::LargerShare { percent: 40 }));
        check(9, true, Some(90), 0, Step::Adherent, Some(Missing::Referral));
        check(9, true, Some(95), 1, Step::Advocate, None);
    }

    #[test]
    fn climbers_and_fallers_are_counted() {
        let climbs = Climbs::new([
            (Step::Lead, Step::Buyer),
            (Step::Buyer, Step::Regular),
            (Step::Regular, Step::Client),
            (Step::Client, Step::Client),
        ]);
        assert_eq!((climbs.n_climbed(), climbs.n_fell(), climbs.movement.total()), (2, 1, 4));
        assert_eq!(counts([Step::Lead, Step::Advocate, Step::Lead]), [2, 0, 0, 0, 0, 1]);
    }
}
