//! Lists: who belongs on one, what is shown of them, in which order, and what is done with all of
//! them at once.
//!
//! A [`Filter`](filter::Filter) is a tree of conditions on what is known of a customer, on their
//! figures and on what they bought. [`text`] writes it as one line that stays readable for ever;
//! [`matcher`] says who fits it today; [`draft`] is one in the making.
//! [`Membership`](membership::Membership) is a list that lives or one that was frozen. Columns, orders and bulk edits name the same fields;
//! [`edit`] says what a text written into a column makes of a customer.
//!
//! Nothing here is stored: what is kept of a list is its line of text, or the ids it was frozen to.

pub mod span;
pub mod choice;
pub mod cell;
pub mod kind;
pub mod own;
pub mod field;
pub mod test;
pub mod filter;
pub mod text;
pub mod base;
pub mod reader;
pub mod matcher;
pub mod membership;
pub mod column;
pub mod order;
pub mod bulk;
pub mod edit;
pub mod draft;
