//! A filter as one line of text, for links, files and what is kept of a list.
//!
//! ```text
//! all(status is asleep, dozing; spent last 12 months over 20000 HUF;
//!     any(tag is "mornings"; likes contains "dió"))
//! ```
//!
//! # The form, which never changes
//!
//! - A group is `all(…)` or `any(…)`, its items parted by `;`.
//! - A condition is a field, for purchases a span of time, a verb, and what the verb needs. `not`
//!   before the verb asks the other way round; the other of `yes` is `no`.
//! - Texts stand in `"`, with `\"`, `\\`, `\n`, `\r` and `\t` for what cannot stand there itself;
//!   several texts or choices are parted by `,`.
//! - A span is `last 12 months`, `this-month`, `this-year` or `from 2026-01-01 to 2026-03-31`; none
//!   is all time. A stretch is a whole number of `days`, `weeks`, `months` or `years`. Days are
//!   those of the Gregorian calendar.
//! - A number has up to three decimals after a point. An amount is a decimal number of major units
//!   and the letters of its currency, `12.50 EUR`: a currency may have no minor unit, and a shop
//!   that changes its currency must not change what a kept filter means.
//! - Names are in small letters and never translated. Blanks between words do not matter.
//!
//! # What is not understood
//!
//! A condition of a newer Regulars, or one that somebody typed wrongly, is kept word for word as
//! [`Unread`](crate::lists::filter::Unread), so that writing the filter again loses nothing; a
//! [`Misread`] says where and why. What has no beginning or end cannot be kept so: an unclosed
//! quote or parenthesis, and a tree too deep or too large, make the whole text no filter.

mod read;
mod value;
mod words;
mod write;

use crate::lists::field::Field;
use crate::lists::filter::{Condition, Filter, FilterRefusal};
use crate::lists::span::Span;
use crate::lists::test::TestRefusal;

/// What of a text was not understood, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Bytes before it in the text.
    pub at: usize,
    /// Why.
    pub why: Reason,
}

/// Why a piece of text was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A filter begins with `all(` or `any(`.
    #[error("no group begins here")]
    GroupExpected,
    /// A condition or a group belongs here.
    #[error("a condition is missing")]
    ConditionExpected,
    /// A group is not closed.
    #[error("a closing parenthesis is missing")]
    ParenthesisMissing,
    /// A text is not closed.
    #[error("a closing quote is missing")]
    QuoteMissing,
    /// Something stands behind the end of the filter.
    #[error("text behind the end")]
    BehindTheEnd,
    /// The tree is too deep or too large.
    #[error(transparent)]
    Tree(FilterRefusal),
    /// There is no field of this name: of a newer Regulars, or mistyped.
    #[error("an unknown field")]
    UnknownField,
    /// There is no verb of this name.
    #[error("an unknown test")]
    UnknownTest,
    /// There is no choice of this name for the field.
    #[error("an unknown choice")]
    UnknownChoice,
    /// A text in quotes belongs here.
    #[error("a text in quotes is missing")]
    TextExpected,
    /// A backslash before something that needs none.
    #[error("an unknown escape")]
    UnknownEscape,
    /// A number belongs here.
    #[error("a number is missing")]
    NumberExpected,
    /// A number too large, or finer than its unit.
    #[error("a number out of range")]
    NumberOutOfRange,
    /// An amount needs its currency behind it.
    #[error("a currency is missing")]
    CurrencyExpected,
    /// A unit of time belongs here.
    #[error("a unit of time is missing")]
    UnitExpected,
    /// A day such as `2026-11-30` belongs here.
    #[error("a day is missing")]
    DayExpected,
    /// `and` or `to` belongs between two days or numbers.
    #[error("the word between two is missing")]
    JoinExpected,
    /// Something stands behind the end of the condition.
    #[error("text behind the condition")]
    BehindTheCondition,
    /// The test does not go with the field, or means nothing.
    #[error(transparent)]
    Refused(TestRefusal),
}

/// A filter that was read, and what of it was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The filter; what was not understood is in it as it was written.
    pub filter: Filter,
    /// What was not understood, in the order of the text.
    pub misread: Vec<Misread>,
}

/// Reads a filter.
///
/// # Errors
/// A text that is no filter, with the place where it stops being one.
pub fn parse(text: &str) -> Result<Read, Misread> {
    read::filter(text)
}

/// Writes a filter; reading it gives the same one.
#[must_use]
pub fn format(filter: &Filter) -> String {
    write::filter(filter)
}

/// Writes one condition of a filter.
#[must_use]
pub fn format_condition(condition: &Condition) -> String {
    write::condition(condition)
}

/// Reads a field with its span of time, as a column is kept.
///
/// # Errors
/// What is none, and why.
pub fn parse_field(text: &str) -> Result<(Field, Span), Misread> {
    read::field_alone(text)
}

/// Writes a field with its span of time.
#[must_use]
pub fn format_field(field: Field, span: Span) -> String {
    write::field(field, span)
}

#[cfg(test)]
mod tests;
