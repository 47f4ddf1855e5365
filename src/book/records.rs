//! The book: everything the shop has recorded, as it stands, and every way to change it.
//!
//! A [`Change`] is one decision of the owner, as small as a conflict between two devices may be.
//! [`Book::apply`] takes every change and cannot fail; whether a change may be made is asked
//! before, where the rule lives. The book is made from the journal on opening and is never stored.
//!
//! # Where everything has its place
//!
//! Kinds of change are only ever added, at the end, when something uses them; the layout of one
//! never changes once released. What is still to come has its place reserved by the same shape:
//! contact people of a company are members of a customer with fields of their own; the stage and
//! payment of an order are facts of a purchase; points, stamps and coupons are entries that point
//! at a customer and are only ever added; outreach, calls, complaints and tasks are records that
//! point at a customer, with facts that change (a room of its own: [`outreach`]); custom fields are facts with the field's own
//! register; a merge of two customers is one change that names both, so that it can be taken back;
//! forms, programmes, templates and campaigns are settings with an id. A passphrase changes how
//! pages are written, not what is in them.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::outreach::{self, Outreach};
use crate::people::customer::{Customer, Fact, Member};
use crate::trade::purchase::{Purchase, Refund};
use crate::trade::shop::{Setting, Shop};
use crate::units::id::{ByStamp, CustomerId, GroupId, PurchaseId, Replica, Stamp};
use crate::units::ordered::Ordered;
use crate::units::pace::Pace;

mod bought;
mod touched;

pub use bought::Bought;
pub use touched::{Touched, TouchedRecords};

/// One decision of the owner.
///
/// The order of the variants is their number on disk: add at the end, before `Unknown`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Sets one setting of the shop.
    SetSetting(Setting),
    /// Adds a customer; its stamp is their id.
    AddCustomer {
        /// What is known of them.
        facts: Vec<Fact>,
        /// Their phones, emails, tags and the like.
        members: Vec<Member>,
    },
    /// Sets single facts of a customer, each for itself.
    SetFacts {
        /// Whose.
        customer: CustomerId,
        /// The facts.
        facts: Vec<Fact>,
    },
    /// Adds or takes out one phone, email, tag or the like.
    SetMember {
        /// Whose.
        customer: CustomerId,
        /// What.
        member: Member,
        /// There from now on, or gone.
        present: bool,
    },
    /// Adds a purchase; its stamp is its id.
    AddPurchase(Box<Purchase>),
    /// Gives money back for a purchase.
    AddRefund {
        /// For which.
        purchase: PurchaseId,
        /// How much, when and why.
        refund: Refund,
    },
    /// Takes out a purchase that never happened.
    RemovePurchase {
        /// Which.
        purchase: PurchaseId,
    },
    /// Erases a person for good: their purchases stay, without a name and a note.
    EraseCustomer {
        /// Whom.
        customer: CustomerId,
    },
    /// Takes back a group of changes, or, if the group is itself an undo, does it again.
    Undo {
        /// Which.
        group: GroupId,
    },
    /// Says what a file of another device brought, so that it can be taken back as one.
    Received {
        /// Whose file it was.
        from: Replica,
        /// The groups that were new.
        groups: Vec<GroupId>,
    },
    /// Says which list the other changes of its group were read from.
    Imported {
        /// The name of the file.
        file: String,
        /// How many customers were new.
        customers: u32,
        /// How many purchases came with it.
        purchases: u32,
    },
    /// What is decided about writing to customers, in that room's own layout.
    Outreach(outreach::Change),
    /// Makes one shop of several: copies of each are copies of this one from now on.
    Joined {
        /// The numbers of the shops.
        shops: Vec<u128>,
    },
    /// What a newer Regulars wrote: kept and passed on byte for byte.
    #[serde(skip)]
    Unknown(Vec<u8>),
}

/// What a change is about; two changes that are not about the same thing never conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A setting, by its register.
    Setting(u8),
    /// A customer.
    Customer(CustomerId),
    /// A purchase.
    Purchase(PurchaseId),
    /// A group of changes.
    Group(GroupId),
    /// Nothing that something else could be about.
    Nothing,
}

