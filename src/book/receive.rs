//! What a file of another device would change, told before anything is.
//!
//! Its pages are read in stretches, and no more of them than a file of its size may hold.
//! The file's changes go into a copy of the journal; the two books are compared, and only when the
//! owner agrees the copy's changes are committed.

use std::collections::BTreeMap;

use crate::book::journal::page::{self, PageDamage};
use crate::book::journal::{Entry, Journal};
use crate::book::{Book, Change};
use crate::units::id::{GroupId, Stamp};

/// What a file would change, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Customers that are not here yet.
    pub new_customers: usize,
    /// Customers whose card would read differently.
    pub changed_customers: usize,
    /// Customers that would go, by an erasure or an undo.
    pub gone_customers: usize,
    /// Purchases that are not here yet.
    pub new_purchases: usize,
    /// Purchases that would read differently, by a refund or an erased buyer.
    pub changed_purchases: usize,
    /// Purchases that would go.
    pub gone_purchases: usize,
    /// Reminders that would be answered differently.
    pub answers: usize,
    /// Whether a setting of the shop would change.
    pub settings: bool,
    /// Changes of a newer Regulars, which are kept and passed on but not shown.
    pub unknown: usize,
    /// Changes that are new here, of whatever kind.
    pub changes: usize,
}

impl Report {
    /// Whether the file says nothing that is not known.
    #[must_use]
    pub fn is_nothing_new(&self) -> bool {
        self.changes == 0
    }
}

/// A file's changes, ready to be taken in.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// What is new here, in the order of stamps.
    pub changes: Vec<(Stamp, Entry)>,
    /// The groups they belong to.
    pub groups: Vec<GroupId>,
    /// What they would change.
    pub report: Report,
}

impl Incoming {
    /// Whether a file brought something under a device's own number that the device does not have:
    /// then somebody else counts under it, on a copy of its profile.
    #[must_use]
    pub fn is_also_of(&self, device: u64) -> bool {
        self.changes.iter().any(|(stamp, _)| stamp.replica().device() == device)
    }
}

/// Why the pages of a file were refused; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadRefusal {
    /// A page, counted from 1.
    #[error("page {number}: {damage}")]
    Page {
        /// Which.
        number: usize,
        /// What is wrong with it.
        damage: PageDamage,
    },
    /// More changes than a file of its size may hold.
    #[error("more than {most} changes")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
}

/// Changes read from the pages of a file, a stretch at a step, so that a screen can answer in
/// between; never more than may be, whatever the pages promise.
#[derive(Debug)]
pub struct Reading {
    pages: Vec<Vec<u8>>,
    place: usize,
    reader: page::Reader,
    changes: Vec<(Stamp, Entry)>,
    most: usize,
}

impl Reading {
    /// How many changes are read at a step: a few milliseconds' worth.
    const STRETCH: usize = 5_000;

    /// Begins with the first of these pages, to read so many changes at most.
    #[must_use]
    pub fn new(pages: Vec<Vec<u8>>, most: usize) -> Self {
        let (reader, changes) = (page::Reader::default(), Vec::new());
        Self { pages, place: 0, reader, changes, most }
    }

    /// Reads a stretch; `true` at the end.
    ///
    /// # Errors
    /// A page that cannot be read, or more changes than may be.
    pub fn step(&mut self) -> Result<bool, ReadRefusal> {
        for _ in 0..Self::STRETCH {
            let Some(page) = self.pages.get(self.place) else { return Ok(true) };
            let number = self.place + 1;
            let next = self.reader.next(page);
            match next.map_err(|damage| ReadRefusal::Page { number, damage })? {
                Some(_) if self.changes.len() == self.most => {
                    return Err(ReadRefusal::TooMany { most: self.most });
                }
                Some(change) => self.changes.push(change),
                None => {
                    // Its bytes are not needed any more.
                    self.pages[self.place] = Vec::new();
                    self.place += 1;
                    self.reader = page::Reader::default();
                }
            }
        }
        Ok(false)
    }

    /// How many pages are read, and of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.place, self.pages.len())
    }

    /// The changes read so far.
    #[must_use]
    pub fn changes(self) -> Vec<(Stamp, Entry)> {
        self.changes
    }
}

/// Looks at the changes of a file without taking them in.
#[must_use]
pub fn look(journal: &Journal, book: &Book, changes: Vec<(Stamp, Entry)>) -> Incoming {
    let mut merged = journal.clone();
    let groups = merged.merge(changes);
    let changes: Vec<(Stamp, Entry)> = merged
        .entries()
        .filter(|(stamp, entry)| !journal.holds(*stamp, entry))
        .map(|(stamp, entry)| (stamp, entry.clone()))
        .collect();
    let mut report = compare(book, &merged.book());
    report.changes = changes.len();
    report.unknown =
        changes.iter().filter(|(_, entry)| matches!(entry.change, Change::Unknown(_))).count();
    Incoming { changes, groups, report }
}

