//! The changes of a journal in the order of their stamps, each stamp once, most of them packed.
//!
//! What comes in singly lies loose, as values, until there is so much of it that packing it costs
//! little for each; a page of the disk is packed as it came. So a sale costs one insertion, and a
//! base that is opened is never held as values.

use std::iter::Peekable;
use std::ops::Bound;

use super::Entry;
use super::block::{Block, MOST, Raw};
use crate::book::journal::page;
use crate::trade::purchase::Purchase;
use crate::units::id::{GroupId, Stamp};
use crate::units::ordered::{self, Ordered};
use crate::units::sorting::sort_by_key;

/// Changes lie loose up to one in so many of those that are packed...
const LOOSE_PART: usize = 16;

/// ...and up to this many in any case.
const FEW: usize = 1024;

/// A change as it is held.
#[derive(Clone, Copy, Debug)]
pub(super) enum Held<'a> {
    /// As bytes.
    Packed(Raw<'a>),
    /// As a value.
    Loose(Stamp, &'a Entry),
}

impl Held<'_> {
    /// Its stamp.
    pub(super) fn stamp(self) -> Stamp {
        match self {
            Self::Packed(raw) => raw.stamp,
            Self::Loose(stamp, _) => stamp,
        }
    }

    /// Its group.
    pub(super) fn group(self) -> GroupId {
        match self {
            Self::Packed(raw) => raw.group,
            Self::Loose(_, entry) => entry.group,
        }
    }

    /// The purchase it adds, if it is packed and that is what it does.
    pub(super) fn purchase(self) -> Option<Purchase> {
        match self {
            Self::Packed(raw) => raw.purchase(),
            Self::Loose(..) => None,
        }
    }

    /// The change as a value.
    pub(super) fn entry(self) -> Entry {
        match self {
            Self::Packed(raw) => raw.entry(),
            Self::Loose(_, entry) => entry.clone(),
        }
    }
}

/// Changes by their stamps.
#[derive(Clone, Default)]
pub(super) struct Entries {
    /// In the order of stamps.
    blocks: Vec<Block>,
    /// What is in no block; what would not read back as it is stays here.
    loose: Ordered<Stamp, Entry>,
    n_packed: usize,
    /// When so many are loose, they are packed.
    pack_at: usize,
}

/// As values, for a failing test to show.
impl std::fmt::Debug for Entries {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = self.from(Stamp::NONE).map(|held| (held.stamp(), held.entry()));
        formatter.debug_map().entries(all).finish()
    }
}

// What is packed and what lies loose is no difference.
impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .from(Stamp::NONE)
                .zip(other.from(Stamp::NONE))
                .all(|(one, other)| one.stamp() == other.stamp() && one.entry() == other.entry())
    }
}

impl Eq for Entries {}

impl Entries {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.n_packed + self.loose.len()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The highest stamp.
    pub(super) fn last(&self) -> Option<Stamp> {
        let packed = self.blocks.last().map(Block::last);
        packed.max(self.loose.last().map(|(stamp, _)| *stamp))
    }

