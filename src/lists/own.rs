//! The fields that the owner added to the card: the one place where lists ask what they are.

use crate::book::Book;
use crate::lists::cell::{Cell, Number};
use crate::lists::kind::Kind;
use crate::people::custom::FieldKind;
use crate::people::customer::{Customer, Value};
use crate::units::id::FieldId;

/// Of which kind a field is; `None` when there is no such field, or no more. One of choices is asked
/// as a text is.
#[must_use]
pub fn kind(book: &Book, field: FieldId) -> Option<Kind> {
    Some(match book.field(field)?.kind {
        FieldKind::Text | FieldKind::Choice(_) => Kind::Text,
        FieldKind::Number => Kind::Number,
        FieldKind::Day => Kind::Day,
        FieldKind::YesNo => Kind::YesNo,
    })
}

/// What a customer has in a field.
#[must_use]
pub fn value(customer: &Customer, field: FieldId) -> Cell {
    match customer.custom(field) {
        None => Cell::Nothing,
        Some(Value::Text(text) | Value::Choice(text)) => Cell::text(text),
        Some(Value::Number(thousandths)) => Cell::Number(Number(*thousandths)),
        Some(Value::Day(day)) => Cell::Day(*day),
        Some(Value::YesNo(yes)) => Cell::YesNo(*yes),
    }
}

/// Every field that the owner added, as a form shows them.
#[must_use]
pub fn fields(book: &Book) -> Vec<FieldId> {
    book.fields().iter().map(|(id, _)| *id).collect()
}