fn compare(before: &Book, after: &Book) -> Report {
    let (old, new) = (before.customers(), after.customers());
    let (bought, buys) = (before.purchases(), after.purchases());
    let differs = |(id, customer): &(&_, &_)| old.get(*id).is_some_and(|known| known != *customer);
    let resold = |(id, buy): &(&_, &_)| bought.get(*id).is_some_and(|known| known != *buy);
    Report {
        new_customers: new.keys().filter(|id| !old.contains_key(id)).count(),
        changed_customers: new.iter().filter(differs).count(),
        gone_customers: old.keys().filter(|id| !new.contains_key(id)).count(),
        new_purchases: buys.keys().filter(|id| !bought.contains_key(id)).count(),
        changed_purchases: buys.iter().filter(resold).count(),
        gone_purchases: bought.keys().filter(|id| !buys.contains_key(id)).count(),
        answers: answers(before, after),
        settings: before.shop() != after.shop(),
        unknown: 0,
        changes: 0,
    }
}

/// Answers that would come, go or change.
fn answers(before: &Book, after: &Book) -> usize {
    let of = |book: &Book| {
        let answers = book.outreach().answers();
        answers.map(|(customer, why, said)| ((customer, why), said)).collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (of(before), of(after));
    let changed = new.iter().filter(|(about, said)| old.get(about) != Some(said)).count();
    changed + old.keys().filter(|about| !new.contains_key(about)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::Fact;
    use crate::units::id::{CustomerId, Replica};

    fn named(name: &str) -> Change {
        Change::AddCustomer { facts: vec![Fact::Name(name.into())], members: vec![] }
    }

    fn commit(journal: &mut Journal, device: u64, change: Change) -> Stamp {
        let mut batch = journal.batch(Replica::new(device, 0), 10);
        let stamp = batch.push(change);
        let entries = batch.finish();
        journal.merge(entries);
        stamp
    }

    #[test]
    fn a_file_is_told_before_it_changes_anything() {
        let mut here = Journal::default();
        let anna = CustomerId(commit(&mut here, 1, named("Anna")));
        let mut there = here.clone();
        commit(&mut there, 2, named("Péter"));
        let facts = vec![Fact::Name("Kovács Anna".into())];
        commit(&mut there, 2, Change::SetFacts { customer: anna, facts });
        commit(&mut there, 2, Change::Unknown(vec![99]));

        let file: Vec<_> = there.entries().map(|(at, entry)| (at, entry.clone())).collect();
        let incoming = look(&here, &here.book(), file);
        let expected = Report {
            new_customers: 1,
            changed_customers: 1,
            unknown: 1,
            changes: 3,
            ..Report::default()
        };
        assert_eq!(incoming.report, expected);
        assert_eq!(incoming.groups.len(), 3);

        here.merge(incoming.changes);
        assert_eq!(here, there);
        let again = there.entries().map(|(at, entry)| (at, entry.clone())).collect();
        assert!(look(&here, &here.book(), again).report.is_nothing_new());
    }

    #[test]
    fn a_copy_of_ones_profile_shows_by_what_it_made_under_ones_number() {
        let mut here = Journal::default();
        commit(&mut here, 1, named("Anna"));
        let all = |journal: &Journal| {
            journal.entries().map(|(at, entry)| (at, entry.clone())).collect::<Vec<_>>()
        };
        let mut copy = here.clone();
        let mut phone = here.clone();
        commit(&mut phone, 2, named("Péter"));
        assert!(!look(&here, &here.book(), all(&here)).is_also_of(1));
        assert!(!look(&here, &here.book(), all(&phone)).is_also_of(1));
        // Later than ours, or under the very stamp of a change of ours.
        commit(&mut copy, 1, named("Zsófi"));
        assert!(look(&here, &here.book(), all(&copy)).is_also_of(1));
        commit(&mut here, 1, named("Márk"));
        let incoming = look(&here, &here.book(), all(&copy));
        assert!(incoming.is_also_of(1));
        assert_eq!(incoming.report.new_customers, 1);
    }

    #[test]
    fn pages_are_read_to_the_first_that_cannot_be() {
        let mut journal = Journal::default();
        commit(&mut journal, 1, named("Anna"));
        let page = page::encode(journal.entries());
        let read = |pages: &[&[u8]], most| {
            let pages = pages.iter().map(|page| page.to_vec()).collect();
            let mut reading = Reading::new(pages, most);
            while !reading.step()? {}
            Ok(reading.changes().len())
        };
        let empty = page::encode(std::iter::empty());
        assert_eq!(read(&[&page, &empty, &page], 2), Ok(2));
        assert_eq!(read(&[&page, &page], 1), Err(ReadRefusal::TooMany { most: 1 }));
        let damaged = |damage| Err(ReadRefusal::Page { number: 2, damage });
        assert_eq!(read(&[&page, &[1, 9]], 9), damaged(PageDamage::Damaged));
        assert_eq!(read(&[&page, &[2], &page], 9), damaged(PageDamage::Newer));
    }
}
