//! Whoever is in the book is found, whatever the order, case and spelling of the question.
//!
//! `cargo test --test properties find -- --nocapture` prints, for the labelled questions of five
//! languages, how many of those found were meant (precision), and how many of those meant were
//! found (recall).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use regulars::people::customer::{Customer, Fact, Member};
use regulars::people::find::{Index, fold};
use regulars::units::id::{CustomerId, Replica, Stamp};

fn id(number: u64) -> CustomerId {
    CustomerId(Stamp::new(number, 0, Replica::new(1, 0)))
}

/// A word of one of the alphabets a shop meets, some with an apostrophe, hyphen or non-joiner.
fn word() -> impl Strategy<Value = String> {
    let letters = "[a-zA-ZáéíóöőúüűÁŐŰčłßñçéèø]{1,8}";
    prop_oneof![
        letters,
        "[а-яА-ЯіїєґІЇЄҐёЁ]{1,8}",
        "[آابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهیيىئؤأإةء]{2,8}",
        "[α-ωΑ-ΡΣ-Ωάέή]{1,8}",
        "[A-Z][a-z]{0,4}['’-][A-Z][a-z]{1,6}",
        "[ابپتجدرزسکلمنهی]{2,4}\u{200c}[ابپتجدرزسکلمنهی]{2,4}",
        "[0-9]{1,4}",
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..5).prop_map(|words| words.join(" "))
}

fn phone() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\+?[0-9]{2} ?\\(?[0-9]{2,3}\\)?[ /-]?[0-9]{3}[ -]?[0-9]{2,4}",
        "00[0-9]{9,13}",
        "[۰-۹]{7,11}",
        "[0-9]{3,12}( ext\\.? ?[0-9]{1,3})?",
        "\\PC{0,12}",
    ]
}

fn email() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z0-9._%+-]{1,20}@[a-z0-9-]{1,12}(\\.[a-z]{2,5}){1,2}", "\\PC{0,20}"]
}

prop_compose! {
    fn customer()(
        name in name(),
        card in "([A-Z]{0,3}-?[0-9]{2,10})?",
        phones in prop::collection::vec(phone(), 0..3),
        emails in prop::collection::vec(email(), 0..3),
        tags in prop::collection::vec(word(), 0..3),
    ) -> Customer {
        let mut customer = Customer::default();
        customer.set(Fact::Name(name));
        customer.set(Fact::Card(card));
        let phones = phones.into_iter().map(Member::Phone);
        let emails = emails.into_iter().map(Member::Email);
        for member in phones.chain(emails).chain(tags.into_iter().map(Member::Tag)) {
            customer.set_member(&member, true);
        }
        customer
    }
}

fn book() -> impl Strategy<Value = Vec<Customer>> {
    prop::collection::vec(customer(), 1..8)
}

fn index(customers: &[Customer]) -> Index {
    Index::build((0..).map(id).zip(customers))
}

/// Of those found whom the questions speak of, those meant, and all; and of those meant, all.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: usize,
    found: usize,
    meant: usize,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.meant += other.meant;
    }

    /// Precision and recall, in thousandths.
    fn figures(self) -> (usize, usize) {
        (1000 * self.right / self.found.max(1), 1000 * self.right / self.meant.max(1))
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "printed for whoever asks with --nocapture")]
fn labelled_questions_are_answered_in_five_languages() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/properties/find/questions.tsv");
    let text = fs::read_to_string(file).expect("the questions are readable");
    let rows: Vec<Vec<&str>> =
        text.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let names: BTreeSet<&str> =
        rows.iter().flat_map(|row| row[2..4].iter().flat_map(|names| names.split('|'))).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let customers: Vec<Customer> = names
        .iter()
        .map(|name| {
            let mut customer = Customer::default();
            customer.set(Fact::Name((*name).to_owned()));
            customer
        })
        .collect();
    let index = index(&customers);
    let mut told: BTreeMap<&str, Counts> = BTreeMap::new();
    for row in &rows {
        let found = index.matches(row[1]);
        let is_found = |name: &&str| {
            let place = names.iter().position(|known| known == name).expect("it is known");
            found.contains(&id(place as u64))
        };
        let missed = row[2].split('|').filter(|name| !is_found(name)).collect::<Vec<_>>();
        let wrong = row[3].split('|').filter(is_found).collect::<Vec<_>>();
        if !missed.is_empty() || !wrong.is_empty() {
            println!("{}: missed {missed:?}, found {wrong:?}", row[1]);
        }
        let meant = row[2].split('|').count();
        let right = meant - missed.len();
        told.entry(row[0]).or_default().add(Counts { right, found: right + wrong.len(), meant });
    }
    assert_eq!(told.len(), 5);
    let mut all = Counts::default();
    for (language, counts) in &told {
        println!("{language}: precision and recall {:?}", counts.figures());
        all.add(*counts);
    }
    println!("all: precision and recall {:?}", all.figures());
    for counts in told.values().chain([&all]) {
        let (precision, recall) = counts.figures();
        assert!(precision >= 950 && recall >= 900, "{precision} {recall}");
    }
}

