//! The shop's own calendar: days, moments and birthdays, with no clock and no time zone in them.
//!
//! A day is the one on the wall of the shop when something happened. Which day that is, is decided
//! once, where the fact enters (the browser's clock, a file's column), and never again. What such
//! an edge needs for it is a [`Zone`]: the clock of a place as a list, with no rule of its own.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day of the shop's calendar: days since 1 January 1970.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// The first day anything may have: 1 January 1900.
    pub const FIRST: Self = Self(-25_567);

    /// The day of a Gregorian date.
    #[must_use]
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.to_epoch_days())
    }

    /// The day with this year, month (1 to 12) and day of the month; `None` if there is none.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    /// The Gregorian date; a day beyond chrono's quarter of a million years gives its limit.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or(if self.0 < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        })
    }

    /// Days from the other day to this one; negative when this one is earlier.
    #[must_use]
    pub fn since(self, other: Self) -> i32 {
        self.0.saturating_sub(other.0)
    }

    /// The day this many days later, or earlier for a negative number.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The millisecond since 1970 at which it ends in Greenwich; 0 for a day before that.
    #[must_use]
    pub fn end_ms(self) -> u64 {
        u64::try_from(i64::from(self.0) + 1).map_or(0, |days| days * DAY_MS)
    }

    /// The month it lies in.
    #[must_use]
    pub fn month(self) -> Month {
        let date = self.date();
        Month(date.year() * 12 + i32::try_from(date.month0()).expect("0 to 11"))
    }
}

/// Milliseconds of a day.
const DAY_MS: u64 = 86_400_000;

/// When there was no Regulars yet: 1 January 2024, in milliseconds since 1970.
const BEFORE_REGULARS_MS: u64 = 1_704_067_200_000;

/// The day in Greenwich of a time in milliseconds since 1970.
#[must_use]
pub fn day_of(time_ms: u64) -> Day {
    Day(i32::try_from(time_ms / DAY_MS).unwrap_or(i32::MAX))
}

/// Whether a change cannot have been made when the clock of its device said, as known now: later
/// than now by more than a day, or before there was a Regulars to make it with.
#[must_use]
pub fn clock_was_wrong(time_ms: u64, now_ms: u64) -> bool {
    time_ms < BEFORE_REGULARS_MS || time_ms > now_ms.saturating_add(DAY_MS)
}

/// A calendar month: months since January of the year 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Month(pub i32);

impl Month {
    /// The Gregorian year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs() + 1
    }

    /// The month this many months later, or earlier for a negative number.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::from_ymd(self.year(), self.number(), 1).unwrap_or_default()
    }
}

/// A day and, where it is known, the minute of the day (0 to 1439), by the shop's clock.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Minutes since midnight, 0 to 1439; `None` when only the day is known.
    pub minute: Option<u16>,
}

/// The clock of a place: minutes ahead of universal time, and when that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Minutes ahead before the first change.
    first: i32,
    /// From which minute of universal time since 1970 on, and how many minutes ahead.
    changes: Vec<(i64, i32)>,
}

impl Zone {
    /// A clock that is always so many minutes ahead.
    #[must_use]
    pub fn fixed(minutes: i32) -> Self {
        Self { first: minutes, changes: Vec::new() }
    }

    /// A clock that is `first` minutes ahead until the first change: from a minute of universal
    /// time since 1970 on, so many minutes.
    #[must_use]
    pub fn new(first: i32, mut changes: Vec<(i64, i32)>) -> Self {
        changes.sort_unstable();
        Self { first, changes }
    }

    /// How many minutes it is ahead at a minute of universal time since 1970.
    #[must_use]
    pub fn ahead_minutes(&self, utc_minutes: i64) -> i32 {
        let n_past = self.changes.partition_point(|(since, _)| *since <= utc_minutes);
        n_past.checked_sub(1).map_or(self.first, |last| self.changes[last].1)
    }

    /// What this clock shows at a minute of universal time since 1970.
    #[must_use]
    pub fn moment(&self, utc_minutes: i64) -> Moment {
        let minutes = utc_minutes.saturating_add(i64::from(self.ahead_minutes(utc_minutes)));
        let day = i32::try_from(minutes.div_euclid(1440));
        Moment {
            day: Day(day.unwrap_or(if minutes < 0 { i32::MIN } else { i32::MAX })),
            minute: u16::try_from(minutes.rem_euclid(1440)).ok(),
        }
    }
}

/// Which part of the day it is, for a greeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// Up to noon, from four o'clock on.
    Morning,
    /// From noon to six.
    Afternoon,
    /// After that, and in the night.
    Evening,
}

