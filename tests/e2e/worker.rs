//! The second module: when it comes, what is said while it does not, and that it works with no
//! network.

use serde_json::json;

use crate::browser::Browser;
use crate::days::{add_customer, open_list, sees_at_last, sell, set_forints};
use crate::server::{Manner, Server};
use crate::{act, cafe, check};

/// Whether a file of the second module was asked for.
fn asked_for_it(server: &Server) -> bool {
    server.requests().iter().any(|path| path.contains("worker"))
}

#[tokio::test]
async fn the_second_module_does_not_come_before_the_first_screen() {
    let server = Server::start();
    server.treat("_bg.wasm", Manner::Hangs);
    let browser = Browser::open_empty(&server).await;
    browser.go("").await;
    let asked = "return performance.getEntriesByType('resource')
        .some(({ name }) => name.includes('regulars-') && name.endsWith('.js'))";
    browser.wait("the first module to be asked for", asked, vec![]).await;
    assert!(!asked_for_it(&server), "{:#?}", server.requests());
    let kept = browser.run_async("return (await caches.keys()).length", vec![]).await;
    assert_eq!(kept, json!(0), "files for later are fetched before the first screen stands");

    server.treat("_bg.wasm", Manner::Serves);
    browser.wait_until_started().await;
    browser.wait_until_offline_ready().await;
    assert!(asked_for_it(&server), "it is not kept for a time without a network");
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn a_list_is_read_without_a_network() {
    let mut server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.wait_until_offline_ready().await;
    server.stop();
    browser.restart().await;
    browser.wait_until_started().await;
    let log = cafe::log(browser.folder(), 30, cafe::today());
    browser.go("#/data").await;
    act::upload(&browser, "", &log).await;
    sees_at_last(&browser, "Here is what we read").await;
}

#[tokio::test]
async fn a_worker_that_does_not_load_is_said_and_nothing_is_lost() {
    let server = Server::start();
    server.treat("worker_bg.wasm", Manner::Misses);
    let browser = Browser::open(&server).await;
    let log = cafe::log(browser.folder(), 30, cafe::today());
    browser.go("#/data").await;
    act::upload(&browser, "", &log).await;
    sees_at_last(&browser, "the part of Regulars that reads lists did not load").await;
    check::sees(&browser, "Import a file").await;

    server.treat("worker_bg.wasm", Manner::Serves);
    act::upload(&browser, "", &log).await;
    sees_at_last(&browser, "Here is what we read").await;
}

#[tokio::test]
async fn a_worker_that_ends_is_said_and_the_list_can_be_chosen_again() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    // The page's own way to a worker, so that the journey can end it as a lack of memory would.
    let end = "const Own = window.Worker;
        window.Worker = class extends Own {
            constructor(...all) { super(...all); window.lastWorker = this; }
        };";
    browser.run(end, vec![]).await;
    let log = cafe::log(browser.folder(), 300, cafe::today());
    open_list(&browser, &log, "Import 2,550 purchases").await;
    browser.run("window.lastWorker.dispatchEvent(new ErrorEvent('error'))", vec![]).await;
    act::press(&browser, "Import 2,550 purchases").await;
    sees_at_last(&browser, "stopped: this device may be short of memory").await;
    browser.go("#/customers").await;
    check::sees(&browser, "No customers yet").await;
    open_list(&browser, &log, "Import 2,550 purchases").await;
}

#[tokio::test]
async fn what_another_tab_sells_while_a_list_comes_in_is_shown_when_it_is_in() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    add_customer(&browser, "Zelk Ágota", "+36 70 555 0100").await;
    let first = browser.client.window().await.unwrap();
    // What the worker says is held back, as if the list took long.
    let hold = "const Own = window.Worker;
        window.Worker = class extends Own {
            set onmessage(hear) {
                super.onmessage = hear && ((event) =>
                    window.heldBack ? window.heldBack.push(() => hear(event)) : hear(event));
            }
        };";
    browser.run(hold, vec![]).await;
    let log = cafe::log(browser.folder(), 30, cafe::today());
    open_list(&browser, &log, "Import 237 purchases").await;
    browser.run("window.heldBack = []", vec![]).await;
    act::press(&browser, "Import 237 purchases").await;
    check::sees(&browser, "is being imported. Until it is done").await;

    let second = browser.client.new_window(true).await.unwrap().handle;
    browser.client.switch_to_window(second.clone()).await.unwrap();
    browser.go("").await;
    sell(&browser, "zelk", "Zelk Ágota", "1000", "Record sale · Ft 1,000").await;

    // Here nothing changes meanwhile, and the owner is told so.
    browser.client.switch_to_window(first.clone()).await.unwrap();
    browser.go("#/sale").await;
    act::press(&browser, "5").await;
    act::press(&browser, "Record sale · Ft 5").await;
    check::sees(&browser, "Wait until it is done, then try again.").await;
    let let_go = "const all = window.heldBack;
        window.heldBack = null;
        all.forEach((tell) => tell());";
    browser.run(let_go, vec![]).await;
    check::sees(&browser, "till.csv imported").await;
    act::press(&browser, "Record sale · Ft 5").await;
    check::sees(&browser, "Ft 5 recorded").await;
    for tab in [first, second] {
        browser.client.switch_to_window(tab).await.unwrap();
        browser.go("#/data").await;
        check::sees(&browser, "31 customers, 239 purchases").await;
    }
    check::console_is_quiet(&browser);
}
