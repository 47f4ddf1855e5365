//! What one change costs in a shop of 10,000, 100,000 and 1,000,000 purchases, beside the same made
//! from scratch: `cargo bench --bench change`.

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
    use std::hint::black_box;
    use std::time::Instant;

    use regulars::advice::reminders::Reminders;
    use regulars::book::journal::Journal;
    use regulars::book::{Book, Change, Touched};
    use regulars::figures::overview::Overview;
    use regulars::people::customer::Fact;
    use regulars::people::find;
    use regulars::trade::purchase::Purchase;
    use regulars::units::calendar::Moment;
    use regulars::units::id::{CustomerId, GroupId, Replica};
    use regulars::units::money::Money;

    use crate::shop::{DAY_MS, TILL, TODAY, added, draw, log};

    const N_RUNS: u64 = 21;

    pub(crate) fn main() {
        for n_purchases in [10_000, 100_000, 1_000_000] {
            let mut shop = Shop::new(n_purchases);
            let scratch = shop.all_anew();
            println!("{n_purchases} purchases: from scratch {scratch:.1} ms");
            let tell = |name: &str, took: f64| {
                println!("  {name:<28}{took:>10.3} ms{:>9.0} x", scratch / took);
            };
            tell("a sale", shop.sale());
            let (first_page, after_sale) = (shop.today_anew(), shop.today());
            println!(
                "  {:<28}{after_sale:>10.3} ms{:>9.0} x, from scratch {first_page:.1} ms",
                "Today after a sale",
                first_page / after_sale
            );
            tell("an edit of a name", shop.rename());
            tell("undo of one sale", shop.undo());
            tell("the first page of history", shop.history());
            shop.erase_one();
            tell("a sale after one erased", shop.sale());
            shop.clock_ahead();
            tell("a sale with a clock ahead", shop.sale());
            tell("undo with a clock ahead", shop.undo());
            assert!(shop.book == shop.journal.book(), "the book is not that of the journal");
        }
    }

    /// What an open app keeps.
    struct Shop {
        journal: Journal,
        book: Book,
        finder: find::Index,
        overview: Overview,
        now_ms: u64,
        n_drawn: u64,
    }

    impl Shop {
        fn new(n_purchases: u64) -> Self {
            let mut journal = Journal::default();
            journal.merge(log(n_purchases));
            let book = journal.book();
            let (finder, overview) = (finder_of(&book), Overview::new(&book, TODAY));
            today(&book, &overview);
            let now_ms = TODAY.end_ms() - DAY_MS / 2;
            Self { journal, book, finder, overview, now_ms, n_drawn: 0 }
        }

        /// Makes anew what a change brings along: the book, the index for finding, the figures.
        fn all_anew(&self) -> f64 {
            timed(|| {
                let book = self.journal.book();
                let (finder, overview) = (finder_of(&book), Overview::new(&book, TODAY));
                (book, finder, overview)
            })
        }

        /// The first page from scratch, its models fitted.
        fn today_anew(&self) -> f64 {
            timed(|| {
                let overview = Overview::new(&self.book, TODAY);
                today(&self.book, &overview);
                overview
            })
        }

        /// A sale, and the first page read after it.
        fn today(&mut self) -> f64 {
            let mut took = Vec::new();
            for _ in 0..N_RUNS {
                let (_, sold) = self.sell();
                took.push(sold + timed(|| today(&self.book, &self.overview)));
            }
            median(took)
        }

        fn draw(&mut self) -> u64 {
            self.n_drawn += 1;
            draw(1_000_000_007 + self.n_drawn)
        }

        fn anybody(&mut self) -> CustomerId {
            let n =
                usize::try_from(self.draw() >> 32).expect("32 bits") % self.book.customers().len();
            *self.book.customers().keys().nth(n).expect("one of them")
        }

        /// Makes a change as the app does, and gives what it took.
        fn commit(&mut self, replica: u64, change: Change) -> (GroupId, f64) {
            self.now_ms += 1000;
            let start = Instant::now();
            let mut batch = self.journal.batch(Replica::new(replica, 0), self.now_ms);
            batch = batch.drawn(self.n_drawn);
            let group = GroupId(batch.push(change));
            let entries = batch.checked().expect("a change that can be kept");
            match self.journal.advance(&mut self.book, entries) {
                Touched::Everything => panic!("one change made everything anew"),
                Touched::Records(touched) => {
                    self.overview.advance(&self.book, &touched);
                    for (customer, _) in touched.customers {
                        self.finder.update(customer, self.book.customer(customer));
                    }
                }
            }
            (group, ms_since(start))
        }

        fn sale(&mut self) -> f64 {
            median((0..N_RUNS).map(|_| self.sell().1).collect())
        }

        fn sell(&mut self) -> (GroupId, f64) {
            let customer = Some(self.anybody());
            let at = Moment { day: TODAY, minute: Some(600) };
            let purchase = Purchase { customer, at, amount: Money(1200), ..Purchase::default() };
            self.commit(TILL, Change::bought(purchase))
        }

        fn rename(&mut self) -> f64 {
            let mut took = Vec::new();
            for run in 0..N_RUNS {
                let facts = vec![Fact::Name(format!("Renamed {run}"))];
                let customer = self.anybody();
                took.push(self.commit(TILL, Change::SetFacts { customer, facts }).1);
            }
            median(took)
        }

        fn undo(&mut self) -> f64 {
            let mut took = Vec::new();
            for _ in 0..N_RUNS {
                let (group, _) = self.sell();
                took.push(self.commit(TILL, Change::Undo { group }).1);
            }
            median(took)
        }

        fn history(&mut self) -> f64 {
            let first_page = || {
                let groups = self.journal.groups_before(None).take(50);
                groups.filter_map(|group| self.journal.group(group)).count()
            };
            median((0..N_RUNS).map(|_| timed(|| black_box(first_page()))).collect())
        }

        fn erase_one(&mut self) {
            let customer = self.anybody();
            let (_, took) = self.commit(TILL, Change::EraseCustomer { customer });
            println!("  {:<28}{took:>10.3} ms", "erasing one");
        }

        /// Another device, seventy years ahead, writes down a setting, a customer and a sale.
        fn clock_ahead(&mut self) {
            let now_ms = self.now_ms;
            self.now_ms += 70 * 365 * DAY_MS;
            let customer = CustomerId(self.commit(2, added(7)).0.0);
            let at = Moment { day: TODAY, minute: None };
            let customer = Some(customer);
            self.commit(2, Change::bought(Purchase { customer, at, ..Purchase::default() }));
            self.now_ms = now_ms;
        }
    }

    /// What the first page reads.
    fn today(book: &Book, overview: &Overview) -> impl Sized + use<> {
        let reminders = Reminders::new(book, overview);
        let income = overview.figures().income();
        let shares = (income.gini(), income.share_of_top(3), overview.largest());
        black_box((overview.headline(), reminders, shares))
    }

    fn finder_of(book: &Book) -> find::Index {
        find::Index::build(book.customers().iter().map(|(id, customer)| (*id, customer)))
    }

    fn timed<T>(run: impl FnOnce() -> T) -> f64 {
        let start = Instant::now();
        let made = black_box(run());
        let took = ms_since(start);
        drop(made);
        took
    }

    fn ms_since(start: Instant) -> f64 {
        start.elapsed().as_secs_f64() * 1000.0
    }

    fn median(mut took: Vec<f64>) -> f64 {
        took.sort_by(f64::total_cmp);
        took[took.len() / 2]
    }
}
