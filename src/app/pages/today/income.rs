//! Where the income stands: how much of it hangs on a few.

use leptos::prelude::*;

use crate::app::around::route::{List, Route};
use crate::app::components::{Meter, Notice, Panel, Tone};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::state::AppState;
use crate::figures::concentration::{Concentration, Warning};
use crate::figures::overview::Overview;

/// Of how many customers the share is told first; with no more than these there is nothing to
/// tell.
const FIRST: u32 = 3;

/// How the income is spread, in words.
#[component]
pub fn Income() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let income = Memo::new(move |_| state.overview().with(|all| all.figures().income().clone()));
    let is_telling =
        move || income.with(|income| income.gini().is_some() && income.n_customers() > FIRST);
    view! {
        <Panel
            title=words!(i18n, today.income)
            end=move || view! {
                <a href=Route::Customers(Some(List::Top)).href()>{words!(i18n, today.see_who)}</a>
            }
        >
            <Show
                when=is_telling
                fallback=move || view! { <p class="muted">{words!(i18n, today.no_income)}</p> }
            >
                <div class="stack">
                    <Shares income />
                    <IfTheyLeft income />
                    <Evenness income />
                </div>
            </Show>
        </Panel>
    }
}

/// The shares of the first three, and of the first tenth and fifth.
#[component]
fn Shares(
    /// How the income is spread.
    income: Memo<Concentration>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let of_top = move |n: u32| income.with(|income| income.share_of_top(n)).unwrap_or_default();
    let first = Signal::derive(move || {
        let n = FIRST;
        let share = format.percent(of_top(n), 0);
        said!(i18n, today.top_bring, count = n, n = format.number(f64::from(n), 0), share = share)
    });
    let warning = Memo::new(move |_| income.with(Concentration::warning));
    let part = move |percent: u8| {
        let (n, share) = income.with(|income| {
            (income.n_in_top_percent(percent), income.share_of_top_percent(percent))
        });
        let share = format.percent(share.unwrap_or_default(), 0);
        let top = format.percent(f64::from(percent) / 100.0, 0);
        let n = format.number(f64::from(n), 0);
        said!(i18n, today.top_percent_bring, top = top, n = n, share = share)
    };
    view! {
        <p>
            <b>{first}</b>
        </p>
        {move || view! {
        <Meter
            label=first
            text=Signal::derive(move || format.percent(of_top(FIRST), 0))
            percent=Signal::derive(move || in_percent(of_top(FIRST)))
            tone=warning_tone(warning.get())
        />
        }}
        <ul class="stack stack--close muted small" role="list">
            <li>{move || part(10)}</li>
            <li>{move || part(20)}</li>
        </ul>
    }
}

/// The rehearsal: the largest customer leaves.
#[component]
fn IfTheyLeft(
    /// How the income is spread.
    income: Memo<Concentration>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let largest = Memo::new(move |_| {
        let (id, brought) = state.overview().with(Overview::largest)?;
        let name = state.book().with(|book| Some(book.customer(id)?.label().to_owned()))?;
        Some((id, name, brought))
    });
    let warning = Memo::new(move |_| income.with(Concentration::warning));
    let text = move || {
        let (_, name, brought) = largest.get()?;
        let share = format.percent(brought.share_of(income.with(Concentration::total)), 1);
        Some(said!(i18n, today.if_left, name = isolated(&name), share = share))
    };
    let advice = move || match warning.get() {
        Warning::Healthy => said!(i18n, today.warning_healthy),
        Warning::AtRisk => said!(i18n, today.warning_at_risk),
        Warning::Ill => said!(i18n, today.warning_ill),
    };
    move || {
        view! {
            <Notice tone=warning_tone(warning.get())>
                <p>{text}" "{advice}</p>
            </Notice>
        }
    }
}

/// The Gini coefficient, explained.
#[component]
fn Evenness(
    /// How the income is spread.
    income: Memo<Concentration>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let text = move || {
        let gini = income.with(Concentration::gini)?;
        Some(said!(i18n, today.gini, gini = format.number(gini, 2)))
    };
    view! { <p class="muted small">{text}</p> }
}

fn warning_tone(warning: Warning) -> Tone {
    match warning {
        Warning::Healthy => Tone::Good,
        Warning::AtRisk => Tone::Warm,
        Warning::Ill => Tone::Bad,
    }
}

/// A share of one in hundred parts, as a meter takes it.
fn in_percent(share: f64) -> f64 {
    share * 100.0
}
