//! One order: its rows, and what they come to together.

use crate::files::import::row::{Sale, on_next_line};
use crate::files::import::state::{State, States};
use crate::files::import::{Buyer, PlannedPurchase, Problem, Reason, Totals};
use crate::trade::purchase::{Line, Purchase, Refund};
use crate::units::calendar::Moment;
use crate::units::money::{MAX_AMOUNT, Money};

/// A row of an order, with amounts below zero where it takes away.
#[derive(Clone, Debug)]
pub(super) struct OrderRow {
    /// What the row says was paid.
    pub(super) amount: Option<Money>,
    /// What its line comes to by price and quantity.
    pub(super) line_total: Option<Money>,
    pub(super) price: Option<Money>,
    pub(super) product: String,
    quantity_thousandths: Option<i64>,
    state: State,
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
        Self {
            amount,
            line_total: line_total.map(below),
            price: sale.price.map(abs),
            product: sale.product.clone(),
            quantity_thousandths: sale.quantity_thousandths,
            state,
        }
    }

    pub(super) fn is_void(&self) -> bool {
        self.state == State::Void
    }

    fn line(&self) -> Option<Line> {
        let quantity_thousandths = self.quantity_thousandths.unwrap_or(0);
        let takes_away = quantity_thousandths < 0
            || self.line_total.or(self.amount).is_some_and(|amount| amount < Money::ZERO);
        let is_line = !self.product.is_empty() && !takes_away;
        is_line.then(|| Line {
            product: self.product.clone(),
            quantity_thousandths,
            price: self.price,
        })
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
    pub(super) rows: Vec<OrderRow>,
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
    pub(super) goods: Vec<String>,
    pub(super) prices: Vec<Money>,
}

impl Bought {
    pub(super) fn refunded(&self) -> Money {
        self.planned.refunds.iter().map(|refund| refund.amount).sum()
    }

    /// What is left to give back.
    pub(super) fn left(&self) -> Money {
        self.planned.purchase.amount - self.refunded()
    }
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
    pub(super) fn new(line: u32, buyer: Buyer, at: Moment, sale: &Sale, is_said: bool) -> Self {
        Self {
            line,
            buyer,
            at,
            number: sale.number.clone(),
            status: sale.status.clone(),
            is_said,
            rows: Vec::new(),
            refunded: Vec::new(),
            cost: Vec::new(),
            employee: String::new(),
            channel: String::new(),
            note: String::new(),
        }
    }

    /// The state of a row: its own words, or those of the first where it has none.
    pub(super) fn state_of(&self, sale: &Sale, states: &States) -> State {
        let status = if sale.status.is_empty() { &self.status } else { &sale.status };
        states.of(status, self.is_said)
    }

    /// Takes over what a row says of the whole purchase.
    pub(super) fn gain(&mut self, sale: &Sale) {
        self.refunded.extend(sale.refunded);
        self.cost.extend(sale.cost);
        let fill = |text: &mut String, more: &str| {
            if text.is_empty() {
                more.clone_into(text);
            }
        };
        fill(&mut self.employee, &sale.employee);
        fill(&mut self.channel, &sale.channel);
        let is_said = self.note == sale.note || self.note.lines().any(|line| line == sale.note);
        if !is_said {
            self.note = on_next_line(&self.note, sale.note.clone());
        }
    }

