//! The lines of an address book, with those that were folded put together again.

use super::property;

/// A whole line of an address book: what was folded into several is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// On which line of the file it begins, from 1, as an editor counts them.
    pub(super) number: u32,
    /// Its bytes, in whichever way their letters are written.
    pub(super) bytes: Vec<u8>,
}

/// Goes through the lines of a file.
#[derive(Debug)]
pub(super) struct Lines {
    bytes: Vec<u8>,
    place: usize,
    number: u32,
}

impl Lines {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, place: 0, number: 0 }
    }

    /// Bytes gone through, and all bytes.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.place, self.bytes.len())
    }

    /// The next line that is not blank.
    ///
    /// `keeps_blank` says that the blank which begins a folded line is a part of the text, as
    /// it is in version 2.1.
    pub(super) fn next(&mut self, keeps_blank: bool) -> Option<Line> {
        let mut bytes = self.next_as_written()?;
        while bytes.trim_ascii().is_empty() {
            bytes = self.next_as_written()?;
        }
        let number = self.number;
        let is_printable = property::is_quoted_printable(&bytes);
        loop {
            if is_printable && bytes.trim_ascii_end().ends_with(b"=") {
                // A soft break: the line goes on, whatever begins the next.
                let Some(more) = self.next_as_written() else { break };
                bytes.truncate(bytes.trim_ascii_end().len() - 1);
                bytes.extend(more);
            } else if self.is_folded() {
                let Some(more) = self.next_as_written() else { break };
                bytes.extend(more.into_iter().skip(usize::from(!keeps_blank)));
            } else {
                break;
            }
        }
        Some(Line { number, bytes })
    }

    /// Whether the line it stands at belongs to the one before.
    fn is_folded(&self) -> bool {
        match self.bytes.get(self.place..) {
            Some([b' ' | b'\t', rest @ ..]) => {
                // Blanks alone end a picture, and fold nothing.
                let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                !rest[..end.unwrap_or(rest.len())].trim_ascii().is_empty()
            }
            _ => false,
        }
    }

    fn next_as_written(&mut self) -> Option<Vec<u8>> {
        let start = self.place;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let length = length.unwrap_or(rest.len());
        let end = if rest[length..].starts_with(b"\r\n") { length + 2 } else { length + 1 };
        self.place = (start + end).min(self.bytes.len());
        self.number += 1;
        Some(self.bytes[start..start + length].to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, keeps_blank: bool) -> Vec<(u32, String)> {
        let mut lines = Lines::new(text.as_bytes().to_vec());
        let text = |line: Line| (line.number, String::from_utf8(line.bytes).unwrap());
        std::iter::from_fn(|| lines.next(keeps_blank).map(text)).collect()
    }

    #[test]
    fn folded_lines_are_one_and_counted_as_an_editor_counts_them() {
        let check = |text: &str, keeps_blank, expected: &[(u32, &str)]| {
            let found = lines(text, keeps_blank);
            let found: Vec<_> = found.iter().map(|(n, text)| (*n, text.as_str())).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("A:1\r\nB:2\rC:3\nD:4", false, &[(1, "A:1"), (2, "B:2"), (3, "C:3"), (4, "D:4")]);
        check("A:1\n 2\n\t3\n\nB:4", false, &[(1, "A:123"), (5, "B:4")]);
        check("A:one\n two\nB:4", true, &[(1, "A:one two"), (3, "B:4")]);
        check("A:1\n  \nB:2", false, &[(1, "A:1"), (3, "B:2")]);
        check(
            "N;QUOTED-PRINTABLE:a=\nb=  \n c\nB:2",
            false,
            &[(1, "N;QUOTED-PRINTABLE:ab c"), (4, "B:2")],
        );
        check("N;ENCODING=quoted-printable:a=", false, &[(1, "N;ENCODING=quoted-printable:a=")]);
        check("PHOTO;ENCODING=b:ab=\nB:2", false, &[(1, "PHOTO;ENCODING=b:ab="), (2, "B:2")]);
        check("", false, &[]);
    }
}
