//! What people type into a form, read: amounts, shares, limits and product lines.
//!
//! Digits of every script and both marks of a fraction are taken. What cannot be read is refused
//! with the reason, so that it can be said beside the field; nothing is rounded in silence.

use crate::trade::purchase::{AmountRefusal, DayRefusal, Line, check_amount, check_day};
use crate::units::calendar::Day;
use crate::units::money::{Currency, Money};
use crate::units::numbers::{
    DecimalMark, Number, NumberKind, NumberRefusal, decimal_mark, read, read_amount,
    read_thousandths,
};

/// Why something typed was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedRefusal {
    /// It does not read as a number, or is too long for one.
    #[error("not a number")]
    NotANumber,
    /// It has a smaller fraction than the currency or the field knows.
    #[error("too fine a fraction")]
    TooFine,
    /// It is in another currency than the shop's.
    #[error("in {}", .0.code())]
    OtherCurrency(Currency),
    /// It is no amount a sale can have.
    #[error(transparent)]
    Amount(#[from] AmountRefusal),
    /// It is below zero or above a hundred.
    #[error("not from 0 to 100")]
    NotAShare,
    /// The product of a line has no name.
    #[error("no product")]
    NoProduct,
}

impl From<NumberRefusal> for TypedRefusal {
    fn from(refusal: NumberRefusal) -> Self {
        match refusal {
            NumberRefusal::NotANumber | NumberRefusal::TooLarge => Self::NotANumber,
            NumberRefusal::OtherCurrency(currency) => Self::OtherCurrency(currency),
        }
    }
}

/// Reads an amount in the shop's currency; `None` when nothing is typed.
///
/// # Errors
/// What is no amount, has a fraction the currency does not know, or could be no sale.
pub fn amount(text: &str, currency: Currency) -> Result<Option<Money>, TypedRefusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let kind = NumberKind::Amount { decimals: currency.decimals() };
    let mark = decimal_mark([text], kind).unwrap_or_default();
    let (amount, was_rounded) = read_amount(text, mark, currency)?;
    if was_rounded {
        return Err(TypedRefusal::TooFine);
    }
    Ok(Some(check_amount(amount)?))
}

/// Writes an amount as [`amount`] reads it, for a field that is filled in beforehand.
#[must_use]
pub fn plain(amount: Money, currency: Currency) -> String {
    let (per, minor) = (currency.minor_per_major().unsigned_abs(), amount.0.unsigned_abs());
    let sign = if amount < Money::ZERO { "-" } else { "" };
    match currency.decimals() {
        0 => format!("{sign}{minor}"),
        decimals => {
            let width = decimals as usize;
            format!("{sign}{}.{:0width$}", minor / per, minor % per)
        }
    }
}

/// Writes a quantity in thousandths as [`line()`] reads it; nothing for one not written down.
#[must_use]
pub fn quantity(thousandths: i64) -> String {
    if thousandths == 0 {
        return String::new();
    }
    let (whole, rest) = (thousandths / 1000, (thousandths % 1000).unsigned_abs());
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}") }
}

/// Reads a share in a hundred parts: `30`, `30 %`, `۳۰٪`.
///
/// # Errors
/// What is no whole number from 0 to 100.
pub fn percent(text: &str) -> Result<u8, TypedRefusal> {
    let text = text.trim().trim_matches(['%', '٪']).trim();
    let (value, was_rounded) = fraction(text)?.scaled(0).ok_or(TypedRefusal::NotAShare)?;
    if was_rounded {
        return Err(TypedRefusal::TooFine);
    }
    u8::try_from(value).ok().filter(|percent| *percent <= 100).ok_or(TypedRefusal::NotAShare)
}

/// Reads a number with one decimal at most, as tenths: `2.5` is 25.
///
/// # Errors
/// What is no such number; one beyond the range gives its end, for the limits to refuse.
pub fn tenths(text: &str) -> Result<u16, TypedRefusal> {
    let (value, was_rounded) = fraction(text)?.scaled(1).ok_or(TypedRefusal::NotANumber)?;
    if was_rounded {
        return Err(TypedRefusal::TooFine);
    }
    Ok(u16::try_from(value).unwrap_or(if value < 0 { 0 } else { u16::MAX }))
}

fn fraction(text: &str) -> Result<Number, TypedRefusal> {
    let mark = decimal_mark([text], NumberKind::Quantity).unwrap_or_default();
    Ok(read(text, mark)?)
}

