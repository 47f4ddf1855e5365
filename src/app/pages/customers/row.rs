//! One customer in the list, and what stands above the columns.

use leptos::prelude::*;

use crate::app::components::{Checkbox, LabelPlace, SortOrder, Tag};
use crate::app::language::asked::{self, Telling};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::customers::cell::writing;
use crate::app::pages::customers::listing::{Listing, Order};
use crate::app::parts::people::{Portrait, name_of};
use crate::app::state::AppState;
use crate::lists::column::Column;
use crate::lists::edit::pen;
use crate::lists::field::Field;
use crate::lists::kind::Kind;
use crate::lists::order::Direction;
use crate::lists::reader::Reader;
use crate::people::customer::Customer;
use crate::units::id::CustomerId;

/// Whether a column needs twice the room: its texts are long.
fn is_wide(column: Column) -> bool {
    use Field::{Address, Email, LastVisit, Likes, Note, Product, Tag};
    matches!(column.field(), LastVisit | Note | Address | Email | Likes | Product | Tag)
}

fn is_figure(column: Column) -> bool {
    matches!(column.field().kind(), Kind::Number | Kind::Money)
}

/// What stands above the columns, to order by; each row says all of it itself.
#[component]
pub fn HeadRow(
    /// What is shown.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let in_sight = move || {
        let (first, end) = listing.in_sight.get();
        (first..end).filter_map(|row| listing.at(row)).collect::<Vec<CustomerId>>()
    };
    let n_chosen = move || {
        let chosen = listing.chosen.read();
        in_sight().iter().filter(|id| chosen.contains(id)).count()
    };
    let are_all = Signal::derive(move || {
        let all = in_sight();
        !all.is_empty() && n_chosen() == all.len()
    });
    let choose = move |yes: bool| {
        let all = in_sight();
        listing.chosen.update(|chosen| {
            for id in all {
                if yes {
                    chosen.insert(id);
                } else {
                    chosen.remove(&id);
                }
            }
        });
    };
    let head = move |column: Column| {
        let name = Signal::derive(move || {
            state.book().with(|book| {
                let name = Telling { i18n, format, book }.spanned(column.field(), column.span());
                asked::capitalized(&name)
            })
        });
        let order = Memo::new(move |_| match listing.order.get().by(column) {
            Some(Direction::Rising) => SortOrder::Ascending,
            Some(Direction::Falling) => SortOrder::Descending,
            None => SortOrder::None,
        });
        view! {
            <div
                class="wide-only"
                class:customer-row__figure=is_figure(column)
                class:customer-row__wide=is_wide(column)
            >
                <button
                    type="button"
                    class="sort-button"
                    class:sort-button--rising=move || order.get() == SortOrder::Ascending
                    class:sort-button--falling=move || order.get() == SortOrder::Descending
                    aria-label=move || said!(i18n, customers.sort_by, column = name.get())
                    on:click=move |_| listing.arrange_by(column)
                >
                    {name}
                </button>
            </div>
        }
    };
    view! {
        <div class="customer-row customer-row--head">
            <Checkbox
                label=words!(i18n, customers.choose_these)
                label_place=LabelPlace::Hidden
                checked=are_all
                indeterminate=Signal::derive(move || n_chosen() > 0 && !are_all.get())
                on_change=choose
            />
            <div>
                <button
                    type="button"
                    class="sort-button"
                    class:sort-button--rising=move || listing.order.get() == Order::Name
                    on:click=move |_| listing.arrange(Order::Name)
                >
                    {words!(i18n, customers.column_name)}
                </button>
            </div>
            <For each=move || listing.columns.get() key=|column| *column children=head />
        </div>
    }
}

