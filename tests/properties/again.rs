//! Rows that name somebody in the very cells of an earlier row: the plan is the one that comes of
//! reading each row in full.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use regulars::files::columns::Meaning;
use regulars::files::import::{self, Key, Known, OnMatch, Options, Plan};
use regulars::files::table::{self, ReadOptions, Table};
use regulars::people::customer::{Customer, Fact, Member};
use regulars::people::same::Country;
use regulars::units::calendar::{Day, Zone};
use regulars::units::id::{CustomerId, Replica, Stamp};
use regulars::units::money::Currency;

const TITLES: &str = "Name;Phone;Card;Customer ID;Note;Date;Order;Amount;Product\n";

const COLUMNS: [Meaning; 9] = [
    Meaning::Name,
    Meaning::Phone,
    Meaning::Card,
    Meaning::FileId,
    Meaning::Note,
    Meaning::Date,
    Meaning::OrderNumber,
    Meaning::Amount,
    Meaning::Product,
];

/// A row of few different cells, so that people, keys and orders meet all the time.
fn any_row() -> impl Strategy<Value = String> {
    let name = select(vec!["", "Anna", "Kovács Anna", "Kovács A.", "Nagy Anna", "Guest", ".", "-"]);
    let phone = select(vec![
        "",
        "+36 30 555 0142",
        "06305550142",
        "06 30 555 0143 / +36 30 555 0142",
        "06305550143 work",
        "abc",
    ]);
    let code = || select(vec!["", "", "1", "2", "#N/A"]);
    let note = select(vec!["", "", "nuts"]);
    let date = select(vec!["2026-08-05", "2026-08-06", "", "yesterday"]);
    let amount = select(vec!["5", "7.50", "-5", "", "five", "-"]);
    let number = select(vec!["", "", "8", "9"]);
    let product = select(vec!["", "tea"]);
    let person = (name, phone, code(), code(), note);
    (person, (date, number, amount, product)).prop_map(|(person, sale)| {
        let (name, phone, card, id, note) = person;
        let (date, number, amount, product) = sale;
        [name, phone, card, id, note, date, number, amount, product].join(";")
    })
}

/// People of the book who have keys of the rows.
fn any_known() -> impl Strategy<Value = Known> {
    let person = (select(vec!["Anna", "Nagy Anna", ""]), select(vec!["", "06305550142"]), 0..3_u8);
    let country = select(vec![None, Country::parse("HU")]);
    (vec(person, 0..3), country).prop_map(|(people, country)| {
        let mut known = Known::new(country);
        for (counter, (name, phone, card)) in (0..).zip(people) {
            let mut customer = Customer::default();
            customer.set(Fact::Name(name.to_owned()));
            if card > 0 {
                customer.set(Fact::Card(card.to_string()));
            }
            if !phone.is_empty() {
                customer.set_member(&Member::Phone(phone.to_owned()), true);
            }
            let id = CustomerId(Stamp::new(1, counter, Replica::new(1, 0)));
            known.add_customer(id, &customer);
        }
        known
    })
}

fn any_options() -> impl Strategy<Value = Options> {
    let on_match = select(vec![OnMatch::Both, OnMatch::CreateOnly, OnMatch::UpdateOnly]);
    (select(Key::ALL.to_vec()), on_match, any::<bool>()).prop_map(|(key, on_match, has_sales)| {
        let meant = |meaning: Meaning| has_sales || !meaning.is_of_sale();
        let mapping = COLUMNS.map(|meaning| if meant(meaning) { meaning } else { Meaning::Ignore });
        Options {
            mapping: mapping.to_vec(),
            key,
            on_match,
            today: Day::from_ymd(2026, 8, 9).expect("a day"),
            currency: Currency::parse("EUR").expect("a currency"),
            zone: Zone::default(),
            ..Options::default()
        }
    })
}

fn plan(table: &Arc<Table>, known: &Arc<Known>, options: Options) -> Plan {
    import::plan(Arc::clone(table), Arc::clone(known), options).expect("it says who")
}

proptest! {
    #[test]
    fn the_same_cells_lead_to_the_same_person_as_if_they_were_read_again(
        rows in vec(any_row(), 1..30),
        known in any_known(),
        options in any_options(),
        are_one in vec(any::<bool>(), 8),
    ) {
        let text = rows.iter().fold(TITLES.to_owned(), |text, row| text + row + "\n");
        let read = ReadOptions { has_titles: Some(true), ..ReadOptions::default() };
        // Rows of nothing but blank cells may leave none.
        let Ok(table) = table::read(text.as_bytes(), read) else { return Ok(()) };
        let (table, known) = (Arc::new(table), Arc::new(known));
        // What was said of the pairs of names that are asked about.
        let mut options = options;
        let asked = plan(&table, &known, options.clone());
        let pairs = asked.pairs.into_iter().map(|pair| pair.id).zip(are_one);
        options.are_one = pairs.collect::<BTreeMap<_, _>>();
        // A row with a cell that the owner wrote is always read, though it says what stood there.
        let mended = table.rows.iter().map(|row| ((row.line, 0), row.cell(0).to_owned()));
        let written = Options { mended: mended.collect(), ..options.clone() };
        prop_assert_eq!(plan(&table, &known, options), plan(&table, &known, written));
    }
}
