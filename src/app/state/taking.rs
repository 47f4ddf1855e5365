//! Taking in what the worker made of a list: pages of changes, written as they are and brought
//! into memory a stretch at a time.
//!
//! All pages are written in one transaction, so that the disk has the whole import or nothing of
//! it. While it comes into memory nothing else is changed here, and the screen says that what it
//! shows is not whole yet. When the disk refuses, it is on screen and not saved, like any other
//! change.

use futures_util::future::join;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::state::{AppState, CommitRefusal, Saving};
use crate::book::journal::{Clock, Entry, page};
use crate::browser;
use crate::people::photo::Photo;
use crate::store::StoreError;
use crate::units::id::Stamp;

/// How many changes are brought in between two looks at the clock.
const STRIDE: usize = 250;

/// A page of fewer bytes is taken in like any other change.
const LITTLE_BYTES: usize = 16 * 1024;

/// How often it is asked whether the book is still held.
const WAIT_MS: u32 = 20;

/// The right to be the only one who changes the book, which ends when it is dropped.
#[derive(Debug)]
pub(super) struct Held(AppState);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.let_go();
    }
}

impl AppState {
    /// Whether something is being taken in.
    #[must_use]
    pub fn is_taking_in(self) -> Signal<bool> {
        self.taking_in.into()
    }

    /// Begins to take something in: nothing else is changed until [`end_taking`](Self::end_taking),
    /// and the changes are to be made by this clock.
    ///
    /// # Errors
    /// While something earlier is not on disk, or is being taken in.
    pub fn begin_taking(self) -> Result<Clock, CommitRefusal> {
        self.can_change()?;
        self.is_held.set_value(true);
        self.taking_in.set(true);
        Ok(self.journal.with_untracked(|journal| self.batch(journal).clock()))
    }

    /// Lets go, whether something was taken in or not.
    pub fn end_taking(self) {
        self.taking_in.set(false);
        self.let_go();
    }

    /// Holds the book, once nobody else does: nothing of it changes between two stretches of work
    /// but by whoever holds it.
    pub(super) async fn hold(self) -> Held {
        while self.is_held.get_value() {
            browser::wait(WAIT_MS).await;
        }
        self.is_held.set_value(true);
        Held(self)
    }

    /// Holds the book for a change of the owner.
    pub(super) fn hold_to_change(self) -> Result<Held, CommitRefusal> {
        self.can_change()?;
        self.is_held.set_value(true);
        Ok(Held(self))
    }

    fn let_go(self) {
        self.is_held.set_value(false);
        if self.has_missed.get_value() {
            self.has_missed.set_value(false);
            spawn_local(self.read_new());
        }
    }

    /// Takes in pages that were made by the clock, and the pictures they speak of; `told` hears
    /// which share of them is in.
    pub async fn take_pages(self, pages: Vec<Vec<u8>>, photos: Vec<Photo>, told: impl Fn(f64)) {
        self.saving.set(Saving::Saving);
        // The disk writes while memory is brought up.
        let (written, ()) =
            join(self.write_pages(&pages, &photos), self.bring_up(&pages, told)).await;
        if written.is_err() {
            // It is tried once more, and then said.
            self.unsaved.update_value(|unsaved| {
                unsaved.extend(pages.iter().flat_map(|page| changes(page)));
            });
            self.unsaved_photos.update_value(|unsaved| unsaved.extend(photos));
        }
        self.save();
    }

    pub(super) async fn write_pages(
        self,
        pages: &[Vec<u8>],
        photos: &[Photo],
    ) -> Result<(), StoreError> {
        let store = self.store.get_value().ok_or(StoreError::Lost)?;
        store.commit_pages(pages, photos).await?;
        self.tell_others();
        Ok(())
    }

    /// Brings memory up to these pages, letting the browser draw in between.
    pub(super) async fn bring_up(self, pages: &[Vec<u8>], told: impl Fn(f64)) {
        if let [page] = pages
            && page.len() < LITTLE_BYTES
        {
            self.take_in(changes(page));
            return;
        }
        let pace = browser::pace();
        for (n_done, bytes) in pages.iter().enumerate() {
            told(share(n_done, pages.len()));
            // The worker has read every page back.
            let append =
                |book: &_| self.journal.write_untracked().append(book, bytes).unwrap_or(false);
            let goes_on = self.book.with_untracked(append);
            let mut reader = page::Reader::default();
            loop {
                let stretch = next_stretch(&mut reader, bytes);
                if stretch.is_empty() {
                    break;
                }
                if goes_on {
                    let mut book = self.book.write_untracked();
                    self.journal.read_untracked().follow(&mut book, &stretch);
                } else {
                    self.advance(stretch);
                }
                pace.rest().await;
            }
        }
        // Read while it is held: nobody writes before this is done.
        let overview = self.counted(&self.book.read_untracked(), &pace).await;
        self.overview.set(overview);
        self.journal.notify();
        self.book.notify();
        self.make_findable();
    }

    /// Takes a stretch in without telling anybody.
    fn advance(self, stretch: Vec<(Stamp, Entry)>) {
        let mut book = self.book.write_untracked();
        self.journal.write_untracked().advance(&mut book, stretch);
    }
}

fn next_stretch(reader: &mut page::Reader, bytes: &[u8]) -> Vec<(Stamp, Entry)> {
    let next = || reader.next(bytes).ok().flatten();
    std::iter::from_fn(next).take(STRIDE).collect()
}

fn changes(bytes: &[u8]) -> Vec<(Stamp, Entry)> {
    page::decode(bytes).unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "a share of pages, for the eye")]
fn share(done: usize, total: usize) -> f64 {
    done as f64 / total.max(1) as f64
}
