//! The four figures of the first page, each with its formula and the people behind it.

use leptos::prelude::*;

use crate::app::around::route::{List, Route};
use crate::app::components::{ButtonLink, Dialog, Stat, Tone};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::state::AppState;
use crate::figures::overview::{Headline, Overview, decimals};

/// The figures side by side.
#[component]
pub fn Figures() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let headline = Memo::new(move |_| state.overview().with(Overview::headline));
    let number = move |n: u32| format.number(f64::from(n), 0);
    let active = Signal::derive(move || number(headline.read().n_active));
    let new = Signal::derive(move || {
        let n = headline.read().n_new;
        said!(i18n, today.new_this_month, count = n, n = number(n))
    });
    view! {
        <div class="grid grid--four">
            <Stat
                label=words!(i18n, today.active)
                value=active
                trend=new
                tone=Signal::stored(Tone::Good)
                href=Route::Customers(Some(List::Active)).href()
            />
            <Kept headline />
            <Worth headline />
            <Lost headline />
        </div>
    }
}

/// Customers kept, with the points against the quarter before.
#[component]
fn Kept(
    /// The figures.
    headline: Memo<Headline>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let open = RwSignal::new(false);
    let number = move |n: u32| format.number(f64::from(n), 0);
    let value = Signal::derive(move || match headline.read().kept.crr() {
        Some(share) => format.percent(share, 1),
        None => said!(i18n, today.not_yet),
    });
    let trend = Signal::derive(move || {
        let headline = headline.read();
        let Some(change) = headline.kept_change() else {
            return said!(i18n, today.kept_no_change);
        };
        let points = format.number(change.abs() * 100.0, 1);
        if change < 0.0 {
            said!(i18n, today.kept_down, points = points)
        } else {
            said!(i18n, today.kept_up, points = points)
        }
    });
    let tone = Signal::derive(move || match headline.read().kept_change() {
        Some(change) if change < 0.0 => Tone::Bad,
        Some(_) => Tone::Good,
        None => Tone::Neutral,
    });
    let formula = move || {
        let kept = headline.read().kept;
        let share = kept.crr().map(|share| format.percent(share, 1));
        let share = share.unwrap_or_else(|| said!(i18n, today.not_yet));
        let [end, new, start] = [kept.n_end, kept.n_new, kept.n_start].map(number);
        said!(i18n, today.kept_formula, end = end, new = new, start = start, share = share)
    };
    let people = move || {
        let kept = headline.read().kept;
        let [start, same] = [kept.n_start, kept.n_kept].map(number);
        let bought_again = said!(i18n, today.kept_people, start = start, same = same);
        match kept.n_came_back() {
            0 => bought_again,
            back => {
                let others = said!(i18n, today.kept_came_back, count = back, n = number(back));
                format!("{bought_again} {others}")
            }
        }
    };
    view! {
        <Stat
            label=words!(i18n, today.kept)
            value
            trend
            tone
            on_press=move |()| open.set(true)
        />
        <Explained
            open
            title=words!(i18n, today.kept)
            text=words!(i18n, today.kept_explained)
            formula=Signal::derive(formula)
            people=Signal::derive(people)
            href=Route::Customers(None).href()
        />
    }
}

