//! What a file of another device would change, told before anything is.
//!
//! Its pages are read in stretches, and no more of them than a file of its size may hold.
//! The file's changes go into a copy of the journal; the two books are compared, and only when the
//! owner agrees the copy's changes are committed. All of it is done at a pace: the screen waits.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::journal::page::{self, ChangeRefusal, PageDamage};
use crate::book::journal::{Batch, Entry, Journal};
use crate::book::{Book, Change};
use crate::people::photo::Photo;
use crate::units::id::{GroupId, PurchaseId, Stamp};
use crate::units::ordered::Ordered;
use crate::units::pace::{Pace, at_once};

/// What a file would change, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Customers that are not here yet.
    pub new_customers: usize,
    /// Customers whose card would read differently.
    pub changed_customers: usize,
    /// Customers that would go, by an erasure or an undo.
    pub gone_customers: usize,
    /// Purchases that are not here yet.
    pub new_purchases: usize,
    /// Purchases that would read differently, by a refund, an erased buyer or another stage.
    pub changed_purchases: usize,
    /// Purchases that would go.
    pub gone_purchases: usize,
    /// Reminders that would be answered differently.
    pub answers: usize,
    /// Whether a setting of the shop would change.
    pub settings: bool,
    /// Changes of a newer Regulars, which are kept and passed on but not shown.
    pub unknown: usize,
    /// Changes that are new here, of whatever kind.
    pub changes: usize,
}

impl Report {
    /// Whether the file says nothing that is not known.
    #[must_use]
    pub fn is_nothing_new(&self) -> bool {
        self.changes == 0
    }
}

/// A file's changes, ready to be taken in.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// What is new here, in the order of stamps.
    pub changes: Vec<(Stamp, Entry)>,
    /// The groups they belong to.
    pub groups: Vec<GroupId>,
    /// What they would change.
    pub report: Report,
    /// Pictures that the file's changes speak of and that are not here yet.
    pub photos: Vec<Photo>,
}

impl Incoming {
    /// Whether the file brings nothing.
    #[must_use]
    pub fn is_nothing_new(&self) -> bool {
        self.report.is_nothing_new() && self.photos.is_empty()
    }

    /// Whether a file brought something under a device's own number that the device does not have:
    /// then somebody else counts under it, on a copy of its profile.
    #[must_use]
    pub fn is_also_of(&self, device: u64) -> bool {
        self.changes.iter().any(|(stamp, _)| stamp.replica().device() == device)
    }
}

/// Why the pages of a file were refused; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadRefusal {
    /// A page, counted from 1.
    #[error("page {number}: {damage}")]
    Page {
        /// Which.
        number: usize,
        /// What is wrong with it.
        damage: PageDamage,
    },
    /// More changes than a file of its size may hold.
    #[error("more than {most} changes")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
}

/// Changes read from the pages of a file, a stretch at a step, so that a screen can answer in
/// between; never more than may be, whatever the pages promise.
#[derive(Debug)]
pub struct Reading {
    pages: Vec<Vec<u8>>,
    place: usize,
    reader: page::Reader,
    changes: Vec<(Stamp, Entry)>,
    most: usize,
}

impl Reading {
    /// How many changes are read at a step: a few milliseconds' worth.
    const STRETCH: usize = 5_000;

    /// Begins with the first of these pages, to read so many changes at most.
    #[must_use]
    pub fn new(pages: Vec<Vec<u8>>, most: usize) -> Self {
        let (reader, changes) = (page::Reader::default(), Vec::new());
        Self { pages, place: 0, reader, changes, most }
    }

    /// Reads a stretch; `true` at the end.
    ///
    /// # Errors
    /// A page that cannot be read, or more changes than may be.
    pub fn step(&mut self) -> Result<bool, ReadRefusal> {
        for _ in 0..Self::STRETCH {
            let Some(page) = self.pages.get(self.place) else { return Ok(true) };
            let number = self.place + 1;
            let next = self.reader.next(page);
            match next.map_err(|damage| ReadRefusal::Page { number, damage })? {
                Some(_) if self.changes.len() == self.most => {
                    return Err(ReadRefusal::TooMany { most: self.most });
                }
                Some(change) => self.changes.push(change),
                None => {
                    // Its bytes are not needed any more.
                    self.pages[self.place] = Vec::new();
                    self.place += 1;
                    self.reader = page::Reader::default();
                }
            }
        }
        Ok(false)
    }

