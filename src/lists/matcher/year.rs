//! Days of the year, for what comes every year.

use crate::figures::visit::Period;
use crate::units::calendar::{Birthday, Day};

/// Which days of the year lie in a period.
///
/// 29 February comes on the 28th in years that have none: whoever was born in February is
/// congratulated in February.
#[derive(Clone, Debug)]
pub(super) struct DaysOfYear([bool; 13 * 32]);

impl DaysOfYear {
    pub(super) fn of(period: Period) -> Self {
        let mut days = Self([false; 13 * 32]);
        // A leap year has them all.
        let n_days = i32::try_from(period.n_days().min(4 * 366)).expect("some hundreds");
        for day in (0..n_days).map(|n| period.from.plus(n)) {
            days.add(day);
        }
        days
    }

    fn add(&mut self, day: Day) {
        let month = day.month();
        let of_month = day.since(month.first_day()).unsigned_abs() + 1;
        self.0[place(month.number(), of_month)] = true;
        let is_last = day.plus(1).month() != month;
        if month.number() == 2 && is_last {
            self.0[place(2, 29)] = true;
        }
    }

    /// Whether a birthday is kept on one of them.
    pub(super) fn hold(&self, birthday: Birthday) -> bool {
        self.0[place(birthday.month(), birthday.day())]
    }
}

fn place(month: u32, day: u32) -> usize {
    (month * 32 + day) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_comes_every_year() {
        let day = |text: &str| Day::from_date(text.parse().expect("a date"));
        let check = |from: &str, to: &str, month, of_month, expected| {
            let days = DaysOfYear::of(Period { from: day(from), to: day(to) });
            let birthday = Birthday::new(None, month, of_month).expect("a birthday");
            assert_eq!(days.hold(birthday), expected, "{from} {to} {month}-{of_month}");
        };
        check("2026-12-20", "2027-01-10", 12, 31, true);
        check("2026-12-20", "2027-01-10", 1, 10, true);
        check("2026-12-20", "2027-01-10", 1, 11, false);
        check("2027-02-01", "2027-02-28", 2, 29, true);
        check("2027-02-01", "2027-02-27", 2, 29, false);
        check("2028-02-01", "2028-02-28", 2, 29, false);
        check("2028-02-29", "2028-02-29", 2, 29, true);
        check("2028-02-29", "2028-02-29", 2, 28, false);
        check("2027-03-01", "2030-03-01", 2, 29, true);
        check("2027-03-02", "2027-03-01", 3, 1, false);
    }
}
