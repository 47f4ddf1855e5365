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
//! - **J8** Of two customers it may be said that they are one person. Then all that is about either
//!   is about both; who is shown is the first entered, whoever was named first, so that devices which
//!   join the same pair, or a ring, agree. Taken back, each has what was recorded about them.
//! - **J7** Taking back spoils nothing that was recorded since and stands: a customer who bought or
//!   was edited in another group keeps their card, and a currency in which something was sold
//!   stays the currency.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::book::{Book, Change};
use crate::units::id::{CustomerId, GroupId, PurchaseId, Replica, Stamp};
use crate::units::pace::{Pace, at_once};
use crate::units::sorting::sort_by_key;

mod block;
pub mod page;
mod entries;
mod twins;
mod index;
mod keeping;
mod persons;
mod erase;
mod batch;
mod advance;

pub use batch::{Batch, Clock};
use block::Raw;
use page::PageDamage;

use entries::{Entries, Held};
use erase::keeps;
use index::Index;
use keeping::{Standing, Undone};
use twins::{Twins, key};

/// A page of fewer changes is taken in one by one: blocks are to hold some hundreds.
const MANY: usize = 128;

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
#[derive(Clone, Debug, Default)]
pub struct Journal {
    entries: Entries,
    /// What else was made under a stamp that stands in `entries`.
    twins: Twins,
    erased: BTreeSet<CustomerId>,
    /// Made of the others.
    index: Index,
}

// Not derived: the index depends on the order of coming in.
impl PartialEq for Journal {
    fn eq(&self, other: &Self) -> bool {
        (&self.entries, &self.twins, &self.erased) == (&other.entries, &other.twins, &other.erased)
    }
}

impl Eq for Journal {}

/// A group of changes as the history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Its changes, first made first.
    pub changes: Vec<(Stamp, Change)>,
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

impl Group {
    /// Whether it can be taken back or done again: erasing cannot, for nothing is left of it.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.changes.iter().any(|(_, change)| matches!(change, Change::EraseCustomer { .. }))
    }
}

impl Journal {
    /// Takes a change in; `false` if it was known or is about someone erased.
    pub fn insert(&mut self, stamp: Stamp, entry: Entry) -> bool {
        if let Change::EraseCustomer { customer } = entry.change {
            self.erase([customer]);
        }
        self.insert_kept(stamp, entry)
    }

    fn insert_kept(&mut self, stamp: Stamp, mut entry: Entry) -> bool {
        keeps(&self.erased, stamp, &mut entry) && self.place(stamp, entry)
    }

    /// Puts a change in its place: of several under one stamp the greatest first.
    fn place(&mut self, stamp: Stamp, entry: Entry) -> bool {
        let group = entry.group;
        let is_headed = self.is_headed(stamp, group);
        match self.entries.get(stamp) {
            None => {
                self.index.add(stamp, &entry, is_headed);
                self.entries.insert(stamp, entry);
                true
            }
            Some(there) if there == entry => false,
            Some(there) => {
                let is_headed = is_headed || self.is_at(stamp, group);
                self.index.add(stamp, &entry, is_headed);
                let is_greater = key(&there) < key(&entry);
                let (greater, lesser) = if is_greater { (entry, there) } else { (there, entry) };
                self.entries.insert(stamp, greater);
                self.twins.insert(stamp, lesser) || is_greater
            }
        }
    }

    /// Whether the change that a group is named by is there, asked of another of its changes.
    fn is_headed(&self, stamp: Stamp, group: GroupId) -> bool {
        group.0 != stamp && (self.index.is_latest(group) || self.is_at(group.0, group))
    }

