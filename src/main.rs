//! The page: the app started in the browser. Natively there is nothing to start.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;

    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| view! { <main><h1>"Regulars"</h1></main> });
    let started = web_sys::Event::new("regulars:started").expect("an event can be made");
    window().dispatch_event(&started).expect("an event can be sent");
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
