//! A purchase as the book holds it.
//!
//! # Why not as it was made
//!
//! Day, amount and buyer are asked for all the time, of a million purchases; goods, number, who
//! served, where and the note only when one is shown or a list goes out, and most purchases have
//! none of them. As a value each purchase took 150 bytes and more; these are 64, and what is seldom
//! asked for stands in bytes, if there is any.

use crate::trade::purchase::{Line, Purchase, Refund};
use crate::units::calendar::Moment;
use crate::units::id::CustomerId;
use crate::units::money::Money;

/// A purchase with what was given back for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    customer: Option<CustomerId>,
    at: Moment,
    amount: Money,
    /// [`Seldom`], as bytes; `None` where there is none.
    seldom: Option<Box<[u8]>>,
    refunds: Box<[Refund]>,
}

/// What is seldom asked for: cost, goods, number, who served, where, the note. The cost is first,
/// so that it can be read without the rest.
type Seldom = (Option<Money>, Vec<Line>, String, String, String, String);

/// A [`Line`] with its product where it lies.
type LineText<'a> = (&'a str, i64, Option<Money>);

/// One of the parts of [`Seldom`], and what comes after it: one after the other, for reading all of
/// them takes room for the lines.
fn taken<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8]) -> Option<(T, &'a [u8])> {
    postcard::take_from_bytes(bytes).ok()
}

/// What of a purchase is seldom asked for, as bytes; `None` where there is none.
fn seldom(purchase: &Purchase) -> Option<Box<[u8]>> {
    let Purchase { customer: _, at: _, amount: _, cost, lines, number, employee, channel, note } =
        purchase;
    let is_said = cost.is_some()
        || !lines.is_empty()
        || [number, employee, channel, note].into_iter().any(|text| !text.is_empty());
    let all = (cost, lines, number, employee, channel, note);
    is_said.then(|| postcard::to_allocvec(&all).expect("memory takes what it holds").into())
}

impl Bought {
    /// A purchase by a buyer, for which nothing was given back yet.
    pub(super) fn of(purchase: &Purchase, customer: Option<CustomerId>) -> Self {
        let Purchase { at, amount, .. } = *purchase;
        Self { customer, at, amount, seldom: seldom(purchase), refunds: Box::default() }
    }

    /// Who bought; `None` for a buyer nobody knows.
    #[must_use]
    pub fn customer(&self) -> Option<CustomerId> {
        self.customer
    }

    /// When, by the shop's clock.
    #[must_use]
    pub fn at(&self) -> Moment {
        self.at
    }

    /// What was paid.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// What the goods cost the shop, where it is known.
    #[must_use]
    pub fn cost(&self) -> Option<Money> {
        let (cost, _) = postcard::take_from_bytes(self.seldom.as_deref()?).ok()?;
        cost
    }

    /// What was given back, first given first.
    #[must_use]
    pub fn refunds(&self) -> &[Refund] {
        &self.refunds
    }

    /// Hands over the names of its products until one of them is what is looked for, as they lie in
    /// memory; whether one was.
    pub fn any_product<'a>(&'a self, mut is_it: impl FnMut(&'a str) -> bool) -> bool {
        let Some((mut rest, n_lines)) = self.lines() else { return false };
        for _ in 0..n_lines {
            let Some((line, after)) = taken::<LineText<'_>>(rest) else { return false };
            if is_it(line.0) {
                return true;
            }
            rest = after;
        }
        false
    }

    /// Who served, as it lies in memory; empty when nobody said.
    #[must_use]
    pub fn employee(&self) -> &str {
        self.served().map_or("", |(employee, _)| employee)
    }

    /// Where it was sold, as it lies in memory; empty when nobody said.
    #[must_use]
    pub fn channel(&self) -> &str {
        self.served().map_or("", |(_, channel)| channel)
    }

    /// How many lines there are, and the bytes they begin with.
    fn lines(&self) -> Option<(&[u8], usize)> {
        let (_, rest) = taken::<Option<Money>>(self.seldom.as_deref()?)?;
        let (n_lines, rest) = taken::<usize>(rest)?;
        Some((rest, n_lines))
    }

