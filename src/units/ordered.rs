//! An ordered map for what mostly comes in order and in great number.
//!
//! A tree that is filled in order keeps its leaves half empty: of a million purchases that was 70
//! bytes each. Here the pairs lie in chunks of some hundreds, each full before the next begins. What
//! comes into the middle moves part of one chunk, which is less than a tenth of a millisecond.

use std::ops::Bound;

/// The most pairs of a chunk.
const MOST: usize = 256;

/// Pairs in the order of their keys, each key once.
#[derive(Clone)]
pub struct Ordered<K, V> {
    /// None of them is empty.
    chunks: Vec<Vec<(K, V)>>,
    len: usize,
}

impl<K, V> Default for Ordered<K, V> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<K: std::fmt::Debug, V: std::fmt::Debug> std::fmt::Debug for Ordered<K, V> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_map()
            .entries(self.chunks.iter().flatten().map(|(key, value)| (key, value)))
            .finish()
    }
}

// How the pairs are spread over chunks is no difference.
impl<K: PartialEq, V: PartialEq> PartialEq for Ordered<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.chunks.iter().flatten().eq(other.chunks.iter().flatten())
    }
}

impl<K: Eq, V: Eq> Eq for Ordered<K, V> {}

impl<K: Ord + Copy, V> Ordered<K, V> {
    /// How many pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let (chunk, place) = self.find(key).ok()?;
        self.chunks.get(chunk)?.get(place).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let (chunk, place) = self.find(key).ok()?;
        self.chunks.get_mut(chunk)?.get_mut(place).map(|(_, value)| value)
    }

    /// Whether a key has a value.
    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Gives a key its value; gives the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let (chunk, place) = match self.find(&key) {
            Ok((chunk, place)) => {
                return Some(std::mem::replace(&mut self.chunks[chunk][place].1, value));
            }
            Err(at) => at,
        };
        self.len += 1;
        let is_last = chunk + 1 == self.chunks.len();
        match self.chunks.get_mut(chunk) {
            None => self.chunks.push(vec![(key, value)]),
            Some(pairs) if pairs.len() < MOST => {
                // All at once rather than by doubling: the next chunk begins when this one is full.
                if pairs.len() == pairs.capacity() {
                    pairs.reserve_exact((MOST - pairs.len()).min(pairs.len().max(8)));
                }
                pairs.insert(place, (key, value));
            }
            // At the end of all a new chunk begins, so that those before stay full, with room for
            // all that will come to it: it is never moved.
            Some(_) if is_last && place == MOST => {
                let mut pairs = Vec::with_capacity(MOST);
                pairs.push((key, value));
                self.chunks.push(pairs);
            }
            Some(pairs) => {
                let mut upper = pairs.split_off(MOST / 2);
                match place.checked_sub(MOST / 2) {
                    Some(place) => upper.insert(place, (key, value)),
                    None => pairs.insert(place, (key, value)),
                }
                pairs.shrink_to_fit();
                self.chunks.insert(chunk + 1, upper);
            }
        }
        None
    }

    /// Takes a key out; gives its value.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let (chunk, place) = self.find(key).ok()?;
        let (_, value) = self.chunks[chunk].remove(place);
        if self.chunks[chunk].is_empty() {
            self.chunks.remove(chunk);
        }
        self.len -= 1;
        Some(value)
    }

    /// Every pair, in the order of keys.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.from(0, 0)
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.chunks.iter().flatten().map(|(key, _)| key)
    }

    /// Every value, in the order of keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.chunks.iter().flatten().map(|(_, value)| value)
    }

    /// The pairs whose keys lie above one, or all of them, in order.
    #[must_use]
    pub fn after(&self, key: Bound<K>) -> Iter<'_, K, V> {
        let (chunk, place) = match key {
            Bound::Unbounded => (0, 0),
            Bound::Included(key) => self.find(&key).unwrap_or_else(|at| at),
            Bound::Excluded(key) => match self.find(&key) {
                Ok((chunk, place)) => (chunk, place + 1),
                Err(at) => at,
            },
        };
        self.from(chunk, place)
    }

    /// The pairs whose keys lie below one, or all of them, last first.
    pub fn before(&self, end: Option<K>) -> impl Iterator<Item = (&K, &V)> {
        let (chunk, place) = match end {
            Some(end) => self.find(&end).unwrap_or_else(|at| at),
            None => (self.chunks.len(), 0),
        };
        let part = self.chunks.get(chunk).and_then(|pairs| pairs.get(..place)).unwrap_or_default();
        let whole = self.chunks.get(..chunk).unwrap_or_default();
        let pairs =
            part.iter().rev().chain(whole.iter().rev().flat_map(|pairs| pairs.iter().rev()));
        pairs.map(|(key, value)| (key, value))
    }

    /// The highest key with its value.
    #[must_use]
    pub fn last(&self) -> Option<(&K, &V)> {
        self.chunks.last()?.last().map(|(key, value)| (key, value))
    }

    fn from(&self, chunk: usize, place: usize) -> Iter<'_, K, V> {
        let mut chunks = self.chunks.get(chunk..).unwrap_or_default().iter();
        let first = chunks.next().and_then(|pairs| pairs.get(place..)).unwrap_or_default();
        Iter { pairs: first.iter(), chunks }
    }

    /// Where a key is, or where it would be: its chunk and its place in that.
    fn find(&self, key: &K) -> Result<(usize, usize), (usize, usize)> {
        // Most of what comes, comes at the end.
        let end =
            self.chunks.last().filter(|pairs| pairs.last().is_some_and(|(last, _)| last < key));
        if let Some(pairs) = end {
            return Err((self.chunks.len() - 1, pairs.len()));
        }
        let after = self
            .chunks
            .partition_point(|pairs| pairs.first().is_some_and(|(first, _)| first <= key));
        let chunk = after.saturating_sub(1);
        let Some(pairs) = self.chunks.get(chunk) else { return Err((chunk, 0)) };
        match pairs.binary_search_by(|(known, _)| known.cmp(key)) {
            Ok(place) => Ok((chunk, place)),
            Err(place) => Err((chunk, place)),
        }
    }
}

