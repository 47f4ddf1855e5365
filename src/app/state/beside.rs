//! What the state keeps beside the book, brought up to it after every change: the index for finding,
//! the index of keys, the figures, and the countries of phone numbers.

use leptos::prelude::*;

use crate::app::state::AppState;
use crate::book::{Book, TouchedRecords};
use crate::figures::overview::Overview;
use crate::people::find;
use crate::people::same::{self, Numbers};

/// From this many customers at once on, the indexes are made anew.
const MANY_CUSTOMERS: usize = 100;

impl AppState {
    /// Brings what is kept beside the book up to it.
    pub(super) fn bring_along(self, book: &Book, touched: &TouchedRecords) {
        self.overview.update(|overview| overview.advance(book, touched));
        if touched.customers.is_empty() {
            return;
        }
        // Sorting once beats putting many words in their places one by one.
        if touched.customers.len() > MANY_CUSTOMERS {
            self.keys.update_value(same::Index::forget);
            self.finder.set(finder_of(book));
        } else {
            self.keys.update_value(|keys| {
                for (customer, was) in &touched.customers {
                    keys.update(*customer, was.as_ref(), book.customer(*customer));
                }
            });
            self.finder.update(|finder| {
                for (customer, _) in &touched.customers {
                    finder.update(*customer, book.customer(*customer));
                }
            });
        }
        self.numbers.update(|numbers| {
            for (customer, was) in &touched.customers {
                numbers.update(was.as_ref(), book.customer(*customer));
            }
        });
    }

    /// Follows who the customers are and what is known of them, but not what they buy.
    pub fn follow_customers(self) {
        self.finder.track();
    }

    /// Makes all that is kept beside a book that was made anew.
    pub(super) fn look_at_book(self, book: &Book) {
        self.keys.update_value(same::Index::forget);
        self.finder.set(finder_of(book));
        self.numbers.set(Numbers::of(book.customers().values()));
        self.overview.set(Overview::new(book, self.today.get_untracked()));
    }
}

fn finder_of(book: &Book) -> find::Index {
    find::Index::build(book.customers().iter().map(|(id, customer)| (*id, customer)))
}
