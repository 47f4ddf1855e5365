//! Questionnaires as the owner composes them: what is asked, where the answers go, what visitors
//! get, and how many will finish. From here the device is handed over.

use leptos::prelude::*;

use crate::acquisition;
use crate::acquisition::questionnaire::{
    self, Keep, MOST_CHOICES, MOST_QUESTIONS, Question, Questionnaire, QuestionnaireRefusal,
    will_finish,
};
use crate::app::around::leaving::Leaving;
use crate::app::around::notices::Notices;
use crate::app::components::{
    Button, ButtonKind, Choice, EmptyState, Field, Glyph, Meter, Notice, PageHead, Panel, Row,
    Rows, Select, Tone,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::questions::question_text;
use crate::app::state::AppState;
use crate::book::Change;
use crate::people::list::NameRefusal;
use crate::units::id::{GroupId, QuestionnaireId};

pub mod question;
pub mod hand_over;

use hand_over::HandOverDialog;
use question::{Kind, QuestionForm};

/// The questionnaire that is composed; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Composer {
    i18n: I18n,
    format: Format,
    state: AppState,
    notices: Notices,
    /// Which: `None` for none, `Some(None)` for a new one.
    which: RwSignal<Option<Option<QuestionnaireId>>>,
    it: RwSignal<Questionnaire>,
    /// How often questions or answers came, went or moved: then the form is made anew.
    made: RwSignal<u32>,
    refused: RwSignal<Option<String>>,
    unsaved: RwSignal<bool>,
    /// The one the device is to be handed over with, while the PIN is asked for.
    handing: RwSignal<Option<QuestionnaireId>>,
}

impl Composer {
    fn here() -> Self {
        let unsaved = RwSignal::new(false);
        expect_context::<Leaving>().watch(unsaved, RwSignal::new(false));
        Self {
            i18n: use_i18n(),
            format: expect_context(),
            state: expect_context(),
            notices: expect_context(),
            which: RwSignal::new(None),
            it: RwSignal::new(Questionnaire::default()),
            made: RwSignal::new(0),
            refused: RwSignal::new(None),
            unsaved,
            handing: RwSignal::new(None),
        }
    }

    fn open(self, which: Option<QuestionnaireId>, it: Questionnaire) {
        self.it.set(it);
        self.refused.set(None);
        self.unsaved.set(which.is_none());
        self.which.set(Some(which));
        self.made.update(|made| *made += 1);
    }

    fn close(self) {
        self.unsaved.set(false);
        self.which.set(None);
    }

    /// Changes a text, under the eyes of whoever types it.
    fn write(self, change: impl FnOnce(&mut Questionnaire)) {
        self.unsaved.set(true);
        self.it.update(change);
    }

    /// Changes which questions and answers there are.
    fn rebuild(self, change: impl FnOnce(&mut Questionnaire)) {
        self.write(change);
        self.made.update(|made| *made += 1);
    }

    /// Keeps it; gives its id, or says why not.
    fn save(self) -> Option<QuestionnaireId> {
        let Self { i18n, state, notices, .. } = self;
        let which = self.which.get_untracked()?;
        let mut it = self.it.get_untracked();
        for text in [&mut it.name, &mut it.reward, &mut it.source] {
            *text = text.trim().to_owned();
        }
        let checked = state.book().with_untracked(|book| {
            let others = book.questionnaires().iter().filter(|(id, _)| Some(*id) != which);
            it.check(others.map(|(_, it)| it.name.as_str()))
        });
        if let Err(refusal) = checked {
            self.refused.set(Some(refusal_text(i18n, self.format, refusal)));
            return None;
        }
        let name = it.name.clone();
        let change = match which {
            None => questionnaire::Change::Add(it),
            Some(id) => questionnaire::Change::Set { id, questionnaire: it },
        };
        let change = Change::Acquisition(acquisition::Change::Questionnaire(change));
        match state.commit(|batch| batch.push(change)) {
            Ok(stamp) => {
                self.close();
                let told = said!(i18n, kiosk.saved, name = isolated(&name));
                notices.tell_with_undo(told, GroupId(stamp));
                Some(which.unwrap_or(QuestionnaireId(stamp)))
            }
            Err(refusal) => {
                self.refused.set(Some(sentences::not_made(i18n, refusal)));
                None
            }
        }
    }

