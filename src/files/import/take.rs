//! From the book to a plan, and from a plan into the journal.

use std::vec::IntoIter;

use crate::book::journal::Batch;
use crate::book::{Book, Change};
use crate::files::import::{
    Buyer, Known, NewCustomer, Plan, PlannedPurchase, PlannedRefund, Update,
};
use crate::files::table::Progress;
use crate::people::same;
use crate::units::id::{CustomerId, Stamp};
use crate::units::stretches;

/// What the book knows already, for a plan to be made against.
#[must_use]
pub fn known(book: &Book) -> Known {
    let country = same::country_of_shop(book.shop(), book.customers().values());
    let mut known = Known::new(country);
    for (id, customer) in book.customers() {
        known.add_customer(*id, customer);
    }
    for (id, bought) in book.purchases() {
        known.add_purchase(*id, &bought.purchase(), bought.refunds());
    }
    known
}

/// Takes a plan in whole, and gives the change that says so: the first of its group, unless the
/// batch had one already.
pub fn take(plan: Plan, file: &str, batch: &mut Batch<'_>) -> Stamp {
    let (stamp, mut taking) = Taking::begin(plan, file, batch);
    while taking.step(batch) {}
    stamp
}

/// Makes the changes of a plan, one thing after another: customers, what known ones gain,
/// purchases with what was given back of them, and what was given back of earlier ones.
#[derive(Debug)]
pub struct Taking {
    customers: IntoIter<NewCustomer>,
    /// The ids of those who are made.
    new: Vec<CustomerId>,
    updates: IntoIter<Update>,
    purchases: stretches::IntoIter<PlannedPurchase>,
    refunds: IntoIter<PlannedRefund>,
    total: usize,
    done: usize,
}

impl Taking {
    /// Begins with the change that says that a file was taken in, and gives its stamp.
    pub fn begin(plan: Plan, file: &str, batch: &mut Batch<'_>) -> (Stamp, Self) {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let stamp = batch.push(Change::Imported {
            file: file.to_owned(),
            customers: count(plan.new_customers.len()),
            purchases: count(plan.purchases.len()),
        });
        let n_people = plan.new_customers.len() + plan.updates.len();
        let taking = Self {
            total: n_people + plan.purchases.len() + plan.refunds.len(),
            done: 0,
            new: Vec::with_capacity(plan.new_customers.len()),
            customers: plan.new_customers.into_iter(),
            updates: plan.updates.into_iter(),
            purchases: plan.purchases.into_iter(),
            refunds: plan.refunds.into_iter(),
        };
        (stamp, taking)
    }

    /// Makes the changes of the next customer or purchase; `false` when nothing is left.
    pub fn step(&mut self, batch: &mut Batch<'_>) -> bool {
        if let Some(customer) = self.customers.next() {
            self.new.push(batch.add_customer(customer.facts, customer.members));
        } else if let Some(update) = self.updates.next() {
            complete(update, batch);
        } else if let Some(planned) = self.purchases.next() {
            self.sell(planned, batch);
        } else if let Some(PlannedRefund { purchase, refund, .. }) = self.refunds.next() {
            batch.push(Change::AddRefund { purchase, refund });
        } else {
            return false;
        }
        self.done += 1;
        true
    }

    /// How far it is, in customers and purchases.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let Self { done, total, .. } = *self;
        Progress { done, total, is_finished: done == total }
    }

    fn sell(&self, planned: PlannedPurchase, batch: &mut Batch<'_>) {
        let mut purchase = planned.purchase;
        purchase.customer = match planned.buyer {
            Buyer::Known(customer) => Some(customer),
            Buyer::New(place) => self.new.get(place).copied(),
            Buyer::Unknown => None,
        };
        let purchase = batch.add_purchase(purchase);
        for refund in planned.refunds {
            batch.push(Change::AddRefund { purchase, refund });
        }
    }
}

/// Adds to a customer of the book.
fn complete(update: Update, batch: &mut Batch<'_>) {
    let customer = update.customer;
    if !update.facts.is_empty() {
        batch.push(Change::SetFacts { customer, facts: update.facts });
    }
    for member in update.members {
        batch.push(Change::SetMember { customer, member, present: true });
    }
}
