//! Who is known by what, kept while the book changes, is what one finds who walks through everybody.

use proptest::prelude::*;
use regulars::book::{Book, TouchedRecords};
use regulars::people::same::{self, Country, Index, Key, Numbers};
use regulars::units::id::CustomerId;

use crate::living::{Living, Shop, any_event};

/// What somebody types: all that the customers have, in other forms, and what nobody has.
const TYPED: [(Key, &[&str]); 5] = [
    (Key::Card, &["a0", "A 1", " a2", "A", ""]),
    (Key::FileId, &["a0"]),
    (Key::Phone, &["+36305550142", "0630 555 0142", "+380501234567", "0501234567", "555"]),
    (Key::Email, &["ANNA@example.hu", "anna@example"]),
    (Key::Name, &["guest 0", "1 GUEST", "renamed", "Guest"]),
];

/// The index as the app keeps it, beside the countries of the phone numbers.
struct Keys {
    index: Index,
    numbers: Numbers,
}

impl Living for Keys {
    fn new(book: &Book) -> Self {
        Self { index: Index::default(), numbers: Numbers::of(book.customers().values()) }
    }

    fn advance(&mut self, book: &Book, touched: &TouchedRecords) {
        for (id, was) in &touched.customers {
            self.index.update(*id, was.as_ref(), book.customer(*id));
            self.numbers.update(was.as_ref(), book.customer(*id));
        }
    }
}

impl Keys {
    fn country(&self, book: &Book) -> Option<Country> {
        same::country_by(book.shop(), &self.numbers)
    }
}

/// Walks through everybody.
fn plain(book: &Book, key: Key, text: &str, country: Option<Country>) -> Vec<CustomerId> {
    let Some(wanted) = key.of_text(text, country) else { return Vec::new() };
    let all = book.customers().iter();
    let found = all.filter(|(_, customer)| key.of(customer, country).any(|key| key == wanted));
    found.map(|(id, _)| *id).collect()
}

proptest! {
    #[test]
    fn the_living_index_of_keys_is_the_one_from_scratch(
        events in prop::collection::vec((any_event(), prop::sample::subsequence(&TYPED, 0..=5)), 1..25),
    ) {
        let mut shop = Shop::<Keys>::new();
        for (event, asked) in &events {
            shop.run(event);
            let country = shop.living.country(&shop.book);
            prop_assert_eq!(country, same::country_of_shop(shop.book.shop(), shop.book.customers().values()));
            let ask = |index: &mut Index, key, text| {
                index.find(shop.book.customers(), key, text, country, usize::MAX)
            };
            for (key, texts) in asked {
                for text in *texts {
                    let found = ask(&mut shop.living.index, *key, text);
                    prop_assert_eq!(found, plain(&shop.book, *key, text, country), "{:?} {}", key, text);
                }
            }
        }
        // Those it was never asked for are made now; of the others nothing may be left behind.
        let country = shop.living.country(&shop.book);
        let mut scratch = Index::default();
        for key in Key::ALL {
            shop.living.index.find(shop.book.customers(), key, "a", country, usize::MAX);
            scratch.find(shop.book.customers(), key, "a", country, usize::MAX);
        }
        // A phone to ask for, since "a" is none.
        shop.living.index.find(shop.book.customers(), Key::Phone, "0630 555 0142", country, usize::MAX);
        scratch.find(shop.book.customers(), Key::Phone, "0630 555 0142", country, usize::MAX);
        prop_assert_eq!(&shop.living.index, &scratch);
    }
}
