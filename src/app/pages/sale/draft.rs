//! The sale in the making: everything typed so far, and the purchase it makes.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::app::format::Format;
use crate::app::sentences;
use crate::app::state::{AppState, CommitRefusal};
use crate::app::words::{I18nKeys, Locale, said};
use crate::browser;
use crate::calendar::{Day, Moment};
use crate::id::CustomerId;
use crate::money::{Currency, Money};
use crate::purchase::{DayRefusal, Line, Purchase, check_amount, check_day};
use crate::typed::{self, Keyed, TypedRefusal};

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
    /// It was refused as a whole.
    NotMade(CommitRefusal),
}

impl Problem {
    /// What is wrong and what to do.
    pub fn words(self, i18n: I18nContext<Locale, I18nKeys>, format: Format) -> String {
        match self {
            Self::Zero => said!(i18n, sale.zero),
            Self::NotMade(refusal) => sentences::not_made(i18n, refusal),
            Self::Amount(refusal) => refused(i18n, format, refusal),
            Self::Day(refusal) => sentences::day_refusal(i18n, refusal),
            Self::Cost(refusal) => {
                said!(i18n, sale.cost_wrong, why = refused(i18n, format, refusal))
            }
            Self::Line(number, refusal) => {
                let why = refused(i18n, format, refusal);
                said!(i18n, sale.line_wrong, n = format.count(number), why = why)
            }
        }
    }
}

/// Why something typed on this screen was refused, and what to do.
pub fn refused(
    i18n: I18nContext<Locale, I18nKeys>,
    format: Format,
    refusal: TypedRefusal,
) -> String {
    match refusal {
        TypedRefusal::NotANumber | TypedRefusal::NotAShare => said!(i18n, sale.not_a_number),
        TypedRefusal::TooFine => said!(i18n, sale.too_fine),
        TypedRefusal::OtherCurrency(other) => {
            said!(i18n, sale.other_currency, code = other.code().to_owned())
        }
        TypedRefusal::Amount(refusal) => sentences::amount_refusal(i18n, format, refusal),
        TypedRefusal::NoProduct => said!(i18n, sale.no_product),
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
    /// Whether more than who and how much is shown.
    pub is_more_open: RwSignal<bool>,
    /// What kept the sale from being taken when that was last tried.
    pub problem: RwSignal<Option<Problem>>,
    next_line: StoredValue<u32>,
}

impl Draft {
    /// An empty sale, for a customer if one is known.
    #[must_use]
    pub fn new(customer: Option<CustomerId>) -> Self {
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
            is_more_open: RwSignal::new(false),
            problem: RwSignal::new(None),
            next_line: StoredValue::new(0),
        }
    }

    /// Empties the form for the next customer; who serves, and where, stays.
    pub fn begin_next(self) {
        self.choose(None);
        self.nameless.set(false);
        self.keyed.set(Keyed::default());
        for text in [self.day, self.note, self.cost] {
            text.set(String::new());
        }
        self.lines.set(Vec::new());
        self.is_more_open.set(false);
    }

    /// Says who buys.
    pub fn choose(self, customer: Option<CustomerId>) {
        self.customer.set(customer);
        self.nameless.set(customer.is_none());
        self.query.set(String::new());
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
        let [product, quantity, price] =
            [product, quantity, price].map(|text| RwSignal::new(text.to_owned()));
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
        let text = self.day.get();
        if text.is_empty() {
            return Ok(today);
        }
        let day = text.parse().map_or(Day(i32::MAX), Day::from_date);
        check_day(day, today)
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
