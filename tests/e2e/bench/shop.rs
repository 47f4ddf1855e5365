//! A made-up shop of any size: the purchases of its till, always the same but for the day.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use regulars::units::calendar::Day;

/// Several begin alike, so that every letter typed leaves fewer.
const FAMILY: [&str; 16] = [
    "Kovács", "Kovalik", "Kozma", "Kiss", "Nagy", "Szabó", "Tóth", "Horváth", "Varga", "Mohácsi",
    "Molnár", "Molitor", "Major", "Németh", "Farkas", "Papp",
];
const GIVEN: [&str; 10] =
    ["Anna", "Péter", "Zsófi", "Márk", "Lili", "Dóra", "Gergő", "Eszter", "Bence", "Réka"];

/// Purchases to a customer, on average.
const EACH: usize = 10;

/// The name of a customer by number.
pub(crate) fn name(customer: usize) -> String {
    format!("{} {}", FAMILY[customer % 16], GIVEN[customer / 16 % 10])
}

/// The last seven digits of a customer's phone.
pub(crate) fn phone(customer: usize) -> String {
    (5_550_000 + customer).to_string()
}

/// Writes the log of so many purchases by a tenth as many customers, numbered from the first one
/// given, in the order of days. `n_purchases` is a multiple of twenty.
pub(crate) fn log(folder: &Path, n_purchases: usize, first: usize, today: Day) -> PathBuf {
    let mut rows = Vec::with_capacity(n_purchases);
    for place in 0..n_purchases / EACH {
        let customer = first + place;
        // Two who follow each other come twenty times together.
        let visits = 1 + (place / 2 * 7) % (2 * EACH - 1);
        let visits = if place % 2 == 0 { visits } else { 2 * EACH - visits };
        let gap = [7, 11, 14, 21, 30, 9][place % 6];
        // Nobody comes on the last day: it may not have come yet where the browser thinks it is.
        let away = 1 + if place % 5 == 0 { gap * 4 } else { place % gap };
        rows.extend((0..visits).map(|visit| (away + visit * gap, customer, visit)));
    }
    rows.sort_by(|a, b| b.cmp(a));
    let mut csv = String::from("Name;Phone;Date;Amount\r\n");
    for (ago, customer, visit) in rows {
        let day = today.plus(-i32::try_from(ago).expect("some years")).date();
        let amount = 600 + (customer * 37 + visit * 13) % 2400;
        let (name, phone) = (name(customer), phone(customer));
        writeln!(csv, "{name};+36 30 {phone};{day};{amount} Ft\r").expect("text grows");
    }
    let file = folder.join("till.csv");
    fs::write(&file, csv).expect("a log");
    file
}

#[test]
fn a_shop_is_as_large_as_was_asked() {
    let folder = std::env::temp_dir().join(format!("regulars-shop-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for size in [1_000, 10_000] {
        let log = fs::read_to_string(log(&folder, size, 0, Day(20_000))).unwrap();
        assert_eq!(log.lines().count(), size + 1);
        let phones: std::collections::BTreeSet<_> =
            log.lines().skip(1).map(|line| line.split(';').nth(1)).collect();
        assert_eq!(phones.len(), size / EACH);
    }
    fs::remove_dir_all(folder).unwrap();
}
