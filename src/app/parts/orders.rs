//! An order as it is typed: its stage, what is paid, where the goods are and when they are due.

use leptos::prelude::*;

use crate::app::components::{Choice, Field, FieldKind, Select};
use crate::app::language::format::Format;
use crate::app::language::orders::{self, OrderProblem};
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::state::AppState;
use crate::trade::order::{Fact, Order, Payment, StageId, check_payment};
use crate::trade::typed;
use crate::units::calendar::Day;
use crate::units::money::{Currency, Money};

const NOTHING: &str = "nothing";
const PARTLY: &str = "partly";
const ALL: &str = "all";

/// An order as far as it is typed; a handle that is copied freely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderDraft {
    stage: RwSignal<StageId>,
    /// Which of the three payments is chosen.
    payment: RwSignal<&'static str>,
    paid: RwSignal<String>,
    place: RwSignal<String>,
    due: RwSignal<String>,
}

impl OrderDraft {
    /// Begins with what is known; an amount is written in a currency.
    #[must_use]
    pub fn of(order: &Order, first: StageId, currency: Currency) -> Self {
        let (payment, paid) = match order.payment {
            Payment::Unpaid => (NOTHING, String::new()),
            Payment::Partly(paid) => (PARTLY, typed::plain(paid, currency)),
            Payment::Paid => (ALL, String::new()),
        };
        let due = order.due.map(|day| day.date().to_string());
        Self {
            stage: RwSignal::new(order.stage.unwrap_or(first)),
            payment: RwSignal::new(payment),
            paid: RwSignal::new(paid),
            place: RwSignal::new(order.place.clone()),
            due: RwSignal::new(due.unwrap_or_default()),
        }
    }

    /// Empties it.
    pub fn empty(self, first: StageId) {
        self.stage.set(first);
        self.payment.set(NOTHING);
        [self.paid, self.place, self.due].iter().for_each(|text| text.set(String::new()));
    }

    /// What is typed of an order of an amount.
    ///
    /// # Errors
    /// What keeps it from being kept so.
    pub fn read(self, amount: Money, currency: Currency) -> Result<Order, OrderProblem> {
        Ok(Order {
            stage: Some(self.stage.get()),
            payment: self.read_payment(amount, currency)?,
            place: self.place.read().trim().to_owned(),
            due: self.read_due()?,
        })
    }

    fn read_payment(self, amount: Money, currency: Currency) -> Result<Payment, OrderProblem> {
        match self.payment.get() {
            PARTLY => {
                let paid = typed::amount(&self.paid.read(), currency);
                let paid = paid.map_err(OrderProblem::Paid)?.unwrap_or_default();
                check_payment(paid, amount).map_err(OrderProblem::Payment)
            }
            ALL => Ok(Payment::Paid),
            _ => Ok(Payment::Unpaid),
        }
    }

    fn read_due(self) -> Result<Option<Day>, OrderProblem> {
        let text = self.due.read();
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(|date| Some(Day::from_date(date))).map_err(|_| OrderProblem::Day)
    }
}

/// The facts by which an order became another.
#[must_use]
pub fn facts_since(before: &Order, after: &Order) -> Vec<Fact> {
    let facts = [
        (after.stage != before.stage).then_some(Fact::Stage(after.stage)),
        (after.payment != before.payment).then_some(Fact::Payment(after.payment)),
        (after.place != before.place).then(|| Fact::Place(after.place.clone())),
        (after.due != before.due).then_some(Fact::Due(after.due)),
    ];
    facts.into_iter().flatten().collect()
}

/// The fields.
#[component]
pub fn OrderFields(
    /// What is typed.
    draft: OrderDraft,
    /// What the order costs, as far as that is known.
    #[prop(into)]
    amount: Signal<Option<Money>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let stages = Signal::derive(move || {
        let book = state.book().read();
        let stages = &book.shop().stages;
        let now = draft.stage.get();
        let used = stages.used().iter().map(|stage| stage.id);
        // One that was taken away can stay where an order stands in it.
        let gone = (!stages.used().iter().any(|stage| stage.id == now)).then_some(now);
        let choice = |id: StageId| Choice::new(id.0.to_string(), orders::stage(i18n, stages, id));
        used.chain(gone).map(choice).collect::<Vec<_>>()
    });
    let choose_stage = move |value: String| {
        if let Ok(number) = value.parse() {
            draft.stage.set(StageId(number));
        }
    };
    let payments = Signal::derive(move || {
        vec![
            Choice::new(NOTHING, said!(i18n, order.pay_nothing)),
            Choice::new(PARTLY, said!(i18n, order.pay_partly)),
            Choice::new(ALL, said!(i18n, order.pay_all)),
        ]
    });
    let choose_payment = move |value: String| {
        let chosen = [NOTHING, PARTLY, ALL].into_iter().find(|payment| *payment == value);
        draft.payment.set(chosen.unwrap_or(NOTHING));
    };
    let paid_error = move || {
        let currency = state.book().with(|book| book.shop().currency);
        // Nothing is wrong with what is not typed yet.
        let is_typed = !draft.paid.read().trim().is_empty();
        let problem = draft.read_payment(amount.get()?, currency).err().filter(|_| is_typed)?;
        Some(problem.words(i18n, format))
    };
    let paid = move || {
        (draft.payment.get() == PARTLY).then(|| {
            view! {
                <Field
                    label=words!(i18n, order.paid_so_far)
                    kind=FieldKind::Decimal
                    value=draft.paid
                    error=Signal::derive(paid_error)
                    on_input=move |text| draft.paid.set(text)
                />
            }
        })
    };
    view! {
        <Select
            label=words!(i18n, order.stage)
            choices=stages
            value=Signal::derive(move || draft.stage.get().0.to_string())
            on_change=choose_stage
        />
        <Field
            label=words!(i18n, order.due_day)
            kind=FieldKind::Date
            value=draft.due
            on_input=move |text| draft.due.set(text)
        />
        <Select
            label=words!(i18n, order.payment)
            choices=payments
            value=Signal::derive(move || draft.payment.get().to_owned())
            on_change=choose_payment
        />
        {paid}
        <Field
            label=words!(i18n, order.place)
            value=draft.place
            placeholder=words!(i18n, order.place_example)
            error=Signal::derive(move || sentences::text_problem(i18n, &draft.place.read()))
            on_input=move |text| draft.place.set(text)
        />
    }
}
