//! Regulars keeps the customer base of a small shop in the browser and turns first-time buyers
//! into regulars: who the customers are, who is slipping away and what that costs, what to do
//! today. There is no server and no account. The base lives in the browser's database, works with
//! no network, and moves between devices as a file.
//!
//! This page is the way into the source: the flow of one press, the rooms in reading order, and
//! what is nowhere to be found.
//!
//! # The flow
//!
//! ```text
//! a press → page asks the core (may it?) → Change → AppState::commit → the book shows it
//!               └ a refusal: said in place, nothing changed       └→ the store keeps it → "saved"
//! ```
//!
//! Every edit is a value, a [`Change`](book::Change). The [`journal`](book::journal) of changes is
//! what the disk and the files hold; the [`Book`](book::Book) is made from it on opening; figures
//! are made from the book. Screen, disk, undo, history, backup and exchange between devices speak
//! this one language. Two devices agree because merging journals is union of sets.
//!
//! # The rooms
//!
//! In reading order: each uses only those above it, and so do the modules within each, which
//! `tests/tidy.rs` holds. The file of a room lists its modules and says what it is for.
//!
//! The core is pure: it compiles natively and to wasm, and knows no clock, no randomness, no disk
//! and no JavaScript.
//!
//! - [`units`]: ids, money, countries, days, digits, written numbers, and the pace of long work.
//! - [`trade`]: what is sold, by whom, and what is typed about it.
//! - [`people`]: who buys, how they are found, and when two records are one person.
//! - [`acquisition`]: how people come into the base, and what that costs.
//! - [`outreach`]: what the owner answered when somebody was to be written to, and what calls came to.
//! - [`book`]: all records, every way to change them, and the journal of changes.
//! - [`figures`]: who is who, who will come back, and what that is worth.
//! - [`lists`]: who belongs on a list, what it shows of them, and what is done with all of them.
//! - [`advice`]: whom to write to today, what to say at the counter.
//! - [`files`]: lists in and out; the base as a file.
//! - [`work`]: what is done off the screen's thread.
//!
//! The edge exists for wasm only:
//!
//! - `browser`: clock, chance, files, locks, camera, pictures: the impure facts.
//! - `store`: the journal on disk, in IndexedDB, and the photos it speaks of.
//! - `app`: what the owner sees. `app::state` is the only writer; `app::components` know nothing
//!   of the shop.
//! - `main.rs`: the first module. Its later pages (`app::later`) are a file of their own, and so are the
//!   words of each language.
//! - `bin/worker.rs`: the second module, which does the [`work`] off the screen's thread.
//!
//! # What is nowhere
//!
//! - **No clock in the core.** Time is an argument, so every rule can be tried on any day.
//! - **No stored figure and no stored balance.** They are sums of what happened.
//! - **No walk through the base for one change.** What a change touched is said, and figures, index
//!   and lists are brought up to that.
//! - **No edited past.** A change is never altered; it is taken back by another.
//! - **No deletion by absence.** What a file does not mention stays.
//! - **No network for any function**, and no request to any other host, ever. A message is a link
//!   that the owner presses, which opens another program with the text in it.
//! - **Nothing lost when two devices disagree**: both changes are in the journal, and the history
//!   shows them.

#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a panic is how a test fails"))]

pub mod units;
pub mod trade;
pub mod people;
pub mod acquisition;
pub mod outreach;
pub mod book;
pub mod figures;
pub mod lists;
pub mod advice;
pub mod files;
pub mod work;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod app;
