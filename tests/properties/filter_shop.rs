//! Made-up shops and filters for the laws of lists.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use regulars::book::{Book, Change};
use regulars::lists::cell::Number;
use regulars::lists::field::Field;
use regulars::lists::filter::{Condition, Filter, Group, Item};
use regulars::lists::kind::{Kind, Verb};
use regulars::lists::span::{Span, Stretch, Unit};
use regulars::lists::test::{Asked, Limit, Test};
use regulars::lists::text;
use regulars::people::customer::{Channel, Consent, Fact, Member};
use regulars::people::photo::Photo;
use regulars::trade::order::{self, Payment, StageId};
use regulars::trade::purchase::{Line, Purchase, Refund};
use regulars::trade::shop::Setting;
use regulars::units::calendar::{Birthday, Day, Moment};
use regulars::units::id::FieldId;
use regulars::units::id::{CustomerId, PurchaseId, Replica, Stamp};
use regulars::units::money::{Currency, Money};

/// 28 February 2027: the day on which a birthday of 29 February is kept.
pub(crate) const TODAY: Day = Day(20_877);

const DAY_MS: u64 = 86_400_000;

const WORDS: [&str; 14] = [
    "Anna",
    "ANNA",
    "Kovács Anna",
    "anna kovacs",
    "Kovács-Tóth",
    "dió",
    "Dio torta",
    "mornings",
    "علی كريمي",
    "کریمی علی",
    "+36 30 555-0142",
    "0630",
    "x,y;(z)",
    "after 17:00",
];

/// A word as owners write it.
pub(crate) fn any_word() -> impl Strategy<Value = String> {
    select(&WORDS[..]).prop_map(str::to_owned)
}

fn any_channel() -> impl Strategy<Value = Channel> {
    select(&Channel::ALL[..])
}

fn any_birthday() -> impl Strategy<Value = Birthday> {
    let leap = Just((None, 2, 29));
    let near = (option::of(1950..2026_i32), select(&[1_u32, 2, 3, 12][..]), 1..=31_u32);
    prop_oneof![1 => leap, 4 => near]
        .prop_filter_map("no day", |(year, month, day)| Birthday::new(year, month, day))
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let consent = (any_channel(), any::<bool>()).prop_map(|(channel, given)| {
        Fact::Consent(channel, Consent { given, on: TODAY, source: String::new() })
    });
    prop_oneof![
        any_word().prop_map(Fact::Name),
        any::<bool>().prop_map(Fact::Company),
        option::of(any_birthday()).prop_map(Fact::Birthday),
        any_word().prop_map(Fact::Card),
        any_word().prop_map(Fact::Source),
        Just(Fact::ReferredBy(Some(CustomerId::default()))),
        any_word().prop_map(Fact::Note),
        Just(Fact::Note(String::new())),
        any::<bool>().prop_map(Fact::NeverWrite),
        any::<bool>().prop_map(Fact::BroughtIn),
        option::of(any_channel()).prop_map(Fact::Prefers),
        any::<bool>().prop_map(|is_there| {
            let photo = Photo::new(vec![0xff, 0xd8, 0xff]).expect("how a picture begins");
            Fact::Photo(is_there.then(|| photo.id()))
        }),
        consent,
    ]
}

fn any_member() -> impl Strategy<Value = Member> {
    prop_oneof![
        any_word().prop_map(Member::Phone),
        any_word().prop_map(Member::Email),
        (any_channel(), any_word()).prop_map(|(by, name)| Member::Messenger(by, name)),
        any_word().prop_map(Member::Tag),
        any_word().prop_map(Member::Likes),
    ]
}

/// A purchase of one of the customers, and what was given back for it.
#[derive(Clone, Debug)]
struct Bought {
    whom: usize,
    days_ago: i32,
    /// Entered by a clock that was years ahead, which the day was taken from.
    by_wrong_clock: bool,
    amount: i64,
    given_back: Option<i64>,
    products: Vec<String>,
    employee: Option<String>,
    /// The stage it stands in as an order, what is paid of it and when it is due.
    order: Option<(StageId, Payment, Option<i32>)>,
}

