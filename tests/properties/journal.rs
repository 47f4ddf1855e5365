//! The laws of the journal, tried on shops whose devices meet seldom and whose clocks are wrong.

use proptest::prelude::*;
use regulars::acquisition::script::{self, Phase};
use regulars::acquisition::{Change as Acquired, Cost, Questionnaire, Script, cost, questionnaire};
use regulars::book::journal::{Entry, Journal, Vector, page};
use regulars::book::{Book, Change, Touched};
use regulars::book::{orders, undo};
use regulars::outreach::{self, Answer, Call, Occasion, Outcome};
use regulars::people::customer::{Channel, Fact, Member};
use regulars::people::{custom, list};
use regulars::trade::order;
use regulars::trade::purchase::{Purchase, Refund};
use regulars::trade::shop::Setting;
use regulars::units::calendar::{Day, Moment};
use regulars::units::id::{CustomerId, GroupId, PurchaseId, Replica, Stamp};
use regulars::units::money::{Currency, Money};

use crate::journal_plain as plain;

const YEAR_MS: u64 = 365 * 86_400_000;
const NOW_MS: u64 = 56 * YEAR_MS;

/// One thing that happens in a shop; numbers choose among what a device knows by then.
#[derive(Clone, Debug)]
enum Event {
    Add {
        device: usize,
        name: u8,
    },
    Rename {
        device: usize,
        whom: usize,
        name: u8,
    },
    /// One customer was told of the shop by another.
    Refer {
        device: usize,
        whom: usize,
        sender: usize,
    },
    Phone {
        device: usize,
        whom: usize,
        number: u8,
        present: bool,
    },
    Sell {
        device: usize,
        whom: usize,
        amount: u16,
    },
    Refund {
        device: usize,
        which: usize,
    },
    Remove {
        device: usize,
        which: usize,
    },
    Set {
        device: usize,
        name: u8,
    },
    Undo {
        device: usize,
        which: usize,
    },
    Erase {
        device: usize,
        whom: usize,
    },
    Answer {
        device: usize,
        whom: usize,
        answer: u8,
    },
    Join {
        device: usize,
        shop: u8,
    },
    Newer {
        device: usize,
        bytes: u8,
    },
    /// Two customers are one person.
    Same {
        device: usize,
        whom: usize,
        other: usize,
        name: u8,
    },
    /// Two customers are two people.
    Differ {
        device: usize,
        whom: usize,
        other: usize,
    },
    /// Something is said of an order.
    Order {
        device: usize,
        which: usize,
        fact: u8,
    },
    /// Somebody is reached at somebody, themself perhaps, or nowhere any more.
    Work {
        device: usize,
        whom: usize,
        at: usize,
    },
    /// A list or a field comes, or the first of them goes.
    Keep {
        device: usize,
        what: u8,
    },
    /// A list: two customers, a purchase of one of them, a phone of another, and the currency.
    Import {
        device: usize,
        name: u8,
        whom: usize,
    },
    /// One device reads the other's file: all of it, or what it lacks.
    Read {
        device: usize,
        from: usize,
        whole: bool,
    },
    /// As above, noted as one group that can be taken back.
    Receive {
        device: usize,
        from: usize,
    },
}