    /// How many pages are read, and of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.place, self.pages.len())
    }

    /// The changes read so far.
    #[must_use]
    pub fn changes(self) -> Vec<(Stamp, Entry)> {
        self.changes
    }
}

/// A base that is not this device's, whole.
#[derive(Clone, Debug, Default)]
pub struct Other {
    /// Its changes.
    pub journal: Journal,
    /// What they make.
    pub book: Book,
}

impl Other {
    /// The base of these changes.
    pub async fn read(changes: Vec<(Stamp, Entry)>, pace: &Pace) -> Self {
        let mut journal = Journal::default();
        let erasures = erasures_in(changes.iter().cloned(), pace).await;
        merge_paced(&mut journal, erasures, changes, pace).await;
        Self::of(journal, pace).await
    }

    /// Gives back its memory at a pace.
    async fn let_go(self, pace: &Pace) {
        self.book.let_go(pace).await;
    }

    async fn of(journal: Journal, pace: &Pace) -> Self {
        let book = journal.book_paced(pace).await;
        Self { journal, book }
    }
}

/// Looks at the changes of a file without taking them in.
#[must_use]
pub fn look(journal: &Journal, book: &Book, changes: Vec<(Stamp, Entry)>) -> Incoming {
    at_once(async |pace| {
        let other = Other::read(changes, pace).await;
        look_paced(journal, book, other, pace).await
    })
}

/// As [`look`], at a pace.
pub async fn look_paced(journal: &Journal, book: &Book, other: Other, pace: &Pace) -> Incoming {
    let (merged, groups) = merged(journal, other, pace).await;
    let room = merged.journal.len().saturating_sub(journal.len());
    let mut changes: Vec<(Stamp, Entry)> = Vec::with_capacity(room);
    let mut unknown = 0;
    let add = |(stamp, entry): (Stamp, Entry)| {
        if !journal.holds(stamp, &entry) {
            unknown += usize::from(matches!(entry.change, Change::Unknown(_)));
            changes.push((stamp, entry));
        }
    };
    pace.each(merged.journal.entries(), add).await;
    let mut report = compare(book, &merged.book, pace).await;
    merged.let_go(pace).await;
    (report.changes, report.unknown) = (changes.len(), unknown);
    Incoming { changes, groups: groups.into_iter().collect(), report, photos: Vec::new() }
}

/// The base with the other in it, and the groups of what was new.
async fn merged(journal: &Journal, other: Other, pace: &Pace) -> (Other, BTreeSet<GroupId>) {
    if journal.is_empty() {
        let mut groups = BTreeSet::new();
        let add = |(_, entry): (Stamp, Entry)| {
            groups.insert(entry.group);
        };
        pace.each(other.journal.entries(), add).await;
        return (other, groups);
    }
    let mut merged = journal.clone();
    pace.rest().await;
    let erasures = erasures_in(other.journal.entries(), pace).await;
    let theirs = other.journal.entries();
    let groups = merge_paced(&mut merged, erasures, theirs, pace).await;
    other.let_go(pace).await;
    (Other::of(merged, pace).await, groups)
}

async fn erasures_in(
    changes: impl Iterator<Item = (Stamp, Entry)>,
    pace: &Pace,
) -> Vec<(Stamp, Entry)> {
    let mut erasures = Vec::new();
    let add = |(stamp, entry): (Stamp, Entry)| {
        if matches!(entry.change, Change::EraseCustomer { .. }) {
            erasures.push((stamp, entry));
        }
    };
    pace.each(changes, add).await;
    erasures
}

/// Merges changes at a pace; gives the groups of those that were new.
///
/// `erasures` are those among them: they go first, for each call with one of them walks what is
/// here.
async fn merge_paced(
    journal: &mut Journal,
    erasures: Vec<(Stamp, Entry)>,
    changes: impl IntoIterator<Item = (Stamp, Entry)>,
    pace: &Pace,
) -> BTreeSet<GroupId> {
    /// How many are merged in one go.
    const STRETCH: usize = 500;
    let mut groups: BTreeSet<GroupId> = journal.merge(erasures).into_iter().collect();
    let mut changes = changes.into_iter();
    loop {
        let stretch: Vec<(Stamp, Entry)> = changes.by_ref().take(STRETCH).collect();
        if stretch.is_empty() {
            return groups;
        }
        groups.extend(journal.merge(stretch));
        pace.rest().await;
    }
}

