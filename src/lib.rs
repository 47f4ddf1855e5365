//! Regulars keeps the customer base of a small shop in the browser and turns first-time buyers
//! into regulars: who the customers are, who is slipping away and what that costs, what to do
//! today. There is no server and no account. The base lives in the browser's database, works with
//! no network, and moves between devices as a file.
//!
//! This page is the way into the source: the flow of one press, the modules in reading order, and
//! what is nowhere to be found.
//!
//! # The flow
//!
//! ```text
//! a press → page asks the core (may it?) → Change → AppState::commit → the book shows it
//!               └ a refusal: said in place, nothing changed       └→ the store keeps it → "saved"
//! ```
//!
//! Every edit is a value, a [`Change`](book::Change). The [`journal`] of changes is what the disk
//! and the files hold; the [`book`] is made from it on opening; figures are made from the book.
//! Screen, disk, undo, history, backup and exchange between devices speak this one language. Two
//! devices agree because merging journals is union of sets.
//!
//! # The modules
//!
//! In reading order: each uses only those above it, which `tests/tidy.rs` holds.
//!
//! The core is pure: it compiles natively and to wasm, and knows no clock, no randomness, no disk
//! and no JavaScript.
//!
//! - [`id`]: stamps, replicas and the ids made of them; [`money`]: minor units; [`calendar`]: the
//!   shop's days; [`digits`]: digits of every script.
//! - [`customer`], [`purchase`], [`shop`]: the records, made of facts that change independently.
//! - [`reach`]: may they be written to, and by what; [`outreach`]: what the owner answered.
//! - [`find`]: finding a customer as one types, in any alphabet; [`same`]: whether two records
//!   speak of one customer.
//! - [`visit`]: purchases by customer and day, the input of every figure; [`ranked`]: orders kept
//!   while values change.
//! - [`size`], [`rhythm`], [`rfm`], [`segment`], [`abc_xyz`], [`ladder`], [`concentration`],
//!   [`retention`]: who is who; [`lifetime`]: who will come back, and what they will spend.
//! - [`figures`]: all of them, kept up to date purchase by purchase.
//! - [`book`]: all records, and every way to change them; [`overview`]: the book in figures;
//!   [`reminders`]: whom to write to today.
//! - [`journal`]: stamped changes, merge, undo, history; [`receive`]: what a file would change;
//!   [`undo`]: what taking something back would; [`join`]: two shops become one.
//! - [`exchange`]: lists in and out; [`regulars_file`]: the base as a file;
//!   [`work`]: what is done off the screen's thread.
//!
//! The edge exists for wasm only:
//!
//! - `browser`: clock, chance, files, locks: the impure facts.
//! - `store`: the journal on disk, in IndexedDB.
//! - `app`: what the owner sees. `app::state` is the only writer; `app::components` know nothing
//!   of the shop; `app::pages` do not use each other.
//!
//! # What is nowhere
//!
//! - **No clock in the core.** Time is an argument, so every rule can be tried on any day.
//! - **No stored figure and no stored balance.** They are sums of what happened.
//! - **No edited past.** A change is never altered; it is taken back by another.
//! - **No deletion by absence.** What a file does not mention stays.
//! - **No network for any function**, and no request to any other host, ever. A message is a link
//!   that the owner presses, which opens another program with the text in it.
//! - **Nothing lost when two devices disagree**: both changes are in the journal, and the history
//!   shows them.

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a panic is how a test fails"))]

pub mod id;
pub mod money;
pub mod calendar;
pub mod digits;
pub mod customer;
pub mod purchase;
pub mod shop;
pub mod reach;
pub mod outreach;
pub mod find;
pub mod same;
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
pub mod lifetime;
pub mod figures;
pub mod book;
pub mod overview;
pub mod reminders;
pub mod journal;
pub mod receive;
pub mod undo;
pub mod join;
pub mod exchange;
pub mod typed;
pub mod counter;
pub mod regulars_file;
pub mod work;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod app;
