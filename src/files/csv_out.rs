//! Customers and purchases as CSV that a spreadsheet opens rightly and that comes back the same.
//!
//! UTF-8 with its mark, CR LF, and a `'` before whatever a spreadsheet would take for a formula;
//! [`table`](crate::files::table) takes that `'` off again. Numbers have a comma for the
//! decimals where columns are parted by semicolons, as spreadsheets of those countries expect.

use crate::files::columns::{Meaning, OwnField};
use crate::files::several::{self, joined};
use crate::files::table::{Separator, is_formula_start};
use crate::people::custom::written;
use crate::people::customer::{Customer, Member, Value};
use crate::trade::purchase::{Line, Purchase};
use crate::units::calendar::{Birthday, Moment};
use crate::units::money::{Currency, Money};

/// How a number is written: with which decimals, and with which mark before them.
#[derive(Clone, Copy)]
struct Style {
    currency: Currency,
    separator: Separator,
}

impl Style {
    fn money(self, amount: Money) -> String {
        decimal(amount.0, self.currency.decimals(), self.separator)
    }

    fn quantity(self, thousandths: i64) -> String {
        if thousandths == 0 {
            return String::new();
        }
        let written = decimal(thousandths, 3, self.separator);
        written.trim_end_matches('0').trim_end_matches(['.', ',']).to_owned()
    }
}

/// What a cell of a customer says.
type OfCustomer = fn(&Customer) -> String;

/// The columns of a file of customers, and what stands in each.
const CUSTOMER: [(Meaning, OfCustomer); 15] = [
    (Meaning::Name, name),
    (Meaning::Phone, phones),
    (Meaning::Email, emails),
    (Meaning::Card, card),
    (Meaning::FileId, file_id),
    (Meaning::Birthday, |customer| customer.birthday().map(birthday).unwrap_or_default()),
    (Meaning::Address, addresses),
    (Meaning::Tag, |customer| joined(customer.tags())),
    (Meaning::Likes, |customer| joined(customer.likes())),
    (Meaning::Source, |customer| customer.source().to_owned()),
    (Meaning::KeptBy, |customer| customer.kept_by().to_owned()),
    (Meaning::Note, |customer| customer.note().to_owned()),
    (Meaning::IsCompany, |customer| yes(customer.is_company())),
    (Meaning::NeverWrite, |customer| yes(customer.never_write())),
    (Meaning::BroughtIn, |customer| yes(customer.is_brought_in())),
];

/// What a cell of a purchase says. Of a purchase of several lines each has a row.
#[derive(Clone, Copy)]
enum OfPurchase {
    /// Something of who bought, in its first row.
    Buyer(OfCustomer),
    /// Something of the whole, in its first row.
    Whole(fn(&Sold<'_>, Style) -> String),
    /// By what its rows are known as one.
    Number,
    /// Something of the line, in each row.
    Line(fn(&Line, Style) -> String),
}

/// The columns of a file of purchases, and what stands in each.
const PURCHASE: [(Meaning, OfPurchase); 17] = [
    (Meaning::Date, OfPurchase::Whole(|sold, _| moment(sold.purchase.at))),
    (Meaning::OrderNumber, OfPurchase::Number),
    (Meaning::Name, OfPurchase::Buyer(name)),
    (Meaning::Phone, OfPurchase::Buyer(phones)),
    (Meaning::Email, OfPurchase::Buyer(emails)),
    (Meaning::Card, OfPurchase::Buyer(card)),
    (Meaning::FileId, OfPurchase::Buyer(file_id)),
    (Meaning::Amount, OfPurchase::Whole(|sold, style| style.money(sold.purchase.amount))),
    (Meaning::Refunded, OfPurchase::Whole(refunded)),
    (Meaning::Cost, OfPurchase::Whole(cost)),
    (Meaning::Currency, OfPurchase::Whole(|_, style| style.currency.code().to_owned())),
    (Meaning::Product, OfPurchase::Line(|line, _| line.product.clone())),
    (Meaning::Quantity, OfPurchase::Line(|line, style| style.quantity(line.quantity_thousandths))),
    (Meaning::Price, OfPurchase::Line(price)),
    (Meaning::Employee, OfPurchase::Whole(|sold, _| sold.purchase.employee.clone())),
    (Meaning::Channel, OfPurchase::Whole(|sold, _| sold.purchase.channel.clone())),
    (Meaning::PurchaseNote, OfPurchase::Whole(|sold, _| sold.purchase.note.clone())),
];

/// The columns of a file of customers, in order.
pub const CUSTOMER_COLUMNS: [Meaning; 15] = meanings(&CUSTOMER);

/// The columns of a file of purchases, in order.
pub const PURCHASE_COLUMNS: [Meaning; 17] = meanings(&PURCHASE);

const fn meanings<T: Copy, const N: usize>(columns: &[(Meaning, T); N]) -> [Meaning; N] {
    let mut meanings = [Meaning::Ignore; N];
    let mut place = 0;
    while place < N {
        meanings[place] = columns[place].0;
        place += 1;
    }
    meanings
}

/// A purchase to be written, with who made it and what was given back of it.
#[derive(Clone, Debug)]
pub struct Sold<'a> {
    /// Who bought; `None` when nobody knows.
    pub customer: Option<&'a Customer>,
    /// What was bought.
    pub purchase: Purchase,
    /// What was given back of it, zero when nothing was.
    pub refunded: Money,
}

/// Writes customers, one row each, under titles the caller has translated; fields that the owner added
/// stand behind the others, each under its name.
pub fn customers<'a>(
    customers: impl IntoIterator<Item = &'a Customer>,
    own: &[OwnField],
    separator: Separator,
    title: impl Fn(Meaning) -> String,
) -> String {
    let mut sheet = Sheet::new(separator);
    let names = own.iter().map(|field| field.name.clone());
    sheet.row(CUSTOMER_COLUMNS.map(title).into_iter().chain(names).collect::<Vec<_>>());
    for customer in customers {
        let own = own.iter().map(|field| own_cell(customer, field, separator));
        sheet.row(row_of_customer(customer).into_iter().chain(own).collect::<Vec<_>>());
    }
    sheet.finish()
}

