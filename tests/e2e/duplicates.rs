//! One person who is here twice: found, made one, sold to, and taken apart again.

use std::fs;

use crate::browser::Browser;
use crate::days::{add_customer, sell};
use crate::server::Server;
use crate::{act, check, screenshots};

/// Somebody in two alphabets, two of one name who are two people, and others.
const PEOPLE: &str = "Name,Phone,Email,Birthday,Card,Note\r
Kovács Anna,+36 30 555 0142,anna.kovacs@example.hu,1988-11-28,0417,Likes walnut roll\r
Шевченко Олександр,+380 67 555 0133,,,,\r
Oleksandr Shevchenko,,sasha@example.com,,,\r
Szabó Zsófi,,zsofi@example.hu,,,\r
Kiss Dóra,+36 70 555 0118,,,,\r
";

async fn bring_in(browser: &Browser, text: &str, press: &str) {
    browser.go("#/data").await;
    let file = browser.folder().join("people.csv");
    fs::write(&file, text).expect("a list");
    act::upload(browser, "", &file).await;
    act::press(browser, press).await;
    check::sees(browser, "imported").await;
}

#[tokio::test]
async fn one_person_twice_is_made_one_and_taken_apart_after_a_new_sale() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.resize(390, 844);
    bring_in(&browser, PEOPLE, "Import 5 customers").await;
    // Whoever is typed in once more is named, and may be written down all the same.
    add_customer(&browser, "Kovacs Anna", "+36 1 555 0177").await;

    browser.go("#/customers/duplicates").await;
    check::sees(&browser, "2 pairs look like one person").await;
    check::sees(&browser, "same name").await;
    check::sees(&browser, "names that sound alike").await;
    check::nothing_overflows(&browser).await;
    screenshots::take(&browser, "duplicates").await;
    browser.go("#/customers/duplicates").await;

    // What is chosen stands, and everything else of both.
    act::press(&browser, "Kovács Anna · Kovacs Anna").await;
    act::press(&browser, "Merge these two").await;
    check::sees(&browser, "Merged: Kovács Anna").await;
    browser.go("#/customers").await;
    act::fill(&browser, "Find a customer", "0177").await;
    check::sees(&browser, "Kovács Anna").await;
    check::sees(&browser, "1 of 5").await;

    act::press_text(&browser, "Kovács Anna").await;
    check::sees(&browser, "+36 1 555 0177").await;
    check::sees(&browser, "+36 30 555 0142").await;
    check::sees(&browser, "Likes walnut roll").await;
    browser.restart().await;
    // By the card of the one, and the phone of the other.
    sell(&browser, "5550177", "Kovács Anna", "1200", "Record sale · €1,200").await;

    browser.go("#/customers/duplicates").await;
    act::press(&browser, "Take apart").await;
    check::sees(&browser, "Whose are the purchases since?").await;
    act::tick(&browser, "1,200").await;
    act::press(&browser, "Take apart").await;
    check::sees(&browser, "Taken apart: Kovács Anna and Kovacs Anna").await;
    browser.go("#/customers").await;
    act::fill(&browser, "Find a customer", "0177").await;
    check::sees(&browser, "Kovacs Anna").await;
    act::press_text(&browser, "Kovacs Anna").await;
    check::sees(&browser, "1,200").await;

    // It is remembered, and not offered again.
    browser.go("#/customers/duplicates").await;
    check::sees_no(&browser, "Kovács Anna · Kovacs Anna").await;
    check::console_is_quiet(&browser);
    check::asked_no_other_host(&browser, &server);
}
