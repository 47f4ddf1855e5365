//! What is said on calls, as the owner writes it: scripts, their steps, and where answers lead.

use leptos::prelude::*;

use super::talk::phase_name;
use crate::acquisition;
use crate::acquisition::script::{
    self, Answer, MOST_ANSWERS, MOST_STEPS, Phase, Script, ScriptRefusal, Step,
};
use crate::app::around::leaving::Leaving;
use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, ButtonLink, Choice, EmptyState, Field, FieldKind, Glyph, IconButton,
    Notice, PageHead, Panel, Row, Rows, Select, Tone,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::state::AppState;
use crate::book::Change;
use crate::people::list::NameRefusal;
use crate::units::id::{GroupId, ScriptId};

/// The script that is written; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Editor {
    i18n: I18n,
    format: Format,
    state: AppState,
    notices: Notices,
    /// Which is written: `None` for none, `Some(None)` for a new one.
    which: RwSignal<Option<Option<ScriptId>>>,
    script: RwSignal<Script>,
    /// How often steps or answers came or went: then the form is made anew.
    made: RwSignal<u32>,
    refused: RwSignal<Option<String>>,
    unsaved: RwSignal<bool>,
}

impl Editor {
    fn here() -> Self {
        let unsaved = RwSignal::new(false);
        expect_context::<Leaving>().watch(unsaved, RwSignal::new(false));
        Self {
            i18n: use_i18n(),
            format: expect_context(),
            state: expect_context(),
            notices: expect_context(),
            which: RwSignal::new(None),
            script: RwSignal::new(Script::default()),
            made: RwSignal::new(0),
            refused: RwSignal::new(None),
            unsaved,
        }
    }