/// What stands in a field that the owner added.
pub(in crate::files) fn own_cell(
    customer: &Customer,
    field: &OwnField,
    separator: Separator,
) -> String {
    match customer.custom(field.id) {
        None => String::new(),
        Some(Value::YesNo(yes)) => if *yes { "1" } else { "0" }.to_owned(),
        Some(value @ Value::Number(_)) if separator == Separator::Semicolon => {
            written(value).replace('.', ",")
        }
        Some(value) => written(value),
    }
}

/// The cells of a customer under [`CUSTOMER_COLUMNS`].
pub(in crate::files) fn row_of_customer(customer: &Customer) -> [String; 15] {
    CUSTOMER.map(|(_, cell)| cell(customer))
}

/// Writes purchases, one row each and one more for every further line, under titles the caller
/// has translated.
pub fn purchases<'a>(
    purchases: impl IntoIterator<Item = Sold<'a>>,
    currency: Currency,
    separator: Separator,
    title: impl Fn(Meaning) -> String,
) -> String {
    let mut sheet = Sheet::new(separator);
    sheet.row(PURCHASE_COLUMNS.map(title));
    for sold in purchases {
        rows_of_purchase(&sold, currency, separator).into_iter().for_each(|row| sheet.row(row));
    }
    sheet.finish()
}

/// Writes a list as it is shown, under its titles.
pub fn rows(
    titles: Vec<String>,
    rows: impl IntoIterator<Item = Vec<String>>,
    separator: Separator,
) -> String {
    let mut sheet = Sheet::new(separator);
    sheet.row(titles);
    rows.into_iter().for_each(|row| sheet.row(row));
    sheet.finish()
}

/// The cells of a purchase under [`PURCHASE_COLUMNS`], a row for each of its lines.
pub(in crate::files) fn rows_of_purchase(
    sold: &Sold<'_>,
    currency: Currency,
    separator: Separator,
) -> Vec<[String; 17]> {
    let style = Style { currency, separator };
    let mut lines = sold.purchase.lines.iter();
    let first = lines.next();
    let whole = PURCHASE.map(|(_, cell)| match cell {
        OfPurchase::Buyer(cell) => sold.customer.map(cell).unwrap_or_default(),
        OfPurchase::Whole(cell) => cell(sold, style),
        OfPurchase::Number => sold.purchase.number.clone(),
        OfPurchase::Line(cell) => first.map(|line| cell(line, style)).unwrap_or_default(),
    });
    let further = lines.map(|line| {
        PURCHASE.map(|(_, cell)| match cell {
            OfPurchase::Buyer(_) | OfPurchase::Whole(_) => String::new(),
            OfPurchase::Number => sold.purchase.number.clone(),
            OfPurchase::Line(cell) => cell(line, style),
        })
    });
    std::iter::once(whole).chain(further).collect()
}

fn name(customer: &Customer) -> String {
    customer.name().to_owned()
}

fn phones(customer: &Customer) -> String {
    joined(customer.phones())
}

fn emails(customer: &Customer) -> String {
    joined(customer.emails())
}

fn card(customer: &Customer) -> String {
    customer.card().to_owned()
}

fn file_id(customer: &Customer) -> String {
    customer.file_id().to_owned()
}

fn addresses(customer: &Customer) -> String {
    let addresses = customer.members().iter().filter_map(|member| {
        let Member::Address(address) = member else { return None };
        Some(address.as_str())
    });
    // Commas are part of an address, and part no two.
    addresses.collect::<Vec<_>>().join(several::BETWEEN)
}

fn yes(is: bool) -> String {
    if is { "1".to_owned() } else { String::new() }
}

