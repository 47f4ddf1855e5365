//! From bytes to text: which encoding a file is in, and what its bytes say.
//!
//! The guess may be wrong on a short file, so the owner may choose another. A byte that means
//! nothing becomes U+FFFD, the replacement character, and reading goes on.
//!
//! The tables are our own, some kilobytes of text: a crate of all encodings of the web brings those
//! of East Asia with it, knows no DOS ones, and guesses none.

mod tables;

mod guess;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The largest file that is read: 64 MB.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// How letters are written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// Unicode, one to four bytes; with or without the mark at the start.
    #[default]
    Utf8,
    /// Unicode in pairs of bytes, the low one first.
    Utf16Le,
    /// Unicode in pairs of bytes, the high one first.
    Utf16Be,
    /// Central European, by Windows.
    Windows1250,
    /// Cyrillic, by Windows.
    Windows1251,
    /// Western European, by Windows.
    Windows1252,
    /// Arabic and Persian, by Windows.
    Windows1256,
    /// Central European, by the standard.
    Iso8859_2,
    /// Cyrillic, by Unix.
    Koi8R,
    /// Cyrillic, by DOS.
    Ibm866,
}

impl Encoding {
    /// Every encoding, in the order a list shows them.
    pub const ALL: [Self; 10] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1250,
        Self::Windows1251,
        Self::Windows1252,
        Self::Windows1256,
        Self::Iso8859_2,
        Self::Koi8R,
        Self::Ibm866,
    ];

    /// What it is called everywhere, in every language.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1250 => "windows-1250",
            Self::Windows1251 => "windows-1251",
            Self::Windows1252 => "windows-1252",
            Self::Windows1256 => "windows-1256",
            Self::Iso8859_2 => "ISO-8859-2",
            Self::Koi8R => "KOI8-R",
            Self::Ibm866 => "IBM866",
        }
    }

    /// What the bytes 128 to 255 stand for; `None` where a byte alone is no letter.
    fn upper_half(self) -> Option<&'static str> {
        match self {
            Self::Utf8 | Self::Utf16Le | Self::Utf16Be => None,
            Self::Windows1250 => Some(tables::WINDOWS_1250),
            Self::Windows1251 => Some(tables::WINDOWS_1251),
            Self::Windows1252 => Some(tables::WINDOWS_1252),
            Self::Windows1256 => Some(tables::WINDOWS_1256),
            Self::Iso8859_2 => Some(tables::ISO_8859_2),
            Self::Koi8R => Some(tables::KOI8_R),
            Self::Ibm866 => Some(tables::IBM866),
        }
    }

    /// Guesses the encoding of a file: by its mark, by what is possible, by what is likely.
    #[must_use]
    pub fn guess(bytes: &[u8]) -> Self {
        guess::guess(bytes)
    }

    /// The text of the bytes, without the mark at the start.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> String {
        let text = match self {
            Self::Utf8 => String::from_utf8_lossy(bytes),
            Self::Utf16Le => Cow::Owned(decode_utf16(bytes, u16::from_le_bytes)),
            Self::Utf16Be => Cow::Owned(decode_utf16(bytes, u16::from_be_bytes)),
            Self::Windows1250
            | Self::Windows1251
            | Self::Windows1252
            | Self::Windows1256
            | Self::Iso8859_2
            | Self::Koi8R
            | Self::Ibm866 => Cow::Owned(self.decode_single(bytes)),
        };
        match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text.into_owned(),
        }
    }

    fn decode_single(self, bytes: &[u8]) -> String {
        let upper: Vec<char> = self.upper_half().unwrap_or_default().chars().collect();
        let letter = |byte: &u8| match byte.checked_sub(128) {
            None => char::from(*byte),
            Some(place) => upper.get(usize::from(place)).copied().unwrap_or('\u{fffd}'),
        };
        bytes.iter().map(letter).collect()
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [first, second] => unit([*first, *second]),
        // Half a letter at the end of a file that was cut off.
        _ => 0xfffd,
    });
    char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
}

/// Why a whole file was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum FileRefusal {
    /// There is nothing in it, or nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// It is larger than is read.
    #[error("larger than {most} bytes")]
    TooLarge {
        /// How many bytes a file may have.
        most: usize,
    },
    /// It is a picture, whatever it is called.
    #[error("a picture")]
    Picture,
    /// It is a PDF document.
    #[error("a PDF document")]
    Pdf,
    /// It is a spreadsheet of Excel or LibreOffice, to be saved as CSV first.
    #[error("a spreadsheet")]
    Spreadsheet,
    /// It is an archive or another document that is packed like one.
    #[error("an archive")]
    Archive,
    /// It is an address book of vCards.
    #[error("a vCard")]
    VCard,
    /// It is a web page, which some programs call a spreadsheet.
    #[error("a web page")]
    WebPage,
    /// It is no text at all.
    #[error("not a text")]
    Binary,
    /// There is no row in it under the titles.
    #[error("no rows")]
    NoRows,
    /// No column says who bought, or when and for how much.
    #[error("no column says who or when")]
    NoWhoOrWhen,
}

/// How the files that are often mistaken for a table begin.
const BEGINNINGS: [(&[u8], FileRefusal); 7] = [
    (b"\x89PNG", FileRefusal::Picture),
    (b"\xff\xd8\xff", FileRefusal::Picture),
    (b"GIF8", FileRefusal::Picture),
    (b"%PDF", FileRefusal::Pdf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileRefusal::Spreadsheet),
    (b"\x1f\x8b", FileRefusal::Archive),
    (b"7z\xbc\xaf", FileRefusal::Archive),
];

