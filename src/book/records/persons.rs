//! Customers who are one person.
//!
//! Whoever is one with an earlier customer is shown under that one: all that is about either of them
//! is applied to one card, in the order of stamps, as if they had always been one. So it hangs on the
//! changes alone and not on who was named first: two devices that join the same pair from both
//! sides, or three of them a ring, show the same card. Taken apart, each has again what was recorded
//! about them.
//!
//! Where each had a name, a card or a number of their own, one is shown, and by the others they are
//! found as well.

use crate::people::customer::{Customer, Fact, Member};
use crate::units::id::CustomerId;
use crate::units::sorting::sort_by_key;

/// Who is one with whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Persons {
    /// In the order of their ids.
    known: Vec<Known>,
    /// What a card shows beside the first name, card and number, by the id it is shown under.
    beside: Vec<(CustomerId, Vec<Member>)>,
}

/// A customer who is one person with another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    id: CustomerId,
    shown: CustomerId,
    /// Their own name, card and file number.
    own: [String; 3],
}

impl Persons {
    /// The customer under whom somebody is shown.
    pub(super) fn who(&self, id: CustomerId) -> CustomerId {
        self.place(id).map_or(id, |at| self.known[at].shown)
    }

    /// Everyone who is one person with somebody, they themselves too, in the order of ids.
    pub(super) fn all_of(&self, id: CustomerId) -> Vec<CustomerId> {
        let Some(at) = self.place(id) else { return vec![id] };
        let shown = self.known[at].shown;
        self.known.iter().filter(|known| known.shown == shown).map(|known| known.id).collect()
    }

    /// Whether nobody is one with another.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Everyone who is one with another, and under whom they are shown, in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = (CustomerId, CustomerId)> {
        self.known.iter().map(|known| (known.id, known.shown))
    }

    /// Takes over who is shown under whom, in the order of ids.
    pub(super) fn set(&mut self, pairs: &[(CustomerId, CustomerId)]) {
        let known = pairs.iter().map(|(id, shown)| Known {
            id: *id,
            shown: *shown,
            own: self.place(*id).map(|at| self.known[at].own.clone()).unwrap_or_default(),
        });
        self.known = known.collect();
    }

    /// Forgets what somebody went by.
    pub(super) fn forget(&mut self, id: CustomerId) {
        if let Some(at) = self.place(id) {
            self.known[at].own = Default::default();
        }
        self.beside.retain(|(shown, _)| *shown != id);
    }

    /// Notes what was recorded about one of them.
    pub(super) fn note(&mut self, id: CustomerId, facts: &[Fact]) {
        let Some(at) = self.place(id) else { return };
        for fact in facts {
            match fact {
                Fact::Name(text) => self.known[at].own[0].clone_from(text),
                Fact::Card(text) => self.known[at].own[1].clone_from(text),
                Fact::FileId(text) => self.known[at].own[2].clone_from(text),
                Fact::Company(_)
                | Fact::Birthday(_)
                | Fact::Source(_)
                | Fact::ReferredBy(_)
                | Fact::KeptBy(_)
                | Fact::Note(_)
                | Fact::NeverWrite(_)
                | Fact::Prefers(_)
                | Fact::BestTime(_)
                | Fact::Consent(..)
                | Fact::WorksAt(_)
                | Fact::Role(_)
                | Fact::OpeningHours(_)
                | Fact::BroughtIn(_)
                | Fact::Photo(_)
                | Fact::Custom(..) => {}
            }
        }
    }

    /// Shows on a card what else they go by; what it shows already stays where it is.
    pub(super) fn show_others(&mut self, shown: CustomerId, customer: &mut Customer) {
        if self.place(shown).is_none() {
            return;
        }
        let before = self.take_beside(shown);
        // What somebody recorded as such is theirs and stays.
        let is_recorded =
            |member: &Member| !before.contains(member) && customer.members().contains(member);
        let mut beside = self.others(shown, customer);
        beside.retain(|member| !is_recorded(member));
        for gone in before.iter().filter(|member| !beside.contains(member)) {
            customer.set_member(gone, false);
        }
        beside.iter().for_each(|member| customer.set_member(member, true));
        self.beside.push((shown, beside));
        sort_by_key(&mut self.beside, |(shown, _)| *shown);
    }

    /// The names, cards and numbers of all who are one person that the card does not show first.
    fn others(&self, shown: CustomerId, customer: &Customer) -> Vec<Member> {
        let mut others = Vec::new();
        for known in self.known.iter().filter(|known| known.shown == shown) {
            let [name, card, number] = &known.own;
            let all = [
                (name, customer.name(), Member::AlsoNamed(name.clone())),
                (card, customer.card(), Member::AlsoCard(card.clone())),
                (number, customer.file_id(), Member::AlsoFileId(number.clone())),
            ];
            let is_other = |text: &String, first: &str| !text.is_empty() && text != first;
            let all = all.into_iter().filter(|(text, first, _)| is_other(text, first));
            others.extend(all.map(|(.., member)| member));
        }
        others
    }

    fn take_beside(&mut self, shown: CustomerId) -> Vec<Member> {
        let at = self.beside.iter().position(|(known, _)| *known == shown);
        at.map(|at| self.beside.remove(at).1).unwrap_or_default()
    }

    fn place(&self, id: CustomerId) -> Option<usize> {
        self.known.binary_search_by_key(&id, |known| known.id).ok()
    }
}
