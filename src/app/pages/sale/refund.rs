//! Giving money back for a sale of this screen.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Button, ButtonKind, ButtonType, Dialog, Field, FieldKind};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::state::AppState;
use crate::book::{Bought, Change};
use crate::browser;
use crate::trade::purchase::{Refund, check_refund};
use crate::trade::typed::{self, TypedRefusal};
use crate::units::id::{GroupId, PurchaseId};

/// Asks how much is given back.
#[component]
pub fn RefundDialog(
    /// For which purchase, while it is asked.
    refunding: RwSignal<Option<PurchaseId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let form = move || {
        let purchase = refunding.get()?;
        let bought = state.book().with_untracked(|book| book.purchase(purchase).cloned())?;
        let on_done = move |()| refunding.set(None);
        Some(view! { <RefundForm purchase bought on_done /> })
    };
    view! {
        <Dialog
            open=Signal::derive(move || refunding.get().is_some())
            on_close=move |()| refunding.set(None)
            title=words!(i18n, sale.refund)
            close_label=words!(i18n, frame.close)
        >
            {form}
        </Dialog>
    }
}

#[component]
fn RefundForm(
    /// For which purchase.
    purchase: PurchaseId,
    /// What of it stands.
    bought: Bought,
    /// Closes the question.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let notices = expect_context::<Notices>();
    let currency = state.book().with_untracked(|book| book.shop().currency);
    let left = bought.net();
    let text = RwSignal::new(typed::plain(left, currency));
    let reason = RwSignal::new(String::new());
    let amount = move || {
        let amount = typed::amount(&text.read(), currency)?.unwrap_or_default();
        Ok::<_, TypedRefusal>(check_refund(amount, left)?)
    };
    let error =
        move || amount().err().map(|refusal| sentences::typed_refusal(i18n, format, refusal));
    let give_back = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(amount) = untrack(amount) else { return };
        if sentences::text_problem(i18n, &reason.read_untracked()).is_some() {
            return;
        }
        let reason = reason.get_untracked().trim().to_owned();
        let refund = Refund { amount, at: browser::now(), reason };
        match state.commit(|batch| batch.push(Change::AddRefund { purchase, refund })) {
            Ok(stamp) => {
                let told = said!(i18n, sale.refund_told, amount = format.money(amount));
                notices.tell_with_undo(told, GroupId(stamp));
                on_done.run(());
            }
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    };
    view! {
        <form class="stack" novalidate=true on:submit=give_back>
            <Field
                label=words!(i18n, sale.refund_amount)
                kind=FieldKind::Decimal
                value=text
                on_input=move |typed| text.set(typed)
                error=Signal::derive(error)
            />
            <Field
                label=words!(i18n, sale.refund_reason)
                value=reason
                error=Signal::derive(move || sentences::text_problem(i18n, &reason.read()))
                on_input=move |typed| reason.set(typed)
            />
            <div class="form__foot">
                <Button
                    label=words!(i18n, frame.cancel)
                    kind=ButtonKind::Quiet
                    on_press=on_done
                />
                <Button
                    label=words!(i18n, sale.refund)
                    kind=ButtonKind::Primary
                    r#type=ButtonType::Submit
                />
            </div>
        </form>
    }
}
