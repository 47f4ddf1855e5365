//! Purchases out of rows: which rows are one purchase, what it came to, and whether the book has
//! it already.
//!
//! Rows of one order number, buyer and day are one purchase with several lines; rows without a
//! number are purchases of their own, even when they are alike, for people do buy the same twice
//! a day.

use std::collections::HashMap;
use std::sync::Arc;

use super::known::{Print, print};
use super::row::{Draft, Sale, on_next_line};
use super::{Buyer, Known, Options, Plan, PlannedPurchase, Problem, Reason, UnknownBuyers};
use crate::calendar::{Day, Moment};
use crate::exchange::columns::Meaning;
use crate::money::Money;
use crate::purchase::{Line, Purchase, Refund};

/// How many orders must repeat their total on every row before that is taken for a habit.
const HABIT: usize = 3;

/// A purchase while its rows come in.
#[derive(Debug)]
struct Order {
    line: u32,
    buyer: Buyer,
    at: Moment,
    /// What each row says was paid, and what its line comes to by price and quantity.
    amounts: Vec<Option<Money>>,
    line_totals: Vec<Option<Money>>,
    products: Vec<Line>,
    refunded: Option<Money>,
    cost: Option<Money>,
    number: String,
    employee: String,
    channel: String,
    note: String,
}

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
    has_products: bool,
    orders: Vec<Order>,
    by_number: HashMap<(String, Buyer, Day), usize>,
    last: Last,
    n_repeated: usize,
    n_rounded: usize,
}

impl Sales {
    pub(super) fn new(known: Arc<Known>, options: &Options) -> Self {
        let line = |meaning: &Meaning| matches!(meaning, Meaning::Product | Meaning::Price);
        Self {
            known,
            unknown_buyers: options.unknown_buyers,
            has_products: options.mapping.iter().any(line),
            orders: Vec::new(),
            by_number: HashMap::new(),
            last: Last::None,
            n_repeated: 0,
            n_rounded: 0,
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
                self.add_row(place, &draft.sale);
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
    pub(super) fn check_nobody(&self, draft: &Draft) -> Result<(), Problem> {
        check_sale(draft)?;
        if draft.has_sale() && self.unknown_buyers == UnknownBuyers::Keep {
            return Ok(());
        }
        Err(Problem::of_row(draft.line, Reason::Nobody))
    }

    /// Takes up the purchase of a row, if it has one.
    pub(super) fn add(&mut self, buyer: Buyer, draft: Draft) {
        let Some(at) = draft.sale.at else {
            self.last = Last::None;
            return;
        };
        let sale = draft.sale;
        let key = (sale.number.clone(), buyer, at.day);
        let place = match self.by_number.get(&key) {
            Some(place) => *place,
            None => {
                self.orders.push(Order::new(draft.line, buyer, at, &sale));
                let place = self.orders.len() - 1;
                if !sale.number.is_empty() {
                    self.by_number.insert(key, place);
                }
                place
            }
        };
        self.last = Last::Order(place);
        self.add_row(place, &sale);
    }

    fn add_row(&mut self, place: usize, sale: &Sale) {
        self.n_rounded += sale.n_rounded;
        let order = &mut self.orders[place];
        let is_repeated = !self.has_products
            && sale.amount.is_some()
            && order.amounts.first() == Some(&sale.amount)
            && sale.at.is_none_or(|at| at == order.at);
        if is_repeated {
            self.n_repeated += 1;
            return;
        }
        order.amounts.push(sale.amount);
        order.line_totals.push(sale.line_total);
        if !sale.product.is_empty() {
            order.products.push(Line {
                product: sale.product.clone(),
                quantity_thousandths: sale.quantity_thousandths.unwrap_or(0),
                price: sale.price,
            });
        }
        order.gain(sale);
    }

    /// Puts purchases into the plan.
    pub(super) fn finish(self, plan: &mut Plan) {
        let habit = repeats_totals(&self.orders);
        plan.counts.repeated_lines = self.n_repeated;
        plan.counts.rounded_amounts = self.n_rounded;
        let mut book = Book { known: &self.known, met: HashMap::new() };
        for order in self.orders {
            let n_rows = order.amounts.len();
            match order.finish(habit) {
                Ok(planned) if book.has(&planned) => plan.counts.purchases_already_there += 1,
                Ok(planned) => plan.purchases.push(planned),
                Err(problem) => {
                    plan.counts.rows_set_aside += n_rows;
                    plan.problems.push(problem);
                }
            }
        }
        let days = || plan.purchases.iter().map(|planned| planned.purchase.at.day);
        plan.span = days().min().zip(days().max());
    }
}

/// The purchases of the book, each to be met once.
struct Book<'a> {
    known: &'a Known,
    met: HashMap<Print, usize>,
}

impl Book<'_> {
    /// Whether the book has a purchase that no other of the file was met with.
    fn has(&mut self, planned: &PlannedPurchase) -> bool {
        // Nobody new has bought before.
        if matches!(planned.buyer, Buyer::New(_)) {
            return false;
        }
        let print = print(planned.purchase.customer, &planned.purchase);
        let n_there = self.known.n_purchases(&print);
        if n_there == 0 {
            return false;
        }
        let n_met = self.met.entry(print).or_default();
        *n_met += 1;
        *n_met <= n_there
    }
}