    fn remove(self, id: QuestionnaireId) {
        let Self { i18n, state, notices, .. } = self;
        let change = questionnaire::Change::Remove { id };
        let change = Change::Acquisition(acquisition::Change::Questionnaire(change));
        match state.commit(|batch| GroupId(batch.push(change))) {
            Ok(group) => {
                self.close();
                notices.tell_with_undo(said!(i18n, kiosk.removed), group);
            }
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    }
}

/// The page.
#[component]
pub fn QuestionnairesPage() -> impl IntoView {
    let composer = Composer::here();
    let i18n = composer.i18n;
    let body = move || match composer.which.get() {
        Some(which) => view! { <Form composer which /> }.into_any(),
        None => view! { <All composer /> }.into_any(),
    };
    view! {
        <div class="page">
            <PageHead title=words!(i18n, frame.kiosk) subtitle=words!(i18n, kiosk.text) />
            {body}
            <HandOverDialog composer />
        </div>
    }
    .into_any()
}

/// The questionnaires there are.
#[component]
fn All(
    /// What is composed.
    composer: Composer,
) -> impl IntoView {
    let Composer { i18n, format, state, .. } = composer;
    let all = move || {
        let book = state.book().read();
        book.questionnaires().iter().map(|(id, it)| (id, it.clone())).collect::<Vec<_>>()
    };
    let line = move |(id, it): (QuestionnaireId, Questionnaire)| {
        let n = it.questions.len();
        let subtitle = said!(i18n, kiosk.n_questions, count = n, n = format.count(n));
        let title = isolated(&it.name);
        let open = move |()| composer.open(Some(id), it.clone());
        let end = move || {
            let hand = move |()| composer.handing.set(Some(id));
            view! { <Button label=words!(i18n, kiosk.hand_over) on_press=hand /> }
        };
        view! { <Row title subtitle on_press=open end /> }
    };
    let begin = move |()| composer.open(None, sample(i18n));
    let button = move || {
        view! {
            <Button
                label=words!(i18n, kiosk.compose)
                kind=ButtonKind::Primary
                on_press=begin
            />
        }
    };
    move || {
        let all = all();
        if all.is_empty() {
            return view! {
                <EmptyState
                    title=words!(i18n, kiosk.none)
                    text=words!(i18n, kiosk.none_text)
                    glyph=Glyph::Edit
                >
                    {button()}
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <Panel>
                <Rows label=words!(i18n, frame.kiosk)>
                    {all.into_iter().map(line).collect_view()}
                </Rows>
            </Panel>
            <div class="cluster">{button()}</div>
        }
        .into_any()
    }
}

/// One questionnaire, as it is composed.
#[component]
fn Form(
    /// What is composed.
    composer: Composer,
    /// Which; `None` for a new one.
    which: Option<QuestionnaireId>,
) -> impl IntoView {
    let Composer { i18n, .. } = composer;
    let questions = move || {
        composer.made.track();
        let n = composer.it.with_untracked(|it| it.questions.len());
        (0..n).map(|place| view! { <QuestionForm composer place /> }).collect_view()
    };
    let can_add = move || composer.it.read().questions.len() < MOST_QUESTIONS;
    let kinds = Signal::derive(move || {
        let kind = |kind: Kind| Choice::new(kind.token(), kind.name(i18n));
        let none = Choice::new("", said!(i18n, kiosk.add_question));
        std::iter::once(none).chain(Kind::ALL.map(kind)).collect::<Vec<_>>()
    });
    let add = move |token: String| {
        if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.token() == token) {
            composer.rebuild(|it| it.questions.push(kind.question()));
        }
    };
    let adding = move || {
        composer.made.track();
        can_add().then(|| {
            view! {
                <Select
                    label=words!(i18n, kiosk.add_question)
                    choices=kinds
                    value=Signal::stored(String::new())
                    on_change=add
                />
            }
        })
    };
    let hand_over = move |()| {
        if let Some(id) = composer.save() {
            composer.handing.set(Some(id));
        }
    };
    let remove = which.map(|id| {
        view! {
            <Button
                label=words!(i18n, kiosk.remove)
                kind=ButtonKind::Danger
                on_press=move |()| composer.remove(id)
            />
        }
    });
    let refused =
        move || composer.refused.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> });
    view! {
        <div class="grid grid--main">
            <div class="grid">
                <Panel>
                    <Field
                        label=words!(i18n, kiosk.name)
                        placeholder=words!(i18n, kiosk.name_example)
                        value=Signal::derive(move || composer.it.read().name.clone())
                        on_input=move |name| composer.write(|it| it.name = name)
                    />
                </Panel>
                {questions}
                {adding}
                <Panel title=words!(i18n, kiosk.at_the_end)>
                    <div class="stack">
                        <Field
                            label=words!(i18n, kiosk.reward)
                            placeholder=words!(i18n, kiosk.reward_example)
                            value=Signal::derive(move || composer.it.read().reward.clone())
                            on_input=move |reward| composer.write(|it| it.reward = reward)
                            error=Signal::derive(move || {
                                sentences::text_problem(i18n, &composer.it.read().reward)
                            })
                        />
                        <Field
                            label=words!(i18n, kiosk.source)
                            placeholder=words!(i18n, kiosk.source_example)
                            value=Signal::derive(move || composer.it.read().source.clone())
                            on_input=move |source| composer.write(|it| it.source = source)
                            error=Signal::derive(move || {
                                sentences::text_problem(i18n, &composer.it.read().source)
                            })
                        />
                        <p class="muted small">{words!(i18n, kiosk.consent_last)}</p>
                    </div>
                </Panel>
            </div>
            <div class="grid">
                <Estimate composer />
            </div>
        </div>
        <div class="calls__save">
            <div role="alert">{refused}</div>
            <div class="cluster">
                <Button
                    label=words!(i18n, frame.save)
                    kind=ButtonKind::Primary
                    on_press=move |()| {
                        composer.save();
                    }
                />
                <Button label=words!(i18n, kiosk.save_hand_over) on_press=hand_over />
                <Button
                    label=words!(i18n, frame.cancel)
                    kind=ButtonKind::Quiet
                    on_press=move |()| composer.close()
                />
                {remove}
            </div>
        </div>
    }
}

