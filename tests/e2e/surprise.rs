//! Nothing by surprise: whom a sale is for, what an undo takes, and what was typed and looked for.
//!
//! Each journey is walked on a phone and on a desktop.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::days::{add_customer, import, open_list, save_copy, sell, set_forints};
use crate::server::Server;
use crate::{act, axe, cafe, check, screenshots};

const PHONE_AND_DESKTOP: [(u32, u32); 2] = [(390, 844), (1280, 900)];
const FIND: &str = "Find a customer by name, phone or card";

/// Types an amount by the keys of the keyboard.
async fn key_in(browser: &Browser, digits: &str) {
    browser.run("document.querySelector('.sale__amount').focus()", vec![]).await;
    let amount = browser.client.active_element().await.unwrap();
    amount.send_keys(digits).await.unwrap();
}

/// The page behind, by the browser's own button.
async fn go_back(browser: &Browser) {
    browser.run("history.back()", vec![]).await;
}

#[tokio::test]
async fn a_sale_asks_whom_it_is_for_and_says_for_whom_it_was() {
    let server = Server::start();
    for (width, height) in PHONE_AND_DESKTOP {
        let browser = Browser::open(&server).await;
        set_forints(&browser).await;
        browser.resize(width, height);
        add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
        add_customer(&browser, "Kovács Béla", "+36 30 555 0143").await;

        // Typed, not chosen: asked in place, and answered by the keyboard alone.
        browser.go("#/sale").await;
        act::fill(&browser, FIND, "kov").await;
        key_in(&browser, "1150").await;
        act::press(&browser, "Record sale · Ft 1,150").await;
        check::sees(&browser, "Who is this sale for? You typed “kov” but chose nobody.").await;
        check::nothing_overflows(&browser).await;
        axe::check(&browser, "whose sale").await;
        let on_anna = "return document.activeElement?.textContent.includes('Kovács Anna') || null";
        browser.wait("the focus to be on the best match", on_anna, vec![]).await;
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "Ft 1,150 recorded for Kovács Anna.").await;

        // Nobody of that name: added and sold to as one step, which goes as one.
        act::fill(&browser, FIND, "Nagy Zita").await;
        key_in(&browser, "890").await;
        act::press(&browser, "Record sale · Ft 890").await;
        act::press(&browser, "Add “Nagy Zita” as a new customer").await;
        check::sees(&browser, "Ft 890 recorded for Nagy Zita.").await;
        // In the message; the button below may lie under the dock of a phone.
        browser.run("document.querySelector('.toast__action').click()", vec![]).await;
        check::sees(&browser, "undone").await;

        // A newcomer half filled in is asked about too.
        act::press(&browser, "Someone new").await;
        act::fill(&browser, "Name", "Tóth Éva").await;
        key_in(&browser, "70").await;
        act::press(&browser, "Record sale · Ft 70").await;
        check::sees(&browser, "You typed “Tóth Éva” but chose nobody.").await;
        act::press(&browser, "Walk-in, for no customer").await;
        check::sees(&browser, "Ft 70 recorded for a walk-in.").await;

        browser.go("#/customers").await;
        check::sees(&browser, "Kovács Béla").await;
        check::sees_no(&browser, "Nagy Zita").await;
        check::sees_no(&browser, "Tóth Éva").await;
        check::console_is_quiet(&browser);
    }
}

#[tokio::test]
async fn on_a_phone_what_is_worth_saying_stands_above_the_button() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    browser.resize(390, 844);
    let log = cafe::log(browser.folder(), 60, cafe::today());
    import(&browser, &log, "Import 510 purchases").await;
    browser.go("#/sale").await;
    act::fill(&browser, FIND, "5550000").await;
    act::press(&browser, "Kovács Anna").await;
    check::sees(&browser, "usually every").await;
    let stands = "const [say, button] = ['.sale__say', '.sale__take .button']
            .map((name) => document.querySelector(name)?.getBoundingClientRect());
        return say && button && say.height > 0 && say.top >= 0
            && say.bottom <= button.top && button.bottom <= innerHeight ? true : null";
    browser.wait("the words to stand right above the button", stands, vec![]).await;
    let address = browser.run("return location.hash", vec![]).await;
    assert_eq!(address, "#/sale");
}

