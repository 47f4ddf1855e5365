//! Real faults: a disk that is cleared, tabs that race, a profile that is copied, a text that is too
//! long. What was said to be saved is there afterwards.

use std::fs;
use std::path::Path;

use regulars::files::regulars_file;
use serde_json::json;

use crate::browser::Browser;
use crate::days::{add_customer, save_copy, sell, set_forints, take_copy};
use crate::server::Server;
use crate::{act, axe, check, find};

/// Takes what the page keeps on disk away from under it, as the browser's own clearing does.
pub(crate) fn clear_disk(browser: &Browser, server: &Server) {
    let cleared = json!({ "origin": server.origin(), "storageTypes": "indexeddb" });
    browser.cdp("Storage.clearDataForOrigin", &cleared);
}

fn shop_of(copy: &Path) -> regulars_file::ShopId {
    regulars_file::peek(&fs::read(copy).unwrap()).unwrap().shop
}

#[tokio::test]
async fn a_disk_cleared_under_an_open_tab_is_missed_and_written_back() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    set_forints(&browser).await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    sell(&browser, "anna", "Kovács Anna", "1000", "Record sale · Ft 1,000").await;
    let copy = save_copy(&browser).await;
    let kept = browser.folder().join("kept.regulars");
    fs::copy(&copy, &kept).unwrap();

    clear_disk(&browser, &server);
    browser.go("#/sale").await;
    act::press(&browser, "7").await;
    act::press(&browser, "Record sale · Ft 7").await;
    check::is_at(&browser, "Your data was cleared from this device").await;
    check::sees(&browser, "1 customer and 2 purchases").await;
    axe::check(&browser, "the data was cleared").await;
    act::press(&browser, "Write everything back").await;
    sell(&browser, "anna", "Kovács Anna", "234", "Record sale · Ft 234").await;

    browser.restart().await;
    browser.wait_until_started().await;
    browser.go("#/customers").await;
    check::sees(&browser, "Ft 1,234").await;
    browser.go("#/data").await;
    check::sees(&browser, "1 customer, 3 purchases").await;
    // It is the same shop, so its own copy is not refused.
    browser.go("#/data").await;
    act::upload(&browser, "", &kept).await;
    check::sees(&browser, "There is nothing to do").await;
    act::press(&browser, "Back").await;
    assert_eq!(shop_of(&save_copy(&browser).await), shop_of(&kept));
}

#[tokio::test]
async fn a_sale_on_a_disk_that_was_cleared_is_not_said_to_be_saved() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    check::sees(&browser, "On this device").await;
    // The database is there, and everything in it is not: no connection is lost over this.
    let clear = "
        const request = indexedDB.open('regulars');
        const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
        const transaction = database.transaction(['page', 'meta'], 'readwrite');
        transaction.objectStore('page').clear();
        transaction.objectStore('meta').clear();
        await new Promise((resolve) => { transaction.oncomplete = resolve; });
        database.close();";
    browser.run_async(clear, vec![]).await;
    browser.go("#/sale").await;
    act::press(&browser, "5").await;
    act::press(&browser, "Record sale · Ft 5").await;
    check::is_at(&browser, "Your data was cleared from this device").await;
    // The copy holds the sale that could not be saved.
    act::press(&browser, "Save a copy").await;
    let copy = browser.downloaded(".regulars").await;
    let other = Browser::open(&server).await;
    take_copy(&other, &copy).await;
    other.go("#/data").await;
    check::sees(&other, "1 customer, 1 purchase").await;
}

#[tokio::test]
async fn after_beginning_anew_the_owners_copy_is_still_their_own() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    set_forints(&browser).await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    let kept = browser.folder().join("kept.regulars");
    fs::copy(save_copy(&browser).await, &kept).unwrap();
    browser.go("rescue.html").await;
    clear_disk(&browser, &server);
    browser.restart().await;
    browser.wait_until_started().await;
    check::is_at(&browser, "Your data is missing").await;
    act::press(&browser, "Start with an empty base").await;
    act::press(&browser, "Start with an empty base").await;
    add_customer(&browser, "Nagy Péter", "+36 20 555 0190").await;
    take_copy(&browser, &kept).await;
    browser.go("#/customers").await;
    check::sees(&browser, "Kovács Anna").await;
    check::sees(&browser, "Nagy Péter").await;
}

