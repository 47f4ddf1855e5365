//! Purchases out of rows: which rows are one purchase, what it came to, what was given back of it,
//! and whether the book has it already.
//!
//! Rows of one order number, buyer and day are one purchase with several lines; rows without a
//! number are purchases of their own, even when they are alike, for people do buy the same twice
//! a day. A row below zero lowers its order; an order below zero is a return and goes to the
//! purchase it returns. What the owner says was given back is given back like what a column says.

mod order;
mod partly;
mod returns;
mod there;
mod totals;

use std::collections::HashMap;
use std::sync::Arc;

use super::row::Draft;
use super::state::States;
use super::{Buyer, Known, Options, Plan, Problem, Reason, Totals, UnknownBuyers};
use crate::files::columns::Meaning;
use crate::units::calendar::Day;
use crate::units::money::Money;
use order::{Order, OrderRow, Settled};
use partly::Partly;
use there::There;

/// The row that a further line would belong to.
#[derive(Debug)]
enum Last {
    None,
    Order(usize),
    SetAside { line: u32, number: String },
}

/// The purchases of the file.
#[derive(Debug)]
pub(super) struct Sales {
    known: Arc<Known>,
    unknown_buyers: UnknownBuyers,
    visits_only: bool,
    has_products: bool,
    /// What the owner said of the amounts on the lines of an order, else what their title says.
    said: Option<Totals>,
    titled: Option<Totals>,
    states: States,
    partly: Partly,
    orders: Vec<Order>,
    by_number: HashMap<(String, Buyer, Day), usize>,
    last: Last,
    n_repeated: usize,
    n_rounded: usize,
    of_nobody: (usize, Money),
}

impl Sales {
    pub(super) fn new(known: Arc<Known>, options: &Options, titles: &[String]) -> Self {
        let line = |meaning: &Meaning| matches!(meaning, Meaning::Product | Meaning::Price);
        let amount = options.mapping.iter().position(|meaning| *meaning == Meaning::Amount);
        let title = amount.and_then(|column| titles.get(column));
        let has_refunds = options.mapping.contains(&Meaning::Refunded);
        Self {
            known,
            unknown_buyers: options.unknown_buyers,
            visits_only: options.visits_only,
            has_products: options.mapping.iter().any(line),
            said: options.totals,
            titled: title.and_then(|title| totals::of_title(title)),
            states: States::new(options.states.clone(), has_refunds),
            partly: Partly::new(options.given_back.clone()),
            orders: Vec::new(),
            by_number: HashMap::new(),
            last: Last::None,
            n_repeated: 0,
            n_rounded: 0,
            of_nobody: (0, Money::ZERO),
        }
    }

    /// Remembers that a row was set aside, so that the further lines of its purchase are too.
    pub(super) fn head_set_aside(&mut self, problem: &Problem, number: &str) {
        if !matches!(problem.reason, Reason::OfSetAside { .. }) {
            self.last = Last::SetAside { line: problem.line, number: number.to_owned() };
        }
    }

    /// Adds a further line to the purchase above; `false` when it is of none.
    pub(super) fn continue_last(&mut self, draft: &Draft) -> Result<bool, Problem> {
        // Without a number, a row with an amount is rather the sum at the end of the list.
        let fits = |number: &str| match draft.sale.number.as_str() {
            "" => draft.sale.amount.is_none(),
            ours => ours == number,
        };
        match &self.last {
            Last::Order(place) if fits(&self.orders[*place].number) => {
                let place = *place;
                self.add_row(place, draft);
                Ok(true)
            }
            Last::SetAside { line, number } if fits(number) => {
                let reason = Reason::OfSetAside { line: *line };
                Err(Problem::of_row(draft.line, reason))
            }
            Last::Order(_) | Last::SetAside { .. } | Last::None => Ok(false),
        }
    }

    /// Whether a row of nobody can go in: only as a purchase, and only if they are kept.
    pub(super) fn check_nobody(&mut self, draft: &Draft) -> Result<(), Problem> {
        check_sale(draft)?;
        if let Some(problem) = draft.sale_problem.clone() {
            return Err(problem);
        }
        if draft.has_sale() {
            self.of_nobody.0 += 1;
            self.of_nobody.1 += draft.sale.amount.or(draft.sale.line_total).unwrap_or_default();
            if self.unknown_buyers == UnknownBuyers::Keep {
                return Ok(());
            }
        }
        Err(Problem::of_row(draft.line, Reason::Nobody))
    }

