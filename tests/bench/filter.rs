//! Who of 100,000 customers with a million purchases fits a filter, each kind of condition by
//! itself and five together, beside a walk that only touches every customer:
//! `cargo bench --bench filter`.

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

    use regulars::book::journal::Entry;
    use regulars::book::{Book, Change};
    use regulars::figures::overview::Overview;
    use regulars::lists::base::Base;
    use regulars::lists::column::Column;
    use regulars::lists::field::Field;
    use regulars::lists::matcher::Matcher;
    use regulars::lists::order::{Direction, arrange};
    use regulars::lists::reader::Reader;
    use regulars::lists::span::Span;
    use regulars::lists::text;
    use regulars::people::customer::{Channel, Consent, Customer, Fact, Member};
    use regulars::trade::purchase::{Line, Purchase};
    use regulars::units::calendar::{Birthday, Zone};
    use regulars::units::id::{CustomerId, Stamp};
    use regulars::units::pace::Pace;

    use crate::shop::{DAY_MS, TODAY, draw, log};

    const N_PURCHASES: u64 = 1_000_000;
    const N_RUNS: usize = 11;

    const PRODUCTS: [&str; 12] = [
        "Diós torta",
        "Kifli",
        "Zsemle",
        "Rozskenyér",
        "Fehér kenyér",
        "Kakaós csiga",
        "Pogácsa",
        "Rétes",
        "Croissant",
        "Bagel",
        "Brioche",
        "Lángos",
    ];
    const PEOPLE: [&str; 4] = ["Anna", "Béla", "Csilla", "Dániel"];

    /// Conditions, one of a kind each.
    const CONDITIONS: [&str; 24] = [
        "company yes",
        "never-write yes",
        "consent-sms is given",
        "birthday this-month",
        "entered in-last 12 months",
        "tag is \"mornings\"",
        "name contains \"kovács an\"",
        "note contains \"dió\"",
        "phone contains \"555\"",
        "status is asleep, dozing",
        "segment is loyal, champion",
        "size is large",
        "abc is a",
        "xyz is x",
        "step is regular",
        "last-visit older-than 3 months",
        "gap under 30",
        "visits last 12 months over 3",
        "spent over 2000 EUR",
        "spent last 12 months over 500 EUR",
        "product contains \"dió\"",
        "product last 3 months is \"bagel\"",
        "served-by is \"anna\"",
        "comes-alone over 30",
    ];

    const TOGETHER: [&str; 3] = [
        "all(status is asleep, dozing; spent last 12 months over 200 EUR; note not contains \"x\"; \
         last-visit older-than 1 months; any(tag is \"mornings\"; likes contains \"dió\"))",
        "all(segment is loyal, champion; visits last 6 months over 2; consent-sms is given; \
         name begins \"an\"; product last 12 months contains \"dió\")",
        "any(birthday this-month; word-worth over 50 EUR; tag is \"mornings\"; size is large; \
         phone not known)",
    ];

    pub(crate) fn main() {
        let book = book();
        let overview = Overview::new(&book, TODAY);
        regulars::units::pace::at_once(async |pace: &Pace| overview.make_ready(pace).await);
        let zone = Zone::default();
        let base = Base::new(&book, &overview, &zone);
        let n = book.customers().len();
        assert!(overview.dated_by_wrong_clock().is_empty(), "not a shop like others");
        println!("{n} customers, {} purchases; medians of {N_RUNS}", book.purchases().len());
        let reader = Reader::new(base);
        let touch = |customer: &Customer| customer.facts().len() + customer.members().len();
        let walk = median(|| reader.rows().map(|row| touch(row.customer())).sum::<usize>());
        println!("{:<72} {:>7} {walk:>8.2} ms", "a walk that touches every customer", "");
        for condition in CONDITIONS {
            tell(condition, &format!("all({condition})"), base);
        }
        for filter in TOGETHER {
            tell(filter, filter, base);
        }
        let ids = Matcher::new(&text::parse("all()").expect("a filter").filter, base).all();
        for (field, span) in [(Field::Spent, Span::ThisYear), (Field::Name, Span::Ever)] {
            let column = Column::new(field, span).expect("a column");
            let took = median(|| {
                let mut ids = ids.clone();
                arrange(&mut ids, &Reader::new(base), column, Direction::Falling, places);
                ids
            });
            println!("{:<72} {:>7} {took:>8.2} ms", format!("arranged by {}", column.format()), n);
        }
    }

    /// In place of a browser: as they came.
    fn places(texts: &[&str]) -> Vec<u32> {
        (0..).zip(texts).map(|(place, _)| place).collect()
    }

    fn tell(name: &str, filter: &str, base: Base<'_>) {
        let read = text::parse(filter).expect("a filter");
        assert!(read.misread.is_empty(), "{filter}");
        let n_found = Matcher::new(&read.filter, base).all().len();
        let took = median(|| Matcher::new(&read.filter, base).all());
        let short: String = name.chars().take(72).collect();
        println!("{short:<72} {n_found:>7} {took:>8.2} ms");
    }

    fn median<T>(mut run: impl FnMut() -> T) -> f64 {
        let mut took: Vec<f64> = (0..N_RUNS)
            .map(|_| {
                let start = Instant::now();
                black_box(run());
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        took.sort_by(f64::total_cmp);
        took[N_RUNS / 2]
    }

    /// The shop of the other benches, its people known better and its purchases with goods.
    fn book() -> Book {
        let mut book = Book::default();
        for (n, (stamp, entry)) in (0..).zip(log(N_PURCHASES)) {
            apply(&mut book, n, later(stamp), entry);
        }
        book
    }

    /// Two years later than the shop's own stamps: before 2024 no clock was right, and what is
    /// dated by a wrong one would not count.
    fn later(stamp: Stamp) -> Stamp {
        let made_ms = stamp.time_ms() + 735 * DAY_MS;
        Stamp::new(made_ms, stamp.counter(), stamp.replica())
    }

    fn apply(book: &mut Book, n: u64, stamp: Stamp, entry: Entry) {
        match entry.change {
            Change::AddCustomer { facts, members } => {
                book.apply(stamp, &known_better(n, facts, members));
            }
            Change::AddPurchase(purchase) => {
                let line = |part: u64| Line {
                    product: of(&PRODUCTS, 5 * n + part).to_owned(),
                    quantity_thousandths: 1_000,
                    price: None,
                };
                let purchase = Purchase {
                    lines: (0..1 + draw(n) % 3).map(line).collect(),
                    employee: of(&PEOPLE, 5 * n + 4).to_owned(),
                    customer: purchase.customer.map(|CustomerId(stamp)| CustomerId(later(stamp))),
                    ..*purchase
                };
                book.apply(stamp, &Change::bought(purchase));
            }
            other => book.apply(stamp, &other),
        }
    }

    fn known_better(n: u64, mut facts: Vec<Fact>, mut members: Vec<Member>) -> Change {
        let number = |limit: u64, part: u64| draw(7 * n + part) % limit;
        if number(3, 0) == 0 {
            let given = ["Kovács Anna", "Szabó Béla", "Nagy Andrea", "Іванна Коваль"];
            facts.push(Fact::Name(format!("{} {n}", given[(n % 4) as usize])));
        }
        facts.push(Fact::Company(number(10, 1) == 0));
        let day = u32::try_from(number(28, 2)).expect("small") + 1;
        let month = u32::try_from(number(12, 3)).expect("small") + 1;
        facts.push(Fact::Birthday(Birthday::new(None, month, day)));
        if number(2, 4) == 0 {
            let liked = of(&PRODUCTS, n).to_lowercase();
            facts.push(Fact::Note(format!("Szereti: {liked}. Reggel jön, kártyával fizet.")));
            members.push(Member::Likes(liked));
        }
        if number(2, 5) == 0 {
            let consent =
                Consent { given: !n.is_multiple_of(3), on: TODAY, source: "counter".into() };
            facts.push(Fact::Consent(Channel::Sms, consent));
        }
        if number(5, 6) == 0 {
            members.push(Member::Tag(["mornings", "VIP", "piac"][(n % 3) as usize].into()));
        }
        Change::AddCustomer { facts, members }
    }

    fn of<'a>(texts: &[&'a str], number: u64) -> &'a str {
        texts[usize::try_from(draw(number) % texts.len() as u64).expect("small")]
    }
}
