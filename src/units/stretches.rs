//! A list for what comes in great number, and goes one by one.
//!
//! A vector of a million purchases is moved as a whole each time it outgrows its place, and stays
//! whole until the last of it has gone. Here the items lie in stretches: one is never moved, and its
//! memory is free for others when its items went.

use std::ops::{Index, IndexMut};
use std::{slice, vec};

/// How many items a stretch has.
const STRETCH: usize = 512;

/// Items in the order they came.
#[derive(Clone, Debug)]
pub struct Stretches<T> {
    /// All but the last are full; none is empty.
    stretches: Vec<Vec<T>>,
}

impl<T> Default for Stretches<T> {
    fn default() -> Self {
        Self { stretches: Vec::new() }
    }
}

impl<T> Stretches<T> {
    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let whole = self.stretches.len().saturating_sub(1) * STRETCH;
        whole + self.stretches.last().map_or(0, Vec::len)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// Adds an item at the end and gives its place.
    pub fn push(&mut self, item: T) -> usize {
        let place = self.len();
        match self.stretches.last_mut() {
            Some(last) if last.len() < STRETCH => last.push(item),
            // Whoever has few of them has a small list.
            None => self.stretches.push(vec![item]),
            Some(_) => {
                let mut stretch = Vec::with_capacity(STRETCH);
                stretch.push(item);
                self.stretches.push(stretch);
            }
        }
        place
    }

    /// The items in order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.stretches.iter().flatten()
    }

    /// Those for which `keep` says so, asked in order; the others are dropped.
    #[must_use]
    pub fn kept(self, keep: impl FnMut(&T) -> bool) -> Self {
        self.into_iter().filter(keep).collect()
    }
}

/// The items of a list, in order.
pub type Iter<'a, T> = std::iter::Flatten<slice::Iter<'a, Vec<T>>>;

/// The items of a list, in order, each stretch let go when its last is taken.
pub type IntoIter<T> = std::iter::Flatten<vec::IntoIter<Vec<T>>>;

impl<T> Index<usize> for Stretches<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.stretches[place / STRETCH][place % STRETCH]
    }
}

impl<T> IndexMut<usize> for Stretches<T> {
    fn index_mut(&mut self, place: usize) -> &mut T {
        &mut self.stretches[place / STRETCH][place % STRETCH]
    }
}

impl<T> IntoIterator for Stretches<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        self.stretches.into_iter().flatten()
    }
}

impl<'a, T> IntoIterator for &'a Stretches<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Stretches<T> {
    type Item = &'a mut T;
    type IntoIter = std::iter::Flatten<slice::IterMut<'a, Vec<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.stretches.iter_mut().flatten()
    }
}

impl<T> FromIterator<T> for Stretches<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut all = Self::default();
        for item in items {
            all.push(item);
        }
        all
    }
}

// How the items are parted is the same for as many.
impl<T: PartialEq> PartialEq for Stretches<T> {
    fn eq(&self, other: &Self) -> bool {
        self.stretches == other.stretches
    }
}

impl<T: Eq> Eq for Stretches<T> {}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for Stretches<T> {
    fn eq(&self, other: &[T; N]) -> bool {
        self.iter().eq(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_order_and_their_places() {
        for n in [0, 1, STRETCH - 1, STRETCH, STRETCH + 1, 3 * STRETCH + 7] {
            let mut all = Stretches::default();
            for item in 0..n {
                assert_eq!(all.push(item), item);
            }
            assert_eq!((all.len(), all.is_empty()), (n, n == 0));
            assert!((0..n).all(|place| all[place] == place));
            assert!(all.iter().copied().eq(0..n));
            for item in &mut all {
                *item += 1;
            }
            assert!(all.clone().into_iter().eq(1..=n));
            let even = all.kept(|item| item % 2 == 0);
            assert_eq!((even.len(), even.iter().all(|item| item % 2 == 0)), (n / 2, true));
        }
        assert_eq!(Stretches::from_iter([3, 4]), [3, 4]);
    }
}
