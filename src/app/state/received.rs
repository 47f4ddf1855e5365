//! What files bring: looked at before anything changes, then taken in as one group.

use leptos::prelude::*;

use crate::app::state::{AppState, CommitRefusal};
use crate::book::Change;
use crate::book::join::{self, Join};
use crate::book::journal::{Batch, Entry, page};
use crate::book::receive::{self, Incoming};
use crate::files::regulars_file::ShopId;
use crate::trade::shop::Setting;
use crate::units::id::{GroupId, Replica, Stamp};

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
        // Before anything is taken in: a setting that is refused after that would leave half of it.
        for setting in &settings {
            page::check(Stamp::default(), &Change::SetSetting(setting.clone()))?;
        }
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
        let is_copied = incoming.is_also_of(self.replica().device());
        let groups = incoming.groups;
        self.take_in(incoming.changes.clone());
        self.unsaved.update_value(|unsaved| unsaved.extend(incoming.changes));
        let received = self.commit(|batch| {
            // First of its group: by it what came is known when it is taken back.
            let group = GroupId(batch.push(Change::Received { from, groups }));
            also(batch);
            group
        })?;
        if is_copied {
            self.renumber();
        }
        Ok(received)
    }
}
