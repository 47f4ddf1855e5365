//! Rows that are skipped and cells that are left out: where, why, and how they can be fixed here.
//! Below them, folded, the cells that were read as something else than what stands there.

use std::sync::Arc;

use leptos::prelude::*;

use super::columns::column_title;
use super::form::place as place_of;
use super::import::Import;
use super::phrases::{and_more, meaning, problem as sentence};
use crate::app::components::{
    Button, ButtonKind, Cell, CellKind, DataTable, Dialog, Field, Fold, Panel,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{said, use_i18n, words};
use crate::files::import::{OnMatch, Problem, Reason, Tidied};
use crate::units::calendar::Day;
use crate::work::{Listed, ListedProblem, Outlook};

/// How many are listed at first, and more at each press.
const PAGE: usize = 50;

/// The cells of a line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cells {
    list: Listed,
    place: usize,
    /// How many they are.
    n: usize,
}

/// The cells that are being fixed, and what is written so far.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mending {
    problem: Problem,
    cells: Cells,
    text: String,
}

/// The rows that are skipped.
#[component]
pub fn Problems(
    /// The list.
    import: Import,
    /// The plan they are of.
    plan: Arc<Outlook>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let n = plan.counts.rows_set_aside;
    view! {
        <ProblemList
            import
            list=Listed::Problems
            problems=plan.problems.clone()
            title=words!(i18n, import.problems, count = n, n = format.count(n))
            aside=words!(i18n, import.problems_aside)
            caption=words!(i18n, import.problems_caption)
        />
    }
}

/// The cells that are left out of rows that do go in.
#[component]
pub fn LeftOut(
    /// The list.
    import: Import,
    /// The plan they are of.
    plan: Arc<Outlook>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let n = plan.n_odd_cells;
    view! {
        <ProblemList
            import
            list=Listed::OddCells
            problems=plan.odd_cells.clone()
            title=words!(i18n, import.left_out, count = n, n = format.count(n))
            aside=words!(i18n, import.left_out_aside)
            caption=words!(i18n, import.left_out_caption)
        />
    }
}

/// Problems, those together that one answer helps.
#[component]
fn ProblemList(
    /// The list.
    import: Import,
    /// Which list it is.
    list: Listed,
    /// They.
    problems: Vec<ListedProblem>,
    /// What they are.
    title: Signal<String>,
    /// What becomes of the rest.
    aside: Signal<String>,
    /// What the table is called.
    caption: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let (n_listed, shown) = (problems.len(), RwSignal::new(PAGE));
    let mending = RwSignal::new(None);
    let rows = move || (0..shown.get().min(n_listed)).collect::<Vec<_>>();
    let row = move |place: usize| {
        let ListedProblem { problem, n } = problems[place].clone();
        let cells = Cells { list, place, n };
        view! { <ProblemRow import problem cells mending /> }
    };
    let left = move || n_listed.saturating_sub(shown.get()).min(PAGE);
    let more = words!(i18n, import.more, count = left(), n = format.count(left()));
    let show_more = move |()| shown.update(|shown| *shown += PAGE);
    view! {
        <Panel title aside>
            <div class="stack">
                <DataTable caption>
                    <For each=rows key=|place| *place children=row />
                </DataTable>
                {move || (left() > 0).then(|| view! {
                    <div class="cluster"><Button label=more on_press=show_more /></div>
                })}
            </div>
        </Panel>
        <Mend import mending />
    }
}

/// One row, or several of one reason.
#[component]
fn ProblemRow(
    /// The list.
    import: Import,
    /// The problem, or the first of several.
    problem: Problem,
    /// The cells it stands for, by line and column.
    cells: Cells,
    /// Where mending is done.
    mending: RwSignal<Option<Mending>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let (line, n) = (problem.line, cells.n);
    let text = {
        let problem = problem.clone();
        move || {
            let currency = import.options().with(|options| options.currency);
            sentence(i18n, format, currency, &problem)
        }
    };
    view! {
        <tr>
            <Cell><Lines import line n /></Cell>
            <Cell>{text}</Cell>
            <Cell kind=CellKind::Figure><Help import problem cells mending /></Cell>
        </tr>
    }
}

/// Where something stands: its line, or how many lines it is.
#[component]
fn Lines(
    /// The list.
    import: Import,
    /// The line, or the first of several.
    line: u32,
    /// How many they are.
    n: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let place = move || {
        if n > 1 {
            said!(i18n, import.lines, count = n, n = format.count(n))
        } else {
            said!(i18n, import.line, n = place_of(i18n, format, import, line))
        }
    };
    view! { <span class="import__line">{place}</span> }
}

