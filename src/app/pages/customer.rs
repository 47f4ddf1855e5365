//! One customer from three sides: the business (how they are, what they ordered and bought), the
//! relationship (what is good to know), the reference (how to reach them).

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{
    ButtonLink, Choice, EmptyState, Glyph, Notice, Panel, Stat, Tabs, Tag, Tone,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::apart::JoinedRows;
use crate::app::parts::undoing::Undoing;
use crate::app::state::AppState;
use crate::book::apart::joined_to;
use crate::figures::lifetime::next_visit::NextVisit;
use crate::figures::overview::{Overview, Standing};
use crate::figures::rhythm::{Basis, Status};
use crate::units::id::CustomerId;

pub mod ahead;
pub mod card;
pub mod head;
pub mod know;
pub mod naming;
pub mod orders;
pub mod own;
pub mod pick;
pub mod purchases;
pub mod reach;
pub mod staff;
pub mod story;

use ahead::DatedAhead;
use card::Card;
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

/// The four figures.
#[component]
fn Figures(
    /// Whose.
    card: Card,
) -> impl IntoView {
    view! {
        <div class="grid grid--four">
            <LastVisit card />
            <Spent card />
            <Prospect card />
            <SegmentStat card />
        </div>
    }
}

/// How long ago they came, and how often they do.
#[component]
fn LastVisit(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let value = Signal::derive(move || match card.standing.get() {
        Some(standing) => sentences::days(i18n, format, standing.rhythm.days_since),
        None => said!(i18n, customer.no_visit),
    });
    let trend = Signal::derive(move || {
        let rhythm = card.standing.get()?.rhythm;
        match (rhythm.basis, rhythm.gap_tenths) {
            (Basis::Own, Some(gap)) => {
                let every = sentences::every(i18n, format, gap);
                Some(said!(i18n, customer.usually, every = every))
            }
            (Basis::Own, None)
            | (Basis::Alike(_) | Basis::Shop | Basis::TooLittle | Basis::Few, _) => {
                Some(sentences::status(i18n, rhythm.status))
            }
        }
    });
    let tone = Signal::derive(move || {
        let standing = card.standing.get();
        standing.map_or(Tone::Neutral, |known| sentences::status_tone(known.rhythm.status))
    });
    view! { <Stat label=words!(i18n, customer.last_visit) value trend tone /> }
}

/// What they brought.
#[component]
fn Spent(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let value = Signal::derive(move || {
        let standing = card.standing.get();
        format.money(standing.map(|known| known.totals.takings.spent).unwrap_or_default())
    });
    let trend = Signal::derive(move || {
        let totals = card.standing.get()?.totals;
        let n = totals.n_visits;
        let average = format.money(totals.takings.spent.per(n).unwrap_or_default());
        let written = format.number(f64::from(n), 0);
        Some(said!(i18n, customer.visits_average, count = n, n = written, average = average))
    });
    view! { <Stat label=words!(i18n, customer.spent) value trend /> }
}

/// What their return would be worth, or when they are expected.
#[component]
fn Prospect(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let worth = Memo::new(move |_| {
        let standing = card.standing.get()?;
        let is_late =
            matches!(standing.rhythm.status, Status::Dozing | Status::Asleep | Status::Lost);
        let word = move |overview: &Overview| overview.word(card.id);
        if is_late { card.state.overview().with(word) } else { None }
    });
    let assumed = move || {
        let book = card.state.book();
        book.with(|book| sentences::margin_assumed(i18n, format, book.shop()))
    };
    let label = Signal::derive(move || match worth.get() {
        Some(_) => said!(i18n, customer.worth),
        None => said!(i18n, customer.how_they_are),
    });
    let value = Signal::derive(move || match (worth.get(), card.standing.get()) {
        (Some(word), _) => format.money(word.worth()),
        (None, Some(standing)) => sentences::status(i18n, standing.rhythm.status),
        (None, None) => said!(i18n, customer.not_bought),
    });
    let trend = Signal::derive(move || match worth.get() {
        Some(word) => {
            let profit = isolated(&format.money(word.four_weeks()));
            let gain = format.percent(f64::from(word.gain_permille()) / 1000.0, 1);
            let text = said!(i18n, customer.worth_in_four_weeks, profit = profit, gain = gain);
            Some(match assumed() {
                Some(assumed) => said!(i18n, customer.and_then, before = text, after = assumed),
                None => text,
            })
        }
        None => next_visit(card),
    });
    view! { <Stat label value trend /> }
}

/// When they come next, as far as that can be said; who came once has nothing to say it by.
fn next_visit(card: Card) -> Option<String> {
    let (i18n, format) = (card.i18n, card.format);
    let has_gap = |known: &Standing| known.totals.n_visits > 1;
    card.standing.get().filter(has_gap)?;
    Some(match card.state.overview().with(|overview| overview.next_visit(card.id))? {
        NextVisit::Within(window) => said!(
            i18n,
            customer.next_visit,
            earliest = format.day_short(window.earliest),
            latest = format.day_short(window.latest)
        ),
        NextVisit::TooWideToSay => said!(i18n, customer.next_visit_open),
    })
}

/// Their segment, and the scores that make it.
#[component]
fn SegmentStat(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let value = Signal::derive(move || match card.standing.get() {
        Some(standing) => sentences::segment(i18n, standing.segment),
        None => said!(i18n, customer.no_segment),
    });
    let trend = Signal::derive(move || {
        let scores = card.scores.get()?;
        let [recency, frequency, monetary] = [scores.recency, scores.frequency, scores.monetary]
            .map(|score| format.number(f64::from(score), 0));
        Some(said!(
            i18n,
            customer.scores,
            recency = recency,
            frequency = frequency,
            monetary = monetary
        ))
    });
    view! { <Stat label=words!(i18n, customer.segment) value trend /> }
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
