//! The few things a component asks of the page itself.

use std::cell::Cell;

use leptos::prelude::window;
use wasm_bindgen::JsCast;

thread_local! {
    static LAST_ID: Cell<u32> = const { Cell::new(0) };
}

/// An id no other element of the page has, for labels that point at what they name.
pub(super) fn unique_id(prefix: &str) -> String {
    let number = LAST_ID.get() + 1;
    LAST_ID.set(number);
    format!("{prefix}-{number}")
}

/// Hands a size that is known only at run time to the style sheet, as a custom property.
///
/// What the size means stays in CSS; no component sets any other property of an element.
pub(super) fn set_size(element: &web_sys::HtmlElement, property: &str, size: &str) {
    // Fails for a read-only style, which an element's own style never is.
    drop(element.style().set_property(property, size));
}

/// Puts the focus on an element, if there is one.
pub fn focus_on(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus.
        drop(element.focus());
    }
}

/// Puts the focus on the first element within a place that this CSS selector finds.
pub fn focus_first(place: &web_sys::Element, selector: &str) {
    focus_on(place.query_selector(selector).ok().flatten());
}

/// Whether text runs from right to left where this element stands.
pub(super) fn is_right_to_left(element: &web_sys::Element) -> bool {
    window()
        .get_computed_style(element)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("direction").ok())
        .is_some_and(|direction| direction == "rtl")
}
