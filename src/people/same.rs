//! Whether two records speak of one customer: same card, same phone, same email, same name.
//!
//! The one answer for the whole app: the import, the counter and the forms ask here. Each function
//! gives the key of a text; two texts are the same when their keys are. [`Key`] names the kinds of
//! key and gives a customer's; [`Index`] knows who has one. Nothing is joined here: what to do about
//! two customers who share something is for whoever asked.

mod index;
mod key;
mod numbers;

pub use index::Index;
pub use key::Key;
pub use numbers::Numbers;

pub use crate::units::country::Country;

use crate::people::customer::{Customer, check_phone};
use crate::people::find::fold;
use crate::trade::shop::Shop;
use crate::units::digits;

/// The key of a card or file number: without case, blanks and script of its digits; `None` for an
/// empty one.
#[must_use]
pub fn code(text: &str) -> Option<String> {
    let code: String = digits::to_ascii(text).split_whitespace().collect();
    (!code.is_empty()).then(|| code.to_lowercase())
}

/// The key of an email address: without case; `None` for an empty one.
#[must_use]
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_lowercase())
}

/// The key of a name: without case, accents, marks and the order of its words; `None` for an empty
/// one.
#[must_use]
pub fn name(text: &str) -> Option<String> {
    let folded = fold(text);
    let is_break = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '.' | ';');
    let mut words: Vec<&str> = folded.split(is_break).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    match words.as_slice() {
        // A name of marks alone is a name, if a strange one.
        [] => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        words => Some(words.join(" ")),
    }
}

/// Whether two names can be of one person: every word of the shorter is in the longer, whole or as
/// an initial. A missing name can be anybody's.
#[must_use]
pub fn can_be_one(ours: &str, theirs: &str) -> bool {
    if ours == theirs {
        return true;
    }
    let (Some(ours), Some(theirs)) = (name(ours), name(theirs)) else {
        return true;
    };
    let is_initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let is_word =
        |one: &str, other: &str| one == other || is_initial(one, other) || is_initial(other, one);
    let within = |short: &str, long: &str| {
        short.split(' ').all(|word| long.split(' ').any(|other| is_word(word, other)))
    };
    within(&ours, &theirs) || within(&theirs, &ours)
}

/// The key of a phone number: its full international form, with a plus, or, where the country of a
/// national number is not known, its digits as they are. `None` for what is no number.
///
/// `+36 30 555 0142` and `06 30 555-0142` have one key in a Hungarian shop; `+40 30 555 0142` has
/// another everywhere.
#[must_use]
pub fn phone(text: &str, country: Option<Country>) -> Option<String> {
    check_phone(text).ok()?;
    let mut digits = String::with_capacity(text.len());
    digits.extend(text.chars().filter_map(digits::value).map(|digit| char::from(b'0' + digit)));
    if let Some(international) = international(text, &digits) {
        return Some(without_trunk(international));
    }
    Some(match country {
        Some(country) => at_home(&digits, country),
        None => digits,
    })
}

/// The digits of a number that is written with its country.
fn international<'a>(text: &str, digits: &'a str) -> Option<&'a str> {
    let is_digit = |c| digits::value(c).is_some();
    if text.chars().take_while(|c| !is_digit(*c)).any(|c| c == '+') {
        return Some(digits.strip_prefix("00").unwrap_or(digits));
    }
    digits.strip_prefix("00")
}

/// An international number without the trunk that some write after the calling code, as in
/// `+44 (0)20`.
fn without_trunk(digits: &str) -> String {
    let Some(country) = Country::of_number(digits) else {
        return format!("+{digits}");
    };
    let rest = &digits[country.calling.len()..];
    // A trunk of other digits than 0 may well begin a number.
    let bare = rest.strip_prefix(country.trunk).filter(|_| country.trunk.starts_with('0'));
    let bare = bare.filter(|bare| country.has_length(bare.len()));
    ["+", country.calling, bare.unwrap_or(rest)].concat()
}

/// A national number in its full form, if it is whole; what is only a part of a number, such as one
/// without its area, stays as it is.
fn at_home(digits: &str, country: Country) -> String {
    let whole = |national: &str| format!("+{}{national}", country.calling);
    let fits = |national: &&str| country.has_length(national.len());
    let after_trunk = || {
        let rest = digits.strip_prefix(country.trunk).filter(|_| !country.trunk.is_empty());
        rest.filter(fits)
    };
    let after_code = || digits.strip_prefix(country.calling).filter(fits);
    let starts_zero = digits.starts_with('0') && country.trunk.starts_with('0');
    if let Some(national) = after_trunk() {
        return whole(national);
    }
    if fits(&digits) && !starts_zero {
        return whole(digits);
    }
    match after_code() {
        Some(national) => whole(national),
        None => digits.to_owned(),
    }
}

/// The country most of the international numbers are of, if that is more than half of them.
#[must_use]
pub fn country_of<'a>(phones: impl Iterator<Item = &'a str>) -> Option<Country> {
    let mut numbers = Numbers::default();
    phones.for_each(|text| numbers.count(text, true));
    numbers.country()
}

