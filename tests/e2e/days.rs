//! The owner's days: a log comes in, a stall without a network, two devices, mistakes taken back.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::key::Key;
use serde_json::json;

use crate::browser::Browser;
use crate::find::{self, Kind};
use crate::server::Server;
use crate::{act, axe, cafe, check, screenshots};

/// Long enough for ninety thousand changes on a busy machine.
const IMPORT: Duration = Duration::from_secs(60);

/// A file of the public logs, unpacked; `None`, with a word on it, on a machine without them.
pub(crate) fn public_log(browser: &Browser, name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let Ok(packed) = fs::read(&path) else {
        let text = format!("skipped: {} is missing\n", path.display());
        std::io::stderr().write_all(text.as_bytes()).unwrap();
        return None;
    };
    let mut log = packed.clone();
    if name.ends_with(".gz") {
        log.clear();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut log).unwrap();
    }
    let file = browser.folder().join(path.file_name()?.to_str()?.trim_end_matches(".gz"));
    fs::write(&file, log).unwrap();
    Some(file)
}

pub(crate) async fn sees_at_last(browser: &Browser, text: &str) {
    let script = "return document.body.innerText.replace(/\\s/g, ' ').includes(arguments[0])";
    browser.wait_at_most(IMPORT, text, script, vec![json!(text)]).await;
}

/// Opens a list, and waits until it can be imported.
pub(crate) async fn open_list(browser: &Browser, file: &Path, button: &str) {
    browser.go("#/data").await;
    act::upload(browser, "", file).await;
    find::one_at_most(browser, IMPORT, Kind::Button, button).await;
}

/// Imports a list, and waits until the page says under a title of its own that it is in.
pub(crate) async fn import(browser: &Browser, file: &Path, button: &str) {
    open_list(browser, file, button).await;
    act::press(browser, button).await;
    is_imported(browser, file).await;
}

/// Waits for the title that only a file that is in has.
pub(crate) async fn is_imported(browser: &Browser, file: &Path) {
    let name = file.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
    find::one_at_most(browser, IMPORT, Kind::Heading, &format!("{name} imported")).await;
}

pub(crate) async fn add_customer(browser: &Browser, name: &str, phone: &str) {
    browser.go("#/customers/new").await;
    act::fill(browser, "Name", name).await;
    act::fill(browser, "Phone", phone).await;
    act::key(browser, Key::Enter).await;
    check::is_at(browser, name).await;
}

pub(crate) async fn sell(browser: &Browser, asked: &str, name: &str, digits: &str, take: &str) {
    browser.go("#/sale").await;
    act::fill(browser, "Find a customer by name, phone or card", asked).await;
    act::press(browser, name).await;
    for digit in digits.chars() {
        act::press(browser, &digit.to_string()).await;
    }
    act::press(browser, take).await;
    let amount = take.trim_start_matches("Record sale · ");
    check::sees(browser, &format!("{amount} recorded for {name}")).await;
    check::sees(browser, "aved on this device").await;
}

pub(crate) async fn count_in(browser: &Browser, currency: &str) {
    browser.go("#/settings").await;
    act::choose(browser, "Currency", currency).await;
    is_saved(browser).await;
}

/// Waits until the foot of the page, which a phone has no room for, says that all is saved.
pub(crate) async fn is_saved(browser: &Browser) {
    check::sees(browser, "On this device · works offline").await;
}

pub(crate) async fn set_forints(browser: &Browser) {
    count_in(browser, "Hungarian forint · HUF").await;
}

