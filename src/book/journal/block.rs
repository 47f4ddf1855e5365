//! A stretch of the journal as bytes: some hundreds of changes, in the order of their stamps.
//!
//! # Why bytes
//!
//! A shop of a million purchases has more than a million changes. They are read once, when the book
//! is made, and after that a few at a time are asked for. As bytes, the way the disk holds them, an
//! imported purchase takes some 15 bytes and a sale of its own some 50; as a value with its place
//! in an ordered map it took 200. A change is found by its stamp in two binary searches and read
//! when it is asked for.

use crate::book::journal::Entry;
use crate::book::journal::page;
use crate::trade::purchase::Purchase;
use crate::units::id::{CustomerId, GroupId, Stamp};

/// The most changes of one block: what is written anew when one of them goes.
pub(super) const MOST: usize = 512;

/// A change as bytes, with its stamp and its group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raw<'a> {
    /// Its stamp.
    pub(crate) stamp: Stamp,
    /// Its group.
    pub(crate) group: GroupId,
    /// The change, as a page holds it.
    pub(crate) body: &'a [u8],
}

impl<'a> Raw<'a> {
    /// The change as a value.
    pub(super) fn entry(self) -> Entry {
        Entry { group: self.group, change: page::decode_change(self.body) }
    }

    /// The purchase it adds, if that is what it does.
    pub(super) fn purchase(self) -> Option<Purchase> {
        let body = self.of_purchase()?;
        match postcard::take_from_bytes(body) {
            Ok((purchase, [])) => Some(purchase),
            Ok(_) | Err(_) => None,
        }
    }

    /// The buyer, if it begins as a purchase does; the rest of it is not read.
    pub(super) fn buyer(self) -> Option<Option<CustomerId>> {
        let (buyer, _) = postcard::take_from_bytes(self.of_purchase()?).ok()?;
        Some(buyer)
    }

    /// Whether it is of a kind that adds a record, which is found by its own stamp; what is in it
    /// is not read.
    pub(super) fn adds_record(self) -> bool {
        matches!(self.body.first(), Some(&(page::CUSTOMER | page::PURCHASE)))
    }

    fn of_purchase(self) -> Option<&'a [u8]> {
        self.body.strip_prefix(&[page::PURCHASE])
    }
}

/// Changes of one group whose stamps differ in the counter alone, which goes up by one.
#[derive(Clone, Debug)]
struct Run {
    first: Stamp,
    group: GroupId,
    /// The place of its first change in the block.
    begins: u32,
}

impl Run {
    fn stamp(&self, place: usize) -> Stamp {
        Stamp::new(
            self.first.time_ms(),
            self.first.counter().wrapping_add(small(place).wrapping_sub(self.begins)),
            self.first.replica(),
        )
    }
}

/// Changes in the order of their stamps, each stamp once; never none.
#[derive(Clone, Debug)]
pub(super) struct Block {
    runs: Box<[Run]>,
    /// Where each change ends in `bodies`.
    ends: Box<[u32]>,
    bodies: Box<[u8]>,
}

impl Block {
    /// Packs changes that are in the order of their stamps; `None` for none.
    pub(super) fn of(changes: &[Raw<'_>]) -> Option<Self> {
        let mut runs: Vec<Run> = Vec::new();
        let mut ends = Vec::with_capacity(changes.len());
        let mut bodies = Vec::with_capacity(changes.iter().map(|change| change.body.len()).sum());
        for (place, change) in changes.iter().enumerate() {
            let goes_on = runs.last().is_some_and(|run| {
                let next = run.stamp(place);
                // A counter that is full begins again at zero, which is no next stamp.
                run.group == change.group && next == change.stamp && next > run.first
            });
            if !goes_on {
                let begins = small(place);
                runs.push(Run { first: change.stamp, group: change.group, begins });
            }
            bodies.extend_from_slice(change.body);
            ends.push(small(bodies.len()));
        }
        (!runs.is_empty()).then(|| Self {
            runs: runs.into(),
            ends: ends.into(),
            bodies: bodies.into(),
        })
    }

    /// How many changes there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The stamp of the first.
    pub(super) fn first(&self) -> Stamp {
        self.runs.first().map_or(Stamp::NONE, |run| run.first)
    }

    /// The stamp of the last.
    pub(super) fn last(&self) -> Stamp {
        self.runs.last().map_or(Stamp::NONE, |run| run.stamp(self.len() - 1))
    }

    /// How many changes lie below a stamp.
    pub(super) fn below(&self, stamp: Stamp) -> usize {
        let n_runs = self.runs.partition_point(|run| run.first < stamp);
        let Some(run) = n_runs.checked_sub(1).and_then(|last| self.runs.get(last)) else {
            return 0;
        };
        let end = self.runs.get(n_runs).map_or(self.len(), |next| large(next.begins));
        let begins = large(run.begins);
        if stamp.time_ms() > run.first.time_ms() {
            return end;
        }
        // Of the same millisecond: those with a lower counter, and the one of the same counter if
        // its replica is lower.
        let lower = large(stamp.counter() - run.first.counter());
        let same = usize::from(run.first.replica() < stamp.replica());
        end.min(begins + lower + same)
    }

    /// The change at a place, if there are so many.
    pub(super) fn at(&self, place: usize) -> Option<Raw<'_>> {
        let end = large(*self.ends.get(place)?);
        let begin = place.checked_sub(1).map_or(0, |before| large(self.ends[before]));
        let run = self.runs.partition_point(|run| large(run.begins) <= place) - 1;
        let run = &self.runs[run];
        let body = &self.bodies[begin..end];
        Some(Raw { stamp: run.stamp(place), group: run.group, body })
    }

