//! Cells: what a field of one customer says, typed, so that the screen, a file and an order each
//! make of it what they need.

use crate::lists::choice::Choice;
use crate::units::calendar::{Birthday, Day};
use crate::units::money::Money;

/// A number in thousandths: 7.5 is 7,500.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub i64);

impl Number {
    /// How many thousandths one is.
    pub const ONE: i64 = 1_000;

    /// A whole number; one beyond nine quadrillions is taken for the end of the range.
    #[must_use]
    pub fn whole(n: i64) -> Self {
        Self(n.saturating_mul(Self::ONE))
    }

    /// A number in tenths.
    #[must_use]
    pub fn tenths(n: u32) -> Self {
        Self(i64::from(n) * (Self::ONE / 10))
    }
}

/// What a field of one customer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Nothing,
    /// One text.
    Text(String),
    /// Several texts, such as tags, in the order of recording.
    Texts(Vec<String>),
    /// An amount in the shop's currency.
    Money(Money),
    /// A number.
    Number(Number),
    /// A day.
    Day(Day),
    /// A day of the year, with the year where it is known.
    Birthday(Birthday),
    /// Yes or no.
    YesNo(bool),
    /// One of a few: a status, a segment, a class, a channel.
    Choice(Choice),
}

impl Cell {
    /// A text, or nothing where it is empty.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }

    /// Several texts, or nothing where there are none.
    #[must_use]
    pub fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
        if texts.is_empty() { Self::Nothing } else { Self::Texts(texts) }
    }

    /// How much it is, in thousandths or minor units, where it is a number or an amount.
    pub(in crate::lists) fn amount(&self) -> Option<i64> {
        if let Self::Number(Number(amount)) | Self::Money(Money(amount)) = self {
            Some(*amount)
        } else {
            None
        }
    }

    /// The day, where it is one.
    pub(in crate::lists) fn day(&self) -> Option<Day> {
        if let Self::Day(day) = self { Some(*day) } else { None }
    }

    /// The choice, where it is one.
    pub(in crate::lists) fn choice(&self) -> Option<Choice> {
        if let Self::Choice(choice) = self { Some(*choice) } else { None }
    }

    /// The texts, where it is one or several.
    pub(in crate::lists) fn each_text(&self) -> &[String] {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Texts(texts) => texts,
            Self::Nothing
            | Self::Money(_)
            | Self::Number(_)
            | Self::Day(_)
            | Self::Birthday(_)
            | Self::YesNo(_)
            | Self::Choice(_) => &[],
        }
    }

    /// By what rows are put in order.
    #[must_use]
    pub fn sort_key(&self) -> SortKey<'_> {
        match self {
            Self::Nothing => SortKey::Nothing,
            Self::Text(text) => SortKey::Text(text),
            Self::Texts(texts) => {
                texts.first().map_or(SortKey::Nothing, |text| SortKey::Text(text))
            }
            Self::Money(money) => SortKey::Number(money.0),
            Self::Number(number) => SortKey::Number(number.0),
            Self::Day(day) => SortKey::Number(i64::from(day.0)),
            // By the day of the year, whatever the year of birth.
            Self::Birthday(birthday) => {
                SortKey::Number(i64::from(birthday.month() * 100 + birthday.day()))
            }
            Self::YesNo(yes) => SortKey::Number(i64::from(*yes)),
            Self::Choice(choice) => SortKey::Number(choice_rank(*choice)),
        }
    }
}

/// Choices in the order in which a form shows them.
fn choice_rank(choice: Choice) -> i64 {
    let all = choice.of().all();
    let place = all.iter().position(|other| *other == choice);
    place.and_then(|place| i64::try_from(place).ok()).unwrap_or(i64::MAX)
}

/// By what rows are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey<'a> {
    /// Nothing is known: last, whichever the direction.
    Nothing,
    /// By size.
    Number(i64),
    /// As a language orders texts: whoever sorts asks the browser.
    Text(&'a str),
}

impl<'a> SortKey<'a> {
    /// The text, where it is one.
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}
