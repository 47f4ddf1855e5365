//! What the owner must say before a list can go in, and what is good to know of it: on the spot,
//! above everything else.

use leptos::prelude::*;

use super::columns::column_title;
use super::import::Import;
use super::phrases::{looks_like, meaning};
use super::states::States;
use crate::app::components::{Button, ButtonKind, Notice, Tone};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{said, use_i18n, words};
use crate::files::columns::{LooksLike, Meaning, say_when};
use crate::files::import::{EqualLines, Totals, UnknownBuyers};
use crate::work::Outlook;

/// All of them that this list raises.
#[component]
pub fn Questions(
    /// The list.
    import: Import,
) -> impl IntoView {
    view! {
        <CurrencyQuestion import />
        <ColumnQuestions import />
        <TotalsQuestion import />
        <States import />
        <NobodyQuestion import />
    }
}

/// Something of the plan as it is now.
fn of_plan<T>(import: Import, what: impl Fn(&Outlook) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| {
        import.plan().with(|plan| match plan {
            Some(Ok(plan)) => what(plan),
            Some(Err(_)) | None => T::default(),
        })
    })
}

/// A question, with its answers below.
#[component]
fn Ask(
    /// How much it matters.
    #[prop(default = Tone::Warm)]
    tone: Tone,
    /// What is asked.
    #[prop(into)]
    text: Signal<String>,
    /// The answers.
    children: Children,
) -> impl IntoView {
    view! {
        <Notice tone>
            <div class="stack">
                <p>{text}</p>
                <div class="cluster">{children()}</div>
            </div>
        </Notice>
    }
}

/// A list in another currency than the shop's.
#[component]
fn CurrencyQuestion(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = Memo::new(move |_| {
        let theirs = import.guess().with(|guess| guess.as_ref()?.currency)?;
        let ours = import.shop_currency();
        let (now, has_amounts) =
            import.options().with(|options| (options.currency, options.has_purchases()));
        (theirs != ours && has_amounts).then_some((theirs, ours, now))
    });
    move || {
        asked.get().map(|(theirs, ours, now)| {
            let codes = move || (theirs.code().to_owned(), ours.code().to_owned());
            if !import.can_change_currency() {
                let text = Signal::derive(move || {
                    let (theirs, ours) = codes();
                    said!(i18n, import.currency_differs, theirs = theirs, ours = ours)
                });
                return view! { <Notice tone=Tone::Bad><p>{text}</p></Notice> }.into_any();
            }
            let is_adopted = now == theirs;
            let text = Signal::derive(move || {
                let (theirs, ours) = codes();
                if is_adopted {
                    said!(i18n, import.currency_adopted, theirs = theirs, ours = ours)
                } else {
                    said!(i18n, import.currency_kept, theirs = theirs, ours = ours)
                }
            });
            let label = Signal::derive(move || {
                let (theirs, ours) = codes();
                if is_adopted {
                    said!(i18n, import.currency_keep, ours = ours)
                } else {
                    said!(i18n, import.currency_switch, theirs = theirs)
                }
            });
            let wanted = if is_adopted { ours } else { theirs };
            let choose = move |()| import.count_in(wanted);
            view! { <Ask text><Button label on_press=choose /></Ask> }.into_any()
        })
    }
}

/// Columns that look like something and are not used, and what follows from what is missing.
#[component]
fn ColumnQuestions(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let unused = Memo::new(move |_| {
        let found = import
            .guess()
            .with(|guess| guess.as_ref().map(|guess| guess.unused.clone()).unwrap_or_default());
        import.options().with(|options| {
            let is_unused = |(column, _): &(usize, LooksLike)| {
                options.mapping.get(*column) == Some(&Meaning::Ignore)
            };
            found.into_iter().filter(is_unused).collect::<Vec<_>>()
        })
    });
    let missing = Memo::new(move |_| import.options().with(missing));
    let question = move |(column, look): (usize, LooksLike)| {
        let uses = uses_of(look).to_vec();
        let text = Signal::derive(move || {
            let column = isolated(&column_title(i18n, format, import, column));
            said!(i18n, import.column_unused, column = column, look = looks_like(i18n, look))
        });
        let answers = uses.into_iter().map(|known| {
            let label = words!(i18n, import.use_as, meaning = meaning(i18n, known));
            view! { <Button label on_press=move |()| import.map(column, known) /> }
        });
        let answers = answers.collect_view();
        let leave = move |()| import.leave_unused(column);
        view! {
            <Ask text>
                {answers}
                <Button
                    label=words!(i18n, import.leave_unused)
                    kind=ButtonKind::Quiet
                    on_press=leave
                />
            </Ask>
        }
    };
    view! {
        {move || missing.get().map(|missing| view! { <MissingQuestion import missing /> })}
        <For each=move || unused.get() key=|(column, _)| *column children=question />
    }
}

/// What a list of purchases lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Missing {
    /// Days and no amounts, while nobody said that they are visits.
    Amounts,
    /// Days without amounts, taken as visits.
    OfVisits,
    /// Amounts and no days.
    Dates,
}

fn missing(options: &crate::files::import::Options) -> Option<Missing> {
    let has = |meaning| options.mapping.contains(&meaning);
    match (say_when(&options.mapping), has(Meaning::Amount) || has(Meaning::Price)) {
        (true, false) if options.visits_only => Some(Missing::OfVisits),
        (true, false) => Some(Missing::Amounts),
        (false, true) => Some(Missing::Dates),
        (true, true) | (false, false) => None,
    }
}

