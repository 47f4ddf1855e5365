//! What separates the columns of a text, and which row holds the titles.

use super::records::settings;
use super::{Row, Rows, Separator};
use crate::files::columns;

/// How many lines are looked at for the separator, and how many rows for the titles.
const SAMPLE_LINES: usize = 120;
const TITLE_ROWS: usize = 25;

/// A first line `sep=;` of Excel: where the table begins, and the separator it names.
pub(super) fn told(text: &str) -> (usize, Option<Separator>) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let named = line.trim_matches('"').strip_prefix("sep=");
    let separator = named.and_then(|named| {
        let is_named = |separator: &&Separator| named.as_bytes() == [separator.byte()];
        Separator::ALL.iter().find(is_named).copied()
    });
    if separator.is_some() { (line.len(), separator) } else { (0, None) }
}

/// The separator that parts most rows into the same number of cells.
pub(super) fn separator(text: &str) -> Separator {
    let sample: String = text.split_inclusive(['\n', '\r']).take(SAMPLE_LINES * 2).collect();
    let single = [Separator::Semicolon, Separator::Tab, Separator::Comma, Separator::Bar];
    let mut best = (Separator::Comma, 0);
    for separator in single {
        let mut reader = settings(separator).from_reader(sample.as_bytes());
        let widths = reader.records().flatten().filter(|row| row.iter().any(|c| !c.is_empty()));
        let score = agreement(&widths.map(|row| row.len()).collect::<Vec<_>>());
        if score > best.1 {
            best = (separator, score);
        }
    }
    if best.1 == 0 && is_parted_by_blanks(&sample) { Separator::Blanks } else { best.0 }
}

/// How well rows agree in their number of cells: the share of rows with the most common number,
/// in steps of a tenth, and then the number; 0 when most rows are one cell.
fn agreement(widths: &[usize]) -> usize {
    let Some((width, n_rows)) = most_common(widths) else {
        return 0;
    };
    let tenths = n_rows * 10 / widths.len();
    if width < 2 || tenths < 3 { 0 } else { tenths.max(6) * 1_000 + width.min(999) }
}

/// The number that occurs most often, of equals the larger, and how often.
fn most_common(numbers: &[usize]) -> Option<(usize, usize)> {
    let of = |number: &usize| (numbers.iter().filter(|other| *other == number).count(), *number);
    numbers.iter().map(of).max().map(|(n, number)| (number, n))
}

/// Whether lines are parted by runs of blanks into the same number of words, numbers mostly.
fn is_parted_by_blanks(sample: &str) -> bool {
    let lines: Vec<Vec<&str>> = sample
        .split(['\r', '\n'])
        .map(|line| line.split_whitespace().collect())
        .filter(|words: &Vec<&str>| !words.is_empty())
        .collect();
    let widths: Vec<usize> = lines.iter().map(Vec::len).collect();
    let Some((width, n_lines)) = most_common(&widths) else {
        return false;
    };
    let even = lines.iter().filter(|words| words.len() == width);
    let n_data = |words: &Vec<&str>| words.iter().filter(|word| columns::is_data(word)).count();
    let with_data = even.filter(|words| n_data(words) * 2 >= width && n_data(words) >= 2).count();
    width >= 2 && n_lines * 10 >= lines.len() * 9 && with_data * 2 >= lines.len()
}

/// How many columns there are: the number of cells most rows have, less those at the end that
/// are blank in all of these.
pub(super) fn n_columns(rows: &Rows) -> usize {
    let cells: Vec<usize> = rows.iter().take(1_000).map(|row| row.n_cells()).collect();
    let most = most_common(&cells).map_or(0, |(n_cells, _)| n_cells);
    rows.iter().filter(|row| row.n_cells() == most).map(width).max().unwrap_or(0)
}

/// How many columns a sheet has: up to the last that looks like one, filled in every fiftieth row.
/// What stands alone far to the right is a remark, or a slip.
pub(super) fn n_columns_of_sheet(rows: &Rows) -> usize {
    let mut filled: Vec<usize> = Vec::new();
    for row in rows.iter() {
        filled.resize(filled.len().max(row.n_cells()), 0);
        let cells = row.cells().zip(&mut filled);
        cells.for_each(|(cell, n)| *n += usize::from(!cell.is_empty()));
    }
    let least = rows.len().div_ceil(50);
    filled.iter().rposition(|n| *n >= least.max(1)).map_or(0, |last| last + 1)
}

/// How many cells a row has up to the last that is not blank.
pub(super) fn width(row: Row<'_>) -> usize {
    (0..row.n_cells()).rev().find(|place| !row.cell(*place).is_empty()).map_or(0, |last| last + 1)
}

fn n_filled(row: Row<'_>) -> usize {
    row.cells().filter(|cell| !cell.is_empty()).count()
}

fn n_known(row: Row<'_>) -> usize {
    row.cells().filter(|cell| columns::is_known_title(cell)).count()
}

/// The row that holds the titles; `None` when there is none.
pub(super) fn titles(rows: &Rows, n_columns: usize, told: Option<bool>) -> Option<usize> {
    let rows: Vec<Row<'_>> = rows.iter().take(TITLE_ROWS).collect();
    let is_wide = |row: Row<'_>| n_filled(row) * 2 > n_columns;
    match told {
        Some(false) => return None,
        Some(true) => return Some(rows.iter().position(|row| is_wide(*row)).unwrap_or(0)),
        None => {}
    }
    let has_data = |row: Row<'_>| row.cells().any(columns::is_data);
    // Of rows with equally many known words, the first.
    let known = (0..rows.len())
        .filter(|place| is_wide(rows[*place]) && !has_data(rows[*place]))
        .max_by_key(|place| (n_known(rows[*place]), std::cmp::Reverse(*place)))?;
    let first_data = rows.iter().position(|row| is_wide(*row) && has_data(*row));
    let is_above = first_data.is_none_or(|first| known < first);
    match n_known(rows[known]) {
        2.. => Some(known),
        1 if is_above => Some(known),
        // Words nobody knows, right above cells of data, are titles as well.
        _ => first_data?.checked_sub(1).filter(|place| is_wide(rows[*place])),
    }
}

/// How many lines of text stand above the first row of a file without titles.
pub(super) fn lines_above(rows: &Rows, n_columns: usize) -> usize {
    let is_text = |row: &Row<'_>| n_columns > 2 && n_filled(*row) == 1;
    rows.iter().take(TITLE_ROWS).take_while(is_text).count()
}
