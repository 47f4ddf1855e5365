//! A shop to which things happen, for what is kept beside the book and has to follow it.

use proptest::prelude::*;
use regulars::book::journal::Journal;
use regulars::book::{Book, Change, Touched, TouchedRecords};
use regulars::people::customer::{Fact, Member};
use regulars::trade::purchase::{Purchase, Refund};
use regulars::trade::shop::{RhythmLimits, Setting};
use regulars::units::calendar::{Birthday, Day, Moment};
use regulars::units::id::{CustomerId, GroupId, PurchaseId, Replica, Stamp};
use regulars::units::money::Money;

pub(crate) const TODAY: Day = Day(20_000);
const DAY_MS: u64 = 86_400_000;
const YEAR_MS: u64 = 365 * DAY_MS;

/// What is kept beside the book.
pub(crate) trait Living {
    /// Made from scratch.
    fn new(book: &Book) -> Self;
    /// Brought up to a book in which these records were touched.
    fn advance(&mut self, book: &Book, touched: &TouchedRecords);
}

/// One thing that happens; numbers choose among what there is.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Add { clock: usize },
    Sell { clock: usize, whom: usize, days_ago: i32, amount: u16 },
    SellToNobody { clock: usize, days_ago: i32 },
    SellByClock { clock: usize, whom: usize },
    Newcomer { clock: usize, amount: u16 },
    Refund { which: usize, amount: u16 },
    Remove { which: usize },
    Undo { which: usize },
    Erase { whom: usize },
    Rename { whom: usize },
    Reach { whom: usize, number: u8 },
    SetCountry { number: u8 },
    Set { percent: u8 },
}

pub(crate) fn any_event() -> impl Strategy<Value = Event> {
    let (clock, pick) = (0..3_usize, 0..1000_usize);
    prop_oneof![
        1 => clock.clone().prop_map(|clock| Event::Add { clock }),
        8 => (clock.clone(), pick.clone(), -20..300_i32, any::<u16>())
            .prop_map(|(clock, whom, days_ago, amount)| Event::Sell {
                clock, whom, days_ago, amount
            }),
        1 => (clock.clone(), -5..300_i32)
            .prop_map(|(clock, days_ago)| Event::SellToNobody { clock, days_ago }),
        1 => (clock.clone(), pick.clone())
            .prop_map(|(clock, whom)| Event::SellByClock { clock, whom }),
        2 => (clock, any::<u16>()).prop_map(|(clock, amount)| Event::Newcomer { clock, amount }),
        1 => (pick.clone(), any::<u16>())
            .prop_map(|(which, amount)| Event::Refund { which, amount }),
        1 => pick.clone().prop_map(|which| Event::Remove { which }),
        4 => pick.clone().prop_map(|which| Event::Undo { which }),
        1 => pick.clone().prop_map(|whom| Event::Erase { whom }),
        1 => pick.clone().prop_map(|whom| Event::Rename { whom }),
        2 => (pick, any::<u8>()).prop_map(|(whom, number)| Event::Reach { whom, number }),
        1 => any::<u8>().prop_map(|number| Event::SetCountry { number }),
        1 => (20..60_u8).prop_map(|percent| Event::Set { percent }),
    ]
}

pub(crate) struct Shop<L> {
    journal: Journal,
    pub(crate) book: Book,
    pub(crate) living: L,
    n: u64,
}

impl<L: Living> Shop<L> {
    /// Fourteen who come every few days, one of them for a long time not.
    pub(crate) fn new() -> Self {
        let (journal, book) = (Journal::default(), Book::default());
        let living = L::new(&book);
        let mut shop = Self { journal, book, living, n: 0 };
        for number in 0..14_i32 {
            let customer = CustomerId(shop.commit(0, vec![added(0)]).0);
            let gap = 3 + number;
            let away = if number % 3 == 0 { 4 * gap } else { number % 5 };
            let sales = (0..12).map(|visit| sold(Some(customer), away + gap * visit, 800));
            shop.commit(0, sales.collect());
        }
        shop
    }

    /// By a clock that is right, years behind or years ahead.
    fn commit(&mut self, clock: usize, changes: Vec<Change>) -> GroupId {
        self.n += 1;
        let now_ms = TODAY.end_ms() - DAY_MS / 2 + self.n;
        let now_ms = [now_ms, now_ms - 9 * YEAR_MS, now_ms + 70 * YEAR_MS][clock];
        let mut batch = self.journal.batch(Replica::new(clock as u64, 0), now_ms);
        let stamps: Vec<Stamp> = changes.into_iter().map(|change| batch.push(change)).collect();
        let entries = batch.finish();
        match self.journal.advance(&mut self.book, entries) {
            Touched::Everything => self.living = L::new(&self.book),
            Touched::Records(touched) => self.living.advance(&self.book, &touched),
        }
        GroupId(stamps[0])
    }

