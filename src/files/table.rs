//! From text to rows: what separates the columns, where the titles stand, and on which line each
//! row begins.
//!
//! A [`Reader`] goes in steps, so that a screen can show how far it is and stop between them. What
//! it guesses of a file can be overruled by [`ReadOptions`], and the file read again.

mod guess;
mod records;
mod rows;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::files::columns::Meaning;
use crate::files::encoding::{self, Encoding, FileRefusal, Kind};
use crate::people::photo::PhotoId;
use records::Records;

pub use rows::{Row, Rows};

/// What stands between the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Separator {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tabulator.
    Tab,
    /// `|`
    Bar,
    /// Runs of blanks, as in lists printed in columns.
    Blanks,
}

impl Separator {
    /// Every separator, in the order a list shows them.
    pub const ALL: [Self; 5] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar, Self::Blanks];

    /// The byte between two cells; for blanks, one of them.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
            Self::Blanks => b' ',
        }
    }
}

/// What the owner says of a file; `None` leaves it to the guess.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// How its letters are written.
    pub encoding: Option<Encoding>,
    /// What stands between its columns.
    pub separator: Option<Separator>,
    /// Whether its first row holds the titles.
    pub has_titles: Option<bool>,
    /// Which of the parts that are offered is read: see [`Form`](crate::files::form::Form).
    pub part: Option<usize>,
}

/// Whether a cell may be read as a formula by a spreadsheet.
#[must_use]
pub fn is_formula_start(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
}

/// Whether a letter around a cell is none of it.
fn is_around(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

/// A cell as it was meant: exactly one `'` before a formula's sign is taken off.
fn plain(cell: &str) -> &str {
    let trimmed = cell.trim_matches(is_around);
    match trimmed.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(is_formula_start) => rest,
        Some(_) | None => formula_text(trimmed),
    }
}

/// The text in a formula that is nothing but a text: `="0630"`, by which programs keep
/// spreadsheets from taking zeros off.
fn formula_text(cell: &str) -> &str {
    let inside = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).map_or(cell, str::trim)
}

/// A file as rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How its letters were read.
    pub encoding: Encoding,
    /// What its columns were parted by.
    pub separator: Separator,
    /// The titles of the columns; none when the file has none.
    pub titles: Vec<String>,
    /// The rows below the titles that are not blank.
    pub rows: Rows,
    /// Lines that begin a quotation which never ends; they are not among the rows.
    pub unclosed: Vec<u32>,
    /// How many columns most rows have.
    pub n_columns: usize,
    /// What its columns mean, where the file itself says so; else empty, and guessed.
    pub meanings: Vec<Meaning>,
    /// What could not be read of it, with the line; of that nothing is among the rows.
    pub damaged: Vec<(u32, Damage)>,
    /// The pictures of an address book, by the line of whose they are.
    pub photos: BTreeMap<u32, PhotoId>,
}

/// Why something of a file of vCards is not among the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Damage {
    /// The contact has no end: the next one begins within it, or the file stops.
    CardNeverEnds,
    /// The contact has neither name, phone nor anything else that is kept.
    EmptyCard,
    /// A line is none of a contact; what stands around it is read all the same.
    OddLine,
}

impl Damage {
    /// Whether a whole row is missing, rather than a part of one.
    #[must_use]
    pub fn is_whole_row(self) -> bool {
        match self {
            Self::CardNeverEnds | Self::EmptyCard => true,
            Self::OddLine => false,
        }
    }
}

impl Table {
    /// The title of a column; empty where there is none.
    #[must_use]
    pub fn title(&self, column: usize) -> &str {
        self.titles.get(column).map_or("", String::as_str)
    }

    /// Rows from all over the table, at most `n`, for guessing and for a preview.
    #[must_use]
    pub fn sample(&self, n: usize) -> Vec<Vec<&str>> {
        let n_rows = self.rows.len();
        let head = n.div_ceil(2).min(n_rows);
        let step = (n_rows - head).div_ceil((n - head).max(1)).max(1);
        let rows = self.rows.range(0..head).chain(self.rows.range(head..n_rows).step_by(step));
        rows.map(|row| row.cells().collect()).collect()
    }

    /// The cells of one column, blank ones left out.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cell(column)).filter(|cell| !cell.is_empty())
    }
}

