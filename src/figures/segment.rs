//! Segments: ten names for the scores, so that a list says what to do.
//!
//! "Whom do I thank, whom do I invite, whom do I win back?" The map is on recency and frequency
//! (CleverTap's grid, found in many public notebooks) and covers each of the 25 pairs once:
//!
//! | recency | frequency 1 | 2 | 3 | 4 | 5 |
//! |---|---|---|---|---|---|
//! | 5 | new | potential loyalist | potential loyalist | champion | champion |
//! | 4 | promising | potential loyalist | potential loyalist | loyal | loyal |
//! | 3 | about to sleep | about to sleep | needs attention | loyal | loyal |
//! | 1, 2 | hibernating | hibernating | at risk | at risk | can't lose |
//!
//! Traps: names in use elsewhere overlap or leave gaps, so the rule is shown beside the name
//! ([`Segment::rule`]); and in a shop where half bought once some segments are empty, which is
//! true and not a fault.

use std::ops::RangeInclusive;

use crate::figures::rfm::{RfmTable, Scores};
use crate::units::money::Money;

/// A group of customers by their scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Came lately and often.
    Champion,
    /// Comes often, and fairly lately.
    Loyal,
    /// Came lately, not yet often.
    PotentialLoyalist,
    /// Came just now, seldom before.
    New,
    /// Came fairly lately, seldom before.
    Promising,
    /// In the middle of both.
    NeedsAttention,
    /// Came seldom, and some time ago.
    AboutToSleep,
    /// Came fairly often, and long ago.
    AtRisk,
    /// Was among the most frequent, and is away for long.
    CantLose,
    /// Came seldom, and long ago.
    Hibernating,
}

impl Segment {
    /// Every segment, best first; `segment as usize` is its place here.
    pub const ALL: [Self; 10] = [
        Self::Champion,
        Self::Loyal,
        Self::PotentialLoyalist,
        Self::New,
        Self::Promising,
        Self::NeedsAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::CantLose,
        Self::Hibernating,
    ];

    /// The segment of scores; a score outside 1 to 5 counts as the nearer end.
    #[must_use]
    pub fn of(scores: Scores) -> Self {
        match (scores.recency, scores.frequency) {
            (0..=2, 0..=2) => Self::Hibernating,
            (0..=2, 3..=4) => Self::AtRisk,
            (0..=2, 5..) => Self::CantLose,
            (3, 0..=2) => Self::AboutToSleep,
            (3, 3) => Self::NeedsAttention,
            (3..=4, 4..) => Self::Loyal,
            (4, 0..=1) => Self::Promising,
            (5.., 0..=1) => Self::New,
            (4.., 2..=3) => Self::PotentialLoyalist,
            (5.., 4..) => Self::Champion,
        }
    }

    /// The scores of recency and of frequency that make this segment.
    #[must_use]
    pub fn rule(self) -> (RangeInclusive<u8>, RangeInclusive<u8>) {
        match self {
            Self::Champion => (5..=5, 4..=5),
            Self::Loyal => (3..=4, 4..=5),
            Self::PotentialLoyalist => (4..=5, 2..=3),
            Self::New => (5..=5, 1..=1),
            Self::Promising => (4..=4, 1..=1),
            Self::NeedsAttention => (3..=3, 3..=3),
            Self::AboutToSleep => (3..=3, 1..=2),
            Self::AtRisk => (1..=2, 3..=4),
            Self::CantLose => (1..=2, 5..=5),
            Self::Hibernating => (1..=2, 1..=2),
        }
    }
}

/// How many customers are in a segment, and what they spent in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentCount {
    /// Which segment.
    pub segment: Segment,
    /// How many customers.
    pub n_customers: u32,
    /// What they spent.
    pub spent: Money,
}

