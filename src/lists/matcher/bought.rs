//! A condition on what was bought, by whom it was sold or where.
//!
//! Asked of a few, it looks through the purchases of each. Asked of many, it is better to go once
//! through all purchases in the order in which they lie in memory, which is several times as fast
//! as finding them customer by customer, and to note who has one.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use super::needles::Needles;
use crate::book;
use crate::figures::visit::Period;
use crate::lists::base::Base;
use crate::lists::reader::source::BoughtText;
use crate::lists::reader::{Reader, Row, bought};
use crate::units::id::{ByStamp, CustomerId};
use crate::units::pace::Pace;

/// From one customer in so many on, all purchases are gone through at once.
const MANY: usize = 50;

/// A condition on the texts of purchases.
#[derive(Debug)]
pub(super) struct Bought {
    of: BoughtText,
    period: Period,
    needles: Needles,
    /// How many customers were asked for so far.
    n_asked: Cell<usize>,
    /// Who has such a purchase, once it was worked out for everybody.
    having: OnceCell<HashSet<CustomerId, ByStamp>>,
    /// Products, employees and places are few: what was found out of each is kept.
    known: RefCell<HashMap<Box<str>, bool>>,
}

impl Bought {
    pub(super) fn new(of: BoughtText, period: Period, needles: Needles) -> Self {
        Self {
            of,
            period,
            needles,
            n_asked: Cell::new(0),
            having: OnceCell::new(),
            known: RefCell::default(),
        }
    }

    pub(super) fn holds(&self, reader: &Reader<'_>, row: &Row<'_>, folded: &mut String) -> bool {
        if let Some(having) = self.having.get() {
            return having.contains(&row.id());
        }
        self.n_asked.set(self.n_asked.get() + 1);
        let base = reader.base();
        let mut theirs = base.book().purchases_of(row.id());
        theirs.any(|(id, purchase)| {
            bought::counts(base, id, purchase, self.period) && self.is_in(purchase, folded)
        })
    }

    /// Whether so many were asked for that everybody is better worked out at once.
    pub(super) fn is_due(&self, base: &Base<'_>) -> bool {
        let many = base.book().customers().len() / MANY + 10;
        self.having.get().is_none() && self.n_asked.get() > many
    }

    /// Works out who has such a purchase.
    pub(super) async fn make(&self, base: &Base<'_>, pace: &Pace) {
        let mut having = HashSet::default();
        let mut folded = String::new();
        let mut wrong = base.overview().dated_by_wrong_clock().iter().peekable();
        let add = |(id, purchase): (&_, &book::Bought)| {
            // Both come in the order of ids.
            while wrong.next_if(|known| *known < id).is_some() {}
            let Some(customer) = purchase.customer() else { return };
            let counts = bought::is_in(purchase, self.period) && wrong.peek() != Some(&id);
            if counts && self.is_in(purchase, &mut folded) {
                having.insert(customer);
            }
        };
        pace.each(base.book().purchases(), add).await;
        // Nobody else can have set it meanwhile who would have found another answer.
        self.having.set(having).ok();
    }

    fn is_in(&self, purchase: &book::Bought, folded: &mut String) -> bool {
        bought::any_text(self.of, purchase, &mut |text| self.is_answer(text, folded))
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
