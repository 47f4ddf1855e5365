//! Where a list comes from, as far as the owner said it of the whole list.

use super::Options;
use crate::people::customer::Fact;

/// What is true of everybody on the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    source: String,
    is_brought_in: bool,
}

impl Origin {
    pub(super) fn new(options: &Options) -> Self {
        let source = options.source.trim().to_owned();
        Self { source, is_brought_in: options.brought_in }
    }

    /// Takes out what only the shop itself can have been told: that somebody whom it did not ask
    /// allowed a channel. A refusal stays.
    pub(super) fn limit(&self, facts: &mut Vec<Fact>) {
        if self.is_brought_in {
            facts.retain(|fact| !matches!(fact, Fact::Consent(_, consent) if consent.given));
        }
    }

    /// What is known of somebody new beside what the file says of them.
    pub(super) fn mark(&self, facts: &mut Vec<Fact>) {
        let has_source = facts.iter().any(|fact| matches!(fact, Fact::Source(_)));
        if !has_source && !self.source.is_empty() {
            facts.push(Fact::Source(self.source.clone()));
        }
        if self.is_brought_in {
            facts.retain(|fact| !matches!(fact, Fact::BroughtIn(_)));
            facts.push(Fact::BroughtIn(true));
        }
    }
}
