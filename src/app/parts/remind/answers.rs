//! Giving an answer: what it changes, what is said of it, and where the keyboard goes on.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::focus_first;
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n};
use crate::app::parts::people::name_of;
use crate::app::state::AppState;
use crate::book::Change;
use crate::outreach::{self, Answer, Occasion};
use crate::units::id::{CustomerId, GroupId};

/// Gives answers; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Answers {
    i18n: I18n,
    state: AppState,
    format: Format,
    notices: Notices,
}

impl Answers {
    /// Answers given from this place in the page.
    #[must_use]
    pub fn here() -> Self {
        let (state, format) = (expect_context(), expect_context());
        Self { i18n: use_i18n(), state, format, notices: expect_context() }
    }

    /// Answers a reminder, and says so with the way back.
    pub fn give(self, customer: CustomerId, occasion: Occasion, answer: Answer) {
        let name = self.name(customer);
        let on = self.state.today().get_untracked();
        let change = outreach::Change::Reminder { customer, occasion, answer, on };
        // Before the line goes: it may be the one the keyboard is on.
        focus_next_line();
        match self.state.commit(|batch| GroupId(batch.push(Change::Outreach(change)))) {
            Ok(group) => self.notices.tell_with_undo(self.told(&name, occasion, answer), group),
            Err(refusal) => self.notices.tell(sentences::not_made(self.i18n, refusal)),
        }
    }

    /// What to call a customer.
    #[must_use]
    pub fn name(self, customer: CustomerId) -> String {
        self.state.book().with_untracked(|book| name_of(self.i18n, book.customer(customer)))
    }

    fn told(self, name: &str, occasion: Occasion, answer: Answer) -> String {
        let (i18n, name) = (self.i18n, isolated(name));
        match (answer, occasion) {
            (Answer::Done(_), _) => said!(i18n, remind.told_done, name = name),
            (Answer::Later(until), _) => {
                let day = self.format.weekday(until);
                said!(i18n, remind.told_later, name = name, day = day)
            }
            (Answer::Never, Occasion::Birthday) => {
                said!(i18n, remind.told_never_birthday, name = name)
            }
            (Answer::Never, Occasion::Asleep | Occasion::Word) => {
                said!(i18n, remind.told_never_asleep, name = name)
            }
            (Answer::Open, _) => said!(i18n, remind.told_open, name = name),
        }
    }
}

/// Puts the focus on the line below the one it is on, or the one above where that is the last.
fn focus_next_line() {
    let line = document().active_element().and_then(|element| element.closest("li").ok()?);
    let next = line
        .and_then(|line| line.next_element_sibling().or_else(|| line.previous_element_sibling()));
    if let Some(next) = next {
        focus_first(&next, "a, button");
    }
}
