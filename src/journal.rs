//! The journal: every change ever made, with its stamp. It is what the disk holds and what devices
//! exchange; the book is made from it.
//!
//! The rules, by which the tests are named:
//!
//! - **J1** A journal is a set. Merging is union by stamp, so it commutes, associates and may be
//!   repeated. Should two devices have made different changes under one stamp (a copied profile),
//!   the one whose bytes compare greater stands, on every device.
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

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::book::{Book, Change, Subject, forget_buyer};
use crate::customer::{Fact, Member};
use crate::id::{CustomerId, GroupId, PurchaseId, Replica, Stamp};
use crate::purchase::Purchase;

pub mod keeping;
pub mod page;

use keeping::Keeping;

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
        if !self.keeps(stamp, &mut entry.change) {
            return false;
        }
        if let Change::EraseCustomer { customer } = entry.change {
            self.erase(customer);
        }
        match self.entries.get(&stamp) {
            Some(known) if compare(known, &entry) != Ordering::Less => false,
            _ => {
                self.entries.insert(stamp, entry);
                true
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
        let steers = |entry: &Entry| matches!(entry.change, Change::Undo { .. });
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
    fn keeps(&self, stamp: Stamp, change: &mut Change) -> bool {
        if self.erased.is_empty() || matches!(change, Change::EraseCustomer { .. }) {
            return true;
        }
        if let Subject::Customer(customer) = change.subject(stamp) {
            return !self.erased.contains(&customer);
        }
        if let Change::AddPurchase(purchase) = change
            && purchase.customer.is_some_and(|buyer| self.erased.contains(&buyer))
        {
            forget_buyer(purchase);
        }
        true
    }

    fn erase(&mut self, customer: CustomerId) {
        self.erased.insert(customer);
        self.entries.retain(|stamp, entry| {
            let about = entry.change.subject(*stamp) == Subject::Customer(customer);
            !about || matches!(entry.change, Change::EraseCustomer { .. })
        });
        for entry in self.entries.values_mut() {
            if let Change::AddPurchase(purchase) = &mut entry.change
                && purchase.customer == Some(customer)
            {
                forget_buyer(purchase);
            }
        }
    }

    /// Every change with its stamp, in the order of stamps.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Stamp, &Entry)> {
        self.entries.iter().map(|(stamp, entry)| (*stamp, entry))
    }

    /// One change.
    #[must_use]
    pub fn get(&self, stamp: Stamp) -> Option<&Entry> {
        self.entries.get(&stamp)
    }

    /// The changes another device lacks, by the highest stamps it knows.
    pub fn since(&self, known: &Vector) -> impl Iterator<Item = (Stamp, &Entry)> {
        self.entries()
            .filter(|(stamp, _)| known.get(&stamp.replica()).is_none_or(|highest| stamp > highest))
    }

    /// How many changes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
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

    /// The book these changes would make if these groups were taken back now.
    #[must_use]
    pub fn book_without(&self, taken: &[GroupId]) -> Book {
        let undone = self.undone_with(taken);
        let keeping = Keeping::of(self, &undone);
        let mut book = Book::default();
        // Oldest first: a later change may be about a record that an earlier one adds.
        for (stamp, entry) in &self.entries {
            if !undone.contains_key(&entry.group) || keeping.holds(*stamp, entry) {
                book.apply(*stamp, &entry.change);
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

    /// The groups that are taken back, each with the first undo of it that counts, if these groups
    /// were taken back now; what is taken back now has no such undo yet.
    ///
    /// Newest undo first: whatever it takes back, another undo included, is older than it is, so
    /// each is met when it is already known whether it counts.
    fn undone_with(&self, taken: &[GroupId]) -> HashMap<GroupId, Option<Stamp>> {
        let mut undone = HashMap::new();
        for group in taken {
            undone.extend(self.received(*group).into_iter().map(|part| (part, None)));
            undone.insert(*group, None);
        }
        for (stamp, entry) in self.entries.iter().rev() {
            if let Change::Undo { group } = &entry.change
                && group.0 < *stamp
                && !undone.contains_key(&entry.group)
            {
                let parts = self.received(*group).into_iter().filter(|part| part.0 < *stamp);
                undone.extend(parts.map(|part| (part, Some(*stamp))));
                undone.insert(*group, Some(*stamp));
            }
        }
        undone
    }

    /// The groups that a group brought from another device, if that is what it did.
    pub(crate) fn received(&self, group: GroupId) -> Vec<GroupId> {
        match self.entries.get(&group.0) {
            Some(Entry { change: Change::Received { groups, .. }, .. }) => groups.clone(),
            _ => Vec::new(),
        }
    }

    /// Every group, last made first.
    #[must_use]
    pub fn history(&self) -> Vec<Group<'_>> {
        let undone = self.undone();
        let mut groups: BTreeMap<GroupId, Group<'_>> = BTreeMap::new();
        for (stamp, entry) in &self.entries {
            let id = entry.group;
            let group = groups.entry(id).or_insert_with(|| Group {
                id,
                changes: Vec::new(),
                undone: undone.contains(&id),
            });
            group.changes.push((*stamp, &entry.change));
        }
        groups.into_values().rev().collect()
    }

    /// One group; `None` if nothing of it is known.
    #[must_use]
    pub fn group(&self, id: GroupId) -> Option<Group<'_>> {
        let changes: Vec<_> = self
            .entries
            .range(id.0..)
            .filter(|(_, entry)| entry.group == id)
            .map(|(stamp, entry)| (*stamp, &entry.change))
            .collect();
        let undone = self.undone().contains(&id);
        (!changes.is_empty()).then_some(Group { id, changes, undone })
    }

    /// Begins a group of changes by a replica at a time in milliseconds since 1970.
    #[must_use]
    pub fn batch(&self, replica: Replica, now_ms: u64) -> Batch<'_> {
        let now = Stamp::new(now_ms, 0, replica);
        let own = self.entries.keys().rev().find(|stamp| stamp.replica() == replica);
        let first = own.map_or(now, |last| now.max(last.next(replica)));
        Batch { journal: self, replica, next: first, group: None, entries: vec![], newest: None }
    }
}

