//! One order: its rows, and what they come to together.

use crate::files::import::row::{Sale, on_next_line};
use crate::files::import::state::{State, States};
use crate::files::import::{Buyer, PlannedPurchase, Problem, Reason, Totals};
use crate::trade::purchase::{Line, Purchase, Refund};
use crate::units::calendar::Moment;
use crate::units::money::{MAX_AMOUNT, Money};

/// A row of an order, with amounts below zero where it takes away.
///
/// Most orders of most lists are one row with an amount, so what else there may be stands apart.
#[derive(Clone, Debug)]
pub(super) struct OrderRow {
    /// What the row says was paid.
    pub(super) amount: Option<Money>,
    article: Option<Box<Article>>,
    state: State,
}

/// What a row says of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Article {
    product: String,
    price: Option<Money>,
    quantity_thousandths: Option<i64>,
    line_total: Option<Money>,
}

impl OrderRow {
    pub(super) fn new(sale: &Sale, state: State) -> Self {
        let below = |amount: Money| if state == State::Return { -abs(amount) } else { amount };
        let line_total = sale.line_total;
        let takes_back = sale.quantity_thousandths.is_some_and(|quantity| quantity < 0);
        // An amount without a sign beside a quantity below zero is what was given back.
        let is_of_line = line_total.is_none_or(|total| sale.amount.map(abs) == Some(abs(total)));
        let amount = sale.amount.map(|amount| {
            let is_back = takes_back && is_of_line;
            below(if is_back { -abs(amount) } else { amount })
        });
        let has_article = !sale.product.is_empty()
            || sale.price.is_some()
            || sale.quantity_thousandths.is_some()
            || line_total.is_some();
        let article = || Article {
            product: sale.product.clone(),
            price: sale.price.map(abs),
            quantity_thousandths: sale.quantity_thousandths,
            line_total: line_total.map(below),
        };
        Self { amount, article: has_article.then(|| Box::new(article())), state }
    }

    /// What its line comes to by price and quantity.
    pub(super) fn line_total(&self) -> Option<Money> {
        self.article.as_ref()?.line_total
    }

    /// The product; empty where none stands.
    pub(super) fn product(&self) -> &str {
        self.article.as_ref().map_or("", |article| &article.product)
    }

    /// Whether it takes something away from its order.
    pub(super) fn takes_away(&self) -> bool {
        [self.amount, self.line_total()].into_iter().flatten().any(|amount| amount < Money::ZERO)
    }

    pub(super) fn is_void(&self) -> bool {
        self.state == State::Void
    }

    /// The product it sells.
    fn line(&self) -> Option<Line> {
        let article = self.article.as_ref()?;
        let quantity_thousandths = article.quantity_thousandths.unwrap_or(0);
        let takes_away = quantity_thousandths < 0
            || article.line_total.or(self.amount).is_some_and(|amount| amount < Money::ZERO);
        let is_line = !article.product.is_empty() && !takes_away;
        is_line.then(|| Line {
            product: article.product.clone(),
            quantity_thousandths,
            price: article.price,
        })
    }

    /// By what amounts a return of it may be known.
    fn prices(&self) -> impl Iterator<Item = Money> {
        let price = self.article.as_ref().and_then(|article| article.price);
        [price, self.amount, self.line_total()].into_iter().flatten().map(abs)
    }
}

fn abs(amount: Money) -> Money {
    if amount < Money::ZERO { -amount } else { amount }
}

/// A purchase while its rows come in.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) line: u32,
    pub(super) buyer: Buyer,
    pub(super) at: Moment,
    pub(super) number: String,
    /// What its first row says became of it.
    pub(super) status: String,
    /// Whether the owner said how much of it was given back.
    is_said: bool,
    first: OrderRow,
    further: Vec<OrderRow>,
    remarks: Option<Box<Remarks>>,
}

/// What rows say of the whole purchase, where they do.
#[derive(Debug, Default)]
struct Remarks {
    refunded: Vec<Money>,
    cost: Vec<Money>,
    employee: String,
    channel: String,
    note: String,
}

/// A purchase with what tells a return of it.
#[derive(Clone, Debug)]
pub(super) struct Bought {
    pub(super) planned: PlannedPurchase,
    pub(super) goods: Goods,
}

