//! The disk: pages of changes in the browser's IndexedDB, the pictures they speak of, and a few facts
//! of this device.
//!
//! **The names and the version below are the owner's data. Changing one loses every base there
//! is; a new version needs a step in [`create`] from every older one.**
//!
//! A commit is one transaction that writes one page, however many changes are in it, and it counts
//! only when the browser reports the transaction complete: with a full disk every single write may
//! succeed and the transaction fail. Inside a transaction nothing is awaited that is not the
//! database's. Errors become plain values at once, told apart only where the advice differs.
//!
//! The disk may be cleared while a tab is open, and the browser then opens an empty database without
//! a word. So every write looks first, in its own transaction, whether the device's record is there
//! and is the one this tab knows, and whether the newest page it knows, or a later one, is there. A
//! page is written only if it reads back the same.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use crate::book::journal::{Entry, page};
use crate::browser;
use crate::people::photo::{Photo, PhotoId};
use crate::units::id::Stamp;

mod error;
mod rows;

pub use error::StoreError;

use rows::{
    delete_photos_but, put_device, put_page, put_page_at, put_photos, read_device, read_pages,
    read_photo, read_write,
};

const DATABASE: &str = "regulars";
const VERSION: u32 = 2;
const PAGES: &str = "page";
const META: &str = "meta";
/// Pictures by their ids in hexadecimal; since version 2.
const PHOTOS: &str = "blob";
const DEVICE: &str = "device";

/// After this long without an answer a commit counts as not saved; on a full disk it may hang.
const WATCHDOG_MS: u32 = 10_000;

/// How often a lost connection is opened again before the owner is told.
const REOPENS: u32 = 3;

/// How many pages are read first; twice as many each time while they are fewer bytes than these.
const FIRST_STRETCH: u32 = 4;
const STRETCH_BYTES: usize = 1 << 20;

/// What this device knows of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Device {
    /// Whose base this is: 32 hexadecimal digits, the same on every device of the shop.
    pub shop: String,
    /// This device's random number, in hexadecimal, because JavaScript's numbers end at 2^53.
    pub device: String,
    /// When a copy last left the device, in milliseconds since 1970.
    pub last_copy_ms: Option<f64>,
}

/// What the disk holds.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The device's own facts; `None` on the very first start.
    pub device: Option<Device>,
    /// Pages there are.
    pub pages: usize,
}

/// Up to where a tab has read, at some moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen(f64);

/// What other tabs have written.
#[derive(Debug)]
pub struct News {
    /// The device's own facts as they are now.
    pub device: Device,
    /// Every page that was not read yet.
    pub pages: Vec<Vec<u8>>,
}

/// What the browser told about the database while it was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreEvent {
    /// Another tab has a newer version of the app and asked us to let go; we did.
    LetGo,
    /// Another tab with an older version does not let go.
    Blocked,
    /// The connection was closed: the database was deleted, or the disk failed.
    Closed,
}

type Listener = Rc<dyn Fn(StoreEvent)>;

/// The open database.
pub struct Store {
    database: RefCell<Rc<Database>>,
    listener: Listener,
    /// The key of the newest page this tab has read.
    seen: RefCell<f64>,
    /// The highest key it ever knew, also of pages that are gone since.
    highest: RefCell<f64>,
    /// The number of the device whose record this tab found; empty before that.
    own: RefCell<String>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Store").field("seen", &self.seen).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the database, creating it on the first start.
    ///
    /// # Errors
    /// A browser without storage, data of a newer version, or whatever else the browser says.
    pub async fn open(listener: impl Fn(StoreEvent) + 'static) -> Result<Self, StoreError> {
        let listener: Listener = Rc::new(listener);
        let database = open_database(&listener).await?;
        Ok(Self {
            database: RefCell::new(Rc::new(database)),
            listener,
            seen: RefCell::new(0.0),
            highest: RefCell::new(0.0),
            own: RefCell::new(String::new()),
        })
    }

    /// Reads everything, some pages at a time, so that they are never all in memory; `take` gets
    /// page after page. Pages that other tabs join meanwhile into later ones are read there.
    ///
    /// # Errors
    /// Whatever keeps the browser from reading at all.
    pub async fn load(&self, mut take: impl AsyncFnMut(Vec<u8>)) -> Result<Loaded, StoreError> {
        let mut loaded = Loaded::default();
        // From the beginning: after a clearing the browser counts pages from one again.
        let (mut read, mut most) = (0.0, FIRST_STRETCH);
        loop {
            let (device, keys, pages) = self
                .reopening(|database| async move {
                    let transaction = database.transaction([PAGES, META]).build()?;
                    let device = read_device(&transaction).await?;
                    let store = transaction.object_store(PAGES)?;
                    let (keys, pages) = read_pages(&store, read, Some(most)).await?;
                    Ok((device, keys, pages))
                })
                .await?;
            loaded.device = device;
            loaded.pages += pages.len();
            read = keys.last().copied().unwrap_or(read);
            let is_last = pages.len() < usize::try_from(most).unwrap_or(usize::MAX);
            if pages.iter().map(Vec::len).sum::<usize>() < STRETCH_BYTES {
                most *= 2;
            }
            for bytes in pages {
                take(bytes).await;
            }
            if is_last {
                break;
            }
        }
        *self.seen.borrow_mut() = 0.0;
        self.note_seen(read);
        self.note_own(loaded.device.as_ref());
        Ok(loaded)
    }

