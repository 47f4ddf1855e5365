//! The books of a shop as they are kept elsewhere: a workbook of real size comes in, a list is made
//! of it, changed all at once, frozen, and taken back after the browser was closed. And small work
//! in the list itself: a cell written in its place, orders by their stage, leads apart.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use rust_xlsxwriter::{Format, Workbook};

use crate::browser::Browser;
use crate::days::{add_customer, count_in, public_log, sees_at_last};
use crate::lists::number_in;
use crate::server::Server;
use crate::{act, check, screenshots};

/// The public log as a shop keeps its books: a sheet of customers, and one of sales that names them
/// by number.
fn books(browser: &Browser, log: &Path) -> PathBuf {
    let text = fs::read_to_string(log).unwrap();
    let cells = text.lines().map(|line| line.split_whitespace().collect::<Vec<&str>>());
    let rows: Vec<Vec<&str>> = cells.filter(|cells| cells.len() >= 4).collect();
    let sold = |row: &[&str]| {
        let n = row.len();
        (row[0].to_owned(), row[n - 3].to_owned(), row[n - 1].parse::<f64>().unwrap())
    };
    let sales: Vec<(String, String, f64)> = rows.iter().map(|row| sold(row)).collect();
    let who: BTreeSet<&str> = sales.iter().map(|(id, ..)| id.as_str()).collect();

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Customers").unwrap();
    for (column, title) in (0..).zip(["ID", "Name", "Phone", "City"]) {
        sheet.write_string(0, column, title).unwrap();
    }
    for (row, id) in (1..).zip(&who) {
        sheet.write_string(row, 0, *id).unwrap();
        sheet.write_string(row, 1, format!("Person {id}")).unwrap();
        sheet.write_string(row, 2, format!("+1 555 {row:07}")).unwrap();
        sheet.write_string(row, 3, if row % 3 == 0 { "Boston" } else { "Salem" }).unwrap();
    }
    let sheet = book.add_worksheet();
    sheet.set_name("Sales").unwrap();
    for (column, title) in (0..).zip(["Customer ID", "Date", "Amount (USD)"]) {
        sheet.write_string(0, column, title).unwrap();
    }
    let money = Format::new().set_num_format("0.00");
    for (row, (id, day, amount)) in (1..).zip(&sales) {
        sheet.write_string(row, 0, id).unwrap();
        let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..8]);
        sheet.write_string(row, 1, day).unwrap();
        sheet.write_number_with_format(row, 2, *amount, &money).unwrap();
    }
    let file = browser.folder().join("books.xlsx");
    book.save(&file).unwrap();
    file
}

#[tokio::test]
async fn the_books_of_a_shop_come_in_and_a_list_of_them_is_undone_after_a_restart() {
    let server = Server::start();
    let mut browser = Browser::open(&server).await;
    let Some(log) = public_log(&browser, "CDNOW_sample.txt") else { return };
    browser.resize(1280, 900);
    let file = books(&browser, &log);
    browser.go("#/data").await;
    act::upload(&browser, "", &file).await;
    sees_at_last(&browser, "Import 6,919 purchases").await;
    act::press(&browser, "Import 6,919 purchases").await;
    sees_at_last(&browser, "2,357 customers and 6,919 purchases").await;

    // Who spent most in all they bought, and lives nowhere in particular.
    browser.go("#/customers").await;
    check::sees(&browser, "2,357").await;
    act::press(&browser, "Filter").await;
    act::press(&browser, "Condition").await;
    act::choose(&browser, "What", "Spent").await;
    act::fill(&browser, "Value", "500").await;
    check::sees(&browser, " of 2,357").await;
    act::fill(&browser, "Name", "Large baskets").await;
    act::press(&browser, "Save the list").await;
    check::sees(&browser, "List saved.").await;

    act::tick(&browser, "Choose everyone on this screen").await;
    act::press(&browser, "Choose all").await;
    act::press(&browser, "Change").await;
    act::fill(&browser, "Tag", "large").await;
    check::sees(&browser, "nothing → large").await;
    let n = number_in(&browser, "customers will change.").await;
    act::press(&browser, &format!("Change {n} customers")).await;
    check::sees(&browser, &format!("{n} customers changed.")).await;
    act::press(&browser, "Freeze as a list").await;
    check::sees(&browser, "These people, frozen on").await;

    browser.restart().await;
    browser.go("#/customers").await;
    act::press(&browser, "Chosen on").await;
    check::sees(&browser, &format!("{n} of 2,357")).await;
    browser.go("#/history").await;
    act::press_in_row(&browser, &format!("Changed {n} customers: tags"), "Undo").await;
    check::sees(&browser, "go back to what they were").await;
    act::press(&browser, "Yes, undo it").await;
    check::sees(&browser, "Do again").await;
    browser.go("#/customers/where/all(tag%20is%20%22large%22)").await;
    check::sees(&browser, "No customer found").await;
    check::console_is_quiet(&browser);
    check::asked_no_other_host(&browser, &server);
}