    /// The change of a stamp.
    pub(super) fn held(&self, stamp: Stamp) -> Option<Held<'_>> {
        let packed = || self.block_of(stamp).and_then(|at| self.blocks[at].get(stamp));
        match self.loose.get(&stamp) {
            Some(entry) => Some(Held::Loose(stamp, entry)),
            None => packed().map(Held::Packed),
        }
    }

    /// The change of a stamp, as a value.
    pub(super) fn get(&self, stamp: Stamp) -> Option<Entry> {
        self.held(stamp).map(Held::entry)
    }

    /// The changes from a stamp on.
    pub(super) fn from(&self, first: Stamp) -> impl Iterator<Item = Held<'_>> {
        let at = self.block_of(first).unwrap_or_default();
        let packed = self.blocks.iter().skip(at).flat_map(move |block| {
            let place = if block.first() < first { block.below(first) } else { 0 };
            block.from(place)
        });
        let loose = self.loose.after(Bound::Included(first));
        InOrder { packed: packed.peekable(), loose: loose.peekable() }
    }

    /// The changes below a stamp, or all of them, last first.
    pub(super) fn before(&self, end: Option<Stamp>) -> impl Iterator<Item = Held<'_>> {
        let n_blocks = end.map_or(self.blocks.len(), |end| {
            self.blocks.partition_point(|block| block.first() < end)
        });
        let packed = self.blocks.iter().take(n_blocks).rev().flat_map(move |block| {
            let place = end.filter(|end| block.last() >= *end).map(|end| block.below(end));
            block.before(place.unwrap_or(block.len()))
        });
        let (mut packed, mut loose) = (packed.peekable(), self.loose.before(end).peekable());
        std::iter::from_fn(move || match (packed.peek(), loose.peek()) {
            (Some(raw), Some((stamp, _))) if raw.stamp > **stamp => packed.next().map(Held::Packed),
            (_, Some(_)) => loose.next().map(|(stamp, entry)| Held::Loose(*stamp, entry)),
            (_, None) => packed.next().map(Held::Packed),
        })
    }

    /// Puts a change in its place, or in the place of the one there; gives that.
    pub(super) fn insert(&mut self, stamp: Stamp, entry: Entry) -> Option<Entry> {
        let was = self.remove(stamp);
        self.loose.insert(stamp, entry);
        if self.loose.len() > self.pack_at.max(FEW) {
            self.pack();
        }
        was
    }

    /// Takes a change out.
    pub(super) fn remove(&mut self, stamp: Stamp) -> Option<Entry> {
        if let Some(entry) = self.loose.remove(&stamp) {
            return Some(entry);
        }
        let at = self.block_of(stamp)?;
        let block = &self.blocks[at];
        let entry = block.get(stamp)?.entry();
        let left: Vec<Raw<'_>> = block.from(0).filter(|raw| raw.stamp != stamp).collect();
        match Block::of(&left) {
            Some(left) => self.blocks[at] = left,
            None => {
                self.blocks.remove(at);
            }
        }
        self.n_packed -= 1;
        Some(entry)
    }

    /// Packs changes as they are, if they are in order and none of ours lies between them.
    pub(super) fn take(&mut self, changes: &[Raw<'_>]) -> bool {
        let [first, .., last] = changes else { return false };
        let at = self.blocks.partition_point(|block| block.first() < first.stamp);
        let is_after = at.checked_sub(1).is_none_or(|at| self.blocks[at].last() < first.stamp);
        let is_before = self.blocks.get(at).is_none_or(|block| block.first() > last.stamp);
        let is_in_order = changes.windows(2).all(|pair| pair[0].stamp < pair[1].stamp);
        let next = self.loose.after(Bound::Included(first.stamp)).next();
        let is_apart = next.is_none_or(|(stamp, _)| *stamp > last.stamp);
        let fits = is_in_order && is_after && is_before && is_apart;
        if fits {
            self.blocks.splice(at..at, changes.chunks(MOST).filter_map(Block::of));
            self.n_packed += changes.len();
        }
        fits
    }

    /// Which block a stamp would be in.
    fn block_of(&self, stamp: Stamp) -> Option<usize> {
        self.blocks.partition_point(|block| block.first() <= stamp).checked_sub(1)
    }

    /// Packs what lies loose, where it reads back as it is.
    fn pack(&mut self) {
        let mut bodies = Vec::new();
        let mut odd = Ordered::default();
        for (stamp, entry) in std::mem::take(&mut self.loose) {
            let body = page::encode_change(&entry.change);
            if page::decode_change(&body) == entry.change {
                bodies.push((stamp, entry.group, body));
            } else {
                odd.insert(stamp, entry);
            }
        }
        self.n_packed += bodies.len();
        self.loose = odd;
        self.pack_at = self.loose.len() + FEW.max(self.n_packed / LOOSE_PART);
        let mut loose = bodies
            .iter()
            .map(|(stamp, group, body)| Raw { stamp: *stamp, group: *group, body })
            .peekable();
        // What lies before the first block goes into it, and what lies after the last, too.
        let firsts: Vec<Stamp> = self.blocks.iter().skip(1).map(Block::first).collect();
        let mut ends = firsts.into_iter();
        for block in std::mem::take(&mut self.blocks) {
            let end = ends.next();
            let mut theirs = Vec::new();
            while let Some(raw) = loose.next_if(|raw| end.is_none_or(|end| raw.stamp < end)) {
                theirs.push(raw);
            }
            if theirs.is_empty() {
                self.blocks.push(block);
            } else {
                theirs.extend(block.from(0));
                sort_by_key(&mut theirs, |raw| raw.stamp);
                self.blocks.extend(parts(&theirs));
            }
        }
        let left: Vec<Raw<'_>> = loose.collect();
        self.blocks.extend(parts(&left));
    }
}

