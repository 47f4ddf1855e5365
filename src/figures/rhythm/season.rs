//! The season of customers who buy in one part of the year only.

use crate::figures::visit::Visit;
use crate::units::calendar::{Day, Month};

/// The longest season there is, in months; who buys in more of the year has no season.
const LONGEST_MONTHS: u8 = 4;

/// No gap as long as the shortest time between two seasons means no season at all: 7 months and
/// a day pass between the last day of a four-month season and the first of the next, and more.
const SHORTEST_REST_DAYS: u32 = 214;

/// Two visits in one season lie no further apart: July to October have 123 days.
const LONGEST_WITHIN_DAYS: u32 = 122;

/// Half a year: a gap shorter than this lies within a season, a longer one between two.
const HALF_YEAR_DAYS: u32 = 183;

/// Two years: with fewer, two seasons are two busy times and no more.
const TWO_YEARS_DAYS: i32 = 730;

/// The months of the year a customer buys in: at most four in a row.
///
/// Told from visits alone: none outside those months, and either three seasons with a visit or
/// two with at least two visits each that lie two years apart. Fewer may be chance: of the
/// customers of a music shop whose first eighteen months look like two seasons, only half as many
/// come back as of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// The first month, 1 to 12.
    pub first_month: u8,
    /// How many months, 1 to 4; the year may end within them.
    pub n_months: u8,
}

impl Season {
    /// Finds the season in visits in order and the gaps between them; `None` when there is none.
    pub(super) fn of(visits: &[Visit], gaps: &[u32]) -> Option<Self> {
        // Hardly anybody passes here, so that months are counted for few.
        if visits.len() < 3 || !may_be_seasonal(gaps) || !is_within_part_of_year(visits) {
            return None;
        }
        let mut months: Vec<Month> = visits.iter().map(|visit| visit.day.month()).collect();
        let season = Self::shortest(&months)?;
        for month in &mut months {
            *month = Month(season.year_of(*month));
        }
        let (mut n_seasons, mut n_full) = (0, 0);
        for year in months.chunk_by(|a, b| a == b) {
            n_seasons += 1;
            n_full += usize::from(year.len() >= 2);
        }
        let n_days = visits.last()?.day.since(visits.first()?.day);
        (n_seasons >= 3 || n_full >= 2 && n_days >= TWO_YEARS_DAYS).then_some(season)
    }

    /// The shortest run of months that holds every visit; `None` when it would be too long.
    fn shortest(months: &[Month]) -> Option<Self> {
        let mut bought = [false; 12];
        for month in months {
            bought[month.number() as usize - 1] = true;
        }
        let starts = (0..12).filter(|month| bought[*month]);
        let runs = starts.map(|start| {
            let later = (0..12).filter(|later| bought[(start + later) % 12]);
            (later.max().unwrap_or(0) + 1, start)
        });
        let (n_months, start) = runs.min()?;
        let n_months = u8::try_from(n_months).ok()?;
        let first_month = u8::try_from(start + 1).ok()?;
        (n_months <= LONGEST_MONTHS).then_some(Self { first_month, n_months })
    }

    /// Which season a month belongs to, the months of rest after it included.
    fn year_of(self, month: Month) -> i32 {
        (month.0 - self.first()).div_euclid(12)
    }

    fn first(self) -> i32 {
        i32::from(self.first_month) - 1
    }

    /// The usual gap within a season, in tenths of days; `None` when each had one visit.
    pub(super) fn gap_tenths(self, visits: &[Visit]) -> Option<u32> {
        let gaps = visits.windows(2).map(|pair| pair[1].day.since(pair[0].day));
        let gaps = gaps.filter_map(|gap| u32::try_from(gap).ok());
        let mut within: Vec<u32> = gaps.filter(|gap| *gap < HALF_YEAR_DAYS).collect();
        within.sort_unstable();
        let (lower, upper) = (within.len().checked_sub(1)? / 2, within.len() / 2);
        Some((within[lower] + within[upper]) * 5)
    }

