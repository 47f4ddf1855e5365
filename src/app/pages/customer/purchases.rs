//! The purchases of a customer as a table, each to be refunded or taken out.

use std::cmp::Reverse;

use leptos::prelude::*;

use crate::app::components::{
    Button, ButtonKind, Cell, CellKind, CellPlace, Column, DataTable, EmptyState, Glyph, Menu,
    MenuItem, Tone,
};
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::pages::customer::orders::track;
use crate::app::pages::customer::story::particulars;
use crate::app::parts::refund::RefundDialog;
use crate::book::{Bought, Change};
use crate::units::id::{GroupId, PurchaseId};
use crate::units::money::Money;
use crate::units::sorting::sort_by_key;

/// So many lines are shown, and so many more each time the owner asks.
const PAGE: usize = 40;

/// The table.
#[component]
pub fn Purchases(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let refunding = RwSignal::new(None::<PurchaseId>);
    let limit = RwSignal::new(PAGE);
    let all = Memo::new(move |_| newest_first(card));
    let shown = move || all.read().iter().take(limit.get()).copied().collect::<Vec<_>>();
    let columns = Signal::derive(move || {
        vec![
            Column::text(said!(i18n, customer.column_date)),
            Column::text(said!(i18n, customer.column_what)).wide_only(),
            Column::figure(said!(i18n, customer.column_amount)),
            Column::text(String::new()),
        ]
    });
    let is_empty = Memo::new(move |_| all.read().is_empty());
    let has_more = Memo::new(move |_| all.read().len() > limit.get());
    let more = move || {
        has_more.get().then(|| {
            let show = move |()| limit.update(|limit| *limit += PAGE);
            view! { <Button label=words!(i18n, customer.earlier) on_press=show /> }
        })
    };
    let table = move || {
        view! {
            <DataTable caption=words!(i18n, customer.purchases) columns>
                <For
                    each=shown
                    key=|id| *id
                    children=move |id| view! { <PurchaseLine card id refunding /> }
                />
            </DataTable>
            {more}
        }
    };
    view! {
        {move || {
            if is_empty.get() {
                let title = words!(i18n, customer.purchases_empty);
                view! { <EmptyState title glyph=Glyph::Bag /> }.into_any()
            } else {
                table().into_any()
            }
        }}
        <RefundDialog purchase=refunding />
    }
}

fn newest_first(card: Card) -> Vec<PurchaseId> {
    let book = card.state.book().read();
    let mut purchases: Vec<_> =
        book.purchases_of(card.id).map(|(id, bought)| (bought.at(), id)).collect();
    sort_by_key(&mut purchases, |bought| Reverse(*bought));
    purchases.into_iter().map(|(_, id)| id).collect()
}

/// One purchase.
#[component]
fn PurchaseLine(
    /// Whose.
    card: Card,
    /// Which.
    id: PurchaseId,
    /// The purchase that is about to be refunded.
    refunding: RwSignal<Option<PurchaseId>>,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let bought = Memo::new(move |_| card.state.book().read().purchase(id).cloned());
    let date = move || {
        let at = bought.read().as_ref()?.at();
        let moment = format.moment(at);
        Some(if at.day > card.state.today().get() {
            said!(i18n, clocks.ahead_in_list, day = moment)
        } else {
            moment
        })
    };
    let what = move || bought.get().and_then(|bought| what(card, &bought));
    let amount = move || bought.get().map(|bought| amount(card, &bought));
    let nothing_left =
        Signal::derive(move || bought.get().is_none_or(|bought| bought.net() == Money::ZERO));
    let remove = move |()| {
        let removed =
            card.state.commit(|batch| batch.push(Change::RemovePurchase { purchase: id }));
        match removed {
            Ok(stamp) => {
                card.notices.tell_with_undo(said!(i18n, customer.removed), GroupId(stamp));
            }
            Err(refusal) => card.tell_refused(refusal),
        }
    };
    let is_order = Memo::new(move |_| card.state.book().read().order(id).is_some());
    let items = Signal::derive(move || {
        let order = (!is_order.get()).then(|| {
            MenuItem::new(said!(i18n, order.track), move |()| track(card, id))
                .with_glyph(Glyph::Bag)
        });
        let gone = MenuItem::new(said!(i18n, customer.never_happened), remove)
            .with_glyph(Glyph::Trash)
            .with_tone(Tone::Bad);
        order.into_iter().chain([gone]).collect::<Vec<_>>()
    });
    view! {
        <tr>
            <Cell>{date}</Cell>
            <Cell place=CellPlace::WideOnly>{what}</Cell>
            <Cell kind=CellKind::Figure><bdi>{amount}</bdi></Cell>
            <Cell kind=CellKind::Figure>
                <Button
                    label=words!(i18n, refund.give)
                    kind=ButtonKind::Quiet
                    disabled=nothing_left
                    on_press=move |()| refunding.set(Some(id))
                />
                <Menu label=words!(i18n, frame.more) items />
            </Cell>
        </tr>
    }
}

fn what(card: Card, bought: &Bought) -> Option<String> {
    let join = |before, after| said!(card.i18n, customer.joined, before = before, after = after);
    particulars(card.i18n, &bought.purchase()).into_iter().reduce(join)
}

/// What was paid, and what is left of it after refunds.
fn amount(card: Card, bought: &Bought) -> String {
    let paid = card.format.money(bought.amount());
    if bought.refunds().is_empty() {
        return paid;
    }
    let left = card.format.money(bought.net());
    said!(card.i18n, customer.left_of, left = left, paid = paid)
}
