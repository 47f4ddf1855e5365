//! The sale in the making: everything typed so far, and the purchase it makes.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::app::language::format::Format;
use crate::app::language::orders::OrderProblem;
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said};
use crate::app::pages::sale::newcomer::Typed;
use crate::app::parts::orders::OrderDraft;
use crate::app::state::{AppState, CommitRefusal};
use crate::browser;
use crate::trade::order::{self, Order, StageId};
use crate::trade::purchase::{DayRefusal, Line, Purchase, check_amount};
use crate::trade::typed::{self, Keyed, TypedRefusal};
use crate::units::calendar::{Day, Moment};
use crate::units::id::CustomerId;
use crate::units::money::{Currency, Money};

const EMPLOYEE: &str = "regulars.employee";

/// One product line as it is typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineDraft {
    /// Its place in the order of adding; unique on this screen.
    pub id: u32,
    /// The product.
    pub product: RwSignal<String>,
    /// How much of it.
    pub quantity: RwSignal<String>,
    /// What one costs.
    pub price: RwSignal<String>,
}

/// What keeps a sale from being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No amount, or nought: it may have been free, but that must be said.
    Zero,
    /// The amount.
    Amount(TypedRefusal),
    /// The day.
    Day(DayRefusal),
    /// What the goods cost the shop.
    Cost(TypedRefusal),
    /// A product line, counted from one.
    Line(usize, TypedRefusal),
    /// What is said of it as an order.
    Order(OrderProblem),
    /// It was refused as a whole.
    NotMade(CommitRefusal),
}

impl Problem {
    /// What is wrong and what to do.
    pub fn words(self, i18n: I18n, format: Format) -> String {
        match self {
            Self::Zero => said!(i18n, sale.zero),
            Self::NotMade(refusal) => sentences::not_made(i18n, refusal),
            Self::Order(problem) => problem.words(i18n, format),
            Self::Amount(refusal) => sentences::typed_refusal(i18n, format, refusal),
            Self::Day(refusal) => sentences::day_refusal(i18n, refusal),
            Self::Cost(refusal) => {
                said!(i18n, sale.cost_wrong, why = sentences::typed_refusal(i18n, format, refusal))
            }
            Self::Line(number, refusal) => {
                let why = sentences::typed_refusal(i18n, format, refusal);
                said!(i18n, sale.line_wrong, n = format.count(number), why = why)
            }
        }
    }
}

/// The sale in the making; a handle that is copied freely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draft {
    /// Who buys; `None` for a buyer nobody knows.
    pub customer: RwSignal<Option<CustomerId>>,
    /// Whether it was said that nobody knows the buyer.
    pub nameless: RwSignal<bool>,
    /// What is typed to find them.
    pub query: RwSignal<String>,
    /// The amount, key by key.
    pub keyed: RwSignal<Keyed>,
    /// The day as the date field writes it; empty for today.
    pub day: RwSignal<String>,
    /// Anything to remember.
    pub note: RwSignal<String>,
    /// Who serves.
    pub employee: RwSignal<String>,
    /// Where it is sold.
    pub channel: RwSignal<String>,
    /// What the goods cost the shop.
    pub cost: RwSignal<String>,
    /// The products.
    pub lines: RwSignal<Vec<LineDraft>>,
    /// Whether it is an order.
    pub is_order: RwSignal<bool>,
    /// What is said of it as an order.
    pub order: OrderDraft,
    /// Whether more than who and how much is shown.
    pub is_more_open: RwSignal<bool>,
    /// What kept the sale from being taken when that was last tried.
    pub problem: RwSignal<Option<Problem>>,
    /// The card that was scanned and is nobody's.
    pub unknown_card: RwSignal<Option<String>>,
    /// What is typed of someone new, while that form is open.
    pub newcomer: RwSignal<Option<Typed>>,
    /// Whether taking was tried while it was not said who buys.
    pub is_whose_asked: RwSignal<bool>,
    /// Whether it was said, when taking was last tried, that it was free.
    pub is_free: RwSignal<bool>,
    next_line: StoredValue<u32>,
    owner: StoredValue<Owner>,
}

/// The sales begun and not taken, one for every address they are begun at; a handle that is copied
/// freely.
#[derive(Clone, Copy)]
pub struct Drafts {
    owner: StoredValue<Owner>,
    drafts: StoredValue<HashMap<Option<CustomerId>, Draft>>,
}

