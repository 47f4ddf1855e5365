//! The book in figures: who everybody is and how they are, ready for the screens.
//!
//! Customers get dense numbers here, in the order of their ids, for that is what the figures count
//! in. A screen asks for a customer's [`Standing`], for the sleepers by worth, or for the few
//! numbers on the first page, and only formats what it gets.

use crate::book::{Book, Bought};
use crate::calendar::Day;
use crate::customer::Customer;
use crate::figures::{Figures, Terms};
use crate::id::CustomerId;
use crate::money::{MAX_AMOUNT, Money};
use crate::retention::{Activity, Retention};
use crate::rhythm::{LostProfit, Rhythm, Status, worth_of_four_weeks};
use crate::segment::Segment;
use crate::size::SizeLimits;
use crate::visit::{Period, Sale, Totals, Visits};

/// Days of the stretch one figure of the first page is counted over: a quarter.
const QUARTER_DAYS: i32 = 91;

/// Days of a month, for what is told as "this month".
const MONTH_DAYS: i32 = 30;

/// The book in figures, on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    ids: Vec<CustomerId>,
    figures: Figures,
    margin_percent: u8,
    return_percent: u8,
}

/// How one customer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where they are in their own rhythm.
    pub rhythm: Rhythm,
    /// Their segment.
    pub segment: Segment,
    /// Their visits in a few numbers.
    pub totals: Totals,
}

/// Someone who is asleep, and what it would be worth if they came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sleeper {
    /// Who.
    pub customer: CustomerId,
    /// How they stand.
    pub standing: Standing,
    /// The income of the next four weeks, by their own rhythm and check, if they return.
    pub worth: Money,
}

/// The simple worth of a customer, S × C × P × T, with its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// S: what a visit brings on average.
    pub average_check: Money,
    /// C: visits in a month, of a customer who still comes.
    pub visits_a_month: f64,
    /// P: profit in a hundred parts of the price.
    pub margin_percent: u8,
    /// T: months from the first visit to the last, of those who came more than once, on average.
    pub months: f64,
    /// Their product.
    pub worth: Money,
}

/// The figures of the first page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Headline {
    /// Customers who are not late by their own rhythm, and those who came for the first time.
    pub n_active: u32,
    /// Customers who came for the first time in the last 30 days.
    pub n_new: u32,
    /// What the last 91 days kept of the 91 before.
    pub kept: Retention,
    /// The same a quarter earlier.
    pub kept_before: Retention,
    /// What a customer is worth; `None` before anyone came twice.
    pub worth: Option<Worth>,
    /// What the sleepers cost while each misses one more visit.
    pub lost: LostProfit,
    /// The shop's usual gap in tenths of days: how long "one more visit" is.
    pub gap_tenths: Option<u32>,
}

/// Weeks are spoken of where the shop's gap is about one: 6.5 to 7.5 days.
const WEEKLY_TENTHS: std::ops::RangeInclusive<u32> = 65..=75;

impl Headline {
    /// By how much of one the share kept rose since a quarter earlier; below zero when it fell.
    #[must_use]
    pub fn kept_change(&self) -> Option<f64> {
        Some(self.kept.crr()? - self.kept_before.crr()?)
    }

    /// Whether the shop's usual gap is a week.
    #[must_use]
    pub fn is_weekly(&self) -> bool {
        self.gap_tenths.is_some_and(|gap| WEEKLY_TENTHS.contains(&gap))
    }
}

/// A purchase as the figures count it.
fn sale(bought: &Bought, customer: Option<u32>) -> Sale {
    Sale {
        customer,
        day: bought.purchase.at.day,
        paid: bought.purchase.amount,
        refunded: bought.refunds.iter().map(|refund| refund.amount).sum(),
        cost: bought.purchase.cost,
    }
}

