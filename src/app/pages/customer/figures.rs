//! The four figures of a customer: how they are, what they bring; of a company that orders, what is
//! in work and what is not paid.

use leptos::prelude::*;

use crate::app::components::{Stat, Tone};
use crate::app::language::format::isolated;
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::book::{Book, OpenOrders};
use crate::figures::lifetime::next_visit::NextVisit;
use crate::figures::overview::{Overview, Standing};
use crate::figures::rhythm::{Basis, Status};
use crate::units::money::Money;

/// The four figures.
#[component]
pub fn Figures(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let is_company = Memo::new(move |_| card.customer.read().is_company());
    let has_orders = Memo::new(move |_| {
        let is_order =
            |book: &Book| book.purchases_of(card.id).any(|(id, _)| book.order(id).is_some());
        card.state.book().with(is_order)
    });
    move || {
        let figures = match (is_company.get(), has_orders.get()) {
            (true, true) => view! {
                <InWork card />
                <NotPaid card />
                <LastVisit card />
                <Share card />
            }
            .into_any(),
            (true, false) => view! {
                <LastVisit card />
                <Spent card />
                <Prospect card />
                <Share card />
            }
            .into_any(),
            (false, _) => view! {
                <LastVisit card />
                <Spent card />
                <Prospect card />
                <SegmentStat card />
            }
            .into_any(),
        };
        view! { <div class="grid grid--four">{figures}</div> }
    }
}

/// How many orders something is still to be done about, and what they come to.
#[component]
fn InWork(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let open = open_orders(card);
    let value = Signal::derive(move || format.count(open.read().n));
    let trend = Signal::derive(move || {
        let OpenOrders { n, amount, .. } = open.get();
        (n > 0).then(|| said!(i18n, company.in_work_for, amount = format.money(amount)))
    });
    view! { <Stat label=words!(i18n, company.in_work) value trend /> }
}

/// What is still to be paid, and by when.
#[component]
fn NotPaid(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let open = open_orders(card);
    let is_late = move || {
        let due = open.read().owed_by;
        due.is_some_and(|due| due < card.state.today().get())
    };
    let value = Signal::derive(move || format.money(open.read().owed));
    let trend = Signal::derive(move || {
        let day = format.day_short(open.read().owed_by?);
        Some(match is_late() {
            true => said!(i18n, order.late, day = day),
            false => said!(i18n, order.due, day = day),
        })
    });
    let tone = Signal::derive(move || if is_late() { Tone::Bad } else { Tone::Neutral });
    view! { <Stat label=words!(i18n, company.not_paid) value trend tone /> }
}

fn open_orders(card: Card) -> Memo<OpenOrders> {
    Memo::new(move |_| card.state.book().with(|book| book.open_orders_in_sum(card.id)))
}

/// How much of the shop's income they bring: what would go with them.
#[component]
fn Share(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let (i18n, format) = (card.i18n, card.format);
    let spent = Memo::new(move |_| {
        card.standing.get().map(|known| known.totals.takings.spent).unwrap_or_default()
    });
    let value = Signal::derive(move || {
        let all = card.state.overview().with(|overview| overview.figures().income().total());
        match spent.get() {
            Money::ZERO => said!(i18n, customer.not_bought),
            spent => format.percent(spent.share_of(all), 0),
        }
    });
    let trend = Signal::derive(move || {
        let spent = spent.get();
        (spent > Money::ZERO)
            .then(|| said!(i18n, company.share_in_all, amount = format.money(spent)))
    });
    view! { <Stat label=words!(i18n, company.share) value trend /> }
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
