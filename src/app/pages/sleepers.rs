//! Everyone who is asleep: why, for how long, what their return is worth, and the answers.

use std::cmp::Reverse;

use leptos::prelude::*;

use crate::advice::reminders::Sleepers;
use crate::app::components::{
    Button, Chip, Choice, EmptyState, Glyph, PageHead, Panel, Rows, Select,
};
use crate::app::language::format::Format;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::remind::{SleeperRow, WriteDialog, Writing};
use crate::app::state::AppState;
use crate::book::Book;
use crate::browser;
use crate::figures::overview::Sleeper;
use crate::outreach::Answered;
use crate::units::sorting::{sort_by, sort_by_key};

/// So many lines are shown, and so many more each time the owner asks.
const PAGE: usize = 50;

/// In which order they are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    /// As Today does: most worth first.
    #[default]
    Worth,
    /// Who came last first.
    Recent,
    /// Who has been away longest first.
    Long,
    /// Who spent most first.
    Spent,
    /// By name.
    Name,
}

impl Order {
    const ALL: [Self; 5] = [Self::Worth, Self::Recent, Self::Long, Self::Spent, Self::Name];

    /// What it is called in a form.
    fn name(self) -> &'static str {
        match self {
            Self::Worth => "worth",
            Self::Recent => "recent",
            Self::Long => "long",
            Self::Spent => "spent",
            Self::Name => "name",
        }
    }

    fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.name() == name).unwrap_or_default()
    }

    fn arrange(self, book: &Book, language: &str, list: &mut Vec<Line>) {
        let name = |line: &Line| {
            let known = book.customer(line.sleeper.customer);
            known.map(|known| known.label().to_owned()).unwrap_or_default()
        };
        let days = |line: &Line| line.sleeper.standing.rhythm.days_since;
        match self {
            // As they came; equals stay so in every other order, too.
            Self::Worth => {}
            Self::Recent => sort_by_key(list, days),
            Self::Long => sort_by_key(list, |line| Reverse(days(line))),
            Self::Spent => {
                sort_by_key(list, |line| Reverse(line.sleeper.standing.totals.takings.spent));
            }
            Self::Name => {
                let compare = browser::compare_names(language);
                sort_by(list, |one, other| compare(&name(one), &name(other)));
            }
        }
    }
}

/// One line: who, and what was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    sleeper: Sleeper,
    answer: Option<Answered>,
}

/// What is shown; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Shown {
    sleepers: Memo<Sleepers>,
    answered: RwSignal<bool>,
    order: RwSignal<Order>,
    limit: RwSignal<usize>,
    lines: Memo<Vec<Line>>,
}

impl Shown {
    fn new(i18n: I18n, state: AppState) -> Self {
        let sleepers = Memo::new(move |_| {
            let today = state.today().get();
            let (book, overview) = (state.book().read(), state.overview().read());
            Sleepers::new(&book, overview.sleepers(), today)
        });
        let (answered, order) = (RwSignal::new(false), RwSignal::new(Order::default()));
        let lines = Memo::new(move |_| {
            let sleepers = sleepers.read();
            let mut lines: Vec<Line> = if answered.get() {
                let line = |(sleeper, answer)| Line { sleeper, answer: Some(answer) };
                sleepers.answered.iter().copied().map(line).collect()
            } else {
                let line = |sleeper| Line { sleeper, answer: None };
                sleepers.open.iter().copied().map(line).collect()
            };
            state.book().with(|book| order.get().arrange(book, i18n.locale().as_str(), &mut lines));
            lines
        });
        Self { sleepers, answered, order, limit: RwSignal::new(PAGE), lines }
    }

    fn show(self, answered: bool) {
        self.answered.set(answered);
        self.limit.set(PAGE);
    }

    fn arrange(self, order: Order) {
        self.order.set(order);
        self.limit.set(PAGE);
    }
}

