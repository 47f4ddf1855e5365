//! The questions of a questionnaire in words.

use crate::acquisition::questionnaire::Question;
use crate::app::language::words::{I18n, said};

/// What is asked.
pub fn question_text(i18n: I18n, question: &Question) -> String {
    match question {
        Question::Name => said!(i18n, kiosk.ask_name),
        Question::Contact => said!(i18n, kiosk.ask_contact),
        Question::Birthday => said!(i18n, kiosk.ask_birthday),
        Question::Choice { text, .. } | Question::Words { text, .. } => text.clone(),
    }
}
