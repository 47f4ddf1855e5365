use super::*;
use crate::people::customer::{Customer, Fact};
use crate::trade::purchase::{Purchase, Refund};
use crate::trade::shop::Setting;
use crate::units::calendar::Moment;
use crate::units::id::PurchaseId;
use crate::units::money::{Currency, Money};

const LAPTOP: u64 = 1;
const PHONE: u64 = 2;

fn commit(journal: &mut Journal, device: u64, now_ms: u64, changes: Vec<Change>) -> GroupId {
    let mut batch = journal.batch(Replica::new(device, 0), now_ms);
    for change in changes {
        batch.push(change);
    }
    let entries = batch.finish();
    let group = entries[0].1.group;
    journal.merge(entries);
    group
}

fn named(name: &str) -> Change {
    Change::AddCustomer { facts: vec![Fact::Name(name.into())], members: vec![] }
}

fn shop_name(name: &str) -> Change {
    Change::SetSetting(Setting::Name(name.into()))
}

fn all(journal: &Journal) -> Vec<(Stamp, Entry)> {
    journal.entries().map(|(stamp, entry)| (stamp, entry.clone())).collect()
}

#[test]
fn j1_merging_is_union_in_any_order() {
    let (mut laptop, mut phone) = (Journal::default(), Journal::default());
    commit(&mut laptop, LAPTOP, 10, vec![named("Anna")]);
    commit(&mut phone, PHONE, 5, vec![named("Péter")]);
    let (ours, theirs) = (all(&laptop), all(&phone));
    laptop.merge(theirs.clone());
    phone.merge(ours);
    assert_eq!(laptop, phone);
    assert_eq!(laptop.merge(theirs), []);
    assert_eq!(laptop.book().customers().len(), 2);
}

/// Two browsers on copies of one profile, whose clock went back, each making one change.
fn copies_making(first: Change, second: Change) -> (Journal, Journal, Stamp) {
    let mut one = Journal::default();
    commit(&mut one, LAPTOP, 1000, vec![shop_name("Otthon")]);
    let mut other = one.clone();
    let stamp = commit(&mut one, LAPTOP, 10, vec![first]).0;
    assert_eq!(commit(&mut other, LAPTOP, 10, vec![second]).0, stamp);
    (one, other, stamp)
}

/// The two after they read each other's copies: the same.
fn exchanged(mut one: Journal, mut other: Journal) -> Journal {
    let (first, second) = (all(&one), all(&other));
    one.merge(second);
    other.merge(first);
    assert_eq!(one, other);
    assert_eq!(one.book(), other.book());
    one
}

fn sold(customer: Option<CustomerId>, amount: i64) -> Change {
    Change::bought(Purchase { customer, amount: Money(amount), ..Purchase::default() })
}

fn amounts(journal: &Journal) -> Vec<i64> {
    let book = journal.book();
    let mut amounts: Vec<i64> = book.purchases().values().map(|bought| bought.net().0).collect();
    amounts.sort_unstable();
    amounts
}

#[test]
fn j1_two_sales_under_one_stamp_are_two_sales_on_every_device() {
    let (one, other, _) = copies_making(sold(None, 300), sold(None, 450));
    let both = exchanged(one, other);
    assert_eq!(amounts(&both), [300, 450]);
    assert_eq!(both.len(), 3);
    // Once more brings nothing, and each of them can be worked on by its own id.
    let mut worked_on = both.clone();
    assert_eq!(worked_on.merge(all(&both)), []);
    for (number, purchase) in both.book().purchases().keys().enumerate() {
        let amount = Money(100 + i64::try_from(number).unwrap());
        let refund = Refund { amount, at: Moment::default(), reason: String::new() };
        let change = Change::AddRefund { purchase: *purchase, refund };
        commit(&mut worked_on, PHONE, 1, vec![change]);
    }
    assert_eq!(amounts(&worked_on).iter().sum::<i64>(), 300 + 450 - 201);
}

#[test]
fn j1_a_customer_and_a_sale_under_one_stamp_are_told_apart_by_what_refers_to_them() {
    let (mut one, mut other, stamp) = copies_making(named("Anna"), sold(None, 300));
    let anna = CustomerId(stamp);
    commit(&mut one, LAPTOP, 11, vec![sold(Some(anna), 700)]);
    let refund = Refund { amount: Money(100), at: Moment::default(), reason: String::new() };
    let change = Change::AddRefund { purchase: PurchaseId(stamp), refund };
    commit(&mut other, LAPTOP, 11, vec![change]);
    let both = exchanged(one, other);
    assert_eq!(amounts(&both), [200, 700]);
    assert_eq!(both.book().purchases_of(anna).count(), 1);
}