    /// Takes up the purchase of a row, if it has one.
    pub(super) fn add(&mut self, buyer: Buyer, draft: &Draft) {
        let sale = &draft.sale;
        let Some(at) = sale.at else {
            self.last = Last::None;
            return;
        };
        let key = (sale.number.clone(), buyer, at.day);
        let place = match self.by_number.get(&key) {
            Some(place) => *place,
            None => {
                let is_said = self.partly.is_said(draft.line);
                self.orders.push(Order::new(draft.line, buyer, at, sale, is_said));
                let place = self.orders.len() - 1;
                if !sale.number.is_empty() {
                    self.by_number.insert(key, place);
                }
                place
            }
        };
        self.last = Last::Order(place);
        self.add_row(place, draft);
    }

    fn add_row(&mut self, place: usize, draft: &Draft) {
        let sale = &draft.sale;
        self.n_rounded += sale.n_rounded;
        let order = &mut self.orders[place];
        let row = OrderRow::new(sale, order.state_of(sale, &self.states));
        let is_repeated = !self.has_products
            && self.said != Some(Totals::OfLine)
            && row.amount.is_some()
            && order.rows.first().is_some_and(|first| first.amount == row.amount)
            && sale.at.is_none_or(|at| at == order.at);
        if is_repeated {
            self.n_repeated += 1;
            return;
        }
        order.rows.push(row);
        order.gain(sale);
    }

    /// Puts purchases into the plan.
    pub(super) fn finish(mut self, plan: &mut Plan) {
        plan.equal_lines = totals::decide(&self.orders, self.said, self.titled);
        plan.counts.repeated_lines = self.n_repeated;
        plan.counts.rounded_amounts = self.n_rounded;
        (plan.counts.of_nobody, plan.counts.sum_of_nobody) = self.of_nobody;
        let totals = plan.equal_lines.as_ref().map_or(Totals::OfLine, |equal| equal.taken_as);
        let orders = std::mem::take(&mut self.orders);
        let (mut bought, mut returned, mut void) = (Vec::new(), Vec::new(), Vec::new());
        for order in orders {
            let (status, n_rows) = (order.status.clone(), order.rows.len());
            let mut settled = order.settle(totals, self.visits_only);
            if let (Some(key), Ok(settled)) = (self.states.asks(&status), &mut settled) {
                self.partly.ask(key, settled, plan);
            }
            let amount = settled.as_ref().map_or(Money::ZERO, Settled::amount);
            self.states.count(&status, amount);
            match settled {
                Ok(Settled::Bought(purchase)) => bought.push(purchase),
                Ok(Settled::Returned(back)) => returned.push(back),
                Ok(Settled::Void(purchase)) => void.push(purchase),
                Err(problem) => {
                    plan.counts.rows_set_aside += n_rows;
                    plan.problems.push(problem);
                }
            }
        }
        plan.counts.void_sales = void.len();
        let mut there = There::new(&self.known);
        let left_over = returns::give_back(&mut bought, returned, plan);
        self.partly.learn(&bought);
        there.take_up(bought, &mut self.partly, plan);
        there.cancel(&void, plan);
        there.give_back(left_over, plan);
        self.partly.finish(&self.known, &plan.new_customers, &mut self.states);
        plan.states = self.states.finish();
        summarise(plan);
    }
}

/// Counts up what a plan brings.
fn summarise(plan: &mut Plan) {
    let days = || plan.purchases.iter().map(|planned| planned.purchase.at.day);
    plan.span = days().min().zip(days().max());
    plan.sum = plan.purchases.iter().map(|planned| planned.purchase.amount).sum();
    let sized = plan.purchases.iter().map(|planned| (planned.purchase.amount, planned.line));
    plan.largest = sized.max_by_key(|(amount, line)| (*amount, std::cmp::Reverse(*line)));
}

/// Refuses a purchase without a day.
pub(super) fn check_sale(draft: &Draft) -> Result<(), Problem> {
    if draft.has_sale() && draft.sale.at.is_none() {
        return Err(Problem::of_row(draft.line, Reason::NoDate));
    }
    Ok(())
}
