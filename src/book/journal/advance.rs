//! Bringing a book up to new changes at the cost of what they touch.
//!
//! # Why
//!
//! Every record depends on the changes about it alone: a purchase on those about the purchase, a
//! customer on those about the customer and on whether they bought anything that stands. So the
//! records that a change, or the undo of a group, is about are made anew from the journal, and all
//! others stay as they are, whoever was erased, whatever clock was ahead and wherever the changes
//! come to stand. Made from scratch, the book of a million purchases takes seconds.

use std::collections::BTreeSet;

use super::block::Raw;
use super::keeping::{Standing, Undone};
use super::page::{self, PageDamage};
use super::twins::alike;
use super::{Entry, Journal, persons};
use crate::book::{Book, Change, Subject, Touched, TouchedRecords};
use crate::units::id::{CustomerId, GroupId, PurchaseId, Stamp};

/// The book is made anew for this part of the journal, one in so many changes...
const LARGE_PART: usize = 4;

/// ...but never for as few as this.
const FEW: usize = 1000;

/// The records that changes are about.
#[derive(Debug, Default)]
struct Reached {
    customers: BTreeSet<CustomerId>,
    purchases: BTreeSet<PurchaseId>,
    shop: bool,
    /// Sales and removals, by which it is judged whether a currency stays.
    trade: Vec<Stamp>,
}

impl Reached {
    fn add(&mut self, told: Stamp, entry: &Entry) {
        match &entry.change {
            Change::SetSetting(_)
            | Change::Joined { .. }
            | Change::Fields(_)
            | Change::Lists(_)
            | Change::Acquisition(_) => self.shop = true,
            Change::AddCustomer { .. } => {
                self.customers.insert(CustomerId(told));
            }
            Change::SetFacts { customer, .. }
            | Change::SetMember { customer, .. }
            | Change::SamePerson { customer, .. }
            | Change::DifferentPeople { customer, .. }
            | Change::EraseCustomer { customer } => {
                self.customers.insert(*customer);
            }
            Change::Outreach(change) => {
                self.customers.insert(change.customer());
            }
            Change::AddPurchase(_) => {
                self.purchases.insert(PurchaseId(told));
                self.trade.push(told);
            }
            Change::AddRefund { purchase, .. } | Change::Order { purchase, .. } => {
                self.purchases.insert(*purchase);
            }
            Change::RemovePurchase { purchase } => {
                self.purchases.insert(*purchase);
                self.trade.push(told);
            }
            Change::Undo { .. }
            | Change::Received { .. }
            | Change::Imported { .. }
            | Change::Unknown(_) => {}
        }
    }

    /// Who became one person with others, or two again, and all that they bought.
    fn regroup(&mut self, book: &Book, persons: &[(CustomerId, CustomerId)]) {
        if persons.is_empty() && book.persons().is_empty() {
            return;
        }
        let before: Vec<(CustomerId, CustomerId)> = book.persons().iter().collect();
        let moved = persons::moved(&before, persons);
        let bought = moved.iter().flat_map(|id| book.purchases_of(*id));
        self.purchases.extend(bought.map(|(id, _)| id));
        self.customers.extend(moved);
    }

    /// Whoever is erased leaves nameless purchases, and nobody who says they sent them.
    fn erase(&mut self, book: &Book, customer: CustomerId) {
        self.customers.insert(customer);
        self.customers.extend(book.sent_by(customer));
        self.purchases.extend(book.purchases_of(book.who(customer)).map(|(id, _)| id));
    }
}

impl Journal {
    /// Takes in changes and brings a book of this journal up to them; tells what they touched.
    ///
    /// So many changes that they are a good part of the journal mean making the book anew, which
    /// then costs less.
    pub fn advance(&mut self, book: &mut Book, mut changes: Vec<(Stamp, Entry)>) -> Touched {
        changes.retain(|(stamp, entry)| !self.holds(*stamp, entry));
        if self.is_large(changes.len()) {
            self.merge(changes);
            *book = self.book();
            return Touched::Everything;
        }
        let before = self.undone_before(&changes);
        let mut reached = Reached::default();
        let mut stamps = BTreeSet::new();
        for (stamp, entry) in &changes {
            stamps.insert(*stamp);
            if let Change::EraseCustomer { customer } = entry.change {
                reached.erase(book, customer);
                // Of whoever was named beside them it is not said any more.
                let named = self.naming(customer);
                reached.customers.extend(named.filter_map(|(at, it)| it.change.customer(at)));
                stamps.extend(self.told_otherwise_without(customer));
                reached.purchases.extend(self.orders_by(customer).map(|(_, purchase)| purchase));
            }
        }
        for stamp in &stamps {
            // What stands there may be told by another stamp afterwards.
            self.told_at(*stamp).for_each(|(told, entry)| reached.add(told, &entry));
        }
        for (_, entry) in &changes {
            if let Change::EraseCustomer { customer } = entry.change {
                self.erase_by(book, customer);
            }
        }
        self.merge(changes);
        for stamp in stamps {
            self.told_at(stamp).for_each(|(told, entry)| reached.add(told, &entry));
        }
        if let Some(before) = &before {
            self.reach_switched(&mut reached, before);
        }
        let persons = self.persons();
        reached.regroup(book, &persons);
        if self.is_large(reached.customers.len() + reached.purchases.len()) {
            *book = self.book();
            return Touched::Everything;
        }
        book.set_persons(&persons);
        Touched::Records(self.renew(book, reached, before.as_ref()))
    }