impl Table {
    /// The table in the rows of a sheet, whose cells nothing parts that could be miscounted.
    ///
    /// # Errors
    /// A sheet with no row but the titles.
    pub(in crate::files) fn of_sheet(
        rows: &Rows,
        has_titles: Option<bool>,
    ) -> Result<Self, FileRefusal> {
        let n_columns = guess::n_columns_of_sheet(rows);
        let titles = guess::titles(rows, n_columns, has_titles);
        let n_titles = titles.map_or(0, |place| guess::width(rows.get(place)));
        let n_above = titles.map_or_else(|| guess::lines_above(rows, n_columns), |place| place + 1);
        let n_columns = n_columns.max(n_titles);
        let mut table = Self { n_columns, ..Self::default() };
        if let Some(place) = titles {
            let row = rows.get(place);
            table.titles = (0..n_titles).map(|column| row.cell(column).to_owned()).collect();
        }
        for row in rows.range(n_above.min(rows.len())..rows.len()) {
            table.rows.push_as_is(row.line, (0..n_columns).map(|column| row.cell(column)));
        }
        if table.rows.is_empty() { Err(FileRefusal::NoRows) } else { Ok(table) }
    }
}

/// How far a piece of work is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is done, of `total`.
    pub done: usize,
    /// What there is to do; bytes for a reader, rows for a planner.
    pub total: usize,
    /// Nothing is left to do.
    pub is_finished: bool,
}

/// Reads a file in steps.
#[derive(Debug)]
pub struct Reader {
    records: Records,
    table: Table,
    has_titles: Option<bool>,
}

impl Reader {
    /// Looks at a file as a whole and guesses how it is to be read.
    ///
    /// # Errors
    /// A file that is no table at all: see [`encoding::kind`].
    pub fn new(bytes: &[u8], options: ReadOptions) -> Result<Self, FileRefusal> {
        if encoding::kind(bytes)? != Kind::Text {
            return Err(FileRefusal::NotText);
        }
        let encoding = options.encoding.unwrap_or_else(|| Encoding::guess(bytes));
        let text = encoding.decode(bytes);
        let (start, told) = guess::told(&text);
        let separator = options.separator.or(told).unwrap_or_else(|| guess::separator(&text));
        let table = Table { encoding, separator, ..Table::default() };
        let records = Records::new(text, start, separator);
        Ok(Self { records, table, has_titles: options.has_titles })
    }

    /// Reads up to so many rows more.
    pub fn step(&mut self, n_rows: usize) -> Progress {
        for _ in 0..n_rows {
            match self.records.next() {
                Some(Ok(line)) => self.table.rows.push(line, self.records.cells()),
                Some(Err(line)) => self.table.unclosed.push(line),
                None => return Progress { is_finished: true, ..self.progress() },
            }
        }
        self.progress()
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (done, total) = self.records.progress();
        Progress { done, total, is_finished: false }
    }

    /// The table, read to its end.
    ///
    /// # Errors
    /// A file with no row but the titles.
    pub fn finish(mut self) -> Result<Table, FileRefusal> {
        while !self.step(10_000).is_finished {}
        let mut table = self.table;
        if table.rows.is_empty() {
            return Err(FileRefusal::NoRows);
        }
        table.n_columns = guess::n_columns(&table.rows);
        match guess::titles(&table.rows, table.n_columns, self.has_titles) {
            Some(place) => {
                let titles = table.rows.get(place);
                table.titles = titles.cells().map(str::to_owned).collect();
                // What most rows have beyond the titles is a separator inside a cell, such as the
                // comma before the cents, and not a column nobody named.
                table.n_columns = table.n_columns.min(titles.n_cells());
                table.rows.leave_out_first(place + 1);
                let last = table.titles.iter().rposition(|title| !title.is_empty());
                table.titles.truncate(last.map_or(0, |last| last + 1));
            }
            None => {
                let n_above = guess::lines_above(&table.rows, table.n_columns);
                table.rows.leave_out_first(n_above);
            }
        }
        table.n_columns = table.n_columns.max(table.titles.len());
        if table.rows.is_empty() { Err(FileRefusal::NoRows) } else { Ok(table) }
    }
}

