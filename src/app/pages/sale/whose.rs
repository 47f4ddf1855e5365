//! Asks whom a sale is for when something was typed of the buyer and nobody was chosen.

use leptos::{html, prelude::*};

use crate::app::components::{Button, ButtonKind, Notice, Row, Rows, focus_first};
use crate::app::language::format::isolated;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::sale::draft::Draft;
use crate::app::pages::sale::newcomer::Typed;
use crate::app::pages::sale::who::{found_by, who_is};
use crate::app::state::AppState;
use crate::units::id::CustomerId;

/// How many of those who may be meant are offered.
const OFFERED: usize = 3;

/// Whom a sale is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Buyer {
    /// Somebody the shop knows, or nobody it knows.
    Chosen(Option<CustomerId>),
    /// Somebody new.
    New(Typed),
}

/// The question with its answers; each of them takes the sale.
#[component]
pub fn Whose(
    /// The sale in the making.
    draft: Draft,
    /// Takes the sale for them.
    take_for: Callback<Buyer>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let typed = Memo::new(move |_| draft.unclear().unwrap_or_default());
    let offered = Memo::new(move |_| {
        let chosen = draft.chosen(state);
        let found = found_by(state, &typed.read(), OFFERED);
        let others = found.into_iter().filter(|found| Some(*found) != chosen);
        chosen.into_iter().chain(others).collect::<Vec<CustomerId>>()
    });
    let add = move |()| {
        if draft.newcomer.get_untracked().is_none() {
            draft.open_newcomer();
        }
        if let Some(typed) = draft.newcomer.get_untracked() {
            take_for.run(Buyer::New(typed));
        }
    };
    let place = NodeRef::<html::Div>::new();
    // Outside the reactive graph: whoever takes sales by the keys goes on by the keys.
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            request_animation_frame(move || focus_first(&place, "button"));
        }
    });
    view! {
        <div node_ref=place class="whose">
            <Notice>
                <div class="stack">
                    <p role="alert">
                        {move || said!(i18n, whose.who_for, typed = isolated(&typed.read()))}
                    </p>
                    <Rows>
                        <For each=move || offered.get() key=|id| *id let(id)>
                            <Offered id on_press=move |()| {
                                take_for.run(Buyer::Chosen(Some(id)));
                            } />
                        </For>
                    </Rows>
                    <div class="cluster">
                        <Button
                            label=words!(i18n, whose.add, name = isolated(&typed.read()))
                            on_press=add
                        />
                        <Button
                            label=words!(i18n, whose.walk_in)
                            on_press=move |()| take_for.run(Buyer::Chosen(None))
                        />
                        <Button
                            label=words!(i18n, frame.cancel)
                            kind=ButtonKind::Quiet
                            on_press=move |()| draft.is_whose_asked.set(false)
                        />
                    </div>
                </div>
            </Notice>
        </div>
    }
}

#[component]
fn Offered(
    /// Who may be meant.
    id: CustomerId,
    /// Takes the sale for them.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let (label, about) = who_is(id);
    view! { <Row title=label subtitle=about on_press /> }
}
