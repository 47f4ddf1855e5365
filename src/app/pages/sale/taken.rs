//! What was taken on this screen, and the way back.

use leptos::prelude::*;

use crate::app::components::{Button, ButtonKind, Panel, Row, Rows, Tag, Tone};
use crate::app::language::format::Format;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::refund::RefundDialog;
use crate::app::parts::undoing::Undoing;
use crate::app::state::AppState;
use crate::book::Bought;
use crate::units::calendar::Day;
use crate::units::id::{CustomerId, GroupId, PurchaseId};
use crate::units::money::Money;

/// How many of the last sales are shown.
const SHOWN: usize = 5;

/// A sale taken on this screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenSale {
    /// The purchase.
    pub purchase: PurchaseId,
    /// The changes that made it.
    pub group: GroupId,
    /// Who bought.
    pub customer: Option<CustomerId>,
}

/// The last sales of this screen.
#[component]
pub fn Taken(
    /// All of them, the latest first.
    taken: RwSignal<Vec<TakenSale>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let refunding = RwSignal::new(None::<PurchaseId>);
    let shown = move || taken.read().iter().take(SHOWN).copied().collect::<Vec<_>>();
    view! {
        <Show when=move || !taken.read().is_empty()>
            <Panel title=words!(i18n, sale.just_taken)>
                <Rows>
                    <For each=shown key=|sale| sale.purchase let(sale)>
                        <TakenRow sale refund=move |()| refunding.set(Some(sale.purchase)) />
                    </For>
                </Rows>
            </Panel>
        </Show>
        <RefundDialog purchase=refunding />
    }
}

#[component]
fn TakenRow(
    /// The sale.
    sale: TakenSale,
    /// Asks how much is given back.
    #[prop(into)]
    refund: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let bought = Memo::new(move |_| state.book().read().purchase(sale.purchase).cloned());
    let title = move || {
        let book = state.book().read();
        match sale.customer.and_then(|id| book.customer(id)) {
            Some(customer) => customer.label().to_owned(),
            None => said!(i18n, sale.nameless),
        }
    };
    let about = move || match &*bought.read() {
        Some(bought) => about(format, bought, state.today().get()),
        None => said!(i18n, sale.taken_back),
    };
    let refunded = move || {
        let bought = bought.get()?;
        let given_back = bought.amount() - bought.net();
        (!bought.refunds().is_empty()).then(|| format.money(given_back))
    };
    let can_refund = move || bought.with(|bought| bought.as_ref().is_some_and(has_left));
    view! {
        <Row
            title=Signal::derive(title)
            subtitle=Signal::derive(about)
            end=move || view! {
                {move || refunded().map(|amount| view! {
                    <Tag label=said!(i18n, sale.refunded, amount = amount) tone=Tone::Warm />
                })}
                <Show when=can_refund>
                    <Button
                        label=words!(i18n, refund.give)
                        kind=ButtonKind::Quiet
                        on_press=refund
                    />
                </Show>
                <Show when=move || bought.read().is_some()>
                    <TakeBack sale />
                </Show>
            }
        />
    }
}

/// Takes the sale back.
#[component]
fn TakeBack(
    /// The sale.
    sale: TakenSale,
) -> impl IntoView {
    let i18n = use_i18n();
    let undoing = expect_context::<Undoing>();
    let undo = move |()| undoing.take_back(vec![sale.group], said!(i18n, frame.undone));
    view! { <Button label=words!(i18n, frame.undo) on_press=undo /> }
}

fn has_left(bought: &Bought) -> bool {
    bought.net() > Money::ZERO
}

fn about(format: Format, bought: &Bought, today: Day) -> String {
    let purchase = &bought.purchase();
    let products: Vec<&str> = purchase.lines.iter().map(|line| line.product.as_str()).collect();
    let day =
        if purchase.at.day == today { String::new() } else { format.day_short(purchase.at.day) };
    let parts = [format.money(purchase.amount), day, products.join(", ")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
