//! What opening a base costs, step by step, and what it holds in memory, for 10,000, 100,000 and
//! 1,000,000 purchases: `cargo bench --bench opening`.
//!
//! The first line of a size is the reading of the same bytes into one list of changes, to hold the
//! rest against. Memory is what the process holds more than before, as the system counts it (Linux).

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::print_stdout, reason = "a bench prints what it measured")
)]

#[cfg(not(target_arch = "wasm32"))]
mod shop;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::time::Instant;

    use regulars::advice::reminders::Reminders;
    use regulars::book::journal::{Journal, page};
    use regulars::figures::overview::Overview;
    use regulars::people::find;
    use regulars::people::same::Numbers;

    use crate::shop::{TODAY, log};

    pub(crate) fn main() {
        for n_purchases in [10_000, 100_000, 1_000_000] {
            let pages = pages(n_purchases);
            let bytes: usize = pages.iter().map(Vec::len).sum();
            println!("{n_purchases} purchases in {} pages, {bytes} bytes", pages.len());
            let start = Instant::now();
            let n_changes: usize =
                pages.iter().map(|it| page::decode(it).map_or(0, |it| it.len())).sum();
            let read = ms_since(start);
            tell("reading the bytes", read, read);
            open(&pages, n_changes, read, n_purchases);
        }
    }

    fn open(pages: &[Vec<u8>], n_changes: usize, read: f64, n_purchases: u64) {
        let before = held();
        let start = Instant::now();
        let mut journal = Journal::default();
        let merged: usize = pages.iter().map(|it| journal.merge_page(it).unwrap_or_default()).sum();
        tell("the journal", ms_since(start), read);
        assert_eq!((merged, journal.len()), (n_changes, n_changes), "changes are missing");
        let with_journal = held();
        let start = Instant::now();
        let book = journal.book();
        tell("the book", ms_since(start), read);
        let with_book = held();
        let start = Instant::now();
        let finder = find::Index::build(book.customers().iter().map(|(id, who)| (*id, who)));
        tell("the index for finding", ms_since(start), read);
        let start = Instant::now();
        let numbers = Numbers::of(book.customers().values());
        tell("countries of phones", ms_since(start), read);
        let with_finder = held();
        let start = Instant::now();
        let overview = Overview::new(&book, TODAY);
        tell("the figures", ms_since(start), read);
        let start = Instant::now();
        let headline = overview.headline();
        tell("the first page's figures", ms_since(start), read);
        let start = Instant::now();
        let reminders = Reminders::new(&book, &overview);
        tell("the first page's people", ms_since(start), read);
        let with_figures = held();
        for (name, from, to) in [
            ("journal", before, with_journal),
            ("book", with_journal, with_book),
            ("index for finding", with_book, with_finder),
            ("figures", with_finder, with_figures),
            ("in all", before, with_figures),
        ] {
            let each = to.saturating_sub(from).checked_div(n_purchases).unwrap_or_default();
            println!("  {name:<28}{each:>7} bytes a purchase");
        }
        drop((journal, book, finder, numbers, overview, headline, reminders));
    }

    fn tell(name: &str, took: f64, read: f64) {
        println!("  {name:<28}{took:>9.1} ms{:>7.1} x", took / read);
    }

    fn ms_since(start: Instant) -> f64 {
        start.elapsed().as_secs_f64() * 1000.0
    }

    /// Bytes the process holds; 0 where the system does not say.
    fn held() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.unwrap_or_default() * 1024
    }

    /// The pages of a shop.
    fn pages(n_purchases: u64) -> Vec<Vec<u8>> {
        let mut entries = log(n_purchases);
        entries.sort_by_key(|(stamp, _)| *stamp);
        let pages = entries.chunks(10_000);
        pages.map(|page| page::encode(page.iter().map(|(stamp, entry)| (*stamp, entry)))).collect()
    }
}
