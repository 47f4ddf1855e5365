//! Outreach: what the owner answered when Today named somebody, and until when that holds.
//!
//! Today names a customer for an [`Occasion`]. The owner answers done, later or not at all, and the
//! newest [`Answer`] to one occasion of one customer stands:
//!
//! - **Done** holds until the occasion arises anew: for whoever sleeps, when they came back and
//!   fell asleep again, or after eight weeks; for a birthday, the next year.
//! - **Later** holds until the day that was said.
//! - **Never** holds until the owner takes it back, by answering `Open`.
//!
//! Whether somebody may be written to at all is another question: see [`reach`](crate::people::reach).
//! Nothing is sent from here; a message that was handed to another program is known by the owner's
//! word alone.
//!
//! A [`Call`] is only ever added. The newest of a customer says when one speaks with them again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::people::customer::Channel;
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, Stamp};

pub mod call;

pub use call::{Call, Outcome};

/// After so many days whoever still sleeps is named again: eight weeks.
pub const SLEEPER_AGAIN_DAYS: i32 = 56;

/// An answer to one birthday says nothing of the next: half a year parts them.
const HALF_A_YEAR_DAYS: i32 = 183;

/// Nothing is put off for longer; a later day than that was written by a clock that was wrong.
const LONGEST_DELAY_DAYS: i32 = 366;

/// Why somebody is written to.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Occasion {
    /// They stayed away for long by their own rhythm.
    Asleep,
    /// Their birthday comes.
    Birthday,
    /// No special reason.
    Word,
}

/// What the owner answered.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// They were told, and by what, where that is known.
    Done(Option<Channel>),
    /// Not before this day.
    Later(Day),
    /// Not for this reason, until the owner says otherwise.
    Never,
    /// As if nothing had been said.
    Open,
}

/// One decision of the owner in this room.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Answers a reminder.
    Reminder {
        /// About whom.
        customer: CustomerId,
        /// Why they were named.
        occasion: Occasion,
        /// The answer.
        answer: Answer,
        /// On which day.
        on: Day,
    },
    /// Records a call.
    Called {
        /// With whom.
        customer: CustomerId,
        /// What came of it.
        call: Box<Call>,
    },
}

impl Change {
    /// Whom it is about.
    #[must_use]
    pub fn customer(&self) -> CustomerId {
        match self {
            Self::Reminder { customer, .. } | Self::Called { customer, .. } => *customer,
        }
    }

    /// The same about somebody else: who is one person with them.
    #[must_use]
    pub fn of(&self, customer: CustomerId) -> Self {
        match self {
            Self::Reminder { customer: _, occasion, answer, on } => {
                Self::Reminder { customer, occasion: *occasion, answer: *answer, on: *on }
            }
            Self::Called { customer: _, call } => Self::Called { customer, call: call.clone() },
        }
    }

    /// The texts in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Reminder { .. } => vec![],
            Self::Called { call, .. } => vec![call.caller.as_str(), &call.words],
        }
        .into_iter()
    }
}

/// An answer and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was answered.
    pub answer: Answer,
    /// On which day.
    pub on: Day,
}

impl Answered {
    /// Whether whoever sleeps since `last`, their last visit, is not named today.
    #[must_use]
    pub fn hides_sleeper(&self, last: Day, today: Day) -> bool {
        match self.answer {
            // From the day before: another device may be on the other side of midnight.
            Answer::Done(_) => {
                last < self.on && (-1..SLEEPER_AGAIN_DAYS).contains(&self.age(today))
            }
            Answer::Later(_) | Answer::Never | Answer::Open => self.is_put_off(today),
        }
    }

    /// Whether the birthday that comes on `day` is not named today.
    #[must_use]
    pub fn hides_birthday(&self, day: Day, today: Day) -> bool {
        match self.answer {
            Answer::Done(_) => day.since(self.on).saturating_abs() < HALF_A_YEAR_DAYS,
            Answer::Later(_) | Answer::Never | Answer::Open => self.is_put_off(today),
        }
    }

    /// Whether the owner put it off beyond today, or for good.
    #[must_use]
    pub fn is_put_off(&self, today: Day) -> bool {
        match self.answer {
            Answer::Later(until) => is_ahead(until, today),
            Answer::Never => true,
            Answer::Done(_) | Answer::Open => false,
        }
    }

    /// Whether they were told within so many days.
    #[must_use]
    pub fn is_done_within(&self, days: i32, today: Day) -> bool {
        matches!(self.answer, Answer::Done(_)) && (-1..=days).contains(&self.age(today))
    }

    fn age(&self, today: Day) -> i32 {
        today.since(self.on)
    }
}

fn is_ahead(until: Day, today: Day) -> bool {
    (1..=LONGEST_DELAY_DAYS).contains(&until.since(today))
}

/// Every answer that stands, and every call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outreach {
    answers: BTreeMap<(CustomerId, Occasion), Answered>,
    /// In the order of recording.
    calls: BTreeMap<CustomerId, Vec<(Stamp, Call)>>,
}

