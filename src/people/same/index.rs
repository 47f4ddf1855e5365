//! Who is known by what: asked on every key typed, so that nobody walks through all customers.
//!
//! Each kind of key is made when it is first asked for and follows the customers from then on:
//! opening the app costs nothing, and who only ever types card numbers never pays for names.
//!
//! It holds 64 bits of each key and not its text, a fifth of the memory; who has the bits is asked
//! for the text. So it is of use only together with the customers it was made of.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Country, Key};
use crate::people::customer::Customer;
use crate::units::id::CustomerId;
use crate::units::ordered::Ordered;

/// From keys to customers, kept in step with them by [`Index::update`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// Whose national numbers the phones were read as.
    country: Option<Country>,
    /// By kind; `None` while nobody asked.
    kinds: [Option<BTreeSet<(u64, CustomerId)>>; Key::ALL.len()],
}

impl Index {
    /// Those with the key of a text, first entered first, as many as asked for at most; nobody for a
    /// text that is no key.
    pub fn find(
        &mut self,
        customers: &Ordered<CustomerId, Customer>,
        key: Key,
        text: &str,
        country: Option<Country>,
        most: usize,
    ) -> Vec<CustomerId> {
        let Some(wanted) = key.of_text(text, country) else { return Vec::new() };
        let hash = hash(&wanted);
        let has_it = |id: &CustomerId| {
            let customer = customers.get(id);
            customer.is_some_and(|customer| key.of(customer, country).any(|key| key == wanted))
        };
        let found = self.kind(customers, key, country).range((hash, CustomerId::default())..);
        let found = found.take_while(|(found, _)| *found == hash).map(|(_, id)| *id);
        found.filter(has_it).take(most).collect()
    }

    /// Takes over what became of a customer; `None` for one who was not there or is gone.
    pub fn update(&mut self, id: CustomerId, was: Option<&Customer>, is: Option<&Customer>) {
        for key in Key::ALL {
            let Some(kind) = &mut self.kinds[key as usize] else { continue };
            for key in was.into_iter().flat_map(|was| key.of(was, self.country)) {
                kind.remove(&(hash(&key), id));
            }
            kind.extend(entries(key, id, is, self.country));
        }
    }

    /// Forgets everything: for customers who were made anew.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// The keys of a kind, made if they are not there or were read for another country.
    fn kind(
        &mut self,
        customers: &Ordered<CustomerId, Customer>,
        key: Key,
        country: Option<Country>,
    ) -> &BTreeSet<(u64, CustomerId)> {
        if key == Key::Phone && self.country != country {
            self.country = country;
            self.kinds[key as usize] = None;
        }
        self.kinds[key as usize].get_or_insert_with(|| {
            let all = customers.iter();
            all.flat_map(|(id, customer)| entries(key, *id, Some(customer), country)).collect()
        })
    }
}

fn entries(
    key: Key,
    id: CustomerId,
    customer: Option<&Customer>,
    country: Option<Country>,
) -> impl Iterator<Item = (u64, CustomerId)> {
    let keys = customer.into_iter().flat_map(move |customer| key.of(customer, country));
    keys.map(move |key| (hash(&key), id))
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
