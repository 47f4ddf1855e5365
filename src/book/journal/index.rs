//! Where in the journal the changes about one thing stand, so that no change walks all of it.
//!
//! # What is kept, and why no more
//!
//! A customer or a purchase is found by its own stamp, which is its id, so for a sale nothing is
//! kept. Kept is a pair of stamps (32 bytes) for each change about a record that another change
//! added (an edit, a refund, a removal, an answer), for each setting and each undo, and for each
//! change of a group that does not bear the stamp next to the one before it in its group. A shop
//! of a million purchases and fifty thousand edits keeps two megabytes.
//!
//! Not kept: a list of changes for every subject, which is 130 bytes for each purchase that nothing
//! else is about; and a list of purchases for every buyer, which the book has.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::block::Raw;
use super::entries::Held;
use super::keeping::Undone;
use super::{Entry, Journal, Vector};
use crate::book::{Change, Subject};
use crate::trade::shop::Setting;
use crate::units::id::{CustomerId, GroupId, PurchaseId, Stamp};
use crate::units::sorting::sort_by_key;

/// Under this stamp stands what is about the whole shop.
const SHOP: Stamp = Stamp::NONE;

/// Where changes stand that cannot be found by their own stamp.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// What a change is about, or the group it was made in, and the stamp it was made under.
    links: BTreeSet<(Stamp, Stamp)>,
    undos: BTreeSet<Stamp>,
    /// Refunds and removals.
    corrections: BTreeSet<Stamp>,
    /// What names two customers.
    pub(super) pairs: BTreeSet<Stamp>,
    /// How many groups have the change they are named by.
    n_headed: usize,
    /// The others: it was about somebody who is erased.
    headless: BTreeSet<GroupId>,
    /// The highest stamp of every replica.
    pub(super) vector: Vector,
    /// Made when first asked for after an undo came.
    pub(super) undone: OnceLock<Undone>,
    /// What was added last, to tell whether its group goes on.
    latest: Option<(Stamp, GroupId)>,
}

impl Index {
    /// Notes a change that has its place in the journal; `is_headed` tells whether the change that
    /// its group is named by was noted before.
    pub(super) fn add(&mut self, stamp: Stamp, entry: &Entry, is_headed: bool) {
        self.add_place(stamp, entry.group, is_headed);
        self.add_change(stamp, &entry.change);
    }

    /// Notes a change that has its place in the journal as bytes, as [`add`](Self::add) does.
    pub(super) fn add_packed(&mut self, raw: Raw<'_>, is_headed: bool) {
        self.add_place(raw.stamp, raw.group, is_headed);
        if !raw.adds_record() {
            self.add_change(raw.stamp, &raw.entry().change);
        }
    }

    fn add_place(&mut self, stamp: Stamp, group: GroupId, is_headed: bool) {
        let highest = self.vector.entry(stamp.replica()).or_insert(stamp);
        *highest = stamp.max(*highest);
        let goes_on = self.latest.is_some_and(|(last, of)| of == group && next(last) == stamp);
        if group.0 == stamp {
            self.n_headed += usize::from(!is_headed);
            self.headless.remove(&group);
        } else if !goes_on {
            self.links.insert((group.0, stamp));
            if !is_headed {
                self.headless.insert(group);
            }
        }
        self.latest = Some((stamp, group));
    }

    fn add_change(&mut self, stamp: Stamp, change: &Change) {
        if let Some(about) = record(stamp, change).filter(|about| *about != stamp) {
            self.links.insert((about, stamp));
        }
        // So that whoever is erased takes it along.
        self.links.extend(change.ordered_by().map(|buyer| (buyer.0, stamp)));
        match change {
            Change::Undo { .. } => {
                self.undos.insert(stamp);
                self.undone.take();
            }
            // It may have been taken back before it came.
            Change::Received { .. } => {
                self.undone.take();
            }
            Change::AddRefund { .. } | Change::RemovePurchase { .. } => {
                self.corrections.insert(stamp);
            }
            Change::SamePerson { .. } | Change::DifferentPeople { .. } => {
                self.pairs.insert(stamp);
            }
            Change::SetSetting(_)
            | Change::AddCustomer { .. }
            | Change::SetFacts { .. }
            | Change::SetMember { .. }
            | Change::AddPurchase(_)
            | Change::EraseCustomer { .. }
            | Change::Imported { .. }
            | Change::Outreach(_)
            | Change::Joined { .. }
            | Change::Fields(_)
            | Change::Lists(_)
            | Change::Acquisition(_)
            | Change::Order { .. }
            | Change::Unknown(_) => {}
        }
    }

