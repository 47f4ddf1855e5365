//! One cell with its place, read as what its column means.

use super::contact::{code, visible};
use super::{Options, Problem, Reason, Tidied};
use crate::files::columns::{Meaning, yes_or_no};
use crate::files::dates::{self, Beside, BirthdayRefusal, DateRefusal};
use crate::trade::purchase::{DayRefusal, check_day};
use crate::units::calendar::{Birthday, Day, Moment};
use crate::units::money::{Currency, MAX_AMOUNT, Money};
use crate::units::numbers::{self, DecimalMark, Number, NumberRefusal};

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

    /// That this was read of the cell, which looks otherwise.
    pub(super) fn tidied(&self, read: &str) -> Tidied {
        Tidied::new(self.line, self.column, self.text, read)
    }

    /// The text, when it is not too long.
    pub(super) fn checked(&self, most: usize) -> Result<String, Problem> {
        self.text(most).map(str::to_owned)
    }

    /// The same without a copy.
    pub(super) fn text(&self, most: usize) -> Result<&str, Problem> {
        if self.text.len() > most && self.text.chars().count() > most {
            return Err(self.problem(Reason::TextTooLong { most }));
        }
        Ok(self.text)
    }

    /// A name or label, without marks that nobody sees.
    pub(super) fn name(&self) -> Result<String, Problem> {
        self.text(MAX_TEXT).map(visible)
    }

    /// The number of a card, a customer or an order, without marks that nobody sees.
    pub(super) fn code(&self) -> Result<String, Problem> {
        self.text(MAX_TEXT).map(code)
    }

    /// An amount of money with its sign; counts one that lost decimals.
    pub(super) fn amount(
        &self,
        currency: Currency,
        n_rounded: &mut usize,
    ) -> Result<Money, Problem> {
        let too_large = || self.problem(Reason::TooLarge { largest: MAX_AMOUNT });
        let number = self.number(currency)?;
        let (minor, is_rounded) = number.scaled(currency.decimals()).ok_or_else(too_large)?;
        *n_rounded += usize::from(is_rounded);
        if minor.unsigned_abs() > MAX_AMOUNT.0.unsigned_abs() {
            return Err(too_large());
        }
        Ok(Money(minor))
    }

    /// A number of the shop's money with every decimal it has.
    pub(super) fn number(&self, currency: Currency) -> Result<Number, Problem> {
        numbers::read_money(self.text, self.mark, currency).map_err(|refusal| {
            self.problem(match refusal {
                NumberRefusal::NotANumber => Reason::NotANumber,
                NumberRefusal::TooLarge => Reason::TooLarge { largest: MAX_AMOUNT },
                NumberRefusal::OtherCurrency(other) => Reason::OtherCurrency(other),
            })
        })
    }

    /// What the goods cost, which is nothing or more.
    pub(super) fn cost(&self, currency: Currency) -> Result<Money, Problem> {
        let cost = self.amount(currency, &mut 0)?;
        if cost < Money::ZERO { Err(self.problem(Reason::Negative)) } else { Ok(cost) }
    }

    /// An amount given back, which some programs write as below zero.
    pub(super) fn refunded(
        &self,
        currency: Currency,
        n_rounded: &mut usize,
    ) -> Result<Money, Problem> {
        let amount = self.amount(currency, n_rounded)?;
        Ok(Money(amount.0.saturating_abs()))
    }

    /// A quantity in thousandths.
    pub(super) fn quantity(&self) -> Result<i64, Problem> {
        let read = numbers::read_thousandths(self.text, self.mark);
        read.map_err(|_| self.problem(Reason::NotANumber))
    }

    /// A day in a field that the owner added: as our own files write it, or as the list writes days.
    pub(super) fn own_day(&self, options: &Options) -> Result<Day, Problem> {
        if let Ok(day) = self.text.trim().parse() {
            return Ok(Day::from_date(day));
        }
        let read = dates::read(self.text, options.date_order, &options.zone);
        read.map(|at| at.day).map_err(|refusal| self.problem(not_a_day(refusal)))
    }

    /// A birthday, with its year or without.
    pub(super) fn birthday(&self, options: &Options) -> Result<Birthday, Problem> {
        let order = options.birthday_order.or(options.date_order);
        dates::read_birthday(self.text, order, options.today).map_err(|refusal| {
            self.problem(match refusal {
                BirthdayRefusal::Date(refusal) => not_a_day(refusal),
                BirthdayRefusal::Nothing => Reason::NoBirthday,
                BirthdayRefusal::YearAlone => Reason::BirthYearAlone,
                BirthdayRefusal::Future(read) => Reason::Future { read, meant: None },
            })
        })
    }

    /// A moment of a purchase, not later than today.
    pub(super) fn moment(&self, beside: Beside<'_>, options: &Options) -> Result<Moment, Problem> {
        let read = dates::read_beside(self.text, beside, options.date_order, &options.zone);
        let moment = read.map_err(|refusal| self.problem(not_a_day(refusal)))?;
        let suggested = || dates::suggest(moment.day, options.today);
        self.check_day(moment.day, suggested, options)?;
        Ok(moment)
    }

    /// Refuses a day on which nothing can have been bought; `meant` is a day whose text could
    /// stand in this cell instead.
    pub(super) fn check_day(
        &self,
        day: Day,
        meant: impl FnOnce() -> Option<Day>,
        options: &Options,
    ) -> Result<(), Problem> {
        let refused = |refusal| {
            let meant = meant();
            self.problem(match refusal {
                DayRefusal::Future => Reason::Future { read: day, meant },
                DayRefusal::BeforeFirst => Reason::BeforeFirst { read: day, meant },
            })
        };
        check_day(day, options.today).map_err(refused)?;
        Ok(())
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
        yes_or_no(self.text).ok_or_else(|| self.problem(Reason::NotYesOrNo))
    }

    /// Whether writing is allowed, as programs say it; `None` while that is open.
    pub(super) fn consent(&self) -> Result<Option<bool>, Problem> {
        let text = self.text.to_lowercase().replace(['_', '-'], " ");
        match text.as_str() {
            text if ALLOWED.contains(&text) => Ok(Some(true)),
            text if REFUSED.contains(&text) => Ok(Some(false)),
            "pending" | "unconfirmed" | "unknown" => Ok(None),
            _ => self.yes_or_no().map(Some),
        }
    }

    /// Whether they are never to be written to.
    pub(super) fn never(&self) -> Result<bool, Problem> {
        self.yes_or_no().or_else(|problem| match self.consent() {
            Ok(Some(allowed)) => Ok(!allowed),
            Ok(None) | Err(_) => Err(problem),
        })
    }
}

