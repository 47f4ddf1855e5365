//! A list of whatever form, told by its bytes, as the one table everything behind works with.

use crate::files::cards::{self, Beside, RawPhoto};
use crate::files::encoding::{self, FileRefusal, Kind};
use crate::files::form::Form;
use crate::files::table::{self, Progress, ReadOptions, Table};
use crate::files::workbook;
use crate::people::photo::Photo;

/// A list that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Its rows.
    pub table: Table,
    /// In which form it came.
    pub form: Form,
    /// The pictures its rows speak of.
    pub photos: Vec<Photo>,
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

    /// How many pictures are still to be looked at before it is finished.
    #[must_use]
    pub fn n_pictures(&self) -> usize {
        match self {
            Self::Cards(reader) => reader.n_pictures(),
            Self::Text(_) | Self::Workbook(_) => 0,
        }
    }

    /// The next picture to be looked at and made small enough, for whoever can.
    pub fn next_picture(&mut self) -> Option<RawPhoto> {
        match self {
            Self::Cards(reader) => reader.next_picture(),
            Self::Text(_) | Self::Workbook(_) => None,
        }
    }

    /// Takes a picture that was looked at; `None` for one that is broken.
    pub fn take_photo(&mut self, line: u32, photo: Option<Photo>) {
        match self {
            Self::Cards(reader) => reader.take_photo(line, photo),
            Self::Text(_) | Self::Workbook(_) => {}
        }
    }

    /// The list, read to its end.
    ///
    /// # Errors
    /// A file with no rows.
    pub fn finish(self) -> Result<List, FileRefusal> {
        match self {
            Self::Text(reader) => {
                Ok(List { table: reader.finish()?, form: Form::Text, photos: Vec::new() })
            }
            Self::Cards(reader) => {
                let (table, Beside { photos, n_photos_lost, groups }) = reader.finish()?;
                let n = table.rows.len();
                let form = Form::Cards { n, photos: photos.len(), n_photos_lost, groups };
                Ok(List { table, form, photos })
            }
            Self::Workbook(reader) => {
                let (table, form) = reader.finish()?;
                Ok(List { table, form, photos: Vec::new() })
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