    /// Takes in a page that only goes on from what is here, as the bytes it is; a book of this
    /// journal is brought up to it by [`follow`](Self::follow). `false` for any other page, which
    /// is for [`advance`](Self::advance): then nothing is taken in.
    ///
    /// It goes on where each of its changes lies above all that is here, none takes anything back
    /// or out or erases anybody, and each is about somebody who is there. Whoever is not was taken
    /// back, and comes back by what is recorded since (J7): then a page does more than it says.
    ///
    /// # Errors
    /// A page that cannot be read; then nothing is taken in.
    pub fn append(&mut self, book: &Book, page: &[u8]) -> Result<bool, PageDamage> {
        let changes = page::raws(page)?;
        let Some(first) = changes.first().map(|first| first.stamp) else { return Ok(false) };
        let is_above = self.last().is_none_or(|last| last < first);
        let undone = self.taken_back();
        let is_there = |id: CustomerId| {
            undone.is_empty() || id.0 >= first || book.customer(book.who(id)).is_some()
        };
        let adds = |raw: &Raw<'_>| match raw.buyer() {
            Some(buyer) => buyer.is_none_or(is_there),
            None if raw.adds_record() => true,
            None => match raw.entry().change {
                Change::Undo { .. }
                | Change::Received { .. }
                | Change::RemovePurchase { .. }
                | Change::SamePerson { .. }
                | Change::EraseCustomer { .. } => false,
                change => change.customer(raw.stamp).is_none_or(is_there),
            },
        };
        let stands = |raw: &Raw<'_>| !undone.contains_key(&raw.group) && adds(raw);
        let goes_on = is_above
            && self.twins.is_empty()
            && changes.iter().all(|raw| stands(raw) && self.keeps_as_it_is(*raw));
        Ok(goes_on && self.take(&changes))
    }

    /// Brings a book up to changes that were [appended](Self::append), some of them at a time and in
    /// their order.
    pub fn follow(&self, book: &mut Book, changes: &[(Stamp, Entry)]) {
        for (stamp, entry) in changes {
            book.apply(*stamp, &entry.change);
            if let Subject::Customer(customer) = entry.change.subject(*stamp) {
                self.forget_sender(book, customer);
            }
        }
    }

    /// The stamps of what may go, or be told by another stamp, when a customer is erased: several
    /// changes under one stamp, and whoever was added under a stamp like theirs.
    fn told_otherwise_without(&self, customer: CustomerId) -> Vec<Stamp> {
        let [first, last] = alike(customer.0);
        self.made_between(first, last).chain(self.twins.stamps()).collect()
    }

    fn is_large(&self, n: usize) -> bool {
        n > FEW && n > self.len() / LARGE_PART
    }

    /// What is taken back so far, if these changes may take something back or do it again.
    fn undone_before(&self, changes: &[(Stamp, Entry)]) -> Option<Undone> {
        let steers =
            |entry: &Entry| matches!(entry.change, Change::Undo { .. } | Change::Received { .. });
        changes.iter().any(|(_, entry)| steers(entry)).then(|| self.taken_back().clone())
    }

    /// Adds what groups did that were taken back, or done again.
    fn reach_switched(&self, reached: &mut Reached, before: &Undone) {
        let after = self.taken_back();
        let gone = after.keys().filter(|group| !before.contains_key(group));
        let back = before.keys().filter(|group| !after.contains_key(group));
        let switched: Vec<GroupId> = gone.chain(back).copied().collect();
        for group in switched {
            self.changes_of(group).for_each(|(told, entry)| reached.add(told, &entry));
        }
    }

    /// Makes records of a book anew.
    fn renew(
        &self,
        book: &mut Book,
        mut reached: Reached,
        before: Option<&Undone>,
    ) -> TouchedRecords {
        let undone = self.taken_back();
        let standing = Standing { journal: self, undone };
        let mut touched = TouchedRecords::default();
        for id in reached.purchases {
            let was = book.renew_purchase(id, standing.purchase(id));
            let is = book.purchase(id);
            // Whether they bought something that stands decides whether they stay.
            let buyers = was.iter().chain(is).filter_map(|bought| bought.customer());
            reached
                .customers
                .extend(buyers.filter(|buyer| standing.taken_back_with(*buyer).is_some()));
            touched.purchases.push((id, was));
        }
        while let Some(id) = reached.customers.pop_first() {
            let all = book.all_of(id);
            for other in &all {
                reached.customers.remove(other);
            }
            let changes = standing.person(book, &all);
            touched.customers.extend(book.renew_person(&all, changes));
            self.forget_sender(book, id);
        }
        if reached.shop || standing.moves_currency(before.unwrap_or(undone), &reached.trade) {
            book.renew_shop(standing.settings());
            touched.shop = true;
        }
        touched
    }

    /// Takes out that a customer was sent by somebody who is erased.
    fn forget_sender(&self, book: &mut Book, id: CustomerId) {
        let id = book.who(id);
        let sender = book.customer(id).and_then(crate::people::customer::Customer::referred_by);
        if sender.is_some_and(|sender| self.erased.contains(&sender)) {
            book.forget_sender_of(id);
        }
    }
}
