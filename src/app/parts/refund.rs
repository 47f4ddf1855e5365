//! Money given back for a purchase: the one form for it, over whichever page it is asked on.

use leptos::prelude::*;

use crate::app::around::leaving::Leaving;
use crate::app::around::notices::Notices;
use crate::app::components::{Dialog, Field, FieldKind};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::people::{EditForm, FormColumns};
use crate::app::state::AppState;
use crate::book::{Bought, Change};
use crate::browser;
use crate::trade::purchase::{Refund, check_refund};
use crate::trade::typed::{self, TypedRefusal};
use crate::units::id::{GroupId, PurchaseId};
use crate::units::money::{Currency, Money};

/// The form, over the page.
#[component]
pub fn RefundDialog(
    /// For which purchase, while it is open.
    purchase: RwSignal<Option<PurchaseId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let leaving = expect_context::<Leaving>();
    let form = move || purchase.get().map(|id| view! { <RefundForm id purchase /> });
    view! {
        <Dialog
            open=Signal::derive(move || purchase.get().is_some())
            on_close=move |()| {
                if leaving.may_close() {
                    purchase.set(None);
                }
            }
            title=words!(i18n, refund.title)
            close_label=words!(i18n, frame.close)
        >
            {form}
        </Dialog>
    }
}

#[component]
fn RefundForm(
    /// For which purchase.
    id: PurchaseId,
    /// What closes the form.
    purchase: RwSignal<Option<PurchaseId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let notices = expect_context::<Notices>();
    let currency = Memo::new(move |_| state.book().read().shop().currency);
    let left =
        Memo::new(move |_| state.book().read().purchase(id).map(Bought::net).unwrap_or_default());
    let amount = RwSignal::new(untrack(|| typed::plain(left.get(), currency.get())));
    let reason = RwSignal::new(String::new());
    let (error, refused) = (RwSignal::new(None), RwSignal::new(None));
    let give = move |()| {
        let read = untrack(|| read(&amount.read(), currency.get(), left.get()));
        let given = match read {
            Ok(given) => given,
            Err(refusal) => {
                return error.set(Some(sentences::typed_refusal(i18n, format, refusal)));
            }
        };
        let reason = reason.read_untracked().trim().to_owned();
        let refund = Refund { amount: given, at: browser::now(), reason };
        let change = Change::AddRefund { purchase: id, refund };
        match state.commit(|batch| batch.push(change)) {
            Ok(stamp) => {
                purchase.set(None);
                let told = said!(i18n, refund.told, amount = format.money(given));
                notices.tell_with_undo(told, GroupId(stamp));
            }
            Err(refusal) => refused.set(Some(sentences::not_made(i18n, refusal))),
        }
    };
    let hint = Signal::derive(move || said!(i18n, refund.left, left = format.money(left.get())));
    view! {
        <EditForm
            save_label=words!(i18n, refund.give)
            on_save=give
            on_cancel=move |()| purchase.set(None)
            refused
            columns=FormColumns::One
        >
            <Field
                label=words!(i18n, refund.amount)
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
                label=words!(i18n, refund.reason)
                value=reason
                error=Signal::derive(move || sentences::text_problem(i18n, &reason.read()))
                on_input=move |text| reason.set(text)
            />
        </EditForm>
    }
}

/// The amount that is written, or why it cannot be given back.
fn read(text: &str, currency: Currency, left: Money) -> Result<Money, TypedRefusal> {
    let amount = typed::amount(text, currency)?.unwrap_or_default();
    Ok(check_refund(amount, left)?)
}
