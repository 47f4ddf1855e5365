//! Days and moments as people and programs write them.
//!
//! `05/08/2026` is a day in May or in August; which of them is decided for a whole column from the
//! cells that leave no choice, and where there are none the owner is asked. A time without a mark
//! is the one on the shop's wall. A time with the mark of a zone (`Z`, `-0400`, `CEST`) is turned
//! to the shop's clock by what held on that day, so that a file gives the same purchases in every
//! season and on every device.

pub mod jalali;
mod names;
mod parts;
mod time;

use std::borrow::Cow;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::units::calendar::{Birthday, Day, Moment, Zone};
use crate::units::digits;
use names::Calendar;
use parts::{Parts, Year, Yearless};
use time::Time;

/// Which of two small numbers before a year is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateOrder {
    /// `31/12/2026`
    DayFirst,
    /// `12/31/2026`
    MonthFirst,
}

/// What a column says of its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderGuess {
    /// No cell depends on it: the year comes first, or points part the numbers.
    NotNeeded,
    /// Some cell leaves no choice.
    Certain(DateOrder),
    /// Every cell can be read both ways: the owner must say.
    Undecided,
}

/// Why a cell is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateRefusal {
    /// It does not read as a date, or no such day exists.
    #[error("not a date")]
    NotADate,
    /// It could be two days, and nobody said which.
    #[error("a day or a month first")]
    DayOrMonth,
}

/// Why a cell is no birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BirthdayRefusal {
    /// It is no day, or could be two.
    #[error("{0}")]
    Date(#[from] DateRefusal),
    /// It stands for no day at all: `0000-00-00`, or the first day a spreadsheet knows.
    #[error("stands for no day")]
    Nothing,
    /// A year without its day.
    #[error("a year alone")]
    YearAlone,
    /// It is still to come.
    #[error("still to come")]
    Future(Day),
}

/// Reads a day, with the minute where it stands there, as the clock of the shop showed it.
///
/// # Errors
/// A cell that is no date, or one that could be two days when `order` is `None`.
pub fn read(text: &str, order: Option<DateOrder>, zone: &Zone) -> Result<Moment, DateRefusal> {
    read_beside(text, Beside::default(), order, zone)
}

/// What other columns and titles say of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside<'a> {
    /// The time of day in a cell of its own; empty where there is none.
    pub time: &'a str,
    /// Times without a mark are universal time.
    pub is_universal: bool,
}

/// Reads a day with what stands beside it. A date that says midnight, as programs write it that
/// split the two, takes the time of the other cell.
///
/// # Errors
/// As [`read`]; a time that is none is passed over.
pub fn read_beside(
    text: &str,
    beside: Beside<'_>,
    order: Option<DateOrder>,
    zone: &Zone,
) -> Result<Moment, DateRefusal> {
    let text = plain(text);
    let (parts, time) = parts::take_apart(&text).ok_or(DateRefusal::NotADate)?;
    let day = day_of(parts, order, Year::near_now)?;
    let is_midnight = time.is_none_or(|time| time.minute == 0);
    let own = if is_midnight { time_of(beside.time).or(time) } else { time };
    let ahead = |time: Time| time.ahead.or(beside.is_universal.then_some(0));
    Ok(on_the_wall(day, own.map(|time| Time { ahead: ahead(time), ..time }), zone))
}

/// The time of a cell that holds one, alone or behind a date.
fn time_of(text: &str) -> Option<Time> {
    let text = plain(text);
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    time::read(text).or_else(|| parts::take_apart(text)?.1).or_else(|| parts::fraction_of_day(text))
}

/// Whether a cell can be the time of a day.
#[must_use]
pub fn looks_like_time(text: &str) -> bool {
    time_of(text).is_some()
}

/// A day with the time of another cell; one that is none is passed over.
#[must_use]
pub fn with_time(day: Day, time: &str, zone: &Zone) -> Moment {
    on_the_wall(day, time_of(time), zone)
}

/// A part of a date that has a cell of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The year, with its century or without.
    Year,
    /// The month, by number or by name.
    Month,
    /// The day of the month.
    Day,
}

