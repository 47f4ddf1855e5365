//! The one short message at the edge of the screen: what just happened, and how to take it back.

use leptos::prelude::*;

use crate::units::id::GroupId;

/// What just happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// In words.
    pub text: String,
    /// The group of changes that did it, if it can be taken back.
    pub undo: Option<GroupId>,
}

/// The message on screen; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Notices {
    told: RwSignal<Option<Told>>,
}

impl Notices {
    /// No message yet.
    #[must_use]
    pub fn new() -> Self {
        Self { told: RwSignal::new(None) }
    }

    /// The message on screen.
    #[must_use]
    pub fn told(self) -> Signal<Option<Told>> {
        self.told.into()
    }

    /// Shows a message.
    pub fn tell(self, text: String) {
        self.told.set(Some(Told { text, undo: None }));
    }

    /// Shows a message with the way back.
    pub fn tell_with_undo(self, text: String, group: GroupId) {
        self.told.set(Some(Told { text, undo: Some(group) }));
    }

    /// Takes the message away.
    pub fn clear(self) {
        self.told.set(None);
    }
}

impl Default for Notices {
    fn default() -> Self {
        Self::new()
    }
}
