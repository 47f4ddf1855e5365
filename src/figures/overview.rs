//! The book in figures: who everybody is and how they are, ready for the screens.
//!
//! Customers get dense numbers here, in the order of their ids, for that is what the figures count
//! in. A screen asks for a customer's [`Standing`], for the sleepers by worth, or for the few
//! numbers on the first page, and only formats what it gets.

mod birthdays;
mod living;
mod lost;
mod people;
mod running;
mod word;
mod worth;

pub use lost::OneTimersBack;
pub use word::{FOUR_WEEKS_DAYS, WordWorth};
pub use worth::{Worth, decimals};

use std::sync::OnceLock;

use self::birthdays::Birthdays;
use self::people::People;
use self::running::{Asleep, Sums};
use self::word::{Alone, Chances};
use crate::book::{Book, Bought};
use crate::figures::concentration::Concentration;
use crate::figures::lifetime::History;
use crate::figures::lifetime::coming::NextVisits;
use crate::figures::lifetime::next_visit::NextVisit;
use crate::figures::retention::Retention;
use crate::figures::rhythm::{LostProfit, Rhythm, Status};
use crate::figures::segment::Segment;
use crate::figures::size::SizeLimits;
use crate::figures::visit::{Period, Sale, Totals, Visits};
use crate::figures::{Figures, Terms};
use crate::units::calendar::{Day, clock_was_wrong, day_of};
use crate::units::id::{CustomerId, PurchaseId};
use crate::units::money::{MAX_AMOUNT, Money};
use crate::units::pace::{Pace, at_once};

/// Days of the stretch one figure of the first page is counted over: a quarter.
const QUARTER_DAYS: i32 = 91;

/// Days of a month, for what is told as "this month".
const MONTH_DAYS: i32 = 30;

/// The book in figures, on a day.
#[derive(Clone, Debug)]
pub struct Overview {
    people: People,
    figures: Figures,
    birthdays: Birthdays,
    margin_percent: u8,
    margin_is_assumed: bool,
    return_percent: u8,
    in_future: Vec<PurchaseId>,
    by_wrong_clock: Vec<PurchaseId>,
    // Learnt when first asked for: a sale need not wait for it.
    chances: OnceLock<Chances>,
    next_visits: OnceLock<NextVisits>,
    // Made when first asked for, and kept while single customers change.
    sums: OnceLock<Sums>,
    asleep: OnceLock<Asleep>,
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
        day: bought.at().day,
        paid: bought.amount(),
        refunded: bought.refunds().iter().map(|refund| refund.amount).sum(),
        cost: bought.cost(),
    }
}

impl Overview {
    /// Counts the whole book, as of a day.
    #[must_use]
    pub fn new(book: &Book, today: Day) -> Self {
        at_once(async |pace| Self::paced(book, today, pace).await)
    }

    /// As [`new`](Self::new), at a pace.
    pub async fn paced(book: &Book, today: Day, pace: &Pace) -> Self {
        let ids: Vec<CustomerId> = book.customers().keys().copied().collect();
        let people = People::new(ids);
        let number = |customer: Option<CustomerId>| people.number(customer?);
        let (mut in_future, mut by_wrong_clock) = (Vec::new(), Vec::new());
        let mut sales = Vec::with_capacity(book.purchases().len());
        let count = |(id, bought): (&PurchaseId, &Bought)| {
            if is_dated_by_wrong_clock(*id, bought.at().day, today) {
                by_wrong_clock.push(*id);
                return;
            }
            if bought.at().day > today {
                in_future.push(*id);
            }
            sales.push(sale(bought, number(bought.customer())));
        };
        pace.each(book.purchases(), count).await;
        let visits = Visits::paced(people.n_numbers(), &sales, pace).await;
        drop(sales);
        let income = Concentration::of_income(&visits, today);
        let terms = Terms {
            today,
            rfm_from: Day::FIRST,
            cuts: None,
            sizes: size_limits(&income),
            limits: book.shop().limits,
        };
        pace.rest().await;
        let figures = Figures::paced(visits, income, terms, pace).await;
        let birthdays = Birthdays::of(book.customers());
        pace.rest().await;
        let shop = book.shop();
        Self {
            people,
            figures,
            birthdays,
            margin_percent: shop.margin_percent,
            margin_is_assumed: !shop.margin_is_set,
            return_percent: shop.return_percent,
            in_future,
            by_wrong_clock,
            chances: OnceLock::new(),
            next_visits: OnceLock::new(),
            sums: OnceLock::new(),
            asleep: OnceLock::new(),
        }
    }