    /// Whether the change that was added last is of a group.
    pub(super) fn is_latest(&self, group: GroupId) -> bool {
        self.latest.is_some_and(|(_, latest)| latest == group)
    }

    fn linked(&self, to: Stamp) -> impl Iterator<Item = Stamp> {
        let from = self.links.range((to, Stamp::NONE)..);
        from.take_while(move |(about, _)| *about == to).map(|(_, stamp)| *stamp)
    }
}

/// The stamp that the next change of a group bears, unless something lies above it.
fn next(stamp: Stamp) -> Stamp {
    stamp.next(stamp.replica())
}

/// The stamp whose next one this is.
fn previous(stamp: Stamp) -> Stamp {
    let (time_ms, counter) = match stamp.counter().checked_sub(1) {
        Some(counter) => (stamp.time_ms(), counter),
        None => (stamp.time_ms().wrapping_sub(1), u32::MAX),
    };
    Stamp::new(time_ms, counter, stamp.replica())
}

/// Under what the changes about a subject are linked; `None` for what nothing else is about.
fn record(stamp: Stamp, change: &Change) -> Option<Stamp> {
    match (change, change.subject(stamp)) {
        (Change::Joined { .. }, _) | (_, Subject::Setting(_) | Subject::Record(_)) => Some(SHOP),
        (_, Subject::Customer(customer)) => Some(customer.0),
        (_, Subject::Purchase(purchase)) => Some(purchase.0),
        (_, Subject::Group(group)) => Some(group.0),
        (_, Subject::Nothing) => None,
    }
}

impl Journal {
    /// Every change made under a stamp, with the stamp it is told by.
    pub(super) fn told_at(&self, made: Stamp) -> impl Iterator<Item = (Stamp, Entry)> {
        let greatest = self.entries.get(made).into_iter();
        greatest.flat_map(move |entry| self.twins.told_with(made, entry))
    }

    /// Every change about a subject, in order, with the stamp it is told by.
    pub fn about(&self, subject: Subject) -> impl Iterator<Item = (Stamp, Entry)> {
        self.made_about(subject).into_iter().flat_map(move |made| {
            self.told_at(made).filter(move |(told, entry)| entry.change.subject(*told) == subject)
        })
    }

    /// Every change about any of these customers, in order, with the stamp it is told by.
    pub(super) fn about_all(&self, ids: &[CustomerId]) -> impl Iterator<Item = (Stamp, Entry)> {
        let made = ids.iter().flat_map(|id| self.made_about(Subject::Customer(*id)));
        let mut made: Vec<Stamp> = made.collect();
        sort_by_key(&mut made, |stamp| *stamp);
        made.dedup();
        let all = made.into_iter().flat_map(|made| self.told_at(made));
        all.filter(|(told, entry)| match entry.change.subject(*told) {
            Subject::Customer(id) => ids.contains(&id),
            Subject::Setting(_)
            | Subject::Purchase(_)
            | Subject::Group(_)
            | Subject::Record(_)
            | Subject::Nothing => false,
        })
    }

    /// The stamps of what is said of a customer's orders, and which purchase each is.
    pub(super) fn orders_by(
        &self,
        customer: CustomerId,
    ) -> impl Iterator<Item = (Stamp, PurchaseId)> {
        let made = self.index.linked(customer.0);
        let all = made.flat_map(|made| self.told_at(made).map(move |(_, entry)| (made, entry)));
        all.filter_map(move |(made, entry)| match entry.change {
            Change::Order { purchase, buyer, .. } if buyer == Some(customer) => {
                Some((made, purchase))
            }
            _ => None,
        })
    }