impl Overview {
    /// Counts the whole book, as of a day.
    #[must_use]
    pub fn new(book: &Book, today: Day) -> Self {
        let ids: Vec<CustomerId> = book.customers().keys().copied().collect();
        let number = |customer: Option<CustomerId>| number_of(&ids, customer?);
        let sales: Vec<Sale> = book
            .purchases()
            .values()
            .map(|bought| sale(bought, number(bought.purchase.customer)))
            .collect();
        let n_customers = u32::try_from(ids.len()).expect("fewer than four billion customers");
        let visits = Visits::new(n_customers, &sales);
        let terms = Terms {
            today,
            rfm_from: Day::FIRST,
            cuts: None,
            sizes: size_limits(&visits, today),
            limits: book.shop().limits,
        };
        let figures = Figures::new(visits, terms);
        let shop = book.shop();
        let (margin_percent, return_percent) = (shop.margin_percent, shop.return_percent);
        Self { ids, figures, margin_percent, return_percent }
    }

    /// The day of the figures.
    #[must_use]
    pub fn today(&self) -> Day {
        self.figures.terms().today
    }

    /// All figures.
    #[must_use]
    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// Customers in the order of their dense numbers.
    #[must_use]
    pub fn ids(&self) -> &[CustomerId] {
        &self.ids
    }

    /// A customer's dense number.
    #[must_use]
    pub fn number(&self, customer: CustomerId) -> Option<u32> {
        number_of(&self.ids, customer)
    }

    /// How a customer stands; `None` for whoever has not bought yet.
    #[must_use]
    pub fn standing(&self, customer: CustomerId) -> Option<Standing> {
        let number = self.number(customer)?;
        let visits = self.figures.visits().until(number, self.today());
        Some(Standing {
            rhythm: self.figures.rhythms().of(number)?,
            segment: Segment::of(self.figures.rfm().scores(number)?),
            totals: Totals::of(visits)?,
        })
    }

    /// Everyone's standing, in the order of customers.
    pub fn standings(&self) -> impl Iterator<Item = (CustomerId, Option<Standing>)> {
        let rhythms = self.figures.rhythms().iter();
        let scores = self.figures.rfm().iter();
        let numbers = self.figures.visits().customers();
        self.ids.iter().zip(numbers).zip(rhythms.zip(scores)).map(
            |((id, number), (rhythm, scored))| {
                let visits = self.figures.visits().until(number, self.today());
                let standing = rhythm.zip(scored).zip(Totals::of(visits));
                let standing = standing.map(|((rhythm, (_, scores)), totals)| Standing {
                    rhythm,
                    segment: Segment::of(scores),
                    totals,
                });
                (*id, standing)
            },
        )
    }

    /// Everyone who is asleep and has not been lost yet, most worth first.
    #[must_use]
    pub fn sleepers(&self) -> Vec<Sleeper> {
        let mut sleepers: Vec<Sleeper> = self
            .standings()
            .filter_map(|(customer, standing)| {
                let standing = standing?;
                if standing.rhythm.status != Status::Asleep {
                    return None;
                }
                let worth = worth_of_four_weeks(&standing.totals, standing.rhythm.gap_tenths?);
                Some(Sleeper { customer, standing, worth })
            })
            .collect();
        sleepers.sort_by_key(|sleeper| (std::cmp::Reverse(sleeper.worth), sleeper.customer));
        sleepers
    }

    /// The figures of the first page.
    #[must_use]
    pub fn headline(&self) -> Headline {
        let today = self.today();
        let visits = self.figures.visits();
        let counts = self.figures.rhythms().counts();
        let count = |status: Status| counts[status as usize];
        let quarter = Period { from: today.plus(1 - QUARTER_DAYS), to: today };
        let month = Period { from: today.plus(1 - MONTH_DAYS), to: today };
        let before = quarter.before();
        Headline {
            n_active: count(Status::New) + count(Status::OnTime) + count(Status::Due),
            n_new: Activity::of(visits, month).n_new,
            kept: Retention::between(visits, before, quarter),
            kept_before: Retention::between(visits, before.before(), before),
            worth: self.worth(),
            lost: LostProfit {
                n_sleepers: count(Status::Asleep),
                return_percent: self.return_percent,
                average_check: self.average_check(),
            },
            gap_tenths: self.figures.rhythms().shop_gap_tenths(),
        }
    }

