//! How people come into the base: a bought list that is called, a stall, and what a source brings.

use std::fmt::Write as _;
use std::fs;

use fantoccini::key::Key;

use crate::browser::Browser;
use crate::server::Server;
use crate::{act, axe, check, screenshots};

/// A list of offices nearby, as one buys it; the seller says that all of them agreed to emails.
fn bought_list(n: usize) -> String {
    let mut text = String::from("name,phone,email,accepts email marketing\n");
    for place in 0..n {
        writeln!(text, "Office {place:03},+36 1 555 {place:04},office{place}@example.hu,yes")
            .expect("texts take all");
    }
    text
}

/// The app with such a list in it.
async fn with_a_bought_list(server: &Server, size: (u32, u32), n: usize) -> Browser {
    let browser = Browser::open(server).await;
    browser.resize(size.0, size.1);
    browser.go("#/data").await;
    let file = browser.folder().join("offices.csv");
    fs::write(&file, bought_list(n)).expect("a file to import");
    act::upload(&browser, "", &file).await;
    act::fill(&browser, "Where these people come from", "Offices nearby").await;
    act::key(&browser, Key::Tab).await;
    act::tick(&browser, "This list was bought or handed over").await;
    act::press(&browser, &format!("Import {n} customers")).await;
    check::sees(&browser, &format!("{n} customers")).await;
    browser
}

#[tokio::test]
async fn a_bought_list_is_called_by_a_script_with_keys() {
    let server = Server::start();
    for size in [(390, 844), (1280, 900)] {
        let mut browser = with_a_bought_list(&server, size, 40).await;
        browser.go("#/calls/scripts").await;
        act::press(&browser, "Begin with a ready one").await;
        check::nothing_overflows(&browser).await;
        act::fill(&browser, "Name", "").await;
        act::press(&browser, "Save").await;
        check::sees(&browser, "Give the script a name.").await;
        act::fill(&browser, "Name", "Offices, autumn").await;
        act::press(&browser, "Save").await;
        check::sees(&browser, "Script “Offices, autumn” is saved.").await;

        act::press(&browser, "Call").await;
        check::sees(&browser, "40 people to call").await;
        act::fill(&browser, "Who is calling", "Lili").await;
        check::sees(&browser, "Office 000").await;
        check::sees(&browser, "not called before").await;
        check::sees(&browser, "Good morning, Office 000! This is Lili").await;
        check::sees(&browser, "call, but write only after a yes").await;
        check::nothing_overflows(&browser).await;
        leave_the_field(&browser).await;

        // A goes on, the way back, B, and then how it ended: without a mouse.
        act::key_of(&browser, "a").await;
        check::sees(&browser, "What do you take most often").await;
        act::key(&browser, Key::Backspace).await;
        check::sees(&browser, "Good morning, Office 000!").await;
        act::key_of(&browser, "a").await;
        act::key_of(&browser, "a").await;
        check::sees(&browser, "Let us agree on the day").await;
        act::key_of(&browser, "2").await;
        act::fill(&browser, "In their words", "rolls on Mondays").await;
        act::tick(&browser, "They agreed to get news").await;
        leave_the_field(&browser).await;
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "Office 000: Interested.").await;
        check::sees(&browser, "39 people to call").await;
        check::sees(&browser, "Office 001").await;

        // Nothing chosen is said, and nothing is saved.
        act::press(&browser, "Save, and call the next").await;
        check::sees(&browser, "Choose how the call ended, then save.").await;
        act::press(&browser, "Rude").await;
        act::tick(&browser, "They asked never to be contacted again").await;
        act::press(&browser, "Save, and call the next").await;
        check::sees(&browser, "38 people to call").await;
        act::press(&browser, "Skip").await;
        check::sees(&browser, "Office 003").await;
        act::press(&browser, "No answer").await;
        act::press(&browser, "Save, and call the next").await;
        check::sees(&browser, "37 people to call").await;
        check::sees(&browser, "3 calls").await;
        check::sees(&browser, "What calls came to").await;
        axe::check(&browser, "filling the base").await;

        browser.restart().await;
        browser.go("#/calls").await;
        check::sees(&browser, "37 people to call").await;
        check::sees(&browser, "Office 002").await;
        browser.go("#/customers").await;
        act::fill(&browser, "Find", "Office 000").await;
        act::press(&browser, "Office 000").await;
        check::sees(&browser, "Call: Interested").await;
        check::sees(&browser, "rolls on Mondays").await;
        check::sees(&browser, "said on the phone").await;
        // The seller's word is nobody's yes: only the text they agreed to may be written.
        browser.go("#/customers/where/all(consent-email%20is%20given)").await;
        check::sees(&browser, "No customer found").await;
        check::console_is_quiet(&browser);
        check::asked_no_other_host(&browser, &server);
        browser.go("#/calls").await;
        screenshots::take(&browser, "calls").await;
        screenshots::whole(&browser, "calls").await;
        browser.go("#/calls/scripts").await;
        screenshots::take(&browser, "scripts").await;
        act::press(&browser, "Offices, autumn").await;
        screenshots::whole(&browser, "script").await;
    }
}

