#![cfg(not(target_arch = "wasm32"))]
//! Laws and exact targets of the core: what holds for every journal, file and log, tried on many.

mod cdnow_log;
mod exchange;
mod figures;
mod figures_targets;
mod find;
mod regulars_file;
mod cdnow;
mod lifetime_targets;