    fn open(self, which: Option<ScriptId>, script: Script) {
        self.script.set(script);
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
    fn write(self, change: impl FnOnce(&mut Script)) {
        self.unsaved.set(true);
        self.script.update(change);
    }

    /// Changes which steps and answers there are.
    fn rebuild(self, change: impl FnOnce(&mut Script)) {
        self.write(change);
        self.made.update(|made| *made += 1);
    }

    fn save(self) {
        let Self { i18n, state, notices, .. } = self;
        let Some(which) = self.which.get_untracked() else { return };
        let mut script = self.script.get_untracked();
        script.name = script.name.trim().to_owned();
        let checked = state.book().with_untracked(|book| {
            let others = book.scripts().iter().filter(|(id, _)| Some(*id) != which);
            script.check(others.map(|(_, script)| script.name.as_str()))
        });
        if let Err(refusal) = checked {
            return self.refused.set(Some(refusal_text(i18n, self.format, refusal)));
        }
        let name = script.name.clone();
        let change = match which {
            None => script::Change::Add(script),
            Some(id) => script::Change::Set { id, script },
        };
        let change = Change::Acquisition(acquisition::Change::Script(change));
        match state.commit(|batch| GroupId(batch.push(change))) {
            Ok(group) => {
                self.close();
                notices
                    .tell_with_undo(said!(i18n, calls.script_saved, name = isolated(&name)), group);
            }
            Err(refusal) => self.refused.set(Some(sentences::not_made(i18n, refusal))),
        }
    }

    fn remove(self, id: ScriptId, name: &str) {
        let Self { i18n, state, notices, .. } = self;
        let change = script::Change::Remove { id };
        let change = Change::Acquisition(acquisition::Change::Script(change));
        match state.commit(|batch| GroupId(batch.push(change))) {
            Ok(group) => {
                self.close();
                notices.tell_with_undo(
                    said!(i18n, calls.script_removed, name = isolated(name)),
                    group,
                );
            }
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    }
}

/// The page.
#[component]
pub fn ScriptsPage() -> impl IntoView {
    let editor = Editor::here();
    let i18n = editor.i18n;
    let body = move || match editor.which.get() {
        Some(which) => view! { <Form editor which /> }.into_any(),
        None => view! { <Scripts editor /> }.into_any(),
    };
    view! {
        <div class="page">
            <PageHead
                title=words!(i18n, calls.scripts)
                subtitle=words!(i18n, calls.scripts_text)
                end=move || view! {
                    <ButtonLink label=words!(i18n, calls.to_calls) href=Route::Calls.href() />
                }
            />
            {body}
        </div>
    }
    .into_any()
}

/// The scripts there are.
#[component]
fn Scripts(
    /// What is written.
    editor: Editor,
) -> impl IntoView {
    let Editor { i18n, format, state, .. } = editor;
    let all = move || {
        let book = state.book().read();
        book.scripts().iter().map(|(id, it)| (id, it.clone())).collect::<Vec<_>>()
    };
    let line = move |(id, script): (ScriptId, Script)| {
        let n = script.steps.len();
        let subtitle = said!(i18n, calls.n_steps, count = n, n = format.count(n));
        let title = isolated(&script.name);
        let open = move |()| editor.open(Some(id), script.clone());
        view! { <Row title subtitle on_press=open /> }
    };
    let begin = move |()| editor.open(None, sample(i18n));
    let blank = move |()| {
        let steps = vec![Step::default()];
        editor.open(None, Script { steps, ..Script::default() });
    };
    let buttons = move || {
        view! {
            <Button
                label=words!(i18n, calls.with_ours)
                kind=ButtonKind::Primary
                on_press=begin
            />
            <Button label=words!(i18n, calls.from_nothing) on_press=blank />
        }
    };
    move || {
        let scripts = all();
        if scripts.is_empty() {
            return view! {
                <EmptyState
                    title=words!(i18n, calls.no_scripts)
                    text=words!(i18n, calls.no_scripts_text)
                    glyph=Glyph::Phone
                >
                    {buttons()}
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <Panel>
                <Rows label=words!(i18n, calls.scripts)>
                    {scripts.into_iter().map(line).collect_view()}
                </Rows>
            </Panel>
            <div class="cluster">{buttons()}</div>
        }
        .into_any()
    }
}

/// One script, as it is written.
#[component]
fn Form(
    /// What is written.
    editor: Editor,
    /// Which; `None` for a new one.
    which: Option<ScriptId>,
) -> impl IntoView {
    let i18n = editor.i18n;
    let steps = move || {
        editor.made.track();
        let n = editor.script.with_untracked(|script| script.steps.len());
        (0..n).map(|place| view! { <StepForm editor place /> }).collect_view()
    };
    let can_add = move || editor.script.read().steps.len() < MOST_STEPS;
    let add = move || {
        can_add().then(|| {
            let add = move |()| editor.rebuild(|script| script.steps.push(Step::default()));
            view! { <Button label=words!(i18n, calls.add_step) on_press=add /> }
        })
    };
    let remove = which.map(|id| {
        let remove = move |()| {
            let name = editor.state.book().with_untracked(|book| {
                book.scripts().get(id).map(|script| script.name.clone()).unwrap_or_default()
            });
            editor.remove(id, &name);
        };
        let label = words!(i18n, calls.remove_script);
        view! { <Button label kind=ButtonKind::Danger on_press=remove /> }
    });
    let refused =
        move || editor.refused.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> });
    view! {
        <Panel>
            <Field
                label=words!(i18n, calls.script_name)
                placeholder=words!(i18n, calls.script_name_example)
                value=Signal::derive(move || editor.script.read().name.clone())
                on_input=move |name| editor.write(|script| script.name = name)
            />
            <p class="muted small">{words!(i18n, calls.marks_hint)}</p>
        </Panel>
        {steps}
        <div class="cluster">{add}</div>
        <div class="calls__save">
            <div role="alert">{refused}</div>
            <div class="cluster">
                <Button
                    label=words!(i18n, frame.save)
                    kind=ButtonKind::Primary
                    on_press=move |()| editor.save()
                />
                <Button label=words!(i18n, frame.cancel) on_press=move |()| editor.close() />
                {remove}
            </div>
        </div>
    }
}

/// One step.
#[component]
fn StepForm(
    /// What is written.
    editor: Editor,
    /// Its place, from 0.
    place: usize,
) -> impl IntoView {
    let Editor { i18n, format, .. } = editor;
    let step = move || editor.script.read().steps.get(place).cloned().unwrap_or_default();
    let change = move |change: Box<dyn FnOnce(&mut Step)>| {
        editor.write(|script| {
            if let Some(step) = script.steps.get_mut(place) {
                change(step);
            }
        });
    };
    let phases = Signal::derive(move || {
        let choice = |phase: Phase| Choice::new(format!("{phase:?}"), phase_name(i18n, phase));
        Phase::ALL.map(choice).to_vec()
    });
    let choose = move |value: String| {
        let phase = Phase::ALL.into_iter().find(|phase| format!("{phase:?}") == value);
        change(Box::new(move |step| step.phase = phase.unwrap_or_default()));
    };
    let title = Signal::derive(move || said!(i18n, calls.step, n = format.count(place + 1)));
    let say_error = Signal::derive(move || sentences::text_problem(i18n, &step().say));
    let n_answers = editor
        .script
        .with_untracked(|script| script.steps.get(place).map_or(0, |step| step.answers.len()));
    let answers =
        (0..n_answers).map(|answer| view! { <AnswerForm editor place answer /> }).collect_view();
    let add = (n_answers < MOST_ANSWERS).then(|| {
        let add = move |()| {
            editor.rebuild(|script| {
                if let Some(step) = script.steps.get_mut(place) {
                    step.answers.push(Answer::default());
                }
            });
        };
        view! {
            <Button label=words!(i18n, calls.add_answer) kind=ButtonKind::Quiet on_press=add />
        }
    });
    let remove = move |()| editor.rebuild(|script| script.remove_step(place));
    let end = move || {
        let label = said!(i18n, calls.remove_step, n = format.count(place + 1));
        (place > 0).then(|| view! { <IconButton label glyph=Glyph::Trash on_press=remove /> })
    };
    view! {
        <Panel title end>
            <div class="stack">
                <Select
                    label=words!(i18n, calls.phase)
                    choices=phases
                    value=Signal::derive(move || format!("{:?}", step().phase))
                    on_change=choose
                />
                <Field
                    label=words!(i18n, calls.say)
                    kind=FieldKind::Paragraph
                    value=Signal::derive(move || step().say)
                    on_input=move |say| change(Box::new(move |step| step.say = say))
                    error=say_error
                />
                {answers}
                <div class="cluster">{add}</div>
            </div>
        </Panel>
    }
}

/// One answer, and where it leads.
#[component]
fn AnswerForm(
    /// What is written.
    editor: Editor,
    /// The place of its step.
    place: usize,
    /// Its own place among the answers.
    answer: usize,
) -> impl IntoView {
    let Editor { i18n, format, .. } = editor;
    let it = move || {
        let script = editor.script.read();
        let step = script.steps.get(place);
        step.and_then(|step| step.answers.get(answer)).cloned().unwrap_or_default()
    };
    let with = move |script: &mut Script, change: &dyn Fn(&mut Answer)| {
        let step = script.steps.get_mut(place);
        if let Some(answer) = step.and_then(|step| step.answers.get_mut(answer)) {
            change(answer);
        }
    };
    // Made anew with the steps, so that their beginnings need not be followed key by key.
    let choices = editor.script.with_untracked(|script| {
        let ends = Choice::new("", said!(i18n, calls.ends_call));
        let step = |(to, step): (usize, &Step)| {
            let start: String = step.say.chars().take(40).collect();
            let n = format.count(to + 1);
            Choice::new(to.to_string(), said!(i18n, calls.to_step, n = n, say = start))
        };
        let steps = script.steps.iter().enumerate().map(step);
        std::iter::once(ends).chain(steps).collect::<Vec<_>>()
    });
    let to = Signal::derive(move || it().to.map(|to| to.to_string()).unwrap_or_default());
    let lead = move |value: String| {
        let to = value.parse().ok();
        editor.write(|script| with(script, &|answer| answer.to = to));
    };
    let write = move |text: String| {
        editor.write(|script| with(script, &|answer| answer.text.clone_from(&text)));
    };
    let remove = move |()| {
        editor.rebuild(|script| {
            if let Some(step) = script.steps.get_mut(place) {
                step.answers.remove(answer);
            }
        });
    };
    let number = Signal::derive(move || said!(i18n, calls.answer, n = format.count(answer + 1)));
    let remove_label =
        Signal::derive(move || said!(i18n, calls.remove_answer, n = format.count(answer + 1)));
    view! {
        <div class="calls__answer-form">
            <Field
                label=number
                value=Signal::derive(move || it().text)
                on_input=write
                error=Signal::derive(move || sentences::text_problem(i18n, &it().text))
            />
            <Select
                label=words!(i18n, calls.leads_to)
                choices=Signal::stored(choices)
                value=to
                on_change=lead
            />
            <IconButton label=remove_label glyph=Glyph::Trash on_press=remove />
        </div>
    }
}

/// Why a script cannot be kept, and what to do.
fn refusal_text(i18n: I18n, format: Format, refusal: ScriptRefusal) -> String {
    let number = |step: usize| format.count(step + 1);
    match refusal {
        ScriptRefusal::Name(NameRefusal::Blank) => said!(i18n, calls.name_blank),
        ScriptRefusal::Name(NameRefusal::TooLong { most }) => {
            said!(i18n, calls.name_long, n = format.count(most))
        }
        ScriptRefusal::Name(NameRefusal::Taken) => said!(i18n, calls.name_taken),
        ScriptRefusal::NoStep => said!(i18n, calls.no_step),
        ScriptRefusal::TooManySteps => {
            said!(i18n, calls.too_many_steps, n = format.count(MOST_STEPS))
        }
        ScriptRefusal::Silent { step } => said!(i18n, calls.step_silent, n = number(step)),
        ScriptRefusal::BlankAnswer { step } => said!(i18n, calls.answer_blank, n = number(step)),
        ScriptRefusal::TooManyAnswers { step } => {
            said!(i18n, calls.too_many_answers, n = number(step), most = format.count(MOST_ANSWERS))
        }
        ScriptRefusal::Unreached { step } => said!(i18n, calls.step_unreached, n = number(step)),
    }
}

/// A script to begin with, in the language of the screen.
fn sample(i18n: I18n) -> Script {
    let answer = |text: String, to: Option<u16>| Answer { text, to };
    let step = |phase, say: String, answers: Vec<Answer>| Step { phase, say, answers };
    Script {
        name: said!(i18n, calls.sample_name),
        steps: vec![
            step(
                Phase::Opening,
                said!(i18n, calls.sample_opening),
                vec![
                    answer(said!(i18n, calls.sample_go_on), Some(1)),
                    answer(said!(i18n, calls.sample_no_time), Some(3)),
                    answer(said!(i18n, calls.sample_has_one), Some(2)),
                    answer(said!(i18n, calls.sample_whence), Some(4)),
                ],
            ),
            step(
                Phase::Interest,
                said!(i18n, calls.sample_interest),
                vec![
                    answer(said!(i18n, calls.sample_likes), Some(5)),
                    answer(said!(i18n, calls.sample_unsure), Some(2)),
                ],
            ),
            step(
                Phase::Doubts,
                said!(i18n, calls.sample_doubts),
                vec![
                    answer(said!(i18n, calls.sample_try), Some(5)),
                    answer(said!(i18n, calls.sample_later), Some(3)),
                    answer(said!(i18n, calls.sample_no), None),
                ],
            ),
            step(Phase::Agree, said!(i18n, calls.sample_call_back), vec![]),
            step(
                Phase::Opening,
                said!(i18n, calls.sample_source),
                vec![
                    answer(said!(i18n, calls.sample_go_on), Some(1)),
                    answer(said!(i18n, calls.sample_no), None),
                ],
            ),
            step(Phase::Agree, said!(i18n, calls.sample_agree), vec![]),
        ],
    }
}
