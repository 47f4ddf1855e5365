//! Regulars keeps the customer base of a small shop in the browser and turns first-time buyers
//! into regulars.

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a panic is how a test fails"))]

pub mod id;
pub mod money;
pub mod calendar;
pub mod customer;
pub mod purchase;
pub mod shop;
pub mod lifetime;
