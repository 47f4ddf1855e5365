//! How long it takes to find who is here twice among a hundred thousand customers, and to say of
//! somebody who is being typed whom they may be.
//!
//! `cargo bench --bench pairs`; a number as argument is how many customers.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use regulars::people::customer::{Customer, Fact, Member};
use regulars::people::find;
use regulars::people::pairs::{Among, Likelihood, Scan, Warner};
use regulars::people::same::{self, Country};
use regulars::units::calendar::Birthday;
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
    "Katalin",
    "István",
    "Олександр",
    "Наталія",
    "Сергей",
    "Юлия",
    "Ольга",
    "Дмитро",
    "Мария",
    "علی",
    "محمد",
    "فاطمه",
    "زهرا",
    "Mary",
    "Patrick",
    "John",
    "Emma",
];
const FAMILY: [&str; 18] = [
    "Kov",
    "Szab",
    "Tót",
    "Horv",
    "Шевч",
    "Ковал",
    "Петр",
    "Иван",
    "Кузн",
    "احمد",
    "کریم",
    "محمد",
    "Brien",
    "Smith",
    "Kowal",
    "Nov",
    "Mül",
    "Iones",
];
/// Latin, Cyrillic and Persian ends, so that surnames are common and rare ones alike.
const ENDS: [[&str; 12]; 3] = [
    ["ács", "ó", "h", "áth", "er", "son", "ski", "escu", "ek", "ley", "mann", "i"],
    ["енко", "ов", "ук", "ський", "чук", "ин", "ев", "ак", "юк", "ец", "ура", "ий"],
    ["ی", "یان", "پور", "نژاد", "زاده", "فر", "منش", "وند", "لو", "خواه", "دوست", "نیا"],
];

/// A draw of SplitMix64 by its number.
fn draw(number: u64) -> u64 {
    let state = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn pick<'a>(words: &[&'a str], number: u64) -> &'a str {
    let place = draw(number) % words.len() as u64;
    words[usize::try_from(place).expect("a place")]
}

fn family(number: u64) -> String {
    let begin = pick(&FAMILY, number);
    let script = match begin.chars().next() {
        Some('А'..='я') => 1,
        Some('\u{620}'..='\u{6d3}') => 2,
        _ => 0,
    };
    // The draws of ends repeat, so that some surnames are a thousand times, and some once.
    let middle = ["", "a", "el", "or", "in", "us", "et", "ob", "ar", "il"];
    let middle = if script == 0 { pick(&middle, draw(number + 3) % 97) } else { "" };
    let rare =
        if draw(number + 9).is_multiple_of(3) { pick(&ENDS[script], number + 5) } else { "" };
    format!("{begin}{middle}{}{rare}", pick(&ENDS[script], number + 1))
}

/// A customer by number; three in a hundred are one before them, written otherwise.
fn customer(number: u64) -> Customer {
    let is_again = number > 100 && draw(number + 13) % 100 < 3;
    let who = if is_again { draw(number) % number } else { number };
    let seed = 100 * who;
    let (given, family) = (pick(&GIVEN, seed), family(seed + 10));
    let name = match (is_again, draw(number + 17) % 3) {
        (true, 0) => format!("{given} {family}"),
        (true, 1) => format!("{family} {given}").to_uppercase(),
        _ => format!("{family} {given}"),
    };
    let mut customer = Customer::default();
    customer.set(Fact::Name(name));
    if draw(seed + 30).is_multiple_of(4) {
        let year = 1950 + i32::try_from(draw(seed + 31) % 55).expect("a year");
        let month = u32::try_from(1 + draw(seed + 32) % 12).expect("a month");
        let day = u32::try_from(1 + draw(seed + 33) % 28).expect("a day");
        customer.set(Fact::Birthday(Birthday::new(Some(year), month, day)));
    }
    // One in ten has the phone of the one before: a family.
    let owner = if draw(seed + 40).is_multiple_of(10) { who.saturating_sub(1) } else { who };
    let digits = 1_000_000 + draw(owner + 50) % 9_000_000;
    customer.set_member(&Member::Phone(format!("+36 30 {digits}")), true);
    if draw(seed + 60).is_multiple_of(2) {
        customer.set_member(&Member::Email(format!("box{who}@posta.example.hu")), true);
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

fn main() {
    let n_customers: u64 = std::env::args().find_map(|text| text.parse().ok()).unwrap_or(100_000);
    let id = |number| CustomerId(Stamp::new(number, 0, Replica::new(1, 0)));
    let customers: Ordered<CustomerId, Customer> =
        (0..n_customers).map(|number| (id(number), customer(number))).collect();
    let country = Country::parse("HU");

    let start = Instant::now();
    let mut scan = Scan::new(country, BTreeSet::new());
    customers.iter().for_each(|(id, customer)| scan.add(*id, customer));
    let read = start.elapsed();
    scan.step(0);
    let met = start.elapsed();
    let pairs = scan.finish();
    let all = start.elapsed();
    println!("{n_customers} customers: read {read:.0?}, met {met:.0?}, judged {all:.0?}");
    for likelihood in Likelihood::ALL {
        let n = pairs.iter().filter(|pair| pair.likelihood == likelihood).count();
        println!("{likelihood:?}: {n} pairs");
    }
    typed(&customers, country);
}

/// Whom somebody may be, key by key.
fn typed(customers: &Ordered<CustomerId, Customer>, country: Option<Country>) {
    let finder = find::Index::build(customers.iter().map(|(id, customer)| (*id, customer)));
    let mut keys = same::Index::default();
    let warner = Warner::default();
    for name in ["Kovács Anna", "Shevchenko Oleksandr", "Ahmadi Ali", "Brienarson Patrik"] {
        let mut draft = Customer::default();
        draft.set(Fact::Name(name.to_owned()));
        draft.set_member(&Member::Phone("06 30 555 0142".to_owned()), true);
        let mut run = || {
            let among = Among { customers, finder: &finder, keys: &mut keys, country };
            warner.may_be(&draft, None, among).len()
        };
        let (found, time) = (run(), median(&mut run));
        println!("{name:<22} {found:>5} may be it, {time:.1?}");
    }
}
