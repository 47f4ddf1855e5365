//! Lists that ask something: the answer is given on the spot, and what was seen is what comes in.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use serde_json::json;

use crate::browser::Browser;
use crate::days::is_imported;
use crate::server::Server;
use crate::{act, axe, check, screenshots};

/// A file of those that were tried; `None`, with a word on it, on a machine without them.
fn tried(browser: &Browser, name: &str) -> Option<PathBuf> {
    shared(browser, &format!("tried/{name}"))
}

/// A file of the folder beside the project.
fn shared(browser: &Browser, name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let Ok(bytes) = fs::read(&path) else {
        let text = format!("skipped: {} is missing\n", path.display());
        std::io::stderr().write_all(text.as_bytes()).unwrap();
        return None;
    };
    let file = browser.folder().join(path.file_name()?);
    fs::write(&file, bytes).unwrap();
    Some(file)
}

async fn open(browser: &Browser, file: &Path) {
    // Another page first, which lets go of a list that is open.
    browser.go("#/history").await;
    browser.go("#/data").await;
    act::upload(browser, "", file).await;
}

/// Takes in the list that is open.
async fn bring_in(browser: &Browser, file: &Path, button: &str) {
    act::press(browser, button).await;
    is_imported(browser, file).await;
}

/// Waits until the page says this, whatever blanks it is written with.
async fn says(browser: &Browser, text: &str) {
    let script = "return document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])";
    browser.wait(text, script, vec![json!(text)]).await;
}

/// Pictures of a list that was opened, in both languages; only when pictures are asked for.
async fn pictures(browser: &Browser, file: &Path, name: &str) {
    if std::env::var_os("REGULARS_SHOTS").is_none() {
        return;
    }
    for language in ["fa", "en"] {
        browser.set_language(language).await;
        browser.wait_until_started().await;
        open(browser, file).await;
        let read = "return document.querySelector('.import__sample') !== null";
        browser.wait("the columns", read, vec![]).await;
        let unfold = "document.querySelectorAll('details').forEach((fold) => fold.open = true)";
        browser.run(unfold, vec![]).await;
        screenshots::whole(browser, &format!("{name}-{language}")).await;
    }
}

#[tokio::test]
async fn equal_amounts_on_each_line_are_asked_about_on_the_spot() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let Some(file) = tried(&browser, "a6-equal-lines.csv") else { return };
    open(&browser, &file).await;
    says(&browser, "In 3 orders each line has the same amount").await;
    says(&browser, "Answer the question below first").await;
    axe::check(&browser, "import-question").await;
    act::press(&browser, "The order’s total: €10").await;
    says(&browser, "Sum of the amounts €30").await;
    act::press(&browser, "Each line’s own: €20 together").await;
    says(&browser, "Sum of the amounts €60").await;
    bring_in(&browser, &file, "Import 3 purchases").await;
    browser.go("#/customers").await;
    says(&browser, "€20").await;
    check::console_is_quiet(&browser);
    pictures(&browser, &file, "import-lines").await;
}

#[tokio::test]
async fn purchases_of_nobody_are_asked_about_on_the_spot() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let Some(file) = tried(&browser, "29-no-buyer.csv") else { return };
    pictures(&browser, &file, "import-nobody").await;
    open(&browser, &file).await;
    says(&browser, "5 purchases (€170) name no buyer").await;
    says(&browser, "Import 1 purchase").await;
    act::press(&browser, "Count for the shop only").await;
    says(&browser, "they count in shop totals only").await;
    says(&browser, "Sum of the amounts €210").await;
    bring_in(&browser, &file, "Import 6 purchases").await;
    browser.go("#/customers").await;
    says(&browser, "Lea Sample").await;
    check::sees_no(&browser, "Guest").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn two_names_with_one_phone_are_shown_before_anything_happens() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let Some(file) = tried(&browser, "63-phone-second-name.csv") else { return };
    pictures(&browser, &file, "import-names").await;
    open(&browser, &file).await;
    says(&browser, "they stay two customers").await;
    says(&browser, "New customers 2").await;
    act::press(&browser, "They are one").await;
    says(&browser, "become one customer").await;
    says(&browser, "New customers 1").await;
    act::press(&browser, "Keep apart").await;
    says(&browser, "New customers 2").await;
    bring_in(&browser, &file, "Import 2 purchases").await;
    browser.go("#/customers").await;
    says(&browser, "Mum Sample").await;
    says(&browser, "Dad Other").await;

    // The same file again brings nothing.
    open(&browser, &file).await;
    says(&browser, "Nothing new to import").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn cancelled_sales_are_no_income() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let Some(file) = tried(&browser, "20-woo-cancelled.csv") else { return };
    pictures(&browser, &file, "import-states").await;
    open(&browser, &file).await;
    says(&browser, "3 sales were cancelled or never paid").await;
    says(&browser, "Sum of the amounts €40").await;
    act::choose(&browser, "Sales marked \u{2068}Failed\u{2069}", "Counts as a sale").await;
    says(&browser, "Sum of the amounts €110").await;
    bring_in(&browser, &file, "Import 2 purchases").await;
    says(&browser, "and 2 purchases.").await;
    check::console_is_quiet(&browser);
}

