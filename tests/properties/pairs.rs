//! Who is one person: labelled pairs of five languages, and laws.
//!
//! `cargo test --test properties pairs -- --nocapture` prints how many of those who were said to be
//! one are (precision), and how many of those who are one were said (recall).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use regulars::people::customer::{Customer, Fact, Member};
use regulars::people::pairs::{Likelihood, Pair, pairs};
use regulars::people::same::Country;
use regulars::units::calendar::Birthday;
use regulars::units::id::{CustomerId, Replica, Stamp};

/// So many customers beside those of the labelled pairs.
const N_OTHERS: u64 = 2_000;

fn id(number: u64) -> CustomerId {
    CustomerId(Stamp::new(number, 0, Replica::new(1, 0)))
}

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/properties/pairs");
    fs::read_to_string(folder.join(name)).expect("a labelled set is readable")
}

/// Name, phone, email, birthday, card, address, and "company".
fn customer(cells: &[&str]) -> Customer {
    let [name, phone, email, birthday, card, address, more] = cells else {
        panic!("seven cells, not {cells:?}")
    };
    let mut customer = Customer::default();
    let set = |customer: &mut Customer, text: &str, fact: fn(String) -> Fact| {
        if !text.is_empty() {
            customer.set(fact(text.to_owned()));
        }
    };
    set(&mut customer, name, Fact::Name);
    set(&mut customer, card, Fact::Card);
    if !birthday.is_empty() {
        let parts: Vec<i32> =
            birthday.split('-').map(|part| part.parse().expect("a day")).collect();
        let [month, day] = [parts[1], parts[2]].map(|part| u32::try_from(part).expect("a day"));
        customer.set(Fact::Birthday(Birthday::new(Some(parts[0]), month, day)));
    }
    let members = [
        Member::Phone((*phone).to_owned()),
        Member::Email((*email).to_owned()),
        Member::Address((*address).to_owned()),
    ];
    for member in members.iter().filter(|member| !member.text().is_empty()) {
        customer.set_member(member, true);
    }
    if *more == "company" {
        customer.set(Fact::Company(true));
    }
    customer
}

/// The common names of a language.
struct Common {
    language: String,
    country: Option<Country>,
    surnames: Vec<String>,
    given: Vec<String>,
}

fn common() -> Vec<Common> {
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        Common {
            language: cells[0].into(),
            country: Country::parse(cells[1]),
            surnames: words(cells[2]),
            given: words(cells[3]),
        }
    };
    read("common.tsv").lines().skip(1).map(line).collect()
}