proptest! {
    #[test]
    fn everyone_is_found_by_what_is_written_of_them(customers in book()) {
        let index = index(&customers);
        for (number, customer) in (0..).zip(&customers) {
            let texts = [customer.name(), customer.card()].into_iter();
            let texts = texts.chain(customer.phones()).chain(customer.emails());
            for text in texts.chain(customer.tags()) {
                prop_assert!(index.matches(text).contains(&id(number)), "{:?}", text);
            }
        }
    }

    #[test]
    fn every_run_of_digits_of_a_phone_finds_it(
        phone in "\\+?[0-9]{7,13}",
        from in any::<prop::sample::Index>(),
        length in 2_usize..14,
    ) {
        let mut customer = Customer::default();
        customer.set_member(&Member::Phone(phone.clone()), true);
        let digits = phone.trim_start_matches('+');
        let from = from.index(digits.len() - 1);
        let run = &digits[from..(from + length).min(digits.len())];
        prop_assert_eq!(index(&[customer]).matches(run), [id(0)]);
    }

    #[test]
    fn the_order_of_words_does_not_matter(
        customers in book(),
        (words, shuffled) in prop::collection::vec(word(), 1..4)
            .prop_flat_map(|words| (Just(words.clone()), Just(words).prop_shuffle())),
    ) {
        let index = index(&customers);
        let letters = |words: &[String]| words.iter().all(|word| !fold(word).contains(char::is_numeric));
        prop_assume!(letters(&words));
        let (asked, again) = (words.join(" "), shuffled.join(" "));
        prop_assert_eq!(index.search(&asked, 9), index.search(&again, 9));
        let own: Vec<&str> = customers[0].name().split_whitespace().rev().collect();
        prop_assert!(index.matches(&own.join(" ")).contains(&id(0)));
    }

    #[test]
    fn case_does_not_matter(customers in book(), asked in name()) {
        let index = index(&customers);
        for text in [asked.as_str(), customers[0].name()] {
            let as_written = index.search(text, 9);
            prop_assert_eq!(&as_written, &index.search(&text.to_uppercase(), 9));
            prop_assert_eq!(&as_written, &index.search(&text.to_lowercase(), 9));
        }
    }

    #[test]
    fn an_index_kept_in_step_answers_like_a_new_one(
        before in book(),
        after in book(),
        asked in prop_oneof![name(), phone(), email()],
    ) {
        let mut kept = index(&before);
        // Several rounds, so that dead slots are cleared out on the way.
        for _ in 0..6 {
            for number in 0..8 {
                kept.update(id(number as u64), before.get(number));
            }
            for number in 0..8 {
                kept.update(id(number as u64), after.get(number));
            }
        }
        let new = index(&after);
        for asked in [asked.as_str(), after[0].name(), ""] {
            prop_assert_eq!(kept.search(asked, 3), new.search(asked, 3));
            prop_assert_eq!(kept.matches(asked), new.matches(asked));
        }
    }

    #[test]
    fn any_question_is_answered(customers in book(), asked in "\\PC{0,30}") {
        let index = index(&customers);
        let all = index.matches(&asked);
        let mut best = index.search(&asked, 100);
        best.sort_unstable();
        prop_assert_eq!(best, all);
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,30}") {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }
}
