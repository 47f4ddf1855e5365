//! Small files on which an import once went wrong, each with what is right for it.
//!
//! They lie outside the project; where they are missing, each test says so and passes.

mod mutated;
mod plan;
mod reading;

use std::path::Path;
use std::sync::Arc;

use regulars::files::import::{self, Guess, Known, NewCustomer, Options, Plan};
use regulars::files::table::{self, ReadOptions, Table};
use regulars::people::customer::{Customer, Fact, Member};
use regulars::units::calendar::{Day, Moment, Zone};
use regulars::units::money::Currency;

/// The day on which the files were tried.
pub(crate) fn today() -> Day {
    Day::from_ymd(2026, 11, 25).expect("a day")
}

/// The clock of Budapest from 2020 to 2030: an hour more from the last Sunday of March to that of
/// October, at one o'clock of universal time.
pub(crate) fn budapest() -> Zone {
    let last_sunday = |year, month| {
        let last = Day::from_ymd(year, month, 31).expect("a day");
        // 4 January 1970 was a Sunday.
        i64::from(last.0 - (last.0 - 3).rem_euclid(7)) * 1440 + 60
    };
    let changes =
        (2020..=2030).flat_map(|year| [(last_sunday(year, 3), 120), (last_sunday(year, 10), 60)]);
    Zone::new(60, changes.collect())
}

pub(crate) fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

/// The names of all files there are; none, said on stderr, where the folder is missing.
pub(crate) fn names() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/tried");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        tell_missing(&folder);
        return Vec::new();
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".csv")).collect();
    names.sort();
    names
}

/// The bytes of a file; `None`, said on stderr, where it is missing.
pub(crate) fn bytes(name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/tried").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        tell_missing(&path);
    }
    bytes
}

#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn tell_missing(path: &Path) {
    eprintln!("skipped: {} is not there", path.display());
}

/// A file as a shop in Budapest that counts in euros brings it in, and what was guessed of it.
pub(crate) struct Tried {
    pub(crate) table: Arc<Table>,
    pub(crate) guess: Guess,
    pub(crate) plan: Plan,
}

/// Brings a file in as it is guessed.
pub(crate) fn tried(name: &str) -> Option<Tried> {
    tried_with(name, |_| {})
}

/// Brings a file in as it is guessed, with one thing said by the owner.
pub(crate) fn tried_with(name: &str, say: impl Fn(&mut Options)) -> Option<Tried> {
    let table = Arc::new(table::read(&bytes(name)?, ReadOptions::default()).expect(name));
    let mut guess = import::guess(&table, today(), currency("EUR"), budapest());
    // A shop that has sold nothing yet counts in the currency of its first file.
    if let Some(found) = guess.currency {
        guess.options.currency = found;
    }
    say(&mut guess.options);
    let known = Arc::new(Known::default());
    let plan = import::plan(Arc::clone(&table), known, guess.options.clone()).expect(name);
    Some(Tried { table, guess, plan })
}

/// The customers of a plan, as the book would show them.
pub(crate) fn customers(plan: &Plan) -> Vec<Customer> {
    plan.new_customers.iter().map(customer).collect()
}

fn customer(new: &NewCustomer) -> Customer {
    let mut customer = Customer::default();
    new.facts.iter().for_each(|fact: &Fact| customer.set(fact.clone()));
    new.members.iter().for_each(|member: &Member| customer.set_member(member, true));
    customer
}

/// The names of the customers, in the order of the file.
pub(crate) fn named(plan: &Plan) -> Vec<String> {
    customers(plan).iter().map(|customer| customer.name().to_owned()).collect()
}

/// The amounts of the purchases, in the order of the file.
pub(crate) fn amounts(plan: &Plan) -> Vec<i64> {
    plan.purchases.iter().map(|planned| planned.purchase.amount.0).collect()
}

/// When the purchases were made, in the order of the file: "2026-08-05 23:30".
pub(crate) fn moments(plan: &Plan) -> Vec<String> {
    plan.purchases.iter().map(|planned| written(planned.purchase.at)).collect()
}

fn written(at: Moment) -> String {
    let time = at.minute.map(|minute| format!(" {:02}:{:02}", minute / 60, minute % 60));
    format!("{}{}", at.day.date(), time.unwrap_or_default())
}

/// Lines of problems, in the order of the file.
pub(crate) fn lines_set_aside(plan: &Plan) -> Vec<u32> {
    plan.problems.iter().map(|problem| problem.line).collect()
}

/// Lines of cells that were read otherwise than they are written, with both.
pub(crate) fn tidied(plan: &Plan) -> Vec<(u32, &str, &str)> {
    plan.tidied.iter().map(|cell| (cell.line, cell.written.as_str(), cell.read.as_str())).collect()
}

/// Lines and contents of cells that were left out.
pub(crate) fn odd_cells(plan: &Plan) -> Vec<(u32, &str)> {
    plan.odd_cells.iter().map(|problem| (problem.line, problem.value.as_str())).collect()
}
