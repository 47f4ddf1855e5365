//! How fast the figures are, beside the tools people use for them, in one run.
//!
//! `cargo bench --bench figures` makes a Python environment under `target/` and prints medians
//! and ratios. Single figures wobble by tens of per cent; the ratios are what counts.

#[cfg(not(target_arch = "wasm32"))]
#[path = "../properties/cdnow.rs"]
mod cdnow;
#[cfg(not(target_arch = "wasm32"))]
mod models;
#[cfg(not(target_arch = "wasm32"))]
mod python;

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    {
        models::section();
    }
}
