//! Days and moments as people and programs write them.
//!
//! `05/08/2026` is a day in May or in August; which of them is decided for a whole column from the
//! cells that leave no choice, and where there are none the owner is asked. The time on the wall
//! is kept as it was written, whatever offset stands behind it; only a time marked as universal
//! (`Z`) is moved to the shop's clock.

mod jalali;
mod parts;

use chrono::Datelike;

use crate::calendar::{Birthday, Day, Moment};
use crate::digits;
use parts::{Parts, Time};

/// Which of two small numbers before a year is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// `31/12/2026`
    DayFirst,
    /// `12/31/2026`
    MonthFirst,
}

/// What a column says of its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Reads a day, with the minute where it stands there.
///
/// # Errors
/// A cell that is no date, or one that could be two days when `order` is `None`.
pub fn read(
    text: &str,
    order: Option<DateOrder>,
    utc_offset_minutes: i32,
) -> Result<Moment, DateRefusal> {
    let text = digits::to_ascii(text);
    let (parts, time) = parts::take_apart(&text).ok_or(DateRefusal::NotADate)?;
    let day = day_of(parts, order)?;
    Ok(on_the_wall(day, time, utc_offset_minutes))
}

fn day_of(parts: Parts, order: Option<DateOrder>) -> Result<Day, DateRefusal> {
    let day = match parts {
        Parts::Certain { year, month, day } => in_calendar(year, month, day),
        Parts::Serial(days) => Some(Day(days)),
        Parts::Open { first, second, year } => {
            let day_first = in_calendar(year, second, first);
            let month_first = in_calendar(year, first, second);
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

fn on_the_wall(day: Day, time: Option<Time>, utc_offset_minutes: i32) -> Moment {
    let Some(time) = time else {
        return Moment { day, minute: None };
    };
    let minute = i32::from(time.minute) + if time.is_utc { utc_offset_minutes } else { 0 };
    Moment {
        day: day.plus(minute.div_euclid(1440)),
        minute: u16::try_from(minute.rem_euclid(1440)).ok(),
    }
}

/// Reads a birthday: a date, or a day and month without a year.
///
/// # Errors
/// A cell that is no day of a year, or one that could be two when `order` is `None`.
pub fn read_birthday(text: &str, order: Option<DateOrder>) -> Result<Birthday, DateRefusal> {
    let ascii = digits::to_ascii(text);
    if let Some((first, second, is_certain)) = parts::without_year(&ascii) {
        let (month, day) = match (order, is_certain) {
            (_, true) => (first, second),
            (Some(DateOrder::DayFirst), _) => (second, first),
            (Some(DateOrder::MonthFirst), _) => (first, second),
            (None, _) if first > 12 || first == second => (second, first),
            (None, _) if second > 12 => (first, second),
            (None, _) => return Err(DateRefusal::DayOrMonth),
        };
        return Birthday::new(None, month, day).ok_or(DateRefusal::NotADate);
    }
    let date = read(&ascii, order, 0)?.day.date();
    Birthday::new(Some(date.year()), date.month(), date.day()).ok_or(DateRefusal::NotADate)
}

/// Whether a cell looks like a date rather than like any other number or text.
///
/// Stricter than [`read`]: five digits may be a day of a spreadsheet, but are a number to the eye.
#[must_use]
pub fn looks_like_date(text: &str) -> bool {
    let text = digits::to_ascii(text);
    match parts::take_apart(&text) {
        Some((Parts::Serial(_), _)) | None => false,
        Some((Parts::Open { first, second, year }, _)) => {
            in_calendar(year, first, second).or(in_calendar(year, second, first)).is_some()
        }
        Some((Parts::Certain { year, month, day }, _)) => in_calendar(year, month, day).is_some(),
    }
}

/// Decides the order of a column.
pub fn order<'a>(cells: impl IntoIterator<Item = &'a str>) -> OrderGuess {
    let (mut day_first, mut month_first, mut open) = (0_usize, 0_usize, false);
    for cell in cells {
        let cell = digits::to_ascii(cell);
        let Some((Parts::Open { first, second, .. }, _)) = parts::take_apart(&cell) else {
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
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        let (date, time) = text.split_once(' ').unwrap_or((text, ""));
        let minute = time.split_once(':').map(|(hours, minutes)| {
            hours.parse::<u16>().expect("hours") * 60 + minutes.parse::<u16>().expect("minutes")
        });
        Moment { day: Day::from_date(date.parse().expect("a date")), minute }
    }

    #[test]
    fn every_form_seen_in_files_is_read() {
        let check = |text: &str, expected: &str| {
            assert_eq!(read(text, None, 120), Ok(moment(expected)), "{text}");
        };
        check("19970101", "1997-01-01");
        check("2020010113", "2020-01-01 13:00");
        check("202001011305", "2020-01-01 13:05");
        check("20200101130559", "2020-01-01 13:05");
        check("2026.08.05.", "2026-08-05");
        check("2026. 08. 05.", "2026-08-05");
        check("2026.08.05. 14:05", "2026-08-05 14:05");
        check("2026. 8. 5. 9:05:10", "2026-08-05 09:05");
        check("2026-08-05", "2026-08-05");
        check("2026/8/5", "2026-08-05");
        check("2026-08-05T14:05:06.123", "2026-08-05 14:05");
        check("2025-01-05 10:00:00 -0500", "2025-01-05 10:00");
        check("2025-01-05T10:00:00+03:30", "2025-01-05 10:00");
        check("2025-01-05T23:30:00Z", "2025-01-06 01:30");
        check("2025-01-05 23:30:00 UTC", "2025-01-06 01:30");
        check("05.08.2026", "2026-08-05");
        check("5.8.2026 7:15", "2026-08-05 07:15");
        check("5.8.26", "2026-08-05");
        check("31/12/2025 08:00", "2025-12-31 08:00");
        check("12/31/2025 8:00 PM", "2025-12-31 20:00");
        check("12/31/2025, 12:10 am", "2025-12-31 00:10");
        check("5/5/2025", "2025-05-05");
        check("1403/11/12", "2025-01-31");
        check("۱۴۰۳/۱۱/۱۲", "2025-01-31");
        check("1403-12-30 ۲۱:۱۵", "2025-03-20 21:15");
        check("45292", "2024-01-01");
        check("45292.5", "2024-01-01 12:00");
        check("Aug 5, 2026", "2026-08-05");
        check("5 Aug 2026", "2026-08-05");
        check("2026. augusztus 5.", "2026-08-05");
        check("5 августа 2026 г.", "2026-08-05");
        check("5 серпня 2026", "2026-08-05");
        check("12 بهمن 1403", "2025-01-31");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "tegnap", "2026-02-30", "2026-13-01", "32.01.2026", "1403/12/31", "7"] {
            assert_eq!(read(text, None, 0), Err(DateRefusal::NotADate), "{text}");
        }
        for text in ["2026-08-05 25:00", "2026-08-05 x", "0630555014", "1/2"] {
            assert_eq!(read(text, None, 0), Err(DateRefusal::NotADate), "{text}");
        }
    }

    #[test]
    fn the_order_decides_what_could_be_two_days() {
        let check = |text: &str, order, expected: Result<&str, DateRefusal>| {
            assert_eq!(read(text, order, 0), expected.map(moment), "{text}");
        };
        check("05/08/2026", None, Err(DateRefusal::DayOrMonth));
        check("05/08/2026", Some(DateOrder::DayFirst), Ok("2026-08-05"));
        check("05/08/2026", Some(DateOrder::MonthFirst), Ok("2026-05-08"));
        check("25/08/2026", Some(DateOrder::MonthFirst), Err(DateRefusal::NotADate));
        check("05-08-26", Some(DateOrder::MonthFirst), Ok("2026-05-08"));
        check("05.08.2026", Some(DateOrder::MonthFirst), Ok("2026-08-05"));
    }

    #[test]
    fn a_column_shows_its_order_in_the_cells_that_leave_no_choice() {
        let check = |cells: &[&str], expected| {
            assert_eq!(order(cells.iter().copied()), expected, "{cells:?}");
        };
        check(&["05/08/2026", "25/08/2026"], OrderGuess::Certain(DateOrder::DayFirst));
        check(&["1/2/2024 9:05", "1/31/2024 9:05"], OrderGuess::Certain(DateOrder::MonthFirst));
        check(&["05/08/2026", "2026-08-05T10:00:00.000Z"], OrderGuess::Undecided);
        check(&["2026.08.05.", "05.08.2026", "5/5/2026"], OrderGuess::NotNeeded);
        check(&["1/31/2024", "1/30/2024", "31/1/2024"], OrderGuess::Certain(DateOrder::MonthFirst));
    }

    #[test]
    fn a_birthday_may_lack_its_year() {
        let check = |text: &str, year, month, day| {
            assert_eq!(read_birthday(text, None).ok(), Birthday::new(year, month, day), "{text}");
        };
        check("1980-02-29", Some(1980), 2, 29);
        check("--02-29", None, 2, 29);
        check("02-29", None, 2, 29);
        check("02.29.", None, 2, 29);
        check("29.02.", None, 2, 29);
        check("29/02", None, 2, 29);
        check("29 February", None, 2, 29);
        check("március 5.", None, 3, 5);
        assert_eq!(read_birthday("02/03", None), Err(DateRefusal::DayOrMonth));
        assert_eq!(read_birthday("nyáron", None), Err(DateRefusal::NotADate));
    }

    #[test]
    fn a_slipped_year_is_suggested() {
        let today = moment("2026-11-22").day;
        let check = |written: &str, expected: Option<&str>| {
            let meant = expected.map(|text| moment(text).day);
            assert_eq!(suggest(moment(written).day, today), meant, "{written}");
        };
        check("2062-03-07", Some("2026-03-07"));
        check("2126-03-07", Some("2026-03-07"));
        check("1026-03-07", Some("2026-03-07"));
        check("2205-03-07", Some("2025-03-07"));
        check("2036-03-07", Some("2026-03-07"));
        check("0342-03-07", None);
    }
}
