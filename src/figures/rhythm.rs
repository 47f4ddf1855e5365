//! Own rhythm: how often each customer comes, and who is late by their own measure.
//!
//! "Anna comes every six days. She was last here nineteen days ago. Write to her; not to Béla,
//! who comes twice a year." The normal gap is the median of the days between a customer's own
//! visits, drawn toward that of customers alike in size (else of the whole shop), which counts for
//! two gaps of their own: two visits three days apart are no rhythm of three days yet. Then, in
//! gaps waited since the last visit:
//!
//! | waited more than | status |
//! |---|---|
//! | one gap | due |
//! | the owner's first limit (two) | dozing |
//! | the second (three), and the shop's floor | asleep |
//! | the third (six), and twice the floor | lost |
//!
//! The floor is a number of days read from the shop's own past ([`Rhythms::floor_days`]): of those
//! called asleep no more than one in three may come back by themselves within three gaps. Where
//! people shop twice a week, ten days away are a holiday.
//!
//! Who came once has no rhythm, so is never asleep: new, due, and from the first limit on a
//! one-timer, about whom the question is another one. The gap of the others is the median over at
//! least [`ENOUGH_ALIKE`] people of three visits or more; when even that is missing, the answer is
//! [`Basis::TooLittle`], not a guess. Two customers in three of a large public log (CDNOW) never
//! make three visits, so the basis is part of the answer.
//!
//! The median and not the mean, so that one long holiday does not teach the shop to wait; a share
//! of the own gap and not a fixed number of days, as a shop has weekly and yearly customers side
//! by side. On CDNOW the own median misses the day of the next purchase by 41 days on average and
//! only a quarter of dates fall within a week: show a window, not a day.
//!
//! Traps: sleeping is not dissatisfied; and someone who buys every December is not lost in June
//! (see [`Season`]). Purchases of one day are one visit, so no gap is zero.

mod floor;
mod habit;
mod lost_profit;
mod season;

pub use habit::{Habit, OTHERS_WEIGHT, own_gap_tenths};
pub use lost_profit::{Absence, LostProfit, Recovery, SleepRule, absences};
pub use season::Season;

use self::floor::PastSleep;
use crate::figures::ranked::{Ranked, median};
use crate::figures::size::{Band, SizeLimits};
use crate::figures::visit::{Period, Visit, Visits, until};
use crate::trade::shop::RhythmLimits;
use crate::units::calendar::Day;
use crate::units::pace::{Pace, at_once};

/// Of how many people with a rhythm of their own the gap of the others is taken.
pub const ENOUGH_ALIKE: usize = 5;

/// Whose gap a customer is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Their own, from three visits on.
    Own,
    /// That of customers who spend as much: they came once.
    Alike(Band),
    /// That of the whole shop, likewise.
    Shop,
    /// Nobody's: too few people have a rhythm yet.
    TooLittle,
    /// Their one gap drawn toward that of the others: they came twice.
    Few,
}

/// How late a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Came once and is not late.
    New,
    /// Came again and is not late.
    OnTime,
    /// Overdue by one gap.
    Due,
    /// Overdue by the owner's first limit.
    Dozing,
    /// Overdue by the second and by the shop's floor: a sleeper.
    Asleep,
    /// Overdue by the third and by twice the floor.
    Lost,
    /// Buys in a season that has not come round yet.
    OutOfSeason,
    /// Too little history to say.
    Unknown,
    /// Came once, and is overdue by the owner's first limit.
    OneTimer,
}

impl Status {
    /// Every status; `status as usize` is its place here.
    pub const ALL: [Self; N_STATUSES] = [
        Self::New,
        Self::OnTime,
        Self::Due,
        Self::Dozing,
        Self::Asleep,
        Self::Lost,
        Self::OutOfSeason,
        Self::Unknown,
        Self::OneTimer,
    ];
}

const N_STATUSES: usize = 9;

/// Where a customer stands in their rhythm on a day: everything for a sentence in any language,
/// such as "usually every 6 days, last seen 19 days ago, 3 visits missed".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// How late they are.
    pub status: Status,
    /// Whose gap says so.
    pub basis: Basis,
    /// The gap in tenths of days, 10 or more; `None` when there is too little history.
    pub gap_tenths: Option<u32>,
    /// Days since the last visit.
    pub days_since: u32,
    /// Whole gaps that passed without a visit, the time between seasons left out.
    pub missed: u32,
    /// Gaps waited in tenths: 31 is "3.1 times the usual". Zero without a gap.
    pub overdue_tenths: u32,
    /// The day they were or are expected: one gap after the last visit, or when the season
    /// begins.
    pub expected: Option<Day>,
    /// The season they buy in, if they do.
    pub season: Option<Season>,
}

/// The gap of whoever has none of their own, and whose it is.
type Fallback = (Option<u32>, Basis);