    /// Whether a gap lies within a season, so that the time between seasons must not be counted.
    pub(super) fn is_within(gap_tenths: u32) -> bool {
        gap_tenths < 10 * HALF_YEAR_DAYS
    }

    /// The day from which someone last seen on `last` is waited for; `None` between seasons.
    pub(super) fn waiting_since(self, last: Day, today: Day) -> Option<Day> {
        let next = self.after(last);
        if today >= next {
            return Some(next);
        }
        let months_in = (today.month().0 - self.first()).rem_euclid(12);
        let still_in_season = months_in < i32::from(self.n_months);
        still_in_season.then_some(last)
    }

    /// The first day of the season after the one a day lies in.
    pub(super) fn after(self, day: Day) -> Day {
        Month((self.year_of(day.month()) + 1) * 12 + self.first()).first_day()
    }
}

/// Whether some gap is long enough to lie between two seasons, and every other short enough to lie
/// within one.
fn may_be_seasonal(gaps: &[u32]) -> bool {
    // Counted to the end rather than left early: where a customer fails is a guess no processor
    // gets right.
    let (mut n_between, mut n_neither) = (0_u32, 0_u32);
    for gap in gaps {
        n_between += u32::from(*gap >= SHORTEST_REST_DAYS);
        n_neither += u32::from(*gap > LONGEST_WITHIN_DAYS && *gap < SHORTEST_REST_DAYS);
    }
    n_between > 0 && n_neither == 0
}

/// Whether no visit lies further from the day of the year of the first than a season is long.
fn is_within_part_of_year(visits: &[Visit]) -> bool {
    // Quarters of days, of which a year has 1461; a season of four months has at most 123 days.
    const YEAR: i32 = 1461;
    const SEASON: i32 = 4 * 124;
    let first = visits.first().map_or(0, |visit| visit.day.0);
    visits.iter().all(|visit| {
        let place = (visit.day.0.saturating_sub(first) % YEAR * 4) % YEAR;
        place <= SEASON || place >= YEAR - SEASON
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::Takings;

    fn season(dates: &[(i32, u32, u32)]) -> Option<(u8, u8)> {
        let day = |(year, month, day): &(i32, u32, u32)| Day::from_ymd(*year, *month, *day);
        let visits: Vec<Visit> = dates
            .iter()
            .map(|date| day(date).expect("a day"))
            .map(|day| Visit { day, n_purchases: 1, takings: Takings::default() })
            .collect();
        let mut gaps = Vec::new();
        crate::figures::rhythm::habit::fill_gaps(&mut gaps, &visits);
        Season::of(&visits, &gaps).map(|season| (season.first_month, season.n_months))
    }

    #[test]
    fn a_season_shows_itself_by_coming_back() {
        let summers = [(2021, 7, 1), (2022, 7, 20), (2023, 6, 2)];
        assert_eq!(season(&summers), Some((6, 2)));
        assert_eq!(season(&summers[..2]), None);
        let winters = [(2021, 12, 1), (2022, 1, 5), (2022, 11, 30), (2022, 12, 24)];
        assert_eq!(season(&winters), None);
        let winters = [(2021, 12, 1), (2022, 1, 5), (2023, 11, 30), (2023, 12, 24)];
        assert_eq!(season(&winters), Some((11, 3)));
        assert_eq!(season(&winters[..3]), None);
        let four = [winters[0], winters[1], (2022, 12, 3), (2023, 11, 30)];
        assert_eq!(season(&four), Some((11, 3)));
    }

    #[test]
    fn who_buys_across_the_year_has_no_season() {
        let two = [(2021, 1, 1), (2021, 5, 1), (2022, 1, 1), (2022, 5, 1), (2023, 1, 1)];
        assert_eq!(season(&two), None);
        assert_eq!(season(&[(2021, 1, 1), (2021, 12, 1), (2022, 6, 1)]), None);
    }
}