#[tokio::test]
async fn an_undo_says_what_goes_and_keeps_who_bought_since() {
    let server = Server::start();
    for (width, height) in PHONE_AND_DESKTOP {
        let browser = Browser::open(&server).await;
        set_forints(&browser).await;
        browser.resize(width, height);
        let log = cafe::log(browser.folder(), 30, cafe::today());
        import(&browser, &log, "Import 237 purchases").await;
        sell(&browser, "5550000", "Kovács Anna", "1150", "Record sale · Ft 1,150").await;

        browser.go("#/history").await;
        act::press_in_row(&browser, "till.csv", "Undo").await;
        check::sees(
            &browser,
            "29 customers will be removed: Nagy Anna, Szabó Anna, Tóth Anna and 26 more",
        )
        .await;
        check::sees(&browser, "237 purchases will be removed").await;
        let stays = "1 customer stays, because something was recorded with them since: Kovács Anna";
        check::sees(&browser, stays).await;
        check::nothing_overflows(&browser).await;
        axe::check(&browser, "undo").await;

        // Not done until it is said.
        act::press(&browser, "Cancel").await;
        browser.go("#/customers").await;
        check::sees(&browser, "Balogh Anna").await;
        browser.go("#/history").await;
        act::press_in_row(&browser, "till.csv", "Undo").await;
        act::press(&browser, "Yes, undo it").await;
        check::sees_no(&browser, "Yes, undo it").await;
        browser.go("#/customers").await;
        check::sees(&browser, "Kovács Anna").await;
        // A phone shows what the list is ordered by.
        act::choose(&browser, "Sort by", "Most spent first").await;
        check::sees(&browser, "Ft 1,150").await;
        check::sees_no(&browser, "Balogh Anna").await;

        // Done again, and undone with what was recorded since.
        browser.go("#/history").await;
        act::press(&browser, "Do again").await;
        browser.go("#/customers").await;
        check::sees(&browser, "Balogh Anna").await;
        browser.go("#/history").await;
        // The line of the import itself, not that of its undo above it.
        check::sees(&browser, "Imported").await;
        let undo_import = "[...document.querySelectorAll('button')].find((button) =>
            button.closest('li, tr, [role=row], [role=listitem]')?.textContent.trim()
                .startsWith('Imported')).click()";
        browser.run(undo_import, vec![]).await;
        act::press_text(&browser, "Remove them too, with the 1 later change").await;
        check::sees(&browser, "30 customers will be removed").await;
        act::press(&browser, "Yes, undo it").await;
        browser.go("#/customers").await;
        check::sees(&browser, "No customers yet").await;
        check::console_is_quiet(&browser);
    }
}

#[tokio::test]
async fn lists_and_drafts_are_as_they_were_when_one_comes_back() {
    let server = Server::start();
    for (width, height) in PHONE_AND_DESKTOP {
        let browser = Browser::open(&server).await;
        set_forints(&browser).await;
        browser.resize(width, height);
        let log = cafe::log(browser.folder(), 120, cafe::today());
        import(&browser, &log, "Import 1,020 purchases").await;

        browser.go("#/customers").await;
        act::fill(&browser, FIND, "anna").await;
        act::choose(&browser, "Sort by", "Most spent first").await;
        check::counts(&browser, ".customer-row:not(.customer-row--head)", 12).await;
        act::press_text(&browser, "Varga Anna").await;
        check::is_at(&browser, "Varga Anna").await;
        go_back(&browser).await;
        check::holds(&browser, FIND, "anna").await;
        check::holds(&browser, "Sort by", "spent").await;
        // A sale half typed waits; so does a customer half written down.
        browser.go("#/sale").await;
        key_in(&browser, "12").await;
        browser.go("#/customers/new").await;
        act::fill(&browser, "Name", "Half Written").await;
        act::key(&browser, Key::Escape).await;
        act::press(&browser, "Add customer").await;
        check::holds(&browser, "Name", "Half Written").await;
        check::sees(&browser, "You typed this earlier").await;
        act::press(&browser, "Start empty").await;
        check::holds(&browser, "Name", "").await;
        act::press(&browser, "Cancel").await;
        browser.go("#/sale").await;
        check::sees(&browser, "Record sale · Ft 12").await;
        act::press(&browser, "Start empty").await;
        check::sees_no(&browser, "Record sale · Ft 12").await;
        check::console_is_quiet(&browser);
    }
}

