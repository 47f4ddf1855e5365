//! Cells as they stand in the file, each with what is read of it.

use serde::{Deserialize, Serialize};

use super::Options;
use super::cell::Cell;
use super::row::Reading;
use crate::files::columns::Meaning;
use crate::files::table::Table;
use crate::units::calendar::{Birthday, Moment};
use crate::units::money::Money;

/// What a cell is read as, where that may differ from how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// An amount.
    Money(Money),
    /// A day, perhaps with its minute.
    Moment(Moment),
    /// A birthday.
    Birthday(Birthday),
}

/// A cell of the first rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCell {
    /// The text, mended where the owner mended it.
    pub text: String,
    /// What is read of it; `None` for a text, and for what cannot be read.
    pub read: Option<Shown>,
}

/// The first rows of a table with what is read of each cell.
#[must_use]
pub fn shown(table: &Table, options: &Options, n_rows: usize) -> Vec<Vec<ShownCell>> {
    let reading = Reading::new(table, options.clone());
    let rows = table.rows.iter().take(n_rows);
    rows.map(|row| {
        (0..table.n_columns)
            .map(|column| {
                let mended = options.mended.get(&(row.line, column)).map(String::as_str);
                let text = mended.unwrap_or_else(|| row.cell(column)).to_owned();
                let (meaning, mark) = reading.column(column);
                let cell = Cell { line: row.line, column, meaning, mark, text: &text };
                // What several columns say together is shown in each.
                let read = if text.is_empty() {
                    None
                } else if meaning.is_of_moment() {
                    reading.moment(row).at.map(Shown::Moment)
                } else {
                    read(&cell, options)
                };
                ShownCell { text, read }
            })
            .collect()
    })
    .collect()
}

fn read(cell: &Cell<'_>, options: &Options) -> Option<Shown> {
    let currency = options.currency;
    match cell.meaning {
        Meaning::Amount | Meaning::Price => cell.amount(currency, &mut 0).ok().map(Shown::Money),
        Meaning::Cost => cell.cost(currency).ok().map(Shown::Money),
        Meaning::Refunded => cell.refunded(currency, &mut 0).ok().map(Shown::Money),
        Meaning::Birthday => cell.birthday(options).ok().map(Shown::Birthday),
        _ => None,
    }
}
