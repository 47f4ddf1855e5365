//! Workbooks as programs write them, and as they should not be.

use std::io::Write as _;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::files::columns::Meaning;
use crate::files::encoding;
use crate::files::form::SECOND_SHEET;

fn read(bytes: &[u8]) -> Result<(Table, Form), FileRefusal> {
    read_as(bytes, ReadOptions::default())
}

fn read_as(bytes: &[u8], options: ReadOptions) -> Result<(Table, Form), FileRefusal> {
    Reader::new(bytes, encoding::kind(bytes)?, options)?.finish()
}

/// What fills a sheet.
type Fill = fn(&mut Worksheet);

/// A workbook of these sheets.
fn workbook(sheets: &[(&str, Fill)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet);
    }
    book.save_to_buffer().unwrap()
}

fn row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

fn cells(table: &Table) -> Vec<(u32, Vec<&str>)> {
    table.rows.iter().map(|row| (row.line, row.cells().collect())).collect()
}

#[test]
fn a_sheet_is_the_table_a_list_would_be() {
    let bytes = workbook(&[("Vevők", |sheet| {
        row(sheet, 1, &["Name", "Phone", "Date", "Amount", "Member", "Note"]);
        row(sheet, 2, &["Kovács Anna", "+36 30 555 0142"]);
        let day = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        let at = ExcelDateTime::parse_from_str("2026-08-05 10:05").unwrap();
        sheet.write_datetime_with_format(2, 2, &at, &day).unwrap();
        sheet.write_number_with_format(2, 3, 12.5, &Format::new().set_num_format("€0.00")).unwrap();
        sheet.write_boolean(2, 4, true).unwrap();
        row(sheet, 4, &["=1+1"]);
        sheet.write_number(4, 1, 36_305_550_143.0).unwrap();
        sheet
            .write_formula(4, 3, Formula::new("=0.1+0.2").set_result("0.30000000000000004"))
            .unwrap();
        sheet.write_formula(4, 5, Formula::new("=NA()").set_result("#N/A")).unwrap();
    })]);
    let (table, form) = read(&bytes).unwrap();
    assert_eq!(table.titles, ["Name", "Phone", "Date", "Amount", "Member", "Note"]);
    assert_eq!(
        cells(&table),
        [
            (3, vec!["Kovács Anna", "+36 30 555 0142", "2026-08-05 10:05", "12.5", "1", ""]),
            (5, vec!["=1+1", "36305550143", "", "0.3", "", "#N/A"]),
        ]
    );
    let parts = vec![Part::Sheet { name: "Vevők".into(), rows: 2 }];
    assert_eq!(form, Form::Workbook { parts, chosen: 0 });
}

/// Customers by number, and sales that name them; and a sheet of neither.
fn shop() -> Vec<u8> {
    workbook(&[
        ("Empty", |_| {}),
        ("Customers", |sheet| {
            row(sheet, 0, &["ID", "Name", "Phone", "Note"]);
            row(sheet, 1, &["1", "Anna", "+36 30 555 0141", "vip"]);
            row(sheet, 2, &["2", "Béla", "+36 30 555 0142"]);
            row(sheet, 3, &["3", "Cili", "+36 30 555 0143"]);
        }),
        ("Sales", |sheet| {
            row(sheet, 0, &["Order", "Customer ID", "Customer name", "Date", "Amount", "Note"]);
            row(sheet, 1, &["11", "1", "Anna", "2026-08-01", "5", "cash"]);
            row(sheet, 2, &["12", "3", "Cili", "2026-08-02", "6"]);
            row(sheet, 3, &["13", "1", "Anna", "2026-08-03", "7"]);
            row(sheet, 4, &["14", "1", "", "2026-08-04", "8"]);
            row(sheet, 5, &["15", "9", "Zoé", "2026-08-04", "9"]);
            row(sheet, 6, &["16", "", "", "2026-08-04", "2"]);
        }),
        ("Notes", |sheet| row(sheet, 0, &["bring", "bags"])),
    ])
}

#[test]
fn sales_and_the_customers_they_name_are_read_together() {
    let (table, form) = read(&shop()).unwrap();
    let Form::Workbook { parts, chosen } = &form else { panic!("a workbook") };
    let sheet = |name: &str, rows| Part::Sheet { name: name.into(), rows };
    let together = Part::Together { customers: "Customers".into(), sales: "Sales".into() };
    assert_eq!(parts[..2], [sheet("Customers", 3), sheet("Sales", 6)]);
    assert_eq!(parts[*chosen], together);
    assert_eq!(table.titles, ["ID", "Name", "Phone", "Note", "Order", "Date", "Amount", "Note"]);
    let anna = ["1", "Anna", "+36 30 555 0141", "vip"];
    let row = |line, person: [&'static str; 4], sale: [&'static str; 4]| {
        (line, person.into_iter().chain(sale).collect::<Vec<_>>())
    };
    assert_eq!(
        cells(&table),
        [
            row(2, anna, ["11", "2026-08-01", "5", "cash"]),
            row(3, ["3", "Cili", "+36 30 555 0143", ""], ["12", "2026-08-02", "6", ""]),
            row(4, anna, ["13", "2026-08-03", "7", ""]),
            row(5, anna, ["14", "2026-08-04", "8", ""]),
            row(6, ["9", "Zoé", "", ""], ["15", "2026-08-04", "9", ""]),
            row(7, ["", "", "", ""], ["16", "2026-08-04", "2", ""]),
            row(SECOND_SHEET + 3, ["2", "Béla", "+36 30 555 0142", ""], ["", "", "", ""]),
        ]
    );
    assert_eq!(form.place(SECOND_SHEET + 3), (3, Some("Customers")));
    assert_eq!(form.place(7), (7, Some("Sales")));
    assert_eq!(table.meanings[3], Meaning::Note);
    assert_eq!(table.meanings[7], Meaning::PurchaseNote);
}

