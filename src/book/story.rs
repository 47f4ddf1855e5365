//! What happened with one customer, read from the journal: purchases, refunds and edits that stand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::book::journal::Journal;
use crate::book::{Book, Change, Subject};
use crate::outreach::{self, Answer, Call, Occasion};
use crate::people::field::Field;
use crate::trade::order;
use crate::trade::purchase::{Purchase, Refund};
use crate::units::calendar::Moment;
use crate::units::id::{CustomerId, GroupId, PurchaseId, Replica, Stamp};
use crate::units::money::Money;
use crate::units::sorting::sort_by_key;

/// One line of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The change it began with.
    pub stamp: Stamp,
    /// When it happened; for an edit, when it was made.
    pub at: Moment,
    /// What happened.
    pub what: What,
    /// The group that can be taken back; `None` where others would be changed with it.
    pub undo: Option<GroupId>,
}

impl Event {
    /// On which device it was recorded.
    #[must_use]
    pub fn replica(&self) -> Replica {
        self.stamp.replica()
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// They were written down.
    Added,
    /// They bought.
    Bought(Box<Purchase>),
    /// They got money back.
    Refunded(Refund),
    /// A purchase turned out never to have happened.
    Removed(Money),
    /// The owner answered when they were to be written to.
    Answered(Occasion, Answer),
    /// Somebody called them.
    Called(Box<Call>),
    /// What is known of them changed.
    Edited(Vec<Field>),
    /// An order of theirs went on.
    Ordered {
        /// What it costs.
        amount: Money,
        /// What was said of it, in the order of saying.
        facts: Vec<order::Fact>,
    },
    /// They turned out to be one person with somebody who had a card of their own.
    Merged,
}

/// The story of a customer, newest first; what was taken back is not in it.
///
/// `moment` tells the shop's time of a stamp's milliseconds.
#[must_use]
pub fn story(
    journal: &Journal,
    book: &Book,
    customer: CustomerId,
    moment: impl Fn(u64) -> Moment,
) -> Vec<Event> {
    let theirs =
        Theirs { customers: book.all_of(customer), bought: bought_by(journal, book, customer) };
    let bought = &theirs.bought;
    let mut events: Vec<(GroupId, Event)> = Vec::new();
    let mut edits: BTreeMap<GroupId, (Stamp, Vec<Field>)> = BTreeMap::new();
    let mut orders: BTreeMap<(GroupId, PurchaseId), (Stamp, Vec<order::Fact>)> = BTreeMap::new();
    let subjects = bought.keys().map(|id| Subject::Purchase(*id));
    let subjects = subjects.chain(theirs.customers.iter().map(|id| Subject::Customer(*id)));
    let about = subjects.flat_map(|of| journal.about(of));
    for (stamp, entry) in about.filter(|(_, entry)| !journal.is_undone(entry.group)) {
        let change = &entry.change;
        if matches!(change, Change::DifferentPeople { .. }) || theirs.is_said_again(stamp, change) {
            continue;
        }
        if let Change::Order { purchase, fact, .. } = change {
            let said = orders.entry((entry.group, *purchase)).or_insert((stamp, Vec::new()));
            said.1.push(fact.clone());
            continue;
        }
        let Some((at, what)) = told_alone(stamp, change, bought, &moment) else {
            let edit = edits.entry(entry.group).or_insert_with(|| (stamp, Vec::new()));
            edit.1.extend(fields(change));
            continue;
        };
        events.push((entry.group, Event { stamp, at, what, undo: None }));
    }
    events.extend(edits.into_iter().map(|(group, (stamp, mut fields))| {
        sort_by_key(&mut fields, |field| *field);
        fields.dedup();
        let at = moment(stamp.time_ms());
        (group, Event { stamp, at, what: What::Edited(fields), undo: None })
    }));
    events.extend(orders.into_iter().map(|((group, purchase), (stamp, facts))| {
        let amount = bought.get(&purchase).copied().unwrap_or_default();
        let at = moment(stamp.time_ms());
        (group, Event { stamp, at, what: What::Ordered { amount, facts }, undo: None })
    }));
    let mut shared: HashMap<GroupId, bool> = HashMap::new();
    let mut story: Vec<Event> = events
        .into_iter()
        .map(|(group, event)| {
            let is_shared = || is_shared(journal, group, &theirs);
            let is_own =
                event.what != What::Added && !*shared.entry(group).or_insert_with(is_shared);
            Event { undo: is_own.then_some(group), ..event }
        })
        .collect();
    sort_by_key(&mut story, |event| Reverse((event.at, event.stamp)));
    story
}

/// When a change happened and what it did; `None` for one that is told with the others of its
/// group.
fn told_alone(
    stamp: Stamp,
    change: &Change,
    bought: &BTreeMap<PurchaseId, Money>,
    moment: impl Fn(u64) -> Moment,
) -> Option<(Moment, What)> {
    let made = || moment(stamp.time_ms());
    Some(match change {
        Change::AddCustomer { .. } => (made(), What::Added),
        Change::AddPurchase(purchase) => (purchase.at, What::Bought(purchase.clone())),
        Change::AddRefund { refund, .. } => (refund.at, What::Refunded(refund.clone())),
        Change::RemovePurchase { purchase } => {
            (made(), What::Removed(bought.get(purchase).copied().unwrap_or_default()))
        }
        Change::Outreach(outreach::Change::Reminder { occasion, answer, .. }) => {
            (made(), What::Answered(*occasion, *answer))
        }
        Change::Outreach(outreach::Change::Called { call, .. }) => {
            (call.at, What::Called(call.clone()))
        }
        Change::SamePerson { .. } => (made(), What::Merged),
        Change::SetSetting(_)
        | Change::SetFacts { .. }
        | Change::SetMember { .. }
        | Change::EraseCustomer { .. }
        | Change::Undo { .. }
        | Change::Received { .. }
        | Change::Imported { .. }
        | Change::Joined { .. }
        | Change::DifferentPeople { .. }
        | Change::Fields(_)
        | Change::Lists(_)
        | Change::Acquisition(_)
        | Change::Order { .. }
        | Change::Unknown(_) => return None,
    })
}

fn fields(change: &Change) -> Vec<Field> {
    match change {
        Change::SetFacts { facts, .. } => facts.iter().map(Field::of_fact).collect(),
        Change::SetMember { member, .. } => vec![Field::of_member(member)],
        Change::SetSetting(_)
        | Change::AddCustomer { .. }
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
        | Change::Unknown(_) => Vec::new(),
    }
}

/// Who a story is of, and what they bought.
struct Theirs {
    /// All who are one person.
    customers: Vec<CustomerId>,
    /// Each purchase and its amount.
    bought: BTreeMap<PurchaseId, Money>,
}

impl Theirs {
    /// Whether a change is about them, themselves or one of their purchases.
    fn has(&self, stamp: Stamp, change: &Change) -> bool {
        match change.corrects() {
            Some(purchase) => self.bought.contains_key(&purchase),
            None => change.customer(stamp).is_some_and(|id| self.customers.contains(&id)),
        }
    }

