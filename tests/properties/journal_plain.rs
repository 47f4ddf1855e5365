//! The rules of the journal written down plainly, each a walk through all of it: what the journal
//! finds by its index must be what these find.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use regulars::book::journal::{Entry, Group, Journal, Vector};
use regulars::book::{Book, Change};
use regulars::people::customer::Fact;
use regulars::trade::shop::Setting;
use regulars::units::id::{CustomerId, GroupId, PurchaseId, Stamp};

/// The book of a journal.
pub(crate) fn book(journal: &Journal) -> Book {
    let undone = undone(journal);
    let standing = || journal.told().filter(|(_, entry)| !undone.contains_key(&entry.group));
    let mut sold = Book::default();
    standing().for_each(|(stamp, entry)| sold.apply(stamp, &entry.change));
    let mut kept = HashMap::new();
    for (stamp, entry) in journal.told() {
        let customer = CustomerId(stamp);
        if matches!(entry.change, Change::AddCustomer { .. }) && undone.contains_key(&entry.group) {
            let is_edited = standing().any(|(stamp, entry)| is_edit(stamp, &entry, customer));
            if is_edited || sold.purchases_of(customer).next().is_some() {
                kept.insert(customer, entry.group);
            }
        }
    }
    let mut book = Book::of_persons(&persons(journal, &undone));
    for (stamp, entry) in journal.told() {
        let is_kept = match entry.change.customer(stamp) {
            Some(customer) if !matches!(entry.change, Change::AddPurchase(_)) => {
                kept.get(&customer) == Some(&entry.group)
            }
            _ => stays_the_currency(journal, &undone, stamp, &entry),
        };
        if !undone.contains_key(&entry.group) || is_kept {
            book.apply(stamp, &entry.change);
        }
    }
    forget_erased(journal, &mut book);
    book
}

/// Everyone who is one person with another, and the first of them.
fn persons(journal: &Journal, undone: &HashMap<GroupId, Stamp>) -> Vec<(CustomerId, CustomerId)> {
    let said: BTreeSet<(CustomerId, CustomerId)> = journal
        .told()
        .filter(|(_, entry)| !undone.contains_key(&entry.group))
        .filter_map(|(_, entry)| match entry.change {
            Change::SamePerson { customer, with, .. } => Some((customer, with)),
            _ => None,
        })
        .collect();
    let agreed: Vec<(CustomerId, CustomerId)> =
        said.iter().filter(|(one, other)| said.contains(&(*other, *one))).copied().collect();
    let mut first: BTreeMap<CustomerId, CustomerId> =
        agreed.iter().map(|(one, _)| (*one, *one)).collect();
    // Each takes the first that any of the others has, until nobody finds an earlier one.
    loop {
        let before = first.clone();
        for (one, other) in &agreed {
            let earlier = first[one].min(first[other]);
            first.insert(*one, earlier);
        }
        if first == before {
            return first.into_iter().collect();
        }
    }
}

fn is_edit(stamp: Stamp, entry: &Entry, customer: CustomerId) -> bool {
    let is_sale = matches!(entry.change, Change::AddPurchase(_));
    !is_sale && entry.change.customer(stamp) == Some(customer)
}

fn forget_erased(journal: &Journal, book: &mut Book) {
    for (_, entry) in journal.entries() {
        let Change::EraseCustomer { customer: erased } = entry.change else { continue };
        book.apply(Stamp::default(), &entry.change);
        let sent = book.customers().iter().filter(|(_, other)| other.referred_by() == Some(erased));
        assert_eq!(sent.count(), 0, "somebody was sent by an erased person");
    }
}

