use super::*;
use crate::book::receive::{ReadRefusal, Reading};

fn header() -> Header {
    let replica = Replica::new(0xab_cdef_0123, 2);
    let stamps = [Stamp::new(1_800_000_000_000, 3, replica), Stamp::new(5, 0, Replica::new(7, 0))];
    Header {
        shop: ShopId(0x1f0a_52c3_0000_0000_0000_0000_0000_0042),
        replica,
        made_ms: 1_800_000_000_123,
        vector: stamps.map(|stamp| (stamp.replica(), stamp)).into(),
        counts: Counts { customers: 2, purchases: 3, changes: 4 },
        has_photos: false,
        sealed: false,
    }
}

/// A sound file around any header line.
fn file_with(line: &str) -> Vec<u8> {
    let mut file = [MAGIC, line.as_bytes(), b"\n"].concat();
    let header_sum = Sha256::digest(&file).into();
    file.extend(header_sum);
    let mut writer = Writer { file, header_sum, n_chunks: 0, level: LEVEL };
    writer.add(&Totals::default().to_bytes(), true).unwrap();
    writer.file
}

/// A sound file around any chunks.
fn file_of(chunks: &[(&[u8], bool)]) -> Vec<u8> {
    let plain = write(&header(), []).unwrap();
    let start = plain.len() - read_header(&plain, 1 << 16).unwrap().body.len();
    let header_sum = plain[start - SUM_BYTES..start].try_into().unwrap();
    let mut writer =
        Writer { file: plain[..start].to_vec(), header_sum, n_chunks: 0, level: LEVEL };
    for (bytes, last) in chunks {
        writer.add(bytes, *last).unwrap();
    }
    writer.file
}

fn refusal(file: &[u8]) -> FileRefusal {
    read(file, Limits::STANDARD).expect_err("the file is refused")
}

#[test]
fn pages_come_back_as_they_went_in() {
    let large: Vec<u8> =
        (0..700_000_u32).map(|n| (n.wrapping_mul(n) >> 7).to_le_bytes()[0]).collect();
    let check = |pages: &[&[u8]]| {
        let file = write(&header(), pages.iter().copied()).unwrap();
        let (read_header, read_pages) = read(&file, Limits::STANDARD).unwrap();
        assert_eq!((&read_header, peek(&file)), (&header(), Ok(header())));
        assert!(read_pages == pages, "{} pages", pages.len());
    };
    check(&[]);
    check(&[b""]);
    check(&[b"one", b"", b"three"]);
    check(&[&large, b"small", &large[..CHUNK_BYTES - 13], b"x", &large]);
    // The length of a page cut by the end of a chunk.
    check(&[&large[..CHUNK_BYTES - 6], b"cut"]);
}

#[test]
fn the_header_is_one_line_of_numbers() {
    let file = write(&header(), [b"Anna".as_slice()]).unwrap();
    let line = file[MAGIC.len()..].split(|&byte| byte == b'\n').next().unwrap();
    let expected = concat!(
        r#"{"format":1,"shop":"1f0a52c3000000000000000000000042","replica":"abcdef012302","#,
        r#""made_ms":1800000000123,"vector":["00000000000500000000000000000700","#,
        r#""01a3185c500000000003abcdef012302"],"counts":{"customers":2,"purchases":3,"changes":4}}"#,
    );
    assert_eq!(std::str::from_utf8(line), Ok(expected));
}

