use super::*;
use crate::units::calendar::Day;
use crate::units::id::{Replica, Stamp};

fn id(counter: u32) -> CustomerId {
    CustomerId(Stamp::new(1, counter, Replica::new(1, 0)))
}

/// The customers with these facts and members, by number.
fn book(customers: &[(&[Fact], &[Member])]) -> Book {
    let mut book = Book::default();
    for (counter, (facts, members)) in (0..).zip(customers) {
        let added = Change::AddCustomer { facts: facts.to_vec(), members: members.to_vec() };
        book.apply(id(counter).0, &added);
    }
    book
}

fn tag(text: &str) -> Member {
    Member::Tag(text.to_owned())
}

#[test]
fn a_plan_counts_who_changes_who_has_it_and_who_cannot() {
    let book = book(&[(&[], &[]), (&[], &[tag("vip")]), (&[], &[tag("old")])]);
    let chosen = [id(2), id(0), id(1), id(0), id(9)];
    let plan = Bulk::AddTag(" VIP ".into()).plan(&book, &chosen).unwrap();
    assert_eq!((plan.n_changing, plan.n_already, plan.changes().len()), (2, 1, 2));
    assert_eq!(plan.cannot, [(id(9), Cannot::Gone)]);
    let cells = |texts: &[&str]| Cell::texts(texts.iter().copied());
    let example = |customer, before: &[&str], after: &[&str]| Example {
        customer,
        before: cells(before),
        after: cells(after),
    };
    let expected = [example(id(0), &[], &["VIP"]), example(id(2), &["old"], &["old", "VIP"])];
    assert_eq!(plan.examples, expected);
}

#[test]
fn a_tag_goes_in_every_spelling() {
    let book = book(&[(&[], &[tag("VIP"), tag("víp"), tag("other")])]);
    let plan = Bulk::RemoveTag("vip".into()).plan(&book, &[id(0)]).unwrap();
    assert_eq!((plan.n_changing, plan.changes().len()), (1, 2));
    assert_eq!(plan.examples[0].after, Cell::texts(["other"]));
}

#[test]
fn a_note_gets_lines_once() {
    let check = |note: &str, lines: &str, expected: Option<&str>| {
        assert_eq!(with_lines(note, lines).as_deref(), expected, "{note:?} {lines:?}");
    };
    check("", "likes rolls", Some("likes rolls"));
    check("tall\n", "likes rolls", Some("tall\nlikes rolls"));
    check("tall\nlikes rolls\nold", "likes rolls", None);
    check("always likes rolls", "likes rolls", Some("always likes rolls\nlikes rolls"));
    let full = "x".repeat(16_000);
    let book = book(&[(&[Fact::Note(full)], &[])]);
    let plan = Bulk::AddToNote("y".into()).plan(&book, &[id(0)]).unwrap();
    assert_eq!(plan.cannot, [(id(0), Cannot::NoteTooLong)]);
}

#[test]
fn a_consent_is_not_written_over_what_somebody_said() {
    let said = |given, on| Consent { given, on: Day(on), source: String::new() };
    let sms = |given, on| Fact::Consent(Channel::Sms, said(given, on));
    let customers: [&[Fact]; 5] =
        [&[], &[sms(true, 5)], &[sms(false, 5)], &[sms(false, 20)], &[Fact::NeverWrite(true)]];
    let book = book(&customers.map(|facts| (facts, &[][..])));
    let all: Vec<CustomerId> = (0..5).map(id).collect();
    let plan = Bulk::Consent(Channel::Sms, said(true, 10)).plan(&book, &all).unwrap();
    assert_eq!((plan.n_changing, plan.n_already), (2, 1));
    let expected = [(id(3), Cannot::RefusedSince), (id(4), Cannot::AskedForSilence)];
    assert_eq!(plan.cannot, expected);
    assert_eq!((plan.n_cannot(Cannot::RefusedSince), plan.n_cannot(Cannot::Gone)), (1, 0));
    let plan = Bulk::Consent(Channel::Sms, said(false, 10)).plan(&book, &all).unwrap();
    assert_eq!((plan.n_changing, plan.n_already, plan.cannot.len()), (3, 2, 0));
}

#[test]
fn what_means_nothing_is_refused() {
    let check = |bulk: Bulk, expected: Result<(), BulkRefusal>| {
        assert_eq!(bulk.check(), expected, "{bulk:?}");
    };
    check(Bulk::AddTag(" \u{200c}".into()), Err(BulkRefusal::BlankText));
    check(Bulk::RemoveTag(String::new()), Err(BulkRefusal::BlankText));
    check(Bulk::AddToNote("\n".into()), Err(BulkRefusal::BlankText));
    check(Bulk::Source("x".repeat(16_001)), Err(BulkRefusal::TextTooLong));
    check(Bulk::Source(String::new()), Ok(()));
    check(Bulk::Erase, Ok(()));
}