    /// What it came to.
    pub(super) fn settle(mut self, totals: Totals, visits_only: bool) -> Result<Settled, Problem> {
        let (refunded, is_void) = (self.sum_once(&self.refunded, totals), self.is_void());
        let has_refund = refunded.is_some_and(|refunded| refunded > Money::ZERO);
        let is_undone = self.rows.iter().all(|row| row.state == State::Refunded) && !has_refund;
        if !is_void {
            self.rows.retain(|row| !row.is_void());
        }
        let none = visits_only.then_some(Money::ZERO);
        let amount = self.amount(totals).or(none);
        let amount = amount.ok_or_else(|| Problem::of_row(self.line, Reason::NoAmount))?;
        if abs(amount) > MAX_AMOUNT {
            let reason = Reason::TooLarge { largest: MAX_AMOUNT };
            return Err(Problem::of_row(self.line, reason));
        }
        if is_void || is_undone {
            return Ok(Settled::Void(self.bought(abs(amount), Money::ZERO)));
        }
        if amount < Money::ZERO {
            return Ok(Settled::Returned(self.bought(-amount, Money::ZERO)));
        }
        let (paid, back) = self.paid_and_back(amount);
        let refunded = back + refunded.unwrap_or_default();
        if refunded > paid {
            return Err(Problem::of_row(self.line, Reason::RefundTooLarge { paid }));
        }
        Ok(Settled::Bought(self.bought(paid, refunded)))
    }

    fn is_void(&self) -> bool {
        self.rows.iter().all(OrderRow::is_void)
    }

    /// What it came to: the total where one stands, else the sum of its rows.
    fn amount(&self, totals: Totals) -> Option<Money> {
        let first = self.rows.first()?.amount;
        let alike = self.rows.iter().all(|row| row.amount == first);
        let by_price = sum(self.rows.iter().map(|row| row.line_total));
        let is_total = totals == Totals::OfOrder || first == by_price;
        match first {
            Some(total) if alike && is_total => Some(total),
            Some(_) | None => sum(self.rows.iter().map(|row| row.amount)).or(by_price),
        }
    }

    /// Parts what was paid from what was given back at once: rows that say they are returns, or
    /// rows that leave nothing of the order.
    fn paid_and_back(&self, net: Money) -> (Money, Money) {
        let of = |row: &OrderRow| row.amount.or(row.line_total).unwrap_or_default();
        let has_returns = self.rows.iter().any(|row| row.state == State::Return);
        let back: Money = self.rows.iter().map(of).filter(|amount| *amount < Money::ZERO).sum();
        if back < Money::ZERO && (has_returns || net == Money::ZERO) {
            (net - back, -back)
        } else {
            (net, Money::ZERO)
        }
    }

    /// Adds up a column of the whole order, which some programs repeat on each line.
    fn sum_once(&self, amounts: &[Money], totals: Totals) -> Option<Money> {
        let first = *amounts.first()?;
        let is_repeated =
            totals == Totals::OfOrder && amounts.iter().all(|amount| *amount == first);
        Some(if is_repeated { first } else { amounts.iter().copied().sum() })
    }

    fn bought(self, amount: Money, refunded: Money) -> Bought {
        let customer = match self.buyer {
            Buyer::Known(id) => Some(id),
            Buyer::New(_) | Buyer::Unknown => None,
        };
        let prices = self.rows.iter().flat_map(|row| [row.price, row.amount, row.line_total]);
        let prices = prices.flatten().map(abs).collect();
        let goods = self.rows.iter().map(|row| row.product.clone());
        let goods = goods.filter(|product| !product.is_empty()).collect();
        let refund = Refund { amount: refunded, at: self.at, reason: String::new() };
        let cost = (!self.cost.is_empty()).then(|| self.cost.iter().copied().sum());
        let purchase = Purchase {
            customer,
            at: self.at,
            amount,
            cost,
            lines: self.rows.iter().filter_map(OrderRow::line).collect(),
            number: self.number,
            employee: self.employee,
            channel: self.channel,
            note: self.note,
        };
        let refunds = if refunded > Money::ZERO { vec![refund] } else { Vec::new() };
        let planned = PlannedPurchase { buyer: self.buyer, purchase, refunds, line: self.line };
        Bought { planned, goods, prices }
    }
}

fn sum(amounts: impl Iterator<Item = Option<Money>>) -> Option<Money> {
    amounts.flatten().reduce(|sum, amount| sum + amount)
}
