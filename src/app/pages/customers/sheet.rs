//! A list on paper and as a file: all of it with its columns, not what is in sight.

use leptos::prelude::*;

use crate::app::language::asked::{self, Telling};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::pages::customers::listing::Listing;
use crate::app::parts::people::name_of;
use crate::app::state::AppState;
use crate::browser;
use crate::files::csv_out;
use crate::files::table::Separator;
use crate::lists::column::Column;
use crate::lists::field::Field;
use crate::lists::reader::Reader;
use crate::people::customer::Member;
use crate::units::id::CustomerId;

/// What is put on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A table of all columns.
    Table,
    /// A label for each, with name and address.
    Labels,
}

/// The titles of a list, and its rows in words.
fn table(
    i18n: I18n,
    format: Format,
    listing: Listing,
    ids: &[CustomerId],
) -> (Vec<String>, Vec<Vec<String>>) {
    let columns: Vec<Column> = [Field::Name, Field::Phone]
        .map(Column::of)
        .into_iter()
        .chain(listing.columns.get_untracked())
        .collect();
    untrack(|| {
        listing.with_base(|base| {
            let reader = Reader::new(base);
            let telling = Telling { i18n, format, book: reader.base().book() };
            let title = |column: &Column| {
                asked::capitalized(&telling.spanned(column.field(), column.span()))
            };
            let titles = columns.iter().map(title).collect();
            let row = |id: &CustomerId| {
                let row = reader.row(*id)?;
                let cell = |column: &Column| telling.cell(&column.value(&reader, &row));
                Some(columns.iter().map(cell).collect())
            };
            (titles, ids.iter().filter_map(row).collect())
        })
    })
}

/// Hands people out as a file with the columns of the list; `false` if the browser refused.
pub fn save(
    i18n: I18n,
    format: Format,
    state: AppState,
    listing: Listing,
    ids: &[CustomerId],
) -> bool {
    let (titles, rows) = table(i18n, format, listing, ids);
    let text = csv_out::rows(titles, rows, Separator::Comma);
    let name = format!("regulars-list-{}.csv", state.today().get_untracked().date());
    browser::save_file(&name, "text/csv;charset=utf-8", text.as_bytes())
}

/// What is on paper while the browser prints; nothing at any other time.
#[component]
pub fn Printed(
    /// What is shown.
    listing: Listing,
    /// What is to be printed now.
    paper: RwSignal<Option<Paper>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    // Outside the reactive graph: the page must have the table before the browser prints it.
    Effect::new(move |_| {
        if paper.get().is_some() {
            request_animation_frame(move || {
                browser::print();
                paper.set(None);
            });
        }
    });
    move || match paper.get() {
        None => ().into_any(),
        Some(Paper::Table) => whole_table(i18n, format, state, listing).into_any(),
        Some(Paper::Labels) => labels(i18n, state, listing).into_any(),
    }
}

fn whole_table(i18n: I18n, format: Format, state: AppState, listing: Listing) -> impl IntoView {
    let ids = untrack(|| listing.all());
    let (titles, rows) = table(i18n, format, listing, &ids);
    let list = untrack(|| listing.list()).map(|list| list.name);
    let list = list.unwrap_or_else(|| said!(i18n, customers.title));
    let day = format.day(state.today().get_untracked());
    let n = format.count(rows.len());
    let cells = |row: Vec<String>| {
        row.into_iter().map(|cell| view! { <td><bdi>{cell}</bdi></td> }).collect_view()
    };
    view! {
        <div class="printed">
            <p>{said!(i18n, customers.printed, list = list, n = n, day = day)}</p>
            <table class="table">
                <thead>
                    <tr>
                        {titles
                            .into_iter()
                            .map(|title| view! { <th scope="col">{title}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|row| view! { <tr>{cells(row)}</tr> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn labels(i18n: I18n, state: AppState, listing: Listing) -> impl IntoView {
    let ids = untrack(|| listing.all());
    let label = |id: CustomerId| {
        state.book().with_untracked(|book| {
            let customer = book.customer(id)?;
            let name = name_of(i18n, Some(customer));
            let address = customer.members().iter().find_map(|member| match member {
                Member::Address(address) => Some(address.clone()),
                _ => None,
            })?;
            Some(view! {
                <li class="labels__label">
                    <strong><bdi>{name}</bdi></strong>
                    <span class="note"><bdi>{address}</bdi></span>
                </li>
            })
        })
    };
    view! {
        <div class="printed">
            <ul class="labels" aria-label=words!(i18n, customers.labels)>
                {ids.into_iter().filter_map(label).collect_view()}
            </ul>
        </div>
    }
}
