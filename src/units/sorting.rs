//! Sorting where size counts more than speed.
//!
//! The sort of the standard library is made anew for every type and every order: four kilobytes of
//! the module each, and there were forty of them. Here places are sorted, by one sort for all, and
//! what is sorted is moved once. It takes about twice as long, which a list that is shown does not
//! notice; what is sorted while everybody's figures are made keeps its own.

use std::cmp::Ordering;

/// Sorts by a key, asked of each once; equals stay in their order.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    let order = places(list.len(), &|one, other| keys[one].cmp(&keys[other]));
    arrange(list, &order);
}

/// Sorts by a comparison; equals stay in their order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = places(list.len(), &|one, other| compare(&list[one], &list[other]));
    arrange(list, &order);
}

/// So many places in the order that a comparison of two of them says.
fn places(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Moves what stands at these places into their order.
fn arrange<T>(list: &mut Vec<T>, order: &[usize]) {
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(order.iter().filter_map(|place| taken.get_mut(*place)?.take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        for n in [0u32, 1, 2, 20, 1_000] {
            let list: Vec<(u32, u32)> = (0..n).map(|place| (place * 7_919 % 31, place)).collect();
            let (mut by_key, mut by, mut plain) = (list.clone(), list.clone(), list);
            plain.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
            sort_by_key(&mut by_key, |(key, _)| std::cmp::Reverse(*key));
            sort_by(&mut by, |one, other| other.0.cmp(&one.0));
            assert_eq!(by_key, plain);
            assert_eq!(by, plain);
        }
    }
}
