//! What is sold: a purchase with its lines and refunds, the shop that sells, and what its owner
//! types into a form.
//!
//! A purchase knows the id of who bought and nothing else of them.

pub mod purchase;
pub mod shop;
pub mod typed;