#[test]
fn j5_of_two_people_under_one_stamp_nothing_stays_of_an_erased_one() {
    let (one, other, stamp) = copies_making(named("Anna"), named("Péter"));
    let both = exchanged(one, other);
    let ids: Vec<CustomerId> = both.book().customers().keys().copied().collect();
    assert_eq!(ids.len(), 2);
    let apart = *ids.iter().find(|id| id.0 != stamp).unwrap();
    let gone = both.book().customer(apart).unwrap().name().to_owned();

    let mut erased = both.clone();
    commit(&mut erased, PHONE, 1, vec![Change::EraseCustomer { customer: apart }]);
    assert_eq!(erased.book().customers().len(), 1);
    assert!(!format!("{erased:?}").contains(&gone));
    // Nor does it come back with the older copies, in whatever order.
    let mut again = Journal::default();
    again.merge(all(&erased));
    again.merge(all(&both));
    assert_eq!(again, erased);
    again = both;
    again.merge(all(&erased));
    assert_eq!(again, erased);
}

#[test]
fn j5_erasing_one_of_two_people_under_one_stamp_leaves_the_book_of_the_journal() {
    let (one, other, stamp) = copies_making(named("Anna"), named("Péter"));
    let mut both = exchanged(one, other);
    let mut book = both.book();
    let mut batch = both.batch(Replica::new(PHONE, 0), 5000);
    batch.push(Change::EraseCustomer { customer: CustomerId(stamp) });
    let entries = batch.finish();
    both.advance(&mut book, entries);
    assert_eq!(book, both.book());
    assert_eq!(book.customers().len(), 0);
}

#[test]
fn j2_copies_that_draw_do_not_make_one_stamp() {
    let mut one = Journal::default();
    commit(&mut one, LAPTOP, 1000, vec![shop_name("Otthon")]);
    let mut other = one.clone();
    for (journal, draw) in [(&mut one, 7), (&mut other, 1 << 40 | 9000)] {
        for amount in 0..5 {
            let mut batch = journal.batch(Replica::new(LAPTOP, 0), 10).drawn(draw);
            batch.push(sold(None, amount));
            batch.push(sold(None, amount));
            let entries = batch.finish();
            assert!(journal.last() < Some(entries[0].0), "stamps rise");
            journal.merge(entries);
        }
    }
    assert_eq!(exchanged(one, other).len(), 1 + 2 * 10);
}

#[test]
fn j2_an_edit_lies_above_what_it_replaces_though_a_clock_was_ahead() {
    let seventy_years = 70 * 365 * 86_400_000;
    let mut journal = Journal::default();
    commit(&mut journal, PHONE, seventy_years, vec![shop_name("ahead")]);
    commit(&mut journal, LAPTOP, 10, vec![shop_name("now")]);
    assert_eq!(journal.book().shop().name, "now");
}

#[test]
fn j2_a_clock_ahead_moves_only_what_is_about_the_same_thing() {
    let seventy_years = 70 * 365 * 86_400_000;
    let mut journal = Journal::default();
    commit(&mut journal, PHONE, seventy_years, vec![shop_name("ahead")]);
    let group = commit(&mut journal, LAPTOP, 10, vec![named("Anna")]);
    assert_eq!(group.0.time_ms(), 10);
}

#[test]
fn j2_an_import_is_not_moved_by_the_import_of_a_clock_ahead() {
    let seventy_years = 70 * 365 * 86_400_000;
    let imported = || Change::Imported { file: "list.csv".into(), customers: 1, purchases: 0 };
    let mut journal = Journal::default();
    commit(&mut journal, PHONE, seventy_years, vec![imported()]);
    let group = commit(&mut journal, LAPTOP, 10, vec![imported(), named("Anna")]);
    assert_eq!(group.0.time_ms(), 10);
}

#[test]
fn j2_stamps_rise_though_the_clock_jumps_back() {
    let mut journal = Journal::default();
    let first = commit(&mut journal, LAPTOP, 1000, vec![named("Anna"), named("Péter")]);
    let second = commit(&mut journal, LAPTOP, 5, vec![named("Zsófi")]);
    assert!(second > first);
    assert_eq!(journal.len(), 3);
}

#[test]
fn j3_undo_takes_back_and_undo_of_it_does_again() {
    let mut journal = Journal::default();
    let added = commit(&mut journal, LAPTOP, 1, vec![named("Anna")]);
    let undo = commit(&mut journal, LAPTOP, 2, vec![Change::Undo { group: added }]);
    assert_eq!(journal.book(), Book::default());
    commit(&mut journal, LAPTOP, 3, vec![Change::Undo { group: undo }]);
    assert_eq!(journal.book().customers().len(), 1);
}

