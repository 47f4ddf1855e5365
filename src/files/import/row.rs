//! One row, read cell by cell: who, what is said of them, and what they bought.

use std::collections::BTreeMap;

use super::cell::{Cell, MAX_NOTE, MAX_TEXT, is_blank, is_spoilt};
use super::when::{Told, When};
use super::{Key, Options, Problem, Reason, Tidied, person};
use crate::files::columns::Meaning;
use crate::files::dates;
use crate::files::table::{Row, Separator, Table};
use crate::people::customer::{Fact, Member};
use crate::people::photo::PhotoId;
use crate::units::calendar::Moment;
use crate::units::money::{Currency, MAX_AMOUNT, Money};
use crate::units::numbers::{self, DecimalMark, Number, NumberKind};

/// Who a row is about, as keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    pub(super) name: String,
    pub(super) keys: Vec<(Key, String)>,
}

impl Who {
    pub(super) fn is_nobody(&self) -> bool {
        self.keys.is_empty()
    }

    pub(super) fn of(&self, key: Key) -> impl Iterator<Item = &str> {
        self.keys.iter().filter(move |(other, _)| *other == key).map(|(_, value)| value.as_str())
    }
}

/// What a row says of a purchase; amounts, prices and quantities below zero stay so.
#[derive(Clone, Debug, Default)]
pub(super) struct Sale {
    pub(super) at: Option<Moment>,
    pub(super) amount: Option<Money>,
    pub(super) refunded: Option<Money>,
    pub(super) cost: Option<Money>,
    pub(super) number: String,
    pub(super) product: String,
    pub(super) quantity_thousandths: Option<i64>,
    pub(super) price: Option<Money>,
    /// Price times quantity (one where none stands), from every decimal the price has.
    pub(super) line_total: Option<Money>,
    pub(super) employee: String,
    pub(super) channel: String,
    pub(super) note: String,
    /// What the file says became of it, as it stands there; empty when it does not say.
    pub(super) status: String,
    pub(super) n_rounded: usize,
}

/// A row as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) line: u32,
    pub(super) who: Who,
    /// Who it is about is known by an earlier row with the same cells, and not read again.
    is_met: bool,
    pub(super) facts: Vec<Fact>,
    pub(super) members: Vec<Member>,
    pub(super) sale: Sale,
    /// Cells that could not be read and were left out, while the rest of the row goes in.
    pub(super) odd: Vec<Problem>,
    /// Cells that were read as something else than what stands there.
    pub(super) tidied: Vec<Tidied>,
    /// Why there is no purchase in the row although it speaks of one; who it names goes in.
    pub(super) sale_problem: Option<Problem>,
    /// Where the card number stood, for a problem with it.
    pub(super) card_column: Option<usize>,
    pub(super) first_last: Vec<String>,
    pub(super) organisation: String,
    /// A name that stood beside an email address.
    pub(super) name_beside: String,
    pub(super) address: Vec<String>,
    pub(super) notes: Vec<String>,
    exact_price: Option<Number>,
    /// Cells that matter only where no amount stands.
    doubts: Vec<Problem>,
}

impl Draft {
    /// Whether it is about nobody who is known by anything.
    pub(super) fn is_of_nobody(&self) -> bool {
        !self.is_met && self.who.is_nobody()
    }

    /// Whether it can only be a further line of the purchase above.
    pub(super) fn is_continuation(&self) -> bool {
        self.is_of_nobody() && self.sale.at.is_none() && self.has_sale()
    }

    /// Takes back who it is about: the name stands for nobody.
    pub(super) fn forget_who(&mut self) {
        self.who = Who::default();
        self.facts.clear();
        self.members.clear();
    }

    /// Whether it says anything of a purchase.
    pub(super) fn has_sale(&self) -> bool {
        let sale = &self.sale;
        sale.at.is_some()
            || sale.amount.is_some()
            || sale.price.is_some()
            || !sale.product.is_empty()
            || (!sale.number.is_empty() && self.is_of_nobody())
    }
}

