//! Takes a sale: asks first when it is not clear whose it is, writes it down, says for whom.

use leptos::{html, prelude::*};

use crate::app::around::notices::Notices;
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{I18n, said, use_i18n};
use crate::app::pages::sale::draft::{Draft, Problem};
use crate::app::pages::sale::newcomer::Typed;
use crate::app::pages::sale::taken::TakenSale;
use crate::app::pages::sale::whose::Buyer;
use crate::app::state::AppState;
use crate::book::Change;
use crate::trade::purchase::Purchase;
use crate::units::id::{CustomerId, GroupId};

/// What takes sales, and what it needs for that; a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Till {
    /// The sale in the making.
    pub draft: Draft,
    /// What was taken on this screen, the latest first.
    pub taken: RwSignal<Vec<TakenSale>>,
    /// Whether something of the sale was there when the page was opened.
    pub is_old: RwSignal<bool>,
    /// The box to find somebody with.
    pub find_ref: NodeRef<html::Input>,
}

impl Till {
    /// Takes the sale, for nothing when told so; asks first when it is not clear whose it is.
    #[must_use]
    pub fn take(self) -> Callback<bool> {
        let (i18n, state, format) = (use_i18n(), expect_context(), expect_context());
        let notices = expect_context();
        Callback::new(move |free: bool| {
            let draft = self.draft;
            let Some(purchase) = draft.purchase(state, free) else { return };
            draft.is_free.set(free);
            if untrack(|| draft.unclear()).is_some() {
                return draft.is_whose_asked.set(true);
            }
            self.record(Desk { i18n, state, format, notices }, purchase, None);
        })
    }

    /// Takes the sale for whom it turned out to be.
    #[must_use]
    pub fn take_for(self) -> Callback<Buyer> {
        let (i18n, state, format) = (use_i18n(), expect_context(), expect_context());
        let notices = expect_context();
        Callback::new(move |buyer: Buyer| {
            let draft = self.draft;
            let newcomer = match buyer {
                Buyer::New(typed) if !untrack(|| typed.is_right()) => {
                    // What is wrong stands beside the field.
                    typed.tried.set(true);
                    return draft.is_whose_asked.set(false);
                }
                Buyer::New(typed) => Some(typed),
                Buyer::Chosen(customer) => {
                    draft.choose(customer);
                    None
                }
            };
            let Some(purchase) = draft.purchase(state, draft.is_free.get_untracked()) else {
                return;
            };
            self.record(Desk { i18n, state, format, notices }, purchase, newcomer);
        })
    }

    /// Writes the sale down, with the newcomer it is for, as one step that can be taken back.
    fn record(self, desk: Desk, mut purchase: Purchase, newcomer: Option<Typed>) {
        let Desk { state, format, notices, .. } = desk;
        let amount = purchase.amount;
        let has_buyer = newcomer.is_some() || purchase.customer.is_some();
        let Some(order) = self.draft.order_facts(state, amount, has_buyer) else { return };
        let made = state.commit(|batch| {
            let added = newcomer.map(|typed| {
                let (facts, members) = typed.parts();
                batch.add_customer(facts, members)
            });
            purchase.customer = added.or(purchase.customer);
            let customer = purchase.customer;
            let purchase = batch.add_purchase(purchase);
            for fact in order {
                batch.push(Change::Order { purchase, buyer: customer, fact });
            }
            let group = GroupId(added.map_or(purchase.0, |added| added.0));
            TakenSale { purchase, group, customer }
        });
        match made {
            Ok(sale) => {
                self.taken.update(|taken| taken.insert(0, sale));
                let told = desk.told(sale.customer, format.money(amount));
                notices.tell_with_undo(told, sale.group);
                self.draft.begin_next();
                self.is_old.set(false);
                focus_find(self.find_ref);
            }
            Err(refusal) => self.draft.problem.set(Some(Problem::NotMade(refusal))),
        }
    }
}

/// Where sales are written down and messages go.
#[derive(Clone, Copy)]
struct Desk {
    i18n: I18n,
    state: AppState,
    format: Format,
    notices: Notices,
}

impl Desk {
    /// What was recorded, and for whom.
    fn told(self, customer: Option<CustomerId>, amount: String) -> String {
        let name = self.state.book().with_untracked(|book| {
            customer.and_then(|id| book.customer(id)).map(|known| known.label().to_owned())
        });
        match name {
            Some(name) => {
                said!(self.i18n, whose.taken, amount = amount, who = isolated(&name))
            }
            None => said!(self.i18n, whose.taken_walk_in, amount = amount),
        }
    }
}

/// Ready for the next customer; only where a keyboard does not jump up over the screen.
fn focus_find(find_ref: NodeRef<html::Input>) {
    let has_pointer =
        window().match_media("(pointer: fine)").ok().flatten().is_some_and(|media| media.matches());
    if !has_pointer {
        return;
    }
    request_animation_frame(move || {
        if let Some(Some(find)) = find_ref.try_get_untracked() {
            // As above.
            drop(find.focus());
        }
    });
}
