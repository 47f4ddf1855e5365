//! The laws of bulk edits and of orders: only who was chosen, only once, and all of it back.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use regulars::book::journal::{Entry, Journal};
use regulars::book::{Book, Change};
use regulars::figures::overview::Overview;
use regulars::lists::base::Base;
use regulars::lists::bulk::{Bulk, MOST_EXAMPLES};
use regulars::lists::cell::{Cell, SortKey};
use regulars::lists::column::Column;
use regulars::lists::field::Field;
use regulars::lists::filter::{Condition, Filter, Group};
use regulars::lists::kind::Kind;
use regulars::lists::matcher::Matcher;
use regulars::lists::order::{Direction, arrange};
use regulars::lists::reader::Reader;
use regulars::lists::test::Asked;
use regulars::people::customer::{Channel, Consent};
use regulars::units::calendar::{Day, Zone};
use regulars::units::id::{CustomerId, GroupId, Replica, Stamp};

use crate::filter_shop::{TODAY, any_book, any_span, any_word};

fn any_consent() -> impl Strategy<Value = Consent> {
    (any::<bool>(), -2..3_i32).prop_map(|(given, days)| Consent {
        given,
        on: TODAY.plus(days),
        source: "asked at the counter".into(),
    })
}

fn any_bulk() -> impl Strategy<Value = Bulk> {
    let channel = select(&Channel::ALL[..]);
    prop_oneof![
        2 => any_word().prop_map(Bulk::AddTag),
        2 => any_word().prop_map(Bulk::RemoveTag),
        1 => any_word().prop_map(Bulk::Source),
        1 => Just(Bulk::Source(String::new())),
        1 => any_word().prop_map(Bulk::KeptBy),
        2 => any_word().prop_map(Bulk::AddToNote),
        1 => any::<bool>().prop_map(Bulk::Company),
        1 => Just(Bulk::NeverWrite),
        1 => any_word().prop_map(Bulk::BestTime),
        1 => proptest::option::of(channel.clone()).prop_map(Bulk::Prefers),
        3 => (channel, any_consent()).prop_map(|(by, consent)| Bulk::Consent(by, consent)),
        1 => Just(Bulk::Erase),
    ]
}

/// A journal of customers with what they are known by.
fn journal_of(book: &Book) -> Journal {
    let mut journal = Journal::default();
    let added = book.customers().iter().map(|(id, customer)| {
        let change = Change::AddCustomer {
            facts: customer.facts().to_vec(),
            members: customer.members().to_vec(),
        };
        (id.0, Entry { group: GroupId(id.0), change })
    });
    journal.merge(added);
    journal
}

fn commit(journal: &mut Journal, book: &mut Book, changes: &[Change]) -> GroupId {
    let mut batch = journal.batch(Replica::new(9, 0), TODAY.end_ms());
    let stamps: Vec<Stamp> = changes.iter().map(|change| batch.push(change.clone())).collect();
    let entries = batch.checked().expect("a change that can be kept");
    journal.advance(book, entries);
    GroupId(stamps[0])
}

/// The customers in these places, some of them twice, and one who is nobody.
fn chosen(book: &Book, places: &[usize]) -> Vec<CustomerId> {
    let ids: Vec<CustomerId> = book.customers().keys().copied().collect();
    let known = places.iter().filter_map(|place| ids.get(*place).copied());
    known.chain([CustomerId(Stamp::new(3, 3, Replica::new(3, 3)))]).collect()
}

