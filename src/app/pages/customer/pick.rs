//! The choice of another customer on somebody's card.

use leptos::prelude::*;

use crate::app::components::{Button, ButtonKind, Row, Rows, SearchBox};
use crate::app::language::words::words;
use crate::app::pages::customer::card::Card;
use crate::app::parts::people::Portrait;
use crate::units::id::CustomerId;

/// What another customer is called, whoever they are one with by now.
pub fn name_of(card: Card, other: CustomerId) -> String {
    let book = card.state.book().read();
    book.customer(book.who(other)).map(|other| other.label().to_owned()).unwrap_or_default()
}

/// Another customer, found as one types.
#[component]
pub fn Pick(
    /// What they are.
    #[prop(into)]
    label: Signal<String>,
    /// On whose card: themselves they are not.
    card: Card,
    /// Who it is.
    chosen: RwSignal<Option<CustomerId>>,
) -> impl IntoView {
    const MOST: usize = 5;
    let i18n = card.i18n;
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let query = query.read();
        let others =
            if query.trim().is_empty() { vec![] } else { card.state.find(&query, MOST + 1) };
        others.into_iter().filter(|id| *id != card.id).take(MOST).collect::<Vec<_>>()
    });
    let row = move |id| {
        let name = Signal::derive(move || name_of(card, id));
        let choose = move |()| {
            chosen.set(Some(id));
            query.set(String::new());
        };
        view! { <Row title=name face=move || view! { <Portrait name /> } on_press=choose /> }
    };
    let take_first = move |event: web_sys::KeyboardEvent| {
        let first = found.read_untracked().first().copied();
        if event.key() == "Enter" && !event.is_composing() && first.is_some() {
            // Else the same Enter would save the form.
            event.prevent_default();
            chosen.set(first);
            query.set(String::new());
        }
    };
    let current = move || {
        chosen.get().map(|id| {
            view! {
                <div class="cluster">
                    <bdi>{name_of(card, id)}</bdi>
                    <Button
                        label=words!(i18n, customer.take_out)
                        kind=ButtonKind::Quiet
                        on_press=move |()| chosen.set(None)
                    />
                </div>
            }
        })
    };
    view! {
        <div class="stack stack--close">
            <span class="field__label">{label}</span>
            {current}
            <SearchBox
                label=words!(i18n, frame.find)
                value=query
                on_input=move |text| query.set(text)
                on_key=take_first
            />
            <Rows label=label>
                <For each=move || found.get() key=|id| *id children=row />
            </Rows>
        </div>
    }
}
