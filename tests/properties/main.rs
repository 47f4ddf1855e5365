#![cfg(not(target_arch = "wasm32"))]
//! Laws and exact targets of the core.

mod cdnow_log;
mod figures;
mod figures_targets;
