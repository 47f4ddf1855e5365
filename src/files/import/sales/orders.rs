//! The orders of a file while its rows come in, found again by number, buyer and day.
//!
//! # Why in stretches
//!
//! A list has as many orders as purchases. In one piece they are copied as a whole each time they
//! outgrow their place, and stay whole until the last of them has become a purchase. A stretch is
//! never moved, and goes when its orders went.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

use super::order::Order;
use crate::files::import::Buyer;
use crate::units::calendar::Day;

/// How many orders a stretch has.
const STRETCH: usize = 1024;

/// Orders in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// How many there may come to be.
    most: usize,
    stretches: Vec<Vec<Order>>,
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
        let place = self.len();
        if !order.number.is_empty() {
            let Self { stretches, by_number, hasher, most } = self;
            let hash_of = |order: &Order| hasher.hash_one(key(order));
            let at = |place: &usize| hash_of(&stretches[place / STRETCH][place % STRETCH]);
            if by_number.is_empty() {
                // At once, for growing means looking at every order again.
                by_number.reserve(*most, at);
            }
            by_number.insert_unique(hash_of(&order), place, at);
        }
        match self.stretches.last_mut() {
            Some(last) if last.len() < STRETCH => last.push(order),
            _ => {
                let mut stretch = Vec::with_capacity(STRETCH);
                stretch.push(order);
                self.stretches.push(stretch);
            }
        }
        place
    }

    /// The place of the order of a number by a buyer on a day.
    pub(super) fn find(&self, number: &str, buyer: Buyer, day: Day) -> Option<usize> {
        let wanted = (number, buyer, day);
        let is_it = |place: &usize| key(self.get(*place)) == wanted;
        self.by_number.find(self.hasher.hash_one(wanted), is_it).copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        let whole = self.stretches.len().saturating_sub(1) * STRETCH;
        whole + self.stretches.last().map_or(0, Vec::len)
    }

    /// The order at a place, which [`push`](Self::push) or [`find`](Self::find) gave.
    pub(super) fn get(&self, place: usize) -> &Order {
        &self.stretches[place / STRETCH][place % STRETCH]
    }

    /// The same, to be changed; its number, buyer and day stay.
    pub(super) fn get_mut(&mut self, place: usize) -> &mut Order {
        &mut self.stretches[place / STRETCH][place % STRETCH]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Order> + Clone {
        self.stretches.iter().flatten()
    }

    /// All of them, each stretch let go when its last is taken.
    pub(super) fn into_each(self) -> impl Iterator<Item = Order> {
        self.stretches.into_iter().flatten()
    }
}

/// By what an order is found again.
fn key(order: &Order) -> (&str, Buyer, Day) {
    (&order.number, order.buyer, order.at.day)
}
