//! Other forms of file: workbooks and address books, in and out.

use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::json;

use crate::browser::Browser;
use crate::days::is_imported;
use crate::find::{self, Kind};
use crate::server::Server;
use crate::{act, axe, check, screenshots};

/// How many customers the workbook has, and how many sales.
const CUSTOMERS: u32 = 300;
const SALES: u32 = 3_000;

async fn open(browser: &Browser, file: &Path) {
    // Another page first, which lets go of a list that is open.
    browser.go("#/history").await;
    browser.go("#/data").await;
    act::upload(browser, "", file).await;
}

/// Waits until the page says this, whatever blanks it is written with.
async fn says(browser: &Browser, text: &str) {
    let script = "return document.body.innerText.replace(/[\\s\\u2068\\u2069]+/g, ' ')
        .includes(arguments[0])";
    browser.wait(text, script, vec![json!(text)]).await;
}

/// Pictures of what a file comes to, in both languages; only when pictures are asked for.
async fn pictures(browser: &Browser, file: &Path, wait_for: &str, name: &str) {
    if std::env::var_os("REGULARS_SHOTS").is_none() {
        return;
    }
    for language in ["fa", "en"] {
        browser.set_language(language).await;
        browser.wait_until_started().await;
        open(browser, file).await;
        browser
            .wait(
                wait_for,
                &format!("return document.querySelector('{wait_for}') !== null"),
                vec![],
            )
            .await;
        screenshots::whole(browser, &format!("{name}-{language}")).await;
    }
}

fn row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

/// A workbook of a shop in euros: customers, and sales that name them by number.
fn workbook(browser: &Browser) -> PathBuf {
    let mut book = Workbook::new();
    let customers = book.add_worksheet();
    customers.set_name("Customers").unwrap();
    row(customers, 0, &["ID", "Name", "Phone", "Note"]);
    for n in 1..=CUSTOMERS {
        customers.write_number(n, 0, f64::from(n)).unwrap();
        let phone = format!("+36 30 555 {n:04}");
        row_from(customers, n, 1, &[&format!("Person {n}"), &phone, "likes tea"]);
    }
    let sales = book.add_worksheet();
    sales.set_name("Sales").unwrap();
    row(sales, 0, &["Customer ID", "Date", "Amount (EUR)"]);
    let day = Format::new().set_num_format("d/m/yyyy");
    for n in 1..=SALES {
        sales.write_number(n, 0, f64::from(n % CUSTOMERS + 1)).unwrap();
        sales.write_number_with_format(n, 1, 45_700.0 + f64::from(n / 20), &day).unwrap();
        sales.write_number(n, 2, 2.5).unwrap();
    }
    let file = browser.folder().join("shop.xlsx");
    book.save(&file).unwrap();
    file
}

fn row_from(sheet: &mut Worksheet, row: u32, first: u16, cells: &[&str]) {
    for (column, cell) in (first..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

fn address_book(browser: &Browser) -> PathBuf {
    let card = |n: u32| {
        format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {n}\r\nN:Person;{n};;;\r\n\
             item1.TEL;TYPE=CELL:+36 30 555 {n:04}\r\nitem1.X-ABLabel:shop\r\n\
             EMAIL:person{n}@example.com\r\nBDAY:1604-04-17\r\nCATEGORIES:vip\\, old,tea\r\n\
             PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ\r\n =\r\nEND:VCARD\r\n"
        )
    };
    let mut text: String = (1..=200).map(card).collect();
    text.push_str("BEGIN:VCARD\r\nFN:Cut Off\r\n");
    let file = browser.folder().join("contacts.vcf");
    fs::write(&file, text).unwrap();
    file
}

#[tokio::test]
async fn a_workbook_of_customers_and_sales_comes_in_joined() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let file = workbook(&browser);
    open(&browser, &file).await;
    says(&browser, "Import 3,000 purchases").await;
    says(&browser, "New customers 300").await;
    says(&browser, "Sheets Customers and Sales together, dates as").await;
    axe::check(&browser, "import-workbook").await;
    for (width, height) in [(390, 844), (1280, 900)] {
        browser.resize(width, height);
        check::nothing_overflows(&browser).await;
    }

    // A sheet alone, and both together again.
    let sheet = "Sheet \u{2068}Customers\u{2069}: 300 rows";
    act::choose(&browser, "What to import", sheet).await;
    says(&browser, "Import 300 customers").await;
    let together = "Sheets \u{2068}Customers\u{2069} and \u{2068}Sales\u{2069} together";
    act::choose(&browser, "What to import", together).await;
    act::press(&browser, "Import 3,000 purchases").await;
    is_imported(&browser, &file).await;
    says(&browser, "New here: 300 customers and 3,000 purchases.").await;
    browser.go("#/customers").await;
    says(&browser, "Person 1").await;

    // The same file again brings nothing.
    open(&browser, &file).await;
    says(&browser, "Nothing new to import").await;
    check::console_is_quiet(&browser);
    pictures(&browser, &file, ".import__sample td", "import-workbook").await;
}

