//! Between the state and the disk: what is read on opening, what is saved after every change, and
//! what other tabs of this device have written.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::state::{AppState, Marker, NotReceived, Phase, Saving};
use crate::book::Change;
use crate::book::journal::page;
use crate::book::journal::{Entry, Journal};
use crate::book::receive::Incoming;
use crate::browser::{self, Line};
use crate::files::regulars_file::ShopId;
use crate::people::photo::PhotoId;
use crate::store::{Device, Store, StoreError, StoreEvent};
use crate::units::id::{Replica, Stamp};
use crate::units::pace::Pace;

const MARKER: &str = "regulars.marker";
const LINE: &str = "regulars";

/// More pages than this beside those that are full are joined into few when the app has started.
const MANY_PAGES: usize = 64;

/// How often tidying begins anew since something was entered meanwhile.
const TIDY_ROUNDS: usize = 20;

/// Changes to a page when everything is written anew: some milliseconds' worth.
pub(super) const PAGE_CHANGES: usize = 5_000;

/// Everything there is, to be written.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The changes.
    pub(super) pages: Vec<Vec<u8>>,
    /// The pictures they speak of.
    pub(super) photos: BTreeSet<PhotoId>,
}

/// What was read of the disk.
struct Read {
    /// The device's own facts; `None` on the very first start.
    device: Option<Device>,
    /// Every change of every page that could be read.
    journal: Journal,
    /// How many there were in these pages, one that stood in two of them twice.
    n_changes: usize,
    /// Pages there are, read or not.
    pages: usize,
    /// Pages that could not be read; they stay on disk as they are.
    damaged: usize,
}

impl Read {
    /// Reads everything.
    async fn all(store: &Store, pace: &Pace) -> Result<Self, StoreError> {
        let (mut journal, mut n_changes, mut damaged) = (Journal::default(), 0, 0);
        let take = async |bytes: Vec<u8>| {
            match journal.merge_page(&bytes) {
                Ok(n) => n_changes += n,
                Err(_) => damaged += 1,
            }
            pace.rest().await;
        };
        let loaded = store.load(take).await?;
        Ok(Self { device: loaded.device, journal, n_changes, pages: loaded.pages, damaged })
    }

    /// Whether the disk holds less than at the last save.
    ///
    /// Where a page is damaged that is said already, and after an erasure fewer changes are right.
    fn is_less(&self, marker: &Marker) -> bool {
        let had_any = marker.customers + marker.purchases > 0;
        let can_tell = self.damaged == 0 && self.journal.n_erased() == 0;
        had_any && (self.pages == 0 || can_tell && self.n_changes < marker.changes)
    }

    /// Whether its pages had better be written anew: changes were dropped, since someone was erased
    /// or other tabs joined pages, or the pages are many and small.
    fn is_untidy(&self) -> bool {
        let is_many = self.pages > MANY_PAGES + self.n_changes / PAGE_CHANGES;
        self.damaged == 0 && (self.journal.len() < self.n_changes || is_many)
    }
}

impl AppState {
    /// Opens the disk and puts the book on screen.
    pub async fn open(self) {
        if let Err(error) = self.read_disk().await {
            self.phase.set(Phase::Failed(error));
        }
    }

    async fn read_disk(self) -> Result<(), StoreError> {
        // Listening before reading: what another tab writes meanwhile is then read after it.
        self.has_read.set_value(false);
        self.line.set_value(Line::open(LINE, move || self.on_line()));
        let store = Rc::new(Store::open(move |event| self.on_store_event(event)).await?);
        let pace = browser::pace();
        let read = Read::all(&store, &pace).await?;
        self.store.set_value(Some(Rc::clone(&store)));
        if let Some(marker) = read_marker()
            && read.is_less(&marker)
        {
            let is_empty = read.pages == 0;
            self.phase.set(if is_empty { Phase::Missing(marker) } else { Phase::Less(marker) });
            return Ok(());
        }
        self.begin_and_tidy(&store, read, &pace).await
    }

    async fn begin_and_tidy(
        self,
        store: &Store,
        read: Read,
        pace: &Pace,
    ) -> Result<(), StoreError> {
        let is_untidy = read.is_untidy();
        self.begin(store, read, pace).await?;
        self.phase.set(Phase::Ready);
        self.read_new().await;
        if is_untidy {
            self.tidy().await;
        }
        Ok(())
    }

