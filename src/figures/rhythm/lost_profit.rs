//! What the shop loses on sleepers, and what a return brings back.

use crate::figures::ranked::{Ranked, median};
use crate::figures::rhythm::Habit;
use crate::figures::visit::{Takings, Visit, until};
use crate::trade::shop::RhythmLimits;
use crate::units::calendar::Day;
use crate::units::money::Money;

/// What waking the sleepers would bring: sleepers × share that returns × average check.
///
/// The trade's example: 40 sleepers of a café, of whom 30 in a hundred return, at a check of
/// 800, bring 9,600 when each comes once, in a café that is a week; 38,400 in four weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LostProfit {
    /// How many customers sleep.
    pub n_sleepers: u32,
    /// Of a hundred that are written to, how many come back, 0 to 100.
    pub return_percent: u8,
    /// What one visit brings: an average check for lost income, its margin for lost profit.
    pub average_check: Money,
}

impl LostProfit {
    /// What is lost while each of those who would return misses this many visits, to the nearest
    /// minor unit: one is one gap of theirs.
    #[must_use]
    pub fn over(self, n_visits: u32) -> Money {
        let visits = u64::from(self.n_sleepers).saturating_mul(u64::from(n_visits));
        let share = i128::from(self.return_percent.min(100));
        let hundredfold =
            (i128::from(visits) * share).saturating_mul(i128::from(self.average_check.0));
        let nearest = hundredfold.saturating_add(50 * hundredfold.signum()) / 100;
        Money(i64::try_from(nearest).unwrap_or(if nearest < 0 { i64::MIN } else { i64::MAX }))
    }
}

/// A stretch of sleep of one customer: what was lost in it, and what their return brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The last visit before it.
    pub since: Day,
    /// The visit that ended it; `None` while it lasts.
    pub until: Option<Day>,
    /// Visits missed.
    pub n_missed: u32,
    /// The income of the missed visits, at the average of the visits before.
    pub lost_income: Money,
    /// The profit of the missed visits, likewise.
    pub lost_profit: Money,
    /// The profit of the visits from the return to the next absence or today.
    pub recovered: Money,
}

/// When an absence counts as sleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SleepRule {
    /// The owner's limits, in gaps.
    pub limits: RhythmLimits,
    /// The shop's floor, in days.
    pub floor_days: u32,
}

/// The absences of one customer up to and with a day, oldest first.
///
/// A wait is an absence once it passes the limit of asleep, by the rhythm known at that time: the
/// own median drawn toward `others_tenths`, if there is one. Who had come once was not asleep.
/// Time between seasons does not count. `visits` are in order.
#[must_use]
pub fn absences(
    visits: &[Visit],
    habit: &Habit,
    others_tenths: Option<u32>,
    rule: SleepRule,
    margin_percent: u8,
    today: Day,
) -> Vec<Absence> {
    let visits = until(visits, today);
    let mut gaps = Ranked::default();
    let mut takings = Takings::default();
    let mut found: Vec<Absence> = Vec::new();
    for (place, visit) in visits.iter().enumerate() {
        takings += visit.takings;
        if let Some(absence) = found.last_mut() {
            absence.recovered += visit.takings.profit(margin_percent);
        }
        let next = visits.get(place + 1).map(|next| next.day);
        let n_visits = u32::try_from(place + 1).unwrap_or(u32::MAX);
        let gap_tenths = median(gaps.as_slice());
        let then = Habit { last: visit.day, n_visits, gap_tenths, ..*habit };
        let known = then.drawn_gap_tenths(others_tenths).filter(|_| place > 0);
        let wait = Wait { since: visit.day, next, today };
        if let Some(n_missed) = known.and_then(|gap| wait.missed(gap, habit, rule)) {
            let each = |money: Money| money.per(n_visits).unwrap_or_default();
            found.push(Absence {
                since: visit.day,
                until: next,
                n_missed,
                lost_income: each(takings.spent).percent(n_missed.saturating_mul(100)),
                lost_profit: each(takings.profit(margin_percent))
                    .percent(n_missed.saturating_mul(100)),
                recovered: Money::ZERO,
            });
        }
        if let Some(gap) = next.and_then(|next| u32::try_from(next.since(visit.day)).ok()) {
            gaps.replace(None, Some(gap.saturating_mul(10)));
        }
    }
    found
}

