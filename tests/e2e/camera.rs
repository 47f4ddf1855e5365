//! The camera at the counter: what it shows is a file that the journey draws.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use serde_json::json;

use crate::browser::Browser;
use crate::codes_drawn::{Drawn, Sight, seen};
use crate::days::{add_customer, set_forints};
use crate::server::Server;
use crate::{act, axe, check, screenshots};

const SCAN: &str = "Scan with the camera";
const FAKE_CAMERA: &str = "--use-fake-device-for-media-stream";
const SAYS_YES: &str = "--use-fake-ui-for-media-stream";

/// Keeps what the page is given of the camera, so that the journey sees whether it is still on.
const WATCH: &str = "const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.streams = [];
    navigator.mediaDevices.getUserMedia = async (wishes) => {
        const stream = await ask(wishes);
        window.streams.push(stream);
        return stream;
    };";

/// Films a code: two frames, over and over.
fn film(file: &Path, drawn: &Drawn) {
    let size = (1280, 720);
    let shades = seen(drawn, Sight { size, module: 5.0, degrees: 3.0, noise: 6, shadow: 0.2 });
    let grey = vec![128; shades.len() / 2];
    let mut film = fs::File::create(file).expect("a place for the film");
    let head = format!("YUV4MPEG2 W{} H{} F10:1 Ip A1:1 C420jpeg\n", size.0, size.1);
    let frame: [&[u8]; 3] = [b"FRAME\n", &shades, &grey];
    let parts = [head.as_bytes()].into_iter().chain(frame).chain(frame);
    parts.for_each(|part| film.write_all(part).expect("room for the film"));
}

/// A browser whose camera shows what is in a file; whoever holds it says yes to the camera.
async fn open_with_camera(server: &Server) -> (Browser, PathBuf) {
    let file = std::env::temp_dir().join(format!("regulars-film-{}.y4m", std::process::id()));
    film(&file, &Drawn::qr(b"A17-0417"));
    let shows = format!("--use-file-for-fake-video-capture={}", file.display());
    let flags = vec![FAKE_CAMERA.to_owned(), SAYS_YES.to_owned(), shows];
    let mut browser = Browser::open_with(server, flags).await;
    browser.run_before_pages(WATCH);
    browser.reload().await;
    browser.wait_until_started().await;
    (browser, file)
}

/// Every camera that the page was given is off again, and there were so many.
async fn is_off(browser: &Browser, given: usize) {
    let is_off = "return window.streams.length === arguments[0] && window.streams
        .every((stream) => stream.getTracks().every((track) => track.readyState === 'ended'))";
    browser.wait("the camera to be off", is_off, vec![json!(given)]).await;
}

async fn is_on(browser: &Browser) {
    let is_on = "return (window.streams ?? [])
        .some((stream) => stream.getTracks().some((track) => track.readyState === 'live'))";
    browser.wait("the camera to be on", is_on, vec![]).await;
}

/// Brings the tab into sight, or out of it.
async fn set_hidden(browser: &Browser, hidden: bool) {
    let turn =
        "Object.defineProperty(document, 'hidden', { configurable: true, value: arguments[0] });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
    browser.run(turn, vec![json!(hidden)]).await;
}

async fn add_with_card(browser: &Browser, name: &str, card: &str) {
    browser.go("#/customers/new").await;
    act::fill(browser, "Name", name).await;
    act::fill(browser, "Card number", card).await;
    act::key(browser, Key::Enter).await;
    check::is_at(browser, name).await;
}

#[tokio::test]
async fn card_scanned() {
    let server = Server::start();
    let (browser, file) = open_with_camera(&server).await;
    set_forints(&browser).await;
    add_customer(&browser, "Nagy Péter", "+36 30 555 0199").await;
    add_with_card(&browser, "Kovács Anna", "A17-0417").await;

    // At the till her card says who she is.
    browser.go("#/sale").await;
    act::press(&browser, SCAN).await;
    check::sees(&browser, "chosen").await;
    check::sees(&browser, "Kovács Anna").await;
    is_off(&browser, 1).await;
    for digit in ["9", "5", "0"] {
        act::press(&browser, digit).await;
    }
    act::press(&browser, "Record sale · Ft 950").await;
    check::sees(&browser, "Ft 950 recorded for Kovács Anna.").await;

    // A number nobody has is a newcomer's card, also one that looks like a phone number.
    film(&file, &Drawn::code_128("0630555014"));
    act::press(&browser, SCAN).await;
    check::sees(&browser, "Nobody has the card 0630555014.").await;
    is_off(&browser, 2).await;
    axe::check(&browser, "nobody's card").await;
    // It is not sold to nobody by the way.
    act::press(&browser, "7").await;
    act::press(&browser, "Record sale · Ft 7").await;
    check::sees(&browser, "but chose nobody.").await;
    browser.run("document.querySelector('.whose .button--quiet').click()", vec![]).await;
    check::sees_no(&browser, "but chose nobody.").await;
    act::press(&browser, "Add a newcomer with it").await;
    check::holds(&browser, "Card number", "0630555014").await;
    act::fill(&browser, "Name", "Tóth Éva").await;
    act::press(&browser, "Add").await;
    check::sees(&browser, "Tóth Éva is in your customer base.").await;
    check::sees(&browser, "chosen").await;

    // On the customers' page the card opens; the bars of shop goods are numbers, too.
    browser.go("#/customers").await;
    act::press(&browser, SCAN).await;
    check::is_at(&browser, "Tóth Éva").await;
    is_off(&browser, 3).await;
    film(&file, &Drawn::ean_13("4006381333931"));
    browser.go("#/customers/new").await;
    act::fill(&browser, "Name", "Szabó Géza").await;
    browser.run("document.querySelector('dialog[open] .field__line button').click()", vec![]).await;
    check::holds(&browser, "Card number", "4006381333931").await;
    act::press(&browser, "Add customer").await;
    check::is_at(&browser, "Szabó Géza").await;

    // Whoever was told of the shop by somebody with a card.
    browser.go("#/capture").await;
    act::press(&browser, SCAN).await;
    check::holds(&browser, "Who told them about you", "4006381333931").await;
    check::sees(&browser, "Szabó Géza").await;
    film(&file, &Drawn::ean_8("96385074"));
    act::press(&browser, SCAN).await;
    check::holds(&browser, "Who told them about you", "96385074").await;
    is_off(&browser, 6).await;
    check::console_is_quiet(&browser);
    check::asked_no_other_host(&browser, &server);
    fs::remove_file(file).expect("the film can be removed");
}