/// A draw of SplitMix64 by its number.
fn draw(number: u64) -> u64 {
    let state = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Somebody with a common name, the first ones of the list more often than the last.
fn somebody(common: &Common, number: u64) -> Customer {
    let pick = |words: &[String], draws: u64| {
        let n = words.len() as u64;
        let place = (draws & 0xffff) % n * ((draws >> 20 & 0xffff) % n) / n;
        words[usize::try_from(place).expect("a place")].clone()
    };
    let name = format!(
        "{} {}",
        pick(&common.surnames, draw(2 * number)),
        pick(&common.given, draw(2 * number + 1))
    );
    let phone = format!("+999 {:09}", draw(number + 77) % 1_000_000_000);
    customer(&[&name, &phone, "", "", "", "", ""])
}

/// A pair with its label, and what was said.
struct Labelled {
    are_one: bool,
    names: String,
    said: Option<Likelihood>,
}

/// Judges the labelled pairs of a language among others with common names.
fn judge(common: &Common) -> Vec<Labelled> {
    let text = read(&format!("{}.tsv", common.language));
    let rows: Vec<Vec<&str>> =
        text.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let labelled = rows.iter().flat_map(|row| [customer(&row[1..8]), customer(&row[8..15])]);
    let others = (0..N_OTHERS).map(|number| somebody(common, number));
    let customers: Vec<Customer> = labelled.chain(others).collect();
    let with_ids = (0..).map(id).zip(&customers);
    let found = pairs(with_ids, common.country, BTreeSet::new());
    let said = |place: u64| {
        let ids = (id(2 * place), id(2 * place + 1));
        found.iter().find(|pair| (pair.one, pair.other) == ids).map(|pair| pair.likelihood)
    };
    (0..)
        .zip(&rows)
        .map(|(place, row)| Labelled {
            are_one: row[0] == "same",
            names: format!("{} | {}", row[1..8].join(" "), row[8..15].join(" ")),
            said: said(place),
        })
        .collect()
}

/// Prints and gives precision and recall in thousandths.
#[expect(clippy::print_stdout, reason = "printed for whoever asks with --nocapture")]
fn figures(title: &str, labelled: &[Labelled]) -> (usize, usize) {
    let is_said = |it: &Labelled| matches!(it.said, Some(Likelihood::Sure | Likelihood::Likely));
    let n = |fits: &dyn Fn(&Labelled) -> bool| labelled.iter().filter(|it| fits(it)).count();
    let (right, said) = (n(&|it| it.are_one && is_said(it)), n(&is_said));
    let all = n(&|it| it.are_one);
    let missed = labelled.iter().filter(|it| title != "all" && it.are_one != is_said(it));
    for it in missed {
        println!(
            "{title} {}: {:?} {}",
            if it.are_one { "same" } else { "different" },
            it.said,
            it.names
        );
    }
    let figures = (1000 * right / said.max(1), 1000 * right / all.max(1));
    println!("{title}: {} pairs, precision {}, recall {}", labelled.len(), figures.0, figures.1);
    figures
}

#[test]
fn labelled_pairs_are_told_in_five_languages() {
    let judged: Vec<(String, Vec<Labelled>)> =
        common().iter().map(|common| (common.language.clone(), judge(common))).collect();
    let told: Vec<_> =
        judged.iter().map(|(title, labelled)| (title.clone(), figures(title, labelled))).collect();
    let all: Vec<Labelled> = judged.into_iter().flat_map(|(_, labelled)| labelled).collect();
    let (precision, recall) = figures("all", &all);
    assert!(all.len() >= 300 && precision >= 950 && recall >= 900, "{precision} {recall}");
    for (language, (precision, recall)) in told {
        assert!(precision >= 950 && recall >= 900, "{language}: {precision} {recall}");
    }
    let wrongly_sure = all.iter().find(|it| !it.are_one && it.said == Some(Likelihood::Sure));
    assert!(wrongly_sure.is_none(), "{}", wrongly_sure.map_or("", |it| &it.names));
}

const NAMES: [&str; 12] = [
    "Kovács Anna",
    "Kovacs Anna",
    "Kovács Béla",
    "Anna",
    "Шевченко Олександр",
    "Oleksandr Shevchenko",
    "Shevchenko Sasha",
    "محمد کریمی",
    "Mohammad Karimi",
    "ifj. Kovács Béla",
    "Kovács Annamária",
    "",
];

prop_compose! {
    fn anybody()(
        name in prop::sample::select(&NAMES[..]),
        phone in prop::sample::select(&["", "+36 30 555 0142", "06 30 555 0142", "+36 30 555 0177"][..]),
        email in prop::sample::select(&["", "a@b.example", "c@d.example"][..]),
        birthday in prop::sample::select(&["", "1988-11-28", "1988-11-23", "1961-01-02"][..]),
        card in prop::sample::select(&["", "0417", "0418"][..]),
    ) -> Customer {
        customer(&[name, phone, email, birthday, card, "", ""])
    }
}

fn base() -> impl Strategy<Value = Vec<(CustomerId, Customer)>> {
    prop::collection::vec(anybody(), 2..10).prop_map(|all| (0..).map(id).zip(all).collect())
}

fn found(base: &[(CustomerId, Customer)], apart: &BTreeSet<(CustomerId, CustomerId)>) -> Vec<Pair> {
    let all = base.iter().map(|(id, customer)| (*id, customer));
    pairs(all, Country::parse("HU"), apart.clone())
}

/// The place of what was said; `None` is the least.
fn rank(said: Option<&Pair>) -> usize {
    said.map_or(3, |pair| pair.likelihood as usize)
}

proptest! {
    #[test]
    fn the_order_of_the_base_does_not_matter(
        (base, shuffled) in base().prop_flat_map(|base| (Just(base.clone()), Just(base).prop_shuffle())),
    ) {
        prop_assert_eq!(found(&base, &BTreeSet::new()), found(&shuffled, &BTreeSet::new()));
    }

    #[test]
    fn nobody_is_a_pair_with_themselves_and_each_pair_is_said_once(base in base()) {
        let pairs = found(&base, &BTreeSet::new());
        let ids: BTreeSet<_> = pairs.iter().map(|pair| (pair.one, pair.other)).collect();
        prop_assert_eq!(ids.len(), pairs.len());
        prop_assert!(pairs.iter().all(|pair| pair.one < pair.other && !pair.reasons.is_empty()));
        prop_assert!(pairs.is_sorted_by_key(|pair| pair.likelihood));
    }

    #[test]
    fn whoever_was_said_to_be_different_never_comes_again(base in base(), take in any::<u64>()) {
        let pairs = found(&base, &BTreeSet::new());
        let apart: BTreeSet<_> = (0..).zip(&pairs)
            .filter(|(place, _)| take >> (place % 64) & 1 == 1)
            .map(|(_, pair)| (pair.one, pair.other))
            .collect();
        let left: Vec<Pair> =
            pairs.into_iter().filter(|pair| !apart.contains(&(pair.one, pair.other))).collect();
        prop_assert_eq!(found(&base, &apart), left);
    }

    #[test]
    fn more_in_common_never_makes_a_pair_less_likely(
        one in anybody(),
        other in anybody(),
        what in 0_usize..4,
    ) {
        let said = |one: &Customer, other: &Customer| {
            let base = [(id(0), one.clone()), (id(1), other.clone())];
            rank(found(&base, &BTreeSet::new()).first())
        };
        let with = |customer: &Customer| {
            let mut customer = customer.clone();
            match what {
                0 => customer.set(Fact::Card("K-77".into())),
                1 => customer.set(Fact::Birthday(Birthday::new(Some(1970), 5, 6))),
                2 => customer.set_member(&Member::Phone("+36 1 555 0100".into()), true),
                _ => customer.set_member(&Member::Email("own@x.example".into()), true),
            }
            customer
        };
        let bare = |customer: &Customer| {
            let mut customer = customer.clone();
            match what {
                0 => customer.set(Fact::Card(String::new())),
                1 => customer.set(Fact::Birthday(None)),
                _ => {}
            }
            customer
        };
        let (less, more) = (said(&bare(&one), &bare(&other)), said(&with(&one), &with(&other)));
        prop_assert!(more <= less, "{} {}", less, more);
    }
}
