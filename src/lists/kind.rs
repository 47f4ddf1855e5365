//! Kinds of field, and which questions each takes: the one table that the form on screen and the
//! reader of the text both follow.

use crate::lists::choice::Choices;

/// What sort of thing a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text, or several texts; a question is answered by any of them.
    Text,
    /// One of a few.
    Choice(Choices),
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A day.
    Day,
    /// A day that comes every year.
    Birthday,
    /// A field of the shop's own: [`own::kind`](crate::lists::own::kind) says of which kind it is.
    Own,
}

/// A question to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Is it one of these texts, word for word, in any order of words?
    Is,
    /// Does it hold each word of one of these, anywhere?
    Contains,
    /// Does each word of one of these begin a word of it?
    Begins,
    /// Is it one of these choices?
    OneOf,
    /// Is it so?
    Yes,
    /// Is it larger?
    Over,
    /// Is it smaller?
    Under,
    /// Does it lie between two, both with it?
    Between,
    /// Is it exactly so much?
    Equals,
    /// Does it lie in the last days, today with them?
    InLast,
    /// Is it so long ago or longer?
    OlderThan,
    /// Does it come within the next days, today with them?
    InNext,
    /// Does it lie before a day?
    Before,
    /// Does it lie after a day?
    After,
    /// Does it lie between two days, both with it?
    BetweenDays,
    /// Does it lie in the month of today?
    ThisMonth,
    /// Does it lie in the year of today?
    ThisYear,
    /// Is anything known at all?
    Known,
}

/// What a question needs besides the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// One text or more.
    Texts,
    /// One choice or more.
    Choices,
    /// An amount or a number, as the field holds.
    Limit,
    /// Two of these, the lower first.
    TwoLimits,
    /// So many days, weeks, months or years.
    Stretch,
    /// A day.
    Day,
    /// Two days, the earlier first.
    TwoDays,
}

impl Verb {
    /// Every question.
    pub const ALL: [Self; 18] = [
        Self::Is,
        Self::Contains,
        Self::Begins,
        Self::OneOf,
        Self::Yes,
        Self::Over,
        Self::Under,
        Self::Between,
        Self::Equals,
        Self::InLast,
        Self::OlderThan,
        Self::InNext,
        Self::Before,
        Self::After,
        Self::BetweenDays,
        Self::ThisMonth,
        Self::ThisYear,
        Self::Known,
    ];

    /// Its name in the text of a filter; two that no field takes both of may share one.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Is | Self::OneOf => "is",
            Self::Contains => "contains",
            Self::Begins => "begins",
            Self::Yes => "yes",
            Self::Over => "over",
            Self::Under => "under",
            Self::Between | Self::BetweenDays => "between",
            Self::Equals => "equals",
            Self::InLast => "in-last",
            Self::OlderThan => "older-than",
            Self::InNext => "in-next",
            Self::Before => "before",
            Self::After => "after",
            Self::ThisMonth => "this-month",
            Self::ThisYear => "this-year",
            Self::Known => "known",
        }
    }

    /// What it needs besides the field.
    #[must_use]
    pub fn takes(self) -> Takes {
        match self {
            Self::Is | Self::Contains | Self::Begins => Takes::Texts,
            Self::OneOf => Takes::Choices,
            Self::Over | Self::Under | Self::Equals => Takes::Limit,
            Self::Between => Takes::TwoLimits,
            Self::InLast | Self::OlderThan | Self::InNext => Takes::Stretch,
            Self::Before | Self::After => Takes::Day,
            Self::BetweenDays => Takes::TwoDays,
            Self::Yes | Self::ThisMonth | Self::ThisYear | Self::Known => Takes::Nothing,
        }
    }
}

const OF_NUMBERS: [Verb; 5] = [Verb::Over, Verb::Under, Verb::Between, Verb::Equals, Verb::Known];

impl Kind {
    /// The questions a field of this kind takes, in the order a form shows them; each also the
    /// other way round.
    #[must_use]
    pub fn tests(self) -> &'static [Verb] {
        match self {
            Self::Text => &[Verb::Is, Verb::Contains, Verb::Begins, Verb::Known],
            Self::Choice(_) => &[Verb::OneOf, Verb::Known],
            Self::YesNo => &[Verb::Yes],
            Self::Number | Self::Money => &OF_NUMBERS,
            Self::Day => &[
                Verb::InLast,
                Verb::OlderThan,
                Verb::InNext,
                Verb::Before,
                Verb::After,
                Verb::BetweenDays,
                Verb::ThisMonth,
                Verb::ThisYear,
                Verb::Known,
            ],
            Self::Birthday => {
                &[Verb::InNext, Verb::InLast, Verb::BetweenDays, Verb::ThisMonth, Verb::Known]
            }
            // Whatever some kind takes that the shop's own fields may have.
            Self::Own => &[
                Verb::Is,
                Verb::Contains,
                Verb::Begins,
                Verb::Yes,
                Verb::Over,
                Verb::Under,
                Verb::Between,
                Verb::Equals,
                Verb::InLast,
                Verb::OlderThan,
                Verb::InNext,
                Verb::Before,
                Verb::After,
                Verb::BetweenDays,
                Verb::ThisMonth,
                Verb::ThisYear,
                Verb::Known,
            ],
        }
    }

    /// The choices of a field of this kind; none for another kind.
    #[must_use]
    pub fn choices(self) -> Option<Choices> {
        match self {
            Self::Choice(choices) => Some(choices),
            Self::Text
            | Self::YesNo
            | Self::Number
            | Self::Money
            | Self::Day
            | Self::Birthday
            | Self::Own => None,
        }
    }
}
