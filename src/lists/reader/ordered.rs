//! The open orders of everybody, worked out when they are first asked for.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::book::{Book, OpenOrders};
use crate::trade::order::StageId;
use crate::units::id::CustomerId;

/// What somebody's open orders come to, and the stages they stand in.
#[derive(Debug, Default)]
struct Theirs {
    sum: OpenOrders,
    stages: Vec<StageId>,
}

/// The open orders of everybody. Few purchases are orders, so these are gone through once rather
/// than the purchases of each customer.
#[derive(Debug)]
pub(super) struct Ordered<'a> {
    book: &'a Book,
    theirs: OnceCell<HashMap<CustomerId, Theirs>>,
}

impl<'a> Ordered<'a> {
    pub(super) fn new(book: &'a Book) -> Self {
        Self { book, theirs: OnceCell::new() }
    }

    /// What the open orders of somebody come to.
    pub(super) fn sum(&self, customer: CustomerId) -> OpenOrders {
        self.of(customer).map(|theirs| theirs.sum).unwrap_or_default()
    }

    /// Whether an open order of theirs stands in a stage.
    pub(super) fn is_at(&self, customer: CustomerId, stage: StageId) -> bool {
        self.of(customer).is_some_and(|theirs| theirs.stages.contains(&stage))
    }

    fn of(&self, customer: CustomerId) -> Option<&Theirs> {
        let made = self.theirs.get_or_init(|| {
            let mut all: HashMap<CustomerId, Theirs> = HashMap::new();
            for (customer, bought, order) in self.book.open_orders() {
                let theirs = all.entry(customer).or_default();
                theirs.sum.add(bought, order);
                theirs.stages.extend(order.stage);
            }
            all
        });
        made.get(&customer)
    }
}
