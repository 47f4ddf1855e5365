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
    use std::path::Path;
    use std::process::Command;
    use std::time::Instant;
    use std::{env, fs};

    use regulars::advice::reminders::Reminders;
    use regulars::book::journal::{Journal, page};
    use regulars::figures::overview::Overview;
    use regulars::people::find;
    use regulars::people::same::Numbers;

    use crate::shop::{TODAY, log};

    /// Asks this program, started by itself, what the pages of a file take in memory.
    const MEMORY_OF: &str = "--memory-of=";

    pub(crate) fn main() {
        if let Some(file) = env::args().find_map(|it| Some(it.strip_prefix(MEMORY_OF)?.to_owned()))
        {
            return tell_memory(Path::new(&file));
        }
        for n_purchases in [10_000, 100_000, 1_000_000] {
            let pages = pages(n_purchases);
            let bytes: usize = pages.iter().map(Vec::len).sum();
            println!("{n_purchases} purchases in {} pages, {bytes} bytes", pages.len());
            let start = Instant::now();
            let n_changes: usize =
                pages.iter().map(|it| page::decode(it).map_or(0, |it| it.len())).sum();
            let read = ms_since(start);
            println!("  {:<28}{read:>9.1} ms{:>7.1} x", "reading the bytes", 1.0);
            let mut start = Instant::now();
            let n_merged = open(&pages, |step| {
                let took = ms_since(start);
                println!("  {step:<28}{took:>9.1} ms{:>7.1} x", took / read);
                start = Instant::now();
            });
            assert_eq!(n_merged, n_changes, "changes are missing");
            memory(&pages, n_purchases);
        }
    }

    /// Opens a base as the app does; `done` hears of each step. Gives how many changes there were.
    fn open(pages: &[Vec<u8>], mut done: impl FnMut(&str)) -> usize {
        let mut journal = Journal::default();
        let n_merged = pages.iter().map(|it| journal.merge_page(it).unwrap_or_default()).sum();
        done("the journal");
        let book = journal.book();
        done("the book");
        let finder = find::Index::build(book.customers().iter().map(|(id, who)| (*id, who)));
        done("the index for finding");
        let numbers = Numbers::of(book.customers().values());
        done("countries of phones");
        let overview = Overview::new(&book, TODAY);
        done("the figures");
        let headline = overview.headline();
        done("the first page's figures");
        let reminders = Reminders::new(&book, &overview);
        done("the first page's people");
        assert_eq!(journal.len(), n_merged, "changes are missing");
        drop((journal, book, finder, numbers, overview, headline, reminders));
        n_merged
    }

    /// Has it measured in a process of its own: in this one lies what was let go before, and would
    /// be used again.
    fn memory(pages: &[Vec<u8>], n_purchases: u64) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let file = root.join(format!("target/opening-{n_purchases}.pages"));
        let bytes = postcard::to_allocvec(&(n_purchases, pages)).expect("memory");
        fs::write(&file, bytes).expect("target is there to write to");
        let program = env::current_exe().expect("this program");
        let asked = format!("{MEMORY_OF}{}", file.display());
        let status = Command::new(program).arg(asked).status().expect("it can be started again");
        assert!(status.success(), "{status}");
        fs::remove_file(&file).expect("it was written");
    }

    fn tell_memory(file: &Path) {
        let bytes = fs::read(file).expect("its pages");
        let (n_purchases, pages): (u64, Vec<Vec<u8>>) =
            postcard::from_bytes(&bytes).expect("pages");
        drop(bytes);
        let first = held();
        let (mut before, mut last) = (first, first);
        let each = |from: u64, to: u64| to.saturating_sub(from) / n_purchases;
        open(&pages, |step| {
            last = held();
            println!("  {step:<28}{:>9} bytes a purchase", each(before, last));
            before = last;
        });
        println!("  {:<28}{:>9} bytes a purchase", "in all", each(first, last));
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