    /// Takes in every change of a batch or a file; gives the groups of those that were new.
    pub fn merge(&mut self, changes: impl IntoIterator<Item = (Stamp, Entry)>) -> Vec<GroupId> {
        let changes: Vec<(Stamp, Entry)> = changes.into_iter().collect();
        // All of them first: each erasure walks what is here.
        self.erase(changes.iter().filter_map(|(_, entry)| match entry.change {
            Change::EraseCustomer { customer } => Some(customer),
            _ => None,
        }));
        let mut groups = BTreeSet::new();
        for (stamp, entry) in changes {
            let group = entry.group;
            if self.insert_kept(stamp, entry) {
                groups.insert(group);
            }
        }
        groups.into_iter().collect()
    }

    /// Takes in the changes of a page of the disk or of a file, and tells how many there are: as
    /// [`merge`](Self::merge) does, but a page that comes after all that is here, or between, is
    /// taken as the bytes it is.
    ///
    /// # Errors
    /// A page that cannot be read; then nothing of it is taken in.
    pub fn merge_page(&mut self, page: &[u8]) -> Result<usize, PageDamage> {
        let changes = page::raws(page)?;
        let is_plain = changes.len() >= MANY && changes.iter().all(|raw| self.keeps_as_it_is(*raw));
        if !(is_plain && self.take(&changes)) {
            self.merge(changes.iter().map(|raw| (raw.stamp, raw.entry())));
        }
        Ok(changes.len())
    }

    /// Takes in changes as the bytes they are, where none of ours lies between them.
    fn take(&mut self, changes: &[Raw<'_>]) -> bool {
        let is_taken = self.entries.take(changes);
        if is_taken {
            for raw in changes {
                let is_headed = self.is_headed(raw.stamp, raw.group);
                self.index.add_packed(*raw, is_headed);
            }
        }
        is_taken
    }

    /// Every change with the stamp it was made under, in the order of stamps: what is kept and
    /// passed on.
    pub fn entries(&self) -> impl Iterator<Item = (Stamp, Entry)> {
        self.entries_from(Stamp::NONE)
    }

    /// Those of them that were made under a stamp or a later one.
    pub fn entries_from(&self, first: Stamp) -> impl Iterator<Item = (Stamp, Entry)> {
        self.held(first).map(|held| (held.stamp(), held.entry()))
    }

    fn held(&self, first: Stamp) -> impl Iterator<Item = Held<'_>> {
        self.entries.from(first).flat_map(|held| {
            let stamp = held.stamp();
            let twins = self.twins.of(stamp).map(move |entry| Held::Loose(stamp, entry));
            std::iter::once(held).chain(twins)
        })
    }

    /// Every change with the stamp it is told by, in the order of stamps: the id of the record it
    /// adds. It is the stamp it was made under, but where another record has that (J1).
    pub fn told(&self) -> impl Iterator<Item = (Stamp, Entry)> {
        self.told_from(Stamp::NONE)
    }

    fn told_from(&self, first: Stamp) -> impl Iterator<Item = (Stamp, Entry)> {
        let from = self.entries.from(first);
        from.flat_map(|held| self.twins.told_with(held.stamp(), held.entry()))
    }

    /// One change; of several under one stamp the greatest.
    #[must_use]
    pub fn get(&self, stamp: Stamp) -> Option<Entry> {
        self.entries.get(stamp)
    }

    /// Whether it has this very change.
    #[must_use]
    pub fn holds(&self, stamp: Stamp, entry: &Entry) -> bool {
        self.get(stamp).as_ref() == Some(entry) || self.twins.hold(stamp, entry)
    }

