//! Lists: who belongs on one, said in conditions, kept live or frozen, and changed all at once.

use fantoccini::key::Key;

use crate::browser::Browser;
use crate::cafe;
use crate::server::Server;
use crate::{act, check, screenshots};

/// A café of 120 guests, at its customers.
async fn at_the_customers(server: &Server, size: (u32, u32)) -> Browser {
    let browser = Browser::open(server).await;
    browser.resize(size.0, size.1);
    browser.go("#/data").await;
    let log = cafe::log(browser.folder(), 120, cafe::today());
    act::upload(&browser, "", &log).await;
    act::press(&browser, "Import 1,020 purchases").await;
    check::sees(&browser, "120 customers, 1,020 purchases").await;
    browser.go("#/customers").await;
    check::sees(&browser, "120").await;
    browser
}

/// Asks for those who spent over an amount; gives back how many the head of the page says.
async fn asks_for_big_spenders(browser: &Browser) {
    act::press(browser, "Filter").await;
    act::press(browser, "Condition").await;
    act::choose(browser, "What", "Spent").await;
    act::fill(browser, "Value", "15000").await;
}

#[tokio::test]
async fn a_list_is_asked_for_tagged_frozen_and_undone_after_a_restart() {
    let server = Server::start();
    for size in [(390, 844), (1280, 900)] {
        let mut browser = at_the_customers(&server, size).await;
        asks_for_big_spenders(&browser).await;
        check::sees(&browser, "In words: Spent over").await;
        check::sees(&browser, " of 120").await;
        act::fill(&browser, "Name", "Big spenders").await;
        act::press(&browser, "Save the list").await;
        check::sees(&browser, "List saved.").await;
        check::sees(&browser, "Big spenders · ").await;
        check::nothing_overflows(&browser).await;

        // All of them, not only those in sight.
        act::tick(&browser, "Choose everyone on this screen").await;
        act::press(&browser, "Choose all").await;
        act::press(&browser, "Change").await;
        act::fill(&browser, "Tag", "gold").await;
        check::sees(&browser, "customers will change.").await;
        check::sees(&browser, "nothing → gold").await;
        check::nothing_overflows(&browser).await;
        let n = number_in(&browser, "customers will change.").await;
        act::press(&browser, &format!("Change {n} customers")).await;
        check::sees(&browser, &format!("{n} customers changed.")).await;

        act::press(&browser, "Freeze as a list").await;
        check::sees(&browser, "These people, frozen on").await;
        browser.restart().await;
        browser.go("#/customers").await;
        check::sees(&browser, "Big spenders").await;
        act::press(&browser, "Chosen on").await;
        check::sees(&browser, &format!("{n} of 120")).await;

        browser.go("#/history").await;
        act::press_in_row(&browser, &format!("Changed {n} customers: tags"), "Undo").await;
        confirm_undo(&browser).await;
        browser.go("#/customers/where/all(tag%20is%20%22gold%22)").await;
        check::sees(&browser, "In words: Tag is “gold”").await;
        check::sees(&browser, "No customer found").await;
        check::console_is_quiet(&browser);
        check::asked_no_other_host(&browser, &server);
    }
}

/// Taking back what many were changed by is asked about.
async fn confirm_undo(browser: &Browser) {
    check::sees(browser, "go back to what they were").await;
    act::press(browser, "Yes, undo it").await;
    check::sees(browser, "Do again").await;
}

/// The number before a text of the page.
pub(crate) async fn number_in(browser: &Browser, text: &str) -> String {
    let script = "const found = document.body.innerText.match(
        new RegExp('([\\\\d,]+) ' + arguments[0])); return found && found[1]";
    let found = browser.wait("a number", script, vec![text.into()]).await;
    found.as_str().expect("digits").to_owned()
}

#[tokio::test]
async fn a_list_by_keys_alone_and_one_that_is_not_understood() {
    let server = Server::start();
    let browser = at_the_customers(&server, (1280, 900)).await;
    // The list of the page has the focus: space chooses, arrows move.
    browser.run("document.querySelector('.windowed-list').focus()", vec![]).await;
    act::key(&browser, Key::Down).await;
    let focused = browser.client.active_element().await.unwrap();
    focused.send_keys(" ").await.unwrap();
    check::sees(&browser, "1 chosen").await;
    focused.send_keys(" ").await.unwrap();
    check::sees_no(&browser, "1 chosen").await;

    browser.go("#/customers/where/all(points%20over%203;%20visits%20over%205)").await;
    check::sees(&browser, "does not understand this condition, so nobody fits").await;
    check::sees(&browser, "No customer found").await;
    act::press(&browser, "Remove this condition").await;
    check::sees(&browser, "In words: Visits over 5").await;
    check::sees_no(&browser, "No customer found").await;
    screenshots::whole(&browser, "filter").await;
    screenshots::take(&browser, "filter").await;
}

#[tokio::test]
async fn a_list_on_paper_and_as_a_file_is_all_of_it() {
    let server = Server::start();
    let browser = at_the_customers(&server, (1280, 900)).await;
    browser
        .run(
            "window.print = () => {
        window.printed = document.querySelectorAll('.printed tbody tr').length }",
            vec![],
        )
        .await;
    act::press(&browser, "More for this list").await;
    act::press(&browser, "Print the list").await;
    browser.wait("a table of all", "return window.printed === 120", vec![]).await;

    act::tick(&browser, "Choose everyone on this screen").await;
    act::press(&browser, "Choose all 120").await;
    act::press(&browser, "Export").await;
    let file = browser.downloaded("regulars-list").await;
    let text = std::fs::read_to_string(file).expect("the download is whole");
    assert_eq!(text.lines().count(), 121);
    assert!(text.contains("Name,Phone,Status,Last visit,Spent,Segment"), "{}", &text[..90]);
}

#[tokio::test]
async fn a_list_in_persian() {
    let server = Server::start();
    let browser = at_the_customers(&server, (390, 844)).await;
    browser.set_language("fa").await;
    browser.wait_until_started().await;
    browser.go("#/customers/where/all(status%20is%20asleep;%20spent%20last%2012%20months%20over%201%20HUF)").await;
    check::sees(&browser, "به زبان ساده:").await;
    check::nothing_overflows(&browser).await;
    check::console_is_quiet(&browser);
}