impl Change {
    /// Adds this purchase.
    #[must_use]
    pub fn bought(purchase: Purchase) -> Self {
        Self::AddPurchase(Box::new(purchase))
    }

    /// What it is about, given the stamp it was made with.
    #[must_use]
    pub fn subject(&self, stamp: Stamp) -> Subject {
        match self {
            Self::SetSetting(setting) => Subject::Setting(setting.register()),
            Self::AddCustomer { .. } => Subject::Customer(CustomerId(stamp)),
            Self::SetFacts { customer, .. }
            | Self::SetMember { customer, .. }
            | Self::EraseCustomer { customer } => Subject::Customer(*customer),
            Self::AddPurchase(_) => Subject::Purchase(PurchaseId(stamp)),
            Self::AddRefund { purchase, .. } | Self::RemovePurchase { purchase } => {
                Subject::Purchase(*purchase)
            }
            Self::Outreach(change) => Subject::Customer(change.customer()),
            Self::Undo { group } => Subject::Group(*group),
            Self::Joined { .. }
            | Self::Received { .. }
            | Self::Imported { .. }
            | Self::Unknown(_) => Subject::Nothing,
        }
    }

    /// The earlier purchase it gives money back for or takes out; `None` for any other change.
    #[must_use]
    pub fn corrects(&self) -> Option<PurchaseId> {
        match self {
            Self::AddRefund { purchase, .. } | Self::RemovePurchase { purchase } => Some(*purchase),
            Self::SetSetting(_)
            | Self::AddCustomer { .. }
            | Self::SetFacts { .. }
            | Self::SetMember { .. }
            | Self::AddPurchase(_)
            | Self::EraseCustomer { .. }
            | Self::Undo { .. }
            | Self::Received { .. }
            | Self::Imported { .. }
            | Self::Outreach(_)
            | Self::Joined { .. }
            | Self::Unknown(_) => None,
        }
    }

    /// The customer whose story it belongs to; purchases that refer to another change do not say.
    #[must_use]
    pub fn customer(&self, stamp: Stamp) -> Option<CustomerId> {
        if let Self::AddPurchase(purchase) = self {
            return purchase.customer;
        }
        match self.subject(stamp) {
            Subject::Customer(customer) => Some(customer),
            Subject::Setting(_) | Subject::Purchase(_) | Subject::Group(_) | Subject::Nothing => {
                None
            }
        }
    }
}

/// All records as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    shop: Shop,
    customers: Ordered<CustomerId, Customer>,
    purchases: Ordered<PurchaseId, Bought>,
    purchases_of: HashMap<CustomerId, Vec<PurchaseId>, ByStamp>,
    /// Who told whom of the shop, so that erasing somebody asks nobody else.
    sent: BTreeSet<(CustomerId, CustomerId)>,
    outreach: Outreach,
    joined: BTreeSet<u128>,
}

impl Book {
    /// Applies a change. Changes about one thing come in the order of their stamps; what refers to
    /// something unknown is passed over, for the journal still has it.
    pub fn apply(&mut self, stamp: Stamp, change: &Change) {
        match change {
            Change::SetSetting(setting) => self.shop.set(setting),
            Change::AddCustomer { facts, members } => {
                let mut customer = Customer::default();
                for member in members {
                    customer.set_member(member, true);
                }
                self.customers.insert(CustomerId(stamp), customer);
                self.set_facts(CustomerId(stamp), facts);
            }
            Change::SetFacts { customer, facts } => self.set_facts(*customer, facts),
            Change::SetMember { customer, member, present } => {
                if let Some(customer) = self.customers.get_mut(customer) {
                    customer.set_member(member, *present);
                }
            }
            Change::AddPurchase(purchase) => self.add_purchase(PurchaseId(stamp), purchase),
            Change::AddRefund { purchase, refund } => {
                if let Some(bought) = self.purchases.get_mut(purchase) {
                    bought.give_back(refund.clone());
                }
            }
            Change::RemovePurchase { purchase } => self.remove_purchase(*purchase),
            Change::EraseCustomer { customer } => self.erase(*customer),
            Change::Outreach(change) => {
                if self.customers.contains_key(&change.customer()) {
                    self.outreach.apply(change);
                }
            }
            Change::Joined { shops } => self.joined.extend(shops),
            // These steer what is applied, which is the journal's part, or only tell of it.
            Change::Undo { .. }
            | Change::Received { .. }
            | Change::Imported { .. }
            | Change::Unknown(_) => {}
        }
    }