impl Outreach {
    /// Takes a change over that was made with this stamp; the newest answer to an occasion stands.
    pub fn apply(&mut self, stamp: Stamp, change: &Change) {
        match change {
            Change::Reminder { customer, occasion, answer: Answer::Open, .. } => {
                self.answers.remove(&(*customer, *occasion));
            }
            Change::Reminder { customer, occasion, answer, on } => {
                let answered = Answered { answer: *answer, on: *on };
                self.answers.insert((*customer, *occasion), answered);
            }
            Change::Called { customer, call } => {
                let calls = self.calls.entry(*customer).or_default();
                // In the order of stamps, whatever the order of applying.
                let place = calls.partition_point(|(known, _)| *known < stamp);
                calls.insert(place, (stamp, Call::clone(call)));
            }
        }
    }

    /// Forgets whoever was erased.
    pub fn forget(&mut self, customer: CustomerId) {
        for occasion in [Occasion::Asleep, Occasion::Birthday, Occasion::Word] {
            self.answers.remove(&(customer, occasion));
        }
        self.calls.remove(&customer);
    }

    /// The calls with a customer, first recorded first.
    pub fn calls_with(&self, customer: CustomerId) -> impl DoubleEndedIterator<Item = &Call> {
        self.calls.get(&customer).into_iter().flatten().map(|(_, call)| call)
    }

    /// Every call, by customer.
    pub fn calls(&self) -> impl Iterator<Item = (CustomerId, &Call)> {
        self.calls
            .iter()
            .flat_map(|(customer, calls)| calls.iter().map(|(_, call)| (*customer, call)))
    }

    /// What was answered to an occasion.
    #[must_use]
    pub fn answer(&self, customer: CustomerId, occasion: Occasion) -> Option<Answered> {
        self.answers.get(&(customer, occasion)).copied()
    }

    /// Every answer about a customer.
    pub fn of(&self, customer: CustomerId) -> impl Iterator<Item = (Occasion, Answered)> {
        let all = (customer, Occasion::Asleep)..=(customer, Occasion::Word);
        self.answers.range(all).map(|((_, occasion), answered)| (*occasion, *answered))
    }

    /// Every answer that stands.
    pub fn answers(&self) -> impl Iterator<Item = (CustomerId, Occasion, Answered)> {
        self.answers
            .iter()
            .map(|((customer, occasion), answered)| (*customer, *occasion, *answered))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::id::{Replica, Stamp};

    const TODAY: Day = Day(20_000);

    fn answered(answer: Answer, days_ago: i32) -> Answered {
        Answered { answer, on: TODAY.plus(-days_ago) }
    }

    #[test]
    fn a_sleeper_who_was_told_is_named_again_after_coming_back_or_eight_weeks() {
        let check = |days_ago: i32, last_days_ago: i32, hidden: bool| {
            let done = answered(Answer::Done(None), days_ago);
            let is_hidden = done.hides_sleeper(TODAY.plus(-last_days_ago), TODAY);
            assert_eq!(is_hidden, hidden, "told {days_ago}, seen {last_days_ago} days ago");
        };
        check(0, 20, true);
        check(55, 80, true);
        check(56, 80, false);
        // Came back two days after, or on the very day, and sleeps again.
        check(30, 28, false);
        check(30, 30, false);
        // A clock that is a day ahead, and one that is years ahead.
        check(-1, 20, true);
        check(-5_000, 20, false);
    }

    #[test]
    fn a_birthday_that_was_wished_is_quiet_until_the_next_year() {
        let check = |days_ago: i32, in_days: i32, hidden: bool| {
            let done = answered(Answer::Done(Some(Channel::Sms)), days_ago);
            assert_eq!(done.hides_birthday(TODAY.plus(in_days), TODAY), hidden, "{days_ago}");
        };
        check(0, 9, true);
        check(9, 0, true);
        // Wished up to two weeks before; a year on it comes again.
        check(365, 0, false);
        check(360, 14, false);
        check(352, 14, false);
    }

    #[test]
    fn later_holds_until_its_day_and_never_for_longer_than_a_year() {
        let check = |until: i32, hidden: bool| {
            let later = answered(Answer::Later(TODAY.plus(until)), 3);
            assert_eq!(later.hides_sleeper(TODAY.plus(-30), TODAY), hidden, "{until}");
            assert_eq!(later.hides_birthday(TODAY.plus(5), TODAY), hidden, "{until}");
        };
        check(1, true);
        check(366, true);
        check(0, false);
        check(-4, false);
        check(25_000, false);
        check(i32::MAX, false);
    }

    #[test]
    fn never_holds_until_it_is_taken_back() {
        let never = answered(Answer::Never, 3_000);
        assert!(never.hides_sleeper(TODAY.plus(-1), TODAY));
        assert!(never.hides_birthday(TODAY, TODAY));

        let customer = CustomerId(Stamp::new(1, 0, Replica::new(1, 0)));
        let mut outreach = Outreach::default();
        let mut say = |answer| {
            let occasion = Occasion::Asleep;
            outreach
                .apply(Stamp::NONE, &Change::Reminder { customer, occasion, answer, on: TODAY });
            outreach.clone()
        };
        let said = say(Answer::Never);
        assert_eq!(said.of(customer).count(), 1);
        assert_eq!(said.answer(customer, Occasion::Birthday), None);
        assert_eq!(say(Answer::Open), Outreach::default());
        let mut said = said;
        said.forget(customer);
        assert_eq!(said, Outreach::default());
    }
}