    /// Reads what other tabs have written since this one last read.
    ///
    /// # Errors
    /// What was on disk is gone, or whatever else keeps the browser from reading.
    pub async fn load_new(&self) -> Result<News, StoreError> {
        let (device, keys, pages) = self
            .reopening(|database| async move {
                let transaction = database.transaction([PAGES, META]).build()?;
                let device = self.check_own(&transaction).await?;
                let seen = *self.seen.borrow();
                let (keys, pages) =
                    read_pages(&transaction.object_store(PAGES)?, seen, None).await?;
                Ok((device, keys, pages))
            })
            .await?;
        self.note_seen(keys.last().copied().unwrap_or_default());
        Ok(News { device, pages })
    }

    /// Up to where this tab has read.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen(*self.seen.borrow())
    }

    /// The device's own facts: those there are, or these, if this is the very first start. Two tabs
    /// that start together get the same.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub async fn begin(&self, drawn: &Device) -> Result<Device, StoreError> {
        let device = self
            .insist(|database| async move {
                let transaction = read_write(&database)?;
                if let Some(device) = read_device(&transaction).await? {
                    return Ok(device);
                }
                put_device(&transaction, drawn)?;
                transaction.commit().await?;
                Ok(drawn.clone())
            })
            .await?;
        self.note_own(Some(&device));
        Ok(device)
    }

    /// Writes changes and the pictures they speak of, all of them or none; done when they are on
    /// disk.
    ///
    /// # Errors
    /// The disk is full or does not answer, what was there is gone, or the connection is lost for
    /// good: nothing was written.
    pub async fn commit(
        &self,
        changes: &[(Stamp, Entry)],
        photos: &[Photo],
    ) -> Result<(), StoreError> {
        let bytes = &page::encode_proved(changes)?;
        self.insist(|database| async move {
            let transaction = read_write(&database)?;
            self.check_own(&transaction).await?;
            // Queued, not awaited: an abort then takes it back in every browser.
            put_page(&transaction, bytes)?;
            put_photos(&transaction, photos)?;
            transaction.commit().await?;
            Ok(())
        })
        .await
    }

    /// Writes pages that read back and the pictures they speak of, all of them or none; done when
    /// they are on disk.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub async fn commit_pages(
        &self,
        pages: &[Vec<u8>],
        photos: &[Photo],
    ) -> Result<(), StoreError> {
        self.insist(|database| async move {
            let transaction = read_write(&database)?;
            self.check_own(&transaction).await?;
            for bytes in pages {
                put_page(&transaction, bytes)?;
            }
            put_photos(&transaction, photos)?;
            transaction.commit().await?;
            Ok(())
        })
        .await
    }

    /// A picture; `None` where this device does not have it.
    ///
    /// # Errors
    /// Whatever keeps the browser from reading.
    pub async fn photo(&self, id: PhotoId) -> Result<Option<Photo>, StoreError> {
        let bytes = self
            .reopening(|database| async move {
                let transaction = database.transaction([PHOTOS]).build()?;
                read_photo(&transaction, id).await
            })
            .await?;
        // What is no picture of this id any more is as good as none.
        Ok(bytes.and_then(|bytes| Photo::new(bytes).ok()).filter(|photo| photo.id() == id))
    }

    /// Writes the device's own facts in the place of those there are.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub async fn keep_device(&self, device: &Device) -> Result<(), StoreError> {
        self.insist(|database| async move {
            let transaction = read_write(&database)?;
            self.check_own(&transaction).await?;
            put_device(&transaction, device)?;
            transaction.commit().await?;
            Ok(())
        })
        .await?;
        self.note_own(Some(device));
        Ok(())
    }

    /// Writes everything anew in few pages that read back, in the place of those that were read
    /// when they were made: what was dropped from the journal is then gone from disk, and so is
    /// every picture but those the pages speak of. Pages that were written since stay, and may
    /// speak of others: then no picture goes, which is told by `false`.
    ///
    /// # Errors
    /// As [`commit`](Self::commit): then every old page is still there.
    pub async fn rewrite(
        &self,
        pages: &[Vec<u8>],
        photos: &BTreeSet<PhotoId>,
        seen: Seen,
    ) -> Result<bool, StoreError> {
        self.insist(|database| async move {
            let transaction = read_write(&database)?;
            self.check_own(&transaction).await?;
            let store = transaction.object_store(PAGES)?;
            let later = KeyRange::LowerBound(seen.0, true);
            let is_last = store.count().with_query::<f64, _>(later).primitive()?.await? == 0;
            if is_last {
                delete_photos_but(&transaction, photos).await?;
            }
            // Spelled out: the crate turns `..=last` into a range without its end.
            let seen = KeyRange::UpperBound(seen.0, false);
            store.delete::<f64, _>(seen).primitive()?;
            for bytes in pages {
                put_page(&transaction, bytes)?;
            }
            transaction.commit().await?;
            Ok(is_last)
        })
        .await
    }

    /// Writes everything a tab has in memory, as pages that read back and the pictures at hand, to
    /// a disk that was cleared, beside whatever another tab has put there since. The device's record
    /// there stands if it is of the same shop.
    ///
    /// # Errors
    /// The disk is full or does not answer, or the connection is lost for good.
    pub async fn write_back(
        &self,
        device: &Device,
        pages: &[Vec<u8>],
        photos: &[Photo],
    ) -> Result<(), StoreError> {
        let first = self.first_after_clearing();
        self.insist(|database| async move {
            let transaction = read_write(&database)?;
            let there = read_device(&transaction).await?;
            if there.is_none_or(|there| there.shop != device.shop) {
                put_device(&transaction, device)?;
            }
            let is_empty = transaction.object_store(PAGES)?.count().primitive()?.await? == 0;
            for (place, bytes) in pages.iter().enumerate() {
                if is_empty && place == 0 {
                    put_page_at(&transaction, bytes, first)?;
                } else {
                    put_page(&transaction, bytes)?;
                }
            }
            put_photos(&transaction, photos)?;
            transaction.commit().await?;
            Ok(())
        })
        .await
    }

    /// The key of the first page after a clearing: the browser counts from one again, and another
    /// tab would take it for a page it has read. So pages count on from the clock, or, where that
    /// was ahead at the last clearing, from the last page that is known.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit in a double")]
    fn first_after_clearing(&self) -> f64 {
        (browser::now_ms() as f64).max(*self.highest.borrow() + 1.0)
    }

    /// The device's record, if it and the pages this tab knows are still there.
    async fn check_own(&self, transaction: &Transaction<'_>) -> Result<Device, StoreError> {
        let device = read_device(transaction).await?.ok_or(StoreError::Gone)?;
        let seen = *self.seen.borrow();
        let newer = KeyRange::LowerBound(seen, false);
        let pages = transaction.object_store(PAGES)?;
        let left = pages.count().with_query::<f64, _>(newer).primitive()?.await?;
        let is_own = device.device == *self.own.borrow();
        // Pages are joined into later ones, so of those known the newest or a later one is there.
        if is_own && (seen == 0.0 || left > 0) { Ok(device) } else { Err(StoreError::Gone) }
    }

    /// Runs a write under the watchdog, opening a lost connection again a few times.
    async fn insist<T, W, F>(&self, write: W) -> Result<T, StoreError>
    where
        W: Fn(Rc<Database>) -> F,
        F: Future<Output = Result<T, StoreError>>,
    {
        let write = &write;
        self.reopening(|database| async move {
            let watchdog = TimeoutFuture::new(WATCHDOG_MS);
            match select(Box::pin(write(database)), watchdog).await {
                Either::Left((result, _)) => result,
                Either::Right(_) => Err(StoreError::NoAnswer),
            }
        })
        .await
    }

    /// Does something, opening a lost connection again a few times.
    async fn reopening<T, W, F>(&self, act: W) -> Result<T, StoreError>
    where
        W: Fn(Rc<Database>) -> F,
        F: Future<Output = Result<T, StoreError>>,
    {
        for _ in 0..REOPENS {
            match act(self.database()).await {
                Err(StoreError::Lost) => {
                    *self.database.borrow_mut() = Rc::new(open_database(&self.listener).await?);
                }
                other => return other,
            }
        }
        Err(StoreError::Lost)
    }

    fn database(&self) -> Rc<Database> {
        self.database.borrow().clone()
    }

    fn note_seen(&self, newest: f64) {
        for known in [&self.seen, &self.highest] {
            let was = *known.borrow();
            *known.borrow_mut() = was.max(newest);
        }
    }

    fn note_own(&self, device: Option<&Device>) {
        let number = device.map(|device| device.device.clone());
        *self.own.borrow_mut() = number.unwrap_or_default();
    }
}

async fn open_database(listener: &Listener) -> Result<Database, StoreError> {
    let blocked = Rc::clone(listener);
    let request = Database::open(DATABASE)
        .with_version(VERSION)
        .with_on_blocked(move |_| {
            blocked(StoreEvent::Blocked);
            Ok(())
        })
        .with_on_upgrade_needed(|event, database| create(event.old_version(), &database));
    let database = request.await.map_err(StoreError::from)?;
    let listener = Rc::clone(listener);
    if let Ok(mut changes) = database.version_changes() {
        spawn_local(async move {
            let newer = changes.recv().await.and_then(|event| event.new_version());
            changes.db().clone().close();
            listener(if newer.is_some() { StoreEvent::LetGo } else { StoreEvent::Closed });
        });
    }
    Ok(database)
}

/// Creates what a version needs, step by step from the one there is.
fn create(old_version: f64, database: &Database) -> Result<(), Error> {
    if old_version < 1.0 {
        database.create_object_store(PAGES).with_auto_increment(true).build()?;
        database.create_object_store(META).build()?;
    }
    if old_version < 2.0 {
        database.create_object_store(PHOTOS).build()?;
    }
    Ok(())
}
