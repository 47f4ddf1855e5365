//! What sleepers cost, never more than they ever brought; and who came once.

use crate::figures::rhythm::{LostProfit, Status};

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
        let asleep = &self.sums().asleep;
        let check = asleep.average_check();
        let gap = self.figures.rhythms().shop_gap_tenths();
        let best = gap.map(|gap| asleep.best_stretch(gap.div_ceil(10)));
        let each = best.and_then(|best| best.per(asleep.n_sleepers)).unwrap_or(check);
        let n_sleepers = asleep.n_sleepers;
        let return_percent = self.return_percent;
        LostProfit { n_sleepers, return_percent, average_check: check.min(each) }
    }

    /// One-timers now, and what became of those of a quarter ago.
    #[must_use]
    pub fn one_timers(&self) -> OneTimersBack {
        let n_now = self.figures.rhythms().counts()[Status::OneTimer as usize];
        let sums = self.sums();
        OneTimersBack { n_now, n_then: sums.n_then, n_back: sums.n_back }
    }

    /// Whether somebody was a one-timer a quarter ago, and whether they were and came since.
    pub(super) fn one_timer_then(&self, number: u32) -> (bool, bool) {
        let (rhythms, visits) = (self.figures.rhythms(), self.figures.visits());
        let then = self.today().plus(-QUARTER_DAYS);
        let limit = u64::from(self.figures.terms().limits.dozing_tenths());
        let gap = rhythms.habit(number).and_then(|habit| rhythms.others_tenths(&habit));
        let ([only], Some(gap)) = (visits.until(number, then), gap) else {
            return (false, false);
        };
        let days = u64::try_from(then.since(only.day)).unwrap_or_default();
        let was = days * 100 > u64::from(gap) * limit;
        (was, was && visits.until(number, self.today()).len() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_one_timers_say_nothing() {
        let few = OneTimersBack { n_now: 50, n_then: 9, n_back: 3 };
        assert_eq!(few.share(), None);
        assert_eq!(OneTimersBack { n_then: 10, ..few }.share(), Some(0.3));
    }
}
