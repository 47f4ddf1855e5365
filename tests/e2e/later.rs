//! The pages that are not opened every day: when they come, and what is said while they do not.

use crate::browser::Browser;
use crate::server::{Manner, Server};
use crate::{act, axe, check, screenshots};

const PART: &str = "-later.wasm";

#[tokio::test]
async fn a_rare_page_comes_when_it_is_opened() {
    let server = Server::start();
    server.treat("sw.js", Manner::Hangs);
    server.treat(PART, Manner::Hangs);
    let browser = Browser::open_empty(&server).await;
    browser.go("#/data").await;
    check::sees(&browser, "Opening…").await;
    server.treat(PART, Manner::Serves);
    check::sees(&browser, "Import a file").await;
    browser.go("#/history").await;
    check::is_at(&browser, "History").await;
    let asked = server.requests().iter().filter(|path| path.ends_with(PART)).count();
    assert_eq!(asked, 1);
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn a_rare_page_that_does_not_come_is_said_and_asked_for_again() {
    let server = Server::start();
    server.treat("sw.js", Manner::Hangs);
    server.treat(PART, Manner::Misses);
    let browser = Browser::open(&server).await;
    browser.go("#/settings").await;
    check::sees(&browser, "This page could not be loaded").await;
    axe::check(&browser, "a page that did not come").await;
    screenshots::take(&browser, "page-failed").await;
    // The rest goes on.
    act::press(&browser, "New sale").await;
    check::can_press(&browser, "Record sale").await;

    browser.go("#/settings").await;
    check::sees(&browser, "This page could not be loaded").await;
    server.treat(PART, Manner::Serves);
    act::press(&browser, "Try again").await;
    check::is_at(&browser, "Settings").await;
}

#[tokio::test]
async fn a_rare_page_that_came_broken_is_fetched_anew() {
    let server = Server::start();
    server.treat("sw.js", Manner::Hangs);
    server.treat(PART, Manner::Halves);
    let browser = Browser::open(&server).await;
    browser.go("#/history").await;
    check::sees(&browser, "This page could not be loaded").await;
    check::sees(&browser, "Save your data as a file").await;
    // The browser keeps the half it was given, and must not be content with it.
    server.treat(PART, Manner::Serves);
    act::press(&browser, "Try again").await;
    check::is_at(&browser, "History").await;
}

#[tokio::test]
async fn later_pages_are_there_before_they_are_opened() {
    let mut server = Server::start();
    server.treat("sw.js", Manner::Misses);
    server.treat(PART, Manner::Hangs);
    let browser = Browser::open(&server).await;
    assert!(!server.requests().iter().any(|path| path.ends_with(PART)), "it came first");
    server.treat(PART, Manner::Serves);
    let here = "return performance.getEntriesByType('resource')
        .some(({ name, responseEnd }) => name.endsWith('-later.wasm') && responseEnd > 0)";
    browser.wait("the part", here, vec![]).await;
    // As in a tab whose files another one has replaced by those of a new version.
    server.stop();
    browser.go("#/history").await;
    check::is_at(&browser, "History").await;
}
