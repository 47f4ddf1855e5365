//! Amounts and quantities as people and programs write them.
//!
//! Whether a comma is a decimal mark or parts thousands cannot be said of `1,000` alone, so it is
//! decided for a whole column, from those cells that leave no choice. Nothing goes through
//! floating point.

mod beside;

pub use beside::Beside;

use crate::digits;
use crate::money::{Currency, Money};

/// What parts the whole from its fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DecimalMark {
    /// `1.50`
    #[default]
    Point,
    /// `1,50`
    Comma,
}

impl DecimalMark {
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
    let text = digits::to_ascii(text);
    let text = text.trim().replace(['\u{200e}', '\u{200f}', '\u{200c}'], "").replace('٫', ".");
    let (text, in_brackets) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => (inside.to_owned(), true),
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
    let before = before.replace(is_minus, "");
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
    let cell = take_apart(text)?;
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
    let number = read(text, mark)?;
    if let Some(other) = number.currency.other_than(currency) {
        return Err(NumberRefusal::OtherCurrency(other));
    }
    let scaled = number.scaled(currency.decimals()).ok_or(NumberRefusal::TooLarge)?;
    Ok((Money(scaled.0), scaled.1))
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

/// What one cell says of the decimal mark of its column.
fn testimony(text: &str) -> Option<Result<DecimalMark, DecimalMark>> {
    let body = take_apart(text).ok()?.body;
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let tail = |mark: char| body.rsplit(mark).next().map_or(0, str::len);
    match (points, commas) {
        (0, 0) => None,
        (_, 0) => Some(one_mark(points, tail('.'), &body, DecimalMark::Point)),
        (0, _) => Some(one_mark(commas, tail(','), &body, DecimalMark::Comma)),
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
    let other = match mark {
        DecimalMark::Point => DecimalMark::Comma,
        DecimalMark::Comma => DecimalMark::Point,
    };
    if n > 1 {
        return Ok(other);
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
    for said in cells.into_iter().filter_map(testimony) {
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
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        use DecimalMark::{Comma, Point};
        let check = |text: &str, mark, code: &str, minor: i64| {
            let read = read_amount(text, mark, currency(code)).map(|(amount, _)| amount);
            assert_eq!(read, Ok(Money(minor)), "{text}");
        };
        check("120 000,00", Comma, "HUF", 120_000);
        check("1 150,00 Ft", Comma, "HUF", 1_150);
        check("5200 Ft", Comma, "HUF", 5_200);
        check("890.-", Comma, "HUF", 890);
        check("1200,- Ft", Comma, "HUF", 1_200);
        check("53\u{a0}245,50", Comma, "RUB", 5_324_550);
        check("53 245,50 руб.", Comma, "RUB", 5_324_550);
        check("100 грн", Comma, "UAH", 10_000);
        check("$13.50 ", Point, "USD", 1_350);
        check("$1,234.50", Point, "USD", 123_450);
        check("-$5.00", Point, "USD", -500);
        check("($5.00)", Point, "USD", -500);
        check("$5.00", Point, "CAD", 500);
        check("5.00-", Point, "USD", -500);
        check("−5", Point, "USD", -500);
        check("+5", Point, "USD", 500);
        check(".50", Point, "USD", 50);
        check("EUR 12.5", Point, "EUR", 1_250);
        check("12,50 €", Comma, "EUR", 1_250);
        check("1'234.50", Point, "CHF", 123_450);
        check("12,34,567.00", Point, "INR", 123_456_700);
        check("۱۲٬۵۰۰ تومان", Point, "IRT", 12_500);
        check("١٢٫٥", Point, "KWD", 12_500);
        check("29.33", Point, "USD", 2_933);
        check("0.005", Point, "USD", 1);
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        let check = |text: &str, expected| {
            let read = read_amount(text, DecimalMark::Point, currency("EUR"));
            assert_eq!(read, Err(expected), "{text}");
        };
        check("ezerszáz", NumberRefusal::NotANumber);
        check("", NumberRefusal::NotANumber);
        check("12a", NumberRefusal::NotANumber);
        check("1.2.3", NumberRefusal::NotANumber);
        check("12,34", NumberRefusal::NotANumber);
        check("2026-08-05", NumberRefusal::NotANumber);
        check("12 Ft", NumberRefusal::OtherCurrency(currency("HUF")));
        check("USD 12", NumberRefusal::OtherCurrency(currency("USD")));
        check("$12", NumberRefusal::OtherCurrency(currency("USD")));
        check("123456789012345678", NumberRefusal::TooLarge);
    }

    #[test]
    fn decimals_a_currency_lacks_are_rounded_and_told() {
        let check = |text: &str, code: &str, minor, lost| {
            let read = read_amount(text, DecimalMark::Point, currency(code));
            assert_eq!(read, Ok((Money(minor), lost)), "{text}");
        };
        check("11.77", "HUF", 12, true);
        check("-11.5", "HUF", -12, true);
        check("11.00", "HUF", 11, false);
    }

    #[test]
    fn quantities_have_three_decimals() {
        let check = |text: &str, mark, expected| {
            assert_eq!(read_thousandths(text, mark), Ok(expected), "{text}");
        };
        check("1.000", DecimalMark::Point, 1_000);
        check("2", DecimalMark::Point, 2_000);
        check("1,5 kg", DecimalMark::Comma, 1_500);
        check("3 db", DecimalMark::Comma, 3_000);
    }

    #[test]
    fn the_mark_is_decided_for_the_whole_column() {
        use DecimalMark::{Comma, Point};
        let huf = NumberKind::Amount { decimals: 0 };
        let eur = NumberKind::Amount { decimals: 2 };
        let check = |cells: &[&str], kind, expected| {
            assert_eq!(decimal_mark(cells.iter().copied(), kind), expected, "{cells:?}");
        };
        check(&["1,000", "12.50"], eur, Some(Point));
        check(&["1.000", "12,50"], eur, Some(Comma));
        check(&["1.000,00"], eur, Some(Comma));
        check(&["1,000.00"], eur, Some(Point));
        check(&["1.000.000"], eur, Some(Comma));
        check(&["120 000,00"], huf, Some(Comma));
        check(&["1.150", "12.900"], huf, Some(Comma));
        check(&["1,150"], eur, Some(Point));
        check(&["1.000", "2.000"], NumberKind::Quantity, Some(Point));
        check(&["1,000"], NumberKind::Quantity, Some(Comma));
        check(&["12.500"], NumberKind::Amount { decimals: 3 }, Some(Point));
        check(&["100", "x"], eur, None);
    }
}
