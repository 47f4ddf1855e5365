//! A cell taken apart into the numbers of a date and a time, without judging them.

use super::names::{self, Calendar};
use super::time::{self, Time, clock};

/// A year as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// With its century.
    Whole(i32),
    /// Two digits: 0 to 99.
    Short(i32),
}

impl Year {
    /// The year, where two digits lie within 1970 to 2069.
    pub(super) fn near_now(self) -> i32 {
        match self {
            Self::Whole(year) => year,
            Self::Short(year) if year < 70 => 2000 + year,
            Self::Short(year) => 1900 + year,
        }
    }

    /// The year in the last century, for two digits.
    pub(super) fn last_century(self) -> i32 {
        match self {
            Self::Whole(year) => year,
            Self::Short(year) => 1900 + year,
        }
    }

    fn of(value: u32, n_digits: usize) -> Option<Self> {
        let value = i32::try_from(value).ok()?;
        match n_digits {
            4 => Some(Self::Whole(value)),
            2 => Some(Self::Short(value)),
            _ => None,
        }
    }
}

/// The numbers of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Which is which can be seen.
    Certain { year: Year, month: u32, day: u32 },
    /// Day and month, in one order or the other.
    Open { first: u32, second: u32, year: Year },
    /// A spreadsheet's count of days, turned to days since 1970.
    Serial(i32),
}

/// Reads digits from the start of a text.
pub(super) fn number(text: &str) -> Option<(u32, usize, &str)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits == 0 || n_digits > 4 {
        return None;
    }
    let value = text[..n_digits].parse().ok()?;
    Some((value, n_digits, &text[n_digits..]))
}

/// A year that stands alone.
pub(super) fn year(text: &str) -> Option<Year> {
    let (value, n_digits, rest) = number(text.trim())?;
    ends(rest).then(|| Year::of(value, n_digits)).flatten()
}

/// A month that stands alone: its number, or its name and the calendar of that.
pub(super) fn month(text: &str) -> Option<(u32, Option<Calendar>)> {
    let is_month = |month: &u32| (1..=12).contains(month);
    match small_number(text) {
        Some(month) => Some((month, None)).filter(|(month, _)| is_month(month)),
        None => {
            let (month, calendar) = names::month(text.trim().trim_end_matches('.'))?;
            Some((month, Some(calendar)))
        }
    }
}

/// A number of one or two digits that stands alone.
pub(super) fn small_number(text: &str) -> Option<u32> {
    let (value, n_digits, rest) = number(text.trim())?;
    (n_digits <= 2 && ends(rest)).then_some(value)
}

/// Whether nothing follows a number but the point of an ordinal, or the `.0` of a program that
/// took it for a quantity.
fn ends(rest: &str) -> bool {
    matches!(rest, "" | "." | ".0")
}

/// A spreadsheet's time of day, which is a fraction of one: `0.604167`.
pub(super) fn fraction_of_day(text: &str) -> Option<Time> {
    let fraction = text.strip_prefix("0.").or_else(|| text.strip_prefix("0,"))?;
    let is_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    ((3..=16).contains(&fraction.len()) && is_digits).then(|| minute_of(fraction)).flatten()
}

/// The minute of the decimals of a day.
fn minute_of(decimals: &str) -> Option<Time> {
    // Eight decimals are a thousandth of a second; the rest is noise.
    let fraction: u64 = format!("{decimals:0<8}").get(..8)?.parse().ok()?;
    let minute = (fraction * 1440 + 50_000_000) / 100_000_000;
    Some(Time { minute: u16::try_from(minute.min(1439)).ok()?, ahead: None })
}

/// Drops one separator, with blanks around it, and says which it was.
fn separator(text: &str) -> Option<(char, &str)> {
    let text = text.trim_start();
    let mark = text.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    Some((mark, text[1..].trim_start()))
}

