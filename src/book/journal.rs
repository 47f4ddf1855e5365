//! The journal: every change ever made, with its stamp. It is what the disk holds and what devices
//! exchange; the book is made from it.
//!
//! The rules, by which the tests are named:
//!
//! - **J1** A journal is a set of changes with their stamps. Merging is union, so it commutes,
//!   associates and may be repeated. Should two devices have made different changes under one stamp
//!   (a copied profile), both stay, and each record has an id of its own, the same on every device
//!   (`journal::twins` says which).
//! - **J2** A new stamp lies above the replica's last one and above everything the change is
//!   about. Merging never moves a clock, so one wrong clock does not infect the others, and no
//!   edit is lost behind an older one.
//! - **J3** What was taken back is not applied. Taking back is a change like any other and can be
//!   taken back in turn.
//! - **J4** A change of a kind this version does not know is kept and passed on byte for byte.
//! - **J5** Whoever is erased is gone from the journal too: changes about them are dropped, now
//!   and whenever they come back in an older file; their purchases lose the name.
//! - **J6** Changes are made in groups, and taken back in groups: a sale, an edit, an import, all
//!   that a file brought.
//! - **J7** Taking back spoils nothing that was recorded since and stands: a customer who bought or
//!   was edited in another group keeps their card, and a currency in which something was sold
//!   stays the currency.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::book::{Book, Change, Subject, forget_buyer};
use crate::units::id::{CustomerId, GroupId, Replica, Stamp};

mod batch;
mod keeping;
pub mod page;
mod twins;

pub use batch::Batch;

use keeping::{Keeping, Undone};
use twins::{Twins, key};

/// A change and the group it was made in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The group.
    pub group: GroupId,
    /// The change.
    pub change: Change,
}

/// For every replica, the highest stamp known of it.
pub type Vector = BTreeMap<Replica, Stamp>;

/// Every change that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    entries: BTreeMap<Stamp, Entry>,
    /// What else was made under a stamp that stands in `entries`.
    twins: Twins,
    erased: BTreeSet<CustomerId>,
}

/// A group of changes as the history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// Which.
    pub id: GroupId,
    /// Its changes, first made first.
    pub changes: Vec<(Stamp, &'a Change)>,
    /// Whether it is taken back.
    pub undone: bool,
}

/// An undo: what it takes back, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undo {
    /// Its stamp.
    pub at: Stamp,
    /// What it takes back.
    pub group: GroupId,
}

impl Group<'_> {
    /// Whether it can be taken back or done again: erasing cannot, for nothing is left of it.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.changes.iter().any(|(_, change)| matches!(change, Change::EraseCustomer { .. }))
    }
}

impl Journal {
    /// Takes a change in; `false` if it was known or is about someone erased.
    pub fn insert(&mut self, stamp: Stamp, mut entry: Entry) -> bool {
        if !self.keeps(stamp, &mut entry) {
            return false;
        }
        if let Change::EraseCustomer { customer } = entry.change {
            self.erase(customer);
        }
        self.place(stamp, entry)
    }

    /// Puts a change in its place: of several under one stamp the greatest first.
    fn place(&mut self, stamp: Stamp, entry: Entry) -> bool {
        match self.entries.entry(stamp) {
            Slot::Vacant(slot) => {
                slot.insert(entry);
                true
            }
            Slot::Occupied(slot) if *slot.get() == entry => false,
            Slot::Occupied(mut slot) => {
                let is_greater = key(slot.get()) < key(&entry);
                let lesser = if is_greater { slot.insert(entry) } else { entry };
                self.twins.insert(stamp, lesser) || is_greater
            }
        }
    }

    /// Takes in every change of a batch or a file; gives the groups of those that were new.
    pub fn merge(&mut self, changes: impl IntoIterator<Item = (Stamp, Entry)>) -> Vec<GroupId> {
        let mut groups = BTreeSet::new();
        for (stamp, entry) in changes {
            let group = entry.group;
            if self.insert(stamp, entry) {
                groups.insert(group);
            }
        }
        groups.into_iter().collect()
    }

