//! What each source costs and brings: an event, an advert, a bought list.
//!
//! A source brings whoever has its name on their card. Its income is all that they paid, refunds
//! taken off, and its profit the margin of that (or what is left of it where the cost of goods is
//! known). It has paid for itself on the first day on which the profit of all its people so far
//! reaches all that was ever spent on it.

use std::collections::BTreeMap;

use crate::acquisition::cost;
use crate::book::{Book, Bought};
use crate::figures::visit::Takings;
use crate::units::calendar::Day;
use crate::units::id::{CostId, CustomerId};
use crate::units::money::Money;
use crate::units::sorting::sort_by_key;

/// A source in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its name, as most cards have it.
    pub name: String,
    /// Whoever came through it.
    pub customers: Vec<CustomerId>,
    /// How many of them bought.
    pub n_buyers: usize,
    /// What they paid, refunds taken off.
    pub income: Money,
    /// The profit of that.
    pub profit: Money,
    /// What was spent on the source.
    pub cost: Money,
    /// The amounts of that, first recorded first.
    pub costs: Vec<CostId>,
    /// The day on which it had paid for itself; `None` where it has not, or nothing was spent.
    pub paid_back: Option<Day>,
}

impl Source {
    /// The profit of one who bought, so far, on average.
    #[must_use]
    pub fn profit_a_buyer(&self) -> Option<Money> {
        let n = i64::try_from(self.n_buyers).ok().filter(|n| *n > 0)?;
        Some(Money(self.profit.0 / n))
    }

    /// What one who bought cost, on average; `None` where nothing was spent or nobody bought.
    #[must_use]
    pub fn cost_a_buyer(&self) -> Option<Money> {
        let n = i64::try_from(self.n_buyers).ok().filter(|n| *n > 0)?;
        (self.cost > Money::ZERO).then(|| Money(self.cost.0 / n))
    }

    /// What is left when its cost is taken off; below zero while it has not paid for itself.
    #[must_use]
    pub fn gain(&self) -> Money {
        self.profit - self.cost
    }
}

/// Every source on a card or with a cost, the largest profit first. Purchases dated after `today`
/// do not count yet.
#[must_use]
pub fn sources(book: &Book, today: Day) -> Vec<Source> {
    let mut found: BTreeMap<String, Building> = BTreeMap::new();
    for (id, customer) in book.customers().iter().filter(|(_, one)| !one.source().is_empty()) {
        let source = found.entry(cost::key(customer.source())).or_default();
        *source.names.entry(customer.source().trim().to_owned()).or_default() += 1;
        source.customers.push(*id);
    }
    for (id, cost) in book.costs().iter() {
        let source = found.entry(cost::key(&cost.source)).or_default();
        // A card's spelling goes before that of a bill.
        source.names.entry(cost.source.trim().to_owned()).or_default();
        source.cost += cost.amount;
        source.costs.push(id);
    }
    let margin = book.shop().margin_percent;
    let mut all: Vec<Source> =
        found.into_values().map(|source| source.finish(book, today, margin)).collect();
    sort_by_key(&mut all, |source| (-source.profit.0, source.name.clone()));
    all
}

/// A source whose people are being gathered.
#[derive(Default)]
struct Building {
    /// How many cards have each spelling.
    names: BTreeMap<String, usize>,
    customers: Vec<CustomerId>,
    cost: Money,
    costs: Vec<CostId>,
}

impl Building {
    fn finish(self, book: &Book, today: Day, margin: u8) -> Source {
        let mut by_day: BTreeMap<Day, Takings> = BTreeMap::new();
        let mut n_buyers = 0;
        for customer in &self.customers {
            let bought = book.purchases_of(*customer).map(|(_, bought)| bought);
            let counted = bought.filter(|bought| bought.at().day <= today && !bought.is_returned());
            let mut has_bought = false;
            for bought in counted {
                has_bought = true;
                *by_day.entry(bought.at().day).or_default() += takings(bought);
            }
            n_buyers += usize::from(has_bought);
        }
        let mut so_far = Takings::default();
        let mut paid_back = None;
        for (day, takings) in by_day {
            so_far += takings;
            let is_paid = self.cost > Money::ZERO && so_far.profit(margin) >= self.cost;
            paid_back = paid_back.or_else(|| is_paid.then_some(day));
        }
        let name = self.names.into_iter().max_by_key(|(_, n)| *n).map(|(name, _)| name);
        Source {
            name: name.unwrap_or_default(),
            customers: self.customers,
            n_buyers,
            income: so_far.spent,
            profit: so_far.profit(margin),
            cost: self.cost,
            costs: self.costs,
            paid_back,
        }
    }
}

