//! A sorted list of values, kept in order while single values change.
//!
//! Quintiles, medians and shares of the largest all ask for a place in an order. Moving one value
//! among a hundred thousand is one short move of memory, so the list need not be sorted again
//! after every purchase.

/// Values in ascending order; equal values may stand in it several times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked<T>(Vec<T>);

// Not derived: an empty list needs no value to begin with.
impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord + Copy> Ranked<T> {
    /// Sorts values given in any order.
    #[must_use]
    pub fn new(mut values: Vec<T>) -> Self {
        values.sort_unstable();
        Self(values)
    }

    /// Puts several lists together, much faster than sorting all of their values.
    #[must_use]
    pub fn merged(lists: &[Self]) -> Self {
        let mut values: Vec<T> = lists.iter().flat_map(|list| &list.0).copied().collect();
        // The stable sort finds the runs that are in order and only merges them.
        values.sort();
        Self(values)
    }

    /// The values, least first.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// Takes one value out, puts one in, or moves one; `None` stands for no value.
    ///
    /// An `old` that is not in the list is passed over.
    pub fn replace(&mut self, old: Option<T>, new: Option<T>) {
        let old = old.and_then(|value| self.0.binary_search(&value).ok());
        match (old, new) {
            (None, None) => {}
            (None, Some(new)) => self.0.insert(self.rank(new), new),
            (Some(old), None) => {
                self.0.remove(old);
            }
            (Some(old), Some(new)) => self.shift(old, new),
        }
    }

    fn shift(&mut self, old: usize, new: T) {
        let rank = self.rank(new);
        if rank > old {
            self.0[old..rank].rotate_left(1);
            self.0[rank - 1] = new;
        } else {
            self.0[rank..=old].rotate_right(1);
            self.0[rank] = new;
        }
    }

    /// How many values lie below this one.
    fn rank(&self, value: T) -> usize {
        self.0.partition_point(|other| *other < value)
    }

    /// The value at position ceil(`part` n / `parts`), counted from one; `None` in an empty list.
    ///
    /// The lower value of two, so the answer is always one that occurs.
    #[must_use]
    pub fn cut(&self, part: usize, parts: usize) -> Option<T> {
        let position = (part * self.0.len()).div_ceil(parts.max(1));
        self.0.get(position.max(1) - 1).copied()
    }
}

/// The median of sorted whole numbers, the mean of the middle two rounded down.
#[must_use]
pub fn median(sorted: &[u32]) -> Option<u32> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some(sorted[middle - 1].midpoint(upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_kept_through_every_change() {
        let check = |old, new, expected: &[i32]| {
            let mut ranked = Ranked::new(vec![5, 1, 3, 3]);
            ranked.replace(old, new);
            assert_eq!(ranked.as_slice(), expected, "{old:?} to {new:?}");
        };
        check(None, Some(4), &[1, 3, 3, 4, 5]);
        check(Some(3), None, &[1, 3, 5]);
        check(Some(1), Some(9), &[3, 3, 5, 9]);
        check(Some(5), Some(0), &[0, 1, 3, 3]);
        check(Some(3), Some(3), &[1, 3, 3, 5]);
        check(Some(7), None, &[1, 3, 3, 5]);
    }

    #[test]
    fn lists_put_together_are_one_list() {
        let lists = [vec![5, 1, 3], vec![], vec![4, 3]].map(Ranked::new);
        assert_eq!(Ranked::merged(&lists).as_slice(), [1, 3, 3, 4, 5]);
    }

    #[test]
    fn a_cut_is_a_value_that_occurs() {
        let ranked = Ranked::new((1..=7).collect());
        let cuts: Vec<_> = (1..5).map(|part| ranked.cut(part, 5)).collect();
        assert_eq!(cuts, [Some(2), Some(3), Some(5), Some(6)]);
        assert_eq!(Ranked::<i32>::default().cut(1, 5), None);
    }

    #[test]
    fn a_median_of_two_lies_between_them() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(7));
        assert_eq!(median(&[10, 20]), Some(15));
    }
}
