//! The stages that an order goes through: renamed, added, moved and taken away.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{
    Button, ButtonKind, Field, Glyph, IconButton, LabelPlace, Notice, Tone,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::orders;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::pages::settings::keep;
use crate::app::state::AppState;
use crate::browser;
use crate::trade::order::{StageId, StageRefusal, Stages};
use crate::trade::shop::Setting;

/// What the stages are changed with; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Desk {
    i18n: I18n,
    state: AppState,
    format: Format,
    notices: Notices,
    stages: Memo<Stages>,
    /// Why the last change was refused, and at which stage; `None` for a new one.
    refused: RwSignal<Option<(Option<StageId>, StageRefusal)>>,
}

impl Desk {
    fn here() -> Self {
        let state = expect_context::<AppState>();
        Self {
            i18n: use_i18n(),
            state,
            format: expect_context(),
            notices: expect_context(),
            stages: Memo::new(move |_| state.book().read().shop().stages.clone()),
            refused: RwSignal::new(None),
        }
    }

    fn word(self) -> impl Fn(StageId) -> String {
        move |id| orders::word(self.i18n, id)
    }

    fn name(self, id: StageId) -> String {
        self.stages.with(|stages| orders::stage(self.i18n, stages, id))
    }

    /// Keeps the stages as they became, or says why they did not; whether they were kept.
    fn set(self, at: Option<StageId>, stages: Result<Stages, StageRefusal>) -> bool {
        match stages {
            Ok(stages) => {
                self.refused.set(None);
                let is_same = self.stages.with_untracked(|now| *now == stages);
                is_same || keep(self.i18n, self.state, self.notices, Setting::Stages(stages))
            }
            Err(refusal) => {
                self.refused.set(Some((at, refusal)));
                false
            }
        }
    }

    fn problem(self, at: Option<StageId>) -> Option<String> {
        let (of, refusal) = self.refused.get()?;
        (of == at).then(|| orders::stage_refusal(self.i18n, self.format, refusal))
    }
}

/// All of them, in their order, and a place for one more.
#[component]
pub fn StagesOfOrders() -> impl IntoView {
    let desk = Desk::here();
    let i18n = desk.i18n;
    let ids = move || {
        desk.stages.with(|stages| stages.used().iter().map(|stage| stage.id).collect::<Vec<_>>())
    };
    view! {
        <div class="stack">
            <p class="muted small">{words!(i18n, order.stages_hint)}</p>
            <ol class="stages" role="list" aria-label=words!(i18n, order.stages)>
                <For each=ids key=|id| *id let(id)>
                    <OneStage desk id />
                </For>
            </ol>
            <AddStage desk />
        </div>
    }
}

/// One stage: its name, and what can be done with it.
#[component]
fn OneStage(
    /// What it is changed with.
    desk: Desk,
    /// Which.
    id: StageId,
) -> impl IntoView {
    let i18n = desk.i18n;
    // What is typed stands as long as it is not kept; then the book speaks again.
    let typed = RwSignal::new(None::<String>);
    let name = Memo::new(move |_| desk.name(id));
    let rename = move |text: String| {
        // The word of the language is no name that the owner gave.
        if text.trim() == name.get_untracked() {
            desk.refused.set(None);
            return typed.set(None);
        }
        let renamed = desk.stages.with_untracked(|now| now.renamed(id, &text, desk.word()));
        if desk.set(Some(id), renamed) {
            typed.set(None);
        }
    };
    let move_up = move |()| {
        desk.set(Some(id), Ok(desk.stages.with_untracked(|now| now.moved_up(id))));
    };
    let move_down = move |()| {
        desk.set(Some(id), Ok(desk.stages.with_untracked(|now| now.moved_down(id))));
    };
    let remove = move |()| {
        let n_open = desk.state.book().with_untracked(|book| book.n_open_in(id));
        desk.set(Some(id), desk.stages.with_untracked(|now| now.without(id, n_open)));
    };
    let is_first = Signal::derive(move || {
        desk.stages.with(|now| now.used().first().is_some_and(|stage| stage.id == id))
    });
    let is_last = Signal::derive(move || {
        desk.stages.with(|now| now.used().last().is_some_and(|stage| stage.id == id))
    });
    let shown = move || isolated(&name.get());
    view! {
        <li class="stages__one">
            <Field
                label=words!(i18n, order.stage_name)
                label_place=LabelPlace::Hidden
                value=Signal::derive(move || typed.get().unwrap_or_else(|| name.get()))
                error=Signal::derive(move || desk.problem(Some(id)))
                on_input=move |text| typed.set(Some(text))
                on_change=rename
            />
            <div class="stages__buttons">
                <IconButton
                    label=Signal::derive(move || said!(i18n, order.stage_up, stage = shown()))
                    glyph=Glyph::Up
                    disabled=is_first
                    on_press=move_up
                />
                <IconButton
                    label=Signal::derive(move || said!(i18n, order.stage_down, stage = shown()))
                    glyph=Glyph::Down
                    disabled=is_last
                    on_press=move_down
                />
                <IconButton
                    label=Signal::derive(move || said!(i18n, order.stage_remove, stage = shown()))
                    glyph=Glyph::Trash
                    on_press=remove
                />
            </div>
        </li>
    }
}

/// A place for one more stage.
#[component]
fn AddStage(
    /// What it is added with.
    desk: Desk,
) -> impl IntoView {
    let i18n = desk.i18n;
    let name = RwSignal::new(String::new());
    let add = move || {
        let text = name.get_untracked();
        let now_ms = browser::now_ms();
        let added = desk.stages.with_untracked(|now| now.added(&text, now_ms, desk.word()));
        if desk.set(None, added) {
            name.set(String::new());
        }
    };
    let sent = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add();
    };
    let problem = move || {
        desk.problem(None).map(|problem| {
            view! {
                <Notice tone=Tone::Bad>
                    <p role="alert">{problem}</p>
                </Notice>
            }
        })
    };
    view! {
        <form class="stages__add" novalidate on:submit=sent>
            <Field
                label=words!(i18n, order.stage_new_name)
                value=name
                on_input=move |text| name.set(text)
            />
            <Button
                label=words!(i18n, order.stage_add)
                kind=ButtonKind::Secondary
                r#type=crate::app::components::ButtonType::Submit
            />
        </form>
        {problem}
    }
}