#[test]
fn only_a_file_with_photos_is_of_the_second_format() {
    let with_photos = Header { has_photos: true, ..header() };
    let photo = b"\xf0picture".as_slice();
    let file = write(&with_photos, [b"Anna".as_slice(), photo]).unwrap();
    assert!(file[MAGIC.len()..].starts_with(br#"{"format":2,"shop""#));
    let (read_header, pages) = read(&file, Limits::STANDARD).unwrap();
    assert_eq!((read_header, peek(&file)), (with_photos.clone(), Ok(with_photos)));
    assert_eq!(pages, [b"Anna".as_slice(), photo]);
    let plain = write(&header(), [b"Anna".as_slice()]).unwrap();
    assert_eq!(peek(&plain).map(|header| header.has_photos), Ok(false));
}

#[test]
fn a_file_is_named_by_digits_of_the_shop_and_the_day() {
    let day = Day::from_ymd(2026, 11, 22).unwrap();
    assert_eq!(file_name(header().shop, day), "regulars-1f0a52c3-2026-11-22.regulars");
}

#[test]
fn the_beginning_is_enough_to_peek() {
    let file = write(&header(), [[7; 5000].as_slice()]).unwrap();
    let end = file.len() - read_header(&file, 1 << 16).unwrap().body.len();
    assert_eq!(peek(&file[..end]), Ok(header()));
    assert_eq!(peek(&file[..end - 1]), Err(FileRefusal::Truncated));
    assert_eq!(refusal(&file[..end]), FileRefusal::Truncated);
}

#[test]
fn unknown_fields_are_passed_over() {
    let line = header::to_json(&header());
    let more = line.replacen('{', r#"{"needs":[1e308,{"a":null}],"__proto__":{"x":1},"#, 1);
    let more = more.replace(r#""changes""#, r#""coupons":5,"changes""#);
    // However deep they are.
    let deep = format!("{{\"a\":{}{},", "[".repeat(10_000), "]".repeat(10_000));
    let more = more.replacen('{', &deep, 1);
    assert_eq!(read(&file_with(&more), Limits::STANDARD), Ok((header(), Vec::new())));
}

#[test]
fn a_newer_format_is_told_from_a_broken_one() {
    let check = |line: &str, expected| assert_eq!(refusal(&file_with(line)), expected, "{line}");
    check(r#"{"format":3}"#, FileRefusal::Newer { format: 3 });
    check(r#"{"format":3,"shop":17}"#, FileRefusal::Newer { format: 3 });
    check(r#"{"format":9007199254740992}"#, FileRefusal::Newer { format: u32::MAX });
    for line in ["", "{}", "[]", r#"{"format":0}"#, r#"{"format":"2"}"#, r#"{"format":1}"#] {
        check(line, FileRefusal::HeaderBroken);
    }
}

#[test]
fn hostile_headers_are_broken() {
    let line = header::to_json(&header());
    let check = |from: &str, to: &str| {
        let hostile = line.replacen(from, to, 1);
        assert_ne!(hostile, line, "{from} stands in the header");
        assert_eq!(refusal(&file_with(&hostile)), FileRefusal::HeaderBroken, "{from} {to}");
    };
    check("{", &"{\"a\":".repeat(10_000));
    check("{", r#"{"format":1,"#);
    check("1800000000123", "1e308");
    check("1800000000123", "9223372036854775808");
    check("1800000000123", "-1");
    check("1800000000123", "NaN");
    check("\"1f0a52c3", "\"+f0a52c3");
    check("\"1f0a52c3", "\"");
    check("\"abcdef", "\"xbcdef");
    check("\"vector\":[", "\"vector\":[\"\",");
    check("\"vector\":[", "\"vector\":[\"00000000000600000000000000000700\",");
    check("\"vector\":[", "\"vector\":[17,");
    check("\"customers\":2", "\"customers\":2.5");
    check("\"counts\"", "\"__proto__\"");
}

#[test]
fn a_sealed_file_shows_its_header_and_no_more() {
    let line = header::to_json(&header());
    let sealed = line.replacen('{', r#"{"cipher":"aes-256-gcm","kdf":{"name":"argon2id"},"#, 1);
    let file = file_with(&sealed);
    assert_eq!(peek(&file), Ok(Header { sealed: true, ..header() }));
    assert_eq!(refusal(&file), FileRefusal::Sealed);
}

#[test]
fn other_files_are_not_ours() {
    let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF";
    let files: [&[u8]; 6] =
        [b"PK\x03\x04", jpeg, b"name;phone\n", b"regulars-files\n", b"\xef\xbb\xbfregulars", b"\0"];
    for file in files {
        assert_eq!(refusal(file), FileRefusal::NotOurs, "{file:?}");
    }
    assert_eq!(refusal(b""), FileRefusal::Truncated);
    assert_eq!(refusal(b"regulars-"), FileRefusal::Truncated);
}

#[test]
fn chunks_in_another_order_or_of_another_file_do_not_fit() {
    let damaged = |chunk| FileRefusal::Damaged { chunk };
    let totals = Totals::default().to_bytes();
    let file = file_of(&[(b"1234567", false), (b"abcdefg", false), (&totals, true)]);
    let head = file_of(&[]).len();
    let one = file_of(&[(b"1234567", false)]).len() - head;
    let (start, chunks) = file.split_at(head);
    let (first, second, last) = (&chunks[..one], &chunks[one..2 * one], &chunks[2 * one..]);

    let check = |parts: &[&[u8]], expected| assert_eq!(refusal(&parts.concat()), expected);
    check(&[start, second, first, last], damaged(0));
    check(&[start, first, first, last], damaged(1));
    check(&[start, first, last], damaged(1));
    check(&[start, last], damaged(0));
    check(&[start, first, second], FileRefusal::Truncated);
    check(&[start, first, second, last, b"\n"], FileRefusal::BytesAfterEnd { n_bytes: 1 });
    let other = write(&Header { made_ms: 1, ..header() }, []).unwrap();
    let other_start = &other[..other.len() - read_header(&other, 1 << 16).unwrap().body.len()];
    check(&[other_start, first, second, last], damaged(0));
}

#[test]
fn totals_that_do_not_add_up_are_damage() {
    let page = [&length_of_five()[..], b"12345"].concat();
    let mut totals = Totals::default();
    totals.add(b"12345").unwrap();
    let totals = totals.to_bytes();
    assert!(read(&file_of(&[(&page, false), (&totals, true)]), Limits::STANDARD).is_ok());

    let damaged = FileRefusal::Damaged { chunk: 1 };
    assert_eq!(refusal(&file_of(&[(&page[..8], false), (&totals, true)])), damaged);
    assert_eq!(refusal(&file_of(&[(&page, false), (&totals[..8], true)])), damaged);
    assert_eq!(refusal(&file_of(&[(&page, false), (&[0; 16], true)])), damaged);
    let short = file_of(&[(&page[..3], false), (&[0; 16], true)]);
    assert_eq!(refusal(&short), damaged);
}

fn length_of_five() -> [u8; 4] {
    pages::length_of(b"12345").unwrap()
}

#[test]
fn limits_are_held_before_the_work() {
    let too_large = |what, limit| FileRefusal::TooLarge { what, limit };
    let file = write(&header(), [[7; 300_000].as_slice(), b"more"]).unwrap();
    let check = |limits: Limits, what, limit| {
        assert_eq!(read(&file, limits), Err(too_large(what, limit)));
    };
    let standard = Limits::STANDARD;
    check(Limits { file_bytes: 300, ..standard }, Measure::FileBytes, 300);
    check(Limits { header_bytes: 99, ..standard }, Measure::HeaderBytes, 99);
    check(Limits { chunk_bytes: 4096, ..standard }, Measure::ChunkBytes, 4096);
    check(Limits { unpacked_bytes: 300_000, ..standard }, Measure::UnpackedBytes, 300_000);
    check(Limits { chunks: 2, ..standard }, Measure::Chunks, 2);
    check(Limits { pages: 1, ..standard }, Measure::Pages, 1);
    let endless = [MAGIC, &vec![b' '; 70_000]].concat();
    assert_eq!(refusal(&endless), too_large(Measure::HeaderBytes, 64 << 10));
}

#[test]
fn a_bomb_is_refused_by_what_it_promises_or_stopped_at_it() {
    // A thousand zeros a byte: one chunk that says how large it is.
    let zeros = vec![0; 2 << 20];
    let honest = file_of(&[(&zeros, false)]);
    assert!(honest.len() < 4096);
    let limit = Limits::STANDARD.chunk_bytes;
    assert_eq!(refusal(&honest), FileRefusal::TooLarge { what: Measure::ChunkBytes, limit });

    // The same, saying 16 bytes, with its sum made right.
    let start = file_of(&[]).len();
    let mut file = honest[..start].to_vec();
    let packed = &honest[start + HEAD_BYTES..honest.len() - SUM_BYTES];
    let mut head: [u8; HEAD_BYTES] = honest[start..start + HEAD_BYTES].try_into().unwrap();
    head[5..].copy_from_slice(&16_u32.to_le_bytes());
    head[0] = 1;
    let header_sum = file[start - SUM_BYTES..].try_into().unwrap();
    let sum = chunk_sum(&header_sum, 0, head, packed);
    file.extend([&head[..], packed, &sum].concat());
    assert_eq!(refusal(&file), FileRefusal::Damaged { chunk: 0 });
}

#[test]
fn a_file_that_could_not_be_read_is_not_written() {
    let stamps = (0..2000).map(|device| Stamp::new(1, 0, Replica::new(device, 0)));
    let vector = stamps.map(|stamp| (stamp.replica(), stamp)).collect();
    let refused = write(&Header { vector, ..header() }, []);
    assert!(matches!(refused, Err(FileRefusal::TooLarge { what: Measure::HeaderBytes, .. })));
    let empty: &[u8] = &[];
    let refused = write(&header(), std::iter::repeat_n(empty, 1_000_001));
    assert!(matches!(refused, Err(FileRefusal::TooLarge { what: Measure::Pages, .. })));
}

/// A page of so many changes without a byte in them, each one byte long.
fn page_of_nothing(n_changes: u32) -> Vec<u8> {
    let stamp = Stamp::new(5, 0, Replica::new(7, 0));
    let head = (crate::units::id::GroupId(stamp), stamp, n_changes);
    let mut page = [&[1], &postcard::to_allocvec(&head).unwrap()[..]].concat();
    page.resize(page.len() + usize::try_from(n_changes).unwrap(), 0);
    page
}

/// A file as only somebody's own program writes it: as small as can be.
fn smallest_file_of(page: &[u8]) -> Vec<u8> {
    let mut totals = Totals::default();
    totals.add(page).unwrap();
    let stream = [&pages::length_of(page).unwrap()[..], page].concat();
    let totals = totals.to_bytes();
    let mut chunks: Vec<(&[u8], bool)> =
        stream.chunks(CHUNK_BYTES).map(|chunk| (chunk, false)).collect();
    chunks.push((&totals, true));
    file_of(&chunks)
}

#[test]
fn a_small_file_of_very_many_changes_takes_no_more_memory_than_its_size_allows() {
    let file = smallest_file_of(&page_of_nothing(20_000_000));
    assert!(file.len() < 40_000, "{} bytes", file.len());
    let most = Limits::STANDARD.changes(file.len());
    assert!(most < 300_000);
    let (_, pages) = read(&file, Limits::STANDARD).unwrap();
    assert!(pages.iter().map(Vec::len).sum::<usize>() < 32 << 20);
    let mut reading = Reading::new(pages, most);
    let mut n_steps = 1;
    let refusal = loop {
        match reading.step() {
            Ok(is_finished) => assert!(!is_finished),
            Err(refusal) => break refusal,
        }
        n_steps += 1;
    };
    assert_eq!(refusal, ReadRefusal::TooMany { most });
    assert_eq!(n_steps, most / 5000 + 1, "it goes no further than it may");
    assert_eq!(reading.changes().len(), most);
}

#[test]
fn a_small_file_that_unpacks_to_very_much_is_refused_before_it_is_unpacked() {
    let file = smallest_file_of(&vec![1; 40 << 20]);
    let limit = Limits::STANDARD.unpacked(file.len());
    assert!(limit < 36 << 20);
    let mut reader = Reader::new(&file, Limits::STANDARD).unwrap();
    let refusal = loop {
        if let Err(refusal) = reader.step() {
            break refusal;
        }
    };
    assert_eq!(refusal, FileRefusal::TooLarge { what: Measure::UnpackedBytes, limit });
}

#[test]
fn a_base_as_uniform_as_a_bomb_is_written_so_that_it_is_read() {
    let page = page_of_nothing(600_000);
    let counts = Counts { changes: 600_000, ..Counts::default() };
    let file = write(&Header { counts, ..header() }, [page.as_slice()]).unwrap();
    let (_, pages) = read(&file, Limits::STANDARD).unwrap();
    let mut reading = Reading::new(pages, Limits::STANDARD.changes(file.len()));
    while !reading.step().unwrap() {}
    assert_eq!(reading.changes().len(), 600_000);
}

#[test]
fn a_million_purchases_are_far_from_every_limit() {
    let mut journal = crate::book::journal::Journal::default();
    let mut batch = journal.batch(Replica::new(7, 0), 1_800_000_000_000).drawn(123_456_789);
    let buyers: Vec<_> = (0..2000).map(|_| batch.add_customer(vec![], vec![])).collect();
    for number in 0_usize..18_000 {
        let amount = crate::units::money::Money(i64::try_from(number * 7919 % 5000).unwrap());
        let day = Day(20_000 + i32::try_from(number / 50).unwrap());
        let at = crate::units::calendar::Moment { day, minute: None };
        let customer = Some(buyers[number * 104_729 % buyers.len()]);
        batch.add_purchase(crate::trade::purchase::Purchase {
            customer,
            amount,
            at,
            ..Default::default()
        });
    }
    journal.merge(batch.finish());
    let page = crate::book::journal::page::encode(journal.entries());
    let counts = Counts { changes: journal.len() as u64, ..Counts::default() };
    let file = write(&Header { counts, ..header() }, [page.as_slice()]).unwrap();
    // Fifty times as much.
    let (limits, n_bytes) = (Limits::STANDARD, file.len() * 50);
    assert!(n_bytes * 3 < limits.file_bytes, "{n_bytes} bytes");
    assert!(limits.changes(n_bytes) > 3 * 50 * journal.len());
    assert!(limits.unpacked(n_bytes) > 3 * 50 * page.len(), "{} bytes", page.len());
}
