//! What verbs need, read: numbers, amounts, days and stretches of time.

use super::words::Words;
use super::{Misread, Reason};
use crate::lists::cell::Number;
use crate::lists::choice::{Choice, Choices};
use crate::lists::kind::Kind;
use crate::lists::span::{Stretch, Unit};
use crate::lists::test::Limit;
use crate::units::calendar::Day;
use crate::units::money::{Currency, Money};

/// One text or more, parted by commas.
pub(super) fn texts(words: &mut Words) -> Result<Vec<String>, Misread> {
    let mut texts = vec![words.quoted()?];
    while words.skips_sign(',') {
        texts.push(words.quoted()?);
    }
    Ok(texts)
}

/// One choice or more, parted by commas.
pub(super) fn choices(words: &mut Words, of: Choices) -> Result<Vec<Choice>, Misread> {
    let mut choices = Vec::new();
    loop {
        let word = words.word();
        let choice = of.of_token(word.text);
        choices.push(choice.ok_or_else(|| word.misread(Reason::UnknownChoice))?);
        if !words.skips_sign(',') {
            return Ok(choices);
        }
    }
}

pub(super) fn stretch(words: &mut Words) -> Result<Stretch, Misread> {
    let n = words.word();
    if n.text.is_empty() || !n.text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(n.misread(Reason::NumberExpected));
    }
    let count = n.text.parse().map_err(|_| n.misread(Reason::NumberOutOfRange))?;
    let word = words.word();
    let unit = Unit::ALL.into_iter().find(|unit| unit.token() == word.text);
    Ok(Stretch { n: count, unit: unit.ok_or_else(|| word.misread(Reason::UnitExpected))? })
}

pub(super) fn day(words: &mut Words) -> Result<Day, Misread> {
    let word = words.word();
    day_of(word.text).ok_or_else(|| word.misread(Reason::DayExpected))
}

/// The day of `2026-11-30`; `None` for any other form.
fn day_of(text: &str) -> Option<Day> {
    let has_form = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !has_form {
        return None;
    }
    Day::from_ymd(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
}

/// Whether the next word is a day.
pub(super) fn is_day(mut words: Words) -> bool {
    day_of(words.word().text).is_some()
}

/// A number, or an amount with its currency.
pub(super) fn limit(words: &mut Words, kind: Kind) -> Result<Limit, Misread> {
    let number = words.word();
    let (whole, decimals) =
        parts(number.text).ok_or_else(|| number.misread(Reason::NumberExpected))?;
    let in_units = |n: u32| {
        units(number.text, whole, decimals, n)
            .ok_or_else(|| number.misread(Reason::NumberOutOfRange))
    };
    let mut after = *words;
    let word = after.word();
    if let Some(currency) = Currency::parse(word.text).filter(|known| known.code() == word.text) {
        *words = after;
        return Ok(Limit::Money(Money(in_units(currency.decimals())?), currency));
    }
    if kind == Kind::Money {
        return Err(word.misread(Reason::CurrencyExpected));
    }
    Ok(Limit::Number(Number(in_units(3)?)))
}

/// The digits before and after the point; `None` for what is no number.
fn parts(text: &str) -> Option<(&str, &str)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = match digits.split_once('.') {
        Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
        Some(_) => return None,
        None => (digits, ""),
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && is_number(whole) && is_number(decimals)).then_some((whole, decimals))
}

/// The number in units of so many decimals; `None` when it is finer or does not fit.
fn units(text: &str, whole: &str, decimals: &str, n: u32) -> Option<i64> {
    let wanted = usize::try_from(n).ok()?;
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > wanted {
        return None;
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    format!("{sign}{whole}{decimals:0<wanted$}").parse().ok()
}
