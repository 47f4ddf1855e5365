#![cfg(not(target_arch = "wasm32"))]
//! The owner's days, walked through on the built app in headless Chromium.
//!
//! Build first (`trunk build --release`), then `cargo test --test e2e -- --test-threads=1`;
//! `bash tests/check.sh journeys` does it with what it needs. A journey starts a host and a
//! browser, then speaks in four small languages:
//!
//! ```text
//! let server = Server::start();
//! let mut browser = Browser::open(&server).await;      // the app has started
//! act::press(&browser, "New sale").await;              // by visible label, waits until it can
//! act::fill(&browser, "Amount", "1200").await;
//! check::sees(&browser, "1 200 Ft").await;             // waits until it is so
//! browser.restart().await;                             // closes the browser, opens it again
//! ```
//!
//! Nothing sleeps for a fixed time: everything waits for a condition, ten seconds at most.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod act;
mod axe;
mod bench;
mod books;
mod browser;
mod cafe;
mod callback;
mod camera;
mod check;
#[path = "../properties/codes_drawn.rs"]
mod codes_drawn;
mod company;
mod counter;
mod days;
mod delivery;
mod draw;
mod driver;
mod duplicates;
mod failing;
mod faults;
mod files;
mod filling;
mod find;
mod helpers;
mod import;
mod killed;
mod language;
mod photo;
mod random;
mod later;
mod lists;
mod screenshots;
mod server;
mod surprise;
mod twice;
mod worker;