/// What tells a return of a purchase.
#[derive(Clone, Debug, Default)]
pub(super) struct Goods {
    pub(super) products: Vec<String>,
    pub(super) prices: Vec<Money>,
}

/// How the orders of a file are settled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ways {
    /// What the amount on each line of an order is.
    pub(super) totals: Totals,
    /// Rows with a day and no amount are visits that came to nothing.
    pub(super) visits_only: bool,
    /// Whether anything of the file may be a return of something else in it.
    pub(super) has_returns: bool,
}

/// What an order turned out to be.
#[derive(Debug)]
pub(super) enum Settled {
    /// A purchase.
    Bought(Bought),
    /// Money given back; its amount is above zero.
    Returned(Bought),
    /// No sale.
    Void(Bought),
}

impl Settled {
    pub(super) fn amount(&self) -> Money {
        match self {
            Self::Bought(order) | Self::Returned(order) | Self::Void(order) => {
                order.planned.purchase.amount
            }
        }
    }

    /// The order, whatever became of it.
    pub(super) fn order(&mut self) -> &mut Bought {
        match self {
            Self::Bought(order) | Self::Returned(order) | Self::Void(order) => order,
        }
    }
}

impl Order {
    /// An order that begins on a line with this row; `is_said` tells whether the owner said how much
    /// of it was given back.
    pub(super) fn new(
        line: u32,
        buyer: Buyer,
        at: Moment,
        sale: &Sale,
        is_said: bool,
        first: OrderRow,
    ) -> Self {
        Self {
            line,
            buyer,
            at,
            number: sale.number.clone(),
            status: sale.status.clone(),
            is_said,
            first,
            further: Vec::new(),
            remarks: None,
        }
    }

    /// Its rows, in the order of the file.
    pub(super) fn rows(&self) -> impl Iterator<Item = &OrderRow> + Clone {
        std::iter::once(&self.first).chain(&self.further)
    }

    /// How many rows it has.
    pub(super) fn n_rows(&self) -> usize {
        1 + self.further.len()
    }

    /// Adds a row.
    pub(super) fn add(&mut self, row: OrderRow) {
        self.further.push(row);
    }

    /// The state of a row: its own words, or those of the first where it has none.
    pub(super) fn state_of(&self, sale: &Sale, states: &States) -> State {
        let status = if sale.status.is_empty() { &self.status } else { &sale.status };
        states.of(status, self.is_said)
    }

    /// Takes over what a row says of the whole purchase.
    pub(super) fn gain(&mut self, sale: &Sale) {
        let texts = [&sale.employee, &sale.channel, &sale.note];
        let says_nothing = texts.into_iter().all(String::is_empty);
        if says_nothing && sale.refunded.is_none() && sale.cost.is_none() {
            return;
        }
        let remarks = self.remarks.get_or_insert_default();
        remarks.refunded.extend(sale.refunded);
        remarks.cost.extend(sale.cost);
        let fill = |text: &mut String, more: &str| {
            if text.is_empty() {
                more.clone_into(text);
            }
        };
        fill(&mut remarks.employee, &sale.employee);
        fill(&mut remarks.channel, &sale.channel);
        let note = &mut remarks.note;
        let is_said = *note == sale.note || note.lines().any(|line| line == sale.note);
        if !is_said {
            *note = on_next_line(note, sale.note.clone());
        }
    }

    /// What it came to; what tells a return of it is kept where the file has returns.
    pub(super) fn settle(mut self, ways: Ways) -> Result<Settled, Problem> {
        let remarks = self.remarks.take().map_or_else(Remarks::default, |remarks| *remarks);
        let (refunded, is_void) = (sum_once(&remarks.refunded, ways.totals), self.is_void());
        let has_refund = refunded.is_some_and(|refunded| refunded > Money::ZERO);
        let is_undone = self.rows().all(|row| row.state == State::Refunded) && !has_refund;
        let none = ways.visits_only.then_some(Money::ZERO);
        let amount = amount(self.counted_rows(), ways.totals).or(none);
        let amount = amount.ok_or_else(|| Problem::of_row(self.line, Reason::NoAmount))?;
        if abs(amount) > MAX_AMOUNT {
            let reason = Reason::TooLarge { largest: MAX_AMOUNT };
            return Err(Problem::of_row(self.line, reason));
        }
        if is_void || is_undone {
            let nothing = (abs(amount), Money::ZERO);
            return Ok(Settled::Void(self.bought(nothing, remarks, false)));
        }
        if amount < Money::ZERO {
            let nothing = (-amount, Money::ZERO);
            return Ok(Settled::Returned(self.bought(nothing, remarks, true)));
        }
        let (paid, back) = paid_and_back(self.counted_rows(), amount);
        let refunded = back + refunded.unwrap_or_default();
        if refunded > paid {
            return Err(Problem::of_row(self.line, Reason::RefundTooLarge { paid }));
        }
        Ok(Settled::Bought(self.bought((paid, refunded), remarks, ways.has_returns)))
    }

