//! Before how many days nobody is asleep, read from the shop's own past.
//!
//! Three gaps of a household that shops twice a week are ten days: a holiday, not a farewell. So
//! every absence of the past that counts as sleep by its own gap is looked at, day by day: had
//! they come back by themselves within three more gaps? Asleep begins at the least number of days
//! from which on that was so on no more than [`SHARE_PERCENT`] such days in a hundred.
//!
//! Counted are customers with a rhythm of their own, by the gap known today: nothing of it hangs
//! on other customers, so that a purchase changes the sums by one customer's part.

use crate::figures::rhythm::Habit;
use crate::trade::shop::RhythmLimits;
use crate::units::calendar::Day;

/// The floors tried, in days, least first.
const FLOORS_DAYS: [u32; N_FLOORS] =
    [0, 7, 14, 21, 28, 35, 42, 56, 70, 84, 112, 140, 182, 273, 365];

const N_FLOORS: usize = 15;

/// Of a hundred days of sleep in the past, on how many they may have been about to return.
///
/// One in three is what is promised. But the floor is read from absences that have ended, and a
/// shop that grows calls its people back faster than it did: at a third, 34 and 39 in a hundred
/// of a wholesaler's sleepers came back in its two years.
const SHARE_PERCENT: i64 = 25;

/// Fewer absences than this say nothing yet.
const ENOUGH_ABSENCES: i64 = 20;

/// The absences of the past by floor: on how many days someone was asleep, and on how many of
/// these they were to come back within three gaps. In tenths of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PastSleep {
    n_absences: i64,
    asleep: [i64; N_FLOORS],
    to_return: [i64; N_FLOORS],
}

impl PastSleep {
    /// Counts one customer in (`sign` 1) or out (-1), by their gaps in any order.
    pub(super) fn count(
        &mut self,
        sign: i64,
        habit: &Habit,
        gaps: &[u32],
        limits: RhythmLimits,
        today: Day,
    ) {
        let Some(gap) = habit.rhythm_tenths().filter(|_| habit.season.is_none()) else { return };
        let gap = i64::from(gap);
        let absent = Absent {
            asleep_from: gap * i64::from(limits.asleep_tenths()) / 10,
            lost_from: gap * i64::from(limits.lost_tenths()) / 10,
            three_gaps: 3 * gap,
        };
        let longest_awake = u32::try_from(absent.asleep_from / 10).unwrap_or(u32::MAX);
        for days in gaps {
            // Hardly any are longer.
            if *days > longest_awake {
                self.add(sign, &absent, i64::from(*days) * 10, true);
            }
        }
        let waited = i64::from(today.since(habit.last)) * 10;
        if waited > absent.asleep_from {
            self.add(sign, &absent, waited, false);
        }
    }

    fn add(&mut self, sign: i64, absent: &Absent, length: i64, is_over: bool) {
        self.n_absences += sign;
        // Of one that lasts, only the days are counted that three gaps have passed since.
        let seen_until = if is_over { length } else { length - absent.three_gaps };
        for (place, floor) in FLOORS_DAYS.iter().enumerate() {
            let floor = i64::from(*floor) * 10;
            let from = absent.asleep_from.max(floor);
            if from >= seen_until {
                return;
            }
            let until = seen_until.min(absent.lost_from.max(2 * floor));
            self.asleep[place] += sign * (until - from).max(0);
            if is_over {
                let returning_from = from.max(length - absent.three_gaps);
                self.to_return[place] += sign * (until - returning_from).max(0);
            }
        }
    }

    /// The floor in days.
    pub(super) fn floor_days(&self) -> u32 {
        if self.n_absences < ENOUGH_ABSENCES {
            return 0;
        }
        let is_right =
            |place: &usize| 100 * self.to_return[*place] <= SHARE_PERCENT * self.asleep[*place];
        let place = (0..N_FLOORS).find(is_right).unwrap_or(N_FLOORS - 1);
        FLOORS_DAYS[place]
    }
}

/// From when to when someone who is away counts as asleep, in tenths of days.
struct Absent {
    asleep_from: i64,
    lost_from: i64,
    three_gaps: i64,
}
