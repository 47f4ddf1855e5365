//! The built app in figures: a made-up shop, from the choice of its list to a copy on another
//! device, beside Dexie with the same rows and the browser's database with the same bytes.
//!
//! `bash tests/bench.sh` measures shops of 10,000 and of 100,000 purchases; other sizes are
//! arguments. `tests/check.sh` runs it with the smallest shop, so that it keeps working; nothing
//! here asserts a time.
//!
//! The times are the browser's own, from the moment of the press, key or choice. Painted is two
//! frames after the document shows it; saved is when the screen says so. Every opening is in a
//! browser just started, from the start of the page, with the app kept on the device.

use std::env;
use std::io::Write;
use std::path::Path;

use serde_json::json;

use crate::browser::Browser;
use crate::days::{save_copy, set_forints};
use crate::server::Server;
use crate::{act, cafe};

mod beside;
mod clock;
mod counter;
mod memory;
pub(crate) mod shop;
mod table;

use memory::{forget_highest, held};
use table::{Column, Unit, grouped, median};

/// How often each is opened.
const N_OPENINGS: usize = 3;

/// Up to this many purchases it is measured on a slow processor too.
const MOST_ON_SLOW: usize = 100_000;

/// How many times slower that is.
const SLOWER: f64 = 4.0;

/// Sizes of shops, in purchases: the arguments of `tests/bench.sh`.
const SIZES: &str = "REGULARS_BENCH";

#[tokio::test]
async fn the_built_app_in_figures() {
    let sizes = env::var(SIZES).unwrap_or_else(|_| "1000".to_owned());
    let sizes: Vec<usize> = sizes
        .split_whitespace()
        .map(|size| size.parse().unwrap_or_else(|_| panic!("{size} is not a number of purchases")))
        .collect();
    let mut columns = Vec::new();
    for size in sizes {
        assert!(size >= 1000 && size % 20 == 0, "a thousand purchases or more, by the twenty");
        columns.push(measured(size).await);
    }
    say(&format!("\n{}", table::table(&columns)));
}

/// Says something at once, also where tests are told to be quiet.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout();
    // Where nobody reads it, nothing is lost.
    drop(writeln!(out, "{text}").and_then(|()| out.flush()));
}

async fn measured(n_purchases: usize) -> Column {
    let mut column = Column::new(n_purchases);
    let server = Server::start();
    let mut browser = device(&server).await;
    browser.wait_until_offline_ready().await;
    set_forints(&browser).await;
    let log = shop::log(browser.folder(), n_purchases, 0, cafe::today());
    list(&mut column, &browser, &log).await;
    opening(&mut column, &mut browser).await;
    counter::sales(&mut column, &browser, "a sale", 1000).await;
    counter::today_after_a_sale(&mut column, &browser, 2000).await;
    counter::search(&mut column, &browser).await;
    counter::history(&mut column, &browser).await;
    counter::undo(&mut column, &browser, 3000).await;
    let copy = copy(&mut column, &browser).await;
    another_device(&mut column, &server, &copy).await;
    if n_purchases <= MOST_ON_SLOW {
        on_a_slow_processor(&mut column, &mut browser).await;
    }
    counter::erase(&mut column, &browser).await;
    counter::sales(&mut column, &browser, "a sale after somebody was erased", 4000).await;
    beside::dexie(&mut column, &log).await;
    column
}

/// A device that never saw the app, with the clock in every page.
async fn device(server: &Server) -> Browser {
    let mut browser = Browser::open_empty(server).await;
    clock::start(&mut browser).await;
    browser.go("").await;
    browser.wait_until_started().await;
    browser
}

/// A list is chosen, shown and taken in.
async fn list(column: &mut Column, browser: &Browser, log: &Path) {
    browser.go("#/data").await;
    forget_highest(browser);
    let n = grouped(column.n_purchases);
    let button = format!("^Import {n} purchases");
    clock::watch(browser, &[&["painted", "button", &button]]).await;
    act::upload(browser, "", log).await;
    let took = clock::took(browser).await;
    column.add_ms("list: chosen to preview painted", took.painted());
    column.add_task("longest task of the preview", took.longest());
    column.add("memory, highest of the preview", Unit::Megabytes, held(browser).highest);
    clock::watch(browser, &[&["saved", "saved"]]).await;
    act::press(browser, &format!("Import {n} purchases")).await;
    let took = clock::took(browser).await;
    column.add_ms("list: pressed to saved", took.saved());
    column.add_task("longest task of taking in", took.longest());
    column.add("memory, highest of the list", Unit::Megabytes, held(browser).highest);
}

