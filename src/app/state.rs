//! The app's state: the book on screen, the journal behind it, and whether all of it is on disk.
//!
//! [`AppState`] is the only writer. A page makes changes through [`AppState::commit`], the book
//! shows them at once, and the saver writes them one page after the other. When the disk refuses,
//! nothing more can be changed until what is unsaved has been saved or taken out as a copy.

use std::rc::Rc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::advice::reminders::Reminders;
use crate::book::journal::page::{self, ChangeRefusal};
use crate::book::journal::{Batch, Entry, Journal};
use crate::book::undo::{self, Outcome};
use crate::book::{Book, Touched};
use crate::browser::{self, Line};
use crate::figures::overview::Overview;
use crate::files::regulars_file::{self, FileRefusal, ShopId};
use crate::people::customer::Customer;
use crate::people::find;
use crate::people::pairs::{Among, Likely, Warner};
use crate::people::photo::Photo;
use crate::people::same::{self, Country, Key, Numbers};
use crate::store::{Device, Store, StoreError};
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, GroupId, Replica, Stamp};
use crate::units::pace::Pace;

mod beside;
mod disk;
mod photos;
mod received;
mod taking;

use beside::Making;
use disk::Pages;
use photos::BaseCopy;

pub use received::NotReceived;

/// Where the app stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The disk is being read.
    Opening,
    /// The book is on screen.
    Ready,
    /// There was a base on this device and it is gone: restore it, never "welcome".
    Missing(Marker),
    /// Less is on this device than there was at the last save.
    Less(Marker),
    /// The disk was cleared while this tab was open, and everything is still in memory.
    Gone,
    /// The disk cannot be read.
    Failed(StoreError),
    /// A newer version of the app, in another tab, has taken over.
    LetGo,
    /// An older version of the app, in another tab, does not let go.
    Blocked,
}

/// Whether what is on screen is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// All of it.
    Saved,
    /// Not yet.
    Saving,
    /// No, and why; nothing can be changed until it is.
    NotSaved(StoreError),
}

/// What outlives the database, to tell a lost base from a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// Whose base it was.
    pub shop: String,
    /// Customers at the last save.
    pub customers: usize,
    /// Purchases at the last save.
    pub purchases: usize,
    /// Changes at the last save; version 0.1 did not say.
    #[serde(default)]
    pub changes: usize,
    /// The day of the last save.
    pub day: Day,
}

/// Why nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitRefusal {
    /// What came before is not on disk.
    #[error("something earlier is not saved")]
    ReadOnly,
    /// A list or a copy is being taken in or looked at.
    #[error("something is being taken in")]
    TakingIn,
    /// The change could not be kept.
    #[error(transparent)]
    Change(#[from] ChangeRefusal),
}

/// The app's state; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct AppState {
    phase: RwSignal<Phase>,
    saving: RwSignal<Saving>,
    book: RwSignal<Book>,
    journal: RwSignal<Journal>,
    today: RwSignal<Day>,
    overview: RwSignal<Overview>,
    country: Memo<Option<Country>>,
    numbers: RwSignal<Numbers>,
    /// `None` while it is being made.
    finder: RwSignal<Option<find::Index>>,
    /// The one that is being made, and the numbers with it.
    making: StoredValue<Option<Making>>,
    /// Who is known by what; as new as the book, which tells of it by `customers`.
    keys: StoredValue<same::Index>,
    /// Tells that customers came, went or changed.
    customers: RwSignal<()>,
    device: RwSignal<Device>,
    /// Damaged pages found on opening.
    damaged: RwSignal<usize>,
    /// Whether the disk's changes are in memory, so that other tabs' can be read on top of them.
    has_read: StoredValue<bool>,
    replica: StoredValue<Replica>,
    unsaved: StoredValue<Vec<(Stamp, Entry)>>,
    /// Pictures that unsaved changes speak of.
    unsaved_photos: StoredValue<Vec<Photo>>,
    is_saving: StoredValue<bool>,
    /// Whether a list is being taken in, which the screen says.
    taking_in: RwSignal<bool>,
    /// Whether somebody holds the book; then nobody else changes it.
    is_held: StoredValue<bool>,
    /// Whether another tab has written meanwhile.
    has_missed: StoredValue<bool>,
    store: StoredValue<Option<Rc<Store>>, LocalStorage>,
    line: StoredValue<Option<Line>, LocalStorage>,
}

