//! What stood twice and is one now: who is known already, and money given back.
//!
//! Each journey is walked on a phone and on a desktop.

use fantoccini::key::Key;

use crate::browser::Browser;
use crate::days::{add_customer, sell, set_forints};
use crate::server::Server;
use crate::{act, axe, check, screenshots};

const PHONE_AND_DESKTOP: [(u32, u32); 2] = [(390, 844), (1280, 900)];

#[tokio::test]
async fn whoever_is_known_is_told_while_somebody_is_written_down() {
    let server = Server::start();
    for (width, height) in PHONE_AND_DESKTOP {
        let browser = Browser::open(&server).await;
        set_forints(&browser).await;
        browser.resize(width, height);
        browser.go("#/customers/new").await;
        act::fill(&browser, "Name", "Kovács Anna").await;
        act::fill(&browser, "Phone", "+36 30 555 0142").await;
        act::fill(&browser, "Card number", "A 17").await;
        act::key(&browser, Key::Enter).await;
        check::is_at(&browser, "Kovács Anna").await;

        // In another order, another form, another case.
        browser.go("#/customers/new").await;
        act::fill(&browser, "Name", "ANNA kovacs").await;
        check::sees(&browser, "Kovács Anna has this name already.").await;
        act::fill(&browser, "Phone", "06 30 555-0142").await;
        check::sees(&browser, "Kovács Anna has this phone number already.").await;
        act::fill(&browser, "Card number", "a17").await;
        check::sees(&browser, "Kovács Anna has this card already.").await;
        act::fill(&browser, "Phone", "06 30 555-0143").await;
        check::sees_no(&browser, "Kovács Anna has this phone number already.").await;
        act::key(&browser, Key::Escape).await;

        // At the till: by the number she has, and by her card and Enter.
        browser.go("#/sale").await;
        act::press(&browser, "Someone new").await;
        act::fill(&browser, "Phone", "0630 555 0142").await;
        check::sees(&browser, "That number is Kovács Anna’s already.").await;
        act::press(&browser, "Choose Kovács Anna").await;
        check::sees(&browser, "chosen").await;
        act::press(&browser, "Someone else").await;
        act::fill(&browser, "Find a customer by name, phone or card", "A17").await;
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "chosen").await;

        // Whoever is gone has nothing any more.
        browser.go("#/history").await;
        check::sees(&browser, "New customer: Kovács Anna").await;
        act::press(&browser, "Undo").await;
        check::sees(&browser, "undone").await;
        browser.go("#/customers/new").await;
        check::holds(&browser, "Name", "ANNA kovacs").await;
        check::sees_no(&browser, "Kovács Anna has").await;
        check::console_is_quiet(&browser);
    }
}

#[tokio::test]
async fn money_is_given_back_in_the_same_form_at_the_till_and_on_the_card() {
    let server = Server::start();
    for (width, height) in PHONE_AND_DESKTOP {
        let browser = Browser::open(&server).await;
        set_forints(&browser).await;
        browser.resize(width, height);
        add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
        sell(&browser, "anna", "Kovács Anna", "1150", "Record sale · Ft 1,150").await;

        act::press(&browser, "Refund").await;
        check::sees(&browser, "Ft 1,150 of this purchase is left.").await;
        axe::check(&browser, "refund").await;
        screenshots::whole(&browser, "refund").await;
        browser.resize(width, height);
        act::fill(&browser, "How much to refund", "12.5").await;
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "Too many decimals for this currency.").await;
        act::fill(&browser, "How much to refund", "2000").await;
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "Only Ft 1,150 of this purchase is left to refund.").await;
        act::fill(&browser, "How much to refund", "150").await;
        act::fill(&browser, "Why, if you like", "cold").await;
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "Ft 150 refunded.").await;
        check::sees(&browser, "refunded: Ft 150").await;

        browser.go("#/customers").await;
        act::press_text(&browser, "Kovács Anna").await;
        check::is_at(&browser, "Kovács Anna").await;
        act::press(&browser, "Purchases").await;
        act::press(&browser, "Refund").await;
        check::sees(&browser, "Ft 1,000 of this purchase is left.").await;
        act::fill(&browser, "How much to refund", "100").await;
        act::key(&browser, Key::Escape).await;
        check::sees(&browser, "What you typed is not saved yet.").await;
        act::press(&browser, "Keep typing").await;
        act::fill(&browser, "How much to refund", "1000").await;
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "Ft 1,000 refunded.").await;
        check::console_is_quiet(&browser);
    }
}