    fn served(&self) -> Option<(&str, &str)> {
        let (mut rest, n_lines) = self.lines()?;
        for _ in 0..n_lines {
            (_, rest) = taken::<LineText<'_>>(rest)?;
        }
        let ((_, employee, channel), _) = taken::<(&str, &str, &str)>(rest)?;
        Some((employee, channel))
    }

    /// All of the purchase.
    #[must_use]
    pub fn purchase(&self) -> Purchase {
        let seldom = self.seldom.as_deref().map(postcard::from_bytes::<Seldom>);
        let (cost, lines, number, employee, channel, note) =
            seldom.map(|seldom| seldom.expect("it was written here")).unwrap_or_default();
        let Self { customer, at, amount, .. } = *self;
        Purchase { customer, at, amount, cost, lines, number, employee, channel, note }
    }

    /// What was paid less what was given back, never below zero.
    #[must_use]
    pub fn net(&self) -> Money {
        let given_back: Money = self.refunds.iter().map(|refund| refund.amount).sum();
        (self.amount - given_back).max(Money::ZERO)
    }

    /// Whether all of it was given back: then it is no visit either.
    #[must_use]
    pub fn is_returned(&self) -> bool {
        !self.refunds.is_empty() && self.net() == Money::ZERO
    }

    /// Gives money back.
    pub(super) fn give_back(&mut self, refund: Refund) {
        let mut refunds = std::mem::take(&mut self.refunds).into_vec();
        refunds.push(refund);
        self.refunds = refunds.into();
    }

    /// Leaves day, amount and goods, no person and no note.
    pub(super) fn forget_buyer(&mut self) {
        let mut purchase = self.purchase();
        super::forget_buyer(&mut purchase);
        let refunds = std::mem::take(&mut self.refunds);
        *self = Self { refunds, ..Self::of(&purchase, None) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::calendar::Day;
    use crate::units::id::{Replica, Stamp};

    fn purchase(cost: Option<Money>, note: &str) -> Purchase {
        let line = Line { product: "roll".into(), quantity_thousandths: 1_500, price: None };
        Purchase {
            customer: Some(CustomerId(Stamp::new(7, 1, Replica::new(3, 0)))),
            at: Moment { day: Day(20_000), minute: Some(480) },
            amount: Money(1_150),
            cost,
            lines: if note.is_empty() { vec![] } else { vec![line] },
            number: note.to_uppercase(),
            employee: String::new(),
            channel: note.to_owned(),
            note: note.to_owned(),
        }
    }

    #[test]
    fn a_purchase_comes_back_as_it_went() {
        for cost in [None, Some(Money(0)), Some(Money(900))] {
            for note in ["", "for Anna"] {
                let went = purchase(cost, note);
                let bought = Bought::of(&went, went.customer);
                assert_eq!(bought.purchase(), went);
                assert_eq!((bought.cost(), bought.at()), (cost, went.at));
                assert_eq!(bought.seldom.is_none(), cost.is_none() && note.is_empty());
                assert_eq!((bought.employee(), bought.channel()), ("", note));
                let mut products = Vec::new();
                bought.any_product(|product| {
                    products.push(product.to_owned());
                    false
                });
                let expected: Vec<_> = went.lines.iter().map(|line| line.product.clone()).collect();
                assert_eq!(products, expected);
                assert_eq!(bought.any_product(|product| product == "roll"), !went.lines.is_empty());
            }
        }
    }

    #[test]
    fn a_buyer_who_is_forgotten_leaves_what_was_given_back() {
        let went = purchase(Some(Money(900)), "for Anna");
        let mut bought = Bought::of(&went, went.customer);
        let refund = Refund { amount: Money(150), at: Moment::default(), reason: String::new() };
        bought.give_back(refund.clone());
        bought.forget_buyer();
        assert_eq!((bought.customer(), bought.net()), (None, Money(1_000)));
        assert_eq!(bought.refunds(), [refund]);
        let left = bought.purchase();
        assert_eq!((left.note.as_str(), left.number.as_str(), left.lines.len()), ("", "", 1));
    }
}
