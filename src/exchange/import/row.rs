//! One row, read cell by cell: who, what is said of them, and what they bought.

use super::cell::{Cell, MAX_NOTE, MAX_TEXT, is_blank, several};
use super::{Key, Options, Problem, Reason};
use crate::calendar::Moment;
use crate::customer::{Fact, Member, PhoneRefusal, check_email, check_phone};
use crate::exchange::columns::Meaning;
use crate::exchange::dates;
use crate::exchange::numbers::{self, DecimalMark, NumberKind};
use crate::exchange::table::{Row, Separator, Table};
use crate::money::Money;
use crate::same;

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

/// What a row says of a purchase.
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
    pub(super) facts: Vec<Fact>,
    pub(super) members: Vec<Member>,
    pub(super) sale: Sale,
    /// Cells that could not be read and were left out, while the rest of the row goes in.
    pub(super) odd: Vec<Problem>,
    /// What is wrong with the purchase, while the person goes in.
    pub(super) sale_problem: Option<Problem>,
    /// Where the card number stood, for a problem with it.
    pub(super) card_column: Option<usize>,
    first_last: Vec<String>,
    address: Vec<String>,
    notes: Vec<String>,
    time: String,
}

impl Draft {
    /// Whether it can only be a further line of the purchase above.
    pub(super) fn is_continuation(&self) -> bool {
        self.who.is_nobody() && self.sale.at.is_none() && self.has_sale()
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
            || (!sale.number.is_empty() && self.who.is_nobody())
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
    /// The columns that mean something, with the decimal mark of each.
    columns: Vec<(usize, Meaning, DecimalMark)>,
    n_columns: usize,
    all_cells_needed: bool,
    has_purchases: bool,
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
                Meaning::Quantity => decide(column, NumberKind::Quantity),
                Meaning::Amount | Meaning::Refunded | Meaning::Cost | Meaning::Price => {
                    decide(column, NumberKind::Amount { decimals })
                }
                _ => DecimalMark::default(),
            };
            Some((column, *meaning, mark))
        });
        Self {
            columns: columns.collect(),
            n_columns: table.n_columns.max(options.mapping.len()),
            all_cells_needed: table.separator == Separator::Blanks,
            has_purchases: options.has_purchases(),
            options,
        }
    }

    /// What each column means.
    pub(super) fn mapping(&self) -> &[Meaning] {
        &self.options.mapping
    }

    /// The order number of a row, whatever else is wrong with it.
    pub(super) fn number(&self, row: &Row) -> String {
        let column = self.columns.iter().find(|(_, meaning, _)| *meaning == Meaning::OrderNumber);
        column.map(|(column, ..)| row.cell(*column).to_owned()).unwrap_or_default()
    }

    /// Reads a row.
    pub(super) fn read(&self, row: &Row) -> Result<Draft, Problem> {
        self.check_width(row)?;
        let mut draft = Draft { line: row.line, ..Draft::default() };
        for &(column, meaning, mark) in &self.columns {
            let mended = self.options.mended.get(&(row.line, column));
            let text = mended.map_or_else(|| row.cell(column), |text| text.trim());
            if !is_blank(text) {
                let cell = Cell { line: row.line, column, meaning, mark, text };
                self.take(&cell, &mut draft)?;
            }
        }
        complete(&mut draft);
        Ok(draft)
    }

    fn check_width(&self, row: &Row) -> Result<(), Problem> {
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

    fn take(&self, cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
        match cell.meaning {
            Meaning::Name => draft.who.name = cell.checked(MAX_TEXT)?,
            Meaning::FirstName | Meaning::LastName => {
                draft.first_last.push(cell.checked(MAX_TEXT)?);
            }
            Meaning::IsCompany => draft.facts.push(Fact::Company(cell.yes_or_no()?)),
            Meaning::Phone => take_phones(cell, draft)?,
            Meaning::Email => take_emails(cell, draft)?,
            Meaning::Card => {
                draft.card_column = Some(cell.column);
                take_code(cell, Key::Card, Fact::Card, draft)?;
            }
            Meaning::FileId => take_code(cell, Key::FileId, Fact::FileId, draft)?,
            Meaning::Birthday => {
                let birthday = cell.birthday(self.options.date_order)?;
                draft.facts.push(Fact::Birthday(Some(birthday)));
            }
            Meaning::Tag => draft.members.extend(labels(cell)?.into_iter().map(Member::Tag)),
            Meaning::Likes => draft.members.extend(labels(cell)?.into_iter().map(Member::Likes)),
            Meaning::Source => draft.facts.push(Fact::Source(cell.checked(MAX_TEXT)?)),
            Meaning::KeptBy => draft.facts.push(Fact::KeptBy(cell.checked(MAX_TEXT)?)),
            Meaning::Note => draft.notes.push(cell.checked(MAX_NOTE)?),
            Meaning::Address => take_address(cell, draft)?,
            Meaning::NeverWrite => draft.facts.push(Fact::NeverWrite(cell.yes_or_no()?)),
            _ if !self.has_purchases => {}
            _ => self.take_sale(cell, draft)?,
        }
        Ok(())
    }

    fn take_sale(&self, cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
        let currency = self.options.currency;
        let Draft { sale, time, .. } = draft;
        let rounded = &mut sale.n_rounded;
        match cell.meaning {
            Meaning::Date => sale.at = Some(cell.moment(&self.options)?),
            Meaning::Time => *time = cell.checked(MAX_TEXT)?,
            Meaning::Amount => sale.amount = Some(cell.amount(currency, rounded)?),
            Meaning::Refunded => sale.refunded = Some(cell.refunded(currency, rounded)?),
            Meaning::Cost => sale.cost = Some(cell.amount(currency, rounded)?),
            Meaning::Price => sale.price = Some(cell.amount(currency, rounded)?),
            Meaning::Currency => cell.check_currency(currency)?,
            Meaning::OrderNumber => sale.number = cell.checked(MAX_TEXT)?,
            Meaning::Product => sale.product = cell.checked(MAX_TEXT)?,
            Meaning::Quantity => sale.quantity_thousandths = Some(cell.quantity()?),
            Meaning::Employee => sale.employee = cell.checked(MAX_TEXT)?,
            Meaning::Channel => sale.channel = cell.checked(MAX_TEXT)?,
            Meaning::Status => sale.status = on_next_line(&sale.status, cell.checked(MAX_TEXT)?),
            Meaning::PurchaseNote => {
                sale.note = on_next_line(&sale.note, cell.checked(MAX_NOTE)?);
            }
            _ => {}
        }
        Ok(())
    }
}

