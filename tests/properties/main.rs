#![cfg(not(target_arch = "wasm32"))]
//! Laws that hold for all values, and figures of real files.

mod csv;
mod exchange;