fn any_event(n_devices: usize) -> impl Strategy<Value = Event> {
    let device = 0..n_devices;
    let pick = 0..1000_usize;
    prop_oneof![
        3 => (device.clone(), any::<u8>()).prop_map(|(device, name)| Event::Add { device, name }),
        3 => (device.clone(), pick.clone(), any::<u8>())
            .prop_map(|(device, whom, name)| Event::Rename { device, whom, name }),
        1 => (device.clone(), pick.clone(), pick.clone())
            .prop_map(|(device, whom, sender)| Event::Refer { device, whom, sender }),
        2 => (device.clone(), pick.clone(), 0..3_u8, any::<bool>())
            .prop_map(|(device, whom, number, present)| Event::Phone {
                device, whom, number, present
            }),
        4 => (device.clone(), pick.clone(), any::<u16>())
            .prop_map(|(device, whom, amount)| Event::Sell { device, whom, amount }),
        1 => (device.clone(), pick.clone())
            .prop_map(|(device, which)| Event::Refund { device, which }),
        1 => (device.clone(), pick.clone())
            .prop_map(|(device, which)| Event::Remove { device, which }),
        1 => (device.clone(), any::<u8>()).prop_map(|(device, name)| Event::Set { device, name }),
        2 => (device.clone(), pick.clone()).prop_map(|(device, which)| Event::Undo {
            device, which
        }),
        2 => (device.clone(), pick.clone(), any::<u8>())
            .prop_map(|(device, whom, answer)| Event::Answer { device, whom, answer }),
        1 => (device.clone(), any::<u8>()).prop_map(|(device, shop)| Event::Join { device, shop }),
        1 => (device.clone(), pick).prop_map(|(device, whom)| Event::Erase { device, whom }),
        1 => (device.clone(), any::<u8>())
            .prop_map(|(device, bytes)| Event::Newer { device, bytes }),
        3 => (device.clone(), 0..1000_usize, 0..1000_usize, any::<u8>())
            .prop_map(|(device, whom, other, name)| Event::Same { device, whom, other, name }),
        1 => (device.clone(), 0..1000_usize, 0..1000_usize)
            .prop_map(|(device, whom, other)| Event::Differ { device, whom, other }),
        1 => (device.clone(), any::<u8>()).prop_map(|(device, what)| Event::Keep { device, what }),
        3 => (device.clone(), 0..1000_usize, any::<u8>())
            .prop_map(|(device, which, fact)| Event::Order { device, which, fact }),
        1 => (device.clone(), 0..1000_usize, 0..1000_usize)
            .prop_map(|(device, whom, at)| Event::Work { device, whom, at }),
        2 => (device.clone(), any::<u8>(), 0..1000_usize)
            .prop_map(|(device, name, whom)| Event::Import { device, name, whom }),
        3 => (device.clone(), device.clone(), any::<bool>())
            .prop_map(|(device, from, whole)| Event::Read { device, from, whole }),
        1 => (device.clone(), device).prop_map(|(device, from)| Event::Receive { device, from }),
    ]
}

/// A device: its journal, the book it shows, and a clock that may be wrong by decades.
struct Device {
    replica: Replica,
    clock_ms: u64,
    journal: Journal,
    book: Book,
}

impl Device {
    fn commit(&mut self, change: Change) -> GroupId {
        self.commit_all(vec![change])
    }

    fn commit_all(&mut self, changes: Vec<Change>) -> GroupId {
        // Two changes out of three fall into one millisecond.
        self.clock_ms = self.next_clock_ms();
        let mut batch = self.journal.batch(self.replica, self.clock_ms);
        let stamps: Vec<Stamp> = changes.into_iter().map(|change| batch.push(change)).collect();
        self.take(batch.finish());
        GroupId(stamps[0])
    }

    fn next_clock_ms(&self) -> u64 {
        self.clock_ms + u64::from(self.journal.len().is_multiple_of(3))
    }

    fn import(&mut self, name: u8, whom: usize) {
        let known = self.customer(whom);
        let mut batch = self.journal.batch(self.replica, self.clock_ms);
        let code = ["EUR", "HUF", "IRR"][usize::from(name) % 3];
        let currency = Currency::parse(code).expect("a currency");
        batch.push(Change::SetSetting(Setting::Currency(currency)));
        let facts = |part: u8| vec![Fact::Name(format!("Listed {name} {part}"))];
        let first = batch.add_customer(facts(0), vec![]);
        batch.add_customer(facts(1), vec![]);
        batch.add_purchase(Purchase { customer: Some(first), ..Purchase::default() });
        if let Some(customer) = known {
            let member = Member::Phone("+36 30 555 0009".to_owned());
            batch.push(Change::SetMember { customer, member, present: true });
        }
        let entries = batch.finish();
        self.take(entries);
    }

    fn take(&mut self, entries: Vec<(Stamp, Entry)>) {
        let before = self.book.clone();
        let touched = self.journal.advance(&mut self.book, entries);
        check_touched(&before, &self.book, &touched);
        let scratch = self.journal.book();
        assert_eq!(self.book, scratch, "step by step is not from scratch");
        assert_eq!(scratch, plain::book(&self.journal), "not what the rules say");
        plain::check_people(&self.book);
    }

    fn customer(&self, whom: usize) -> Option<CustomerId> {
        let customers = self.book.customers();
        customers.keys().nth(whom % customers.len().max(1)).copied()
    }

