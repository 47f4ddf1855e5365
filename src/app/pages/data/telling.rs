//! Telling the worker what the book has, a stretch at a time.

use leptos::prelude::*;

use crate::app::errands::Errands;
use crate::app::parts::copy::work::Ticket;
use crate::app::state::AppState;
use crate::browser;
use crate::work::{KnownPages, Request};

/// How long it may keep the browser from drawing.
const STRETCH_MS: u64 = 20;

/// Tells the worker what the book has; `None` when it was stopped.
pub(super) async fn tell_book(state: AppState, ticket: &Ticket, errands: &Errands) -> Option<()> {
    let (mut pages, mut drawn_ms) = (KnownPages::default(), browser::now_ms());
    while let Some(page) = state.book().with_untracked(|book| pages.next(book)) {
        errands.tell(&Request::Known, page.as_slice().into());
        if browser::now_ms().saturating_sub(drawn_ms) >= STRETCH_MS {
            browser::breathe().await;
            drawn_ms = browser::now_ms();
            ticket.is_wanted()?;
        }
    }
    Some(())
}
