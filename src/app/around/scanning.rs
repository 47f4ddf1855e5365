//! A code that is wanted from the camera: a page asks for it, the window over the page brings it.
//!
//! The window belongs to no page, since what reads codes comes with the later pages and a new sale
//! asks, too.

use leptos::prelude::*;

/// Who wants a code, if somebody does; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Scanning {
    wanted: RwSignal<Option<Callback<String>>>,
}

impl Scanning {
    /// Nobody wants one yet.
    #[must_use]
    pub fn new() -> Self {
        Self { wanted: RwSignal::new(None) }
    }

    /// Opens the window; `on_code` has the text of the code, which is short and in one line.
    pub fn ask(self, on_code: Callback<String>) {
        self.wanted.set(Some(on_code));
    }

    /// Whether the window is open.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.wanted.read().is_some()
    }

    /// Closes the window without a code.
    pub fn close(self) {
        if self.wanted.read_untracked().is_some() {
            self.wanted.set(None);
        }
    }

    /// Closes the window and gives the code to whoever wanted it.
    pub fn give(self, code: String) {
        let wanted = self.wanted.get_untracked();
        self.close();
        if let Some(on_code) = wanted {
            // Whoever wanted it may have left meanwhile, and then nobody does.
            on_code.try_run(code);
        }
    }
}

impl Default for Scanning {
    fn default() -> Self {
        Self::new()
    }
}
