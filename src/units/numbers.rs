//! Amounts and quantities as people and programs write them.
//!
//! Whether a comma is a decimal mark or parts thousands cannot be said of `1,000` alone, so it is
//! decided for a whole column, from those cells that leave no choice. A cell that leaves none is
//! read by itself, and so is one in a currency without decimals: `12.500 Ft` is a price of five
//! digits, whatever stands above it. Nothing goes through floating point. That a column decides is
//! also why no crate does it, which each read one number in a form that is known before.

mod beside;

use serde::{Deserialize, Serialize};

pub use beside::Beside;

use std::borrow::Cow;

use crate::units::digits;
use crate::units::money::{Currency, Money};

/// What parts the whole from its fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `1.50`
    #[default]
    Point,
    /// `1,50`
    Comma,
}

impl DecimalMark {
    /// The other of the two.
    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// What a column of numbers counts; it decides cells such as `1.000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// Money in a currency of so many decimals: `1.000` is a thousand unless it has three.
    Amount {
        /// The decimals of the currency.
        decimals: u32,
    },
    /// How much of something: `1.000` is one, with three decimals.
    Quantity,
}

/// Why a cell is not a number that can go in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberRefusal {
    /// It does not read as a number.
    #[error("not a number")]
    NotANumber,
    /// It is so long that it can only be a slip.
    #[error("too large")]
    TooLarge,
    /// It is in another currency than the shop's.
    #[error("in {}", .0.code())]
    OtherCurrency(Currency),
}

/// A number as it stood: digits, how many of them are decimals, and the currency beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// All digits as one whole number, with its sign.
    pub digits: i64,
    /// How many of the digits are decimals.
    pub decimals: u32,
    /// The currency whose sign or letters stood beside it.
    pub currency: Beside,
}

impl Number {
    /// The number in units of `10^-decimals`, rounded half away from zero, and whether that lost
    /// anything; `None` when it does not fit.
    #[must_use]
    pub fn scaled(self, decimals: u32) -> Option<(i64, bool)> {
        if decimals >= self.decimals {
            let factor = 10_i64.checked_pow(decimals - self.decimals)?;
            return Some((self.digits.checked_mul(factor)?, false));
        }
        let divisor = 10_i64.checked_pow(self.decimals - decimals)?;
        let (whole, rest) = (self.digits / divisor, self.digits % divisor);
        let up = i64::from(rest.unsigned_abs() * 2 >= divisor.unsigned_abs());
        Some((whole + up * rest.signum(), rest != 0))
    }
}

fn is_grouping_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '٬' | '_')
}

/// A cell taken apart: its sign, the digits with the marks among them, and what stood beside.
struct Cell {
    negative: bool,
    body: String,
    currency: Beside,
}

fn take_apart(text: &str) -> Result<Cell, NumberRefusal> {
    if text.is_ascii() {
        return take_ascii_apart(text.trim());
    }
    let text = digits::to_ascii(text);
    let text = text.trim().replace(['\u{200e}', '\u{200f}', '\u{200c}'], "").replace('٫', ".");
    take_ascii_apart(&text)
}

/// The same of a text whose digits and decimal mark are those of ASCII.
fn take_ascii_apart(text: &str) -> Result<Cell, NumberRefusal> {
    let (text, in_brackets) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => (inside, true),
        None => (text, false),
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let first = text.find(is_digit).ok_or(NumberRefusal::NotANumber)?;
    let last = text.rfind(is_digit).ok_or(NumberRefusal::NotANumber)?;
    // A mark right before the first digit belongs to the number: `.50`.
    let start = first - usize::from(text[..first].ends_with(['.', ',']));
    let (before, body, after) = (&text[..start], &text[start..=last], &text[last + 1..]);
    let is_minus = |c: char| matches!(c, '-' | '−' | '–');
    let minus = before.contains(is_minus) || after.trim_end().ends_with(is_minus);
    let before = if minus { Cow::Owned(before.replace(is_minus, "")) } else { before.into() };
    let currency = match Beside::read(before.trim().trim_start_matches('+'))? {
        // `1200,-` says that there are no cents.
        Beside::Nothing => Beside::read(after.trim().trim_start_matches([',', '.', '-']))?,
        currency => currency,
    };
    let closed = after.starts_with(",-") || after.starts_with(".-");
    Ok(Cell { negative: in_brackets || (minus && !closed), body: body.to_owned(), currency })
}

/// Reads a number whose decimals stand behind `mark`.
///
/// # Errors
/// A cell that is no number, or one with more digits than any amount has.
pub fn read(text: &str, mark: DecimalMark) -> Result<Number, NumberRefusal> {
    number_of(&take_apart(text)?, mark)
}

fn number_of(cell: &Cell, mark: DecimalMark) -> Result<Number, NumberRefusal> {
    let (mut value, mut decimals, mut n_digits) = (0_i64, None, 0);
    for character in cell.body.chars() {
        if let Some(digit) = character.to_digit(10) {
            n_digits += usize::from(value != 0 || digit != 0);
            if n_digits > 17 {
                return Err(NumberRefusal::TooLarge);
            }
            value = value * 10 + i64::from(digit);
            decimals = decimals.map(|n: u32| n + 1);
        } else if character == mark.letter() && decimals.is_none() {
            decimals = Some(0);
        } else if decimals.is_some()
            || !(matches!(character, '.' | ',') || is_grouping_blank(character))
        {
            return Err(NumberRefusal::NotANumber);
        }
    }
    if !groups_are_thousands(&cell.body, mark) {
        return Err(NumberRefusal::NotANumber);
    }
    let digits = if cell.negative { -value } else { value };
    Ok(Number { digits, decimals: decimals.unwrap_or(0), currency: cell.currency })
}