/// A file of a shop in euros.
fn written(browser: &Browser, name: &str, text: &str) -> PathBuf {
    let file = browser.folder().join(name);
    fs::write(&file, text).unwrap();
    file
}

#[tokio::test]
async fn what_was_refunded_in_part_is_written_beside_the_sale() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let text = "Order,Name,Date,Amount,Order status\n\
                1,Anna Sample,2026-06-01,20.00,Partially refunded\n\
                2,Bob Sample,2026-06-02,16.00,Partially refunded\n\
                3,Cid Sample,2026-06-03,7.00,Paid\n";
    let file = written(&browser, "refunded-in-part.csv", text);
    pictures(&browser, &file, "import-partly").await;
    open(&browser, &file).await;
    says(&browser, "The file does not say how much was refunded").await;
    says(&browser, "Answer the question below first").await;
    axe::check(&browser, "import-partly").await;

    // What is no amount, or more than was paid, is refused beside the field.
    refund(&browser, "Refunded, line 2", "some").await;
    says(&browser, "That is not a number").await;
    refund(&browser, "Refunded, line 2", "20.01").await;
    says(&browser, "Line 2: of €20 paid, €20.01 cannot be refunded").await;
    act::choose(&browser, "Sales marked Partially refunded", "Does not count").await;
    says(&browser, "1 sale was cancelled or never paid").await;
    check::can_press(&browser, "Answer the question below first").await;
    screenshots::whole(&browser, "import-partly-refused").await;

    // In any digits; the other sale goes by its word, and another column changes nothing.
    refund(&browser, "Refunded, line 2", "۴٫۵").await;
    says(&browser, "1 refund is subtracted").await;
    check::holds(&browser, "Refunded, line 2", "4.50").await;
    act::choose(&browser, "Sales marked Partially refunded", "Counts as a sale").await;
    act::choose(&browser, "Order", "Ignore").await;
    act::choose(&browser, "Order", "Order number").await;
    check::holds(&browser, "Refunded, line 2", "4.50").await;
    bring_in(&browser, &file, "Import 3 purchases").await;
    says(&browser, "and 1 refund").await;
    browser.go("#/customers").await;
    says(&browser, "€15.50").await;

    // The same file again brings nothing, whatever is answered for the other sale.
    open(&browser, &file).await;
    act::press(&browser, "All of these count as sales").await;
    says(&browser, "Nothing new to import").await;
    check::console_is_quiet(&browser);
}

/// Writes what was refunded into a field, and leaves it.
async fn refund(browser: &Browser, field: &str, text: &str) {
    act::fill(browser, field, text).await;
    act::key(browser, Key::Enter).await;
}

#[tokio::test]
async fn cells_that_were_tidied_are_shown_when_asked_for() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let text = "Name,Phone,Email\nAnna Sample,n/a,anna@example.com.\nBob Sample,n/a,\n\
                Cid Sample,+36 30 555 0142,\n";
    let file = written(&browser, "tidied.csv", text);
    pictures(&browser, &file, "import-tidied").await;
    open(&browser, &file).await;
    says(&browser, "3 cells were tidied").await;
    check::counts(&browser, ".fold[open]", 0).await;
    act::press(&browser, "3 cells were tidied").await;
    check::counts(&browser, ".fold[open]", 1).await;
    check::sees(&browser, "2 lines Phone: “n/a” was read as empty").await;
    check::sees(&browser, "Email: “anna@example.com.” was read as “anna@example.com”").await;
    axe::check(&browser, "import-tidied").await;
    bring_in(&browser, &file, "Import 3 customers").await;
    open(&browser, &written(&browser, "clean.csv", "Name,Phone\nAnna Sample,+36305550143\n")).await;
    says(&browser, "Matching customers").await;
    check::sees_no(&browser, "tidied").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn what_was_read_fits_every_screen() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    for (name, picture) in [
        ("shopify/shopify_orders_fixture.csv", "import-shopify"),
        ("tried/18-shopify-lines.csv", "import-lines-of-orders"),
        ("tried/a7-visits-without-money.csv", "import-visits"),
        ("tried/44-bad-birthday-and-sale.csv", "import-left-out"),
        ("CDNOW_sample.txt", "import-cdnow"),
    ] {
        let Some(file) = shared(&browser, name) else { return };
        open(&browser, &file).await;
        says(&browser, "Matching customers").await;
        axe::check(&browser, picture).await;
        for (width, height) in [(390, 844), (1280, 900)] {
            browser.resize(width, height);
            check::nothing_overflows(&browser).await;
        }
        pictures(&browser, &file, picture).await;
    }
    check::console_is_quiet(&browser);
}
