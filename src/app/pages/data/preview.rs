//! What was read in a list and what would come of it, before anything does.

use std::sync::Arc;

use leptos::{context::Provider, html, prelude::*};

use super::choices::{ReadAs, Rules};
use super::columns::Columns;
use super::form::{FormChoice, part_name, place};
use super::import::Import;
use super::names::Names;
use super::phrases;
use super::problems::{LeftOut, Problems, TidiedCells};
use super::questions::Questions;
use crate::app::components::{Button, ButtonKind, Notice, PageHead, Stat, Tone};
use crate::app::language::format::{Format, isolated};
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::copy::open::{list_refusal, worker_died};
use crate::app::parts::copy::work::WorkProgress;
use crate::files::dates::DateOrder;
use crate::files::encoding::FileRefusal;
use crate::files::form::Form;
use crate::files::import::OnMatch;
use crate::units::calendar::Day;
use crate::units::money::Money;
use crate::work::{self, Shape};

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
    // Amounts are written in the currency of the list, which may not be the shop's; only here, and
    // only for as long as the list is open.
    let currency = Memo::new(move |_| import.options().with(|options| options.currency));
    let format = Format::new(currency.into());
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
    let died = move || {
        import.died().get().map(|died| {
            let text = worker_died(i18n, isolated(&import.file().get()), died);
            view! { <Notice tone=Tone::Bad>{text}</Notice> }
        })
    };
    let of_plan = move || import.plan().get()?.ok();
    let left_out = move || {
        let plan = of_plan().filter(|plan| !plan.odd_cells.is_empty())?;
        Some(view! { <LeftOut import plan /> })
    };
    let problems = move || {
        let plan = of_plan().filter(|plan| !plan.problems.is_empty())?;
        Some(view! { <Problems import plan /> })
    };
    // The owner may have unfolded it, and it is the same after most answers.
    let tidied = Memo::new(move |_| {
        let plan = of_plan().filter(|plan| !plan.tidied.is_empty())?;
        Some((plan.tidied.clone(), plan.counts.tidied_cells))
    });
    let tidied =
        move || tidied.get().map(|(cells, n_cells)| view! { <TidiedCells import cells n_cells /> });
    let why = NodeRef::<html::Div>::new();
    provide_context(Why(why));
    view! {
        <Provider value=format>
            <Head import reading on_bring_in on_cancel />
            <WorkProgress work=import.work on_cancel />
            {died}
            <FormChoice import />
            <OrderQuestion import />
            <Questions import />
            {plan}
            {move || reading.get().then(|| view! { <ReadAs import /> })}
            <Names import />
            <Columns import />
            <div class="import__aside" node_ref=why>{left_out} {problems} {tidied}</div>
            <Rules import />
        </Provider>
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
    let incoming = Memo::new(move |_| {
        if import.has_unread() { Incoming::Question } else { import.plan().with(incoming) }
    });
    let visits_only = move || import.options().with(|options| options.visits_only);
    let label = Signal::derive(move || match incoming.get() {
        Incoming::Question => said!(i18n, import.answer_first),
        Incoming::Nothing => said!(i18n, import.bring_in_nothing),
        Incoming::Purchases(n) if visits_only() => {
            said!(i18n, import.bring_in_visits, count = n, n = format.count(n))
        }
        Incoming::Purchases(n) => {
            said!(i18n, import.bring_in_purchases, count = n, n = format.count(n))
        }
        Incoming::Customers(n) => {
            said!(i18n, import.bring_in_customers, count = n, n = format.count(n))
        }
        Incoming::Refunds(n) => {
            said!(i18n, import.bring_in_refunds, count = n, n = format.count(n))
        }
    });
    let is_ready = move || !matches!(incoming.get(), Incoming::Question | Incoming::Nothing);
    let disabled = Signal::derive(move || import.work.is_busy() || !is_ready());
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

/// What pressing the button would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Incoming {
    Question,
    Nothing,
    Purchases(usize),
    Customers(usize),
    Refunds(usize),
}

fn incoming(plan: &Option<Result<Arc<work::Outlook>, FileRefusal>>) -> Incoming {
    let Some(Ok(plan)) = plan else { return Incoming::Nothing };
    let n_customers = plan.new_customers + plan.updates;
    if plan.has_question {
        Incoming::Question
    } else if plan.purchases > 0 {
        Incoming::Purchases(plan.purchases)
    } else if n_customers > 0 {
        Incoming::Customers(n_customers)
    } else if plan.refunds > 0 {
        Incoming::Refunds(plan.refunds)
    } else {
        Incoming::Nothing
    }
}