/// What a customer is worth, with the formula.
#[component]
fn Worth(
    /// The figures.
    headline: Memo<Headline>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let open = RwSignal::new(false);
    let value = Signal::derive(move || match headline.read().worth {
        Some(worth) => format.money(worth.worth),
        None => said!(i18n, today.not_yet),
    });
    let formula = Signal::derive(move || {
        let Some(worth) = headline.read().worth else {
            return said!(i18n, today.worth_not_yet);
        };
        let check = isolated(&format.money(worth.average_check));
        let visits = format.number(worth.visits_a_month, decimals(worth.visits_a_month));
        let margin = format.percent(f64::from(worth.margin_percent) / 100.0, 0);
        let margin = if headline.read().margin_is_assumed {
            said!(i18n, today.margin_assumed, margin = margin)
        } else {
            margin
        };
        let months = format.number(worth.months, decimals(worth.months));
        said!(
            i18n,
            today.worth_formula,
            check = check,
            visits = visits,
            margin = margin,
            months = months
        )
    });
    let people = Signal::derive(move || {
        let people = said!(i18n, today.worth_people);
        match headline.read().worth.filter(|_| headline.read().margin_is_assumed) {
            Some(worth) => {
                let margin = format.percent(f64::from(worth.margin_percent) / 100.0, 0);
                format!("{people} {}", said!(i18n, today.worth_assumed, margin = margin))
            }
            None => people,
        }
    });
    view! {
        <Stat
            label=words!(i18n, today.worth)
            value
            trend=formula
            on_press=move |()| open.set(true)
        />
        <Explained
            open
            title=words!(i18n, today.worth)
            text=words!(i18n, today.worth_explained)
            formula
            people
            href=Route::Customers(Some(List::Top)).href()
        />
    }
}

/// What the sleepers cost, with the formula and who is not in it.
#[component]
fn Lost(
    /// The figures.
    headline: Memo<Headline>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let open = RwSignal::new(false);
    let number = move |n: u32| format.number(f64::from(n), 0);
    let label = Signal::derive(move || {
        let headline = headline.read();
        match headline.gap_tenths {
            None => said!(i18n, today.slipping),
            Some(_) if headline.is_weekly() => said!(i18n, today.slipping_week),
            Some(gap) => {
                let n = sentences::gap_days(format, gap);
                said!(i18n, today.slipping_every, count = (gap + 5) / 10, n = n)
            }
        }
    });
    let value = Signal::derive(move || format.money(headline.read().lost.over(1)));
    let formula = Signal::derive(move || {
        let lost = headline.read().lost;
        let n = lost.n_sleepers;
        let share = format.percent(f64::from(lost.return_percent) / 100.0, 0);
        let check = isolated(&format.money(lost.average_check));
        said!(i18n, today.lost_formula, n = number(n), share = share, check = check)
    });
    let tone =
        Signal::derive(
            move || {
                if headline.read().lost.n_sleepers > 0 { Tone::Bad } else { Tone::Neutral }
            },
        );
    let people = Signal::derive(move || {
        let who = said!(i18n, today.lost_who);
        let once = headline.read().one_timers;
        let n = number(once.n_now);
        match once.share() {
            _ if once.n_now == 0 => who,
            Some(share) => {
                let share = format.percent(share, 0);
                let back = said!(i18n, today.once_back, count = once.n_now, n = n, share = share);
                format!("{who} {back}")
            }
            None => {
                let back = said!(i18n, today.once_back_unknown, count = once.n_now, n = n);
                format!("{who} {back}")
            }
        }
    });
    view! {
        <Stat label value trend=formula tone on_press=move |()| open.set(true) />
        <Explained
            open
            title=label
            text=words!(i18n, today.lost_explained)
            formula
            people
            href=Route::Sleepers.href()
        />
    }
}

/// A figure in words: what it is, how it was worked out, and from whom.
#[component]
fn Explained(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The figure.
    title: Signal<String>,
    /// What it means.
    text: Signal<String>,
    /// How it was worked out, with the numbers.
    formula: Signal<String>,
    /// Who is behind it.
    people: Signal<String>,
    /// Where they are.
    #[prop(into)]
    href: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let close = move |()| open.set(false);
    view! {
        <Dialog
            open
            on_close=close
            title
            close_label=words!(i18n, frame.close)
            footer=move || view! { <ButtonLink label=words!(i18n, today.see_people) href /> }
        >
            <div class="explained">
                <p>{text}</p>
                <p class="explained__formula">
                    <bdi>{formula}</bdi>
                </p>
                <p>{people}</p>
            </div>
        </Dialog>
    }
}