    /// The changes another device lacks, by the highest stamps it knows.
    pub fn since(&self, known: &Vector) -> impl Iterator<Item = (Stamp, Entry)> {
        let is_new = |held: &Held<'_>| {
            let stamp = held.stamp();
            known.get(&stamp.replica()).is_none_or(|highest| stamp > *highest)
        };
        self.held(Stamp::NONE).filter(is_new).map(|held| (held.stamp(), held.entry()))
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
        self.entries.last()
    }

    /// The highest stamp of every replica.
    #[must_use]
    pub fn vector(&self) -> Vector {
        self.index.vector.clone()
    }

    /// How many were erased.
    #[must_use]
    pub fn n_erased(&self) -> usize {
        self.erased.len()
    }

    /// The book these changes make.
    #[must_use]
    pub fn book(&self) -> Book {
        at_once(async |pace| self.book_paced(pace).await)
    }

    /// As [`book`](Self::book), at a pace.
    pub async fn book_paced(&self, pace: &Pace) -> Book {
        self.book_of(self.taken_back(), pace).await
    }

    /// The book these changes and these undos would make.
    #[must_use]
    pub fn book_without(&self, undos: &[Undo]) -> Book {
        at_once(async |pace| self.book_of(&self.undone_with(undos), pace).await)
    }

    async fn book_of(&self, undone: &Undone, pace: &Pace) -> Book {
        let standing = Standing { journal: self, undone };
        let book = Book::of_persons(&standing.persons());
        let mut making = Making { standing, book, taken_back: Vec::new() };
        // Oldest first: a later change may be about a record that an earlier one adds.
        if self.twins.is_empty() {
            pace.each(self.entries.from(Stamp::NONE), |held| making.apply_held(held)).await;
        } else {
            pace.each(self.told(), |(told, entry)| making.apply(told, &entry)).await;
        }
        let Making { mut book, taken_back, .. } = making;
        // Their purchases stand by now, so it is known who stays.
        let renew = |id| {
            let all = book.all_of(id);
            let changes = standing.person(&book, &all);
            drop(book.renew_person(&all, changes));
        };
        pace.each(taken_back, renew).await;
        if !undone.is_empty() {
            book.renew_shop(standing.settings());
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
        self.taken_back().keys().copied().collect()
    }

    /// Whether a group is taken back.
    #[must_use]
    pub fn is_undone(&self, group: GroupId) -> bool {
        self.taken_back().contains_key(&group)
    }

    fn taken_back(&self) -> &Undone {
        self.index.undone.get_or_init(|| self.undone_with(&[]))
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
        let more = undos.iter().map(|undo| (undo.at, GroupId(undo.at), undo.group));
        let mut all: Vec<(Stamp, GroupId, GroupId)> = self.undos().chain(more).collect();
        sort_by_key(&mut all, |undo| Reverse(*undo));
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
        let made = self.entries.get(group.0).into_iter().chain(self.twins.of(group.0).cloned());
        let brought = made.filter_map(|entry| match entry.change {
            Change::Received { groups, .. } => Some(groups),
            _ => None,
        });
        brought.flatten().collect()
    }

    /// One group; `None` if nothing of it is known.
    #[must_use]
    pub fn group(&self, id: GroupId) -> Option<Group> {
        let changes: Vec<_> =
            self.changes_of(id).map(|(stamp, entry)| (stamp, entry.change)).collect();
        let undone = self.is_undone(id);
        (!changes.is_empty()).then_some(Group { id, changes, undone })
    }
}

/// A book on its way.
struct Making<'a> {
    standing: Standing<'a>,
    book: Book,
    /// Customers whose group is taken back, so that it hangs on others whether they stay.
    taken_back: Vec<CustomerId>,
}

impl Making<'_> {
    fn apply(&mut self, told: Stamp, entry: &Entry) {
        if self.standing.has(entry) {
            self.book.apply(told, &entry.change);
        } else if matches!(entry.change, Change::AddCustomer { .. }) {
            self.taken_back.push(CustomerId(told));
        }
    }

    /// Applies a change that is told by the stamp it was made under. Nearly all are purchases, of
    /// which none is made a change first.
    fn apply_held(&mut self, held: Held<'_>) {
        match held.purchase() {
            Some(_) if self.standing.undone.contains_key(&held.group()) => {}
            Some(purchase) => self.book.add_purchase(PurchaseId(held.stamp()), &purchase),
            None => self.apply(held.stamp(), &held.entry()),
        }
    }
}

#[cfg(test)]
mod tests;