/// The ten segments in the order of [`Segment::ALL`], empty ones with them.
#[must_use]
pub fn counts(table: &RfmTable) -> [SegmentCount; 10] {
    let empty = |segment| SegmentCount { segment, n_customers: 0, spent: Money::ZERO };
    let mut counts = Segment::ALL.map(empty);
    for (recency, row) in (1..).zip(table.pairs()) {
        for (frequency, &(n_customers, spent)) in (1..).zip(row) {
            let scores = Scores { recency, frequency, monetary: 1 };
            let count = &mut counts[Segment::of(scores) as usize];
            count.n_customers += n_customers;
            count.spent += spent;
        }
    }
    counts
}

/// How many went from each of `N` places to each, between two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement<const N: usize> {
    n: [[u32; N]; N],
}

impl<const N: usize> Movement<N> {
    /// Counts pairs of places before and after, each below `N`.
    #[must_use]
    pub fn new(moves: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut n = [[0; N]; N];
        for (before, after) in moves {
            n[before][after] += 1;
        }
        Self { n }
    }

    /// The rows: for each place before, how many went to each place after.
    #[must_use]
    pub fn rows(&self) -> &[[u32; N]; N] {
        &self.n
    }

    /// How many were in each place before.
    #[must_use]
    pub fn before(&self) -> [u32; N] {
        self.n.map(|row| row.iter().sum())
    }

    /// How many are in each place after.
    #[must_use]
    pub fn after(&self) -> [u32; N] {
        std::array::from_fn(|place| self.n.iter().map(|row| row[place]).sum())
    }

    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.before().iter().sum()
    }
}

/// The place of those without a segment in [`movement`]: no visit in the window.
pub const NO_SEGMENT: usize = Segment::ALL.len();

/// Who went where between two tables, of the base of the larger: a place for each of
/// [`Segment::ALL`], and [`NO_SEGMENT`] for those who had not bought or had bought too long ago.
#[must_use]
pub fn movement(before: &RfmTable, after: &RfmTable) -> Movement<11> {
    let place = |(_, scores)| Segment::of(scores) as usize;
    let mut before = before.iter().map(|row| row.map_or(NO_SEGMENT, place));
    let mut after = after.iter().map(|row| row.map_or(NO_SEGMENT, place));
    Movement::new(std::iter::from_fn(|| match (before.next(), after.next()) {
        (None, None) => None,
        (before, after) => Some((before.unwrap_or(NO_SEGMENT), after.unwrap_or(NO_SEGMENT))),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::{Period, Sale, Visits};
    use crate::units::calendar::Day;

    #[test]
    fn each_pair_of_scores_has_one_segment_and_its_rule_says_so() {
        for recency in 1..=5 {
            for frequency in 1..=5 {
                let holds = |segment: &Segment| {
                    let (by_recency, by_frequency) = segment.rule();
                    by_recency.contains(&recency) && by_frequency.contains(&frequency)
                };
                let by_rule: Vec<Segment> = Segment::ALL.into_iter().filter(holds).collect();
                let scores = Scores { recency, frequency, monetary: 1 };
                assert_eq!(by_rule, [Segment::of(scores)], "{recency} {frequency}");
            }
        }
    }

    #[test]
    fn a_segment_knows_its_place() {
        for (place, segment) in Segment::ALL.into_iter().enumerate() {
            assert_eq!(segment as usize, place);
        }
    }

    #[test]
    fn movement_is_counted_from_nothing_and_back() {
        let (paid, refunded, cost) = (Money(10), Money::ZERO, None);
        let sale =
            |customer, day| Sale { customer: Some(customer), day: Day(day), paid, refunded, cost };
        let visits = Visits::new(3, &[sale(0, 1), sale(1, 9)]);
        let table = |today| RfmTable::new(&visits, Period::until(Day(today)), None);
        let moved = movement(&table(5), &table(10));
        assert_eq!(
            (moved.total(), moved.before()[NO_SEGMENT], moved.after()[NO_SEGMENT]),
            (3, 2, 1)
        );
    }
}
