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
//! points, stamps and coupons are entries that point
//! at a customer and are only ever added; outreach, calls, complaints and tasks are records that
//! point at a customer, with facts that change (a room of its own: [`outreach`]); forms, programmes,
//! templates and campaigns are records of the whole shop, as its [lists](crate::people::list) are. A passphrase changes how
//! pages are written, not what is in them.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::acquisition::{self, Costs, Questionnaires, Scripts};
use crate::outreach::{self, Outreach};
use crate::people::custom::{self, CustomField, FieldKind};
use crate::people::customer::{Customer, Fact, Member};
use crate::people::list::{self, List};
use crate::people::photo::PhotoId;
use crate::trade::order;
use crate::trade::purchase::{Purchase, Refund};
use crate::trade::shop::{Setting, Shop};
use crate::units::id::{ByStamp, CustomerId, FieldId, GroupId, ListId, PurchaseId, Replica, Stamp};
use crate::units::ordered::Ordered;
use crate::units::pace::Pace;

mod bought;
mod orders;
mod persons;
mod staff;
mod touched;

pub use bought::Bought;
pub use orders::OpenOrders;
use orders::Orders;
pub use persons::Persons;
pub use staff::WorkRefusal;
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
    /// Says that two customers are one person. It is made twice in a group, once about each of the
    /// two, and holds while both stand: so erasing either of them ends it, and no device needs to
    /// have seen the other half first.
    SamePerson {
        /// Whom it is about.
        customer: CustomerId,
        /// Who they are, too.
        with: CustomerId,
        /// What was chosen where the two said different things.
        facts: Vec<Fact>,
    },
    /// Says that two customers are two people, however alike.
    DifferentPeople {
        /// One of them.
        customer: CustomerId,
        /// The other.
        with: CustomerId,
    },
    /// What is decided about a field that the owner added to the card.
    Fields(custom::Change),
    /// What is decided about a list that the owner keeps.
    Lists(list::Change),
    /// Says one thing of an order, each for itself.
    Order {
        /// Which purchase it is.
        purchase: PurchaseId,
        /// Whose it is, as the purchase says: erased, they take with them what was noted about
        /// their orders. `None` for a buyer nobody knows.
        buyer: Option<CustomerId>,
        /// What is known from now on.
        fact: order::Fact,
    },
    /// What is decided about how people come into the base.
    Acquisition(acquisition::Change),
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
    /// A record of the whole shop, such as a list, by the stamp of the change that added it.
    Record(Stamp),
    /// Nothing that something else could be about.
    Nothing,
}

impl Change {
    /// Adds this purchase.
    #[must_use]
    pub fn bought(purchase: Purchase) -> Self {
        Self::AddPurchase(Box::new(purchase))
    }

    /// Says that two customers are one person, and what was chosen where they said different things.
    #[must_use]
    pub fn same_person(one: CustomerId, other: CustomerId, facts: &[Fact]) -> [Self; 2] {
        [(one, other), (other, one)].map(|(customer, with)| Self::SamePerson {
            customer,
            with,
            facts: facts.to_vec(),
        })
    }

    /// Says that two customers are two people.
    #[must_use]
    pub fn different_people(one: CustomerId, other: CustomerId) -> Self {
        Self::DifferentPeople { customer: one.min(other), with: one.max(other) }
    }

    /// What it is about, given the stamp it was made with.
    #[must_use]
    pub fn subject(&self, stamp: Stamp) -> Subject {
        match self {
            Self::SetSetting(setting) => Subject::Setting(setting.register()),
            Self::AddCustomer { .. } => Subject::Customer(CustomerId(stamp)),
            Self::SetFacts { customer, .. }
            | Self::SetMember { customer, .. }
            | Self::SamePerson { customer, .. }
            | Self::DifferentPeople { customer, .. }
            | Self::EraseCustomer { customer } => Subject::Customer(*customer),
            Self::Fields(change) => Subject::Record(change.field().map_or(stamp, |id| id.0)),
            Self::Lists(change) => Subject::Record(change.list().map_or(stamp, |id| id.0)),
            Self::Acquisition(change) => Subject::Record(change.record().unwrap_or(stamp)),
            Self::AddPurchase(_) => Subject::Purchase(PurchaseId(stamp)),
            Self::AddRefund { purchase, .. }
            | Self::RemovePurchase { purchase }
            | Self::Order { purchase, .. } => Subject::Purchase(*purchase),
            Self::Outreach(change) => Subject::Customer(change.customer()),
            Self::Undo { group } => Subject::Group(*group),
            Self::Joined { .. }
            | Self::Received { .. }
            | Self::Imported { .. }
            | Self::Unknown(_) => Subject::Nothing,
        }
    }

