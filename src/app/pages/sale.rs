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
pub mod say;
pub mod taken;
pub mod till;
pub mod who;
pub mod whose;

use leptos::{html, prelude::*};

use crate::app::components::{Button, ButtonKind, ButtonSize, Notice, PageHead, Panel, Tone};
use crate::app::language::format::Format;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::currencies::AskCurrency;
use crate::app::parts::people::KeptNote;
use crate::app::state::{AppState, Saving};
use crate::browser;
use crate::units::id::CustomerId;

use again::SameAgain;
use amount::AmountEntry;
use draft::{Draft, Drafts, Problem};
use more::More;
use say::{SayShortly, WorthSaying};
use taken::{Taken, TakenSale};
use till::Till;
use who::Who;
use whose::{Buyer, Whose};

/// A new sale.
#[component]
pub fn SalePage(
    /// For whom, if that is known.
    customer: Option<CustomerId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (draft, was_begun) = expect_context::<Drafts>().open(customer);
    let is_old = RwSignal::new(was_begun);
    let taken = RwSignal::new(Vec::<TakenSale>::new());
    let amount_ref = NodeRef::<html::Div>::new();
    let to_amount = Callback::new(move |()| focus_amount(amount_ref));
    let find_ref = NodeRef::<html::Input>::new();
    start_focus(draft, find_ref, amount_ref);

    let till = Till { draft, taken, is_old, find_ref };
    let take = till.take();
    let take_for = till.take_for();
    let begin = move |()| {
        draft.begin_with(customer);
        is_old.set(false);
    };
    view! {
        <div class="page">
            <PageHead title=words!(i18n, frame.sale) end=|| view! { <Saved /> } />
            <AskCurrency />
            <div class="sale">
                <Panel>
                    <div class="sale__enter">
                        <Show when=move || is_old.get()>
                            <KeptNote on_empty=begin />
                        </Show>
                        <Who draft find_ref to_amount />
                        <AmountEntry draft amount_ref take />
                        <SameAgain draft to_amount />
                        <More draft />
                    </div>
                </Panel>
                <div class="stack">
                    <div class="wide-only">
                        <WorthSaying draft />
                    </div>
                    <Take draft take take_for />
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
    /// Takes it for whom it turns out to be.
    take_for: Callback<Buyer>,
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
    let is_asked = Memo::new(move |_| draft.is_whose_asked.get() && draft.unclear().is_some());
    view! {
        <div class="sale__take">
            {problem}
            <Show when=move || !is_asked.get()>
                <SayShortly draft />
                <Button
                    label
                    kind=ButtonKind::Primary
                    size=ButtonSize::Big
                    on_press=move |()| take.run(false)
                />
            </Show>
            <Show when=move || is_asked.get()>
                <Whose draft take_for />
            </Show>
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