    /// Takes in changes and brings a book of this journal up to them; `true` if it was made anew.
    ///
    /// Changes on top of all that is known are applied one by one, which gives the same book; what
    /// comes in between, or takes something back, means making it anew.
    pub fn advance(&mut self, book: &mut Book, changes: Vec<(Stamp, Entry)>) -> bool {
        let is_on_top = changes.first().is_some_and(|(first, _)| self.last() < Some(*first))
            && changes.is_sorted_by(|(one, _), (next, _)| one < next);
        // Erasing one of two people under one stamp takes out both.
        let has_twins = !self.twins.is_empty();
        let steers = |entry: &Entry| {
            matches!(entry.change, Change::Undo { .. })
                || has_twins && matches!(entry.change, Change::EraseCustomer { .. })
        };
        if is_on_top
            && self.erased.is_empty()
            && !changes.iter().any(|(_, entry)| steers(entry))
            && !self.moves_keeping(book, &changes)
        {
            for (stamp, entry) in &changes {
                book.apply(*stamp, &entry.change);
            }
            self.merge(changes);
            return false;
        }
        self.merge(changes);
        *book = self.book();
        true
    }

    /// Whether a change is kept (J5), after taking out the name of an erased buyer.
    fn keeps(&self, stamp: Stamp, entry: &mut Entry) -> bool {
        if self.erased.is_empty() || matches!(entry.change, Change::EraseCustomer { .. }) {
            return true;
        }
        let is_about = |customer: &CustomerId| twins::is_about_customer(stamp, entry, *customer);
        match entry.change.subject(stamp) {
            // By the number it is told by, should another have the stamp.
            Subject::Customer(CustomerId(about)) => {
                let [first, last] = twins::alike(about).map(CustomerId);
                !self.erased.range(first..=last).any(is_about)
            }
            Subject::Purchase(_) => {
                if let Change::AddPurchase(purchase) = &mut entry.change
                    && purchase.customer.is_some_and(|buyer| self.erased.contains(&buyer))
                {
                    forget_buyer(purchase);
                }
                true
            }
            Subject::Setting(_) | Subject::Group(_) | Subject::Nothing => true,
        }
    }

    fn erase(&mut self, customer: CustomerId) {
        self.erased.insert(customer);
        self.entries.retain(|stamp, entry| {
            let about = twins::is_about_customer(*stamp, entry, customer);
            !about || matches!(entry.change, Change::EraseCustomer { .. })
        });
        for entry in self.entries.values_mut() {
            if let Change::AddPurchase(purchase) = &mut entry.change
                && purchase.customer == Some(customer)
            {
                forget_buyer(purchase);
            }
        }
        // What is left of them may be another order, or twice the same.
        for (stamp, mut entry) in std::mem::take(&mut self.twins).into_entries() {
            if self.keeps(stamp, &mut entry) {
                self.place(stamp, entry);
            }
        }
    }