    fn purchase(&self, which: usize) -> Option<PurchaseId> {
        let purchases = self.book.purchases();
        purchases.keys().nth(which % purchases.len().max(1)).copied()
    }

    fn group(&self, which: usize) -> Option<GroupId> {
        let n = self.journal.n_groups().max(1);
        let group = self.journal.groups_before(None).nth(which % n)?;
        self.journal.group(group)?.can_undo().then_some(group)
    }
}

/// Whatever differs was said to be touched, and purchases to have been what they were.
fn check_touched(before: &Book, after: &Book, touched: &Touched) {
    let Touched::Records(touched) = touched else { return };
    let ids = before.customers().keys().chain(after.customers().keys());
    for id in ids.filter(|id| before.customer(**id) != after.customer(**id)) {
        let is_said = touched.customers.iter().any(|(known, _)| known == id);
        assert!(is_said, "a customer differs, and nobody said so");
    }
    for (id, was) in &touched.customers {
        assert_eq!(was.as_ref(), before.customer(*id), "a customer was another before");
    }
    let said = |id: &PurchaseId| touched.purchases.iter().find(|(known, _)| known == id);
    let ids = before.purchases().keys().chain(after.purchases().keys());
    for id in ids.filter(|id| before.purchase(**id) != after.purchase(**id)) {
        assert!(said(id).is_some(), "a purchase differs, and nobody said so");
    }
    for (id, was) in &touched.purchases {
        assert_eq!(was.as_ref(), before.purchase(*id), "a purchase was another before");
    }
    let is_shop_same = before.shop() == after.shop()
        && before.joined() == after.joined()
        && before.lists() == after.lists()
        && before.fields() == after.fields()
        && before.scripts() == after.scripts()
        && before.costs() == after.costs()
        && before.questionnaires() == after.questionnaires();
    assert!(touched.shop || is_shop_same);
}

/// Enough sales for a page that is kept as bytes.
const N_MANY: usize = 150;

/// Many sales of a till of its own, half of them of one group, to whoever is known.
fn many_sales(devices: &[Device], ahead_ms: u64) -> Vec<(Stamp, Entry)> {
    let till = Replica::new(99, 0);
    let mut group = GroupId(Stamp::new(NOW_MS + ahead_ms, 0, till));
    let sold = |n: usize| {
        let customer = devices[n % devices.len()].customer(n);
        let amount = Money(i64::try_from(n).expect("a few"));
        Change::bought(Purchase { customer, amount, ..Purchase::default() })
    };
    let sale = |n: usize| {
        let counter = u32::try_from(n).expect("a few");
        let stamp = Stamp::new(NOW_MS + ahead_ms, counter, till);
        if n > N_MANY / 2 {
            group = GroupId(stamp);
        }
        (stamp, Entry { group, change: sold(n) })
    };
    (0..N_MANY).map(sale).collect()
}

fn all(journal: &Journal) -> Vec<(Stamp, Entry)> {
    journal.entries().collect()
}

fn lacking(journal: &Journal, known: &Vector) -> Vec<(Stamp, Entry)> {
    journal.since(known).collect()
}

