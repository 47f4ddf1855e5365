//! What the state keeps beside the book, brought up to it after every change: the index for finding,
//! the index of keys, the figures, and the countries of phone numbers.
//!
//! The figures are of the book that is on screen, always. The index for finding and the countries
//! of phone numbers come after a book that was made anew, since no page needs them to be drawn:
//! who looks for somebody before they are there is told so, and gets the answer when they are.

use std::collections::BTreeSet;
use std::ops::Bound;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::state::AppState;
use crate::book::{Book, TouchedRecords};
use crate::browser;
use crate::figures::overview::Overview;
use crate::people::find;
use crate::people::same::{self, Numbers};
use crate::units::id::CustomerId;
use crate::units::pace::Pace;

/// From this many customers at once on, the index for finding is made anew.
const MANY_CUSTOMERS: usize = 100;

/// In so long the page of a book that was made anew is on screen.
const PICTURES_MS: u32 = 100;

/// How many customers are walked through between two looks at the clock.
const STRIDE: usize = 100;

/// The index for finding and the countries of phone numbers, while a walk through the customers
/// makes them.
#[derive(Debug)]
pub(super) struct Making {
    finder: find::Index,
    numbers: Numbers,
    /// Up to whom it is.
    walked: Option<CustomerId>,
    /// Whether it has been through all of them, and what comes now is to be noted.
    is_through: bool,
    /// Who changed behind it: they are put in again at the end.
    changed: BTreeSet<CustomerId>,
}

impl Making {
    fn new() -> Self {
        let (finder, numbers) = (find::Index::unsorted(), Numbers::default());
        Self { finder, numbers, walked: None, is_through: false, changed: BTreeSet::new() }
    }

    /// Goes on for a stretch; `true` at the end.
    fn walk(&mut self, book: &Book) -> bool {
        let after = self.walked.map_or(Bound::Unbounded, Bound::Excluded);
        let mut n = 0;
        for (id, customer) in book.customers().after(after).take(STRIDE) {
            self.finder.update(*id, Some(customer));
            self.numbers.update(None, Some(customer));
            self.walked = Some(*id);
            n += 1;
        }
        self.is_through = n < STRIDE;
        self.is_through
    }

    /// Notes what changed of those it has been through.
    fn follow(&mut self, book: &Book, touched: &TouchedRecords) {
        for (customer, was) in &touched.customers {
            if self.is_through || Some(*customer) <= self.walked {
                self.numbers.update(was.as_ref(), book.customer(*customer));
                self.changed.insert(*customer);
            }
        }
    }
}

impl AppState {
    /// Brings what is kept beside the book up to it.
    pub(super) fn bring_along(self, book: &Book, touched: &TouchedRecords) {
        self.overview.update(|overview| overview.advance(book, touched));
        if touched.customers.is_empty() {
            return;
        }
        // Sorting once beats putting many words in their places one by one.
        if touched.customers.len() > MANY_CUSTOMERS {
            self.make_findable();
            return;
        }
        self.keys.update_value(|keys| {
            for (customer, was) in &touched.customers {
                keys.update(*customer, was.as_ref(), book.customer(*customer));
            }
        });
        let is_made = self.making.try_update_value(|making| {
            making.as_mut().map(|making| making.follow(book, touched)).is_none()
        });
        if is_made == Some(true) {
            self.finder.update(|finder| {
                let Some(finder) = finder else { return };
                for (customer, _) in &touched.customers {
                    finder.update(*customer, book.customer(*customer));
                }
            });
            self.numbers.update(|numbers| {
                for (customer, was) in &touched.customers {
                    numbers.update(was.as_ref(), book.customer(*customer));
                }
            });
        }
        self.customers.set(());
    }

    /// Follows who the customers are and what is known of them, but not what they buy.
    pub fn follow_customers(self) {
        self.customers.track();
    }

    /// The figures of a book, with all that the first page shows.
    pub(super) async fn counted(self, book: &Book, pace: &Pace) -> Overview {
        loop {
            let today = self.today.get_untracked();
            let overview = Overview::paced(book, today, pace).await;
            overview.make_ready(pace).await;
            // It may have turned meanwhile.
            if self.today.get_untracked() == today {
                return overview;
            }
        }
    }

    /// Begins to make what is needed to find somebody in a book that was made anew.
    pub(super) fn make_findable(self) {
        self.keys.update_value(same::Index::forget);
        self.customers.set(());
        self.finder.set(None);
        let is_going = self.making.with_value(Option::is_some);
        self.making.set_value(Some(Making::new()));
        if !is_going {
            spawn_local(self.make_finder());
        }
    }

    /// Makes it; begins again whenever the book is made anew meanwhile.
    async fn make_finder(self) {
        // A stretch of work before each picture would show the page three pictures later.
        browser::wait(PICTURES_MS).await;
        let pace = browser::pace();
        loop {
            let walk = |making: &mut Option<Making>| {
                let making = making.as_mut();
                making.is_none_or(|making| self.book.with_untracked(|book| making.walk(book)))
            };
            while self.making.try_update_value(walk) == Some(false) {
                pace.rest().await;
            }
            let take = |making: &mut Option<Making>| {
                making.as_mut().map(|making| std::mem::take(&mut making.finder))
            };
            let Some(mut finder) = self.making.try_update_value(take).flatten() else { return };
            finder.sort(&pace).await;
            // One that was begun meanwhile has not been through anybody.
            let made =
                self.making.try_update_value(|making| making.take_if(|made| made.is_through));
            if let Some(made) = made.flatten() {
                self.book.with_untracked(|book| {
                    for id in &made.changed {
                        finder.update(*id, book.customer(*id));
                    }
                });
                self.numbers.set(made.numbers);
                self.finder.set(Some(finder));
                return;
            }
        }
    }
}
