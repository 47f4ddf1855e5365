//! What is sold: a purchase with its lines and refunds, an order and the stages it goes through, the
//! shop that sells, and what its owner types into a form.
//!
//! A purchase knows the id of who bought and nothing else of them.

pub mod purchase;
pub mod order;
pub mod shop;
pub mod typed;