/// The app is opened, and its pages are read past it.
async fn opening(column: &mut Column, browser: &mut Browser) {
    let (mut painted, mut longest, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    let (mut bytes, mut bare) = (0.0, 0.0);
    for _ in 0..column.times(N_OPENINGS) {
        browser.restart_at("rescue.html").await;
        clock::be_patient(browser).await;
        bare = held(browser).now;
        let pages = beside::read_pages(browser).await;
        raw.push(pages.took);
        bytes = pages.bytes;
        browser.restart().await;
        clock::be_patient(browser).await;
        let took = clock::opened(browser).await;
        painted.push(took.painted());
        longest.push(took.longest());
    }
    column.add_ms("opening: to Today painted", median(&painted));
    column.add_task("longest task of opening", median(&longest));
    column.add_ms("raw: open and getAll of the same bytes", median(&raw));
    let held = held(browser);
    column.add("memory, highest of opening", Unit::Megabytes, held.highest);
    column.add("memory, standing", Unit::Megabytes, held.now);
    column.add("raw: memory of a page without the app", Unit::Megabytes, bare);
    column.add(
        "memory, a purchase",
        Unit::Bytes,
        per_purchase((held.now - bare) * 1_048_576.0, column),
    );
    column.add("bytes of pages, a purchase", Unit::Bytes, per_purchase(bytes, column));
    let used = beside::used(browser).await;
    column.add("bytes on disk, a purchase", Unit::Bytes, per_purchase(used, column));
}

/// A copy is saved; gives where it is.
async fn copy(column: &mut Column, browser: &Browser) -> std::path::PathBuf {
    browser.go("#/data").await;
    clock::watch(browser, &[&["painted", "says", ".rail__foot", "Last copy: today"]]).await;
    let copy = save_copy(browser).await;
    let took = clock::took(browser).await;
    column.add_ms("copy: pressed to saved", took.painted());
    column.add_task("longest task of saving it", took.longest());
    let bytes = std::fs::metadata(&copy).unwrap().len();
    let bytes = f64::from(u32::try_from(bytes).expect("less than four gigabytes"));
    column.add("bytes of the copy, a purchase", Unit::Bytes, per_purchase(bytes, column));
    copy
}

/// The copy is opened and taken in on a device that has nothing.
async fn another_device(column: &mut Column, server: &Server, copy: &Path) {
    let other = device(server).await;
    other.go("#/data").await;
    clock::watch(&other, &[&["painted", "button", "^Apply these changes"]]).await;
    act::upload(&other, "", copy).await;
    let took = clock::took(&other).await;
    column.add_ms("copy: chosen to preview painted", took.painted());
    column.add_task("longest task of that preview", took.longest());
    clock::watch(&other, &[&["saved", "saved"]]).await;
    act::press(&other, "Apply these changes").await;
    let took = clock::took(&other).await;
    column.add_ms("copy: pressed to saved on the other device", took.saved());
    column.add_task("longest task of taking it in", took.longest());
    column.add("memory, highest of the copy", Unit::Megabytes, held(&other).highest);
}

/// The same on a processor that is made slower; how much slower it is found to be is told too.
async fn on_a_slow_processor(column: &mut Column, browser: &mut Browser) {
    const WORK: &str = "
        const work = () => {
            const start = performance.now();
            let sum = 0;
            for (let n = 0; n < 3e6; n += 1) sum = (sum + n * n) % 1000003;
            return performance.now() - start + sum * 0;
        };
        return Math.min(...Array.from({ length: 9 }, work));";
    browser.restart_at("rescue.html").await;
    clock::be_patient(browser).await;
    let work = async |browser: &Browser| browser.run(WORK, vec![]).await.as_f64().expect("a time");
    let before = work(browser).await;
    browser.cdp("Emulation.setCPUThrottlingRate", &json!({ "rate": SLOWER }));
    browser.go("").await;
    let opened = clock::opened(browser).await;
    column.add_ms("slow processor, opening: to Today painted", opened.painted());
    let mut painted = Vec::new();
    for number in 0..column.times(3) {
        painted.push(counter::sell(browser, 5000 + number).await.painted());
    }
    column.add_several("slow processor, a sale: pressed to painted", &painted);
    let slower = work(browser).await / before;
    column.add("slow processor: slower indeed", Unit::Times, slower);
    browser.cdp("Emulation.setCPUThrottlingRate", &json!({ "rate": 1 }));
}

fn per_purchase(bytes: f64, column: &Column) -> f64 {
    bytes / f64::from(u32::try_from(column.n_purchases).expect("millions at most"))
}