#[tokio::test]
async fn contacts_of_a_phone_come_in() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let file = address_book(&browser);
    pictures(&browser, &file, ".import__sample td", "import-contacts").await;
    open(&browser, &file).await;
    says(&browser, "Import 200 customers").await;
    says(&browser, "200 pictures cannot be imported").await;
    says(&browser, "The contact that begins here is cut off").await;
    axe::check(&browser, "import-contacts").await;
    act::press(&browser, "Import 200 customers").await;
    is_imported(&browser, &file).await;
    browser.go("#/customers").await;
    says(&browser, "Person 1").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn files_that_were_chosen_together_come_one_after_the_other() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let months = [("june", 1), ("july", 2)].map(|(month, n)| {
        let file = browser.folder().join(format!("{month}.csv"));
        fs::write(&file, format!("Name,Phone\nAnna {month},+36 30 555 014{n}\n")).unwrap();
        file
    });
    let broken = browser.folder().join("broken.pdf");
    fs::write(&broken, "%PDF-1.7").unwrap();
    browser.go("#/data").await;
    let chooser = find::one(&browser, Kind::File, "").await;
    let paths = [&months[0], &broken, &months[1]].map(|file| file.to_str().unwrap().to_owned());
    chooser.send_keys(&paths.join("\n")).await.unwrap();
    says(&browser, "Here is what we read in june.csv").await;
    says(&browser, "2 more files come after this one").await;
    act::press(&browser, "Import 1 customer").await;
    says(&browser, "Here is what we read in july.csv").await;
    check::sees_no(&browser, "come after this one").await;
    act::press(&browser, "Import 1 customer").await;
    is_imported(&browser, &months[1]).await;
    is_imported(&browser, &months[0]).await;
    says(&browser, "broken.pdf is a PDF document").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn a_workbook_behind_a_password_is_refused_in_words() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let name = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    let bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(vec![0; 1_016]);
    let file = browser.folder().join("locked.xlsx");
    fs::write(&file, bytes.chain(name).collect::<Vec<u8>>()).unwrap();
    open(&browser, &file).await;
    says(&browser, "locked.xlsx is locked by a password.").await;
    check::sees(&browser, "Import a file").await;
    pictures(&browser, &file, ".banner", "import-locked").await;

    let whole = fs::read(workbook(&browser)).unwrap();
    let file = browser.folder().join("half.xlsx");
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    open(&browser, &file).await;
    says(&browser, "half.xlsx cannot be read as a workbook").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn what_is_handed_out_brings_everything_into_an_empty_base() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    let file = workbook(&browser);
    open(&browser, &file).await;
    act::press(&browser, "Import 3,000 purchases").await;
    is_imported(&browser, &file).await;
    act::press(&browser, "Everything (Excel)").await;
    let out = browser.downloaded(".xlsx").await;
    act::press(&browser, "Contacts (vCard)").await;
    let cards = browser.downloaded(".vcf").await;
    act::press(&browser, "Birthdays (calendar)").await;
    let calendar = fs::read_to_string(browser.downloaded(".ics").await).unwrap();
    assert!(calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    screenshots::whole(&browser, "export-files").await;
    check::console_is_quiet(&browser);

    let empty = Server::start();
    let other = Browser::open(&empty).await;
    open(&other, &cards).await;
    says(&other, "Import 300 customers").await;
    open(&other, &out).await;
    says(&other, "New customers 300").await;
    act::press(&other, "Import 3,000 purchases").await;
    is_imported(&other, &out).await;
    says(&other, "New here: 300 customers and 3,000 purchases.").await;
    check::console_is_quiet(&other);
}

#[tokio::test]
async fn a_folder_of_months_goes_in_after_the_first() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    browser.resize(1280, 900);
    let folder = browser.folder().join("months");
    fs::create_dir(&folder).unwrap();
    for month in 1..=6 {
        let mut text = String::from("Date,Customer,Phone,Amount (EUR)\n");
        for n in 0..40 {
            // Line breaks within the month, and somebody new in each.
            let who = n + 10 * month;
            text += &format!(
                "2026-0{month}-{:02},Person {who},+36 30 555 {who:04},{n}.50\n",
                n % 28 + 1
            );
        }
        fs::write(folder.join(format!("2026-0{month}.csv")), text).unwrap();
    }
    fs::write(folder.join(".hidden"), "nothing of anybody's business").unwrap();
    // The same month once more, another list, and what is no list at all.
    fs::copy(folder.join("2026-03.csv"), folder.join("2026-07 copy.csv")).unwrap();
    fs::write(folder.join("a-plan.pdf"), "%PDF-1.7").unwrap();
    fs::write(folder.join("z-members.csv"), "Name,Email\nKovács Anna,anna@example.com\n").unwrap();

    browser.go("#/data").await;
    act::upload(&browser, "Import a whole folder", &folder).await;
    says(&browser, "Here is what we read in 2026-01.csv").await;
    act::press(&browser, "Import this one, and the 8 after it that are alike").await;
    // What is of another shape waits for the owner.
    says(&browser, "Here is what we read in z-members.csv").await;
    act::press(&browser, "Import 1 customer").await;
    says(&browser, "2026-06.csv imported").await;
    says(&browser, "2026-07 copy.csv : nothing new in it.").await;
    says(&browser, "a-plan.pdf is a PDF document").await;
    says(&browser, "91 customers, 240 purchases").await;
    check::nothing_overflows(&browser).await;
    act::press(&browser, "Undo all 7 files").await;
    says(&browser, "customers will be removed").await;
    act::press(&browser, "Yes, undo it").await;
    browser.go("#/customers").await;
    check::sees(&browser, "No customers yet").await;
    check::console_is_quiet(&browser);
}
