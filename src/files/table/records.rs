//! The rows of a text, one after the other, each with its line.

use std::io::Cursor;
use std::sync::Arc;

use super::Separator;

/// A quotation over more lines than this is one that was never closed.
const MAX_LINES: u32 = 200;

/// The text as bytes of a reader, without a second copy of it.
#[derive(Clone, Debug)]
struct Shared(Arc<String>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// A text on its way to rows.
#[derive(Debug)]
pub(super) struct Records {
    text: Arc<String>,
    separator: Separator,
    reader: csv::Reader<Cursor<Shared>>,
    record: csv::StringRecord,
    /// Where in the text the reader was started.
    base: usize,
    /// Up to where line ends are counted, and the line that is.
    counted: (usize, u32),
}

/// The settings are the same for guessing and for reading.
pub(super) fn settings(separator: Separator) -> csv::ReaderBuilder {
    let mut settings = csv::ReaderBuilder::new();
    settings.delimiter(separator.byte()).has_headers(false).flexible(true);
    settings
}

/// A reader that begins at a place in the text.
fn reader_from(
    text: &Arc<String>,
    place: usize,
    separator: Separator,
) -> csv::Reader<Cursor<Shared>> {
    let mut cursor = Cursor::new(Shared(Arc::clone(text)));
    cursor.set_position(u64::try_from(place).unwrap_or(u64::MAX));
    settings(separator).from_reader(cursor)
}

impl Records {
    pub(super) fn new(text: String, start: usize, separator: Separator) -> Self {
        let text = Arc::new(text);
        let reader = reader_from(&text, start, separator);
        let record = csv::StringRecord::new();
        let mut records = Self { text, separator, reader, record, base: start, counted: (0, 1) };
        records.line_at(start);
        records
    }

    /// Bytes read, and all bytes.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.position(), self.text.len())
    }

    fn position(&self) -> usize {
        let within = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.base.saturating_add(within).min(self.text.len())
    }

    /// Goes to the next row and gives its line; `Err` with the line of a quotation that never ends.
    pub(super) fn next(&mut self) -> Option<Result<u32, u32>> {
        match self.separator {
            Separator::Blanks => self.next_of_blanks(),
            Separator::Comma | Separator::Semicolon | Separator::Tab | Separator::Bar => {
                self.next_of_csv()
            }
        }
    }

    /// The cells of the row it stands at, as they are written.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter()
    }

    fn next_of_csv(&mut self) -> Option<Result<u32, u32>> {
        let bytes = self.text.as_bytes();
        let before = self.position();
        let is_end = |byte: &&u8| matches!(**byte, b'\r' | b'\n');
        let start = before + bytes[before..].iter().take_while(is_end).count();
        // The text is valid UTF-8 and any length of row is allowed: reading cannot fail.
        if !self.reader.read_record(&mut self.record).unwrap_or(false) {
            return None;
        }
        let line = self.line_at(start);
        let end = self.position();
        let raw = &self.text.as_bytes()[start..end.max(start)];
        if never_ends(raw, self.separator, end == self.text.len()) {
            self.restart_after_line(start);
            return Some(Err(line));
        }
        Some(Ok(line))
    }

    /// Reads on from the line below the one that begins at `start`.
    fn restart_after_line(&mut self, start: usize) {
        let rest = &self.text[start..];
        self.base = start + rest.find(['\r', '\n']).unwrap_or(rest.len());
        self.reader = reader_from(&self.text, self.base, self.separator);
    }

    fn next_of_blanks(&mut self) -> Option<Result<u32, u32>> {
        let start = self.base;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        self.record.clear();
        self.record.extend(rest[..length].split_whitespace());
        let end = if rest[length..].starts_with("\r\n") { length + 2 } else { length + 1 };
        self.base = (start + end).min(self.text.len());
        Some(Ok(self.line_at(start)))
    }

    /// The line of a place in the text, at or behind the last one asked for.
    fn line_at(&mut self, place: usize) -> u32 {
        let (from, line) = self.counted;
        let line = line + count_lines(&self.text.as_bytes()[from.min(place)..place]);
        self.counted = (place, line);
        line
    }
}

/// Whether a row has swallowed others, because a quotation in it was never closed.
fn never_ends(raw: &[u8], separator: Separator, is_last: bool) -> bool {
    if !raw.contains(&b'"') {
        return false;
    }
    let n_lines = count_lines(raw.trim_ascii_end());
    if raw.iter().filter(|byte| **byte == b'"').count() % 2 == 0 {
        return n_lines > MAX_LINES;
    }
    // The last row has no other to swallow; a quotation begins a cell, unlike the sign of inches.
    let begins = |pair: &[u8]| pair[0] == separator.byte() && pair[1] == b'"';
    n_lines > 0 || (is_last && (raw.starts_with(b"\"") || raw.windows(2).any(begins)))
}

/// How many lines end in some bytes: CR LF, LF or CR alone.
fn count_lines(bytes: &[u8]) -> u32 {
    let mut lines = 0;
    let mut after_cr = false;
    for byte in bytes {
        if *byte == b'\r' || (*byte == b'\n' && !after_cr) {
            lines += 1;
        }
        after_cr = *byte == b'\r';
    }
    lines
}
