//! All that was recorded, as it stands, and every way to change it.
//!
//! [`Change`] is one decision of the owner; [`Book`] is what all of them make; [`journal`] holds
//! them with their stamps, merges them and takes them back. What a file of another device would
//! change is said by [`receive`], what taking something back would by [`undo`]; what is said of an order is made by [`orders`]; [`apart`] takes two
//! people apart who were made one, and [`join`] makes one shop of two. What happened with one customer is [`story`], what each group of changes did
//! [`history`]; both say what may be taken back.

pub mod records;
pub mod journal;
pub mod receive;
pub mod undo;
pub mod orders;
pub mod apart;
pub mod join;
pub mod story;
pub mod history;

pub use records::{
    Book, Bought, Change, OpenOrders, Subject, Touched, TouchedRecords, WorkRefusal, forget_buyer,
};
