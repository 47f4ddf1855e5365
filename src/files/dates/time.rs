//! The time of day beside a date: twelve hours or twenty-four, and the mark of a zone behind it.

use std::borrow::Cow;

use super::parts::number;

/// The time of day beside a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// Minutes since midnight.
    pub(super) minute: u16,
    /// By how many minutes the clock that showed it is ahead of universal time, where that
    /// stands beside it.
    pub(super) ahead: Option<i32>,
}

/// The halves of the day as five languages write them, and whether it is the later one; the
/// longer first where one begins another.
#[rustfmt::skip]
const HALVES: &[(&str, bool)] = &[
    ("a.m.", false), ("a. m.", false), ("am", false), ("p.m.", true), ("p. m.", true), ("pm", true),
    ("délelőtt", false), ("de.", false), ("de", false), ("délután", true), ("du.", true), ("du", true),
    ("дп", false), ("пп", true), ("утра", false), ("дня", true), ("вечера", true), ("ночи", false),
    ("ранку", false), ("вечора", true), ("ночі", false),
    ("ق.ظ", false), ("ق. ظ", false), ("قبلازظهر", false), ("قبل از ظهر", false), ("صبح", false),
    ("ب.ظ", true), ("ب. ظ", true), ("بعدازظهر", true), ("بعد از ظهر", true), ("عصر", true),
];

/// Letters of zones that mean one thing everywhere, and their minutes ahead of universal time.
#[rustfmt::skip]
const ZONES: &[(&str, i32)] = &[
    ("z", 0), ("utc", 0), ("gmt", 0), ("ut", 0), ("coordinated universal time", 0), ("greenwich mean time", 0),
    ("wet", 0), ("west", 60), ("cet", 60), ("mez", 60), ("cest", 120), ("mesz", 120), ("eet", 120), ("eest", 180),
    ("msk", 180), ("irst", 210), ("est", -300), ("edt", -240), ("cdt", -300), ("mst", -420), ("mdt", -360),
    ("pst", -480), ("pdt", -420),
];

/// Letters that several zones share: a till that writes them means its own.
const SHARED_LETTERS: [&str; 5] = ["cst", "bst", "ist", "ast", "sst"];

pub(super) fn clock(hours: u32, minutes: u32) -> Option<u16> {
    (hours < 24 && minutes < 60).then(|| u16::try_from(hours * 60 + minutes).ok()).flatten()
}

/// Hours and minutes, with seconds, half of the day and zone where they are written.
pub(super) fn read(text: &str) -> Option<Time> {
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    let text: Cow<'_, str> =
        if text.bytes().all(is_small) { text.into() } else { text.to_lowercase().into() };
    let (before, text) = half_of_day(text.trim());
    let (hours, n_hours, rest) = number(text)?;
    let (minutes, rest) = match minutes(rest) {
        Some(read) => read,
        // "3 pm"
        None if before.is_some() || half_of_day(rest.trim_start()).0.is_some() => (0, rest),
        None => return None,
    };
    if n_hours > 2 {
        return None;
    }
    let (after, rest) = half_of_day(rest.trim());
    let hours = match before.or(after) {
        // Some programs write the half of the day behind twenty-four hours.
        Some(true) if (13..24).contains(&hours) => hours,
        Some(is_later) if hours <= 12 => hours % 12 + if is_later { 12 } else { 0 },
        Some(_) => return None,
        None => hours,
    };
    Some(Time { minute: clock(hours, minutes)?, ahead: zone(rest)? })
}

/// Minutes behind the hours, with seconds and their fraction passed over.
fn minutes(text: &str) -> Option<(u32, &str)> {
    let (minutes, n_digits, rest) = number(text.strip_prefix([':', '.', 'h'])?)?;
    if n_digits != 2 {
        return None;
    }
    let Some(seconds) = rest.strip_prefix(':') else {
        return Some((minutes, rest));
    };
    let (value, n_digits, rest) = number(seconds)?;
    if n_digits > 2 || value > 60 {
        return None;
    }
    let fraction = rest.strip_prefix(['.', ',']);
    let digit = |c: char| c.is_ascii_digit();
    Some((minutes, fraction.map_or(rest, |fraction| fraction.trim_start_matches(digit))))
}

/// The half of the day that a text begins with, and what follows.
fn half_of_day(text: &str) -> (Option<bool>, &str) {
    if text.is_empty() || text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return (None, text);
    }
    let found = HALVES.iter().find_map(|(name, is_later)| {
        let rest = text.strip_prefix(name)?;
        (!rest.starts_with(char::is_alphabetic)).then_some((Some(*is_later), rest.trim_start()))
    });
    found.unwrap_or((None, text))
}

/// What a mark behind the time says of its clock: nothing, or minutes ahead of universal time.
/// `None` for what is no such mark.
fn zone(text: &str) -> Option<Option<i32>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    // "GMT+0200 (Central European Summer Time)", "+02:00[Europe/Budapest]": the name says it again.
    if let Some(start) = text.find(['(', '[']).filter(|_| text.ends_with([')', ']'])) {
        let inside = text[start..].trim_matches(['(', ')', '[', ']']);
        return zone(if start == 0 { inside } else { &text[..start] });
    }
    if SHARED_LETTERS.contains(&text) {
        return Some(None);
    }
    if let Some((_, ahead)) = ZONES.iter().find(|(name, _)| *name == text) {
        return Some(Some(*ahead));
    }
    let offset = ["utc", "gmt"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    offset_minutes(offset.trim()).map(Some)
}

/// `-0500`, `+03:30`, `+02`, `+2`
fn offset_minutes(text: &str) -> Option<i32> {
    let rest = text.strip_prefix(['+', '-', '−'])?;
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
        None => (rest, "0"),
    };
    let is_short = |text: &str| matches!(text.len(), 1 | 2);
    let value = |text: &str| text.parse::<i32>().ok().filter(|value| *value >= 0);
    let (hours, minutes) = Some((hours, minutes))
        .filter(|(hours, minutes)| is_short(hours) && is_short(minutes))
        .and_then(|(hours, minutes)| value(hours).zip(value(minutes)))?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}
