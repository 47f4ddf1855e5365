//! From the bytes of a file to what one row says.

use regulars::files::columns::{LooksLike, Meaning};
use regulars::files::encoding::FileRefusal;
use regulars::files::import::{self, Reason};
use regulars::files::table::{self, ReadOptions};
use regulars::people::customer::{Channel, Customer};
use regulars::units::calendar::Birthday;

use super::{
    amounts, budapest, bytes, currency, customers, lines_set_aside, moments, named, odd_cells,
    tidied, today, tried, tried_with,
};

fn phones(customer: &Customer) -> Vec<&str> {
    customer.phones().collect()
}

fn emails(customer: &Customer) -> Vec<&str> {
    customer.emails().collect()
}

#[test]
fn n16_dates_are_written_long() {
    let Some(tried) = tried("16-us-long-dates.csv") else { return };
    let expected = ["2026-08-05 15:14", "2026-08-06 00:05", "2026-08-07", "2026-08-07"];
    assert_eq!(moments(&tried.plan), expected);
    assert_eq!(amounts(&tried.plan), [1_000, 1_100, 1_200, 1_300]);
}

#[test]
fn n17_a_time_near_midnight_is_of_the_day_in_the_shop() {
    let Some(tried) = tried("17-utc-near-midnight.csv") else { return };
    let expected = ["2026-08-05 23:59", "2026-08-06 00:01", "2026-08-06 05:30"];
    assert_eq!(moments(&tried.plan), expected);
}

