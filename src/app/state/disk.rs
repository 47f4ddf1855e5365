//! Between the state and the disk: what is read on opening, what is saved after every change, and
//! what other tabs of this device have written.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::state::{AppState, Marker, Phase, Saving, finder_of};
use crate::book::Change;
use crate::browser::{self, Line};
use crate::id::{Replica, Stamp};
use crate::journal::{Entry, Journal};
use crate::receive::Incoming;
use crate::regulars_file::ShopId;
use crate::store::{Device, Loaded, Store, StoreError, StoreEvent};

const MARKER: &str = "regulars.marker";
const LINE: &str = "regulars";

/// More pages than this are joined into few when the app has started.
const MANY_PAGES: usize = 64;

impl AppState {
    /// Opens the disk and puts the book on screen.
    pub async fn open(self) {
        if let Err(error) = self.read_disk().await {
            self.phase.set(Phase::Failed(error));
        }
    }

    async fn read_disk(self) -> Result<(), StoreError> {
        let store = Rc::new(Store::open(move |event| self.on_store_event(event)).await?);
        let loaded = store.load().await?;
        self.store.set_value(Some(Rc::clone(&store)));
        if loaded.pages == 0
            && let Some(marker) = read_marker()
            && marker.customers + marker.purchases > 0
        {
            self.phase.set(Phase::Missing(marker));
            return Ok(());
        }
        let is_untidy = self.begin(&store, loaded).await?;
        self.phase.set(Phase::Ready);
        if is_untidy {
            self.tidy().await;
        }
        Ok(())
    }

    /// Takes over what the disk holds and joins the other tabs; tells whether its pages had better
    /// be written anew.
    async fn begin(self, store: &Store, loaded: Loaded) -> Result<bool, StoreError> {
        let device = match loaded.device {
            Some(device) => device,
            None => self.first_start(store).await?,
        };
        self.replica.set_value(take_replica(&device).await);
        self.device.set(device);
        self.damaged.set(loaded.damaged);

        let read = loaded.changes.len();
        let mut journal = Journal::default();
        journal.merge(loaded.changes);
        // Fewer than were read: someone was erased, or other tabs joined pages. Join them again.
        let is_untidy = journal.len() < read || loaded.pages > MANY_PAGES;
        let book = journal.book();
        self.finder.set(finder_of(&book));
        self.book.set(book);
        self.journal.set(journal);
        self.line.set_value(Line::open(LINE, move || spawn_local(self.read_new())));
        Ok(is_untidy && loaded.damaged == 0)
    }

    async fn first_start(self, store: &Store) -> Result<Device, StoreError> {
        let shop = format!(
            "{:012x}{:012x}{:08x}",
            browser::random_bits(),
            browser::random_bits(),
            browser::random_bits() & 0xffff_ffff
        );
        let device = format!("{:010x}", browser::random_bits() & 0xff_ffff_ffff);
        let device = Device { shop, device, last_copy_ms: None };
        store.keep_device(&device).await?;
        Ok(device)
    }

    fn on_store_event(self, event: StoreEvent) {
        match event {
            StoreEvent::LetGo => self.phase.set(Phase::LetGo),
            StoreEvent::Blocked => self.phase.set(Phase::Blocked),
        }
    }

    /// After "your data is missing": begins an empty base, at the owner's word.
    pub async fn begin_anew(self) {
        browser::forget(MARKER);
        self.open().await;
    }

    /// After "your data is missing": begins with what a copy of the shop brings.
    ///
    /// # Errors
    /// Whatever keeps the browser from reading or writing; then the base is as missing as before.
    pub async fn restore(
        self,
        shop: Option<ShopId>,
        from: Replica,
        incoming: Incoming,
    ) -> Result<(), StoreError> {
        let store = self.store.get_value().ok_or(StoreError::Lost)?;
        let loaded = store.load().await?;
        self.begin(&store, loaded).await?;
        if let Some(shop) = shop {
            self.join_shop(shop).await?;
        }
        // Refused only while something earlier is unsaved, and nothing is earlier.
        self.receive(from, incoming).ok();
        self.phase.set(Phase::Ready);
        Ok(())
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
            let batch = self.unsaved.get_value();
            if batch.is_empty() {
                self.write_marker();
                return Ok(());
            }
            store.commit(&batch).await?;
            self.unsaved.update_value(|unsaved| {
                unsaved.drain(..batch.len());
            });
            self.line.with_value(|line| {
                if let Some(line) = line {
                    line.speak();
                }
            });
            if batch.iter().any(|(_, entry)| matches!(entry.change, Change::EraseCustomer { .. })) {
                self.tidy().await;
            }
        }
    }

    /// Reads what other tabs have written.
    async fn read_new(self) {
        let Some(store) = self.store.get_value() else { return };
        // What cannot be read now is read on the next call or start.
        if let Ok(changes) = store.load_new().await {
            let known = self.journal.with_untracked(|journal| {
                changes.iter().all(|(stamp, entry)| journal.get(*stamp) == Some(entry))
            });
            if !known {
                self.take_in(changes);
            }
        }
    }

    /// Writes all pages anew as few: nothing of an erased person stays on disk.
    async fn tidy(self) {
        let Some(store) = self.store.get_value() else { return };
        self.read_new().await;
        let changes: Vec<(Stamp, Entry)> = self.journal.with_untracked(|journal| {
            journal.entries().map(|(stamp, entry)| (stamp, entry.clone())).collect()
        });
        // Nothing is lost if it fails: the old pages stay, and the next start tries again.
        if self.damaged.get_untracked() == 0 {
            store.rewrite(&changes).await.ok();
        }
    }

    fn write_marker(self) {
        let (customers, purchases) =
            self.book.with_untracked(|book| (book.customers().len(), book.purchases().len()));
        let shop = self.device.with_untracked(|device| device.shop.clone());
        let marker = Marker { shop, customers, purchases, day: self.today.get_untracked() };
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
