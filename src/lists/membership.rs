//! Membership: who is on a list, by a filter that lives or by names that were written down once.

use crate::lists::base::Base;
use crate::lists::filter::Filter;
use crate::lists::matcher::Matcher;
use crate::units::id::CustomerId;
use crate::units::sorting::sort_by_key;

/// Who is on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Membership {
    /// Whoever fits today: people come and go by themselves.
    Live(Filter),
    /// Always these, as far as they are still in the book.
    Frozen(Vec<CustomerId>),
}

impl Membership {
    /// Everybody on the list, in the order of ids, each once; those who are gone are left out.
    #[must_use]
    pub fn ids(&self, base: Base<'_>) -> Vec<CustomerId> {
        match self {
            Self::Live(filter) => Matcher::new(filter, base).all(),
            Self::Frozen(ids) => {
                let is_there = |id: &CustomerId| base.book().customer(*id).is_some();
                // Whoever was made one person with another since is shown under that one.
                let shown = ids.iter().map(|id| base.book().who(*id));
                let mut ids: Vec<CustomerId> = shown.filter(is_there).collect();
                sort_by_key(&mut ids, |id| *id);
                ids.dedup();
                ids
            }
        }
    }

    /// The list as it is now, whatever comes.
    #[must_use]
    pub fn frozen(&self, base: Base<'_>) -> Self {
        Self::Frozen(self.ids(base))
    }
}
