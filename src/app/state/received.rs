//! What files bring: looked at before anything changes, then taken in as one group.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::state::disk::PAGE_CHANGES;
use crate::app::state::{AppState, CommitRefusal, Saving};
use crate::book::Change;
use crate::book::join::{self, Join};
use crate::book::journal::page::{self, ChangeRefusal};
use crate::book::journal::{Batch, Entry, Journal};
use crate::book::receive::{self, Incoming, Other};
use crate::browser;
use crate::files::regulars_file::ShopId;
use crate::people::photo::Photo;
use crate::store::StoreError;
use crate::trade::shop::Setting;
use crate::units::id::{GroupId, Replica, Stamp};
use crate::units::pace::Pace;

/// So many changes are taken in like any other group; of more the book is made anew, which a screen
/// can wait for.
const FEW: usize = 1_000;

/// Why a copy was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotReceived {
    /// It may not be, or could not be kept.
    Refused(CommitRefusal),
    /// The disk.
    Store(StoreError),
}

impl From<CommitRefusal> for NotReceived {
    fn from(refusal: CommitRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ChangeRefusal> for NotReceived {
    fn from(refusal: ChangeRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<StoreError> for NotReceived {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl AppState {
    /// What a file's changes would do here.
    pub async fn look_at(self, other: Other) -> Incoming {
        let _held = self.hold().await;
        let (journal, book) = (self.journal.read_untracked(), self.book.read_untracked());
        receive::look_paced(&journal, &book, other, &browser::pace()).await
    }

    /// What taking in another shop would do here.
    pub async fn look_at_shop(self, other: Other) -> Join {
        let _held = self.hold().await;
        let (journal, book) = (self.journal.read_untracked(), self.book.read_untracked());
        join::look_paced(&journal, &book, other, &browser::pace()).await
    }

    /// Takes in what a file brought, and gives the group by which it can be taken back as one.
    ///
    /// # Errors
    /// [`NotReceived`]; then nothing was taken in.
    pub async fn receive(
        self,
        from: Replica,
        incoming: Arc<Incoming>,
    ) -> Result<GroupId, NotReceived> {
        self.receive_with(from, incoming, Vec::new(), None).await
    }

    /// Takes in what a copy brought where there is nothing yet, and becomes part of its shop.
    ///
    /// # Errors
    /// [`NotReceived`]; then nothing was taken in.
    pub async fn receive_first(
        self,
        shop: Option<ShopId>,
        from: Replica,
        incoming: Arc<Incoming>,
    ) -> Result<GroupId, NotReceived> {
        let shop = shop.filter(|shop| *shop != self.shop_id());
        self.receive_with(from, incoming, Vec::new(), shop).await
    }

    /// Makes one shop of this one and another, and gives the group by which they part again.
    ///
    /// # Errors
    /// [`NotReceived`]; then nothing was taken in.
    pub async fn take_in_shop(
        self,
        from: Replica,
        incoming: Arc<Incoming>,
        shop: Option<ShopId>,
        settings: Vec<Setting>,
    ) -> Result<GroupId, NotReceived> {
        let shops = [Some(self.shop_id()), shop].into_iter().flatten().map(|shop| shop.0).collect();
        let settings = settings.into_iter().map(Change::SetSetting);
        let also = std::iter::once(Change::Joined { shops }).chain(settings).collect();
        self.receive_with(from, incoming, also, None).await
    }

    /// Takes in what a file brought and changes beside it, in a shop that this device becomes part
    /// of first, if that is said.
    async fn receive_with(
        self,
        from: Replica,
        incoming: Arc<Incoming>,
        also: Vec<Change>,
        first: Option<ShopId>,
    ) -> Result<GroupId, NotReceived> {
        let pace = browser::pace();
        let held = self.hold_to_change()?;
        let is_also_ours = incoming.is_also_of(self.replica().device());
        let groups = incoming.groups.clone();
        let make = |batch: &mut Batch<'_>| {
            // First of its group: by it what came is known when it is taken back.
            let group = GroupId(batch.push(Change::Received { from, groups }));
            for change in also {
                batch.push(change);
            }
            group
        };
        let journal = self.journal.get_untracked();
        let arriving =
            receive::with_group(journal, &incoming.changes, |all| self.batch(all), make, &pace);
        let arriving = arriving.await?;
        let group = arriving.made;
        let brought = [&incoming.changes[..], &arriving.group[..]];
        let is_little = incoming.changes.len() <= FEW;
        let pages = if is_little { Vec::new() } else { proved(brought, &pace).await? };
        let photos = incoming.photos.clone();
        if let Some(shop) = first {
            // Only now that all can be kept: else it would be of that shop with nothing of it.
            self.join_shop(shop).await?;
        }
        if is_little {
            drop(held);
            self.keep(brought.concat(), photos);
        } else {
            self.taking_in.set(true);
            let is_written = self.take_over(arriving.journal, &pages, &photos, &pace).await;
            self.taking_in.set(false);
            if !is_written {
                // It is tried once more, and then said.
                self.unsaved.update_value(|unsaved| unsaved.extend(brought.concat()));
                self.unsaved_photos.update_value(|unsaved| unsaved.extend(photos));
            }
            self.save();
        }
        if is_also_ours {
            self.renumber();
        }
        Ok(group)
    }

    /// Saves pages, and shows a journal that holds them in the place of what there is: first they
    /// are on disk, whole, and then on screen. Tells whether they could be saved.
    async fn take_over(
        self,
        journal: Journal,
        pages: &[Vec<u8>],
        photos: &[Photo],
        pace: &Pace,
    ) -> bool {
        self.saving.set(Saving::Saving);
        let written = self.write_pages(pages, photos).await;
        self.show(journal, pace).await;
        written.is_ok()
    }
}

/// Changes as pages that read back.
async fn proved(
    changes: [&[(Stamp, Entry)]; 2],
    pace: &Pace,
) -> Result<Vec<Vec<u8>>, ChangeRefusal> {
    let mut pages = Vec::new();
    for stretch in changes.iter().flat_map(|changes| changes.chunks(PAGE_CHANGES)) {
        pages.push(page::encode_proved(stretch)?);
        pace.rest().await;
    }
    Ok(pages)
}