proptest! {
    #[test]
    fn a_bulk_edit_is_of_the_chosen_once_and_is_undone(
        shop in any_book(),
        bulk in any_bulk(),
        places in vec(0..8_usize, 0..8),
    ) {
        let mut journal = journal_of(&shop);
        let mut book = journal.book();
        let before = book.clone();
        let chosen = chosen(&book, &places);
        let plan = bulk.plan(&book, &chosen).expect("a text of letters");
        let n_chosen = chosen.iter().collect::<BTreeSet<_>>().len();
        prop_assert_eq!(plan.n_changing + plan.n_already + plan.cannot.len(), n_chosen);
        prop_assert_eq!(plan.examples.len(), plan.n_changing.min(MOST_EXAMPLES));
        prop_assert!(plan.examples.iter().all(|example| example.before != example.after
            || bulk == Bulk::Erase));
        if plan.changes().is_empty() {
            return Ok(());
        }
        let group = commit(&mut journal, &mut book, plan.changes());
        let changed = before.customers().iter()
            .filter(|(id, customer)| book.customer(**id) != Some(*customer));
        let changed: Vec<CustomerId> = changed.map(|(id, _)| *id).collect();
        prop_assert_eq!(changed.len(), plan.n_changing);
        prop_assert!(changed.iter().all(|id| chosen.contains(id)));
        prop_assert_eq!(bulk.plan(&book, &chosen).expect("as before").n_changing, 0);
        if bulk != Bulk::Erase {
            commit(&mut journal, &mut book, &[Change::Undo { group }]);
            prop_assert_eq!(book, before);
        }
    }

    #[test]
    fn a_list_is_arranged_by_any_column(
        book in any_book(),
        field in select(&Field::ALL[..]),
        span in any_span(),
        is_falling in any::<bool>(),
    ) {
        let (overview, zone) = (Overview::new(&book, TODAY), Zone::default());
        let reader = Reader::new(Base::new(&book, &overview, &zone));
        let column = Column::new(field, span).unwrap_or(Column::of(field));
        prop_assert_eq!(Column::parse(&column.format()), Ok(column));
        let direction = if is_falling { Direction::Falling } else { Direction::Rising };
        let given: Vec<CustomerId> = book.customers().keys().copied().collect();
        let mut ids = given.clone();
        // By length, as no language does.
        let ranks = |texts: &[&str]| {
            texts.iter().map(|text| u32::try_from(text.len()).expect("short")).collect()
        };
        arrange(&mut ids, &reader, column, direction, ranks);
        let cell = |id: CustomerId| column.value(&reader, &reader.row(id).expect("one of them"));
        let key = |id: CustomerId| match cell(id).sort_key() {
            SortKey::Nothing => None,
            SortKey::Number(number) => Some(if is_falling { -number } else { number }),
            SortKey::Text(text) => {
                let length = i64::try_from(text.len()).expect("short");
                Some(if is_falling { -length } else { length })
            }
        };
        let place = |id: CustomerId| given.iter().position(|other| *other == id);
        let order = |id: CustomerId| (key(id).is_none(), key(id), place(id));
        prop_assert!(ids.is_sorted_by_key(|id| order(*id)), "{:?}", column);
        prop_assert_eq!(ids.len(), given.len());
    }

    #[test]
    fn a_cell_says_what_a_condition_on_it_finds(book in any_book(), field in select(&Field::ALL[..])) {
        let asked = if field.kind() == Kind::YesNo { Asked::Yes } else { Asked::Known };
        let condition = Condition::new(field, asked.wanted()).expect("a test of every kind");
        let filter = Filter::new(Group::all(vec![condition.into()])).expect("one condition");
        let (overview, zone) = (Overview::new(&book, TODAY), Zone::default());
        let base = Base::new(&book, &overview, &zone);
        let matcher = Matcher::new(&filter, base);
        let reader = matcher.reader();
        for row in reader.rows() {
            let cell = Column::of(field).value(reader, &row);
            let is_there = !matches!(cell, Cell::Nothing | Cell::YesNo(false));
            prop_assert_eq!(matcher.matches(row.id()), is_there, "{:?}", cell);
        }
    }
}

#[test]
fn the_day_of_entering_is_that_of_the_shop() {
    let added = Change::AddCustomer { facts: vec![], members: vec![] };
    let stamp = Stamp::new(Day(20_876).end_ms() - 60_000, 0, Replica::new(1, 0));
    let mut book = Book::default();
    book.apply(stamp, &added);
    let overview = Overview::new(&book, TODAY);
    for (minutes, expected) in [(0, Day(20_876)), (60, Day(20_877)), (-1_440, Day(20_875))] {
        let zone = Zone::fixed(minutes);
        let reader = Reader::new(Base::new(&book, &overview, &zone));
        let row = reader.row(CustomerId(stamp)).expect("the customer");
        assert_eq!(Column::of(Field::Entered).value(&reader, &row), Cell::Day(expected));
    }
}
