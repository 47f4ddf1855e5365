//! A group of changes in the making.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::book::journal::page::{self, ChangeRefusal};
use crate::book::journal::{Entry, Journal};
use crate::book::{Change, Subject};
use crate::people::customer::{Fact, Member};
use crate::trade::purchase::Purchase;
use crate::units::id::{CustomerId, GroupId, PurchaseId, Replica, Stamp};

impl Journal {
    /// Begins a group of changes by a replica at a time in milliseconds since 1970.
    #[must_use]
    pub fn batch(&self, replica: Replica, now_ms: u64) -> Batch<'_> {
        let now = Stamp::new(now_ms, 0, replica);
        let own = self.index.vector.get(&replica).copied();
        let next = own.map_or(now, |last| now.max(last.next(replica)));
        let (journal, group, entries) = (Some(self), None, vec![]);
        let ahead = HashMap::new();
        Batch { journal, replica, own, now, draw: None, next, group, entries, ahead }
    }
}

/// From where a group of changes takes its stamps, for making it apart from the journal: where no
/// journal is at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    replica: Replica,
    own: Option<Stamp>,
    now: Stamp,
    draw: Option<u32>,
    next: Stamp,
    /// What changes made by a clock that is ahead are about, each with the newest stamp of it.
    ahead: Vec<(Subject, Stamp)>,
}

/// A group of changes in the making: it gives each its stamp, and so each new record its id.
#[derive(Debug)]
pub struct Batch<'a> {
    /// `None` for a group that is made apart.
    journal: Option<&'a Journal>,
    replica: Replica,
    /// The newest stamp of the replica so far.
    own: Option<Stamp>,
    now: Stamp,
    /// Where the counter begins, if that was drawn.
    draw: Option<u32>,
    next: Stamp,
    group: Option<GroupId>,
    entries: Vec<(Stamp, Entry)>,
    /// Of a group that is made apart: the newest stamp about each subject, where it lies ahead.
    ahead: HashMap<Subject, Stamp>,
}

impl Batch<'static> {
    /// Begins a group of changes apart from the journal whose clock this is. It must be taken in
    /// before anything else is made there, and cannot take groups back.
    #[must_use]
    pub fn apart(clock: Clock) -> Self {
        let Clock { replica, own, now, draw, next, ahead } = clock;
        let (journal, group, entries) = (None, None, vec![]);
        let ahead = ahead.into_iter().collect();
        Self { journal, replica, own, now, draw, next, group, entries, ahead }
    }
}

impl Batch<'_> {
    /// From where its stamps are taken.
    #[must_use]
    pub fn clock(&self) -> Clock {
        let Self { replica, own, now, draw, next, .. } = *self;
        let mut ahead = HashMap::new();
        if let Some(journal) = self.journal {
            // In rising order, so the last about a subject stands.
            for held in journal.entries.from(next) {
                let made = held.stamp();
                for (told, entry) in journal.twins.told_with(made, held.entry()) {
                    ahead.insert(entry.change.subject(told), made);
                }
            }
        }
        if let Some(journal) = self.journal {
            for (id, _) in journal.persons() {
                let newest = newest_about_all(journal, id).filter(|newest| *newest >= next);
                ahead.extend(newest.map(|newest| (Subject::Customer(id), newest)));
            }
        }
        let ahead = ahead.into_iter().filter(|(about, _)| *about != Subject::Nothing).collect();
        Clock { replica, own, now, draw, next, ahead }
    }

    /// Begins the counter at a drawn number, so that two browsers on copies of one profile, which
    /// go on from the same stamp, do not make the same stamps.
    #[must_use]
    pub fn drawn(mut self, random_bits: u64) -> Self {
        // Half of the range is left to count up in.
        let draw = u32::try_from(random_bits & 0x7fff_ffff).expect("31 bits fit");
        self.draw = Some(draw);
        let now = Stamp::new(self.now.time_ms(), draw, self.replica);
        self.next = match self.own {
            Some(own) if own.time_ms() >= now.time_ms() => self.above(own),
            _ => now,
        };
        self
    }

    /// The next stamp above one.
    fn above(&self, stamp: Stamp) -> Stamp {
        match self.draw {
            Some(draw) => Stamp::new(stamp.time_ms() + 1, draw, self.replica),
            None => stamp.next(self.replica),
        }
    }

    /// Adds a change and gives its stamp.
    pub fn push(&mut self, change: Change) -> Stamp {
        let stamp = self.stamp_above(&change);
        let group = *self.group.get_or_insert(GroupId(stamp));
        self.entries.push((stamp, Entry { group, change }));
        self.next = stamp.next(self.replica);
        stamp
    }

    /// Adds a customer and gives the id.
    pub fn add_customer(&mut self, facts: Vec<Fact>, members: Vec<Member>) -> CustomerId {
        CustomerId(self.push(Change::AddCustomer { facts, members }))
    }

    /// Adds a purchase and gives the id.
    pub fn add_purchase(&mut self, purchase: Purchase) -> PurchaseId {
        PurchaseId(self.push(Change::bought(purchase)))
    }

    /// The changes with their stamps, if each of them can be kept.
    ///
    /// # Errors
    /// A change that could not be: then none is made.
    pub fn checked(mut self) -> Result<Vec<(Stamp, Entry)>, ChangeRefusal> {
        self.take_checked()
    }

    /// The changes that were not taken out yet, if each of them can be kept; more of the group may
    /// follow.
    ///
    /// # Errors
    /// A change that could not be: then none of the group is to be made.
    pub fn take_checked(&mut self) -> Result<Vec<(Stamp, Entry)>, ChangeRefusal> {
        for (stamp, entry) in &self.entries {
            page::check(*stamp, &entry.change)?;
        }
        Ok(std::mem::take(&mut self.entries))
    }

    /// How many changes were not taken out yet.
    #[must_use]
    pub fn n_made(&self) -> usize {
        self.entries.len()
    }

    /// The changes with their stamps, to be kept and shown.
    #[must_use]
    pub fn finish(self) -> Vec<(Stamp, Entry)> {
        self.entries
    }

    /// The next stamp, above whatever the change is about (J2).
    fn stamp_above(&mut self, change: &Change) -> Stamp {
        // The usual case: no clock is ahead, so the next stamp is above all.
        let is_newest = |journal: &Journal| journal.last().is_none_or(|last| last < self.next);
        if self.journal.is_some_and(is_newest) {
            return self.next;
        }
        let above = match (change.subject(self.next), self.journal) {
            (Subject::Group(group), _) => self.newest_in(group),
            (Subject::Customer(customer), Some(journal)) => newest_about_all(journal, customer),
            (subject, Some(journal)) => journal.newest_about(subject),
            (subject, None) => self.ahead.get(&subject).copied(),
        };
        match above {
            Some(above) if above >= self.next => self.above(above),
            _ => self.next,
        }
    }

    /// The newest stamp of a group, of what it brought, and of the undos of it.
    fn newest_in(&self, group: GroupId) -> Option<Stamp> {
        let journal = self.journal?;
        let parts = journal.received(group).into_iter().chain([group]);
        let newest = |part: GroupId| {
            let made = journal.made_in(part).max();
            made.max(journal.newest_about(Subject::Group(part)))
        };
        parts.filter_map(newest).max()
    }
}

/// The newest stamp under which something about a customer, or any who is one person with them, was
/// made: an edit of the one is an edit of the other.
fn newest_about_all(journal: &Journal, customer: CustomerId) -> Option<Stamp> {
    let all = journal.all_of(customer).into_iter();
    all.filter_map(|id| journal.newest_about(Subject::Customer(id))).max()
}