/// As few blocks as there can be, of even length.
fn parts<'a>(changes: &'a [Raw<'a>]) -> impl Iterator<Item = Block> + 'a {
    let n_blocks = changes.len().div_ceil(MOST).max(1);
    changes.chunks(changes.len().div_ceil(n_blocks).max(1)).filter_map(Block::of)
}

/// Packed and loose changes in the order of their stamps.
struct InOrder<'a, P: Iterator<Item = Raw<'a>>> {
    packed: Peekable<P>,
    loose: Peekable<ordered::Iter<'a, Stamp, Entry>>,
}

impl<'a, P: Iterator<Item = Raw<'a>>> Iterator for InOrder<'a, P> {
    type Item = Held<'a>;

    fn next(&mut self) -> Option<Held<'a>> {
        match (self.packed.peek(), self.loose.peek()) {
            (Some(raw), Some((stamp, _))) if raw.stamp < **stamp => {
                self.packed.next().map(Held::Packed)
            }
            (_, Some(_)) => self.loose.next().map(|(stamp, entry)| Held::Loose(*stamp, entry)),
            (_, None) => self.packed.next().map(Held::Packed),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::book::Change;
    use crate::people::customer::Fact;
    use crate::trade::purchase::Purchase;
    use crate::units::id::{CustomerId, Replica};
    use crate::units::money::Money;

    fn stamp(n: u32) -> Stamp {
        Stamp::new(u64::from(n / 7), n % 7, Replica::from_bits(u64::from(n % 3)))
    }

    fn sold(n: u32) -> Entry {
        let amount = Money(i64::from(n));
        let purchase =
            Purchase { customer: Some(CustomerId(stamp(n))), amount, ..Purchase::default() };
        Entry { group: GroupId(stamp(n / 5)), change: Change::bought(purchase) }
    }

    fn all(entries: &Entries) -> Vec<(Stamp, Entry)> {
        entries.from(Stamp::NONE).map(|held| (held.stamp(), held.entry())).collect()
    }

    #[test]
    fn what_comes_in_any_order_stands_in_order_packed_or_loose() {
        let mut entries = Entries::default();
        let mut plain = BTreeMap::new();
        // In steps through a prime, so that no two neighbours come one after the other.
        for step in 0..6_007u64 {
            let n = u32::try_from(step * 2_503 % 6_007).unwrap();
            assert_eq!(entries.insert(stamp(n), sold(n)), plain.insert(stamp(n), sold(n)));
        }
        assert!(!entries.blocks.is_empty() && entries.blocks.iter().all(|it| it.len() <= MOST));
        assert_eq!(all(&entries), plain.clone().into_iter().collect::<Vec<_>>());
        for n in (0..6_007).step_by(3) {
            assert_eq!(entries.remove(stamp(n)), plain.remove(&stamp(n)));
            assert_eq!(entries.remove(stamp(n)), None);
        }
        for n in (1..6_007).step_by(30) {
            assert_eq!(entries.insert(stamp(n), sold(n + 1)), plain.insert(stamp(n), sold(n + 1)));
        }
        assert_eq!(entries.len(), plain.len());
        assert_eq!(entries.last(), plain.keys().next_back().copied());
        assert_eq!(all(&entries), plain.clone().into_iter().collect::<Vec<_>>());
        for n in (0..6_100).step_by(97) {
            assert_eq!(entries.get(stamp(n)), plain.get(&stamp(n)).cloned());
            let next = entries.from(stamp(n)).next().map(Held::stamp);
            assert_eq!(next, plain.range(stamp(n)..).next().map(|(stamp, _)| *stamp));
            let before = entries.before(Some(stamp(n))).next().map(Held::stamp);
            assert_eq!(before, plain.range(..stamp(n)).next_back().map(|(stamp, _)| *stamp));
        }
        let backwards: Vec<Stamp> = entries.before(None).map(Held::stamp).collect();
        assert!(backwards.iter().eq(plain.keys().rev()));
    }

    #[test]
    fn a_page_is_taken_where_it_lies_apart_and_in_order() {
        let bodies: Vec<Vec<u8>> = (0..40).map(|n| page::encode_change(&sold(n).change)).collect();
        let raws = |range: std::ops::Range<u32>| -> Vec<Raw<'_>> {
            range
                .map(|n| Raw { stamp: stamp(n), group: sold(n).group, body: &bodies[n as usize] })
                .collect()
        };
        let mut entries = Entries::default();
        entries.insert(stamp(20), sold(20));
        assert!(entries.take(&raws(30..40)));
        assert!(entries.take(&raws(0..10)));
        assert!(!entries.take(&raws(15..25)), "a change of ours lies between");
        assert!(!entries.take(&raws(5..12)), "a part of it is there");
        let mut turned = raws(10..15);
        turned.reverse();
        assert!(!entries.take(&turned), "it is not in order");
        assert!(entries.take(&raws(10..15)));
        let expected = (0..15).chain([20]).chain(30..40).map(|n| (stamp(n), sold(n)));
        assert_eq!(all(&entries), expected.collect::<Vec<_>>());
    }

    #[test]
    fn what_would_not_read_back_as_it_is_stays_as_it_is() {
        let posing = Entry {
            group: GroupId(stamp(1)),
            change: Change::Unknown(page::encode_change(&sold(1).change)),
        };
        let mut entries = Entries::default();
        entries.insert(stamp(1), posing.clone());
        for n in 2..3_000 {
            entries.insert(stamp(n), sold(n));
        }
        assert!(!entries.blocks.is_empty());
        assert_eq!(entries.get(stamp(1)), Some(posing));
    }

    #[test]
    fn what_is_taken_out_is_in_no_bytes_any_more() {
        let named = |name: &str| Entry {
            group: GroupId(stamp(1)),
            change: Change::AddCustomer { facts: vec![Fact::Name(name.into())], members: vec![] },
        };
        let mut entries = Entries::default();
        entries.insert(stamp(0), named("Zsuzsanna"));
        for n in 1..2_000 {
            entries.insert(stamp(n), sold(n));
        }
        let holds = |entries: &Entries| {
            let name = b"Zsuzsanna";
            let mut raws = entries.blocks.iter().flat_map(|block| block.from(0));
            raws.any(|raw| raw.body.windows(name.len()).any(|bytes| bytes == name))
        };
        assert!(holds(&entries));
        entries.remove(stamp(0));
        assert!(!holds(&entries));
    }
}