impl AppState {
    /// The state before anything is read.
    #[must_use]
    pub fn new() -> Self {
        let device = Device { shop: String::new(), device: String::new(), last_copy_ms: None };
        let book = RwSignal::new(Book::default());
        let today = RwSignal::new(browser::now().day);
        let overview = RwSignal::new(Overview::new(&Book::default(), browser::now().day));
        let numbers = RwSignal::new(Numbers::default());
        let country = Memo::new(move |_| same::country_by(book.read().shop(), &numbers.read()));
        let zone = Memo::new(move |_| book.read().shop().zone.clone());
        let state = Self {
            finder: RwSignal::new(None),
            making: StoredValue::new(None),
            customers: RwSignal::new(()),
            keys: StoredValue::new(same::Index::default()),
            overview,
            country,
            numbers,
            phase: RwSignal::new(Phase::Opening),
            saving: RwSignal::new(Saving::Saved),
            book,
            journal: RwSignal::new(Journal::default()),
            today,
            device: RwSignal::new(device),
            damaged: RwSignal::new(0),
            has_read: StoredValue::new(false),
            replica: StoredValue::new(Replica::default()),
            unsaved: StoredValue::new(Vec::new()),
            unsaved_photos: StoredValue::new(Vec::new()),
            is_saving: StoredValue::new(false),
            taking_in: RwSignal::new(false),
            is_held: StoredValue::new(false),
            has_missed: StoredValue::new(false),
            store: StoredValue::new_local(None),
            line: StoredValue::new_local(None),
        };
        Effect::new(move |_| {
            browser::live_by(&zone.get());
            state.turn_day();
        });
        state
    }

    /// Where the app stands.
    #[must_use]
    pub fn phase(self) -> Signal<Phase> {
        self.phase.into()
    }

    /// Whether what is on screen is on disk.
    #[must_use]
    pub fn saving(self) -> Signal<Saving> {
        self.saving.into()
    }

    /// The book.
    #[must_use]
    pub fn book(self) -> ReadSignal<Book> {
        self.book.read_only()
    }

    /// The journal, for history and files.
    #[must_use]
    pub fn journal(self) -> ReadSignal<Journal> {
        self.journal.read_only()
    }

    /// The day on the wall; it turns at midnight.
    #[must_use]
    pub fn today(self) -> Signal<Day> {
        self.today.into()
    }

    /// The book in figures, as of today.
    #[must_use]
    pub fn overview(self) -> ReadSignal<Overview> {
        self.overview.read_only()
    }

    /// The country whose phone numbers are written without a country code, where that is known.
    #[must_use]
    pub fn country(self) -> Memo<Option<Country>> {
        self.country
    }

    /// The phone numbers of the shop by country.
    #[must_use]
    pub fn numbers(self) -> ReadSignal<Numbers> {
        self.numbers.read_only()
    }

    /// Whom to write to today.
    #[must_use]
    pub fn reminders(self) -> Reminders {
        Reminders::new(&self.book.read(), &self.overview.read())
    }

    /// Whether nobody can be found yet, since the index is being made: then nobody is the answer to
    /// every query, and the answer comes.
    #[must_use]
    pub fn is_finding(self) -> bool {
        self.finder.with(Option::is_none)
    }

    /// The customers a query finds, best first, as many as asked for at most; nobody for no query.
    #[must_use]
    pub fn find(self, query: &str, limit: usize) -> Vec<CustomerId> {
        self.finder.with(|finder| {
            finder.as_ref().map(|finder| finder.search(query, limit)).unwrap_or_default()
        })
    }

    /// Everyone a query finds, in the order of entry.
    #[must_use]
    pub fn matches(self, query: &str) -> Vec<CustomerId> {
        self.finder
            .with(|finder| finder.as_ref().map(|finder| finder.matches(query)).unwrap_or_default())
    }

    /// Two of those who are known by this card number, phone number, email address or name, first
    /// entered first: enough to tell whether there is one, another, or exactly one.
    #[must_use]
    pub fn known_by(self, key: Key, text: &str) -> Vec<CustomerId> {
        self.follow_customers();
        let country = self.country.get();
        let mut keys = self.keys.write_value();
        self.book.with_untracked(|book| keys.find(book.customers(), key, text, country, 2))
    }