    /// What a visit of a known customer brings on average.
    #[must_use]
    pub fn average_check(&self) -> Money {
        let (spent, n_visits) =
            self.all_totals().fold((Money::ZERO, 0_u32), |(money, n), totals| {
                (money + totals.takings.spent, n.saturating_add(totals.n_visits))
            });
        spent.per(n_visits).unwrap_or_default()
    }

    fn all_totals(&self) -> impl Iterator<Item = Totals> {
        let visits = self.figures.visits();
        visits.customers().filter_map(|number| Totals::of(visits.until(number, self.today())))
    }

    /// S × C × P × T over those who came more than once.
    ///
    /// T is how long they stayed so far, from the first visit to the last; those who still come
    /// will stay longer, so it errs to the low side.
    fn worth(&self) -> Option<Worth> {
        let mut days = 0.0;
        let (mut n_stayed, mut repeats) = (0.0, 0.0);
        for totals in self.all_totals().filter(|totals| totals.n_visits > 1) {
            days += f64::from(totals.last.since(totals.first));
            repeats += f64::from(totals.n_visits - 1);
            n_stayed += 1.0;
        }
        if days <= 0.0 {
            return None;
        }
        let month = 30.4375;
        let average_check = self.average_check();
        let visits_a_month = repeats / (days / month);
        let months = days / n_stayed / month;
        let margin = f64::from(self.margin_percent) / 100.0;
        let worth = average_check.as_f64() * visits_a_month * margin * months;
        let margin_percent = self.margin_percent;
        let worth = Money::from_f64(worth);
        Some(Worth { average_check, visits_a_month, margin_percent, months, worth })
    }

    /// Customers by what they brought, most first.
    #[must_use]
    pub fn by_income(&self) -> Vec<(CustomerId, Money)> {
        let spent = |(customer, standing): (CustomerId, Option<Standing>)| {
            Some((customer, standing?.totals.takings.spent))
        };
        let mut list: Vec<_> = self.standings().filter_map(spent).collect();
        list.sort_by_key(|(customer, spent)| (std::cmp::Reverse(*spent), *customer));
        list
    }
}

/// Whose birthday comes within so many days, soonest first, with the days until then.
#[must_use]
pub fn birthdays(book: &Book, today: Day, within_days: i32) -> Vec<(CustomerId, i32)> {
    let soon = |(id, customer): (&CustomerId, &Customer)| {
        let days = customer.birthday()?.days_until(today)?;
        (days <= within_days).then_some((*id, days))
    };
    let mut list: Vec<_> = book.customers().iter().filter_map(soon).collect();
    list.sort_by_key(|(id, days)| (*days, *id));
    list
}

fn number_of(ids: &[CustomerId], customer: CustomerId) -> Option<u32> {
    u32::try_from(ids.binary_search(&customer).ok()?).ok()
}

