//! Whose birthday comes, by the day of the year, kept while customers change.

use std::collections::{BTreeMap, BTreeSet};

use crate::people::customer::Customer;
use crate::units::calendar::{Birthday, Day};
use crate::units::id::CustomerId;
use crate::units::sorting::sort_by_key;

/// Customers by month and day of their birthday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Birthdays(BTreeMap<(u32, u32), BTreeSet<CustomerId>>);

impl Birthdays {
    /// The birthdays of customers.
    pub(super) fn of<'a>(
        customers: impl IntoIterator<Item = (&'a CustomerId, &'a Customer)>,
    ) -> Self {
        let mut birthdays = Self::default();
        for (id, customer) in customers {
            birthdays.update(*id, None, Some(customer));
        }
        birthdays
    }

    /// Notes a customer's as it is instead of as it was; `None` for one who is not there.
    pub(super) fn update(&mut self, id: CustomerId, was: Option<&Customer>, is: Option<&Customer>) {
        let key = |customer: Option<&Customer>| {
            customer?.birthday().map(|birthday| (birthday.month(), birthday.day()))
        };
        let (was, is) = (key(was), key(is));
        if let Some(was) = was.filter(|_| was != is)
            && let Some(theirs) = self.0.get_mut(&was)
        {
            theirs.remove(&id);
        }
        if let Some(is) = is {
            self.0.entry(is).or_default().insert(id);
        }
    }

    /// Whose comes within so many days, soonest first, with the days until then.
    pub(super) fn within(&self, today: Day, within_days: i32) -> Vec<(CustomerId, i32)> {
        let mut list = Vec::new();
        // Three hundred and sixty-six days of a year, however many customers.
        for ((month, day), theirs) in &self.0 {
            let birthday = Birthday::new(None, *month, *day);
            let days = birthday.and_then(|birthday| birthday.days_until(today));
            if let Some(days) = days.filter(|days| *days <= within_days) {
                list.extend(theirs.iter().map(|id| (*id, days)));
            }
        }
        sort_by_key(&mut list, |(id, days)| (*days, *id));
        list
    }
}
