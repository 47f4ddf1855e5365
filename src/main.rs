//! The page: starts the app in the browser, once its words are there. Natively there is nothing to
//! start.

#[cfg(target_arch = "wasm32")]
fn main() {
    use regulars::app::{App, AppProps, language::words::Words};

    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async {
        let words = Words::fetch(None).await.expect("the page gives the words of its own build");
        leptos::mount::mount_to_body(move || App(AppProps { words }));
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
