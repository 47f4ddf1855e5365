//! What the book has of the file already, so that the same file again brings nothing new.
//!
//! A purchase is known again by buyer, day and number; by its amount where it has no number here
//! or there. Each purchase of the book is met once. What was given back since goes to it.

use std::collections::{HashMap, HashSet};

use super::order::{Bought, Goods};
use super::partly::Partly;
use super::returns::{likeness, refund};
use crate::files::import::known::{KnownPurchase, Print};
use crate::files::import::{Buyer, Known, Plan, PlannedPurchase, PlannedRefund, Problem, Reason};
use crate::trade::purchase::{Purchase, Refund};
use crate::units::calendar::Day;
use crate::units::id::CustomerId;
use crate::units::money::Money;
use crate::units::stretches::Stretches;

/// The purchases of the book, each to be met once.
pub(super) struct There<'a> {
    known: &'a Known,
    met: HashSet<usize>,
    /// How far the purchases of one print were looked through.
    looked: HashMap<(Option<CustomerId>, Day, Print), usize>,
    /// What this file gives back of purchases of the book.
    given_back: HashMap<usize, Money>,
}

impl<'a> There<'a> {
    pub(super) fn new(known: &'a Known) -> Self {
        let (looked, given_back) = (HashMap::new(), HashMap::new());
        Self { known, met: HashSet::new(), looked, given_back }
    }

    /// Puts purchases into the plan that the book does not have.
    pub(super) fn take_up(
        &mut self,
        bought: Stretches<PlannedPurchase>,
        partly: &mut Partly,
        plan: &mut Plan,
    ) {
        // Those with a number first: they are surer, and take what is theirs.
        let numbered: Vec<Option<usize>> =
            bought.iter().map(|purchase| self.by_number(purchase)).collect();
        let mut numbered = numbered.into_iter();
        plan.purchases = bought.kept(|purchase| {
            let met = numbered.next().flatten().or_else(|| self.by_amount(purchase));
            if let Some(place) = met {
                plan.counts.purchases_already_there += 1;
                partly.is_there(purchase.line, self.known.purchase(place).refunded());
                self.complete_refunds(place, purchase, plan);
            }
            met.is_none()
        });
    }

    fn by_number(&mut self, bought: &PlannedPurchase) -> Option<usize> {
        let (who, purchase) = buyer(bought)?;
        let number = purchase.number.trim();
        if number.is_empty() {
            return None;
        }
        self.meet(who, purchase.at.day, Print::Number(number.to_owned()))
    }

    fn by_amount(&mut self, bought: &PlannedPurchase) -> Option<usize> {
        let (who, purchase) = buyer(bought)?;
        let (day, amount) = (purchase.at.day, purchase.amount);
        self.meet(who, day, Print::Amount(amount, false)).or_else(|| {
            let is_bare = purchase.number.trim().is_empty();
            is_bare.then(|| self.meet(who, day, Print::Amount(amount, true))).flatten()
        })
    }

    /// The next purchase of a print that was not met.
    fn meet(&mut self, who: Option<CustomerId>, day: Day, print: Print) -> Option<usize> {
        let places = self.known.printed(who, day, print.clone());
        if places.is_empty() {
            return None;
        }
        let looked = self.looked.entry((who, day, print)).or_default();
        while let Some(place) = places.get(*looked) {
            *looked += 1;
            if self.met.insert(*place) {
                return Some(*place);
            }
        }
        None
    }

    /// Gives back what the file says was given back, less what the book knows of.
    fn complete_refunds(&mut self, place: usize, bought: &PlannedPurchase, plan: &mut Plan) {
        let known = self.known.purchase(place);
        let more = bought.refunded().min(known.amount) - known.refunded();
        if let Some(last) = bought.refunds.last().filter(|_| more > Money::ZERO) {
            let refund = Refund { amount: more, ..last.clone() };
            self.plan_refund(place, refund, bought.line, plan);
        }
    }

