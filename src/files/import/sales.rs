//! Purchases out of rows: which rows are one purchase, what it came to, what was given back of it,
//! and whether the book has it already.
//!
//! Rows of one order number, buyer and day are one purchase with several lines; rows without a
//! number are purchases of their own, even when they are alike, for people do buy the same twice
//! a day. A row below zero lowers its order; an order below zero is a return and goes to the
//! purchase it returns. What the owner says was given back is given back like what a column says.

mod order;
mod orders;
mod partly;
mod returns;
mod there;
mod totals;

use std::sync::Arc;

use super::row::Draft;
use super::state::{State, States};
use super::{Buyer, Known, Options, Plan, PlannedPurchase, Problem, Reason, Totals, UnknownBuyers};
use crate::files::columns::Meaning;
use crate::files::table::Table;
use crate::units::money::Money;
use crate::units::stretches::{IntoIter, Stretches};
use order::{Bought, Goods, Order, OrderRow, Settled, Ways};
use orders::Orders;
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
    orders: Orders,
    /// Whether any row takes something away, without which nothing can be a return.
    has_returns: bool,
    settling: Option<Settling>,
    last: Last,
    n_repeated: usize,
    n_rounded: usize,
    of_nobody: (usize, Money),
}

impl Sales {
    pub(super) fn new(known: Arc<Known>, options: &Options, table: &Table) -> Self {
        let line = |meaning: &Meaning| matches!(meaning, Meaning::Product | Meaning::Price);
        let amount = options.mapping.iter().position(|meaning| *meaning == Meaning::Amount);
        let title = amount.map(|column| table.title(column));
        let has_refunds = options.mapping.contains(&Meaning::Refunded);
        Self {
            known,
            unknown_buyers: options.unknown_buyers,
            visits_only: options.visits_only,
            has_products: options.mapping.iter().any(line),
            said: options.totals,
            titled: title.and_then(totals::of_title),
            states: States::new(options.states.clone(), has_refunds),
            partly: Partly::new(options.given_back.clone()),
            orders: Orders::new(table.rows.len()),
            has_returns: false,
            settling: None,
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
            Last::Order(place) if fits(&self.orders.get(*place).number) => {
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
        let known = match sale.number.as_str() {
            "" => None,
            number => self.orders.find(number, buyer, at.day),
        };
        let place = match known {
            Some(place) => {
                self.add_row(place, draft);
                place
            }
            None => {
                let is_said = self.partly.is_said(draft.line);
                let first = self.row(draft, self.states.of(&sale.status, is_said));
                let mut order = Order::new(draft.line, buyer, at, sale, is_said, first);
                order.gain(sale);
                self.orders.push(order)
            }
        };
        self.last = Last::Order(place);
    }

    fn row(&mut self, draft: &Draft, state: State) -> OrderRow {
        self.n_rounded += draft.sale.n_rounded;
        let row = OrderRow::new(&draft.sale, state);
        self.has_returns |= row.takes_away();
        row
    }

    fn add_row(&mut self, place: usize, draft: &Draft) {
        let sale = &draft.sale;
        let row = self.row(draft, self.orders.get(place).state_of(sale, &self.states));
        let order = self.orders.get_mut(place);
        let first = order.rows().next().and_then(|first| first.amount);
        let is_repeated = !self.has_products
            && self.said != Some(Totals::OfLine)
            && row.amount.is_some()
            && first == row.amount
            && sale.at.is_none_or(|at| at == order.at);
        if is_repeated {
            self.n_repeated += 1;
            return;
        }
        order.add(row);
        order.gain(sale);
    }

    /// Settles up to so many orders, once all rows are in; `true` at the end.
    pub(super) fn settle(&mut self, n_orders: usize, plan: &mut Plan) -> bool {
        let settling = self.settling.take();
        let mut settling = settling.unwrap_or_else(|| self.begin_settling(plan));
        let mut n_settled = 0;
        while n_settled < n_orders
            && let Some(order) = settling.orders.next()
        {
            n_settled += 1;
            let (status, n_rows) = (order.status.clone(), order.n_rows());
            let mut settled = order.settle(settling.ways);
            if let (Some(key), Ok(settled)) = (self.states.asks(&status), &mut settled) {
                self.partly.ask(key, settled, plan);
            }
            let amount = settled.as_ref().map_or(Money::ZERO, Settled::amount);
            self.states.count(&status, amount);
            match settled {
                Ok(settled) => settling.take(settled),
                Err(problem) => {
                    plan.counts.rows_set_aside += n_rows;
                    plan.problems.push(problem);
                }
            }
        }
        settling.n_settled += n_settled;
        self.settling = Some(settling);
        n_settled < n_orders
    }

    /// How many orders are settled.
    pub(super) fn n_settled(&self) -> usize {
        self.settling.as_ref().map_or(0, |settling| settling.n_settled)
    }

    fn begin_settling(&mut self, plan: &mut Plan) -> Settling {
        plan.equal_lines = totals::decide(&self.orders, self.said, self.titled);
        let totals = plan.equal_lines.as_ref().map_or(Totals::OfLine, |equal| equal.taken_as);
        let (visits_only, has_returns) = (self.visits_only, self.has_returns);
        let orders = std::mem::take(&mut self.orders);
        Settling {
            ways: Ways { totals, visits_only, has_returns },
            n_settled: 0,
            orders: orders.into_each(),
            bought: Stretches::default(),
            goods: Vec::new(),
            returned: Vec::new(),
            void: Vec::new(),
        }
    }

    /// Puts purchases into the plan.
    pub(super) fn finish(mut self, plan: &mut Plan) {
        while !self.settle(usize::MAX, plan) {}
        let Some(settling) = self.settling.take() else { return };
        let Settling { mut bought, goods, returned, void, .. } = settling;
        plan.counts.repeated_lines = self.n_repeated;
        plan.counts.rounded_amounts = self.n_rounded;
        (plan.counts.of_nobody, plan.counts.sum_of_nobody) = self.of_nobody;
        plan.counts.void_sales = void.len();
        let mut there = There::new(&self.known);
        let left_over = returns::give_back(&mut bought, &goods, returned, plan);
        self.partly.learn(&bought);
        there.take_up(bought, &mut self.partly, plan);
        there.cancel(&void, plan);
        there.give_back(left_over, plan);
        self.partly.finish(&self.known, &plan.new_customers, &mut self.states);
        plan.states = self.states.finish();
        summarise(plan);
    }
}

/// Orders on their way to purchases.
#[derive(Debug)]
struct Settling {
    ways: Ways,
    orders: IntoIter<Order>,
    n_settled: usize,
    bought: Stretches<PlannedPurchase>,
    /// What tells a return of each of them, where the file has returns.
    goods: Vec<Goods>,
    returned: Vec<Bought>,
    void: Vec<Bought>,
}

impl Settling {
    fn take(&mut self, settled: Settled) {
        match settled {
            Settled::Bought(purchase) => {
                self.bought.push(purchase.planned);
                if self.ways.has_returns {
                    self.goods.push(purchase.goods);
                }
            }
            Settled::Returned(back) => self.returned.push(back),
            Settled::Void(purchase) => self.void.push(purchase),
        }
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
