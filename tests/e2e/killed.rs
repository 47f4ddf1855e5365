//! A browser that is killed: what was said to be saved is there afterwards, and a group of changes
//! is there whole or not at all.
//!
//! `bash tests/faults.sh` kills more often than the journeys do. The moments are drawn, and the
//! seed is said.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::bench::{say, shop};
use crate::browser::Browser;
use crate::days::{import, save_copy, sees_at_last, set_forints, take_copy};
use crate::draw::{Draws, runs};
use crate::server::Server;
use crate::{act, cafe, check, find};

/// What is here, as the Data page says it: so many customers and so many purchases.
const HERE: &str = "
    const here = document.querySelector('dl.facts dd')?.textContent ?? '';
    return /[0-9]/.test(here) && here.replace(/[^0-9, a-z]/g, ' ');";

/// Presses the button whose name begins so, and waits until the screen says what became of it.
const PRESS: &str = "
    const [name, done] = arguments;
    const status = () => document.querySelector('.rail__foot [role=status]').textContent;
    [...document.querySelectorAll('main button')]
        .find((one) => one.textContent.trim().startsWith(name)).click();
    let saving = false;
    const look = () => {
        saving ||= status().startsWith('Saving');
        saving && !status().startsWith('Saving') ? done(status()) : setTimeout(look, 1);
    };
    look();";

/// Waits until all pages are joined into few.
const JOINED: &str = "
    const done = arguments[arguments.length - 1];
    const request = indexedDB.open('regulars');
    request.onsuccess = () => {
        const look = () => {
            const count = request.result.transaction('page').objectStore('page').count();
            count.onsuccess = () => count.result > 9 ? setTimeout(look, 1) : done('On this device');
        };
        look();
    };";

/// Counts the pages on disk, past the app.
const PAGES: &str = "
    const request = indexedDB.open('regulars');
    const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const count = database.transaction('page').objectStore('page').count();
    const pages = await new Promise((resolve) => { count.onsuccess = () => resolve(count.result); });
    database.close();
    return pages;";

/// What is on disk, after the browser was closed or killed: the pages as they were found, and what
/// the app then says is here.
async fn on_disk(browser: &mut Browser) -> String {
    browser.restart_at("rescue.html").await;
    let pages = browser.run_async(PAGES, vec![]).await;
    browser.go("").await;
    browser.wait_until_started().await;
    browser.go("#/data").await;
    let here = browser.wait("what is here", HERE, vec![]).await;
    check::is_at(browser, "Data").await;
    let here = here.as_str().expect("a line of text").split_whitespace().collect::<Vec<_>>();
    format!("{}, {pages} pages", here.join(" "))
}

/// What is done while the browser is killed.
struct Deed {
    /// What it is called.
    what: &'static str,
    /// Where it starts.
    address: &'static str,
    /// The file it is about, which is chosen before, and how the button begins that takes it in;
    /// without one, the app is opened.
    file: Option<(PathBuf, &'static str)>,
}

impl Deed {
    /// Gets as far as where the deed is done by one press.
    async fn prepare(&self, browser: &Browser) {
        if let Some((file, button)) = &self.file {
            browser.wait_until_started().await;
            act::upload(browser, "", file).await;
            sees_at_last(browser, button).await;
            find::one(browser, find::Kind::Button, button).await;
        }
    }

    /// Does it; whether the screen said that it is saved before the browser died.
    async fn is_done(&self, browser: &Browser) -> bool {
        let said = match &self.file {
            Some((_, button)) => browser.client.execute_async(PRESS, vec![json!(button)]).await,
            None => {
                if browser.try_to_go("").await.is_err() {
                    return false;
                }
                browser.client.execute_async(JOINED, vec![]).await
            }
        };
        said.is_ok_and(|said| said.as_str().is_some_and(|said| said.starts_with("On this device")))
    }

    /// Does it again and again from the same disk, and kills the browser at moments from when it
    /// may first be written to after the end, for the next may take longer than the first.
    async fn survive(&self, browser: &mut Browser, n_runs: usize) {
        let mut draws = Draws::new(self.what);
        browser.keep_profile();
        let before = on_disk(browser).await;
        browser.bring_back(self.address).await;
        self.prepare(browser).await;
        let began = Instant::now();
        assert!(self.is_done(browser).await, "{} does not come to its end", self.what);
        let whole = began.elapsed();
        let after = on_disk(browser).await;
        assert_ne!(before, after, "{} writes nothing", self.what);

        let (mut n_saved, mut n_there) = (0, 0);
        for run in 0..n_runs {
            browser.bring_back(self.address).await;
            self.prepare(browser).await;
            let moment = whole * self.moment(&mut draws) / 100;
            let killing = browser.kill_after(moment);
            let saved = self.is_done(browser).await;
            killing.join().expect("the browser is killed");
            let there = on_disk(browser).await;
            let seed = draws.seed();
            let told = format!("{}, run {run}, {moment:?} of {whole:?}, seed {seed}", self.what);
            assert!(!saved || there == after, "said to be saved and lost: {there}. {told}");
            let is_whole = there == before || there == after;
            assert!(is_whole, "neither {before} nor {after}: {there}. {told}");
            n_saved += usize::from(saved);
            n_there += usize::from(there == after);
        }
        say(&format!(
            "{}: killed {n_runs} times within {whole:?}; {n_saved} times it was said to be saved, \
             {n_there} times all of it was there, else nothing of it",
            self.what
        ));
    }