    /// Every change with the stamp it was made under, in the order of stamps: what is kept and
    /// passed on.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Stamp, &Entry)> {
        self.entries.iter().flat_map(|(stamp, entry)| {
            let all = std::iter::once(entry).chain(self.twins.of(*stamp));
            all.map(move |entry| (*stamp, entry))
        })
    }

    /// Every change with the stamp it is told by, in the order of stamps: the id of the record it
    /// adds. It is the stamp it was made under, but where another record has that (J1).
    pub fn told(&self) -> impl Iterator<Item = (Stamp, &Entry)> {
        self.told_from(Stamp::default())
    }

    fn told_from(&self, first: Stamp) -> impl Iterator<Item = (Stamp, &Entry)> {
        self.entries.range(first..).flat_map(|(stamp, entry)| self.twins.told_with(*stamp, entry))
    }

    /// One change; of several under one stamp the greatest.
    #[must_use]
    pub fn get(&self, stamp: Stamp) -> Option<&Entry> {
        self.entries.get(&stamp)
    }

    /// Whether it has this very change.
    #[must_use]
    pub fn holds(&self, stamp: Stamp, entry: &Entry) -> bool {
        self.get(stamp) == Some(entry) || self.twins.hold(stamp, entry)
    }

    /// The changes another device lacks, by the highest stamps it knows.
    pub fn since(&self, known: &Vector) -> impl Iterator<Item = (Stamp, &Entry)> {
        self.entries()
            .filter(|(stamp, _)| known.get(&stamp.replica()).is_none_or(|highest| stamp > highest))
    }

    /// How many changes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len() + self.twins.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The highest stamp of all.
    #[must_use]
    pub fn last(&self) -> Option<Stamp> {
        self.entries.keys().next_back().copied()
    }

    /// The highest stamp of every replica.
    #[must_use]
    pub fn vector(&self) -> Vector {
        let mut vector = Vector::new();
        // In rising order, so the last of a replica stands.
        for stamp in self.entries.keys() {
            vector.insert(stamp.replica(), *stamp);
        }
        vector
    }

    /// The book these changes make.
    #[must_use]
    pub fn book(&self) -> Book {
        self.book_without(&[])
    }

    /// The book these changes and these undos would make.
    #[must_use]
    pub fn book_without(&self, undos: &[Undo]) -> Book {
        let undone = self.undone_with(undos);
        let keeping = Keeping::of(self, &undone);
        let mut book = Book::default();
        // Oldest first: a later change may be about a record that an earlier one adds.
        for (stamp, entry) in self.told() {
            if !undone.contains_key(&entry.group) || keeping.holds(stamp, entry) {
                book.apply(stamp, &entry.change);
            }
        }
        // What cannot be taken back holds whatever was undone around it.
        for customer in &self.erased {
            book.apply(Stamp::default(), &Change::EraseCustomer { customer: *customer });
        }
        book
    }

    /// The groups that are taken back.
    #[must_use]
    pub fn undone(&self) -> HashSet<GroupId> {
        self.undone_with(&[]).into_keys().collect()
    }

    /// The undos that taking these groups back would make, by a replica at a time in milliseconds
    /// since 1970.
    #[must_use]
    pub fn undos_of(&self, groups: &[GroupId], replica: Replica, now_ms: u64) -> Vec<Undo> {
        let mut batch = self.batch(replica, now_ms);
        let undo = |group: &GroupId| Undo {
            at: batch.push(Change::Undo { group: *group }),
            group: *group,
        };
        groups.iter().map(undo).collect()
    }

    /// The groups that are taken back if these undos were made too, each with the first undo of it
    /// that counts.
    ///
    /// Newest undo first: whatever it takes back, another undo included, is older than it is, so
    /// each is met when it is already known whether it counts.
    fn undone_with(&self, undos: &[Undo]) -> Undone {
        let made = self.entries().filter_map(|(stamp, entry)| match entry.change {
            Change::Undo { group } => Some((stamp, entry.group, group)),
            _ => None,
        });
        let more = undos.iter().map(|undo| (undo.at, GroupId(undo.at), undo.group));
        let mut all: Vec<(Stamp, GroupId, GroupId)> = made.chain(more).collect();
        all.sort_unstable_by(|one, other| other.cmp(one));
        let mut undone = Undone::new();
        for (stamp, by, group) in all {
            if group.0 < stamp && !undone.contains_key(&by) {
                let parts = self.received(group).into_iter().filter(|part| part.0 < stamp);
                undone.extend(parts.map(|part| (part, stamp)));
                undone.insert(group, stamp);
            }
        }
        undone
    }

    /// The groups that a group brought from another device, if that is what it did.
    pub(crate) fn received(&self, group: GroupId) -> Vec<GroupId> {
        let made = self.entries.get(&group.0).into_iter().chain(self.twins.of(group.0));
        let brought = made.filter_map(|entry| match &entry.change {
            Change::Received { groups, .. } => Some(groups.iter().copied()),
            _ => None,
        });
        brought.flatten().collect()
    }

    /// Every group, last made first.
    #[must_use]
    pub fn history(&self) -> Vec<Group<'_>> {
        let undone = self.undone();
        let mut groups: BTreeMap<GroupId, Group<'_>> = BTreeMap::new();
        for (stamp, entry) in self.told() {
            let id = entry.group;
            let group = groups.entry(id).or_insert_with(|| Group {
                id,
                changes: Vec::new(),
                undone: undone.contains(&id),
            });
            group.changes.push((stamp, &entry.change));
        }
        groups.into_values().rev().collect()
    }

    /// One group; `None` if nothing of it is known.
    #[must_use]
    pub fn group(&self, id: GroupId) -> Option<Group<'_>> {
        let changes: Vec<_> = self
            .told_from(id.0)
            .filter(|(_, entry)| entry.group == id)
            .map(|(stamp, entry)| (stamp, &entry.change))
            .collect();
        let undone = self.undone().contains(&id);
        (!changes.is_empty()).then_some(Group { id, changes, undone })
    }
}

#[cfg(test)]
mod tests;
