//! A short questionnaire for visitors: its questions, where the answers go, and how many people
//! will finish it.

use serde::{Deserialize, Serialize};

use crate::people::customer::{Fact, Member, Value};
use crate::people::list::{NameRefusal, check_name};
use crate::units::calendar::Birthday;
use crate::units::id::{FieldId, QuestionnaireId, Stamp};

/// The most questions: of so many, fewer than two of three people finish.
pub const MOST_QUESTIONS: usize = 12;
/// The most answers to choose from: more do not fit on a phone without a search.
pub const MOST_CHOICES: usize = 8;

/// Where an answer in words is kept.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keep {
    /// In the note, after its question.
    #[default]
    Note,
    /// Among the tastes.
    Likes,
    /// As a tag.
    Tag,
    /// In a field that the owner added.
    Custom(FieldId),
}

/// What is asked.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// What they are called.
    Name,
    /// A phone or an email.
    Contact,
    /// The day and the month of their birthday.
    Birthday,
    /// One of some answers.
    Choice {
        /// The question.
        text: String,
        /// The answers.
        choices: Vec<String>,
        /// Where the answer goes.
        keep: Keep,
    },
    /// Anything, in their own words.
    Words {
        /// The question.
        text: String,
        /// Where the answer goes.
        keep: Keep,
    },
}

impl Question {
    /// The words of the question, where the owner wrote them.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Name | Self::Contact | Self::Birthday => None,
            Self::Choice { text, .. } | Self::Words { text, .. } => Some(text),
        }
    }

    /// Whether somebody can be found again without its answer: only then may it be left out.
    #[must_use]
    pub fn can_be_spared(&self) -> bool {
        !matches!(self, Self::Name | Self::Contact)
    }
}

/// A questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// What it is called.
    pub name: String,
    /// What is asked, in order; whether the shop may write is asked after all of it.
    pub questions: Vec<Question>,
    /// What they get for finishing, in words; empty for nothing but thanks.
    pub reward: String,
    /// The source that is written on the cards, such as an event.
    pub source: String,
}

/// Why a questionnaire cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionnaireRefusal {
    /// Its name.
    #[error(transparent)]
    Name(#[from] NameRefusal),
    /// It asks for neither a name nor a contact, so nobody could be found again.
    #[error("neither name nor contact is asked for")]
    Nobody,
    /// It asks too much.
    #[error("more than {MOST_QUESTIONS} questions")]
    TooMany,
    /// A question has no words.
    #[error("question {question} has no words")]
    Blank {
        /// Which, from 0.
        question: usize,
    },
    /// A question has fewer than two answers to choose from, or too many, or an empty one.
    #[error("question {question} has not 2 to {MOST_CHOICES} answers")]
    Choices {
        /// Which, from 0.
        question: usize,
    },
}

impl Questionnaire {
    /// Checks a questionnaire that is to be kept beside others, by their names.
    ///
    /// # Errors
    /// What has to be changed first.
    pub fn check<'a>(
        &self,
        others: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), QuestionnaireRefusal> {
        check_name(&self.name, others)?;
        if self.questions.iter().all(Question::can_be_spared) {
            return Err(QuestionnaireRefusal::Nobody);
        }
        if self.questions.len() > MOST_QUESTIONS {
            return Err(QuestionnaireRefusal::TooMany);
        }
        for (question, it) in self.questions.iter().enumerate() {
            if it.text().is_some_and(|text| text.trim().is_empty()) {
                return Err(QuestionnaireRefusal::Blank { question });
            }
            if let Question::Choice { choices, .. } = it {
                let is_blank = choices.iter().any(|choice| choice.trim().is_empty());
                if is_blank || !(2..=MOST_CHOICES).contains(&choices.len()) {
                    return Err(QuestionnaireRefusal::Choices { question });
                }
            }
        }
        Ok(())
    }

    /// The question whose leaving out loses least: what has to be written in words costs people
    /// most; of equals, the last. `None` where none can be spared.
    #[must_use]
    pub fn to_leave_out(&self) -> Option<usize> {
        let all = self.questions.iter().enumerate();
        let spared = all.filter(|(_, question)| question.can_be_spared());
        let effort = |question: &Question| match question {
            Question::Words { .. } => 2,
            Question::Birthday => 1,
            Question::Choice { .. } | Question::Name | Question::Contact => 0,
        };
        spared.max_by_key(|(place, question)| (effort(question), *place)).map(|(place, _)| place)
    }
}