fn takings(bought: &Bought) -> Takings {
    let spent = bought.net();
    match bought.cost() {
        Some(cost) => Takings { spent, costed: spent, cost },
        None => Takings { spent, ..Takings::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acquisition::{self, Cost};
    use crate::book::Change;
    use crate::people::customer::Fact;
    use crate::trade::purchase::{Purchase, Refund};
    use crate::trade::shop::Setting;
    use crate::units::calendar::Moment;
    use crate::units::id::{PurchaseId, Replica, Stamp};

    #[derive(Default)]
    struct Shop(Book, u32);

    impl Shop {
        fn apply(&mut self, change: &Change) -> Stamp {
            self.1 += 1;
            let stamp = Stamp::new(1, self.1, Replica::new(1, 0));
            self.0.apply(stamp, change);
            stamp
        }

        fn adds(&mut self, source: &str) -> CustomerId {
            let facts = vec![Fact::Source(source.into())];
            CustomerId(self.apply(&Change::AddCustomer { facts, members: vec![] }))
        }

        fn sells(&mut self, customer: CustomerId, day: i32, amount: i64) -> PurchaseId {
            let at = Moment { day: Day(day), minute: None };
            let (customer, amount) = (Some(customer), Money(amount));
            let purchase = Purchase { customer, at, amount, ..Purchase::default() };
            PurchaseId(self.apply(&Change::bought(purchase)))
        }

        fn spends(&mut self, source: &str, amount: i64) {
            let (source, what) = (source.to_owned(), String::new());
            let cost = Cost { source, amount: Money(amount), on: Day(100), what };
            let add = cost::Change::Add(cost);
            self.apply(&Change::Acquisition(acquisition::Change::Cost(add)));
        }
    }

    #[test]
    fn a_source_has_paid_for_itself_when_its_profit_reaches_its_cost() {
        let mut shop = Shop::default();
        shop.apply(&Change::SetSetting(Setting::MarginPercent(50)));
        let [anna, peter, _] = ["Fair", "fair ", "Fair"].map(|source| shop.adds(source));
        shop.adds("");
        shop.spends("FAIR", 300);
        shop.spends("Flyer", 50);
        shop.sells(anna, 101, 400);
        shop.sells(peter, 110, 200);
        shop.sells(anna, 120, 100);
        shop.sells(anna, 900, 5_000);
        let all = sources(&shop.0, Day(500));
        let [fair, flyer] = &all[..] else { panic!("two sources: {all:?}") };
        assert_eq!((fair.name.as_str(), fair.customers.len(), fair.n_buyers), ("Fair", 3, 2));
        assert_eq!((fair.income, fair.profit, fair.cost), (Money(700), Money(350), Money(300)));
        assert_eq!((fair.paid_back, fair.gain()), (Some(Day(110)), Money(50)));
        assert_eq!(fair.profit_a_buyer(), Some(Money(175)));
        assert_eq!(fair.cost_a_buyer(), Some(Money(150)));
        assert_eq!((flyer.name.as_str(), flyer.paid_back), ("Flyer", None));
        assert_eq!((flyer.profit_a_buyer(), flyer.cost_a_buyer()), (None, None));
    }

    #[test]
    fn what_was_given_back_pays_for_nothing() {
        let mut shop = Shop::default();
        let anna = shop.adds("Fair");
        let purchase = shop.sells(anna, 101, 400);
        let at = Moment { day: Day(102), minute: None };
        let refund = Refund { amount: Money(400), at, reason: String::new() };
        shop.apply(&Change::AddRefund { purchase, refund });
        let all = sources(&shop.0, Day(500));
        assert_eq!((all[0].n_buyers, all[0].income), (0, Money(0)));
    }
}