#[tokio::test]
async fn the_camera_is_on_only_while_it_is_looked_at() {
    let server = Server::start();
    let (browser, file) = open_with_camera(&server).await;
    // What is no number is said, and the camera goes on looking.
    film(&file, &Drawn::qr(&[7; 20]));
    browser.go("#/sale").await;
    act::press(&browser, SCAN).await;
    check::sees(&browser, "This code holds no number or text.").await;
    is_on(&browser).await;
    check::nothing_overflows(&browser).await;
    axe::check(&browser, "scan").await;

    set_hidden(&browser, true).await;
    is_off(&browser, 1).await;
    set_hidden(&browser, false).await;
    is_on(&browser).await;
    act::key(&browser, Key::Escape).await;
    check::sees_no(&browser, "Scan a card or a code").await;
    is_off(&browser, 2).await;

    act::press(&browser, SCAN).await;
    is_on(&browser).await;
    act::press(&browser, "Cancel").await;
    check::sees_no(&browser, "Scan a card or a code").await;
    is_off(&browser, 3).await;

    for (language, scan) in [("fa", "اسکن با دوربین"), ("en", SCAN)] {
        browser.set_language(language).await;
        browser.wait_until_started().await;
        browser.go("#/sale").await;
        act::press(&browser, scan).await;
        check::counts_some(&browser, ".scan .notice").await;
        screenshots::whole(&browser, &format!("scan-{language}")).await;
    }

    // Going elsewhere closes it.
    is_on(&browser).await;
    browser.go("#/customers").await;
    is_off(&browser, 1).await;
    check::sees_no(&browser, "Scan a card or a code").await;
    check::console_is_quiet(&browser);

    fs::remove_file(file).expect("the film can be removed");
}

#[tokio::test]
async fn a_camera_that_is_not_to_be_had_is_said_with_what_to_do() {
    let server = Server::start();
    let refused = async |flags: &[&str], is_denied: bool, told: &str| {
        let flags = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let browser = Browser::open_with(&server, flags).await;
        if is_denied {
            let denied = json!({ "permission": { "name": "camera" }, "setting": "denied" });
            browser.cdp("Browser.setPermission", &denied);
        }
        browser.go("#/sale").await;
        act::press(&browser, SCAN).await;
        check::sees(&browser, told).await;
        check::sees(&browser, "type the number instead.").await;
        axe::check(&browser, "no camera").await;
        act::press(&browser, "Try again").await;
        check::sees(&browser, told).await;
        act::press(&browser, "Cancel").await;
        check::sees_no(&browser, "Scan a card or a code").await;
        browser
    };
    let browser = refused(&[FAKE_CAMERA], true, "The camera is not allowed for this page.").await;
    browser
        .run(
            "Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
        value: () => Promise.reject(new DOMException('', 'NotReadableError')) })",
            vec![],
        )
        .await;
    act::press(&browser, SCAN).await;
    check::sees(&browser, "The camera could not be started. Close other programs").await;
    screenshots::whole(&browser, "scan-refused").await;
}

#[tokio::test]
async fn a_device_without_a_camera_says_so() {
    let server = Server::start();
    let browser = Browser::open_with(&server, vec![SAYS_YES.to_owned()]).await;
    browser.go("#/sale").await;
    act::press(&browser, SCAN).await;
    check::sees(&browser, "This device has no camera. Type the number instead.").await;

    act::press(&browser, "Cancel").await;

    // A browser that gives no page a camera has no button that asks for one.
    browser.go("#/capture").await;
    check::can_press(&browser, SCAN).await;
    browser
        .run("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })", vec![])
        .await;
    browser.go("#/sale").await;
    check::sees(&browser, "Someone new").await;
    check::counts(&browser, &format!("button[aria-label='{SCAN}']"), 0).await;
}
