//! What sleepers cost, never more than they ever brought; and who came once.

use crate::figures::rhythm::{LostProfit, Status};
use crate::figures::visit::Visit;
use crate::units::calendar::Day;
use crate::units::money::Money;

use super::{Overview, QUARTER_DAYS};

/// Fewer one-timers than this, a quarter ago, say nothing of today's.
const ENOUGH_ONE_TIMERS: u32 = 10;

/// Those who came once and are overdue, and how many such came back in the shop's own past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneTimersBack {
    /// One-timers now.
    pub n_now: u32,
    /// One-timers 91 days ago.
    pub n_then: u32,
    /// How many of these have come since.
    pub n_back: u32,
}

impl OneTimersBack {
    /// Which part comes back within a quarter by themselves, 0 to 1; `None` while there were too
    /// few to say.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let is_enough = self.n_then >= ENOUGH_ONE_TIMERS;
        is_enough.then(|| f64::from(self.n_back) / f64::from(self.n_then))
    }
}

impl Overview {
    /// What is lost while each sleeper misses one more visit.
    ///
    /// Neither one-timers nor the long lost are counted. The check is what a visit of these people
    /// brought, but no more for each than all of them together brought at best in a stretch as long
    /// as the shop's usual gap: where they never came all in one such time, they will not now.
    pub(super) fn lost(&self) -> LostProfit {
        let rhythms = self.figures.rhythms();
        let visits = self.figures.visits();
        let mut theirs: Vec<(Day, Money)> = Vec::new();
        let mut n_sleepers = 0_u32;
        for (number, rhythm) in visits.customers().zip(rhythms.iter()) {
            if rhythm.is_some_and(|rhythm| rhythm.status == Status::Asleep) {
                n_sleepers += 1;
                let paid = |visit: &Visit| (visit.day, visit.takings.spent);
                theirs.extend(visits.until(number, self.today()).iter().map(paid));
            }
        }
        let spent: Money = theirs.iter().map(|(_, spent)| *spent).sum();
        let n_visits = u32::try_from(theirs.len()).unwrap_or(u32::MAX);
        let check = spent.per(n_visits).unwrap_or_default();
        let best = rhythms.shop_gap_tenths().map(|gap| best_stretch(theirs, gap.div_ceil(10)));
        let each = best.and_then(|best| best.per(n_sleepers)).unwrap_or(check);
        let average_check = check.min(each);
        LostProfit { n_sleepers, return_percent: self.return_percent, average_check }
    }

    /// One-timers now, and what became of those of a quarter ago.
    #[must_use]
    pub fn one_timers(&self) -> OneTimersBack {
        let rhythms = self.figures.rhythms();
        let visits = self.figures.visits();
        let then = self.today().plus(-QUARTER_DAYS);
        let limit = u64::from(self.figures.terms().limits.dozing_tenths());
        let is_overdue = |first: Day, gap: u32| {
            u64::try_from(then.since(first)).is_ok_and(|days| days * 100 > u64::from(gap) * limit)
        };
        let n_now = rhythms.counts()[Status::OneTimer as usize];
        let mut back = OneTimersBack { n_now, n_then: 0, n_back: 0 };
        for number in visits.customers() {
            let (seen, all) = (visits.until(number, then), visits.until(number, self.today()));
            let gap = rhythms.habit(number).and_then(|habit| rhythms.others_tenths(&habit));
            if let ([only], Some(gap)) = (seen, gap)
                && is_overdue(only.day, gap)
            {
                back.n_then += 1;
                back.n_back += u32::from(all.len() > 1);
            }
        }
        back
    }
}

/// The most that was paid within so many days in a row.
fn best_stretch(mut paid: Vec<(Day, Money)>, n_days: u32) -> Money {
    paid.sort_unstable();
    let n_days = i32::try_from(n_days.max(1)).unwrap_or(i32::MAX);
    let (mut from, mut sum, mut best) = (0, Money::ZERO, Money::ZERO);
    for (day, money) in &paid {
        sum += *money;
        while day.since(paid[from].0) >= n_days {
            sum += -paid[from].1;
            from += 1;
        }
        best = best.max(sum);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_stretch_is_of_days_in_a_row() {
        let paid = [(3, 5), (1, 1), (2, 2), (9, 7), (10, 1)].map(|(day, n)| (Day(day), Money(n)));
        for (n_days, expected) in [(1, 7), (2, 8), (3, 8), (8, 14), (9, 15), (10, 16), (0, 7)] {
            assert_eq!(best_stretch(paid.to_vec(), n_days), Money(expected), "{n_days}");
        }
        assert_eq!(best_stretch(vec![], 7), Money::ZERO);
    }

    #[test]
    fn too_few_one_timers_say_nothing() {
        let few = OneTimersBack { n_now: 50, n_then: 9, n_back: 3 };
        assert_eq!(few.share(), None);
        assert_eq!(OneTimersBack { n_then: 10, ..few }.share(), Some(0.3));
    }
}