    fn plan_refund(&mut self, place: usize, refund: Refund, line: u32, plan: &mut Plan) {
        *self.given_back.entry(place).or_default() += refund.amount;
        let purchase = self.known.purchase(place).id;
        plan.refunds.push(PlannedRefund { purchase, refund, line });
    }

    /// Gives back sales that were taken in once and never became one.
    pub(super) fn cancel(&mut self, void: &[Bought], plan: &mut Plan) {
        for sale in void {
            let Some(place) = self.by_number(&sale.planned) else { continue };
            let amount = self.left(place);
            if amount > Money::ZERO {
                let refund = Refund { amount, ..refund(sale) };
                self.plan_refund(place, refund, sale.planned.line, plan);
            }
        }
    }

    fn left(&self, place: usize) -> Money {
        let given_back = self.given_back.get(&place).copied().unwrap_or_default();
        self.known.purchase(place).left() - given_back
    }

    /// Puts returns to purchases of the book; one that fits none is a problem.
    pub(super) fn give_back(&mut self, returned: Vec<Bought>, plan: &mut Plan) {
        let mut said: HashSet<(usize, usize)> = HashSet::new();
        for back in returned {
            plan.counts.returns += 1;
            if self.is_given_back(&back, &mut said) {
                continue;
            }
            let line = back.planned.line;
            if let Some(place) = self.returned(&back) {
                self.plan_refund(place, refund(&back), line, plan);
                continue;
            }
            let reason = Reason::ReturnOfNothing { amount: back.planned.purchase.amount };
            plan.counts.returns -= 1;
            plan.counts.rows_set_aside += 1;
            plan.problems.push(Problem::of_row(line, reason));
        }
    }

    /// Whether the book has this very refund; each is met once.
    fn is_given_back(&self, back: &Bought, said: &mut HashSet<(usize, usize)>) -> bool {
        let wanted = (back.planned.purchase.at.day, back.planned.purchase.amount);
        self.of_buyer(back).any(|place| {
            let refunds = self.known.purchase(place).refunds.iter().enumerate();
            let mut same = refunds.filter(|(_, refund)| **refund == wanted);
            same.any(|(which, _)| said.insert((place, which)))
        })
    }

    /// The purchase of the book a return fits best, the latest of several.
    fn returned(&self, back: &Bought) -> Option<usize> {
        let wanted = &back.planned.purchase;
        let number = wanted.number.trim();
        let fit = |place: usize| {
            let known = self.known.purchase(place);
            let can = known.day <= wanted.at.day && self.left(place) >= wanted.amount;
            let is_numbered = !number.is_empty() && known.number == number;
            let fit = if is_numbered { Some(u8::MAX) } else { alike(known, back) };
            Some((fit.filter(|_| can)?, known.day, place))
        };
        self.of_buyer(back).filter_map(fit).max().map(|(_, _, place)| place)
    }

    fn of_buyer(&self, back: &Bought) -> impl Iterator<Item = usize> {
        let places = match back.planned.buyer {
            Buyer::Known(id) => self.known.purchases_of(id),
            Buyer::New(_) | Buyer::Unknown => &[],
        };
        places.iter().copied()
    }
}

fn alike(known: &KnownPurchase, back: &Bought) -> Option<u8> {
    let goods = Goods {
        products: known.goods.iter().map(|line| line.product.clone()).collect(),
        prices: known.goods.iter().filter_map(|line| line.price).collect(),
    };
    likeness(&goods, known.amount, back)
}

/// Who bought, as the book knows them; nobody new has bought before.
fn buyer(bought: &PlannedPurchase) -> Option<(Option<CustomerId>, &Purchase)> {
    let purchase = &bought.purchase;
    match bought.buyer {
        Buyer::Known(id) => Some((Some(id), purchase)),
        Buyer::Unknown => Some((None, purchase)),
        Buyer::New(_) => None,
    }
}