#[tokio::test]
async fn a_public_log_shows_its_known_figures_and_goes_again() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    let Some(log) = public_log(&browser, "CDNOW_master.txt.gz") else { return };
    import(&browser, &log, "Import 69,659 purchases").await;
    browser.go("#/customers").await;
    check::sees(&browser, "23,570").await;
    screenshots::take(&browser, "customers-cdnow").await;

    // Everything is there after the browser was closed, and can be taken back as one.
    browser.restart().await;
    browser.wait_until_started().await;
    browser.go("#/customers").await;
    check::sees(&browser, "23,570").await;
    browser.go("#/history").await;
    act::press(&browser, "Undo").await;
    check::sees(&browser, "23,570 customers will be removed").await;
    act::press(&browser, "Yes, undo it").await;
    browser.go("#/customers").await;
    check::sees(&browser, "No customers yet").await;
    browser.go("#/history").await;
    act::press(&browser, "Do again").await;
    browser.go("#/customers").await;
    check::sees(&browser, "23,570").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn order_exports_and_the_sample_come_in_unaided() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    count_in(&browser, "US dollar · USD").await;
    for (name, button) in [
        ("CDNOW_sample.txt", "Import 6,919 purchases"),
        ("shopify/shopify_orders_fixture.csv", "Import 7 purchases"),
        ("shopify/shopify_orders_sample.csv", "Import 122 purchases"),
    ] {
        let Some(log) = public_log(&browser, name) else { return };
        import(&browser, &log, button).await;
    }
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn the_first_page_tells_who_sleeps_and_what_it_costs() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    let log = cafe::log(browser.folder(), 600, cafe::today());
    import(&browser, &log, "Import 5,100 purchases").await;

    browser.go("#/").await;
    check::sees(&browser, "people to contact today").await;
    check::sees(&browser, "usually every").await;
    check::sees(&browser, "asleep × 30%").await;
    for (name, address) in [
        ("today", "#/"),
        ("customers", "#/customers"),
        ("sleepers", "#/customers/asleep"),
        ("sale", "#/sale"),
        ("data", "#/data"),
        ("history", "#/history"),
        ("settings", "#/settings"),
    ] {
        browser.go(address).await;
        browser.reload().await;
        browser.wait_until_started().await;
        axe::check(&browser, name).await;
        for (width, height) in [(390, 844), (1280, 900)] {
            browser.resize(width, height);
            check::nothing_overflows(&browser).await;
        }
        screenshots::take(&browser, name).await;
    }
    browser.go("#/customers").await;
    act::fill(&browser, "Find a customer by name, phone or card", "anna 5550000").await;
    act::key(&browser, Key::Enter).await;
    check::is_at(&browser, "Kovács Anna").await;
    axe::check(&browser, "customer").await;
    screenshots::take(&browser, "customer").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn a_day_at_the_stall_without_a_network() {
    let mut server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.wait_until_offline_ready().await;
    set_forints(&browser).await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;

    server.stop();
    browser.restart().await;
    browser.wait_until_started().await;
    sell(&browser, "0142", "Kovács Anna", "1150", "Record sale · Ft 1,150").await;
    act::press(&browser, "Undo").await;
    check::sees(&browser, "undone").await;
    sell(&browser, "anna kov", "Kovács Anna", "890", "Record sale · Ft 890").await;

    // What was said to be saved is there after the power went.
    browser.kill().await;
    browser.wait_until_started().await;
    browser.go("#/customers").await;
    check::sees(&browser, "Ft 890").await;
    check::sees_no(&browser, "2,040").await;
}

/// The newest copy among a browser's downloads.
pub(crate) async fn save_copy(browser: &Browser) -> PathBuf {
    let folder = browser.folder().join("downloads");
    for old in fs::read_dir(&folder).unwrap().flatten() {
        fs::remove_file(old.path()).unwrap();
    }
    browser.go("#/data").await;
    act::press(browser, "Save a copy").await;
    wait_for_copy(browser).await
}

async fn wait_for_copy(browser: &Browser) -> PathBuf {
    let folder = browser.folder().join("downloads");
    for _ in 0..200 {
        let copy = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
        // The browser makes the file first and fills it after.
        let is_filled = |path: &PathBuf| fs::metadata(path).is_ok_and(|about| about.len() > 0);
        let is_copy = |path: &PathBuf| {
            path.extension().is_some_and(|end| end == "regulars") && is_filled(path)
        };
        if let Some(path) = copy.into_iter().find(is_copy) {
            return path;
        }
        crate::browser::breathe().await;
    }
    browser.give_up("a copy among the downloads").await
}

pub(crate) async fn take_copy(browser: &Browser, copy: &Path) {
    browser.go("#/data").await;
    act::upload(browser, "", copy).await;
    sees_at_last(browser, "Apply these changes").await;
    act::press(browser, "Apply these changes").await;
    // The message may still be that of the copy before.
    check::sees_no(browser, "Apply these changes").await;
    sees_at_last(browser, " merged.").await;
}

