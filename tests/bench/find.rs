//! How long a key takes among a hundred thousand customers, and a plain scan beside it.
//!
//! `cargo bench --bench find`; a number as argument is how many customers.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use regulars::people::customer::{Customer, Fact, Member};
use regulars::people::find::{Index, fold};
use regulars::people::same::{self, Country, Key};
use regulars::units::id::{CustomerId, Replica, Stamp};
use regulars::units::ordered::Ordered;

const GIVEN: [&str; 24] = [
    "Anna",
    "Béla",
    "Csilla",
    "Dániel",
    "Erzsébet",
    "Ferenc",
    "Gabriella",
    "Olena",
    "Oleksandr",
    "Олександр",
    "Александр",
    "Наталія",
    "Сергей",
    "Юлія",
    "Ольга",
    "Дмитро",
    "علی",
    "محمد",
    "فاطمه",
    "علی‌رضا",
    "Mary-Ann",
    "Patrick",
    "Žofia",
    "Jürgen",
];
const FAMILY: [&str; 20] = [
    "Kovács",
    "Szabó",
    "Tóth",
    "Nagy",
    "Horváth",
    "Шевченко",
    "Коваленко",
    "Петренко",
    "Иванов",
    "Кузнецов",
    "احمدی",
    "کریمی",
    "محمدی",
    "O'Brien",
    "Smith",
    "Kowalski",
    "Novák",
    "Müller",
    "Papadopoulos",
    "Ionescu",
];
const ENDS: [&str; 40] = [
    "", "né", "son", "ov", "enko", "escu", "ski", "er", "i", "y", "a", "ko", "vić", "ez", "in",
    "uk", "ak", "ek", "os", "is", "as", "us", "en", "an", "on", "un", "el", "al", "ol", "ul", "ar",
    "or", "ur", "ir", "et", "at", "ot", "it", "ut", "is",
];

fn customer(number: usize) -> Customer {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut pick = |limit: usize| {
        mixed = mixed.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (mixed >> 40) % limit
    };
    let given = GIVEN[pick(GIVEN.len())];
    let family = format!("{}{}", FAMILY[pick(FAMILY.len())], ENDS[pick(ENDS.len())]);
    let mut customer = Customer::default();
    customer.set(Fact::Name(format!("{family} {given}")));
    customer.set(Fact::Card(format!("{number:08}")));
    let local = 1_000_000 + pick(9_000_000);
    let phone = match pick(4) {
        0 => format!("+36 {}0 {local}", 2 + pick(3) * 2),
        1 => format!("+380 50 {local}"),
        2 => format!("0912 {local}"),
        _ => format!("8 91{} {local}", pick(10)),
    };
    customer.set_member(&Member::Phone(phone), true);
    let address = format!("{}.{}{}@gmail.com", fold(given), fold(&family), pick(100));
    customer.set_member(&Member::Email(address), true);
    if pick(3) == 0 {
        customer.set_member(&Member::Tag(["VIP", "market", "опт"][pick(3)].into()), true);
    }
    customer
}

/// The median of eleven runs.
fn median<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..11)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[5]
}

fn scan(texts: &[String], question: &str) -> usize {
    let question = fold(question);
    texts.iter().filter(|text| text.contains(&question)).count()
}

fn main() {
    let n_customers = std::env::args().find_map(|text| text.parse().ok()).unwrap_or(100_000);
    let id = |number| CustomerId(Stamp::new(number, 0, Replica::new(1, 0)));
    let customers: Vec<(CustomerId, Customer)> =
        (0..).map(id).zip((0..n_customers).map(customer)).collect();
    let texts: Vec<String> = customers
        .iter()
        .map(|(_, known)| {
            let parts = [known.name(), known.card()].into_iter();
            let parts = parts.chain(known.phones()).chain(known.emails()).chain(known.tags());
            fold(&parts.collect::<Vec<_>>().join(" "))
        })
        .collect();

    let start = Instant::now();
    let mut index = Index::build(customers.iter().map(|(id, known)| (*id, known)));
    println!("{n_customers} customers, index built in {:?}", start.elapsed());

    let questions = [
        "k",
        "ko",
        "kov",
        "kovacs",
        "kovács anna",
        "олександр",
        "oleksandr",
        "علی رضا",
        "g",
        "gmail",
        "06",
        "0630",
        "0630555",
        "+36 30 555",
        "0142",
        "42",
        "anna 0142",
        "zzz",
        "",
    ];
    println!("{:<14} {:>7} {:>10} {:>10} {:>10}", "typed", "found", "search", "matches", "scan");
    for question in questions {
        let search = median(|| index.search(question, 20));
        let matches = median(|| index.matches(question));
        let plain = median(|| scan(&texts, question));
        let found = index.matches(question).len();
        println!("{question:<14} {found:>7} {search:>10.1?} {matches:>10.1?} {plain:>10.1?}");
    }
    let update = median(|| {
        for (id, known) in &customers[..1000.min(n_customers)] {
            index.update(*id, Some(known));
        }
    });
    println!("1000 updates: {update:.1?}");
    known_by(&customers.into_iter().collect());
}

/// Who has a key: the first question, which makes the index of its kind, the next, and a walk
/// through everybody.
fn known_by(customers: &Ordered<CustomerId, Customer>) {
    let country = Country::parse("HU");
    println!("{:<14} {:>10} {:>10} {:>10}", "key", "first", "next", "walk");
    for (key, text) in [
        (Key::Card, "00000417"),
        (Key::Phone, "06 30 555 0142"),
        (Key::Email, "anna@gmail.com"),
        (Key::Name, "Kovács Anna"),
    ] {
        let mut index = same::Index::default();
        let start = Instant::now();
        black_box(index.find(customers, key, text, country, usize::MAX));
        let first = start.elapsed();
        let next = median(|| index.find(customers, key, text, country, usize::MAX));
        let wanted = key.of_text(text, country);
        let has_it = |customer: &Customer| key.of(customer, country).any(|it| Some(it) == wanted);
        let walk = median(|| customers.values().filter(|customer| has_it(customer)).count());
        println!("{:<14} {first:>10.1?} {next:>10.1?} {walk:>10.1?}", format!("{key:?}"));
    }
}