    fn set_facts(&mut self, id: CustomerId, facts: &[Fact]) {
        let Some(customer) = self.customers.get_mut(&id) else { return };
        let was = customer.referred_by();
        for fact in facts {
            customer.set(fact.clone());
        }
        let is = customer.referred_by();
        if was != is {
            was.map(|sender| self.sent.remove(&(sender, id)));
            self.sent.extend(is.map(|sender| (sender, id)));
        }
    }

    /// Applies the change that adds a purchase.
    pub(crate) fn add_purchase(&mut self, id: PurchaseId, purchase: &Purchase) {
        if let Some(customer) = purchase.customer {
            let theirs = self.purchases_of.entry(customer).or_default();
            // In the order of ids, whatever the order of applying.
            let place = theirs.partition_point(|known| *known < id);
            theirs.insert(place, id);
        }
        self.purchases.insert(id, Bought::of(purchase));
    }

    fn remove_purchase(&mut self, id: PurchaseId) {
        let Some(bought) = self.purchases.remove(&id) else { return };
        let Some(customer) = bought.customer() else { return };
        if let Some(theirs) = self.purchases_of.get_mut(&customer) {
            theirs.retain(|known| *known != id);
            if theirs.is_empty() {
                self.purchases_of.remove(&customer);
            }
        }
    }

    fn erase(&mut self, customer: CustomerId) {
        self.renew_customer(customer, []);
        for id in self.purchases_of.remove(&customer).unwrap_or_default() {
            if let Some(bought) = self.purchases.get_mut(&id) {
                bought.forget_buyer();
            }
        }
        for other in self.sent_by(customer) {
            self.forget_sender_of(other);
        }
    }

    /// Gives back its memory at a pace: at once, that of a large book keeps a screen waiting.
    pub async fn let_go(self, pace: &Pace) {
        pace.each(self.purchases, drop).await;
        pace.each(self.purchases_of, drop).await;
        pace.each(self.customers, drop).await;
    }

    /// Those who were told of the shop by a customer.
    pub(crate) fn sent_by(&self, customer: CustomerId) -> Vec<CustomerId> {
        let from = self.sent.range((customer, CustomerId::default())..);
        let theirs = from.take_while(|(sender, _)| *sender == customer);
        theirs.map(|(_, sent)| *sent).collect()
    }

    /// The shop's settings.
    #[must_use]
    pub fn shop(&self) -> &Shop {
        &self.shop
    }

    /// What was answered when somebody was to be written to.
    #[must_use]
    pub fn outreach(&self) -> &Outreach {
        &self.outreach
    }

    /// The numbers of the shops that were made one, if any were.
    #[must_use]
    pub fn joined(&self) -> &BTreeSet<u128> {
        &self.joined
    }

    /// Every customer, first entered first.
    #[must_use]
    pub fn customers(&self) -> &Ordered<CustomerId, Customer> {
        &self.customers
    }

    /// One customer.
    #[must_use]
    pub fn customer(&self, id: CustomerId) -> Option<&Customer> {
        self.customers.get(&id)
    }

    /// Every purchase that stands, first entered first.
    #[must_use]
    pub fn purchases(&self) -> &Ordered<PurchaseId, Bought> {
        &self.purchases
    }

    /// One purchase.
    #[must_use]
    pub fn purchase(&self, id: PurchaseId) -> Option<&Bought> {
        self.purchases.get(&id)
    }

