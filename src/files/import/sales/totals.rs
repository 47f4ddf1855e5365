//! Orders whose lines all carry one amount: is it the line's own, or the order's total repeated?
//!
//! The owner's word decides, then the title of the column, then prices, then the same product with
//! another amount in another order. Where nothing tells, the owner is asked, once.

use std::collections::HashMap;

use super::order::{Order, OrderRow};
use super::orders::Orders;
use crate::files::import::{EqualLines, Totals};
use crate::people::find::fold;
use crate::units::money::Money;

/// How many orders must repeat their amounts before the prices of their goods tell anything.
const HABIT: usize = 3;

/// Parts of titles that say whose the amount is.
#[rustfmt::skip]
const OF_ORDER: &[&str] = &[
    "order total", "total of order", "order amount", "order value", "grand total", "invoice total", "receipt total",
    "total collected", "basket total", "cart total", "order sum",
    "rendeles osszeg", "rendeles vegosszeg", "vegosszeg", "szamla osszeg", "nyugta osszeg", "osszesen",
    "сумма заказа", "сумма чека", "итого по заказу", "итого по чеку", "сума замовлення", "сума чека", "разом за замовленням",
    "جمع سفارش", "جمع کل سفارش", "مبلغ سفارش", "مبلغ کل سفارش", "جمع فاکتور", "مبلغ فاکتور",
];
#[rustfmt::skip]
const OF_LINE: &[&str] = &[
    "line total", "line amount", "lineitem total", "item total", "item amount", "row total", "product total",
    "tetel", "sor osszeg", "сумма строки", "сумма позиции", "стоимость товара", "сума рядка", "сума позиції",
    "جمع ردیف", "مبلغ ردیف", "جمع قلم",
];

/// What the title of the column of amounts says.
pub(super) fn of_title(title: &str) -> Option<Totals> {
    let title = fold(title).replace(['_', '-', '(', ')', ':'], " ");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |parts: &[&str]| parts.iter().any(|part| title.contains(&fold(part)));
    if has(OF_LINE) {
        Some(Totals::OfLine)
    } else if has(OF_ORDER) {
        Some(Totals::OfOrder)
    } else {
        None
    }
}

/// Decides how the amounts on several lines of an order are taken; `None` where it does not matter.
pub(super) fn decide(
    orders: &Orders,
    said: Option<Totals>,
    titled: Option<Totals>,
) -> Option<EqualLines> {
    let several: Vec<Vec<&OrderRow>> = orders.iter().filter_map(amounts_on_each).collect();
    let alike = |rows: &&Vec<&OrderRow>| rows.windows(2).all(|two| two[0].amount == two[1].amount);
    let equal: Vec<&Vec<&OrderRow>> = several.iter().filter(alike).collect();
    let matters = |rows: &&&Vec<&OrderRow>| rows[0].amount != Some(Money::ZERO);
    let example = equal.iter().find(matters)?;
    let is_example = |order: &&Order| order.rows().any(|row| std::ptr::eq(row, example[0]));
    let number = orders.iter().find(is_example).map(|order| order.number.clone());
    let seen = if equal.len() < several.len() { Some(Totals::OfLine) } else { None };
    let told = said.or(titled).or(seen).or_else(|| by_prices(&equal)).or_else(|| by_goods(&equal));
    Some(EqualLines {
        n: equal.len(),
        number: number.unwrap_or_default(),
        amount: example[0].amount.unwrap_or_default(),
        n_lines: example.len(),
        taken_as: told.unwrap_or(Totals::OfLine),
        is_open: told.is_none(),
    })
}

/// The rows of an order that count, where there are several and each has an amount.
fn amounts_on_each(order: &Order) -> Option<Vec<&OrderRow>> {
    if order.n_rows() < 2 {
        return None;
    }
    let rows: Vec<&OrderRow> = order.rows().filter(|row| !row.is_void()).collect();
    (rows.len() > 1 && rows.iter().all(|row| row.amount.is_some())).then_some(rows)
}

/// What prices and quantities say: whether the amounts are theirs, row by row or in all.
fn by_prices(orders: &[&Vec<&OrderRow>]) -> Option<Totals> {
    let is_line = |rows: &&&Vec<&OrderRow>| rows.iter().all(|row| row.amount == row.line_total());
    let is_total = |rows: &&&Vec<&OrderRow>| {
        let sum = rows.iter().filter_map(|row| row.line_total()).reduce(|sum, next| sum + next);
        sum == rows[0].amount
    };
    if orders.iter().all(|rows| is_total(&rows)) {
        Some(Totals::OfOrder)
    } else if orders.iter().all(|rows| is_line(&rows)) {
        Some(Totals::OfLine)
    } else {
        None
    }
}

/// What the goods say: one that costs another amount in each order cannot be what was paid for.
fn by_goods(orders: &[&Vec<&OrderRow>]) -> Option<Totals> {
    let mut amounts: HashMap<&str, Money> = HashMap::new();
    let mut differs = false;
    for row in orders.iter().flat_map(|rows| rows.iter()).filter(|row| !row.product().is_empty()) {
        let amount = row.amount.unwrap_or_default();
        differs |= *amounts.entry(row.product()).or_insert(amount) != amount;
    }
    (orders.len() >= HABIT && differs).then_some(Totals::OfOrder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_the_order_from_the_line() {
        for (title, expected) in [
            ("Order total", Some(Totals::OfOrder)),
            ("Order Total Amount", Some(Totals::OfOrder)),
            ("order_total", Some(Totals::OfOrder)),
            ("Rendelés összege", Some(Totals::OfOrder)),
            ("Сумма заказа", Some(Totals::OfOrder)),
            ("Line total", Some(Totals::OfLine)),
            ("Amount", None),
            ("Total", None),
        ] {
            assert_eq!(of_title(title), expected, "{title}");
        }
    }
}
