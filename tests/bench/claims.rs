//! What the figures claim, held against what happened.
//!
//! `cargo bench --bench claims -- path/to/log.csv` reads any log of purchases (one a line: customer,
//! day, amount; see `claims/lines.rs`), goes back to nine days of its past, lets the app say who is
//! asleep, when they come next and what the next weeks bring, and compares. Without a path it
//! reads the public log of a music shop (CDNOW) that lies beside the project.

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::print_stdout, reason = "a bench prints what it measured")
)]

#[cfg(not(target_arch = "wasm32"))]
#[path = "claims/hidden.rs"]
mod hidden;
#[cfg(not(target_arch = "wasm32"))]
#[path = "claims/lines.rs"]
mod lines;
#[cfg(not(target_arch = "wasm32"))]
#[path = "claims/log.rs"]
mod log;
#[cfg(not(target_arch = "wasm32"))]
#[path = "claims/money.rs"]
mod money;
#[cfg(not(target_arch = "wasm32"))]
#[path = "claims/ranges.rs"]
mod ranges;
#[cfg(not(target_arch = "wasm32"))]
#[path = "claims/returns.rs"]
mod returns;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    // Cargo adds an argument of its own.
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let path = path.map_or_else(log::cdnow, std::path::PathBuf::from);
    let log = match log::Log::read(&path) {
        Ok(log) => log,
        Err(why) => {
            println!("nothing measured: {}: {why}", path.display());
            return;
        }
    };
    println!("{}: {}", path.display(), log.in_words());
    let cuts = log.cuts();
    if cuts.is_empty() {
        println!("nothing measured: half a year of purchases is needed");
        return;
    }
    returns::section(&log, &cuts);
    money::section(&log, &cuts);
    ranges::section(&log, &cuts);
    hidden::section(&log);
}