/// Takes the cursor out of a field, so that keys mean the page's.
async fn leave_the_field(browser: &Browser) {
    browser.run("document.activeElement.blur()", vec![]).await;
}

#[tokio::test]
async fn calls_in_persian() {
    let server = Server::start();
    let browser = with_a_bought_list(&server, (390, 844), 5).await;
    browser.set_language("fa").await;
    browser.wait_until_started().await;
    browser.go("#/calls/scripts").await;
    act::press(&browser, "شروع با متن آماده").await;
    act::press(&browser, "ذخیره").await;
    act::press(&browser, "تماس بگیرید").await;
    check::sees(&browser, "سلام Office 000!").await;
    act::press(&browser, "علاقه‌مند").await;
    check::nothing_overflows(&browser).await;
    act::press(&browser, "ذخیره و تماس بعدی").await;
    check::sees(&browser, "۴ نفر برای تماس").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn a_stall_without_a_network_and_what_it_brought() {
    let server = Server::start();
    for size in [(390, 844), (1280, 900)] {
        let browser = Browser::open(&server).await;
        browser.resize(size.0, size.1);
        browser.wait_until_offline_ready().await;
        browser.cdp(
            "Network.emulateNetworkConditions",
            &serde_json::json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 }),
        );
        browser.go("#/capture").await;
        act::fill(&browser, "Where you are", "Advent fair").await;
        act::press(&browser, "Save, next").await;
        check::sees(&browser, "Write at least a name, a phone or an email.").await;
        act::fill(&browser, "Name", "Kovács Anna").await;
        act::tick(&browser, "They said you may write to them").await;
        act::press(&browser, "Save, next").await;
        check::sees(&browser, "there is no phone or email").await;
        act::fill(&browser, "Phone", "06 30 555 0142").await;
        check::nothing_overflows(&browser).await;
        // Enter on the phone's keyboard saves, and the cursor is in the next one's name.
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "Kovács Anna is saved.").await;
        let code = code_of(&browser, "Kovács Anna").await;
        act::press_text(&browser, "Wholesale").await;
        act::fill(&browser, "Name", "Tóth Bt.").await;
        act::fill(&browser, "Phone", "06 1 555 0100").await;
        act::fill(&browser, "Who told them about you", "Nobody Known").await;
        check::sees(&browser, "Nobody in your base is known by this.").await;
        act::press(&browser, "Save, next").await;
        check::sees(&browser, "Please correct the marked fields.").await;
        act::fill(&browser, "Who told them about you", &code.to_lowercase()).await;
        check::sees(&browser, "Told by").await;
        act::press(&browser, "Save, next").await;
        check::sees(&browser, "Tóth Bt. is saved.").await;
        axe::check(&browser, "filling the base").await;
        screenshots::whole(&browser, "capture").await;

        act::press(&browser, "What each source costs and brings").await;
        check::sees(&browser, "Advent fair").await;
        act::press(&browser, "Record a cost").await;
        act::press(&browser, "Save").await;
        check::sees(&browser, "Write which source it was spent on.").await;
        act::fill(&browser, "Source", "advent FAIR").await;
        act::fill(&browser, "Amount", "120").await;
        act::press(&browser, "Save").await;
        check::sees(&browser, "120.00 to go").await;
        check::nothing_overflows(&browser).await;
        axe::check(&browser, "filling the base").await;
        screenshots::whole(&browser, "sources").await;
        act::press(&browser, "Advent fair").await;
        check::sees(&browser, "In words: Source is “Advent fair”").await;
        check::sees(&browser, "Tóth Bt.").await;
        check::console_is_quiet(&browser);
    }
}

/// The referral code that stands on somebody's card.
async fn code_of(browser: &Browser, name: &str) -> String {
    browser.go("#/customers").await;
    act::press(browser, name).await;
    check::sees(browser, "Referral code").await;
    let script = "const found = document.body.innerText.match(/[0-9A-Z]{3}-[0-9A-Z]{4}/);
        return found && found[0]";
    let code = browser.wait("a code", script, vec![]).await;
    browser.go("#/capture").await;
    code.as_str().expect("a code").to_owned()
}