/// One text below another.
pub(super) fn on_next_line(above: &str, below: String) -> String {
    match (above.is_empty(), below.is_empty()) {
        (true, _) => below,
        (false, true) => above.to_owned(),
        (false, false) => [above, &below].join("\n"),
    }
}

/// How rows of a table are read.
#[derive(Debug)]
pub(super) struct Reading {
    options: Options,
    titles: Vec<String>,
    /// The columns that mean something, with the decimal mark of each.
    columns: Vec<(usize, Meaning, DecimalMark)>,
    when: When,
    n_columns: usize,
    all_cells_needed: bool,
    has_purchases: bool,
    photos: BTreeMap<u32, PhotoId>,
}

impl Reading {
    pub(super) fn new(table: &Table, options: Options) -> Self {
        let decimals = options.currency.decimals();
        let decide = |column: usize, kind| {
            let decided = || numbers::decimal_mark(table.column(column), kind);
            options.decimal_mark.or_else(decided).unwrap_or_default()
        };
        let columns = options.mapping.iter().enumerate().filter_map(|(column, meaning)| {
            let mark = match meaning {
                Meaning::Ignore => return None,
                // They are read together.
                meaning if meaning.is_of_moment() => return None,
                Meaning::Quantity | Meaning::Own(_) => decide(column, NumberKind::Quantity),
                Meaning::Amount | Meaning::Refunded | Meaning::Cost | Meaning::Price => {
                    decide(column, NumberKind::Amount { decimals })
                }
                _ => DecimalMark::default(),
            };
            Some((column, *meaning, mark))
        });
        Self {
            columns: columns.collect(),
            titles: table.titles.clone(),
            when: When::new(&options.mapping, &table.titles),
            n_columns: table.n_columns.max(options.mapping.len()),
            all_cells_needed: table.separator == Separator::Blanks,
            has_purchases: options.has_purchases(),
            photos: table.photos.clone(),
            options,
        }
    }

    /// What a column means, and how its decimals are written.
    pub(super) fn column(&self, column: usize) -> (Meaning, DecimalMark) {
        let meaning = self.options.mapping.get(column).copied().unwrap_or_default();
        let known = self.columns.iter().find(|(place, ..)| *place == column);
        (meaning, known.map_or(DecimalMark::default(), |(.., mark)| *mark))
    }

    /// What each column means.
    pub(super) fn mapping(&self) -> &[Meaning] {
        &self.options.mapping
    }

    /// The order number of a row, whatever else is wrong with it.
    pub(super) fn number(&self, row: Row<'_>) -> String {
        let column = self.columns.iter().find(|(_, meaning, _)| *meaning == Meaning::OrderNumber);
        column.map(|(column, ..)| row.cell(*column).to_owned()).unwrap_or_default()
    }

    /// The columns that say anything of a person.
    pub(super) fn columns_of_person(&self) -> Vec<usize> {
        let columns = self.columns.iter().filter(|(_, meaning, _)| !meaning.is_of_sale());
        columns.map(|(column, ..)| *column).collect()
    }

    /// Whether no cell of a line was mended.
    pub(super) fn is_as_written(&self, line: u32) -> bool {
        let mut mended = self.options.mended.range((line, 0)..=(line, usize::MAX));
        mended.next().is_none()
    }

    /// Reads a row.
    pub(super) fn read(&self, row: Row<'_>) -> Result<Draft, Problem> {
        self.read_columns(row, false, |_| true)
    }

    /// Reads what a row says of a purchase, where it is known who it is about.
    pub(super) fn read_sale(&self, row: Row<'_>) -> Result<Draft, Problem> {
        self.read_columns(row, true, Meaning::is_of_sale)
    }