#[tokio::test]
async fn two_devices_agree_in_either_order() {
    let server = Server::start();
    let laptop = Browser::open(&server).await;
    set_forints(&laptop).await;
    add_customer(&laptop, "Kovács Anna", "+36 30 555 0142").await;
    let phone = Browser::open(&server).await;
    take_copy(&phone, &save_copy(&laptop).await).await;

    // Both work on, apart.
    sell(&laptop, "anna", "Kovács Anna", "1000", "Record sale · Ft 1,000").await;
    add_customer(&phone, "Nagy Péter", "+36 20 555 0190").await;
    sell(&phone, "anna", "Kovács Anna", "234", "Record sale · Ft 234").await;
    let (of_laptop, of_phone) = (save_copy(&laptop).await, save_copy(&phone).await);
    take_copy(&laptop, &of_phone).await;
    take_copy(&phone, &of_laptop).await;
    for device in [&laptop, &phone] {
        device.go("#/customers").await;
        check::sees(device, "Ft 1,234").await;
        check::sees(device, "Nagy Péter").await;
        // The same file once more brings nothing.
        device.go("#/data").await;
        act::upload(device, "", &of_phone).await;
        check::sees(device, "There is nothing to do").await;
    }

    // Taken back as one, as it came.
    laptop.go("#/history").await;
    act::press_in_row(&laptop, "Merged a copy", "Undo").await;
    laptop.go("#/customers").await;
    check::sees(&laptop, "Ft 1,000").await;
    check::sees_no(&laptop, "Nagy Péter").await;
}

#[tokio::test]
async fn broken_and_foreign_files_change_nothing() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    add_customer(&browser, "<script>window.evil=1</script>", "+36 30 555 0142").await;
    let copy = fs::read(save_copy(&browser).await).unwrap();
    let stranger = Browser::open(&server).await;
    add_customer(&stranger, "Someone else", "+36 30 555 0143").await;
    let foreign = fs::read(save_copy(&stranger).await).unwrap();
    let mut flipped = copy.clone();
    let last = flipped.len() - 40;
    flipped[last] ^= 1;

    let folder = browser.folder().to_path_buf();
    let huge = folder.join("huge.csv");
    fs::File::create(&huge).unwrap().set_len(200 << 20).unwrap();
    browser.go("#/data").await;
    for (name, bytes, said) in [
        ("empty.csv", &b""[..], "empty.csv is empty"),
        ("photo.csv", &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "photo.csv is a picture"),
        ("cut.regulars", &copy[..copy.len() - 50], "cut.regulars ends too early"),
        ("flipped.regulars", &flipped, "flipped.regulars is damaged"),
    ] {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        act::upload(&browser, "", &file).await;
        check::sees(&browser, said).await;
    }
    act::upload(&browser, "", &huge).await;
    check::sees(&browser, "huge.csv is larger than").await;
    // Another shop is joined by a word of the owner only.
    let file = folder.join("foreign.regulars");
    fs::write(&file, &foreign).unwrap();
    act::upload(&browser, "", &file).await;
    check::sees(&browser, "Join with the shop in foreign.regulars?").await;
    act::press(&browser, "Back").await;

    browser.go("#/customers").await;
    check::sees(&browser, "<script>window.evil=1</script>").await;
    check::sees_no(&browser, "Someone else").await;
    let evil = browser.run("return window.evil ?? null", vec![]).await;
    assert_eq!(evil, json!(null));
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn a_base_the_browser_lost_is_missed_and_restored() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    let copy = save_copy(&browser).await;
    let kept = browser.folder().join("kept.regulars");
    fs::copy(&copy, &kept).unwrap();
    let lost = json!({ "origin": server.origin(), "storageTypes": "indexeddb" });
    browser.cdp("Storage.clearDataForOrigin", &lost);

    browser.restart().await;
    browser.wait_until_started().await;
    check::sees(&browser, "Your data is missing").await;
    act::upload(&browser, "", &kept).await;
    act::press(&browser, "Apply these changes").await;
    browser.go("#/customers").await;
    check::sees(&browser, "Kovács Anna").await;
}

