//! Address books as phones and programs write them.

use super::*;

fn read_text(text: &str) -> (Table, Beside) {
    read(text.as_bytes(), ReadOptions::default()).expect("an address book")
}

fn rows(table: &Table) -> Vec<(u32, Vec<String>)> {
    let row = |row: crate::files::table::Row<'_>| {
        (row.line, row.cells().map(str::to_owned).collect::<Vec<_>>())
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn each_contact_is_a_row_under_the_words_of_the_form() {
    let (table, _) = read_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kovács Anna\r\nTEL;TYPE=CELL:+36 30 555 0142\r\n\
         TEL;TYPE=HOME:+36 1 555 0100\r\nEND:VCARD\r\n\r\n\
         begin:vcard\r\nVERSION:4.0\r\nFN:Nagy\r\n  Péter\r\nEMAIL:p@example.com\r\nend : vcard\r\n",
    );
    assert_eq!(table.titles, ["FN", "TEL", "TEL 2", "EMAIL"]);
    let meanings = [Meaning::Name, Meaning::Phone, Meaning::Phone, Meaning::Email];
    assert_eq!(table.meanings, meanings);
    assert_eq!(
        rows(&table),
        [
            (
                1,
                ["Kovács Anna", "+36 30 555 0142", "+36 1 555 0100", ""].map(String::from).to_vec()
            ),
            (8, ["Nagy Péter", "", "", "p@example.com"].map(String::from).to_vec()),
        ]
    );
    assert_eq!(table.damaged, []);
}

#[test]
fn a_damaged_contact_is_named_and_the_others_come_in() {
    let (table, _) = read_text(
        "BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nthis is no line\nEND:VCARD\nEND:VCARD\nstray\n\
         BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nFN:C\n",
    );
    assert_eq!(rows(&table), [(3, vec!["B".to_owned()])]);
    let mut damaged = table.damaged;
    damaged.sort_by_key(|(line, _)| *line);
    assert_eq!(
        damaged,
        [
            (1, Damage::CardNeverEnds),
            (5, Damage::OddLine),
            (7, Damage::OddLine),
            (8, Damage::OddLine),
            (9, Damage::EmptyCard),
            (12, Damage::CardNeverEnds),
        ]
    );
}

#[test]
fn the_version_may_stand_behind_what_it_is_about() {
    let (table, _) = read_text("BEGIN:VCARD\nNOTE:one\\ntwo\nVERSION:3.0\nEND:VCARD\n");
    assert_eq!(rows(&table)[0].1, ["one\ntwo"]);
    let (table, _) = read_text("BEGIN:VCARD\nVERSION:2.1\nNOTE:C:\\new\nEND:VCARD\n");
    assert_eq!(rows(&table)[0].1, ["C:\\new"]);
}

#[test]
fn a_contact_within_another_is_passed_over() {
    let (table, _) = read_text(
        "BEGIN:VCARD\nVERSION:2.1\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nnot a line\nEND:VCARD\nTEL:12345\n\
         END:VCARD\n",
    );
    assert_eq!(rows(&table), [(1, vec!["A".to_owned(), "12345".to_owned()])]);
    assert_eq!(table.damaged, []);
}

#[test]
fn pictures_and_groups_are_counted() {
    let (table, beside) = read_text(
        "BEGIN:VCARD\nVERSION:2.1\nFN:A\nPHOTO;ENCODING=BASE64;JPEG:/9j/4A\nAAQSkZJRg==\n\nEND:VCARD\n\
         BEGIN:VCARD\nVERSION:3.0\nFN:Friends\nX-ADDRESSBOOKSERVER-KIND:group\nEND:VCARD\n",
    );
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.damaged, []);
    assert_eq!(beside, Beside { photos: 1, groups: 1 });
}

#[test]
fn wide_letters_and_old_ones_are_read() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Kőváry Éva\r\nEND:VCARD\r\n";
    let wide: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (table, _) = read(&wide, ReadOptions::default()).expect("an address book");
    assert_eq!(rows(&table)[0].1, ["Kőváry Éva"]);
    let told = ReadOptions { encoding: Some(Encoding::Windows1250), ..ReadOptions::default() };
    let old = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:K\xf5v\xe1ry\r\nEND:VCARD\r\n";
    let (table, _) = read(old, told).expect("an address book");
    assert_eq!(rows(&table)[0].1, ["Kőváry"]);
}

#[test]
fn a_book_of_nobody_is_refused() {
    let empty = read(b"BEGIN:VCARD\nEND:VCARD\n", ReadOptions::default());
    assert_eq!(empty, Err(FileRefusal::NoCards));
}

#[test]
fn twenty_numbers_have_a_column_each_and_the_rest_share_the_last() {
    let numbers: String = (0..25).map(|n| format!("TEL:+36 30 555 01{n:02}\n")).collect();
    let (table, _) = read_text(&format!("BEGIN:VCARD\n{numbers}END:VCARD\n"));
    assert_eq!(table.n_columns, 20);
    assert_eq!(table.rows.get(0).cell(19).matches("+36").count(), 6);
}
