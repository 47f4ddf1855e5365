//! Different changes under one stamp, as two browsers on copies of one profile may make them.
//!
//! Both are kept, and the records they add have an id each: of the customers under one stamp the
//! greatest by its bytes is told by that stamp, and so is the greatest of the purchases; each other
//! is told by a stamp of the same time and counter whose replica is a sum of its own bytes. Every
//! device that has the same changes gives the same ids, whatever it read first.
//!
//! Why not a stamp written anew: then a device that read the one change, and a device that read
//! both, would hold different changes, and erasing would have to follow each of them. Kept as they
//! were made, a journal stays a set, and merging its union.
//!
//! What cannot be known is which of two people a later change means when both were added under one
//! stamp: it carries the stamp alone. It goes to the one told by it. So no sale is lost and none
//! counts twice, at worst it stands with the other of these two. Taking back a group takes back
//! what both made under its stamp, and erasing that customer erases both: nothing of an erased
//! person may stay because somebody else had the number. New changes do not come to this, for
//! their counters begin at a drawn number.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::book::journal::{Entry, page};
use crate::book::{Change, Subject, forget_buyer};
use crate::units::id::{CustomerId, GroupId, Replica, Stamp};

/// By what changes under one stamp are told apart and ordered.
type Key = (GroupId, Vec<u8>);

/// The key of a change.
pub(super) fn key(entry: &Entry) -> Key {
    (entry.group, page::encode_change(&entry.change))
}

/// Every change whose stamp a greater one has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Twins(BTreeMap<Stamp, BTreeMap<Key, Entry>>);

impl Twins {
    /// Takes a change in; `false` if it was there.
    pub(super) fn insert(&mut self, stamp: Stamp, entry: Entry) -> bool {
        self.0.entry(stamp).or_default().insert(key(&entry), entry).is_none()
    }

    /// Whether this very change is there.
    pub(super) fn hold(&self, stamp: Stamp, entry: &Entry) -> bool {
        self.0.get(&stamp).is_some_and(|twins| twins.contains_key(&key(entry)))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of a stamp, greatest first.
    pub(super) fn of(&self, stamp: Stamp) -> impl DoubleEndedIterator<Item = &Entry> {
        self.0.get(&stamp).into_iter().flat_map(|twins| twins.values().rev())
    }

    /// Every stamp of several changes.
    pub(super) fn stamps(&self) -> impl Iterator<Item = Stamp> {
        self.0.keys().copied()
    }

    /// The stamps of several changes that have the time and the counter of this one.
    pub(super) fn stamps_like(&self, stamp: Stamp) -> impl Iterator<Item = Stamp> {
        let [first, last] = alike(stamp);
        self.0.range(first..=last).map(|(stamp, _)| *stamp)
    }

    /// All of them.
    pub(super) fn into_entries(self) -> impl Iterator<Item = (Stamp, Entry)> {
        let of_stamp = |(stamp, twins): (Stamp, BTreeMap<Key, Entry>)| {
            twins.into_values().map(move |entry| (stamp, entry))
        };
        self.0.into_iter().flat_map(of_stamp)
    }

    /// The greatest change of a stamp and its twins, each with the stamp it is told by.
    pub(super) fn told_with(
        &self,
        stamp: Stamp,
        greatest: Entry,
    ) -> impl Iterator<Item = (Stamp, Entry)> {
        let mut naming = Naming::default();
        std::iter::once(greatest)
            .chain(self.of(stamp).cloned())
            .map(move |entry| (naming.name(stamp, &entry), entry))
    }
}

/// Gives the changes of one stamp, greatest first, the stamps they are told by.
#[derive(Default)]
struct Naming {
    has_customer: bool,
    has_purchase: bool,
    /// Purchases that differ in nothing but what erasing takes out have one sum.
    same: BTreeMap<Stamp, u64>,
}

impl Naming {
    fn name(&mut self, stamp: Stamp, entry: &Entry) -> Stamp {
        let is_taken = match &entry.change {
            Change::AddCustomer { .. } => std::mem::replace(&mut self.has_customer, true),
            Change::AddPurchase(_) => std::mem::replace(&mut self.has_purchase, true),
            Change::SetSetting(_)
            | Change::SetFacts { .. }
            | Change::SetMember { .. }
            | Change::AddRefund { .. }
            | Change::RemovePurchase { .. }
            | Change::EraseCustomer { .. }
            | Change::Undo { .. }
            | Change::Received { .. }
            | Change::Imported { .. }
            | Change::Outreach(_)
            | Change::Joined { .. }
            | Change::SamePerson { .. }
            | Change::DifferentPeople { .. }
            | Change::Fields(_)
            | Change::Lists(_)
            | Change::Acquisition(_)
            | Change::Order { .. }
            | Change::Unknown(_) => false,
        };
        if !is_taken {
            return stamp;
        }
        let apart = apart(stamp, entry);
        let before = self.same.entry(apart).or_default();
        *before += 1;
        with_replica(apart, apart.replica().bits() + (*before - 1))
    }
}

/// The stamp a record is told by when another has its own; the same before and after the buyer
/// of a purchase is erased.
fn apart(stamp: Stamp, entry: &Entry) -> Stamp {
    let bytes = match &entry.change {
        Change::AddPurchase(purchase) => {
            let mut nameless = purchase.clone();
            forget_buyer(&mut nameless);
            page::encode_change(&Change::AddPurchase(nameless))
        }
        change => page::encode_change(change),
    };
    let mut hasher = Sha256::new();
    hasher.update(entry.group.0.to_string());
    hasher.update(bytes);
    let sum = hasher.finalize();
    let bits = sum.iter().take(6).fold(0, |bits, byte| (bits << 8) | u64::from(*byte));
    with_replica(stamp, bits)
}

fn with_replica(stamp: Stamp, bits: u64) -> Stamp {
    Stamp::new(stamp.time_ms(), stamp.counter(), Replica::from_bits(bits))
}

/// The lowest and the highest stamp of the same time and counter.
pub(super) fn alike(stamp: Stamp) -> [Stamp; 2] {
    [with_replica(stamp, 0), with_replica(stamp, u64::MAX)]
}

/// Whether a change is about a customer, by the stamp it was made under or the one it is told by.
pub(super) fn is_about_customer(stamp: Stamp, entry: &Entry, customer: CustomerId) -> bool {
    match entry.change.subject(stamp) {
        Subject::Customer(about) if about == customer => true,
        Subject::Customer(about) => {
            matches!(entry.change, Change::AddCustomer { .. })
                && alike(about.0) == alike(customer.0)
                && apart(stamp, entry) == customer.0
        }
        Subject::Setting(_)
        | Subject::Purchase(_)
        | Subject::Group(_)
        | Subject::Record(_)
        | Subject::Nothing => false,
    }
}
