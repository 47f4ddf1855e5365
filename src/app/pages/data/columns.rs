//! The columns of a list: what each means, over the first of its rows.

use leptos::prelude::*;

use super::import::Import;
use super::phrases::meaning;
use crate::app::components::{Cell, Choice, DataTable, Panel, Select};
use crate::app::format::Format;
use crate::app::words::{I18nKeys, Locale, said, use_i18n, words};
use crate::exchange::columns::Meaning;
use crate::exchange::import::Key;

/// How many rows are shown under the titles.
const SAMPLE: usize = 4;

type I18n = leptos_i18n::I18nContext<Locale, I18nKeys>;

/// The columns, each with its meaning and a few cells.
#[component]
pub fn Columns(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let heads = move || {
        let n_columns = import.table().with(|table| table.n_columns);
        (0..n_columns)
            .map(|column| view! { <Cell><ColumnMeaning import column /></Cell> })
            .collect_view()
    };
    let rows = move || {
        import.table().with(|table| {
            let rows = table.sample(SAMPLE).into_iter().take(SAMPLE);
            rows.map(|row| {
                let cells = (0..table.n_columns).map(|column| {
                    let text = row.get(column).copied().unwrap_or_default().to_owned();
                    view! { <Cell><bdi>{text}</bdi></Cell> }
                });
                view! { <tr>{cells.collect_view()}</tr> }
            })
            .collect_view()
        })
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
    let label = Signal::derive(move || {
        let title = import.table().with(|table| table.titles.get(column).cloned());
        title
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| said!(i18n, import.column_n, n = format.count(column + 1)))
    });
    let key = Memo::new(move |_| import.options().with(|options| options.key));
    let choices = Signal::derive(move || {
        let key = key.get();
        let choice = |(place, known): (usize, &Meaning)| {
            Choice::new(place.to_string(), choice_label(i18n, key, *known))
        };
        Meaning::ALL.iter().enumerate().map(choice).collect()
    });
    let value = Signal::derive(move || {
        let now = import
            .options()
            .with(|options| options.mapping.get(column).copied().unwrap_or_default());
        let place = Meaning::ALL.iter().position(|known| *known == now);
        place.unwrap_or_default().to_string()
    });
    let change = move |value: String| {
        let chosen = value.parse().ok().and_then(|place: usize| Meaning::ALL.get(place).copied());
        if let Some(meaning) = chosen {
            import.map(column, meaning);
        }
    };
    view! { <Select label choices value on_change=change /> }
}

fn choice_label(i18n: I18n, key: Key, known: Meaning) -> String {
    let name = meaning(i18n, known);
    if key.is_in(known) { said!(i18n, import.finds, meaning = name) } else { name }
}