#[tokio::test]
async fn less_than_was_saved_is_said_before_anything_else() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    set_forints(&browser).await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    sell(&browser, "anna", "Kovács Anna", "1000", "Record sale · Ft 1,000").await;
    let kept = browser.folder().join("kept.regulars");
    fs::copy(save_copy(&browser).await, &kept).unwrap();
    browser.go("rescue.html").await;
    let lose_the_last = "
        const request = indexedDB.open('regulars');
        const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
        const transaction = database.transaction('page', 'readwrite');
        const cursor = transaction.objectStore('page').openCursor(null, 'prev');
        cursor.onsuccess = () => cursor.result.delete();
        await new Promise((resolve) => { transaction.oncomplete = resolve; });
        database.close();";
    browser.run_async(lose_the_last, vec![]).await;
    browser.restart().await;
    browser.wait_until_started().await;
    check::is_at(&browser, "Some of your data is missing").await;
    check::sees(&browser, "1 customer and 1 purchase").await;
    act::upload(&browser, "", &kept).await;
    act::press(&browser, "Apply these changes").await;
    browser.go("#/customers").await;
    check::sees(&browser, "Ft 1,000").await;
}

#[tokio::test]
async fn two_tabs_of_the_very_first_start_are_one_device() {
    let server = Server::start();
    let browser = Browser::open_empty(&server).await;
    browser.go("rescue.html").await;
    let first = browser.client.window().await.unwrap();
    let second = browser.client.new_window(true).await.unwrap().handle;
    for round in 0..6 {
        for tab in [&second, &first] {
            browser.client.switch_to_window(tab.clone()).await.unwrap();
            browser.go("rescue.html").await;
        }
        let forget = "localStorage.clear();
            const request = indexedDB.deleteDatabase('regulars');
            await new Promise((resolve) => { request.onsuccess = resolve; });";
        browser.run_async(forget, vec![]).await;
        let leave = "setTimeout(() => location.replace('./#/settings'), arguments[0])";
        // Both at once, as near as two commands can be.
        browser.run(leave, vec![json!(60)]).await;
        browser.client.switch_to_window(second.clone()).await.unwrap();
        browser.run(leave, vec![json!(40)]).await;
        let mut numbers = Vec::new();
        for tab in [&first, &second] {
            browser.client.switch_to_window(tab.clone()).await.unwrap();
            let number = "return document.querySelector('dl.facts bdi')?.textContent || null";
            numbers.push(browser.wait("the device's number", number, vec![]).await);
        }
        assert_eq!(numbers[0], numbers[1], "round {round}");
    }
}

#[tokio::test]
async fn tabs_follow_to_the_shop_of_a_copy_that_was_opened_in_one_of_them() {
    let server = Server::start();
    let laptop = Browser::open(&server).await;
    add_customer(&laptop, "Kovács Anna", "+36 30 555 0142").await;
    let copy = save_copy(&laptop).await;
    let phone = Browser::open(&server).await;
    let first = phone.client.window().await.unwrap();
    let second = phone.client.new_window(true).await.unwrap().handle;
    phone.client.switch_to_window(second.clone()).await.unwrap();
    phone.go("#/customers").await;
    check::sees(&phone, "No customers yet").await;
    phone.client.switch_to_window(first).await.unwrap();
    take_copy(&phone, &copy).await;
    phone.client.switch_to_window(second).await.unwrap();
    check::sees(&phone, "Kovács Anna").await;
    assert_eq!(shop_of(&save_copy(&phone).await), shop_of(&copy));
}