/// Reads a product line; `None` when nothing is typed in any of its fields.
///
/// # Errors
/// A line without a product, or a quantity or price that is none.
pub fn line(
    product: &str,
    quantity: &str,
    price: &str,
    currency: Currency,
) -> Result<Option<Line>, TypedRefusal> {
    let [product, quantity] = [product, quantity].map(str::trim);
    let price = amount(price, currency)?;
    if product.is_empty() && quantity.is_empty() && price.is_none() {
        return Ok(None);
    }
    if product.is_empty() {
        return Err(TypedRefusal::NoProduct);
    }
    let mark = decimal_mark([quantity], NumberKind::Quantity).unwrap_or(DecimalMark::Point);
    let quantity_thousandths =
        if quantity.is_empty() { 0 } else { read_thousandths(quantity, mark)? };
    if quantity_thousandths < 0 {
        return Err(AmountRefusal::Negative.into());
    }
    Ok(Some(Line { product: product.to_owned(), quantity_thousandths, price }))
}

/// What the lines cost together; `None` when one of them has no price, or there are none.
///
/// A line without a quantity counts once.
#[must_use]
pub fn lines_total(lines: &[Line]) -> Option<Money> {
    let of_line = |line: &Line| {
        let price = i128::from(line.price?.0);
        let quantity = match line.quantity_thousandths {
            0 => 1000,
            thousandths => i128::from(thousandths),
        };
        Some(Money(i64::try_from((price * quantity + 500) / 1000).unwrap_or(i64::MAX)))
    };
    if lines.is_empty() {
        return None;
    }
    lines.iter().map(of_line).try_fold(Money::ZERO, |sum, money| Some(sum + money?))
}

/// An amount in the making, key by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keyed {
    /// ASCII digits, with a point before the fraction.
    text: String,
}

impl Keyed {
    /// The keys that give an amount.
    #[must_use]
    pub fn of(amount: Money, currency: Currency) -> Self {
        let text = plain(amount, currency);
        let text = text.trim_end_matches(|c| c == '0' && text.contains('.'));
        Self { text: text.trim_end_matches('.').to_owned() }
    }

    /// Whether nothing was pressed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Presses a digit, 0 to 9; one that would make more decimals than there are, or an amount
    /// beyond any sale, changes nothing.
    pub fn digit(&mut self, digit: u8, currency: Currency) {
        let longest = 13;
        let is_full = match self.text.split_once('.') {
            Some((_, fraction)) => fraction.len() >= currency.decimals() as usize,
            None => self.text.len() >= longest,
        };
        if digit > 9 || is_full {
            return;
        }
        if self.text == "0" {
            self.text.clear();
        }
        self.text.push(char::from(b'0' + digit));
    }

    /// Presses the mark of the fraction, where the currency has one.
    pub fn mark(&mut self, currency: Currency) {
        if currency.decimals() == 0 || self.text.contains('.') {
            return;
        }
        if self.text.is_empty() {
            self.text.push('0');
        }
        self.text.push('.');
    }

    /// Takes the last key back.
    pub fn back(&mut self) {
        self.text.pop();
    }

    /// The whole part, and the decimals typed behind the mark; `None` without a mark.
    #[must_use]
    pub fn parts(&self) -> (&str, Option<&str>) {
        match self.text.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (&self.text, None),
        }
    }

    /// The amount so far; an amount no sale can have is still given, for the check to refuse.
    #[must_use]
    pub fn amount(&self, currency: Currency) -> Money {
        let (whole, fraction) = self.parts();
        let fraction = fraction.unwrap_or_default();
        let missing = (currency.decimals() as usize).saturating_sub(fraction.len());
        let digits = format!("{whole}{fraction}{}", "0".repeat(missing));
        Money(digits.parse().unwrap_or_default())
    }
}

/// The day of a date field, as browsers write it (2026-03-01); an empty field is today.
///
/// # Errors
/// A day nothing can be sold on; what is no day at all counts as one that is far ahead.
pub fn day(text: &str, today: Day) -> Result<Day, DayRefusal> {
    if text.is_empty() {
        return Ok(today);
    }
    check_day(text.parse().map_or(Day(i32::MAX), Day::from_date), today)
}