/// Of a hundred people, how many finish `n` questions: at least and at most.
///
/// Each question costs 2 to 3.5 people in a hundred, so between 0.965ⁿ and 0.98ⁿ are left; the
/// range is the trade's experience with questionnaires at stalls, not this shop's.
#[must_use]
pub fn will_finish(n: usize) -> (u32, u32) {
    let n = i32::try_from(n).unwrap_or(i32::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of one times a hundred"
    )]
    let percent = |left: f64| (left.powi(n) * 100.0).round() as u32;
    (percent(0.965), percent(0.98))
}

/// What a visitor answered to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing.
    Skipped,
    /// In words, or one of the choices.
    Text(String),
    /// A birthday.
    Birthday(Birthday),
}

/// What is written down of a visitor. The source and what they allowed are not in it.
#[must_use]
pub fn written(questionnaire: &Questionnaire, answers: &[Answer]) -> (Vec<Fact>, Vec<Member>) {
    let (mut facts, mut members, mut note) = (Vec::new(), Vec::new(), Vec::new());
    for (question, answer) in questionnaire.questions.iter().zip(answers) {
        match (question, answer) {
            (_, Answer::Skipped) => {}
            (Question::Birthday, Answer::Birthday(birthday)) => {
                facts.push(Fact::Birthday(Some(*birthday)));
            }
            (Question::Birthday, Answer::Text(_)) | (_, Answer::Birthday(_)) => {}
            (Question::Name, Answer::Text(name)) => facts.push(Fact::Name(name.clone())),
            (Question::Contact, Answer::Text(contact)) if contact.contains('@') => {
                members.push(Member::Email(contact.clone()));
            }
            (Question::Contact, Answer::Text(contact)) => {
                members.push(Member::Phone(contact.clone()));
            }
            (
                Question::Choice { text, keep, .. } | Question::Words { text, keep },
                Answer::Text(answer),
            ) => match keep {
                Keep::Note => note.push(format!("{text} {answer}")),
                Keep::Likes => members.push(Member::Likes(answer.clone())),
                Keep::Tag => members.push(Member::Tag(answer.clone())),
                Keep::Custom(field) => {
                    let value = match question {
                        Question::Choice { .. } => Value::Choice(answer.clone()),
                        _ => Value::Text(answer.clone()),
                    };
                    facts.push(Fact::Custom(*field, Some(value)));
                }
            },
        }
    }
    if !note.is_empty() {
        facts.push(Fact::Note(note.join("\n")));
    }
    (facts, members)
}

/// One decision about a questionnaire.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Keeps a questionnaire; its stamp is its id.
    Add(Questionnaire),
    /// Says a questionnaire anew, the whole of it.
    Set {
        /// Which.
        id: QuestionnaireId,
        /// What it is from now on.
        questionnaire: Questionnaire,
    },
    /// Keeps a questionnaire no longer; whoever answered it stays.
    Remove {
        /// Which.
        id: QuestionnaireId,
    },
}

impl Change {
    /// The questionnaire it is about; `None` for one that it adds.
    #[must_use]
    pub fn questionnaire(&self) -> Option<QuestionnaireId> {
        match self {
            Self::Add(_) => None,
            Self::Set { id, .. } | Self::Remove { id } => Some(*id),
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Add(it) | Self::Set { questionnaire: it, .. } => {
                let mut texts = vec![it.name.as_str(), &it.reward, &it.source];
                for question in &it.questions {
                    texts.extend(question.text());
                    if let Question::Choice { choices, .. } = question {
                        texts.extend(choices.iter().map(String::as_str));
                    }
                }
                texts
            }
            Self::Remove { .. } => vec![],
        }
    }
}

/// The questionnaires that the owner keeps, first added first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questionnaires(Vec<(QuestionnaireId, Questionnaire)>);

