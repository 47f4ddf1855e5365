//! The files of programs that many shops use, known by their titles.

use super::{Meaning, Program, words};

/// The program that writes such titles (in their normal form).
pub(super) fn program(titles: &[String]) -> Option<Program> {
    let has = |title: &str| titles.iter().any(|known| known == title);
    let all = |wanted: &[&str]| wanted.iter().all(|title| has(title));
    if has("square customer id") || all(&["first visit", "last visit", "lifetime spend"]) {
        Some(Program::SquareCustomers)
    } else if all(&["event type", "gross sales", "net sales", "total collected"]) {
        Some(Program::SquarePayments)
    } else if all(&["customer name", "customer code", "points balance"]) {
        Some(Program::LoyverseCustomers)
    } else if all(&["name", "email", "created at", "lineitem name"])
        || all(&["name", "financial status", "created at", "total"])
    {
        Some(Program::ShopifyOrders)
    } else if all(&["first name", "last name", "email", "total spent", "total orders"]) {
        Some(Program::ShopifyCustomers)
    } else if all(&["receipt number", "receipt type", "total collected"]) {
        Some(Program::LoyverseReceipts)
    } else if all(&["receipt number", "receipt type", "item", "net sales"]) {
        Some(Program::LoyverseItems)
    } else if has("given name") && has("family name")
        || has("e mail 1 value") && (has("first name") || has("name"))
    {
        Some(Program::Google)
    } else if all(&["first name", "last name", "e mail address", "mobile phone"]) {
        Some(Program::Outlook)
    } else if all(&["client", "invoice number"]) || all(&["client name", "invoice number"]) {
        Some(Program::InvoiceNinja)
    } else {
        None
    }
}

