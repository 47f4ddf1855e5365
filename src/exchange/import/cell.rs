//! One cell with its place, read as what its column means.

use super::{Options, Problem, Reason};
use crate::calendar::{Birthday, Moment};
use crate::exchange::columns::Meaning;
use crate::exchange::dates::{self, DateOrder, DateRefusal};
use crate::exchange::numbers::{self, DecimalMark, NumberRefusal};
use crate::money::{Currency, MAX_AMOUNT, Money};
use crate::purchase::{AmountRefusal, DayRefusal, check_amount, check_day};

/// The longest name, number or label.
pub(super) const MAX_TEXT: usize = 300;
/// The longest note or address.
pub(super) const MAX_NOTE: usize = 5_000;

/// A cell with its place, for problems.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) line: u32,
    pub(super) column: usize,
    pub(super) meaning: Meaning,
    pub(super) mark: DecimalMark,
    pub(super) text: &'a str,
}

impl Cell<'_> {
    /// A problem with this cell.
    pub(super) fn problem(&self, reason: Reason) -> Problem {
        Problem::of_cell(self.line, self.column, self.meaning, self.text, reason)
    }

    /// The text, when it is not too long.
    pub(super) fn checked(&self, most: usize) -> Result<String, Problem> {
        if self.text.len() > most && self.text.chars().count() > most {
            return Err(self.problem(Reason::TextTooLong { most }));
        }
        Ok(self.text.to_owned())
    }

    /// An amount of money; counts one that lost decimals.
    pub(super) fn amount(
        &self,
        currency: Currency,
        n_rounded: &mut usize,
    ) -> Result<Money, Problem> {
        let refused = |refusal| match refusal {
            NumberRefusal::NotANumber => Reason::NotANumber,
            NumberRefusal::TooLarge => Reason::TooLarge { largest: MAX_AMOUNT },
            NumberRefusal::OtherCurrency(other) => Reason::OtherCurrency(other),
        };
        let read = numbers::read_amount(self.text, self.mark, currency);
        let (amount, is_rounded) = read.map_err(|refusal| self.problem(refused(refusal)))?;
        *n_rounded += usize::from(is_rounded);
        check_amount(amount).map_err(|refusal| {
            self.problem(match refusal {
                AmountRefusal::TooLarge { largest } => Reason::TooLarge { largest },
                AmountRefusal::Negative
                | AmountRefusal::MoreThanPaid { .. }
                | AmountRefusal::Zero => Reason::Negative,
            })
        })
    }

    /// An amount given back, which some programs write as below zero.
    pub(super) fn refunded(
        &self,
        currency: Currency,
        n_rounded: &mut usize,
    ) -> Result<Money, Problem> {
        let text = self.text.trim_start_matches(['-', '−']);
        Cell { text, ..*self }.amount(currency, n_rounded)
    }

    /// A quantity in thousandths.
    pub(super) fn quantity(&self) -> Result<i64, Problem> {
        let read = numbers::read_thousandths(self.text, self.mark);
        read.map_err(|_| self.problem(Reason::NotANumber))
    }

    /// A birthday, with its year or without.
    pub(super) fn birthday(&self, order: Option<DateOrder>) -> Result<Birthday, Problem> {
        let read = dates::read_birthday(self.text, order);
        read.map_err(|refusal| self.problem(not_a_day(refusal)))
    }

    /// A moment of a purchase, not later than today.
    pub(super) fn moment(&self, options: &Options) -> Result<Moment, Problem> {
        let Options { date_order, utc_offset_minutes, today, .. } = *options;
        let read = dates::read(self.text, date_order, utc_offset_minutes);
        let moment = read.map_err(|refusal| self.problem(not_a_day(refusal)))?;
        let day = moment.day;
        let refused = |refusal| {
            let meant = dates::suggest(day, today);
            self.problem(match refusal {
                DayRefusal::Future => Reason::Future { read: day, meant },
                DayRefusal::BeforeFirst => Reason::BeforeFirst { read: day, meant },
            })
        };
        check_day(day, today).map_err(refused)?;
        Ok(moment)
    }

    /// Refuses the letters of another currency.
    pub(super) fn check_currency(&self, currency: Currency) -> Result<(), Problem> {
        let amount = format!("{} 0", self.text);
        match numbers::read_amount(&amount, DecimalMark::Point, currency) {
            Err(NumberRefusal::OtherCurrency(other)) => {
                Err(self.problem(Reason::OtherCurrency(other)))
            }
            Err(NumberRefusal::NotANumber | NumberRefusal::TooLarge) | Ok(_) => Ok(()),
        }
    }

    /// A yes or a no in any of five languages.
    pub(super) fn yes_or_no(&self) -> Result<bool, Problem> {
        match self.text.to_lowercase().as_str() {
            "1" | "yes" | "y" | "true" | "x" | "✓" | "igen" | "i" | "да" | "так" | "بله"
            | "آری" => Ok(true),
            "0" | "no" | "n" | "false" | "nem" | "нет" | "ні" | "خیر" | "نه" => Ok(false),
            _ => Err(self.problem(Reason::NotYesOrNo)),
        }
    }
}

/// What stands in a cell to say that nothing stands there.
pub(super) fn is_blank(text: &str) -> bool {
    matches!(text, "" | "-" | "–" | "—" | "n/a" | "N/A" | "null" | "NULL")
}

/// The several values of one cell.
pub(super) fn several(text: &str) -> impl Iterator<Item = &str> {
    let is_break = |c: char| matches!(c, ',' | ';' | '\n' | '\r' | '،');
    let by_colons = text.contains(":::");
    let parts: Vec<&str> =
        if by_colons { text.split(":::").collect() } else { text.split(is_break).collect() };
    parts.into_iter().map(str::trim).filter(|part| !is_blank(part))
}

fn not_a_day(refusal: DateRefusal) -> Reason {
    match refusal {
        DateRefusal::NotADate => Reason::NotADate,
        DateRefusal::DayOrMonth => Reason::DayOrMonth,
    }
}
