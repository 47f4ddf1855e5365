//! What opening a base costs, step by step, and what it holds in memory, for 10,000, 100,000 and
//! 1,000,000 purchases: `cargo bench --bench opening`.
//!
//! The first line of a size is the reading of the same bytes into one list of changes, to hold the
//! rest against. Memory is what the process holds more than before, as the system counts it (Linux).

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::print_stdout, reason = "a bench prints what it measured")
)]

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
    use regulars::book::Change;
    use regulars::book::journal::{Entry, Journal, page};
    use regulars::figures::overview::Overview;
    use regulars::people::customer::{Fact, Member};
    use regulars::people::find;
    use regulars::people::same::Numbers;
    use regulars::trade::purchase::Purchase;
    use regulars::units::calendar::{Day, Moment};
    use regulars::units::id::{CustomerId, GroupId, Replica, Stamp};
    use regulars::units::money::Money;

    const TODAY: Day = Day(20_089);
    const N_DAYS: u64 = 1_096;
    const DAY_MS: u64 = 86_400_000;

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
        journal.merge(pages.iter().flat_map(|it| page::decode(it).unwrap_or_default()));
        tell("the journal", ms_since(start), read);
        assert_eq!(journal.len(), n_changes, "changes are missing");
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

    fn added(number: u64) -> Change {
        let (first, last) = (draw(number) % 1000, number % 997);
        let facts = vec![Fact::Name(format!("Guest{first} Family{last}"))];
        let phone = format!("+36 30 {:03} {:04}", number % 1000, draw(number) % 10_000);
        Change::AddCustomer { facts, members: vec![Member::Phone(phone)] }
    }

    /// The pages of three years, ten purchases for each customer, each a group of its own.
    fn pages(n_purchases: u64) -> Vec<Vec<u8>> {
        let replica = Replica::new(1, 0);
        let n_customers = n_purchases / 10;
        let begin = TODAY.end_ms() - (N_DAYS + 1) * DAY_MS;
        let mut entries = Vec::new();
        let mut push = |stamp, change| {
            entries.push((stamp, Entry { group: GroupId(stamp), change }));
        };
        let id = |number: u64| Stamp::new(begin + number, 0, replica);
        for number in 0..n_customers {
            push(id(number), added(number));
        }
        for row in 0..n_purchases {
            let day = row * N_DAYS / n_purchases;
            let made = begin + (day + 1) * DAY_MS - DAY_MS / 2 + row % 40_000_000;
            let who = draw(3 * row);
            // The smaller of two draws: some customers come far more often than others.
            let who = ((who & 0xffff_ffff) % n_customers).min((who >> 32) % n_customers);
            let days_ago = i32::try_from(N_DAYS - day).expect("a thousand days");
            let at = Moment { day: TODAY.plus(-days_ago), minute: Some(600) };
            let amount = Money(i64::try_from(100 + draw(3 * row + 2) % 20_000).expect("small"));
            let customer = Some(CustomerId(id(who)));
            let purchase = Purchase { customer, at, amount, ..Purchase::default() };
            push(Stamp::new(made, 0, replica), Change::bought(purchase));
        }
        entries.sort_by_key(|it| it.0);
        let pages = entries.chunks(10_000);
        pages.map(|page| page::encode(page.iter().map(|(stamp, entry)| (*stamp, entry)))).collect()
    }

    /// A draw of SplitMix64 by its number.
    fn draw(number: u64) -> u64 {
        let state = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