    /// The earlier purchase it gives money back for, takes out or follows as an order; `None` for any
    /// other change.
    #[must_use]
    pub fn corrects(&self) -> Option<PurchaseId> {
        match self {
            Self::AddRefund { purchase, .. }
            | Self::RemovePurchase { purchase }
            | Self::Order { purchase, .. } => Some(*purchase),
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
            | Self::SamePerson { .. }
            | Self::DifferentPeople { .. }
            | Self::Fields(_)
            | Self::Lists(_)
            | Self::Acquisition(_)
            | Self::Unknown(_) => None,
        }
    }

    /// The other customer it names, where it is about two.
    #[must_use]
    pub fn with(&self) -> Option<CustomerId> {
        match self {
            Self::SamePerson { with, .. } | Self::DifferentPeople { with, .. } => Some(*with),
            Self::SetSetting(_)
            | Self::AddCustomer { .. }
            | Self::SetFacts { .. }
            | Self::SetMember { .. }
            | Self::AddPurchase(_)
            | Self::AddRefund { .. }
            | Self::RemovePurchase { .. }
            | Self::EraseCustomer { .. }
            | Self::Undo { .. }
            | Self::Received { .. }
            | Self::Imported { .. }
            | Self::Outreach(_)
            | Self::Joined { .. }
            | Self::Fields(_)
            | Self::Lists(_)
            | Self::Acquisition(_)
            | Self::Order { .. }
            | Self::Unknown(_) => None,
        }
    }

    /// Whose order it is about, where it says so.
    #[must_use]
    pub fn ordered_by(&self) -> Option<CustomerId> {
        let Self::Order { buyer, .. } = self else { return None };
        *buyer
    }