    /// Takes over what the disk holds.
    async fn begin(self, store: &Store, read: Read, pace: &Pace) -> Result<(), StoreError> {
        let device = match read.device {
            Some(device) => device,
            None => store.begin(&drawn_device()).await?,
        };
        self.replica.set_value(take_replica(&device).await);
        self.device.set(device);
        self.damaged.set(read.damaged);

        // While the book is made nothing is entered, here or by another tab.
        let _held = self.hold().await;
        // Before the book was held the owner or another tab may have gone on.
        let mut journal = read.journal;
        journal.merge(self.all_changes());
        self.show(journal, pace).await;
        self.has_read.set_value(true);
        Ok(())
    }

    /// Another tab spoke. Before this one has read anything, it will read it all anyway.
    fn on_line(self) {
        if self.has_read.get_value() {
            spawn_local(self.read_new());
        }
    }

    /// Looks whether the disk is still there and what is new on it; called now and then, for a
    /// browser may clear it without a word.
    pub fn look_at_disk(self) {
        if self.phase.get_untracked() == Phase::Ready {
            self.on_line();
        }
    }

    fn on_store_event(self, event: StoreEvent) {
        match event {
            StoreEvent::LetGo => self.phase.set(Phase::LetGo),
            StoreEvent::Blocked => self.phase.set(Phase::Blocked),
            // What is there is looked at anew, and missed if it is gone.
            StoreEvent::Closed => self.on_line(),
        }
    }

    /// After "your data is missing": begins with what is there, at the owner's word. The shop keeps
    /// its number, so that a copy found later is still its own.
    pub async fn begin_anew(self) {
        let begun = match self.store.get_value() {
            Some(store) => self.go_on_with_less(&store).await,
            None => Err(StoreError::Lost),
        };
        if let Err(error) = begun {
            self.phase.set(Phase::Failed(error));
        }
    }

    async fn go_on_with_less(self, store: &Store) -> Result<(), StoreError> {
        let pace = browser::pace();
        let read = Read::all(store, &pace).await?;
        self.begin_and_tidy(store, read, &pace).await?;
        self.write_marker();
        Ok(())
    }

    /// After "your data is missing": begins with what a copy of the shop brings.
    ///
    /// # Errors
    /// [`NotReceived`]; then the base is as missing as before.
    pub async fn restore(
        self,
        shop: Option<ShopId>,
        from: Replica,
        incoming: Arc<Incoming>,
    ) -> Result<(), NotReceived> {
        let store = self.store.get_value().ok_or(StoreError::Lost)?;
        let pace = browser::pace();
        let read = Read::all(&store, &pace).await?;
        self.begin(&store, read, &pace).await?;
        self.receive_first(shop, from, incoming).await?;
        self.phase.set(Phase::Ready);
        Ok(())
    }

    /// After the disk was cleared under an open tab: writes everything there is in memory to it.
    ///
    /// # Errors
    /// Whatever keeps the browser from writing; then everything is still in memory.
    pub async fn write_back(self) -> Result<(), StoreError> {
        let store = self.store.get_value().ok_or(StoreError::Lost)?;
        let pace = browser::pace();
        let made = self.pages(&pace, page::encode_proved).await?;
        let photos = self.unsaved_photos.get_value();
        store.write_back(&self.device.get_untracked(), &made.pages, &photos).await?;
        self.unsaved.set_value(Vec::new());
        self.unsaved_photos.set_value(Vec::new());
        let read = Read::all(&store, &pace).await?;
        self.begin(&store, read, &pace).await?;
        self.write_marker();
        self.saving.set(Saving::Saved);
        self.phase.set(Phase::Ready);
        self.tell_others();
        Ok(())
    }

    /// Missed something that was on disk. Another tab may have written everything back already, or
    /// taken another number for this device; then this one goes on with what is there.
    ///
    /// # Errors
    /// [`StoreError::Gone`], and the page says so, when something is gone indeed.
    async fn miss(self, store: &Store) -> Result<(), StoreError> {
        let pace = browser::pace();
        let read = Read::all(store, &pace).await?;
        let mut there = read.journal.clone();
        there.merge(self.unsaved.get_value());
        let mut both = there.clone();
        both.merge(self.all_changes());
        if read.device.is_none() || both != there {
            self.saving.set(Saving::NotSaved(StoreError::Gone));
            self.phase.set(Phase::Gone);
            return Err(StoreError::Gone);
        }
        self.begin(store, read, &pace).await?;
        if self.phase.get_untracked() == Phase::Gone {
            self.phase.set(Phase::Ready);
        }
        Ok(())
    }

