//! A small table; for thousands of lines there is `WindowedList`.

use leptos::prelude::*;

use crate::app::components::field::LabelPlace;

/// To which side a column or a cell leans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Words, where lines begin.
    #[default]
    Text,
    /// A figure, where lines end, so that digits stand below each other.
    Figure,
}

impl CellKind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "table__cell--text",
            Self::Figure => "table__cell--figure",
        }
    }
}

/// Where a column or a cell is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellPlace {
    /// On every screen.
    #[default]
    Everywhere,
    /// Not on a phone.
    WideOnly,
}

impl CellPlace {
    fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "",
            Self::WideOnly => " wide-only",
        }
    }
}

/// How the lines are ordered by a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortOrder {
    /// Not by this one.
    #[default]
    None,
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

impl SortOrder {
    fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// The head of a column.
#[derive(Clone, Default)]
pub struct Column {
    /// What it says; empty for a column of buttons.
    pub label: String,
    /// To which side it leans.
    pub kind: CellKind,
    /// Where it is shown.
    pub place: CellPlace,
    /// How the lines are ordered by it.
    pub order: SortOrder,
    /// What pressing it does, usually another order.
    pub on_sort: Option<Callback<()>>,
}

impl Column {
    /// A column of words.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// A column of figures.
    pub fn figure(label: impl Into<String>) -> Self {
        Self { label: label.into(), kind: CellKind::Figure, ..Self::default() }
    }

    /// Not on a phone.
    #[must_use]
    pub fn wide_only(self) -> Self {
        Self { place: CellPlace::WideOnly, ..self }
    }

    /// With an order that pressing the head changes.
    #[must_use]
    pub fn sortable(self, order: SortOrder, on_sort: Callback<()>) -> Self {
        Self { order, on_sort: Some(on_sort), ..self }
    }
}

/// A table with its columns; the lines are `<tr>` elements with `Cell`s in them.
#[component]
pub fn DataTable(
    /// What it shows.
    #[prop(into)]
    caption: Signal<String>,
    /// Whether the caption can be seen.
    #[prop(default = LabelPlace::Hidden)]
    caption_place: LabelPlace,
    /// Its columns; none for a table of names and values.
    #[prop(optional, into)]
    columns: Signal<Vec<Column>>,
    /// Its lines.
    children: Children,
) -> impl IntoView {
    let caption_class = match caption_place {
        LabelPlace::Above => "table__caption",
        LabelPlace::Hidden => "visually-hidden",
    };
    let head = move || {
        let columns = columns.get();
        (!columns.is_empty()).then(|| {
            view! {
                <thead>
                    <tr>{columns.into_iter().map(column_head).collect_view()}</tr>
                </thead>
            }
        })
    };
    view! {
        <div class="table-scroll">
            <table class="table">
                <caption class=caption_class>{caption}</caption>
                {head}
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

fn column_head(column: Column) -> AnyView {
    let class = format!("table__head {}{}", column.kind.name(), column.place.name());
    match column.on_sort {
        // A head without a word is no head, and would be read out as one.
        None if column.label.is_empty() => view! { <td class=class></td> }.into_any(),
        None => view! { <th class=class scope="col">{column.label}</th> }.into_any(),
        Some(on_sort) => view! {
            <th class=class scope="col" aria-sort=column.order.name()>
                <button type="button" class="table__sort" on:click=move |_| on_sort.run(())>
                    {column.label}
                </button>
            </th>
        }
        .into_any(),
    }
}

/// Whether a cell says what its line is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellScope {
    /// It is one of the values.
    #[default]
    Value,
    /// It names the line.
    RowHead,
}

/// One cell of a table.
#[component]
pub fn Cell(
    /// To which side it leans.
    #[prop(optional)]
    kind: CellKind,
    /// Where it is shown; the same as its column.
    #[prop(optional)]
    place: CellPlace,
    /// Whether it names its line.
    #[prop(optional)]
    scope: CellScope,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let class = format!("table__cell {}{}", kind.name(), place.name());
    match scope {
        CellScope::Value => view! { <td class=class>{children()}</td> }.into_any(),
        CellScope::RowHead => view! { <th class=class scope="row">{children()}</th> }.into_any(),
    }
}
