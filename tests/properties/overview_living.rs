//! The overview that is kept while the book changes gives the answers of one made from scratch.

use proptest::prelude::*;
use regulars::book::journal::Journal;
use regulars::book::{Book, Change, Touched};
use regulars::figures::overview::{Overview, Sleeper, Standing};
use regulars::figures::rhythm::Status;
use regulars::people::customer::Fact;
use regulars::trade::purchase::{Purchase, Refund};
use regulars::trade::shop::{RhythmLimits, Setting};
use regulars::units::calendar::{Birthday, Day, Moment};
use regulars::units::id::{CustomerId, GroupId, PurchaseId, Replica, Stamp};
use regulars::units::money::Money;

const TODAY: Day = Day(20_000);
const DAY_MS: u64 = 86_400_000;
const YEAR_MS: u64 = 365 * DAY_MS;

/// One thing that happens; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Event {
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
    Set { percent: u8 },
}

fn any_event() -> impl Strategy<Value = Event> {
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
        1 => pick.prop_map(|whom| Event::Rename { whom }),
        1 => (20..60_u8).prop_map(|percent| Event::Set { percent }),
    ]
}

struct Shop {
    journal: Journal,
    book: Book,
    living: Overview,
    n: u64,
}

impl Shop {
    /// Fourteen who come every few days, one of them for a long time not.
    fn new() -> Self {
        let (journal, book) = (Journal::default(), Book::default());
        let living = Overview::new(&book, TODAY);
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
            Touched::Everything => self.living = Overview::new(&self.book, TODAY),
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

    fn run(&mut self, event: &Event) {
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
                let facts = vec![Fact::Name("Renamed".into()), Fact::Birthday(birthday)];
                self.commit(0, vec![Change::SetFacts { customer, facts }]);
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
    Change::AddCustomer { facts: vec![name, birthday], members: vec![] }
}

fn sold(customer: Option<CustomerId>, days_ago: i32, amount: i64) -> Change {
    let at = Moment { day: TODAY.plus(-days_ago), minute: None };
    Change::AddPurchase(Purchase { customer, at, amount: Money(amount), ..Purchase::default() })
}

/// Everything an overview is asked for.
fn check_same(living: &Overview, scratch: &Overview) {
    assert_eq!(living.headline(), scratch.headline());
    let standings = |all: &Overview| all.standings().collect::<Vec<(_, Option<Standing>)>>();
    assert_eq!(standings(living), standings(scratch));
    for status in Status::ALL.map(Some).into_iter().chain([None]) {
        let has = |standing: Option<Standing>| standing.map(|it| it.rhythm.status) == status;
        let n = scratch.standings().filter(|(_, standing)| has(*standing)).count();
        assert_eq!(living.n_with(status), n, "{status:?}");
    }
    let sleepers = |all: &Overview| all.sleepers().collect::<Vec<Sleeper>>();
    assert_eq!(sleepers(living), sleepers(scratch));
    for (id, _) in scratch.standings() {
        assert_eq!(living.word(id), scratch.word(id));
        assert_eq!(living.comes_alone(id), scratch.comes_alone(id));
        assert_eq!(living.next_visit(id), scratch.next_visit(id));
        let scores = |all: &Overview| all.figures().rfm().scores(all.number(id)?);
        assert_eq!(scores(living), scores(scratch));
    }
    assert_eq!(living.birthdays(200), scratch.birthdays(200));
    assert_eq!(living.largest(), scratch.largest());
    assert_eq!(living.average_check(), scratch.average_check());
    assert_eq!(living.dated_in_future(), scratch.dated_in_future());
    assert_eq!(living.dated_by_wrong_clock(), scratch.dated_by_wrong_clock());
    assert_eq!(living.margin_is_assumed(), scratch.margin_is_assumed());
    let (ours, theirs) = (living.figures(), scratch.figures());
    assert_eq!(ours.terms(), theirs.terms());
    assert_eq!(ours.income(), theirs.income());
    assert_eq!(ours.cohorts(), theirs.cohorts());
    assert_eq!(ours.rhythms().counts(), theirs.rhythms().counts());
    assert_eq!(ours.rhythms().floor_days(), theirs.rhythms().floor_days());
    assert_eq!(ours.rhythms().shop_gap_tenths(), theirs.rhythms().shop_gap_tenths());
    assert_eq!(
        (ours.rfm().cuts(), ours.rfm().pairs()),
        (theirs.rfm().cuts(), theirs.rfm().pairs())
    );
}

fn cases() -> ProptestConfig {
    let cases = std::env::var("REGULARS_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: cases.unwrap_or(150), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_living_overview_is_the_one_from_scratch(
        events in prop::collection::vec(any_event(), 1..25),
    ) {
        let mut shop = Shop::new();
        for event in &events {
            // What is kept between changes is asked for before each, so that it has to follow.
            let n_asleep = shop.living.headline().lost.n_sleepers;
            prop_assert!(shop.living.sleepers().count() <= n_asleep as usize);
            for (id, standing) in shop.living.standings() {
                prop_assert_eq!(standing.is_some(), shop.living.comes_alone(id).is_some());
                prop_assert_eq!(standing.is_some(), shop.living.next_visit(id).is_some());
            }
            shop.run(event);
            let mut scratch = Overview::new(&shop.book, TODAY);
            scratch.learn_from(&shop.living);
            check_same(&shop.living, &scratch);
        }
    }
}
