//! Regulars keeps the customer base of a small shop in the browser and turns first-time buyers
//! into regulars.

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a panic is how a test fails"))]

pub mod id;
pub mod money;
pub mod calendar;
pub mod digits;
pub mod customer;
pub mod purchase;
pub mod shop;
pub mod lifetime;
pub mod find;
pub mod ranked;
pub mod visit;
pub mod size;
pub mod rhythm;
pub mod rfm;
pub mod segment;
pub mod abc_xyz;
pub mod ladder;
pub mod concentration;
pub mod retention;
pub mod figures;
pub mod book;
pub mod overview;
pub mod journal;
pub mod receive;
pub mod exchange;
pub mod typed;
pub mod counter;
pub mod regulars_file;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod app;