/// The day of a year, a month and a day, each in a cell of its own; of the Jalali calendar where
/// the year is of it.
///
/// # Errors
/// The cell that is wrong: of three that are each possible, the day.
pub fn from_pieces([year, month, day]: [&str; 3]) -> Result<Day, Piece> {
    let year = parts::year(&plain(year)).ok_or(Piece::Year)?;
    let (month, calendar) = parts::month(&plain(month)).ok_or(Piece::Month)?;
    let day = parts::small_number(&plain(day)).ok_or(Piece::Day)?;
    let year = year.near_now();
    let is_jalali = (1300..=1500).contains(&year);
    match calendar {
        Some(Calendar::Jalali) if !is_jalali => return Err(Piece::Year),
        Some(Calendar::Gregorian) if is_jalali => return Err(Piece::Year),
        Some(Calendar::Jalali | Calendar::Gregorian) | None => {}
    }
    in_calendar(year, month, day).ok_or(Piece::Day)
}

/// The text with its digits in ASCII, blanks of every width as one, and no invisible marks.
fn plain(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let letter = |letter: char| match letter {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        '،' => Some(','),
        letter if letter.is_whitespace() => Some(' '),
        letter => Some(letter),
    };
    Cow::Owned(digits::to_ascii(text).chars().filter_map(letter).collect())
}

fn day_of(
    parts: Parts,
    order: Option<DateOrder>,
    century: fn(Year) -> i32,
) -> Result<Day, DateRefusal> {
    let day = match parts {
        Parts::Certain { year, month, day } => in_calendar(century(year), month, day),
        Parts::Serial(days) => Some(Day(days)),
        Parts::Open { first, second, year } => {
            let day_first = in_calendar(century(year), second, first);
            let month_first = in_calendar(century(year), first, second);
            match (order, day_first == month_first) {
                (Some(DateOrder::DayFirst), _) | (None, true) => day_first,
                (Some(DateOrder::MonthFirst), _) => month_first,
                (None, false) if first > 12 => day_first,
                (None, false) if second > 12 => month_first,
                (None, false) => return Err(DateRefusal::DayOrMonth),
            }
        }
    };
    day.ok_or(DateRefusal::NotADate)
}

/// The day of a date in the Gregorian calendar, or in the Jalali one for its years.
fn in_calendar(year: i32, month: u32, day: u32) -> Option<Day> {
    if (1300..=1500).contains(&year) {
        return jalali::day(year, month, day);
    }
    Day::from_ymd(year, month, day)
}

fn on_the_wall(day: Day, time: Option<Time>, zone: &Zone) -> Moment {
    match time {
        None => Moment { day, minute: None },
        Some(Time { minute, ahead: None }) => Moment { day, minute: Some(minute) },
        Some(Time { minute, ahead: Some(ahead) }) => {
            zone.moment(i64::from(day.0) * 1440 + i64::from(minute) - i64::from(ahead))
        }
    }
}

/// Reads a birthday: a date, or a day and month without a year. A year of two digits is the
/// latest that has come by `today`.
///
/// # Errors
/// A cell that is no day of a year, one that could be two when `order` is `None`, one that stands
/// for no day at all, a year alone, or a day that is still to come.
pub fn read_birthday(
    text: &str,
    order: Option<DateOrder>,
    today: Day,
) -> Result<Birthday, BirthdayRefusal> {
    let text = plain(text);
    if is_zero(&text) {
        return Err(BirthdayRefusal::Nothing);
    }
    if let Some(yearless) = parts::without_year(&text) {
        return Ok(without_year(yearless, order, today)?);
    }
    let digits = text.trim().trim_end_matches(['.', ' ']);
    if digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| year >= 1300) {
        return Err(BirthdayRefusal::YearAlone);
    }
    let (parts, _) = parts::take_apart(&text).ok_or(DateRefusal::NotADate)?;
    let near = day_of(parts, order, Year::near_now)?;
    let day = if near > today { day_of(parts, order, Year::last_century)? } else { near };
    if day > today {
        return Err(BirthdayRefusal::Future(day));
    }
    // The first day spreadsheets know stands for nothing, and so does what lies before.
    if day <= Day::FIRST {
        return Err(BirthdayRefusal::Nothing);
    }
    let date = day.date();
    let birthday = Birthday::new(Some(date.year()), date.month(), date.day());
    birthday.ok_or(BirthdayRefusal::Date(DateRefusal::NotADate))
}

/// Whether all numbers of a cell are zero, or those of the day before a spreadsheet's first.
fn is_zero(text: &str) -> bool {
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-');
    let numbers = || date.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let is_nought = |part: &str| part.bytes().all(|byte| byte == b'0');
    let has_nought = numbers().any(is_nought);
    date.chars().all(is_part)
        && numbers().count() > 0
        && (numbers().all(is_nought) || (has_nought && numbers().any(|part| part == "1900")))
}

