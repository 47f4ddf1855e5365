//! How a customer comes: what their visits say by themselves, whatever the day.

use crate::figures::rhythm::Season;
use crate::figures::size::{Band, SizeLimits};
use crate::figures::visit::{Totals, Visit};
use crate::units::calendar::Day;

/// How a customer comes, whatever the day: what is known from their visits alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habit {
    /// The day of the last visit.
    pub last: Day,
    /// How many visits, at least one.
    pub n_visits: u32,
    /// Tenths of days of their own gap, the median of all; `None` under two visits.
    pub gap_tenths: Option<u32>,
    /// The season they buy in, if they do.
    pub season: Option<Season>,
    /// How much they spent, for comparing them with others.
    pub band: Band,
}

impl Habit {
    /// Learns a habit from visits in order; `None` when there are none.
    #[must_use]
    pub fn of(visits: &[Visit], sizes: SizeLimits) -> Option<Self> {
        let totals = Totals::of(visits)?;
        Some(Self::with(&mut Vec::new(), visits, &totals, sizes))
    }

    /// Uses a list of the caller's, so that a hundred thousand customers do not make as many.
    pub(super) fn with(
        gaps: &mut Vec<u32>,
        visits: &[Visit],
        totals: &Totals,
        sizes: SizeLimits,
    ) -> Self {
        fill_gaps(gaps, visits);
        let season = Season::of(visits, gaps);
        let gap_tenths = season.and_then(|season| season.gap_tenths(visits));
        let gap_tenths = gap_tenths.or_else(|| match gaps[..] {
            [only] => Some(only * 10),
            _ => median_gap_tenths(gaps),
        });
        let band = sizes.band(totals.takings.spent);
        Self { last: totals.last, n_visits: totals.n_visits, gap_tenths, season, band }
    }

    /// Whether they came often enough for a rhythm of their own: three times.
    #[must_use]
    pub fn has_rhythm(&self) -> bool {
        self.n_visits >= 3
    }

    /// Their own gap once it is a rhythm.
    pub(super) fn rhythm_tenths(&self) -> Option<u32> {
        self.gap_tenths.filter(|_| self.has_rhythm())
    }

    /// The gap they are measured by: their own, drawn toward that of others, which counts for
    /// [`OTHERS_WEIGHT`] of their gaps; `None` when neither is known.
    ///
    /// Two visits that happened to lie three days apart do not make a customer of every three
    /// days. The gap within a season stays their own, since that of the others is of the year.
    #[must_use]
    pub fn drawn_gap_tenths(&self, others_tenths: Option<u32>) -> Option<u32> {
        match (self.gap_tenths, others_tenths) {
            (Some(own), Some(others)) if self.season.is_none() => {
                Some(drawn(own, self.n_visits - 1, others))
            }
            (_, others) => self.rhythm_tenths().or(others),
        }
    }

    /// Days waited for them up to a day, the time between their seasons left out; `None` while
    /// they rest between seasons.
    pub(super) fn waited_days(&self, today: Day) -> Option<u32> {
        let from = match self.season {
            Some(season) if self.gap_tenths.is_some_and(Season::is_within) => {
                season.waiting_since(self.last, today)?
            }
            _ => self.last,
        };
        Some(u32::try_from(today.since(from)).unwrap_or(0))
    }
}

/// How many gaps of a customer's own the gap of the others counts for.
pub const OTHERS_WEIGHT: u32 = 2;

/// The own gap of so many gaps, drawn toward that of the others, to the nearest tenth.
pub(super) fn drawn(own_tenths: u32, n_gaps: u32, others_tenths: u32) -> u32 {
    let n_all = n_gaps.saturating_add(OTHERS_WEIGHT);
    // Almost always the sum fits 32 bits, which divide twice as fast; this runs over the whole
    // base.
    let own = own_tenths.checked_mul(n_gaps);
    let others = others_tenths.checked_mul(OTHERS_WEIGHT).and_then(|it| it.checked_add(n_all / 2));
    if let Some(sum) = own.zip(others).and_then(|(own, others)| own.checked_add(others)) {
        return sum / n_all;
    }
    let (n, weight) = (u64::from(n_gaps), u64::from(OTHERS_WEIGHT));
    let sum = n * u64::from(own_tenths) + weight * u64::from(others_tenths);
    u32::try_from((sum + (n + weight) / 2) / (n + weight)).unwrap_or(u32::MAX)
}