impl Questionnaires {
    /// Takes a change over that was made with this stamp.
    pub fn apply(&mut self, stamp: Stamp, change: &Change) {
        match change {
            Change::Add(it) => self.0.push((QuestionnaireId(stamp), it.clone())),
            Change::Set { id, questionnaire } => {
                if let Some((_, known)) = self.0.iter_mut().find(|(known, _)| known == id) {
                    known.clone_from(questionnaire);
                }
            }
            Change::Remove { id } => self.0.retain(|(known, _)| known != id),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionnaireId, &Questionnaire)> {
        self.0.iter().map(|(id, it)| (*id, it))
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: QuestionnaireId) -> Option<&Questionnaire> {
        self.iter().find(|(known, _)| *known == id).map(|(_, it)| it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(text: &str, choices: &[&str], keep: Keep) -> Question {
        let choices = choices.iter().map(|it| (*it).to_owned()).collect();
        Question::Choice { text: text.into(), choices, keep }
    }

    fn words(text: &str) -> Question {
        Question::Words { text: text.into(), keep: Keep::Note }
    }

    fn guests(questions: Vec<Question>) -> Questionnaire {
        Questionnaire { name: "Guests".into(), questions, ..Questionnaire::default() }
    }

    #[test]
    fn each_question_costs_two_to_three_and_a_half_in_a_hundred() {
        let check = |n, expected| assert_eq!(will_finish(n), expected, "{n}");
        check(0, (100, 100));
        check(1, (97, 98));
        check(5, (84, 90));
        check(6, (81, 89));
        check(12, (65, 78));
    }

    #[test]
    fn what_is_written_in_words_is_left_out_first() {
        let all = [Question::Name, Question::Contact, words("Why?"), Question::Birthday];
        assert_eq!(guests(all.to_vec()).to_leave_out(), Some(2));
        let fewer = [Question::Birthday, choice("Which?", &["a", "b"], Keep::Note)];
        assert_eq!(guests(fewer.to_vec()).to_leave_out(), Some(0));
        assert_eq!(guests(vec![Question::Name, Question::Contact]).to_leave_out(), None);
    }

    #[test]
    fn a_questionnaire_finds_people_again_and_asks_in_words() {
        let check = |questions: Vec<Question>, expected| {
            assert_eq!(guests(questions).check([]), expected);
        };
        use QuestionnaireRefusal::{Blank, Choices, Nobody, TooMany};
        check(vec![Question::Name], Ok(()));
        check(vec![Question::Birthday], Err(Nobody));
        check(vec![Question::Name; 13], Err(TooMany));
        check(vec![Question::Name, words(" ")], Err(Blank { question: 1 }));
        let one = choice("Which?", &["tea"], Keep::Likes);
        check(vec![Question::Name, one], Err(Choices { question: 1 }));
        let blank = choice("Which?", &["tea", ""], Keep::Likes);
        check(vec![Question::Name, blank], Err(Choices { question: 1 }));
        let named = guests(vec![Question::Name]);
        assert_eq!(named.check(["guests"]), Err(NameRefusal::Taken.into()));
    }

    #[test]
    fn answers_go_where_the_owner_wants_them() {
        let field = FieldId(Stamp::NONE);
        let asked = guests(vec![
            Question::Name,
            Question::Contact,
            Question::Birthday,
            choice("Drink?", &["tea", "coffee"], Keep::Likes),
            choice("Size?", &["S", "L"], Keep::Custom(field)),
            words("How did you find us?"),
            words("What else?"),
        ]);
        let born = Birthday::new(None, 2, 29).expect("a birthday");
        let text = |text: &str| Answer::Text(text.into());
        let answers = [
            text("Anna"),
            text("a@b.hu"),
            Answer::Birthday(born),
            text("tea"),
            text("L"),
            text("by chance"),
            Answer::Skipped,
        ];
        let (facts, members) = written(&asked, &answers);
        assert_eq!(
            facts,
            [
                Fact::Name("Anna".into()),
                Fact::Birthday(Some(born)),
                Fact::Custom(field, Some(Value::Choice("L".into()))),
                Fact::Note("How did you find us? by chance".into()),
            ]
        );
        assert_eq!(members, [Member::Email("a@b.hu".into()), Member::Likes("tea".into())]);
    }
}
