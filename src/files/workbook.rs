//! A workbook of Excel or LibreOffice as a table: one of its sheets, or a sheet of sales beside the
//! sheet of customers it names.
//!
//! Behind it everything works as for a list of text: the cells are written as texts, and the row of
//! a problem is the row of the sheet. What a formula came to is read, and no formula; macros and
//! pictures are not looked at.
//!
//! The reader of the forms themselves is `calamine`. It is given nothing that was not looked
//! through before (`packed`), and of a sheet of Excel takes cell after cell: the whole rectangle
//! of a sheet with one cell in its last corner would be seventeen thousand million cells. Should it
//! fail on a file all the same, the worker ends and the book is as it was.

mod cells;
mod packed;
mod sheet;
mod together;

use std::fmt;
use std::io::Cursor;

use calamine::{Data, Ods, OdsError, Range, Reader as _, SheetType, SheetVisible, Xls, XlsError};
use calamine::{Xlsx, XlsxError};

pub use packed::MAX_UNPACKED;
pub use sheet::{MAX_CELLS, MAX_ROWS};

use crate::files::columns::Meaning;
use crate::files::encoding::{FileRefusal, Kind};
use crate::files::form::{Form, Part};
use crate::files::table::{Progress, ReadOptions, Table};
use packed::Packed;
use sheet::{Filling, Sheet};

type Bytes = Cursor<Vec<u8>>;

/// A workbook that is open.
enum Book {
    /// Of Excel since 2007.
    Xlsx(Box<Xlsx<Bytes>>),
    /// Of Excel before.
    Xls(Box<Xls<Bytes>>),
    /// Of LibreOffice.
    Ods(Box<Ods<Bytes>>),
}

impl Book {
    fn open(bytes: &[u8], kind: Kind) -> Result<Self, FileRefusal> {
        let open = || Cursor::new(bytes.to_vec());
        if kind == Kind::Compound {
            packed::check_compound(bytes)?;
            return Ok(Self::Xls(Box::new(Xls::new(open()).map_err(of_xls)?)));
        }
        match packed::check(bytes, MAX_UNPACKED)? {
            Packed::Xlsx => Ok(Self::Xlsx(Box::new(Xlsx::new(open()).map_err(of_xlsx)?))),
            Packed::Ods => Ok(Self::Ods(Box::new(Ods::new(open()).map_err(of_ods)?))),
        }
    }

    /// The names of its sheets; those that are hidden only where no other is there.
    fn names(&self) -> Vec<String> {
        let all = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
        };
        let is_sheet = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
        let is_seen = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
        let sheets: Vec<&calamine::Sheet> = all.iter().filter(is_sheet).collect();
        let seen = sheets.iter().copied().filter(is_seen).map(|sheet| sheet.name.clone());
        let seen: Vec<String> = seen.collect();
        if seen.is_empty() {
            return sheets.into_iter().map(|sheet| sheet.name.clone()).collect();
        }
        seen
    }

    fn sheet(&mut self, name: &str) -> Result<Sheet, FileRefusal> {
        let mut filling = Filling::default();
        match self {
            Self::Xlsx(book) => fill_cell_by_cell(book, name, &mut filling)?,
            Self::Xls(book) => fill(&book.worksheet_range(name).map_err(of_xls)?, &mut filling)?,
            Self::Ods(book) => fill(&book.worksheet_range(name).map_err(of_ods)?, &mut filling)?,
        }
        Ok(Sheet { name: name.to_owned(), rows: filling.finish()? })
    }
}

fn fill_cell_by_cell(
    book: &mut Xlsx<Bytes>,
    name: &str,
    filling: &mut Filling,
) -> Result<(), FileRefusal> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet that holds a chart or a dialog, and no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(of_xlsx(error)),
    };
    while let Some(cell) = cells.next_cell().map_err(of_xlsx)? {
        let (row, column) = cell.get_position();
        filling.put(row, column, cells::text_of_ref(cell.get_value()))?;
    }
    Ok(())
}

fn fill(range: &Range<Data>, filling: &mut Filling) -> Result<(), FileRefusal> {
    let (top, first) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        let place = |from: u32, offset: usize| {
            u32::try_from(offset).map_or(u32::MAX, |offset| from.saturating_add(offset))
        };
        filling.put(place(top, row), place(first, column), cells::text(cell))?;
    }
    Ok(())
}

fn of_xlsx(error: XlsxError) -> FileRefusal {
    match error {
        XlsxError::Password => FileRefusal::Locked,
        _ => FileRefusal::BrokenWorkbook,
    }
}