/// How much of a packed file is looked at for the names of its parts.
const PACKED_HEAD: usize = 4096;

/// What a packed file is, by the names of its first parts.
fn packed(bytes: &[u8]) -> Option<FileRefusal> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let head = &bytes[..bytes.len().min(PACKED_HEAD)];
    let has = |name: &[u8]| head.windows(name.len()).any(|part| part == name);
    let is_workbook = has(b"xl/") || has(b"oasis.opendocument.spreadsheet");
    // A workbook may begin with parts that other documents have too.
    let is_document = has(b"word/") || has(b"ppt/") || has(b"opendocument.text");
    let is_office = is_workbook || (has(b"[Content_Types].xml") && !is_document);
    Some(if is_office { FileRefusal::Spreadsheet } else { FileRefusal::Archive })
}

/// What a text is that is no table, by its first letters.
fn marked(bytes: &[u8]) -> Option<FileRefusal> {
    let encoding = match bytes {
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ => Encoding::Utf8,
    };
    let start = encoding.decode(&bytes[..bytes.len().min(256)]);
    let start = start.trim_start().to_ascii_lowercase();
    if start.starts_with("begin:vcard") {
        return Some(FileRefusal::VCard);
    }
    let pages = ["<!doctype html", "<html", "<table", "<?xml"];
    pages.iter().any(|page| start.starts_with(page)).then_some(FileRefusal::WebPage)
}

/// Checks that a file can be a table of text at all, before any work is done on it.
///
/// # Errors
/// An empty file, one that is too large, a picture or another file that is no text.
pub fn check_bytes(bytes: &[u8]) -> Result<(), FileRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(FileRefusal::TooLarge { most: MAX_BYTES });
    }
    if let Some((_, refusal)) = BEGINNINGS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(*refusal);
    }
    if let Some(refusal) = packed(bytes).or_else(|| marked(bytes)) {
        return Err(refusal);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Err(FileRefusal::Picture);
    }
    let nul_or_blank = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
    if bytes.iter().all(nul_or_blank) {
        return Err(FileRefusal::Empty);
    }
    // Text has no zero in it, unless it is in pairs of bytes.
    let is_pairs = || matches!(Encoding::guess(bytes), Encoding::Utf16Le | Encoding::Utf16Be);
    if bytes.contains(&0) && !is_pairs() { Err(FileRefusal::Binary) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_refused_by_its_bytes() {
        let check = |bytes: &[u8], expected| assert_eq!(check_bytes(bytes), expected);
        check(b"", Err(FileRefusal::Empty));
        check(b" \r\n\t", Err(FileRefusal::Empty));
        check(b"\x89PNG\r\n\x1a\n", Err(FileRefusal::Picture));
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", Err(FileRefusal::Picture));
        check(b"RIFF\x24\0\0\0WEBPVP8 ", Err(FileRefusal::Picture));
        check(b"%PDF-1.7", Err(FileRefusal::Pdf));
        check(b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", Err(FileRefusal::Spreadsheet));
        check(b"PK\x03\x04\x14\0\0\0xl/workbook.xml", Err(FileRefusal::Spreadsheet));
        check(
            b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            Err(FileRefusal::Spreadsheet),
        );
        check(b"PK\x03\x04\x14\0[Content_Types].xmlword/document.xml", Err(FileRefusal::Archive));
        check(b"PK\x03\x04\x14\0list.csv", Err(FileRefusal::Archive));
        check(b"\x1f\x8b\x08", Err(FileRefusal::Archive));
        check(b"BEGIN:VCARD\r\nVERSION:3.0\r\n", Err(FileRefusal::VCard));
        check(b"\xef\xbb\xbf\r\nbegin:vcard\n", Err(FileRefusal::VCard));
        check(b"\xff\xfeB\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0", Err(FileRefusal::VCard));
        check(
            b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
            Err(FileRefusal::WebPage),
        );
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Err(FileRefusal::Spreadsheet));
        check(b"name,\0\0\x01\x02\0\x03", Err(FileRefusal::Binary));
        check(b"name\r\nAnna", Ok(()));
        let large = vec![b'a'; MAX_BYTES + 1];
        check(&large, Err(FileRefusal::TooLarge { most: MAX_BYTES }));
    }

    #[test]
    fn a_mark_is_dropped_and_half_a_letter_replaced() {
        assert_eq!(Encoding::Utf8.decode(b"\xef\xbb\xbfa"), "a");
        assert_eq!(Encoding::Utf16Le.decode(b"\xff\xfea\0\x51\x01"), "aő");
        assert_eq!(Encoding::Utf16Be.decode(b"\xfe\xff\0a\x01\x51"), "aő");
        assert_eq!(Encoding::Utf16Le.decode(b"a\0b"), "a\u{fffd}");
        assert_eq!(Encoding::Utf8.decode(b"a\xff"), "a\u{fffd}");
    }

    #[test]
    fn every_single_byte_table_has_128_letters() {
        for encoding in Encoding::ALL {
            let letters = encoding.upper_half().map(|upper| upper.chars().count());
            assert!(letters.is_none_or(|n| n == 128), "{}", encoding.label());
        }
    }
}
