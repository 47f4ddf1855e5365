//! What was answered, in words.

use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said};
use crate::app::parts::people;
use crate::outreach::{Answer, Answered, Occasion};

/// An answer as the story and the history tell it.
#[must_use]
pub fn event(i18n: I18n, format: Format, occasion: Occasion, answer: Answer) -> String {
    let what = what_happened(i18n, format, occasion, answer);
    match answer {
        Answer::Done(Some(channel)) => {
            let channel = people::channel(i18n, channel);
            said!(i18n, remind.event_with, what = what, who = channel)
        }
        Answer::Done(None) | Answer::Later(_) | Answer::Never | Answer::Open => what,
    }
}

fn what_happened(i18n: I18n, format: Format, occasion: Occasion, answer: Answer) -> String {
    let is_birthday = occasion == Occasion::Birthday;
    match (answer, occasion) {
        (Answer::Done(_), Occasion::Asleep) => said!(i18n, remind.event_done_asleep),
        (Answer::Done(_), Occasion::Birthday) => said!(i18n, remind.event_done_birthday),
        (Answer::Done(_), Occasion::Word) => said!(i18n, remind.event_done_word),
        (Answer::Later(until), _) if is_birthday => {
            said!(i18n, remind.event_later_birthday, day = format.day(until))
        }
        (Answer::Later(until), _) => {
            said!(i18n, remind.event_later_asleep, day = format.day(until))
        }
        (Answer::Never, _) if is_birthday => said!(i18n, remind.event_never_birthday),
        (Answer::Never, _) => said!(i18n, remind.event_never_asleep),
        (Answer::Open, _) if is_birthday => said!(i18n, remind.event_open_birthday),
        (Answer::Open, _) => said!(i18n, remind.event_open_asleep),
    }
}

/// An answer as a list of the answered tells it: "done by text message on 19 November 2026".
#[must_use]
pub fn answered(i18n: I18n, format: Format, answered: Answered) -> String {
    let day = format.day(answered.on);
    match answered.answer {
        Answer::Done(Some(channel)) => {
            let channel = people::channel(i18n, channel);
            said!(i18n, remind.answered_done_by, channel = channel, day = day)
        }
        Answer::Done(None) | Answer::Open => said!(i18n, remind.answered_done, day = day),
        Answer::Later(until) => said!(i18n, remind.answered_later, day = format.day(until)),
        Answer::Never => said!(i18n, remind.answered_never),
    }
}
