//! Forms with something typed in them are not left without a word.
//!
//! A form says while something unsaved is typed in it. An address that leads elsewhere is then not
//! followed until the owner has said what becomes of it.

use leptos::prelude::*;

use crate::app::around::route::Route;
use crate::app::components::{Button, ButtonKind, Dialog};
use crate::app::language::words::{use_i18n, words};

/// How many forms hold something unsaved, and where the owner wanted to go; a handle that is
/// copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Leaving {
    unsaved: RwSignal<usize>,
    wanted: RwSignal<Option<Route>>,
    /// Where the form that was typed into last asks in place.
    in_place: StoredValue<Option<RwSignal<bool>>>,
}

impl Leaving {
    /// Nothing is typed yet.
    #[must_use]
    pub fn new() -> Self {
        let in_place = StoredValue::new(None);
        Self { unsaved: RwSignal::new(0), wanted: RwSignal::new(None), in_place }
    }

    /// Whether a page may be left; if not, the question is asked.
    pub fn may_go(self, to: Route) -> bool {
        let is_free = self.unsaved.get_untracked() == 0;
        if !is_free {
            self.wanted.set(Some(to));
        }
        is_free
    }

    /// Whether the window around a form may close; if not, the form asks in place.
    #[must_use]
    pub fn may_close(self) -> bool {
        if !self.has_unsaved() {
            return true;
        }
        if let Some(asking) = self.in_place.get_value() {
            // The form may be gone by now, and then there is nothing to ask.
            asking.try_set(true);
        }
        false
    }

    /// Whether a form holds something unsaved, for the browser's own question on closing.
    #[must_use]
    pub fn has_unsaved(self) -> bool {
        self.unsaved.get_untracked() > 0
    }

    /// A form that holds something unsaved while `typed` is true, until it is gone; it asks in place
    /// when `asking` is set.
    pub fn watch(self, typed: RwSignal<bool>, asking: RwSignal<bool>) {
        let counted = StoredValue::new(false);
        let count = move |is: bool| {
            if counted.try_get_value() == Some(!is) {
                counted.set_value(is);
                self.in_place.set_value(Some(asking).filter(|_| is));
                self.unsaved.update(|n| if is { *n += 1 } else { *n = n.saturating_sub(1) });
            }
        };
        // Outside the page's own graph: the address is followed by the whole app.
        Effect::new(move |_| count(typed.get()));
        on_cleanup(move || count(false));
    }

    fn leave(self) {
        let Some(to) = self.wanted.get_untracked() else { return };
        self.wanted.set(None);
        self.unsaved.set(0);
        to.go();
    }
}

impl Default for Leaving {
    fn default() -> Self {
        Self::new()
    }
}

/// The question, over the page that is about to be left.
#[component]
pub fn LeaveDialog() -> impl IntoView {
    let i18n = use_i18n();
    let leaving = expect_context::<Leaving>();
    let stay = move |()| leaving.wanted.set(None);
    view! {
        <Dialog
            open=Signal::derive(move || leaving.wanted.read().is_some())
            on_close=stay
            title=words!(i18n, leaving.title)
            close_label=words!(i18n, frame.close)
            footer=move || view! {
                <Button label=words!(i18n, leaving.leave) on_press=move |()| leaving.leave() />
                <Button
                    label=words!(i18n, leaving.stay)
                    kind=ButtonKind::Primary
                    on_press=stay
                />
            }
        >
            <p>{words!(i18n, leaving.text)}</p>
        </Dialog>
    }
}