fn refunded(sold: &Sold<'_>, style: Style) -> String {
    if sold.refunded == Money::ZERO { String::new() } else { style.money(sold.refunded) }
}

fn cost(sold: &Sold<'_>, style: Style) -> String {
    sold.purchase.cost.map(|cost| style.money(cost)).unwrap_or_default()
}

fn price(line: &Line, style: Style) -> String {
    line.price.map(|price| style.money(price)).unwrap_or_default()
}

fn moment(at: Moment) -> String {
    let date = at.day.date();
    match at.minute {
        None => date.to_string(),
        Some(minute) => format!("{date} {:02}:{:02}", minute / 60, minute % 60),
    }
}

fn birthday(birthday: Birthday) -> String {
    let (month, day) = (birthday.month(), birthday.day());
    match birthday.year() {
        Some(year) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{month:02}-{day:02}"),
    }
}

/// A whole number of units of `10^-decimals`, written with its decimals.
fn decimal(value: i64, decimals: u32, separator: Separator) -> String {
    let mark = if separator == Separator::Semicolon { ',' } else { '.' };
    let sign = if value < 0 { "-" } else { "" };
    let unit = 10_u64.pow(decimals);
    let (whole, rest) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    match usize::try_from(decimals).unwrap_or(0) {
        0 => format!("{sign}{whole}"),
        width => format!("{sign}{whole}{mark}{rest:0width$}"),
    }
}

/// A file while it is written.
struct Sheet {
    text: String,
    separator: char,
}

impl Sheet {
    fn new(separator: Separator) -> Self {
        // Without the mark a spreadsheet takes the letters for those of its own country.
        Self { text: String::from('\u{feff}'), separator: char::from(separator.byte()) }
    }

    fn row(&mut self, cells: impl AsRef<[String]>) {
        for (place, cell) in cells.as_ref().iter().enumerate() {
            if place > 0 {
                self.text.push(self.separator);
            }
            self.cell(cell);
        }
        self.text.push_str("\r\n");
    }

    fn cell(&mut self, cell: &str) {
        let cell = harmless(cell);
        let needs_quotes = |c: char| c == self.separator || matches!(c, '"' | '\r' | '\n' | '\t');
        if cell.contains(needs_quotes) {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(&cell);
        }
    }

    fn finish(self) -> String {
        self.text
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // One that is so marked already gets one more, so that taking one off gives it back.
    if cell.trim_start_matches('\'').starts_with(is_formula_start) {
        return format!("'{cell}");
    }
    cell.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::Fact;
    use crate::units::calendar::Day;

    fn title(column: Meaning) -> String {
        format!("{column:?}")
    }

    #[test]
    fn a_formula_is_made_harmless() {
        let check = |cell: &str, expected: &str| assert_eq!(harmless(cell), expected);
        check("=1+1", "'=1+1");
        check("+36 30 555 0142", "'+36 30 555 0142");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'=1");
        check("\r=1", "'=1");
        check("＝1", "'＝1");
        check("＋1", "'＋1");
        check("'=1", "''=1");
        check("'n Roosje", "'n Roosje");
        check("Anna", "Anna");
    }

    #[test]
    fn customers_are_one_row_each() {
        let mut anna = Customer::default();
        anna.set(Fact::Name("Kovács; Anna".into()));
        anna.set(Fact::Birthday(Birthday::new(None, 2, 29)));
        anna.set_member(&Member::Phone("+36 30 555 0142".into()), true);
        anna.set_member(&Member::Phone("06 1 555 0100".into()), true);
        anna.set_member(&Member::Tag("nuts, seeds".into()), true);
        let text = customers([&anna], &[], Separator::Semicolon, title);
        assert_eq!(
            text,
            "\u{feff}Name;Phone;Email;Card;FileId;Birthday;Address;Tag;Likes;Source;KeptBy;Note;\
             IsCompany;NeverWrite;BroughtIn\r\n\
             \"Kovács; Anna\";'+36 30 555 0142, 06 1 555 0100;;;;02-29;;nuts, seeds :::;;;;;;;\r\n"
        );
    }

    #[test]
    fn a_purchase_of_two_lines_is_two_rows() {
        let line = |product: &str, quantity_thousandths, price| Line {
            product: product.into(),
            quantity_thousandths,
            price: Some(Money(price)),
        };
        let purchase = Purchase {
            at: Moment { day: Day(20_000), minute: Some(605) },
            amount: Money(1_250),
            lines: vec![line("Tea", 1_500, 500), line("Cup", 1_000, 500)],
            number: "17".into(),
            ..Purchase::default()
        };
        let sold = Sold { customer: None, purchase, refunded: Money(50) };
        let text = purchases([sold], Currency::default(), Separator::Semicolon, title);
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                "2024-10-04 10:05;17;;;;;;12,50;0,50;;EUR;Tea;1,5;5,00;;;",
                ";17;;;;;;;;;;Cup;1;5,00;;;"
            ]
        );
    }
}
