//! What the book has already, as far as an import asks.

use std::collections::HashMap;

use super::Key;
use crate::people::customer::Customer;
use crate::people::same::Country;
use crate::trade::purchase::{Line, Purchase, Refund};
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, PurchaseId};
use crate::units::money::Money;

/// An index from keys to people, a map for each kind of key.
#[derive(Clone, Debug)]
pub(super) struct Index<T>([HashMap<String, Vec<T>>; Key::ALL.len()]);

// Written out, since deriving it would ask for a default of whatever is found.
impl<T> Default for Index<T> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| HashMap::new()))
    }
}

impl<T: Copy + Ord> Index<T> {
    /// Everyone a key finds, the customers of the book first, each list the earliest first.
    pub(super) fn find(&self, key: Key, value: &str) -> &[T] {
        self.0[key as usize].get(value).map_or(&[], Vec::as_slice)
    }

    /// Adds somebody under a key; tells whether they were not there yet.
    pub(super) fn add(&mut self, key: Key, value: &str, target: T) -> bool {
        let map = &mut self.0[key as usize];
        let Some(found) = map.get_mut(value) else {
            map.insert(value.to_owned(), vec![target]);
            return true;
        };
        let place = found.binary_search(&target);
        if let Err(place) = place {
            found.insert(place, target);
        }
        place.is_err()
    }
}

/// A purchase of the book, as far as a file may speak of it.
#[derive(Clone, Debug)]
pub(super) struct KnownPurchase {
    pub(super) id: PurchaseId,
    pub(super) day: Day,
    pub(super) number: String,
    pub(super) amount: Money,
    /// What was given back, each time.
    pub(super) refunds: Vec<(Day, Money)>,
    pub(super) goods: Vec<Line>,
}

impl KnownPurchase {
    /// What was given back of it.
    pub(super) fn refunded(&self) -> Money {
        self.refunds.iter().map(|(_, amount)| *amount).sum()
    }

    /// What is left to give back.
    pub(super) fn left(&self) -> Money {
        self.amount - self.refunded()
    }
}

/// By what a purchase is known again, beside who bought and on which day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Print {
    /// Its number.
    Number(String),
    /// Its amount, and whether it has a number too.
    Amount(Money, bool),
}

/// The customers and purchases of the book, for finding them again.
#[derive(Clone, Debug, Default)]
pub struct Known {
    country: Option<Country>,
    index: Index<CustomerId>,
    customers: HashMap<CustomerId, Customer>,
    purchases: Vec<KnownPurchase>,
    by_print: HashMap<(Option<CustomerId>, Day, Print), Vec<usize>>,
    by_customer: HashMap<CustomerId, Vec<usize>>,
}

impl Known {
    /// Nothing yet, of a shop whose national phone numbers are of this country.
    #[must_use]
    pub fn new(country: Option<Country>) -> Self {
        Self { country, ..Self::default() }
    }

    /// Adds a customer of the book.
    pub fn add_customer(&mut self, id: CustomerId, customer: &Customer) {
        for key in Key::ALL {
            for value in key.of(customer, self.country) {
                self.index.add(key, &value, id);
            }
        }
        self.customers.insert(id, customer.clone());
    }

    /// Adds a purchase of the book, so that the same file brought in twice does not double it.
    pub fn add_purchase(&mut self, id: PurchaseId, purchase: &Purchase, refunds: &[Refund]) {
        let place = self.purchases.len();
        let (customer, day) = (purchase.customer, purchase.at.day);
        let number = purchase.number.trim();
        let mut add = |print| self.by_print.entry((customer, day, print)).or_default().push(place);
        add(Print::Amount(purchase.amount, !number.is_empty()));
        if !number.is_empty() {
            add(Print::Number(number.to_owned()));
        }
        if let Some(customer) = customer {
            self.by_customer.entry(customer).or_default().push(place);
        }
        self.purchases.push(KnownPurchase {
            id,
            day,
            number: number.to_owned(),
            amount: purchase.amount,
            refunds: refunds.iter().map(|refund| (refund.at.day, refund.amount)).collect(),
            goods: purchase.lines.clone(),
        });
    }

    /// The country of the shop's national phone numbers, where it is known.
    pub(super) fn country(&self) -> Option<Country> {
        self.country
    }

    /// Reads the phones as numbers of this country, where the shop itself has none.
    pub(super) fn phones_of(&self, country: Option<Country>) -> Option<Index<CustomerId>> {
        if self.country.is_some() || country.is_none() {
            return None;
        }
        let mut index = Index::default();
        for (id, customer) in &self.customers {
            for value in Key::Phone.of(customer, country) {
                index.add(Key::Phone, &value, *id);
            }
        }
        Some(index)
    }

    pub(super) fn find(&self, key: Key, value: &str) -> &[CustomerId] {
        self.index.find(key, value)
    }

    pub(super) fn customer(&self, id: CustomerId) -> Option<&Customer> {
        self.customers.get(&id)
    }

    pub(super) fn purchase(&self, place: usize) -> &KnownPurchase {
        &self.purchases[place]
    }

    pub(super) fn printed(&self, who: Option<CustomerId>, day: Day, print: Print) -> &[usize] {
        self.by_print.get(&(who, day, print)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn purchases_of(&self, customer: CustomerId) -> &[usize] {
        self.by_customer.get(&customer).map_or(&[], Vec::as_slice)
    }
}
