//! Everything as one workbook for Excel or LibreOffice: customers, phones, purchases with their
//! lines, and who was contacted.
//!
//! Texts are written as texts, so that none of them is a formula; amounts and days as numbers and
//! days, so that they can be summed and sorted. A customer has the number of their row on every
//! sheet, by which the sheets are read together when the workbook comes back.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde::{Deserialize, Serialize};

use crate::files::columns::{Meaning, OwnField};
use crate::files::csv_out::{
    CUSTOMER_COLUMNS, PURCHASE_COLUMNS, Sold, own_cell, row_of_customer, rows_of_purchase,
};
use crate::files::table::Separator;
use crate::files::workbook::MAX_ROWS;
use crate::people::customer::Customer;
use crate::units::calendar::Day;
use crate::units::money::Currency;

/// The words of a workbook, in the language of the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What the columns are called.
    pub titles: Vec<(Meaning, String)>,
    /// What the column of a customer's number in this workbook is called.
    pub number: String,
    /// What the column is called that says how somebody was contacted.
    pub contact: String,
    /// What the sheets are called: customers, phones, purchases, contacts.
    pub sheets: [String; 4],
    /// Whether the language runs from right to left.
    pub right_to_left: bool,
    /// The fields that the owner added, each a column of customers.
    pub own: Vec<OwnField>,
}

impl Words {
    fn title(&self, meaning: Meaning) -> &str {
        let known = self.titles.iter().find(|(other, _)| *other == meaning);
        known.map_or("", |(_, title)| title)
    }
}

/// A workbook while it is written.
pub struct Writer {
    words: Words,
    currency: Currency,
    today: Day,
    amount: Format,
    day: Format,
    moment: Format,
    customers: Sheet,
    phones: Sheet,
    purchases: Vec<Sheet>,
    contacts: Sheet,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Writer").finish_non_exhaustive()
    }
}

/// A sheet and its next row.
#[derive(Default)]
struct Sheet {
    sheet: Worksheet,
    row: u32,
}

/// Why no workbook could be written; none is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the workbook could not be written")]
pub struct NotWritten;

impl From<XlsxError> for NotWritten {
    fn from(_: XlsxError) -> Self {
        Self
    }
}

/// A row of a sheet: each text with what it means.
type Cells<'a> = Vec<(Meaning, &'a str)>;

impl Writer {
    /// A workbook with the titles of its sheets and no rows.
    ///
    /// # Errors
    /// Names that no sheet may have.
    pub fn new(words: Words, currency: Currency, today: Day) -> Result<Self, NotWritten> {
        let decimals = usize::try_from(currency.decimals()).unwrap_or(0);
        let amount = match decimals {
            0 => "#,##0".to_owned(),
            n => format!("#,##0.{}", "0".repeat(n)),
        };
        let mut writer = Self {
            amount: Format::new().set_num_format(amount),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
            customers: Sheet::default(),
            phones: Sheet::default(),
            purchases: Vec::new(),
            contacts: Sheet::default(),
            words,
            currency,
            today,
        };
        let number = (Meaning::Ignore, writer.words.number.clone());
        let contact = (Meaning::Ignore, writer.words.contact.clone());
        let title = |meaning: Meaning| (meaning, writer.words.title(meaning).to_owned());
        let own = writer.words.own.iter().map(|field| (Meaning::Own(field.id), field.name.clone()));
        let of_customers: Vec<_> =
            [number.clone()].into_iter().chain(CUSTOMER_COLUMNS.map(title)).chain(own).collect();
        let of_phones = vec![number.clone(), title(Meaning::Name), title(Meaning::Phone)];
        let of_contacts = vec![number, title(Meaning::Name), title(Meaning::Date), contact];
        let [customers, phones, _, contacts] = writer.words.sheets.clone();
        let is_rtl = writer.words.right_to_left;
        writer.customers = Sheet::new(&customers, &of_customers, is_rtl)?;
        writer.phones = Sheet::new(&phones, &of_phones, is_rtl)?;
        writer.contacts = Sheet::new(&contacts, &of_contacts, is_rtl)?;
        writer.begin_purchases()?;
        Ok(writer)
    }

