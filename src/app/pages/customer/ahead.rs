//! Purchases dated in the future, by a clock that was wrong: named, and put right in place.

use leptos::prelude::*;

use crate::advice::counter::{dated_ahead, on_day};
use crate::app::components::{Button, ButtonKind, Field, FieldKind, Notice};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::book::Change;
use crate::trade::purchase::Refund;
use crate::trade::typed;
use crate::units::calendar::{Day, Moment};
use crate::units::id::{GroupId, PurchaseId};

/// One notice for each of them.
#[component]
pub fn DatedAhead(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let ahead = Memo::new(move |_| {
        let today = card.state.today().get();
        card.state.book().with(|book| dated_ahead(book, card.id, today))
    });
    view! {
        <For each=move || ahead.get() key=|id| *id let(id)>
            <PutRight card id />
        </For>
    }
}

/// Says what is wrong with a purchase, and takes the right day.
#[component]
fn PutRight(
    /// Whose.
    card: Card,
    /// Which.
    id: PurchaseId,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let today = card.state.today();
    let text = RwSignal::new(String::new());
    let day = move || typed::day(&text.read(), today.get());
    let which = move || {
        let book = card.state.book().read();
        let bought = book.purchase(id)?;
        let amount = format.money(bought.net());
        Some(said!(i18n, clocks.which, amount = amount, day = format.day(bought.at().day)))
    };
    let shown = move || {
        let text = text.get();
        if text.is_empty() { today.get().date().to_string() } else { text }
    };
    let error = move || day().err().map(|refusal| sentences::day_refusal(i18n, refusal));
    let correct = move |()| {
        if let Ok(day) = untrack(day) {
            put_right(card, id, day);
        }
    };
    view! {
        <Notice>
            <p>{which}</p>
            <div class="cluster">
                <Field
                    label=words!(i18n, clocks.day)
                    kind=FieldKind::Date
                    value=Signal::derive(shown)
                    on_input=move |typed| text.set(typed)
                    error=Signal::derive(error)
                />
                <Button
                    label=words!(i18n, clocks.correct)
                    kind=ButtonKind::Primary
                    on_press=correct
                />
            </div>
        </Notice>
    }
}

/// A refund as it was, or of the purchase's own day where it is dated in the future itself.
fn not_after(refund: &Refund, day: Day, today: Day) -> Refund {
    let at = if refund.at.day > today { Moment { day, minute: None } } else { refund.at };
    Refund { at, ..refund.clone() }
}

/// The purchase goes out and comes in again on its day, with its refunds, as one step.
fn put_right(card: Card, id: PurchaseId, day: Day) {
    let Some(bought) = card.state.book().with_untracked(|book| book.purchase(id).cloned()) else {
        return;
    };
    let today = card.state.today().get_untracked();
    let made = card.state.commit(|batch| {
        let first = batch.push(Change::RemovePurchase { purchase: id });
        let purchase = batch.add_purchase(on_day(&bought.purchase(), day));
        for refund in bought.refunds() {
            batch.push(Change::AddRefund { purchase, refund: not_after(refund, day, today) });
        }
        GroupId(first)
    });
    match made {
        Ok(group) => {
            let day = card.format.day(day);
            card.notices.tell_with_undo(said!(card.i18n, clocks.corrected, day = day), group);
        }
        Err(refusal) => card.tell_refused(refusal),
    }
}
