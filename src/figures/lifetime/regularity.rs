//! How regular customers come: by a rhythm, by chance, or in clumps.
//!
//! Buyers of records come by chance, buyers of groceries keep a rhythm of about 2. It tells an
//! owner how much a missed visit means. Three ways to look: a number for the shop from everyone's
//! last two gaps, a number for one customer with many gaps, and how clumped one customer's visits
//! are.

use super::history::History;
use super::special::{digamma, trigamma};
use crate::units::calendar::Day;

/// Gaps a customer needs before a shape of their own means something.
pub const GAPS_FOR_OWN_SHAPE: usize = 10;

/// The regularity k of the whole shop (Wheat and Morrison 1990): 1 is chance, higher a rhythm,
/// below 1 clumps. `None` with fewer than two customers of three visits, or if all gaps are equal.
///
/// The share M of one of two neighbouring gaps in their sum varies by 1 / (4 (2 k + 1)) around one
/// half.
#[must_use]
pub fn shop_regularity<'a>(
    customers: impl IntoIterator<Item = &'a History>,
    today: Day,
) -> Option<f64> {
    let shares: Vec<f64> = customers
        .into_iter()
        .filter_map(|customer| {
            let visits = customer.until(today);
            let [.., first, second, third] = visits else { return None };
            let before = f64::from(second.day.since(first.day));
            let after = f64::from(third.day.since(second.day));
            Some(before / (before + after))
        })
        .collect();
    let n = shares.iter().fold(0.0, |n, _| n + 1.0);
    let variance = shares.iter().map(|share| (share - 0.5).powi(2)).sum::<f64>() / n;
    let k = (1.0 - 4.0 * variance) / (8.0 * variance);
    (n >= 2.0 && k.is_finite()).then(|| k.max(0.0))
}

/// One customer's own regularity: the shape of the gamma distribution that makes the gaps most
/// likely, above 0, in 60 steps of Newton's way at most.
///
/// `None` with fewer than [`GAPS_FOR_OWN_SHAPE`] gaps, or if all are equal.
#[must_use]
pub fn own_regularity(gaps_days: &[f64]) -> Option<f64> {
    if gaps_days.len() < GAPS_FOR_OWN_SHAPE {
        return None;
    }
    let n = gaps_days.iter().fold(0.0, |n, _| n + 1.0);
    let mean = gaps_days.iter().sum::<f64>() / n;
    let spread = mean.ln() - gaps_days.iter().map(|gap| gap.ln()).sum::<f64>() / n;
    if !(spread > 1e-12 && spread.is_finite()) {
        return None;
    }
    // Minka's start (2002), within a few hundredths.
    let mut k = (3.0 - spread + ((spread - 3.0).powi(2) + 24.0 * spread).sqrt()) / (12.0 * spread);
    for _ in 0..60 {
        let step = (k.ln() - digamma(k) - spread) / (1.0 / k - trigamma(k));
        k = if step < k { k - step } else { k / 2.0 };
        if step.abs() < 1e-12 * k {
            break;
        }
    }
    Some(k)
}

/// How clumped visits are (Zhang, Bradlow and Small 2013): 0 for perfectly even, towards 1 for
/// all at once.
///
/// `days` are days 1 to `length` of the time looked at, ascending; `None` without any. What counts
/// as clumped depends on how many visits there are, so compare only customers with as many.
#[must_use]
pub fn clumpiness(days: &[u32], length: u32) -> Option<f64> {
    let (first, last) = (*days.first()?, *days.last()?);
    let whole = f64::from(length) + 1.0;
    let entropy = |gap: u32| {
        let share = f64::from(gap) / whole;
        if share > 0.0 { share * share.ln() } else { 0.0 }
    };
    let inner: f64 = days.windows(2).map(|pair| entropy(pair[1].saturating_sub(pair[0]))).sum();
    let ends = entropy(first) + entropy((length + 1).saturating_sub(last));
    let gaps = days.iter().fold(1.0, |n, _| n + 1.0_f64);
    Some((1.0 + (inner + ends) / gaps.ln()).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_gaps_have_no_shape_and_spread_ones_a_small_one() {
        assert_eq!(own_regularity(&[7.0; 20]), None);
        assert_eq!(own_regularity(&[7.0, 8.0]), None);
        let rhythm: Vec<f64> = (0..20).map(|i| 7.0 + f64::from(i % 3)).collect();
        let clumps: Vec<f64> = (0..20).map(|i| if i % 5 == 0 { 90.0 } else { 1.0 }).collect();
        assert!(own_regularity(&rhythm).expect("a shape") > 50.0);
        assert!(own_regularity(&clumps).expect("a shape") < 0.6);
    }

    #[test]
    fn one_visit_in_the_middle_is_even() {
        assert!(clumpiness(&[50], 99).expect("a visit") < 1e-12);
        assert_eq!(clumpiness(&[], 99), None);
    }
}
