//! What taking something back would cost, told before it is done.
//!
//! A sale or an edit that nothing rests on is taken back at once. Anything larger is worked out
//! first: the book as it would be is made and held against the book as it is.

use std::collections::HashSet;

use crate::book::journal::{Entry, Group, Journal, Undo};
use crate::book::{Book, Bought, Change, Subject};
use crate::trade::shop::Setting;
use crate::units::id::{CustomerId, GroupId, PurchaseId, Stamp};
use crate::units::money::Money;
use crate::units::sorting::sort_by_key;

/// Up to so many changes of one group are taken back without a question.
const FEW: usize = 3;

/// What taking groups back would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Customers who would go, first entered first.
    pub gone_customers: Vec<CustomerId>,
    /// Customers whose card would read as before.
    pub changed_customers: usize,
    /// Purchases that would go.
    pub gone_purchases: usize,
    /// What was paid for them, less what was given back.
    pub gone_amount: Money,
    /// Edits, refunds and the like of other groups that would go with what they are about.
    pub lost_changes: usize,
    /// Customers who would stay though their group goes, for something else rests on them.
    pub staying: Vec<CustomerId>,
    /// Whether the currency would stay though the group that set it goes.
    pub currency_stays: bool,
}

impl Outcome {
    /// Whether the owner should hear of it before it is done.
    #[must_use]
    pub fn is_worth_asking(&self) -> bool {
        let n_gone = self.gone_customers.len() + self.changed_customers + self.gone_purchases;
        n_gone > FEW || self.lost_changes > 0 || !self.staying.is_empty() || self.currency_stays
    }
}

/// What these undos would change; `None` where so little hangs on it that nobody
/// needs to be asked.
#[must_use]
pub fn outcome(journal: &Journal, book: &Book, undos: &[Undo]) -> Option<Outcome> {
    let taken: Vec<Group> = undos.iter().filter_map(|undo| journal.group(undo.group)).collect();
    if taken.iter().all(|group| is_slight(journal, book, group)) {
        return None;
    }
    let outcome = held_against(journal, book, undos);
    outcome.is_worth_asking().then_some(outcome)
}

/// As [`outcome`], however little it is.
#[must_use]
pub fn held_against(journal: &Journal, book: &Book, undos: &[Undo]) -> Outcome {
    let after = journal.book_without(undos);
    let groups: Vec<GroupId> = undos.iter().map(|undo| undo.group).collect();
    let (old, new) = (book.customers(), after.customers());
    let gone_customers: Vec<CustomerId> =
        old.keys().filter(|id| !new.contains_key(id)).copied().collect();
    let differs = |(id, customer): &(&_, &_)| new.get(*id).is_some_and(|other| other != *customer);
    let gone: Vec<(&PurchaseId, &Bought)> =
        book.purchases().iter().filter(|(id, _)| after.purchase(**id).is_none()).collect();
    let parts = parts(journal, &groups);
    let lost = gone_customers.iter().map(|id| Subject::Customer(*id));
    let lost: HashSet<Subject> =
        lost.chain(gone.iter().map(|(id, _)| Subject::Purchase(**id))).collect();
    let made = parts.iter().flat_map(|part| journal.changes_of(*part));
    let mut staying: Vec<CustomerId> = made
        .map(|(stamp, _)| CustomerId(stamp))
        .filter(|customer| new.contains_key(customer))
        .collect();
    sort_by_key(&mut staying, |customer| *customer);
    Outcome {
        changed_customers: old.iter().filter(differs).count(),
        gone_purchases: gone.len(),
        gone_amount: gone.iter().map(|(_, bought)| bought.net()).sum(),
        lost_changes: resting_on(journal, book, &lost, &parts),
        staying,
        currency_stays: journal.currencies().any(|entry| parts.contains(&entry.group))
            && after.shop().is_currency_known
            && !is_set_elsewhere(journal, &parts),
        gone_customers,
    }
}

