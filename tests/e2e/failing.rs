//! The browser's database fails at its first call, at its second, and so on to the last of a short
//! session: nothing panics, what is not saved is said to be so, and what was said to be saved is
//! there when the app is opened again.

use serde_json::{Value, json};

use crate::bench::say;
use crate::browser::Browser;
use crate::days::set_forints;
use crate::draw::is_long;
use crate::server::Server;

/// What a session before it left on disk: all pages, and what the device knows of itself.
const TAKE: &str = "
    const request = indexedDB.open('regulars');
    const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const read = (store, key) => new Promise((resolve) => {
        const all = database.transaction(store).objectStore(store);
        const answer = key ? all.get(key) : all.getAll();
        answer.onsuccess = () => resolve(answer.result);
    });
    const [pages, device] = [await read('page'), await read('meta', 'device')];
    database.close();
    return [pages.map((page) => [...page]), device];";

/// Puts the disk back to that, and says which call is to fail.
const PUT_BACK: &str = "
    const [[pages, device], failing] = arguments;
    localStorage.clear();
    sessionStorage.setItem('failing', failing);
    const request = indexedDB.open('regulars');
    const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const transaction = database.transaction(['page', 'meta'], 'readwrite');
    transaction.objectStore('page').clear();
    for (const page of pages) transaction.objectStore('page').put(new Uint8Array(page));
    transaction.objectStore('meta').put(device, 'device');
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    database.close();";

/// Sells for 1, 2 and 4, as far as it can; tells what it acknowledged and what the screen says.
const SESSION: &str = "
    const recover = arguments[0];
    const status = () => document.querySelector('.rail__foot [role=status]')?.textContent ?? '';
    const button = (name) =>
        [...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(name));
    const until = async (is) => {
        for (let n = 0; n < 2000 && !is(); n += 1) await new Promise((resolve) => setTimeout(resolve, 5));
        return is();
    };
    const settled = () => !status().startsWith('Saving');
    let acknowledged = 0, made = 0;
    await until(() => button('Record sale') || document.querySelector('.welcome__title'));
    for (const amount of [1, 2, 4]) {
        if (!button('Record sale') || !button(String(amount))) break;
        button(String(amount)).click();
        await until(() => button('Record sale').textContent.includes(amount));
        button('Record sale').click();
        made += amount;
        // By then the screen has taken in that there is something to save.
        await new Promise((resolve) => setTimeout(resolve));
        await until(settled);
        if (!status().startsWith('On this device')) break;
        acknowledged = made;
    }
    let said = status();
    const trouble = document.querySelector('.welcome__title')?.textContent ?? '';
    if (recover && said.startsWith('Not saved')) {
        button('Try again').click();
        await new Promise((resolve) => setTimeout(resolve));
        await until(settled);
        if (status().startsWith('On this device')) acknowledged = made;
    }
    return { acknowledged, made, said, trouble, failed: window.failing?.failed ?? null };";

/// The amounts of the sales that are on disk, together, as the history shows them.
const SOLD: &str = "
    const status = document.querySelector('.rail__foot [role=status]');
    const rows = [...document.querySelectorAll('.history-row .row__title')];
    if (!status || rows.length === 0) return null;
    const amount = (row) => Number(/^Sale of Ft.([124])\\b/.exec(row.textContent.replace(/[\\u2066-\\u2069]/g, ''))?.[1] ?? 0);
    return { sold: rows.reduce((sum, row) => sum + amount(row), 0) };";

/// How it fails, as `failing.js` knows it.
const WAYS: [&str; 4] = ["dies", "aborts", "throws", "fills"];

#[tokio::test]
async fn a_database_that_fails_at_any_call_loses_nothing_that_was_acknowledged() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    set_forints(&browser).await;
    browser.go("rescue.html").await;
    let disk = browser.run_async(TAKE, vec![]).await;
    browser.run_before_pages(include_str!("failing.js"));
    for how in WAYS {
        // The journeys try every call once, and of the rest every third in one more way.
        let step = match (is_long(), how) {
            (true, _) | (false, "dies") => 1,
            (false, "aborts") => 3,
            (false, _) => continue,
        };
        let (mut n_told, mut n_failed, mut number) = (0, 0, step);
        while let Some(is_told) = fails_at(&browser, &disk, number, how).await {
            n_told += usize::from(is_told);
            n_failed += 1;
            number += step;
        }
        assert!(number > 20, "{how}: no call {number}");
        // What fails once is tried again; what fails from then on must be told of.
        assert!(how != "dies" || n_told == n_failed, "{how}: told {n_told} of {n_failed} times");
        say(&format!(
            "the database failed at {n_failed} calls of {} ({how}): {n_told} times it was said, \
             and nothing acknowledged was lost",
            number - step
        ));
    }
}

/// One session whose call of this number fails; whether the owner was told, or none when there was
/// no such call.
async fn fails_at(browser: &Browser, disk: &Value, number: usize, how: &str) -> Option<bool> {
    browser.go("rescue.html").await;
    browser.run_async(PUT_BACK, vec![disk.clone(), json!(format!("{number} {how}"))]).await;
    browser.console();
    browser.go("#/sale").await;
    browser.wait_until_started().await;
    let recover = number % 2 == 1;
    let session = browser.run_async(SESSION, vec![json!(recover)]).await;
    let [acknowledged, made] =
        ["acknowledged", "made"].map(|sum| session[sum].as_u64().expect("a sum"));
    let what = format!("call {number} {how}: {session}");
    is_calm(browser, &what).await;
    let said = session["said"].as_str().unwrap_or_default();
    let is_told = said.starts_with("Not saved") || session["trouble"] != "";
    assert!(is_told || acknowledged == 7, "nothing is said. {what}");

    browser.go("rescue.html").await;
    browser.run("sessionStorage.clear()", vec![]).await;
    browser.go("#/history").await;
    browser.wait_until_started().await;
    let sold = browser.wait("the history", SOLD, vec![]).await["sold"].as_u64().expect("a sum");
    assert!([0, 1, 3, 7].contains(&sold), "not the first of what was sold: {sold}. {what}");
    assert!((acknowledged..=made).contains(&sold), "{sold} on disk. {what}");
    is_calm(browser, &what).await;
    (session["failed"] != Value::Null).then_some(is_told)
}

/// The app has not stopped.
async fn is_calm(browser: &Browser, what: &str) {
    let panics: Vec<String> =
        browser.console().into_iter().filter(|line| line.contains("panicked")).collect();
    assert!(panics.is_empty(), "{panics:#?} {what}");
    let boot = "return document.getElementById('boot')?.textContent ?? ''";
    let boot = browser.run(boot, vec![]).await;
    assert_eq!(boot, "", "the app has stopped. {what}");
}
