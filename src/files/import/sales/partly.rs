//! Sales of which a part was given back while no column says how much: the owner says it, sale by
//! sale, and what is said of a sale goes before what is said of its word.
//!
//! Nothing is asked about a sale whose refund stands in a row of its own, or in the book.

use std::collections::{BTreeMap, HashMap};

use super::order::Settled;
use crate::files::import::people::name as name_of;
use crate::files::import::state::States;
use crate::files::import::{Buyer, Known, NewCustomer, PartlySale, Plan, PlannedPurchase};
use crate::trade::purchase::Refund;
use crate::units::money::Money;
use crate::units::stretches::Stretches;

/// The sales that are asked about, with what was said of them.
#[derive(Debug, Default)]
pub(super) struct Partly {
    said: BTreeMap<u32, Money>,
    asked: Vec<Asked>,
    /// Where a sale stands among them, by its first line.
    by_line: HashMap<u32, usize>,
}

#[derive(Debug)]
struct Asked {
    /// The key of its word.
    key: String,
    buyer: Buyer,
    sale: PartlySale,
}

impl Partly {
    pub(super) fn new(said: BTreeMap<u32, Money>) -> Self {
        Self { said, ..Self::default() }
    }

    /// Whether the owner said how much was given back of the sale that begins on a line.
    pub(super) fn is_said(&self, line: u32) -> bool {
        self.said.contains_key(&line)
    }

    /// Takes up a sale of this word, and gives back what the owner said, where that can be.
    pub(super) fn ask(&mut self, key: String, settled: &mut Settled, plan: &mut Plan) {
        let is_bought = matches!(settled, Settled::Bought(_));
        let order = settled.order();
        let line = order.planned.line;
        let said = self.said.get(&line).copied();
        // An amount below zero gives back by itself, whatever is said.
        let is_return = said.is_some() && !is_bought;
        let amount = order.planned.purchase.amount;
        if amount == Money::ZERO || is_return || !order.planned.refunds.is_empty() {
            return;
        }
        let at = order.planned.purchase.at;
        let (name, known) = (String::new(), Money::ZERO);
        let sale = PartlySale { line, name, day: at.day, amount, said, known };
        if let Some(amount) = said.and_then(|said| sale.check(said).ok()) {
            order.planned.refunds.push(Refund { amount, at, reason: String::new() });
            plan.counts.returns += 1;
        }
        self.by_line.insert(line, self.asked.len());
        self.asked.push(Asked { key, buyer: order.planned.buyer, sale });
    }

    /// Learns what rows of their own give back of these sales.
    pub(super) fn learn(&mut self, bought: &Stretches<PlannedPurchase>) {
        if self.asked.is_empty() {
            return;
        }
        for purchase in bought {
            if let Some(sale) = self.at(purchase.line) {
                let said = sale.said.filter(|said| sale.check(*said).is_ok());
                sale.known = purchase.refunded() - said.unwrap_or_default();
            }
        }
    }

    /// Learns what the book has given back of the sale that begins on a line.
    pub(super) fn is_there(&mut self, line: u32, refunded: Money) {
        if let Some(sale) = self.at(line) {
            sale.known = sale.known.max(refunded);
        }
    }

    fn at(&mut self, line: u32) -> Option<&mut PartlySale> {
        let place = self.by_line.get(&line)?;
        Some(&mut self.asked[*place].sale)
    }

    /// Puts the sales to their words.
    pub(super) fn finish(&mut self, known: &Known, new: &[NewCustomer], states: &mut States) {
        let mut by_key: BTreeMap<String, (Vec<PartlySale>, usize)> = BTreeMap::new();
        for Asked { key, buyer, mut sale } in std::mem::take(&mut self.asked) {
            let (sales, n_known) = by_key.entry(key).or_default();
            let is_known = sale.known > Money::ZERO;
            *n_known += usize::from(match sale.said {
                Some(_) => !sale.is_refused(),
                None => is_known,
            });
            if sale.said.is_some() || !is_known {
                sale.name = name(buyer, known, new);
                sales.push(sale);
            }
        }
        for (key, (mut sales, n_known)) in by_key {
            sales.sort_by_key(|sale| sale.line);
            if sales.len() > PartlySale::MOST {
                // What cannot be is never out of sight.
                sales.sort_by_key(|sale| !sale.is_refused());
            }
            states.ask(&key, sales, n_known);
        }
    }
}

/// What a buyer is called; empty where nobody knows, or has no name.
fn name(buyer: Buyer, known: &Known, new: &[NewCustomer]) -> String {
    let name = match buyer {
        Buyer::Known(id) => known.customer(id).map(|customer| customer.name().to_owned()),
        Buyer::New(place) => new.get(place).and_then(|new| name_of(&new.facts)).map(str::to_owned),
        Buyer::Unknown => None,
    };
    name.unwrap_or_default()
}