    /// The pictures it speaks of.
    pub fn photos(&self) -> impl Iterator<Item = PhotoId> + '_ {
        let facts: &[Fact] = match self {
            Self::AddCustomer { facts, .. }
            | Self::SetFacts { facts, .. }
            | Self::SamePerson { facts, .. } => facts,
            _ => &[],
        };
        facts.iter().filter_map(|fact| match fact {
            Fact::Photo(photo) => *photo,
            _ => None,
        })
    }

    /// The customer whose story it belongs to; purchases that refer to another change do not say.
    #[must_use]
    pub fn customer(&self, stamp: Stamp) -> Option<CustomerId> {
        if let Self::AddPurchase(purchase) = self {
            return purchase.customer;
        }
        match self.subject(stamp) {
            Subject::Customer(customer) => Some(customer),
            Subject::Setting(_)
            | Subject::Purchase(_)
            | Subject::Group(_)
            | Subject::Record(_)
            | Subject::Nothing => None,
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
    /// Who works at which company, as it was said, so that a company's people ask nobody else.
    staff: BTreeSet<(CustomerId, CustomerId)>,
    orders: Orders,
    outreach: Outreach,
    joined: BTreeSet<u128>,
    /// Customers who are one person.
    persons: Persons,
    /// Pairs of customers who are two people, as they were named.
    different: BTreeSet<(CustomerId, CustomerId)>,
    /// In the order of adding.
    fields: Vec<(FieldId, CustomField)>,
    /// In the order of adding.
    lists: Vec<(ListId, List)>,
    scripts: Scripts,
    costs: Costs,
    questionnaires: Questionnaires,
}

impl Book {
    /// A book of nothing yet, in which each first customer of these pairs, in the order of their
    /// ids, will be shown under the second.
    #[must_use]
    pub fn of_persons(pairs: &[(CustomerId, CustomerId)]) -> Self {
        let mut book = Self::default();
        book.set_persons(pairs);
        book
    }

    /// Applies a change. Changes about one thing come in the order of their stamps; what refers to
    /// something unknown is passed over, for the journal still has it.
    pub fn apply(&mut self, stamp: Stamp, change: &Change) {
        match change {
            Change::SetSetting(setting) => self.shop.set(setting),
            Change::AddCustomer { facts, members } => {
                self.add_customer(CustomerId(stamp), facts, members);
            }
            Change::SetFacts { customer, facts } => self.set_facts(*customer, facts),
            Change::SetMember { customer, member, present } => {
                if let Some(customer) = self.customers.get_mut(&self.persons.who(*customer)) {
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
                let customer = self.who(change.customer());
                if self.customers.contains_key(&customer) {
                    self.outreach.apply(stamp, &change.of(customer));
                }
            }
            Change::SamePerson { customer, facts, .. } => {
                self.choose_facts(self.who(*customer), facts);
            }
            Change::DifferentPeople { customer, with } => {
                self.different.insert((*customer, *with));
            }
            Change::Fields(change) => self.set_field(FieldId(stamp), change),
            Change::Lists(change) => self.set_list(ListId(stamp), change),
            Change::Acquisition(acquisition::Change::Script(change)) => {
                self.scripts.apply(stamp, change);
            }
            Change::Acquisition(acquisition::Change::Cost(change)) => {
                self.costs.apply(stamp, change);
            }
            Change::Acquisition(acquisition::Change::Questionnaire(change)) => {
                self.questionnaires.apply(stamp, change);
            }
            Change::Joined { shops } => self.joined.extend(shops),
            Change::Order { purchase, fact, .. } => self.set_order(*purchase, fact),
            // These steer what is applied, which is the journal's part, or only tell of it.
            Change::Undo { .. }
            | Change::Received { .. }
            | Change::Imported { .. }
            | Change::Unknown(_) => {}
        }
    }

    fn add_customer(&mut self, id: CustomerId, facts: &[Fact], members: &[Member]) {
        let shown = self.who(id);
        if shown == id || !self.customers.contains_key(&shown) {
            self.customers.insert(shown, Customer::default());
        }
        if let Some(customer) = self.customers.get_mut(&shown) {
            members.iter().for_each(|member| customer.set_member(member, true));
        }
        self.set_facts(id, facts);
    }

    /// Sets facts that somebody recorded about a customer.
    fn set_facts(&mut self, id: CustomerId, facts: &[Fact]) {
        self.persons.note(id, facts);
        self.choose_facts(self.who(id), facts);
    }

    /// Sets facts of a customer as they are shown.
    fn choose_facts(&mut self, id: CustomerId, facts: &[Fact]) {
        let Some(customer) = self.customers.get_mut(&id) else { return };
        let was = (customer.referred_by(), customer.works_at());
        for fact in facts {
            customer.set(fact.clone());
        }
        self.persons.show_others(id, customer);
        let is = (customer.referred_by(), customer.works_at());
        if was != is {
            was.0.map(|sender| self.sent.remove(&(sender, id)));
            self.sent.extend(is.0.map(|sender| (sender, id)));
            was.1.map(|company| self.staff.remove(&(company, id)));
            self.staff.extend(is.1.map(|company| (company, id)));
        }
    }

    /// Applies the change that adds a purchase.
    pub(crate) fn add_purchase(&mut self, id: PurchaseId, purchase: &Purchase) {
        let buyer = purchase.customer.map(|customer| self.who(customer));
        if let Some(customer) = buyer {
            let theirs = self.purchases_of.entry(customer).or_default();
            // In the order of ids, whatever the order of applying.
            let place = theirs.partition_point(|known| *known < id);
            theirs.insert(place, id);
        }
        self.purchases.insert(id, Bought::of(purchase, buyer));
    }

    fn set_field(&mut self, id: FieldId, change: &custom::Change) {
        use custom::Change as Decision;
        let place = change.field().and_then(|id| place_of(&self.fields, id));
        match (change, place) {
            (Decision::Add { name, kind }, _) => {
                let field = CustomField { name: name.clone(), kind: kind.clone() };
                self.fields.push((id, field));
            }
            (Decision::Rename { name, .. }, Some(at)) => self.fields[at].1.name.clone_from(name),
            (Decision::SetChoices { choices, .. }, Some(at)) => {
                self.fields[at].1.kind = FieldKind::Choice(choices.clone());
            }
            (Decision::Remove { .. }, Some(at)) => {
                self.fields.remove(at);
            }
            (
                Decision::Rename { .. } | Decision::SetChoices { .. } | Decision::Remove { .. },
                None,
            ) => {}
        }
    }

    fn set_list(&mut self, id: ListId, change: &list::Change) {
        use list::Change as Decision;
        let place = change.list().and_then(|id| place_of(&self.lists, id));
        match (change, place) {
            (Decision::Add { name, members, shown }, _) => {
                let (name, members, shown) = (name.clone(), members.clone(), shown.clone());
                self.lists.push((id, List { name, members, shown }));
            }
            (Decision::Rename { name, .. }, Some(at)) => self.lists[at].1.name.clone_from(name),
            (Decision::SetMembers { members, .. }, Some(at)) => {
                self.lists[at].1.members.clone_from(members);
            }
            (Decision::SetShown { shown, .. }, Some(at)) => {
                self.lists[at].1.shown.clone_from(shown);
            }
            (Decision::Remove { .. }, Some(at)) => {
                self.lists.remove(at);
            }
            (
                Decision::Rename { .. }
                | Decision::SetMembers { .. }
                | Decision::SetShown { .. }
                | Decision::Remove { .. },
                None,
            ) => {}
        }
    }

    fn remove_purchase(&mut self, id: PurchaseId) {
        let Some(bought) = self.purchases.remove(&id) else { return };
        self.orders.remove(&id);
        let Some(customer) = bought.customer() else { return };
        if let Some(theirs) = self.purchases_of.get_mut(&customer) {
            theirs.retain(|known| *known != id);
            if theirs.is_empty() {
                self.purchases_of.remove(&customer);
            }
        }
    }

    fn erase(&mut self, customer: CustomerId) {
        self.renew_person(&[customer], []);
        for id in self.purchases_of.remove(&customer).unwrap_or_default() {
            if let Some(bought) = self.purchases.get_mut(&id) {
                bought.forget_buyer();
            }
            self.orders.remove(&id);
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

    /// The customer under whom somebody is shown: themselves, or the first entered of those who are
    /// one person with them.
    #[must_use]
    pub fn who(&self, id: CustomerId) -> CustomerId {
        self.persons.who(id)
    }

    /// Everyone who is one person with a customer, they themselves too, first entered first.
    #[must_use]
    pub fn all_of(&self, id: CustomerId) -> Vec<CustomerId> {
        self.persons.all_of(id)
    }

    /// Customers who are one person with another.
    #[must_use]
    pub fn persons(&self) -> &Persons {
        &self.persons
    }

    /// Whether it was said that two customers, or any who are one with them, are two people.
    #[must_use]
    pub fn are_different(&self, one: CustomerId, other: CustomerId) -> bool {
        let (one, other) = (self.who(one), self.who(other));
        let mut pairs = self.different_people();
        pairs.any(|pair| pair == (one, other) || pair == (other, one))
    }

    /// The pairs of customers of whom it was said that they are two people, as they are shown.
    pub fn different_people(&self) -> impl Iterator<Item = (CustomerId, CustomerId)> {
        self.different.iter().map(|(one, other)| (self.who(*one), self.who(*other)))
    }

    /// The fields that the owner added to the card, first added first.
    #[must_use]
    pub fn fields(&self) -> &[(FieldId, CustomField)] {
        &self.fields
    }

    /// One of them.
    #[must_use]
    pub fn field(&self, id: FieldId) -> Option<&CustomField> {
        place_of(&self.fields, id).map(|at| &self.fields[at].1)
    }

    /// The lists that the owner keeps, first added first.
    #[must_use]
    pub fn lists(&self) -> &[(ListId, List)] {
        &self.lists
    }

    /// One of them.
    #[must_use]
    pub fn list(&self, id: ListId) -> Option<&List> {
        place_of(&self.lists, id).map(|at| &self.lists[at].1)
    }

    /// The scripts for calls that the owner keeps.
    #[must_use]
    pub fn scripts(&self) -> &Scripts {
        &self.scripts
    }

    /// The questionnaires that the owner keeps.
    #[must_use]
    pub fn questionnaires(&self) -> &Questionnaires {
        &self.questionnaires
    }

    /// What was spent on sources.
    #[must_use]
    pub fn costs(&self) -> &Costs {
        &self.costs
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

fn place_of<K: PartialEq, R>(records: &[(K, R)], id: K) -> Option<usize> {
    records.iter().position(|(known, _)| *known == id)
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