fn stays_the_currency(
    journal: &Journal,
    undone: &HashMap<GroupId, Stamp>,
    set: Stamp,
    entry: &Entry,
) -> bool {
    let Some(until) = undone.get(&entry.group) else { return false };
    let removed = |id: PurchaseId| {
        journal.told().any(|(stamp, entry)| {
            entry.change == Change::RemovePurchase { purchase: id }
                && stamp < *until
                && !undone.contains_key(&entry.group)
        })
    };
    let is_sale = |(stamp, sale): (Stamp, Entry)| {
        matches!(sale.change, Change::AddPurchase(_))
            && sale.group != entry.group
            && set <= stamp
            && stamp < *until
            && undone.get(&sale.group).is_none_or(|by| by > until)
            && !removed(PurchaseId(stamp))
    };
    matches!(entry.change, Change::SetSetting(Setting::Currency(_))) && journal.told().any(is_sale)
}

/// The groups that are taken back, each with the first undo that counts.
fn undone(journal: &Journal) -> HashMap<GroupId, Stamp> {
    let mut undos: Vec<(Stamp, GroupId, GroupId)> = journal
        .entries()
        .filter_map(|(stamp, entry)| match entry.change {
            Change::Undo { group } => Some((stamp, entry.group, group)),
            _ => None,
        })
        .collect();
    undos.sort_unstable();
    let mut undone = HashMap::new();
    for (stamp, by, group) in undos.into_iter().rev() {
        if group.0 < stamp && !undone.contains_key(&by) {
            for (_, entry) in journal.entries().filter(|(stamp, _)| *stamp == group.0) {
                if let Change::Received { groups, .. } = &entry.change {
                    undone
                        .extend(groups.iter().filter(|part| part.0 < stamp).map(|it| (*it, stamp)));
                }
            }
            undone.insert(group, stamp);
        }
    }
    undone
}

/// What an index finds of a journal: groups, vector, and what is about every customer.
pub(crate) fn check_found(journal: &Journal) {
    let undone = undone(journal);
    let groups: BTreeSet<GroupId> = journal.entries().map(|(_, entry)| entry.group).collect();
    let found: Vec<GroupId> = journal.groups_before(None).collect();
    assert!(found.iter().eq(groups.iter().rev()), "{found:?} are not {groups:?}");
    assert_eq!(journal.n_groups(), groups.len());
    for id in groups {
        let older: Vec<GroupId> = journal.groups_before(Some(id)).take(2).collect();
        assert_eq!(
            found.iter().filter(|other| **other < id).take(2).copied().collect::<Vec<_>>(),
            older
        );
        let of = journal.told().filter(|(_, entry)| entry.group == id);
        let changes: Vec<_> = of.map(|(stamp, entry)| (stamp, entry.change)).collect();
        let plain = Group { id, changes, undone: undone.contains_key(&id) };
        assert_eq!(journal.group(id), Some(plain));
    }
    let vector: Vector = journal.entries().map(|(stamp, _)| (stamp.replica(), stamp)).collect();
    assert_eq!(journal.vector(), vector);
    for (stamp, entry) in journal.told() {
        let subject = entry.change.subject(stamp);
        if subject == regulars::book::Subject::Nothing {
            continue;
        }
        let plain = journal.told().filter(|(stamp, entry)| entry.change.subject(*stamp) == subject);
        assert!(journal.about(subject).eq(plain), "{subject:?}");
    }
}

/// Who is reached at whom is what a walk of all customers finds.
pub(crate) fn check_people(book: &Book) {
    for company in book.customers().keys() {
        let is_theirs = |person: &CustomerId| {
            let at = book.customer(*person).and_then(|card| card.works_at());
            person != company && at.is_some_and(|at| book.who(at) == *company)
        };
        let plain = book.customers().keys().copied().filter(is_theirs);
        let found = book.people_at(*company).into_iter().map(|(person, _)| person);
        assert!(found.eq(plain), "other people than those who are reached there");
    }
    let on_nothing = book.orders().find(|(id, _)| book.purchase(*id).is_none());
    assert_eq!(on_nothing, None, "an order of what was never sold");
}

/// A customer who was told of the shop by another.
pub(crate) fn sent_by(sender: CustomerId) -> Vec<Fact> {
    vec![Fact::ReferredBy(Some(sender))]
}
