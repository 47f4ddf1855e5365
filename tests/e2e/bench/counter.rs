//! What is measured of a day at the counter: sales, looking for somebody, the first page after.

use fantoccini::key::Key;

use super::clock::{self, Took};
use super::shop;
use super::table::Column;
use crate::browser::Browser;
use crate::{act, check};

const FIND: &str = "Find a customer by name, phone or card";
const N_SALES: usize = 10;

/// What is on disk, as every step is asked for it.
const SAVED: &[&str] = &["saved", "saved"];

/// Takes a sale of so many forints for the first customer.
pub(crate) async fn sell(browser: &Browser, forints: usize) -> Took {
    browser.go("#/sale").await;
    act::fill(browser, FIND, &shop::phone(0)).await;
    act::press(browser, &shop::name(0)).await;
    browser.run("document.querySelector('.sale__amount').focus()", vec![]).await;
    let amount = browser.client.active_element().await.unwrap();
    amount.send_keys(&forints.to_string()).await.unwrap();
    let told = format!("{} recorded for", super::table::grouped(forints));
    clock::watch(browser, &[&["painted", "says", ".toast__message", &told], SAVED]).await;
    act::press(browser, "Record sale").await;
    clock::took(browser).await
}

/// Several sales, told under this name.
pub(crate) async fn sales(column: &mut Column, browser: &Browser, what: &str, first: usize) {
    let (mut painted, mut saved) = (Vec::new(), Vec::new());
    for number in 0..column.times(N_SALES) {
        let took = sell(browser, first + number).await;
        painted.push(took.painted());
        saved.push(took.saved());
    }
    column.add_several(&format!("{what}: pressed to painted"), &painted);
    column.add_several(&format!("{what}: pressed to saved"), &saved);
}

/// The first page, each time after a sale it has not counted yet.
pub(crate) async fn today_after_a_sale(column: &mut Column, browser: &Browser, first: usize) {
    let mut painted = Vec::new();
    for number in 0..column.times(3) {
        sell(browser, first + number).await;
        clock::watch(browser, &[&["painted", "today"]]).await;
        act::press(browser, "Today").await;
        painted.push(clock::took(browser).await.painted());
    }
    column.add_several("Today painted after a sale", &painted);
}

/// The first letters of two names, each until the list shows fewer.
pub(crate) async fn search(column: &mut Column, browser: &Browser) {
    let mut painted = Vec::new();
    for letters in ["kov", "mol"] {
        browser.go("#/").await;
        browser.go("#/customers").await;
        check::counts_some(browser, ".customer-row").await;
        browser.run("document.querySelector('main input[type=search]').focus()", vec![]).await;
        for end in 1..=letters.len() {
            clock::watch(browser, &[&["painted", "searched", &letters[..end]]]).await;
            let field = browser.client.active_element().await.unwrap();
            field.send_keys(&letters[end - 1..end]).await.unwrap();
            painted.push(clock::took(browser).await.painted());
        }
        for _ in 0..letters.len() {
            act::key(browser, Key::Backspace).await;
        }
    }
    column.add_several("a letter typed in the search", &painted);
}

/// The history, from its link.
pub(crate) async fn history(column: &mut Column, browser: &Browser) {
    clock::watch(browser, &[&["painted", "says", ".history-row", "Undo"]]).await;
    act::press(browser, "History").await;
    column.add_ms("History painted", clock::took(browser).await.painted());
}

/// A sale taken back, by the message that says it was taken.
pub(crate) async fn undo(column: &mut Column, browser: &Browser, forints: usize) {
    sell(browser, forints).await;
    clock::watch(browser, &[&["painted", "says", ".toast__message", "ndone"], SAVED]).await;
    browser.run("document.querySelector('.toast__action').click()", vec![]).await;
    let took = clock::took(browser).await;
    column.add_ms("undo of a sale: pressed to painted", took.painted());
    column.add_ms("undo of a sale: pressed to saved", took.saved());
}

/// Somebody is erased for good, which writes everything anew.
pub(crate) async fn erase(column: &mut Column, browser: &Browser) {
    browser.go("#/customers").await;
    act::fill(browser, FIND, &shop::phone(7)).await;
    check::counts(browser, ".customer-row:not(.customer-row--head)", 1).await;
    act::press_text(browser, &shop::name(7)).await;
    check::is_at(browser, &shop::name(7)).await;
    act::press(browser, "More").await;
    act::press(browser, "Erase for good").await;
    check::sees(browser, "This cannot be undone").await;
    clock::watch(browser, &[&["painted", "says", ".toast__message", "Erased"], SAVED]).await;
    act::press(browser, "Erase for good").await;
    let took = clock::took(browser).await;
    column.add_ms("somebody erased: pressed to saved", took.saved());
    column.add_task("longest task of erasing", took.longest());
}
