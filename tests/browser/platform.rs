//! The browser itself.

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The page Regulars opens on needs these of every browser it promises to work in.
#[wasm_bindgen_test]
fn the_browser_has_what_regulars_is_made_of() {
    let window = web_sys::window().expect("a test in the browser has a window");
    for name in ["indexedDB", "caches", "BroadcastChannel", "Intl"] {
        let found = js_sys::Reflect::has(&window, &name.into()).expect("a window can be asked");
        assert!(found, "{name} is missing");
    }
}
