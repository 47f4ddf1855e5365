//! A log of purchases in any plain form, as the app would have it.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use regulars::book::{Book, Change};
use regulars::figures::lifetime::History;
use regulars::people::customer::Fact;
use regulars::trade::purchase::Purchase;
use regulars::units::calendar::{Day, Moment};
use regulars::units::id::{CustomerId, Replica, Stamp};
use regulars::units::money::Money;

use crate::lines::{Line, lines};

/// How many days of the past are gone back to.
const N_CUTS: i32 = 9;

/// How long after a cut is looked for what happened: a quarter.
pub(crate) const QUARTER_DAYS: i32 = 91;

/// Where the music shop's log lies.
pub(crate) fn cdnow() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/CDNOW_master.txt.gz")
}

/// All purchases, by customer and as the book of the app.
pub(crate) struct Log {
    /// Each customer's visits, in the order of `ids`.
    pub(crate) histories: Vec<History>,
    /// The customers.
    pub(crate) ids: Vec<CustomerId>,
    /// All of it as the app keeps it.
    pub(crate) book: Book,
    first: Day,
    /// The last day.
    pub(crate) last: Day,
}

impl Log {
    /// Reads a file of lines (see `lines.rs`), packed by gzip or not; those that say too little
    /// are passed over and counted.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let bytes = std::fs::read(path).map_err(|why| why.to_string())?;
        let text = if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut text = String::new();
            let mut unpacked = flate2::read::GzDecoder::new(bytes.as_slice());
            unpacked.read_to_string(&mut text).map_err(|why| why.to_string())?;
            text
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let (lines, n_passed) = lines(&text)?;
        if n_passed > 0 {
            println!("{n_passed} lines without customer, day and amount were passed over");
        }
        Self::new(&lines).ok_or_else(|| "there is no purchase in it".to_owned())
    }

    fn new(lines: &[Line]) -> Option<Self> {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut purchases: Vec<Vec<(Day, Money)>> = Vec::new();
        for (customer, day, money) in lines {
            let number = *numbers.entry(customer.as_str()).or_insert(purchases.len());
            if number == purchases.len() {
                purchases.push(Vec::new());
            }
            purchases[number].push((*day, *money));
        }
        let (first, last) =
            (lines.iter().map(|it| it.1).min()?, lines.iter().map(|it| it.1).max()?);
        let (ids, book) = book(&purchases);
        let histories = purchases.into_iter().map(History::new).collect();
        Some(Self { histories, ids, book, first, last })
    }

    /// How much there is.
    pub(crate) fn in_words(&self) -> String {
        let n_visits: usize = self.histories.iter().map(|it| it.visits().len()).sum();
        let n_days = self.last.since(self.first) + 1;
        format!("{} customers, {n_visits} visits, {n_days} days", self.histories.len())
    }

    /// The days to go back to: from a quarter of the time to a quarter of a year before its end.
    pub(crate) fn cuts(&self) -> Vec<Day> {
        let n_days = self.last.since(self.first);
        let from = self.first.plus((n_days / 4).max(QUARTER_DAYS));
        let step = (self.last.since(from) - QUARTER_DAYS) / (N_CUTS - 1);
        if step < 1 { Vec::new() } else { (0..N_CUTS).map(|n| from.plus(n * step)).collect() }
    }
}

fn book(purchases: &[Vec<(Day, Money)>]) -> (Vec<CustomerId>, Book) {
    let mut book = Book::default();
    let mut next = Stamp::new(1_760_000_000_000, 0, Replica::new(1, 0));
    let mut apply = |book: &mut Book, change| {
        let stamp = next;
        book.apply(stamp, &change);
        next = stamp.next(stamp.replica());
        stamp
    };
    let mut ids = Vec::new();
    for (number, of_one) in purchases.iter().enumerate() {
        let facts = vec![Fact::Name(format!("Customer {number}"))];
        let id = CustomerId(apply(&mut book, Change::AddCustomer { facts, members: vec![] }));
        ids.push(id);
        for (day, amount) in of_one {
            let at = Moment { day: *day, minute: None };
            let amount = (*amount).max(Money::ZERO);
            let bought = Purchase { customer: Some(id), at, amount, ..Purchase::default() };
            apply(&mut book, Change::bought(bought));
        }
    }
    (ids, book)
}

/// A mean without NaN where there is nothing.
pub(crate) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
