//! The page: starts the app in the browser, once its words are there. Natively there is nothing to
//! start.

#[cfg(target_arch = "wasm32")]
mod page {
    use leptos::wasm_split::{SplitLoaderError, wasm_split};
    use regulars::app::{App, AppProps, language::words::Words, later::LaterPages};

    /// Starts it.
    pub(super) async fn start() {
        // The script that fetches them says why, and what to do.
        let Some(words) = Words::fetch(None).await else { return };
        let bring = || Box::pin(async { later().await.ok() }) as _;
        leptos::mount::mount_to_body(move || App(AppProps { words, bring }));
    }

    /// The later pages: what only they need is put into a file of its own (`public/parts.sh`). Here
    /// and not in the library, or the second module would have them, too.
    #[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
    fn later() -> Result<LaterPages, SplitLoaderError> {
        Ok(LaterPages::new())
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(page::start());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