/// Suggested by the data; where that gives no two limits, everyone is small.
fn size_limits(visits: &Visits, today: Day) -> SizeLimits {
    let spent: Vec<Money> = visits
        .customers()
        .filter_map(|number| Some(Totals::of(visits.until(number, today))?.takings.spent))
        .collect();
    SizeLimits::suggested(&spent).unwrap_or_else(|| {
        SizeLimits::new(MAX_AMOUNT, MAX_AMOUNT + Money(1)).expect("these rise from above zero")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Change;
    use crate::calendar::{Birthday, Moment};
    use crate::customer::Fact;
    use crate::id::{Replica, Stamp};
    use crate::purchase::Purchase;

    /// A café: 40 who came every week at 800 and stayed away three weeks, 60 who still come.
    fn cafe() -> (Book, Day) {
        let today = Day(20_000);
        let mut book = Book::default();
        let mut next = Stamp::new(1, 0, Replica::new(1, 0));
        let mut apply = |book: &mut Book, change| {
            let stamp = next;
            book.apply(stamp, &change);
            next = stamp.next(stamp.replica());
            stamp
        };
        for number in 0..100 {
            let name = vec![Fact::Name(format!("Guest {number}"))];
            let added = Change::AddCustomer { facts: name, members: vec![] };
            let customer = Some(CustomerId(apply(&mut book, added)));
            let away = if number < 40 { 25 } else { 3 };
            for week in 0..6 {
                let at = Moment { day: today.plus(-away - 7 * week), minute: None };
                let amount = Money(800);
                let purchase = Purchase { customer, at, amount, ..Purchase::default() };
                apply(&mut book, Change::AddPurchase(purchase));
            }
        }
        (book, today)
    }

    #[test]
    fn forty_sleepers_of_a_cafe_cost_9600_a_week() {
        let (book, today) = cafe();
        let overview = Overview::new(&book, today);
        let headline = overview.headline();
        assert_eq!(headline.lost.n_sleepers, 40);
        assert_eq!(headline.lost.over(1), Money(9_600));
        assert_eq!(headline.lost.over(4), Money(38_400));
        assert_eq!(headline.gap_tenths, Some(70));
        assert_eq!(headline.n_active, 60);
        assert_eq!(overview.sleepers().len(), 40);
    }

    #[test]
    fn a_sleeper_is_worth_four_weeks_of_their_own_rhythm() {
        let (book, today) = cafe();
        let overview = Overview::new(&book, today);
        let sleeper = overview.sleepers()[0];
        assert_eq!(sleeper.worth, Money(3_200));
        assert_eq!(sleeper.standing.rhythm.days_since, 25);
        assert_eq!(sleeper.standing.rhythm.missed, 3);
    }

    #[test]
    fn worth_is_the_product_of_its_parts() {
        let (book, today) = cafe();
        let worth = Overview::new(&book, today).headline().worth.unwrap();
        assert_eq!(worth.average_check, Money(800));
        // 35 days from the first visit to the last, five gaps.
        assert!((worth.visits_a_month - 30.4375 / 7.0).abs() < 1e-9);
        assert_eq!(worth.worth, Money(1_200));
    }

    #[test]
    fn a_week_is_about_seven_days_and_the_change_is_in_shares() {
        let (book, today) = cafe();
        let headline = Overview::new(&book, today).headline();
        assert!(headline.is_weekly());
        assert!(!Headline { gap_tenths: Some(76), ..headline }.is_weekly());
        let kept = Retention { n_start: 10, n_end: 9, n_new: 1, n_kept: 8 };
        let kept_before = Retention { n_start: 10, n_end: 7, n_new: 1, n_kept: 6 };
        let change = Headline { kept, kept_before, ..headline }.kept_change();
        assert!((change.unwrap() - 0.2).abs() < 1e-9);
    }

    #[test]
    fn birthdays_come_soonest_first() {
        let (mut book, today) = cafe();
        let ids: Vec<CustomerId> = book.customers().keys().copied().collect();
        let stamp = Stamp::new(2, 0, Replica::new(1, 0));
        for (customer, in_days) in [(ids[0], 9), (ids[1], 15), (ids[2], 0)] {
            let day = chrono::Datelike::day(&today.plus(in_days).date());
            let month = today.plus(in_days).month().number();
            let facts = vec![Fact::Birthday(Birthday::new(None, month, day))];
            book.apply(stamp, &Change::SetFacts { customer, facts });
        }
        assert_eq!(birthdays(&book, today, 14), [(ids[2], 0), (ids[0], 9)]);
    }

    #[test]
    fn an_empty_book_has_figures_too() {
        let overview = Overview::new(&Book::default(), Day(20_000));
        let headline = overview.headline();
        assert_eq!((headline.n_active, headline.lost.over(1)), (0, Money::ZERO));
        assert_eq!((headline.worth, headline.kept.crr()), (None, None));
        assert_eq!(overview.sleepers(), []);
    }
}
