//! One question as it is composed: its words, its answers, and where they are kept.

use leptos::prelude::*;

use super::Composer;
use crate::acquisition::questionnaire::{Keep, MOST_CHOICES, Question, Questionnaire};
use crate::app::components::{Button, ButtonKind, Choice, Field, Glyph, IconButton, Panel, Select};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, words};
use crate::app::parts::questions::question_text;
use crate::people::custom::FieldKind as OwnKind;
use crate::units::id::{FieldId, Stamp};

/// A kind of question, as it is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Contact,
    Birthday,
    Choice,
    Words,
}

impl Kind {
    pub(super) const ALL: [Self; 5] =
        [Self::Name, Self::Contact, Self::Birthday, Self::Choice, Self::Words];

    pub(super) fn token(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Contact => "contact",
            Self::Birthday => "birthday",
            Self::Choice => "choice",
            Self::Words => "words",
        }
    }

    fn of(question: &Question) -> Self {
        match question {
            Question::Name => Self::Name,
            Question::Contact => Self::Contact,
            Question::Birthday => Self::Birthday,
            Question::Choice { .. } => Self::Choice,
            Question::Words { .. } => Self::Words,
        }
    }

    pub(super) fn name(self, i18n: I18n) -> String {
        match self {
            Self::Name => said!(i18n, kiosk.kind_name),
            Self::Contact => said!(i18n, kiosk.kind_contact),
            Self::Birthday => said!(i18n, kiosk.kind_birthday),
            Self::Choice => said!(i18n, kiosk.kind_choice),
            Self::Words => said!(i18n, kiosk.kind_words),
        }
    }

    pub(super) fn question(self) -> Question {
        let (text, keep) = (String::new(), Keep::default());
        match self {
            Self::Name => Question::Name,
            Self::Contact => Question::Contact,
            Self::Birthday => Question::Birthday,
            Self::Choice => {
                Question::Choice { text, choices: vec![String::new(); 2], keep: Keep::Likes }
            }
            Self::Words => Question::Words { text, keep },
        }
    }
}

/// One question.
#[component]
pub fn QuestionForm(
    /// What is composed.
    composer: Composer,
    /// Its place, from 0.
    place: usize,
) -> impl IntoView {
    let Composer { i18n, format, .. } = composer;
    let Some(question) = composer.it.with_untracked(|it| it.questions.get(place).cloned()) else {
        return ().into_any();
    };
    let n = format.count(place + 1);
    let kind = Kind::of(&question).name(i18n);
    let title = Signal::stored(said!(i18n, kiosk.question, n = n.clone()));
    let up = (place > 0).then(|| {
        let label = said!(i18n, kiosk.move_up, n = n.clone());
        let up = move |()| composer.rebuild(|it| it.questions.swap(place - 1, place));
        view! { <IconButton label glyph=Glyph::Up on_press=up /> }
    });
    let label = said!(i18n, kiosk.remove_question, n = n);
    let remove = move |()| {
        composer.rebuild(|it| {
            it.questions.remove(place);
        });
    };
    let end = move || {
        view! {
            {up}
            <IconButton label glyph=Glyph::Trash on_press=remove />
        }
    };
    let body = match question {
        Question::Name | Question::Contact | Question::Birthday => {
            view! { <p>{question_text(i18n, &question)}</p> }.into_any()
        }
        Question::Choice { choices, .. } => {
            view! { <OwnQuestion composer place n_choices=choices.len() /> }.into_any()
        }
        Question::Words { .. } => view! { <OwnQuestion composer place n_choices=0 /> }.into_any(),
    };
    view! { <Panel title aside=Signal::stored(kind) end>{body}</Panel> }.into_any()
}

