//! From how many gaps on a customer dozes, sleeps and is lost.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Field, FieldKind, Notice, Tone};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::pages::settings::keep;
use crate::app::state::AppState;
use crate::trade::shop::{LimitsRefusal, RhythmLimits, Setting};
use crate::trade::typed;

/// The three limits; they are one setting, for they must rise.
#[component]
pub fn Limits() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let notices = expect_context::<Notices>();
    let typed = RwSignal::new([None::<String>, None, None]);
    let error = RwSignal::new(None::<String>);
    let current = Memo::new(move |_| state.book().read().shop().limits);
    let text = move |place: usize| {
        Signal::derive(move || {
            let typed = typed.read()[place].clone();
            typed.unwrap_or_else(|| in_gaps(format, tenths_of(current.get())[place]))
        })
    };
    let texts = [text(0), text(1), text(2)];
    let write = move |place: usize, text: String| typed.update(|all| all[place] = Some(text));
    let change = move |_: String| {
        let read = read(i18n, &texts.map(|text| text.get_untracked()));
        error.set(read.as_ref().err().cloned());
        let Ok(limits) = read else { return };
        let is_new = limits != current.get_untracked();
        if !is_new || keep(i18n, state, notices, Setting::Limits(limits)) {
            typed.set([None, None, None]);
        }
    };
    let labels =
        [words!(i18n, settings.dozing), words!(i18n, settings.asleep), words!(i18n, settings.lost)];
    let field = move |place: usize| {
        view! {
            <Field
                label=labels[place]
                kind=FieldKind::Decimal
                value=texts[place]
                on_input=move |text| write(place, text)
                on_change=change
            />
        }
    };
    view! {
        <div class="stack">
            <p class="muted small">{words!(i18n, settings.rhythm_explained)}</p>
            <div class="form">{(0..3).map(field).collect_view()}</div>
            {move || error.get().map(|error| view! {
                <Notice tone=Tone::Bad>
                    <p role="alert">{error}</p>
                </Notice>
            })}
        </div>
    }
}

fn tenths_of(limits: RhythmLimits) -> [u16; 3] {
    [limits.dozing_tenths(), limits.asleep_tenths(), limits.lost_tenths()]
}

/// Tenths of a gap as a number of gaps.
fn in_gaps(format: Format, tenths: u16) -> String {
    format.number(f64::from(tenths) / 10.0, 1)
}

/// The limits typed, or what is wrong with them and what to do.
fn read(i18n: I18n, texts: &[String; 3]) -> Result<RhythmLimits, String> {
    let number = |text: &String| {
        typed::tenths(text)
            .map_err(|_| said!(i18n, settings.limit_not_a_number, typed = text.trim().to_owned()))
    };
    let [dozing, asleep, lost] = texts;
    let limits = RhythmLimits::new(number(dozing)?, number(asleep)?, number(lost)?);
    limits.map_err(|refusal| match refusal {
        LimitsRefusal::NotRising => said!(i18n, settings.limits_not_rising),
        LimitsRefusal::TooLarge => said!(i18n, settings.limits_too_large),
    })
}