fn run(devices: &mut [Device], event: &Event) {
    match *event {
        Event::Add { device, name } => {
            let facts = vec![Fact::Name(format!("Guest {name}"))];
            devices[device].commit(Change::AddCustomer { facts, members: vec![] });
        }
        Event::Rename { device, whom, name } => {
            let Some(customer) = devices[device].customer(whom) else { return };
            let name = format!("Renamed {name}");
            let facts = vec![Fact::Name(name.clone())];
            devices[device].commit(Change::SetFacts { customer, facts });
            let shown = devices[device].book.customer(customer).map(|who| who.name().to_owned());
            assert_eq!(shown, Some(name), "an edit was lost behind an older one");
        }
        Event::Refer { device, whom, sender } => {
            let (of, sender) = (devices[device].customer(whom), devices[device].customer(sender));
            let Some((customer, sender)) = of.zip(sender) else { return };
            let facts = plain::sent_by(sender);
            devices[device].commit(Change::SetFacts { customer, facts });
        }
        Event::Phone { device, whom, number, present } => {
            let Some(customer) = devices[device].customer(whom) else { return };
            let member = Member::Phone(format!("+36 30 555 000{number}"));
            devices[device].commit(Change::SetMember { customer, member, present });
        }
        Event::Sell { device, whom, amount } => {
            let customer = devices[device].customer(whom);
            let at = Moment { day: Day(20_000), minute: Some(480) };
            let amount = Money(i64::from(amount));
            let note = "walnut roll".to_owned();
            let purchase = Purchase { customer, at, amount, note, ..Purchase::default() };
            devices[device].commit(Change::bought(purchase));
        }
        Event::Refund { device, which } => {
            let Some(purchase) = devices[device].purchase(which) else { return };
            let at = Moment::default();
            let refund = Refund { amount: Money(100), at, reason: String::new() };
            devices[device].commit(Change::AddRefund { purchase, refund });
        }
        Event::Remove { device, which } => {
            let Some(purchase) = devices[device].purchase(which) else { return };
            devices[device].commit(Change::RemovePurchase { purchase });
        }
        Event::Set { device, name } => {
            let name = format!("Shop {name}");
            devices[device].commit(Change::SetSetting(Setting::Name(name.clone())));
            assert_eq!(devices[device].book.shop().name, name);
        }
        Event::Undo { device, which } => {
            let Some(group) = devices[device].group(which) else { return };
            devices[device].commit(Change::Undo { group });
        }
        Event::Erase { device, whom } => {
            let Some(customer) = devices[device].customer(whom) else { return };
            devices[device].commit(Change::EraseCustomer { customer });
            assert_eq!(devices[device].book.customer(customer), None);
        }
        Event::Answer { device, whom, answer } => {
            let Some(customer) = devices[device].customer(whom) else { return };
            let on = Day(20_000);
            let all = [Occasion::Asleep, Occasion::Birthday, Occasion::Word];
            let occasion = all[usize::from(answer % 3)];
            let answer = match answer % 5 {
                0 => Answer::Open,
                1 => Answer::Never,
                2 => Answer::Done(Some(Channel::Sms)),
                _ => Answer::Later(on.plus(i32::from(answer))),
            };
            let at = Moment { day: on, minute: None };
            let call = Call {
                outcome: Outcome::Later,
                at,
                caller: String::new(),
                script: None,
                reached: Phase::Opening,
                words: String::new(),
                next: Some(on),
            };
            let called = outreach::Change::Called { customer, call: Box::new(call) };
            let n_calls = devices[device].book.outreach().calls_with(customer).count();
            devices[device].commit(Change::Outreach(called));
            assert_eq!(devices[device].book.outreach().calls_with(customer).count(), n_calls + 1);
            let change = outreach::Change::Reminder { customer, occasion, answer, on };
            devices[device].commit(Change::Outreach(change));
            let shown = devices[device].book.outreach().answer(customer, occasion);
            let shown = shown.map_or(Answer::Open, |shown| shown.answer);
            assert_eq!(shown, answer, "an answer was lost behind an older one");
        }
        Event::Same { device, whom, other, name } => {
            let device = &mut devices[device];
            let (one, other) = (device.customer(whom), device.customer(other));
            let Some((one, other)) = one.zip(other).filter(|(one, other)| one != other) else {
                return;
            };
            let facts = [Fact::Name(format!("Chosen {name}"))];
            let before = [one, other].map(|id| device.book.purchases_of(id).count());
            device.commit_all(Change::same_person(one, other, &facts).to_vec());
            let shown = device.book.who(other);
            assert_eq!(shown, device.book.who(one));
            assert_eq!(shown, one.min(other), "the first entered is shown");
            assert_eq!(device.book.purchases_of(shown).count(), before[0] + before[1]);
            let card = device.book.customer(shown).map(|card| card.name().to_owned());
            assert_eq!(card, Some(format!("Chosen {name}")));
        }
        Event::Differ { device, whom, other } => {
            let (one, other) = (devices[device].customer(whom), devices[device].customer(other));
            let Some((one, other)) = one.zip(other) else { return };
            devices[device].commit(Change::different_people(one, other));
            assert!(devices[device].book.are_different(other, one));
        }
        Event::Order { device, which, fact } => {
            let device = &mut devices[device];
            let Some(purchase) = device.purchase(which) else { return };
            let fact = match fact % 6 {
                0 => order::Fact::Stage(None),
                1 => order::Fact::Payment(order::Payment::Partly(Money(i64::from(fact)))),
                2 => order::Fact::Place(format!("with driver {fact}")),
                3 => order::Fact::Due(Some(Day(i32::from(fact)))),
                _ => order::Fact::Stage(Some(order::StageId(u64::from(fact)))),
            };
            device.commit(orders::say(&device.journal, purchase, fact.clone()));
            let is_order = device.book.order(purchase).is_some();
            match fact {
                order::Fact::Stage(stage) => assert_eq!(is_order, stage.is_some()),
                said if is_order => {
                    let facts = device.book.order(purchase).map(order::Order::facts);
                    assert!(facts.is_some_and(|facts| facts.contains(&said)));
                }
                _ => {}
            }
        }
        Event::Work { device, whom, at } => {
            let (of, at) = (devices[device].customer(whom), devices[device].customer(at));
            let Some(customer) = of else { return };
            let facts = vec![Fact::WorksAt(at)];
            devices[device].commit(Change::SetFacts { customer, facts });
        }
        Event::Keep { device, what } => {
            let name = format!("Kept {what}");
            let (list, field) = {
                let book = &devices[device].book;
                (book.lists().first().map(|it| it.0), book.fields().first().map(|it| it.0))
            };
            let (members, shown) = (list::Members::default(), String::new());
            let script = devices[device].book.scripts().iter().next().map(|(id, _)| id);
            let acquired = |change| Change::Acquisition(change);
            let kept = || Script { name: name.clone(), ..Script::default() };
            let change = match (what % 7, list, field) {
                (4, ..) => acquired(Acquired::Script(match script {
                    Some(id) if what % 2 == 0 => script::Change::Remove { id },
                    Some(id) => script::Change::Set { id, script: kept() },
                    None => script::Change::Add(kept()),
                })),
                (6, ..) => {
                    let it = Questionnaire { name, ..Questionnaire::default() };
                    acquired(Acquired::Questionnaire(questionnaire::Change::Add(it)))
                }
                (5, ..) => {
                    let cost =
                        Cost { source: name, amount: Money(i64::from(what)), ..Cost::default() };
                    acquired(Acquired::Cost(cost::Change::Add(cost)))
                }
                (0, Some(list), _) => Change::Lists(list::Change::Remove { list }),
                (1, _, Some(field)) => Change::Fields(custom::Change::Rename { field, name }),
                (2, ..) => {
                    Change::Fields(custom::Change::Add { name, kind: custom::FieldKind::Text })
                }
                _ => Change::Lists(list::Change::Add { name, members, shown }),
            };
            devices[device].commit(change);
        }
        Event::Join { device, shop } => {
            let shops = vec![u128::from(shop), u128::MAX];
            devices[device].commit(Change::Joined { shops });
        }
        Event::Newer { device, bytes } => {
            devices[device].commit(Change::Unknown(vec![200, bytes]));
        }
        Event::Import { device, name, whom } => devices[device].import(name, whom),
        Event::Read { device, from, whole } => {
            let known = devices[device].journal.vector();
            let known = if whole { Vector::new() } else { known };
            let file = lacking(&devices[from].journal, &known);
            devices[device].take(file);
        }
        Event::Receive { device, from } => {
            let file = all(&devices[from].journal);
            let groups = devices[device].journal.clone().merge(file.clone());
            devices[device].take(file);
            let from = devices[from].replica;
            devices[device].commit(Change::Received { from, groups });
        }
    }
}

