mod people;
mod rows;
mod sales;
mod when;

use super::*;
use crate::files::table::{self, ReadOptions};
use crate::people::customer::{Customer, Fact, Member};
use crate::units::calendar::{Birthday, Moment};
use crate::units::id::{CustomerId, PurchaseId, Replica, Stamp};
use crate::units::money::{MAX_AMOUNT, Money};

fn day(text: &str) -> Day {
    Day::from_date(text.parse().unwrap())
}

fn id(number: u64) -> CustomerId {
    CustomerId(Stamp::new(number, 0, Replica::default()))
}

fn purchase_id(number: u64) -> PurchaseId {
    PurchaseId(Stamp::new(number, 0, Replica::default()))
}

fn customer(facts: &[Fact], members: &[Member]) -> Customer {
    let mut customer = Customer::default();
    for fact in facts {
        customer.set(fact.clone());
    }
    for member in members {
        customer.set_member(member, true);
    }
    customer
}

fn hungarian() -> Known {
    Known::new(crate::people::same::Country::parse("HU"))
}

fn anna() -> Customer {
    customer(&[Fact::Name("Kovács Anna".into())], &[Member::Phone("+36 30 555 0142".into())])
}

/// Plans a text as it is guessed, with one thing changed.
fn plan_with(text: &str, known: &Known, change: impl Fn(&mut Options)) -> Plan {
    let table = table::read(text.as_bytes(), ReadOptions::default()).unwrap();
    let mut options =
        guess(&table, day("2026-11-22"), Currency::default(), Zone::default()).options;
    change(&mut options);
    plan(Arc::new(table), Arc::new(known.clone()), options).unwrap()
}

fn planned(text: &str) -> Plan {
    plan_with(text, &Known::default(), |_| {})
}

fn bought(plan: &Plan) -> Vec<(Buyer, Money)> {
    plan.purchases.iter().map(|planned| (planned.buyer, planned.purchase.amount)).collect()
}

fn odd(plan: &Plan) -> Vec<(u32, Reason)> {
    plan.odd_cells.iter().map(|problem| (problem.line, problem.reason.clone())).collect()
}

fn reasons(plan: &Plan) -> Vec<(u32, Reason)> {
    plan.problems.iter().map(|problem| (problem.line, problem.reason.clone())).collect()
}

/// A book as it is after a plan was taken.
fn taken(plan: &Plan) -> Known {
    let mut known = Known::default();
    for (place, new) in (0_u64..).zip(&plan.new_customers) {
        known.add_customer(id(place), &customer(&new.facts, &new.members));
    }
    for (number, planned) in (100_u64..).zip(&plan.purchases) {
        let mut purchase = planned.purchase.clone();
        if let Buyer::New(place) = planned.buyer {
            purchase.customer = Some(id(u64::try_from(place).unwrap()));
        }
        known.add_purchase(purchase_id(number), &purchase, &planned.refunds);
    }
    known
}

fn spent(plan: &Plan) -> Vec<(Buyer, Money)> {
    let net = |planned: &PlannedPurchase| {
        let back: Money = planned.refunds.iter().map(|refund| refund.amount).sum();
        (planned.buyer, planned.purchase.amount - back)
    };
    plan.purchases.iter().map(net).collect()
}

/// How many customers, updates and purchases are new.
fn planned_again(text: &str, known: &Known) -> (usize, usize, usize) {
    let plan = plan_with(text, known, |_| {});
    (plan.new_customers.len(), plan.updates.len(), plan.purchases.len())
}
