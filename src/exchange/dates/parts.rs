//! A cell taken apart into the numbers of a date and a time, without judging them.

/// The numbers of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Which is which can be seen.
    Certain { year: i32, month: u32, day: u32 },
    /// Day and month, in one order or the other.
    Open { first: u32, second: u32, year: i32 },
    /// A spreadsheet's count of days, turned to days since 1970.
    Serial(i32),
}

/// The time of day beside a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// Minutes since midnight.
    pub(super) minute: u16,
    /// Whether it was marked as universal time.
    pub(super) is_utc: bool,
}

/// Month names by their first letters, in English, Hungarian, Russian, Ukrainian and Persian
/// (Gregorian as spoken in Iran is rare in shops; these are the Jalali months).
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "січ", "فروردین"],
    &["feb", "фев", "лют", "اردیبهشت"],
    &["mar", "már", "мар", "бер", "خرداد"],
    &["apr", "ápr", "апр", "кві", "تیر"],
    &["may", "máj", "май", "мая", "тра", "مرداد"],
    &["jun", "jún", "июн", "чер", "شهریور"],
    &["jul", "júl", "июл", "лип", "مهر"],
    &["aug", "авг", "сер", "آبان"],
    &["sep", "sze", "сен", "вер", "آذر"],
    &["oct", "okt", "окт", "жов", "دی"],
    &["nov", "ноя", "лис", "بهمن"],
    &["dec", "дек", "гру", "اسفند"],
];

fn month_named(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let place = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(place + 1).ok()
}

/// A year of two digits lies within 1970 to 2069.
fn full_year(year: i32, n_digits: usize) -> Option<i32> {
    match n_digits {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// Reads digits from the start of a text.
fn number(text: &str) -> Option<(u32, usize, &str)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits == 0 || n_digits > 4 {
        return None;
    }
    let value = text[..n_digits].parse().ok()?;
    Some((value, n_digits, &text[n_digits..]))
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
    if text.len() < 5 || text.len() > 48 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return run_of_digits(text);
    }
    if let Some(serial) = serial_with_time(text) {
        return Some(serial);
    }
    let (parts, rest) = numbers(text).or_else(|| with_month_name(text))?;
    let rest = rest.trim_start_matches(['.', ',', ' ', 'T']).trim();
    if rest.is_empty() {
        return Some((parts, None));
    }
    Some((parts, Some(time(rest)?)))
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
        (4, 1 | 2) => {
            Parts::Certain { year: i32::try_from(first).ok()?, month: second, day: third }
        }
        (1 | 2, 2 | 4) => {
            let year = full_year(i32::try_from(third).ok()?, n_third)?;
            match mark {
                '.' => Parts::Certain { year, month: second, day: first },
                _ => Parts::Open { first, second, year },
            }
        }
        _ => return None,
    };
    Some((parts, rest))
}

/// Day, month by name and year in any order.
fn with_month_name(text: &str) -> Option<(Parts, &str)> {
    let (mut year, mut month, mut day) = (None, None, None);
    let mut end = 0;
    for word in text.split_inclusive([' ', '.', ',', '-', '/']) {
        let bare = word.trim_matches([' ', '.', ',', '-', '/']);
        if bare.contains(':') || (year.is_some() && month.is_some() && day.is_some()) {
            break;
        }
        end += word.len();
        match bare.parse::<u32>() {
            Ok(value) if bare.len() == 4 && year.is_none() => year = i32::try_from(value).ok(),
            Ok(value) if bare.len() <= 2 && day.is_none() => day = Some(value),
            Ok(_) => return None,
            Err(_) if bare.is_empty() => {}
            Err(_) if month.is_none() => month = Some(month_named(bare)?),
            Err(_) => return None,
        }
    }
    let rest = text.get(end..)?.trim();
    // Russian and Ukrainian write "year" behind it.
    let rest =
        ["года", "року", "г.", "р."].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    Some((Parts::Certain { year: year?, month: month?, day: day? }, rest))
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
    let parts = Parts::Certain { year, month: part(4, 6)?, day: part(6, 8)? };
    if text.len() == 8 {
        return Some((parts, None));
    }
    let minute = clock(part(8, 10)?, part(10, 12).unwrap_or(0))?;
    Some((parts, Some(Time { minute, is_utc: false })))
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
    // Eight decimals are a thousandth of a second; the rest is noise.
    let fraction: u64 = format!("{fraction:0<8}").get(..8)?.parse().ok()?;
    let minute = (fraction * 1440 + 50_000_000) / 100_000_000;
    Some((parts, Some(Time { minute: u16::try_from(minute.min(1439)).ok()?, is_utc: false })))
}