#[tokio::test]
async fn a_cell_is_written_in_its_place_by_keys() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    browser.resize(1280, 900);
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    add_customer(&browser, "Nagy Péter", "+36 20 555 0190").await;
    browser.go("#/customers").await;
    act::press(&browser, "Edit in the list").await;
    // No column shown could be written, so that some stand in their place.
    act::fill(&browser, "Tag: Kovács Anna", "vip, terrace").await;
    act::key(&browser, Key::Tab).await;
    check::sees(&browser, "Saved: Kovács Anna.").await;
    act::fill(&browser, "Looked after by: Nagy Péter", "Lili").await;
    act::key(&browser, Key::Enter).await;
    check::sees(&browser, "Saved: Nagy Péter.").await;
    act::press(&browser, "Undo").await;
    check::holds(&browser, "Looked after by: Nagy Péter", "").await;
    // What is typed and left by Escape is not kept.
    act::fill(&browser, "Tag: Kovács Anna", "nonsense").await;
    act::key(&browser, Key::Escape).await;
    check::holds(&browser, "Tag: Kovács Anna", "vip, terrace").await;
    check::nothing_overflows(&browser).await;
    screenshots::whole(&browser, "edit-in-list").await;
    browser.resize(1280, 900);
    act::press(&browser, "Done editing").await;
    check::sees(&browser, "Last visit").await;
    browser.go("#/customers/where/all(tag%20is%20%22terrace%22)").await;
    check::sees(&browser, "1 of 2").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn orders_are_asked_for_by_their_stage() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    count_in(&browser, "Euro · EUR").await;
    add_customer(&browser, "Kovács Anna", "+36 30 555 0142").await;
    add_customer(&browser, "Nagy Péter", "+36 20 555 0190").await;
    browser.go("#/sale").await;
    act::fill(&browser, "Find a customer by name, phone or card", "Anna").await;
    act::press(&browser, "Kovács Anna").await;
    act::press(&browser, "8").await;
    act::press(&browser, "More: day").await;
    act::tick(&browser, "It is an order").await;
    act::press(&browser, "Record sale · €8").await;
    check::sees(&browser, "recorded for Kovács Anna").await;
    browser.go("#/customers").await;
    act::press(&browser, "Filter").await;
    act::press(&browser, "Condition").await;
    act::choose(&browser, "What", "Order at “New”").await;
    check::sees(&browser, "In words: Order at “New”: yes").await;
    check::sees(&browser, "1 of 2").await;
    browser.go("#/customers/where/all(owed%20over%205%20EUR;%20at-stage:0%20yes)").await;
    check::sees(&browser, "1 of 2").await;
    // A stage that is taken away is said, and fits nobody.
    browser.go("#/customers/where/all(at-stage:77%20yes)").await;
    check::sees(&browser, "No customer found").await;
    check::console_is_quiet(&browser);
}

#[tokio::test]
async fn fields_of_ones_own_come_with_a_list_and_go_out_with_one() {
    let server = Server::start();
    let browser = Browser::open(&server).await;
    browser.resize(390, 844);
    browser.go("#/settings").await;
    for (name, kind) in [("Table", "Number"), ("Regular since", "Date")] {
        act::press(&browser, "Add a field").await;
        act::fill(&browser, "Name of the field", name).await;
        act::choose(&browser, "What it holds", kind).await;
        act::press(&browser, "Save").await;
        check::sees(&browser, name).await;
    }
    let file = browser.folder().join("guests.csv");
    let text = "Name,Phone,TABLE,Regular since\nKovács Anna,+36 30 555 0142,4.5,2019-03-17\n\
                Nagy Péter,+36 20 555 0190,by the window,\n";
    fs::write(&file, text).unwrap();
    browser.go("#/data").await;
    act::upload(&browser, "", &file).await;
    check::sees(&browser, "Import 2 customers").await;
    check::holds(&browser, "TABLE", "38").await;
    check::sees(&browser, "is not a number").await;
    check::nothing_overflows(&browser).await;
    act::press(&browser, "Import 2 customers").await;
    check::sees(&browser, "New here: 2 customers").await;
    act::press(&browser, "Customers (CSV)").await;
    let out = fs::read_to_string(browser.downloaded("regulars-customers").await).unwrap();
    let head = out.lines().next().unwrap();
    assert!(head.ends_with(",Table,Regular since"), "{head}");
    assert!(out.contains(",4.5,2019-03-17"), "{out}");
    check::console_is_quiet(&browser);
}
