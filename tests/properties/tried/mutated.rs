//! No bytes make the import fail: files of shops with their bytes changed at random, read with
//! every choice an owner could make.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use regulars::files::columns::Meaning;
use regulars::files::dates::DateOrder;
use regulars::files::encoding::Encoding;
use regulars::files::import::{self, Key, Known, OnMatch, UnknownBuyers};
use regulars::files::table::{self, ReadOptions, Separator};

use super::{budapest, bytes, currency, names, today};

/// How many files are tried.
const N_FILES: u64 = 20_000;

/// How much of a long file is taken: more rows of the same say nothing new.
const MOST_BYTES: usize = 2_000;

/// Texts that reading goes by, and some that no file should hold.
#[rustfmt::skip]
const MORSELS: [&[u8]; 40] = [
    b"\"", b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"'", b"=\"",
    b"-", b"--", b":::", b"/", b".", b"0", b"99999999999999999999", b"-0.001", b"1e309", b"#REF!", b"########", b"@",
    b"0000-00-00", b"9999-12-31T23:59:59+14:00", b"Z", b"31.12.26", b"1403/12/30", b"2026-08-05 22:30 UTC",
    "\u{200f}".as_bytes(), "👩\u{200d}🍳".as_bytes(), "۱۲٬۵۰۰".as_bytes(), "−5".as_bytes(), "İ".as_bytes(),
    "вн. 12".as_bytes(), "ſ".as_bytes(), "\u{1f1ed}\u{1f1fa}".as_bytes(),
];

/// Numbers that look like chance and are the same for the same seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below a number, which is above zero.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).expect("64 bits");
        usize::try_from(self.next() % end).expect("it was one")
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// Changes some bytes: one of them, a stretch left out, said twice, put elsewhere or cut off.
fn mutate(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(6) {
        let from = chance.below(bytes.len());
        let to = (from + chance.below(40)).min(bytes.len());
        match chance.below(7) {
            0 if from < bytes.len() => bytes[from] ^= 1 << chance.below(8),
            1 => drop(bytes.drain(from..to)),
            2 => {
                let twice = bytes[from..to].to_vec();
                bytes.splice(to..to, twice);
            }
            3 => {
                let moved: Vec<u8> = bytes.drain(from..to).collect();
                let place = chance.below(bytes.len() + 1);
                bytes.splice(place..place, moved);
            }
            4 if chance.one_in(8) => bytes.truncate(from),
            _ => {
                let morsel = chance.of(&MORSELS);
                let end = if chance.one_in(2) { from } else { to };
                bytes.splice(from..end, morsel.iter().copied());
            }
        }
    }
}

/// Reads a file with choices made by chance; what comes of it does not matter.
fn bring_in(bytes: &[u8], chance: &mut Chance) {
    let read = ReadOptions {
        encoding: chance.one_in(4).then(|| chance.of(&Encoding::ALL)),
        separator: chance.one_in(4).then(|| chance.of(&Separator::ALL)),
        has_titles: chance.one_in(4).then(|| chance.one_in(2)),
        part: None,
    };
    let Ok(table) = table::read(bytes, read) else { return };
    let money = currency(chance.of(&["EUR", "HUF", "KWD", "IRT"]));
    let mut options = import::guess(&table, today(), money, budapest()).options;
    for meaning in &mut options.mapping {
        if chance.one_in(8) {
            *meaning = chance.of(&Meaning::ALL);
        }
    }
    if chance.one_in(3) {
        options.date_order = Some(chance.of(&[DateOrder::DayFirst, DateOrder::MonthFirst]));
    }
    options.key = if chance.one_in(3) { chance.of(&Key::ALL) } else { options.key };
    options.on_match = chance.of(&[OnMatch::Both, OnMatch::CreateOnly, OnMatch::UpdateOnly]);
    options.fill_only_empty = chance.one_in(2);
    options.visits_only |= chance.one_in(6);
    options.unknown_buyers = chance.of(&[UnknownBuyers::Keep, UnknownBuyers::SetAside]);
    let n_rows = table.rows.len() + table.unclosed.len();
    let plan = import::plan(Arc::new(table), Arc::new(Known::default()), options);
    if let Ok(plan) = plan {
        assert_eq!(plan.counts.rows, n_rows);
    }
}

#[test]
fn no_file_makes_the_import_fail() {
    let shopify = "../shared/data/shopify/shopify_orders_fixture.csv";
    let shopify = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(shopify)).ok();
    let files: Vec<Vec<u8>> =
        names().iter().filter_map(|name| bytes(name)).chain(shopify).collect();
    if files.is_empty() {
        return;
    }
    for seed in 0..N_FILES {
        let mut chance = Chance(seed);
        let mut file = files[chance.below(files.len())].clone();
        file.truncate(MOST_BYTES);
        mutate(&mut file, &mut chance);
        let tried = catch_unwind(AssertUnwindSafe(|| bring_in(&file, &mut chance)));
        assert!(tried.is_ok(), "seed {seed}: {}", String::from_utf8_lossy(&file));
    }
}
