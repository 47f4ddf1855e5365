//! What a code under the camera says: a QR code, or the bars of EAN-13, EAN-8 and Code 128, found in
//! a picture in shades of grey.
//!
//! A code is text and short: what a card, a ticket or a label carries. Whatever else a code may hold
//! is refused, so that nothing comes into a field that its owner could not have typed.
//!
//! # Why bars are read here
//!
//! Of the readers that know both kinds one is under the LGPL, which a single module that holds
//! everything cannot keep, and the other knows twenty kinds more. QR codes are read by `rqrr`, a port of
//! `quirc`; bars need lines across the picture and two tables.

use serde::{Deserialize, Serialize};

mod line;
mod bars;

/// The most characters a code may hold; a QR code has room for thousands.
pub const MOST: usize = 100;

/// The shortest and the longest side of a picture, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 16..=4096;

/// Why a code that was read is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeRefusal {
    /// It is longer than anything that is typed.
    TooLong {
        /// The most characters it may have.
        most: usize,
    },
    /// It is empty, or holds what is no text.
    NotText,
}

/// A picture in shades of grey, row by row; 0 is black.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    shades: Vec<u8>,
}

impl Picture {
    /// A picture of so many columns and rows; `None` when there are not so many shades, or when it is
    /// too small or too large to be looked at.
    #[must_use]
    pub fn new(width: u32, height: u32, shades: Vec<u8>) -> Option<Self> {
        let is_fit = SIDES.contains(&width) && SIDES.contains(&height);
        let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
        (is_fit && width * height == shades.len()).then_some(Self { width, height, shades })
    }

    /// The middle of it, twice as large.
    fn middle(&self) -> Self {
        let (left, top) = (self.width / 4, self.height / 4);
        let shade = |place: usize| {
            let (x, y) = (place % self.width, place / self.width);
            // Between two pixels it is the mean of both.
            let across = [left + x / 2, left + x.div_ceil(2)];
            let down = [top + y / 2, top + y.div_ceil(2)];
            let near = down.map(|y| across.map(|x| u32::from(self.shades[y * self.width + x])));
            u8::try_from(near.iter().flatten().sum::<u32>() / 4).unwrap_or(u8::MAX)
        };
        let shades = (0..self.width * self.height).map(shade).collect();
        Self { width: self.width, height: self.height, shades }
    }

    /// The shade at a place; beyond the edge, that of the edge.
    fn shade(&self, x: i32, y: i32) -> u8 {
        let at = |place: i32, n: usize| usize::try_from(place).unwrap_or_default().min(n - 1);
        self.shades[at(y, self.height) * self.width + at(x, self.width)]
    }
}

/// What the code in a picture says; `None` where none can be read.
#[must_use]
pub fn read(picture: &Picture) -> Option<Result<String, CodeRefusal>> {
    let found = bars::read(picture)
        .or_else(|| read_qr(picture))
        // What is far away is small and in the middle, where it is held.
        .or_else(|| read_qr(&picture.middle()))?;
    Some(text_of(&found))
}

fn read_qr(picture: &Picture) -> Option<Vec<u8>> {
    let Picture { width, height, shades } = picture;
    let shade = |x: usize, y: usize| shades[y * width + x];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(*width, *height, shade);
    prepared.detect_grids().into_iter().find_map(|grid| {
        let mut bytes = Vec::new();
        grid.decode_to(&mut bytes).ok().map(|_| bytes)
    })
}

/// What a code holds, as it may be taken for typed: in one line, without spaces around it.
///
/// # Errors
/// It is none of that.
pub fn text_of(bytes: &[u8]) -> Result<String, CodeRefusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| CodeRefusal::NotText)?;
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.chars().count() > MOST {
        return Err(CodeRefusal::TooLong { most: MOST });
    }
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err(CodeRefusal::NotText);
    }
    Ok(text.to_owned())
}

/// As what the number of a code may be written on a card, the code itself first: a code of twelve
/// digits is one of thirteen that begins with nought, and readers differ in which they tell.
#[must_use]
pub fn spellings(code: &str) -> Vec<String> {
    let is_digits = code.bytes().all(|byte| byte.is_ascii_digit());
    let other = match (is_digits, code.len(), code.strip_prefix('0')) {
        (true, 13, Some(shorter)) => Some(shorter.to_owned()),
        (true, 12, _) => Some(format!("0{code}")),
        _ => None,
    };
    std::iter::once(code.to_owned()).chain(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_short_line_of_text() {
        let check = |bytes: &[u8], expected: Result<&str, CodeRefusal>| {
            assert_eq!(text_of(bytes), expected.map(str::to_owned), "{bytes:?}");
        };
        check(b"A17", Ok("A17"));
        check(" 0417\r\n".as_bytes(), Ok("0417"));
        check("کارت ۱۷".as_bytes(), Ok("کارت ۱۷"));
        check("\u{feff}A17".as_bytes(), Ok("A17"));
        check(&[b'7'; MOST], Ok(&"7".repeat(MOST)));
        let too_long = CodeRefusal::TooLong { most: 100 };
        check(&[b'7'; MOST + 1], Err(too_long));
        check(&[b'7'; 4096], Err(too_long));
        check(&[1; 4096], Err(too_long));
        check(&[1; 40], Err(CodeRefusal::NotText));
        check(b"A17\nA18", Err(CodeRefusal::NotText));
        check(b"A\x0017", Err(CodeRefusal::NotText));
        check(b"", Err(CodeRefusal::NotText));
        check(b" \t", Err(CodeRefusal::NotText));
        check(&[0xff, 0xfe], Err(CodeRefusal::NotText));
    }

    #[test]
    fn a_number_of_twelve_digits_is_one_of_thirteen() {
        let check = |code: &str, expected: &[&str]| assert_eq!(spellings(code), expected);
        check("0012345678905", &["0012345678905", "012345678905"]);
        check("012345678905", &["012345678905", "0012345678905"]);
        check("5998811223344", &["5998811223344"]);
        check("0417", &["0417"]);
        check("A17", &["A17"]);
    }

    #[test]
    fn a_picture_has_as_many_shades_as_it_says() {
        assert!(Picture::new(20, 30, vec![0; 600]).is_some());
        assert!(Picture::new(20, 30, vec![0; 599]).is_none());
        assert!(Picture::new(0, 0, vec![]).is_none());
        assert!(Picture::new(4, 4, vec![0; 16]).is_none());
        assert!(Picture::new(5000, 16, vec![0; 80_000]).is_none());
    }

    #[test]
    fn in_a_picture_of_nothing_nothing_is_read() {
        for shade in [0, 128, 255] {
            let picture = Picture::new(64, 48, vec![shade; 64 * 48]).unwrap();
            assert_eq!(read(&picture), None);
        }
    }
}
