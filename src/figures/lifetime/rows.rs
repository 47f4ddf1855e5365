//! Customers whose tracks are equal, counted once with a weight.
//!
//! A model cannot tell two such customers apart, so a fit visits each kind once: of the 23,570
//! customers of a well-known log of a music shop only 8,685 differ. The distinct numbers of
//! repeats, last visits and ages are listed too, since most of the work of a fit depends on one
//! or two of them alone.

use super::history::Track;

/// Customers that a sample holds: enough to know nearly where a search ends.
const SAMPLE: u32 = 500;

/// Of fewer kinds than so many samples none is taken: it would save nothing.
const MANY_SAMPLES: usize = 4;

/// Tracks without repetition, each with the number of customers who share it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Distinct repeats, ascending, with the customers who have each.
    pub(super) repeats: Vec<(f64, f64)>,
    /// Distinct last visits, ascending.
    pub(super) lasts: Vec<f64>,
    /// Distinct ages, ascending.
    pub(super) ages: Vec<AgeGroup>,
    /// Distinct pairs of indices into `repeats` and `lasts`.
    pub(super) by_last: Vec<(u32, u32)>,
    /// Distinct pairs of indices into `repeats` and `ages`.
    pub(super) by_age: Vec<(u32, u32)>,
    pub(super) rows: Vec<Row>,
    /// All customers.
    pub(super) weight: f64,
    /// The sum of every customer's logarithms of gaps.
    pub(super) log_gaps: f64,
}

/// Customers of the same age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct AgeGroup {
    pub(super) age: f64,
    /// How many they are.
    pub(super) weight: f64,
    /// Their repeats together.
    pub(super) repeats: f64,
}

/// One distinct track, by indices into the lists of [`Rows`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) repeats: u32,
    pub(super) last: u32,
    pub(super) age: u32,
    pub(super) by_last: u32,
    pub(super) by_age: u32,
    pub(super) weight: f64,
}

impl Rows {
    /// The rows of these customers, in whatever order they come.
    #[must_use]
    pub fn new(tracks: &[Track]) -> Self {
        Self::weighted(tracks.iter().map(|track| (*track, 1.0)))
    }