impl DayPart {
    /// The part a minute of the day lies in, 0 to 1439.
    #[must_use]
    pub fn of(minute: u16) -> Self {
        match minute / 60 {
            4..12 => Self::Morning,
            12..18 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// A birthday: month 1 to 12, day 1 to 31, and the year where it is known.
///
/// 29 February is a birthday like any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Birthday {
    year: Option<i32>,
    month: u32,
    day: u32,
}

impl Birthday {
    /// The birthday of these parts; `None` when no such day exists in that year, or, with no
    /// year, in a leap year.
    #[must_use]
    pub fn new(year: Option<i32>, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
        Some(Self { year, month, day })
    }

    /// The year of birth, where it is known.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        self.year
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.month
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.day
    }

    /// The day it is kept on in a year: 29 February moves to the 28th where there is none.
    #[must_use]
    pub fn in_year(self, year: i32) -> Option<Day> {
        Day::from_ymd(year, self.month, self.day).or_else(|| Day::from_ymd(year, 2, 28))
    }

    /// Days from `today` to the next time it is kept, 0 on the day itself, at most 366.
    #[must_use]
    pub fn days_until(self, today: Day) -> Option<i32> {
        let year = today.date().year();
        let this_year = self.in_year(year)?;
        let next = if this_year < today { self.in_year(year + 1)? } else { this_year };
        Some(next.since(today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().expect("a date"))
    }

    #[test]
    fn the_first_day_is_the_first_of_1900() {
        assert_eq!(Day::FIRST, day("1900-01-01"));
    }

    #[test]
    fn months_count_across_years() {
        assert_eq!(day("1998-01-31").month().plus(-1), day("1997-12-01").month());
        assert_eq!(day("1997-12-31").month().number(), 12);
        assert_eq!(day("1997-12-31").month().first_day(), day("1997-12-01"));
    }

    #[test]
    fn a_birthday_waits_for_its_day() {
        let check = |month, number, today: &str, expected| {
            let birthday = Birthday::new(None, month, number).expect("a birthday");
            assert_eq!(birthday.days_until(day(today)), Some(expected), "{month}-{number} {today}");
        };
        check(11, 28, "2026-11-19", 9);
        check(11, 19, "2026-11-19", 0);
        check(1, 1, "2026-12-31", 1);
        check(2, 29, "2027-02-27", 1);
        check(2, 29, "2028-02-28", 1);
    }

    #[test]
    fn a_clock_is_ahead_by_what_holds_at_that_minute() {
        // An hour more from 01:00 on 29 March 2026, an hour less from 01:00 on 25 October.
        let (spring, autumn) = (day("2026-03-29").0, day("2026-10-25").0);
        let at = |day: i32, minute: i64| i64::from(day) * 1440 + minute;
        let zone = Zone::new(60, vec![(at(autumn, 60), 60), (at(spring, 60), 120)]);
        let check = |utc: i64, expected: &str, minute: u16| {
            let expected = Moment { day: day(expected), minute: Some(minute) };
            assert_eq!(zone.moment(utc), expected);
        };
        check(at(spring, 59), "2026-03-29", 119);
        check(at(spring, 60), "2026-03-29", 180);
        check(at(autumn, 59), "2026-10-25", 179);
        check(at(autumn, 60), "2026-10-25", 120);
        check(at(spring, -61), "2026-03-28", 1439);
        assert_eq!(Zone::fixed(-240).moment(0), Moment { day: Day(-1), minute: Some(1200) });
    }

    #[test]
    fn the_night_belongs_to_the_evening() {
        let check = |hour: u16, expected| assert_eq!(DayPart::of(hour * 60), expected, "{hour}");
        check(4, DayPart::Morning);
        check(12, DayPart::Afternoon);
        check(18, DayPart::Evening);
        check(3, DayPart::Evening);
    }

    #[test]
    fn a_day_that_does_not_exist_is_no_birthday() {
        assert_eq!(Birthday::new(Some(2023), 2, 29), None);
        assert_eq!(Birthday::new(None, 4, 31), None);
        assert!(Birthday::new(None, 2, 29).is_some());
    }

    #[test]
    fn a_clock_is_wrong_before_regulars_and_after_now() {
        let now = Day(20_000).end_ms();
        let check = |time_ms, expected| assert_eq!(clock_was_wrong(time_ms, now), expected);
        check(now, false);
        check(now + DAY_MS, false);
        check(now + DAY_MS + 1, true);
        check(Day::from_ymd(2023, 12, 30).expect("a day").end_ms(), true);
        check(Day::from_ymd(2023, 12, 31).expect("a day").end_ms(), false);
        check(0, true);
        assert_eq!(day_of(now - 1), Day(20_000));
        assert_eq!(Day(-5).end_ms(), 0);
    }
}
