//! What is written as CSV is read back the same, and harmless to a spreadsheet on the way.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use regulars::files::columns::{self, Meaning};
use regulars::files::csv_out::{self, CUSTOMER_COLUMNS, PURCHASE_COLUMNS, Sold};
use regulars::files::import::{self, Buyer, Known, NewCustomer, Options, Plan, UnknownBuyers};
use regulars::files::table::{self, ReadOptions, Separator, is_formula_start};
use regulars::people::customer::{Customer, Fact, Member};
use regulars::people::same;
use regulars::trade::purchase::{Line, Purchase, Refund};
use regulars::units::calendar::{Birthday, Day, Moment, Zone};
use regulars::units::money::{Currency, Money};

pub(crate) fn today() -> Day {
    Day(20_779)
}

/// English titles; a column without one in the list is left without.
fn title(column: Meaning) -> String {
    match column {
        Meaning::FileId => "Customer ID".into(),
        Meaning::OrderNumber => "Order number".into(),
        Meaning::PurchaseNote => "Purchase note".into(),
        Meaning::KeptBy => "Kept by".into(),
        Meaning::IsCompany => "Is company".into(),
        Meaning::NeverWrite => "Never write".into(),
        Meaning::BroughtIn => "From a bought list".into(),
        column => format!("{column:?}"),
    }
}

/// Text as owners and attackers write it: no blanks at the ends, and not one of the words for
/// "nothing".
fn any_text() -> impl Strategy<Value = String> {
    let nasty = "[-=+@＝＋－＠'\"]{0,3}[a-ző;,|<>\"' \t\r\n=+0-9]{0,12}";
    let text = prop_oneof![nasty, "\\PC{1,12}", "[A-ZÁŐ][a-záéű]{1,8} [A-Z][a-z]{1,8}"];
    text.prop_map(|text| {
        text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
    })
    .prop_filter("says nothing", |text| {
        !["", "-", "–", "—", "n/a", "N/A", "null", "NULL"].contains(&text.as_str())
    })
}

/// A label of a set: the marks that part several in one cell do not stand in it, nor around it.
fn any_label() -> impl Strategy<Value = String> {
    let is_marked = |text: &str| text.starts_with('"') && text.ends_with('"');
    any_text().prop_filter("parts labels", move |text| {
        !text.contains(":::") && !text.starts_with("* ") && !is_marked(text)
    })
}

fn any_phone() -> impl Strategy<Value = String> {
    "(\\+36 |06 )[237]0 [0-9]{3}[- ][0-9]{4}"
}

fn any_email() -> impl Strategy<Value = String> {
    "[-+=a-z0-9]{1,8}@[a-z]{1,8}\\.hu"
}

fn any_birthday() -> impl Strategy<Value = Option<Birthday>> {
    let parts = (proptest::option::of(1900..2026_i32), 1..=12_u32, 1..=31_u32);
    // The first day a spreadsheet knows stands for none.
    let is_first = |birthday: &Option<Birthday>| *birthday == Birthday::new(Some(1900), 1, 1);
    parts
        .prop_map(|(year, month, day)| Birthday::new(year, month, day))
        .prop_filter("stands for none", move |birthday| birthday.is_none() || !is_first(birthday))
}

prop_compose! {
    pub(crate) fn any_customer()(
        name in any_text(),
        phones in vec(any_phone(), 0..3),
        emails in vec(any_email(), 0..3),
        birthday in any_birthday(),
        note in proptest::option::of(any_text()),
        source in proptest::option::of(any_text()),
        tags in vec(any_label(), 0..3),
        likes in vec(any_label(), 0..2),
        addresses in vec(any_label(), 0..3),
        company in any::<bool>(),
        never_write in any::<bool>(),
        brought_in in any::<bool>(),
    ) -> Customer {
        let mut customer = Customer::default();
        customer.set(Fact::Name(name));
        let facts = [
            birthday.map(|birthday| Fact::Birthday(Some(birthday))),
            note.map(Fact::Note),
            source.map(Fact::Source),
            company.then_some(Fact::Company(true)),
            never_write.then_some(Fact::NeverWrite(true)),
            brought_in.then_some(Fact::BroughtIn(true)),
        ];
        facts.into_iter().flatten().for_each(|fact| customer.set(fact));
        let mut keys = Vec::new();
        for phone in phones {
            let key = same::phone(&phone, None);
            if !keys.contains(&key) {
                keys.push(key);
                customer.set_member(&Member::Phone(phone), true);
            }
        }
        let members = emails.into_iter().map(Member::Email).chain(addresses.into_iter().map(Member::Address))
            .chain(tags.into_iter().map(Member::Tag)).chain(likes.into_iter().map(Member::Likes));
        members.for_each(|member| customer.set_member(&member, true));
        customer
    }
}

