//! A new sale begins with who stands there: those who bought last are offered, and a newcomer who is
//! known already is told of.

use fantoccini::key::Key;

use crate::browser::Browser;
use crate::days::{add_customer, sell, set_forints};
use crate::server::Server;
use crate::{act, axe, check, screenshots};

const FIND: &str = "Find a customer by name, phone or card";

/// Who is offered, from above.
const OFFERED: &str = "return [...document.querySelectorAll('.sale__enter .row__press')]
    .map((row) => row.textContent)";

async fn offers(browser: &Browser, expected: &[&str]) {
    let script = format!(
        "return JSON.stringify((() => {{ {OFFERED} }})()) === JSON.stringify(arguments[0])"
    );
    let all: Vec<&str> =
        expected.iter().copied().chain(["Someone new", "Without a name"]).collect();
    browser.wait(&format!("{all:?} to be offered"), &script, vec![all.into()]).await;
}

#[tokio::test]
async fn whoever_bought_last_is_offered_first() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    let names = ["Kovács Anna", "Nagy Péter", "Tóth Éva", "Szabó Géza", "Papp Lili"];
    for (n, name) in names.into_iter().enumerate() {
        add_customer(&browser, name, &format!("+36 30 555 014{n}")).await;
    }
    browser.go("#/sale").await;
    offers(&browser, &[]).await;
    check::sees_no(&browser, "Bought last").await;
    for name in names {
        sell(&browser, name, name, "700", "Record sale · Ft 700").await;
    }
    let last = ["Papp Lili", "Szabó Géza", "Tóth Éva"];
    check::sees(&browser, "Bought last").await;
    offers(&browser, &last).await;

    // A press and an amount, and she is the last who bought.
    check::sees(&browser, "here today").await;
    act::press(&browser, "Tóth Éva").await;
    check::sees(&browser, "chosen").await;
    act::press(&browser, "8").await;
    act::press(&browser, "Record sale · Ft 8").await;
    check::sees(&browser, "Ft 8 recorded for Tóth Éva.").await;
    offers(&browser, &["Tóth Éva", "Papp Lili", "Szabó Géza"]).await;
    axe::check(&browser, "bought last").await;

    // Typing looks among all of them, and an undone sale was none.
    act::fill(&browser, FIND, "kov").await;
    offers(&browser, &["Kovács Anna"]).await;
    check::sees_no(&browser, "Bought last").await;
    act::fill(&browser, FIND, "").await;
    browser.run("document.querySelector('.toast__action').click()", vec![]).await;
    offers(&browser, &last).await;
    check::console_is_quiet(&browser);
    screenshots::take(&browser, "sale-last").await;
}

#[tokio::test]
async fn a_newcomer_who_may_be_known_is_told_of_and_taken_by_a_press() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    add_customer(&browser, "Олександр Шевченко", "+380 44 555 0142").await;
    add_customer(&browser, "Kovács Katalin", "+36 30 555 0142").await;
    for (width, height) in [(390, 844), (1280, 900)] {
        browser.resize(width, height);
        browser.go("#/sale").await;
        // In another alphabet.
        act::press(&browser, "Someone new").await;
        act::fill(&browser, "Name", "Oleksandr Shevchenko").await;
        check::sees(&browser, "Олександр Шевченко may be the same person").await;
        check::nothing_overflows(&browser).await;
        axe::check(&browser, "may be known").await;
        screenshots::whole(&browser, "sale-may-be").await;
        browser.resize(width, height);
        act::press(&browser, "Choose Олександр Шевченко").await;
        check::sees(&browser, "chosen").await;
        act::press(&browser, "Someone else").await;

        // By what she is called; nobody is meant by half a name.
        act::press(&browser, "Someone new").await;
        act::fill(&browser, "Name", "Kovács").await;
        check::sees_no(&browser, "may be the same person").await;
        act::fill(&browser, "Name", "Kati Kovács").await;
        check::sees(&browser, "Kovács Katalin may be the same person").await;
        // By the same name, and by the same number.
        act::fill(&browser, "Name", "katalin kovacs").await;
        check::sees(&browser, "Kovács Katalin has this name already.").await;
        act::fill(&browser, "Phone", "06 30 555 0142").await;
        check::sees(&browser, "That number is Kovács Katalin’s already.").await;
        act::press(&browser, "Choose Kovács Katalin").await;
        check::sees(&browser, "chosen").await;
        act::press(&browser, "Someone else").await;
    }
    // Somebody else is somebody else.
    act::press(&browser, "Someone new").await;
    act::fill(&browser, "Name", "Kovács Réka").await;
    check::sees_no(&browser, "may be the same person").await;
    act::key(&browser, Key::Enter).await;
    check::sees(&browser, "Kovács Réka is in your customer base.").await;
    check::console_is_quiet(&browser);
}
