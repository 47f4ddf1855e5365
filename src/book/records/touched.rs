//! What changes touched, and making single records anew.

use super::{Book, Bought, Change};
use crate::people::customer::{Customer, Fact};
use crate::trade::shop::Shop;
use crate::units::id::{CustomerId, PurchaseId, Stamp};

/// What became of a book by some changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// It was made anew: anything may differ.
    Everything,
    /// These records, and no others.
    Records(TouchedRecords),
}

/// Records that may differ from what they were; the book says what they are now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TouchedRecords {
    /// Customers as they were, `None` for those who were not there: who came, went, was edited or
    /// answered about.
    pub customers: Vec<(CustomerId, Option<Customer>)>,
    /// Purchases as they were, `None` for those that were not there.
    pub purchases: Vec<(PurchaseId, Option<Bought>)>,
    /// Whether a setting of the shop may differ.
    pub shop: bool,
}

impl Book {
    /// Makes a purchase anew from the changes about it, in order; gives what it was.
    pub(crate) fn renew_purchase(
        &mut self,
        id: PurchaseId,
        changes: impl IntoIterator<Item = (Stamp, Change)>,
    ) -> Option<Bought> {
        let was = self.purchase(id).cloned();
        self.remove_purchase(id);
        self.apply_all(changes);
        was
    }

    /// Makes a customer, and what was answered about them, anew from the changes about them; gives
    /// what they were.
    pub(crate) fn renew_customer(
        &mut self,
        id: CustomerId,
        changes: impl IntoIterator<Item = (Stamp, Change)>,
    ) -> Option<Customer> {
        let was = self.customers.remove(&id);
        if let Some(sender) = was.as_ref().and_then(Customer::referred_by) {
            self.sent.remove(&(sender, id));
        }
        self.outreach.forget(id);
        self.apply_all(changes);
        was
    }

    /// Makes the settings anew from the changes of them.
    pub(crate) fn renew_shop(&mut self, changes: impl IntoIterator<Item = (Stamp, Change)>) {
        self.shop = Shop::default();
        self.joined.clear();
        self.apply_all(changes);
    }

    /// Forgets who sent a customer.
    pub(crate) fn forget_sender_of(&mut self, id: CustomerId) {
        self.set_facts(id, &[Fact::ReferredBy(None)]);
    }

    fn apply_all(&mut self, changes: impl IntoIterator<Item = (Stamp, Change)>) {
        for (stamp, change) in changes {
            self.apply(stamp, &change);
        }
    }
}