    /// The rows of tracks that already carry a weight: how many customers each stands for.
    #[must_use]
    pub fn weighted(tracks: impl IntoIterator<Item = (Track, f64)>) -> Self {
        let mut keyed: Vec<(u32, u64, u64, f64, f64)> = tracks
            .into_iter()
            // Times are not negative, so their bits are in the same order as they are.
            .map(|(it, n)| (it.repeats, it.last.to_bits(), it.age.to_bits(), n, n * it.log_gaps))
            .collect();
        keyed.sort_unstable_by(|a, b| {
            (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)).then(a.4.total_cmp(&b.4))
        });
        let log_gaps = keyed.iter().map(|key| key.4).sum();
        keyed.dedup_by(|later, kept| {
            let same = (later.0, later.1, later.2) == (kept.0, kept.1, kept.2);
            if same {
                kept.3 += later.3;
            }
            same
        });
        let mut made = Self { log_gaps, ..Self::default() };
        made.list(&keyed);
        made
    }

    fn list(&mut self, keyed: &[(u32, u64, u64, f64, f64)]) {
        let repeats = distinct(keyed.iter().map(|key| key.0));
        let lasts = distinct(keyed.iter().map(|key| key.1));
        let ages = distinct(keyed.iter().map(|key| key.2));
        self.repeats = repeats.iter().map(|&it| (f64::from(it), 0.0)).collect();
        self.lasts = lasts.iter().map(|&bits| f64::from_bits(bits)).collect();
        let group = |&bits| AgeGroup { age: f64::from_bits(bits), weight: 0.0, repeats: 0.0 };
        self.ages = ages.iter().map(group).collect();
        for &(n, last, age, weight, _) in keyed {
            let row = Row {
                repeats: place(&repeats, n),
                last: place(&lasts, last),
                age: place(&ages, age),
                by_last: 0,
                by_age: 0,
                weight,
            };
            self.repeats[row.repeats as usize].1 += weight;
            let group = &mut self.ages[row.age as usize];
            group.weight += weight;
            group.repeats += weight * f64::from(n);
            self.weight += weight;
            self.rows.push(row);
        }
        self.by_last = distinct(self.rows.iter().map(|row| (row.repeats, row.last)));
        self.by_age = distinct(self.rows.iter().map(|row| (row.repeats, row.age)));
        for row in &mut self.rows {
            row.by_last = place(&self.by_last, (row.repeats, row.last));
            row.by_age = place(&self.by_age, (row.repeats, row.age));
        }
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> f64 {
        self.weight
    }

    /// How many customers came back at least once.
    #[must_use]
    pub fn repeaters(&self) -> f64 {
        self.repeats.iter().filter(|it| it.0 > 0.0).fold(0.0, |sum, it| sum + it.1)
    }

    /// All repeat visits together.
    #[must_use]
    pub fn repeat_visits(&self) -> f64 {
        self.ages.iter().fold(0.0, |sum, group| sum + group.repeats)
    }

    /// How many kinds of customer there are.
    #[must_use]
    pub fn kinds(&self) -> usize {
        self.rows.len()
    }

    /// Each kind of customer, with the number of them. Gaps are not kept by kind.
    pub fn tracks(&self) -> impl Iterator<Item = (Track, f64)> + '_ {
        self.rows.iter().map(|row| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it was made from a u32"
            )]
            let repeats = self.repeats[row.repeats as usize].0 as u32;
            let last = self.lasts[row.last as usize];
            let age = self.ages[row.age as usize].age;
            (Track { repeats, last, age, log_gaps: 0.0 }, row.weight)
        })
    }

    /// About [`SAMPLE`] customers, evenly spaced in the order of repeats and last visit; `None` where
    /// there are few kinds. Gaps are not in it.
    pub(super) fn sample(&self) -> Option<Self> {
        if self.kinds() < MANY_SAMPLES * SAMPLE as usize {
            return None;
        }
        let step = self.customers() / f64::from(SAMPLE);
        let (mut passed, mut taken) = (0.0, 0.0);
        let taken_of = |(track, weight): (Track, f64)| {
            passed += weight;
            // Half a step in, so that neither end counts for more.
            let now = (passed / step + 0.5).floor();
            let n = now - taken;
            taken = now;
            (n > 0.0).then_some((track, n))
        };
        Some(Self::weighted(self.tracks().filter_map(taken_of)))
    }

    /// The visits per customer and unit of time, with everyone taken to be still there: where
    /// every search starts. `None` if nobody came back or no time has passed.
    pub(super) fn plain_rate(&self) -> Option<f64> {
        let time: f64 = self.ages.iter().map(|group| group.weight * group.age).sum();
        let rate = self.repeat_visits() / time;
        (rate.is_finite() && rate > 0.0).then_some(rate)
    }
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

fn place<T: Ord>(values: &[T], value: T) -> u32 {
    let place = values.binary_search(&value).expect("the list was made of these values");
    u32::try_from(place).expect("fewer than four thousand million kinds")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(repeats: u32, last: f64, age: f64) -> Track {
        Track { repeats, last, age, log_gaps: 0.5 }
    }

    #[test]
    fn equal_customers_are_one_row() {
        let rows = Rows::new(&[track(2, 5.0, 9.0), track(0, 0.0, 9.0), track(2, 5.0, 9.0)]);
        assert_eq!((rows.kinds(), rows.customers(), rows.repeaters()), (2, 3.0, 2.0));
        assert_eq!((rows.repeat_visits(), rows.log_gaps), (4.0, 1.5));
        assert_eq!(rows.plain_rate(), Some(4.0 / 27.0));
    }

    #[test]
    fn a_sample_is_like_all_of_them() {
        let of = |n: u32| (0..n).map(|i| track(i % 9, f64::from(i % 61), f64::from(90 + i % 67)));
        assert_eq!(Rows::new(&of(400).collect::<Vec<_>>()).sample(), None);
        let all = Rows::new(&of(30_000).collect::<Vec<_>>());
        let sample = all.sample().unwrap();
        assert!((sample.customers() - f64::from(SAMPLE)).abs() <= 1.0, "{}", sample.customers());
        let mean = |rows: &Rows| rows.repeat_visits() / rows.customers();
        assert!((mean(&sample) / mean(&all) - 1.0).abs() < 0.02, "{}", mean(&sample));
    }

    #[test]
    fn nobody_back_is_no_rate() {
        assert_eq!(Rows::new(&[]).plain_rate(), None);
        assert_eq!(Rows::new(&[track(0, 0.0, 0.0)]).plain_rate(), None);
    }
}
