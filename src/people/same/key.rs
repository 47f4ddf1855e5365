//! By what a customer is known: the kinds of key, and the keys of each kind.

use serde::{Deserialize, Serialize};

use super::{Country, code, email, name, phone};
use crate::people::customer::Customer;

/// A kind of key by which a customer is known again.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Key {
    /// The number of the customer card.
    Card,
    /// The number the till or web shop knows them by.
    FileId,
    /// The phone number, in whichever form.
    #[default]
    Phone,
    /// The email address, in either case.
    Email,
    /// The name, in either case and any order of its words.
    Name,
}

impl Key {
    /// Every kind, the surest first.
    pub const ALL: [Self; 5] = [Self::Card, Self::FileId, Self::Phone, Self::Email, Self::Name];

    /// The key of a text of this kind; `None` for what is none. National phone numbers are of the
    /// country.
    #[must_use]
    pub fn of_text(self, text: &str, country: Option<Country>) -> Option<String> {
        match self {
            Self::Card | Self::FileId => code(text),
            Self::Phone => phone(text, country),
            Self::Email => email(text),
            Self::Name => name(text),
        }
    }

    /// A customer's keys of this kind: several phones are several keys.
    pub fn of(self, customer: &Customer, country: Option<Country>) -> impl Iterator<Item = String> {
        self.texts(customer).into_iter().filter_map(move |text| self.of_text(text, country))
    }

    fn texts(self, customer: &Customer) -> Vec<&str> {
        match self {
            Self::Card => std::iter::once(customer.card()).chain(customer.other_cards()).collect(),
            Self::FileId => {
                std::iter::once(customer.file_id()).chain(customer.other_file_ids()).collect()
            }
            Self::Phone => customer.phones().collect(),
            Self::Email => customer.emails().collect(),
            Self::Name => std::iter::once(customer.name()).chain(customer.other_names()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::{Fact, Member};

    #[test]
    fn a_customer_has_the_keys_of_what_is_known_of_them() {
        let mut customer = Customer::default();
        customer.set(Fact::Name("Kovács Anna".into()));
        customer.set(Fact::Card(" AB 17 ".into()));
        for phone in ["06 30 555 0142", "+44 20 7946 0000", "ask Peter"] {
            customer.set_member(&Member::Phone(phone.into()), true);
        }
        let check = |key: Key, expected: &[&str]| {
            let mut keys: Vec<String> = key.of(&customer, Country::parse("HU")).collect();
            keys.sort_unstable();
            assert_eq!(keys, expected, "{key:?}");
        };
        check(Key::Card, &["ab17"]);
        check(Key::FileId, &[]);
        check(Key::Phone, &["+36305550142", "+442079460000"]);
        check(Key::Email, &[]);
        check(Key::Name, &["anna kovacs"]);
    }
}
