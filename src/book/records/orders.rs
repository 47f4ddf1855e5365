//! Orders: what is known of a purchase that goes through stages.

use std::collections::BTreeMap;

use super::{Book, Bought};
use crate::trade::order::{Fact, Order, StageId};
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, PurchaseId};
use crate::units::money::Money;

/// What the open orders of a customer come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenOrders {
    /// How many there are.
    pub n: usize,
    /// What they cost, without what was given back.
    pub amount: Money,
    /// What of it is still to be paid.
    pub owed: Money,
    /// The first day on which something unpaid is due.
    pub owed_by: Option<Day>,
}

impl OpenOrders {
    /// Counts one more.
    pub(crate) fn add(&mut self, bought: &Bought, order: &Order) {
        let owed = order.payment.owed(bought.net());
        self.n += 1;
        self.amount += bought.net();
        self.owed += owed;
        if owed > Money::ZERO {
            self.owed_by = [self.owed_by, order.due].into_iter().flatten().min();
        }
    }
}

/// What is known of orders, by the purchase, in the order of entry. Few purchases are orders, so
/// they stand beside them.
pub(super) type Orders = BTreeMap<PurchaseId, Order>;

impl Book {
    pub(super) fn set_order(&mut self, purchase: PurchaseId, fact: &Fact) {
        if self.purchases.contains_key(&purchase) {
            self.orders.entry(purchase).or_default().set(fact);
        }
    }

    /// What is known of a purchase as an order; `None` for one that is none.
    #[must_use]
    pub fn order(&self, purchase: PurchaseId) -> Option<&Order> {
        self.orders.get(&purchase).filter(|order| order.stage.is_some())
    }

    /// Every order, open or not, first entered first.
    pub fn orders(&self) -> impl Iterator<Item = (PurchaseId, &Order)> {
        let all = self.orders.iter().filter(|(_, order)| order.stage.is_some());
        all.map(|(id, order)| (*id, order))
    }

    /// The orders of a customer about which something is still to be done, first entered first;
    /// those given back whole are not among them.
    pub fn open_orders_of(
        &self,
        customer: CustomerId,
    ) -> impl Iterator<Item = (PurchaseId, &Bought, &Order)> {
        let orders = self.purchases_of(customer).filter_map(|(id, bought)| {
            let order = self.order(id).filter(|_| !bought.is_returned())?;
            Some((id, bought, order))
        });
        orders.filter(|(_, _, order)| order.is_open(&self.shop.stages))
    }

    /// The open orders of everybody who is known, first entered first.
    pub fn open_orders(&self) -> impl Iterator<Item = (CustomerId, &Bought, &Order)> {
        let orders = self.orders().filter_map(|(id, order)| {
            let bought = self.purchase(id).filter(|bought| !bought.is_returned())?;
            Some((bought.customer()?, bought, order))
        });
        orders.filter(|(_, _, order)| order.is_open(&self.shop.stages))
    }

    /// What the open orders of a customer come to.
    #[must_use]
    pub fn open_orders_in_sum(&self, customer: CustomerId) -> OpenOrders {
        let mut sum = OpenOrders::default();
        for (_, bought, order) in self.open_orders_of(customer) {
            sum.add(bought, order);
        }
        sum
    }

