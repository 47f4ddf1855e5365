//! Erasing (J5): what is about a person goes, and their purchases lose the name.

use std::collections::BTreeSet;

use super::block::Raw;
use super::entries::Held;
use super::{Entry, Journal, twins};
use crate::book::{Book, Change, Subject, forget_buyer};
use crate::units::id::{CustomerId, PurchaseId, Stamp};

impl Journal {
    /// Drops what is about whoever is erased from now on (J5).
    ///
    /// It walks everything that is here, of purchases the buyers alone.
    pub(super) fn erase(&mut self, customers: impl IntoIterator<Item = CustomerId>) {
        let n_before = self.erased.len();
        self.erased.extend(customers);
        if self.erased.len() == n_before || self.entries.is_empty() {
            return;
        }
        let erased = &self.erased;
        let may_go = |held: &Held<'_>| match held {
            Held::Packed(raw) => match raw.buyer() {
                Some(buyer) => buyer.is_some_and(|buyer| erased.contains(&buyer)),
                None => true,
            },
            Held::Loose(..) => true,
        };
        let may_go = self.entries.from(Stamp::NONE).filter(may_go).map(Held::stamp);
        let may_go: Vec<Stamp> = may_go.collect();
        let gone = self.drop_erased(may_go);
        if self.twins.is_empty() {
            for (stamp, entry) in &gone {
                self.unindex(*stamp, entry);
            }
            return;
        }
        // What is left of them may be another order, or twice the same.
        for (stamp, entry) in std::mem::take(&mut self.twins).into_entries() {
            self.insert_kept(stamp, entry);
        }
        self.reindex();
    }

    /// Whether a change that comes as bytes is kept, and as it is; no, where that is not plain.
    pub(super) fn keeps_as_it_is(&self, raw: Raw<'_>) -> bool {
        if self.erased.is_empty() && raw.adds_record() {
            return true;
        }
        if let Some(buyer) = raw.buyer() {
            return buyer.is_none_or(|buyer| !self.erased.contains(&buyer));
        }
        let mut entry = raw.entry();
        let is_erasure = matches!(entry.change, Change::EraseCustomer { .. });
        !is_erasure && keeps(&self.erased, raw.stamp, &mut entry)
    }

    /// Drops those of these changes that are about whoever is erased, and takes the name out of the
    /// others; gives those that are gone.
    fn drop_erased(&mut self, stamps: impl IntoIterator<Item = Stamp>) -> Vec<(Stamp, Entry)> {
        let mut gone = Vec::new();
        for stamp in stamps {
            let Some(was) = self.entries.get(stamp) else { continue };
            let mut entry = was.clone();
            if !keeps(&self.erased, stamp, &mut entry) {
                gone.extend(self.entries.remove(stamp).map(|entry| (stamp, entry)));
            } else if entry != was {
                self.entries.insert(stamp, entry);
            }
        }
        gone
    }

    /// Drops what is about a customer without a walk: the book of this journal knows what they
    /// bought, as far as it stands, and the rest was removed or taken back.
    ///
    /// Where several changes have one stamp they may go by other names; then all is walked.
    pub(super) fn erase_by(&mut self, book: &Book, customer: CustomerId) {
        if !self.twins.is_empty() {
            return self.erase([customer]);
        }
        let theirs = self.stamps_of(book, customer);
        self.erased.insert(customer);
        for (stamp, entry) in &self.drop_erased(theirs) {
            self.unindex(*stamp, entry);
        }
    }

    /// The stamps of what is about a customer and of all that they bought.
    fn stamps_of(&self, book: &Book, customer: CustomerId) -> BTreeSet<Stamp> {
        let [first, last] = twins::alike(customer.0);
        let named_alike = self.made_between(first, last);
        let about = self.about(Subject::Customer(customer)).map(|(stamp, _)| stamp);
        let standing = book.purchases_of(book.who(customer)).map(|(id, _)| id.0);
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
            .chain(self.naming(customer).map(|(stamp, _)| stamp))
            .chain(self.orders_by(customer).map(|(stamp, _)| stamp))
            .collect()
    }
}

/// Whether a change is kept (J5), after taking out the name of an erased buyer.
pub(super) fn keeps(erased: &BTreeSet<CustomerId>, stamp: Stamp, entry: &mut Entry) -> bool {
    if erased.is_empty() || matches!(entry.change, Change::EraseCustomer { .. }) {
        return true;
    }
    if entry.change.with().is_some_and(|with| erased.contains(&with)) {
        return false;
    }
    if entry.change.ordered_by().is_some_and(|buyer| erased.contains(&buyer)) {
        return false;
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
                forget_buyer(purchase);
            }
            true
        }
        Subject::Setting(_) | Subject::Group(_) | Subject::Record(_) | Subject::Nothing => true,
    }
}