#[test]
fn j3_two_devices_that_undo_the_same_agree() {
    let mut laptop = Journal::default();
    let added = commit(&mut laptop, LAPTOP, 1, vec![named("Anna")]);
    let mut phone = laptop.clone();
    commit(&mut laptop, LAPTOP, 2, vec![Change::Undo { group: added }]);
    commit(&mut phone, PHONE, 3, vec![Change::Undo { group: added }]);
    laptop.merge(all(&phone));
    phone.merge(all(&laptop));
    assert_eq!(laptop, phone);
    assert_eq!(laptop.book(), Book::default());
}

#[test]
fn j3_a_hostile_undo_of_itself_or_of_the_future_does_nothing() {
    let mut journal = Journal::default();
    commit(&mut journal, LAPTOP, 1, vec![named("Anna")]);
    let stamp = Stamp::new(2, 0, Replica::new(PHONE, 0));
    for target in [stamp, Stamp::new(9, 0, Replica::new(PHONE, 0))] {
        let change = Change::Undo { group: GroupId(target) };
        journal.insert(stamp, Entry { group: GroupId(stamp), change });
        assert_eq!(journal.book().customers().len(), 1);
    }
}

#[test]
fn j5_an_erased_customer_does_not_come_back_with_an_older_file() {
    let mut laptop = Journal::default();
    let added = commit(&mut laptop, LAPTOP, 1, vec![named("Anna")]);
    let customer = CustomerId(added.0);
    let bought = Purchase {
        customer: Some(customer),
        note: "for Anna's birthday".into(),
        ..Purchase::default()
    };
    commit(&mut laptop, LAPTOP, 2, vec![Change::bought(bought)]);
    let older = all(&laptop);
    commit(&mut laptop, LAPTOP, 3, vec![Change::EraseCustomer { customer }]);
    let erased = laptop.clone();
    assert_eq!(laptop.merge(older.clone()), []);
    assert_eq!(laptop, erased);
    assert!(!format!("{laptop:?}").contains("Anna"));
    assert_eq!(laptop.book().purchases().len(), 1);

    let mut phone = Journal::default();
    phone.merge(older);
    phone.merge(all(&erased));
    assert_eq!(phone, erased);
}

#[test]
fn j6_what_a_file_brought_is_taken_back_as_one() {
    let mut laptop = Journal::default();
    commit(&mut laptop, LAPTOP, 100, vec![named("Anna")]);
    let before = laptop.book();
    let mut phone = Journal::default();
    // The phone's clock is ahead, and it took something back itself.
    let slip = commit(&mut phone, PHONE, 5000, vec![named("slip")]);
    commit(&mut phone, PHONE, 5001, vec![named("Péter")]);
    commit(&mut phone, PHONE, 5002, vec![Change::Undo { group: slip }]);

    let groups = laptop.merge(all(&phone));
    let from = Replica::new(PHONE, 0);
    let received = commit(&mut laptop, LAPTOP, 101, vec![Change::Received { from, groups }]);
    assert_eq!(laptop.book().customers().len(), 2);
    let undo = commit(&mut laptop, LAPTOP, 102, vec![Change::Undo { group: received }]);
    assert_eq!(laptop.book(), before);
    commit(&mut laptop, LAPTOP, 103, vec![Change::Undo { group: undo }]);
    assert_eq!(laptop.book().customers().len(), 2);
}

fn sold_to(customer: CustomerId) -> Change {
    Change::bought(Purchase { customer: Some(customer), ..Purchase::default() })
}

fn currency(code: &str) -> Change {
    Change::SetSetting(Setting::Currency(Currency::parse(code).unwrap()))
}

#[test]
fn j7_who_bought_since_keeps_their_card_for_as_long_as_that_stands() {
    let mut journal = Journal::default();
    let list = commit(&mut journal, LAPTOP, 1, vec![named("Anna"), named("Péter")]);
    let anna = CustomerId(list.0);
    let sale = commit(&mut journal, LAPTOP, 2, vec![sold_to(anna)]);
    commit(&mut journal, LAPTOP, 3, vec![Change::Undo { group: list }]);
    let book = journal.book();
    let left: Vec<_> = book.customers().values().map(Customer::name).collect();
    assert_eq!(left, ["Anna"]);
    assert_eq!(book.purchases_of(anna).count(), 1);
    let mut step_by_step = book;
    let mut take = |change| {
        let mut batch = journal.batch(Replica::new(LAPTOP, 0), 4);
        batch.push(change);
        let entries = batch.finish();
        journal.advance(&mut step_by_step, entries);
        assert_eq!(step_by_step, journal.book());
        step_by_step.customers().len()
    };
    assert_eq!(take(Change::RemovePurchase { purchase: PurchaseId(sale.0) }), 0);
    // Another device may not know of the undo yet.
    assert_eq!(take(sold_to(anna)), 1);
    assert_eq!(take(Change::Undo { group: list }), 1);
}