/// The titles of a program that matter, by what they mean.
fn titles(program: Program) -> &'static [(&'static str, Meaning)] {
    use Meaning::{
        AcceptsEmail, AcceptsSms, Address, Amount, Birthday, Card, Channel, Cost, Currency, Date,
        Email, Employee, FileId, FirstName, LastName, Name, Note, OrderNumber, Organisation, Phone,
        Price, Product, PurchaseNote, Quantity, Refunded, Status, Tag, Time,
    };
    match program {
        Program::ShopifyOrders => &[
            ("name", OrderNumber),
            ("email", Email),
            ("created at", Date),
            ("total", Amount),
            ("refunded amount", Refunded),
            ("financial status", Status),
            ("cancelled at", Status),
            ("accepts marketing", AcceptsEmail),
            ("currency", Currency),
            ("lineitem name", Product),
            ("lineitem quantity", Quantity),
            ("lineitem price", Price),
            ("billing name", Name),
            ("phone", Phone),
            ("billing phone", Phone),
            ("source", Channel),
            ("employee", Employee),
            ("notes", PurchaseNote),
        ],
        Program::ShopifyCustomers => &[
            ("customer id", FileId),
            ("first name", FirstName),
            ("last name", LastName),
            ("email", Email),
            ("phone", Phone),
            ("default address phone", Phone),
            ("default address address1", Address),
            ("default address address2", Address),
            ("default address city", Address),
            ("default address zip", Address),
            ("default address company", Organisation),
            ("accepts email marketing", AcceptsEmail),
            ("accepts marketing", AcceptsEmail),
            ("accepts sms marketing", AcceptsSms),
            ("note", Note),
            ("tags", Tag),
        ],
        Program::LoyverseReceipts => &[
            ("date", Date),
            ("receipt number", OrderNumber),
            ("receipt type", Status),
            ("status", Status),
            ("total collected", Amount),
            ("cost of goods", Cost),
            ("description", PurchaseNote),
            ("store", Channel),
            ("cashier name", Employee),
            ("customer name", Name),
            ("customer contacts", Phone),
        ],
        Program::LoyverseItems => &[
            ("date", Date),
            ("receipt number", OrderNumber),
            ("receipt type", Status),
            ("status", Status),
            ("item", Product),
            ("quantity", Quantity),
            ("net sales", Amount),
            ("cost of goods", Cost),
            ("store", Channel),
            ("cashier name", Employee),
            ("customer name", Name),
            ("customer contacts", Phone),
            ("comment", PurchaseNote),
        ],
        Program::Google => &[
            ("name", Name),
            ("first name", FirstName),
            ("given name", FirstName),
            ("middle name", FirstName),
            ("additional name", FirstName),
            ("last name", LastName),
            ("family name", LastName),
            ("birthday", Birthday),
            ("notes", Note),
            ("organization name", Organisation),
            ("organization 1 name", Organisation),
            ("group membership", Tag),
            ("labels", Tag),
            ("address 1 formatted", Address),
        ],
        Program::Outlook => &[
            ("first name", FirstName),
            ("middle name", FirstName),
            ("last name", LastName),
            ("e mail address", Email),
            ("e mail 2 address", Email),
            ("e mail 3 address", Email),
            ("mobile phone", Phone),
            ("home phone", Phone),
            ("business phone", Phone),
            ("primary phone", Phone),
            ("company", Organisation),
            ("home street", Address),
            ("home city", Address),
            ("home postal code", Address),
            ("birthday", Birthday),
            ("notes", Note),
            ("categories", Tag),
        ],
        Program::InvoiceNinja => &[
            ("client", Name),
            ("client name", Name),
            ("email", Email),
            ("invoice number", OrderNumber),
            ("invoice date", Date),
            ("amount", Amount),
            ("invoice amount", Amount),
            ("status", Status),
            ("invoice status", Status),
            ("currency", Currency),
        ],
        Program::SquareCustomers => &[
            ("square customer id", FileId),
            ("customer id", FileId),
            ("first name", FirstName),
            ("given name", FirstName),
            ("last name", LastName),
            ("surname", LastName),
            ("family name", LastName),
            ("company name", Organisation),
            ("email address", Email),
            ("phone number", Phone),
            ("street address 1", Address),
            ("street address 2", Address),
            ("city", Address),
            ("postal code", Address),
            ("birthday", Birthday),
            ("memo", Note),
            ("email subscription status", AcceptsEmail),
            ("groups", Tag),
        ],
        Program::SquarePayments => &[
            ("date", Date),
            ("time", Time),
            ("total collected", Amount),
            ("transaction id", OrderNumber),
            ("event type", Status),
            ("staff name", Employee),
            ("location", Channel),
            ("description", PurchaseNote),
            ("customer id", FileId),
            ("customer name", Name),
        ],
        Program::LoyverseCustomers => &[
            ("customer id", FileId),
            ("customer name", Name),
            ("email", Email),
            ("phone", Phone),
            ("address", Address),
            ("city", Address),
            ("postal code", Address),
            ("customer code", Card),
            ("note", Note),
        ],
    }
}

/// Maps the columns of a program's file; titles it is not known for keep no meaning.
pub(super) fn map(
    program: Program,
    normal: &[String],
    titles_as_written: &[&str],
    mapping: &mut [Meaning],
) {
    for (title, meaning) in titles(program) {
        let free = meaning.may_repeat() || !mapping.contains(meaning);
        if let Some(place) = normal.iter().position(|known| known == title).filter(|_| free) {
            mapping[place] = *meaning;
        }
    }
    if program == Program::Google {
        for (title, place) in normal.iter().zip(mapping.iter_mut()) {
            if title.starts_with("phone ") && title.ends_with(" value") {
                *place = Meaning::Phone;
            } else if title.starts_with("e mail ") && title.ends_with(" value") {
                *place = Meaning::Email;
            }
        }
    }
    // Some layouts differ by version: an amount or date that is not where it was known to be.
    if program == Program::InvoiceNinja {
        let mut by_words = vec![Meaning::Ignore; mapping.len()];
        words::map(titles_as_written, &mut by_words);
        for wanted in [Meaning::Date, Meaning::Amount] {
            let place = by_words.iter().position(|meaning| *meaning == wanted);
            if let Some(place) = place.filter(|_| !mapping.contains(&wanted)) {
                mapping[place] = wanted;
            }
        }
    }
}
