//! What an owner sees. Each waits until it is so, and fails with the screen when it never is.

use std::time::Instant;

use serde_json::json;

use crate::browser::{Browser, PATIENCE, breathe};
use crate::find::{self, Kind};
use crate::server::Server;

/// This text is on the screen. Kinds of spaces and marks of direction are all one.
pub(crate) async fn sees(browser: &Browser, text: &str) {
    find::one(browser, Kind::Text, text).await;
}

/// This text is not on the screen, or goes away.
pub(crate) async fn sees_no(browser: &Browser, text: &str) {
    let began = Instant::now();
    while find::is_there(browser, Kind::Text, text).await {
        if began.elapsed() > PATIENCE {
            browser.give_up(&format!("“{text}” to go away")).await;
        }
        breathe().await;
    }
}

/// There is a button or link of this name.
pub(crate) async fn can_press(browser: &Browser, name: &str) {
    find::one(browser, Kind::Pressable, name).await;
}

/// There is a heading of this name.
pub(crate) async fn is_at(browser: &Browser, heading: &str) {
    find::one(browser, Kind::Heading, heading).await;
}

/// The field of this label holds this.
pub(crate) async fn holds(browser: &Browser, label: &str, value: &str) {
    let field = find::one(browser, Kind::Field, label).await;
    let field = serde_json::to_value(field).expect("an element is JSON");
    let script = "return arguments[0].value === arguments[1]";
    browser.wait(&format!("“{label}” to hold “{value}”"), script, vec![field, json!(value)]).await;
}

/// So many elements are found by this CSS selector. For counting rows; names are better else.
pub(crate) async fn counts(browser: &Browser, selector: &str, count: usize) {
    let script = "return document.querySelectorAll(arguments[0]).length === arguments[1]";
    browser
        .wait(&format!("{count} of {selector}"), script, vec![json!(selector), json!(count)])
        .await;
}

/// At least one element is found by this CSS selector.
pub(crate) async fn counts_some(browser: &Browser, selector: &str) {
    let script = "return document.querySelectorAll(arguments[0]).length";
    browser.wait(&format!("some of {selector}"), script, vec![json!(selector)]).await;
}

/// The browser had nothing to complain about since last asked.
pub(crate) fn console_is_quiet(browser: &Browser) {
    let complaints = browser.console();
    assert!(complaints.is_empty(), "the console: {complaints:#?}");
}

/// Nothing is wider than the screen.
pub(crate) async fn nothing_overflows(browser: &Browser) {
    let script = "const page = document.documentElement;
        return page.scrollWidth <= page.clientWidth ? true : null";
    browser.wait("the page to be as wide as the screen", script, vec![]).await;
}

/// Every request of the page went to the app's own host.
///
/// Takes what was recorded since last asked, from the browser's own log.
pub(crate) fn asked_no_other_host(browser: &Browser, server: &Server) {
    let origin = server.origin();
    let own = [origin.as_str(), "data:", "blob:", "about:", "chrome:"];
    let is_other = |url: &String| !own.iter().any(|start| url.starts_with(start));
    let others: Vec<String> = browser.requests().into_iter().filter(is_other).collect();
    assert!(others.is_empty(), "asked of others: {others:#?}");
}