    fn is_void(&self) -> bool {
        self.rows().all(OrderRow::is_void)
    }

    /// The rows that make the purchase: those that are void do not, unless all are.
    fn counted_rows(&self) -> impl Iterator<Item = &OrderRow> + Clone {
        let is_void = self.is_void();
        self.rows().filter(move |row| is_void || !row.is_void())
    }

    /// The purchase of what was paid and of what was given back at once.
    fn bought(self, (amount, refunded): (Money, Money), remarks: Remarks, keeps: bool) -> Bought {
        let customer = match self.buyer {
            Buyer::Known(id) => Some(id),
            Buyer::New(_) | Buyer::Unknown => None,
        };
        let product =
            |row: &OrderRow| Some(row.product().to_owned()).filter(|text| !text.is_empty());
        let goods = || Goods {
            products: self.counted_rows().filter_map(product).collect(),
            prices: self.counted_rows().flat_map(OrderRow::prices).collect(),
        };
        let goods = if keeps { goods() } else { Goods::default() };
        let refund = Refund { amount: refunded, at: self.at, reason: String::new() };
        let cost = (!remarks.cost.is_empty()).then(|| remarks.cost.iter().copied().sum());
        let lines = self.counted_rows().filter_map(OrderRow::line).collect();
        let purchase = Purchase {
            customer,
            at: self.at,
            amount,
            cost,
            lines,
            number: self.number,
            employee: remarks.employee,
            channel: remarks.channel,
            note: remarks.note,
        };
        let refunds = if refunded > Money::ZERO { vec![refund] } else { Vec::new() };
        let planned = PlannedPurchase { buyer: self.buyer, purchase, refunds, line: self.line };
        Bought { planned, goods }
    }
}

/// What rows come to: the total where one stands, else their sum.
fn amount<'a>(rows: impl Iterator<Item = &'a OrderRow> + Clone, totals: Totals) -> Option<Money> {
    let first = rows.clone().next()?.amount;
    let alike = rows.clone().all(|row| row.amount == first);
    let by_price = sum(rows.clone().map(OrderRow::line_total));
    let is_total = totals == Totals::OfOrder || first == by_price;
    match first {
        Some(total) if alike && is_total => Some(total),
        Some(_) | None => sum(rows.map(|row| row.amount)).or(by_price),
    }
}

/// Parts what was paid from what was given back at once: rows that say they are returns, or rows
/// that leave nothing of the order.
fn paid_and_back<'a>(
    rows: impl Iterator<Item = &'a OrderRow> + Clone,
    net: Money,
) -> (Money, Money) {
    let of = |row: &OrderRow| row.amount.or(row.line_total()).unwrap_or_default();
    let has_returns = rows.clone().any(|row| row.state == State::Return);
    let back: Money = rows.map(of).filter(|amount| *amount < Money::ZERO).sum();
    if back < Money::ZERO && (has_returns || net == Money::ZERO) {
        (net - back, -back)
    } else {
        (net, Money::ZERO)
    }
}

/// Adds up a column of the whole order, which some programs repeat on each line.
fn sum_once(amounts: &[Money], totals: Totals) -> Option<Money> {
    let first = *amounts.first()?;
    let is_repeated = totals == Totals::OfOrder && amounts.iter().all(|amount| *amount == first);
    Some(if is_repeated { first } else { amounts.iter().copied().sum() })
}

fn sum(amounts: impl Iterator<Item = Option<Money>>) -> Option<Money> {
    amounts.flatten().reduce(|sum, amount| sum + amount)
}
