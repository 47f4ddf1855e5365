//! Taking apart what was made one person: what was joined, what happened since, and to whom of the
//! two it goes.
//!
//! What was recorded about either of them was recorded about that one, and is theirs again by itself.
//! Only the owner knows whose a sale is that was recorded while they were one: it stays with the one
//! who was shown, unless the owner says otherwise.

use crate::book::journal::{Batch, Entry, Journal};
use crate::book::{Book, Change, Subject};
use crate::people::customer::Customer;
use crate::trade::order::Order;
use crate::units::id::{CustomerId, GroupId, PurchaseId, Stamp};
use crate::units::sorting::sort_by_key;

/// Two customers who were made one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Joined {
    /// The group that did it.
    pub group: GroupId,
    /// The earlier of the two.
    pub one: CustomerId,
    /// The later.
    pub other: CustomerId,
}

/// Everything that was made one person and is, the last made first.
#[must_use]
pub fn joined(journal: &Journal, book: &Book) -> Vec<Joined> {
    let ids = book.persons().iter().map(|(id, _)| id);
    let mut all: Vec<Joined> = ids.flat_map(|id| said_of(journal, id)).collect();
    sort_by_key(&mut all, |joined| std::cmp::Reverse(*joined));
    all
}

/// How a customer became one person with others, the last made first.
#[must_use]
pub fn joined_to(journal: &Journal, book: &Book, customer: CustomerId) -> Vec<Joined> {
    let mut all: Vec<Joined> =
        book.all_of(customer).into_iter().flat_map(|id| said_of(journal, id)).collect();
    sort_by_key(&mut all, |joined| std::cmp::Reverse(*joined));
    all
}

/// Where it is said of a customer that they are one with a later one.
fn said_of(journal: &Journal, one: CustomerId) -> Vec<Joined> {
    let said = |(_, Entry { group, change }): (Stamp, Entry)| match change {
        Change::SamePerson { with, .. } if with > one && !journal.is_undone(group) => {
            Some(Joined { group, one, other: with })
        }
        _ => None,
    };
    journal.about(Subject::Customer(one)).filter_map(said).collect()
}

/// What somebody is called by what was recorded about them alone.
#[must_use]
pub fn own_label(journal: &Journal, customer: CustomerId) -> String {
    let mut own = Customer::default();
    let about = journal.about(Subject::Customer(customer));
    let standing = about.filter(|(_, entry)| !journal.is_undone(entry.group));
    for (_, Entry { change, .. }) in standing {
        match change {
            Change::AddCustomer { facts, members } => {
                facts.into_iter().for_each(|fact| own.set(fact));
                members.iter().for_each(|member| own.set_member(member, true));
            }
            Change::SetFacts { facts, .. } => facts.into_iter().for_each(|fact| own.set(fact)),
            Change::SetMember { member, present, .. } => own.set_member(&member, present),
            Change::SetSetting(_)
            | Change::AddPurchase(_)
            | Change::AddRefund { .. }
            | Change::RemovePurchase { .. }
            | Change::EraseCustomer { .. }
            | Change::Undo { .. }
            | Change::Received { .. }
            | Change::Imported { .. }
            | Change::Outreach(_)
            | Change::Joined { .. }
            | Change::SamePerson { .. }
            | Change::DifferentPeople { .. }
            | Change::Fields(_)
            | Change::Lists(_)
            | Change::Acquisition(_)
            | Change::Order { .. }
            | Change::Unknown(_) => {}
        }
    }
    own.label().to_owned()
}

/// The purchases recorded since two were made one person, first entered first.
#[must_use]
pub fn bought_since(book: &Book, joined: Joined) -> Vec<PurchaseId> {
    let theirs = book.purchases_of(book.who(joined.one)).map(|(id, _)| id);
    theirs.filter(|id| id.0 > joined.group.0).collect()
}

