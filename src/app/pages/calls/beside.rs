//! What stands beside the call: what is known of them, and what calls came to.

use leptos::prelude::*;

use super::calling::{Calling, Draft};
use crate::app::components::{
    Cell, CellKind, CellScope, Column, DataTable, Notice, Panel, PanelRoom, Tone,
};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::figures::calls::Tally;
use crate::outreach::Outcome;
use crate::people::reach::may_write;

/// What helps while one speaks.
#[component]
pub fn GoodToKnow(
    /// The call at hand.
    draft: Draft,
) -> impl IntoView {
    let Calling { i18n, format, state, .. } = draft.calling;
    let facts = move || {
        let card = draft.card();
        let book = state.book().read();
        let told = book.outreach().calls_with(draft.customer);
        let told: Vec<String> = told
            .rev()
            .filter(|call| !call.words.is_empty())
            .take(3)
            .map(|call| {
                said!(
                    i18n,
                    calls.said_then,
                    day = format.day_short(call.at.day),
                    words = call.words.clone()
                )
            })
            .collect();
        let referred = card.referred_by().and_then(|id| book.customer(book.who(id)));
        let lines = [
            (said!(i18n, customer.source), card.source().to_owned()),
            (said!(i18n, customer.best_time), card.best_time().to_owned()),
            (
                said!(i18n, field.referred_by),
                referred.map(|by| by.label().to_owned()).unwrap_or_default(),
            ),
            (said!(i18n, calls.note), card.note().to_owned()),
        ];
        let told = told.into_iter().map(|text| (said!(i18n, calls.told), text));
        let lines = lines.into_iter().chain(told).filter(|(_, text)| !text.is_empty());
        lines
            .map(|(label, text)| view! { <dt>{label}</dt> <dd><bdi dir="auto">{text}</bdi></dd> })
            .collect_view()
    };
    let bought = move || {
        let card = draft.card();
        let is_unasked = card.is_brought_in() && !may_write(&card);
        is_unasked.then(|| {
            view! { <Notice tone=Tone::Warm>{words!(i18n, calls.without_consent)}</Notice> }
        })
    };
    view! {
        <Panel title=words!(i18n, calls.good_to_know)>
            <div class="stack">
                <dl class="facts">{facts}</dl>
                {bought}
            </div>
        </Panel>
    }
}

/// The calls of today.
#[component]
pub fn TodayPanel(
    /// What is shown.
    calling: Calling,
) -> impl IntoView {
    let Calling { i18n, format, results, .. } = calling;
    let aside = Signal::derive(move || {
        let n = results.read().on_day.n_calls();
        said!(i18n, calls.n_calls, count = n, n = format.count(n))
    });
    let line = move |outcome: Outcome| {
        let n = move || format.count(results.read().on_day.n(outcome));
        view! {
            <tr>
                <Cell scope=CellScope::RowHead>{move || sentences::outcome(i18n, outcome)}</Cell>
                <Cell kind=CellKind::Figure>{n}</Cell>
            </tr>
        }
    };
    view! {
        <Panel title=words!(i18n, calls.today) aside room=PanelRoom::Roomy>
            <DataTable caption=words!(i18n, calls.today)>
                {Outcome::ALL.into_iter().map(line).collect_view()}
            </DataTable>
        </Panel>
    }
}

/// What calls came to, by script and by who called.
#[component]
pub fn ResultsPanel(
    /// What is shown.
    calling: Calling,
) -> impl IntoView {
    let Calling { i18n, state, results, .. } = calling;
    let by_script = move || {
        let book = state.book().read();
        let name = |id: &Option<crate::units::id::ScriptId>| match id {
            None => said!(i18n, calls.without_script),
            Some(id) => match book.scripts().get(*id) {
                Some(script) => script.name.clone(),
                None => said!(i18n, calls.script_gone),
            },
        };
        let results = results.read();
        let lines = results.by_script.iter().map(|(id, tally)| (name(id), *tally));
        lines.collect::<Vec<(String, Tally)>>()
    };
    let by_caller = move || {
        let name = |name: &String| match name.as_str() {
            "" => said!(i18n, calls.nameless_caller),
            name => name.to_owned(),
        };
        let results = results.read();
        let lines = results.by_caller.iter().map(|(caller, tally)| (name(caller), *tally));
        lines.collect::<Vec<(String, Tally)>>()
    };
    let has_any = Memo::new(move |_| !results.read().by_caller.is_empty());
    move || {
        has_any.get().then(|| {
            view! {
                <Panel title=words!(i18n, calls.results) room=PanelRoom::Roomy>
                    <p class="muted small">{words!(i18n, calls.results_text)}</p>
                    {table(calling, said!(i18n, calls.by_script), by_script())}
                    {table(calling, said!(i18n, calls.by_caller), by_caller())}
                </Panel>
            }
        })
    }
}

fn table(calling: Calling, of: String, lines: Vec<(String, Tally)>) -> impl IntoView {
    let Calling { i18n, format, .. } = calling;
    let percent = move |share: Option<f64>| {
        share.map_or_else(|| said!(i18n, calls.nothing_yet), |share| format.percent(share, 0))
    };
    let columns = vec![
        Column::text(of.clone()),
        Column::figure(said!(i18n, calls.calls)),
        Column::figure(said!(i18n, calls.past_opening)),
        Column::figure(said!(i18n, calls.won)),
    ];
    let line = move |(name, tally): (String, Tally)| {
        view! {
            <tr>
                <Cell scope=CellScope::RowHead><bdi>{name}</bdi></Cell>
                <Cell kind=CellKind::Figure>{format.count(tally.n_calls())}</Cell>
                <Cell kind=CellKind::Figure>{percent(tally.past_opening())}</Cell>
                <Cell kind=CellKind::Figure>{percent(tally.won())}</Cell>
            </tr>
        }
    };
    view! {
        <DataTable caption=Signal::stored(of) columns=Signal::stored(columns)>
            {lines.into_iter().map(line).collect_view()}
        </DataTable>
    }
}