fn take_code(
    cell: &Cell<'_>,
    key: Key,
    fact: fn(String) -> Fact,
    draft: &mut Draft,
) -> Result<(), Problem> {
    draft.facts.push(fact(cell.checked(MAX_TEXT)?));
    draft.who.keys.extend(same::code(cell.text).map(|code| (key, code)));
    Ok(())
}

fn labels(cell: &Cell<'_>) -> Result<Vec<String>, Problem> {
    cell.checked(MAX_NOTE)?;
    // A star marks the groups an address book makes by itself.
    let own = several(cell.text).filter(|label| !label.starts_with("* "));
    Ok(own.map(str::to_owned).collect())
}

/// An address may stand in several columns, or several of them in one.
fn take_address(cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let text = cell.checked(MAX_NOTE)?;
    if text.contains(":::") {
        let addresses = several(&text).map(|address| Member::Address(address.to_owned()));
        draft.members.extend(addresses);
    } else {
        draft.address.push(text);
    }
    Ok(())
}

fn take_phones(cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let numbers = several(cell.text).flat_map(|part| part.split(" / ")).map(str::trim);
    for part in numbers {
        // Some tills write phone and email into one column.
        if check_email(part).is_ok() {
            take_email(part, draft);
            continue;
        }
        check_phone(part).map_err(|refusal| {
            cell.problem(match refusal {
                PhoneRefusal::Letters => Reason::PhoneLetters,
                PhoneRefusal::TooShort { .. } | PhoneRefusal::TooLong { .. } => Reason::PhoneLength,
            })
        })?;
        draft.who.keys.extend(same::phone(part, None).map(|key| (Key::Phone, key)));
        draft.members.push(Member::Phone(part.to_owned()));
    }
    Ok(())
}

fn take_emails(cell: &Cell<'_>, draft: &mut Draft) -> Result<(), Problem> {
    cell.checked(MAX_NOTE)?;
    for part in several(cell.text) {
        check_email(part).map_err(|_| cell.problem(Reason::NotAnEmail))?;
        take_email(part, draft);
    }
    Ok(())
}

fn take_email(address: &str, draft: &mut Draft) {
    draft.who.keys.extend(same::email(address).map(|key| (Key::Email, key)));
    draft.members.push(Member::Email(address.to_owned()));
}

/// Puts together what stood in several columns.
fn complete(draft: &mut Draft) {
    if draft.who.name.is_empty() {
        draft.who.name = draft.first_last.join(" ");
    }
    if let Some(key) = same::name(&draft.who.name) {
        draft.who.keys.push((Key::Name, key));
        draft.facts.push(Fact::Name(draft.who.name.clone()));
    }
    if !draft.notes.is_empty() {
        draft.facts.push(Fact::Note(draft.notes.join("\n")));
    }
    if !draft.address.is_empty() {
        draft.members.push(Member::Address(draft.address.join(", ")));
    }
    let at = draft.sale.at.as_mut().filter(|at| at.minute.is_none() && !draft.time.is_empty());
    if let Some(at) = at {
        let timed = dates::read(&format!("2000-01-01 {}", draft.time), None, 0);
        at.minute = timed.ok().and_then(|moment| moment.minute);
    }
    draft.facts.sort_by_key(Fact::register);
}