/// Devices whose clocks are right, ten years behind, seventy ahead, and one on 1 January 1970; or,
/// with copied profiles, two and two of one number and one clock, that count on alike.
fn shop(n_devices: usize, profiles: Profiles) -> Vec<Device> {
    let clocks = [NOW_MS, NOW_MS - 10 * YEAR_MS, NOW_MS + 70 * YEAR_MS, 0];
    (0..n_devices)
        .map(|number| match profiles {
            Profiles::Own => number,
            Profiles::Copied => number / 2,
        })
        .map(|number| Device {
            replica: Replica::new(number as u64 + 1, 0),
            clock_ms: clocks[number % clocks.len()],
            journal: Journal::default(),
            book: Book::default(),
        })
        .collect()
}

/// Whether every browser was set up by itself.
#[derive(Clone, Copy, Debug)]
enum Profiles {
    Own,
    Copied,
}

fn any_profiles() -> impl Strategy<Value = Profiles> {
    prop_oneof![Just(Profiles::Own), Just(Profiles::Copied)]
}

fn play(profiles: Profiles, events: &[Event]) -> Vec<Device> {
    let mut devices = shop(4, profiles);
    for event in events {
        run(&mut devices, event);
    }
    devices
}

fn merged(parts: &[&Journal]) -> Journal {
    let mut whole = Journal::default();
    for part in parts {
        whole.merge(all(part));
    }
    whole
}