/// How the file was read, in one line.
fn read_as(import: Import) -> String {
    let i18n = use_i18n();
    let currency = import.options().with(|options| options.currency.code().to_owned());
    let date = import.guess().with(|guess| guess.as_ref()?.date_example.clone());
    let is_remembered =
        import.guess().with(|guess| guess.as_ref().is_some_and(|it| it.is_remembered));
    let read = import.shape().with(|shape| match &shape.form {
        Form::Text => text_read_as(i18n, shape, date, currency),
        Form::Cards { n, .. } => {
            let format = expect_context::<Format>();
            said!(i18n, import.read_cards, count = *n, n = format.count(*n))
        }
        Form::Workbook { parts, chosen } => {
            let sheet = parts.get(*chosen).map(|part| part_name(i18n, part)).unwrap_or_default();
            match date {
                Some(date) => said!(
                    i18n,
                    import.read_sheet_dates,
                    sheet = sheet,
                    date = isolated(&date),
                    currency = currency
                ),
                None => said!(i18n, import.read_sheet, sheet = sheet, currency = currency),
            }
        }
    });
    if is_remembered { said!(i18n, import.as_before, read = read) } else { read }
}

/// The same of a text in columns.
fn text_read_as(i18n: I18n, shape: &Shape, date: Option<String>, currency: String) -> String {
    let separator = phrases::separator(i18n, shape.separator);
    let encoding = isolated(shape.encoding.label());
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
    let answer = move |read: Option<Day>, order: DateOrder| {
        let read = read?;
        let label = Signal::derive(move || format.day(read));
        let choose = move |()| import.understand(|options| options.date_order = Some(order));
        Some(view! { <Button label on_press=choose /> })
    };
    move || {
        example.get().map(|date| {
            let [day_first, month_first] = import.shape().with(|shape| shape.example_days);
            let answers = (
                answer(day_first, DateOrder::DayFirst),
                answer(month_first, DateOrder::MonthFirst),
            );
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
    plan: Arc<work::Outlook>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let why = expect_context::<Why>();
    let count = move |n: usize| Signal::derive(move || format.count(n));
    let (n_updates, n_known) = (plan.updates, plan.counts.known_customers);
    let n_aside = plan.counts.rows_set_aside;
    let span = plan.span;
    let span = move || {
        let (first, last) = span?;
        if first == last {
            return Some(format.day(first));
        }
        Some(said!(i18n, import.span, first = format.day(first), last = format.day(last)))
    };
    let known_by = words!(
        i18n,
        import.known_by,
        key = phrases::key(i18n, import.options().with(|options| options.key))
    );
    let n_odd = plan.n_odd_cells;
    let aside = move || {
        Some(match (n_aside, n_odd) {
            (0, 0) => said!(i18n, import.set_aside_none),
            (0, _) => said!(i18n, import.set_aside_cells),
            _ => said!(i18n, import.see_why),
        })
    };
    let (sum, largest) = (plan.sum, plan.largest);
    let has_money = sum > Money::ZERO;
    let largest = move || {
        let (amount, line) = largest?;
        let (amount, line) = (format.money(amount), place(i18n, format, import, line));
        Some(said!(i18n, import.largest, amount = amount, line = line))
    };
    let see_why = Callback::new(move |()| why.show());
    let aside_tone = Signal::derive(move || match (n_aside, n_odd) {
        (0, 0) => Tone::Good,
        (0, _) => Tone::Warm,
        _ => Tone::Bad,
    });
    let visits_only = import.options().with_untracked(|options| options.visits_only);
    let purchases = Signal::derive(move || {
        if visits_only { said!(i18n, import.visits) } else { said!(i18n, import.purchases) }
    });
    view! {
        <div class="grid grid--stats">
            <Stat
                label=words!(i18n, import.new_customers)
                value=count(plan.new_customers)
            />
            <Stat
                label=known_by
                value=count(plan.counts.known_customers)
                trend=Signal::derive(move || (n_known > 0).then(|| known_trend(import, n_updates)))
            />
            <Stat
                label=purchases
                value=count(plan.purchases)
                trend=Signal::derive(span)
            />
            {has_money.then(|| view! {
                <Stat
                    label=words!(i18n, import.sum)
                    value=Signal::derive(move || format.money(sum))
                    trend=Signal::derive(largest)
                />
            })}
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
    plan: Arc<work::Outlook>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let currency = import.options().with_untracked(|options| options.currency.code().to_owned());
    let counts = plan.counts;
    let said = |n: usize, tone: Tone, text: Signal<String>| {
        (n > 0).then(|| view! { <Notice tone><p>{text}</p></Notice> })
    };
    let (there, rounded) = (counts.purchases_already_there, counts.rounded_amounts);
    let (void, returns, since) = (counts.void_sales, counts.returns, plan.refunds);
    let no = counts.said_no;
    view! {
        {said(there, Tone::Neutral, words!(i18n, import.already, count = there, n = format.count(there)))}
        {said(void, Tone::Neutral, words!(i18n, import.void, count = void, n = format.count(void)))}
        {said(returns, Tone::Neutral, words!(i18n, import.returns, count = returns, n = format.count(returns)))}
        {said(since, Tone::Neutral, words!(i18n, import.refunds_since, count = since, n = format.count(since)))}
        {said(no, Tone::Neutral, words!(i18n, import.said_no, count = no, n = format.count(no)))}
        {said(rounded, Tone::Warm, words!(
            i18n,
            import.rounded,
            count = rounded,
            n = format.count(rounded),
            currency = currency.clone()
        ))}
    }
}
