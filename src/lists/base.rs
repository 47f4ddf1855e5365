//! What lists are read from: the book, its figures, and the calendar the shop goes by.

use crate::book::Book;
use crate::figures::overview::Overview;
use crate::figures::visit::Period;
use crate::lists::span::Now;
use crate::units::calendar::Zone;

/// The book and its figures, on the day of the figures.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    book: &'a Book,
    overview: &'a Overview,
    zone: &'a Zone,
    now: Now,
}

impl<'a> Base<'a> {
    /// A book with the figures of it; the zone says on which day somebody was entered. Month and
    /// year are Gregorian.
    #[must_use]
    pub fn new(book: &'a Book, overview: &'a Overview, zone: &'a Zone) -> Self {
        Self { book, overview, zone, now: Now::gregorian(overview.today()) }
    }

    /// The same with the month and the year of today in another calendar: from its first day to
    /// its last.
    #[must_use]
    pub fn with_calendar(self, month: Period, year: Period) -> Self {
        Self { now: Now { month, year, ..self.now }, ..self }
    }

    /// All records.
    #[must_use]
    pub fn book(&self) -> &'a Book {
        self.book
    }

    /// Their figures.
    #[must_use]
    pub fn overview(&self) -> &'a Overview {
        self.overview
    }

    /// The clock of the shop.
    #[must_use]
    pub fn zone(&self) -> &'a Zone {
        self.zone
    }

    /// Today, its month and its year.
    #[must_use]
    pub fn now(&self) -> &Now {
        &self.now
    }
}
