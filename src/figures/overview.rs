//! The book in figures: who everybody is and how they are, ready for the screens.
//!
//! Customers get dense numbers here, in the order of their ids, for that is what the figures count
//! in. A screen asks for a customer's [`Standing`], for the sleepers by worth, or for the few
//! numbers on the first page, and only formats what it gets.

mod lost;
mod word;
mod worth;

pub use lost::OneTimersBack;
pub use word::{FOUR_WEEKS_DAYS, WordWorth};
pub use worth::{Worth, decimals};

use std::sync::OnceLock;

use self::word::Chances;
use crate::book::{Book, Bought};
use crate::figures::retention::{Activity, Retention};
use crate::figures::rhythm::{LostProfit, Rhythm, Status};
use crate::figures::segment::Segment;
use crate::figures::size::SizeLimits;
use crate::figures::visit::{Period, Sale, Totals, Visits};
use crate::figures::{Figures, Terms};
use crate::people::customer::Customer;
use crate::units::calendar::{Day, clock_was_wrong, day_of};
use crate::units::id::{CustomerId, PurchaseId};
use crate::units::money::{MAX_AMOUNT, Money};

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
    margin_is_assumed: bool,
    return_percent: u8,
    in_future: Vec<PurchaseId>,
    by_wrong_clock: Vec<PurchaseId>,
    // Learnt when first asked for: a sale need not wait for it.
    chances: OnceLock<Chances>,
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
    /// What a word to them is worth, in its factors.
    pub word: WordWorth,
    /// Their product: the profit of four weeks × what a word adds to the chance that they come.
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
    /// What a customer is worth; `None` before anyone bought.
    pub worth: Option<Worth>,
    /// Whether the margin in it is the usual one of the trade, since nobody set this shop's.
    pub margin_is_assumed: bool,
    /// Those who came once and are overdue, and how many such come back.
    pub one_timers: OneTimersBack,
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
        let (mut in_future, mut by_wrong_clock) = (Vec::new(), Vec::new());
        let mut sales = Vec::with_capacity(book.purchases().len());
        for (id, bought) in book.purchases() {
            if is_dated_by_wrong_clock(*id, bought.purchase.at.day, today) {
                by_wrong_clock.push(*id);
                continue;
            }
            if bought.purchase.at.day > today {
                in_future.push(*id);
            }
            sales.push(sale(bought, number(bought.purchase.customer)));
        }
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
        Self {
            ids,
            figures,
            margin_percent: shop.margin_percent,
            margin_is_assumed: !shop.margin_is_set,
            return_percent: shop.return_percent,
            in_future,
            by_wrong_clock,
            chances: OnceLock::new(),
        }
    }

    /// Purchases dated after the day of the figures: they count in none until their day comes.
    #[must_use]
    pub fn dated_in_future(&self) -> &[PurchaseId] {
        &self.in_future
    }

    /// Purchases whose day was taken from a clock that was wrong: they count in no figure, since
    /// when they were is not known, until somebody says.
    ///
    /// A day the owner typed is believed, however far back: only a day that is the one of a clock
    /// that cannot be right was not anybody's word.
    #[must_use]
    pub fn dated_by_wrong_clock(&self) -> &[PurchaseId] {
        &self.by_wrong_clock
    }

    /// Whether the margin is the usual one of the trade, since nobody set this shop's.
    #[must_use]
    pub fn margin_is_assumed(&self) -> bool {
        self.margin_is_assumed
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

    /// Everyone who is asleep and has not been lost yet, most worth of a word first.
    #[must_use]
    pub fn sleepers(&self) -> Vec<Sleeper> {
        let asleep = |(customer, standing): (CustomerId, Option<Standing>)| {
            let standing = standing.filter(|known| known.rhythm.status == Status::Asleep)?;
            let word = self.word_to(customer, &standing)?;
            Some(Sleeper { customer, standing, word, worth: word.worth() })
        };
        let mut sleepers: Vec<Sleeper> = self.standings().filter_map(asleep).collect();
        sleepers.sort_by_key(|sleeper| (std::cmp::Reverse(sleeper.worth), sleeper.customer));
        sleepers
    }

    /// What a word to a customer is worth; `None` for whoever never bought, or came once, so that
    /// nothing is known of how often they come.
    #[must_use]
    pub fn word(&self, customer: CustomerId) -> Option<WordWorth> {
        self.word_to(customer, &self.standing(customer)?)
    }

    fn word_to(&self, customer: CustomerId, standing: &Standing) -> Option<WordWorth> {
        let gap_tenths = standing.rhythm.gap_tenths.filter(|_| standing.totals.n_visits > 1)?;
        let visits = self.figures.visits().until(self.number(customer)?, self.today());
        let (margin, today) = (self.margin_percent, self.today().0);
        Some(self.chances().word(visits, standing, gap_tenths, margin, today))
    }

    /// The chance, 0 to 1, that a customer comes within four weeks by themselves; `None` for
    /// whoever never bought.
    #[must_use]
    pub fn comes_alone(&self, customer: CustomerId) -> Option<f64> {
        let number = self.number(customer)?;
        let rhythm = self.figures.rhythms().of(number)?;
        let visits = self.figures.visits().until(number, self.today());
        Some(self.chances().alone(visits, &rhythm, self.today().0))
    }

    fn chances(&self) -> &Chances {
        self.chances.get_or_init(|| Chances::of(self))
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
            worth: Worth::of(self.all_totals(), self.average_check(), self.margin_percent),
            margin_is_assumed: self.margin_is_assumed,
            one_timers: self.one_timers(),
            lost: self.lost(),
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

/// Whether the day of a purchase is that of the clock it was entered by, and the clock was wrong.
fn is_dated_by_wrong_clock(id: PurchaseId, day: Day, today: Day) -> bool {
    let entered = day_of(id.0.time_ms());
    // The clock tells the day of Greenwich, the purchase that of the shop.
    let is_of_the_clock = entered.since(day).abs() <= 1;
    is_of_the_clock && clock_was_wrong(id.0.time_ms(), today.plus(1).end_ms())
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
    use crate::people::customer::Fact;
    use crate::trade::purchase::Purchase;
    use crate::units::calendar::{Birthday, Moment};
    use crate::units::id::{Replica, Stamp};

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
        assert_eq!(headline.lost.average_check, Money(800));
        assert_eq!(headline.lost.over(1), Money(9_600));
        assert_eq!(headline.lost.over(4), Money(38_400));
        assert_eq!(headline.gap_tenths, Some(70));
        assert_eq!(headline.n_active, 60);
        assert_eq!(overview.sleepers().len(), 40);
    }

    #[test]
    fn a_word_is_worth_what_it_adds_to_four_weeks_of_profit() {
        let (book, today) = cafe();
        let overview = Overview::new(&book, today);
        let sleeper = overview.sleepers()[0];
        assert_eq!(sleeper.standing.rhythm.days_since, 25);
        assert_eq!(sleeper.standing.rhythm.missed, 3);
        assert_eq!((sleeper.word.visits_hundredths, sleeper.word.margin_percent), (400, 30));
        assert_eq!(sleeper.word.four_weeks(), Money(960));
        // All forty are alike, so of those who would not come a word brings three in ten.
        let (alone, gain) = (sleeper.word.alone_permille, sleeper.word.gain_permille());
        assert!(gain.abs_diff((1000 - alone) * 3 / 10) <= 1, "{:?}", sleeper.word);
        assert!(alone < 400, "{alone}");
        assert_eq!(overview.word(sleeper.customer), Some(sleeper.word));
        assert!(overview.margin_is_assumed() && overview.headline().margin_is_assumed);
    }

    #[test]
    fn a_word_goes_first_to_whom_it_may_bring_and_not_to_the_largest() {
        let (mut book, today) = cafe();
        let mut next = Stamp::new(5, 0, Replica::new(1, 0));
        let mut add = |book: &mut Book, change| {
            let stamp = next;
            book.apply(stamp, &change);
            next = stamp.next(stamp.replica());
            stamp
        };
        // Nearly lost and a little larger, and just asleep.
        let mut people = Vec::new();
        for (away, amount) in [(41, 900), (22, 800)] {
            let change = Change::AddCustomer { facts: vec![], members: vec![] };
            let customer = CustomerId(add(&mut book, change));
            people.push(customer);
            for week in 0..6 {
                let at = Moment { day: today.plus(-away - 7 * week), minute: None };
                let amount = Money(amount);
                let customer = Some(customer);
                let bought = Purchase { customer, at, amount, ..Purchase::default() };
                add(&mut book, Change::AddPurchase(bought));
            }
        }
        let sleepers = Overview::new(&book, today).sleepers();
        let place = |customer| sleepers.iter().position(|sleeper| sleeper.customer == customer);
        assert!(place(people[1]) < place(people[0]), "{sleepers:?}");
    }

    #[test]
    fn worth_is_the_product_of_its_parts() {
        let (book, today) = cafe();
        let worth = Overview::new(&book, today).headline().worth.unwrap();
        assert_eq!(worth.average_check, Money(800));
        // Six visits in the 35 days from the first to the last: 1440 of profit each.
        assert_eq!((worth.visits_a_month, worth.months), (5.22, 1.15));
        assert_eq!(worth.worth, Money(1_441));
    }

    #[test]
    fn one_timers_are_nobodys_loss_and_have_a_share_of_their_own() {
        let (mut book, today) = cafe();
        let mut next = Stamp::new(5, 0, Replica::new(1, 0));
        for number in 0..20 {
            let mut add = |book: &mut Book, change| {
                let stamp = next;
                book.apply(stamp, &change);
                next = stamp.next(stamp.replica());
                stamp
            };
            let change = Change::AddCustomer { facts: vec![], members: vec![] };
            let customer = Some(CustomerId(add(&mut book, change)));
            let once = [today.plus(-200)];
            let twice = [today.plus(-200), today.plus(-2)];
            for day in if number < 15 { &once[..] } else { &twice[..] } {
                let at = Moment { day: *day, minute: None };
                let amount = Money(800);
                let bought = Purchase { customer, at, amount, ..Purchase::default() };
                add(&mut book, Change::AddPurchase(bought));
            }
        }
        let headline = Overview::new(&book, today).headline();
        assert_eq!(headline.lost.over(1), Money(9_600));
        assert_eq!(headline.one_timers, OneTimersBack { n_now: 15, n_then: 20, n_back: 5 });
        assert_eq!(headline.one_timers.share(), Some(0.25));
    }

    #[test]
    fn a_day_of_a_wrong_clock_is_nobodys_word() {
        let (mut book, today) = cafe();
        let customer = book.customers().keys().next().copied();
        let before = Overview::new(&book, today).standing(customer.unwrap());
        let mut buy = |entered: Day, day: Day| {
            let stamp = Stamp::new(entered.end_ms() - 1, 7, Replica::new(3, 0));
            let at = Moment { day, minute: None };
            let bought = Purchase { customer, at, amount: Money(1), ..Purchase::default() };
            book.apply(stamp, &Change::AddPurchase(bought));
            PurchaseId(stamp)
        };
        let [year_2016, year_2096] = [2016, 2096].map(|year| Day::from_ymd(year, 5, 1).unwrap());
        let slow = buy(year_2016, year_2016);
        let fast = buy(year_2096, year_2096);
        let overview = Overview::new(&book, today);
        assert_eq!(overview.dated_by_wrong_clock(), [slow, fast]);
        assert_eq!(overview.standing(customer.unwrap()), before);

        // What the owner dated back themselves is believed.
        let mut book = cafe().0;
        let stamp = Stamp::new(today.end_ms() - 1, 7, Replica::new(3, 0));
        let at = Moment { day: year_2016, minute: None };
        let bought = Purchase { customer, at, amount: Money(1), ..Purchase::default() };
        book.apply(stamp, &Change::AddPurchase(bought));
        let overview = Overview::new(&book, today);
        assert_eq!(overview.dated_by_wrong_clock(), []);
        assert_eq!(overview.standing(customer.unwrap()).unwrap().totals.first, year_2016);
    }

    #[test]
    fn a_purchase_of_a_day_to_come_is_named() {
        let (mut book, today) = cafe();
        let customer = book.customers().keys().next().copied();
        let stamp = Stamp::new(today.end_ms() - 1, 7, Replica::new(3, 0));
        let at = Moment { day: today.plus(40), minute: None };
        let bought = Purchase { customer, at, amount: Money(1), ..Purchase::default() };
        book.apply(stamp, &Change::AddPurchase(bought));
        let future = |day| Overview::new(&book, day).dated_in_future().to_vec();
        assert_eq!(future(today), [PurchaseId(stamp)]);
        assert_eq!(future(today.plus(40)), []);
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
