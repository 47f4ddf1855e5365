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
fn a_picture_is_told_from_a_group_and_a_broken_one() {
    let (table, beside) = read_text(
        "BEGIN:VCARD\nVERSION:2.1\nFN:A\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\nSkZJRg==\n\nEND:VCARD\n\
         BEGIN:VCARD\nVERSION:3.0\nFN:Friends\nX-ADDRESSBOOKSERVER-KIND:group\nEND:VCARD\n",
    );
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.damaged, []);
    // The beginning of a picture as an old phone writes it, in lines that are not indented.
    let photo = Photo::new(vec![0xff, 0xd8, 0xff, 0xe0, 0, 0x10, b'J', b'F', b'I', b'F']).unwrap();
    assert_eq!(table.photos, [(1, photo.id())].into());
    assert_eq!(beside, Beside { photos: vec![photo], n_photos_lost: 0, groups: 1 });

    let (table, beside) = read_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:A\nPHOTO;ENCODING=b;TYPE=JPEG:no base64!\nEND:VCARD\n\
         BEGIN:VCARD\nVERSION:4.0\nFN:B\nPHOTO:https://b.example/b.jpg\nEND:VCARD\n",
    );
    assert_eq!((table.rows.len(), beside.n_photos_lost), (2, 2));
    assert_eq!(table.damaged, []);
}

#[test]
fn a_picture_is_made_small_enough_by_whoever_can() {
    let mut large = vec![7; 60_000];
    large[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
    let text = format!(
        "BEGIN:VCARD\nVERSION:3.0\nFN:A\nPHOTO;ENCODING=b:{}\nEND:VCARD\n",
        LENIENT.encode(&large)
    );
    let mut reader = Reader::new(text.as_bytes(), ReadOptions::default());
    while !reader.step(100).is_finished {}
    assert_eq!(reader.next_picture(), Some(RawPhoto { line: 1, bytes: large }));
    let small = Photo::new(vec![0xff, 0xd8, 0xff]).unwrap();
    reader.take_photo(1, Some(small.clone()));
    let (table, beside) = reader.finish().unwrap();
    assert_eq!(table.photos, [(1, small.id())].into());
    assert_eq!((beside.photos, beside.n_photos_lost), (vec![small], 0));
    // Nobody looked at it, and it is too large as it is.
    let (table, beside) = read_text(&text);
    assert_eq!((table.photos.len(), beside.n_photos_lost), (0, 1));
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
