//! What was read in a list and what would come of it, before anything does.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::choices::{ReadAs, Rules};
use super::columns::Columns;
use super::import::Import;
use super::open::list_refusal;
use super::phrases;
use super::problems::Problems;
use super::work::WorkProgress;
use crate::app::components::{Button, ButtonKind, Notice, PageHead, Stat, Tone};
use crate::app::format::{Format, isolated};
use crate::app::state::AppState;
use crate::app::words::{said, use_i18n, words};
use crate::calendar::Zone;
use crate::exchange::dates::{self, DateOrder};
use crate::exchange::import::{OnMatch, Plan};

/// The whole preview.
#[component]
pub fn ImportPreview(
    /// The list.
    import: Import,
    /// What taking it in does.
    #[prop(into)]
    on_bring_in: Callback<()>,
    /// What turning back does.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let reading = RwSignal::new(false);
    let plan = move || match import.plan().get() {
        Some(Ok(plan)) => view! { <Outlook import plan /> }.into_any(),
        Some(Err(refusal)) => {
            let file = isolated(&import.file().get());
            let text = list_refusal(i18n, format, file, refusal);
            view! { <Notice tone=Tone::Bad>{text}</Notice> }.into_any()
        }
        None => ().into_any(),
    };
    let problems = move || {
        let plan = import.plan().get()?.ok().filter(|plan| !plan.problems.is_empty())?;
        Some(view! { <Problems import plan /> })
    };
    let why = NodeRef::<html::Div>::new();
    provide_context(Why(why));
    view! {
        <Head import reading on_bring_in on_cancel />
        <WorkProgress work=import.work on_cancel />
        <OrderQuestion import />
        {plan}
        {move || reading.get().then(|| view! { <ReadAs import /> })}
        <Columns import />
        <Rules import />
        <div node_ref=why>{problems}</div>
    }
}

/// Where the rows that were set aside are listed.
#[derive(Clone, Copy)]
struct Why(NodeRef<html::Div>);

impl Why {
    fn show(self) {
        if let Some(place) = self.0.get_untracked() {
            place.scroll_into_view();
        }
    }
}

/// The title, how the file was read, and the answers.
#[component]
fn Head(
    /// The list.
    import: Import,
    /// Whether the owner wants to say how the file is written.
    reading: RwSignal<bool>,
    /// What taking it in does.
    on_bring_in: Callback<()>,
    /// What turning back does.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let n_incoming = move || {
        import.plan().with(|plan| match plan {
            Some(Ok(plan)) => (plan.purchases.len(), plan.new_customers.len() + plan.updates.len()),
            Some(Err(_)) | None => (0, 0),
        })
    };
    let label = Signal::derive(move || match n_incoming() {
        (0, 0) => said!(i18n, import.bring_in_nothing),
        (0, n) => said!(i18n, import.bring_in_customers, count = n, n = format.count(n)),
        (n, _) => said!(i18n, import.bring_in_purchases, count = n, n = format.count(n)),
    });
    let disabled = Signal::derive(move || import.work.is_busy() || n_incoming() == (0, 0));
    view! {
        <PageHead
            title=words!(i18n, import.title, file = isolated(&import.file().get()))
            subtitle=Signal::derive(move || read_as(import))
            end=move || view! {
                <Button
                    label=words!(i18n, import.not_right)
                    kind=ButtonKind::Quiet
                    on_press=move |()| reading.update(|reading| *reading = !*reading)
                />
                <Button label=words!(i18n, frame.cancel) on_press=on_cancel />
                <Button label kind=ButtonKind::Primary disabled on_press=on_bring_in />
            }
        />
    }
}

/// How the file was read, in one line.
fn read_as(import: Import) -> String {
    let i18n = use_i18n();
    let (encoding, separator) = import.table().with(|table| (table.encoding, table.separator));
    let separator = phrases::separator(i18n, separator);
    let encoding = isolated(encoding.label());
    let currency = import.options().with(|options| options.currency.code().to_owned());
    let date = import.guess().with(|guess| guess.as_ref()?.date_example.clone());
    match date {
        Some(date) => said!(
            i18n,
            import.read_as_dates,
            encoding = encoding,
            separator = separator,
            date = isolated(&date),
            currency = currency
        ),
        None => said!(
            i18n,
            import.read_as,
            encoding = encoding,
            separator = separator,
            currency = currency
        ),
    }
}

