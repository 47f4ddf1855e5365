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

    /// The encoding of a name as mail programs and address books write it; `None` for others.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let other = match name.as_str() {
            "utf8" | "us-ascii" | "ascii" => Self::Utf8,
            "cp1250" => Self::Windows1250,
            "cp1251" => Self::Windows1251,
            "cp1256" => Self::Windows1256,
            // They differ in a few signs, which are in neither where the other has letters.
            "cp1252" | "iso-8859-1" | "iso-8859-15" | "latin1" => Self::Windows1252,
            "latin2" => Self::Iso8859_2,
            "cp866" => Self::Ibm866,
            name => {
                let is_it = |known: &Self| known.label().eq_ignore_ascii_case(name);
                return Self::ALL.into_iter().find(is_it);
            }
        };
        Some(other)
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
    /// It is an archive or another document that is packed like one.
    #[error("an archive")]
    Archive,
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
    /// It is an address book in which no contact could be read.
    #[error("no contacts")]
    NoCards,
    /// It is a workbook or an address book where a text is wanted.
    #[error("no table of text")]
    NotText,
    /// It is a workbook that opens with a password only.
    #[error("locked by a password")]
    Locked,
    /// It is a workbook in the binary form of Excel, `.xlsb`.
    #[error("a binary workbook")]
    Xlsb,
    /// It is a workbook that was cut off or damaged, or another document of an office program.
    #[error("a workbook that cannot be read")]
    BrokenWorkbook,
    /// What is packed in it is more than is read.
    #[error("more than {most} bytes unpacked")]
    Unpacked {
        /// How many bytes there may be.
        most: usize,
    },
    /// Its sheets have more cells than are read.
    #[error("more than {most} cells")]
    TooManyCells {
        /// How many cells there may be.
        most: usize,
    },
}

/// What a file holds, by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text, which may be a table.
    Text,
    /// An address book of vCards.
    Cards,
    /// A workbook of Excel or LibreOffice, packed as a zip.
    Packed,
    /// A workbook of old Excel, or another document of its time, or one behind a password.
    Compound,
}

/// How the files that are often mistaken for a table begin.
const BEGINNINGS: [(&[u8], FileRefusal); 6] = [
    (b"\x89PNG", FileRefusal::Picture),
    (b"\xff\xd8\xff", FileRefusal::Picture),
    (b"GIF8", FileRefusal::Picture),
    (b"%PDF", FileRefusal::Pdf),
    (b"\x1f\x8b", FileRefusal::Archive),
    (b"7z\xbc\xaf", FileRefusal::Archive),
];

/// How much of a packed file is looked at for the names of its parts: its first parts, and its end,
/// where all of them are listed.
const PACKED_HEAD: usize = 4096;
const PACKED_TAIL: usize = 64 * 1024;

/// How documents of Office before 2007 begin, and today's behind a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What a packed file is, by the names of its parts.
fn packed(bytes: &[u8]) -> Option<Result<Kind, FileRefusal>> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let head = &bytes[..bytes.len().min(PACKED_HEAD)];
    let tail = &bytes[bytes.len().saturating_sub(PACKED_TAIL)..];
    let has = |name: &[u8]| {
        [head, tail].iter().any(|bytes| bytes.windows(name.len()).any(|part| part == name))
    };
    let is_workbook = has(b"xl/") || has(b"oasis.opendocument.spreadsheet");
    // A workbook may begin with parts that other documents have too.
    let is_document = has(b"word/") || has(b"ppt/") || has(b"opendocument.text");
    let is_office = is_workbook || (has(b"[Content_Types].xml") && !is_document);
    Some(if is_office { Ok(Kind::Packed) } else { Err(FileRefusal::Archive) })
}

/// What a text is that is no table, by its first letters.
fn marked(bytes: &[u8]) -> Option<Result<Kind, FileRefusal>> {
    let encoding = match bytes {
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ => Encoding::Utf8,
    };
    let start = encoding.decode(&bytes[..bytes.len().min(256)]);
    let start = start.trim_start().to_ascii_lowercase();
    if start.starts_with("begin:vcard") {
        return Some(Ok(Kind::Cards));
    }
    let pages = ["<!doctype html", "<html", "<table", "<?xml"];
    pages.iter().any(|page| start.starts_with(page)).then_some(Err(FileRefusal::WebPage))
}

/// What a file holds, told before any work is done on it, and not by its name.
///
/// # Errors
/// An empty file, one that is too large, a picture or another file that is no list.
pub fn kind(bytes: &[u8]) -> Result<Kind, FileRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(FileRefusal::TooLarge { most: MAX_BYTES });
    }
    if let Some((_, refusal)) = BEGINNINGS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(*refusal);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Kind::Compound);
    }
    if let Some(kind) = packed(bytes).or_else(|| marked(bytes)) {
        return kind;
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
    if bytes.contains(&0) && !is_pairs() { Err(FileRefusal::Binary) } else { Ok(Kind::Text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_is_told_by_its_bytes() {
        let check = |bytes: &[u8], expected| assert_eq!(kind(bytes), expected);
        check(b"", Err(FileRefusal::Empty));
        check(b" \r\n\t", Err(FileRefusal::Empty));
        check(b"\x89PNG\r\n\x1a\n", Err(FileRefusal::Picture));
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", Err(FileRefusal::Picture));
        check(b"RIFF\x24\0\0\0WEBPVP8 ", Err(FileRefusal::Picture));
        check(b"%PDF-1.7", Err(FileRefusal::Pdf));
        check(b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", Ok(Kind::Packed));
        check(b"PK\x03\x04\x14\0\0\0xl/workbook.xml", Ok(Kind::Packed));
        check(
            b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            Ok(Kind::Packed),
        );
        check(b"PK\x03\x04\x14\0[Content_Types].xmlword/document.xml", Err(FileRefusal::Archive));
        check(b"PK\x03\x04\x14\0list.csv", Err(FileRefusal::Archive));
        check(b"\x1f\x8b\x08", Err(FileRefusal::Archive));
        check(b"BEGIN:VCARD\r\nVERSION:3.0\r\n", Ok(Kind::Cards));
        check(b"\xef\xbb\xbf\r\nbegin:vcard\n", Ok(Kind::Cards));
        check(b"\xff\xfeB\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0", Ok(Kind::Cards));
        check(
            b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
            Err(FileRefusal::WebPage),
        );
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Ok(Kind::Compound));
        check(b"name,\0\0\x01\x02\0\x03", Err(FileRefusal::Binary));
        check(b"name\r\nAnna", Ok(Kind::Text));
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