/// The date and the time of a cell; `None` when it has no such form.
pub(super) fn take_apart(text: &str) -> Option<(Parts, Option<Time>)> {
    let text = text.trim();
    if text.len() < 5 || text.len() > 96 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return run_of_digits(text);
    }
    if let Some(serial) = serial_with_time(text) {
        return Some(serial);
    }
    let text = without_weekday(text);
    if let Some((parts, rest)) = numbers(text).or_else(|| with_month_name(text)) {
        let rest = without_weekday(between(rest));
        let is_whole = rest.is_empty() || is_weekday(rest);
        return if is_whole { Some((parts, None)) } else { Some((parts, Some(time::read(rest)?))) };
    }
    // The time may stand first.
    let (start, rest) = text.split_once([' ', ',']).filter(|(start, _)| start.contains(':'))?;
    let (parts, end) = numbers(rest.trim_start()).or_else(|| with_month_name(rest))?;
    between(end).is_empty().then_some(())?;
    Some((parts, Some(time::read(start)?)))
}

/// What is left of a text behind the date: without the marks and words before a time.
fn between(text: &str) -> &str {
    let text = text.trim_start_matches(['.', ',', ' ', 'T']).trim();
    if text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return text;
    }
    let words = ["at ", "um ", "в ", "о ", "об ", "ساعت ", "- ", "– ", "г. ", "р. "];
    let word = words.iter().find_map(|word| text.strip_prefix(word));
    word.map_or(text, |rest| rest.trim_start_matches([',', ' ']))
}

fn is_weekday(text: &str) -> bool {
    names::adds_nothing(text.trim_matches([' ', '.', ',', '(', ')']))
}

/// The text without a weekday at its start.
fn without_weekday(text: &str) -> &str {
    let is_end = |c: char| matches!(c, ' ' | ',' | '.');
    match text.split_once(is_end) {
        Some((word, rest)) if is_weekday(word) => rest.trim_start_matches(is_end),
        Some(_) | None => text,
    }
}

/// Three numbers with marks between them.
fn numbers(text: &str) -> Option<(Parts, &str)> {
    let (first, n_first, rest) = number(text)?;
    let (mark, rest) = separator(rest)?;
    let (second, n_second, rest) = number(rest)?;
    let (second_mark, rest) = separator(rest)?;
    let (third, n_third, rest) = number(rest)?;
    if mark != second_mark
        || n_second > 2
        || rest.starts_with(|c: char| c.is_alphabetic() && c != 'T')
    {
        return None;
    }
    let parts = match (n_first, n_third) {
        (4, 1 | 2) => Parts::Certain { year: Year::of(first, 4)?, month: second, day: third },
        (1 | 2, 2 | 4) => {
            let year = Year::of(third, n_third)?;
            match mark {
                '.' => Parts::Certain { year, month: second, day: first },
                _ => Parts::Open { first, second, year },
            }
        }
        _ => return None,
    };
    Some((parts, rest))
}

/// What was found of a date with the month by name.
#[derive(Default)]
struct Named {
    year: Option<Year>,
    month: Option<(u32, Calendar)>,
    day: Option<u32>,
}