    /// Whom a draft may be, the likeliest first, but for `own`, whose card it is; nobody while the
    /// index for finding is being made.
    #[must_use]
    pub fn may_be(self, warner: &Warner, draft: &Customer, own: Option<CustomerId>) -> Vec<Likely> {
        self.follow_customers();
        let country = self.country.get();
        let mut keys = self.keys.write_value();
        self.finder.with(|finder| {
            let Some(finder) = finder else { return Vec::new() };
            self.book.with_untracked(|book| {
                let customers = book.customers();
                warner.may_be(draft, own, Among { customers, finder, keys: &mut keys, country })
            })
        })
    }

    /// Days since a copy last left the device; `None` if none ever did.
    #[must_use]
    pub fn copy_age_days(self) -> Option<u32> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "milliseconds since 1970, kept as JavaScript keeps them"
        )]
        let copied = browser::local(self.device.read().last_copy_ms? as u64).day;
        Some(u32::try_from(self.today.get().since(copied)).unwrap_or_default())
    }

    /// What this device knows of itself.
    #[must_use]
    pub fn device(self) -> ReadSignal<Device> {
        self.device.read_only()
    }

    /// How many pages on disk could not be read.
    #[must_use]
    pub fn damaged(self) -> Signal<usize> {
        self.damaged.into()
    }

    /// The replica this tab writes as.
    #[must_use]
    pub fn replica(self) -> Replica {
        self.replica.get_value()
    }

    /// Looks at the clock; called every minute so that the day turns by itself.
    pub fn turn_day(self) {
        let today = browser::now().day;
        if self.today.get_untracked() != today {
            self.today.set(today);
            self.book.with_untracked(|book| self.overview.set(Overview::new(book, today)));
        }
    }

    /// Makes a group of changes: shown at once, saved as soon as the disk takes them.
    ///
    /// # Errors
    /// While something earlier is not on disk, and for a change that could not be kept; then
    /// nothing changed.
    pub fn commit<R>(self, make: impl FnOnce(&mut Batch<'_>) -> R) -> Result<R, CommitRefusal> {
        self.commit_with(Vec::new(), make)
    }

    /// As [`commit`](Self::commit), with the pictures the changes speak of: they are saved
    /// together.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn commit_with<R>(
        self,
        photos: Vec<Photo>,
        make: impl FnOnce(&mut Batch<'_>) -> R,
    ) -> Result<R, CommitRefusal> {
        self.can_change()?;
        let (made, entries) = self.journal.with_untracked(|journal| {
            let mut batch = self.batch(journal);
            let made = make(&mut batch);
            Ok::<_, ChangeRefusal>((made, batch.checked()?))
        })?;
        self.keep(entries, photos);
        Ok(made)
    }

    /// A group of changes on top of a journal, as this tab makes it now.
    fn batch(self, journal: &Journal) -> Batch<'_> {
        journal.batch(self.replica(), browser::now_ms()).drawn(browser::random_bits())
    }

    /// Shows changes at once, and saves them as soon as the disk takes them.
    fn keep(self, entries: Vec<(Stamp, Entry)>, photos: Vec<Photo>) {
        if !entries.is_empty() {
            self.unsaved_photos.update_value(|unsaved| unsaved.extend(photos));
            self.take_in(entries.clone());
            self.unsaved.update_value(|unsaved| unsaved.extend(entries));
            self.save();
        }
    }

    fn can_change(self) -> Result<(), CommitRefusal> {
        if matches!(self.saving.get_untracked(), Saving::NotSaved(_)) {
            return Err(CommitRefusal::ReadOnly);
        }
        if self.is_held.get_value() { Err(CommitRefusal::TakingIn) } else { Ok(()) }
    }

    /// What taking groups back would change; `None` where nobody needs to be asked.
    #[must_use]
    pub fn outcome_of_undo(self, groups: &[GroupId]) -> Option<Outcome> {
        self.journal.with_untracked(|journal| {
            let undos = journal.undos_of(groups, self.replica(), browser::now_ms());
            self.book.with_untracked(|book| undo::outcome(journal, book, &undos))
        })
    }

    /// What taking all of these groups back would change, however little it is.
    #[must_use]
    pub fn outcome_of_all(self, groups: &[GroupId]) -> Outcome {
        self.journal.with_untracked(|journal| {
            let undos = journal.undos_of(groups, self.replica(), browser::now_ms());
            self.book.with_untracked(|book| undo::held_against(journal, book, &undos))
        })
    }

    /// The later groups that hold on to customers of these groups and concern nobody else.
    #[must_use]
    pub fn made_since(self, staying: &[CustomerId], groups: &[GroupId]) -> Vec<GroupId> {
        if staying.is_empty() {
            return Vec::new();
        }
        self.journal.with_untracked(|journal| undo::made_since(journal, staying, groups))
    }

    /// Joins the shop a file is of: for a device that has nothing of its own yet, by whoever holds
    /// the book.
    async fn join_shop(self, shop: ShopId) -> Result<(), StoreError> {
        let mut device = self.device.get_untracked();
        device.shop = shop.to_string();
        self.write_device(&device).await
    }

    /// The whole base as a file, unsaved changes included.
    ///
    /// # Errors
    /// A base beyond what a file may hold.
    pub async fn copy(self) -> Result<BaseCopy, FileRefusal> {
        let pace = browser::pace();
        // What is entered while the pages are made may be in them too: of that it says nothing.
        let header = self.journal.with_untracked(|journal| {
            let (customers, purchases) = self.counts();
            regulars_file::Header {
                shop: self.shop_id(),
                replica: self.replica(),
                made_ms: browser::now_ms(),
                vector: journal.vector(),
                counts: regulars_file::Counts {
                    customers,
                    purchases,
                    changes: journal.len() as u64,
                },
                ..regulars_file::Header::default()
            }
        });
        let made = self.pages(&pace, |changes| {
            Ok::<_, FileRefusal>(page::encode(changes.iter().map(|(at, entry)| (*at, entry))))
        });
        let Pages { mut pages, photos } = made.await?;
        let (photos, n_left_out) = self.photos_for_copy(&photos, &pace).await;
        let header = regulars_file::Header { has_photos: !photos.is_empty(), ..header };
        pages.extend(photos);
        let pages = pages.iter().map(Vec::as_slice);
        let file = regulars_file::write_paced(&header, pages, &pace).await?;
        Ok(BaseCopy { file, n_left_out })
    }

    /// Hands the owner the whole base as a file, and notes when; tells how many photos had no place
    /// in it.
    ///
    /// # Errors
    /// A base beyond what a file may hold.
    pub async fn save_copy(self) -> Result<usize, FileRefusal> {
        let BaseCopy { file, n_left_out } = self.copy().await?;
        let name = regulars_file::file_name(self.shop_id(), self.today.get_untracked());
        if browser::save_file(&name, "application/octet-stream", &file) {
            // Not noting it only means being reminded sooner.
            self.note_copy().await.ok();
        }
        Ok(n_left_out)
    }

    /// The shop this base is of.
    #[must_use]
    pub fn shop_id(self) -> ShopId {
        let id = self.device.with_untracked(|device| u128::from_str_radix(&device.shop, 16));
        ShopId(id.unwrap_or_default())
    }

    fn counts(self) -> (u64, u64) {
        self.book
            .with_untracked(|book| (book.customers().len() as u64, book.purchases().len() as u64))
    }

    /// Notes that a copy has left the device.
    pub async fn note_copy(self) -> Result<(), StoreError> {
        let mut device = self.device.get_untracked();
        #[expect(clippy::cast_precision_loss, reason = "48 bits fit in a double")]
        let now = browser::now_ms() as f64;
        device.last_copy_ms = Some(now);
        self.keep_device(device).await
    }

    /// Merges changes into the journal and brings the book and its index up to them.
    fn take_in(self, entries: Vec<(Stamp, Entry)>) {
        let mut touched = Touched::Everything;
        self.book.update(|book| {
            self.journal.update(|journal| touched = journal.advance(book, entries));
        });
        self.book.with_untracked(|book| match touched {
            Touched::Everything => {
                self.overview.set(Overview::new(book, self.today.get_untracked()));
                self.make_findable();
            }
            Touched::Records(touched) => self.bring_along(book, &touched),
        });
    }

    /// Shows the book of a journal in the place of what there is, by whoever holds the book.
    async fn show(self, journal: Journal, pace: &Pace) {
        let book = journal.book_paced(pace).await;
        let overview = self.counted(&book, pace).await;
        self.overview.set(overview);
        let was = std::mem::replace(&mut *self.book.write(), book);
        self.journal.set(journal);
        self.make_findable();
        was.let_go(pace).await;
    }
}

impl Default for AppState {
    fn default() -> Self {
        Self::new()
    }
}