impl Drafts {
    /// None is begun yet. They live as long as the place this is made in.
    #[must_use]
    pub fn new() -> Self {
        let owner = StoredValue::new(Owner::current().unwrap_or_default());
        Self { owner, drafts: StoredValue::new(HashMap::new()) }
    }

    /// The sale for a customer, or for whoever comes: the one begun before, or an empty one; and
    /// whether something of it was there before.
    #[must_use]
    pub fn open(self, customer: Option<CustomerId>) -> (Draft, bool) {
        if let Some(draft) = self.drafts.with_value(|drafts| drafts.get(&customer).copied()) {
            let was_begun = untrack(|| draft.is_begun());
            if !was_begun {
                draft.begin_with(customer);
            }
            return (draft, was_begun);
        }
        let owner = self.owner.get_value();
        let draft = owner.with(|| Draft::new(customer, self.owner));
        self.drafts.update_value(|drafts| {
            drafts.insert(customer, draft);
        });
        (draft, false)
    }
}

impl Default for Drafts {
    fn default() -> Self {
        Self::new()
    }
}

impl Draft {
    /// An empty sale, for a customer if one is known.
    fn new(customer: Option<CustomerId>, owner: StoredValue<Owner>) -> Self {
        Self {
            customer: RwSignal::new(customer),
            nameless: RwSignal::new(false),
            query: RwSignal::new(String::new()),
            keyed: RwSignal::new(Keyed::default()),
            day: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
            employee: RwSignal::new(browser::remembered(EMPLOYEE).unwrap_or_default()),
            channel: RwSignal::new(String::new()),
            cost: RwSignal::new(String::new()),
            lines: RwSignal::new(Vec::new()),
            is_order: RwSignal::new(false),
            order: OrderDraft::of(&Order::default(), StageId::NEW, Currency::default()),
            is_more_open: RwSignal::new(false),
            problem: RwSignal::new(None),
            unknown_card: RwSignal::new(None),
            newcomer: RwSignal::new(None),
            is_whose_asked: RwSignal::new(false),
            is_free: RwSignal::new(false),
            next_line: StoredValue::new(0),
            owner,
        }
    }

    /// Whether something is typed or chosen that leaving the page should not lose.
    #[must_use]
    pub fn is_begun(self) -> bool {
        let texts = [self.query, self.day, self.note, self.cost];
        !self.keyed.read().is_empty()
            || self.is_order.get()
            || !self.lines.read().is_empty()
            || texts.iter().any(|text| !text.read().trim().is_empty())
            || self.newcomer.get().is_some_and(|typed| !typed.is_empty())
    }

    /// Empties the form, for a customer if one is known.
    pub fn begin_with(self, customer: Option<CustomerId>) {
        self.begin_next();
        if customer.is_some() {
            self.choose(customer);
        }
    }

    /// What is typed or scanned of a buyer though nobody was chosen, who must be asked about.
    #[must_use]
    pub fn unclear(self) -> Option<String> {
        let newcomer = self.newcomer.get().map(Typed::label).filter(|label| !label.is_empty());
        let query = Some(self.query.read().trim().to_owned()).filter(|query| !query.is_empty());
        newcomer.or(query).or_else(|| self.unknown_card.get())
    }

    /// Opens the form of someone new, with the card that is nobody's, or else with what was typed
    /// to find them.
    pub fn open_newcomer(self) {
        let query = self.query.get_untracked();
        let card = self.unknown_card.get_untracked();
        let begin = || card.map_or_else(|| Typed::new(&query), Typed::with_card);
        let typed = self.owner.get_value().with(begin);
        self.unknown_card.set(None);
        self.newcomer.set(Some(typed));
    }

    /// Asks whether somebody new has the card that nobody has.
    pub fn ask_about_card(self, card: String) {
        self.ask_again();
        self.unknown_card.set(Some(card));
    }

    /// Empties the form for the next customer; who serves, and where, stays.
    pub fn begin_next(self) {
        self.ask_again();
        self.keyed.set(Keyed::default());
        for text in [self.day, self.note, self.cost] {
            text.set(String::new());
        }
        self.lines.set(Vec::new());
        self.is_order.set(false);
        self.order.empty(StageId::NEW);
        self.is_more_open.set(false);
    }

    /// Says whether it is an order; one begins in the first stage of the shop.
    pub fn set_order(self, state: AppState, is_order: bool) {
        self.order.empty(state.book().with_untracked(|book| book.shop().stages.first()));
        self.is_order.set(is_order);
    }

