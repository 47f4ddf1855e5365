//! What stands: what was not taken back, and what was but stays, because something recorded since
//! rests on it (J7).
//!
//! Which changes stay depends on the set of changes alone, so every device keeps the same. It is
//! asked of one customer, one purchase or one setting at a time, so that a change asks for no more
//! than it touched.

use std::collections::HashMap;

use super::twins::alike;
use super::{Entry, Journal};
use crate::book::{Book, Change, Subject};
use crate::trade::shop::Setting;
use crate::units::id::{CustomerId, GroupId, PurchaseId, Stamp};

/// The groups that are taken back, each with the first undo of it that counts.
pub(super) type Undone = HashMap<GroupId, Stamp>;

/// What of a journal stands while some groups are taken back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing<'a> {
    pub(super) journal: &'a Journal,
    pub(super) undone: &'a Undone,
}

impl<'a> Standing<'a> {
    /// Whether the group of a change was not taken back.
    pub(super) fn has(self, entry: &Entry) -> bool {
        !self.undone.contains_key(&entry.group)
    }

    /// The changes about a purchase that stand.
    pub(super) fn purchase(self, id: PurchaseId) -> impl Iterator<Item = (Stamp, Change)> {
        let about = self.journal.about(Subject::Purchase(id));
        about.filter(move |(_, entry)| self.has(entry)).map(|(told, entry)| (told, entry.change))
    }

    /// The changes about a customer that stand: whoever bought, or was edited, in another group
    /// keeps their card as the group that wrote them down had it.
    ///
    /// The book has their purchases as they stand.
    pub(super) fn customer(self, book: &Book, id: CustomerId) -> Vec<(Stamp, Change)> {
        let about: Vec<_> = self.journal.about(Subject::Customer(id)).collect();
        let is_needed = || {
            let is_edited = about.iter().any(|(_, entry)| self.has(entry));
            is_edited || book.purchases_of(book.who(id)).next().is_some()
        };
        let kept = self.taken_back_with(id).filter(|_| is_needed());
        let holds = |entry: &Entry| {
            // Of whoever is erased nothing else is left, and others are not made anew here.
            let is_end = matches!(entry.change, Change::EraseCustomer { .. });
            !is_end && (self.has(entry) || kept == Some(entry.group))
        };
        let standing: Vec<bool> = about.iter().map(|(_, entry)| holds(entry)).collect();
        let standing = about.into_iter().zip(standing).filter(|(_, stands)| *stands);
        standing.map(|((told, entry), _)| (told, entry.change)).collect()
    }

    /// The changes about any of the customers who are one person that stand, in order.
    pub(super) fn person(self, book: &Book, ids: &[CustomerId]) -> Vec<(Stamp, Change)> {
        if let [alone] = ids {
            return self.customer(book, *alone);
        }
        // That they are one was recorded about each of them: so all of them stay.
        let kept = |id: CustomerId| self.taken_back_with(id);
        let kept: Vec<(CustomerId, Option<GroupId>)> =
            ids.iter().map(|id| (*id, kept(*id))).collect();
        let holds = |id: CustomerId, entry: &Entry| {
            let is_end = matches!(entry.change, Change::EraseCustomer { .. });
            !is_end && (self.has(entry) || kept.contains(&(id, Some(entry.group))))
        };
        let standing = |(told, entry): (Stamp, Entry)| {
            let Subject::Customer(id) = entry.change.subject(told) else { return None };
            holds(id, &entry).then_some((told, entry.change))
        };
        self.journal.about_all(ids).filter_map(standing).collect()
    }

    /// The group that wrote a customer down, if it is taken back.
    pub(super) fn taken_back_with(self, id: CustomerId) -> Option<GroupId> {
        if self.undone.is_empty() {
            return None;
        }
        let mut about = self.journal.about(Subject::Customer(id));
        let added = about.find(|(_, entry)| matches!(entry.change, Change::AddCustomer { .. }));
        added.map(|(_, entry)| entry.group).filter(|group| self.undone.contains_key(group))
    }

    /// The settings that stand: a currency in which something was sold stays the currency.
    pub(super) fn settings(self) -> impl Iterator<Item = (Stamp, Change)> {
        let holds = move |(told, entry): &(Stamp, Entry)| {
            self.has(entry) || is_currency(&entry.change) && self.has_sales_in(*told, entry.group)
        };
        self.journal.about_shop().filter(holds).map(|(told, entry)| (told, entry.change))
    }

    /// Whether another group sold something between the setting of a currency and the undo of that.
    ///
    /// It is asked as of that undo: a sale taken back later was in this currency all the same, and
    /// so is whatever was sold after it.
    fn has_sales_in(self, set: Stamp, group: GroupId) -> bool {
        let Some(until) = self.undone.get(&group).copied() else { return false };
        let [_, last] = alike(until);
        let since = self.journal.told_from(set).take_while(|(told, _)| *told <= last);
        let mut sales = since.filter(|(told, entry)| {
            let is_sale = matches!(entry.change, Change::AddPurchase(_)) && entry.group != group;
            // Taken back together, by the same undo, or before: then it is no later sale.
            let taken_back = self.undone.get(&entry.group).is_some_and(|by| *by <= until);
            is_sale && *told < until && !taken_back
        });
        sales.any(|(told, _)| !self.is_taken_out(PurchaseId(told), until))
    }

    /// Whether a purchase was taken out, for good, before a stamp.
    fn is_taken_out(self, id: PurchaseId, until: Stamp) -> bool {
        self.journal.about(Subject::Purchase(id)).any(|(told, entry)| {
            let is_removal = matches!(entry.change, Change::RemovePurchase { .. });
            is_removal && told < until && self.has(&entry)
        })
    }

    /// Whether a currency that was set in a group that is taken back, now or before, may stay or go
    /// for another reason than before.
    ///
    /// `touched` are the stamps of sales and removals that came, or went with their group.
    pub(super) fn moves_currency(self, before: &Undone, touched: &[Stamp]) -> bool {
        let sets = self.journal.about_shop().filter(|(_, entry)| is_currency(&entry.change));
        let mut groups = sets.map(|(_, entry)| entry.group);
        groups.any(|group| {
            let until = self.undone.get(&group).copied();
            let Some(until) = until.filter(|_| before.get(&group) == until.as_ref()) else {
                return before.get(&group) != until.as_ref();
            };
            let is_back = |undone: &Undone, group| undone.get(group).is_some_and(|by| *by <= until);
            let all = || self.undone.keys().chain(before.keys());
            touched.iter().any(|stamp| *stamp < until)
                || all().any(|group| is_back(self.undone, group) != is_back(before, group))
        })
    }
}

fn is_currency(change: &Change) -> bool {
    matches!(change, Change::SetSetting(Setting::Currency(_)))
}
