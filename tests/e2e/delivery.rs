//! How the app arrives, stays, and changes: under any path, without a network, whole or not at all.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::server::{Manner, Server};
use crate::{act, axe, check, find, screenshots};

/// The database of the app as far as the rescue page knows it: two pages of bytes, one setting.
const FILL_DATABASE: &str = "
    const request = indexedDB.open('regulars');
    request.onupgradeneeded = () => {
        request.result.createObjectStore('page');
        request.result.createObjectStore('meta');
    };
    const database = await new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction(['page', 'meta'], 'readwrite');
    transaction.objectStore('page').put({ bytes: new Uint8Array([0, 1, 254, 255]), count: 2 }, 1);
    transaction.objectStore('page').put(new Uint8Array([7]).buffer, 2);
    transaction.objectStore('meta').put('Café Otthon', 'shop');
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    database.close();
    localStorage.setItem('regulars.language', 'hu');
    localStorage.setItem('other', 'not ours');";

const BUILD: &str = "return document.querySelector('meta[name=regulars-build]').content";

#[tokio::test]
async fn it_opens_below_a_path_and_asks_no_other_host() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    browser.wait_until_offline_ready().await;

    let below = server.requests().iter().all(|path| path.starts_with("/some/shop/"));
    assert!(below, "asked above its path: {:#?}", server.requests());
    check::asked_no_other_host(&browser, &server);
    check::console_is_quiet(&browser);
    screenshots::take(&browser, "start").await;
}

#[tokio::test]
async fn foreign_scripts_and_hosts_are_refused() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let refused = browser
        .run_async(
            "const refused = [];
             document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
                 refused.push(effectiveDirective);
             });
             document.body.append(Object.assign(document.createElement('script'), { text: 'window.evil = 1' }));
             document.body.append(Object.assign(document.createElement('img'), { src: 'https://shop.example/x.png' }));
             await fetch('https://shop.example/').catch(() => {});
             await new Promise((resolve) => setTimeout(resolve));
             return [window.evil ?? null, ...refused.sort()];",
            vec![],
        )
        .await;
    assert_eq!(refused, json!([null, "connect-src", "img-src", "script-src-elem"]));
}

#[tokio::test]
async fn it_opens_without_a_network_after_the_browser_was_closed() {
    let mut server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.wait_until_offline_ready().await;

    server.stop();
    browser.restart().await;
    browser.wait_until_started().await;
    browser.go("index.html?from=a-bookmark").await;
    browser.wait_until_started().await;
    browser.go("rescue.html").await;
    check::is_at(&browser, "Save your customers as a file").await;
    check::console_is_quiet(&browser);

    server.start_again();
    browser.go("").await;
    browser.wait_until_started().await;
}

#[tokio::test]
async fn when_the_app_is_missing_there_is_a_way_out_in_every_language() {
    let server = Server::start();
    server.treat("_bg.wasm", Manner::Misses);
    let browser = Browser::open_empty(&server).await;
    browser.go("").await;
    let words = [
        ("hu", "ltr", "Újrapróbálom"),
        ("ru", "ltr", "Попробовать ещё раз"),
        ("uk", "ltr", "Спробувати ще раз"),
        ("fa", "rtl", "دوباره امتحان کن"),
        ("en", "ltr", "Try again"),
    ];
    browser.resize(320, 640);
    for (language, direction, again) in words {
        browser.set_language(language).await;
        check::can_press(&browser, again).await;
        let page = "return [document.documentElement.lang, document.documentElement.dir]";
        assert_eq!(browser.run(page, vec![]).await, json!([language, direction]));
        check::nothing_overflows(&browser).await;
        axe::check(&browser, &format!("the way out, {language}")).await;
    }
    check::sees(&browser, "Nothing you saved is lost").await;

    server.treat("_bg.wasm", Manner::Serves);
    act::press(&browser, "Try again").await;
    browser.wait_until_started().await;
}

