//! Customers and products as items with an amount and a steadiness.

use crate::figures::abc_xyz::{Deviation, variation};
use crate::figures::visit::{Takings, Visit, Visits};
use crate::units::calendar::{Day, Month};
use crate::units::money::Money;

/// What is sorted: a customer or a product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// Its dense number.
    pub number: u32,
    /// What it brought in all.
    pub amount: Money,
    /// The coefficient of variation of its months, 0 (steady) and up; `None` when it cannot be
    /// told.
    pub variation: Option<f64>,
}

/// By what items are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// By what was paid, refunds taken off.
    Income,
    /// By what was earned on it.
    Profit {
        /// The shop's margin, of a hundred parts, where the cost is not known.
        margin_percent: u8,
    },
}

impl Measure {
    fn of(self, takings: Takings) -> Money {
        match self {
            Self::Income => takings.spent,
            Self::Profit { margin_percent } => takings.profit(margin_percent),
        }
    }
}

/// Full months in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    /// The first of them.
    pub first: Month,
    /// How many.
    pub n: u32,
}

impl Months {
    /// The months that lie wholly between two days, both included; none if there are none.
    #[must_use]
    pub fn between(first_day: Day, today: Day) -> Self {
        let begun = first_day.month();
        let first = if begun.first_day() == first_day { begun } else { begun.plus(1) };
        let end = today.plus(1).month();
        Self { first, n: u32::try_from(end.0 - first.0).unwrap_or(0) }
    }

    fn holds(self, month: Month) -> bool {
        u32::try_from(month.0 - self.first.0).is_ok_and(|place| place < self.n)
    }
}

/// The variation of sums by month, of days in order.
fn by_month(sales: impl Iterator<Item = (Day, Money)>, months: Months) -> Option<f64> {
    let mut sums: Vec<(Month, Money)> = Vec::new();
    for (day, amount) in sales {
        let month = day.month();
        match sums.last_mut() {
            Some((last, sum)) if *last == month => *sum += amount,
            _ if months.holds(month) => sums.push((month, amount)),
            _ => {}
        }
    }
    let sums: Vec<Money> = sums.into_iter().map(|(_, sum)| sum).collect();
    variation(&sums, months.n, Deviation::Population)
}

/// Everybody who bought up to and with a day, by income or profit and by the steadiness of what
/// they spend by month.
#[must_use]
pub fn of_customers(visits: &Visits, measure: Measure, months: Months, today: Day) -> Vec<Item> {
    let item = |number| {
        let visits = visits.until(number, today);
        let spent = visits.iter().map(|visit| (visit.day, visit.takings.spent));
        (!visits.is_empty()).then(|| Item {
            number,
            amount: measure.of(visits.iter().map(|visit| visit.takings).sum()),
            variation: by_month(spent, months),
        })
    };
    visits.customers().filter_map(item).collect()
}

/// A product sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductSale {
    /// The product's dense number.
    pub product: u32,
    /// The shop's day it was sold on.
    pub day: Day,
    /// What it brought: income or profit, as the figure is meant; refunds taken off.
    pub amount: Money,
}

/// Every product sold up to and with a day, by what it brought and the steadiness of its months.
#[must_use]
pub fn of_products(sales: &[ProductSale], months: Months, today: Day) -> Vec<Item> {
    let mut sales: Vec<ProductSale> =
        sales.iter().filter(|sale| sale.day <= today).copied().collect();
    sales.sort_unstable_by_key(|sale| (sale.product, sale.day));
    let item = |sales: &[ProductSale]| Item {
        number: sales[0].product,
        amount: sales.iter().map(|sale| sale.amount).sum(),
        variation: by_month(sales.iter().map(|sale| (sale.day, sale.amount)), months),
    };
    sales.chunk_by(|a, b| a.product == b.product).map(item).collect()
}

/// How irregular a person's own gaps are: their coefficient of variation, 0 (like clockwork) and
/// up, about 1 when visits fall at random; `None` under three visits. `visits` are in order.
#[must_use]
pub fn gap_variation(visits: &[Visit]) -> Option<f64> {
    let gap = |pair: &[Visit]| Money(i64::from(pair[1].day.since(pair[0].day)));
    let gaps: Vec<Money> = visits.windows(2).map(gap).collect();
    variation(&gaps, 0, Deviation::Population)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::visit::Sale;

    fn day(month: u32, number: u32) -> Day {
        Day::from_ymd(2026, month, number).expect("a day")
    }

    #[test]
    fn only_full_months_count() {
        let check = |from: (u32, u32), to: (u32, u32), expected: (u32, u32)| {
            let months = Months::between(day(from.0, from.1), day(to.0, to.1));
            assert_eq!((months.first.number(), months.n), expected, "{from:?} {to:?}");
        };
        check((1, 1), (3, 31), (1, 3));
        check((1, 2), (3, 30), (2, 1));
        check((1, 2), (1, 30), (2, 0));
        check((3, 1), (1, 30), (3, 0));
    }

    #[test]
    fn a_customer_who_skips_every_other_month_swings() {
        let sale = |customer, month| Sale {
            customer: Some(customer),
            day: day(month, 3),
            paid: Money(100),
            refunded: Money::ZERO,
            cost: Some(Money(60)),
        };
        let sales = [sale(0, 1), sale(0, 3), sale(2, 1), sale(2, 2), sale(2, 3), sale(2, 4)];
        let months = Months::between(day(1, 1), day(4, 30));
        let measure = Measure::Profit { margin_percent: 30 };
        let items = of_customers(&Visits::new(3, &sales), measure, months, day(4, 30));
        let found: Vec<_> = items.iter().map(|item| (item.number, item.amount.0)).collect();
        assert_eq!(found, [(0, 80), (2, 160)]);
        assert_eq!(items[0].variation, Some(1.0));
        assert_eq!(items[1].variation, Some(0.0));
    }

    #[test]
    fn products_are_told_apart() {
        let sale = |product, month, amount| ProductSale {
            product,
            day: day(month, 9),
            amount: Money(amount),
        };
        let sales = [sale(7, 2, 10), sale(3, 1, 5), sale(7, 1, 10), sale(7, 12, 99)];
        let months = Months::between(day(1, 1), day(2, 28));
        let items = of_products(&sales, months, day(3, 5));
        let found: Vec<_> =
            items.iter().map(|item| (item.number, item.amount.0, item.variation)).collect();
        assert_eq!(found, [(3, 5, Some(1.0)), (7, 20, Some(0.0))]);
    }

    #[test]
    fn gaps_alike_are_regular() {
        let visit = |day| Visit { day: Day(day), n_purchases: 1, takings: Takings::default() };
        assert_eq!(gap_variation(&[0, 7, 14].map(visit)), Some(0.0));
        assert_eq!(gap_variation(&[0, 5, 20].map(visit)), Some(0.5));
        assert_eq!(gap_variation(&[0, 7].map(visit)), None);
    }
}
