//! The Jalali (Persian) calendar, as far as files of shops need it: 1300 to 1500.
//!
//! These twenty lines are our own: the browser writes such dates and reads none, and a crate of the
//! world's calendars is larger than all reading of dates here.

use crate::figures::visit::Period;
use crate::units::calendar::Day;

/// The day before 1 Farvardin 1300 (21 March 1921).
const BEFORE_1300: i32 = -17_819;

/// Whether Esfand has 30 days, by the 33-year cycle, which agrees with the sky from 1178 to 1633.
fn is_leap(year: i32) -> bool {
    matches!(year.rem_euclid(33), 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

/// The day of a date; `None` when no such day exists or the year is not 1300 to 1500.
pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Day> {
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_leap(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !(1..=length).contains(&day) || !(1300..=1500).contains(&year) {
        return None;
    }
    let leaps = i32::try_from((1300..year).filter(|year| is_leap(*year)).count()).ok()?;
    let before_month = (month - 1) * 31 - (month - 1).saturating_sub(6);
    let in_year = i32::try_from(before_month + day).ok()?;
    Some(Day(BEFORE_1300 + (year - 1300) * 365 + leaps + in_year))
}

/// The month and the year that a day lies in; `None` beyond the years that are known.
#[must_use]
pub fn month_and_year(today: Day) -> Option<[Period; 2]> {
    let gregorian = today.month().year();
    let first = |year: i32, month: u32| day(year, month, 1);
    let year = [gregorian - 621, gregorian - 622];
    let year = year.into_iter().find(|year| first(*year, 1).is_some_and(|it| it <= today))?;
    let month = (1..=12).rev().find(|month| first(year, *month).is_some_and(|it| it <= today))?;
    let next = if month == 12 { first(year + 1, 1)? } else { first(year, month + 1)? };
    let month = Period { from: first(year, month)?, to: next.plus(-1) };
    let year = Period { from: first(year, 1)?, to: first(year + 1, 1)?.plus(-1) };
    Some([month, year])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_agree() {
        let check = |(year, month, number), gregorian: &str| {
            let expected = Day::from_date(gregorian.parse().expect("a date"));
            assert_eq!(day(year, month, number), Some(expected), "{year}/{month}/{number}");
        };
        check((1300, 1, 1), "1921-03-21");
        check((1348, 10, 11), "1970-01-01");
        check((1357, 11, 22), "1979-02-11");
        check((1399, 12, 30), "2021-03-20");
        check((1400, 1, 1), "2021-03-21");
        check((1403, 11, 12), "2025-01-31");
        check((1403, 12, 30), "2025-03-20");
        check((1404, 1, 1), "2025-03-21");
        check((1405, 9, 1), "2026-11-22");
    }

    #[test]
    fn a_day_lies_in_a_month_and_a_year() {
        let of = |text: &str| Day::from_date(text.parse().expect("a date"));
        let check = |today: &str, month: [&str; 2], year: [&str; 2]| {
            let [from_month, to_month] = month.map(of);
            let [from, to] = year.map(of);
            let expected = [Period { from: from_month, to: to_month }, Period { from, to }];
            assert_eq!(month_and_year(of(today)), Some(expected), "{today}");
        };
        let year_1405 = ["2026-03-21", "2027-03-20"];
        check("2026-11-26", ["2026-11-22", "2026-12-21"], year_1405);
        check("2026-03-21", ["2026-03-21", "2026-04-20"], year_1405);
        check("2026-03-20", ["2026-02-20", "2026-03-20"], ["2025-03-21", "2026-03-20"]);
        assert_eq!(month_and_year(Day::FIRST), None);
    }

    #[test]
    fn the_days_of_two_centuries_follow_each_other() {
        let all = (1300..=1500).flat_map(|year| {
            (1..=12).flat_map(move |month| (1..=31).filter_map(move |n| day(year, month, n)))
        });
        let days: Vec<Day> = all.collect();
        assert!(days.windows(2).all(|pair| pair[1].since(pair[0]) == 1));
        assert_eq!(day(1404, 12, 30), None);
        assert_eq!(day(1404, 7, 31), None);
    }
}