#[tokio::test]
async fn when_the_app_is_slow_the_way_out_comes_and_goes() {
    let server = Server::start();
    server.treat("_bg.wasm", Manner::Hangs);
    let browser = Browser::open_empty(&server).await;
    browser.go("").await;
    let slow = "return document.querySelector('#boot-help h1')?.textContent ?? null";
    let patience = Duration::from_secs(20);
    let title = browser.wait_at_most(patience, "the way out", slow, vec![]).await;
    assert_eq!(title, "Regulars is taking long to start");

    server.treat("_bg.wasm", Manner::Serves);
    browser.wait_until_started().await;
}

#[tokio::test]
async fn when_the_app_stops_it_says_so() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let trap = "const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
            7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
        const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes));
        setTimeout(instance.exports.f);";
    browser.run_async(trap, vec![]).await;
    check::is_at(&browser, "Regulars has stopped").await;
    check::can_press(&browser, "Save my customers as a file").await;
    axe::check(&browser, "the app has stopped").await;
}

#[tokio::test]
async fn a_damaged_copy_is_put_right_by_resetting_and_no_record_is_touched() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.wait_until_offline_ready().await;
    browser.run_async(FILL_DATABASE, vec![]).await;
    browser.run("localStorage.setItem('regulars.language', 'en')", vec![]).await;
    browser
        .run_async(
            "for (const name of await caches.keys()) {
                 const cache = await caches.open(name);
                 for (const request of await cache.keys()) {
                     if (request.url.endsWith('.wasm')) await cache.put(request, new Response('broken'));
                 }
             }",
            vec![],
        )
        .await;
    browser.restart().await;
    check::is_at(&browser, "Regulars could not start").await;
    act::press(&browser, "Reset the app's files (your customers stay)").await;
    browser.wait_until_started().await;
    browser.wait_until_offline_ready().await;
    let names = "return (await indexedDB.databases()).map(({ name }) => name)";
    let names = browser.run_async(names, vec![]).await;
    assert!(names.as_array().unwrap().contains(&json!("regulars")), "{names}");
}

#[tokio::test]
async fn a_new_version_waits_for_consent() {
    let mut server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.wait_until_offline_ready().await;
    let first = browser.run(BUILD, vec![]).await;

    let next = another_version("consent");
    server.serve(&next);
    browser.restart().await;
    let waiting = "return document.documentElement.dataset.update === 'waiting'";
    browser.wait("the new version to be announced", waiting, vec![]).await;
    assert_eq!(browser.run(BUILD, vec![]).await, first, "changed without being asked");
    browser.reload().await;
    browser.wait("the new version to be announced again", waiting, vec![]).await;
    assert_eq!(browser.run(BUILD, vec![]).await, first, "changed by a mere reload");

    let here = browser.client.window().await.unwrap();
    let other = browser.client.new_window(true).await.unwrap().handle;
    browser.client.switch_to_window(other.clone()).await.unwrap();
    browser.go("").await;
    browser.wait("the new version to be announced in both tabs", waiting, vec![]).await;
    browser.client.switch_to_window(here).await.unwrap();

    browser.run("dispatchEvent(new Event('regulars:update-accepted'))", vec![]).await;
    let changed =
        "return document.querySelector('meta[name=regulars-build]').content !== arguments[0]";
    browser.wait("the new version", changed, vec![first.clone()]).await;
    browser.wait_until_started().await;
    let kept = browser.run_async("return (await caches.keys()).length", vec![]).await;
    assert_eq!(kept, 1, "the old version is still kept");

    browser.client.switch_to_window(other).await.unwrap();
    let active = "return document.documentElement.dataset.update === 'active'";
    browser.wait("the other tab to be told", active, vec![]).await;
    assert_eq!(browser.run(BUILD, vec![]).await, first, "the other tab was reloaded");
    browser.run("window.regularsUpdate()", vec![]).await;
    browser.wait("the new version in the other tab", changed, vec![first]).await;

    server.stop();
    browser.restart().await;
    browser.wait_until_started().await;
    fs::remove_dir_all(next).expect("the version can be removed");
}

