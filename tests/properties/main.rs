#![cfg(not(target_arch = "wasm32"))]
//! Laws that hold for any input, and numbers that must come out of known ones.

mod cdnow;
mod lifetime;
mod lifetime_forecasts;
mod lifetime_targets;