/// A day that is still to come, as a browser's calendar writes it; `None` for what is no day, and
/// for one that is today or before.
#[must_use]
pub fn coming_day(text: &str, today: Day) -> Option<Day> {
    text.parse().ok().map(Day::from_date).filter(|day| *day > today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_to_come_is_after_today() {
        let today = Day::from_date("2026-11-27".parse().expect("a date"));
        assert_eq!(coming_day("2026-11-28", today), Some(today.plus(1)));
        for text in ["2026-11-27", "2025-11-28", "", "soon"] {
            assert_eq!(coming_day(text, today), None, "{text}");
        }
    }

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    #[test]
    fn amounts_are_read_or_refused_with_the_reason() {
        let check = |text: &str, code: &str, expected| {
            assert_eq!(amount(text, currency(code)), expected, "{text} {code}");
        };
        check("1 150", "HUF", Ok(Some(Money(1150))));
        check("11,50", "EUR", Ok(Some(Money(1150))));
        check("۱۱٫۵", "EUR", Ok(Some(Money(1150))));
        check("  ", "EUR", Ok(None));
        check("abc", "EUR", Err(TypedRefusal::NotANumber));
        check("11,50", "HUF", Err(TypedRefusal::TooFine));
        check("5 Ft", "EUR", Err(TypedRefusal::OtherCurrency(currency("HUF"))));
        check("-5", "EUR", Err(AmountRefusal::Negative.into()));
    }

    #[test]
    fn what_is_filled_in_reads_back() {
        for (minor, code, text) in
            [(1150, "HUF", "1150"), (1150, "EUR", "11.50"), (5, "EUR", "0.05")]
        {
            assert_eq!(plain(Money(minor), currency(code)), text);
            assert_eq!(amount(text, currency(code)), Ok(Some(Money(minor))));
        }
    }

    #[test]
    fn a_quantity_reads_back() {
        for (thousandths, text) in [(0, ""), (2000, "2"), (1500, "1.500"), (50, "0.050")] {
            assert_eq!(quantity(thousandths), text);
            let read = line("roll", text, "", currency("HUF")).map(|line| line.unwrap());
            assert_eq!(read.map(|line| line.quantity_thousandths), Ok(thousandths));
        }
    }

    #[test]
    fn a_share_is_a_whole_number_up_to_a_hundred() {
        let check = |text, expected| assert_eq!(percent(text), expected, "{text}");
        check("30", Ok(30));
        check("30 %", Ok(30));
        check("۳۰٪", Ok(30));
        check("100", Ok(100));
        check("101", Err(TypedRefusal::NotAShare));
        check("-1", Err(TypedRefusal::NotAShare));
        check("12.5", Err(TypedRefusal::TooFine));
        check("many", Err(TypedRefusal::NotANumber));
    }

    #[test]
    fn limits_have_one_decimal() {
        assert_eq!(tenths("2,5"), Ok(25));
        assert_eq!(tenths("۳"), Ok(30));
        assert_eq!(tenths("2.55"), Err(TypedRefusal::TooFine));
        assert_eq!(tenths("-1"), Ok(0));
        assert_eq!(tenths("99999"), Ok(u16::MAX));
    }

    #[test]
    fn a_line_needs_only_its_product() {
        let huf = currency("HUF");
        let roll = |quantity_thousandths, price| {
            Ok(Some(Line { product: "roll".into(), quantity_thousandths, price }))
        };
        assert_eq!(line(" roll ", "", "", huf), roll(0, None));
        assert_eq!(line("roll", "1,5", "300", huf), roll(1500, Some(Money(300))));
        assert_eq!(line("", " ", "", huf), Ok(None));
        assert_eq!(line("", "2", "", huf), Err(TypedRefusal::NoProduct));
        assert_eq!(line("roll", "-2", "", huf), Err(AmountRefusal::Negative.into()));
    }

    #[test]
    fn lines_add_up_when_all_have_a_price() {
        let line = |quantity_thousandths, price: Option<i64>| Line {
            product: "roll".into(),
            quantity_thousandths,
            price: price.map(Money),
        };
        assert_eq!(lines_total(&[line(2000, Some(300)), line(0, Some(50))]), Some(Money(650)));
        assert_eq!(lines_total(&[line(1000, None), line(0, Some(50))]), None);
        assert_eq!(lines_total(&[]), None);
    }

    #[test]
    fn keys_make_an_amount() {
        let press = |keys: &str, code: &str| {
            let mut keyed = Keyed::default();
            for key in keys.chars() {
                match key.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
                    Some(digit) => keyed.digit(digit, currency(code)),
                    None if key == '<' => keyed.back(),
                    None => keyed.mark(currency(code)),
                }
            }
            keyed
        };
        let check = |keys: &str, code: &str, minor| {
            assert_eq!(press(keys, code).amount(currency(code)), Money(minor), "{keys} {code}");
        };
        check("", "HUF", 0);
        check("1150", "HUF", 1150);
        check("0011", "HUF", 11);
        check("11.5", "HUF", 115);
        check("11.509", "EUR", 1150);
        check("11..5", "EUR", 1150);
        check(".5", "EUR", 50);
        check("115<0", "HUF", 110);
        check("99999999999999999999", "HUF", 9_999_999_999_999);
        assert_eq!(press("11.", "EUR").parts(), ("11", Some("")));
        assert_eq!(Keyed::of(Money(1150), currency("EUR")), press("11.5", "EUR"));
        assert_eq!(Keyed::of(Money(1100), currency("HUF")), press("1100", "HUF"));
    }

    #[test]
    fn the_day_of_a_date_field_is_today_until_another_is_typed() {
        let today = Day(20_000);
        assert_eq!(day("", today), Ok(today));
        assert_eq!(day(&today.plus(-1).date().to_string(), today), Ok(today.plus(-1)));
        assert_eq!(day(&today.plus(1).date().to_string(), today), Err(DayRefusal::Future));
        assert_eq!(day("yesterday", today), Err(DayRefusal::Future));
        assert_eq!(day("1066-10-14", today), Err(DayRefusal::BeforeFirst));
    }
}