fn of_xls(error: XlsError) -> FileRefusal {
    match error {
        XlsError::Password => FileRefusal::Locked,
        _ => FileRefusal::BrokenWorkbook,
    }
}

fn of_ods(error: OdsError) -> FileRefusal {
    match error {
        OdsError::Password => FileRefusal::Locked,
        OdsError::CellLimitExceeded { .. } => FileRefusal::TooManyCells { most: MAX_CELLS },
        _ => FileRefusal::BrokenWorkbook,
    }
}

/// Reads a workbook in steps, a sheet at each.
pub struct Reader {
    book: Book,
    names: Vec<String>,
    sheets: Vec<Sheet>,
    options: ReadOptions,
    failed: Option<FileRefusal>,
}

impl fmt::Debug for Reader {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Reader").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Reader {
    /// Looks through a workbook and opens it.
    ///
    /// # Errors
    /// One behind a password, one that is damaged, and one of which more would come than is read.
    pub fn new(bytes: &[u8], kind: Kind, options: ReadOptions) -> Result<Self, FileRefusal> {
        let book = Book::open(bytes, kind)?;
        let names = book.names();
        Ok(Self { book, names, sheets: Vec::new(), options, failed: None })
    }

    /// Reads a sheet more.
    pub fn step(&mut self) -> Progress {
        if let Some(name) = self.names.get(self.sheets.len()) {
            match self.book.sheet(name) {
                Ok(sheet) => self.sheets.push(sheet),
                Err(refusal) => self.failed = Some(refusal),
            }
        }
        self.progress()
    }

    /// How far it is, in sheets.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (done, total) = (self.sheets.len(), self.names.len());
        Progress { done, total, is_finished: done == total || self.failed.is_some() }
    }

    /// The table that was chosen, or the one that is probably meant, read to its end.
    ///
    /// # Errors
    /// A sheet that could not be read, and a workbook without rows.
    pub fn finish(mut self) -> Result<(Table, Form), FileRefusal> {
        while !self.step().is_finished {}
        match self.failed {
            Some(refusal) => Err(refusal),
            None => chosen(&self.sheets, self.options),
        }
    }
}

/// A table with the name of its sheet.
type Named<'a> = (&'a str, Table);

/// The tables of the sheets that have any rows.
fn chosen(sheets: &[Sheet], options: ReadOptions) -> Result<(Table, Form), FileRefusal> {
    let table = |sheet: &Sheet| Table::of_sheet(&sheet.rows, options.has_titles);
    let tables = sheets.iter().filter(|sheet| !sheet.rows.is_empty());
    let tables: Vec<Named<'_>> =
        tables.filter_map(|sheet| Some((sheet.name.as_str(), table(sheet).ok()?))).collect();
    let meanings: Vec<Vec<Meaning>> =
        tables.iter().map(|(_, table)| together::meanings(table)).collect();
    let pair = together::pair(&tables, &meanings);
    let mut parts: Vec<Part> = tables.iter().map(part).collect();
    let fullest = fullest(&tables, &meanings).ok_or(FileRefusal::NoRows)?;
    if let Some(pair) = &pair {
        let name = |place: usize| tables[place].0.to_owned();
        parts.push(Part::Together { customers: name(pair.customers), sales: name(pair.sales) });
    }
    let guessed = if pair.is_some() { tables.len() } else { fullest };
    let chosen = options.part.filter(|part| *part < parts.len()).unwrap_or(guessed);
    let table = match pair.filter(|_| chosen == tables.len()) {
        Some(pair) => together::join(&tables, &pair)?,
        None => tables.into_iter().nth(chosen).map(|(_, table)| table).unwrap_or_default(),
    };
    Ok((table, Form::Workbook { parts, chosen }))
}

/// The fullest of the sheets that say much: a list of phones beside the customers may have more
/// rows than they, but knows only half of what they know, or less.
fn fullest(tables: &[Named<'_>], meanings: &[Vec<Meaning>]) -> Option<usize> {
    let n_known = |place: &usize| {
        meanings[*place].iter().filter(|meaning| **meaning != Meaning::Ignore).count()
    };
    let n_filled = |place: &usize| -> usize {
        let rows = tables[*place].1.rows.iter();
        rows.map(|row| row.cells().filter(|cell| !cell.is_empty()).count()).sum()
    };
    let most = (0..tables.len()).map(|place| n_known(&place)).max()?;
    let says_much = |place: &usize| n_known(place) * 2 > most || most == 0;
    (0..tables.len()).rev().filter(says_much).max_by_key(n_filled)
}

fn part((name, table): &Named<'_>) -> Part {
    Part::Sheet { name: (*name).to_owned(), rows: table.rows.len() }
}

#[cfg(test)]
mod tests;
