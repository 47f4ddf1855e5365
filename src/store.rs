//! The disk: pages of changes in the browser's IndexedDB, and a few facts of this device.
//!
//! **The names and the version below are the owner's data. Changing one loses every base there
//! is; a new version needs a step in [`create`] from every older one.**
//!
//! A commit is one transaction that writes one page, however many changes are in it, and it counts
//! only when the browser reports the transaction complete: with a full disk every single write may
//! succeed and the transaction fail. Inside a transaction nothing is awaited that is not the
//! database's. Errors become plain values at once, told apart only where the advice differs.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::id::Stamp;
use crate::journal::{Entry, page};

const DATABASE: &str = "regulars";
const VERSION: u32 = 1;
const PAGES: &str = "page";
const META: &str = "meta";
const DEVICE: &str = "device";

/// After this long without an answer a commit counts as not saved; on a full disk it may hang.
const WATCHDOG_MS: u32 = 10_000;

/// How often a lost connection is opened again before the owner is told.
const REOPENS: u32 = 3;

/// Changes to a page when everything is written anew.
const PAGE_CHANGES: usize = 20_000;

/// Why the disk did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser or the disk has no room left.
    #[error("no room left")]
    NoRoom,
    /// This browser, or this private window, keeps no data.
    #[error("no storage in this window")]
    NoStorage,
    /// A newer version of the app has been here, and its data cannot be read by this one.
    #[error("the data is of a newer version")]
    Newer,
    /// No answer within ten seconds.
    #[error("no answer from the disk")]
    NoAnswer,
    /// The connection was lost and could not be opened again.
    #[error("the connection is lost")]
    Lost,
    /// A page on disk cannot be read; the others can.
    #[error("{pages} damaged pages")]
    Damaged {
        /// How many.
        pages: usize,
    },
    /// Anything else, by the browser's own name for it.
    #[error("{0}")]
    Other(String),
}

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
    /// Every change of every page that could be read.
    pub changes: Vec<(Stamp, Entry)>,
    /// Pages there are, read or not.
    pub pages: usize,
    /// Pages that could not be read; they stay on disk as they are.
    pub damaged: usize,
}

/// What the browser told about the database while it was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreEvent {
    /// Another tab has a newer version of the app and asked us to let go; we did.
    LetGo,
    /// Another tab with an older version does not let go.
    Blocked,
}

type Listener = Rc<dyn Fn(StoreEvent)>;