/// How many will finish, and which question costs most.
#[component]
fn Estimate(
    /// What is composed.
    composer: Composer,
) -> impl IntoView {
    let Composer { i18n, format, .. } = composer;
    let n = Memo::new(move |_| composer.it.read().questions.len());
    let number = move |n: u32| format.number(f64::from(n), 0);
    let range = Signal::derive(move || {
        let (least, most) = will_finish(n.get());
        said!(i18n, kiosk.will_finish, least = number(least), most = number(most))
    });
    let percent = Signal::derive(move || {
        let (least, most) = will_finish(n.get());
        f64::from(least + most) / 2.0
    });
    let to_spare = Memo::new(move |_| composer.it.read().to_leave_out());
    let leave_out = move || {
        to_spare.get().map(|place| {
            let (least, most) = will_finish(n.get() - 1);
            let question = composer
                .it
                .with(|it| it.questions.get(place).map(|question| question_text(i18n, question)));
            let text = said!(
                i18n,
                kiosk.without,
                question = isolated(&question.unwrap_or_default()),
                least = number(least),
                most = number(most)
            );
            let label = said!(i18n, kiosk.leave_out, n = format.count(place + 1));
            let remove = move |()| {
                composer.rebuild(|it| {
                    it.questions.remove(place);
                });
            };
            view! {
                <p class="muted small">{text}</p>
                <Button label on_press=remove />
            }
        })
    };
    view! {
        <Panel title=words!(i18n, kiosk.how_many)>
            <div class="stack" aria-live="polite">
                <p class="kiosk__range">{range}</p>
                <Meter label=words!(i18n, kiosk.how_many) text=range percent />
                <p class="muted small">{words!(i18n, kiosk.each_costs)}</p>
                {leave_out}
            </div>
        </Panel>
    }
}

/// Why a questionnaire cannot be kept, and what to do.
fn refusal_text(i18n: I18n, format: Format, refusal: QuestionnaireRefusal) -> String {
    let number = |question: usize| format.count(question + 1);
    match refusal {
        QuestionnaireRefusal::Name(NameRefusal::Blank) => said!(i18n, kiosk.name_blank),
        QuestionnaireRefusal::Name(NameRefusal::TooLong { most }) => {
            said!(i18n, calls.name_long, n = format.count(most))
        }
        QuestionnaireRefusal::Name(NameRefusal::Taken) => said!(i18n, kiosk.name_taken),
        QuestionnaireRefusal::Nobody => said!(i18n, kiosk.nobody),
        QuestionnaireRefusal::TooMany => {
            said!(i18n, kiosk.too_many, n = format.count(MOST_QUESTIONS))
        }
        QuestionnaireRefusal::Blank { question } => {
            said!(i18n, kiosk.question_blank, n = number(question))
        }
        QuestionnaireRefusal::Choices { question } => {
            said!(i18n, kiosk.choices, n = number(question), most = format.count(MOST_CHOICES))
        }
    }
}

/// A questionnaire to begin with, in the language of the screen.
fn sample(i18n: I18n) -> Questionnaire {
    let found = [
        said!(i18n, kiosk.found_walking),
        said!(i18n, kiosk.found_friend),
        said!(i18n, kiosk.found_online),
        said!(i18n, kiosk.found_event),
    ];
    Questionnaire {
        name: said!(i18n, kiosk.sample_name),
        questions: vec![
            Question::Name,
            Question::Contact,
            Question::Choice {
                text: said!(i18n, kiosk.sample_found),
                choices: found.to_vec(),
                keep: Keep::Note,
            },
            Question::Birthday,
        ],
        reward: String::new(),
        source: String::new(),
    }
}
