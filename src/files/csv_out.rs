//! Customers and purchases as CSV that a spreadsheet opens rightly and that comes back the same.
//!
//! UTF-8 with its mark, CR LF, and a `'` before whatever a spreadsheet would take for a formula;
//! [`table`](crate::files::table) takes that `'` off again. Numbers have a comma for the
//! decimals where columns are parted by semicolons, as spreadsheets of those countries expect.

use crate::files::columns::Meaning;
use crate::files::table::{Separator, is_formula_start};
use crate::people::customer::{Customer, Member};
use crate::trade::purchase::{Line, Purchase};
use crate::units::calendar::{Birthday, Moment};
use crate::units::money::{Currency, Money};

/// The columns of a file of customers, in order.
pub const CUSTOMER_COLUMNS: [Meaning; 14] = [
    Meaning::Name,
    Meaning::Phone,
    Meaning::Email,
    Meaning::Card,
    Meaning::FileId,
    Meaning::Birthday,
    Meaning::Address,
    Meaning::Tag,
    Meaning::Likes,
    Meaning::Source,
    Meaning::KeptBy,
    Meaning::Note,
    Meaning::IsCompany,
    Meaning::NeverWrite,
];

/// The columns of a file of purchases, in order.
pub const PURCHASE_COLUMNS: [Meaning; 17] = [
    Meaning::Date,
    Meaning::OrderNumber,
    Meaning::Name,
    Meaning::Phone,
    Meaning::Email,
    Meaning::Card,
    Meaning::FileId,
    Meaning::Amount,
    Meaning::Refunded,
    Meaning::Cost,
    Meaning::Currency,
    Meaning::Product,
    Meaning::Quantity,
    Meaning::Price,
    Meaning::Employee,
    Meaning::Channel,
    Meaning::PurchaseNote,
];

/// A purchase to be written, with who made it and what was given back of it.
#[derive(Clone, Copy, Debug)]
pub struct Sold<'a> {
    /// Who bought; `None` when nobody knows.
    pub customer: Option<&'a Customer>,
    /// What was bought.
    pub purchase: &'a Purchase,
    /// What was given back of it, zero when nothing was.
    pub refunded: Money,
}

/// Writes customers, one row each, under titles the caller has translated.
pub fn customers<'a>(
    customers: impl IntoIterator<Item = &'a Customer>,
    separator: Separator,
    title: impl Fn(Meaning) -> String,
) -> String {
    let mut sheet = Sheet::new(separator);
    sheet.row(CUSTOMER_COLUMNS.map(title));
    for customer in customers {
        sheet.row(CUSTOMER_COLUMNS.map(|column| customer_cell(customer, column)));
    }
    sheet.finish()
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
        let mut lines = sold.purchase.lines.iter();
        let first = lines.next();
        sheet.row(
            PURCHASE_COLUMNS.map(|column| sold_cell(&sold, first, column, currency, separator)),
        );
        for line in lines {
            sheet.row(PURCHASE_COLUMNS.map(|column| match column {
                Meaning::OrderNumber => sold.purchase.number.clone(),
                _ => line_cell(line, column, currency, separator),
            }));
        }
    }
    sheet.finish()
}

fn customer_cell(customer: &Customer, column: Meaning) -> String {
    let yes = |is: bool| if is { "1".to_owned() } else { String::new() };
    match column {
        Meaning::Name => customer.name().to_owned(),
        Meaning::Phone => joined(customer.phones()),
        Meaning::Email => joined(customer.emails()),
        Meaning::Card => customer.card().to_owned(),
        Meaning::FileId => customer.file_id().to_owned(),
        Meaning::Birthday => customer.birthday().map(birthday).unwrap_or_default(),
        Meaning::Address => {
            let addresses = customer.members().iter().filter_map(|member| match member {
                Member::Address(address) => Some(address.as_str()),
                _ => None,
            });
            // Commas are part of an address, and part no two.
            addresses.collect::<Vec<_>>().join(BETWEEN)
        }
        Meaning::Tag => joined(customer.tags()),
        Meaning::Likes => joined(customer.likes()),
        Meaning::Source => customer.source().to_owned(),
        Meaning::KeptBy => customer.kept_by().to_owned(),
        Meaning::Note => customer.note().to_owned(),
        Meaning::IsCompany => yes(customer.is_company()),
        Meaning::NeverWrite => yes(customer.never_write()),
        _ => String::new(),
    }
}

fn sold_cell(
    sold: &Sold<'_>,
    line: Option<&Line>,
    column: Meaning,
    currency: Currency,
    separator: Separator,
) -> String {
    let Sold { purchase, refunded, .. } = *sold;
    let money = |amount: Money| decimal(amount.0, currency.decimals(), separator);
    match column {
        Meaning::Date => moment(purchase.at),
        Meaning::Amount => money(purchase.amount),
        Meaning::Refunded if refunded != Money::ZERO => money(refunded),
        Meaning::Refunded => String::new(),
        Meaning::Cost => purchase.cost.map(money).unwrap_or_default(),
        Meaning::Currency => currency.code().to_owned(),
        Meaning::OrderNumber => purchase.number.clone(),
        Meaning::Employee => purchase.employee.clone(),
        Meaning::Channel => purchase.channel.clone(),
        Meaning::PurchaseNote => purchase.note.clone(),
        Meaning::Product | Meaning::Quantity | Meaning::Price => {
            line.map(|line| line_cell(line, column, currency, separator)).unwrap_or_default()
        }
        _ => sold.customer.map(|customer| customer_cell(customer, column)).unwrap_or_default(),
    }
}

fn line_cell(line: &Line, column: Meaning, currency: Currency, separator: Separator) -> String {
    match column {
        Meaning::Product => line.product.clone(),
        Meaning::Quantity if line.quantity_thousandths != 0 => {
            let written = decimal(line.quantity_thousandths, 3, separator);
            written.trim_end_matches('0').trim_end_matches(['.', ',']).to_owned()
        }
        Meaning::Price => {
            let price = line.price.map(|price| decimal(price.0, currency.decimals(), separator));
            price.unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// What parts several values of which one may hold a comma.
const BETWEEN: &str = " ::: ";

/// Several values in one cell: with commas, or with three colons where a value has a comma.
fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let values: Vec<&str> = values.collect();
    let has_comma = |value: &&str| value.contains([',', ';', '،', '\n', '\r']);
    match values.as_slice() {
        // The colons behind say that the commas within part nothing.
        [value] if has_comma(value) => format!("{value} :::"),
        values if values.iter().any(has_comma) => values.join(BETWEEN),
        values => values.join(", "),
    }
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

    fn row<const N: usize>(&mut self, cells: [String; N]) {
        for (place, cell) in cells.iter().enumerate() {
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
        let text = customers([&anna], Separator::Semicolon, title);
        assert_eq!(
            text,
            "\u{feff}Name;Phone;Email;Card;FileId;Birthday;Address;Tag;Likes;Source;KeptBy;Note;\
             IsCompany;NeverWrite\r\n\
             \"Kovács; Anna\";'+36 30 555 0142, 06 1 555 0100;;;;02-29;;nuts, seeds :::;;;;;;\r\n"
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
        let sold = Sold { customer: None, purchase: &purchase, refunded: Money(50) };
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
