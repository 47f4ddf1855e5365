//! What changes touched, and making single records anew.

use super::{Book, Bought, Change};
use crate::acquisition::{Costs, Questionnaires, Scripts};
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

    /// Makes a person, and what was answered about them, anew from the changes about any of the
    /// customers who are that person; gives what each of these was.
    pub(crate) fn renew_person(
        &mut self,
        ids: &[CustomerId],
        changes: impl IntoIterator<Item = (Stamp, Change)>,
    ) -> Vec<(CustomerId, Option<Customer>)> {
        let was = ids.iter().map(|id| (*id, self.remove_customer(*id))).collect();
        self.apply_all(changes);
        was
    }

    fn remove_customer(&mut self, id: CustomerId) -> Option<Customer> {
        let was = self.customers.remove(&id);
        if let Some(sender) = was.as_ref().and_then(Customer::referred_by) {
            self.sent.remove(&(sender, id));
        }
        if let Some(company) = was.as_ref().and_then(Customer::works_at) {
            self.staff.remove(&(company, id));
        }
        self.outreach.forget(id);
        self.persons.forget(id);
        let from = self.different.range((id, CustomerId::default())..);
        let theirs: Vec<_> = from.take_while(|(one, _)| *one == id).copied().collect();
        theirs.iter().for_each(|pair| {
            self.different.remove(pair);
        });
        was
    }

    /// Takes over who is shown under whom, in the order of ids. What is about them must be renewed.
    pub(crate) fn set_persons(&mut self, pairs: &[(CustomerId, CustomerId)]) {
        self.persons.set(pairs);
    }

    /// Makes the settings, and the records of the whole shop, anew from the changes of them.
    pub(crate) fn renew_shop(&mut self, changes: impl IntoIterator<Item = (Stamp, Change)>) {
        self.shop = Shop::default();
        self.joined.clear();
        self.fields.clear();
        self.lists.clear();
        self.scripts = Scripts::default();
        self.costs = Costs::default();
        self.questionnaires = Questionnaires::default();
        self.apply_all(changes);
    }

    /// Forgets who sent a customer.
    pub(crate) fn forget_sender_of(&mut self, id: CustomerId) {
        self.choose_facts(id, &[Fact::ReferredBy(None)]);
    }

    fn apply_all(&mut self, changes: impl IntoIterator<Item = (Stamp, Change)>) {
        for (stamp, change) in changes {
            self.apply(stamp, &change);
        }
    }
}
