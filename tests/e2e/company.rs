//! A company with its people, whose order goes through all its stages; fields of the owner's own of
//! every kind; a card that was made of two and is taken apart where it stands.

use fantoccini::key::Key;

use crate::browser::Browser;
use crate::days::add_customer;
use crate::server::Server;
use crate::{act, check, screenshots};

const PHONE: (u32, u32) = (390, 844);
const DESK: (u32, u32) = (1280, 900);

/// Opens the form of the panel with this title.
async fn edit(browser: &Browser, panel: &str) {
    let script = "const head = [...document.querySelectorAll('.panel__head')]
        .find((head) => head.textContent.includes(arguments[0]));
        const button = head?.querySelector('button');
        button?.click();
        return button ? true : null";
    browser.wait(&format!("the panel “{panel}”"), script, vec![panel.into()]).await;
}

/// Opens the card of whoever is found by this.
async fn card_of(browser: &Browser, asked: &str, name: &str) {
    browser.go("#/customers").await;
    act::fill(browser, "Find a customer", asked).await;
    act::press_text(browser, name).await;
    check::is_at(browser, name).await;
}

async fn add_company(browser: &Browser) {
    add_customer(browser, "Tóth Bt.", "+36 1 555 0100").await;
    act::press(browser, "More").await;
    act::press(browser, "Edit name and card").await;
    act::tick(browser, "A company").await;
    act::press(browser, "Save").await;
    check::sees(browser, "Whom do you speak to there?").await;
    edit(browser, "Reference").await;
    act::fill(browser, "Opening hours", "Mon to Fri 6:00 to 15:00").await;
    act::press(browser, "Save").await;
    check::sees(browser, "Mon to Fri 6:00 to 15:00").await;
}

async fn add_person(browser: &Browser, name: &str, role: &str, phone: &str) {
    act::press(browser, "Add a person").await;
    act::fill(browser, "Name", name).await;
    act::fill(browser, "Role", role).await;
    act::fill(browser, "Phone", phone).await;
    act::fill(browser, "Likes", "roses").await;
    act::press(browser, "Add a person").await;
    check::sees(browser, &format!("{name} is now one of their people")).await;
}

/// Sells to the company, as an order that is half paid and due on a day.
async fn take_an_order(browser: &Browser) {
    browser.go("#/sale").await;
    act::fill(browser, "Find a customer by name, phone or card", "Bt.").await;
    act::press(browser, "Tóth Bt.").await;
    for digit in "840".chars() {
        act::press(browser, &digit.to_string()).await;
    }
    act::press(browser, "More: day").await;
    act::tick(browser, "It is an order").await;
    act::choose(browser, "Payment", "Partly paid").await;
    act::fill(browser, "Paid so far", "900").await;
    check::sees(browser, "That is more than the order costs").await;
    act::fill(browser, "Paid so far", "420").await;
    act::set(browser, "Due on", "2020-11-27").await;
    act::fill(browser, "Where the goods are", "on the shelf by the door").await;
    check::nothing_overflows(browser).await;
    act::press(browser, "Record sale · €840").await;
    check::sees(browser, "recorded for Tóth Bt.").await;
}

#[tokio::test]
async fn an_order_of_a_company_goes_through_all_its_stages() {
    let server = Server::start();
    for (width, height) in [PHONE, DESK] {
        let mut browser = Browser::open(&server).await;
        browser.resize(width, height);
        add_company(&browser).await;
        add_person(&browser, "Tóth Erzsébet", "owner, decides", "+36 30 555 0101").await;
        add_person(&browser, "Varga Dániel", "takes the goods", "+36 30 555 0102").await;
        add_person(&browser, "Szentgyörgyi-Albrecht Bernadett", "invoices", "").await;
        check::sees(&browser, "takes the goods").await;
        check::nothing_overflows(&browser).await;

        take_an_order(&browser).await;
        card_of(&browser, "Tóth Bt.", "Tóth Bt.").await;
        check::sees(&browser, "to pay").await;
        check::sees(&browser, "was due").await;
        check::sees(&browser, "on the shelf by the door").await;
        check::nothing_overflows(&browser).await;

        // Each press is a stage, and the customer can be told of it at once.
        act::press(&browser, "Next: Confirmed").await;
        check::sees(&browser, "Your order is confirmed.").await;
        act::press(&browser, "Write the message").await;
        check::holds(&browser, "Text", "Hello Tóth Bt.! Your order is confirmed.").await;
        act::press(&browser, "Done").await;
        check::sees(&browser, "Done: Tóth Bt.").await;
        check::sees_no(&browser, "Write the message").await;
        act::press(&browser, "Next: In work").await;
        check::sees(&browser, "We are working on your order.").await;
        act::press(&browser, "Not this time").await;
        check::sees_no(&browser, "We are working on your order.").await;
        act::press(&browser, "Next: Shipped").await;
        check::sees(&browser, "Your order is on its way.").await;
        if (width, height) == DESK {
            screenshots::whole(&browser, "company-order").await;
            browser.resize(width, height);
        }

        browser.go("#/settings").await;
        act::press(&browser, "Remove Shipped").await;
        check::sees(&browser, "1 open order is in this stage. Move it on first.").await;
        act::fill(&browser, "Name of the stage", "In work").await;
        act::key(&browser, Key::Tab).await;
        check::sees(&browser, "Another stage has this name.").await;
        act::fill(&browser, "Name of the stage", "Asked for").await;
        act::key(&browser, Key::Tab).await;
        act::fill(&browser, "New stage", "Packed").await;
        act::press(&browser, "Add a stage").await;
        check::sees(&browser, "Saved.").await;
        act::press(&browser, "Move Packed up").await;
        act::press(&browser, "Remove Confirmed").await;
        check::sees_no(&browser, "1 open order").await;
        check::nothing_overflows(&browser).await;

        card_of(&browser, "Tóth Bt.", "Tóth Bt.").await;
        check::sees(&browser, "Asked for").await;
        act::press(&browser, "Next: Delivered").await;
        act::press(&browser, "Edit the order").await;
        act::choose(&browser, "Payment", "Paid in full").await;
        act::press(&browser, "Save").await;
        act::press(&browser, "Not this time").await;
        check::sees(&browser, "Finished orders · 1").await;
        browser.restart().await;
        card_of(&browser, "Tóth Bt.", "Tóth Bt.").await;
        check::sees(&browser, "Finished orders · 1").await;

        // Whoever works there has a card of their own, which leads back.
        act::press(&browser, "Varga Dániel").await;
        check::is_at(&browser, "Varga Dániel").await;
        check::sees(&browser, "Works at").await;
        act::press(&browser, "Tóth Bt.").await;
        check::is_at(&browser, "Tóth Bt.").await;
        if (width, height) == PHONE {
            screenshots::whole(&browser, "company").await;
            browser.set_language("fa").await;
            browser.wait_until_started().await;
            check::sees(&browser, "افراد").await;
            browser.resize(width, height);
            check::nothing_overflows(&browser).await;
            screenshots::whole(&browser, "company-fa").await;
        }
        check::console_is_quiet(&browser);
        check::asked_no_other_host(&browser, &server);
    }
}