#[tokio::test]
async fn a_broken_version_is_never_taken() {
    let mut server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.wait_until_offline_ready().await;
    let first = browser.run(BUILD, vec![]).await;

    let broken = another_version("broken");
    for file in fs::read_dir(&broken).expect("a folder").flatten() {
        if file.path().extension().is_some_and(|extension| extension == "wasm") {
            let mut bytes = fs::read(file.path()).expect("a file");
            bytes[1000] ^= 1;
            fs::write(file.path(), bytes).expect("a file");
        }
    }
    server.serve(&broken);
    let end = browser
        .run_async(
            "const registration = await navigator.serviceWorker.getRegistration();
             const arrived = new Promise((resolve) => {
                 registration.addEventListener('updatefound', () => resolve(registration.installing));
             });
             registration.update().catch(() => {});
             const worker = await arrived;
             return await new Promise((resolve) => {
                 worker.addEventListener('statechange', () => resolve(worker.state));
             });",
            vec![],
        )
        .await;
    assert_eq!(end, "redundant");
    browser.restart().await;
    browser.wait_until_started().await;
    assert_eq!(browser.run(BUILD, vec![]).await, first);
    let state = browser.run("return document.documentElement.dataset.update ?? null", vec![]).await;
    assert_eq!(state, Value::Null);
    fs::remove_dir_all(broken).expect("the version can be removed");
}

#[tokio::test]
async fn the_rescue_page_hands_over_everything() {
    let server = Server::start();
    let browser = Browser::open_empty(&server).await;
    browser.go("rescue.html").await;
    check::sees(&browser, "Regulars has nothing saved in this browser.").await;
    let names = browser.run_async("return (await indexedDB.databases()).length", vec![]).await;
    assert_eq!(names, 0, "looking made a database");

    browser.run_async(FILL_DATABASE, vec![]).await;
    browser.reload().await;
    axe::check(&browser, "the rescue page").await;
    check::sees(&browser, "Találtunk: 2 lap adat").await;
    act::press(&browser, "Fájl mentése").await;
    let file = browser.downloaded("regulars-rescue-").await;
    let text = fs::read_to_string(file).expect("the download is whole");
    let rescued: Value = serde_json::from_str(&text).expect("the file is JSON");
    assert_eq!(rescued["regulars_rescue"], 1);
    assert_eq!(
        rescued["pages"],
        json!([
            { "key": 1, "bytes": "AAH+/w==", "record": { "count": 2 } },
            { "key": 2, "bytes": "Bw==" },
        ])
    );
    assert_eq!(rescued["meta"], json!({ "shop": "Café Otthon" }));
    assert_eq!(rescued["local"], json!({ "regulars.language": "hu" }));
    check::console_is_quiet(&browser);

    browser.set_language("fa").await;
    assert!(!find::is_there(&browser, find::Kind::Link, "Fájl mentése").await);
    assert_eq!(browser.run("return document.documentElement.dir", vec![]).await, "rtl");
    check::can_press(&browser, "ذخیرهٔ پرونده").await;
}

#[tokio::test]
async fn the_first_screen_is_accessible_in_both_directions() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    for language in ["fa", "en"] {
        browser.set_language(language).await;
        browser.wait_until_started().await;
        axe::check(&browser, &format!("the first screen, {language}")).await;
    }
}

/// The built app with one more word in its page, finished by the build's own hook.
fn another_version(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = env::temp_dir().join(format!("regulars-version-{name}-{}", std::process::id()));
    copy(&root.join("dist"), &folder);
    let index = folder.join("index.html");
    let page = fs::read_to_string(&index).expect("the page is there");
    let (before, rest) =
        page.split_once("regulars-build\" content=\"").expect("the page names its build");
    let (_, after) = rest.split_once('"').expect("an attribute ends");
    let page =
        format!("{before}regulars-build\" content=\"@BUILD@\" data-version=\"{name}\"{after}");
    fs::write(index, page).expect("the page can be written");
    let made = Command::new("bash")
        .arg(root.join("public/precache.sh"))
        .env("TRUNK_STAGING_DIR", &folder)
        .stdout(Stdio::null())
        .status()
        .expect("bash is there");
    assert!(made.success(), "the hook failed");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}
