//! The laws of joining: whoever takes in whom, both devices show the same, and it can be undone.

use proptest::prelude::*;
use regulars::book::Change;
use regulars::book::join;
use regulars::book::journal::{Entry, Journal};
use regulars::people::customer::{Fact, Member};
use regulars::trade::purchase::Purchase;
use regulars::trade::shop::Setting;
use regulars::units::id::{GroupId, Replica, Stamp};
use regulars::units::money::Money;

/// A shop of its own: names, phones, sales and settings, by a clock of its own.
fn any_shop(device: u64) -> impl Strategy<Value = Journal> {
    let customer = (0..6_u8, 0..4_u8, 0..3_u16);
    let settings = proptest::option::of(0..100_u8);
    let parts = (proptest::collection::vec(customer, 0..8), settings, 0..1_000_u64);
    parts.prop_map(move |(customers, margin, clock)| {
        let mut journal = Journal::default();
        let replica = Replica::new(device, 0);
        if let Some(percent) = margin {
            commit(
                &mut journal,
                replica,
                clock,
                Change::SetSetting(Setting::MarginPercent(percent)),
            );
        }
        for (name, phone, sales) in customers {
            let facts = vec![Fact::Name(format!("Guest {name}"))];
            let members = vec![Member::Phone(format!("+36 30 555 010{phone}"))];
            let added =
                commit(&mut journal, replica, clock, Change::AddCustomer { facts, members });
            for amount in 0..sales {
                let customer = Some(regulars::units::id::CustomerId(added));
                let amount = Money(i64::from(amount));
                let bought = Purchase { customer, amount, ..Purchase::default() };
                commit(&mut journal, replica, clock, Change::bought(bought));
            }
        }
        journal
    })
}

fn commit(journal: &mut Journal, replica: Replica, now_ms: u64, change: Change) -> Stamp {
    let mut batch = journal.batch(replica, now_ms);
    let stamp = batch.push(change);
    let entries = batch.finish();
    journal.merge(entries);
    stamp
}

fn all(journal: &Journal) -> Vec<(Stamp, Entry)> {
    journal.entries().collect()
}

/// Takes in another shop, as the app does; gives the group by which they part again.
fn take_in(ours: &mut Journal, device: u64, theirs: &Journal) -> GroupId {
    let join = join::look(ours, &ours.book(), all(theirs));
    let groups = join.incoming.groups;
    ours.merge(join.incoming.changes);
    let mut batch = ours.batch(Replica::new(device, 0), 2_000);
    let from = Replica::new(3 - device, 0);
    let group = GroupId(batch.push(Change::Received { from, groups }));
    batch.push(Change::Joined { shops: vec![1, 2] });
    for setting in join.settings {
        batch.push(Change::SetSetting(setting.stands));
    }
    let entries = batch.finish();
    ours.merge(entries);
    group
}

proptest! {
    #[test]
    fn joined_shops_agree_keep_everything_and_part_again(one in any_shop(1), other in any_shop(2)) {
        let mut here = one.clone();
        let group = take_in(&mut here, 1, &other);
        let book = here.book();
        let sum = |a: usize, b: usize| a + b;
        prop_assert_eq!(
            book.customers().len(),
            sum(one.book().customers().len(), other.book().customers().len())
        );
        prop_assert_eq!(
            book.purchases().len(),
            sum(one.book().purchases().len(), other.book().purchases().len())
        );

        // The other device opens a copy of this one: a copy of its own shop, and both show the same.
        prop_assert!(join::is_one_shop(2, &other.book(), Some(1), &book));
        let mut there = other.clone();
        there.merge(all(&here));
        prop_assert_eq!(&there, &here);

        // The older copies of both bring nothing more.
        prop_assert!(join::is_one_shop(1, &book, Some(2), &other.book()));
        prop_assert_eq!(here.merge(all(&other)), vec![]);
        prop_assert_eq!(here.merge(all(&one)), vec![]);

        commit(&mut here, Replica::new(1, 0), 3_000, Change::Undo { group });
        prop_assert_eq!(here.book(), one.book());
    }

    #[test]
    fn both_may_take_in_each_other_at_once(one in any_shop(1), other in any_shop(2)) {
        let (mut here, mut there) = (one.clone(), other.clone());
        take_in(&mut here, 1, &other);
        take_in(&mut there, 2, &one);
        let (ours, theirs) = (all(&here), all(&there));
        here.merge(theirs);
        there.merge(ours);
        prop_assert_eq!(&here, &there);
        let n = one.book().customers().len() + other.book().customers().len();
        prop_assert_eq!(here.book().customers().len(), n);
    }

    #[test]
    fn every_likeness_is_true_and_nobody_alike_is_missed(one in any_shop(1), other in any_shop(2)) {
        let (ours, theirs) = (one.book(), other.book());
        let twins = join::twins(&ours, &theirs);
        for (id, customer) in theirs.customers() {
            let is_like = |known: &regulars::people::customer::Customer| {
                known.name() == customer.name() || known.phones().eq(customer.phones())
            };
            let alike = ours.customers().values().any(is_like);
            let found: Vec<_> = twins.iter().filter(|twin| twin.theirs == *id).collect();
            prop_assert_eq!(found.len(), usize::from(alike));
            for twin in found {
                prop_assert!(is_like(ours.customer(twin.ours).expect("a customer of ours")));
            }
        }
    }
}
