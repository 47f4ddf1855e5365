use super::*;
use crate::people::customer::Fact;
use crate::trade::purchase::Purchase;
use crate::units::id::{CustomerId, Replica};
use crate::units::money::Money;

fn stamp(time_ms: u64, counter: u32) -> Stamp {
    Stamp::new(time_ms, counter, Replica::new(7, 1))
}

fn entry(group: Stamp, change: Change) -> Entry {
    Entry { group: GroupId(group), change }
}

fn round_trip(entries: &[(Stamp, Entry)]) -> Vec<u8> {
    let page = encode(entries.iter().map(|(stamp, entry)| (*stamp, entry)));
    assert_eq!(decode(&page).as_deref(), Ok(entries));
    page
}

fn anna(card: &str) -> Change {
    Change::AddCustomer { facts: vec![Fact::Card(card.into())], members: vec![] }
}

#[test]
fn changes_come_back_in_their_groups() {
    let (first, second) = (stamp(1_800_000_000_000, 0), stamp(1_800_000_000_005, 3));
    round_trip(&[]);
    round_trip(&[
        (first, entry(first, anna("1"))),
        (first.next(first.replica()), entry(first, anna("2"))),
        (second, entry(second, Change::Undo { group: GroupId(first) })),
    ]);
}

#[test]
fn an_import_costs_few_bytes_a_purchase() {
    let first = stamp(1_800_000_000_000, 0);
    let mut entries = vec![(first, entry(first, anna("00001")))];
    for counter in 1..=1000 {
        let purchase = Purchase {
            customer: Some(CustomerId(first)),
            amount: Money(2933),
            ..Purchase::default()
        };
        let change = Change::bought(purchase);
        entries.push((stamp(1_800_000_000_000, counter), entry(first, change)));
    }
    let page = round_trip(&entries);
    assert!(page.len() < 40 * entries.len(), "{} bytes", page.len());
}

#[test]
fn what_adds_a_record_is_known_by_its_first_byte_and_a_buyer_is_read_alone() {
    let (stamp, buyer) = (Stamp::new(9, 0, Replica::new(1, 0)), CustomerId(Stamp::NONE));
    for customer in [None, Some(buyer)] {
        let body = encode_change(&Change::bought(Purchase { customer, ..Purchase::default() }));
        assert_eq!(body[0], PURCHASE);
        let raw = Raw { stamp, group: GroupId(stamp), body: &body };
        assert_eq!(raw.buyer(), Some(customer));
        assert_eq!(raw.purchase().map(|purchase| purchase.customer), Some(customer));
        assert!(raw.adds_record());
    }
    let of = |body| Raw { stamp, group: GroupId(stamp), body };
    let body = encode_change(&anna("0417"));
    assert_eq!(body[0], CUSTOMER);
    assert_eq!((of(&body).buyer(), of(&body).purchase()), (None, None));
    assert!(of(&body).adds_record());
    let body = encode_change(&Change::EraseCustomer { customer: buyer });
    assert!(!of(&body).adds_record() && !of(&[]).adds_record());
    // More behind it than is known: a newer version's, which adds nothing here.
    let longer = [encode_change(&Change::bought(Purchase::default())), vec![42]].concat();
    assert_eq!(of(&longer).purchase(), None);
}

#[test]
fn j4_an_unknown_kind_survives_byte_for_byte() {
    let first = stamp(5, 0);
    // Kind 99 of a later version, and a known kind with more behind it than is known.
    let mut longer = encode_change(&anna("1"));
    longer.push(42);
    for bytes in [vec![99, 1, 2, 3], longer] {
        let change = decode_change(&bytes);
        assert_eq!(change, Change::Unknown(bytes));
        round_trip(&[(first, entry(first, change))]);
    }
}

#[test]
fn a_page_cut_anywhere_is_damaged_and_a_newer_one_is_named() {
    let first = stamp(5, 0);
    let page = round_trip(&[(first, entry(first, anna("0417")))]);
    for length in 2..page.len() {
        assert_eq!(decode(&page[..length]), Err(PageDamage::Damaged), "cut at {length}");
    }
    assert_eq!(decode(&[]), Err(PageDamage::Damaged));
    assert_eq!(decode(&[2]), Err(PageDamage::Newer));
}

#[test]
fn a_stamp_beyond_every_clock_is_refused() {
    let late = stamp(1 << 47, 0);
    let page = encode([(late, &entry(late, anna("1")))]);
    assert_eq!(decode(&page), Err(PageDamage::TooLarge));
    assert_eq!(check(late, &anna("1")), Err(ChangeRefusal::Unreadable));
    let made = [(late, entry(late, anna("1")))];
    assert_eq!(encode_proved(&made), Err(ChangeRefusal::Unreadable));
}

#[test]
fn the_last_of_a_milliseconds_counters_is_read() {
    let last = stamp(5, u32::MAX);
    round_trip(&[(last, entry(last, anna("1")))]);
}

#[test]
fn a_text_is_refused_before_it_is_kept_and_read_whatever_its_length() {
    let first = stamp(5, 0);
    let most = MAX_TEXT_CHARS;
    for letter in ["x", "ű", "ﷺ", "𝔘"] {
        let longest = anna(&letter.repeat(most));
        assert_eq!(check(first, &longest), Ok(()), "{letter}");
        let page = round_trip(&[(first, entry(first, longest))]);
        assert!(page.len() < 64 << 10, "version 0.1 reads no longer ones: {letter}");
        let longer = anna(&letter.repeat(most + 1));
        assert_eq!(check(first, &longer), Err(ChangeRefusal::TextTooLong { most }), "{letter}");
    }
    // Version 0.1 wrote texts of any length and then could not read them.
    round_trip(&[(first, entry(first, anna(&"x".repeat(5 << 20))))]);
}

#[test]
fn nothing_is_proved_that_reads_back_otherwise() {
    let first = stamp(5, 0);
    // The bytes of a known change are read as that change.
    let disguised = Change::Unknown(encode_change(&anna("1")));
    let made = [(first, entry(first, disguised))];
    assert_eq!(encode_proved(&made), Err(ChangeRefusal::Unreadable));
    let made = [(first, entry(first, anna("1")))];
    assert_eq!(encode_proved(&made).as_deref().map(decode), Ok(Ok(made.to_vec())));
}