fn any_order() -> impl Strategy<Value = (StageId, Payment, Option<i32>)> {
    let payment = prop_oneof![
        Just(Payment::Unpaid),
        Just(Payment::Paid),
        (1..6_000_i64).prop_map(|minor| Payment::Partly(Money(minor))),
    ];
    (select(&StageId::FIRST[..]), payment, option::of(-30..30_i32))
}

fn any_bought() -> impl Strategy<Value = Bought> {
    (
        0..8_usize,
        prop_oneof![8 => 0..900_i32, 1 => -20..0_i32, 1 => Just(60_000)],
        proptest::bool::weighted(0.1),
        0..5_000_i64,
        option::weighted(0.2, 1..5_000_i64),
        vec(any_word(), 0..3),
        option::of(any_word()),
        option::of(any_order()),
    )
        .prop_map(
            |(whom, days_ago, by_wrong_clock, amount, given_back, products, employee, order)| {
                Bought {
                    whom,
                    days_ago,
                    by_wrong_clock,
                    amount,
                    given_back,
                    products,
                    employee,
                    order,
                }
            },
        )
}

fn now_ms() -> u64 {
    TODAY.end_ms() - DAY_MS / 2
}

impl Bought {
    fn add(&self, book: &mut Book, n: usize, ids: &[CustomerId]) {
        let counter = u32::try_from(n).expect("a few");
        let (made_ms, day) = if self.by_wrong_clock {
            (now_ms() + 9 * 365 * DAY_MS, TODAY.plus(9 * 365))
        } else {
            (now_ms(), TODAY.plus(-self.days_ago))
        };
        let line = |product: &String| Line {
            product: product.clone(),
            quantity_thousandths: 0,
            price: None,
        };
        let purchase = Purchase {
            customer: ids.get(self.whom).copied(),
            at: Moment { day, minute: None },
            amount: Money(self.amount),
            lines: self.products.iter().map(line).collect(),
            employee: self.employee.clone().unwrap_or_default(),
            channel: self.employee.clone().unwrap_or_default(),
            ..Purchase::default()
        };
        let stamp = Stamp::new(made_ms, counter, Replica::new(2, 0));
        let buyer = purchase.customer;
        book.apply(stamp, &Change::bought(purchase));
        if let Some((stage, payment, due)) = self.order {
            let (purchase, due) = (PurchaseId(stamp), due.map(|days| TODAY.plus(days)));
            let facts = [
                order::Fact::Stage(Some(stage)),
                order::Fact::Payment(payment),
                order::Fact::Due(due),
            ];
            for fact in facts {
                book.apply(stamp.next(stamp.replica()), &Change::Order { purchase, buyer, fact });
            }
        }
        if let Some(amount) = self.given_back {
            let refund =
                Refund { amount: Money(amount), at: Moment::default(), reason: String::new() };
            let purchase = PurchaseId(stamp);
            book.apply(stamp.next(stamp.replica()), &Change::AddRefund { purchase, refund });
        }
    }
}

/// A shop in forints, with some customers and what they bought.
pub(crate) fn any_book() -> impl Strategy<Value = Book> {
    let customer = (0..700_u64, vec(any_fact(), 0..6), vec(any_member(), 0..4));
    (vec(customer, 0..8), vec(any_bought(), 0..50)).prop_map(|(customers, bought)| {
        let mut book = Book::default();
        let huf = Currency::parse("HUF").expect("a currency");
        book.apply(Stamp::NONE, &Change::SetSetting(Setting::Currency(huf)));
        let mut ids = Vec::new();
        for (counter, (days_ago, facts, members)) in (0..).zip(customers) {
            let made_ms = now_ms() - days_ago * DAY_MS / 2;
            let stamp = Stamp::new(made_ms, counter, Replica::new(1, 0));
            book.apply(stamp, &Change::AddCustomer { facts, members });
            ids.push(CustomerId(stamp));
        }
        for (n, bought) in bought.iter().enumerate() {
            bought.add(&mut book, 2 * n, &ids);
        }
        book
    })
}

