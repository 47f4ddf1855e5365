//! A new sale: who, how much, taken.
//!
//! Three taps for a known customer: find, amount, take. Nothing here waits for the network, and
//! everything taken can be taken back for as long as the screen is open.

pub mod again;
pub mod amount;
pub mod draft;
pub mod lines;
pub mod more;
pub mod newcomer;
pub mod refund;
pub mod say;
pub mod taken;
pub mod who;

use leptos::{html, prelude::*};

use crate::app::components::{Button, ButtonKind, ButtonSize, Notice, PageHead, Panel, Tone};
use crate::app::format::Format;
use crate::app::notices::Notices;
use crate::app::state::{AppState, Saving};
use crate::app::words::{said, use_i18n, words};
use crate::browser;
use crate::id::{CustomerId, GroupId};

use again::SameAgain;
use amount::AmountEntry;
use draft::{Draft, Problem};
use more::More;
use say::WorthSaying;
use taken::{Taken, TakenSale};
use who::Who;

/// A new sale.
#[component]
pub fn SalePage(
    /// For whom, if that is known.
    customer: Option<CustomerId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let draft = Draft::new(customer);
    let taken = RwSignal::new(Vec::<TakenSale>::new());
    let amount_ref = NodeRef::<html::Div>::new();
    let to_amount = Callback::new(move |()| focus_amount(amount_ref));
    let find_ref = NodeRef::<html::Input>::new();
    start_focus(draft, find_ref, amount_ref);

    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let notices = expect_context::<Notices>();
    let take = Callback::new(move |free: bool| {
        let Some(purchase) = draft.purchase(state, free) else { return };
        let (amount, customer) = (purchase.amount, purchase.customer);
        match state.commit(|batch| batch.add_purchase(purchase)) {
            Ok(purchase) => {
                let group = GroupId(purchase.0);
                taken.update(|taken| taken.insert(0, TakenSale { purchase, group, customer }));
                notices
                    .tell_with_undo(said!(i18n, sale.taken, amount = format.money(amount)), group);
                draft.begin_next();
                focus_find(find_ref);
            }
            Err(refusal) => draft.problem.set(Some(Problem::NotMade(refusal))),
        }
    });
    view! {
        <div class="page">
            <PageHead title=words!(i18n, frame.sale) end=|| view! { <Saved /> } />
            <div class="sale">
                <Panel>
                    <div class="sale__enter">
                        <Who draft find_ref to_amount />
                        <AmountEntry draft amount_ref take />
                        <SameAgain draft to_amount />
                        <More draft />
                    </div>
                </Panel>
                <div class="stack">
                    <WorthSaying draft />
                    <Take draft take />
                    <Taken taken />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The button the screen is for, with what keeps it from doing so.
#[component]
fn Take(
    /// The sale in the making.
    draft: Draft,
    /// Takes the sale; for nothing when told so.
    take: Callback<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let label = Signal::derive(move || match draft.amount(state) {
        Some(amount) => said!(i18n, sale.take, amount = format.money(amount)),
        None => said!(i18n, sale.take_nothing),
    });
    let problem = move || {
        draft.problem.get().map(|problem| {
            let is_zero = problem == Problem::Zero;
            let text = problem.words(i18n, format);
            view! {
                <Notice tone=Tone::Bad>
                    <p role="alert">{text}</p>
                    {is_zero.then(|| view! {
                        <Button
                            label=words!(i18n, sale.it_was_free)
                            on_press=move |()| take.run(true)
                        />
                    })}
                </Notice>
            }
        })
    };
    view! {
        <div class="sale__take">
            {problem}
            <Button
                label
                kind=ButtonKind::Primary
                size=ButtonSize::Big
                on_press=move |()| take.run(false)
            />
            <p class="muted small centred wide-only">{words!(i18n, sale.undo_while_open)}</p>
        </div>
    }
}

/// Whether what was taken is on this device, in the corner of the page.
#[component]
fn Saved() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let offline = RwSignal::new(browser::is_offline());
    for name in ["online", "offline"] {
        let heard =
            window_event_listener_untyped(name, move |_| offline.set(browser::is_offline()));
        on_cleanup(move || heard.remove());
    }
    let text = move || match (state.saving().get(), offline.get()) {
        (Saving::Saved, true) => said!(i18n, frame.offline_saved),
        (Saving::Saved, false) => said!(i18n, frame.saved),
        (Saving::Saving, _) => said!(i18n, frame.saving),
        (Saving::NotSaved(_), _) => said!(i18n, frame.not_saved),
    };
    view! { <span class="muted small" role="status">{text}</span> }
}

/// On opening, the focus is where the first key is wanted.
fn start_focus(draft: Draft, find_ref: NodeRef<html::Input>, amount_ref: NodeRef<html::Div>) {
    let is_known = draft.customer.get_untracked().is_some();
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        match (is_known, find_ref.get(), amount_ref.get()) {
            (true, _, Some(amount)) => amount.focus().is_ok(),
            (false, Some(find), _) => find.focus().is_ok(),
            _ => false,
        }
    });
}

/// After the page has taken in what changed: the place with the focus may just have left it.
fn focus_amount(amount_ref: NodeRef<html::Div>) {
    request_animation_frame(move || {
        if let Some(Some(amount)) = amount_ref.try_get_untracked() {
            // Fails only for an element that cannot have the focus.
            drop(amount.focus());
        }
    });
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
