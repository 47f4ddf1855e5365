//! What stays although its group was taken back, because something recorded since rests on it (J7).
//!
//! Which changes stay depends on the set of changes alone, so every device keeps the same.

use std::collections::{HashMap, HashSet};

use super::{Entry, Journal};
use crate::book::{Book, Change, Subject};
use crate::trade::shop::Setting;
use crate::units::id::{CustomerId, GroupId, PurchaseId, Stamp};

/// The groups that are taken back, each with the first undo of it that counts.
pub(super) type Undone = HashMap<GroupId, Stamp>;

/// What stays of the groups that are taken back.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    customers: HashMap<CustomerId, GroupId>,
    settings: HashSet<Stamp>,
}

impl Keeping {
    /// What stays while these groups are taken back.
    pub(super) fn of(journal: &Journal, undone: &Undone) -> Self {
        if undone.is_empty() {
            return Self::default();
        }
        let added = added_in(journal, undone);
        let set: Vec<(Stamp, GroupId)> = journal
            .told()
            .filter(|(_, entry)| undone.contains_key(&entry.group) && is_currency(&entry.change))
            .map(|(stamp, entry)| (stamp, entry.group))
            .collect();
        if added.is_empty() && set.is_empty() {
            return Self::default();
        }
        let removed = removals(journal, undone);
        let settings =
            set.into_iter().filter(|set| has_sales_since(journal, undone, &removed, *set));
        let settings = settings.map(|(stamp, _)| stamp).collect();
        Self { customers: still_needed(journal, undone, &removed, &added), settings }
    }

    /// Whether a change of a group that is taken back stays.
    pub(super) fn holds(&self, stamp: Stamp, entry: &Entry) -> bool {
        if self.settings.contains(&stamp) {
            return true;
        }
        match entry.change.subject(stamp) {
            Subject::Customer(customer) => self.customers.get(&customer) == Some(&entry.group),
            Subject::Setting(_) | Subject::Purchase(_) | Subject::Group(_) | Subject::Nothing => {
                false
            }
        }
    }
}

impl Journal {
    /// Whether changes on top of all that is known would bring back somebody whose group was
    /// taken back, or let them go: then the book is made anew.
    pub(super) fn moves_keeping(&self, book: &Book, changes: &[(Stamp, Entry)]) -> bool {
        let is_gone = |customer: CustomerId| book.customer(customer).is_none();
        let mut undone = None;
        changes.iter().any(|(stamp, entry)| match &entry.change {
            Change::AddCustomer { .. } => false,
            Change::RemovePurchase { purchase } => {
                let bought = book.purchase(*purchase);
                let Some(buyer) = bought.and_then(|bought| bought.purchase.customer) else {
                    return false;
                };
                let undone = undone.get_or_insert_with(|| self.undone());
                let added = self.entries.get(&buyer.0);
                // Of several under one stamp it may be another that was taken back.
                !undone.is_empty() && !self.twins.is_empty()
                    || added.is_some_and(|added| undone.contains(&added.group))
            }
            change => change.customer(*stamp).is_some_and(is_gone),
        })
    }
}

/// Who was written down in a group that is taken back.
fn added_in(journal: &Journal, undone: &Undone) -> HashMap<CustomerId, GroupId> {
    let is_added = |entry: &Entry| {
        matches!(entry.change, Change::AddCustomer { .. }) && undone.contains_key(&entry.group)
    };
    let added = journal.told().filter(|(_, entry)| is_added(entry));
    added.map(|(stamp, entry)| (CustomerId(stamp), entry.group)).collect()
}

/// Those of them who bought, or were edited, in another group that stands.
fn still_needed(
    journal: &Journal,
    undone: &Undone,
    removed: &HashMap<PurchaseId, Stamp>,
    added: &HashMap<CustomerId, GroupId>,
) -> HashMap<CustomerId, GroupId> {
    let mut needed = HashMap::new();
    for (stamp, entry) in journal.told() {
        if undone.contains_key(&entry.group) || removed.contains_key(&PurchaseId(stamp)) {
            continue;
        }
        if let Some(customer) = entry.change.customer(stamp)
            && let Some(group) = added.get(&customer)
        {
            needed.insert(customer, *group);
        }
    }
    needed
}

/// The purchases that were taken out, each with the first change that did it and stands.
fn removals(journal: &Journal, undone: &Undone) -> HashMap<PurchaseId, Stamp> {
    let mut removed = HashMap::new();
    for (stamp, entry) in journal.entries() {
        if let Change::RemovePurchase { purchase } = entry.change
            && !undone.contains_key(&entry.group)
        {
            removed.entry(purchase).or_insert(stamp);
        }
    }
    removed
}

fn is_currency(change: &Change) -> bool {
    matches!(change, Change::SetSetting(Setting::Currency(_)))
}

/// Whether another group sold something between the setting of a currency and the undo of that.
///
/// It is asked as of that undo: a sale taken back later was in this currency all the same, and
/// so is whatever was sold after it.
fn has_sales_since(
    journal: &Journal,
    undone: &Undone,
    removed: &HashMap<PurchaseId, Stamp>,
    (set, group): (Stamp, GroupId),
) -> bool {
    let Some(until) = undone.get(&group).copied() else { return false };
    journal.told_from(set).any(|(stamp, entry)| {
        let is_sale = matches!(entry.change, Change::AddPurchase(_)) && entry.group != group;
        // Taken back together, by the same undo, or before: then it is no later sale.
        let taken_back = undone.get(&entry.group).is_some_and(|by| *by <= until);
        let taken_out = removed.get(&PurchaseId(stamp)).is_some_and(|by| *by < until);
        is_sale && stamp < until && !taken_back && !taken_out
    })
}
