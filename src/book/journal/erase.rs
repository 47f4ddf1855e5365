//! Erasing (J5): what is about a person goes, and their purchases lose the name.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Entry, Journal, twins};
use crate::book::{Book, Change, Subject, forget_buyer};
use crate::units::id::{CustomerId, PurchaseId, Stamp};

impl Journal {
    /// Drops what is about whoever is erased from now on (J5).
    ///
    /// It walks everything that is here.
    pub(super) fn erase(&mut self, customers: impl IntoIterator<Item = CustomerId>) {
        let n_before = self.erased.len();
        self.erased.extend(customers);
        if self.erased.len() == n_before || self.entries.is_empty() {
            return;
        }
        let erased = &self.erased;
        self.entries.retain(|stamp, entry| keeps(erased, *stamp, entry));
        // What is left of them may be another order, or twice the same.
        for (stamp, entry) in std::mem::take(&mut self.twins).into_entries() {
            self.insert_kept(stamp, entry);
        }
        self.reindex();
    }

    /// Drops what is about a customer without a walk: the book of this journal knows what they
    /// bought, as far as it stands, and the rest was removed or taken back.
    ///
    /// Where several changes have one stamp they may go by other names; then all is walked.
    pub(super) fn erase_by(&mut self, book: &Book, customer: CustomerId) {
        if self.twins.len() > 0 {
            return self.erase([customer]);
        }
        let theirs = self.stamps_of(book, customer);
        self.erased.insert(customer);
        let mut gone = Vec::new();
        for stamp in theirs {
            let Some(entry) = self.entries.get_mut(&stamp) else { continue };
            if !keeps(&self.erased, stamp, entry) {
                gone.extend(self.entries.remove(&stamp).map(|entry| (stamp, entry)));
            }
        }
        for (stamp, entry) in &gone {
            self.unindex(*stamp, entry);
        }
    }

    /// The stamps of what is about a customer and of all that they bought.
    fn stamps_of(&self, book: &Book, customer: CustomerId) -> BTreeSet<Stamp> {
        let [first, last] = twins::alike(customer.0);
        let named_alike = self.entries.range(first..=last).map(|(stamp, _)| *stamp);
        let about = self.about(Subject::Customer(customer)).map(|(stamp, _)| stamp);
        let standing = book.purchases_of(customer).map(|(id, _)| id.0);
        let removed = self.corrections().filter_map(|(_, entry)| match entry.change {
            Change::RemovePurchase { purchase: PurchaseId(stamp) } => Some(stamp),
            _ => None,
        });
        let undone = self.taken_back().keys().flat_map(|group| self.changes_of(*group));
        let undone = undone.filter(|(_, entry)| {
            matches!(&entry.change, Change::AddPurchase(it) if it.customer == Some(customer))
        });
        named_alike
            .chain(about)
            .chain(standing)
            .chain(removed)
            .chain(undone.map(|(stamp, _)| stamp))
            .collect()
    }
}

/// Whether a change is kept (J5), after taking out the name of an erased buyer.
pub(super) fn keeps(erased: &BTreeSet<CustomerId>, stamp: Stamp, entry: &mut Entry) -> bool {
    if erased.is_empty() || matches!(entry.change, Change::EraseCustomer { .. }) {
        return true;
    }
    let is_about = |customer: &CustomerId| twins::is_about_customer(stamp, entry, *customer);
    match entry.change.subject(stamp) {
        // By the number it is told by, should another have the stamp.
        Subject::Customer(CustomerId(about)) => {
            let [first, last] = twins::alike(about).map(CustomerId);
            !erased.range(first..=last).any(is_about)
        }
        Subject::Purchase(_) => {
            if let Change::AddPurchase(purchase) = &mut entry.change
                && purchase.customer.is_some_and(|buyer| erased.contains(&buyer))
            {
                forget_buyer(Arc::make_mut(purchase));
            }
            true
        }
        Subject::Setting(_) | Subject::Group(_) | Subject::Nothing => true,
    }
}
