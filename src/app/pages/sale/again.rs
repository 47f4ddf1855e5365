//! The same as last time, with one tap.

use leptos::prelude::*;

use crate::advice::counter::same_again;
use crate::app::components::{Button, ButtonSize};
use crate::app::language::format::Format;
use crate::app::language::words::{said, use_i18n};
use crate::app::pages::sale::draft::Draft;
use crate::app::state::AppState;
use crate::browser;
use crate::trade::purchase::Purchase;
use crate::trade::typed::{self, Keyed};

/// Repeats the last purchase of the chosen customer.
#[component]
pub fn SameAgain(
    /// The sale in the making.
    draft: Draft,
    /// Moves the focus to the amount, where Enter takes the sale.
    to_amount: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let last = Memo::new(move |_| {
        let customer = draft.customer.get()?;
        state.book().with(|book| Some(book.last_purchase_of(customer)?.1.purchase()))
    });
    let label = move |last: &Purchase| {
        let amount = format.money(last.amount);
        let products: Vec<&str> = last.lines.iter().map(|line| line.product.as_str()).collect();
        if products.is_empty() {
            return said!(i18n, sale.same_again, amount = amount);
        }
        let products = products.join(&said!(i18n, sale.and_also));
        said!(i18n, sale.same_again_products, products = products, amount = amount)
    };
    let repeat = move |()| {
        let Some(last) = last.get_untracked() else { return };
        fill_in(draft, state, &same_again(&last, browser::now()));
        to_amount.run(());
    };
    move || {
        last.read().as_ref().map(|last| {
            view! {
                <div class="sale__again">
                    <Button label=label(last) size=ButtonSize::Big on_press=repeat />
                </div>
            }
        })
    }
}

fn fill_in(draft: Draft, state: AppState, purchase: &Purchase) {
    let currency = state.book().with_untracked(|book| book.shop().currency);
    draft.keyed.set(Keyed::of(purchase.amount, currency));
    draft.channel.set(purchase.channel.clone());
    draft.cost.set(purchase.cost.map(|cost| typed::plain(cost, currency)).unwrap_or_default());
    draft.lines.set(Vec::new());
    for line in &purchase.lines {
        let price = line.price.map(|price| typed::plain(price, currency)).unwrap_or_default();
        draft.add_line(&line.product, &typed::quantity(line.quantity_thousandths), &price);
    }
    draft.problem.set(None);
}