#[tokio::test]
async fn fields_of_ones_own_of_every_kind_are_added_filled_and_taken_away() {
    let server = Server::start();
    for (width, height) in [PHONE, DESK] {
        let browser = Browser::open(&server).await;
        browser.resize(width, height);
        add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
        browser.go("#/settings").await;
        act::press(&browser, "Add a field").await;
        act::press(&browser, "Save").await;
        check::sees(&browser, "A field needs a name.").await;
        act::fill(&browser, "Name of the field", "Milk").await;
        act::choose(&browser, "What it holds", "Choice").await;
        act::press(&browser, "Save").await;
        check::sees(&browser, "Write at least one choice.").await;
        act::fill(&browser, "Choice", "Oat").await;
        act::press(&browser, "Save").await;
        check::sees(&browser, "Choice · Oat").await;
        let others = [
            ("Nickname", "Text"),
            ("Shoe size", "Number"),
            ("Contract until", "Date"),
            ("Wants an invoice", "Yes or no"),
        ];
        for (name, kind) in others {
            act::press(&browser, "Add a field").await;
            act::fill(&browser, "Name of the field", name).await;
            act::choose(&browser, "What it holds", kind).await;
            act::press(&browser, "Save").await;
            check::sees(&browser, name).await;
        }
        check::nothing_overflows(&browser).await;
        if (width, height) == DESK {
            screenshots::whole(&browser, "own-fields").await;
            browser.resize(width, height);
        }

        card_of(&browser, "Anna", "Kovács Anna").await;
        edit(&browser, "Reference").await;
        act::fill(&browser, "Nickname", "Ani").await;
        act::fill(&browser, "Shoe size", "many").await;
        act::press(&browser, "Save").await;
        check::sees(&browser, "Please correct the marked fields.").await;
        check::sees(&browser, "That is not a number.").await;
        act::fill(&browser, "Shoe size", "38.5").await;
        act::set(&browser, "Contract until", "2027-03-01").await;
        act::choose(&browser, "Wants an invoice", "yes").await;
        act::choose(&browser, "Milk", "Oat").await;
        check::nothing_overflows(&browser).await;
        act::press(&browser, "Save").await;
        for value in ["Ani", "38.5", "2027", "yes", "Oat"] {
            check::sees(&browser, value).await;
        }
        edit(&browser, "Reference").await;
        act::choose(&browser, "Milk", "Not set").await;
        act::press(&browser, "Save").await;
        check::sees_no(&browser, "Oat").await;

        browser.go("#/settings").await;
        act::press(&browser, "Remove Shoe size").await;
        check::sees(&browser, "Field removed: Shoe size.").await;
        card_of(&browser, "Anna", "Kovács Anna").await;
        check::sees(&browser, "Ani").await;
        check::sees_no(&browser, "38.5").await;
        browser.go("#/history").await;
        act::press(&browser, "Undo").await;
        check::sees(&browser, "Do again").await;
        card_of(&browser, "Anna", "Kovács Anna").await;
        check::sees(&browser, "38.5").await;
        screenshots::take(&browser, "card").await;
        check::console_is_quiet(&browser);
        check::asked_no_other_host(&browser, &server);
    }
}

#[tokio::test]
async fn a_card_made_of_two_is_taken_apart_where_it_stands() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    browser.resize(PHONE.0, PHONE.1);
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    add_customer(&browser, "Kovacs Anna", "+36 1 555 0177").await;
    browser.go("#/customers/duplicates").await;
    act::press(&browser, "Merge these two").await;
    check::sees(&browser, "Merged: ").await;
    card_of(&browser, "0177", "Kov").await;
    check::sees(&browser, "Made of several cards").await;
    check::nothing_overflows(&browser).await;
    act::press(&browser, "Take apart").await;
    check::sees(&browser, "Nothing was bought since.").await;
    act::press(&browser, "Take apart").await;
    check::sees(&browser, "Taken apart: Kovács Anna and Kovacs Anna").await;
    check::sees_no(&browser, "Made of several cards").await;
    check::sees_no(&browser, "0177").await;
    check::console_is_quiet(&browser);
    check::asked_no_other_host(&browser, &server);
}
