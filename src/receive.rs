//! What a file of another device would change, told before anything is.
//!
//! The file's changes go into a copy of the journal; the two books are compared, and only when the
//! owner agrees the copy's changes are committed.

use std::collections::BTreeMap;

use crate::book::{Book, Change};
use crate::id::{GroupId, Stamp};
use crate::journal::{Entry, Journal};

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

/// Looks at the changes of a file without taking them in.
#[must_use]
pub fn look(journal: &Journal, book: &Book, changes: Vec<(Stamp, Entry)>) -> Incoming {
    let mut merged = journal.clone();
    let groups = merged.merge(changes);
    let changes: Vec<(Stamp, Entry)> = merged
        .entries()
        .filter(|(stamp, entry)| journal.get(*stamp) != Some(entry))
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
    use crate::customer::Fact;
    use crate::id::{CustomerId, Replica};

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
}