/// What is kept when a file is taken in.
#[derive(Debug)]
pub struct Arriving<R> {
    /// What making the group gave.
    pub made: R,
    /// The group, above all that the file brought.
    pub group: Vec<(Stamp, Entry)>,
    /// The journal as it is with both.
    pub journal: Journal,
}

/// What is kept when a file is taken in: all that it brought, and above it the group that `make`
/// adds. The group is made before anything is kept, so that either both can be or nothing is.
///
/// # Errors
/// A change of the group that could not be kept; then nothing is to be taken in.
pub async fn with_group<R>(
    mut journal: Journal,
    brought: &[(Stamp, Entry)],
    begin: impl FnOnce(&Journal) -> Batch<'_>,
    make: impl FnOnce(&mut Batch<'_>) -> R,
    pace: &Pace,
) -> Result<Arriving<R>, ChangeRefusal> {
    let erasures = erasures_in(brought.iter().cloned(), pace).await;
    merge_paced(&mut journal, erasures, brought.iter().cloned(), pace).await;
    let mut batch = begin(&journal);
    let made = make(&mut batch);
    let group = batch.checked()?;
    journal.merge(group.iter().cloned());
    Ok(Arriving { made, group, journal })
}

async fn compare(before: &Book, after: &Book, pace: &Pace) -> Report {
    let (old, new) = (before.customers(), after.customers());
    let (bought, buys) = (before.purchases(), after.purchases());
    let [new_customers, changed_customers, gone_customers] = differing(old, new, pace).await;
    let [new_purchases, changed_purchases, gone_purchases] = differing(bought, buys, pace).await;
    Report {
        new_customers,
        changed_customers,
        gone_customers,
        new_purchases,
        changed_purchases: changed_purchases + changed_orders(before, after),
        gone_purchases,
        answers: answers(before, after),
        settings: before.shop() != after.shop(),
        unknown: 0,
        changes: 0,
    }
}

/// How many records are new, differ and are gone.
async fn differing<K: Ord + Copy, R: PartialEq>(
    before: &Ordered<K, R>,
    after: &Ordered<K, R>,
    pace: &Pace,
) -> [usize; 3] {
    let (mut n_new, mut n_changed, mut n_same) = (0, 0, 0);
    let count = |(id, is): (&K, &R)| match before.get(id) {
        None => n_new += 1,
        Some(was) if was == is => n_same += 1,
        Some(_) => n_changed += 1,
    };
    pace.each(after, count).await;
    [n_new, n_changed, before.len() - n_same - n_changed]
}

/// Purchases that are the same but for what is known of them as orders.
fn changed_orders(before: &Book, after: &Book) -> usize {
    let ids: BTreeSet<PurchaseId> =
        before.orders().chain(after.orders()).map(|(id, _)| id).collect();
    let is_same = |id: &PurchaseId| {
        before.purchase(*id).is_some() && before.purchase(*id) == after.purchase(*id)
    };
    ids.iter().filter(|id| is_same(id) && before.order(**id) != after.order(**id)).count()
}

/// Answers that would come, go or change.
fn answers(before: &Book, after: &Book) -> usize {
    let of = |book: &Book| {
        let answers = book.outreach().answers();
        answers.map(|(customer, why, said)| ((customer, why), said)).collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (of(before), of(after));
    let changed = new.iter().filter(|(about, said)| old.get(about) != Some(said)).count();
    changed + old.keys().filter(|about| !new.contains_key(about)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::Fact;
    use crate::trade::shop::Setting;
    use crate::units::id::{CustomerId, Replica};

    fn named(name: &str) -> Change {
        Change::AddCustomer { facts: vec![Fact::Name(name.into())], members: vec![] }
    }

    fn commit(journal: &mut Journal, device: u64, change: Change) -> Stamp {
        let mut batch = journal.batch(Replica::new(device, 0), 10);
        let stamp = batch.push(change);
        let entries = batch.finish();
        journal.merge(entries);
        stamp
    }

    #[test]
    fn a_file_is_told_before_it_changes_anything() {
        let mut here = Journal::default();
        let anna = CustomerId(commit(&mut here, 1, named("Anna")));
        let mut there = here.clone();
        commit(&mut there, 2, named("Péter"));
        let facts = vec![Fact::Name("Kovács Anna".into())];
        commit(&mut there, 2, Change::SetFacts { customer: anna, facts });
        commit(&mut there, 2, Change::Unknown(vec![99]));

        let file: Vec<_> = there.entries().collect();
        let incoming = look(&here, &here.book(), file);
        let expected = Report {
            new_customers: 1,
            changed_customers: 1,
            unknown: 1,
            changes: 3,
            ..Report::default()
        };
        assert_eq!(incoming.report, expected);
        assert_eq!(incoming.groups.len(), 3);

        here.merge(incoming.changes);
        assert_eq!(here, there);
        let again = there.entries().collect();
        assert!(look(&here, &here.book(), again).report.is_nothing_new());
    }

    #[test]
    fn what_a_file_brought_is_kept_with_its_group_or_not_at_all() {
        let here = Journal::default();
        let receive = |there: &Journal, also: Option<Change>| {
            let brought: Vec<_> = there.entries().collect();
            let make = |batch: &mut Batch<'_>| {
                let from = Replica::new(2, 0);
                let group = batch.push(Change::Received { from, groups: vec![] });
                also.map(|also| batch.push(also));
                group
            };
            let device = Replica::new(1, 0);
            let received = at_once(async |pace| {
                let received = with_group(
                    here.clone(),
                    &brought,
                    |journal| journal.batch(device, 20).drawn(7),
                    make,
                    pace,
                );
                received.await
            });
            received.map(|arriving| {
                let mut journal = here.clone();
                journal.merge(brought.iter().cloned().chain(arriving.group));
                assert_eq!(journal, arriving.journal);
                (journal.get(arriving.made).is_some(), journal.len())
            })
        };
        let name = |name: &str| Change::SetSetting(Setting::Name(name.into()));
        let mut there = Journal::default();
        commit(&mut there, 2, named("Anna"));
        commit(&mut there, 2, name("Otthon"));
        assert_eq!(receive(&there, Some(name("Otthon Kávézó"))), Ok((true, 4)));

        // A clock at the end of all time: no change can lie above what it wrote.
        let mut batch = there.batch(Replica::new(2, 0), (1 << 47) - 1);
        batch.push(name("Kert"));
        let last = batch.finish();
        there.merge(last);
        assert_eq!(receive(&there, None), Ok((true, 4)));
        assert_eq!(receive(&there, Some(name("Otthon"))), Err(ChangeRefusal::Unreadable));
    }

    #[test]
    fn a_copy_of_ones_profile_shows_by_what_it_made_under_ones_number() {
        let mut here = Journal::default();
        commit(&mut here, 1, named("Anna"));
        let all = |journal: &Journal| journal.entries().collect::<Vec<_>>();
        let mut copy = here.clone();
        let mut phone = here.clone();
        commit(&mut phone, 2, named("Péter"));
        assert!(!look(&here, &here.book(), all(&here)).is_also_of(1));
        assert!(!look(&here, &here.book(), all(&phone)).is_also_of(1));
        // Later than ours, or under the very stamp of a change of ours.
        commit(&mut copy, 1, named("Zsófi"));
        assert!(look(&here, &here.book(), all(&copy)).is_also_of(1));
        commit(&mut here, 1, named("Márk"));
        let incoming = look(&here, &here.book(), all(&copy));
        assert!(incoming.is_also_of(1));
        assert_eq!(incoming.report.new_customers, 1);
    }

    #[test]
    fn pages_are_read_to_the_first_that_cannot_be() {
        let mut journal = Journal::default();
        commit(&mut journal, 1, named("Anna"));
        let page = page::encode(journal.entries());
        let read = |pages: &[&[u8]], most| {
            let pages = pages.iter().map(|page| page.to_vec()).collect();
            let mut reading = Reading::new(pages, most);
            while !reading.step()? {}
            Ok(reading.changes().len())
        };
        let empty = page::encode::<Entry>([]);
        assert_eq!(read(&[&page, &empty, &page], 2), Ok(2));
        assert_eq!(read(&[&page, &page], 1), Err(ReadRefusal::TooMany { most: 1 }));
        let damaged = |damage| Err(ReadRefusal::Page { number: 2, damage });
        assert_eq!(read(&[&page, &[1, 9]], 9), damaged(PageDamage::Damaged));
        assert_eq!(read(&[&page, &[2], &page], 9), damaged(PageDamage::Newer));
    }
}
