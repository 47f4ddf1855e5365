//! What is said, step by step.

use std::time::Duration;

use leptos::prelude::*;

use super::calling::{Calling, Draft};
use crate::acquisition::script::{Phase, Step, said as fill};
use crate::app::around::route::Route;
use crate::app::components::{Button, ButtonKind, ButtonLink, Fold, Meter, Panel, Steps, Tone};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said, words};

/// So many seconds an opening may take.
const OPENING_SECONDS: u32 = 30;

/// The script, at the step at hand.
#[component]
pub fn Talk(
    /// The call at hand.
    draft: Draft,
) -> impl IntoView {
    let i18n = draft.calling.i18n;
    let has_script = Memo::new(move |_| draft.calling.script().is_some());
    move || {
        if has_script.get() {
            view! { <Said draft /> }.into_any()
        } else {
            view! {
                <Panel title=words!(i18n, calls.say)>
                    <p>{words!(i18n, calls.no_script)}</p>
                    <ButtonLink label=words!(i18n, calls.write_script) href=Route::Scripts.href() />
                </Panel>
            }
            .into_any()
        }
    }
}

#[component]
fn Said(
    /// The call at hand.
    draft: Draft,
) -> impl IntoView {
    let Calling { i18n, .. } = draft.calling;
    let step = Memo::new(move |_| {
        let (_, script) = draft.calling.script()?;
        script.steps.get(draft.step()).cloned()
    });
    let phase = move || step.get().map_or(Phase::Opening, |step| step.phase);
    let phases = Signal::derive(move || Phase::ALL.map(|it| phase_name(i18n, it)).to_vec());
    let at =
        Signal::derive(move || Phase::ALL.iter().position(|it| *it == phase()).unwrap_or_default());
    let text = move || step.get().map(|step| filled(draft, &step.say));
    let can_go_back = Memo::new(move |_| draft.path.read().len() > 1);
    let back = move || {
        can_go_back.get().then(|| {
            view! {
                <Button
                    label=words!(i18n, calls.back)
                    kind=ButtonKind::Quiet
                    on_press=move |()| draft.back()
                />
            }
        })
    };
    view! {
        <Steps label=words!(i18n, calls.where_in_talk) steps=phases current=at />
        <Panel title=words!(i18n, calls.say)>
            {move || (phase() == Phase::Opening).then(|| view! { <Clock i18n /> })}
            <p class="calls__say" dir="auto" aria-live="polite">{text}</p>
            {move || step.get().map(|step| answers(draft, step))}
            <div class="cluster">{back}</div>
            <Fold title=words!(i18n, calls.whole_script)>
                <Whole draft />
            </Fold>
        </Panel>
    }
}

/// How long the opening has taken, from when the step came.
#[component]
fn Clock(
    /// The words.
    i18n: I18n,
) -> impl IntoView {
    let seconds = RwSignal::new(0_u32);
    let tick = move || {
        seconds.update(|seconds| *seconds = (*seconds + 1).min(OPENING_SECONDS));
    };
    // No browser without timers runs the app.
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || handle.clear());
    }
    let percent =
        Signal::derive(move || f64::from(seconds.get()) * 100.0 / f64::from(OPENING_SECONDS));
    let format = expect_context::<Format>();
    let text = Signal::derive(move || {
        said!(i18n, calls.seconds, n = format.number(f64::from(seconds.get()), 0))
    });
    view! {
        <p class="muted small">{words!(i18n, calls.in_half_a_minute)}</p>
        <Meter label=words!(i18n, calls.in_half_a_minute) text percent tone=Tone::Neutral />
    }
}

fn answers(draft: Draft, step: Step) -> impl IntoView {
    let i18n = draft.calling.i18n;
    let answer = |(place, answer): (usize, crate::acquisition::script::Answer)| {
        let key = ["A", "B", "C", "D", "E", "F"].get(place).copied().unwrap_or_default();
        let ends = answer.to.is_none();
        let hint =
            ends.then(|| view! { <span class="muted small">{words!(i18n, calls.ends)}</span> });
        view! {
            <button
                type="button"
                class="calls__answer"
                disabled=ends
                on:click=move |_| draft.answer(place)
            >
                <kbd class="wide-only" aria-hidden="true">{key}</kbd>
                <bdi>{answer.text}</bdi>
                {hint}
            </button>
        }
    };
    let all = step.answers.into_iter().enumerate().map(answer).collect_view();
    view! {
        <p class="muted small">{words!(i18n, calls.what_answer)}</p>
        <div class="calls__answers">{all}</div>
    }
}

/// Every step, to read or to jump to what fits.
#[component]
fn Whole(
    /// The call at hand.
    draft: Draft,
) -> impl IntoView {
    let i18n = draft.calling.i18n;
    let steps = move || draft.calling.script().map(|(_, script)| script.steps).unwrap_or_default();
    let line = move |(place, step): (usize, Step)| {
        let text = filled(draft, &step.say);
        let go = move |_| draft.path.update(|path| path.push(place));
        view! {
            <li>
                <button type="button" class="calls__jump" on:click=go>
                    <span class="muted small">{phase_name(i18n, step.phase)}</span>
                    <bdi>{text}</bdi>
                </button>
            </li>
        }
    };
    view! {
        <ol class="calls__whole" role="list">
            {move || steps().into_iter().enumerate().map(line).collect_view()}
        </ol>
    }
}

/// A sentence of the script with the names in it.
fn filled(draft: Draft, text: &str) -> String {
    let Calling { i18n, state, .. } = draft.calling;
    let or = |said: String, otherwise: String| if said.is_empty() { otherwise } else { said };
    let caller = or(draft.calling.caller_name(), said!(i18n, calls.caller_blank));
    let shop = or(state.book().with(|book| book.shop().name.clone()), said!(i18n, calls.our_shop));
    fill(text, &draft.name(), &caller, &shop)
}

/// What a part of a call is called.
pub(super) fn phase_name(i18n: I18n, phase: Phase) -> String {
    match phase {
        Phase::Opening => said!(i18n, calls.phase_opening),
        Phase::Interest => said!(i18n, calls.phase_interest),
        Phase::Doubts => said!(i18n, calls.phase_doubts),
        Phase::Agree => said!(i18n, calls.phase_agree),
    }
}