#[tokio::test]
async fn a_tab_that_opens_while_another_sells_misses_nothing() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    let first = browser.client.window().await.unwrap();
    let second = browser.client.new_window(true).await.unwrap().handle;
    let mut sold = 0;
    for _ in 0..4 {
        browser.client.switch_to_window(second.clone()).await.unwrap();
        browser.go("rescue.html").await;
        browser.client.switch_to_window(first.clone()).await.unwrap();
        browser.go("#/sale").await;
        find::one(&browser, find::Kind::Pressable, "Record sale").await;
        // Twenty sales of one forint, while the other tab starts.
        browser.run(SELL, vec![json!(20), json!(25)]).await;
        sold += 20;
        browser.client.switch_to_window(second.clone()).await.unwrap();
        browser.go("#/data").await;
        check::sees(&browser, &format!("0 customers, {sold} purchases")).await;
    }
}

/// Presses 1 and Record sale so many times, so many milliseconds apart, and counts what is acknowledged.
pub(crate) const SELL: &str = "
    const [count, apart] = arguments;
    const button = (name) =>
        [...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(name));
    window.done = 0;
    const sell = () => {
        button('1').click();
        setTimeout(() => {
            button('Record sale').click();
            window.done += 1;
            if (window.done < count) setTimeout(sell, apart);
        });
    };
    sell();";

#[tokio::test]
async fn two_browsers_on_copies_of_one_profile_lose_no_sale() {
    let server = Server::start();
    let mut laptop = Browser::open(&server).await;
    set_forints(&laptop).await;
    add_customer(&laptop, "Kovács Anna", "+36 30 555 0142").await;
    let twin = laptop.copied(&server).await;
    for browser in [&laptop, &twin] {
        browser.wait_until_started().await;
    }
    for (browser, amounts) in [(&laptop, ["1", "2", "4"]), (&twin, ["8", "16", "32"])] {
        for amount in amounts {
            let take = format!("Record sale · Ft {amount}");
            sell(browser, "anna", "Kovács Anna", amount, &take).await;
        }
    }
    let number = "return document.querySelector('dl.facts bdi')?.textContent || null";
    let mut numbers = Vec::new();
    let copies = [save_copy(&laptop).await, save_copy(&twin).await];
    let kept: Vec<_> = copies
        .iter()
        .enumerate()
        .map(|(which, copy)| {
            let kept = laptop.folder().join(format!("{which}.regulars"));
            fs::copy(copy, &kept).unwrap();
            kept
        })
        .collect();
    for (browser, copy) in [(&laptop, &kept[1]), (&twin, &kept[0])] {
        take_copy(browser, copy).await;
        browser.go("#/customers").await;
        check::sees(browser, "Ft 63").await;
        browser.go("#/settings").await;
        numbers.push(browser.wait("the device's number", number, vec![]).await);
    }
    assert_ne!(numbers[0], numbers[1], "they count on under one number");
    for browser in [&laptop, &twin] {
        browser.reload().await;
        browser.wait_until_started().await;
        browser.go("#/customers").await;
        check::sees(browser, "Ft 63").await;
    }
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused_where_it_is_written() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    let edit = "[...document.querySelectorAll('header')]
        .find((head) => head.textContent.includes('Relationship')).querySelector('button').click()";
    browser.run(edit, vec![]).await;
    act::set(&browser, "Note", &"no milk ".repeat(9000)).await;
    check::sees(&browser, "longer than 16,000 characters").await;
    act::press(&browser, "Save").await;
    check::sees(&browser, "longer than 16,000 characters").await;
    act::set(&browser, "Note", &"no milk ".repeat(1999)).await;
    act::press(&browser, "Save").await;
    check::sees_no(&browser, "longer than 16,000 characters").await;
    check::sees(&browser, "On this device").await;

    // The longest note there can be, and everything beside it, is there afterwards.
    add_customer(&browser, "Nagy Péter", "+36 20 555 0190").await;
    browser.restart().await;
    browser.wait_until_started().await;
    browser.go("#/customers").await;
    check::sees(&browser, "Nagy Péter").await;
    act::press_text(&browser, "Kovács Anna").await;
    check::sees(&browser, "no milk no milk").await;
    let other = Browser::open(&server).await;
    take_copy(&other, &save_copy(&browser).await).await;
}
