use super::*;
use crate::people::customer::{Channel, Fact};
use crate::units::id::{Replica, Stamp};

fn id(number: u64) -> CustomerId {
    CustomerId(Stamp::new(number, 0, Replica::new(1, 0)))
}

fn named(name: &str) -> Customer {
    let mut customer = Customer::default();
    customer.set(Fact::Name(name.into()));
    customer
}

fn with(member: Member) -> Customer {
    let mut customer = named("Someone");
    customer.set_member(&member, true);
    customer
}

fn phone(number: &str) -> Customer {
    with(Member::Phone(number.into()))
}

fn index(customers: &[Customer]) -> Index {
    Index::build((0..).map(id).zip(customers))
}

/// Whether a question finds a customer.
fn finds(question: &str, customer: Customer) -> bool {
    index(&[customer]).matches(question) == [id(0)]
}

fn check(question: &str, customer: &Customer) {
    assert!(finds(question, customer.clone()), "{question} finds {customer:?}");
}

fn check_not(question: &str, customer: &Customer) {
    assert!(!finds(question, customer.clone()), "{question} does not find {customer:?}");
}

#[test]
fn a_name_is_found_by_the_beginnings_of_its_words_and_by_three_letters_within() {
    let customer = named("Kovács-Szűcs Ödön");
    for question in ["kov", "KOVACS", "szu", "od", "odon kov", "kovács-szűcs", "kovacsszucs", ""]
    {
        check(question, &customer);
    }
    for question in ["ovacs", "don", "ÁCS", "don vac"] {
        check(question, &customer);
    }
    for question in ["va", "on", "kov anna", "kovacsodon", "nodo"] {
        check_not(question, &customer);
    }
}

#[test]
fn apostrophes_and_spaces_part_words_or_do_not() {
    for name in ["Pat O'Brien", "Pat O’Brien", "Pat Obrien", "Pat O Brien"] {
        for question in ["obrien", "o'brien", "O’Brien", "o brien", "pat obr"] {
            check(question, &named(name));
        }
    }
    check("brien", &named("Pat O'Brien"));
    for name in ["علی\u{200c}رضا احمدی", "علیرضا احمدی", "علی رضا احمدی", "علي رضا احمدى"]
    {
        for question in ["علیرضا", "علی\u{200c}رضا", "علی رضا", "علي‌رضا", "احمدی علیرضا"]
        {
            check(question, &named(name));
        }
    }
}

#[test]
fn a_name_is_found_across_alphabets() {
    let names = ["Олександр", "Александр", "Oleksandr", "Aleksandr"];
    for name in names {
        for question in names.into_iter().chain(["Олекс", "алекс", "oleks", "ALEX"]) {
            check(question, &named(name));
        }
    }
    check("Сергей Шевченко", &named("Shevchenko Serhii"));
    check("Shev", &named("Шевченко"));
    check("كريمي", &named("کریمی"));
    check("محمد", &named("مُحَمَّد"));
    check_not("Anna", &named("Anton"));
    for (persian, latin) in [("محمد", "Mohammad"), ("حسین", "Hossein"), ("زهرا", "Zahra")]
    {
        check(persian, &named(latin));
        check(latin, &named(persian));
    }
    check("Moham kar", &named("محمد کریمی"));
    check("محم", &named("Mohammad Karimi"));
    check_not("Hasan", &named("حسین"));
    check_not("حسن", &named("Hossein"));
}

#[test]
fn a_phone_is_found_by_any_run_and_in_any_form() {
    for question in ["06305550142", "0142", "305550", "+36 30 555", "06 30 555 01 42", "42", "3"] {
        check(question, &phone("+36 30 555 0142"));
    }
    check("0036305550142", &phone("06-30/555-0142"));
    check("+36305550142", &phone("30/555-0142"));
    check("06305550142", &phone("30/555-0142"));
    check("0912345", &phone("+98 912 345 6789"));
    check("۰۹۱۲۳۴۵۶۷۸۹", &phone("+98 912 345 6789"));
    check("+98 912 345", &phone("۰۹۱۲۳۴۵۶۷۸۹"));
    check("+7 912 345", &phone("8 912 345-67-89"));
    check("8 912", &phone("+7 (912) 345-67-89"));
    check("0501234567", &phone("+380 50 123 45 67"));
    check("+44 7911 123456", &phone("07911 123456"));
    for question in ["0143", "2", "06 31", "+36 20"] {
        check_not(question, &phone("+36 30 555 0142"));
    }
}

#[test]
fn everything_that_names_a_customer_is_searched() {
    let anna = with(Member::Email("Anna.Kovacs@posta.example.hu".into()));
    for question in ["anna", "kov", "posta", "posta.example.hu", "anna.kovacs@po", "kovacs@posta"] {
        check(question, &anna);
    }
    check_not("hu", &anna);
    check("vip", &with(Member::Tag("VIP gold".into())));
    check("gold", &with(Member::Tag("VIP gold".into())));
    check("anna_tg", &with(Member::Messenger(Channel::Telegram, "@anna_tg".into())));
    let mut carded = named("Anna");
    carded.set(Fact::Card("KE-004170".into()));
    carded.set(Fact::FileId("A77".into()));
    for question in ["4170", "ke-00", "ke004170", "anna 41", "a77"] {
        check(question, &carded);
    }
}

#[test]
fn the_best_answer_comes_first() {
    let customers = [
        named("Алекса"),
        phone("06 30 412 3456"),
        named("Alexandra"),
        named("Alexa"),
        with(Member::Tag("alexa".into())),
        phone("412 3456"),
        named("Alexander"),
        named("Roxalexa"),
        named("الکسا"),
    ];
    let index = index(&customers);
    assert_eq!(index.search("alexa", 9), [3, 4, 6, 2, 0, 8, 7].map(id));
    assert_eq!(index.search("alexa", 2), [3, 4].map(id));
    assert_eq!(index.search("412", 9), [5, 1].map(id));
    assert_eq!(index.matches("alexa"), [0, 2, 3, 4, 6, 7, 8].map(id));
}

#[test]
fn a_change_is_found_at_once() {
    let mut index = index(&[named("Anna"), named("Béla")]);
    index.update(id(0), Some(&named("Csilla")));
    assert_eq!(index.matches("anna"), []);
    assert_eq!(index.matches("csilla"), [id(0)]);
    index.update(id(1), None);
    assert_eq!(index.matches(""), [id(0)]);
    for round in 0..500 {
        index.update(id(2), Some(&phone(&round.to_string())));
    }
    assert!(index.slots.len() < 100, "dead slots are cleared out");
    assert_eq!(index.matches("499"), [id(2)]);
    assert_eq!(index.matches("someone"), [id(2)]);
    assert_eq!(index.matches("498"), []);
}

#[test]
fn odd_questions_find_nobody_or_everyone_but_do_no_harm() {
    let index = index(&[named("Anna"), phone("")]);
    for question in [" ", "+", "---", "\u{200c}"] {
        assert_eq!(index.matches(question).len(), 2, "{question:?}");
    }
    for question in ["😀x", "\u{0}b", "٪x", &"z".repeat(100_000), &"9".repeat(100_000)] {
        assert_eq!(index.matches(question), [], "{:?}", question.get(..4));
    }
    assert_eq!(index.matches(&"anna ".repeat(10_000)), [id(0)]);
    assert_eq!(index.search("anna", 0), []);
    assert_eq!(Index::default().search("anna", 5), []);
}