    /// A customer's purchases, first entered first.
    pub fn purchases_of(
        &self,
        customer: CustomerId,
    ) -> impl DoubleEndedIterator<Item = (PurchaseId, &Bought)> {
        let ids = self.purchases_of.get(&customer).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| Some((*id, self.purchases.get(id)?)))
    }

    /// The purchase they made last; of two on one day, the later minute, then the later entered.
    #[must_use]
    pub fn last_purchase_of(&self, customer: CustomerId) -> Option<(PurchaseId, &Bought)> {
        self.purchases_of(customer)
            .filter(|(_, bought)| !bought.is_returned())
            .max_by_key(|(id, bought)| (bought.at(), *id))
    }

    /// Whether nothing was recorded yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.customers.is_empty() && self.purchases.is_empty()
    }
}

/// What is left of a purchase when its buyer is erased: day, amount, goods; no person, no note.
pub fn forget_buyer(purchase: &mut Purchase) {
    purchase.customer = None;
    purchase.note.clear();
    purchase.number.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::calendar::{Day, Moment};
    use crate::units::money::Money;

    fn stamp(counter: u32) -> Stamp {
        Stamp::new(1, counter, Replica::new(1, 0))
    }

    fn bought(customer: Option<CustomerId>, amount: i64) -> Change {
        let at = Moment { day: Day(20_000), minute: None };
        Change::bought(Purchase { customer, at, amount: Money(amount), ..Default::default() })
    }

    fn anna() -> Change {
        Change::AddCustomer { facts: vec![Fact::Name("Anna".into())], members: vec![] }
    }

    #[test]
    fn a_purchase_stands_with_its_customer() {
        let mut book = Book::default();
        let id = CustomerId(stamp(0));
        book.apply(stamp(0), &anna());
        book.apply(stamp(1), &bought(Some(id), 1150));
        book.apply(stamp(2), &bought(None, 300));
        assert_eq!(book.purchases_of(id).count(), 1);
        assert_eq!(book.purchases().len(), 2);
    }

    #[test]
    fn a_refund_lowers_the_purchase_and_a_whole_one_ends_the_visit() {
        let mut book = Book::default();
        book.apply(stamp(0), &bought(None, 100));
        let purchase = PurchaseId(stamp(0));
        let refund =
            |amount| Refund { amount: Money(amount), at: Moment::default(), reason: String::new() };
        book.apply(stamp(1), &Change::AddRefund { purchase, refund: refund(30) });
        let after_one = book.purchase(purchase).unwrap();
        assert_eq!((after_one.net(), after_one.is_returned()), (Money(70), false));
        // Two devices may each have given back: never below zero.
        book.apply(stamp(2), &Change::AddRefund { purchase, refund: refund(100) });
        let after_two = book.purchase(purchase).unwrap();
        assert_eq!((after_two.net(), after_two.is_returned()), (Money(0), true));
    }

    #[test]
    fn an_erased_customer_leaves_only_nameless_purchases() {
        let mut book = Book::default();
        let id = CustomerId(stamp(0));
        book.apply(stamp(0), &anna());
        book.apply(stamp(1), &bought(Some(id), 1150));
        book.apply(stamp(2), &Change::EraseCustomer { customer: id });
        assert_eq!(book.customer(id), None);
        assert_eq!(book.purchases_of(id).count(), 0);
        let left = book.purchase(PurchaseId(stamp(1))).unwrap();
        assert_eq!((left.customer(), left.amount()), (None, Money(1150)));
    }

    #[test]
    fn what_refers_to_nothing_changes_nothing() {
        let mut book = Book::default();
        let customer = CustomerId(stamp(9));
        book.apply(stamp(0), &Change::SetFacts { customer, facts: vec![Fact::Card("1".into())] });
        book.apply(stamp(1), &Change::RemovePurchase { purchase: PurchaseId(stamp(9)) });
        assert_eq!(book, Book::default());
    }
}
