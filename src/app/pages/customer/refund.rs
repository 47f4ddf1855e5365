//! Money given back for a purchase.

use leptos::prelude::*;

use crate::app::around::leaving::Leaving;
use crate::app::components::{ButtonKind, Dialog, Field, FieldKind};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::parts::people::{EditForm, FormColumns};
use crate::book::{Bought, Change};
use crate::browser;
use crate::trade::purchase::{Refund, check_refund};
use crate::units::id::{GroupId, PurchaseId};
use crate::units::money::{Currency, Money};
use crate::units::numbers::{NumberKind, decimal_mark, read_amount};

/// The form, over the page.
#[component]
pub fn RefundDialog(
    /// Whose.
    card: Card,
    /// For which purchase, while it is open.
    purchase: RwSignal<Option<PurchaseId>>,
) -> impl IntoView {
    let i18n = card.i18n;
    let leaving = expect_context::<Leaving>();
    let form = move || purchase.get().map(|id| view! { <RefundForm card id purchase /> });
    view! {
        <Dialog
            open=Signal::derive(move || purchase.get().is_some())
            on_close=move |()| {
                if leaving.may_close() {
                    purchase.set(None);
                }
            }
            title=words!(i18n, customer.refund_title)
            close_label=words!(i18n, frame.close)
        >
            {form}
        </Dialog>
    }
}

#[component]
fn RefundForm(
    /// Whose.
    card: Card,
    /// For which purchase.
    id: PurchaseId,
    /// What closes the form.
    purchase: RwSignal<Option<PurchaseId>>,
) -> impl IntoView {
    let i18n = card.i18n;
    let currency = Memo::new(move |_| card.state.book().read().shop().currency);
    let left = Memo::new(move |_| {
        card.state.book().read().purchase(id).map(Bought::net).unwrap_or_default()
    });
    let amount = RwSignal::new(untrack(|| plain(left.get(), currency.get())));
    let reason = RwSignal::new(String::new());
    let (error, refused) = (RwSignal::new(None), RwSignal::new(None));
    let give = move |()| {
        let read = untrack(|| read(card, &amount.read(), currency.get(), left.get()));
        let given = match read {
            Ok(given) => given,
            Err(refusal) => return error.set(Some(refusal)),
        };
        let reason = reason.read_untracked().trim().to_owned();
        let refund = Refund { amount: given, at: browser::now(), reason };
        let change = Change::AddRefund { purchase: id, refund };
        match card.state.commit(|batch| batch.push(change)) {
            Ok(stamp) => {
                purchase.set(None);
                let told = said!(i18n, customer.refunded, amount = card.format.money(given));
                card.notices.tell_with_undo(told, GroupId(stamp));
            }
            Err(refusal) => refused.set(Some(sentences::not_made(i18n, refusal))),
        }
    };
    let hint = Signal::derive(move || {
        said!(i18n, customer.refund_left, left = card.format.money(left.get()))
    });
    view! {
        <EditForm
            save_label=words!(i18n, customer.refund)
            on_save=give
            on_cancel=move |()| purchase.set(None)
            refused
            kind=ButtonKind::Primary
            columns=FormColumns::One
        >
            <Field
                label=words!(i18n, customer.refund_amount)
                kind=FieldKind::Decimal
                value=amount
                hint
                error
                on_input=move |text| {
                    amount.set(text);
                    error.set(None);
                }
            />
            <Field
                label=words!(i18n, customer.refund_reason)
                value=reason
                error=Signal::derive(move || sentences::text_problem(i18n, &reason.read()))
                on_input=move |text| reason.set(text)
            />
        </EditForm>
    }
}

/// The amount that is written, or why it cannot be given back.
fn read(card: Card, text: &str, currency: Currency, left: Money) -> Result<Money, String> {
    let kind = NumberKind::Amount { decimals: currency.decimals() };
    let mark = decimal_mark([text], kind).unwrap_or_default();
    let Ok((amount, false)) = read_amount(text, mark, currency) else {
        return Err(said!(card.i18n, customer.refund_not_a_number));
    };
    check_refund(amount, left)
        .map_err(|refusal| sentences::amount_refusal(card.i18n, card.format, refusal))
}

/// An amount as it can be typed: digits, and a point where the currency has decimals.
fn plain(amount: Money, currency: Currency) -> String {
    let per_major = currency.minor_per_major();
    let (whole, rest) = (amount.0 / per_major, amount.0 % per_major);
    if rest == 0 {
        return whole.to_string();
    }
    let width = usize::try_from(currency.decimals()).unwrap_or_default();
    format!("{whole}.{rest:0width$}")
}