/// Everybody's rhythm on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythms {
    habits: Vec<Option<Habit>>,
    alike: [Ranked<u32>; 3],
    shop: Ranked<u32>,
    fallbacks: [Fallback; 3],
    counts: [u32; N_STATUSES],
    past: PastSleep,
    floor_days: u32,
    sizes: SizeLimits,
    limits: RhythmLimits,
    today: Day,
}

impl Rhythms {
    /// Learns every customer's rhythm from the visits up to and with a day.
    #[must_use]
    pub fn new(visits: &Visits, sizes: SizeLimits, limits: RhythmLimits, today: Day) -> Self {
        at_once(async |pace| Self::paced(visits, sizes, limits, today, pace).await)
    }

    /// As [`new`](Self::new), at a pace.
    pub async fn paced(
        visits: &Visits,
        sizes: SizeLimits,
        limits: RhythmLimits,
        today: Day,
        pace: &Pace,
    ) -> Self {
        let mut gaps = Vec::new();
        let mut past = PastSleep::default();
        let mut habits: Vec<Option<Habit>> = Vec::with_capacity(visits.customers().len());
        let habit = |customer| {
            let totals = visits.totals(customer, Period::until(today))?;
            let visits = visits.until(customer, today);
            let habit = Habit::with(&mut gaps, visits, &totals, sizes);
            past.count(1, &habit, &gaps, limits, today);
            Some(habit)
        };
        pace.each(visits.customers().map(habit), |habit| habits.push(habit)).await;
        let known = || habits.iter().flatten();
        let alike = Band::ALL.map(|band| {
            let alike = known().filter(|habit| habit.band == band);
            Ranked::new(alike.filter_map(Habit::rhythm_tenths).collect())
        });
        pace.rest().await;
        let shop = Ranked::merged(&alike);
        let fallbacks = fallbacks(&alike, &shop);
        let floor_days = past.floor_days();
        let counts = [0; N_STATUSES];
        let mut rhythms =
            Self { habits, alike, shop, fallbacks, counts, past, floor_days, sizes, limits, today };
        rhythms.count();
        rhythms
    }

    /// Learns one customer's rhythm anew after their visits changed; the others' gap and the
    /// floor with it.
    ///
    /// `before` and `visits` are all of theirs, in order, as they were and as they are; those
    /// after the day of these rhythms do not count.
    pub fn update(&mut self, customer: u32, before: &[Visit], visits: &[Visit]) {
        let place = customer as usize;
        if place >= self.habits.len() {
            self.habits.resize(place + 1, None);
        }
        let (limits, today) = (self.limits, self.today);
        let (before, visits) = (until(before, today), until(visits, today));
        let new = Habit::of(visits, self.sizes);
        let old = std::mem::replace(&mut self.habits[place], new);
        let mut gaps = Vec::new();
        for (sign, habit, visits) in [(-1, &old, before), (1, &new, visits)] {
            if let Some(habit) = habit {
                habit::fill_gaps(&mut gaps, visits);
                self.past.count(sign, habit, &gaps, limits, today);
            }
        }
        let gap = |habit: Option<Habit>| habit.as_ref().and_then(Habit::rhythm_tenths);
        self.shop.replace(gap(old), gap(new));
        for band in Band::ALL {
            let within = |habit: Option<Habit>| gap(habit.filter(|habit| habit.band == band));
            self.alike[band as usize].replace(within(old), within(new));
        }
        self.recount(old, new);
    }

    /// Counts one customer anew, or everybody where the gaps of the others or the floor have
    /// changed.
    fn recount(&mut self, old: Option<Habit>, new: Option<Habit>) {
        let fallbacks = fallbacks(&self.alike, &self.shop);
        let floor_days = self.past.floor_days();
        if fallbacks != self.fallbacks || floor_days != self.floor_days {
            self.fallbacks = fallbacks;
            self.floor_days = floor_days;
            self.count();
            return;
        }
        if let Some(old) = old {
            self.counts[self.status(&old) as usize] -= 1;
        }
        if let Some(new) = new {
            self.counts[self.status(&new) as usize] += 1;
        }
    }

    fn count(&mut self) {
        let mut counts = [0; N_STATUSES];
        for habit in self.habits.iter().flatten() {
            counts[self.status(habit) as usize] += 1;
        }
        self.counts = counts;
    }

    /// The day these rhythms are of.
    #[must_use]
    pub fn today(&self) -> Day {
        self.today
    }

    /// A customer's habit; `None` for whoever never bought.
    #[must_use]
    pub fn habit(&self, customer: u32) -> Option<Habit> {
        self.habits.get(customer as usize).copied().flatten()
    }

    /// A customer's rhythm; `None` for whoever never bought.
    #[must_use]
    pub fn of(&self, customer: u32) -> Option<Rhythm> {
        Some(self.judge(&self.habit(customer)?))
    }