/// Which of two entries under one stamp stands on every device (J1).
fn compare(known: &Entry, other: &Entry) -> Ordering {
    let key = |entry: &Entry| (entry.group, page::encode_change(&entry.change));
    if known == other { Ordering::Equal } else { key(known).cmp(&key(other)) }
}

/// A group of changes in the making: it gives each its stamp, and so each new record its id.
#[derive(Debug)]
pub struct Batch<'a> {
    journal: &'a Journal,
    replica: Replica,
    next: Stamp,
    group: Option<GroupId>,
    entries: Vec<(Stamp, Entry)>,
    /// The newest stamp about each subject; made only when a clock in the journal is ahead.
    newest: Option<HashMap<Subject, Stamp>>,
}

impl Batch<'_> {
    /// Adds a change and gives its stamp.
    pub fn push(&mut self, change: Change) -> Stamp {
        let stamp = self.stamp_above(&change);
        let group = *self.group.get_or_insert(GroupId(stamp));
        self.entries.push((stamp, Entry { group, change }));
        self.next = stamp.next(self.replica);
        stamp
    }

    /// Adds a customer and gives the id.
    pub fn add_customer(&mut self, facts: Vec<Fact>, members: Vec<Member>) -> CustomerId {
        CustomerId(self.push(Change::AddCustomer { facts, members }))
    }

    /// Adds a purchase and gives the id.
    pub fn add_purchase(&mut self, purchase: Purchase) -> PurchaseId {
        PurchaseId(self.push(Change::AddPurchase(purchase)))
    }

    /// The changes with their stamps, to be kept and shown.
    #[must_use]
    pub fn finish(self) -> Vec<(Stamp, Entry)> {
        self.entries
    }

    /// The next stamp, above whatever the change is about (J2).
    fn stamp_above(&mut self, change: &Change) -> Stamp {
        // The usual case: no clock is ahead, so the next stamp is above all.
        if self.journal.last().is_none_or(|last| last < self.next) {
            return self.next;
        }
        let above = match change {
            Change::Undo { group } => self.newest_in(*group),
            _ => {
                let subject = change.subject(self.next);
                let newest = self.newest.get_or_insert_with(|| newest_stamps(self.journal));
                newest.get(&subject).copied()
            }
        };
        above.map_or(self.next, |above| self.next.max(above.next(self.replica)))
    }

    /// The newest stamp of a group, of what it brought, and of the undos of it.
    fn newest_in(&self, group: GroupId) -> Option<Stamp> {
        let parts: HashSet<GroupId> =
            self.journal.received(group).into_iter().chain([group]).collect();
        let about = |entry: &Entry| {
            parts.contains(&entry.group)
                || matches!(&entry.change, Change::Undo { group } if parts.contains(group))
        };
        self.journal.entries().rev().find(|(_, entry)| about(entry)).map(|(stamp, _)| stamp)
    }
}