/// Everyone who is asleep.
#[component]
pub fn SleepersPage() -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let shown = Shown::new(i18n, state);
    let writing = Writing::here();
    let count = Signal::derive(move || {
        let sleepers = shown.sleepers.read();
        format.count(sleepers.open.len() + sleepers.answered.len())
    });
    let silent = move || {
        let n = shown.sleepers.read().n_silent;
        (n > 0).then(|| said!(i18n, remind.silent, count = n, n = format.count(n)))
    };
    let assumed = move || {
        let text = state.book().with(|book| sentences::margin_assumed(i18n, format, book.shop()));
        text.filter(|_| !shown.lines.read().is_empty())
    };
    view! {
        <div class="page">
            <PageHead
                title=words!(i18n, remind.sleepers)
                count
                subtitle=words!(i18n, remind.sleepers_subtitle)
            />
            <Tools shown />
            <List shown writing />
            {move || assumed().map(|text| view! { <p class="muted small">{text}</p> })}
            {move || silent().map(|text| view! { <p class="muted small">{text}</p> })}
            <WriteDialog writing />
        </div>
    }
    .into_any()
}

/// Which of them, and in which order.
#[component]
fn Tools(
    /// What is shown.
    shown: Shown,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let open = words!(i18n, remind.to_contact, n = format.count(shown.sleepers.read().open.len()));
    let answered =
        words!(i18n, remind.answered_count, n = format.count(shown.sleepers.read().answered.len()));
    let choices = Signal::derive(move || order_choices(i18n));
    view! {
        <div class="sleepers__tools">
            <Select
                label=words!(i18n, remind.order)
                choices
                value=Signal::derive(move || shown.order.get().name().to_owned())
                on_change=move |name: String| shown.arrange(Order::of(&name))
            />
            <div class="cluster">
                <Chip
                    label=open
                    pressed=Signal::derive(move || !shown.answered.get())
                    on_press=move |()| shown.show(false)
                />
                <Chip
                    label=answered
                    pressed=shown.answered
                    on_press=move |()| shown.show(true)
                />
            </div>
        </div>
    }
}

fn order_choices(i18n: I18n) -> Vec<Choice> {
    let label = |order| match order {
        Order::Worth => said!(i18n, remind.order_worth),
        Order::Recent => said!(i18n, remind.order_recent),
        Order::Long => said!(i18n, remind.order_long),
        Order::Spent => said!(i18n, remind.order_spent),
        Order::Name => said!(i18n, remind.order_name),
    };
    Order::ALL.into_iter().map(|order| Choice::new(order.name(), label(order))).collect()
}

/// The lines.
#[component]
fn List(
    /// What is shown.
    shown: Shown,
    /// Where a text is written.
    writing: Writing,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let lines =
        move || shown.lines.read().iter().take(shown.limit.get()).copied().collect::<Vec<_>>();
    let more = move || {
        let left = shown.lines.read().len().saturating_sub(shown.limit.get()).min(PAGE);
        (left > 0).then(|| {
            let label = said!(i18n, remind.more_people, count = left, n = format.count(left));
            let show = move |()| shown.limit.update(|limit| *limit += PAGE);
            view! { <Button label on_press=show /> }
        })
    };
    view! {
        <Panel>
            <Rows label=words!(i18n, remind.sleepers)>
                <For each=lines key=what_is_told let(line)>
                    <SleeperRow sleeper=line.sleeper answer=line.answer writing />
                </For>
            </Rows>
            <Show when=move || shown.lines.read().is_empty()>
                <Nobody shown />
            </Show>
            {more}
        </Panel>
    }
}

/// Why the list is empty.
#[component]
fn Nobody(
    /// What is shown.
    shown: Shown,
) -> impl IntoView {
    let i18n = use_i18n();
    let (title, text) = if shown.answered.get_untracked() {
        (words!(i18n, remind.nobody_answered), words!(i18n, remind.nobody_answered_text))
    } else if shown.sleepers.with_untracked(|sleepers| sleepers.answered.is_empty()) {
        (words!(i18n, remind.nobody_asleep), words!(i18n, remind.nobody_asleep_text))
    } else {
        (words!(i18n, remind.all_answered), words!(i18n, remind.all_answered_text))
    };
    view! { <EmptyState title text glyph=Glyph::Check /> }
}

/// What a line says; when it changes, so does the line.
fn what_is_told(line: &Line) -> impl Eq + std::hash::Hash + use<> {
    let rhythm = line.sleeper.standing.rhythm;
    let answer = line.answer.map(|answer| format!("{answer:?}"));
    (line.sleeper.customer, line.sleeper.worth, rhythm.days_since, rhythm.gap_tenths, answer)
}
