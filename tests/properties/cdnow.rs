//! The purchases of a music shop's customers of early 1997, as Fader and Hardie published them
//! for research and teaching. The files lie beside the project, not in it.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use regulars::figures::lifetime::History;
use regulars::units::calendar::Day;
use regulars::units::money::Money;

/// One line of the log: customer, day, money in cents.
pub(crate) type Line = (u32, Day, Money);

/// A file of the log.
#[derive(Clone, Copy, Debug)]
pub(crate) enum File {
    /// A tenth of the customers, numbered 1 to 2357.
    Sample,
    /// All 23,570.
    Master,
}

/// The last day the models may see when a forecast is tested.
pub(crate) fn end_of_calibration() -> Day {
    Day::from_ymd(1997, 9, 30).expect("a day")
}

/// Where a file of the folder beside the project lies; says so on stderr if it is missing.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
pub(crate) fn beside(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if !path.is_file() {
        eprintln!("skipped: {} is missing", path.display());
        return None;
    }
    Some(path)
}

/// The lines of the log, in file order; `None`, said on stderr, if the file is missing.
pub(crate) fn lines(file: File) -> Option<Vec<Line>> {
    let text = match file {
        File::Sample => fs::read_to_string(beside("CDNOW_sample.txt")?).expect("text"),
        File::Master => {
            let packed = fs::File::open(beside("CDNOW_master.txt.gz")?).expect("readable");
            let mut text = String::new();
            flate2::read::GzDecoder::new(packed).read_to_string(&mut text).expect("text");
            text
        }
    };
    Some(text.lines().filter_map(line).collect())
}

/// Customer (the last number before the date), date, count, money.
fn line(text: &str) -> Option<Line> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [.., customer, date, _, dollars] = words[..] else { return None };
    let number = |range: std::ops::Range<usize>| date.get(range)?.parse::<i32>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let day = Day::from_ymd(year, month.unsigned_abs(), day.unsigned_abs())?;
    let (whole, cents) = dollars.split_once('.')?;
    let minor = whole.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()?;
    Some((customer.parse().ok()?, day, Money(minor)))
}

/// Each customer's visits, customers ascending.
pub(crate) fn histories(file: File) -> Option<Vec<(u32, History)>> {
    let mut lines = lines(file)?;
    lines.sort_by_key(|line| line.0);
    let history =
        |of_one: &[Line]| (of_one[0].0, History::new(of_one.iter().map(|line| (line.1, line.2))));
    Some(lines.chunk_by(|a, b| a.0 == b.0).map(history).collect())
}