/// A shop of four hundred customers, each of whom bought something or nothing.
pub(crate) fn large_book() -> Book {
    let mut book = Book::default();
    let added = Change::AddCustomer { facts: vec![], members: vec![] };
    let stamps: Vec<Stamp> =
        (0..400).map(|n| Stamp::new(now_ms() - DAY_MS, n, Replica::new(1, 0))).collect();
    for stamp in &stamps {
        book.apply(*stamp, &added);
    }
    let ids: Vec<CustomerId> = stamps.into_iter().map(CustomerId).collect();
    for n in 0..1_000_usize {
        let word = |n: usize| WORDS[n % WORDS.len()].to_owned();
        let bought = Bought {
            whom: n * n % 487,
            days_ago: i32::try_from(n * 7 % 600).expect("some hundreds") - 20,
            by_wrong_clock: n % 11 == 0,
            amount: 900,
            given_back: (n % 5 == 0).then_some(900),
            products: (0..n % 3).map(|part| word(n / 3 + part)).collect(),
            employee: (n % 4 > 0).then(|| word(n / 4)),
            order: None,
        };
        bought.add(&mut book, 2 * n, &ids);
    }
    book
}

fn any_day() -> impl Strategy<Value = Day> {
    (-900..900_i32).prop_map(|days| TODAY.plus(days))
}

fn any_two_days() -> impl Strategy<Value = (Day, Day)> {
    (any_day(), any_day()).prop_map(|(one, other)| (one.min(other), one.max(other)))
}

fn any_stretch() -> impl Strategy<Value = Stretch> {
    (1..40_u32, select(&Unit::ALL[..])).prop_map(|(n, unit)| Stretch { n, unit })
}

pub(crate) fn any_span() -> impl Strategy<Value = Span> {
    prop_oneof![
        3 => Just(Span::Ever),
        3 => any_stretch().prop_map(Span::Last),
        1 => Just(Span::ThisMonth),
        1 => Just(Span::ThisYear),
        2 => any_two_days().prop_map(|(from, to)| Span::Between(from, to)),
    ]
}

fn any_currency() -> impl Strategy<Value = Currency> {
    const CODES: [&str; 6] = ["HUF", "HUF", "HUF", "HUF", "EUR", "KWD"];
    select(&CODES[..]).prop_map(|code| Currency::parse(code).expect("a currency"))
}

fn any_limit(kind: Kind) -> BoxedStrategy<Limit> {
    let few = prop_oneof![8 => -5..9_000_i64, 1 => any::<i64>()];
    if kind == Kind::Money {
        (few, any_currency()).prop_map(|(minor, by)| Limit::Money(Money(minor), by)).boxed()
    } else {
        prop_oneof![few, (0..12_i64).prop_map(|n| n * Number::ONE)]
            .prop_map(|thousandths| Limit::Number(Number(thousandths)))
            .boxed()
    }
}

fn any_asked(verb: Verb, kind: Kind, texts: BoxedStrategy<String>) -> BoxedStrategy<Asked> {
    let texts = vec(texts, 1..3);
    let choices = kind.choices().map_or(vec![], |choices| choices.all());
    match verb {
        Verb::Is => texts.prop_map(Asked::Is).boxed(),
        Verb::Contains => texts.prop_map(Asked::Contains).boxed(),
        Verb::Begins => texts.prop_map(Asked::Begins).boxed(),
        Verb::OneOf => vec(select(choices), 1..4).prop_map(Asked::OneOf).boxed(),
        Verb::Yes => Just(Asked::Yes).boxed(),
        Verb::Over => any_limit(kind).prop_map(Asked::Over).boxed(),
        Verb::Under => any_limit(kind).prop_map(Asked::Under).boxed(),
        Verb::Between => (any_limit(kind), any_limit(kind))
            .prop_map(|(low, high)| Asked::Between(low, high))
            .boxed(),
        Verb::Equals => any_limit(kind).prop_map(Asked::Equals).boxed(),
        Verb::InLast => any_stretch().prop_map(Asked::InLast).boxed(),
        Verb::OlderThan => any_stretch().prop_map(Asked::OlderThan).boxed(),
        Verb::InNext => any_stretch().prop_map(Asked::InNext).boxed(),
        Verb::Before => any_day().prop_map(Asked::Before).boxed(),
        Verb::After => any_day().prop_map(Asked::After).boxed(),
        Verb::BetweenDays => {
            any_two_days().prop_map(|(from, to)| Asked::BetweenDays(from, to)).boxed()
        }
        Verb::ThisMonth => Just(Asked::ThisMonth).boxed(),
        Verb::ThisYear => Just(Asked::ThisYear).boxed(),
        Verb::Known => Just(Asked::Known).boxed(),
    }
}

