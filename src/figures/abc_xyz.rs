//! ABC-XYZ: what brings most of the income, and how evenly it comes.
//!
//! "What must never run out, and what may I order when asked?" **ABC** sorts customers or products
//! by income or profit and cuts the running total at 80 and 95 %. **XYZ** sorts them by the
//! coefficient of variation of their months, CV = standard deviation / mean: X steady, Y
//! swinging, Z now and then. Nine cells, AX to CZ.
//!
//! Both readings of the border are in use and move one item each: by default an item is A while
//! the share *before* it is below 80 %, so that the item that crosses the border is A; by
//! [`Border::Outside`] while the share *with* it is at most 80 %. Equal amounts keep their order.
//!
//! Traps. A month without sales is a zero and not a gap, or everything rare looks steady. Only
//! full months count. The deviation is that of the population (divided by n); [`Deviation::Sample`]
//! is there for comparison. Limits of 10 and 25 % are the practice of factories and put nearly
//! everything of a shop in Z, so the retail limits of 50 and 100 % are the default. A person's
//! months are nearly always Z: for people, look at the regularity of their own gaps
//! ([`gap_variation`]). Postage and similar pseudo-products distort the totals; leave them out.

mod items;

pub use items::{Item, Measure, Months, ProductSale, gap_variation, of_customers, of_products};

use crate::units::money::Money;

/// The class by income or profit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Abc {
    /// Together the first 80 %.
    A,
    /// The next 15 %.
    B,
    /// The rest.
    C,
}

/// The class by steadiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Xyz {
    /// Steady.
    X,
    /// Swinging.
    Y,
    /// Now and then.
    Z,
}

/// Where the item belongs that crosses a border of ABC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Border {
    /// To the better class.
    #[default]
    Inside,
    /// To the worse class.
    Outside,
}

/// By what the deviation is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deviation {
    /// By the number of months: these months are all there are.
    #[default]
    Population,
    /// By one less: these months stand for others.
    Sample,
}

/// The limits of both, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbcXyzLimits {
    a_permille: u16,
    b_permille: u16,
    x_permille: u16,
    y_permille: u16,
}

/// Why limits were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AbcXyzRefusal {
    /// The limits of ABC must rise from above zero to at most 1000.
    #[error("the limits of ABC do not rise")]
    Abc,
    /// The limits of XYZ must rise.
    #[error("the limits of XYZ do not rise")]
    Xyz,
}

impl AbcXyzLimits {
    /// The owner's limits in thousandths: of the running total for A and B, of the mean for X
    /// and Y.
    ///
    /// # Errors
    /// Limits that do not rise, and a limit of B above the whole.
    pub fn new(a: u16, b: u16, x: u16, y: u16) -> Result<Self, AbcXyzRefusal> {
        if !(0 < a && a < b && b <= 1000) {
            return Err(AbcXyzRefusal::Abc);
        }
        if x >= y {
            return Err(AbcXyzRefusal::Xyz);
        }
        Ok(Self { a_permille: a, b_permille: b, x_permille: x, y_permille: y })
    }

    /// The practice of factories: X up to 10 %, Y up to 25 %.
    #[must_use]
    pub fn of_factories() -> Self {
        Self { x_permille: 100, y_permille: 250, ..Self::default() }
    }

    /// Thousandths of the running total: up to where A and B reach.
    #[must_use]
    pub fn abc_permille(self) -> [u16; 2] {
        [self.a_permille, self.b_permille]
    }

    /// Thousandths of the mean: up to where X and Y reach.
    #[must_use]
    pub fn xyz_permille(self) -> [u16; 2] {
        [self.x_permille, self.y_permille]
    }

    /// The class of a coefficient of variation.
    #[must_use]
    pub fn xyz(self, variation: f64) -> Xyz {
        if variation * 1000.0 <= f64::from(self.x_permille) {
            Xyz::X
        } else if variation * 1000.0 <= f64::from(self.y_permille) {
            Xyz::Y
        } else {
            Xyz::Z
        }
    }
}

/// 80 and 95 % of the total, 50 and 100 % of the mean.
impl Default for AbcXyzLimits {
    fn default() -> Self {
        Self { a_permille: 800, b_permille: 950, x_permille: 500, y_permille: 1000 }
    }
}

/// The ABC class of each amount, in the order given; amounts below zero count as zero, and when
/// there is nothing at all everything is C.
#[must_use]
pub fn abc(amounts: &[Money], limits: AbcXyzLimits, border: Border) -> Vec<Abc> {
    let at_least_zero = |place: usize| i128::from(amounts[place].0.max(0));
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(at_least_zero(*place)));
    let total: i128 = order.iter().copied().map(at_least_zero).sum();
    let mut classes = vec![Abc::C; amounts.len()];
    let mut before = 0;
    for place in order {
        let with = before + at_least_zero(place);
        let is_within = |permille: u16| match border {
            Border::Inside => before * 1000 < total * i128::from(permille),
            Border::Outside => with * 1000 <= total * i128::from(permille) && total > 0,
        };
        if is_within(limits.a_permille) {
            classes[place] = Abc::A;
        } else if is_within(limits.b_permille) {
            classes[place] = Abc::B;
        }
        before = with;
    }
    classes
}

