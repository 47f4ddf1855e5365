//! What only a browser can show, run in headless Chromium.

// Not the whole crate by one attribute: natively that would leave a crate without this page.
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod platform;
#[cfg(target_arch = "wasm32")]
mod store;
#[cfg(target_arch = "wasm32")]
mod words;