/// Cells that were read as something else than what stands there.
#[component]
pub fn TidiedCells(
    /// The list.
    import: Import,
    /// Some of them, those together in which the same stands.
    cells: Vec<Tidied>,
    /// How many they are in all.
    n_cells: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let rest = n_cells.saturating_sub(cells.iter().map(|cell| cell.n).sum());
    let rows = cells.into_iter().map(move |cell| {
        let Tidied { line, column, written, read, n } = cell;
        let text = move || {
            let written = isolated(&written);
            let reason = if read.is_empty() {
                said!(i18n, import.tidied_empty, written = written)
            } else {
                said!(i18n, import.tidied_read, written = written, read = isolated(&read))
            };
            let field = isolated(&column_title(i18n, format, import, column));
            said!(i18n, import.field, field = field, reason = reason)
        };
        view! {
            <tr>
                <Cell><Lines import line n /></Cell>
                <Cell>{text}</Cell>
            </tr>
        }
    });
    view! {
        <Fold title=words!(i18n, import.tidied, count = n_cells, n = format.count(n_cells))>
            <div class="stack">
                <p>{words!(i18n, import.tidied_explained)}</p>
                <DataTable caption=words!(i18n, import.tidied_caption)>
                    {rows.collect_view()}
                </DataTable>
                {and_more(i18n, format, rest)}
            </div>
        </Fold>
    }
}

/// What can be done about a problem.
#[component]
fn Help(
    /// The list.
    import: Import,
    /// The problem.
    problem: Problem,
    /// The cells that it is of.
    cells: Cells,
    /// Where fixing is done.
    mending: RwSignal<Option<Mending>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let quiet = |label, on_press: Callback<()>| {
        view! { <Button label kind=ButtonKind::Quiet on_press /> }
    };
    let n = cells.n;
    match (&problem.reason, problem.column) {
        (Reason::Nobody, _) => quiet(
            words!(i18n, import.keep_unknown_short),
            Callback::new(move |()| import.keep_unknown(true)),
        )
        .into_any(),
        (Reason::NotKnown, _) => quiet(
            words!(i18n, import.add_them),
            Callback::new(move |()| {
                import.understand(|options| options.on_match = OnMatch::Both);
            }),
        )
        .into_any(),
        (
            Reason::Future { meant: Some(meant), .. }
            | Reason::BeforeFirst { meant: Some(meant), .. },
            Some(_),
        ) => {
            let meant = *meant;
            quiet(
                words!(i18n, import.use_year, year = year(format, meant)),
                Callback::new(move |()| {
                    import.mend(cells.list, cells.place, meant.date().to_string());
                }),
            )
            .into_any()
        }
        (reason, Some(_)) if can_be_mended(reason) => {
            let begin = move |()| {
                let text = problem.value.clone();
                mending.set(Some(Mending { problem: problem.clone(), cells, text }));
            };
            let label = Signal::derive(move || {
                if n > 1 {
                    said!(i18n, import.mend_all, count = n, n = format.count(n))
                } else {
                    said!(i18n, import.mend)
                }
            });
            quiet(label, Callback::new(begin)).into_any()
        }
        _ => ().into_any(),
    }
}

/// The year of a day, in the calendar of the language.
fn year(format: Format, day: Day) -> String {
    format.year(day)
}

/// Whether another text in the one cell helps.
fn can_be_mended(reason: &Reason) -> bool {
    !matches!(reason, Reason::TooManyCells { .. } | Reason::OtherCurrency(_) | Reason::DayOrMonth)
}

/// The question what should stand in a cell.
#[component]
fn Mend(
    /// The list.
    import: Import,
    /// The cell.
    mending: RwSignal<Option<Mending>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let title = move || {
        mending.get().map(|Mending { problem, cells, .. }| {
            let field = meaning(i18n, problem.meaning);
            if cells.n > 1 {
                let n = format.count(cells.n);
                return said!(i18n, import.mend_title_all, count = cells.n, n = n, field = field);
            }
            let n = place_of(i18n, format, import, problem.line);
            said!(i18n, import.mend_title, n = n, field = field)
        })
    };
    let text =
        Signal::derive(move || mending.get().map(|mending| mending.text).unwrap_or_default());
    let write = move |text| {
        mending.update(|mending| {
            if let Some(mending) = mending {
                mending.text = text;
            }
        });
    };
    let save = move || {
        if let Some(Mending { cells, text, .. }) = mending.get_untracked() {
            mending.set(None);
            import.mend(cells.list, cells.place, text);
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || mending.with(Option::is_some))
            on_close=move |()| mending.set(None)
            title=Signal::derive(move || title().unwrap_or_default())
            close_label=words!(i18n, frame.close)
            footer=move || view! {
                <Button
                    label=words!(i18n, frame.cancel)
                    on_press=move |()| mending.set(None)
                />
                <Button
                    label=words!(i18n, frame.save)
                    kind=ButtonKind::Primary
                    on_press=move |()| save()
                />
            }
        >
            <form on:submit=move |event| {
                event.prevent_default();
                save();
            }>
                <Field
                    label=words!(i18n, import.mend_label)
                    hint=words!(i18n, import.mend_hint)
                    value=text
                    on_input=write
                />
            </form>
        </Dialog>
    }
}
