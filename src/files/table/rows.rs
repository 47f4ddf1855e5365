//! The rows of a table: the cells of all of them in one text.
//!
//! A list of a million purchases has several million cells. A text of its own for each, or for each
//! row, took half a gigabyte; one after the other they take what the file does.

use std::ops::Range;

use super::{is_around, plain};

/// The rows of a table, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The cells one after the other, each as it was meant.
    text: String,
    /// Where each cell ends in `text`.
    cell_ends: Vec<u32>,
    /// Of each row, its line and where its cells end in `cell_ends`.
    rows: Vec<(u32, u32)>,
    /// How many of the first rows are left out.
    n_left_out: usize,
}

/// One row, with the line it begins on.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The line of the file, from 1, as an editor counts them.
    pub line: u32,
    rows: &'a Rows,
    /// Its first cell in `cell_ends`, and the one after its last.
    first: usize,
    end: usize,
}

impl Rows {
    /// Adds a row of a text with its line, if any of its cells is not blank.
    pub(super) fn push<'a>(&mut self, line: u32, cells: impl Iterator<Item = &'a str>) {
        self.push_as_is(line, cells.map(plain));
    }

    /// Adds a row of a file in which nothing is a formula unless it says so; else the same.
    pub(in crate::files) fn push_as_is<'a>(
        &mut self,
        line: u32,
        cells: impl Iterator<Item = &'a str>,
    ) {
        let (length, n_cells) = (self.text.len(), self.cell_ends.len());
        for cell in cells {
            self.text.push_str(cell.trim_matches(is_around));
            self.cell_ends.push(small(self.text.len()));
        }
        if self.text.len() == length {
            self.cell_ends.truncate(n_cells);
        } else {
            self.rows.push((line, small(self.cell_ends.len())));
        }
    }

    /// Leaves so many of the first rows out, which are none of the data.
    pub(super) fn leave_out_first(&mut self, n: usize) {
        self.n_left_out = (self.n_left_out + n).min(self.rows.len());
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() - self.n_left_out
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at a place, which is below [`len`](Self::len).
    #[must_use]
    pub fn get(&self, place: usize) -> Row<'_> {
        let place = self.n_left_out + place;
        let (line, end) = self.rows[place];
        let first = place.checked_sub(1).map_or(0, |above| large(self.rows[above].1));
        Row { line, rows: self, first, end: large(end) }
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.range(0..self.len())
    }

    /// The rows of these places.
    pub fn range(&self, places: Range<usize>) -> impl Iterator<Item = Row<'_>> {
        places.map(|place| self.get(place))
    }
}

impl<'a> Row<'a> {
    /// The cell in a column, without the blanks around it and without the `'` that keeps a
    /// spreadsheet from reading it as a formula; empty where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &'a str {
        let place = self.first.saturating_add(column);
        if place >= self.end {
            return "";
        }
        let ends = &self.rows.cell_ends;
        let begin = place.checked_sub(1).map_or(0, |before| large(ends[before]));
        &self.rows.text[begin..large(ends[place])]
    }

    /// How many cells there are.
    #[must_use]
    pub fn n_cells(&self) -> usize {
        self.end - self.first
    }

    /// The cells in order.
    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.n_cells()).map(move |column| self.cell(column))
    }
}

/// A place in a text, which is smaller than the largest file that is read.
fn small(place: usize) -> u32 {
    u32::try_from(place).expect("a file of less than four gigabytes")
}

fn large(place: u32) -> usize {
    usize::try_from(place).expect("at least 32 bits")
}