fn clock(hours: u32, minutes: u32) -> Option<u16> {
    (hours < 24 && minutes < 60).then(|| u16::try_from(hours * 60 + minutes).ok()).flatten()
}

/// Hours and minutes, with seconds, half of the day and offset where they are written.
fn time(text: &str) -> Option<Time> {
    let (hours, n_hours, rest) = number(text)?;
    let rest = rest.strip_prefix([':', '.'])?;
    let (minutes, n_minutes, mut rest) = number(rest)?;
    if n_hours > 2 || n_minutes != 2 {
        return None;
    }
    if let Some(seconds) = rest.strip_prefix(':') {
        let (value, n_digits, after) = number(seconds)?;
        if n_digits > 2 || value > 60 {
            return None;
        }
        rest = after;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let (hours, rest) = half_of_day(hours, rest.trim())?;
    let is_utc = ["Z", "z", "UTC", "GMT"].contains(&rest);
    if !is_utc && !is_offset(rest) {
        return None;
    }
    Some(Time { minute: clock(hours, minutes)?, is_utc })
}

/// Turns twelve hours before or after noon into twenty-four.
fn half_of_day(hours: u32, rest: &str) -> Option<(u32, &str)> {
    let lower = rest.to_ascii_lowercase();
    let (noon, length) = if lower.starts_with("am") {
        (0, 2)
    } else if lower.starts_with("pm") {
        (12, 2)
    } else if lower.starts_with("a.m.") {
        (0, 4)
    } else if lower.starts_with("p.m.") {
        (12, 4)
    } else {
        return Some((hours, rest));
    };
    (1..=12).contains(&hours).then(|| (hours % 12 + noon, rest[length..].trim()))
}

/// `-0500`, `+03:30`, `+02` or nothing.
fn is_offset(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['+', '-', '−']) else {
        return text.is_empty();
    };
    let n_digits = rest.bytes().filter(u8::is_ascii_digit).count();
    matches!(n_digits, 2 | 4) && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

/// A day and month without a year, and whether the first is surely the month.
pub(super) fn without_year(text: &str) -> Option<(u32, u32, bool)> {
    let text = text.trim();
    let (text, dashed) = text.strip_prefix("--").map_or((text, false), |rest| (rest, true));
    if let Some((first, _, rest)) = number(text)
        && let Some((mark, rest)) = separator(rest)
        && let Some((second, n_digits, rest)) = number(rest)
        && n_digits <= 2
    {
        let pointed = mark == '.' && second > 12;
        let certain = dashed || mark == '-' || pointed;
        let is_whole = rest.is_empty() || rest == ".";
        // `05.08.` is day and month in most of Europe, month and day in Hungary: not certain.
        return is_whole.then_some((first, second, certain && first <= 12));
    }
    let words: Vec<&str> = text.split([' ', '.']).filter(|word| !word.is_empty()).collect();
    let [one, two] = words.as_slice() else {
        return None;
    };
    let day = |word: &str| word.parse::<u32>().ok();
    match (day(one), day(two)) {
        (Some(day), None) => Some((month_named(two)?, day, true)),
        (None, Some(day)) => Some((month_named(one)?, day, true)),
        _ => None,
    }
}