/// Words of consent that was given.
const ALLOWED: [&str; 9] = [
    "subscribed",
    "opted in",
    "opt in",
    "granted",
    "allowed",
    "confirmed",
    "feliratkozott",
    "подписан",
    "підписаний",
];

/// Words of consent that was taken back or never given.
const REFUSED: [&str; 18] = [
    "unsubscribed",
    "not subscribed",
    "never subscribed",
    "opted out",
    "opt out",
    "denied",
    "revoked",
    "bounced",
    "cleaned",
    "do not contact",
    "do not write",
    "never write",
    "do not email",
    "leiratkozott",
    "отписан",
    "не писать",
    "відписаний",
    "لغو اشتراک",
];

/// Whether a label says never to write to someone.
pub(super) fn says_never(label: &str) -> bool {
    let label = label.to_lowercase().replace(['_', '-'], " ");
    label == "unsubscribed" || REFUSED[9..].contains(&label.as_str())
}

/// Whether a cell is what a spreadsheet shows where it could not work something out, or had no
/// room for a number.
pub(super) fn is_spoilt(text: &str) -> bool {
    let is_filled = text.len() > 2 && text.bytes().all(|byte| byte == b'#');
    let error = text.strip_prefix('#').map(str::to_uppercase);
    is_filled
        || error.is_some_and(|error| SPOILT.contains(&error.as_str()))
        || is_error_number(text)
}

/// `Err:502` of LibreOffice.
fn is_error_number(text: &str) -> bool {
    let number = text.strip_prefix("Err:");
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The errors of spreadsheets in English, Hungarian and Russian, which Ukrainian shops use too.
#[rustfmt::skip]
const SPOILT: [&str; 25] = [
    "N/A", "REF!", "VALUE!", "NAME?", "DIV/0!", "NUM!", "NULL!", "SPILL!", "CALC!", "FIELD!", "BLOCKED!", "ERROR!",
    "HIÁNYZIK", "HIV!", "ÉRTÉK!", "NÉV?", "ZÉRÓOSZTÓ!", "SZÁM!", "NULLA!",
    "Н/Д", "ССЫЛКА!", "ЗНАЧ!", "ИМЯ?", "ДЕЛ/0!", "ЧИСЛО!",
];

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