    /// Every setting, every joining of shops and every decision about a record of the whole shop, in
    /// order.
    pub(super) fn about_shop(&self) -> impl Iterator<Item = (Stamp, Entry)> {
        let is_about = |(told, entry): &(Stamp, Entry)| record(*told, &entry.change) == Some(SHOP);
        self.index.linked(SHOP).flat_map(|made| self.told_at(made)).filter(is_about)
    }

    /// Every setting of a currency, in order.
    pub(crate) fn currencies(&self) -> impl Iterator<Item = Entry> {
        let set = self.about_shop().map(|(_, entry)| entry);
        set.filter(|entry| matches!(entry.change, Change::SetSetting(Setting::Currency(_))))
    }

    /// The newest stamp under which something about a subject was made.
    pub(super) fn newest_about(&self, subject: Subject) -> Option<Stamp> {
        let is_about = |made: &Stamp| {
            self.told_at(*made).any(|(told, entry)| entry.change.subject(told) == subject)
        };
        self.made_about(subject).into_iter().rev().find(is_about)
    }

    /// The stamps under which something about a subject may have been made, in order.
    fn made_about(&self, subject: Subject) -> Vec<Stamp> {
        let id = match subject {
            Subject::Setting(_) | Subject::Record(_) => SHOP,
            Subject::Customer(customer) => customer.0,
            Subject::Purchase(purchase) => purchase.0,
            Subject::Group(group) => group.0,
            Subject::Nothing => return Vec::new(),
        };
        let mut made: Vec<Stamp> = self.index.linked(id).chain([id]).collect();
        // Told by another stamp than it was made under.
        made.extend(self.twins.stamps_like(id));
        sort_by_key(&mut made, |stamp| *stamp);
        made.dedup();
        made
    }

    /// The stamps under which a group was made, in order: runs of stamps next to each other.
    pub(super) fn made_in(&self, group: GroupId) -> impl Iterator<Item = Stamp> {
        let begins = move |start: &Stamp| !self.is_at(previous(*start), group);
        let starts: BTreeSet<Stamp> = self.index.linked(group.0).chain([group.0]).collect();
        let run = move |start: Stamp| {
            let all = std::iter::successors(Some(start), |stamp| Some(next(*stamp)));
            all.take_while(move |stamp| self.is_at(*stamp, group))
        };
        starts.into_iter().filter(begins).flat_map(run)
    }

    /// The stamps under which something was made, from one to another.
    pub(super) fn made_between(&self, first: Stamp, last: Stamp) -> impl Iterator<Item = Stamp> {
        self.entries.from(first).map(Held::stamp).take_while(move |stamp| *stamp <= last)
    }

    /// The changes of a group, in order, each with the stamp it is told by.
    pub fn changes_of(&self, group: GroupId) -> impl Iterator<Item = (Stamp, Entry)> {
        let all = self.made_in(group).flat_map(|made| self.told_at(made));
        all.filter(move |(_, entry)| entry.group == group)
    }

    /// Whether a group erased somebody.
    #[must_use]
    pub fn erases(&self, group: GroupId) -> bool {
        let mut about = self.erased.iter().flat_map(|id| self.about(Subject::Customer(*id)));
        about.any(|(_, entry)| entry.group == group)
    }

    /// The groups that take a group back, as far as they stand, themselves or with what brought it.
    #[must_use]
    pub fn takers(&self, group: GroupId) -> Vec<GroupId> {
        let standing = self.undos().filter(|(_, by, _)| !self.is_undone(*by));
        let takes = |taken: GroupId| taken == group || self.received(taken).contains(&group);
        let mut takers: Vec<GroupId> =
            standing.filter(|(_, _, taken)| takes(*taken)).map(|(_, by, _)| by).collect();
        // Last made first, as the history is.
        takers.reverse();
        takers
    }

    /// How many groups there are.
    #[must_use]
    pub fn n_groups(&self) -> usize {
        self.index.n_headed + self.index.headless.len()
    }

