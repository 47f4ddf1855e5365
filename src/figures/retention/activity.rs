//! What happened in a period: buyers, income, average check, frequency.

use crate::figures::visit::{Period, Sale, Takings, Visits};
use crate::units::calendar::Day;
use crate::units::money::Money;

/// Days in a month on average, a twelfth of 365.25.
const MONTH_DAYS: f64 = 30.4375;

/// A period in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Which period.
    pub period: Period,
    /// Known customers with a visit in it.
    pub n_active: u32,
    /// Of those, whose first visit ever is in it.
    pub n_new: u32,
    /// Visits of known customers.
    pub n_visits: u32,
    /// Purchases of buyers nobody knows, each a visit.
    pub n_strangers: u32,
    /// Money of all of them, refunds taken off.
    pub takings: Takings,
}

impl Activity {
    /// Counts a period, buyers nobody knows with it.
    #[must_use]
    pub fn of(visits: &Visits, period: Period) -> Self {
        let mut found = Self::among(visits, visits.customers(), period);
        for visit in visits.strangers(period) {
            found.n_strangers = found.n_strangers.saturating_add(visit.n_purchases);
            found.takings += visit.takings;
        }
        found
    }

    /// Counts a period among some customers; each counts as often as it is named.
    #[must_use]
    pub fn among(
        visits: &Visits,
        customers: impl IntoIterator<Item = u32>,
        period: Period,
    ) -> Self {
        let mut found = Self::empty(period);
        for customer in customers {
            found.count(visits, customer);
        }
        found
    }

    fn empty(period: Period) -> Self {
        let takings = Takings::default();
        Self { period, n_active: 0, n_new: 0, n_visits: 0, n_strangers: 0, takings }
    }

    fn count(&mut self, visits: &Visits, customer: u32) {
        let within = visits.within(customer, self.period);
        let Some(first) = within.first() else {
            return;
        };
        self.n_active += 1;
        self.n_new += u32::from(visits.of(customer)[0].day == first.day);
        let n_visits = u32::try_from(within.len()).unwrap_or(u32::MAX);
        self.n_visits = self.n_visits.saturating_add(n_visits);
        self.takings += within.iter().map(|visit| visit.takings).sum();
    }

    /// Income by visit, to the nearest minor unit; `None` without a visit.
    #[must_use]
    pub fn average_check(&self) -> Option<Money> {
        self.takings.spent.per(self.n_visits.saturating_add(self.n_strangers))
    }

    /// Visits by active customer and month; `None` when nobody known was active.
    #[must_use]
    pub fn visits_a_month(&self) -> Option<f64> {
        let months = f64::from(self.period.n_days()) / MONTH_DAYS;
        let each = f64::from(self.n_visits) / f64::from(self.n_active);
        (self.n_active > 0).then_some(each / months)
    }
}

/// The same customers in the `n_days` before a day and in as many from it on: what a mailing on
/// that day changed, as far as nothing else did.
#[must_use]
pub fn before_and_after(
    visits: &Visits,
    customers: &[u32],
    day: Day,
    n_days: u16,
) -> (Activity, Activity) {
    let after = Period { from: day, to: day.plus(i32::from(n_days) - 1) };
    let among = |period| Activity::among(visits, customers.iter().copied(), period);
    (among(after.before()), among(after))
}

/// The period by group of customers: the source they came from, the employee who keeps them.
///
/// `group_of` gives each customer's group; whoever has none, or one of `n_groups` or more, counts
/// nowhere.
#[must_use]
pub fn by_group(
    visits: &Visits,
    group_of: impl Fn(u32) -> Option<u32>,
    n_groups: u32,
    period: Period,
) -> Vec<Activity> {
    let mut groups = vec![Activity::empty(period); n_groups as usize];
    for customer in visits.customers() {
        if let Some(group) = group_of(customer).and_then(|group| groups.get_mut(group as usize)) {
            group.count(visits, customer);
        }
    }
    groups
}

/// The period by a label of the purchases: the employee who served, the channel it was sold by.
///
/// `sales` are all of them, each with its label's dense number; a customer served by two on one
/// day made a visit to each, and is new to each at the first.
#[must_use]
pub fn by_label(
    sales: impl IntoIterator<Item = (u32, Sale)>,
    n_labels: u32,
    period: Period,
) -> Vec<Activity> {
    let mut of_label = vec![Vec::new(); n_labels as usize];
    for (label, sale) in sales {
        if let Some(sales) = of_label.get_mut(label as usize) {
            sales.push(sale);
        }
    }
    of_label.iter().map(|sales| Activity::of(&Visits::new(0, sales), period)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale(customer: Option<u32>, day: i32, paid: i64) -> Sale {
        Sale { customer, day: Day(day), paid: Money(paid), refunded: Money::ZERO, cost: None }
    }

    const PERIOD: Period = Period { from: Day(10), to: Day(19) };

    #[test]
    fn a_period_is_counted_with_its_strangers() {
        let sales = [
            sale(Some(0), 3, 99),
            sale(Some(0), 10, 10),
            sale(Some(0), 10, 2),
            sale(Some(1), 19, 20),
            sale(Some(1), 20, 99),
            sale(None, 12, 4),
            sale(None, 12, 4),
        ];
        let found = Activity::of(&Visits::new(3, &sales), PERIOD);
        assert_eq!((found.n_active, found.n_new, found.n_visits, found.n_strangers), (2, 1, 2, 2));
        assert_eq!(found.takings.spent, Money(40));
        assert_eq!(found.average_check(), Some(Money(10)));
        let often = found.visits_a_month().expect("a rate");
        assert!((often - 3.04375).abs() < 1e-12);
    }

    #[test]
    fn nobody_has_no_average() {
        let found = Activity::of(&Visits::default(), PERIOD);
        assert_eq!((found.average_check(), found.visits_a_month()), (None, None));
    }

    #[test]
    fn a_mailing_has_a_before_and_an_after() {
        let sales = [sale(Some(0), 5, 1), sale(Some(0), 10, 1), sale(Some(0), 14, 1)];
        let (before, after) = before_and_after(&Visits::new(0, &sales), &[0], Day(10), 5);
        assert_eq!((before.n_visits, after.n_visits), (1, 2));
        assert_eq!((before.period.n_days(), after.period.n_days()), (5, 5));
    }

    #[test]
    fn groups_and_labels_share_out_the_income() {
        let sales = [sale(Some(0), 10, 1), sale(Some(1), 10, 2), sale(Some(1), 11, 4)];
        let visits = Visits::new(0, &sales);
        let spent = |groups: Vec<Activity>| -> Vec<i64> {
            groups.iter().map(|group| group.takings.spent.0).collect()
        };
        let only_second = |customer| (customer == 1).then_some(1);
        assert_eq!(spent(by_group(&visits, only_second, 2, PERIOD)), [0, 6]);
        assert_eq!(spent(by_label([1, 0, 1].into_iter().zip(sales), 2, PERIOD)), [2, 5]);
    }
}
