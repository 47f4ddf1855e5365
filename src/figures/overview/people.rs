//! The dense numbers that the figures count customers by.
//!
//! Whoever comes gets a number that is free, whoever goes leaves theirs: so one customer more or
//! less moves nobody else's figures, though a clock ahead made the newest customer not the last.

use crate::units::id::CustomerId;

/// Customers and their dense numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    /// In the order of ids.
    numbers: Vec<(CustomerId, u32)>,
    /// By number; a number nobody has keeps the id of whoever had it.
    ids: Vec<CustomerId>,
    free: Vec<u32>,
}

impl People {
    /// Numbers customers given in the order of their ids.
    pub(super) fn new(ids: Vec<CustomerId>) -> Self {
        let numbers = ids.iter().copied().zip(0..).collect();
        Self { numbers, ids, free: Vec::new() }
    }

    fn place(&self, customer: CustomerId) -> Result<usize, usize> {
        self.numbers.binary_search_by_key(&customer, |(id, _)| *id)
    }

    /// The number of a customer.
    pub(super) fn number(&self, customer: CustomerId) -> Option<u32> {
        self.place(customer).ok().map(|place| self.numbers[place].1)
    }

    /// The customer of a number that somebody has.
    pub(super) fn id(&self, number: u32) -> Option<CustomerId> {
        self.ids.get(number as usize).copied()
    }

    /// Customers and their numbers, in the order of ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = (CustomerId, u32)> {
        self.numbers.iter().copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// How many numbers are in use or were.
    pub(super) fn n_numbers(&self) -> u32 {
        u32::try_from(self.ids.len()).expect("fewer than four billion customers")
    }

    /// Gives a customer a number, unless they have one.
    pub(super) fn add(&mut self, customer: CustomerId) {
        let Err(place) = self.place(customer) else { return };
        let number = self.free.pop().unwrap_or_else(|| {
            self.ids.push(customer);
            self.n_numbers() - 1
        });
        self.ids[number as usize] = customer;
        self.numbers.insert(place, (customer, number));
    }

    /// Frees the number of a customer, whose visits are all taken out.
    pub(super) fn remove(&mut self, customer: CustomerId) {
        if let Ok(place) = self.place(customer) {
            let (_, number) = self.numbers.remove(place);
            self.free.push(number);
        }
    }
}
