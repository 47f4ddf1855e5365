//! Returns: each goes to the purchase it returns, as money given back of it.
//!
//! That is the purchase of the same number, else the latest one of the same buyer, on that day or
//! before, with the same goods, price or amount. What fits none is looked for in the book.

use std::collections::HashMap;

use super::order::{Bought, Goods};
use crate::files::import::{Buyer, Plan, PlannedPurchase};
use crate::people::find::fold;
use crate::trade::purchase::Refund;
use crate::units::money::Money;
use crate::units::stretches::Stretches;

/// Puts returns to the purchases of the file, whose goods these are, and hands back those that fit
/// none.
pub(super) fn give_back(
    bought: &mut Stretches<PlannedPurchase>,
    goods: &[Goods],
    mut returned: Vec<Bought>,
    plan: &mut Plan,
) -> Vec<Bought> {
    if returned.is_empty() {
        return Vec::new();
    }
    returned.sort_by_key(|back| (back.planned.purchase.at, back.planned.line));
    let mut by_number: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_buyer: HashMap<Buyer, Vec<usize>> = HashMap::new();
    for (place, purchase) in bought.iter().enumerate() {
        let number = purchase.purchase.number.trim();
        if !number.is_empty() {
            by_number.entry(number.to_owned()).or_default().push(place);
        }
        by_buyer.entry(purchase.buyer).or_default().push(place);
    }
    let none = Vec::new();
    let mut left_over = Vec::new();
    for back in returned {
        let numbered = by_number.get(back.planned.purchase.number.trim()).unwrap_or(&none);
        let can = |place: &&usize| is_of(&bought[**place], &back);
        let of_number = numbered.iter().rev().find(can).copied();
        let of_buyer = || {
            let theirs = by_buyer.get(&back.planned.buyer)?;
            best(bought, goods, theirs, &back)
        };
        match of_number.or_else(of_buyer) {
            Some(place) => {
                bought[place].refunds.push(refund(&back));
                plan.counts.returns += 1;
            }
            None => left_over.push(back),
        }
    }
    left_over
}

/// The refund a return is.
pub(super) fn refund(back: &Bought) -> Refund {
    let purchase = &back.planned.purchase;
    Refund { amount: purchase.amount, at: purchase.at, reason: String::new() }
}

/// Whether a return can be of a purchase at all: not before it, of nobody else, and not too much.
fn is_of(purchase: &PlannedPurchase, back: &Bought) -> bool {
    let buyers = (purchase.buyer, back.planned.buyer);
    let same_buyer =
        buyers.0 == buyers.1 || buyers.0 == Buyer::Unknown || buyers.1 == Buyer::Unknown;
    same_buyer
        && purchase.purchase.at.day <= back.planned.purchase.at.day
        && purchase.left() >= back.planned.purchase.amount
}

/// The purchase of a buyer a return fits best, the latest of several.
fn best(
    bought: &Stretches<PlannedPurchase>,
    goods: &[Goods],
    theirs: &[usize],
    back: &Bought,
) -> Option<usize> {
    if back.planned.buyer == Buyer::Unknown {
        return None;
    }
    let fit = |place: &usize| {
        let purchase = &bought[*place];
        let fit = likeness(&goods[*place], purchase.purchase.amount, back)?;
        is_of(purchase, back).then_some((fit, purchase.purchase.at, *place))
    };
    theirs.iter().filter_map(fit).max().map(|(_, _, place)| place)
}

/// How well a return fits goods, prices and an amount; `None` for not at all.
pub(super) fn likeness(goods: &Goods, amount: Money, back: &Bought) -> Option<u8> {
    let is_product = |one: &String, other: &String| fold(one) == fold(other);
    let has_product =
        |product: &String| goods.products.iter().any(|known| is_product(known, product));
    let returned = back.planned.purchase.amount;
    let is_price = |price: &Money| back.goods.prices.contains(price) || *price == returned;
    let has_price = goods.prices.iter().any(is_price);
    match (back.goods.products.iter().any(has_product), has_price || amount == returned) {
        (true, true) => Some(3),
        (true, false) => Some(2),
        (false, true) => Some(1),
        (false, false) => None,
    }
}