impl Named {
    fn is_whole(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    /// Takes a word over; `None` when it is of no date.
    fn take(&mut self, word: &str) -> Option<()> {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        let digits = digits.unwrap_or(word);
        match digits.parse::<u32>() {
            Ok(value) if digits.len() == 4 && self.year.is_none() => {
                self.year = Year::of(value, 4);
            }
            Ok(value) if digits.len() <= 2 && self.day.is_none() => self.day = Some(value),
            Ok(value) if digits.len() == 2 && self.year.is_none() => {
                self.year = Year::of(value, 2);
            }
            Ok(_) => return None,
            Err(_) if word.is_empty() || names::adds_nothing(word) => {}
            Err(_) if self.month.is_none() => self.month = Some(names::month(word)?),
            Err(_) => return None,
        }
        Some(())
    }

    fn parts(self) -> Option<Parts> {
        let (month, calendar) = self.month?;
        let year = self.year?;
        let is_jalali = |year: i32| (1300..=1500).contains(&year);
        match (calendar, year) {
            (Calendar::Jalali, Year::Whole(year)) if is_jalali(year) => {}
            (Calendar::Jalali, _) => return None,
            (Calendar::Gregorian, _) => {}
        }
        Some(Parts::Certain { year, month, day: self.day? })
    }
}

/// Day, month by name and year in any order.
fn with_month_name(text: &str) -> Option<(Parts, &str)> {
    let mut named = Named::default();
    let mut end = 0;
    let marks = [' ', '.', ',', '-', '/'];
    for word in text.split_inclusive(marks) {
        let bare = word.trim_matches(marks);
        if bare.contains(':') || named.is_whole() {
            break;
        }
        // What follows the day and is no year begins the time: "5 Aug 2026 3 PM".
        named.take(bare)?;
        end += word.len();
    }
    let mut rest = text.get(end..)?.trim();
    if named.year.is_none() {
        // "Wed Aug 05 22:30:00 UTC 2026"
        let (before, year) = rest.rsplit_once(' ')?;
        named.year = Year::of(year.parse().ok()?, year.len()).filter(|_| year.len() == 4);
        rest = before;
    }
    // Russian and Ukrainian write "year" behind it.
    let year = ["года", "року", "г.", "р."].iter().find_map(|word| rest.strip_prefix(word));
    Some((named.parts()?, year.unwrap_or(rest)))
}

/// A date without separators, or a spreadsheet's count of days.
fn run_of_digits(text: &str) -> Option<(Parts, Option<Time>)> {
    let part = |start: usize, end: usize| text.get(start..end)?.parse::<u32>().ok();
    if text.len() == 5 {
        return Some((serial(text.parse().ok()?)?, None));
    }
    if !matches!(text.len(), 8 | 10 | 12 | 14) {
        return None;
    }
    let year = i32::try_from(part(0, 4)?).ok()?;
    if !(1300..=1500).contains(&year) && !(1800..=2199).contains(&year) {
        return None;
    }
    let parts = Parts::Certain { year: Year::Whole(year), month: part(4, 6)?, day: part(6, 8)? };
    if text.len() == 8 {
        return Some((parts, None));
    }
    let minute = clock(part(8, 10)?, part(10, 12).unwrap_or(0))?;
    Some((parts, Some(Time { minute, ahead: None })))
}

/// Days since 30 December 1899, the day from which spreadsheets count; 1927 to 2118.
fn serial(days: i32) -> Option<Parts> {
    (10_000..=80_000).contains(&days).then_some(Parts::Serial(days - 25_569))
}

/// A count of days with the time of day as its fraction.
fn serial_with_time(text: &str) -> Option<(Parts, Option<Time>)> {
    let (days, fraction) = text.split_once(['.', ','])?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if days.len() != 5 || !is_digits(days) || !is_digits(fraction) || fraction.len() > 16 {
        return None;
    }
    let parts = serial(days.parse().ok()?)?;
    Some((parts, Some(minute_of(fraction)?)))
}

/// A day and month without a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yearless {
    /// Which is which can be seen.
    Certain { month: u32, day: u32, calendar: Calendar },
    /// In one order or the other.
    Open { first: u32, second: u32 },
}

/// A day and month without a year; `None` when it has no such form.
pub(super) fn without_year(text: &str) -> Option<Yearless> {
    let text = text.trim();
    let (text, dashed) = text.strip_prefix("--").map_or((text, false), |rest| (rest, true));
    if let Some((first, n_first, rest)) = number(text)
        && let Some((mark, rest)) = separator(rest)
        && let Some((second, n_digits, rest)) = number(rest)
        && n_digits <= 2
        && n_first <= 2
    {
        if !(rest.is_empty() || rest == ".") {
            return None;
        }
        let is_month_first = dashed || mark == '-' || (mark == '.' && second > 12);
        // `05.08.` is day and month in most of Europe, month and day in Hungary: not certain.
        return Some(if is_month_first && first <= 12 {
            Yearless::Certain { month: first, day: second, calendar: Calendar::Gregorian }
        } else {
            Yearless::Open { first, second }
        });
    }
    let words: Vec<&str> = text.split([' ', '.', '-', '/', ',']).collect();
    let mut named = Named::default();
    words.into_iter().try_for_each(|word| named.take(word))?;
    let (month, calendar) = named.month.filter(|_| named.year.is_none())?;
    Some(Yearless::Certain { month, day: named.day?, calendar })
}