/// Fills what room there is with what cannot be packed, down to the last kilobyte.
const FILL: &str = "
    const request = indexedDB.open('filler', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('bytes', { autoIncrement: true });
    const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    for (const size of [60_000, 4_000, 400]) {
        for (let full = false; !full;) {
            const transaction = database.transaction('bytes', 'readwrite');
            transaction.objectStore('bytes').put(crypto.getRandomValues(new Uint8Array(size)));
            full = await new Promise((resolve) => {
                transaction.oncomplete = () => resolve(false);
                transaction.onabort = () => resolve(true);
            });
        }
    }
    database.close();";

/// A device with the app and no room for anything more.
async fn open_on_a_full_disk(server: &Server) -> Browser {
    let browser = Browser::open_empty(server).await;
    // On a page of this host that writes nothing: the limit goes when the host changes, and after
    // the first write the browser goes by what it remembers.
    browser.go("rescue.html").await;
    let quota = json!({ "origin": server.origin(), "quotaSize": 12_000_000 });
    browser.cdp("Storage.overrideQuotaForOrigin", &quota);
    browser.go("").await;
    browser.wait_until_started().await;
    browser.wait_until_offline_ready().await;
    browser.run_async(FILL, vec![]).await;
    browser
}

#[tokio::test]
async fn a_full_disk_is_said_and_loses_nothing() {
    let server = Server::start();
    let browser = open_on_a_full_disk(&server).await;
    browser.go("#/customers/new").await;
    act::fill(&browser, "Name", "Kovács Anna").await;
    act::key(&browser, Key::Enter).await;
    sees_at_last(&browser, "There is no room left").await;
    check::sees(&browser, "Not saved").await;
    // Nothing more is taken that could not be kept either.
    browser.client.execute("location.hash = '#/customers/new'", vec![]).await.unwrap();
    act::fill(&browser, "Name", "Nagy Péter").await;
    act::key(&browser, Key::Enter).await;
    check::sees(&browser, "so nothing more can be changed").await;
    act::key(&browser, Key::Escape).await;
    // A copy holds what could not be saved.
    act::press(&browser, "Save a copy").await;
    let copy = wait_for_copy(&browser).await;
    let roomy = Browser::open(&server).await;
    take_copy(&roomy, &copy).await;
    roomy.go("#/customers").await;
    check::sees(&roomy, "Kovács Anna").await;
}

#[tokio::test]
async fn a_file_that_finds_no_room_is_not_said_to_be_in() {
    let server = Server::start();
    let browser = open_on_a_full_disk(&server).await;
    let log = cafe::log(browser.folder(), 30, cafe::today());
    open_list(&browser, &log, "Import 237 purchases").await;
    act::press(&browser, "Import 237 purchases").await;
    check::is_at(&browser, "till.csv is on screen, but not saved").await;
    check::sees(&browser, "There is no room left").await;
    check::sees(&browser, "This is on screen only, not saved.").await;
    check::sees(&browser, "Closing or reloading this page loses it.").await;
    check::sees(&browser, "Not saved").await;
    for claim in ["till.csv imported", "On this device · works offline", "New here", "Undo"] {
        check::sees_no(&browser, claim).await;
    }
    // A copy holds all of it.
    act::press(&browser, "Save a copy").await;
    let copy = wait_for_copy(&browser).await;
    let roomy = Browser::open(&server).await;
    take_copy(&roomy, &copy).await;
    roomy.go("#/data").await;
    check::sees(&roomy, "30 customers, 237 purchases").await;
}

#[tokio::test]
async fn two_tabs_of_one_device_show_the_same() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let first = browser.client.window().await.unwrap();
    let second = browser.client.new_window(true).await.unwrap().handle;
    browser.client.switch_to_window(second.clone()).await.unwrap();
    browser.go("#/customers").await;
    check::sees(&browser, "No customers yet").await;

    browser.client.switch_to_window(first.clone()).await.unwrap();
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    browser.client.switch_to_window(second).await.unwrap();
    check::sees(&browser, "Kovács Anna").await;
    add_customer(&browser, "Nagy Péter", "+36 20 555 0190").await;
    browser.client.switch_to_window(first).await.unwrap();
    browser.go("#/customers").await;
    check::sees(&browser, "Nagy Péter").await;
    check::sees(&browser, "Kovács Anna").await;
}

#[tokio::test]
async fn an_import_that_is_cancelled_leaves_nothing() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    let log = cafe::log(browser.folder(), 300, cafe::today());
    browser.go("#/data").await;
    act::upload(&browser, "", &log).await;
    sees_at_last(&browser, "Here is what we read").await;
    act::press(&browser, "Cancel").await;
    check::sees(&browser, "Import a file").await;
    browser.go("#/customers").await;
    check::sees(&browser, "No customers yet").await;
}

#[tokio::test]
async fn what_the_rescue_page_saved_comes_in_whole() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    let log = cafe::log(browser.folder(), 300, cafe::today());
    import(&browser, &log, "Import 2,550 purchases").await;
    is_saved(&browser).await;
    browser.go("rescue.html").await;
    act::press(&browser, "Save the file").await;
    let rescued = browser.downloaded("regulars-rescue-").await;

    let other = Browser::open(&server).await;
    take_copy(&other, &rescued).await;
    other.go("#/data").await;
    check::sees(&other, "300 customers, 2,550 purchases").await;
    check::console_is_quiet(&other);
}
