//! What files bring: looked at before anything changes, then taken in as one group.

use leptos::prelude::*;

use crate::app::state::{AppState, CommitRefusal};
use crate::book::Change;
use crate::book::join::{self, Join};
use crate::book::journal::page::ChangeRefusal;
use crate::book::journal::{Batch, Entry};
use crate::book::receive::{self, Incoming};
use crate::files::regulars_file::ShopId;
use crate::store::StoreError;
use crate::trade::shop::Setting;
use crate::units::id::{GroupId, Replica, Stamp};

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
    #[must_use]
    pub fn look_at(self, changes: Vec<(Stamp, Entry)>) -> Incoming {
        self.journal.with_untracked(|journal| {
            self.book.with_untracked(|book| receive::look(journal, book, changes))
        })
    }

    /// What taking in another shop would do here.
    #[must_use]
    pub fn look_at_shop(self, changes: Vec<(Stamp, Entry)>) -> Join {
        self.journal.with_untracked(|journal| {
            self.book.with_untracked(|book| join::look(journal, book, changes))
        })
    }

    /// Takes in what a file brought, and gives the group by which it can be taken back as one.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn receive(self, from: Replica, incoming: Incoming) -> Result<GroupId, CommitRefusal> {
        self.receive_with(from, incoming, |_| {})
    }

    /// Takes in what a copy brought where there is nothing yet, and becomes part of its shop.
    ///
    /// # Errors
    /// [`NotReceived`]; then nothing was taken in.
    pub async fn receive_first(
        self,
        shop: Option<ShopId>,
        from: Replica,
        incoming: Incoming,
    ) -> Result<GroupId, NotReceived> {
        if let Some(shop) = shop.filter(|shop| *shop != self.shop_id()) {
            // Asked before this device is of that shop: it would be with nothing of it else.
            self.can_change()?;
            self.received(from, &incoming, |_| {})?;
            self.join_shop(shop).await?;
        }
        Ok(self.receive(from, incoming)?)
    }

    /// Makes one shop of this one and another, and gives the group by which they part again.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn take_in_shop(
        self,
        from: Replica,
        incoming: Incoming,
        shop: Option<ShopId>,
        settings: Vec<Setting>,
    ) -> Result<GroupId, CommitRefusal> {
        let shops = [Some(self.shop_id()), shop].into_iter().flatten().map(|shop| shop.0).collect();
        self.receive_with(from, incoming, |batch| {
            batch.push(Change::Joined { shops });
            for setting in settings {
                batch.push(Change::SetSetting(setting));
            }
        })
    }

    fn receive_with(
        self,
        from: Replica,
        incoming: Incoming,
        also: impl FnOnce(&mut Batch<'_>),
    ) -> Result<GroupId, CommitRefusal> {
        self.can_change()?;
        let (group, entries) = self.received(from, &incoming, also)?;
        self.keep(entries);
        if incoming.is_also_of(self.replica().device()) {
            self.renumber();
        }
        Ok(group)
    }

    /// What would be kept of a file, its group included.
    fn received(
        self,
        from: Replica,
        incoming: &Incoming,
        also: impl FnOnce(&mut Batch<'_>),
    ) -> Result<(GroupId, Vec<(Stamp, Entry)>), ChangeRefusal> {
        let Incoming { changes, groups, .. } = incoming;
        self.journal.with_untracked(|journal| {
            receive::with_group(
                journal,
                changes.clone(),
                |journal| self.batch(journal),
                |batch| {
                    // First of its group: by it what came is known when it is taken back.
                    let group =
                        GroupId(batch.push(Change::Received { from, groups: groups.clone() }));
                    also(batch);
                    group
                },
            )
        })
    }
}
