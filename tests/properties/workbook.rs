//! Workbooks on their way into the book, and what no bytes may do.

use std::io::{Cursor, Read as _, Write as _};
use std::sync::{Arc, LazyLock};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use regulars::files::form::Form;
use regulars::files::import::{self, Known, Plan};
use regulars::files::list::{self, List};
use regulars::files::table::ReadOptions;
use regulars::people::customer::{Fact, Member};
use regulars::units::calendar::{Day, Zone};
use regulars::units::money::{Currency, Money};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn plan_of(list: List) -> Plan {
    let today = Day::from_ymd(2026, 8, 5).expect("a day");
    let guess = import::guess(&list.table, today, Currency::default(), Zone::default());
    import::plan(Arc::new(list.table), Arc::new(Known::default()), guess.options).expect("a plan")
}

fn row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).expect("a cell");
    }
}

/// Forty customers, every fourth without sales, and three sales of each other.
fn shop() -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("d.m.yyyy");
    let customers = book.add_worksheet();
    customers.set_name("Customers").expect("a name");
    row(customers, 0, &["ID", "Name", "Phone", "Note", "Birthday"]);
    for n in 1..=40 {
        customers.write_number(n, 0, f64::from(n)).expect("a cell");
        customers.write_string(n, 1, format!("Person {n}")).expect("a cell");
        customers.write_number(n, 2, 36_305_550_100.0 + f64::from(n)).expect("a cell");
        customers.write_string(n, 3, "likes tea").expect("a cell");
        customers.write_number_with_format(n, 4, 30_000.0 + f64::from(n), &day).expect("a cell");
    }
    let sales = book.add_worksheet();
    sales.set_name("Sales").expect("a name");
    row(sales, 0, &["Customer ID", "Date", "Amount", "Note"]);
    let mut line = 1;
    for n in (1..=40).filter(|n| n % 4 != 0) {
        for visit in 0..3 {
            sales.write_number(line, 0, f64::from(n)).expect("a cell");
            let at = 46_100.25 + f64::from(visit);
            sales.write_number_with_format(line, 1, at, &day).expect("a cell");
            sales.write_number(line, 2, 1.25).expect("a cell");
            sales.write_string(line, 3, "paid in cash").expect("a cell");
            line += 1;
        }
    }
    book.save_to_buffer().expect("a workbook")
}

static SHOP: LazyLock<Vec<u8>> = LazyLock::new(shop);

#[test]
fn customers_and_their_sales_on_two_sheets_come_in_together() {
    let list = list::read(&SHOP, ReadOptions::default()).expect("a workbook");
    assert!(matches!(&list.form, Form::Workbook { parts, chosen: 2 } if parts.len() == 3));
    let plan = plan_of(list);
    assert_eq!((plan.problems.len(), plan.odd_cells.len()), (0, 0), "{:?}", plan.problems);
    assert_eq!((plan.new_customers.len(), plan.purchases.len()), (40, 90));
    assert_eq!(plan.sum, Money(90 * 125));
    assert!(plan.purchases.iter().all(|bought| bought.purchase.note == "paid in cash"));
    for person in &plan.new_customers {
        assert!(person.facts.contains(&Fact::Note("likes tea".into())));
        let phone = |member: &Member| matches!(member, Member::Phone(phone) if phone.len() == 11);
        assert!(person.members.iter().any(phone), "{:?}", person.members);
        assert!(person.facts.iter().any(|fact| matches!(fact, Fact::Birthday(Some(_)))));
        assert!(person.facts.iter().any(|fact| matches!(fact, Fact::FileId(_))));
    }
}

#[test]
fn a_cell_that_is_an_error_is_named_by_its_row() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    row(sheet, 0, &["Name", "Phone", "Date", "Amount"]);
    row(sheet, 1, &["Anna", "+36 30 555 0142", "2026-08-01", "5"]);
    row(sheet, 5, &["Béla", "+36 30 555 0143", "2026-08-01", "#REF!"]);
    let bytes = book.save_to_buffer().expect("a workbook");
    let plan = plan_of(list::read(&bytes, ReadOptions::default()).expect("a workbook"));
    assert_eq!(plan.problems.len(), 1);
    assert_eq!(
        (plan.problems[0].line, plan.problems[0].reason.clone()),
        (6, import::Reason::Spoilt)
    );
    assert_eq!((plan.new_customers.len(), plan.purchases.len()), (2, 1));
}

/// The parts of a packed file.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a packed file");
    let part = |place| {
        let mut part = archive.by_index(place).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a whole part");
        (part.name().expect("a name").into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).expect("a packed file").len()).map(part).collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("a part");
    }
    zip.finish().expect("a packed file").into_inner()
}

/// What sheets are made of.
const MORSELS: [&str; 18] = [
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<row r=\"0\">",
    "<row r=\"99999999999\">",
    "r=\"A0\"",
    "t=\"s\"",
    "t=\"e\"",
    "t=\"d\"",
    "<v>99999999</v>",
    "<v>-1</v>",
    "<v>1e309</v>",
    "</sheetData>",
    "<dimension ref=\"A1:ZZZZZZZZ99999999999\"/>",
    "<dimension ref=\"\"/>",
    "</row>",
    "<is><t>x</t></is>",
    "&#x0;",
    "\u{0}",
    "uniqueCount=\"4294967295\"",
];

static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| parts(&SHOP));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_sheet_makes_the_reader_of_workbooks_fail(
        changes in vec((any::<Index>(), any::<Index>(), any::<Index>(), 0..30_usize), 1..6),
    ) {
        let mut parts = PARTS.clone();
        for (part, place, morsel, length) in changes {
            let part = part.index(parts.len());
            let bytes = &mut parts[part].1;
            let from = place.index(bytes.len().max(1)).min(bytes.len());
            let end = (from + length).min(bytes.len());
            bytes.splice(from..end, morsel.get(&MORSELS).bytes());
        }
        if let Ok(list) = list::read(&packed(&parts), ReadOptions::default()) {
            plan_of(list);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_the_reader_of_workbooks_fail(
        changes in vec((any::<Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<Index>()),
    ) {
        let mut bytes = SHOP.clone();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(list) = list::read(&bytes, ReadOptions::default()) {
            plan_of(list);
        }
    }
}
