//! What cannot go in, where it stands and why.

use serde::{Deserialize, Serialize};

use crate::files::columns::Meaning;
use crate::files::table::Damage;
use crate::units::calendar::Day;
use crate::units::money::{Currency, Money};

/// A row that cannot go in, or a purchase of several rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line it begins on.
    pub line: u32,
    /// The column with the trouble, or where it can be mended; `None` for a whole row.
    pub column: Option<usize>,
    /// What that column means.
    pub meaning: Meaning,
    /// What stands there, cut to a readable length.
    pub value: String,
    /// Why it cannot go in.
    pub reason: Reason,
}

/// How much of a cell is shown.
const EXCERPT: usize = 60;

/// A cell, cut to a readable length.
pub(super) fn excerpt(text: &str) -> String {
    let cut: String = text.chars().take(EXCERPT + 1).collect();
    if cut.chars().count() > EXCERPT {
        return cut.chars().take(EXCERPT - 1).chain(['…']).collect();
    }
    cut
}

impl Problem {
    /// A problem of a whole row.
    pub(in crate::files::import) fn of_row(line: u32, reason: Reason) -> Self {
        Self { line, column: None, meaning: Meaning::Ignore, value: String::new(), reason }
    }

    /// A problem of one cell.
    pub(in crate::files::import) fn of_cell(
        line: u32,
        column: usize,
        meaning: Meaning,
        value: &str,
        reason: Reason,
    ) -> Self {
        Self { line, column: Some(column), meaning, value: excerpt(value), reason }
    }

    /// Points a problem of a whole row to the column where it can be mended, if there is one.
    pub(in crate::files::import) fn locate(&mut self, mapping: &[Meaning]) {
        let is_there = |meaning: &Meaning| match self.reason {
            Reason::NoDate => matches!(meaning, Meaning::Date | Meaning::Year),
            Reason::NoAmount | Reason::ReturnOfNothing { .. } => {
                matches!(meaning, Meaning::Amount | Meaning::Price)
            }
            Reason::RefundTooLarge { .. } => *meaning == Meaning::Refunded,
            Reason::Nobody | Reason::NotKnown | Reason::SeveralFit => meaning.is_who(),
            _ => false,
        };
        if self.column.is_none() {
            self.column = mapping.iter().position(is_there);
            self.meaning = self.column.map_or(Meaning::Ignore, |column| mapping[column]);
        }
    }

    /// Something of a file of contacts that could not be read.
    pub(in crate::files::import) fn damaged(line: u32, damage: Damage) -> Self {
        Self::of_row(line, Reason::Damaged(damage))
    }

    /// A quotation that never ends.
    pub(in crate::files::import) fn unclosed(line: u32) -> Self {
        Self::of_row(line, Reason::UnclosedQuotation)
    }
}

/// Why a row cannot go in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Reason {
    /// Not a number where one is needed.
    #[error("not a number")]
    NotANumber,
    /// An amount below zero.
    #[error("below zero")]
    Negative,
    /// A slip of the keyboard rather than an amount.
    #[error("above the largest amount")]
    TooLarge {
        /// The largest amount there may be.
        largest: Money,
    },
    /// The amount is in another currency than the shop's.
    #[error("in {}", .0.code())]
    OtherCurrency(Currency),
    /// More was given back than was paid.
    #[error("more given back than was paid")]
    RefundTooLarge {
        /// What was paid.
        paid: Money,
    },
    /// Money given back, and no purchase it could be of.
    #[error("no purchase it could be of")]
    ReturnOfNothing {
        /// What was given back.
        amount: Money,
    },
    /// A purchase without an amount.
    #[error("no amount")]
    NoAmount,
    /// A purchase without a day.
    #[error("no date")]
    NoDate,
    /// Not a day of any calendar.
    #[error("not a date")]
    NotADate,
    /// Not a time of day, beside a date that has none.
    #[error("not a time")]
    NotATime,
    /// A day that can be read in two ways, and nobody said which.
    #[error("a day or a month first")]
    DayOrMonth,
    /// It has not come yet.
    #[error("in the future")]
    Future {
        /// The day as it was read.
        read: Day,
        /// The day that was probably meant.
        meant: Option<Day>,
    },
    /// Before 1900.
    #[error("before 1900")]
    BeforeFirst {
        /// The day as it was read.
        read: Day,
        /// The day that was probably meant.
        meant: Option<Day>,
    },
    /// What a spreadsheet shows where it could not work something out: `#REF!`, `########`.
    #[error("spoilt by a spreadsheet")]
    Spoilt,
    /// A birthday that stands for none, such as `0000-00-00`.
    #[error("stands for no birthday")]
    NoBirthday,
    /// A year of birth without the day.
    #[error("a year alone")]
    BirthYearAlone,
    /// Letters in a phone number.
    #[error("letters in a phone number")]
    PhoneLetters,
    /// A phone number too short or too long to call.
    #[error("too few or too many digits")]
    PhoneLength,
    /// Not like name@place.
    #[error("not an email address")]
    NotAnEmail,
    /// Neither a yes nor a no.
    #[error("neither yes nor no")]
    NotYesOrNo,
    /// None of the choices of a field that the owner added.
    #[error("none of the choices")]
    NotAChoice,
    /// No name, phone, email, card or number: whose is it?
    #[error("nobody named")]
    Nobody,
    /// Nobody like this is known, and only known customers are to be completed.
    #[error("not known yet")]
    NotKnown,
    /// More than one customer fits.
    #[error("several customers fit")]
    SeveralFit,
    /// Someone else has this card number.
    #[error("someone else has this card")]
    CardTaken {
        /// Who has it.
        by: String,
    },
    /// More cells than there are columns: a separator too many.
    #[error("more than {most} cells")]
    TooManyCells {
        /// How many columns there are.
        most: usize,
    },
    /// Fewer cells than columns, where only blanks part them.
    #[error("fewer than {least} cells")]
    TooFewCells {
        /// How many columns there are.
        least: usize,
    },
    /// A text longer than anybody writes.
    #[error("more than {most} letters")]
    TextTooLong {
        /// How many letters there may be.
        most: usize,
    },
    /// A quotation mark that opens and is never closed.
    #[error("a quotation that never ends")]
    UnclosedQuotation,
    /// Something of a file of contacts that could not be read.
    #[error("a damaged contact")]
    Damaged(Damage),
    /// The first row of the same purchase was set aside.
    #[error("of the purchase on line {line}")]
    OfSetAside {
        /// The line of that row.
        line: u32,
    },
}