/// One customer.
#[component]
pub fn CustomerRow(
    /// Who.
    id: CustomerId,
    /// What is shown, and who is chosen.
    listing: Listing,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let of = move |what: fn(&Customer) -> &str| {
        state.book().with(|book| book.customer(id).map(|who| what(who).to_owned()))
    };
    let name = Signal::derive(move || state.book().with(|book| name_of(i18n, book.customer(id))));
    let choose_label =
        Signal::derive(move || said!(i18n, customers.choose, who = isolated(&name.read())));
    let is_chosen = Signal::derive(move || listing.chosen.read().contains(&id));
    let cells = move || listing.columns.get().into_iter().enumerate().collect::<Vec<_>>();
    // On a phone the first two columns stand below each other, and what the list is ordered by.
    let narrow = move || {
        let columns = listing.columns.get();
        let shown = narrow_columns(&columns, listing.order.get());
        shown.into_iter().map(|column| view! { <CellOf listing id column /> }).collect_view()
    };
    view! {
        <div class="customer-row">
            <Checkbox
                label=choose_label
                label_place=LabelPlace::Hidden
                checked=is_chosen
                on_change=move |_| toggle(listing, id)
            />
            <div class="customer-row__who">
                <Portrait name />
                <div class="customer-row__names">
                    <div class="customer-row__name"><bdi>{name}</bdi></div>
                    <div class="customer-row__reach"><bdi>{move || of(reach)}</bdi></div>
                </div>
            </div>
            <div class="customer-row__how narrow-only">{narrow}</div>
            <For
                each=cells
                key=|(place, column)| (*place, *column)
                children=move |(_, column)| view! {
                    <div
                class="wide-only"
                class:customer-row__figure=is_figure(column)
                class:customer-row__wide=is_wide(column)
            >
                        <CellOf listing id column />
                    </div>
                }
            />
        </div>
    }
}

/// Chooses somebody, or lets them go.
pub fn toggle(listing: Listing, id: CustomerId) {
    listing.chosen.update(|chosen| {
        if !chosen.remove(&id) {
            chosen.insert(id);
        }
    });
}

/// The columns a phone has room for.
fn narrow_columns(columns: &[Column], order: Order) -> Vec<Column> {
    let by = match order {
        Order::Column(column, _) => Some(column),
        Order::LastVisit => Some(Column::of(Field::LastVisit)),
        Order::Spent => Some(Column::of(Field::Spent)),
        Order::Best | Order::Name | Order::Status | Order::Worth => None,
    };
    let first = columns.first().copied();
    let mut shown: Vec<Column> = first.into_iter().chain(by).collect();
    shown.dedup();
    shown
}

/// What stands in one column.
#[component]
fn CellOf(
    /// What is shown.
    listing: Listing,
    /// Of whom.
    id: CustomerId,
    /// Which column.
    column: Column,
) -> AnyView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let standing = move || state.overview().read().standing(id);
    if column.field() == Field::Status {
        let status = move || match standing() {
            Some(standing) => {
                let status = standing.rhythm.status;
                let tone = sentences::status_tone(status);
                view! { <Tag label=sentences::status(i18n, status) tone /> }
            }
            None => view! { <Tag label=words!(i18n, customers.not_bought) /> },
        };
        // By what the list is ordered, where no column says it.
        let worth = move || {
            let is_by_worth = listing.order.get() == Order::Worth;
            let word = is_by_worth.then(|| state.overview().read().word(id)).flatten()?;
            Some(said!(i18n, customers.worth, worth = format.money(word.worth())))
        };
        return view! {
            <span class="customer-row__status">
                {status} <span class="customer-row__by"><bdi>{worth}</bdi></span>
            </span>
        }
        .into_any();
    }
    if column.field() == Field::LastVisit {
        let last = move || standing().map(|known| sentences::last_visit(i18n, format, &known));
        return view! { <span class="customer-row__last">{last}</span> }.into_any();
    }
    let pen = Memo::new(move |_| match listing.is_written.get() {
        true => listing.with_base(|base| pen(base.book(), column.field())),
        false => None,
    });
    let text = move || {
        listing.with_base(|base| {
            let reader = Reader::new(base);
            let cell = reader.row(id).map(|row| column.value(&reader, &row));
            let book = reader.base().book();
            cell.map(|cell| Telling { i18n, format, book }.cell(&cell))
        })
    };
    let shown = move || view! { <bdi>{text}</bdi> }.into_any();
    let cell = move || match pen.get().and_then(|pen| writing(id, column, pen)) {
        Some(written) => written,
        None => shown(),
    };
    view! { {cell} }.into_any()
}

/// A phone number or else an email address, unless it stands as the name already.
fn reach(customer: &Customer) -> &str {
    let ways = customer.phones().chain(customer.emails());
    ways.into_iter().find(|way| *way != customer.label()).unwrap_or("")
}
