//! A list of whatever form, told by its bytes, as the one table everything behind works with.

use serde::{Deserialize, Serialize};

use crate::files::cards::{self, Beside};
use crate::files::encoding::{self, FileRefusal, Kind};
use crate::files::table::{self, Progress, ReadOptions, Table};
use crate::files::workbook;

/// In which form a list came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// As a text in columns.
    #[default]
    Text,
    /// As an address book.
    Cards {
        /// How many contacts it has.
        n: usize,
        /// How many pictures stand in it, which are not kept.
        photos: usize,
        /// How many groups of contacts, which are none.
        groups: usize,
    },
    /// As a workbook.
    Workbook {
        /// What can be read of it; at least one.
        parts: Vec<Part>,
        /// Which of them was.
        chosen: usize,
    },
}

/// What can be read of a workbook at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// A sheet.
    Sheet {
        /// Its name.
        name: String,
        /// How many of its rows are filled.
        rows: usize,
    },
    /// A sheet of sales, each beside the customer it names on another.
    Together {
        /// The sheet of customers.
        customers: String,
        /// The sheet of sales.
        sales: String,
    },
}

/// Rows of the sheet of customers are counted from here on where two sheets are read together; far
/// above any row there is, so that no row of the one is taken for one of the other.
pub const SECOND_SHEET: u32 = 1 << 24;

impl Form {
    /// Where a line of the table stands: its number, and its sheet where there are two.
    #[must_use]
    pub fn place(&self, line: u32) -> (u32, Option<&str>) {
        let chosen = match self {
            Self::Workbook { parts, chosen } => parts.get(*chosen),
            Self::Text | Self::Cards { .. } => None,
        };
        match chosen {
            Some(Part::Together { customers, sales }) => match line.checked_sub(SECOND_SHEET) {
                Some(row) => (row, Some(customers)),
                None => (line, Some(sales)),
            },
            Some(Part::Sheet { .. }) | None => (line, None),
        }
    }
}

/// A list that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Its rows.
    pub table: Table,
    /// In which form it came.
    pub form: Form,
}

/// Reads a list in steps.
#[derive(Debug)]
pub enum Reader {
    /// A text in columns.
    Text(Box<table::Reader>),
    /// An address book.
    Cards(Box<cards::Reader>),
    /// A workbook.
    Workbook(Box<workbook::Reader>),
}

impl Reader {
    /// Looks at a file and begins to read it.
    ///
    /// # Errors
    /// A file that is no list: see [`encoding::kind`].
    pub fn new(bytes: &[u8], options: ReadOptions) -> Result<Self, FileRefusal> {
        match encoding::kind(bytes)? {
            Kind::Text => Ok(Self::Text(Box::new(table::Reader::new(bytes, options)?))),
            Kind::Cards => Ok(Self::Cards(Box::new(cards::Reader::new(bytes, options)))),
            kind @ (Kind::Packed | Kind::Compound) => {
                Ok(Self::Workbook(Box::new(workbook::Reader::new(bytes, kind, options)?)))
            }
        }
    }

    /// Reads up to so many rows or lines more, or a sheet.
    pub fn step(&mut self, n_rows: usize) -> Progress {
        match self {
            Self::Text(reader) => reader.step(n_rows),
            Self::Cards(reader) => reader.step(n_rows),
            Self::Workbook(reader) => reader.step(),
        }
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        match self {
            Self::Text(reader) => reader.progress(),
            Self::Cards(reader) => reader.progress(),
            Self::Workbook(reader) => reader.progress(),
        }
    }

    /// The list, read to its end.
    ///
    /// # Errors
    /// A file with no rows.
    pub fn finish(self) -> Result<List, FileRefusal> {
        match self {
            Self::Text(reader) => Ok(List { table: reader.finish()?, form: Form::Text }),
            Self::Cards(reader) => {
                let (table, Beside { photos, groups }) = reader.finish()?;
                let n = table.rows.len();
                Ok(List { table, form: Form::Cards { n, photos, groups } })
            }
            Self::Workbook(reader) => {
                let (table, form) = reader.finish()?;
                Ok(List { table, form })
            }
        }
    }
}

/// Reads a whole list at once.
///
/// # Errors
/// A file that is no list, or has no rows.
pub fn read(bytes: &[u8], options: ReadOptions) -> Result<List, FileRefusal> {
    Reader::new(bytes, options)?.finish()
}