/// Whether the digits before the decimal mark stand in groups as people write them: three by
/// three, or by two above the last three as in India.
fn groups_are_thousands(body: &str, mark: DecimalMark) -> bool {
    let whole = body.split(mark.letter()).next().unwrap_or_default();
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    match groups.as_slice() {
        [] | [_] => true,
        [first, middle @ .., last] => {
            (1..=3).contains(&first.len())
                && last.len() == 3
                && middle.iter().all(|group| matches!(group.len(), 2 | 3))
        }
    }
}

/// Reads an amount in the shop's currency, and says whether decimals it does not have were
/// rounded away.
///
/// # Errors
/// A cell that is no number, is too large, or names another currency.
pub fn read_amount(
    text: &str,
    mark: DecimalMark,
    currency: Currency,
) -> Result<(Money, bool), NumberRefusal> {
    let number = read_money(text, mark, currency)?;
    let scaled = number.scaled(currency.decimals()).ok_or(NumberRefusal::TooLarge)?;
    Ok((Money(scaled.0), scaled.1))
}

/// Reads an amount in the shop's currency with every decimal it has.
///
/// # Errors
/// A cell that is no number, is too large, or names another currency.
pub fn read_money(
    text: &str,
    mark: DecimalMark,
    currency: Currency,
) -> Result<Number, NumberRefusal> {
    let cell = take_apart(text)?;
    let mark = match testimony(&cell.body) {
        Some(Ok(own)) => own,
        // What could be three decimals parts thousands where there are no decimals.
        Some(Err(own)) if currency.decimals() == 0 => own.other(),
        Some(Err(_)) | None => mark,
    };
    let number = number_of(&cell, mark)?;
    match number.currency.other_than(currency) {
        Some(other) => Err(NumberRefusal::OtherCurrency(other)),
        None => Ok(number),
    }
}

/// Reads a quantity in thousandths; a unit behind it (`1,5 kg`) is passed over.
///
/// # Errors
/// A cell that is no number or is too large.
pub fn read_thousandths(text: &str, mark: DecimalMark) -> Result<i64, NumberRefusal> {
    let text = digits::to_ascii(text);
    let unit = |c: char| c.is_alphabetic() || c == '.' || c.is_whitespace();
    let number = read(text.trim().trim_end_matches(unit), mark)?;
    number.scaled(3).map(|(value, _)| value).ok_or(NumberRefusal::TooLarge)
}

/// What the digits and marks of one cell say of the decimal mark of its column.
fn testimony(body: &str) -> Option<Result<DecimalMark, DecimalMark>> {
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let tail = |mark: char| body.rsplit(mark).next().map_or(0, str::len);
    match (points, commas) {
        (0, 0) => None,
        (_, 0) => Some(one_mark(points, tail('.'), body, DecimalMark::Point)),
        (0, _) => Some(one_mark(commas, tail(','), body, DecimalMark::Comma)),
        // Of two marks the last one parts the decimals.
        _ if body.rfind('.') > body.rfind(',') => Some(Ok(DecimalMark::Point)),
        _ => Some(Ok(DecimalMark::Comma)),
    }
}

/// `Ok` for a certain decimal mark, `Err` for a mark that is decimal or parts thousands.
fn one_mark(
    n: usize,
    tail: usize,
    body: &str,
    mark: DecimalMark,
) -> Result<DecimalMark, DecimalMark> {
    if n > 1 {
        return Ok(mark.other());
    }
    // With another sign for thousands, or not three digits behind, it can only be decimal.
    if tail != 3 || body.contains(is_grouping_blank) || body.starts_with(mark.letter()) {
        return Ok(mark);
    }
    let head = body.len() - tail - 1;
    if head > 3 || body.starts_with('0') { Ok(mark) } else { Err(mark) }
}

/// Decides the decimal mark of a column; `None` when no cell has a mark at all.
pub fn decimal_mark<'a>(
    cells: impl IntoIterator<Item = &'a str>,
    kind: NumberKind,
) -> Option<DecimalMark> {
    let (mut certain, mut open) = ([0_usize; 2], [0_usize; 2]);
    let said = |cell: &str| testimony(&take_apart(cell).ok()?.body);
    for said in cells.into_iter().filter_map(said) {
        let (counts, mark) = match said {
            Ok(mark) => (&mut certain, mark),
            Err(mark) => (&mut open, mark),
        };
        counts[usize::from(mark == DecimalMark::Comma)] += 1;
        // Enough to be sure; one cell with a slip is outvoted.
        if certain[0].max(certain[1]) >= 64 {
            break;
        }
    }
    let of = |comma: bool| if comma { DecimalMark::Comma } else { DecimalMark::Point };
    if certain != [0, 0] {
        return Some(of(certain[1] > certain[0]));
    }
    if open == [0, 0] {
        return None;
    }
    let three_decimals = match kind {
        NumberKind::Quantity => true,
        NumberKind::Amount { decimals } => decimals == 3,
    };
    // The mark seen is decimal where three decimals are usual, and parts thousands elsewhere.
    Some(of((open[1] > open[0]) == three_decimals))
}

#[cfg(test)]
mod tests;
