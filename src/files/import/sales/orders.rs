//! The orders of a file while its rows come in, found again by number, buyer and day.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

use super::order::Order;
use crate::files::import::Buyer;
use crate::units::calendar::Day;
use crate::units::stretches::{IntoIter, Stretches};

/// Orders in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// How many there may come to be.
    most: usize,
    all: Stretches<Order>,
    /// The places of those that have a number.
    by_number: HashTable<usize>,
    hasher: RandomState,
}

impl Orders {
    /// No order yet, of at most so many.
    pub(super) fn new(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Adds an order and gives its place.
    pub(super) fn push(&mut self, order: Order) -> usize {
        let place = self.all.len();
        if !order.number.is_empty() {
            let Self { all, by_number, hasher, most } = self;
            let at = |place: &usize| hasher.hash_one(key(&all[*place]));
            if by_number.is_empty() {
                // At once, for growing means looking at every order again.
                by_number.reserve(*most, at);
            }
            by_number.insert_unique(hasher.hash_one(key(&order)), place, at);
        }
        self.all.push(order)
    }

    /// The place of the order of a number by a buyer on a day.
    pub(super) fn find(&self, number: &str, buyer: Buyer, day: Day) -> Option<usize> {
        let wanted = (number, buyer, day);
        let is_it = |place: &usize| key(&self.all[*place]) == wanted;
        self.by_number.find(self.hasher.hash_one(wanted), is_it).copied()
    }

    /// The order at a place, which [`push`](Self::push) or [`find`](Self::find) gave.
    pub(super) fn get(&self, place: usize) -> &Order {
        &self.all[place]
    }

    /// The same, to be changed; its number, buyer and day stay.
    pub(super) fn get_mut(&mut self, place: usize) -> &mut Order {
        &mut self.all[place]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Order> {
        self.all.iter()
    }

    /// All of them, whose memory goes with them.
    pub(super) fn into_each(self) -> IntoIter<Order> {
        self.all.into_iter()
    }
}

/// By what an order is found again.
fn key(order: &Order) -> (&str, Buyer, Day) {
    (&order.number, order.buyer, order.at.day)
}
