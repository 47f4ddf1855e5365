//! What each source costs and brings, the people behind it, and what was spent on it.

use leptos::prelude::*;

use crate::acquisition::{self, Cost, cost};
use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, Cell, CellKind, CellPlace, CellScope, Column, DataTable, Dialog,
    EmptyState, Field, FieldKind, Fold, Glyph, IconButton, PageHead, Panel, PanelRoom, Row, Rows,
};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::parts::people::EditForm;
use crate::app::state::AppState;
use crate::book::Change;
use crate::figures::sources::{Source, sources};
use crate::lists::field::Field as ListField;
use crate::lists::filter::{Condition, Filter, Group};
use crate::lists::test::Asked;
use crate::lists::text;
use crate::trade::typed;
use crate::units::id::{CostId, GroupId};
use crate::units::money::Money;

/// The page.
#[component]
pub fn SourcesPage() -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let all = Memo::new(move |_| {
        let today = state.today().get();
        state.book().with(|book| sources(book, today))
    });
    // The source that a cost is recorded for, while the form is open.
    let spending = RwSignal::new(None::<String>);
    let is_empty = Memo::new(move |_| all.read().is_empty());
    let assumed =
        move || state.book().with(|book| sentences::margin_assumed(i18n, format, book.shop()));
    let body = move || {
        if is_empty.get() {
            return view! {
                <EmptyState
                    title=words!(i18n, sources.none)
                    text=words!(i18n, sources.none_text)
                    glyph=Glyph::Chart
                />
            }
            .into_any();
        }
        view! {
            <Table all spending />
            {move || assumed().map(|text| view! { <p class="muted small">{text}</p> })}
            <p class="muted small">{words!(i18n, sources.formula)}</p>
            <Costs />
        }
        .into_any()
    };
    view! {
        <div class="page">
            <PageHead
                title=words!(i18n, sources.title)
                subtitle=words!(i18n, sources.text)
                end=move || view! {
                    <Button
                        label=words!(i18n, sources.add_cost)
                        kind=ButtonKind::Primary
                        on_press=move |()| spending.set(Some(String::new()))
                    />
                }
            />
            {body}
            <SpendDialog spending />
        </div>
    }
    .into_any()
}

/// The sources, a line each.
#[component]
fn Table(
    /// The sources.
    all: Memo<Vec<Source>>,
    /// The source that a cost is recorded for.
    spending: RwSignal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let columns = Signal::derive(move || {
        vec![
            Column::text(said!(i18n, sources.source)),
            Column::figure(said!(i18n, sources.people)).wide_only(),
            Column::figure(said!(i18n, sources.buyers)),
            Column::figure(said!(i18n, sources.income)).wide_only(),
            Column::figure(said!(i18n, sources.profit)),
            Column::figure(said!(i18n, sources.a_buyer)).wide_only(),
            Column::figure(said!(i18n, sources.cost)),
            Column::text(said!(i18n, sources.paid_back)),
            Column::text(String::new()),
        ]
    });
    let line = move |source: Source| {
        let nothing = move || said!(i18n, calls.nothing_yet);
        let money = move |amount: Option<Money>| match amount {
            Some(amount) => format.money(amount),
            None => nothing(),
        };
        let cost = Some(source.cost).filter(|cost| *cost > Money::ZERO);
        let a_buyer = money(source.profit_a_buyer());
        let spent = money(cost);
        let [n_people, n_buyers] =
            [source.customers.len(), source.n_buyers].map(|n| format.count(n));
        let [income, profit] = [source.income, source.profit].map(|it| format.money(it));
        let paid_back = match (cost, source.paid_back) {
            (None, _) => nothing(),
            (Some(_), Some(day)) => said!(i18n, sources.paid_on, day = format.day_short(day)),
            (Some(_), None) => {
                said!(i18n, sources.to_go, amount = format.money(-source.gain()))
            }
        };
        let (name, href) = (source.name.clone(), people_of(&source.name));
        let spend = move |()| spending.set(Some(name.clone()));
        let label = said!(i18n, sources.add_cost_for, source = isolated(&source.name));
        let wide = CellPlace::WideOnly;
        view! {
            <tr>
                <Cell scope=CellScope::RowHead>
                    <a href=href><bdi>{source.name}</bdi></a>
                </Cell>
                <Cell kind=CellKind::Figure place=wide>{n_people}</Cell>
                <Cell kind=CellKind::Figure>{n_buyers}</Cell>
                <Cell kind=CellKind::Figure place=wide>{income}</Cell>
                <Cell kind=CellKind::Figure>{profit}</Cell>
                <Cell kind=CellKind::Figure place=wide>{a_buyer}</Cell>
                <Cell kind=CellKind::Figure>{spent}</Cell>
                <Cell>{paid_back}</Cell>
                <Cell><IconButton label glyph=Glyph::Sale on_press=spend /></Cell>
            </tr>
        }
    };
    view! {
        <Panel room=PanelRoom::Tight>
            <DataTable caption=words!(i18n, sources.title) columns>
                {move || all.get().into_iter().map(line).collect_view()}
            </DataTable>
        </Panel>
    }
}

/// The address of the people of a source.
fn people_of(source: &str) -> String {
    let is = Asked::Is(vec![source.to_owned()]).wanted();
    let items = Condition::new(ListField::Source, is).into_iter().map(Into::into).collect();
    let filter = Filter::new(Group::all(items)).unwrap_or_default();
    Route::asking(&text::format(&filter))
}

