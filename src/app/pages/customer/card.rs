//! What every part of the page needs of its customer, and how it changes them.

use leptos::prelude::*;

use crate::advice::reminders::named_for;
use crate::app::around::notices::Notices;
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said};
use crate::app::parts::people::name_of;
use crate::app::parts::undoing::Undoing;
use crate::app::state::{AppState, CommitRefusal};
use crate::book::Change;
use crate::figures::overview::Standing;
use crate::figures::rfm::Scores;
use crate::outreach::Occasion;
use crate::people::customer::{Channel, Customer, Fact, Member};
use crate::people::photo::Photo;
use crate::people::reach::may_reach;
use crate::units::id::{CustomerId, GroupId};

/// A customer on screen; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Card {
    /// Who.
    pub id: CustomerId,
    /// The app's state.
    pub state: AppState,
    /// The language.
    pub i18n: I18n,
    /// How figures are written.
    pub format: Format,
    /// Where messages go.
    pub notices: Notices,
    /// What asks before something is taken back.
    pub undoing: Undoing,
    /// As the book has them now.
    pub customer: Memo<Customer>,
    /// How they stand; `None` before the first purchase.
    pub standing: Memo<Option<Standing>>,
    /// The scores their segment is made of.
    pub scores: Memo<Option<Scores>>,
}

impl Card {
    /// The card of a customer.
    #[must_use]
    pub fn new(
        id: CustomerId,
        state: AppState,
        i18n: I18n,
        format: Format,
        notices: Notices,
        undoing: Undoing,
    ) -> Self {
        let customer = Memo::new(move |_| {
            state.book().with(|book| book.customer(id).cloned().unwrap_or_default())
        });
        let standing = Memo::new(move |_| state.overview().read().standing(id));
        let scores = Memo::new(move |_| {
            let overview = state.overview().read();
            overview.figures().rfm().scores(overview.number(id)?)
        });
        Self { id, state, i18n, format, notices, undoing, customer, standing, scores }
    }

    /// What to call them.
    pub fn name(self) -> String {
        name_of(self.i18n, Some(&self.customer.read()))
    }

    /// Whether they may be reached by a channel: they asked for no silence and did not take it back.
    pub fn may_reach(self, channel: Channel) -> bool {
        may_reach(&self.customer.read(), channel)
    }

    /// Why Today names them, if it does.
    pub fn named_for(self) -> Option<Occasion> {
        let (book, overview) = (self.state.book().read(), self.state.overview().read());
        named_for(&book, &overview, self.id)
    }

    /// Makes the changes of one edit as one group; says so, with the way back.
    ///
    /// # Errors
    /// Why it was not saved, in words; then nothing changed.
    pub fn save(self, facts: Vec<Fact>, members: Vec<(Member, bool)>) -> Result<(), String> {
        self.save_with(Vec::new(), facts, members)
    }

    /// As [`save`](Self::save), with the pictures that the facts speak of.
    ///
    /// # Errors
    /// As [`save`](Self::save).
    pub fn save_with(
        self,
        photos: Vec<Photo>,
        facts: Vec<Fact>,
        members: Vec<(Member, bool)>,
    ) -> Result<(), String> {
        let customer = self.id;
        let made = self.state.commit_with(photos, |batch| {
            let facts = (!facts.is_empty()).then_some(Change::SetFacts { customer, facts });
            let members = members.into_iter().map(|(member, present)| Change::SetMember {
                customer,
                member,
                present,
            });
            let stamps = facts.into_iter().chain(members).map(|change| batch.push(change));
            stamps.collect::<Vec<_>>().first().copied().map(GroupId)
        });
        match made {
            Ok(Some(group)) => {
                self.notices.tell_with_undo(said!(self.i18n, customer.changed), group);
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(refusal) => Err(sentences::not_made(self.i18n, refusal)),
        }
    }

    /// Says why nothing was changed.
    pub fn tell_refused(self, refusal: CommitRefusal) {
        self.notices.tell(sentences::not_made(self.i18n, refusal));
    }

    /// Takes a group of changes back.
    pub fn undo(self, group: GroupId) {
        self.undoing.take_back(vec![group], said!(self.i18n, frame.undone));
    }
}
