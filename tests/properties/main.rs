#![cfg(not(target_arch = "wasm32"))]
//! Laws: what holds for every journal, file and name, tried on many.

mod find;
mod regulars_file;
