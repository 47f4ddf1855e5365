//! How long bringing in a till's log takes, from the bytes of the file to the changes of the
//! journal, and pandas on the same file in the same run.
//!
//! `cargo bench --bench import`; numbers as arguments are how many rows. The first run makes a
//! Python environment under `target/` and installs pandas into it; without Python our own times
//! are printed alone. All times are those of the processor. Pandas only reads the file, its dates, and the sum and last visit of each
//! customer: what a plan finds out beside (who is new, what is there already, what cannot be read)
//! has no counterpart there.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

mod python;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use regulars::book::journal::Journal;
use regulars::files::import::{self, Known, Plan, Planner};
use regulars::files::table::{ReadOptions, Reader, Table};
use regulars::units::calendar::{Day, Zone};
use regulars::units::id::Replica;
use regulars::units::money::Currency;

/// How many rows one customer has.
const ROWS_PER_CUSTOMER: u64 = 10;
const FIRST_DAY: Day = Day(19_358);
const N_DAYS: u64 = 1_300;
const TODAY: Day = Day(20_700);
/// Of as many runs the fastest counts.
const N_RUNS: usize = 5;

const GIVEN: [&str; 12] = [
    "Anna",
    "Béla",
    "Csilla",
    "Dániel",
    "Erzsébet",
    "Ferenc",
    "Olena",
    "Sergey",
    "Mary-Ann",
    "Patrick",
    "Žofia",
    "Jürgen",
];
const FAMILY: [&str; 14] = [
    "Kovács",
    "Szabó",
    "Tóth",
    "Nagy",
    "Horváth",
    "Shevchenko",
    "Petrenko",
    "Ivanov",
    "O'Brien",
    "Smith",
    "Kowalski",
    "Novák",
    "Müller",
    "Ionescu",
];

fn main() {
    let mut sizes: Vec<u64> = std::env::args().filter_map(|text| text.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000, 1_000_000];
    }
    println!(
        "{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>14}{:>12}{:>8}",
        "rows", "read ms", "guess", "plan", "take", "all", "rows/s", "pandas ms", "ratio"
    );
    for n_rows in sizes {
        compare(n_rows);
    }
}

/// One size: ours, then pandas'.
fn compare(n_rows: u64) {
    let text = log(n_rows);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join(format!("target/import-{n_rows}.csv"));
    std::fs::write(&file, &text).expect("target is there to write to");
    let mut runs: Vec<[f64; 4]> = (0..N_RUNS).map(|_| run(text.as_bytes(), n_rows)).collect();
    runs.sort_by(|one, other| sum(one).total_cmp(&sum(other)));
    let [read, guess, plan, take] = runs[0];
    let all = read + guess + plan + take;
    let path = file.to_string_lossy();
    let found = python::run("import_pandas.py", &[&path]);
    let pandas = found.first().map_or(f64::NAN, |timed| timed.seconds * 1_000.0);
    #[expect(clippy::cast_precision_loss, reason = "a million is little")]
    let per_second = n_rows as f64 / (read + guess + plan) * 1_000.0;
    // Both came to the same money, or one of them is wrong.
    if let Some(timed) = found.first() {
        assert_eq!(timed.name, "import");
        println!("          pandas found customers and their sum: {:?}", timed.found);
    }
    println!(
        "{n_rows:>9}{read:>9.1}{guess:>9.1}{plan:>9.1}{take:>9.1}{all:>9.1}{per_second:>14.0}\
         {pandas:>12.1}{:>7.1}x",
        pandas / (read + guess + plan)
    );
}

fn sum(stages: &[f64; 4]) -> f64 {
    stages.iter().sum()
}

/// Milliseconds of reading, guessing, planning and taking.
fn run(bytes: &[u8], n_rows: u64) -> [f64; 4] {
    let mut before = now_ms();
    let mut lap = || {
        let now = now_ms();
        now - std::mem::replace(&mut before, now)
    };
    let table = read(bytes);
    let read = lap();
    let currency = Currency::parse("EUR").expect("a currency");
    let guessed = import::guess(&table, TODAY, currency, Zone::default());
    let guess = lap();
    let known = Arc::new(Known::new(None));
    let planner = Planner::new(Arc::new(table), known, guessed.options).expect("it says who");
    let plan = planner.finish();
    let planned = lap();
    check(&plan, n_rows);
    lap();
    let journal = Journal::default();
    let mut batch = journal.batch(Replica::new(1, 0), 1);
    import::take(plan, "log.csv", &mut batch);
    let entries = batch.finish();
    let take = lap();
    drop(entries);
    [read, guess, planned, take]
}

/// Milliseconds this thread has worked, so that other work on the machine does not count; where
/// the system does not tell, milliseconds of the clock.
fn now_ms() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = text.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    worked.map_or_else(|| START.elapsed().as_secs_f64() * 1_000.0, |ns| ns / 1_000_000.0)
}

fn read(bytes: &[u8]) -> Table {
    let reader = Reader::new(bytes, ReadOptions::default()).expect("a table");
    reader.finish().expect("it has rows")
}

/// Nothing was lost on the way: a fast wrong answer is none.
fn check(plan: &Plan, n_rows: u64) {
    let count = |n: usize| u64::try_from(n).expect("64 bits");
    assert_eq!(count(plan.purchases.len()), n_rows);
    assert!(plan.problems.is_empty());
    assert!(count(plan.new_customers.len()) <= n_rows / ROWS_PER_CUSTOMER);
}

/// A log of a till: name, phone, moment, number and amount; the same every time.
fn log(n_rows: u64) -> String {
    let mut text = String::from("Customer,Phone,Date,Order number,Amount\n");
    let n_customers = (n_rows / ROWS_PER_CUSTOMER).max(1);
    for row in 0..n_rows {
        let chance = mixed(row);
        let who = mixed(chance) % n_customers;
        let of = |list: &[&'static str], part: u64| {
            list[usize::try_from(part % 10_000).expect("small") % list.len()]
        };
        let (given, family) = (of(&GIVEN, mixed(who)), of(&FAMILY, mixed(who) >> 20));
        // The log goes on through the years, as the till wrote it.
        let day = FIRST_DAY.plus(i32::try_from(row * N_DAYS / n_rows).expect("small"));
        let (hour, minute) = (8 + chance % 12, (chance >> 8) % 60);
        let cents = 100 + (chance >> 16) % 20_000;
        let date = day.date();
        writeln!(
            text,
            "{family} {given},+36 30 {:03} {:04},{date} {hour:02}:{minute:02},R-{row:07},{}.{:02}",
            who / 10_000,
            who % 10_000,
            cents / 100,
            cents % 100
        )
        .expect("a string takes everything");
    }
    text
}

/// SplitMix64.
fn mixed(n: u64) -> u64 {
    let z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
