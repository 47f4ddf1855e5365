//! The CDNOW log of Fader and Hardie: the purchases of a web shop's first customers of early 1997,
//! up to the end of June 1998.

use std::io::Read;
use std::path::PathBuf;

use regulars::figures::visit::{Sale, Visits};
use regulars::units::calendar::Day;
use regulars::units::money::Money;

/// The day after the log ends, on which its figures are taken.
pub(crate) fn day_after() -> Day {
    Day::from_ymd(1998, 7, 1).expect("a day")
}

/// The log of all 23,570 customers; `None`, and a word on stderr, where the file is missing.
pub(crate) fn master() -> Option<Visits> {
    let bytes = read("CDNOW_master.txt.gz")?;
    let mut text = String::new();
    let mut unpacked = flate2::read::GzDecoder::new(bytes.as_slice());
    unpacked.read_to_string(&mut text).expect("the log unpacks");
    Some(visits(text.lines().skip(1), 0))
}

/// The log of every tenth of them, 2,357; `None`, and a word on stderr, where it is missing.
pub(crate) fn sample() -> Option<Visits> {
    let text = String::from_utf8(read("CDNOW_sample.txt")?).expect("the log is text");
    Some(visits(text.lines(), 1))
}

#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn read(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    bytes
}

/// Rows of customer (in `column`, counted from one), day, number of discs and dollars.
fn visits<'a>(lines: impl Iterator<Item = &'a str>, column: usize) -> Visits {
    let sale = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let customer = fields.get(column)?.parse::<u32>().ok()?.checked_sub(1)?;
        let date: u32 = fields.get(column + 1)?.parse().ok()?;
        let year = i32::try_from(date / 10_000).ok()?;
        let day = Day::from_ymd(year, date / 100 % 100, date % 100)?;
        let (dollars, cents) = fields.get(column + 3)?.split_once('.')?;
        let paid = Money(dollars.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()?);
        let (customer, refunded) = (Some(customer), Money::ZERO);
        Some(Sale { customer, day, paid, refunded, cost: None })
    };
    let sales: Vec<Sale> =
        lines.map(|line| sale(line).unwrap_or_else(|| panic!("a row: {line}"))).collect();
    Visits::new(0, &sales)
}