    /// Whether it says once more that two are one person, from the side of the later.
    fn is_said_again(&self, stamp: Stamp, change: &Change) -> bool {
        let with = change.with().filter(|with| self.customers.contains(with));
        with.is_some_and(|with| change.customer(stamp) > Some(with))
    }
}

/// What they bought, taken back or not where something refers to it: that is told by the amount.
fn bought_by(journal: &Journal, book: &Book, customer: CustomerId) -> BTreeMap<PurchaseId, Money> {
    let standing = book.purchases_of(customer).map(|(id, bought)| (id, bought.amount()));
    let referred = journal.corrections().filter_map(|(_, entry)| entry.change.corrects());
    let theirs = |id: PurchaseId| {
        journal.about(Subject::Purchase(id)).find_map(|(_, entry)| {
            let Change::AddPurchase(purchase) = &entry.change else { return None };
            let is_theirs = purchase.customer.is_some_and(|buyer| book.who(buyer) == customer);
            is_theirs.then_some((id, purchase.amount))
        })
    };
    standing.chain(referred.filter_map(theirs)).collect()
}

/// Whether a group also changed something else, or wrote the customer down: taking it back from
/// here would undo more than one sees.
fn is_shared(journal: &Journal, group: GroupId, theirs: &Theirs) -> bool {
    journal.changes_of(group).any(|(stamp, entry)| {
        theirs.customers.contains(&CustomerId(stamp)) || !theirs.has(stamp, &entry.change)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::{Fact, Member};
    use crate::units::calendar::Day;

    const DAY_MS: u64 = 86_400_000;

    #[derive(Default)]
    struct Shop(Journal);

    impl Shop {
        /// One group of changes, made on a day.
        fn does(&mut self, day: i32, changes: Vec<Change>) -> GroupId {
            let now_ms = u64::try_from(day).unwrap() * DAY_MS;
            let mut batch = self.0.batch(Replica::new(1, 0), now_ms);
            let stamps: Vec<Stamp> = changes.into_iter().map(|change| batch.push(change)).collect();
            let entries = batch.finish();
            self.0.merge(entries);
            GroupId(stamps[0])
        }

        fn adds(&mut self, day: i32) -> CustomerId {
            CustomerId(self.does(day, vec![added()]).0)
        }

        /// What happened, and which group can be taken back for it.
        fn told(&self, customer: CustomerId) -> Vec<(What, Option<GroupId>)> {
            let story = story(&self.0, &self.0.book(), customer, |time_ms| {
                on(i32::try_from(time_ms / DAY_MS).unwrap())
            });
            story.into_iter().map(|event| (event.what, event.undo)).collect()
        }
    }

    fn on(day: i32) -> Moment {
        Moment { day: Day(day), minute: None }
    }

    fn added() -> Change {
        Change::AddCustomer { facts: vec![], members: vec![] }
    }

    fn purchase(customer: CustomerId, day: i32, amount: i64) -> Purchase {
        let (at, amount) = (on(day), Money(amount));
        Purchase { customer: Some(customer), at, amount, ..Purchase::default() }
    }

    fn sold(customer: CustomerId, day: i32, amount: i64) -> Change {
        Change::bought(purchase(customer, day, amount))
    }

    fn set(customer: CustomerId, fact: Fact) -> Change {
        Change::SetFacts { customer, facts: vec![fact] }
    }

    #[test]
    fn what_happened_is_told_newest_first() {
        let mut shop = Shop::default();
        let anna = shop.adds(1);
        let bought = shop.does(2, vec![sold(anna, 2, 1150)]);
        let (note, name) = (Fact::Note("no milk".into()), Fact::Name("Anna".into()));
        let tag =
            Change::SetMember { customer: anna, member: Member::Tag("VIP".into()), present: true };
        let company = set(anna, Fact::Company(true));
        let edited = shop.does(3, vec![set(anna, note), set(anna, name), tag, company]);
        let refund = Refund { amount: Money(150), at: on(4), reason: "cold".into() };
        let change = Change::AddRefund { purchase: PurchaseId(bought.0), refund: refund.clone() };
        let refunded = shop.does(4, vec![change]);
        let fields = vec![Field::Name, Field::Company, Field::Note, Field::Tag];
        let expected = [
            (What::Refunded(refund), Some(refunded)),
            (What::Edited(fields), Some(edited)),
            (What::Bought(purchase(anna, 2, 1150).into()), Some(bought)),
            (What::Added, None),
        ];
        assert_eq!(shop.told(anna), expected);
    }

    #[test]
    fn what_was_taken_back_is_not_told() {
        let mut shop = Shop::default();
        let anna = shop.adds(1);
        let bought = shop.does(2, vec![sold(anna, 2, 1150)]);
        let undo = shop.does(3, vec![Change::Undo { group: bought }]);
        assert_eq!(shop.told(anna), [(What::Added, None)]);
        shop.does(4, vec![Change::Undo { group: undo }]);
        assert_eq!(
            shop.told(anna)[0],
            (What::Bought(purchase(anna, 2, 1150).into()), Some(bought))
        );
    }

    #[test]
    fn a_purchase_that_never_happened_is_told_by_its_amount() {
        let mut shop = Shop::default();
        let anna = shop.adds(1);
        let bought = shop.does(2, vec![sold(anna, 2, 1150)]);
        let removal = Change::RemovePurchase { purchase: PurchaseId(bought.0) };
        let removed = shop.does(3, vec![removal]);
        assert_eq!(shop.told(anna)[0], (What::Removed(Money(1150)), Some(removed)));
    }

    #[test]
    fn an_order_is_told_as_it_goes_on() {
        let mut shop = Shop::default();
        let anna = shop.adds(1);
        let bought = shop.does(2, vec![sold(anna, 2, 1150)]);
        let says = |fact| Change::Order { purchase: PurchaseId(bought.0), buyer: Some(anna), fact };
        let stage = order::Fact::Stage(Some(order::StageId::SHIPPED));
        let place = order::Fact::Place("at the post".into());
        let moved = shop.does(3, vec![says(stage.clone()), says(place.clone())]);
        let (amount, facts) = (Money(1150), vec![stage, place]);
        assert_eq!(shop.told(anna)[0], (What::Ordered { amount, facts }, Some(moved)));
        assert_eq!(shop.told(anna).len(), 3);
    }

    #[test]
    fn what_would_take_more_back_than_one_sees_is_not_offered() {
        let mut shop = Shop::default();
        let (anna, peter) = (shop.adds(1), shop.adds(1));
        // One list for two customers, and somebody written down with their first purchase.
        shop.does(2, vec![sold(anna, 2, 100), sold(peter, 2, 200)]);
        shop.does(3, vec![set(anna, Fact::Card("1".into())), set(peter, Fact::Card("2".into()))]);
        for customer in [anna, peter] {
            assert!(shop.told(customer).iter().all(|(_, undo)| undo.is_none()));
        }
        let mut batch = shop.0.batch(Replica::new(1, 0), 5 * DAY_MS);
        let newcomer = CustomerId(batch.push(added()));
        batch.push(sold(newcomer, 5, 300));
        let entries = batch.finish();
        shop.0.merge(entries);
        let told = shop.told(newcomer);
        assert_eq!(
            told,
            [(What::Bought(purchase(newcomer, 5, 300).into()), None), (What::Added, None)]
        );
    }
}