/// The time from a visit to the next, or to today.
struct Wait {
    since: Day,
    next: Option<Day>,
    today: Day,
}

impl Wait {
    /// How many visits were missed, if it was long enough for sleep.
    fn missed(&self, gap_tenths: u32, habit: &Habit, rule: SleepRule) -> Option<u32> {
        let habit = Habit { last: self.since, gap_tenths: Some(gap_tenths), ..*habit };
        let waited = habit.waited_days(self.next.unwrap_or(self.today))?;
        let is_within_floor = waited <= rule.floor_days;
        let (waited, gap) = (u64::from(waited) * 10, u64::from(gap_tenths.max(1)));
        if is_within_floor || waited * 10 <= gap * u64::from(rule.limits.asleep_tenths()) {
            return None;
        }
        // The visit that ends the wait was not missed, even when it falls on the day.
        let missed = if self.next.is_some() { (waited - 1) / gap } else { waited / gap };
        u32::try_from(missed).ok()
    }
}

/// The account of waking sleepers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Customers who sleep now.
    pub n_asleep: u32,
    /// Absences a return has closed.
    pub n_returned: u32,
    /// Profit lost in absences that last.
    pub lost: Money,
    /// Profit since the returns.
    pub recovered: Money,
    /// What was spent on recovering: messages, gifts, discounts.
    pub spent: Money,
}

impl Recovery {
    /// Adds absences up; only those that were still open on `from` or began later count.
    #[must_use]
    pub fn of<'a>(
        absences: impl IntoIterator<Item = &'a Absence>,
        from: Day,
        spent: Money,
    ) -> Self {
        let mut account = Self { spent, ..Self::default() };
        for absence in absences {
            match absence.until {
                None => {
                    account.n_asleep += 1;
                    account.lost += absence.lost_profit;
                }
                Some(until) if until >= from => {
                    account.n_returned += 1;
                    account.recovered += absence.recovered;
                }
                Some(_) => {}
            }
        }
        account
    }

    /// What recovering brought after its own cost; below zero when it cost more.
    #[must_use]
    pub fn gain(&self) -> Money {
        self.recovered - self.spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::size::Band;

    #[test]
    fn the_cafe_loses_as_its_owner_reckons() {
        let cafe = LostProfit { n_sleepers: 40, return_percent: 30, average_check: Money(800) };
        assert_eq!(cafe.over(1), Money(9_600));
        assert_eq!(cafe.over(4), Money(38_400));
        let absurd = LostProfit {
            n_sleepers: u32::MAX,
            return_percent: 255,
            average_check: Money(i64::MAX),
        };
        assert_eq!(absurd.over(u32::MAX), Money(i64::MAX));
    }

    fn found(days: &[i32], today: i32) -> Vec<Absence> {
        let takings = Takings { spent: Money(100), ..Takings::default() };
        let visit = |day: &i32| Visit { day: Day(*day), n_purchases: 1, takings };
        let visits: Vec<Visit> = days.iter().map(visit).collect();
        let habit =
            Habit { last: Day(0), n_visits: 1, gap_tenths: None, season: None, band: Band::Small };
        let rule = SleepRule { limits: RhythmLimits::default(), floor_days: 0 };
        absences(&visits, &habit, None, rule, 30, Day(today))
    }

    #[test]
    fn a_return_closes_the_line() {
        let account = |days, today| Recovery::of(&found(days, today), Day(0), Money(20));
        let asleep = account(&[0, 7, 14], 45);
        assert_eq!((asleep.n_asleep, asleep.lost, asleep.gain()), (1, Money(120), Money(-20)));
        let back = account(&[0, 7, 14, 45, 52], 53);
        assert_eq!((back.n_asleep, back.n_returned, back.lost), (0, 1, Money(0)));
        assert_eq!((back.recovered, back.gain()), (Money(60), Money(40)));
    }

    #[test]
    fn a_visit_on_the_day_is_not_missed() {
        let missed = |days, today| found(days, today).first().map(|absence| absence.n_missed);
        assert_eq!(missed(&[0, 7, 14, 42], 42), Some(3));
        assert_eq!(missed(&[0, 7, 14], 42), Some(4));
        assert_eq!(missed(&[0, 7, 14], 35), None);
    }
}
