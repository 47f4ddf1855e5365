//! The page: starts the app in the browser. Natively there is nothing to start.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(regulars::app::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