/// Pairs in the order of keys.
#[derive(Clone, Debug)]
pub struct Iter<'a, K, V> {
    pairs: std::slice::Iter<'a, (K, V)>,
    chunks: std::slice::Iter<'a, Vec<(K, V)>>,
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.pairs.next() {
                return Some((key, value));
            }
            self.pairs = self.chunks.next()?.iter();
        }
    }
}

impl<'a, K: Ord + Copy, V> IntoIterator for &'a Ordered<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for Ordered<K, V> {
    type Item = (K, V);
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<(K, V)>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.chunks.into_iter().flatten()
    }
}

impl<K: Ord + Copy, V> FromIterator<(K, V)> for Ordered<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut ordered = Self::default();
        for (key, value) in pairs {
            ordered.insert(key, value);
        }
        ordered
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn same(ordered: &Ordered<u32, u32>, plain: &BTreeMap<u32, u32>) {
        assert_eq!(ordered.len(), plain.len());
        assert_eq!(ordered.is_empty(), plain.is_empty());
        assert!(ordered.iter().eq(plain.iter()));
        assert!(ordered.keys().rev().eq(plain.keys().rev()));
        assert!(ordered.chunks.iter().all(|pairs| !pairs.is_empty() && pairs.len() <= MOST));
        assert!(ordered.clone().into_iter().eq(plain.clone()));
    }

    #[test]
    fn what_comes_in_order_fills_every_chunk() {
        let mut ordered = Ordered::default();
        for key in 0..1_000 {
            assert_eq!(ordered.insert(key, key), None);
        }
        let full = ordered.chunks.iter().filter(|pairs| pairs.len() == MOST).count();
        assert_eq!((ordered.chunks.len(), full), (4, 3));
    }

    #[test]
    fn it_does_what_a_tree_does() {
        // Steps through a prime, in both directions, with neighbours far apart.
        for step in [1u32, 1_999, 4_000, 4_001] {
            let (mut ordered, mut plain) = (Ordered::default(), BTreeMap::new());
            for n in 0..4_003u32 {
                let key = n * step % 4_003 * 2;
                assert_eq!(ordered.insert(key, n), plain.insert(key, n));
                assert_eq!(ordered.insert(key, n + 1), plain.insert(key, n + 1));
            }
            same(&ordered, &plain);
            for key in 0..8_020 {
                assert_eq!(ordered.get(&key), plain.get(&key));
                for bound in [Bound::Included(key), Bound::Excluded(key)] {
                    let after = plain.range((bound, Bound::Unbounded)).take(3);
                    assert!(ordered.after(bound).take(3).eq(after));
                }
                assert!(ordered.before(Some(key)).take(3).eq(plain.range(..key).rev().take(3)));
                if key % 3 == 0 {
                    assert_eq!(ordered.remove(&key), plain.remove(&key));
                    assert!(!ordered.contains_key(&key));
                }
                if key % 5 == 0 {
                    let changed = ordered.get_mut(&key).map(|value| std::mem::replace(value, 7));
                    assert_eq!(
                        changed,
                        plain.get_mut(&key).map(|value| std::mem::replace(value, 7))
                    );
                }
            }
            same(&ordered, &plain);
            assert!(ordered.after(Bound::Unbounded).eq(plain.iter()));
            assert!(ordered.before(None).eq(plain.iter().rev()));
            assert_eq!(ordered.last(), plain.last_key_value());
            for key in 0..8_020 {
                ordered.remove(&key);
            }
            assert_eq!(ordered, Ordered::default());
        }
    }
}