    fn read_columns(
        &self,
        row: Row<'_>,
        is_met: bool,
        wanted: fn(Meaning) -> bool,
    ) -> Result<Draft, Problem> {
        self.check_width(row)?;
        let mut draft = Draft { line: row.line, is_met, ..Draft::default() };
        let wanted = |(_, meaning, _): &&(usize, Meaning, DecimalMark)| wanted(*meaning);
        for &(column, meaning, mark) in self.columns.iter().filter(wanted) {
            let mended = self.options.mended.get(&(row.line, column));
            let text = mended.map_or_else(|| row.cell(column), |text| text.trim());
            if text.is_empty() {
                continue;
            }
            let cell = Cell { line: row.line, column, meaning, mark, text };
            if is_blank(text) {
                draft.tidied.extend(self.is_told(meaning).then(|| cell.tidied("")));
            } else if let Err(problem) = self.take(&cell, &mut draft) {
                draft.leave_out(problem);
            }
        }
        let photo = self.photos.get(&row.line).map(|photo| Fact::Photo(Some(*photo)));
        draft.facts.extend(photo.filter(|_| !is_met));
        if self.has_purchases {
            self.take_moment(row, &mut draft);
        }
        self.complete(&mut draft);
        Ok(draft)
    }

    fn check_width(&self, row: Row<'_>) -> Result<(), Problem> {
        let most = self.n_columns;
        if let Some(column) = (most..row.n_cells()).find(|place| !row.cell(*place).is_empty()) {
            let value = row.cell(column);
            let reason = Reason::TooManyCells { most };
            return Err(Problem::of_cell(row.line, column, Meaning::Ignore, value, reason));
        }
        if self.all_cells_needed && row.n_cells() < most {
            return Err(Problem::of_row(row.line, Reason::TooFewCells { least: most }));
        }
        Ok(())
    }

    /// Whether a mark that stands for nothing is worth a word: in a column of money a dash is how
    /// nothing is written.
    fn is_told(&self, meaning: Meaning) -> bool {
        let is_money =
            matches!(meaning, Meaning::Amount | Meaning::Refunded | Meaning::Cost | Meaning::Price);
        !is_money && (self.has_purchases || !meaning.is_of_sale())
    }

    fn take(&self, cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
        if cell.meaning.is_of_sale() && !self.has_purchases {
            return Ok(());
        }
        if is_spoilt(cell.text) {
            return Err(cell.problem(Reason::Spoilt));
        }
        if cell.meaning.is_of_sale() {
            return self.take_sale(cell, draft);
        }
        let title = self.titles.get(cell.column).map_or("", String::as_str);
        person::take(cell, &self.options, title, draft)
    }

    fn take_sale(&self, cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
        let currency = self.options.currency;
        let sale = &mut draft.sale;
        let rounded = &mut sale.n_rounded;
        match cell.meaning {
            Meaning::Amount => sale.amount = Some(cell.amount(currency, rounded)?),
            Meaning::Refunded => sale.refunded = Some(cell.refunded(currency, rounded)?),
            Meaning::Cost => sale.cost = Some(cell.cost(currency)?),
            Meaning::Price => {
                sale.price = Some(cell.amount(currency, rounded)?);
                draft.exact_price = Some(cell.number(currency)?);
            }
            Meaning::Currency => cell.check_currency(currency)?,
            Meaning::OrderNumber => sale.number = cell.code()?,
            Meaning::Product => sale.product = cell.checked(MAX_TEXT)?,
            Meaning::Quantity => sale.quantity_thousandths = Some(cell.quantity()?),
            Meaning::Employee => sale.employee = cell.checked(MAX_TEXT)?,
            Meaning::Channel => sale.channel = cell.checked(MAX_TEXT)?,
            Meaning::Status => sale.status = on_next_line(&sale.status, self.status(cell)?),
            Meaning::PurchaseNote => {
                sale.note = on_next_line(&sale.note, cell.checked(MAX_NOTE)?);
            }
            _ => {}
        }
        Ok(())
    }

