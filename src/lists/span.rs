//! Spans: stretches of time as a condition names them, made into days when it is asked.
//!
//! "In the last 12 months" moves on with every day; "from 1 March to 31 May" stays.

use crate::figures::visit::Period;
use crate::units::calendar::Day;

/// The most days, weeks, months or years a condition counts.
pub const MOST_UNITS: u32 = 10_000;

/// The last day a condition may name: 31 December 9999.
pub const LAST_DAY: Day = Day(2_932_896);

/// In what a stretch of time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks of seven days.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Unit {
    /// Every unit, shortest first.
    pub const ALL: [Self; 4] = [Self::Days, Self::Weeks, Self::Months, Self::Years];

    /// Its name in the text of a filter.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
        }
    }
}

/// So many days, weeks, months or years; 1 to [`MOST_UNITS`], which whoever makes a condition
/// checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

impl Stretch {
    /// The day this long after another.
    #[must_use]
    pub fn after(self, day: Day) -> Day {
        self.moved(day, 1)
    }

    /// The day this long before another.
    #[must_use]
    pub fn before(self, day: Day) -> Day {
        self.moved(day, -1)
    }

    /// The days up to and with today, today being the first of so many: the last 7 days are today
    /// and the six before it, as every figure counts them.
    #[must_use]
    pub fn up_to(self, today: Day) -> Period {
        Period { from: self.before(today).plus(1), to: today }
    }

    /// Today and the days to come: the next 7 days end a week from today, as birthdays are told.
    #[must_use]
    pub fn from_now(self, today: Day) -> Period {
        Period { from: today, to: self.after(today) }
    }

    fn moved(self, day: Day, sign: i32) -> Day {
        let n = i32::try_from(self.n.min(MOST_UNITS)).expect("ten thousand fit") * sign;
        match self.unit {
            Unit::Days => day.plus(n),
            Unit::Weeks => day.plus(n * 7),
            Unit::Months => months_later(day, n),
            Unit::Years => months_later(day, n * 12),
        }
    }
}

/// The same day of another month; where that is shorter, its last day.
fn months_later(day: Day, n: i32) -> Day {
    let month = day.month();
    let of_month = day.since(month.first_day());
    let target = month.plus(n);
    target.first_day().plus(of_month).min(Period::month(target).to)
}

/// From when to when purchases count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Span {
    /// All of them.
    #[default]
    Ever,
    /// The last so many days, weeks, months or years, today with them.
    Last(Stretch),
    /// The month of today.
    ThisMonth,
    /// The year of today.
    ThisYear,
    /// From a day to a day, both with it.
    Between(Day, Day),
}

/// Today, and the month and year it lies in by the calendar the shop goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Today.
    pub today: Day,
    /// The month of today.
    pub month: Period,
    /// The year of today.
    pub year: Period,
}

impl Now {
    /// Today in the Gregorian calendar; for another one, say its month and year yourself.
    #[must_use]
    pub fn gregorian(today: Day) -> Self {
        let month = today.month();
        let january = month.plus(1 - i32::try_from(month.number()).expect("1 to 12"));
        let year = Period { from: january.first_day(), to: january.plus(12).first_day().plus(-1) };
        Self { today, month: Period::month(month), year }
    }
}

impl Span {
    /// The days it stands for, none of them after today: what is dated later counts in no figure.
    #[must_use]
    pub fn period(self, now: &Now) -> Period {
        let today = now.today;
        let period = match self {
            Self::Ever => Period::until(today),
            Self::Last(stretch) => stretch.up_to(today),
            Self::ThisMonth => now.month,
            Self::ThisYear => now.year,
            Self::Between(from, to) => Period { from, to },
        };
        Period { to: period.to.min(today), ..period }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().expect("a date"))
    }

    #[test]
    fn a_span_is_counted_back_from_today() {
        let now = Now::gregorian(day("2026-03-31"));
        let check = |span: Span, from: &str, to: &str| {
            assert_eq!(span.period(&now), Period { from: day(from), to: day(to) }, "{span:?}");
        };
        let last = |n, unit| Span::Last(Stretch { n, unit });
        check(Span::Ever, "1900-01-01", "2026-03-31");
        check(last(1, Unit::Days), "2026-03-31", "2026-03-31");
        check(last(2, Unit::Weeks), "2026-03-18", "2026-03-31");
        check(last(1, Unit::Months), "2026-03-01", "2026-03-31");
        check(last(1, Unit::Years), "2025-04-01", "2026-03-31");
        check(Span::ThisMonth, "2026-03-01", "2026-03-31");
        check(Span::ThisYear, "2026-01-01", "2026-03-31");
        check(Span::Between(day("2025-12-01"), day("2030-01-01")), "2025-12-01", "2026-03-31");
    }

    #[test]
    fn a_shorter_month_ends_on_its_last_day() {
        let one = Stretch { n: 1, unit: Unit::Months };
        assert_eq!(one.after(day("2027-01-31")), day("2027-02-28"));
        assert_eq!(one.before(day("2028-03-31")), day("2028-02-29"));
        assert_eq!(Stretch { n: 2, unit: Unit::Years }.after(day("2028-02-29")), day("2030-02-28"));
        assert_eq!(LAST_DAY, day("9999-12-31"));
    }

    #[test]
    fn the_longest_stretch_stays_on_the_calendar() {
        for unit in Unit::ALL {
            let most = Stretch { n: MOST_UNITS, unit };
            for today in [Day::FIRST, Day(20_000), LAST_DAY] {
                assert!(most.before(today) < today && today < most.after(today), "{unit:?}");
            }
        }
    }
}