    /// Everything in memory, to be written.
    fn all_changes(self) -> Vec<(Stamp, Entry)> {
        self.journal.with_untracked(|journal| journal.entries().collect())
    }

    /// Everything in memory as pages, each encoded by `encode`, and the pictures it speaks of. What
    /// is entered while they are made may be in them or not.
    pub(super) async fn pages<E>(
        self,
        pace: &Pace,
        encode: impl Fn(&[(Stamp, Entry)]) -> Result<Vec<u8>, E>,
    ) -> Result<Pages, E> {
        let (mut made, mut next) = (Pages::default(), Some(Stamp::NONE));
        while let Some(first) = next {
            let changes;
            (changes, next) = self.journal.with_untracked(|journal| stretch_of(journal, first));
            made.photos.extend(changes.iter().flat_map(|(_, entry)| entry.change.photos()));
            made.pages.push(encode(&changes)?);
            pace.rest().await;
        }
        Ok(made)
    }

    /// Takes another number for this device, for somebody else counts under the one it has: the
    /// browser's profile was copied.
    pub(super) fn renumber(self) {
        spawn_local(async move {
            let device = Device { device: drawn_device().device, ..self.device.get_untracked() };
            // Tried again with the next file that shows it.
            if self.keep_device(device.clone()).await.is_ok() {
                self.replica.set_value(take_replica(&device).await);
            }
        });
    }

    /// Writes the device's own facts; the other tabs follow.
    pub(super) async fn keep_device(self, device: Device) -> Result<(), StoreError> {
        let kept = self.write_device(&device).await;
        if kept == Err(StoreError::Gone) {
            let store = self.store.get_value().ok_or(StoreError::Lost)?;
            self.miss(&store).await?;
            return self.write_device(&device).await;
        }
        kept
    }

    /// The same, for whoever holds the book: what is gone is not missed here.
    pub(super) async fn write_device(self, device: &Device) -> Result<(), StoreError> {
        let store = self.store.get_value().ok_or(StoreError::Lost)?;
        store.keep_device(device).await?;
        self.device.set(device.clone());
        self.tell_others();
        Ok(())
    }

    pub(super) fn tell_others(self) {
        self.line.with_value(|line| {
            if let Some(line) = line {
                line.speak();
            }
        });
    }

    /// Saves what is unsaved, now and until nothing is left; also the owner's "try again".
    pub fn save(self) {
        if self.is_saving.get_value() {
            return;
        }
        self.is_saving.set_value(true);
        self.saving.set(Saving::Saving);
        spawn_local(async move {
            let result = self.save_all().await;
            self.is_saving.set_value(false);
            self.saving.set(match result {
                Ok(()) => Saving::Saved,
                Err(error) => Saving::NotSaved(error),
            });
        });
    }

    async fn save_all(self) -> Result<(), StoreError> {
        let store = self.store.get_value().ok_or(StoreError::Lost)?;
        loop {
            let (batch, photos) = (self.unsaved.get_value(), self.unsaved_photos.get_value());
            if batch.is_empty() && photos.is_empty() {
                self.write_marker();
                return Ok(());
            }
            let saved = match batch.is_empty() {
                true => store.commit_pages(&[], &photos).await,
                false => store.commit(&batch, &photos).await,
            };
            match saved {
                Err(StoreError::Gone) => {
                    self.miss(&store).await?;
                    continue;
                }
                committed => committed?,
            }
            self.unsaved.update_value(|unsaved| {
                // Writing everything back may have emptied it meanwhile.
                if unsaved.starts_with(&batch) {
                    unsaved.drain(..batch.len());
                }
            });
            self.unsaved_photos.update_value(|unsaved| {
                if unsaved.starts_with(&photos) {
                    unsaved.drain(..photos.len());
                }
            });
            self.tell_others();
            if batch.iter().any(|(_, entry)| matches!(entry.change, Change::EraseCustomer { .. })) {
                self.tidy().await;
            }
        }
    }

