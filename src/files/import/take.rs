//! From the book to a plan, and from a plan into the journal.

use crate::book::journal::Batch;
use crate::book::{Book, Change};
use crate::files::import::{Buyer, Known, Plan, PlannedRefund};
use crate::people::same;
use crate::units::id::Stamp;

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

/// Takes a plan in, and gives the change that says so: the first of its group, unless the batch
/// had one already.
pub fn take(plan: Plan, file: &str, batch: &mut Batch<'_>) -> Stamp {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let stamp = batch.push(Change::Imported {
        file: file.to_owned(),
        customers: count(plan.new_customers.len()),
        purchases: count(plan.purchases.len()),
    });
    let mut new = Vec::with_capacity(plan.new_customers.len());
    for customer in plan.new_customers {
        new.push(batch.add_customer(customer.facts, customer.members));
    }
    for update in plan.updates {
        let customer = update.customer;
        if !update.facts.is_empty() {
            batch.push(Change::SetFacts { customer, facts: update.facts });
        }
        for member in update.members {
            batch.push(Change::SetMember { customer, member, present: true });
        }
    }
    for planned in plan.purchases {
        let mut purchase = planned.purchase;
        purchase.customer = match planned.buyer {
            Buyer::Known(customer) => Some(customer),
            Buyer::New(place) => new.get(place).copied(),
            Buyer::Unknown => None,
        };
        let purchase = batch.add_purchase(purchase);
        for refund in planned.refunds {
            batch.push(Change::AddRefund { purchase, refund });
        }
    }
    for PlannedRefund { purchase, refund, .. } in plan.refunds {
        batch.push(Change::AddRefund { purchase, refund });
    }
    stamp
}