fn without_year(
    yearless: Yearless,
    order: Option<DateOrder>,
    today: Day,
) -> Result<Birthday, DateRefusal> {
    let (month, day) = match yearless {
        Yearless::Certain { month, day, calendar: Calendar::Gregorian } => (month, day),
        Yearless::Certain { month, day, calendar: Calendar::Jalali } => {
            // Which day of our year it is differs by one; this year's is as good as any.
            let year = today.date().year() - 621;
            let kept = jalali::day(year, month, day).or_else(|| jalali::day(year, month, day - 1));
            let date = kept.ok_or(DateRefusal::NotADate)?.date();
            (date.month(), date.day())
        }
        // Only one of the two can be a month.
        Yearless::Open { first, second } if first > 12 || first == second => (second, first),
        Yearless::Open { first, second } if second > 12 => (first, second),
        Yearless::Open { first, second } => match order.ok_or(DateRefusal::DayOrMonth)? {
            DateOrder::DayFirst => (second, first),
            DateOrder::MonthFirst => (first, second),
        },
    };
    Birthday::new(None, month, day).ok_or(DateRefusal::NotADate)
}

/// Whether a cell looks like a date rather than like any other number or text.
///
/// Stricter than [`read`]: five digits may be a day of a spreadsheet, but are a number to the eye.
#[must_use]
pub fn looks_like_date(text: &str) -> bool {
    match parts::take_apart(&plain(text)) {
        Some((Parts::Serial(_), _)) | None => false,
        Some((Parts::Open { first, second, year }, _)) => {
            let year = year.near_now();
            in_calendar(year, first, second).or(in_calendar(year, second, first)).is_some()
        }
        Some((Parts::Certain { year, month, day }, _)) => {
            in_calendar(year.near_now(), month, day).is_some()
        }
    }
}

/// Decides the order of a column.
pub fn order<'a>(cells: impl IntoIterator<Item = &'a str>) -> OrderGuess {
    let (mut day_first, mut month_first, mut open) = (0_usize, 0_usize, false);
    for cell in cells {
        let Some((first, second)) = open_numbers(&plain(cell)) else {
            continue;
        };
        day_first += usize::from(first > 12 && second <= 12);
        month_first += usize::from(second > 12 && first <= 12);
        open |= first <= 12 && second <= 12 && first != second;
        // Enough to be sure; one cell with a slip is outvoted.
        if day_first.max(month_first) >= 64 {
            break;
        }
    }
    match day_first.cmp(&month_first) {
        std::cmp::Ordering::Greater => OrderGuess::Certain(DateOrder::DayFirst),
        std::cmp::Ordering::Less => OrderGuess::Certain(DateOrder::MonthFirst),
        std::cmp::Ordering::Equal if open => OrderGuess::Undecided,
        std::cmp::Ordering::Equal => OrderGuess::NotNeeded,
    }
}

/// The two numbers of a cell whose order is not to be seen, with a year or without.
fn open_numbers(text: &str) -> Option<(u32, u32)> {
    // What begins with the year leaves nothing open, and most columns of thousands do.
    let n_digits = text.trim_start().bytes().take_while(u8::is_ascii_digit).count();
    if n_digits >= 4 {
        return None;
    }
    match parts::take_apart(text) {
        Some((Parts::Open { first, second, .. }, _)) => Some((first, second)),
        Some((Parts::Certain { .. } | Parts::Serial(_), _)) => None,
        None => match parts::without_year(text) {
            Some(Yearless::Open { first, second }) => Some((first, second)),
            Some(Yearless::Certain { .. }) | None => None,
        },
    }
}

/// The year that was probably meant by one beyond `today` or before 1900: two digits swapped
/// (`2062` for `2026`), or one mistyped (`2126`, `1026`); `None` when nothing near fits.
#[must_use]
pub fn suggest(day: Day, today: Day) -> Option<Day> {
    let date = day.date();
    let written = format!("{:04}", date.year());
    let with_year = |year: i32| {
        let meant = Day::from_ymd(year, date.month(), date.day())?;
        (meant <= today && meant.since(today) > -366 * 30).then_some(meant)
    };
    let swaps = (0..3).filter_map(|place| {
        let mut letters: Vec<char> = written.chars().collect();
        letters.swap(place, place + 1);
        String::from_iter(letters).parse().ok().and_then(with_year)
    });
    let slips = (today.date().year() - 30..=today.date().year()).filter_map(|year| {
        let meant = format!("{year:04}");
        let n_other = meant.chars().zip(written.chars()).filter(|(a, b)| a != b).count();
        (n_other == 1 && meant.len() == written.len()).then(|| with_year(year)).flatten()
    });
    swaps.max().or_else(|| slips.max())
}

#[cfg(test)]
mod tests;
