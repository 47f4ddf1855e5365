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
        act::press_text(&browser, "Office 000").await;
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
        browser.run("document.querySelector('[value=wholesale]').click()", vec![]).await;
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
        check::sees(&browser, "€120 to go").await;
        check::nothing_overflows(&browser).await;
        axe::check(&browser, "filling the base").await;
        screenshots::whole(&browser, "sources").await;
        act::press(&browser, "Advent fair").await;
        check::sees(&browser, "In words: How they found you is “Advent fair”").await;
        check::sees(&browser, "Tóth Bt.").await;
        check::console_is_quiet(&browser);
    }
}

/// The referral code that stands on somebody's card.
async fn code_of(browser: &Browser, name: &str) -> String {
    browser.go("#/customers").await;
    act::press_text(browser, name).await;
    check::sees(browser, "Referral code").await;
    let script = "const found = document.body.innerText.match(/[0-9A-Z]{3}-[0-9A-Z]{4}/);
        return found && found[0]";
    let code = browser.wait("a code", script, vec![]).await;
    browser.go("#/capture").await;
    code.as_str().expect("a code").to_owned()
}

/// The app with a questionnaire of four questions, handed over.
async fn handed_over(server: &Server, size: (u32, u32)) -> Browser {
    let browser = Browser::open(server).await;
    browser.resize(size.0, size.1);
    browser.go("#/questionnaires").await;
    act::press(&browser, "Compose a questionnaire").await;
    check::sees(&browser, "87 to 92 of 100").await;
    check::sees(&browser, "Leave out question 4").await;
    act::fill(&browser, "Name", "").await;
    act::press(&browser, "Save").await;
    check::sees(&browser, "Give the questionnaire a name.").await;
    act::fill(&browser, "Name", "Fair guests").await;
    act::fill(&browser, "For finishing they get", "A free walnut roll").await;
    act::fill(&browser, "Where they come from", "Advent fair").await;
    check::nothing_overflows(&browser).await;
    act::press(&browser, "Save and hand over").await;
    act::fill(&browser, "PIN", "12").await;
    hands_over(&browser).await;
    check::sees(&browser, "Enter four to eight digits.").await;
    act::fill(&browser, "PIN", "4711").await;
    hands_over(&browser).await;
    check::sees(&browser, "What is your name?").await;
    browser
}

/// Presses the button of the window, which is called as those behind it are.
async fn hands_over(browser: &Browser) {
    let script = "document.querySelector('dialog[open] form button[type=submit]').click()";
    browser.run(script, vec![]).await;
}

async fn enters_pin(browser: &Browser, pin: &str) {
    act::fill(browser, "PIN", pin).await;
    act::press(browser, "Take back").await;
}

#[tokio::test]
async fn a_kiosk_day() {
    let server = Server::start();
    for size in [(390, 844), (1280, 900)] {
        let mut browser = handed_over(&server, size).await;
        screenshots::whole(&browser, "visitor").await;
        browser.resize(size.0, size.1);
        axe::check(&browser, "a question").await;

        // The first visitor: a number that is none, a choice, nothing said of the birthday, no tick.
        act::fill(&browser, "What is your name?", "Kovács Anna").await;
        act::key(&browser, Key::Enter).await;
        check::sees(&browser, "Your phone or email?").await;
        act::fill(&browser, "Your phone or email?", "12").await;
        act::press(&browser, "Next").await;
        check::sees(&browser, "phone").await;
        act::fill(&browser, "Your phone or email?", "+36 30 555 0142").await;
        act::press(&browser, "Next").await;
        act::press(&browser, "Through a friend").await;
        check::sees(&browser, "When is your birthday?").await;
        act::press(&browser, "Back").await;
        act::press(&browser, "Online").await;
        act::press(&browser, "Skip").await;
        check::sees(&browser, "May we write to you?").await;
        check::counts(&browser, "input:checked", 0).await;
        check::nothing_overflows(&browser).await;
        act::press(&browser, "Done").await;
        check::sees(&browser, "Thank you!").await;
        check::sees(&browser, "A free walnut roll").await;

        // Nothing of theirs is left for the next, who may be written to.
        act::press(&browser, "Next visitor").await;
        check::holds(&browser, "What is your name?", "").await;
        act::fill(&browser, "What is your name?", "Nagy Péter").await;
        act::press(&browser, "Next").await;
        act::fill(&browser, "Your phone or email?", "peter@example.hu").await;
        act::press(&browser, "Next").await;
        act::press(&browser, "Skip").await;
        act::press(&browser, "Skip").await;
        act::tick(&browser, "Yes, by email").await;
        act::press(&browser, "Done").await;
        check::sees(&browser, "Thank you!").await;

        // No address, no way back, no reload and no restart leads out.
        browser.go("#/customers").await;
        check::sees_no(&browser, "Kovács Anna").await;
        browser.client.back().await.unwrap();
        browser.reload().await;
        check::sees(&browser, "What is your name?").await;
        browser.restart_at("#/data").await;
        check::sees(&browser, "What is your name?").await;
        browser.client.goto(&format!("{}rescue.html", server.url())).await.unwrap();
        check::sees(&browser, "handed over with a questionnaire").await;
        check::sees_no(&browser, "Save the file").await;
        browser.restart().await;

        act::press(&browser, "Owner").await;
        enters_pin(&browser, "0000").await;
        check::sees(&browser, "That is not the PIN. 4 more tries.").await;
        enters_pin(&browser, "4711").await;
        browser.go("#/customers").await;
        act::press_text(&browser, "Kovács Anna").await;
        check::sees(&browser, "How did you find us? Online").await;
        check::sees(&browser, "Promised for the questionnaire: A free walnut roll").await;
        check::sees_no(&browser, "questionnaire “Fair guests”").await;
        browser.go("#/customers/where/all(consent-email%20is%20given)").await;
        act::press_text(&browser, "Nagy Péter").await;
        check::sees(&browser, "questionnaire “Fair guests”").await;
        browser.go("#/customers/sources").await;
        check::sees(&browser, "Advent fair").await;
        check::console_is_quiet(&browser);
        check::asked_no_other_host(&browser, &server);
        browser.go("#/questionnaires").await;
        screenshots::take(&browser, "questionnaires").await;
        act::press(&browser, "Fair guests").await;
        screenshots::whole(&browser, "questionnaire").await;
    }
}