fn any_field() -> impl Strategy<Value = Field> {
    let own = (0..3_u32)
        .prop_map(|counter| Field::Custom(FieldId(Stamp::new(7, counter, Replica::new(3, 0)))));
    // The stage of the number 9 is not there.
    let stage = select(vec![StageId::NEW, StageId::SHIPPED, StageId::DELIVERED, StageId(9)]);
    prop_oneof![30 => select(&Field::ALL[..]), 1 => own, 2 => stage.prop_map(Field::AtStage)]
}

/// A condition that goes with its field; texts of the shop's own kind, or of these.
fn condition(texts: BoxedStrategy<String>) -> impl Strategy<Value = Condition> {
    (any_field(), any_span(), any::<bool>()).prop_flat_map(move |(field, span, is_negated)| {
        let kind = field.kind();
        let texts = texts.clone();
        let span = if field.takes_span() { span } else { Span::Ever };
        let asked =
            select(kind.tests()).prop_flat_map(move |verb| any_asked(verb, kind, texts.clone()));
        asked.prop_filter_map("means nothing", move |asked| {
            Condition::within(field, span, Test { asked, is_negated }).ok()
        })
    })
}

pub(crate) fn any_condition() -> impl Strategy<Value = Condition> {
    condition(any_word().boxed())
}

/// What a newer version may write.
fn any_unread() -> impl Strategy<Value = Item> {
    const TEXTS: [&str; 5] = [
        "points over 20",
        "points of(the \"newer;)\"; sort) is \"\\\"\"",
        "tag sounds-like \"x\"",
        "none(company yes; company no)",
        "spent over 20000",
    ];
    select(&TEXTS[..]).prop_map(|condition| {
        let read = text::parse(&format!("all({condition})")).expect("it has an end");
        assert_eq!(read.misread.len(), 1, "{condition}");
        read.filter.group().items[0].clone()
    })
}

fn filter_of(condition: BoxedStrategy<Condition>) -> impl Strategy<Value = Filter> {
    let item = prop_oneof![9 => condition.prop_map(Item::Condition), 1 => any_unread()];
    let group = |item: BoxedStrategy<Item>| {
        (any::<bool>(), vec(item, 0..4))
            .prop_map(|(is_all, items)| if is_all { Group::all(items) } else { Group::any(items) })
    };
    let leaf = item.boxed();
    let inner = group(leaf.clone()).prop_map(Item::Group);
    let middle = group(prop_oneof![3 => leaf.clone(), 1 => inner].boxed()).prop_map(Item::Group);
    let outer = group(prop_oneof![2 => leaf, 1 => middle].boxed());
    outer.prop_filter_map("too large", |group| Filter::new(group).ok())
}

/// A filter that somebody of the shops made up here may fit.
pub(crate) fn any_filter() -> impl Strategy<Value = Filter> {
    filter_of(any_condition().boxed())
}

/// A filter with any text at all in it.
pub(crate) fn any_written_filter() -> impl Strategy<Value = Filter> {
    let text = prop_oneof!["\\PC{1,12}", "[a-z\"\\\\;,()\n\r\t ]{1,12}"];
    filter_of(condition(text.boxed()).boxed())
}