#[test]
fn n23_an_address_book_keeps_people_and_firms() {
    let Some(tried) = tried("23-google-contacts-new.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(named(&tried.plan), ["Dana M. Sample", "Sample Bakery Kft.", ""]);
    let [dana, bakery, third] = people.as_slice() else { panic!("three customers") };
    assert_eq!(phones(dana), ["+36 30 555 0107", "+36 30 555 0108", "06 1 555 0109"]);
    assert_eq!(emails(dana), ["dana@example.com", "dana2@example.com"]);
    assert_eq!(dana.birthday(), Birthday::new(None, 2, 29));
    assert_eq!(dana.tags().collect::<Vec<_>>(), ["Suppliers"]);
    assert!(dana.note().contains("Hotel Sample") && dana.note().contains("call after 5"));
    assert!(!dana.is_company());
    assert!(bakery.is_company());
    assert_eq!(phones(bakery), ["+36 1 555 0110"]);
    assert_eq!(emails(third), ["only@example.com"]);
}

#[test]
fn n30_a_birthday_that_cannot_be_read_costs_nobody() {
    let Some(tried) = tried("30-leap-birthdays.csv") else { return };
    assert_eq!(named(&tried.plan), ["Ana Leap", "Bob Leap", "Cat Leap", "Dan Leap", "Eve Leap"]);
    let birthdays: Vec<_> = customers(&tried.plan).iter().map(Customer::birthday).collect();
    let leap = |year| Birthday::new(year, 2, 29);
    assert_eq!(birthdays, [leap(Some(2000)), leap(None), leap(None), None, None]);
    assert_eq!(odd_cells(&tried.plan), [(5, "29/02/2001"), (6, "2020")]);
    assert_eq!(tried.plan.problems, []);
}

#[test]
fn n31_marks_nobody_sees_part_nobody() {
    let Some(tried) = tried("31-invisible-marks.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(named(&tried.plan), ["Fay Sample", "🌸 Gus 👩\u{200d}🍳"]);
    assert_eq!(emails(&people[0]), ["fay@example.com"]);
    assert_eq!(phones(&people[0]), ["+36 30 555 0112"]);
}

#[test]
fn n34_an_extension_is_no_part_of_the_number() {
    let Some(tried) = tried("34-phone-extension.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(tried.plan.problems, []);
    assert_eq!(people.len(), 4);
    assert_eq!(phones(&people[0]), ["+1 608-555-0100"]);
    assert!(people[0].note().contains("x11"));
    assert_eq!(phones(&people[1]), ["608-555-0101"]);
    assert!(people[1].note().contains("ext. 12"));
    assert_eq!(phones(&people[2]), ["+36 30 555 0113", "+36 20 555 0114"]);
    assert_eq!(phones(&people[3]), ["06 30 555 0115"]);
    assert!(people[3].note().contains("anya"));
}

#[test]
fn n43_sums_under_card_are_no_cards() {
    let Some(tried) = tried("43-card-takings-as-card-number.csv") else { return };
    assert_eq!(named(&tried.plan), ["Ann Sample", "Bob Sample", "Cid Sample", "Dot Sample"]);
    assert!(customers(&tried.plan).iter().all(|customer| customer.card().is_empty()));
    assert_eq!(amounts(&tried.plan)[..4], [500, 500, 700, 900]);
}

#[test]
fn n44_a_bad_birthday_does_not_cost_the_sale() {
    let Some(tried) = tried("44-bad-birthday-and-sale.csv") else { return };
    assert_eq!(named(&tried.plan), ["Ann Sample", "Bob Sample", "Cid Sample"]);
    assert_eq!(amounts(&tried.plan), [1_000, 2_000, 3_000]);
    assert_eq!(odd_cells(&tried.plan), [(2, "unknown"), (4, "00/00/0000")]);
    assert_eq!(tidied(&tried.plan), [(3, "n/a", "")]);
    let bob = &customers(&tried.plan)[1];
    assert_eq!((phones(bob), bob.birthday()), (vec![], Birthday::new(Some(1980), 2, 3)));
}

#[test]
fn n46_the_season_of_the_import_changes_nothing() {
    let name = "46-same-file-other-season.csv";
    let Some(bytes) = bytes(name) else { return };
    let on = |month, day| {
        let table = table::read(&bytes, ReadOptions::default()).expect(name);
        let today = regulars::units::calendar::Day::from_ymd(2026, month, day).expect("a day");
        let options = import::guess(&table, today, currency("EUR"), budapest()).options;
        import::plan(table.into(), std::sync::Arc::default(), options).expect(name)
    };
    let (august, november) = (on(8, 20), on(11, 25));
    assert_eq!(moments(&august), ["2026-08-06 00:30", "2026-08-06 12:00"]);
    assert_eq!(august.purchases, november.purchases);
}

#[test]
fn n49_a_text_in_a_formula_is_the_text() {
    let Some(tried) = tried("49-formula-text.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(tried.plan.problems, []);
    assert_eq!((phones(&people[0]), people[0].card()), (vec!["06305550123"], "000123"));
    assert_eq!(amounts(&tried.plan), [1_250]);
}

#[test]
fn n50_a_spoilt_cell_costs_no_more_than_itself() {
    let Some(tried) = tried("50-spoilt-cells.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(named(&tried.plan), ["Ann Sample", "Bob Sample", "Cid Sample"]);
    assert_eq!((phones(&people[0]), people[0].note()), (vec![], ""));
    assert_eq!(phones(&people[2]), ["06305550124"]);
    assert_eq!(amounts(&tried.plan), [1_000]);
    assert_eq!(tried.plan.purchases[0].purchase.note, "");
    let aside: Vec<_> = tried
        .plan
        .problems
        .iter()
        .map(|p| (p.line, p.meaning, p.value.as_str(), &p.reason))
        .collect();
    let spoilt = &Reason::Spoilt;
    assert_eq!(
        aside,
        [(3, Meaning::Date, "########", spoilt), (4, Meaning::Amount, "#VALUE!", spoilt)]
    );
    assert_eq!(odd_cells(&tried.plan), [(2, "#N/A"), (2, "#REF!"), (3, "########")]);
}

#[test]
fn n52_and_62_cents_behind_a_comma_are_never_lost_without_a_word() {
    for (name, lines) in
        [("52-comma-decimals-unquoted.csv", vec![2, 3]), ("62-cents-as-id.csv", vec![2, 3, 4])]
    {
        let Some(tried) = tried(name) else { return };
        assert_eq!(tried.plan.purchases, [], "{name}");
        assert_eq!(lines_set_aside(&tried.plan), lines, "{name}");
        let is_named = |reason: &Reason| *reason == Reason::TooManyCells { most: 3 };
        assert!(tried.plan.problems.iter().all(|problem| is_named(&problem.reason)), "{name}");
    }
}

#[test]
fn n59_dates_come_in_pieces() {
    let Some(tried) = tried("59-us-date-pieces.csv") else { return };
    let expected = [
        "2026-08-05 15:14",
        "2026-08-06 15:14",
        "2026-08-07",
        "2026-08-08 15:14",
        "2026-08-05",
        "2026-08-05",
    ];
    assert_eq!(moments(&tried.plan), expected);
}

#[test]
fn n61_a_firm_without_a_person_is_the_customer() {
    let Some(tried) = tried("61-organisation-only.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(named(&tried.plan), ["Sample Bakery Kft.", "Dana Sample"]);
    assert!(people[0].is_company() && !people[1].is_company());
    assert_eq!(phones(&people[0]), ["+36 1 555 0110"]);
    assert_eq!(people[1].note(), "Hotel Sample");
}

#[test]
fn n68_what_a_till_knows_of_a_customer_is_no_purchase() {
    let Some(tried) = tried("68-till-customers.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(tried.plan.purchases, []);
    let [ann] = people.as_slice() else { panic!("one customer") };
    assert_eq!((ann.name(), ann.file_id(), ann.note()), ("Ann Sample", "SQ1", "likes cake"));
    assert_eq!(ann.birthday(), Birthday::new(Some(1990), 5, 6));
    let said: Vec<_> =
        ann.consents().map(|(by, consent)| (by, consent.given, consent.on)).collect();
    assert_eq!(said, [(Channel::Email, false, today())]);
}

#[test]
fn n70_the_first_day_of_a_spreadsheet_is_no_birthday() {
    let Some(tried) = tried("70-excel-zero-date.csv") else { return };
    let birthdays: Vec<_> = customers(&tried.plan).iter().map(Customer::birthday).collect();
    assert_eq!(birthdays, [None, None, None, Birthday::new(Some(1970), 1, 1)]);
    assert_eq!(odd_cells(&tried.plan), [(2, "0000-00-00"), (3, "1900-01-00"), (4, "01/01/0001")]);
}

#[test]
fn n74_unsubscribed_is_a_no_and_not_an_address() {
    let Some(tried) = tried("74-till-customers-subscribed.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(named(&tried.plan), ["Ann Sample", "Bob Sample"]);
    assert_eq!(emails(&people[0]), ["ann@example.com"]);
    assert_eq!(phones(&people[1]), ["+36305550142"]);
    let given: Vec<bool> =
        people.iter().flat_map(Customer::consents).map(|(_, consent)| consent.given).collect();
    assert_eq!(given, [false, true]);
    let (_, consent) = people[0].consents().next().expect("a consent");
    assert_eq!(consent.source, "Email Subscription Status");
}

#[test]
fn n76_the_number_of_a_row_is_no_order() {
    let Some(tried) = tried("76-row-number-shifts.csv") else { return };
    assert_eq!(amounts(&tried.plan), [7_000, 10_000, 12_000, 5_000]);
    assert!(tried.plan.purchases.iter().all(|planned| planned.purchase.number.is_empty()));
}

#[test]
fn n78_universal_time_is_spelt_in_many_ways() {
    let Some(tried) = tried("78-utc-other-spellings.csv") else { return };
    assert_eq!(moments(&tried.plan), ["2026-08-06 00:30"; 4]);
}

#[test]
fn n80_and_87_a_forint_has_no_decimals() {
    for (name, expected) in [
        ("80-currency-before.csv", vec![12_500, 12_500, 990, 1_234_567]),
        ("87-forint-mixed-marks.csv", vec![12_500, 1_234_567]),
    ] {
        let Some(tried) = tried(name) else { return };
        assert_eq!(tried.guess.options.currency, currency("HUF"), "{name}");
        assert_eq!(amounts(&tried.plan), expected, "{name}");
        assert_eq!(tried.plan.counts.rounded_amounts, 0, "{name}");
    }
}

#[test]
fn n84_addresses_are_written_in_many_ways() {
    let Some(tried) = tried("84-email-spellings.csv") else { return };
    let people = customers(&tried.plan);
    let all: Vec<Vec<&str>> = people.iter().map(emails).collect();
    assert_eq!(all[0], ["ann@example.com"]);
    assert_eq!(all[1], ["bob@example.com"]);
    assert_eq!(all[2], ["cid@example.com", "cid2@example.com"]);
    assert_eq!(all[3], ["dot@example.com"]);
    assert!(all[4].is_empty());
    let names = ["Ann Sample", "Bob Sample", "Cid Sample", "Dot Sample", "Eve Sample"];
    assert_eq!(named(&tried.plan), names);
    assert_eq!(odd_cells(&tried.plan), [(6, "none")]);
    let expected = [
        (2, "Ann Sample <ann@example.com>", "ann@example.com"),
        (3, "mailto:bob@example.com", "bob@example.com"),
        (5, "dot@example.com.", "dot@example.com"),
    ];
    assert_eq!(tidied(&tried.plan), expected);
}

#[test]
fn n88_birthdays_of_zeros_are_left_empty() {
    let Some(tried) = tried("88-zero-birthdays.csv") else { return };
    assert_eq!(named(&tried.plan), ["Ann Sample", "Bob Sample"]);
    assert_eq!(amounts(&tried.plan), [1_000, 2_000]);
    assert_eq!(odd_cells(&tried.plan), [(2, "0000-00-00"), (3, "0000-00-00")]);
}

#[test]
fn a2_titles_in_camel_case_are_read() {
    let Some(tried) = tried("a2-camel-case-titles.csv") else { return };
    assert_eq!(amounts(&tried.plan), [1_500, 450]);
    assert_eq!(tried.plan.new_customers.len(), 2);
}

#[test]
fn a4_one_odd_cell_does_not_cost_the_person() {
    let Some(tried) = tried("a4-one-odd-cell.csv") else { return };
    let people = customers(&tried.plan);
    assert_eq!(named(&tried.plan), ["Anna Sample", "Bela Minta"]);
    assert_eq!(phones(&people[0]), ["555-867-5309"]);
    assert_eq!(people[0].note(), "ACME Ltd\n555-867-5309 x89");
    assert_eq!(phones(&people[1]), ["06 30 555 0142"]);
    assert_eq!((tried.plan.problems, tried.plan.odd_cells), (vec![], vec![]));
}

#[test]
fn a7_a_log_without_money_is_of_visits() {
    let Some(tried) = tried("a7-visits-without-money.csv") else { return };
    assert!(tried.guess.options.visits_only);
    assert_eq!(moments(&tried.plan), ["2026-06-01", "2026-06-08", "2026-06-02"]);
    assert_eq!(amounts(&tried.plan), [0, 0, 0]);
    assert_eq!(tried.plan.new_customers.len(), 2);
}

#[test]
fn a_column_nobody_uses_is_told_when_it_looks_like_something() {
    let Some(tried) = tried_with("43-card-takings-as-card-number.csv", |_| {}) else { return };
    let told: Vec<(&str, LooksLike)> = tried
        .guess
        .unused
        .iter()
        .map(|(column, like)| (tried.table.title(*column), *like))
        .collect();
    assert_eq!(told, [("Card", LooksLike::Amounts), ("Cash", LooksLike::Amounts)]);
}

#[test]
fn what_is_no_list_is_told_as_what_it_is() {
    let refused = |bytes: &[u8]| table::read(bytes, ReadOptions::default()).err();
    assert_eq!(refused(b"BEGIN:VCARD\nFN:Ann Sample\nEND:VCARD\n"), Some(FileRefusal::NotText));
    assert_eq!(refused(b"PK\x03\x04....xl/workbook.xml"), Some(FileRefusal::NotText));
}