/// A question in the owner's words, its answers, and where they are kept.
#[component]
fn OwnQuestion(
    /// What is composed.
    composer: Composer,
    /// Its place, from 0.
    place: usize,
    /// How many answers there are to choose from; none for free words.
    n_choices: usize,
) -> impl IntoView {
    let Composer { i18n, format, state, .. } = composer;
    let text = Signal::derive(move || {
        let it = composer.it.read();
        it.questions.get(place).and_then(Question::text).unwrap_or_default().to_owned()
    });
    let write = move |typed: String| {
        composer.write(|it| {
            let question = it.questions.get_mut(place);
            if let Some(Question::Choice { text, .. } | Question::Words { text, .. }) = question {
                *text = typed;
            }
        });
    };
    let choice = move |answer: usize| {
        let value = Signal::derive(move || {
            let it = composer.it.read();
            choices_of(&it, place)
                .and_then(|choices| choices.get(answer))
                .cloned()
                .unwrap_or_default()
        });
        let write = move |typed: String| {
            composer.write(|it| {
                if let Some(choice) = choices_mut(it, place).and_then(|all| all.get_mut(answer)) {
                    *choice = typed;
                }
            });
        };
        let remove = move |()| {
            composer.rebuild(|it| {
                if let Some(choices) = choices_mut(it, place) {
                    choices.remove(answer);
                }
            });
        };
        let label = Signal::derive(move || said!(i18n, calls.answer, n = format.count(answer + 1)));
        let remove_label =
            Signal::derive(move || said!(i18n, calls.remove_answer, n = format.count(answer + 1)));
        view! {
            <div class="kiosk__answer">
                <Field label value on_input=write />
                <IconButton label=remove_label glyph=Glyph::Trash on_press=remove />
            </div>
        }
    };
    let add = (n_choices > 0 && n_choices < MOST_CHOICES).then(|| {
        let add = move |()| {
            composer.rebuild(|it| {
                if let Some(choices) = choices_mut(it, place) {
                    choices.push(String::new());
                }
            });
        };
        view! {
            <Button label=words!(i18n, calls.add_answer) kind=ButtonKind::Quiet on_press=add />
        }
    });
    // Fields of a kind that the answers are.
    let fields = move || {
        let fits = |kind: &OwnKind| match kind {
            OwnKind::Choice(_) => n_choices > 0,
            OwnKind::Text => true,
            OwnKind::Number | OwnKind::Day | OwnKind::YesNo => false,
        };
        let book = state.book().read();
        let fields = book.fields().iter().filter(|(_, field)| fits(&field.kind));
        fields.map(|(id, field)| (*id, field.name.clone())).collect::<Vec<(FieldId, String)>>()
    };
    let keeps = Signal::derive(move || {
        let fixed = [
            Choice::new("note", said!(i18n, kiosk.keep_note)),
            Choice::new("likes", said!(i18n, kiosk.keep_likes)),
            Choice::new("tag", said!(i18n, kiosk.keep_tag)),
        ];
        let own = fields().into_iter().map(|(id, name)| Choice::new(id.0.to_string(), name));
        fixed.into_iter().chain(own).collect::<Vec<_>>()
    });
    let kept = Signal::derive(move || {
        let it = composer.it.read();
        match it.questions.get(place) {
            Some(Question::Choice { keep, .. } | Question::Words { keep, .. }) => match keep {
                Keep::Note => "note".to_owned(),
                Keep::Likes => "likes".to_owned(),
                Keep::Tag => "tag".to_owned(),
                Keep::Custom(id) => id.0.to_string(),
            },
            _ => String::new(),
        }
    });
    let choose = move |token: String| {
        let chosen = match token.as_str() {
            "likes" => Keep::Likes,
            "tag" => Keep::Tag,
            other => Stamp::parse(other).map_or(Keep::Note, |id| Keep::Custom(FieldId(id))),
        };
        composer.write(|it| {
            let question = it.questions.get_mut(place);
            if let Some(Question::Choice { keep, .. } | Question::Words { keep, .. }) = question {
                *keep = chosen;
            }
        });
    };
    view! {
        <div class="stack">
            <Field
                label=words!(i18n, kiosk.question_text)
                value=text
                on_input=write
                error=Signal::derive(move || sentences::text_problem(i18n, &text.read()))
            />
            {(0..n_choices).map(choice).collect_view()}
            <div class="cluster">{add}</div>
            <Select label=words!(i18n, kiosk.keep) choices=keeps value=kept on_change=choose />
        </div>
    }
}

fn choices_of(it: &Questionnaire, place: usize) -> Option<&Vec<String>> {
    match it.questions.get(place)? {
        Question::Choice { choices, .. } => Some(choices),
        _ => None,
    }
}

fn choices_mut(it: &mut Questionnaire, place: usize) -> Option<&mut Vec<String>> {
    match it.questions.get_mut(place)? {
        Question::Choice { choices, .. } => Some(choices),
        _ => None,
    }
}