#[tokio::test]
async fn a_note_is_not_thrown_away_by_escape_or_by_leaving() {
    let server = Server::start();
    for (width, height) in PHONE_AND_DESKTOP {
        let browser = Browser::open(&server).await;
        browser.resize(width, height);
        add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
        act::press(&browser, "Edit").await;
        // Out from under the dock, as a thumb would push it.
        let up = "document.querySelector('textarea').scrollIntoView({ block: 'center' })";
        browser.run(up, vec![]).await;
        act::fill(&browser, "Note", "walnut roll on Fridays").await;
        act::key(&browser, Key::Escape).await;
        check::sees(&browser, "What you typed is not saved yet.").await;
        act::press(&browser, "Keep typing").await;
        check::holds(&browser, "Note", "walnut roll on Fridays").await;
        let here = browser.run("return location.hash", vec![]).await;
        browser.go("#/history").await;
        check::is_at(&browser, "Leave without saving?").await;
        axe::check(&browser, "leaving").await;
        act::press(&browser, "Keep typing").await;
        check::holds(&browser, "Note", "walnut roll on Fridays").await;
        assert_eq!(browser.run("return location.hash", vec![]).await, here);
        browser.go("#/history").await;
        act::press(&browser, "Leave without saving").await;
        check::is_at(&browser, "History").await;
        check::sees_no(&browser, "walnut").await;
        check::console_is_quiet(&browser);
    }
}

#[tokio::test]
async fn the_currency_is_asked_first_and_stays_once_something_was_sold() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    check::sees(&browser, "In which currency do you sell?").await;
    act::choose(&browser, "Currency", "Hungarian forint · HUF").await;
    act::press(&browser, "Use Hungarian forint · HUF").await;
    check::sees_no(&browser, "In which currency do you sell?").await;
    browser.go("#/settings").await;
    check::holds(&browser, "Currency", "HUF").await;
    act::choose(&browser, "Currency", "Euro · EUR").await;
    check::holds(&browser, "Currency", "EUR").await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    sell(&browser, "anna", "Kovács Anna", "1150", "Record sale · €1,150").await;
    browser.go("#/settings").await;
    check::sees(&browser, "There is 1 purchase in EUR, so the currency stays").await;
    browser.go("#/history").await;
    act::press_in_row(&browser, "Sale of", "Undo").await;
    browser.go("#/settings").await;
    check::sees_no(&browser, "so the currency stays").await;
    act::choose(&browser, "Currency", "Hungarian forint · HUF").await;
    check::holds(&browser, "Currency", "HUF").await;
    check::console_is_quiet(&browser);
}

/// Makes the browser's clock wrong by so many days from the next load on; gives what undoes it.
fn set_clock_wrong(browser: &Browser, days: i64) -> Value {
    let source = format!(
        "{{ const Real = Date, by = {days} * 86400000;
        globalThis.Date = class extends Real {{
            constructor(...parts) {{ parts.length ? super(...parts) : super(Real.now() + by); }}
            static now() {{ return Real.now() + by; }}
        }}; }}"
    );
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }))
}

#[tokio::test]
async fn what_a_wrong_clock_wrote_is_named_and_put_right() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    let wrong = set_clock_wrong(&browser, 1862);
    browser.reload().await;
    browser.wait_until_started().await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    sell(&browser, "anna", "Kovács Anna", "1150", "Record sale · Ft 1,150").await;
    let identifier = wrong["identifier"].clone();
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", &json!({ "identifier": identifier }));
    browser.reload().await;
    browser.wait_until_started().await;

    browser.go("#/history").await;
    check::sees(&browser, "day not known: the device’s clock was wrong").await;
    browser.go("#/customers").await;
    act::press_text(&browser, "Kovács Anna").await;
    check::sees(&browser, "in the future, so no figure counts it yet").await;
    screenshots::take(&browser, "dated-ahead").await;
    act::press(&browser, "Correct the day").await;
    check::sees_no(&browser, "so no figure counts it yet").await;
    check::sees(&browser, "1 visit").await;
    check::sees(&browser, "the device’s clock was wrong").await;
    check::console_is_quiet(&browser);
}