/// Refuses a purchase without a day or an amount.
pub(super) fn check_sale(draft: &Draft) -> Result<(), Problem> {
    if draft.has_sale() && draft.sale.at.is_none() {
        return Err(Problem::of_row(draft.line, Reason::NoDate));
    }
    Ok(())
}

/// Whether the file writes the total of an order on each of its rows, rather than each row's own.
fn repeats_totals(orders: &[Order]) -> bool {
    let several = orders
        .iter()
        .filter(|order| order.amounts.len() > 1 && order.amounts.iter().all(Option::is_some));
    let (mut n, mut n_alike) = (0, 0);
    for order in several {
        n += 1;
        n_alike += usize::from(order.amounts.windows(2).all(|pair| pair[0] == pair[1]));
    }
    n >= HABIT && n == n_alike
}

impl Order {
    fn new(line: u32, buyer: Buyer, at: Moment, sale: &Sale) -> Self {
        Self {
            line,
            buyer,
            at,
            amounts: Vec::new(),
            line_totals: Vec::new(),
            products: Vec::new(),
            refunded: None,
            cost: None,
            number: sale.number.clone(),
            employee: String::new(),
            channel: String::new(),
            note: String::new(),
        }
    }

    /// Takes over what a row says of the whole purchase.
    fn gain(&mut self, sale: &Sale) {
        let add = |sum: Option<Money>, more: Option<Money>| match (sum, more) {
            (Some(sum), Some(more)) => Some(sum + more),
            (sum, more) => sum.or(more),
        };
        self.refunded = add(self.refunded, sale.refunded);
        self.cost = add(self.cost, sale.cost);
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

    /// What it came to: the total where one stands, else the sum of its rows.
    fn amount(&self, repeats_totals: bool) -> Option<Money> {
        let sum = |amounts: &[Option<Money>]| {
            amounts.iter().flatten().copied().reduce(|sum, amount| sum + amount)
        };
        let first = self.amounts.first().copied().flatten();
        let alike = self.amounts.iter().all(|amount| *amount == first);
        let is_total = repeats_totals || (alike && first == sum(&self.line_totals));
        match first {
            Some(total) if alike && is_total => Some(total),
            Some(_) | None => sum(&self.amounts).or_else(|| sum(&self.line_totals)),
        }
    }

    fn finish(self, repeats_totals: bool) -> Result<PlannedPurchase, Problem> {
        let amount = self.amount(repeats_totals);
        let amount = amount.ok_or_else(|| Problem::of_row(self.line, Reason::NoAmount))?;
        if amount < Money::ZERO {
            return Err(Problem::of_row(self.line, Reason::Negative));
        }
        let refunded = self.refunded.filter(|refunded| *refunded > Money::ZERO);
        if refunded.is_some_and(|refunded| refunded > amount) {
            return Err(Problem::of_row(self.line, Reason::RefundTooLarge { paid: amount }));
        }
        let customer = match self.buyer {
            Buyer::Known(id) => Some(id),
            Buyer::New(_) | Buyer::Unknown => None,
        };
        let refund = refunded.map(|amount| Refund { amount, at: self.at, reason: String::new() });
        let purchase = Purchase {
            customer,
            at: self.at,
            amount,
            cost: self.cost,
            lines: self.products,
            number: self.number,
            employee: self.employee,
            channel: self.channel,
            note: self.note,
        };
        Ok(PlannedPurchase { buyer: self.buyer, purchase, refund, line: self.line })
    }
}