/// The groups made since that hold on to people who would stay, as far as they are about nobody
/// else; taken back before the group itself, they let these people go.
#[must_use]
pub fn made_since(journal: &Journal, staying: &[CustomerId], groups: &[GroupId]) -> Vec<GroupId> {
    let staying: HashSet<CustomerId> = staying.iter().copied().collect();
    let parts = parts(journal, groups);
    let is_theirs = |stamp: Stamp, change: &Change| {
        let customer = match change.corrects() {
            Some(PurchaseId(bought)) => {
                journal.get(bought).and_then(|entry| entry.change.customer(bought))
            }
            None => change.customer(stamp),
        };
        customer.is_some_and(|customer| staying.contains(&customer))
    };
    let can_go = |group: &GroupId| {
        // Most groups are about others, which their first change shows.
        let mut changes = journal.changes_of(*group);
        !parts.contains(group)
            && !journal.is_undone(*group)
            && changes.all(|(stamp, entry)| {
                let is_erasure = matches!(entry.change, Change::EraseCustomer { .. });
                !is_erasure && is_theirs(stamp, &entry.change)
            })
    };
    journal.groups_before(None).filter(can_go).collect()
}

/// Whether a group is so small, and so little rests on it, that it goes without a question.
fn is_slight(journal: &Journal, book: &Book, group: &Group) -> bool {
    let is_plain = |(_, change): &(Stamp, Change)| match change {
        Change::SetSetting(setting) => !matches!(setting, Setting::Currency(_)),
        Change::AddCustomer { .. }
        | Change::SetFacts { .. }
        | Change::SetMember { .. }
        | Change::AddPurchase(_)
        | Change::AddRefund { .. }
        | Change::RemovePurchase { .. }
        | Change::SamePerson { .. }
        | Change::DifferentPeople { .. }
        | Change::Fields(_)
        | Change::Lists(_)
        | Change::Acquisition(_)
        | Change::Order { .. }
        | Change::Outreach(_) => true,
        Change::EraseCustomer { .. }
        | Change::Joined { .. }
        | Change::Undo { .. }
        | Change::Received { .. }
        | Change::Imported { .. }
        | Change::Unknown(_) => false,
    };
    let makes = |(_, change): &&(Stamp, Change)| {
        matches!(change, Change::AddCustomer { .. } | Change::AddPurchase(_))
    };
    let made = group.changes.iter().filter(makes);
    let made: HashSet<Subject> = made.map(|(stamp, change)| change.subject(*stamp)).collect();
    group.changes.len() <= FEW
        && group.changes.iter().all(is_plain)
        && resting_on(journal, book, &made, &HashSet::from([group.id])) == 0
}

/// These groups and all that they brought from other devices.
fn parts(journal: &Journal, groups: &[GroupId]) -> HashSet<GroupId> {
    let brought = groups.iter().flat_map(|group| journal.received(*group));
    brought.chain(groups.iter().copied()).collect()
}

/// How many standing changes of other groups are about one of these, a purchase by its buyer too.
fn resting_on(
    journal: &Journal,
    book: &Book,
    made: &HashSet<Subject>,
    groups: &HashSet<GroupId>,
) -> usize {
    let is_of_others = |entry: &Entry| {
        let is_itself = matches!(entry.change, Change::AddCustomer { .. } | Change::AddPurchase(_));
        !is_itself && !groups.contains(&entry.group) && !journal.is_undone(entry.group)
    };
    let about = |subject: Subject| journal.about(subject).filter(|(_, entry)| is_of_others(entry));
    let bought = |subject: Subject| match subject {
        Subject::Customer(customer) => {
            let is_ours = |(_, entry): (Stamp, Entry)| {
                matches!(entry.change, Change::AddPurchase(_)) && groups.contains(&entry.group)
            };
            let others =
                |(id, _): &(PurchaseId, _)| !journal.about(Subject::Purchase(*id)).any(is_ours);
            book.purchases_of(customer).filter(others).count()
        }
        Subject::Setting(_)
        | Subject::Purchase(_)
        | Subject::Group(_)
        | Subject::Record(_)
        | Subject::Nothing => 0,
    };
    made.iter().map(|subject| about(*subject).count() + bought(*subject)).sum()
}