/// Reads a whole file at once.
///
/// # Errors
/// A file that is no table, or has no rows.
pub fn read(bytes: &[u8], options: ReadOptions) -> Result<Table, FileRefusal> {
    Reader::new(bytes, options)?.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        read(text.as_bytes(), ReadOptions::default()).expect("a table")
    }

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells().collect()).collect()
    }

    fn lines(table: &Table) -> Vec<u32> {
        table.rows.iter().map(|row| row.line).collect()
    }

    #[test]
    fn the_separator_is_seen() {
        let check = |text: &str, separator, expected: &[&str]| {
            let table = table(text);
            assert_eq!(table.separator, separator, "{text}");
            assert_eq!(cells(&table)[0], expected, "{text}");
        };
        check("name,phone\nAnna,1\nPéter,2", Separator::Comma, &["Anna", "1"]);
        check("név;összeg\nAnna;1,50\nBéla;2,50", Separator::Semicolon, &["Anna", "1,50"]);
        check("name\tphone\nAnna\t1", Separator::Tab, &["Anna", "1"]);
        check("name|phone\nAnna|1", Separator::Bar, &["Anna", "1"]);
        check("sep=;\nname;phone\nAnna;1,2", Separator::Semicolon, &["Anna", "1,2"]);
        check("name\nAnna\nPéter", Separator::Comma, &["Anna"]);
        check("name\nKovács Anna\nNagy Péter", Separator::Comma, &["Kovács Anna"]);
    }

    #[test]
    fn columns_parted_by_blanks_are_read_with_titles_and_without() {
        let bare = table(" 00004 0001 19970101  2   29.33\r\n 00021 0002 19970113 10  129.73\r\n");
        assert_eq!(bare.separator, Separator::Blanks);
        assert!(bare.titles.is_empty());
        assert_eq!(cells(&bare)[1], ["00021", "0002", "19970113", "10", "129.73"]);
        let titled = table(" customer_id  date  value\r\n 00001 19970101   11.77\r\n");
        assert_eq!(titled.titles, ["customer_id", "date", "value"]);
        assert_eq!(lines(&titled), [2]);
    }

    #[test]
    fn lines_above_the_titles_are_passed_over() {
        let check = |above: &str, line| {
            let table = table(&format!("{above}Client,Date,Amount\nAnna,2026-08-05,12.50\n"));
            assert_eq!(table.titles, ["Client", "Date", "Amount"], "{above}");
            assert_eq!(lines(&table), [line], "{above}");
        };
        check("Invoices of 2026\n\nExported,5 August\n", 5);
        check("Invoices,,\nMade,2026-08-06,\n", 4);
        check("2026-08-06\n", 3);
    }

    #[test]
    fn a_column_that_is_mostly_blank_is_a_column() {
        let padded = table("Anna,06305550142,,,\nBéla,06305550143,,,\nÉva,06305550144,nuts,,\n");
        assert_eq!(padded.n_columns, 3);
        assert_eq!(table("name,phone,,,\nAnna,06305550142,,,\n").titles, ["name", "phone"]);
    }

    #[test]
    fn a_cell_beyond_the_titles_is_no_column() {
        assert_eq!(table("name,date,amount\nA,2026-08-05,12,50\nB,2026-08-05,7,00\n").n_columns, 3);
        assert_eq!(table("name,date,\nA,2026-08-05,12\nB,2026-08-05,7\n").n_columns, 3);
    }

    #[test]
    fn a_file_without_titles_loses_no_row() {
        let table = table("Kovács Anna,0630 555 0142\nNagy Péter,0620 555 0190\n");
        assert!(table.titles.is_empty());
        assert_eq!(table.rows.len(), 2);
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let table = table("name,note\r\nA,\"two\r\nlines\"\r\n\r\nB,x\rC,y\nD,z");
        assert_eq!(lines(&table), [2, 5, 6, 7]);
        assert_eq!(cells(&table)[0], ["A", "two\r\nlines"]);
    }

    #[test]
    fn a_quotation_that_never_ends_costs_one_line() {
        let table = table("name,phone\nA,1\n\"B,2\nC,3\nD,4\n");
        assert_eq!(table.unclosed, [3]);
        assert_eq!(cells(&table), [["A", "1"], ["C", "3"], ["D", "4"]]);
        assert_eq!(lines(&table), [2, 4, 5]);
    }

    #[test]
    fn a_quotation_may_be_left_open_on_the_last_line_and_inches_are_none() {
        assert_eq!(table("name,phone\nA,1\n\"B,2").unclosed, [3]);
        assert_eq!(table("name,phone\nA,1\n\"B,2\n").unclosed, [3]);
        assert!(table("name,size\nA,5\"\nB,5\"").unclosed.is_empty());
    }

    #[test]
    fn a_file_of_titles_alone_has_no_rows() {
        let refused = read(b"name,phone\n", ReadOptions::default());
        assert_eq!(refused, Err(FileRefusal::NoRows));
        let told = ReadOptions { has_titles: Some(true), ..ReadOptions::default() };
        assert_eq!(read(b"\"name,phone\n", told), Err(FileRefusal::NoRows));
    }

    #[test]
    fn one_apostrophe_is_taken_off_a_formula() {
        let check = |cell: &str, expected: &str| assert_eq!(plain(cell), expected);
        check("'+36 30", "+36 30");
        check("'=1+1", "=1+1");
        check("''=1", "'=1");
        check("'n Roosje", "'n Roosje");
        check("+36", "+36");
        check("'＝1", "＝1");
        check("=\"06305550142\"", "06305550142");
        check("'=\"0630\"", "=\"0630\"");
        check("=\"a\"&\"b\"", "=\"a\"&\"b\"");
    }
}