    /// The groups made before one, or all of them, last made first.
    pub fn groups_before(&self, group: Option<GroupId>) -> impl Iterator<Item = GroupId> {
        let groups = match group {
            Some(group) => self.index.headless.range(..group),
            None => self.index.headless.range(..),
        };
        let named = |held: Held<'_>| {
            let group = GroupId(held.stamp());
            let is_named = held.group() == group;
            let is_of = |entry: &Entry| entry.group == group;
            (is_named || self.twins.of(group.0).any(is_of)).then_some(group)
        };
        let headed = self.entries.before(group.map(|group| group.0));
        let mut headed = headed.filter_map(named).peekable();
        let mut headless = groups.rev().copied().peekable();
        std::iter::from_fn(move || {
            if headed.peek() > headless.peek() { headed.next() } else { headless.next() }
        })
    }

    /// Every refund and removal, in order.
    pub fn corrections(&self) -> impl Iterator<Item = (Stamp, Entry)> {
        let is_one = |(_, entry): &(Stamp, Entry)| entry.change.corrects().is_some();
        self.index.corrections.iter().flat_map(|made| self.told_at(*made)).filter(is_one)
    }

    pub(super) fn is_at(&self, stamp: Stamp, group: GroupId) -> bool {
        let is_greatest = self.entries.held(stamp).is_some_and(|held| held.group() == group);
        is_greatest || self.twins.of(stamp).any(|entry| entry.group == group)
    }

    /// Every undo: its stamp, its own group and the group it takes back.
    pub(super) fn undos(&self) -> impl Iterator<Item = (Stamp, GroupId, GroupId)> {
        let at = |stamp: Stamp| {
            let greatest = self.entries.get(stamp).into_iter();
            greatest.chain(self.twins.of(stamp).cloned()).filter_map(move |entry| {
                match entry.change {
                    Change::Undo { group } => Some((stamp, entry.group, group)),
                    _ => None,
                }
            })
        };
        self.index.undos.iter().copied().flat_map(at)
    }

    /// Forgets a change that has gone from its place; the others that go with it have, too.
    pub(super) fn unindex(&mut self, stamp: Stamp, entry: &Entry) {
        let group = entry.group;
        if let Some(about) = record(stamp, &entry.change) {
            self.index.links.remove(&(about, stamp));
        }
        if let Some(buyer) = entry.change.ordered_by() {
            self.index.links.remove(&(buyer.0, stamp));
        }
        self.index.links.remove(&(group.0, stamp));
        self.index.pairs.remove(&stamp);
        // What came next in its group was found by it.
        if self.is_at(next(stamp), group) {
            self.index.links.insert((group.0, next(stamp)));
        }
        self.index.n_headed -= usize::from(group.0 == stamp);
        let is_left = self.made_in(group).next().is_some();
        self.index.headless.remove(&group);
        if is_left && !self.is_at(group.0, group) {
            self.index.headless.insert(group);
        }
        let replica = stamp.replica();
        if self.index.vector.get(&replica) == Some(&stamp) {
            self.index.vector.remove(&replica);
            let mut below = self.entries.before(Some(stamp)).map(Held::stamp);
            let last = below.find(|other| other.replica() == replica);
            self.index.vector.extend(last.map(|last| (replica, last)));
        }
        self.index.latest = None;
    }

    /// Notes everything anew: after somebody was erased, places in the middle are empty.
    pub(super) fn reindex(&mut self) {
        let mut index = Index::default();
        let mut last = None;
        for held in self.held(Stamp::NONE) {
            let (stamp, group) = (held.stamp(), held.group());
            let is_headed = match group.0 == stamp {
                true => last == Some((stamp, group)),
                false => self.is_at(group.0, group),
            };
            match held {
                Held::Packed(raw) => index.add_packed(raw, is_headed),
                Held::Loose(stamp, entry) => index.add(stamp, entry, is_headed),
            }
            last = Some((stamp, group));
        }
        self.index = index;
    }
}