/// The open database.
pub struct Store {
    database: RefCell<Rc<Database>>,
    listener: Listener,
    /// The key of the newest page this tab has read or written.
    seen: RefCell<f64>,
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
        Ok(Self { database: RefCell::new(Rc::new(database)), listener, seen: RefCell::new(0.0) })
    }

    /// Reads everything. A damaged page is counted and left alone; the others are read.
    ///
    /// # Errors
    /// Whatever keeps the browser from reading at all.
    pub async fn load(&self) -> Result<Loaded, StoreError> {
        let database = self.database();
        let transaction = database.transaction([PAGES, META]).build()?;
        let device =
            transaction.object_store(META)?.get::<JsValue, _, _>(DEVICE).primitive()?.await?;
        let device = device.map(serde_wasm_bindgen::from_value).transpose()?;
        let (keys, pages) = read_pages(&transaction.object_store(PAGES)?, 0.0).await?;
        let mut loaded = Loaded { device, pages: pages.len(), ..Loaded::default() };
        self.note_seen(&keys);
        for bytes in pages {
            match page::decode(&bytes) {
                Ok(changes) => loaded.changes.extend(changes),
                Err(_) => loaded.damaged += 1,
            }
        }
        Ok(loaded)
    }

    /// Reads what other tabs have written since this one last read.
    ///
    /// # Errors
    /// Whatever keeps the browser from reading.
    pub async fn load_new(&self) -> Result<Vec<(Stamp, Entry)>, StoreError> {
        let database = self.database();
        let transaction = database.transaction(PAGES).build()?;
        let seen = *self.seen.borrow();
        let (keys, pages) = read_pages(&transaction.object_store(PAGES)?, seen).await?;
        self.note_seen(&keys);
        Ok(pages.iter().filter_map(|bytes| page::decode(bytes).ok()).flatten().collect())
    }

    /// Writes changes, all of them or none; done when they are on disk.
    ///
    /// # Errors
    /// The disk is full, does not answer, or the connection is lost for good: nothing was written.
    pub async fn commit(&self, changes: &[(Stamp, Entry)]) -> Result<(), StoreError> {
        let bytes = page::encode(changes.iter().map(|(stamp, entry)| (*stamp, entry)));
        let bytes = &bytes;
        self.insist(|database| async move {
            let transaction = read_write(&database, &[PAGES])?;
            // Queued, not awaited: an abort then takes it back in every browser.
            transaction
                .object_store(PAGES)?
                .put(JsValue::from(Uint8Array::from(&bytes[..])))
                .primitive()?;
            transaction.commit().await?;
            Ok(())
        })
        .await
    }

    /// Writes the device's own facts.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub async fn keep_device(&self, device: &Device) -> Result<(), StoreError> {
        let device = &serde_wasm_bindgen::to_value(device)?;
        self.insist(|database| async move {
            let transaction = read_write(&database, &[META])?;
            transaction.object_store(META)?.put(device).with_key(DEVICE).primitive()?;
            transaction.commit().await?;
            Ok(())
        })
        .await
    }

    /// Writes everything anew in few pages, in the place of those there are: what was dropped from
    /// the journal is then gone from disk. Pages other tabs write meanwhile stay.
    ///
    /// # Errors
    /// As [`commit`](Self::commit): then every old page is still there.
    pub async fn rewrite(&self, changes: &[(Stamp, Entry)]) -> Result<(), StoreError> {
        let pages: Vec<Vec<u8>> = changes
            .chunks(PAGE_CHANGES)
            .map(|part| page::encode(part.iter().map(|(stamp, entry)| (*stamp, entry))))
            .collect();
        let pages = &pages;
        self.insist(|database| async move {
            let transaction = read_write(&database, &[PAGES])?;
            let store = transaction.object_store(PAGES)?;
            // Spelled out: the crate turns `..=last` into a range without its end.
            let seen = KeyRange::UpperBound(*self.seen.borrow(), false);
            store.delete::<f64, _>(seen).primitive()?;
            for bytes in pages {
                store.put(JsValue::from(Uint8Array::from(&bytes[..]))).primitive()?;
            }
            transaction.commit().await?;
            Ok(())
        })
        .await
    }

    /// Runs a write under the watchdog, opening a lost connection again a few times.
    async fn insist<W, F>(&self, write: W) -> Result<(), StoreError>
    where
        W: Fn(Rc<Database>) -> F,
        F: Future<Output = Result<(), StoreError>>,
    {
        for _ in 0..REOPENS {
            let attempt = write(self.database());
            let watchdog = TimeoutFuture::new(WATCHDOG_MS);
            let result = match select(Box::pin(attempt), watchdog).await {
                Either::Left((result, _)) => result,
                Either::Right(_) => return Err(StoreError::NoAnswer),
            };
            match result {
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

    fn note_seen(&self, keys: &[f64]) {
        let newest = keys.iter().copied().fold(*self.seen.borrow(), f64::max);
        *self.seen.borrow_mut() = newest;
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
            if changes.recv().await.is_some() {
                changes.db().clone().close();
                listener(StoreEvent::LetGo);
            }
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
    Ok(())
}

fn read_write<'a>(
    database: &'a Database,
    stores: &[&'static str],
) -> Result<indexed_db_futures::transaction::Transaction<'a>, StoreError> {
    let mut options = TransactionOptions::new();
    options.set_durability(TransactionDurability::Strict);
    let transaction = database
        .transaction(stores)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?;
    Ok(transaction)
}

/// The pages with keys above one, in the order of keys.
async fn read_pages(
    store: &indexed_db_futures::object_store::ObjectStore<'_>,
    above: f64,
) -> Result<(Vec<f64>, Vec<Vec<u8>>), StoreError> {
    let range = KeyRange::LowerBound(above, true);
    let keys = store.get_all_keys::<f64>().with_query::<f64, _>(range.clone()).primitive()?.await?;
    let keys: Vec<f64> = keys.collect::<Result<_, _>>()?;
    let pages = store.get_all::<JsValue>().with_query::<f64, _>(range).primitive()?.await?;
    let pages: Vec<JsValue> = pages.collect::<Result<_, _>>()?;
    Ok((keys, pages.iter().map(|page| Uint8Array::new(page).to_vec()).collect()))
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(exception) => Self::from(exception),
            // A transaction that was to commit and aborted: in a browser that gives no reason,
            // room is by far the commonest.
            Error::MissingData(_) => Self::NoRoom,
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<serde_wasm_bindgen::Error> for StoreError {
    fn from(error: serde_wasm_bindgen::Error) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<DomException> for StoreError {
    fn from(exception: DomException) -> Self {
        match exception {
            DomException::InvalidStateError(_) => Self::Lost,
            DomException::AbortError(_) => Self::NoRoom,
            other => match JsValue::from(other).dyn_name().as_str() {
                "QuotaExceededError" => Self::NoRoom,
                "UnknownError" => Self::Lost,
                "VersionError" => Self::Newer,
                "SecurityError" | "NotAllowedError" => Self::NoStorage,
                name => Self::Other(name.to_owned()),
            },
        }
    }
}

impl From<OpenDbError> for StoreError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => Self::from(error),
            OpenDbError::VersionZero => Self::Newer,
            OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => Self::NoStorage,
        }
    }
}

/// The name of a JavaScript error.
trait DynName {
    fn dyn_name(&self) -> String;
}

impl DynName for JsValue {
    fn dyn_name(&self) -> String {
        let name = js_sys::Reflect::get(self, &"name".into()).ok();
        name.and_then(|name| name.as_string()).unwrap_or_default()
    }
}
