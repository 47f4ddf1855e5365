//! The columns of a list: what each means, over the first of its rows.

use leptos::prelude::*;

use super::import::Import;
use super::phrases::meaning;
use crate::app::components::{Cell, Choice, DataTable, Panel, Select};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::files::columns::Meaning;
use crate::files::import::{Key, Shown, ShownCell};

/// The columns, each with its meaning and a few cells.
#[component]
pub fn Columns(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let heads = move || {
        let n_columns = import.shape().with(|table| table.n_columns);
        (0..n_columns)
            .map(|column| view! { <Cell><ColumnMeaning import column /></Cell> })
            .collect_view()
    };
    let format = expect_context::<Format>();
    let shown = import.sample();
    let rows = move || {
        shown
            .get()
            .into_iter()
            .map(|cells| {
                let cells = cells.into_iter().map(|cell| view! { <Read cell format /> });
                view! { <tr>{cells.collect_view()}</tr> }
            })
            .collect_view()
    };
    view! {
        <Panel title=words!(i18n, import.columns) aside=words!(i18n, import.columns_aside)>
            <div class="import__sample">
                <DataTable caption=words!(i18n, import.columns)>
                    <tr>{heads}</tr>
                    {rows}
                </DataTable>
            </div>
        </Panel>
    }
}

/// A cell as it stands in the file, with what was read of it where that looks otherwise.
#[component]
fn Read(
    /// The cell.
    cell: ShownCell,
    /// How values are written.
    format: Format,
) -> impl IntoView {
    let ShownCell { text, read } = cell;
    let as_read = {
        let text = text.clone();
        move || {
            let read = match read? {
                Shown::Money(amount) => format.money(amount),
                Shown::Moment(at) => format.moment(at),
                Shown::Birthday(birthday) => {
                    let day = format.birthday(birthday.month(), birthday.day());
                    birthday.year().map_or_else(|| day.clone(), |year| format!("{day} {year}"))
                }
            };
            (read != text).then(|| view! { <span class="import__read"><bdi>{read}</bdi></span> })
        }
    };
    view! {
        <Cell>
            <div class="stack stack--close">
                <bdi>{text}</bdi>
                {as_read}
            </div>
        </Cell>
    }
}

/// What a column is called: its title, or its number where it has none.
pub(super) fn column_title(i18n: I18n, format: Format, import: Import, column: usize) -> String {
    let title = import.shape().with(|table| table.titles.get(column).cloned());
    title
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| said!(i18n, import.column_n, n = format.count(column + 1)))
}

/// What one column means.
#[component]
fn ColumnMeaning(
    /// The list.
    import: Import,
    /// Which column.
    column: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let label = Signal::derive(move || column_title(i18n, format, import, column));
    let key = Memo::new(move |_| import.options().with(|options| options.key));
    let choices = Signal::derive(move || {
        let key = key.get();
        let all = all_of(import).into_iter().enumerate();
        let choice = |(place, (known, own)): (usize, (Meaning, Option<String>))| {
            let label = own.unwrap_or_else(|| choice_label(i18n, key, known));
            Choice::new(place.to_string(), label)
        };
        all.map(choice).collect()
    });
    let value = Signal::derive(move || {
        let now = import
            .options()
            .with(|options| options.mapping.get(column).copied().unwrap_or_default());
        let place = all_of(import).iter().position(|(known, _)| *known == now);
        place.unwrap_or_default().to_string()
    });
    let change = move |value: String| {
        let place = value.parse::<usize>().ok();
        let chosen = place.and_then(|place| untrack(|| all_of(import)).get(place).cloned());
        if let Some((meaning, _)) = chosen {
            import.map(column, meaning);
        }
    };
    view! { <Select label choices value on_change=change /> }
}

/// Every meaning a column may have here; fields that the owner added with their names.
fn all_of(import: Import) -> Vec<(Meaning, Option<String>)> {
    let own = import.options().with(|options| {
        let own = options.own_fields.iter();
        own.map(|field| (Meaning::Own(field.id), Some(field.name.clone()))).collect::<Vec<_>>()
    });
    Meaning::ALL.into_iter().map(|meaning| (meaning, None)).chain(own).collect()
}

fn choice_label(i18n: I18n, key: Key, known: Meaning) -> String {
    let name = meaning(i18n, known);
    if known.holds(key) { said!(i18n, import.finds, meaning = name) } else { name }
}
