//! Keeping the overview true while the book changes, at the cost of what a change touched.
//!
//! The day is fixed: figures of another day are another overview. So are those of other limits or
//! another margin, for these are everybody's. What is learnt of the whole shop for telling chances
//! is learnt once a day and kept, so that a sale does not wait for a model to be fitted.

use std::collections::BTreeSet;

use super::running::Sums;
use super::{Overview, is_dated_by_wrong_clock, sale};
use crate::book::{Book, Bought, TouchedRecords};
use crate::figures::visit::Sale;
use crate::trade::shop::Shop;
use crate::units::id::{CustomerId, PurchaseId};
use crate::units::pace::at_once;

/// More purchases than one in so many are counted sooner from scratch.
const LARGE_PART: usize = 20;

impl Overview {
    /// Brings the figures up to a book in which these records, and no others, were touched.
    pub fn advance(&mut self, book: &Book, touched: &TouchedRecords) {
        let is_large = touched.purchases.len() > book.purchases().len() / LARGE_PART + 10;
        if is_large || touched.shop && !self.is_of(book.shop()) {
            *self = Self::new(book, self.today());
            return;
        }
        let others = self.of_others(book, touched);
        for (id, was) in touched.purchases.iter().chain(&others) {
            if let Some(was) = was {
                self.forget(*id, was);
            }
        }
        for (customer, was) in &touched.customers {
            self.birthdays.update(*customer, was.as_ref(), book.customer(*customer));
            match book.customer(*customer) {
                Some(_) => self.people.add(*customer),
                None => self.people.remove(*customer),
            }
        }
        self.figures.grow(self.people.n_numbers());
        for (id, _) in touched.purchases.iter().chain(&others) {
            if let Some(is) = book.purchase(*id) {
                self.count(*id, is);
            }
        }
        self.fit_sizes();
    }

    /// Whether the settings that everybody's figures hang on are still these.
    fn is_of(&self, shop: &Shop) -> bool {
        self.margin_percent == shop.margin_percent
            && self.margin_is_assumed != shop.margin_is_set
            && self.return_percent == shop.return_percent
            && self.figures.terms().limits == shop.limits
    }

    /// Purchases that were not touched, but whose buyer came or went: they are counted as
    /// somebody's, or as nobody's, from now on.
    fn of_others(
        &self,
        book: &Book,
        touched: &TouchedRecords,
    ) -> Vec<(PurchaseId, Option<Bought>)> {
        let is_moved = |customer: &&CustomerId| {
            book.customer(**customer).is_some() != self.number(**customer).is_some()
        };
        let customers = touched.customers.iter().map(|(customer, _)| customer);
        let theirs = customers.filter(is_moved).flat_map(|customer| book.purchases_of(*customer));
        let mut theirs = theirs.peekable();
        if theirs.peek().is_none() {
            return Vec::new();
        }
        let known: BTreeSet<PurchaseId> = touched.purchases.iter().map(|(id, _)| *id).collect();
        theirs
            .filter(|(id, _)| !known.contains(id))
            .map(|(id, bought)| (id, Some(bought.clone())))
            .collect()
    }

    /// Counts a purchase.
    fn count(&mut self, id: PurchaseId, bought: &Bought) {
        let (day, today) = (bought.at().day, self.today());
        if is_dated_by_wrong_clock(id, day, today) {
            insert(&mut self.by_wrong_clock, id);
            return;
        }
        if day > today {
            insert(&mut self.in_future, id);
        }
        let sale = self.sale(bought);
        self.change(&sale, true);
    }

    /// Stops counting a purchase.
    fn forget(&mut self, id: PurchaseId, bought: &Bought) {
        if remove(&mut self.by_wrong_clock, id) {
            return;
        }
        remove(&mut self.in_future, id);
        let sale = self.sale(bought);
        self.change(&sale, false);
    }

    fn sale(&self, bought: &Bought) -> Sale {
        sale(bought, bought.customer().and_then(|customer| self.number(customer)))
    }

    fn change(&mut self, sale: &Sale, is_there: bool) {
        let Some(number) = sale.customer else {
            self.figures.change_by(sale, is_there);
            return;
        };
        let yardsticks = self.figures.rhythms().yardsticks();
        let mut sums = self.sums.take();
        let asleep = self.asleep.take();
        if let Some(sums) = &mut sums {
            sums.count(self, number, false);
        }
        let was = asleep.as_ref().and_then(|_| self.asleep_with(number, None));
        self.figures.change_by(sale, is_there);
        if self.figures.rhythms().yardsticks() != yardsticks {
            return;
        }
        if let Some(mut sums) = sums {
            sums.count(self, number, true);
            self.sums = sums.into();
        }
        if let Some(mut asleep) = asleep {
            was.map(|(place, _)| asleep.remove(&place));
            asleep.extend(self.asleep_with(number, None));
            self.asleep = asleep.into();
        }
    }

    /// Follows the size limits that the data suggest.
    fn fit_sizes(&mut self) {
        let sizes = super::size_limits(self.figures.income());
        if sizes != self.figures.terms().sizes {
            self.figures.set_sizes(sizes);
            self.sums.take();
            self.asleep.take();
        }
    }

    /// Takes over what another overview of the same day has learnt of the whole shop.
    pub fn learn_from(&mut self, other: &Self) {
        self.chances = other.chances.clone();
        self.next_visits = other.next_visits.clone();
        self.asleep.take();
    }

    pub(super) fn sums(&self) -> &Sums {
        self.sums.get_or_init(|| at_once(async |pace| Sums::of(self, pace).await))
    }
}

fn insert(ids: &mut Vec<PurchaseId>, id: PurchaseId) {
    if let Err(place) = ids.binary_search(&id) {
        ids.insert(place, id);
    }
}

fn remove(ids: &mut Vec<PurchaseId>, id: PurchaseId) -> bool {
    let place = ids.binary_search(&id);
    place.is_ok_and(|place| ids.remove(place) == id)
}
