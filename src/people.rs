//! Who buys: what is known of a customer, whether and how they may be written to, how they are
//! found as one types, and when two records speak of one person.
//!
//! What the owner adds to all of it, fields of their own and lists they keep, is in [`custom`] and
//! [`list`].
//!
//! "Is this the same customer?" has its one answer in [`same`], "may they be written to?" in
//! [`reach`]. Lists, imports and screens ask there.

pub mod photo;
pub mod customer;
pub mod custom;
pub mod field;
pub mod reach;
pub mod find;
pub mod list;
pub mod same;
pub mod merge;
pub mod pairs;