    /// What is said of it as an order, if it is one, for an amount and a buyer; `None` with the
    /// problem told when it cannot be taken so.
    pub fn order_facts(
        self,
        state: AppState,
        amount: Money,
        has_buyer: bool,
    ) -> Option<Vec<order::Fact>> {
        if !self.is_order.get_untracked() {
            return Some(Vec::new());
        }
        let currency = state.book().with_untracked(|book| book.shop().currency);
        let read = untrack(|| self.order.read(amount, currency));
        let read = read.and_then(|order| match has_buyer {
            true => Ok(order.facts()),
            false => Err(OrderProblem::Nobody),
        });
        read.map_err(|problem| self.problem.set(Some(Problem::Order(problem)))).ok()
    }

    /// Says who buys.
    pub fn choose(self, customer: Option<CustomerId>) {
        self.customer.set(customer);
        self.nameless.set(customer.is_none());
        self.query.set(String::new());
        self.unknown_card.set(None);
        self.newcomer.set(None);
        self.is_whose_asked.set(false);
        self.problem.set(None);
    }

    /// Asks anew who buys.
    pub fn ask_again(self) {
        self.choose(None);
        self.nameless.set(false);
    }

    /// Adds a product line.
    pub fn add_line(self, product: &str, quantity: &str, price: &str) {
        let id = self.next_line.get_value();
        self.next_line.set_value(id + 1);
        // They live as long as the sale, which outlives the page.
        let [product, quantity, price] = self
            .owner
            .get_value()
            .with(|| [product, quantity, price].map(|text| RwSignal::new(text.to_owned())));
        self.lines.update(|lines| lines.push(LineDraft { id, product, quantity, price }));
    }

    /// Remembers who serves on this device.
    pub fn set_employee(self, name: String) {
        browser::remember(EMPLOYEE, name.trim());
        self.employee.set(name);
    }

    /// What is to be paid: what was keyed, else what the lines cost together.
    pub fn amount(self, state: AppState) -> Option<Money> {
        let currency = state.book().with(|book| book.shop().currency);
        let keyed = self.keyed.read();
        if keyed.is_empty() {
            return typed::lines_total(&self.read_lines(currency).ok()?);
        }
        Some(keyed.amount(currency))
    }

    /// The day of the sale, or why there can be no sale on it.
    pub fn read_day(self, today: Day) -> Result<Day, DayRefusal> {
        typed::day(&self.day.read(), today)
    }

    fn read_lines(self, currency: Currency) -> Result<Vec<Line>, Problem> {
        let read = |(place, line): (usize, &LineDraft)| {
            let [product, quantity, price] =
                [line.product, line.quantity, line.price].map(|text| text.get());
            let line = typed::line(&product, &quantity, &price, currency);
            line.map_err(|refusal| Problem::Line(place, refusal)).transpose()
        };
        self.lines
            .read()
            .iter()
            .enumerate()
            .map(|(place, line)| (place + 1, line))
            .filter_map(read)
            .collect()
    }

    /// The purchase; `None` with the problem told when it cannot be taken so.
    pub fn purchase(self, state: AppState, free: bool) -> Option<Purchase> {
        let read = untrack(|| self.read(state, free));
        self.problem.set(read.as_ref().err().copied());
        read.ok()
    }

    fn read(self, state: AppState, free: bool) -> Result<Purchase, Problem> {
        let currency = state.book().with(|book| book.shop().currency);
        let lines = self.read_lines(currency)?;
        let amount = self.amount(state).unwrap_or_default();
        if amount == Money::ZERO && !free {
            return Err(Problem::Zero);
        }
        let amount = check_amount(amount).map_err(|refusal| Problem::Amount(refusal.into()))?;
        let cost = typed::amount(&self.cost.get(), currency).map_err(Problem::Cost)?;
        let now = browser::now();
        let day = self.read_day(now.day).map_err(Problem::Day)?;
        let at = if day == now.day { now } else { Moment { day, minute: None } };
        let [note, employee, channel] =
            [self.note, self.employee, self.channel].map(|text| text.get().trim().to_owned());
        let customer = self.chosen(state);
        let number = String::new();
        Ok(Purchase { customer, at, amount, cost, lines, number, employee, channel, note })
    }

    /// Who buys, as long as the book knows them.
    pub fn chosen(self, state: AppState) -> Option<CustomerId> {
        let customer = self.customer.get()?;
        state.book().with(|book| book.customer(customer).is_some()).then_some(customer)
    }
}