    /// Everybody's rhythm, in the order of customers; `None` for those who never bought.
    pub fn iter(&self) -> impl Iterator<Item = Option<Rhythm>> {
        self.habits.iter().map(|habit| habit.as_ref().map(|habit| self.judge(habit)))
    }

    /// How many customers are in each status, in the order of [`Status::ALL`].
    #[must_use]
    pub fn counts(&self) -> [u32; N_STATUSES] {
        self.counts
    }

    /// The gap of the others that somebody is measured by, or drawn toward, in tenths of days.
    #[must_use]
    pub fn others_tenths(&self, habit: &Habit) -> Option<u32> {
        self.fallbacks[habit.band as usize].0
    }

    /// Before how many days nobody is asleep, whatever their own gap; zero while the past of the
    /// shop asks for no such floor, or is too short to say.
    #[must_use]
    pub fn floor_days(&self) -> u32 {
        self.floor_days
    }

    /// When an absence counts as sleep here.
    #[must_use]
    pub fn sleep_rule(&self) -> SleepRule {
        SleepRule { limits: self.limits, floor_days: self.floor_days }
    }

    /// What everybody's status hangs on beside their own visits: while it stays, one purchase
    /// moves nobody else.
    #[must_use]
    pub fn yardsticks(&self) -> impl Eq + Copy + use<> {
        (self.fallbacks, self.floor_days)
    }

    /// The usual gap of the whole shop in tenths of days; `None` until [`ENOUGH_ALIKE`] people
    /// have a rhythm.
    #[must_use]
    pub fn shop_gap_tenths(&self) -> Option<u32> {
        typical(&self.shop)
    }

    fn judge(&self, habit: &Habit) -> Rhythm {
        let (gap_tenths, basis) = self.gap_of(habit);
        let gap = gap_tenths.map_or(1, |gap| u64::from(gap.max(1)));
        let waited = habit.waited_days(self.today);
        let waited_tenths =
            gap_tenths.and(waited).map_or(0, |waited| u64::from(waited).saturating_mul(10));
        Rhythm {
            status: self.status(habit),
            basis,
            gap_tenths,
            days_since: u32::try_from(self.today.since(habit.last)).unwrap_or(0),
            missed: u32::try_from(waited_tenths / gap).unwrap_or(u32::MAX),
            overdue_tenths: u32::try_from(10 * waited_tenths / gap).unwrap_or(u32::MAX),
            expected: gap_tenths.map(|gap| match (waited, habit.season) {
                (None, Some(season)) => season.after(habit.last),
                _ => habit.last.plus(i32::try_from(gap.div_ceil(10)).unwrap_or(i32::MAX)),
            }),
            season: habit.season,
        }
    }

    fn gap_of(&self, habit: &Habit) -> Fallback {
        let (others, basis) = self.fallbacks[habit.band as usize];
        let basis = match habit.n_visits {
            0 | 1 => basis,
            2 if basis == Basis::TooLittle => basis,
            2 => Basis::Few,
            _ => Basis::Own,
        };
        (habit.drawn_gap_tenths(others), basis)
    }

    fn status(&self, habit: &Habit) -> Status {
        let (Some(gap), _) = self.gap_of(habit) else {
            return Status::Unknown;
        };
        let Some(days) = habit.waited_days(self.today) else {
            return Status::OutOfSeason;
        };
        // Both sides in hundredths of a day; added up rather than asked in turn, as this runs
        // over the whole base whenever the gap of the others changes.
        let (days, floor) = (u64::from(days), u64::from(self.floor_days));
        let over = |tenths: u16| days * 100 > u64::from(gap) * u64::from(tenths);
        let limits = self.limits;
        let late = usize::from(over(10))
            + usize::from(over(limits.dozing_tenths()))
            + usize::from(over(limits.asleep_tenths()) && days > floor)
            + usize::from(over(limits.lost_tenths()) && days > 2 * floor);
        let once = [Status::New, Status::Due, Status::OneTimer, Status::OneTimer, Status::OneTimer];
        let again = [Status::OnTime, Status::Due, Status::Dozing, Status::Asleep, Status::Lost];
        if habit.n_visits == 1 { once[late] } else { again[late] }
    }
}

fn fallbacks(alike: &[Ranked<u32>; 3], shop: &Ranked<u32>) -> [Fallback; 3] {
    let shop = match typical(shop) {
        Some(gap) => (Some(gap), Basis::Shop),
        None => (None, Basis::TooLittle),
    };
    Band::ALL.map(|band| match typical(&alike[band as usize]) {
        Some(gap) => (Some(gap), Basis::Alike(band)),
        None => shop,
    })
}

fn typical(gaps: &Ranked<u32>) -> Option<u32> {
    let gaps = gaps.as_slice();
    if gaps.len() < ENOUGH_ALIKE { None } else { median(gaps) }
}

#[cfg(test)]
mod tests;