/// Whether a group that stands sets the currency anyhow.
fn is_set_elsewhere(journal: &Journal, groups: &HashSet<GroupId>) -> bool {
    journal
        .currencies()
        .any(|entry| !groups.contains(&entry.group) && !journal.is_undone(entry.group))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::Fact;
    use crate::trade::purchase::{Purchase, Refund};
    use crate::units::calendar::{Day, Moment};
    use crate::units::id::Replica;
    use crate::units::money::Currency;

    fn commit(journal: &mut Journal, changes: Vec<Change>) -> (GroupId, Vec<Stamp>) {
        let now_ms = 10 + journal.len() as u64;
        let mut batch = journal.batch(Replica::new(1, 0), now_ms);
        let stamps: Vec<Stamp> = changes.into_iter().map(|change| batch.push(change)).collect();
        let entries = batch.finish();
        journal.merge(entries);
        (GroupId(stamps[0]), stamps)
    }

    fn named(name: &str) -> Change {
        Change::AddCustomer { facts: vec![Fact::Name(name.into())], members: vec![] }
    }

    fn sold(customer: Option<Stamp>, amount: i64) -> Change {
        let at = Moment { day: Day(20_000), minute: None };
        let customer = customer.map(CustomerId);
        Change::bought(Purchase { customer, at, amount: Money(amount), ..Purchase::default() })
    }

    fn currency(code: &str) -> Change {
        Change::SetSetting(Setting::Currency(Currency::parse(code).unwrap()))
    }

    /// A list of five people, which also set the currency.
    fn imported(journal: &mut Journal) -> (GroupId, Vec<Stamp>) {
        let mut changes = vec![currency("HUF")];
        changes.extend(["Anna", "Péter", "Zsófi", "Márk", "Lili"].map(named));
        let (group, stamps) = commit(journal, changes);
        (group, stamps[1..].to_vec())
    }

    fn undos(journal: &Journal, groups: &[GroupId]) -> Vec<Undo> {
        journal.undos_of(groups, Replica::new(1, 0), 10 + journal.len() as u64)
    }

    fn told(journal: &Journal, groups: &[GroupId]) -> Option<Outcome> {
        let groups = &undos(journal, groups);
        outcome(journal, &journal.book(), groups)
    }

    #[test]
    fn a_sale_goes_without_a_question_until_something_rests_on_it() {
        let mut journal = Journal::default();
        let (_, anna) = commit(&mut journal, vec![named("Anna")]);
        let (sale, purchase) = commit(&mut journal, vec![sold(Some(anna[0]), 1200)]);
        assert_eq!(told(&journal, &[sale]), None);
        let (amount, at) = (Money(200), Moment::default());
        let refund = Refund { amount, at, reason: String::new() };
        commit(&mut journal, vec![Change::AddRefund { purchase: PurchaseId(purchase[0]), refund }]);
        let outcome = told(&journal, &[sale]).unwrap();
        assert_eq!((outcome.gone_purchases, outcome.gone_amount), (1, Money(1000)));
        assert_eq!(outcome.lost_changes, 1);
    }

    #[test]
    fn an_import_tells_who_goes_who_stays_and_what_lets_them_go() {
        let mut journal = Journal::default();
        let (import, people) = imported(&mut journal);
        let all: Vec<CustomerId> = people.iter().copied().map(CustomerId).collect();
        let untouched = told(&journal, &[import]).unwrap();
        assert_eq!(untouched.gone_customers, all);
        assert!(untouched.staying.is_empty() && !untouched.currency_stays);

        let (sale, _) = commit(&mut journal, vec![sold(Some(people[0]), 1200)]);
        let facts = vec![Fact::Note("walnut".into())];
        let edit = Change::SetFacts { customer: all[1], facts };
        let (edit, _) = commit(&mut journal, vec![edit]);
        let outcome = told(&journal, &[import]).unwrap();
        assert_eq!((&outcome.staying[..], &outcome.gone_customers[..]), (&all[..2], &all[2..]));
        assert!(outcome.currency_stays);
        assert_eq!(made_since(&journal, &outcome.staying, &[import]), [edit, sale]);

        let undos = undos(&journal, &[edit, sale, import]);
        let with_them = held_against(&journal, &journal.book(), &undos);
        assert_eq!((with_them.gone_customers, with_them.gone_purchases), (all, 1));
        assert!(with_them.staying.is_empty() && !with_them.currency_stays);
        commit(&mut journal, [edit, sale, import].map(|group| Change::Undo { group }).to_vec());
        assert_eq!(journal.book(), Book::default());
    }

    #[test]
    fn a_group_about_others_too_is_no_part_of_letting_go() {
        let mut journal = Journal::default();
        let (import, people) = imported(&mut journal);
        commit(&mut journal, vec![sold(Some(people[0]), 1200), sold(None, 300)]);
        let outcome = told(&journal, &[import]).unwrap();
        assert_eq!(outcome.staying.len(), 1);
        assert_eq!(made_since(&journal, &outcome.staying, &[import]), []);
    }

    #[test]
    fn doing_again_takes_nothing_away() {
        let mut journal = Journal::default();
        let (import, _) = imported(&mut journal);
        let (undo, _) = commit(&mut journal, vec![Change::Undo { group: import }]);
        assert_eq!(told(&journal, &[undo]), None);
    }
}