    /// Begins a sheet of purchases: the first, or the next when one is full.
    fn begin_purchases(&mut self) -> Result<(), NotWritten> {
        let name = &self.words.sheets[2];
        let name = match self.purchases.len() {
            0 => name.clone(),
            n => format!("{name} {}", n + 1),
        };
        let number = (Meaning::Ignore, self.words.number.clone());
        let title = |meaning: Meaning| (meaning, self.words.title(meaning).to_owned());
        let titles: Vec<_> = [number].into_iter().chain(PURCHASE_COLUMNS.map(title)).collect();
        self.purchases.push(Sheet::new(&name, &titles, self.words.right_to_left)?);
        Ok(())
    }

    /// Adds a customer under a number that no other has.
    ///
    /// # Errors
    /// More customers than a sheet has rows, or a text longer than a cell.
    pub fn customer(&mut self, number: usize, customer: &Customer) -> Result<(), NotWritten> {
        let cells = row_of_customer(customer);
        let number = number.to_string();
        let texts = cells.iter().map(String::as_str);
        let own: Vec<String> = self
            .words
            .own
            .iter()
            .map(|field| own_cell(customer, field, Separator::Comma))
            .collect();
        let own_texts = self.words.own.iter().zip(&own);
        let own_texts = own_texts.map(|(field, text)| (Meaning::Own(field.id), text.as_str()));
        let row: Cells<'_> = CUSTOMER_COLUMNS.into_iter().zip(texts).chain(own_texts).collect();
        self.customers.row(&number, &row)?;
        for phone in customer.phones() {
            let row = [(Meaning::Name, customer.name()), (Meaning::Phone, phone)];
            self.phones.row(&number, &row)?;
        }
        Ok(())
    }

    /// Adds a purchase of the customer with a number; a row for each of its lines.
    ///
    /// # Errors
    /// A text longer than a cell.
    pub fn purchase(&mut self, number: Option<usize>, sold: &Sold<'_>) -> Result<(), NotWritten> {
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let rows = rows_of_purchase(sold, self.currency, Separator::Comma);
        let is_full = |sheet: &Sheet| {
            u32::try_from(rows.len()).map_or(true, |n| sheet.row.saturating_add(n) > MAX_ROWS)
        };
        if self.purchases.last().is_none_or(is_full) {
            self.begin_purchases()?;
        }
        let formats = (&self.amount, &self.day, &self.moment);
        let Some(sheet) = self.purchases.last_mut() else { return Err(NotWritten) };
        for (place, row) in rows.iter().enumerate() {
            let number = if place == 0 { number.as_str() } else { "" };
            sheet.row_of_purchase(number, row, formats)?;
        }
        Ok(())
    }

    /// Adds that somebody was contacted, or put off.
    ///
    /// # Errors
    /// More answers than a sheet has rows.
    pub fn contact(
        &mut self,
        number: usize,
        name: &str,
        on: Day,
        what: &str,
    ) -> Result<(), NotWritten> {
        let row = [(Meaning::Name, name), (Meaning::Date, ""), (Meaning::Ignore, what)];
        self.contacts.row(&number.to_string(), &row)?;
        self.contacts.day(self.contacts.row - 1, 2, &on.date().to_string(), &self.day, &self.moment)
    }

    /// The bytes of the workbook.
    ///
    /// # Errors
    /// Two sheets of one name.
    pub fn finish(self) -> Result<Vec<u8>, NotWritten> {
        let mut book = Workbook::new();
        let made = excel_day(&self.today.date().to_string()).ok_or(NotWritten)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        book.push_worksheet(self.customers.sheet);
        book.push_worksheet(self.phones.sheet);
        for purchases in self.purchases {
            book.push_worksheet(purchases.sheet);
        }
        book.push_worksheet(self.contacts.sheet);
        Ok(book.save_to_buffer()?)
    }
}