/// The country whose national numbers a shop writes: what the owner said, else what most of its
/// numbers say, else the country of its currency.
#[must_use]
pub fn country_of_shop<'a>(
    shop: &Shop,
    customers: impl Iterator<Item = &'a Customer>,
) -> Option<Country> {
    let of_numbers = || country_of(customers.flat_map(Customer::phones));
    said_or(shop, of_numbers)
}

/// As [`country_of_shop`], of numbers that were counted before.
#[must_use]
pub fn country_by(shop: &Shop, numbers: &Numbers) -> Option<Country> {
    said_or(shop, || numbers.country())
}

fn said_or(shop: &Shop, of_numbers: impl FnOnce() -> Option<Country>) -> Option<Country> {
    let said = Country::parse(&shop.country);
    said.or_else(of_numbers).or_else(|| Country::of_currency(shop.currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_any_order_case_and_accents() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(name(text).as_deref(), expected, "{text}");
        };
        check("Kovács Anna", Some("anna kovacs"));
        check(" ANNA  kovács", Some("anna kovacs"));
        check("Kovács, Anna", Some("anna kovacs"));
        check("علي رضايي", name("علی رضایی").as_deref());
        check(".", Some("."));
        check(" ", None);
    }

    #[test]
    fn names_that_can_be_one() {
        for (ours, theirs, expected) in [
            ("Kovács Anna", "ANNA", true),
            ("Kovács Anna", "", true),
            ("Kovács Anna", "Kovács A.", true),
            ("Dr. Kovács Anna", "Kovács Anna", true),
            ("Kovács Anna", "Nagy Anna", false),
            ("Mum Sample", "Dad Other", false),
            ("Ann Office", "Bob Office", false),
        ] {
            assert_eq!(can_be_one(ours, theirs), expected, "{ours}, {theirs}");
            assert_eq!(can_be_one(theirs, ours), expected, "{theirs}, {ours}");
        }
    }

    #[test]
    fn a_phone_is_the_same_in_its_full_form() {
        let check = |code: &str, text: &str, expected: &str| {
            let found = phone(text, Country::parse(code));
            assert_eq!(found.as_deref(), Some(expected), "{code} {text}");
        };
        for text in ["+36 30 555 0142", "06 30 555-0142", "30/555-0142", "0036305550142"] {
            check("HU", text, "+36305550142");
        }
        check("HU", "36 30 555 0142", "+36305550142");
        check("HU", "+36 (06) 30 555 0142", "+36305550142");
        check("HU", "+40 30 555 0142", "+40305550142");
        check("HU", "06 1 555 0100", "+3615550100");
        check("HU", "555-0142", "5550142");
        check("GB", "+44 (0)20 7946 0000", "+442079460000");
        check("GB", "020 7946 0000", "+442079460000");
        check("RU", "8 (495) 123-45-67", "+74951234567");
        check("RU", "495 123-45-67", "+74951234567");
        check("RU", "+7 800 123-45-67", "+78001234567");
        check("RU", "7 995 123-45-67", "+79951234567");
        check("UA", "050 123 45 67", "+380501234567");
        check("IR", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "+989123456789");
        check("IR", "021 2345 6789", "+982123456789");
        check("US", "(212) 555-0100", "+12125550100");
        check("US", "1 212 555 0100", "+12125550100");
        check("IT", "06 1234 5678", "+390612345678");
        check("", "06 30 555-0142", "06305550142");
        check("", "+998 90 123 45 67", "+998901234567");
        assert_eq!(phone("0630KAPUCS", None), None);
        assert_eq!(phone("", None), None);
    }

    #[test]
    fn numbers_counted_one_by_one_are_those_counted_at_once() {
        let customer = |phones: &[&str]| {
            let mut customer = Customer::default();
            for phone in phones {
                customer.set_member(&crate::people::customer::Member::Phone((*phone).into()), true);
            }
            customer
        };
        let anna = customer(&["+36 30 555 0142", "06 20 1"]);
        let mary = customer(&["+44 20 7946 0000", "0036 1 555 0100"]);
        let more = customer(&["+44 20 7946 0001", "+44 20 7946 0002"]);
        let mut numbers = Numbers::of([&anna, &mary]);
        let code = |numbers: &Numbers| numbers.country().map(|country| country.code);
        assert_eq!(code(&numbers), Some("HU"));
        numbers.update(Some(&mary), Some(&more));
        assert_eq!((code(&numbers), &numbers), (Some("GB"), &Numbers::of([&anna, &more])));
        numbers.update(Some(&anna), None);
        numbers.update(Some(&more), None);
        assert_eq!(numbers, Numbers::default());
    }

    #[test]
    fn the_country_is_that_of_most_numbers() {
        let check = |phones: &[&str], expected: Option<&str>| {
            let found = country_of(phones.iter().copied()).map(|country| country.code);
            assert_eq!(found, expected, "{phones:?}");
        };
        check(&["+36 30 555 0142", "06 20 1", "+36 1 555 0100", "+40 30 555 0142"], Some("HU"));
        check(&["+7 495 123-45-67", "+1 212 555 0100"], None);
        check(&["06 30 555 0142"], None);
        check(&[], None);
    }
}