#[tokio::test]
async fn a_pause_clears_what_a_visitor_typed() {
    let server = Server::start();
    let mut browser = handed_over(&server, (390, 844)).await;
    // Seconds that pass twenty times as fast, or the journey would wait a minute.
    browser.run_before_pages(
        "const slow = window.setInterval.bind(window);
         window.setInterval = (tick, every) => slow(tick, every === 1000 ? 50 : every);",
    );
    browser.reload().await;
    act::fill(&browser, "What is your name?", "Kovács Anna").await;
    act::press(&browser, "Next").await;
    check::sees(&browser, "Your phone or email?").await;
    check::sees(&browser, "What is your name?").await;
    check::holds(&browser, "What is your name?", "").await;
}

#[tokio::test]
async fn five_wrong_pins_make_one_wait_also_after_a_reload() {
    let server = Server::start();
    let browser = handed_over(&server, (390, 844)).await;
    act::press(&browser, "Owner").await;
    for _ in 0..4 {
        enters_pin(&browser, "0000").await;
        check::sees(&browser, "That is not the PIN.").await;
    }
    enters_pin(&browser, "0001").await;
    check::sees(&browser, "Too many wrong PINs. Wait 60 seconds").await;
    browser.reload().await;
    act::press(&browser, "Owner").await;
    enters_pin(&browser, "4711").await;
    check::sees(&browser, "Too many wrong PINs. Wait").await;
    check::sees_no(&browser, "Take back the device").await;
}

#[tokio::test]
async fn a_questionnaire_in_persian() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    browser.resize(390, 844);
    browser.set_language("fa").await;
    browser.wait_until_started().await;
    browser.go("#/questionnaires").await;
    act::press(&browser, "ساختن پرسش‌نامه").await;
    check::sees(&browser, "۸۷ تا ۹۲ از ۱۰۰").await;
    act::press(&browser, "ذخیره و تحویل").await;
    act::fill(&browser, "پین", "۴۷۱۱").await;
    hands_over(&browser).await;
    check::sees(&browser, "نام شما چیست؟").await;
    check::nothing_overflows(&browser).await;
    act::fill(&browser, "نام شما چیست؟", "زهرا احمدی").await;
    act::press(&browser, "بعدی").await;
    act::press(&browser, "صاحب فروشگاه").await;
    act::fill(&browser, "پین", "4711").await;
    act::press(&browser, "پس بگیرید").await;
    check::sees(&browser, "پرسش‌نامه").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn next_months_file_needs_one_press() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    browser.go("#/data").await;
    let file = |name: &str, who: &str| {
        let file = browser.folder().join(name);
        let text = format!("Name;Zed;Date;Amount\n{who};flat white;2026-03-01;1150\n");
        fs::write(&file, text).expect("a file to import");
        file
    };
    let (march, april) = (file("march.csv", "Kovács Anna"), file("april.csv", "Nagy Péter"));
    act::upload(&browser, "", &march).await;
    act::choose(&browser, "Zed", "Product").await;
    act::press(&browser, "Import 1 purchase").await;
    check::sees(&browser, "1 purchase").await;

    browser.restart().await;
    browser.go("#/data").await;
    act::upload(&browser, "", &april).await;
    check::sees(&browser, "understood as the last file of this kind").await;
    act::press(&browser, "Import 1 purchase").await;
    browser.go("#/customers").await;
    act::press_text(&browser, "Nagy Péter").await;
    check::sees(&browser, "flat white").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn cold_leads_stand_apart_from_the_customers() {
    let server = Server::start();
    for size in [(390, 844), (1280, 900)] {
        let browser = with_a_bought_list(&server, size, 8).await;
        crate::days::add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
        browser.go("#/customers").await;
        check::sees(&browser, "1 of 9").await;
        check::sees(&browser, "Kovács Anna").await;
        act::press(&browser, "Cold leads 8").await;
        check::sees(&browser, "8 of 9").await;
        check::sees_no(&browser, "Kovács Anna").await;
        check::nothing_overflows(&browser).await;
        act::press(&browser, "Cold leads 8").await;
        check::sees(&browser, "1 of 9").await;
    }
}
