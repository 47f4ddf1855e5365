//! How many phone numbers of a shop are of each country, kept while customers change: asking every
//! customer after each sale took longer than the sale.

use std::collections::BTreeMap;

use super::{Country, phone};
use crate::people::customer::Customer;

/// The international numbers of some customers, counted by country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    n: usize,
    /// By calling code; a code that nobody has is not there.
    counts: BTreeMap<&'static str, usize>,
}

impl Numbers {
    /// Counts the numbers of customers.
    pub fn of<'a>(customers: impl IntoIterator<Item = &'a Customer>) -> Self {
        let mut numbers = Self::default();
        for customer in customers {
            numbers.update(None, Some(customer));
        }
        numbers
    }

    /// Counts a customer as they are instead of as they were; `None` for one who is not there.
    pub fn update(&mut self, was: Option<&Customer>, is: Option<&Customer>) {
        for number in was.into_iter().flat_map(Customer::phones) {
            self.count(number, false);
        }
        for number in is.into_iter().flat_map(Customer::phones) {
            self.count(number, true);
        }
    }

    /// Counts a number, or stops counting it.
    pub(super) fn count(&mut self, text: &str, is_there: bool) {
        if !(text.contains('+') || text.trim_start().starts_with("00")) {
            return;
        }
        self.n = if is_there { self.n + 1 } else { self.n.saturating_sub(1) };
        let number = phone(text, None);
        let country = number.and_then(|number| Country::of_number(number.strip_prefix('+')?));
        let Some(country) = country else { return };
        let count = self.counts.entry(country.calling).or_default();
        *count = if is_there { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            self.counts.remove(country.calling);
        }
    }

    /// The country most of them are of, if that is more than half.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        let most = self.counts.iter().find(|(_, count)| *count * 2 > self.n);
        most.and_then(|(calling, _)| Country::of_number(calling))
    }
}