    /// Makes at a pace what the first page asks for, and whoever asks first would wait for.
    pub async fn make_ready(&self, pace: &Pace) {
        if self.sums.get().is_none() {
            // Somebody may have asked meanwhile, and has the same answer.
            self.sums.set(Sums::of(self, pace).await).ok();
        }
        pace.rest().await;
        let mut alone = Alone::new();
        if self.chances.get().is_none() {
            let chances;
            (chances, alone) = Chances::of(self, pace).await;
            self.chances.set(chances).ok();
        }
        if self.asleep.get().is_none() {
            self.asleep.set(self.all_asleep(&alone, pace).await).ok();
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

    /// A customer's dense number.
    #[must_use]
    pub fn number(&self, customer: CustomerId) -> Option<u32> {
        self.people.number(customer)
    }

    /// Every customer with their dense number, in the order of ids.
    pub fn numbers(&self) -> impl Iterator<Item = (CustomerId, u32)> {
        self.people.iter()
    }

    /// How a customer stands; `None` for whoever has not bought yet.
    #[must_use]
    pub fn standing(&self, customer: CustomerId) -> Option<Standing> {
        self.standing_with(self.number(customer)?)
    }

    fn standing_with(&self, number: u32) -> Option<Standing> {
        Some(Standing {
            rhythm: self.figures.rhythms().of(number)?,
            segment: Segment::of(self.figures.rfm().scores(number)?),
            totals: self.totals_with(number)?,
        })
    }

    fn totals_with(&self, number: u32) -> Option<Totals> {
        self.figures.visits().totals(number, Period::until(self.today()))
    }

    /// How many customers have a status; `None` for those who have not bought yet.
    #[must_use]
    pub fn n_with(&self, status: Option<Status>) -> usize {
        let counts = self.figures.rhythms().counts();
        match status {
            Some(status) => counts[status as usize] as usize,
            None => self.people.len() - counts.iter().map(|n| *n as usize).sum::<usize>(),
        }
    }

    /// Everyone's standing, in the order of customers.
    pub fn standings(&self) -> impl Iterator<Item = (CustomerId, Option<Standing>)> {
        self.people.iter().map(|(id, number)| (id, self.standing_with(number)))
    }

    /// Everyone who is asleep and has not been lost yet, most worth of a word first.
    pub fn sleepers(&self) -> impl Iterator<Item = Sleeper> {
        let asleep = self
            .asleep
            .get_or_init(|| at_once(async |pace| self.all_asleep(&Alone::new(), pace).await));
        // The cuts of the segments move with every purchase, so these are not kept.
        asleep.values().filter_map(|(number, sleeper)| {
            let segment = Segment::of(self.figures.rfm().scores(*number)?);
            Some(Sleeper { standing: Standing { segment, ..sleeper.standing }, ..*sleeper })
        })
    }

    /// Everyone who is asleep; `alone` are chances that are known already.
    async fn all_asleep(&self, alone: &Alone, pace: &Pace) -> Asleep {
        let mut asleep = Asleep::new();
        let known = |number| {
            let place = alone.binary_search_by_key(&number, |(number, _)| *number).ok()?;
            Some(alone[place].1)
        };
        let add = |(_, number)| asleep.extend(self.asleep_with(number, known(number)));
        pace.each(self.people.iter(), add).await;
        asleep
    }

    /// A sleeper in their place; `alone` is the chance that they come by themselves, if it is known.
    fn asleep_with(
        &self,
        number: u32,
        alone: Option<f64>,
    ) -> Option<(running::Place, (u32, Sleeper))> {
        let is_asleep = |rhythm: &Rhythm| rhythm.status == Status::Asleep;
        self.figures.rhythms().of(number).filter(is_asleep)?;
        let (customer, standing) = (self.people.id(number)?, self.standing_with(number)?);
        let word = self.word_to(number, &standing, alone)?;
        let sleeper = Sleeper { customer, standing, word, worth: word.worth() };
        Some(((std::cmp::Reverse(sleeper.worth), customer), (number, sleeper)))
    }

    /// What a word to a customer is worth; `None` for whoever never bought, or came once, so that
    /// nothing is known of how often they come.
    #[must_use]
    pub fn word(&self, customer: CustomerId) -> Option<WordWorth> {
        let number = self.number(customer)?;
        self.word_to(number, &self.standing_with(number)?, None)
    }

    fn word_to(&self, number: u32, standing: &Standing, alone: Option<f64>) -> Option<WordWorth> {
        let gap_tenths = standing.rhythm.gap_tenths.filter(|_| standing.totals.n_visits > 1)?;
        let chances = self.chances();
        let alone = alone.unwrap_or_else(|| {
            let visits = self.figures.visits().until(number, self.today());
            chances.alone(visits, &standing.rhythm, self.today().0)
        });
        Some(chances.word(alone, standing, gap_tenths, self.margin_percent))
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

    /// When a customer comes next; `None` for whoever never bought.
    #[must_use]
    pub fn next_visit(&self, customer: CustomerId) -> Option<NextVisit> {
        let number = self.number(customer)?;
        self.next_visits().of(&self.history(number), self.today())
    }

    fn next_visits(&self) -> &NextVisits {
        self.next_visits.get_or_init(|| {
            let all = self.figures.visits().customers();
            let step = all.len().div_ceil(NextVisits::ENOUGH_CUSTOMERS).max(1);
            let asked = all.step_by(step);
            let histories: Vec<History> = asked.map(|number| self.history(number)).collect();
            NextVisits::learn(&histories, self.today())
        })
    }

    fn history(&self, number: u32) -> History {
        let visits = self.figures.visits().until(number, self.today());
        History::new(visits.iter().map(|visit| (visit.day, visit.takings.spent)))
    }

    fn chances(&self) -> &Chances {
        self.chances.get_or_init(|| at_once(async |pace| Chances::of(self, pace).await.0))
    }

    /// The figures of the first page.
    #[must_use]
    pub fn headline(&self) -> Headline {
        let (sums, counts) = (self.sums(), self.figures.rhythms().counts());
        let count = |status: Status| counts[status as usize];
        Headline {
            n_active: count(Status::New) + count(Status::OnTime) + count(Status::Due),
            n_new: sums.n_new,
            kept: sums.kept,
            kept_before: sums.kept_before,
            worth: Worth::of(&sums.all, self.margin_percent),
            margin_is_assumed: self.margin_is_assumed,
            one_timers: self.one_timers(),
            lost: self.lost(),
            gap_tenths: self.figures.rhythms().shop_gap_tenths(),
        }
    }

    /// What a visit of a known customer brings on average.
    #[must_use]
    pub fn average_check(&self) -> Money {
        self.sums().all.average_check()
    }

    /// Whose birthday comes within so many days, soonest first, with the days until then.
    #[must_use]
    pub fn birthdays(&self, within_days: i32) -> Vec<(CustomerId, i32)> {
        self.birthdays.within(self.today(), within_days)
    }

    /// Who brought most, and how much; of several the first entered.
    #[must_use]
    pub fn largest(&self) -> Option<(CustomerId, Money)> {
        let spent = |(customer, number): (CustomerId, u32)| {
            Some((customer, self.totals_with(number)?.takings.spent))
        };
        let all = self.people.iter().filter_map(spent);
        all.min_by_key(|(customer, spent)| (std::cmp::Reverse(*spent), *customer))
    }
}

/// Whether the day of a purchase is that of the clock it was entered by, and the clock was wrong.
fn is_dated_by_wrong_clock(id: PurchaseId, day: Day, today: Day) -> bool {
    let entered = day_of(id.0.time_ms());
    // The clock tells the day of Greenwich, the purchase that of the shop.
    let is_of_the_clock = entered.since(day).abs() <= 1;
    is_of_the_clock && clock_was_wrong(id.0.time_ms(), today.plus(1).end_ms())
}

/// Suggested by the data; where that gives no two limits, everyone is small.
fn size_limits(income: &Concentration) -> SizeLimits {
    SizeLimits::suggested_by(income.amounts()).unwrap_or_else(|| {
        SizeLimits::new(MAX_AMOUNT, MAX_AMOUNT + Money(1)).expect("these rise from above zero")
    })
}

#[cfg(test)]
mod tests;