impl Sheet {
    fn new(
        name: &str,
        titles: &[(Meaning, String)],
        right_to_left: bool,
    ) -> Result<Self, NotWritten> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_right_to_left(right_to_left);
        let bold = Format::new().set_bold();
        for (column, (meaning, title)) in (0..).zip(titles) {
            sheet.write_string_with_format(0, column, title, &bold)?;
            sheet.set_column_width(column, width(*meaning))?;
        }
        Ok(Self { sheet, row: 1 })
    }

    /// Adds a row of texts behind the number of a customer.
    fn row(&mut self, number: &str, cells: &[(Meaning, &str)]) -> Result<(), NotWritten> {
        self.number(number)?;
        for (column, (_, text)) in (1..).zip(cells) {
            self.text(self.row, column, text)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Adds a row of a purchase, with amounts and days as such.
    fn row_of_purchase(
        &mut self,
        number: &str,
        cells: &[String],
        (amount, day, moment): (&Format, &Format, &Format),
    ) -> Result<(), NotWritten> {
        self.number(number)?;
        for ((column, text), meaning) in (1..).zip(cells).zip(PURCHASE_COLUMNS) {
            match meaning {
                Meaning::Date => self.day(self.row, column, text, day, moment)?,
                Meaning::Amount | Meaning::Refunded | Meaning::Cost | Meaning::Price => {
                    self.amount(column, text, Some(amount))?;
                }
                Meaning::Quantity => self.amount(column, text, None)?,
                _ => self.text(self.row, column, text)?,
            }
        }
        self.row += 1;
        Ok(())
    }

    fn number(&mut self, number: &str) -> Result<(), NotWritten> {
        self.amount(0, number, None)
    }

    fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), NotWritten> {
        if !text.is_empty() {
            self.sheet.write_string(row, column, text)?;
        }
        Ok(())
    }

    fn amount(
        &mut self,
        column: u16,
        text: &str,
        format: Option<&Format>,
    ) -> Result<(), NotWritten> {
        match (text.parse::<f64>(), format) {
            (Ok(value), Some(format)) => {
                self.sheet.write_number_with_format(self.row, column, value, format)?;
            }
            (Ok(value), None) => {
                self.sheet.write_number(self.row, column, value)?;
            }
            (Err(_), _) => self.text(self.row, column, text)?,
        }
        Ok(())
    }

    fn day(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        day: &Format,
        moment: &Format,
    ) -> Result<(), NotWritten> {
        let format = if text.contains(' ') { moment } else { day };
        match excel_day(text) {
            Some(at) => {
                self.sheet.write_datetime_with_format(row, column, &at, format)?;
                Ok(())
            }
            None => self.text(row, column, text),
        }
    }
}

/// A day or moment as a spreadsheet counts them. `None` for what it would not give back as it was:
/// midnight, which it does not tell from the day alone, and days before 1901, of which it counts
/// one that never was.
fn excel_day(text: &str) -> Option<ExcelDateTime> {
    let is_kept = text.get(..4).is_some_and(|year| year >= "1901") && !text.ends_with(" 00:00");
    let text = text.replace(' ', "T");
    is_kept.then(|| ExcelDateTime::parse_from_str(&text).ok()).flatten()
}

/// How wide a column is, in digits.
fn width(meaning: Meaning) -> f64 {
    match meaning {
        Meaning::Name | Meaning::Phone | Meaning::Email | Meaning::Product => 24.0,
        Meaning::Note | Meaning::Address | Meaning::PurchaseNote => 36.0,
        Meaning::Date | Meaning::Tag | Meaning::Likes => 18.0,
        _ => 12.0,
    }
}
