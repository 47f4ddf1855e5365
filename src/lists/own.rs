//! The fields a shop makes for itself: the one place where lists ask what they are.
//!
//! The book holds no such field yet, so every one that a filter or a column names is told to be
//! gone. What is to be filled in when it does:
//!
//! - [`kind`]: text, a choice (asked as text is), number, day, or yes and no;
//! - [`value`]: what a customer has in it, as a [`Cell`] of that kind;
//! - [`fields`]: all of them, as a form shows them.
//!
//! The stage of an order will be a field of purchases: a variant beside `Product` in
//! [`field`](crate::lists::field), and its text where `reader` looks into a purchase.

use crate::book::Book;
use crate::lists::cell::Cell;
use crate::lists::kind::Kind;
use crate::people::customer::Customer;
use crate::units::id::Stamp;

/// A field of the shop's own: the stamp of the change that added it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub Stamp);

/// Of which kind a field is; `None` when there is no such field, or no more.
#[must_use]
pub fn kind(_book: &Book, _field: FieldId) -> Option<Kind> {
    None
}

/// What a customer has in a field.
#[must_use]
pub fn value(_book: &Book, _customer: &Customer, _field: FieldId) -> Cell {
    Cell::Nothing
}

/// Every field of the shop's own, as a form shows them.
#[must_use]
pub fn fields(_book: &Book) -> Vec<FieldId> {
    Vec::new()
}