#[test]
fn another_sheet_is_read_when_it_is_chosen() {
    let told = ReadOptions { part: Some(1), ..ReadOptions::default() };
    let (table, form) = read_as(&shop(), told).unwrap();
    assert_eq!(table.titles[1], "Customer ID");
    assert_eq!(form.place(7), (7, None));
    assert!(matches!(form, Form::Workbook { chosen: 1, .. }));
}

#[test]
fn sheets_that_do_not_name_each_other_stay_apart() {
    let bytes = workbook(&[
        ("People", |sheet| {
            row(sheet, 0, &["ID", "Name"]);
            (1..40_u32).for_each(|n| row(sheet, n, &[&n.to_string(), &format!("Person {n}")]));
        }),
        ("Till", |sheet| {
            row(sheet, 0, &["Date", "Amount", "Discount"]);
            (1..60_u32).for_each(|n| row(sheet, n, &["2026-08-01", "5", &(n % 3).to_string()]));
        }),
    ]);
    let (table, form) = read(&bytes).unwrap();
    let Form::Workbook { parts, chosen } = form else { panic!("a workbook") };
    assert_eq!((parts.len(), chosen, table.rows.len()), (2, 1, 59));
}

#[test]
fn a_stray_cell_far_away_is_no_column_and_blank_rows_cost_nothing() {
    let bytes = workbook(&[("List", |sheet| {
        row(sheet, 0, &["Name", "Phone"]);
        (1..200_u32).for_each(|n| row(sheet, n, &["Anna", "+36 30 555 0142"]));
        sheet.write_string(150, 16_000, "stray").unwrap();
        let grey = Format::new().set_background_color(0x00dd_dddd);
        for n in 200..200_000 {
            sheet.write_blank(n, 0, &grey).unwrap();
        }
    })]);
    let began = std::time::Instant::now();
    let (table, _) = read(&bytes).unwrap();
    assert_eq!((table.n_columns, table.rows.len()), (2, 199));
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn every_title_is_a_column_though_most_rows_end_before_it() {
    let bytes = workbook(&[("List", |sheet| {
        row(sheet, 0, &["Name", "Phone", "Note"]);
        (1..200_u32).for_each(|n| row(sheet, n, &["Anna", "+36 30 555 0142"]));
        row(sheet, 200, &["Béla", "+36 30 555 0143", "late"]);
    })]);
    let (table, _) = read(&bytes).unwrap();
    assert_eq!(table.n_columns, 3);
    assert_eq!(table.rows.get(199).cell(2), "late");
}

/// A packed file of these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // The type of a document stands first and unpacked, by its standard.
        let method = match *name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_workbook_is_refused_with_what_it_is() {
    let check = |bytes: &[u8], expected| assert_eq!(read(bytes).err(), Some(expected));
    let good = shop();
    check(&good[..good.len() / 2], FileRefusal::BrokenWorkbook);
    check(&packed(&[("[Content_Types].xml", b"<x/>")]), FileRefusal::BrokenWorkbook);
    check(&packed(&[("[Content_Types].xml", b""), ("xl/workbook.bin", b"")]), FileRefusal::Xlsb);
    check(&workbook(&[("Empty", |_| {})]), FileRefusal::NoRows);
    let compound = |name: &str| {
        let name = name.encode_utf16().flat_map(u16::to_le_bytes);
        let bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(vec![0; 1_016]);
        bytes.chain(name).collect::<Vec<u8>>()
    };
    check(&compound("EncryptedPackage"), FileRefusal::Locked);
    check(&compound("WordDocument"), FileRefusal::BrokenWorkbook);
    check(&compound("Workbook"), FileRefusal::BrokenWorkbook);
}

#[test]
fn what_would_unpack_to_more_than_is_read_is_refused() {
    let zeros = vec![b' '; 1 << 20];
    let bomb = packed(&[("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", &zeros)]);
    assert!(bomb.len() < 10_000);
    assert_eq!(packed::check(&bomb, 1 << 20), Err(FileRefusal::Unpacked { most: 1 << 20 }));
    assert_eq!(packed::check(&bomb, 1 << 21), Ok(Packed::Xlsx));
    // The list of parts says that it is small.
    let mut liar = bomb;
    let size = u32::to_le_bytes(1 << 20);
    let places = (0..liar.len() - 4).filter(|place| liar[*place..*place + 4] == size);
    for place in places.collect::<Vec<_>>() {
        liar[place..place + 4].copy_from_slice(&16_u32.to_le_bytes());
    }
    assert!(packed::check(&liar, 1 << 19).is_err());
}

/// A sheet of LibreOffice with this in its table.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"Lista\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn a_sheet_of_libreoffice_is_read_with_its_dates_and_repeated_cells() {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let rows = format!(
        "<table:table-row>{}{}{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
         <table:table-row>{}<table:table-cell office:value-type=\"date\" \
         office:date-value=\"2026-08-05T10:05:00\"><text:p>5 Aug</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"currency\" office:value=\"12.5\"><text:p>12,50 €</text:p>\
         </table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell \
         table:number-columns-repeated=\"1024\"/></table:table-row>",
        text("Name"),
        text("Date"),
        text("Amount"),
        text("Anna"),
    );
    let (table, _) = read(&ods(&rows)).unwrap();
    assert_eq!(table.titles, ["Name", "Date", "Amount"]);
    assert_eq!(cells(&table), [(5, vec!["Anna", "2026-08-05 10:05", "12.5"])]);
}