/// The coefficient of variation of amounts, of which `n` less as many as given are zero; `None`
/// when there are fewer than two or they come to nothing.
#[must_use]
pub fn variation(amounts: &[Money], n: u32, deviation: Deviation) -> Option<f64> {
    let n_given = u32::try_from(amounts.len()).ok()?;
    let n = n.max(n_given);
    let sum: f64 = amounts.iter().map(|amount| amount.as_f64()).sum();
    let mean = sum / f64::from(n);
    if n < 2 || mean <= 0.0 {
        return None;
    }
    // In units of the mean, so that no square passes the range.
    let squares: f64 = amounts.iter().map(|amount| (amount.as_f64() / mean - 1.0).powi(2)).sum();
    let squares = squares + f64::from(n - n_given);
    let divisor = match deviation {
        Deviation::Population => n,
        Deviation::Sample => n - 1,
    };
    Some((squares / f64::from(divisor)).sqrt())
}

/// One of the nine cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its row.
    pub abc: Abc,
    /// Its column.
    pub xyz: Xyz,
    /// The numbers of the items in it, rising.
    pub members: Vec<u32>,
    /// What they bring together.
    pub amount: Money,
}

/// The nine cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// AX, AY, AZ, BX … CZ.
    pub cells: [Cell; 9],
    /// Items with an amount whose steadiness cannot be told yet: fewer than two full months, or
    /// nothing sold in them.
    pub unknown: Vec<u32>,
}

/// Puts each item into its cell; items that bring nothing are C.
#[must_use]
pub fn cells(items: &[Item], limits: AbcXyzLimits, border: Border) -> Cells {
    let amounts: Vec<Money> = items.iter().map(|item| item.amount).collect();
    let rows = [Abc::A, Abc::B, Abc::C];
    let columns = [Xyz::X, Xyz::Y, Xyz::Z];
    let mut cells = std::array::from_fn(|place| Cell {
        abc: rows[place / 3],
        xyz: columns[place % 3],
        members: Vec::new(),
        amount: Money::ZERO,
    });
    let mut unknown = Vec::new();
    for (item, abc) in items.iter().zip(abc(&amounts, limits, border)) {
        match item.variation {
            Some(variation) => {
                let cell = &mut cells[abc as usize * 3 + limits.xyz(variation) as usize];
                cell.members.push(item.number);
                cell.amount += item.amount;
            }
            None => unknown.push(item.number),
        }
    }
    Cells { cells, unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_item_that_crosses_the_border_is_inside_or_outside() {
        let check = |amounts: &[i64], border, expected: &str| {
            let amounts: Vec<Money> = amounts.iter().copied().map(Money).collect();
            let classes = abc(&amounts, AbcXyzLimits::default(), border);
            let found: String = classes.iter().map(|class| format!("{class:?}")).collect();
            assert_eq!(found, expected, "{amounts:?} {border:?}");
        };
        check(&[10, 75, 10, 5], Border::Inside, "AABC");
        check(&[10, 75, 10, 5], Border::Outside, "BABC");
        check(&[80, 15, 5], Border::Inside, "ABC");
        check(&[80, 15, 5], Border::Outside, "ABC");
        check(&[5, 5, 5, 5, 5], Border::Inside, "AAAAB");
        check(&[0, -5], Border::Inside, "CC");
        check(&[0, -5], Border::Outside, "CC");
        check(&[], Border::Inside, "");
    }

    #[test]
    fn an_empty_month_is_a_zero() {
        let check = |amounts: &[i64], n, deviation, expected: Option<f64>| {
            let amounts: Vec<Money> = amounts.iter().copied().map(Money).collect();
            let found = variation(&amounts, n, deviation);
            let is_near = match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() < 1e-12,
                (found, expected) => found == expected,
            };
            assert!(is_near, "{found:?} instead of {expected:?}");
        };
        check(&[10, 10], 2, Deviation::Population, Some(0.0));
        check(&[10, 10], 4, Deviation::Population, Some(1.0));
        check(&[10, 30], 2, Deviation::Population, Some(0.5));
        check(&[10, 30], 2, Deviation::Sample, Some(0.5 * 2_f64.sqrt()));
        check(&[10], 1, Deviation::Sample, None);
        check(&[0, 0], 2, Deviation::Population, None);
    }

    #[test]
    fn limits_must_rise() {
        assert!(AbcXyzLimits::new(800, 1000, 100, 250).is_ok());
        assert_eq!(AbcXyzLimits::new(800, 800, 100, 250), Err(AbcXyzRefusal::Abc));
        assert_eq!(AbcXyzLimits::new(800, 1001, 100, 250), Err(AbcXyzRefusal::Abc));
        assert_eq!(AbcXyzLimits::new(800, 950, 250, 250), Err(AbcXyzRefusal::Xyz));
    }

    #[test]
    fn every_item_is_in_one_cell() {
        let item = |number, amount, variation| Item { number, amount: Money(amount), variation };
        let items = [item(0, 80, Some(0.2)), item(1, 15, Some(0.7)), item(2, 5, None)];
        let found = cells(&items, AbcXyzLimits::default(), Border::Inside);
        let filled: Vec<_> = found.cells.iter().filter(|cell| !cell.members.is_empty()).collect();
        let names: Vec<_> = filled.iter().map(|cell| (cell.abc, cell.xyz)).collect();
        assert_eq!(names, [(Abc::A, Xyz::X), (Abc::B, Xyz::Y)]);
        assert_eq!(found.unknown, [2]);
    }
}