    /// When the sale of a row was, on the shop's clock.
    pub(super) fn moment(&self, row: Row<'_>) -> Told {
        self.when.read(row, &self.options)
    }

    fn take_moment(&self, row: Row<'_>, draft: &mut Draft) {
        let Told { at, problem } = self.moment(row);
        draft.sale.at = at;
        if let Some(problem) = problem {
            draft.leave_out(problem);
        }
    }

    /// What became of a sale. A day under such a title is the one it was cancelled on.
    fn status(&self, cell: &Cell<'_>) -> Result<String, Problem> {
        if dates::looks_like_date(cell.text) {
            return Ok("cancelled".to_owned());
        }
        cell.checked(MAX_TEXT)
    }

    /// Puts together what stood in several columns.
    fn complete(&self, draft: &mut Draft) {
        person::complete(draft);
        let sale = &mut draft.sale;
        if let Some(price) = draft.exact_price {
            let quantity = sale.quantity_thousandths.unwrap_or(1_000);
            sale.line_total = line_total(price, quantity, self.options.currency);
            if sale.line_total.is_none() {
                let reason = Reason::TooLarge { largest: MAX_AMOUNT };
                draft.doubts.push(Problem::of_row(draft.line, reason));
            }
        }
        let doubts = std::mem::take(&mut draft.doubts);
        if draft.sale.amount.is_some() {
            draft.odd.extend(doubts);
        } else if draft.sale_problem.is_none() {
            draft.sale_problem = doubts.into_iter().next();
        }
        draft.facts.sort_by_key(Fact::register);
    }
}

impl Draft {
    /// Takes note of a cell that could not be read: the person goes in all the same, and so does
    /// the purchase unless the cell says when it was or what it came to.
    fn leave_out(&mut self, problem: Problem) {
        match problem.meaning {
            Meaning::Date
            | Meaning::Year
            | Meaning::Month
            | Meaning::Day
            | Meaning::Amount
            | Meaning::Refunded
            | Meaning::Currency
            | Meaning::OrderNumber
            | Meaning::Status => {
                self.sale_problem.get_or_insert(problem);
            }
            Meaning::Price | Meaning::Quantity => self.doubts.push(problem),
            _ => self.odd.push(problem),
        }
    }
}

/// Price times quantity to the nearest minor unit, halves away from zero; `None` for more than
/// any purchase comes to.
fn line_total(price: Number, quantity_thousandths: i64, currency: Currency) -> Option<Money> {
    let product = i128::from(price.digits)
        .checked_mul(i128::from(quantity_thousandths))?
        .checked_mul(i128::from(currency.minor_per_major()))?;
    let unit = 10_i128.checked_pow(price.decimals)?.checked_mul(1_000)?;
    let nearest = (product + unit / 2 * product.signum()) / unit;
    let total = i64::try_from(nearest).ok()?;
    (total.unsigned_abs() <= MAX_AMOUNT.0.unsigned_abs()).then_some(Money(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_summed_from_every_decimal_of_its_price() {
        let check = |digits, decimals, thousandths, code: &str, expected| {
            let price = Number { digits, decimals, currency: numbers::Beside::Nothing };
            let currency = Currency::parse(code).expect("a currency");
            assert_eq!(line_total(price, thousandths, currency), expected);
        };
        check(450, 2, 2_000, "EUR", Some(Money(900)));
        check(125, 1, 2_000, "HUF", Some(Money(25)));
        check(5, 3, 1_000, "EUR", Some(Money(1)));
        check(-5, 3, 1_000, "EUR", Some(Money(-1)));
        check(1_000, 2, -500, "EUR", Some(Money(-500)));
        check(999, 2, -1_500, "EUR", Some(Money(-1_499)));
        check(i64::MAX, 0, i64::MAX, "KWD", None);
    }
}