    /// How many open orders of anybody stand in a stage.
    #[must_use]
    pub fn n_open_in(&self, stage: StageId) -> usize {
        let here = self.orders().filter(|(_, order)| order.stage == Some(stage));
        let is_there =
            |id: &PurchaseId| self.purchase(*id).is_some_and(|bought| !bought.is_returned());
        here.filter(|(id, order)| order.is_open(&self.shop.stages) && is_there(id)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Change;
    use crate::trade::order::Payment;
    use crate::trade::purchase::{Purchase, Refund};
    use crate::units::calendar::Moment;
    use crate::units::id::{Replica, Stamp};

    fn stamp(counter: u32) -> Stamp {
        Stamp::new(1, counter, Replica::new(1, 0))
    }

    /// Anna's order of ten, in a stage.
    fn book(stage: StageId) -> (Book, CustomerId, PurchaseId) {
        let (anna, bought) = (CustomerId(stamp(0)), PurchaseId(stamp(1)));
        let mut book = Book::default();
        book.apply(anna.0, &Change::AddCustomer { facts: vec![], members: vec![] });
        let purchase =
            Purchase { customer: Some(anna), amount: Money(1_000), ..Purchase::default() };
        book.apply(bought.0, &Change::bought(purchase));
        say(&mut book, 2, bought, Fact::Stage(Some(stage)));
        (book, anna, bought)
    }

    fn say(book: &mut Book, counter: u32, purchase: PurchaseId, fact: Fact) {
        let buyer = book.purchase(purchase).and_then(Bought::customer);
        book.apply(stamp(counter), &Change::Order { purchase, buyer, fact });
    }

    #[test]
    fn an_order_is_counted_where_it_stands_until_nothing_is_to_be_done() {
        let (mut book, anna, bought) = book(StageId::NEW);
        assert_eq!((book.n_open_in(StageId::NEW), book.n_open_in(StageId::SHIPPED)), (1, 0));
        say(&mut book, 3, bought, Fact::Stage(Some(StageId::DELIVERED)));
        assert_eq!(book.open_orders_of(anna).count(), 1, "it is not paid");
        say(&mut book, 4, bought, Fact::Payment(Payment::Paid));
        assert_eq!((book.open_orders_of(anna).count(), book.orders().count()), (0, 1));
        say(&mut book, 5, bought, Fact::Stage(None));
        assert_eq!(book.orders().count(), 0);
    }

    #[test]
    fn open_orders_come_to_what_is_owed_by_the_first_day_of_those_unpaid() {
        let (mut book, anna, first) = book(StageId::NEW);
        let second = PurchaseId(stamp(10));
        let purchase = Purchase { customer: Some(anna), amount: Money(500), ..Purchase::default() };
        book.apply(second.0, &Change::bought(purchase));
        say(&mut book, 11, second, Fact::Stage(Some(StageId::SHIPPED)));
        say(&mut book, 12, second, Fact::Payment(Payment::Paid));
        say(&mut book, 13, second, Fact::Due(Some(Day(5))));
        say(&mut book, 14, first, Fact::Payment(Payment::Partly(Money(400))));
        say(&mut book, 15, first, Fact::Due(Some(Day(9))));
        let refund = Refund { amount: Money(100), at: Moment::default(), reason: String::new() };
        book.apply(stamp(16), &Change::AddRefund { purchase: first, refund });
        let sum = book.open_orders_in_sum(anna);
        assert_eq!(book.open_orders().filter(|(of, ..)| *of == anna).count(), 2);
        let expected =
            OpenOrders { n: 2, amount: Money(1_400), owed: Money(500), owed_by: Some(Day(9)) };
        assert_eq!(sum, expected);
    }

    #[test]
    fn what_was_given_back_whole_or_never_happened_is_no_open_order() {
        let (mut book, anna, bought) = book(StageId::NEW);
        let refund = Refund { amount: Money(1_000), at: Moment::default(), reason: String::new() };
        book.apply(stamp(3), &Change::AddRefund { purchase: bought, refund });
        assert_eq!((book.open_orders_of(anna).count(), book.n_open_in(StageId::NEW)), (0, 0));
        book.apply(stamp(4), &Change::RemovePurchase { purchase: bought });
        assert_eq!(book.order(bought), None);
    }

    #[test]
    fn of_whoever_is_erased_nothing_is_left_of_their_orders() {
        let (mut book, anna, bought) = book(StageId::NEW);
        say(&mut book, 3, bought, Fact::Place("at her mother's".into()));
        book.apply(stamp(4), &Change::EraseCustomer { customer: anna });
        assert!(book.purchase(bought).is_some());
        assert_eq!(book.order(bought), None);
    }
}