/// Presses the button of this name and leaves for another page before anything else can happen.
async fn press_and_leave(browser: &Browser, name: &str, to: &str) {
    let script = "const [name, to] = arguments;
        const button = [...document.querySelectorAll('button')]
            .find((one) => one.textContent.trim() === name && !one.disabled);
        if (!button) return null;
        button.click();
        location.hash = to;
        return true";
    browser.wait(name, script, vec![json!(name), json!(to)]).await;
}

#[tokio::test]
async fn leaving_the_page_while_a_file_comes_in_loses_nothing() {
    let server = Server::start();
    for (width, height) in PHONE_AND_DESKTOP {
        let browser = Browser::open(&server).await;
        set_forints(&browser).await;
        browser.resize(width, height);
        let log = cafe::log(browser.folder(), 30, cafe::today());
        open_list(&browser, &log, "Import 237 purchases").await;
        press_and_leave(&browser, "Import 237 purchases", "#/customers").await;
        check::sees(&browser, "till.csv imported. New here: 30 customers and 237 purchases.").await;
        check::sees(&browser, "Kovács Anna").await;
        check::nothing_overflows(&browser).await;
        // It came in as one, and goes as one.
        act::press(&browser, "Undo").await;
        check::sees(&browser, "30 customers will be removed").await;
        act::press(&browser, "Cancel").await;

        // The same for the copy of a shop this device is not of.
        let copy = save_copy(&browser).await;
        let other = Browser::open(&server).await;
        other.resize(width, height);
        other.go("#/data").await;
        act::upload(&other, "", &copy).await;
        press_and_leave(&other, "Apply these changes", "#/customers").await;
        check::sees(&other, " merged.").await;
        check::sees(&other, "Kovács Anna").await;
        for browser in [&browser, &other] {
            check::console_is_quiet(browser);
        }
    }
}

#[tokio::test]
async fn a_long_list_is_where_it_was_when_one_comes_back_from_a_card() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    set_forints(&browser).await;
    let log = cafe::log(browser.folder(), 300, cafe::today());
    import(&browser, &log, "Import 2,550 purchases").await;
    for (width, height) in PHONE_AND_DESKTOP {
        browser.resize(width, height);
        for place in [4_000, 9_000] {
            browser.go("#/customers").await;
            let rows = "return document.querySelectorAll('.windowed-list__row').length > 8";
            browser.wait("the rows", rows, vec![]).await;
            let near = "const list = document.querySelector('.windowed-list');
                list.scrollTop = arguments[0] - 40;
                const { left, top } = list.getBoundingClientRect();
                const there = document.elementFromPoint(left + 80, top + 200);
                return there.closest('.windowed-list__row') !== null";
            browser.wait("a row where it was scrolled to", near, vec![json!(place)]).await;
            // As a hand would: the browser has told of the scroll, by the picture that follows it.
            let scroll_and_press = "const list = document.querySelector('.windowed-list');
                list.scrollTop = arguments[0];
                await new Promise((seen) =>
                    requestAnimationFrame(() => requestAnimationFrame(seen)));
                const { left, top } = list.getBoundingClientRect();
                document.elementFromPoint(left + 80, top + 200).click()";
            browser.run_async(scroll_and_press, vec![json!(place)]).await;
            let on_a_card = "return location.hash.startsWith('#/customer/')
                && document.querySelector('.windowed-list') === null";
            browser.wait("the card", on_a_card, vec![]).await;
            go_back(&browser).await;
            let is_back =
                "return document.querySelector('.windowed-list')?.scrollTop === arguments[0]";
            browser.wait(&format!("the list at {place}"), is_back, vec![json!(place)]).await;
        }
    }
    check::console_is_quiet(&browser);
}