    /// Reads what other tabs have written, and follows them to another shop or number.
    ///
    /// While something is being taken in, what is kept beside the book is behind it: then it is
    /// read afterwards.
    pub(super) async fn read_new(self) {
        if self.is_held.get_value() {
            self.has_missed.set_value(true);
            return;
        }
        let Some(store) = self.store.get_value() else { return };
        match store.load_new().await {
            Ok(news) => {
                if self.device.with_untracked(|device| *device != news.device) {
                    self.device.set(news.device);
                }
                let pace = browser::pace();
                let mut unknown = Vec::new();
                for bytes in news.pages {
                    if !self.knows(&bytes) {
                        unknown.push(bytes);
                    }
                    pace.rest().await;
                }
                if !unknown.is_empty() {
                    let _held = self.hold().await;
                    self.bring_up(&unknown, |_| {}).await;
                }
            }
            Err(StoreError::Gone) => {
                // What is gone is said by the page.
                if self.miss(&store).await.is_ok() {
                    self.save();
                }
            }
            // What cannot be read now is read on the next call or start.
            Err(_) => {}
        }
    }

    /// Whether all of a page is in the journal; what cannot be read brings nothing.
    fn knows(self, bytes: &[u8]) -> bool {
        let changes = page::decode(bytes).unwrap_or_default();
        self.journal.with_untracked(|journal| {
            changes.iter().all(|(stamp, entry)| journal.holds(*stamp, entry))
        })
    }

    /// Writes all pages anew as few: nothing of an erased person stays on disk.
    async fn tidy(self) {
        let Some(store) = self.store.get_value() else { return };
        if self.damaged.get_untracked() > 0 {
            return;
        }
        let n_erased = || self.journal.with_untracked(Journal::n_erased);
        for _ in 0..TIDY_ROUNDS {
            self.read_new().await;
            // What is entered or read from here on is in pages that stay.
            let (seen, before) = (store.seen(), n_erased());
            // Nothing is lost if it fails: the old pages stay, and the next start tries again.
            let pages = self.pages(&browser::pace(), page::encode_proved).await;
            let Ok(made) = pages else { return };
            // Unless somebody was erased meanwhile, who may be in the pages made before.
            if n_erased() == before
                && let Ok(true) | Err(_) = store.rewrite(&made.pages, &made.photos, seen).await
            {
                return;
            }
        }
    }

    fn write_marker(self) {
        let (customers, purchases) =
            self.book.with_untracked(|book| (book.customers().len(), book.purchases().len()));
        let shop = self.device.with_untracked(|device| device.shop.clone());
        let changes = self.journal.with_untracked(Journal::len);
        let day = self.today.get_untracked();
        let marker = Marker { shop, customers, purchases, changes, day };
        if let Ok(value) = serde_wasm_bindgen::to_value(&marker)
            && let Ok(text) = js_sys::JSON::stringify(&value)
        {
            browser::remember(MARKER, &String::from(text));
        }
    }
}

fn read_marker() -> Option<Marker> {
    let value = js_sys::JSON::parse(&browser::remembered(MARKER)?).ok()?;
    serde_wasm_bindgen::from_value(value).ok()
}

/// A page's worth of changes from a stamp on, and the stamp of what comes after them.
fn stretch_of(journal: &Journal, first: Stamp) -> (Vec<(Stamp, Entry)>, Option<Stamp>) {
    let mut changes: Vec<(Stamp, Entry)> = Vec::new();
    for (stamp, entry) in journal.entries_from(first) {
        // All that was made under one stamp goes together.
        if changes.len() >= PAGE_CHANGES && changes.last().is_some_and(|(last, _)| *last < stamp) {
            return (changes, Some(stamp));
        }
        changes.push((stamp, entry.clone()));
    }
    (changes, None)
}

/// A device of the shop that was here before, if there was one, or else of a new shop.
fn drawn_device() -> Device {
    let known = read_marker().and_then(|marker| u128::from_str_radix(&marker.shop, 16).ok());
    let shop = known.unwrap_or_else(|| {
        let [high, middle, low] = std::array::from_fn(|_| u128::from(browser::random_bits()));
        (high << 96) ^ (middle << 48) ^ low
    });
    let shop = ShopId(shop).to_string();
    let device = format!("{:010x}", browser::random_bits() & 0xff_ffff_ffff);
    Device { shop, device, last_copy_ms: None }
}

/// The replica of the first tab number no other tab of this device holds.
async fn take_replica(device: &Device) -> Replica {
    let number = u64::from_str_radix(&device.device, 16).unwrap_or_default();
    for tab in 0..=u8::MAX {
        let name = format!("regulars-{}-{tab}", device.device);
        // A browser without locks runs one tab's worth of care less: each tab draws its own number.
        match browser::hold_lock(&name).await {
            Some(true) => return Replica::new(number, tab),
            Some(false) => {}
            None => break,
        }
    }
    Replica::new(browser::random_bits(), 0)
}