fn newest_stamps(journal: &Journal) -> HashMap<Subject, Stamp> {
    journal.entries().map(|(stamp, entry)| (entry.change.subject(stamp), stamp)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Customer;
    use crate::money::Currency;
    use crate::shop::Setting;

    const LAPTOP: u64 = 1;
    const PHONE: u64 = 2;

    fn commit(journal: &mut Journal, device: u64, now_ms: u64, changes: Vec<Change>) -> GroupId {
        let mut batch = journal.batch(Replica::new(device, 0), now_ms);
        for change in changes {
            batch.push(change);
        }
        let entries = batch.finish();
        let group = entries[0].1.group;
        journal.merge(entries);
        group
    }

    fn named(name: &str) -> Change {
        Change::AddCustomer { facts: vec![Fact::Name(name.into())], members: vec![] }
    }

    fn shop_name(name: &str) -> Change {
        Change::SetSetting(Setting::Name(name.into()))
    }

    fn all(journal: &Journal) -> Vec<(Stamp, Entry)> {
        journal.entries().map(|(stamp, entry)| (stamp, entry.clone())).collect()
    }

    #[test]
    fn j1_merging_is_union_in_any_order() {
        let (mut laptop, mut phone) = (Journal::default(), Journal::default());
        commit(&mut laptop, LAPTOP, 10, vec![named("Anna")]);
        commit(&mut phone, PHONE, 5, vec![named("Péter")]);
        let (ours, theirs) = (all(&laptop), all(&phone));
        laptop.merge(theirs.clone());
        phone.merge(ours);
        assert_eq!(laptop, phone);
        assert_eq!(laptop.merge(theirs), []);
        assert_eq!(laptop.book().customers().len(), 2);
    }

    #[test]
    fn j1_two_changes_under_one_stamp_agree_on_every_device() {
        let (mut one, mut other) = (Journal::default(), Journal::default());
        commit(&mut one, LAPTOP, 10, vec![named("Anna")]);
        commit(&mut other, LAPTOP, 10, vec![named("Péter")]);
        let (first, second) = (all(&one), all(&other));
        one.merge(second);
        other.merge(first);
        assert_eq!(one, other);
    }

    #[test]
    fn j2_an_edit_lies_above_what_it_replaces_though_a_clock_was_ahead() {
        let seventy_years = 70 * 365 * 86_400_000;
        let mut journal = Journal::default();
        commit(&mut journal, PHONE, seventy_years, vec![shop_name("ahead")]);
        commit(&mut journal, LAPTOP, 10, vec![shop_name("now")]);
        assert_eq!(journal.book().shop().name, "now");
    }

    #[test]
    fn j2_a_clock_ahead_moves_only_what_is_about_the_same_thing() {
        let seventy_years = 70 * 365 * 86_400_000;
        let mut journal = Journal::default();
        commit(&mut journal, PHONE, seventy_years, vec![shop_name("ahead")]);
        let group = commit(&mut journal, LAPTOP, 10, vec![named("Anna")]);
        assert_eq!(group.0.time_ms(), 10);
    }

    #[test]
    fn j2_stamps_rise_though_the_clock_jumps_back() {
        let mut journal = Journal::default();
        let first = commit(&mut journal, LAPTOP, 1000, vec![named("Anna"), named("Péter")]);
        let second = commit(&mut journal, LAPTOP, 5, vec![named("Zsófi")]);
        assert!(second > first);
        assert_eq!(journal.len(), 3);
    }

    #[test]
    fn j3_undo_takes_back_and_undo_of_it_does_again() {
        let mut journal = Journal::default();
        let added = commit(&mut journal, LAPTOP, 1, vec![named("Anna")]);
        let undo = commit(&mut journal, LAPTOP, 2, vec![Change::Undo { group: added }]);
        assert_eq!(journal.book(), Book::default());
        commit(&mut journal, LAPTOP, 3, vec![Change::Undo { group: undo }]);
        assert_eq!(journal.book().customers().len(), 1);
    }

    #[test]
    fn j3_two_devices_that_undo_the_same_agree() {
        let mut laptop = Journal::default();
        let added = commit(&mut laptop, LAPTOP, 1, vec![named("Anna")]);
        let mut phone = laptop.clone();
        commit(&mut laptop, LAPTOP, 2, vec![Change::Undo { group: added }]);
        commit(&mut phone, PHONE, 3, vec![Change::Undo { group: added }]);
        laptop.merge(all(&phone));
        phone.merge(all(&laptop));
        assert_eq!(laptop, phone);
        assert_eq!(laptop.book(), Book::default());
    }

    #[test]
    fn j3_a_hostile_undo_of_itself_or_of_the_future_does_nothing() {
        let mut journal = Journal::default();
        commit(&mut journal, LAPTOP, 1, vec![named("Anna")]);
        let stamp = Stamp::new(2, 0, Replica::new(PHONE, 0));
        for target in [stamp, Stamp::new(9, 0, Replica::new(PHONE, 0))] {
            let change = Change::Undo { group: GroupId(target) };
            journal.insert(stamp, Entry { group: GroupId(stamp), change });
            assert_eq!(journal.book().customers().len(), 1);
        }
    }

    #[test]
    fn j5_an_erased_customer_does_not_come_back_with_an_older_file() {
        let mut laptop = Journal::default();
        let added = commit(&mut laptop, LAPTOP, 1, vec![named("Anna")]);
        let customer = CustomerId(added.0);
        let bought = Purchase {
            customer: Some(customer),
            note: "for Anna's birthday".into(),
            ..Purchase::default()
        };
        commit(&mut laptop, LAPTOP, 2, vec![Change::AddPurchase(bought)]);
        let older = all(&laptop);
        commit(&mut laptop, LAPTOP, 3, vec![Change::EraseCustomer { customer }]);
        let erased = laptop.clone();
        assert_eq!(laptop.merge(older.clone()), []);
        assert_eq!(laptop, erased);
        assert!(!format!("{laptop:?}").contains("Anna"));
        assert_eq!(laptop.book().purchases().len(), 1);

        let mut phone = Journal::default();
        phone.merge(older);
        phone.merge(all(&erased));
        assert_eq!(phone, erased);
    }

    #[test]
    fn j6_what_a_file_brought_is_taken_back_as_one() {
        let mut laptop = Journal::default();
        commit(&mut laptop, LAPTOP, 100, vec![named("Anna")]);
        let before = laptop.book();
        let mut phone = Journal::default();
        // The phone's clock is ahead, and it took something back itself.
        let slip = commit(&mut phone, PHONE, 5000, vec![named("slip")]);
        commit(&mut phone, PHONE, 5001, vec![named("Péter")]);
        commit(&mut phone, PHONE, 5002, vec![Change::Undo { group: slip }]);

        let groups = laptop.merge(all(&phone));
        let from = Replica::new(PHONE, 0);
        let received = commit(&mut laptop, LAPTOP, 101, vec![Change::Received { from, groups }]);
        assert_eq!(laptop.book().customers().len(), 2);
        let undo = commit(&mut laptop, LAPTOP, 102, vec![Change::Undo { group: received }]);
        assert_eq!(laptop.book(), before);
        commit(&mut laptop, LAPTOP, 103, vec![Change::Undo { group: undo }]);
        assert_eq!(laptop.book().customers().len(), 2);
    }

    fn sold_to(customer: CustomerId) -> Change {
        Change::AddPurchase(Purchase { customer: Some(customer), ..Purchase::default() })
    }

    fn currency(code: &str) -> Change {
        Change::SetSetting(Setting::Currency(Currency::parse(code).unwrap()))
    }

    #[test]
    fn j7_who_bought_since_keeps_their_card_for_as_long_as_that_stands() {
        let mut journal = Journal::default();
        let list = commit(&mut journal, LAPTOP, 1, vec![named("Anna"), named("Péter")]);
        let anna = CustomerId(list.0);
        let sale = commit(&mut journal, LAPTOP, 2, vec![sold_to(anna)]);
        commit(&mut journal, LAPTOP, 3, vec![Change::Undo { group: list }]);
        let book = journal.book();
        let left: Vec<_> = book.customers().values().map(Customer::name).collect();
        assert_eq!(left, ["Anna"]);
        assert_eq!(book.purchases_of(anna).count(), 1);
        let mut step_by_step = book;
        let mut take = |change| {
            let mut batch = journal.batch(Replica::new(LAPTOP, 0), 4);
            batch.push(change);
            let entries = batch.finish();
            journal.advance(&mut step_by_step, entries);
            assert_eq!(step_by_step, journal.book());
            step_by_step.customers().len()
        };
        assert_eq!(take(Change::RemovePurchase { purchase: PurchaseId(sale.0) }), 0);
        // Another device may not know of the undo yet.
        assert_eq!(take(sold_to(anna)), 1);
        assert_eq!(take(Change::Undo { group: list }), 1);
    }

    #[test]
    fn j7_the_currency_goes_back_only_when_nothing_was_sold_in_it() {
        let after = |sell_first: bool, sell_later: bool| {
            let mut journal = Journal::default();
            commit(&mut journal, LAPTOP, 1, vec![currency("EUR")]);
            let list = commit(&mut journal, LAPTOP, 2, vec![currency("HUF"), named("Anna")]);
            let walk_in = || Change::AddPurchase(Purchase::default());
            let sale = sell_first.then(|| commit(&mut journal, LAPTOP, 3, vec![walk_in()]));
            commit(&mut journal, LAPTOP, 4, vec![Change::Undo { group: list }]);
            if sell_later {
                commit(&mut journal, LAPTOP, 5, vec![walk_in()]);
            }
            let before = journal.book().shop().currency;
            // What is sold by now is in this currency, whatever becomes of the first sale.
            if let Some(group) = sale {
                commit(&mut journal, LAPTOP, 6, vec![Change::Undo { group }]);
            }
            assert_eq!(journal.book().shop().currency, before);
            before.code().to_owned()
        };
        assert_eq!(after(false, false), "EUR");
        assert_eq!(after(false, true), "EUR");
        assert_eq!(after(true, false), "HUF");
        assert_eq!(after(true, true), "HUF");
    }

    #[test]
    fn the_history_tells_groups_newest_first() {
        let mut journal = Journal::default();
        let first = commit(&mut journal, LAPTOP, 1, vec![named("Anna"), named("Péter")]);
        let undo = commit(&mut journal, LAPTOP, 2, vec![Change::Undo { group: first }]);
        let told: Vec<_> = journal
            .history()
            .iter()
            .map(|group| (group.id, group.changes.len(), group.undone))
            .collect();
        assert_eq!(told, [(undo, 1, false), (first, 2, true)]);
    }

    #[test]
    fn since_gives_what_the_other_lacks() {
        let mut laptop = Journal::default();
        commit(&mut laptop, LAPTOP, 1, vec![named("Anna")]);
        let known = laptop.vector();
        commit(&mut laptop, LAPTOP, 2, vec![named("Péter")]);
        assert_eq!(laptop.since(&known).count(), 1);
        assert_eq!(laptop.since(&Vector::new()).count(), 2);
    }
}