/// Takes two apart, remembers that they are two people, and gives some of the purchases recorded
/// since to the other of them.
///
/// A purchase that moves is taken out and recorded anew, with all that was given back for it and what
/// is known of it as an order.
///
/// Gives the stamp of the first change, by which the group is named.
pub fn take_apart(
    batch: &mut Batch<'_>,
    book: &Book,
    joined: Joined,
    to_other: &[PurchaseId],
) -> Stamp {
    let first = batch.push(Change::Undo { group: joined.group });
    batch.push(Change::different_people(joined.one, joined.other));
    for purchase in to_other {
        let Some(bought) = book.purchase(*purchase) else { continue };
        batch.push(Change::RemovePurchase { purchase: *purchase });
        let mut moved = bought.purchase();
        moved.customer = Some(joined.other);
        let order = book.order(*purchase).map(Order::facts);
        let purchase = batch.add_purchase(moved);
        for fact in order.unwrap_or_default() {
            batch.push(Change::Order { purchase, buyer: Some(joined.other), fact });
        }
        for refund in bought.refunds() {
            batch.push(Change::AddRefund { purchase, refund: refund.clone() });
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::{Fact, Member};
    use crate::people::merge::Merge;
    use crate::trade::order;
    use crate::trade::purchase::{Purchase, Refund};
    use crate::units::calendar::Moment;
    use crate::units::id::Replica;
    use crate::units::money::Money;

    #[derive(Default)]
    struct Shop(Journal);

    impl Shop {
        fn does(&mut self, make: impl FnOnce(&mut Batch<'_>, &Book)) {
            let book = self.book();
            let mut batch = self.0.batch(Replica::new(1, 0), 10 + self.0.len() as u64);
            make(&mut batch, &book);
            let entries = batch.finish();
            self.0.merge(entries);
        }

        fn book(&self) -> Book {
            self.0.book()
        }

        fn knows(&mut self, name: &str, phone: &str) -> CustomerId {
            let (facts, members) =
                (vec![Fact::Name(name.into())], vec![Member::Phone(phone.into())]);
            self.does(|batch, _| {
                batch.add_customer(facts, members);
            });
            *self.book().customers().keys().last().unwrap()
        }

        fn sells(&mut self, customer: CustomerId, amount: i64) {
            let (customer, amount) = (Some(customer), Money(amount));
            let purchase = Purchase { customer, amount, ..Purchase::default() };
            self.does(|batch, _| {
                batch.add_purchase(purchase);
            });
        }

        fn joins(&mut self, one: CustomerId, other: CustomerId) {
            self.does(|batch, book| {
                let merge = Merge::of(book.customer(one).unwrap(), book.customer(other).unwrap());
                for change in Change::same_person(one, other, &merge.facts()) {
                    batch.push(change);
                }
            });
        }

        fn spent(&self, customer: CustomerId) -> i64 {
            self.book().purchases_of(customer).map(|(_, bought)| bought.net().0).sum()
        }
    }

    #[test]
    fn a_new_sale_goes_to_the_one_it_is_of_when_they_are_taken_apart() {
        let mut shop = Shop::default();
        let anna = shop.knows("Kovács Anna", "06301");
        let other = shop.knows("Kovacs Anna", "06302");
        shop.sells(anna, 100);
        shop.sells(other, 200);
        shop.joins(anna, other);
        let together = shop.book();
        assert_eq!((together.customers().len(), shop.spent(anna)), (1, 300));
        let card = together.customer(anna).unwrap();
        assert_eq!(card.other_names().collect::<Vec<_>>(), ["Kovacs Anna"]);
        assert_eq!(card.phones().count(), 2);

        shop.sells(anna, 50);
        shop.sells(anna, 7);
        let bought = bought_since(&shop.book(), joined(&shop.0, &shop.book())[0]);
        assert_eq!(bought.len(), 2);
        assert_eq!(own_label(&shop.0, other), "Kovacs Anna");
        let refund = Refund { amount: Money(20), at: Moment::default(), reason: String::new() };
        shop.does(|batch, _| {
            batch.push(Change::AddRefund { purchase: bought[0], refund });
        });
        shop.does(|batch, _| {
            let fact = order::Fact::Place("at the post".into());
            let stage = order::Fact::Stage(Some(order::StageId::SHIPPED));
            for fact in [stage, fact] {
                batch.push(Change::Order { purchase: bought[0], buyer: Some(anna), fact });
            }
        });
        let pair = joined_to(&shop.0, &shop.book(), other)[0];
        shop.does(|batch, book| {
            take_apart(batch, book, pair, &bought[..1]);
        });
        assert_eq!((shop.spent(anna), shop.spent(other)), (107, 230));
        let places = |who| {
            let book = shop.book();
            book.open_orders_of(who).map(|(_, _, order)| order.place.clone()).collect::<Vec<_>>()
        };
        assert_eq!((places(anna), places(other)), (vec![], vec!["at the post".into()]));
        assert!(shop.book().are_different(other, anna) && shop.book().persons().is_empty());
        assert_eq!(shop.book().customer(other).unwrap().name(), "Kovacs Anna");

        let last = shop.0.groups_before(None).next().unwrap();
        shop.does(|batch, _| {
            batch.push(Change::Undo { group: last });
        });
        assert_eq!((shop.spent(anna), shop.book().customers().len()), (337, 1));
    }

    #[test]
    fn two_devices_that_join_a_ring_from_all_sides_agree() {
        let mut shop = Shop::default();
        let people = ["a", "b", "c"].map(|name| shop.knows(name, name));
        let mut devices: Vec<Journal> = Vec::new();
        for (device, [one, other]) in [[2, 1], [0, 2], [1, 0]].into_iter().enumerate() {
            let mut journal = shop.0.clone();
            let replica = Replica::new(device as u64 + 2, 0);
            let mut batch = journal.batch(replica, 1_000 - device as u64);
            let facts = [Fact::Name(format!("chosen on {device}"))];
            for change in Change::same_person(people[one], people[other], &facts) {
                batch.push(change);
            }
            let entries = batch.finish();
            journal.merge(entries);
            devices.push(journal);
        }
        let all: Vec<_> = devices.iter().flat_map(Journal::entries).collect();
        let forwards = {
            let mut all_of = shop.0.clone();
            all_of.merge(all.clone());
            all_of
        };
        let backwards = {
            let mut all_of = shop.0.clone();
            all_of.merge(all.into_iter().rev());
            all_of
        };
        assert_eq!(forwards.book(), backwards.book());
        let book = forwards.book();
        assert_eq!(book.customers().keys().collect::<Vec<_>>(), [&people[0]]);
        assert_eq!(book.customer(people[0]).unwrap().name(), "chosen on 0");
    }
}
