//! One customer in the list, and what stands above the columns.

use leptos::prelude::*;

use crate::app::components::Tag;
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::customers::listing::Order;
use crate::app::parts::people::{Portrait, name_of};
use crate::app::state::AppState;
use crate::people::customer::Customer;
use crate::units::id::CustomerId;

/// What stands above the columns; each row says all of it itself.
#[component]
pub fn HeadRow() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="customer-row customer-row--head wide-only" aria-hidden="true">
            <div>{words!(i18n, customers.column_name)}</div>
            <div>{words!(i18n, customers.column_status)}</div>
            <div>{words!(i18n, customers.column_last_visit)}</div>
            <div class="customer-row__spent">{words!(i18n, customers.column_spent)}</div>
            <div>{words!(i18n, customers.segment)}</div>
        </div>
    }
}

/// One customer.
#[component]
pub fn CustomerRow(
    /// Who.
    id: CustomerId,
    /// By what the list is ordered: the row says how they stand in that, on a wide screen where no
    /// column does.
    #[prop(into)]
    order: Signal<Order>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let of = move |what: fn(&Customer) -> &str| {
        state.book().with(|book| book.customer(id).map(|who| what(who).to_owned()))
    };
    let name = Signal::derive(move || state.book().with(|book| name_of(i18n, book.customer(id))));
    let standing = Memo::new(move |_| state.overview().read().standing(id));
    let status = move || match standing.get() {
        Some(standing) => {
            let status = standing.rhythm.status;
            let tone = sentences::status_tone(status);
            view! { <Tag label=sentences::status(i18n, status) tone /> }
        }
        None => view! { <Tag label=words!(i18n, customers.not_bought) /> },
    };
    let last = move || standing.get().map(|known| sentences::last_visit(i18n, format, &known));
    let spent = move || standing.get().map(|known| format.money(known.totals.takings.spent));
    let worth = move || {
        let word = state.overview().read().word(id)?;
        Some(said!(i18n, customers.worth, worth = format.money(word.worth())))
    };
    let sorted_by = move || match order.get() {
        Order::LastVisit => last(),
        Order::Spent => spent(),
        Order::Worth => worth(),
        Order::Best | Order::Name | Order::Status => None,
    };
    let segment = move || standing.get().map(|known| sentences::segment(i18n, known.segment));
    view! {
        <div class="customer-row">
            <div class="customer-row__who">
                <Portrait name />
                <div class="customer-row__names">
                    <div class="customer-row__name"><bdi>{name}</bdi></div>
                    <div class="customer-row__reach"><bdi>{move || of(reach)}</bdi></div>
                </div>
            </div>
            <div class="customer-row__how">
                {status}
                <span
                    class="customer-row__by"
                    class:narrow-only=move || order.get() != Order::Worth
                ><bdi>{sorted_by}</bdi></span>
            </div>
            <div class="customer-row__last wide-only">{last}</div>
            <div class="customer-row__spent wide-only"><bdi>{spent}</bdi></div>
            <div class="wide-only">{segment}</div>
        </div>
    }
}

/// A phone number or else an email address, unless it stands as the name already.
fn reach(customer: &Customer) -> &str {
    let ways = customer.phones().chain(customer.emails());
    ways.into_iter().find(|way| *way != customer.label()).unwrap_or("")
}
