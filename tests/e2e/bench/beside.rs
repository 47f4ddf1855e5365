//! What is measured beside the app: Dexie with the same rows, and the browser's database itself
//! with the same bytes.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::memory::held;
use super::table::{Column, Unit, median};
use super::{N_OPENINGS, clock, per_purchase};
use crate::browser::Browser;
use crate::server::Server;

/// Where `tests/bench.sh` puts it.
const DEXIE: &str = "target/tools/node_modules/dexie/dist/dexie.min.js";

/// Opens the app's database, reads every page as the app does, and counts what is in it.
const READ_PAGES: &str = "
    const start = performance.now();
    const request = indexedDB.open('regulars');
    const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const all = database.transaction('page').objectStore('page').getAll();
    const pages = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
    const took = performance.now() - start;
    database.close();
    return [took, pages.reduce((sum, page) => sum + page.byteLength, 0), pages.length];";

/// Bytes the browser says it keeps in databases of this host; all it keeps where it does not say.
const USED: &str = "
    const { usage, usageDetails } = await navigator.storage.estimate();
    return usageDetails?.indexedDB ?? usage;";

/// What the app has on disk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OnDisk {
    /// Milliseconds of opening the database and reading all pages.
    pub(crate) took: f64,
    /// Bytes of all pages.
    pub(crate) bytes: f64,
}

/// Reads the app's pages past the app, on a page of its host that does not start it.
pub(crate) async fn read_pages(browser: &Browser) -> OnDisk {
    let found = browser.run_async(READ_PAGES, vec![]).await;
    OnDisk { took: number(&found[0]), bytes: number(&found[1]) }
}

/// Bytes the browser says its databases of this host take.
pub(crate) async fn used(browser: &Browser) -> f64 {
    number(&browser.run_async(USED, vec![]).await)
}

/// Puts the rows of a log into Dexie and reads them, each in a browser just started.
pub(crate) async fn dexie(column: &mut Column, log: &Path) {
    let folder = log.parent().expect("a log is in a folder").join("dexie");
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join(DEXIE);
    fs::create_dir_all(&folder).unwrap();
    fs::copy(&library, folder.join("dexie.min.js"))
        .expect("Dexie is installed by tests/bench.sh and tests/check.sh");
    fs::copy(log, folder.join("till.csv")).unwrap();
    fs::write(folder.join("index.html"), include_str!("dexie.html")).unwrap();

    let server = Server::serving(&folder);
    let mut browser = Browser::open_empty(&server).await;
    clock::start(&mut browser).await;
    browser.go("").await;
    let filled = browser.run_async("return await fill()", vec![]).await;
    column.add_ms("Dexie: bulkAdd of the same rows", number(&filled[0]));
    let longest = browser
        .run_async(
            "return await bench.since(arguments[0], { end: arguments[1] })",
            vec![filled[1].clone(), filled[2].clone()],
        )
        .await;
    column.add_task("Dexie: longest task of it", number(&longest["longest"]));
    let mut times = Vec::new();
    for _ in 0..column.times(N_OPENINGS) {
        browser.restart().await;
        clock::be_patient(&browser).await;
        let read = browser.run_async("return await read()", vec![]).await;
        assert_eq!(read[1], column.n_purchases, "Dexie has other rows");
        times.push(number(&read[0]));
    }
    column.add_ms("Dexie: open and toArray of the same rows", median(&times));
    column.add("Dexie: memory with the rows read", Unit::Megabytes, held(&browser).now);
    let bytes = used(&browser).await;
    column.add("Dexie: bytes on disk, a purchase", Unit::Bytes, per_purchase(bytes, column));
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("not a number: {value}"))
}