/// Every amount that was spent, newest first, each with the way to take it out.
#[component]
fn Costs() -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let costs = move || {
        let book = state.book().read();
        let mut costs: Vec<_> = book.costs().iter().map(|(id, it)| (id, it.clone())).collect();
        costs.reverse();
        costs
    };
    let remove = move |id: CostId| {
        let change = Change::Acquisition(acquisition::Change::Cost(cost::Change::Remove { id }));
        match state.commit(|batch| GroupId(batch.push(change))) {
            Ok(group) => notices.tell_with_undo(said!(i18n, sources.cost_removed), group),
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    };
    let line = move |(id, cost): (CostId, Cost)| {
        let amount = format.money(cost.amount);
        let source = isolated(&cost.source);
        let title = said!(i18n, sources.cost_line, amount = amount.clone(), source = source);
        let day = format.day(cost.on);
        let subtitle = match cost.what.as_str() {
            "" => day,
            what => said!(i18n, customer.joined, before = day, after = what.to_owned()),
        };
        let label = said!(i18n, sources.remove_cost, amount = amount);
        let end = move || {
            view! { <IconButton label glyph=Glyph::Trash on_press=move |()| remove(id) /> }
        };
        view! { <Row title subtitle end /> }
    };
    move || {
        let costs = costs();
        (!costs.is_empty()).then(|| {
            view! {
                <Fold title=words!(i18n, sources.costs)>
                    <Rows>{costs.into_iter().map(line).collect_view()}</Rows>
                </Fold>
            }
        })
    }
}

/// What is typed of an amount; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Spending {
    i18n: I18n,
    format: Format,
    state: AppState,
    source: RwSignal<String>,
    amount: RwSignal<String>,
    day: RwSignal<String>,
    what: RwSignal<String>,
}

impl Spending {
    fn amount(self) -> Result<Option<Money>, String> {
        let currency = self.state.book().with(|book| book.shop().currency);
        typed::amount(&self.amount.read(), currency)
            .map_err(|refusal| sentences::typed_refusal(self.i18n, self.format, refusal))
    }

    fn read(self) -> Result<Cost, String> {
        let i18n = self.i18n;
        let source = self.source.read().trim().to_owned();
        if source.is_empty() {
            return Err(said!(i18n, sources.source_blank));
        }
        let amount = self.amount()?.filter(|amount| *amount > Money::ZERO);
        let amount = amount.ok_or_else(|| said!(i18n, sources.amount_blank))?;
        let on = typed::day(&self.day.read(), self.state.today().get())
            .map_err(|refusal| sentences::day_refusal(i18n, refusal))?;
        let what = self.what.read().trim().to_owned();
        let long = [&source, &what].into_iter().find_map(|it| sentences::text_problem(i18n, it));
        long.map_or(Ok(Cost { source, amount, on, what }), Err)
    }
}

#[component]
fn SpendDialog(
    /// The source that a cost is recorded for, while it is open.
    spending: RwSignal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog
            open=Signal::derive(move || spending.read().is_some())
            on_close=move |()| spending.set(None)
            title=words!(i18n, sources.add_cost)
            close_label=words!(i18n, frame.close)
        >
            <SpendForm spending />
        </Dialog>
    }
}

#[component]
fn SpendForm(
    /// The source that a cost is recorded for.
    spending: RwSignal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let notices = expect_context::<Notices>();
    let state = expect_context::<AppState>();
    let text = || RwSignal::new(String::new());
    let draft = Spending {
        i18n,
        format: expect_context(),
        state,
        source: RwSignal::new(spending.get_untracked().unwrap_or_default()),
        amount: text(),
        day: text(),
        what: text(),
    };
    let refused = RwSignal::new(None);
    let save = move |()| {
        let kept = untrack(|| draft.read()).and_then(|cost| {
            let told = said!(i18n, sources.cost_saved, source = isolated(&cost.source));
            let change = Change::Acquisition(acquisition::Change::Cost(cost::Change::Add(cost)));
            let kept = state.commit(|batch| GroupId(batch.push(change)));
            kept.map(|group| (told, group)).map_err(|refusal| sentences::not_made(i18n, refusal))
        });
        match kept {
            Ok((told, group)) => {
                spending.set(None);
                notices.tell_with_undo(told, group);
            }
            Err(why) => refused.set(Some(why)),
        }
    };
    let day = move || match draft.day.get() {
        text if text.is_empty() => state.today().get().date().to_string(),
        text => text,
    };
    view! {
        <EditForm
            save_label=words!(i18n, frame.save)
            on_save=save
            on_cancel=move |()| spending.set(None)
            refused
        >
            <Field
                label=words!(i18n, sources.source)
                hint=words!(i18n, sources.source_hint)
                value=draft.source
                on_input=move |text| draft.source.set(text)
            />
            <Field
                label=words!(i18n, sources.amount)
                kind=FieldKind::Decimal
                value=draft.amount
                on_input=move |text| draft.amount.set(text)
                error=Signal::derive(move || draft.amount().err())
            />
            <Field
                label=words!(i18n, sources.day)
                kind=FieldKind::Date
                value=Signal::derive(day)
                on_input=move |text| draft.day.set(text)
            />
            <Field
                label=words!(i18n, sources.what)
                placeholder=words!(i18n, sources.what_example)
                value=draft.what
                on_input=move |text| draft.what.set(text)
            />
        </EditForm>
    }
}
