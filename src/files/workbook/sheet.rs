//! The rows of one sheet, and the table in them.

use std::borrow::Cow;

use crate::files::encoding::FileRefusal;
use crate::files::table::Rows;

/// The most rows a sheet has, by the rules of spreadsheets; a number above is no row's.
pub const MAX_ROWS: u32 = 1_048_576;

/// The most columns a sheet has.
const MAX_COLUMNS: u32 = 16_384;

/// The most cells of a workbook, blank ones before a filled one counted: a million rows of thirty
/// columns. Each takes four bytes beside its text.
pub const MAX_CELLS: usize = 32_000_000;

/// A sheet as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Rows,
}

/// A sheet on its way: cell after cell, row after row.
#[derive(Debug, Default)]
pub(super) struct Filling {
    rows: Rows,
    /// The row that is being filled, from 0.
    row: u32,
    cells: Vec<String>,
    n_cells: usize,
}

impl Filling {
    /// Puts a text into a cell, by its row and column from 0.
    pub(super) fn put(
        &mut self,
        row: u32,
        column: u32,
        text: Cow<'_, str>,
    ) -> Result<(), FileRefusal> {
        // A million rows may be formatted to their end and empty.
        if text.trim().is_empty() || row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Ok(());
        }
        if row != self.row {
            self.end_row()?;
            self.row = row;
        }
        let place = usize::try_from(column).expect("at least 32 bits");
        if self.cells.len() <= place {
            self.cells.resize(place + 1, String::new());
        }
        self.cells[place] = text.into_owned();
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), FileRefusal> {
        self.n_cells += self.cells.len();
        if self.n_cells > MAX_CELLS {
            return Err(FileRefusal::TooManyCells { most: MAX_CELLS });
        }
        self.rows.push_as_is(self.row + 1, self.cells.iter().map(String::as_str));
        self.cells.clear();
        Ok(())
    }

    /// The rows that are not blank, each with its number in the sheet.
    pub(super) fn finish(mut self) -> Result<Rows, FileRefusal> {
        self.end_row()?;
        Ok(self.rows)
    }
}