#[test]
fn j7_the_currency_goes_back_only_when_nothing_was_sold_in_it() {
    let after = |sell_first: bool, sell_later: bool| {
        let mut journal = Journal::default();
        commit(&mut journal, LAPTOP, 1, vec![currency("EUR")]);
        let list = commit(&mut journal, LAPTOP, 2, vec![currency("HUF"), named("Anna")]);
        let walk_in = || Change::bought(Purchase::default());
        let sale = sell_first.then(|| commit(&mut journal, LAPTOP, 3, vec![walk_in()]));
        commit(&mut journal, LAPTOP, 4, vec![Change::Undo { group: list }]);
        if sell_later {
            commit(&mut journal, LAPTOP, 5, vec![walk_in()]);
        }
        let before = journal.book().shop().currency;
        // What is sold by now is in this currency, whatever becomes of the first sale.
        if let Some(group) = sale {
            commit(&mut journal, LAPTOP, 6, vec![Change::Undo { group }]);
        }
        assert_eq!(journal.book().shop().currency, before);
        before.code().to_owned()
    };
    assert_eq!(after(false, false), "EUR");
    assert_eq!(after(false, true), "EUR");
    assert_eq!(after(true, false), "HUF");
    assert_eq!(after(true, true), "HUF");
}

#[test]
fn the_history_tells_groups_newest_first() {
    let mut journal = Journal::default();
    let first = commit(&mut journal, LAPTOP, 1, vec![named("Anna"), named("Péter")]);
    let undo = commit(&mut journal, LAPTOP, 2, vec![Change::Undo { group: first }]);
    let told: Vec<_> = journal
        .groups_before(None)
        .filter_map(|group| journal.group(group))
        .map(|group| (group.id, group.changes.len(), group.undone))
        .collect();
    assert_eq!(told, [(undo, 1, false), (first, 2, true)]);
}

#[test]
fn since_gives_what_the_other_lacks() {
    let mut laptop = Journal::default();
    commit(&mut laptop, LAPTOP, 1, vec![named("Anna")]);
    let known = laptop.vector();
    commit(&mut laptop, LAPTOP, 2, vec![named("Péter")]);
    assert_eq!(laptop.since(&known).count(), 1);
    assert_eq!(laptop.since(&Vector::new()).count(), 2);
}

#[test]
fn a_page_goes_on_where_it_lies_above_all_and_takes_nothing_back() {
    let mut journal = Journal::default();
    let anna = commit(&mut journal, LAPTOP, 10, vec![named("Anna")]);
    let of = |changes: Vec<Change>, now_ms| {
        let mut other = Journal::default();
        commit(&mut other, PHONE, now_ms, changes);
        page::encode(other.entries())
    };
    let sale = || Change::bought(Purchase { amount: Money(5), ..Purchase::default() });
    let append = |journal: &mut Journal, page: &[u8]| {
        let book = journal.book();
        journal.append(&book, page)
    };
    assert_eq!(append(&mut journal, &of(vec![sale(), sale()], 5)), Ok(false), "between");
    let undo = Change::Undo { group: anna };
    assert_eq!(append(&mut journal, &of(vec![sale(), undo.clone()], 20)), Ok(false));
    assert_eq!(append(&mut journal, &page::encode::<Entry>([])), Ok(false), "nothing");
    assert_eq!(journal.len(), 1);
    assert_eq!(append(&mut journal, &of(vec![sale(), sale()], 20)), Ok(true));
    assert_eq!(journal.book().purchases().len(), 2);
    commit(&mut journal, LAPTOP, 30, vec![undo]);
    assert_eq!(append(&mut journal, &of(vec![sale(), sale()], 40)), Ok(true), "of nobody");
    let customer = Some(CustomerId(anna.0));
    let to_anna = Change::bought(Purchase { customer, ..Purchase::default() });
    assert_eq!(
        append(&mut journal, &of(vec![sale(), to_anna], 50)),
        Ok(false),
        "it brings her back"
    );
}
