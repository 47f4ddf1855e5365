//! Whoever is to be written to: the answers on Today, a first text, all sleepers, silence, and two
//! shops that become one.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::days::{add_customer, import, save_copy, sell, set_forints};
use crate::server::Server;
use crate::{act, axe, cafe, check};

const PHONE: (u32, u32) = (390, 844);
const DESKTOP: (u32, u32) = (1280, 900);

/// A café of sixty guests, of whom every fifth stays away.
async fn open_cafe(server: &Server) -> Browser {
    let browser = Browser::open(server).await;
    set_forints(&browser).await;
    let log = cafe::log(browser.folder(), 60, cafe::today());
    import(&browser, &log, "Import 510 purchases").await;
    browser
}

/// The link in the open dialog, its text taken apart.
async fn link_to_send(browser: &Browser) -> (String, String) {
    let script = "const link = document.querySelector('dialog[open] footer a[href]');
        return link && [link.protocol + link.pathname, new URL(link.href).searchParams.get('body')]";
    let found = browser.wait("a link to send by", script, vec![]).await;
    let part = |at: usize| found[at].as_str().unwrap().to_owned();
    (part(0), part(1))
}

async fn answers_on_today(browser: &Browser, size: (u32, u32)) {
    browser.go("#/").await;
    check::sees(browser, "people to contact today").await;

    // Done: gone at once, the keyboard on the next line, and still gone after a restart.
    act::press_in_row(browser, "Kovács Anna", "Done").await;
    check::sees(browser, "Done: Kovács Anna.").await;
    let on_a_line = "return document.activeElement.closest('li') !== null || null";
    browser.wait("the focus on another line", on_a_line, vec![]).await;
    // The word that it is saved stands where there is room for it.
    browser.resize(DESKTOP.0, DESKTOP.1);
    check::sees(browser, "On this device").await;
    browser.resize(size.0, size.1);
    browser.reload().await;
    browser.wait_until_started().await;
    check::sees(browser, "people to contact today").await;
    check::sees_no(browser, "Kovács Anna").await;

    // Later and not at all, by the menu of the line.
    act::press_in_row(browser, "Varga Anna", "Later or not at all").await;
    act::press(browser, "Later: in a week").await;
    check::sees(browser, "Varga Anna is back on the list on").await;
    act::press(browser, "Undo").await;
    check::sees(browser, "usually every 9 days").await;
    act::press_in_row(browser, "Varga Anna", "Later or not at all").await;
    act::press(browser, "Not at all").await;
    check::sees(browser, "Varga Anna will not be listed for being asleep any more").await;
    check::nothing_overflows(browser).await;

    act::press(browser, "Close").await;

    // The history tells it and the card has the way back.
    browser.go("#/history").await;
    check::sees(browser, "Varga Anna: Not to be listed for being asleep").await;
    check::sees(browser, "Kovács Anna: Contacted, as they were asleep").await;
    open_card(browser, "Varga Anna").await;
    check::sees(browser, "never when asleep").await;
    act::press(browser, "List again").await;
    check::sees(browser, "Varga Anna is on the list again.").await;
    browser.go("#/").await;
    check::sees(browser, "Varga Anna").await;
}

async fn open_card(browser: &Browser, name: &str) {
    browser.go("#/customers").await;
    act::fill(browser, "Find a customer by name, phone or card", name).await;
    act::key(browser, Key::Enter).await;
    check::is_at(browser, name).await;
}

/// Waits until no line of a list is about this person.
async fn has_no_line(browser: &Browser, name: &str) {
    let script = "return ![...document.querySelectorAll('.rows .row__title')]
        .some((title) => title.innerText === arguments[0]) || null";
    browser.wait("the line to go", script, vec![json!(name)]).await;
}

async fn a_first_text(browser: &Browser) {
    browser.go("#/").await;
    act::press_in_row(browser, "Varga Anna", "Write").await;
    check::is_at(browser, "Write to Varga Anna").await;
    let (to, text) = link_to_send(browser).await;
    assert_eq!(to, "sms:+36305550005");
    assert!(text.starts_with("Hello Varga Anna!"), "{text}");
    act::fill(browser, "Text", "Anna, coffee & cake?").await;
    assert_eq!(link_to_send(browser).await.1, "Anna, coffee & cake?");
    axe::check(browser, "a first text").await;
    check::nothing_overflows(browser).await;

    // Leaving it does not throw it away; done notes by what.
    act::key(browser, Key::Escape).await;
    act::press_in_row(browser, "Varga Anna", "Write").await;
    check::holds(browser, "Text", "Anna, coffee & cake?").await;
    act::press(browser, "Done").await;
    check::sees(browser, "Done: Varga Anna.").await;
    has_no_line(browser, "Varga Anna").await;
    open_card(browser, "Varga Anna").await;
    check::sees(browser, "Contacted, as they were asleep: Text message").await;
}

async fn silence_is_kept(browser: &Browser) {
    open_card(browser, "Balogh Anna").await;
    act::press(browser, "More").await;
    act::press(browser, "Never contact them again").await;
    check::sees_no(browser, "Write").await;
    for address in ["#/", "#/customers/asleep"] {
        browser.go(address).await;
        check::sees(browser, "1 person who asked not to be contacted is left out.").await;
        check::sees_no(browser, "Balogh Anna").await;
    }
}

/// The first name of the list, and how many lines it has.
async fn first_line(browser: &Browser) -> Value {
    let script = "const lines = document.querySelectorAll('.rows .row');
        return [lines.length, lines[0]?.querySelector('.row__title')?.innerText ?? null]";
    browser.run(script, vec![]).await
}