    /// When to kill, in hundredths of the time the whole takes.
    fn moment(&self, draws: &mut Draws) -> u32 {
        // The first half of an opening only reads.
        let first = if self.file.is_some() { 0 } else { 50 };
        first + u32::try_from(draws.below(u64::from(200 - first))).expect("hundredths")
    }
}

/// A device with one shop's log of so many purchases.
async fn stocked(server: &Server, n_purchases: usize) -> Browser {
    let browser = Browser::open(server).await;
    set_forints(&browser).await;
    take_list(&browser, n_purchases, 0).await;
    browser
}

async fn take_list(browser: &Browser, n_purchases: usize, first: usize) {
    let log = shop::log(browser.folder(), n_purchases, first, cafe::today());
    import(browser, &log, "Import ").await;
    sees_at_last(browser, " imported").await;
    check::sees(browser, "On this device").await;
}

#[tokio::test]
async fn a_browser_killed_during_an_import_has_all_of_it_or_nothing() {
    let server = Server::start();
    let mut browser = stocked(&server, 1_000).await;
    let log = shop::log(browser.folder(), 5_000, 1_000, cafe::today());
    let file = Some((log, "Import 5,000 purchases"));
    let deed = Deed { what: "an import", address: "#/data", file };
    deed.survive(&mut browser, runs(5, 20)).await;
}

#[tokio::test]
async fn a_browser_killed_while_pages_are_joined_keeps_every_page() {
    let server = Server::start();
    let mut browser = stocked(&server, 20_000).await;
    browser.go("#/sale").await;
    find::one(&browser, find::Kind::Pressable, "Record sale").await;
    // More pages than are left apart on opening.
    browser.run(crate::faults::SELL, vec![json!(70), json!(20)]).await;
    browser.wait("seventy sales", "return window.done === 70", vec![]).await;
    check::sees(&browser, "aved on this device").await;
    let deed = Deed { what: "joining pages", address: "rescue.html", file: None };
    deed.survive(&mut browser, runs(5, 20)).await;
}

#[tokio::test]
async fn a_browser_killed_during_a_merge_has_all_of_it_or_nothing() {
    let server = Server::start();
    let mut browser = stocked(&server, 1_000).await;
    let other = Browser::open(&server).await;
    take_copy(&other, &save_copy(&browser).await).await;
    take_list(&other, 5_000, 1_000).await;
    let file = Some((kept(&browser, &save_copy(&other).await), "Apply these changes"));
    drop(other);
    let deed = Deed { what: "a merge", address: "#/data", file };
    deed.survive(&mut browser, runs(5, 20)).await;
}

/// Keeps a file where it outlives the browser it came from.
fn kept(browser: &Browser, file: &Path) -> PathBuf {
    let kept = browser.folder().join("kept.regulars");
    std::fs::copy(file, &kept).expect("the file is there");
    kept
}

#[tokio::test]
async fn a_browser_killed_while_selling_keeps_every_sale_it_acknowledged() {
    let mut draws = Draws::new("selling");
    let seed = draws.seed();
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    set_forints(&browser).await;
    let mut least = 0;
    let n_runs = runs(5, 50);
    for run in 0..n_runs {
        browser.go("#/sale").await;
        find::one(&browser, find::Kind::Pressable, "Record sale").await;
        let after = Duration::from_millis(200 + draws.below(1000));
        let killing = browser.kill_after(after);
        least += sell_until_killed(&browser).await;
        killing.join().expect("the browser is killed");
        browser.open_again().await;
        browser.wait_until_started().await;
        browser.go("#/data").await;
        let there = n_purchases(&browser).await;
        assert!(there >= least, "{there} of {least}, run {run}, seed {seed}");
        // One more may have been on disk than the page could say.
        assert!(there <= least + 1, "{there} of {least}, run {run}, seed {seed}");
        least = there;
    }
    assert!(least > 0, "nothing was sold before it was killed, seed {seed}");
    say(&format!("selling: killed {n_runs} times; {least} sales, none lost that was acknowledged"));
}

/// Sells again as soon as the screen says that the last sale is saved; gives how many it said.
async fn sell_until_killed(browser: &Browser) -> u64 {
    let sell_one = "
        const done = arguments[arguments.length - 1];
        const button = (name) =>
            [...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith(name));
        const status = () => document.querySelector('.page [role=status]').textContent;
        button('1').click();
        setTimeout(() => {
            button('Record sale').click();
            const look = () => /^Saving/.test(status()) ? setTimeout(look, 1) : done(status());
            setTimeout(look, 1);
        });";
    let began = Instant::now();
    let mut acknowledged = 0;
    while began.elapsed() < Duration::from_secs(20) {
        match browser.client.execute_async(sell_one, vec![]).await {
            Ok(status) if status.as_str().is_some_and(|text| text.contains("aved")) => {
                acknowledged += 1;
            }
            Ok(status) => panic!("the screen says {status}"),
            // It is dead.
            Err(_) => return acknowledged,
        }
    }
    panic!("the browser was not killed");
}

async fn n_purchases(browser: &Browser) -> u64 {
    let script = "const found = /([0-9][0-9,]*) purchases?/.exec(document.body.innerText);
        return found && found[1].replace(',', '')";
    let shown = browser.wait("the number of purchases", script, vec![]).await;
    shown.as_str().unwrap().parse().unwrap()
}
