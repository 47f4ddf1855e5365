//! Who is one person with whom (J8).

use std::collections::{BTreeMap, BTreeSet};

use super::keeping::Standing;
use super::{Entry, Journal};
use crate::book::{Change, Subject};
use crate::units::id::{CustomerId, Stamp};

impl Journal {
    /// Every change that names two customers, in order, with the stamp it is told by.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Stamp, Entry)> {
        let named = self.index.pairs.iter().flat_map(|made| self.told_at(*made));
        named.filter(|(_, entry)| entry.change.with().is_some())
    }

    /// The changes that name a customer beside whom they are about.
    pub(super) fn naming(&self, customer: CustomerId) -> impl Iterator<Item = (Stamp, Entry)> {
        self.pairs().filter(move |(_, entry)| entry.change.with() == Some(customer))
    }

    /// Everyone who is one person with another, and the first entered of that person, in the order
    /// of ids.
    pub(super) fn persons(&self) -> Vec<(CustomerId, CustomerId)> {
        Standing { journal: self, undone: self.taken_back() }.persons()
    }

    /// Everyone who is one person with a customer, they themselves too.
    pub(super) fn all_of(&self, customer: CustomerId) -> BTreeSet<CustomerId> {
        let mut all = BTreeSet::from([customer]);
        if self.index.pairs.is_empty() {
            return all;
        }
        let mut next = vec![customer];
        while let Some(one) = next.pop() {
            let others = self.said_of(one).into_iter();
            let agreed = others.filter(|other| self.said_of(*other).contains(&one));
            next.extend(agreed.filter(|other| all.insert(*other)));
        }
        all
    }

    /// Who a customer is said to be, too, by what stands about them.
    fn said_of(&self, customer: CustomerId) -> Vec<CustomerId> {
        let said = |(_, entry): (Stamp, Entry)| match entry.change {
            Change::SamePerson { with, .. } if !self.is_undone(entry.group) => Some(with),
            _ => None,
        };
        self.about(Subject::Customer(customer)).filter_map(said).collect()
    }
}

impl Standing<'_> {
    /// Everyone who is one person with another, and the first entered of that person, in the order
    /// of ids.
    pub(super) fn persons(self) -> Vec<(CustomerId, CustomerId)> {
        let said = |(stamp, entry): (Stamp, Entry)| match entry.change {
            Change::SamePerson { with, .. } if self.has(&entry) => {
                Some((entry.change.customer(stamp)?, with))
            }
            _ => None,
        };
        let said: BTreeSet<(CustomerId, CustomerId)> =
            self.journal.pairs().filter_map(said).collect();
        let mut shown: BTreeMap<CustomerId, CustomerId> = BTreeMap::new();
        // Each of the two must be said to be the other: erasing one takes out what was said of them.
        let agreed =
            said.iter().filter(|(one, other)| one < other && said.contains(&(*other, *one)));
        for (one, other) in agreed {
            let (one, other) = (first_of(&shown, *one), first_of(&shown, *other));
            shown.insert(one, one.min(other));
            shown.insert(other, one.min(other));
        }
        let all: Vec<CustomerId> = shown.keys().copied().collect();
        all.into_iter().map(|id| (id, first_of(&shown, id))).collect()
    }
}

/// Follows who is shown under whom to the first.
fn first_of(shown: &BTreeMap<CustomerId, CustomerId>, id: CustomerId) -> CustomerId {
    let mut id = id;
    while let Some(next) = shown.get(&id).filter(|next| **next != id) {
        id = *next;
    }
    id
}

/// Those whose person is another one than before, or has others in it, in the order of ids.
pub(super) fn moved(
    before: &[(CustomerId, CustomerId)],
    after: &[(CustomerId, CustomerId)],
) -> BTreeSet<CustomerId> {
    let (was, is) = (by_shown(before), by_shown(after));
    let differing = |of: &Groups, other: &Groups| {
        let groups = of.iter().filter(|(shown, all)| other.get(*shown) != Some(*all));
        groups.flat_map(|(_, all)| all.clone()).collect::<Vec<CustomerId>>()
    };
    differing(&was, &is).into_iter().chain(differing(&is, &was)).collect()
}

type Groups = BTreeMap<CustomerId, Vec<CustomerId>>;

fn by_shown(pairs: &[(CustomerId, CustomerId)]) -> Groups {
    let mut groups = Groups::new();
    for (id, shown) in pairs {
        groups.entry(*shown).or_default().push(*id);
    }
    groups
}