async fn all_sleepers(browser: &Browser) {
    browser.go("#/customers/asleep").await;
    check::is_at(browser, "Asleep").await;
    check::holds(browser, "Sort by", "worth").await;
    check::sees(browser, "in four weeks").await;
    check::sees(browser, "visits missed").await;
    let (lines, by_worth) = {
        let found = first_line(browser).await;
        (found[0].as_u64().unwrap(), found[1].clone())
    };
    act::choose(browser, "Sort by", "Longest away first").await;
    let another = "const first = document.querySelector('.rows .row__title');
        return first && first.innerText !== arguments[0]";
    browser.wait("another order", another, vec![by_worth]).await;
    let first = first_line(browser).await[1].as_str().unwrap().to_owned();
    act::press_in_row(browser, &first, "Done").await;
    has_no_line(browser, &first).await;
    assert_eq!(first_line(browser).await[0], json!(lines - 1));

    // The answered have a list of their own, with the way back.
    act::press(browser, "Done, later or not at all").await;
    check::sees(browser, "done on").await;
    act::press_in_row(browser, &first, "List again").await;
    act::press(browser, "To contact").await;
    // The message names them too.
    act::press_in_row(browser, &first, "Write").await;
    check::is_at(browser, &format!("Write to {first}")).await;
    act::key(browser, Key::Escape).await;
    check::nothing_overflows(browser).await;
    axe::check(browser, "all sleepers").await;
}

#[tokio::test]
async fn today_is_worked_on_a_phone_and_at_a_desk() {
    for (width, height) in [PHONE, DESKTOP] {
        let server = Server::start();
        let browser = open_cafe(&server).await;
        browser.resize(width, height);
        answers_on_today(&browser, (width, height)).await;
        a_first_text(&browser).await;
        silence_is_kept(&browser).await;
        all_sleepers(&browser).await;
        check::asked_no_other_host(&browser, &server);
        check::console_is_quiet(&browser);
    }
}

#[tokio::test]
async fn two_shops_that_started_apart_become_one() {
    for (width, height) in [PHONE, DESKTOP] {
        let server = Server::start();
        let laptop = Browser::open(&server).await;
        set_forints(&laptop).await;
        add_customer(&laptop, "Kovács Anna", "+36 30 555 0142").await;
        sell(&laptop, "anna", "Kovács Anna", "1000", "Record sale · Ft 1,000").await;
        let phone = Browser::open(&server).await;
        set_forints(&phone).await;
        phone.resize(width, height);
        add_customer(&phone, "Anna K.", "06 30 555 0142").await;
        sell(&phone, "anna", "Anna K.", "234", "Record sale · Ft 234").await;
        let of_phone = save_copy(&phone).await;
        let before = save_copy(&laptop).await;

        // A preview first; leaving it changes nothing.
        phone.go("#/data").await;
        act::upload(&phone, "", &before).await;
        check::sees(&phone, "Join with the shop in").await;
        check::sees(&phone, "1 customer may be in both").await;
        check::sees(&phone, "same phone number").await;
        check::nothing_overflows(&phone).await;
        axe::check(&phone, "joining two shops").await;
        act::press(&phone, "Back").await;
        phone.go("#/customers").await;
        check::sees(&phone, "Anna K.").await;
        check::sees_no(&phone, "Kovács Anna").await;

        phone.go("#/data").await;
        act::upload(&phone, "", &before).await;
        act::press(&phone, "Join the two shops").await;
        check::sees(&phone, "Joined with the shop in").await;
        let joined = save_copy(&phone).await;

        // The laptop knows the copy for its own, and both agree; older copies bring nothing.
        laptop.go("#/data").await;
        act::upload(&laptop, "", &joined).await;
        act::press(&laptop, "Apply these changes").await;
        check::sees(&laptop, " merged.").await;
        for device in [&laptop, &phone] {
            device.go("#/customers").await;
            check::sees(device, "Kovács Anna").await;
            check::sees(device, "Anna K.").await;
            for copy in [&of_phone, &joined] {
                device.go("#/data").await;
                act::upload(device, "", copy).await;
                check::sees(device, "There is nothing to do").await;
                act::press(device, "Back").await;
            }
        }

        // One step in the history, and they part again.
        phone.go("#/history").await;
        act::press_in_row(&phone, "Joined with another shop", "Undo").await;
        phone.go("#/customers").await;
        check::sees_no(&phone, "Kovács Anna").await;
        check::sees(&phone, "Anna K.").await;
        check::console_is_quiet(&phone);
    }
}

#[tokio::test]
async fn shops_of_two_currencies_stay_two() {
    let server = Server::start();
    let one = Browser::open(&server).await;
    set_forints(&one).await;
    add_customer(&one, "Kovács Anna", "+36 30 555 0142").await;
    sell(&one, "anna", "Kovács Anna", "1000", "Record sale · Ft 1,000").await;
    let copy = save_copy(&one).await;
    let other = Browser::open(&server).await;
    add_customer(&other, "Nagy Péter", "+36 20 555 0190").await;
    sell(&other, "nagy", "Nagy Péter", "1000", "Record sale · €1,000").await;
    other.go("#/data").await;
    act::upload(&other, "", &copy).await;
    check::sees(&other, "one in EUR and one in HUF").await;
    assert!(!crate::find::is_there(&other, crate::find::Kind::Button, "Join the two shops").await);
    check::console_is_quiet(&other);
}
