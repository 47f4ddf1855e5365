//! The classes of ABC and XYZ of everybody, by number.

use std::cell::OnceCell;

use crate::figures::abc_xyz::{
    Abc, AbcXyzLimits, Border, Item, Measure, Months, Xyz, abc, of_customers,
};
use crate::figures::overview::Overview;
use crate::figures::visit::Period;
use crate::units::money::Money;

/// Classes by number; `None` for whoever never bought, and where steadiness cannot be told.
#[derive(Debug)]
pub(super) struct Classes<'a> {
    overview: &'a Overview,
    abc: OnceCell<Vec<Option<Abc>>>,
    xyz: OnceCell<Vec<Option<Xyz>>>,
}

impl<'a> Classes<'a> {
    pub(super) fn new(overview: &'a Overview) -> Self {
        Self { overview, abc: OnceCell::new(), xyz: OnceCell::new() }
    }

    /// The class by income, as the running total of everybody's spending cuts it.
    pub(super) fn abc(&self, number: u32) -> Option<Abc> {
        let classes = self.abc.get_or_init(|| abc_of_everybody(self.overview));
        classes.get(number as usize).copied().flatten()
    }

    /// The class by steadiness of full months.
    pub(super) fn xyz(&self, number: u32) -> Option<Xyz> {
        let classes = self.xyz.get_or_init(|| xyz_of_everybody(self.overview));
        classes.get(number as usize).copied().flatten()
    }
}

fn abc_of_everybody(overview: &Overview) -> Vec<Option<Abc>> {
    let visits = overview.figures().visits();
    let until = Period::until(overview.today());
    let spent = |number| Some((number, visits.totals(number, until)?.takings.spent));
    let (numbers, amounts): (Vec<u32>, Vec<Money>) = visits.customers().filter_map(spent).unzip();
    let mut classes = vec![None; visits.customers().len()];
    let found = abc(&amounts, AbcXyzLimits::default(), Border::Inside);
    for (number, class) in numbers.into_iter().zip(found) {
        classes[number as usize] = Some(class);
    }
    classes
}

fn xyz_of_everybody(overview: &Overview) -> Vec<Option<Xyz>> {
    let (visits, today) = (overview.figures().visits(), overview.today());
    let mut classes = vec![None; visits.customers().len()];
    let Some(first) = visits.first_day(today) else { return classes };
    let items = of_customers(visits, Measure::Income, Months::between(first, today), today);
    for Item { number, variation, .. } in items {
        classes[number as usize] =
            variation.map(|variation| AbcXyzLimits::default().xyz(variation));
    }
    classes
}