    fn customer(&self, whom: usize) -> Option<CustomerId> {
        let customers = self.book.customers();
        customers.keys().nth(whom % customers.len().max(1)).copied()
    }

    fn purchase(&self, which: usize) -> Option<PurchaseId> {
        let purchases = self.book.purchases();
        purchases.keys().nth(which % purchases.len().max(1)).copied()
    }

    pub(crate) fn run(&mut self, event: &Event) {
        match *event {
            Event::Add { clock } => {
                self.commit(clock, vec![added(clock)]);
            }
            Event::Sell { clock, whom, days_ago, amount } => {
                let customer = self.customer(whom);
                self.commit(clock, vec![sold(customer, days_ago, amount.into())]);
            }
            Event::SellToNobody { clock, days_ago } => {
                self.commit(clock, vec![sold(None, days_ago, 100)]);
            }
            Event::SellByClock { clock, whom } => {
                let days_ago = [0, 9 * 365, -70 * 365][clock];
                let customer = self.customer(whom);
                self.commit(clock, vec![sold(customer, days_ago, 700)]);
            }
            Event::Newcomer { clock, amount } => {
                let group = self.commit(clock, vec![added(clock)]);
                let sale = sold(Some(CustomerId(group.0)), 2, amount.into());
                self.commit(clock, vec![sale]);
            }
            Event::Refund { which, amount } => {
                let Some(purchase) = self.purchase(which) else { return };
                let amount = Money(amount.into());
                let refund = Refund { amount, at: Moment::default(), reason: String::new() };
                self.commit(0, vec![Change::AddRefund { purchase, refund }]);
            }
            Event::Remove { which } => {
                let Some(purchase) = self.purchase(which) else { return };
                self.commit(0, vec![Change::RemovePurchase { purchase }]);
            }
            Event::Undo { which } => {
                let n = self.journal.n_groups();
                let group = self.journal.groups_before(None).nth(which % n.min(12));
                let Some(group) = group.filter(|group| !self.journal.erases(*group)) else {
                    return;
                };
                self.commit(0, vec![Change::Undo { group }]);
            }
            Event::Erase { whom } => {
                let Some(customer) = self.customer(whom) else { return };
                self.commit(0, vec![Change::EraseCustomer { customer }]);
            }
            Event::Rename { whom } => {
                let Some(customer) = self.customer(whom) else { return };
                let number = u32::try_from(whom).expect("a small number");
                let birthday = Birthday::new(None, 1 + number % 12, 1 + number % 29);
                let facts =
                    vec![Fact::Name("Renamed".into()), Fact::Birthday(birthday), card(number)];
                self.commit(0, vec![Change::SetFacts { customer, facts }]);
            }
            Event::Reach { whom, number } => {
                let Some(customer) = self.customer(whom) else { return };
                let (member, present) = (reach(number), number % 3 > 0);
                self.commit(0, vec![Change::SetMember { customer, member, present }]);
            }
            Event::SetCountry { number } => {
                let country = ["", "HU", "UA"][usize::from(number) % 3].to_owned();
                self.commit(0, vec![Change::SetSetting(Setting::Country(country))]);
            }
            Event::Set { percent } => {
                let limits = RhythmLimits::new(20, u16::from(percent).max(21), 90);
                let set = match percent % 4 {
                    0 => Setting::MarginPercent(percent),
                    1 => Setting::ReturnPercent(percent),
                    2 => Setting::Limits(limits.expect("limits rise")),
                    _ => Setting::Name(format!("Shop {percent}")),
                };
                self.commit(0, vec![Change::SetSetting(set)]);
            }
        }
    }
}

fn added(clock: usize) -> Change {
    let name = Fact::Name(format!("Guest {clock}"));
    let birthday = Fact::Birthday(Birthday::new(Some(1990), 10, 3));
    let members = vec![reach(u8::try_from(clock).expect("there are three clocks"))];
    Change::AddCustomer { facts: vec![name, birthday, card(0)], members }
}

/// One of few cards, so that several customers have the same.
fn card(number: u32) -> Fact {
    Fact::Card(format!("A {}", number % 3))
}

/// One of few phones and addresses, at home and abroad.
fn reach(number: u8) -> Member {
    match number / 3 % 6 {
        0 => Member::Phone("06 30 555 0142".into()),
        1 => Member::Phone("+36 30 555 0142".into()),
        2 => Member::Phone("+380 50 123 4567".into()),
        3 => Member::Phone("050 123 45 67".into()),
        4 => Member::Email("Anna@Example.hu".into()),
        _ => Member::Email("anna@example.hu".into()),
    }
}

fn sold(customer: Option<CustomerId>, days_ago: i32, amount: i64) -> Change {
    let at = Moment { day: TODAY.plus(-days_ago), minute: None };
    Change::bought(Purchase { customer, at, amount: Money(amount), ..Purchase::default() })
}