prop_compose! {
    fn any_line()(
        product in any_text(),
        quantity_thousandths in 0..5_000_000_i64,
        price in proptest::option::of(0..1_000_000_i64),
    ) -> Line {
        Line { product, quantity_thousandths, price: price.map(Money) }
    }
}

prop_compose! {
    pub(crate) fn any_purchase()(
        day in -20_000..20_779_i32,
        minute in proptest::option::of(0..1_440_u16),
        amount in 0..1_000_000_000_i64,
        refunded in proptest::option::of(1..1_000_000_000_i64),
        cost in proptest::option::of(0..1_000_000_000_i64),
        lines in vec(any_line(), 0..4),
        employee in proptest::option::of(any_text()),
        note in proptest::option::of(any_text()),
    ) -> (Purchase, Option<Money>) {
        let purchase = Purchase {
            at: Moment { day: Day(day), minute },
            amount: Money(amount),
            cost: cost.map(Money),
            lines,
            employee: employee.unwrap_or_default(),
            note: note.unwrap_or_default(),
            ..Purchase::default()
        };
        (purchase, refunded.map(|refunded| Money(refunded.min(amount))).filter(|sum| sum.0 > 0))
    }
}

fn any_separator() -> impl Strategy<Value = Separator> {
    prop_oneof![Just(Separator::Comma), Just(Separator::Semicolon), Just(Separator::Tab)]
}

pub(crate) fn any_currency() -> impl Strategy<Value = Currency> {
    let currency = |code| Currency::parse(code).expect("a currency");
    prop_oneof![Just(currency("EUR")), Just(currency("HUF")), Just(currency("KWD"))]
}

fn bring_in(text: &str, columns: &[Meaning], separator: Separator, currency: Currency) -> Plan {
    let read = ReadOptions {
        separator: Some(separator),
        has_titles: Some(true),
        ..ReadOptions::default()
    };
    let table = table::read(text.as_bytes(), read).expect("a table");
    let guess = import::guess(&table, today(), currency, Zone::default());
    let options =
        Options { mapping: columns.to_vec(), unknown_buyers: UnknownBuyers::Keep, ..guess.options };
    import::plan(Arc::new(table), Arc::new(Known::default()), options).expect("a plan")
}

pub(crate) fn sorted(members: &[Member]) -> Vec<Member> {
    let mut members = members.to_vec();
    members.sort();
    members
}

