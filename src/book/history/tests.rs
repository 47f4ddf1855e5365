use super::*;
use crate::people::customer::Member;
use crate::trade::purchase::{Purchase, Refund};
use crate::trade::shop::Setting;
use crate::units::calendar::{Day, Moment};
use crate::units::money::Currency;

#[derive(Default)]
struct Shop(Journal, u64);

impl Shop {
    /// One group of changes.
    fn does(&mut self, changes: Vec<Change>) -> GroupId {
        self.1 += 1000;
        let mut batch = self.0.batch(Replica::new(1, 0), self.1);
        let stamps: Vec<Stamp> = changes.into_iter().map(|change| batch.push(change)).collect();
        let entries = batch.finish();
        self.0.merge(entries);
        GroupId(stamps[0])
    }

    fn did(&mut self, changes: Vec<Change>) -> What {
        let group = self.does(changes);
        summary(&self.0, group).what
    }

    fn adds(&mut self, name: &str) -> CustomerId {
        CustomerId(self.does(vec![added(name)]).0)
    }
}

fn added(name: &str) -> Change {
    Change::AddCustomer { facts: vec![Fact::Name(name.into())], members: vec![] }
}

fn sold(customer: Option<CustomerId>, amount: i64) -> Change {
    Change::bought(Purchase { customer, amount: Money(amount), ..Purchase::default() })
}

fn imported() -> Change {
    Change::Imported { file: "till.csv".into(), customers: 1, purchases: 2 }
}

fn settled() -> Change {
    Change::SetSetting(Setting::Currency(Currency::parse("HUF").unwrap()))
}

#[test]
fn a_group_is_told_by_what_weighs_most_in_it() {
    let mut shop = Shop::default();
    let anna = shop.adds("Anna");
    let file = "till.csv".to_owned();
    let expected = What::Imported { file, customers: 1, purchases: 2 };
    // The currency of the list comes first in its group.
    assert_eq!(shop.did(vec![settled(), imported(), added("Péter"), sold(None, 100)]), expected);
    let from = Replica::new(2, 0);
    let groups = vec![GroupId(Stamp::new(1, 0, from)); 3];
    let received = || Change::Received { from, groups: groups.clone() };
    assert_eq!(shop.did(vec![received()]), What::Received { from, n_groups: 3 });
    let joined = Change::Joined { shops: vec![1, 2] };
    assert_eq!(shop.did(vec![received(), joined, settled()]), What::Joined { n_groups: 3 });
    let reminder = outreach::Change::Reminder {
        customer: anna,
        occasion: Occasion::Asleep,
        answer: Answer::Never,
        on: Day(20_000),
    };
    let (occasion, answer) = (Occasion::Asleep, Answer::Never);
    let expected = What::Answered { customer: anna, occasion, answer };
    assert_eq!(shop.did(vec![Change::Outreach(reminder)]), expected);
    assert_eq!(shop.did(vec![settled()]), What::Settings);
    assert_eq!(shop.did(vec![Change::Unknown(vec![99, 1, 2])]), What::Unknown);
}

#[test]
fn sales_are_told_by_the_first_of_them() {
    let mut shop = Shop::default();
    let anna = shop.adds("Anna");
    let sold_to = |customer, name: &str, amount, n| {
        let (name, amount) = (name.to_owned(), Money(amount));
        What::Sold { customer, name, amount, n }
    };
    assert_eq!(shop.did(vec![sold(Some(anna), 1150)]), sold_to(Some(anna), "", 1150, 1));
    assert_eq!(shop.did(vec![sold(None, 5), sold(None, 7)]), sold_to(None, "", 5, 2));
    // A newcomer is written down with what they bought.
    assert_eq!(shop.did(vec![added("Péter"), sold(None, 9)]), sold_to(None, "Péter", 9, 1));
}

#[test]
fn what_corrects_purchases_says_so() {
    let mut shop = Shop::default();
    let [one, other] = [10, 20].map(|amount| PurchaseId(shop.does(vec![sold(None, amount)]).0));
    let refund = Refund { amount: Money(3), at: Moment::default(), reason: String::new() };
    let refunded = Change::AddRefund { purchase: one, refund };
    assert_eq!(shop.did(vec![refunded]), What::Refunded { purchase: one, amount: Money(3) });
    let removed = |purchase| Change::RemovePurchase { purchase };
    assert_eq!(shop.did(vec![removed(one), removed(other)]), What::Removed { n: 2 });
}

#[test]
fn edits_say_whose_and_which_fields() {
    let mut shop = Shop::default();
    let (anna, peter) = (shop.adds("Anna"), shop.adds("Péter"));
    let added_two = What::Added { name: "Zsófi".into(), n: 2 };
    assert_eq!(shop.did(vec![added("Zsófi"), added("Éva")]), added_two);
    let facts = vec![Fact::Note("no milk".into()), Fact::Card("17".into())];
    let set = |customer| Change::SetFacts { customer, facts: facts.clone() };
    let tag = Member::Tag("VIP".into());
    let tagged = Change::SetMember { customer: anna, member: tag, present: true };
    let fields = BTreeSet::from([Field::Card, Field::Note]);
    let expected = What::Edited { customer: anna, fields: fields.clone(), n: 2 };
    assert_eq!(shop.did(vec![set(anna), set(peter)]), expected);
    let fields = fields.into_iter().chain([Field::Tag]).collect();
    assert_eq!(shop.did(vec![set(anna), tagged]), What::Edited { customer: anna, fields, n: 1 });
}

#[test]
fn what_was_taken_back_can_be_done_again() {
    let mut shop = Shop::default();
    let sale = shop.does(vec![sold(None, 10)]);
    let look = |shop: &Shop, group| {
        let Summary { undone, undone_by, can_undo, .. } = summary(&shop.0, group);
        (undone, undone_by, can_undo)
    };
    assert_eq!(look(&shop, sale), (false, vec![], true));
    let undo = shop.does(vec![Change::Undo { group: sale }]);
    assert_eq!(look(&shop, sale), (true, vec![undo], true));
    assert_eq!(summary(&shop.0, undo).what, What::Undid(sale));
    shop.does(vec![Change::Undo { group: undo }]);
    assert_eq!(look(&shop, sale), (false, vec![], true));
}

#[test]
fn of_several_taken_back_together_the_last_was_asked_for() {
    let mut shop = Shop::default();
    let (first, second) = (shop.does(vec![sold(None, 1)]), shop.does(vec![sold(None, 2)]));
    let undos = [second, first].map(|group| Change::Undo { group });
    assert_eq!(shop.did(undos.to_vec()), What::Undid(first));
}

#[test]
fn whoever_is_erased_stays_so() {
    let mut shop = Shop::default();
    let anna = shop.adds("Anna");
    let erased = shop.does(vec![Change::EraseCustomer { customer: anna }]);
    let Summary { what, can_undo, .. } = summary(&shop.0, erased);
    assert_eq!((what, can_undo), (What::Erased, false));
}
