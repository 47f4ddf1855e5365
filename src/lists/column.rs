//! Columns: what a list shows of each customer.
//!
//! Every field can be one, the shop's own with them; one of purchases for a span of time. The edge
//! makes words of a [`Cell`], a file writes it, and an order compares it.

use crate::book::Book;
use crate::lists::cell::Cell;
use crate::lists::field::Field;
use crate::lists::filter::check_span;
use crate::lists::reader::{Reader, Row};
use crate::lists::span::Span;
use crate::lists::test::TestRefusal;
use crate::lists::text::{self, Misread};

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    field: Field,
    span: Span,
}

impl Column {
    /// A column of a field; of one of purchases, for a span of time.
    ///
    /// # Errors
    /// A span for a field that takes none, or one that is no stretch of days.
    pub fn new(field: Field, span: Span) -> Result<Self, TestRefusal> {
        check_span(field, span)?;
        Ok(Self { field, span })
    }

    /// A column of a field; of one of purchases, for all time.
    #[must_use]
    pub fn of(field: Field) -> Self {
        Self { field, span: Span::Ever }
    }

    /// Every column there can be in a shop, for all time, as a form shows them.
    #[must_use]
    pub fn all(book: &Book) -> Vec<Self> {
        Field::all_of(book).into_iter().map(Self::of).collect()
    }

    /// Reads a column as it is kept: `spent last 12 months`.
    ///
    /// # Errors
    /// What is none, and why: a field of a newer version, for one.
    pub fn parse(text: &str) -> Result<Self, Misread> {
        let (field, span) = text::parse_field(text)?;
        Ok(Self { field, span })
    }

    /// Writes it as it is kept; [`parse`](Self::parse) gives it back.
    #[must_use]
    pub fn format(self) -> String {
        text::format_field(self.field, self.span)
    }

    /// What it shows.
    #[must_use]
    pub fn field(self) -> Field {
        self.field
    }

    /// For which span of time; [`Span::Ever`] for a field that takes none.
    #[must_use]
    pub fn span(self) -> Span {
        self.span
    }

    /// Whether it can still be shown: a field of the shop's own may be gone.
    #[must_use]
    pub fn is_there(self, book: &Book) -> bool {
        self.field.kind_in(book).is_some()
    }

    /// What it shows of a customer.
    #[must_use]
    pub fn value<'a>(self, reader: &Reader<'a>, row: &Row<'a>) -> Cell {
        reader.cell(self.field, self.span, row)
    }
}