/// What follows from what is missing, and what to do.
#[component]
fn MissingQuestion(
    /// The list.
    import: Import,
    /// What.
    missing: Missing,
) -> impl IntoView {
    let i18n = use_i18n();
    let visits = move |only: bool| import.understand(move |options| options.visits_only = only);
    match missing {
        Missing::Amounts => {
            let take = move |()| visits(true);
            view! {
                <Ask text=words!(i18n, import.no_amounts)>
                    <Button label=words!(i18n, import.as_visits) on_press=take />
                </Ask>
            }
            .into_any()
        }
        Missing::OfVisits => {
            let leave = move |()| visits(false);
            view! {
                <Ask tone=Tone::Neutral text=words!(i18n, import.visits_only)>
                    <Button label=words!(i18n, import.not_visits) on_press=leave />
                </Ask>
            }
            .into_any()
        }
        Missing::Dates => {
            let text = words!(i18n, import.no_dates);
            view! { <Notice><p>{text}</p></Notice> }.into_any()
        }
    }
}

/// What a column of a look may be used as.
fn uses_of(look: LooksLike) -> &'static [Meaning] {
    match look {
        LooksLike::Dates => &[Meaning::Date, Meaning::Birthday],
        LooksLike::Amounts => &[Meaning::Amount, Meaning::Price, Meaning::Refunded],
        LooksLike::Names => &[Meaning::Name, Meaning::Product, Meaning::Employee],
        LooksLike::Phones => &[Meaning::Phone],
        LooksLike::Emails => &[Meaning::Email],
    }
}

/// Whether the amount on each line of an order is that of the line or of the order.
#[component]
fn TotalsQuestion(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let asked = of_plan(import, |plan| plan.equal_lines.clone());
    let repeated = of_plan(import, |plan| plan.counts.repeated_lines);
    let say = move |totals| import.understand(move |options| options.totals = Some(totals));
    let text = move |equal: &EqualLines| {
        let n = format.count(equal.n);
        let (amount, lines) = (format.money(equal.amount), format.count(equal.n_lines));
        let order = isolated(&equal.number);
        match (equal.is_open, equal.taken_as) {
            (true, _) => said!(
                i18n,
                import.totals_question,
                count = equal.n,
                n = n,
                amount = amount,
                lines = lines,
                order = order
            ),
            (false, Totals::OfOrder) => {
                said!(i18n, import.totals_of_order, count = equal.n, n = n)
            }
            (false, Totals::OfLine) => {
                said!(i18n, import.totals_of_line, count = equal.n, n = n)
            }
        }
    };
    let question = move |equal: EqualLines| {
        let sum: crate::units::money::Money = (0..equal.n_lines).map(|_| equal.amount).sum();
        let of_order = words!(i18n, import.totals_as_order, amount = format.money(equal.amount));
        let of_line = words!(i18n, import.totals_as_lines, amount = format.money(sum));
        let (is_open, taken_as) = (equal.is_open, equal.taken_as);
        let tone = if is_open { Tone::Warm } else { Tone::Neutral };
        let text = Signal::derive(move || text(&equal));
        view! {
            <Ask tone text>
                {(is_open || taken_as == Totals::OfLine).then(|| view! {
                    <Button label=of_order on_press=move |()| say(Totals::OfOrder) />
                })}
                {(is_open || taken_as == Totals::OfOrder).then(|| view! {
                    <Button label=of_line on_press=move |()| say(Totals::OfLine) />
                })}
            </Ask>
        }
    };
    let again = move |n: usize| {
        let text = words!(i18n, import.repeated, count = n, n = format.count(n));
        view! {
            <Ask tone=Tone::Neutral text>
                <Button
                    label=words!(i18n, import.repeated_count)
                    on_press=move |()| say(Totals::OfLine)
                />
            </Ask>
        }
    };
    view! {
        {move || asked.get().map(question)}
        {move || Some(repeated.get()).filter(|n| *n > 0).map(again)}
    }
}

/// Purchases that name nobody: count them for the shop, or skip them.
#[component]
fn NobodyQuestion(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let found = of_plan(import, |plan| (plan.counts.of_nobody, plan.counts.sum_of_nobody));
    let keeps = Memo::new(move |_| {
        import.options().with(|options| options.unknown_buyers == UnknownBuyers::Keep)
    });
    move || {
        let (n, sum) = found.get();
        let keeps = keeps.get();
        (n > 0).then(|| {
            let text = Signal::derive(move || {
                let (n_said, sum) = (format.count(n), format.money(sum));
                if keeps {
                    said!(i18n, import.nobody_kept, count = n, n = n_said, sum = sum)
                } else {
                    said!(i18n, import.nobody_question, count = n, n = n_said, sum = sum)
                }
            });
            let label = Signal::derive(move || {
                if keeps {
                    said!(i18n, import.nobody_skip)
                } else {
                    said!(i18n, import.nobody_keep)
                }
            });
            let turn = move |()| import.keep_unknown(!keeps);
            let tone = if keeps { Tone::Neutral } else { Tone::Warm };
            view! { <Ask tone text><Button label on_press=turn /></Ask> }
        })
    }
}