pub(super) fn fill_gaps(gaps: &mut Vec<u32>, visits: &[Visit]) {
    let gap = |pair: &[Visit]| {
        let days = u32::try_from(pair[1].day.since(pair[0].day)).unwrap_or(0);
        days.min(LONGEST_GAP_DAYS)
    };
    gaps.clear();
    gaps.extend(visits.windows(2).map(gap));
}

/// The median of gaps in days, as tenths of days; `None` for fewer than two. Reorders the gaps.
fn median_gap_tenths(gaps: &mut [u32]) -> Option<u32> {
    if gaps.len() < 2 {
        return None;
    }
    let (lower, upper) = ((gaps.len() - 1) / 2, gaps.len() / 2);
    let (lower, upper) = if gaps.len() <= FEW {
        let ranked = ranked_few(gaps);
        (ranked[lower], ranked[upper])
    } else {
        gaps.sort_unstable();
        (gaps[lower], gaps[upper])
    };
    u32::try_from((u64::from(lower) + u64::from(upper)) * 5).ok()
}

/// So few numbers are put in order faster by counting than by sorting.
const FEW: usize = 16;

/// No gap is longer than this many days, so that a gap and its place fit one number.
const LONGEST_GAP_DAYS: u32 = (1 << 27) - 1;

/// A few gaps in order. Each goes to the place of how many lie below it: no branch, where a sort
/// of ten numbers guesses wrong at every other step.
fn ranked_few(gaps: &[u32]) -> [u32; FEW] {
    // Signed, as processors compare several signed numbers at once and few do unsigned ones.
    let mut keys = [i32::MAX; FEW];
    for (place, (key, gap)) in (0..).zip(keys.iter_mut().zip(gaps)) {
        // With the place no two are equal.
        *key = ((gap << 4) | place).cast_signed();
    }
    let mut ranked = [0; FEW];
    for (key, gap) in keys.iter().zip(gaps) {
        let rank: u32 = keys.iter().map(|other| u32::from(other < key)).sum();
        ranked[rank as usize % FEW] = *gap;
    }
    ranked
}

/// The median of the days between visits in order, in tenths of days; `None` under three visits.
#[must_use]
pub fn own_gap_tenths(visits: &[Visit]) -> Option<u32> {
    let mut gaps = Vec::new();
    fill_gaps(&mut gaps, visits);
    median_gap_tenths(&mut gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_gaps_are_drawn_far_and_many_hardly() {
        assert_eq!(drawn(30, 1, 60), 50);
        assert_eq!(drawn(30, 2, 61), 46);
        assert_eq!(drawn(30, 98, 60), 31);
        assert_eq!(drawn(u32::MAX, 1, u32::MAX), u32::MAX);
        assert_eq!(drawn(5 << 27, 40, 10), 639_132_039);
    }

    #[test]
    fn the_median_is_the_same_counted_or_sorted() {
        let check = |gaps: &[u32], expected| {
            assert_eq!(median_gap_tenths(&mut gaps.to_vec()), expected, "{gaps:?}");
        };
        check(&[], None);
        check(&[5], None);
        check(&[5, 8], Some(65));
        check(&[9, 1, 5], Some(50));
        check(&[7; 16], Some(70));
        check(&[LONGEST_GAP_DAYS, 1], Some(5 << 27));
        let many: Vec<u32> = (1..=40).rev().collect();
        check(&many, Some(205));
        check(&many[..16], Some(325));
    }
}