fn any_events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(any_event(4), 1..40)
}

/// Sales and newcomers, and reading each other.
fn any_sales() -> impl Strategy<Value = Vec<Event>> {
    let (device, pick) = (0..4_usize, 0..1000_usize);
    let event = prop_oneof![
        1 => (device.clone(), any::<u8>()).prop_map(|(device, name)| Event::Add { device, name }),
        3 => (device.clone(), pick, any::<u16>())
            .prop_map(|(device, whom, amount)| Event::Sell { device, whom, amount }),
        2 => (device.clone(), device, any::<bool>())
            .prop_map(|(device, from, whole)| Event::Read { device, from, whole }),
    ];
    prop::collection::vec(event, 1..40)
}

/// 300, or as many as `REGULARS_CASES` says.
fn cases() -> ProptestConfig {
    let cases = std::env::var("REGULARS_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: cases.unwrap_or(300), ..ProptestConfig::default() }
}

/// A change with texts around the longest there may be, now and then.
fn any_change() -> impl Strategy<Value = Change> {
    let most = page::MAX_TEXT_CHARS;
    let length = prop_oneof![4 => 0..40_usize, 1 => most - 2..most + 3, 1 => most..5 * most];
    let text = (length, prop::sample::select(vec!["x", "ű", "ی", "𝔘"]))
        .prop_map(|(length, letter)| letter.repeat(length));
    (text, any::<i64>(), 0..7_u8).prop_map(|(text, number, kind)| {
        let stamp = Stamp::new(number.unsigned_abs() >> 20, 3, Replica::new(9, 1));
        let at = Moment { day: Day(20_000), minute: Some(480) };
        match kind {
            0 => Change::AddCustomer { facts: vec![Fact::Note(text)], members: vec![] },
            1 => Change::SetMember {
                customer: CustomerId(stamp),
                member: Member::Address(text),
                present: number > 0,
            },
            2 => Change::bought(Purchase { note: text, at, ..Purchase::default() }),
            3 => Change::AddRefund {
                purchase: PurchaseId(stamp),
                refund: Refund { amount: Money(number), at, reason: text },
            },
            6 => Change::Order {
                purchase: PurchaseId(stamp),
                buyer: None,
                fact: order::Fact::Place(text),
            },
            4 => Change::Imported { file: text, customers: 3, purchases: 4 },
            _ => Change::SetSetting(Setting::Name(text)),
        }
    })
}

proptest! {
    #![proptest_config(cases())]

    /// Every sale of every copy of a profile stands once, whoever read whose file first.
    #[test]
    fn no_sale_is_lost_though_profiles_were_copied(events in any_sales()) {
        let mut devices = shop(4, Profiles::Copied);
        let mut sales = std::collections::BTreeSet::new();
        for event in &events {
            run(&mut devices, event);
            for (stamp, entry) in devices.iter().flat_map(|device| device.journal.entries()) {
                if matches!(entry.change, Change::AddPurchase(_)) {
                    sales.insert((stamp, page::encode_change(&entry.change)));
                }
            }
        }
        let whole = merged(&devices.iter().map(|device| &device.journal).collect::<Vec<_>>());
        prop_assert_eq!(whole.book().purchases().len(), sales.len());
        for device in &mut devices {
            device.take(all(&whole));
            prop_assert_eq!(&device.journal, &whole);
            prop_assert_eq!(device.book.purchases().len(), sales.len());
        }
    }

    /// Whatever is taken reads back the same; the rest is refused and changes nothing.
    #[test]
    fn what_can_be_made_reads_back(
        changes in prop::collection::vec(any_change(), 1..6),
        now_ms in prop_oneof![4 => 0..NOW_MS * 2, 1 => (1_u64 << 47) - 2..(1 << 47) + 2],
        draw in any::<u64>(),
    ) {
        let journal = Journal::default();
        let mut batch = journal.batch(Replica::new(1, 0), now_ms).drawn(draw);
        let longest = |change: &Change| page::check(Stamp::default(), change).is_err();
        let is_wrong = changes.iter().any(longest) || now_ms >= 1 << 47;
        for change in changes {
            batch.push(change);
        }
        match batch.checked() {
            Ok(entries) => {
                prop_assert!(!is_wrong);
                let bytes = page::encode_proved(&entries);
                prop_assert_eq!(bytes.as_deref().map(page::decode), Ok(Ok(entries)));
            }
            Err(_) => prop_assert!(is_wrong),
        }
    }

    #[test]
    fn devices_that_have_read_each_other_show_the_same(profiles in any_profiles(), events in any_events()) {
        let devices = play(profiles, &events);
        let journals: Vec<&Journal> = devices.iter().map(|device| &device.journal).collect();
        let whole = merged(&journals);
        let backwards: Vec<&Journal> = journals.iter().rev().copied().collect();
        prop_assert_eq!(&whole, &merged(&backwards));
        prop_assert_eq!(whole.book(), merged(&backwards).book());
        // In twos first, and some twice.
        let halves = [merged(&journals[..2]), merged(&journals[1..])];
        prop_assert_eq!(&whole, &merged(&[&halves[0], &halves[1], &halves[0]]));
    }

    /// Each step is held against the plain rules in `Device::take`; here what the journal finds is,
    /// on each device and where all of it has come together.
    #[test]
    fn what_is_found_is_what_a_walk_finds(profiles in any_profiles(), events in any_events()) {
        let devices = play(profiles, &events);
        let journals: Vec<&Journal> = devices.iter().map(|device| &device.journal).collect();
        journals.iter().for_each(|journal| plain::check_found(journal));
        plain::check_found(&merged(&journals));
    }

    #[test]
    fn pages_give_back_the_journal(profiles in any_profiles(), events in any_events()) {
        for device in play(profiles, &events) {
            let bytes = page::encode(device.journal.entries());
            let read = page::decode(&bytes).expect("a page just written");
            let mut again = Journal::default();
            again.merge(read);
            prop_assert_eq!(&again, &device.journal);
        }
    }

    /// A long page is kept as the bytes it is wherever it lies apart, and that is no difference.
    #[test]
    fn a_long_page_is_taken_in_as_its_changes_are(
        profiles in any_profiles(),
        events in any_events(),
        ahead_ms in prop::sample::select(vec![0, 1, YEAR_MS, 80 * YEAR_MS]),
    ) {
        let devices = play(profiles, &events);
        let journals: Vec<&Journal> = devices.iter().map(|device| &device.journal).collect();
        let (whole, long) = (merged(&journals), many_sales(&devices, ahead_ms));
        let page = page::encode(long.iter().map(|(stamp, entry)| (*stamp, entry)));
        let theirs = page::encode(whole.entries());
        let mut one_by_one = whole.clone();
        one_by_one.merge(long);
        let mut by_page = whole.clone();
        prop_assert_eq!(by_page.merge_page(&page), Ok(N_MANY));
        let mut page_first = Journal::default();
        prop_assert_eq!(page_first.merge_page(&page), Ok(N_MANY));
        prop_assert_eq!(page_first.merge_page(&theirs), Ok(whole.len()));
        prop_assert_eq!(&by_page, &one_by_one);
        prop_assert_eq!(&page_first, &one_by_one);
        prop_assert_eq!(page_first.book(), one_by_one.book());
        plain::check_found(&by_page);
        plain::check_found(&page_first);
        // The same again, and what is there is there.
        by_page.merge_page(&page).expect("it was read before");
        prop_assert_eq!(&by_page, &one_by_one);
    }

    #[test]
    fn a_page_that_goes_on_brings_the_book_up_as_its_changes_do(
        profiles in any_profiles(), events in any_events(), split in 0..100_usize
    ) {
        let whole = merged(&play(profiles, &events).iter().map(|d| &d.journal).collect::<Vec<_>>());
        let changes = all(&whole);
        let (earlier, later) = changes.split_at(changes.len() * split / 100);
        let mut journal = Journal::default();
        journal.merge(earlier.iter().cloned());
        let mut one_by_one = journal.clone();
        let (mut book, mut plain) = (journal.book(), journal.book());
        for page in later.chunks(3) {
            one_by_one.advance(&mut plain, page.to_vec());
            let bytes = page::encode(page.iter().map(|(stamp, entry)| (*stamp, entry)));
            if journal.append(&book, &bytes).expect("it is a page") {
                page.chunks(2).for_each(|part| journal.follow(&mut book, part));
            } else {
                journal.advance(&mut book, page.to_vec());
            }
            prop_assert_eq!(&journal, &one_by_one);
            prop_assert_eq!(&book, &plain);
        }
        plain::check_found(&journal);
    }

    #[test]
    fn undo_of_everything_gives_the_book_from_before(profiles in any_profiles(), events in any_events()) {
        let mut device = play(profiles, &events).swap_remove(0);
        let before = device.book.clone();
        let mut undos = Vec::new();
        for which in 0..device.journal.n_groups() {
            if let Some(group) = device.group(which) {
                undos.push(group);
            }
        }
        let is_undone = |journal: &Journal, id| journal.undone().contains(&id);
        let standing: Vec<GroupId> =
            undos.into_iter().filter(|id| !is_undone(&device.journal, *id)).collect();
        // Newest first, as an owner would; then all of it done again, in the other order.
        let taken: Vec<GroupId> = standing
            .iter()
            .map(|group| device.commit(Change::Undo { group: *group }))
            .collect();
        for undo in taken.iter().rev() {
            device.commit(Change::Undo { group: *undo });
        }
        prop_assert_eq!(&device.book, &before);
    }

    #[test]
    fn no_purchase_loses_its_buyer_by_an_undo(events in any_events()) {
        for device in play(Profiles::Own, &events) {
            let undone = device.journal.undone();
            let erased = |id: CustomerId| device.journal.get(id.0).is_none();
            for (id, bought) in device.book.purchases() {
                let group = device.journal.get(id.0).expect("a purchase of the journal").group;
                prop_assert!(!undone.contains(&group), "a purchase that was taken back stands");
                let Some(buyer) = bought.customer() else { continue };
                prop_assert!(device.book.customer(buyer).is_some() || erased(buyer));
            }
        }
    }

    #[test]
    fn what_an_undo_would_do_is_what_it_does(
        profiles in any_profiles(),
        events in any_events(),
        which in 0..1000_usize,
    ) {
        let mut device = play(profiles, &events).swap_remove(0);
        let Some(group) = device.group(which) else { return Ok(()) };
        let now_ms = device.next_clock_ms();
        let undos = device.journal.undos_of(&[group], device.replica, now_ms);
        let expected = device.journal.book_without(&undos);
        let told = undo::outcome(&device.journal, &device.book, &undos);
        let before = device.book.clone();
        device.commit(Change::Undo { group });
        prop_assert_eq!(&device.book, &expected);
        let gone = before.customers().keys().filter(|id| device.book.customer(**id).is_none());
        let gone: Vec<CustomerId> = gone.copied().collect();
        match told {
            Some(told) => prop_assert_eq!(told.gone_customers, gone),
            None => prop_assert!(gone.len() <= 3, "more goes than a few, and nobody was asked"),
        }
    }

    #[test]
    fn whoever_is_erased_stays_erased(profiles in any_profiles(), events in any_events()) {
        let mut devices = play(profiles, &events);
        let whole = merged(&devices.iter().map(|device| &device.journal).collect::<Vec<_>>());
        for device in &mut devices {
            device.take(all(&whole));
        }
        let erased: Vec<CustomerId> = whole
            .entries()
            .filter_map(|(_, entry)| match entry.change {
                Change::EraseCustomer { customer } => Some(customer),
                _ => None,
            })
            .collect();
        let book = whole.book();
        for customer in erased {
            prop_assert_eq!(book.customer(customer), None);
            prop_assert_eq!(book.purchases_of(customer).count(), 0);
            let rest = whole.entries().filter(|(stamp, entry)| {
                entry.change.customer(*stamp) == Some(customer)
                    && !matches!(entry.change, Change::EraseCustomer { .. })
            });
            prop_assert_eq!(rest.count(), 0, "only the erasure itself is left");
            let noted = |(_, entry): &(Stamp, Entry)| entry.change.ordered_by() == Some(customer);
            prop_assert!(!whole.entries().any(|it| noted(&it)), "what was said of their orders");
        }
    }
}
