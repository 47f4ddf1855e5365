//! One customer from three sides: the business (how they are, what they ordered and bought), the
//! relationship (what is good to know), the reference (how to reach them).

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{
    ButtonLink, Choice, EmptyState, Glyph, Notice, Panel, Tabs, Tag, Tone,
};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::apart::JoinedRows;
use crate::app::parts::undoing::Undoing;
use crate::app::state::AppState;
use crate::book::apart::joined_to;
use crate::figures::rhythm::Status;
use crate::units::id::CustomerId;

pub mod ahead;
pub mod card;
pub mod figures;
pub mod head;
pub mod know;
pub mod naming;
pub mod orders;
pub mod own;
pub mod photo;
pub mod pick;
pub mod purchases;
pub mod reach;
pub mod staff;
pub mod story;

use ahead::DatedAhead;
use card::Card;
use figures::Figures;
use head::Head;
use know::KnowPanel;
use orders::Orders;
use purchases::Purchases;
use reach::ReachPanel;
use staff::StaffPanel;
use story::Story;

/// One customer.
#[component]
pub fn CustomerPage(
    /// Whom.
    id: CustomerId,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    // Whoever is one person with an earlier customer is shown under that one.
    let known = Memo::new(move |_| {
        state.book().with(|book| Some(book.who(id)).filter(|id| book.customer(*id).is_some()))
    });
    let page = move || match known.get() {
        Some(id) => view! { <Known id /> }.into_any(),
        None => view! { <Nobody /> }.into_any(),
    };
    view! { <div class="page">{page}</div> }.into_any()
}

/// Nobody has this address, or not any more.
#[component]
fn Nobody() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Panel>
            <EmptyState
                title=words!(i18n, customer.nobody_title)
                text=words!(i18n, customer.nobody_text)
                glyph=Glyph::Person
            >
                <ButtonLink
                    label=words!(i18n, customer.to_all)
                    href=Route::Customers(None).href()
                />
            </EmptyState>
        </Panel>
    }
}

/// A customer the book knows.
#[component]
fn Known(
    /// Whom.
    id: CustomerId,
) -> impl IntoView {
    let card = Card::new(
        id,
        expect_context::<AppState>(),
        use_i18n(),
        expect_context::<Format>(),
        expect_context::<Notices>(),
        expect_context::<Undoing>(),
    );
    let is_company = Memo::new(move |_| card.customer.read().is_company());
    let staff = move || is_company.get().then(|| view! { <StaffPanel card /> });
    view! {
        <Head card />
        <Remarks card />
        <DatedAhead card />
        <Figures card />
        <div class="grid grid--main">
            <Panel title=words!(card.i18n, order.business)>
                <Orders card />
                <Past card />
            </Panel>
            <div class="stack">
                {staff}
                <KnowPanel card />
                <ReachPanel card />
                <MadeOf card />
            </div>
        </div>
    }
}

/// Which cards it was made of, each pair with the way back; nothing for a card that is one.
#[component]
fn MadeOf(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let pairs = Memo::new(move |_| {
        let (journal, book) = (card.state.journal().read(), card.state.book().read());
        joined_to(&journal, &book, card.id)
    });
    let is_one = Memo::new(move |_| pairs.read().is_empty());
    move || {
        (!is_one.get()).then(|| {
            view! {
                <Panel title=words!(card.i18n, company.merged_title)>
                    <JoinedRows pairs />
                </Panel>
            }
        })
    }
}

/// What must be known before anything is said to them.
#[component]
fn Remarks(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let i18n = card.i18n;
    let never = move || {
        card.customer.read().never_write().then(|| {
            view! { <Notice tone=Tone::Bad>{words!(i18n, customer.never_write_notice)}</Notice> }
        })
    };
    let late = move || {
        let rhythm = card.standing.get()?.rhythm;
        if !matches!(rhythm.status, Status::Dozing | Status::Asleep | Status::Lost) {
            return None;
        }
        let tone = sentences::status_tone(rhythm.status);
        Some(view! {
            <Notice tone>
                <Tag label=sentences::status(i18n, rhythm.status) tone />
                " "
                {sentences::reason(i18n, card.format, &rhythm)}
            </Notice>
        })
    };
    view! {
        {never}
        {late}
    }
}

/// What happened, and what was bought.
#[component]
fn Past(
    /// Whose.
    card: Card,
) -> impl IntoView {
    const STORY: &str = "story";
    const PURCHASES: &str = "purchases";
    let i18n = card.i18n;
    let current = RwSignal::new(STORY.to_owned());
    let tabs = Signal::derive(move || {
        vec![
            Choice::new(STORY, said!(i18n, customer.story)),
            Choice::new(PURCHASES, said!(i18n, customer.purchases)),
        ]
    });
    view! {
        <Tabs
            label=words!(i18n, customer.past)
            tabs
            current
            on_choose=move |tab| current.set(tab)
        >
            {move || {
                if *current.read() == PURCHASES {
                    view! { <Purchases card /> }.into_any()
                } else {
                    view! { <Story card /> }.into_any()
                }
            }}
        </Tabs>
    }
}
