//! What the book has already, as far as an import asks.

use std::collections::HashMap;

use super::Key;
use crate::calendar::Day;
use crate::customer::{Customer, phone_key};
use crate::digits;
use crate::id::CustomerId;
use crate::money::Money;
use crate::purchase::Purchase;

/// Whom a key finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// One.
    One(T),
    /// More than one: the key says nothing.
    Several,
}

/// An index from keys to people, a map for each kind of key.
#[derive(Clone, Debug)]
pub(super) struct Index<T>([HashMap<String, Found<T>>; Key::ALL.len()]);

// Written out, since deriving it would ask for a default of whatever is found.
impl<T> Default for Index<T> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| HashMap::new()))
    }
}

impl<T: Copy + PartialEq> Index<T> {
    pub(super) fn find(&self, key: Key, value: &str) -> Option<Found<T>> {
        self.0[key as usize].get(value).copied()
    }

    pub(super) fn add(&mut self, key: Key, value: &str, target: T) {
        let map = &mut self.0[key as usize];
        match map.get_mut(value) {
            Some(found) if *found != Found::One(target) => *found = Found::Several,
            Some(_) => {}
            None => {
                map.insert(value.to_owned(), Found::One(target));
            }
        }
    }
}

/// By what a purchase is known again: who, which day, and its number or else its amount.
pub(super) type Print = (Option<CustomerId>, Day, Result<String, Money>);

/// The print of a purchase of someone.
pub(super) fn print(customer: Option<CustomerId>, purchase: &Purchase) -> Print {
    let number = purchase.number.trim();
    let by = if number.is_empty() { Err(purchase.amount) } else { Ok(number.to_owned()) };
    (customer, purchase.at.day, by)
}

/// The customers and purchases of the book, for finding them again.
#[derive(Clone, Debug, Default)]
pub struct Known {
    index: Index<CustomerId>,
    customers: HashMap<CustomerId, Customer>,
    purchases: HashMap<Print, usize>,
}

impl Known {
    /// Adds a customer of the book.
    pub fn add_customer(&mut self, id: CustomerId, customer: &Customer) {
        for key in Key::ALL {
            for value in keys_of(key, customer) {
                self.index.add(key, &value, id);
            }
        }
        self.customers.insert(id, customer.clone());
    }

    /// Adds a purchase of the book, so that the same file brought in twice does not double it.
    pub fn add_purchase(&mut self, purchase: &Purchase) {
        *self.purchases.entry(print(purchase.customer, purchase)).or_default() += 1;
    }

    pub(super) fn find(&self, key: Key, value: &str) -> Option<Found<CustomerId>> {
        self.index.find(key, value)
    }

    pub(super) fn customer(&self, id: CustomerId) -> Option<&Customer> {
        self.customers.get(&id)
    }

    pub(super) fn n_purchases(&self, print: &Print) -> usize {
        self.purchases.get(print).copied().unwrap_or(0)
    }
}

fn keys_of(key: Key, customer: &Customer) -> Vec<String> {
    let code = |text: &str| code_key(text).into_iter().collect();
    match key {
        Key::Card => code(customer.card()),
        Key::FileId => code(customer.file_id()),
        Key::Phone => customer.phones().filter_map(phone_key).collect(),
        Key::Email => customer.emails().map(email_key).collect(),
        Key::Name => name_key(customer.name()).into_iter().collect(),
    }
}

/// A card or file number without case, blanks and script of its digits; `None` for an empty one.
pub(super) fn code_key(text: &str) -> Option<String> {
    let code: String = digits::to_ascii(text).split_whitespace().collect();
    (!code.is_empty()).then(|| code.to_lowercase())
}

/// An email address without case.
pub(super) fn email_key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A name without case and order of its words; `None` for an empty one.
pub(super) fn name_key(text: &str) -> Option<String> {
    let same = |letter: char| match letter {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ё' => 'е',
        ',' | '.' | '\u{200c}' => ' ',
        letter => letter,
    };
    let lower: String = text.chars().flat_map(char::to_lowercase).map(same).collect();
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    words.sort_unstable();
    match words.as_slice() {
        // A name of marks alone is a name, if a strange one.
        [] => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        words => Some(words.join(" ")),
    }
}

/// Whether two names can be of one person: every word of the shorter is in the longer.
pub(super) fn can_be_one(ours: &str, theirs: &str) -> bool {
    let (Some(ours), Some(theirs)) = (name_key(ours), name_key(theirs)) else {
        return true;
    };
    let has = |words: &str, word: &str| words.split(' ').any(|other| other == word);
    let within = |short: &str, long: &str| short.split(' ').all(|word| has(long, word));
    within(&ours, &theirs) || within(&theirs, &ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_any_order_and_case() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(name_key(name).as_deref(), expected, "{name}");
        };
        check("Kovács Anna", Some("anna kovács"));
        check(" ANNA  kovács", Some("anna kovács"));
        check("Kovács, Anna", Some("anna kovács"));
        check("علي رضايي", Some("رضایی علی"));
        check(".", Some("."));
        check(" ", None);
        assert!(can_be_one("Kovács Anna", "ANNA"));
        assert!(can_be_one("Kovács Anna", ""));
        assert!(!can_be_one("Kovács Anna", "Nagy Anna"));
    }
}