proptest! {
    // Each case reads a file, which is many small steps without optimization.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_customer_comes_back_as_it_went(
        customer in any_customer(), separator in any_separator()
    ) {
        let text = csv_out::customers([&customer], &[], separator, title);
        let plan = bring_in(&text, &CUSTOMER_COLUMNS, separator, Currency::default());
        prop_assert_eq!(&plan.problems, &[]);
        let [NewCustomer { facts, members, .. }] = plan.new_customers.as_slice() else {
            return Err(TestCaseError::fail("one customer"));
        };
        prop_assert_eq!(facts.as_slice(), customer.facts());
        prop_assert_eq!(sorted(members), sorted(customer.members()));
    }

    #[test]
    fn a_purchase_comes_back_as_it_went(
        (purchase, refunded) in any_purchase(),
        separator in any_separator(),
        currency in any_currency(),
    ) {
        let sold = Sold {
            customer: None, purchase: purchase.clone(), refunded: refunded.unwrap_or(Money::ZERO)
        };
        let text = csv_out::purchases([sold], currency, separator, title);
        let plan = bring_in(&text, &PURCHASE_COLUMNS, separator, currency);
        prop_assert_eq!(&plan.problems, &[]);
        prop_assert_eq!(plan.purchases.len(), 1);
        let planned = &plan.purchases[0];
        prop_assert_eq!(planned.buyer, Buyer::Unknown);
        prop_assert_eq!(&planned.purchase, &purchase);
        let at = purchase.at;
        let refund = refunded.map(|amount| Refund { amount, at, reason: String::new() });
        prop_assert_eq!(planned.refunds.first(), refund.as_ref());
    }

    #[test]
    fn no_cell_is_a_formula(customer in any_customer(), separator in any_separator()) {
        let text = csv_out::customers([&customer], &[], separator, title);
        let rows = csv::ReaderBuilder::new()
            .delimiter(separator.byte()).has_headers(false).from_reader(text.as_bytes())
            .into_records().collect::<Result<Vec<_>, _>>().expect("rows of one width");
        prop_assert_eq!(rows.len(), 2);
        for cell in rows.iter().flatten() {
            prop_assert!(!cell.starts_with(is_formula_start), "{}", cell);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fail(bytes in vec(any::<u8>(), 0..400)) {
        if let Ok(table) = table::read(&bytes, ReadOptions::default()) {
            let guess = import::guess(&table, today(), Currency::default(), Zone::default());
            let plan = import::plan(Arc::new(table), Arc::new(Known::default()), guess.options);
            prop_assert!(plan.is_ok() || plan.is_err());
        }
    }

    #[test]
    fn every_row_goes_in_or_is_told(rows in vec(any_row(), 1..40)) {
        let titles = "date;name;amount\n";
        let text = rows.iter().fold(titles.to_owned(), |text, (row, _)| text + row + "\n");
        let columns = [Meaning::Date, Meaning::Name, Meaning::Amount];
        let plan = bring_in(&text, &columns, Separator::Semicolon, Currency::default());
        let bad: Vec<u32> = (2_u32..).zip(&rows).filter(|(_, row)| !row.1).map(|(l, _)| l).collect();
        let told: Vec<u32> = plan.problems.iter().map(|problem| problem.line).collect();
        prop_assert_eq!(&told, &bad);
        prop_assert_eq!(plan.purchases.len(), rows.len() - bad.len());
        prop_assert_eq!(plan.counts.rows_set_aside, bad.len());
    }
}

/// A row of a day, a name and an amount, and whether it can go in.
fn any_row() -> impl Strategy<Value = (String, bool)> {
    let cell = |good: &[&'static str], bad: &[&'static str]| {
        let marked = |cells: &[&'static str], is_good| {
            cells.iter().map(|cell| (*cell, is_good)).collect::<Vec<_>>()
        };
        proptest::sample::select([marked(good, true), marked(bad, false)].concat())
    };
    let day = cell(&["2026.08.05.", "05.08.2026 10:00", "20260805"], &["tegnap", "2062-03-07", ""]);
    let name = cell(&["Anna", "=cmd", "<b>"], &[]);
    let amount = cell(&["5", "1 150,00", "12,5", "0"], &["öt", "99999999999999"]);
    (day, name, amount).prop_map(|(day, name, amount)| {
        (format!("{};{};{}", day.0, name.0, amount.0), day.1 && amount.1)
    })
}

/// What a column is called in a language, as the screen and the exported files call it.
pub(crate) fn title_in(language: &str, meaning: Meaning) -> String {
    let path = format!("{}/src/app/locales/{language}/import.json", env!("CARGO_MANIFEST_DIR"));
    let words = std::fs::read_to_string(path).expect("the words are readable");
    let words: serde_json::Value = serde_json::from_str(&words).expect("the words are JSON");
    let mut key = "meaning".to_owned();
    for letter in format!("{meaning:?}").chars() {
        if letter.is_uppercase() {
            key.push('_');
        }
        key.extend(letter.to_lowercase());
    }
    words[&key].as_str().unwrap_or_else(|| panic!("{language} has no {key}")).to_owned()
}

#[test]
fn every_title_that_is_exported_is_understood_when_it_comes_back() {
    for language in ["en", "fa"] {
        for columns in [&CUSTOMER_COLUMNS[..], &PURCHASE_COLUMNS[..]] {
            let titles: Vec<String> =
                columns.iter().map(|meaning| title_in(language, *meaning)).collect();
            let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
            let read = columns::guess(&titles, &[]).mapping;
            assert_eq!(read, columns, "{language}: {titles:?}");
        }
    }
}