    /// The change of a stamp.
    pub(super) fn get(&self, stamp: Stamp) -> Option<Raw<'_>> {
        self.at(self.below(stamp)).filter(|change| change.stamp == stamp)
    }

    /// The changes from a place on.
    pub(super) fn from(&self, place: usize) -> impl Iterator<Item = Raw<'_>> {
        (place..self.len()).filter_map(|place| self.at(place))
    }

    /// The changes before a place, last first.
    pub(super) fn before(&self, place: usize) -> impl Iterator<Item = Raw<'_>> {
        (0..place.min(self.len())).rev().filter_map(|place| self.at(place))
    }
}

fn small(place: usize) -> u32 {
    u32::try_from(place).expect("a block holds a few hundred changes of a few kilobytes")
}

fn large(place: u32) -> usize {
    usize::try_from(place).expect("at least 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::id::Replica;

    fn stamp(time_ms: u64, counter: u32, replica: u64) -> Stamp {
        Stamp::new(time_ms, counter, Replica::from_bits(replica))
    }

    /// Two runs of one millisecond by two replicas, one that ends at a full counter, single ones.
    fn stamps() -> Vec<(Stamp, GroupId)> {
        let one = GroupId(stamp(5, 0, 2));
        let other = GroupId(stamp(9, 0, 7));
        let mut all: Vec<_> = (0..4).map(|counter| (stamp(5, counter, 2), one)).collect();
        all.push((stamp(5, 4, 1), one));
        all.push((stamp(5, 4, 2), one));
        all.push((stamp(5, 5, 2), other));
        all.push((stamp(7, u32::MAX - 1, 2), other));
        all.push((stamp(7, u32::MAX, 2), other));
        all.push((stamp(8, 0, 2), other));
        all.push((stamp(9, 0, 7), other));
        all
    }

    #[test]
    fn what_is_packed_comes_back_by_place_and_by_stamp() {
        let bodies: Vec<Vec<u8>> = (0..11u8).map(|n| vec![n; usize::from(n % 4)]).collect();
        let stamps = stamps();
        let changes: Vec<Raw<'_>> = stamps
            .iter()
            .zip(&bodies)
            .map(|((stamp, group), body)| Raw { stamp: *stamp, group: *group, body })
            .collect();
        let block = Block::of(&changes).unwrap();
        assert_eq!((block.len(), block.first(), block.last()), (11, stamps[0].0, stamps[10].0));
        for (place, change) in changes.iter().enumerate() {
            let at = block.at(place).unwrap();
            let by_stamp = block.get(change.stamp).unwrap();
            assert_eq!((at.stamp, at.group, at.body), (change.stamp, change.group, change.body));
            assert_eq!((by_stamp.stamp, by_stamp.body), (change.stamp, change.body));
        }
        assert_eq!(block.from(9).count(), 2);
        assert_eq!(block.before(2).next().map(|change| change.stamp), Some(stamps[1].0));
    }

    #[test]
    fn a_stamp_that_is_not_there_has_its_place_between_others() {
        let stamps = stamps();
        let changes: Vec<Raw<'_>> = stamps
            .iter()
            .map(|(stamp, group)| Raw { stamp: *stamp, group: *group, body: &[] })
            .collect();
        let block = Block::of(&changes).unwrap();
        for time_ms in 4..11 {
            for counter in [0, 1, 3, 4, 5, 6, u32::MAX - 2, u32::MAX - 1, u32::MAX] {
                for replica in [0, 1, 2, 3, 7, 8] {
                    let asked = stamp(time_ms, counter, replica);
                    let below = stamps.iter().filter(|(stamp, _)| *stamp < asked).count();
                    assert_eq!(block.below(asked), below, "{asked}");
                }
            }
        }
    }
}