/// Which of two days is meant, where the file does not tell.
#[component]
fn OrderQuestion(
    /// The list.
    import: Import,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let example = Memo::new(move |_| {
        let example = import.guess().with(|guess| guess.as_ref()?.date_example.clone());
        example.filter(|_| import.is_order_open())
    });
    let answer = move |text: &str, order: DateOrder| {
        let read = dates::read(text, Some(order), &Zone::default()).ok()?;
        let label = Signal::derive(move || format.day(read.day));
        let choose = move |()| import.understand(|options| options.date_order = Some(order));
        Some(view! { <Button label on_press=choose /> })
    };
    move || {
        example.get().map(|date| {
            let answers =
                (answer(&date, DateOrder::DayFirst), answer(&date, DateOrder::MonthFirst));
            let date = isolated(&date);
            view! {
                <Notice>
                    <div class="stack">
                        <p>{words!(i18n, import.order_question, date = date.clone())}</p>
                        <div class="cluster">{answers}</div>
                    </div>
                </Notice>
            }
        })
    }
}

/// The figures of a plan, and what is worth a remark.
#[component]
fn Outlook(
    /// The list.
    import: Import,
    /// What would come of it.
    plan: Arc<Plan>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let why = expect_context::<Why>();
    let count = move |n: usize| Signal::derive(move || format.count(n));
    let (n_updates, n_known) = (plan.updates.len(), plan.counts.known_customers);
    let n_aside = plan.counts.rows_set_aside;
    let span = plan.span;
    let span = move || {
        let (first, last) = span?;
        Some(said!(i18n, import.span, first = format.day(first), last = format.day(last)))
    };
    let known_by = words!(
        i18n,
        import.known_by,
        key = phrases::key(i18n, import.options().with(|options| options.key))
    );
    let aside = move || {
        Some(if n_aside > 0 {
            said!(i18n, import.see_why)
        } else {
            said!(i18n, import.set_aside_none)
        })
    };
    let see_why = Callback::new(move |()| why.show());
    let aside_tone = Signal::derive(move || if n_aside > 0 { Tone::Bad } else { Tone::Good });
    view! {
        <div class="grid grid--four">
            <Stat
                label=words!(i18n, import.new_customers)
                value=count(plan.new_customers.len())
            />
            <Stat
                label=known_by
                value=count(plan.counts.known_customers)
                trend=Signal::derive(move || (n_known > 0).then(|| known_trend(import, n_updates)))
            />
            <Stat
                label=words!(i18n, import.purchases)
                value=count(plan.purchases.len())
                trend=Signal::derive(span)
            />
            <Stat
                label=words!(i18n, import.set_aside)
                value=count(n_aside)
                trend=Signal::derive(aside)
                tone=aside_tone
                on_press=see_why
            />
        </div>
        <Remarks import plan />
    }
}

/// What happens to those who are known.
fn known_trend(import: Import, n_updates: usize) -> String {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let (on_match, fills) =
        import.options().with(|options| (options.on_match, options.fill_only_empty));
    let n = format.count(n_updates);
    match on_match {
        OnMatch::CreateOnly => said!(i18n, import.known_stay),
        OnMatch::UpdateOnly | OnMatch::Both if n_updates == 0 => said!(i18n, import.known_stay),
        OnMatch::UpdateOnly | OnMatch::Both if fills => {
            said!(i18n, import.known_filled, count = n_updates, n = n)
        }
        OnMatch::UpdateOnly | OnMatch::Both => {
            said!(i18n, import.known_updated, count = n_updates, n = n)
        }
    }
}

/// What the figures do not say.
#[component]
fn Remarks(
    /// The list.
    import: Import,
    /// What would come of it.
    plan: Arc<Plan>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let theirs = move || import.options().with(|options| options.currency.code().to_owned());
    let ours = move || state.book().with(|book| book.shop().currency.code().to_owned());
    let (n_there, n_rounded) = (plan.counts.purchases_already_there, plan.counts.rounded_amounts);
    let n_purchases = plan.purchases.len();
    let adopts = move || n_purchases > 0 && theirs() != ours();
    let adopted = words!(i18n, import.currency_adopted, theirs = theirs(), ours = ours());
    let there = words!(i18n, import.already, count = n_there, n = format.count(n_there));
    let rounded = words!(
        i18n,
        import.rounded,
        count = n_rounded,
        n = format.count(n_rounded),
        currency = theirs()
    );
    view! {
        {move || adopts().then(|| view! { <Notice>{adopted}</Notice> })}
        {(n_there > 0).then(|| view! { <Notice tone=Tone::Neutral>{there}</Notice> })}
        {(n_rounded > 0).then(|| view! { <Notice>{rounded}</Notice> })}
    }
}