/// A record of old Excel.
fn record(kind: u16, body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), &body].concat()
}

/// The cell a record begins with.
fn at(row: u16, column: u16) -> Vec<u8> {
    [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat()
}

/// A workbook of old Excel with one sheet, `more` in its common part, and these records in it.
fn xls(more: &[u8], texts: &[&str], records: &[Vec<u8>]) -> Vec<u8> {
    let begin =
        |kind: u16| record(0x0809, &[&0x0600_u16.to_le_bytes(), &kind.to_le_bytes(), &[0; 12]]);
    let end = record(0x000a, &[]);
    let n = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let mut shared = [n, n].concat();
    for text in texts {
        shared.extend(u16::try_from(text.len()).unwrap().to_le_bytes());
        shared.push(0);
        shared.extend(text.bytes());
    }
    let common = [begin(0x0005), more.to_vec()].concat();
    let shared = record(0x00fc, &[&shared]);
    let name = b"Lista";
    let place = common.len() + 4 + 8 + name.len() + shared.len() + end.len();
    let place = u32::try_from(place).unwrap().to_le_bytes();
    let sheet = record(0x0085, &[&place, &[0, 0, 5, 0], name]);
    let parts = [common, sheet, shared, end.clone(), begin(0x0010), records.concat(), end];
    compound(&parts.concat())
}

/// A document of old Office with this stream in it.
fn compound(stream: &[u8]) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    let mut stream = stream.to_vec();
    // Shorter ones are kept elsewhere.
    stream.resize(stream.len().max(4_096).next_multiple_of(512), 0);
    let n_sectors = u32::try_from(stream.len() / 512).unwrap();
    let words =
        |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let mut head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    head.extend([0; 16]);
    head.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    head.extend(words(&[0, 1, 1, 0, 4_096, END, 0, END, 0, 0]));
    head.resize(512, 0xff);
    let mut table = words(&[0xffff_fffd, END]);
    let chain = (3..2 + n_sectors).chain([END]);
    table.extend(chain.flat_map(u32::to_le_bytes));
    table.resize(512, 0xff);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend(words(&[u32::MAX, u32::MAX, child]));
        entry.resize(116, 0);
        entry.extend(words(&[start, size, 0]));
        entry
    };
    let size = u32::try_from(stream.len()).unwrap();
    let mut folder = entry("Root Entry", 5, 1, END, 0);
    folder.extend(entry("Workbook", 2, u32::MAX, 2, size));
    folder.resize(512, 0);
    [head, table, folder, stream].concat()
}

#[test]
fn a_workbook_of_old_excel_is_read() {
    let text = |row, column, place: u32| record(0x00fd, &[&at(row, column), &place.to_le_bytes()]);
    let number =
        |row, column, value: f64| record(0x0203, &[&at(row, column), &value.to_le_bytes()]);
    let size = record(0x0200, &[&[0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 3, 0, 0, 0]]);
    let records = [
        size,
        text(1, 0, 0),
        text(1, 1, 1),
        text(1, 2, 2),
        text(4, 0, 3),
        number(4, 1, 36_305_550_142.0),
        number(4, 2, 0.1 + 0.2),
    ];
    let texts = ["Name", "Phone", "Amount", "=Anna"];
    let bytes = xls(&[], &texts, &records);
    let (table, form) = read(&bytes).unwrap();
    assert_eq!(table.titles, ["Name", "Phone", "Amount"]);
    assert_eq!(cells(&table), [(5, vec!["=Anna", "36305550142", "0.3"])]);
    assert!(matches!(form, Form::Workbook { chosen: 0, .. }));

    // Behind a password everything that follows is unreadable.
    let locked = xls(&record(0x002f, &[&[1, 0, 1, 0, 1, 0]]), &texts, &records);
    assert_eq!(read(&locked).err(), Some(FileRefusal::Locked));
}
