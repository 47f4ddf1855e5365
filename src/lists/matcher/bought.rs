//! A condition on what was bought, by whom it was sold or where.
//!
//! Asked of a few, it looks through the purchases of each. Asked of many, it goes once through all
//! purchases in the order in which they lie in memory, which is several times as fast as finding
//! them customer by customer, and notes who has one.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

use super::needles::Needles;
use crate::figures::visit::Period;
use crate::lists::field::Field;
use crate::lists::reader::{Reader, Row, bought};

/// From one customer in so many on, all purchases are gone through at once.
const MANY: usize = 20;

/// A condition on the texts of purchases.
#[derive(Debug)]
pub(super) struct Bought {
    field: Field,
    period: Period,
    needles: Needles,
    /// How many were asked for so far.
    n_asked: Cell<usize>,
    /// Who has such a purchase, by number.
    having: OnceCell<Vec<bool>>,
    /// Products, employees and places are few: what was found out of each is kept.
    known: RefCell<HashMap<Box<str>, bool>>,
}

impl Bought {
    pub(super) fn new(field: Field, period: Period, needles: Needles) -> Self {
        Self {
            field,
            period,
            needles,
            n_asked: Cell::new(0),
            having: OnceCell::new(),
            known: RefCell::default(),
        }
    }

    pub(super) fn holds(&self, reader: &Reader<'_>, row: &Row<'_>, folded: &mut String) -> bool {
        self.n_asked.set(self.n_asked.get() + 1);
        let is_many = self.n_asked.get() > reader.base().book().customers().len() / MANY + 10;
        match row.number {
            Some(number) if is_many => {
                let having = self.having.get_or_init(|| self.all_having(reader, folded));
                having.get(number as usize).copied().unwrap_or(false)
            }
            Some(_) | None => self.of_one(reader, row, folded),
        }
    }

    fn of_one(&self, reader: &Reader<'_>, row: &Row<'_>, folded: &mut String) -> bool {
        let base = reader.base();
        base.book().purchases_of(row.id()).any(|(id, purchase)| {
            bought::counts(base, id, purchase, self.period)
                && bought::any_text(self.field, purchase, &mut |text| self.is_answer(text, folded))
        })
    }

    fn all_having(&self, reader: &Reader<'_>, folded: &mut String) -> Vec<bool> {
        let base = reader.base();
        let overview = base.overview();
        let mut having = vec![false; overview.figures().visits().customers().len()];
        for (id, purchase) in base.book().purchases() {
            let Some(customer) = purchase.customer() else { continue };
            if bought::counts(base, *id, purchase, self.period)
                && bought::any_text(self.field, purchase, &mut |text| self.is_answer(text, folded))
                && let Some(number) = overview.number(customer)
                && let Some(has) = having.get_mut(number as usize)
            {
                *has = true;
            }
        }
        having
    }

    fn is_answer(&self, text: &str, folded: &mut String) -> bool {
        if let Some(known) = self.known.borrow().get(text) {
            return *known;
        }
        let is_answer = self.needles.find(text, folded);
        self.known.borrow_mut().insert(text.into(), is_answer);
        is_answer
    }
}
