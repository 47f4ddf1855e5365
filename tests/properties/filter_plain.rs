//! Who fits a filter, worked out anew for each customer from the rules alone: slow and plain.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use regulars::book::Book;
use regulars::figures::abc_xyz::{self, Abc, AbcXyzLimits, Border, Measure, Xyz};
use regulars::figures::ladder::Step;
use regulars::figures::overview::Overview;
use regulars::figures::rhythm::{Basis, Status};
use regulars::figures::size::{Band, SizeGroup};
use regulars::lists::choice::{Choice, Said};
use regulars::lists::field::Field;
use regulars::lists::filter::{Condition, Filter, Group, Item, Joined};
use regulars::lists::span::{Span, Stretch, Unit};
use regulars::lists::test::{Asked, Limit};
use regulars::people::customer::{Customer, Fact, Member};
use regulars::people::find::fold;
use regulars::trade::order::{Payment, StageId};
use regulars::trade::purchase::Purchase;
use regulars::units::calendar::Day;
use regulars::units::id::CustomerId;
use regulars::units::money::Money;

/// What a field says.
#[derive(Debug, PartialEq)]
enum Value {
    Texts(Vec<String>),
    Choice(Choice),
    Yes(bool),
    Amount(i64),
    Day(Day),
    Birthday(u32, u32),
    Nothing,
}

/// A shop whose clock is that of Greenwich.
pub(crate) struct Plain<'a> {
    pub(crate) book: &'a Book,
    pub(crate) overview: &'a Overview,
}

impl Plain<'_> {
    /// Everybody who fits, in the order of ids.
    pub(crate) fn all(&self, filter: &Filter) -> Vec<CustomerId> {
        let ids = self.book.customers().keys().copied();
        ids.filter(|id| self.group(filter.group(), *id)).collect()
    }

    fn group(&self, group: &Group, id: CustomerId) -> bool {
        let mut n_fulfilled = 0;
        for item in &group.items {
            let is_fulfilled = match item {
                Item::Condition(condition) => self.condition(condition, id),
                Item::Group(inner) => self.group(inner, id),
                Item::Unread(_) => false,
            };
            n_fulfilled += usize::from(is_fulfilled);
        }
        match group.joined {
            Joined::All => n_fulfilled == group.items.len(),
            Joined::Any => n_fulfilled > 0,
        }
    }

    pub(crate) fn is_judged(&self, condition: &Condition) -> bool {
        let shop = self.book.shop().currency;
        let is_ours = |limit: &Limit| match limit {
            Limit::Money(_, currency) => *currency == shop,
            Limit::Number(_) => true,
        };
        let is_gone = match condition.field() {
            Field::Custom(_) => true,
            Field::AtStage(stage) => !StageId::FIRST.contains(&stage),
            _ => false,
        };
        let is_foreign = match &condition.test().asked {
            Asked::Over(limit) | Asked::Under(limit) | Asked::Equals(limit) => !is_ours(limit),
            Asked::Between(low, high) => !is_ours(low) || !is_ours(high),
            _ => false,
        };
        !is_gone && !is_foreign
    }

    fn condition(&self, condition: &Condition, id: CustomerId) -> bool {
        if !self.is_judged(condition) {
            return false;
        }
        let value = self.value(condition.field(), condition.span(), id);
        let answer = self.answer(condition.field(), &value, &condition.test().asked);
        answer != condition.test().is_negated
    }

    fn today(&self) -> NaiveDate {
        self.overview.today().date()
    }

    fn answer(&self, field: Field, value: &Value, asked: &Asked) -> bool {
        match (value, asked) {
            (value, Asked::Known) => *value != Value::Nothing && *value != Value::Texts(vec![]),
            (Value::Yes(yes), _) => *yes,
            (Value::Texts(texts), asked) => {
                texts.iter().any(|text| text_answers(field, text, asked))
            }
            (Value::Choice(choice), Asked::OneOf(wanted)) => wanted.contains(choice),
            (Value::Amount(amount), asked) => amount_answers(*amount, asked),
            (Value::Day(day), asked) => self.day_answers(day.date(), asked),
            (Value::Birthday(month, day), asked) => {
                let this_year = self.today().year();
                // Whatever stretch is asked for, it lies within these years.
                (this_year - 45..this_year + 45).any(|year| {
                    let kept = NaiveDate::from_ymd_opt(year, *month, *day)
                        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
                        .expect("28 February is there every year");
                    self.day_answers(kept, asked)
                })
            }
            (Value::Nothing, _) | (Value::Choice(_), _) => false,
        }
    }

    fn day_answers(&self, day: NaiveDate, asked: &Asked) -> bool {
        let today = self.today();
        match asked {
            Asked::InLast(stretch) => before(today, *stretch) < day && day <= today,
            Asked::OlderThan(stretch) => day <= before(today, *stretch),
            Asked::InNext(stretch) => today <= day && day <= after(today, *stretch),
            Asked::Before(other) => day < other.date(),
            Asked::After(other) => day > other.date(),
            Asked::BetweenDays(from, to) => from.date() <= day && day <= to.date(),
            Asked::ThisMonth => (day.year(), day.month()) == (today.year(), today.month()),
            Asked::ThisYear => day.year() == today.year(),
            other => panic!("{other:?} is no question to a day"),
        }
    }

    fn is_in(&self, span: Span, day: Day) -> bool {
        let (date, today) = (day.date(), self.today());
        let is_in = match span {
            Span::Ever => true,
            Span::Last(stretch) => self.day_answers(date, &Asked::InLast(stretch)),
            Span::ThisMonth => self.day_answers(date, &Asked::ThisMonth),
            Span::ThisYear => self.day_answers(date, &Asked::ThisYear),
            Span::Between(from, to) => from <= day && day <= to,
        };
        is_in && date <= today
    }

    /// The purchases that count, and what was paid for each in the end.
    fn purchases(&self, span: Span, id: CustomerId) -> Vec<(Day, Money, Purchase)> {
        let mut list = Vec::new();
        for (purchase_id, bought) in self.book.purchases() {
            let is_wrong = self.overview.dated_by_wrong_clock().contains(purchase_id);
            let given_back: Money = bought.refunds().iter().map(|refund| refund.amount).sum();
            let is_returned = given_back > Money::ZERO && given_back >= bought.amount();
            let day = bought.at().day.max(Day::FIRST);
            let is_theirs = bought.customer() == Some(id);
            if is_theirs && !is_wrong && !is_returned && self.is_in(span, day) {
                list.push((day, bought.amount() - given_back, bought.purchase()));
            }
        }
        list
    }

    /// Money by day.
    fn visits(&self, span: Span, id: CustomerId) -> BTreeMap<Day, Money> {
        let mut visits = BTreeMap::new();
        for (day, paid, _) in self.purchases(span, id) {
            *visits.entry(day).or_insert(Money::ZERO) += paid;
        }
        visits
    }

    fn value(&self, field: Field, span: Span, id: CustomerId) -> Value {
        let customer = self.book.customer(id).expect("one of the book");
        let visits = || self.visits(span, id);
        let n = |n: usize| i64::try_from(n).expect("a few");
        match field {
            Field::Visits => Value::Amount(n(visits().len()) * 1_000),
            Field::Spent => Value::Amount(visits().values().copied().sum::<Money>().0),
            Field::AverageCheck => {
                let visits = visits();
                let spent: Money = visits.values().copied().sum();
                let n = u32::try_from(visits.len()).expect("a few");
                spent.per(n).map_or(Value::Nothing, |average| Value::Amount(average.0))
            }
            Field::Product => self.texts(span, id, |bought| {
                bought.lines.iter().map(|line| line.product.clone()).collect()
            }),
            Field::ServedBy => self.texts(span, id, |bought| vec![bought.employee.clone()]),
            Field::SoldAt => self.texts(span, id, |bought| vec![bought.channel.clone()]),
            Field::FirstVisit => visits().keys().next().map_or(Value::Nothing, |d| Value::Day(*d)),
            Field::LastVisit => {
                visits().keys().next_back().map_or(Value::Nothing, |d| Value::Day(*d))
            }
            Field::Entered => {
                let days = id.0.time_ms() / 86_400_000;
                Value::Day(Day(i32::try_from(days).expect("a day")))
            }
            Field::WordWorth => {
                self.overview.word(id).map_or(Value::Nothing, |word| Value::Amount(word.worth().0))
            }
            Field::ComesAlone => self.overview.comes_alone(id).map_or(Value::Nothing, |chance| {
                Value::Amount(Money::from_f64(chance * 1_000.0).0 * 100)
            }),
            Field::OpenOrders | Field::Owed | Field::OwedBy | Field::AtStage(_) => {
                self.order(field, id)
            }
            Field::Status
            | Field::Segment
            | Field::Size
            | Field::Abc
            | Field::Xyz
            | Field::Step
            | Field::Gap
            | Field::Missed => self.figure(field, id),
            _ => fact(field, customer),
        }
    }

    /// What is said of orders about which something is still to be done.
    fn order(&self, field: Field, id: CustomerId) -> Value {
        let mut open = Vec::new();
        for (purchase, bought) in self.book.purchases() {
            let given_back: Money = bought.refunds().iter().map(|refund| refund.amount).sum();
            let is_returned = given_back > Money::ZERO && given_back >= bought.amount();
            let Some(order) = self.book.order(*purchase) else { continue };
            let is_done = order.stage == Some(StageId::DELIVERED) && order.payment == Payment::Paid;
            if bought.customer() == Some(id) && !is_returned && !is_done {
                let owed = match order.payment {
                    Payment::Paid => 0,
                    Payment::Unpaid => (bought.amount() - given_back).0,
                    Payment::Partly(paid) => (bought.amount() - given_back - paid).0.max(0),
                };
                open.push((order.stage, owed, order.due));
            }
        }
        match field {
            Field::OpenOrders => Value::Amount(i64::try_from(open.len()).expect("a few") * 1_000),
            Field::Owed => Value::Amount(open.iter().map(|(_, owed, _)| owed).sum()),
            Field::OwedBy => {
                let due = open.iter().filter(|(_, owed, _)| *owed > 0).filter_map(|it| it.2);
                due.min().map_or(Value::Nothing, Value::Day)
            }
            Field::AtStage(stage) => Value::Yes(open.iter().any(|(at, ..)| *at == Some(stage))),
            other => panic!("{other:?} is nothing of an order"),
        }
    }

    fn texts(&self, span: Span, id: CustomerId, texts: impl Fn(&Purchase) -> Vec<String>) -> Value {
        let all = self.purchases(span, id);
        let texts = all.iter().flat_map(|(_, _, bought)| texts(bought));
        Value::Texts(texts.filter(|text| !text.is_empty()).collect())
    }

    fn figure(&self, field: Field, id: CustomerId) -> Value {
        let standing = self.overview.standing(id);
        if field == Field::Status {
            return Value::Choice(Choice::Status(standing.map(|known| known.rhythm.status)));
        }
        let n_visits = self.visits(Span::Ever, id).len();
        let Some(standing) = standing else {
            assert_eq!(n_visits, 0);
            let is_step = field == Field::Step;
            return if is_step { Value::Choice(Choice::Step(Step::Lead)) } else { Value::Nothing };
        };
        let rhythm = standing.rhythm;
        let choice = match field {
            Field::Segment => Choice::Segment(standing.segment),
            Field::Size => Choice::Size(self.size(id)),
            Field::Step => Choice::Step(match (n_visits, rhythm.basis, rhythm.status) {
                (1, _, _) => Step::Buyer,
                (_, Basis::Own, Status::Asleep | Status::Lost | Status::Unknown) => Step::Client,
                (_, Basis::Own, _) => Step::Regular,
                (_, _, _) => Step::Client,
            }),
            Field::Abc | Field::Xyz => {
                return self.class(field, id).map_or(Value::Nothing, Value::Choice);
            }
            Field::Gap => {
                let gap = rhythm.gap_tenths.map(|tenths| Value::Amount(i64::from(tenths) * 100));
                return gap.unwrap_or(Value::Nothing);
            }
            _ => return Value::Amount(i64::from(rhythm.missed) * 1_000),
        };
        Value::Choice(choice)
    }

    fn size(&self, id: CustomerId) -> SizeGroup {
        let visits = self.visits(Span::Ever, id);
        let spent: Money = visits.values().copied().sum();
        let limits = self.overview.figures().terms().sizes;
        if visits.len() == 1 {
            SizeGroup::OneTime
        } else if spent >= limits.large_from() {
            SizeGroup::Repeat(Band::Large)
        } else if spent >= limits.middle_from() {
            SizeGroup::Repeat(Band::Middle)
        } else {
            SizeGroup::Repeat(Band::Small)
        }
    }

    /// By the nine cells.
    fn class(&self, field: Field, id: CustomerId) -> Option<Choice> {
        let (visits, today) = (self.overview.figures().visits(), self.overview.today());
        let first = visits.first_day(today)?;
        let months = abc_xyz::Months::between(first, today);
        let items = abc_xyz::of_customers(visits, Measure::Income, months, today);
        let number = self.overview.number(id)?;
        let place = items.iter().position(|item| item.number == number)?;
        if field == Field::Xyz {
            let variation = items[place].variation?;
            let xyz = [(0.5, Xyz::X), (1.0, Xyz::Y), (f64::MAX, Xyz::Z)];
            return xyz
                .iter()
                .find(|(most, _)| variation <= *most)
                .map(|(_, xyz)| Choice::Xyz(*xyz));
        }
        let amounts: Vec<Money> = items.iter().map(|item| item.amount).collect();
        let classes: Vec<Abc> = abc_xyz::abc(&amounts, AbcXyzLimits::default(), Border::Inside);
        Some(Choice::Abc(classes[place]))
    }
}

fn fact(field: Field, customer: &Customer) -> Value {
    let mut texts = Vec::new();
    let mut value = Value::Nothing;
    for fact in customer.facts() {
        match (field, fact) {
            (Field::Name, Fact::Name(text))
            | (Field::Card, Fact::Card(text))
            | (Field::FileId, Fact::FileId(text))
            | (Field::Source, Fact::Source(text))
            | (Field::KeptBy, Fact::KeptBy(text))
            | (Field::Note, Fact::Note(text))
            | (Field::BestTime, Fact::BestTime(text)) => texts.push(text.clone()),
            (Field::Company, Fact::Company(yes))
            | (Field::NeverWrite, Fact::NeverWrite(yes))
            | (Field::BroughtIn, Fact::BroughtIn(yes)) => {
                value = Value::Yes(*yes);
            }
            (Field::Photo, Fact::Photo(photo)) => value = Value::Yes(photo.is_some()),
            (Field::Referred, Fact::ReferredBy(by)) => value = Value::Yes(by.is_some()),
            (Field::Birthday, Fact::Birthday(Some(on))) => {
                value = Value::Birthday(on.month(), on.day());
            }
            (Field::Prefers, Fact::Prefers(Some(by))) => {
                value = Value::Choice(Choice::Channel(*by));
            }
            (Field::Consent(by), Fact::Consent(of, consent)) if by == *of => {
                let said = if consent.given { Said::Given } else { Said::Refused };
                value = Value::Choice(Choice::Said(said));
            }
            _ => {}
        }
    }
    for member in customer.members() {
        match (field, member) {
            (Field::Phone, Member::Phone(text))
            | (Field::Email, Member::Email(text))
            | (Field::Messenger, Member::Messenger(_, text))
            | (Field::Address, Member::Address(text))
            | (Field::Tag, Member::Tag(text))
            | (Field::Likes, Member::Likes(text)) => texts.push(text.clone()),
            _ => {}
        }
    }
    texts.retain(|text| !text.is_empty());
    match (field, value) {
        (Field::Consent(_), Value::Nothing) => Value::Choice(Choice::Said(Said::Nothing)),
        (
            Field::Company | Field::Referred | Field::NeverWrite | Field::BroughtIn | Field::Photo,
            Value::Nothing,
        ) => Value::Yes(false),
        (Field::Birthday | Field::Prefers, Value::Nothing) => Value::Nothing,
        (_, Value::Nothing) => Value::Texts(texts),
        (_, value) => value,
    }
}

fn text_answers(field: Field, text: &str, asked: &Asked) -> bool {
    let plain = |text: &str| {
        let folded = fold(text);
        let is_kept = |letter: &char| field != Field::Phone || letter.is_alphanumeric();
        folded.chars().filter(is_kept).collect::<String>()
    };
    let text = plain(text);
    let words = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort();
        words
    };
    // A word begins at the start, and after anything that is no letter and no digit.
    let begins = |word: &String| {
        let letters: Vec<char> = text.chars().collect();
        let is_start = |at: usize| at == 0 || !letters[at - 1].is_alphanumeric();
        (0..letters.len())
            .any(|at| is_start(at) && letters[at..].iter().collect::<String>().starts_with(word))
    };
    match asked {
        Asked::Is(wanted) => wanted.iter().any(|one| words(&plain(one)) == words(&text)),
        Asked::Contains(wanted) => {
            wanted.iter().any(|one| words(&plain(one)).iter().all(|word| text.contains(word)))
        }
        Asked::Begins(wanted) => wanted.iter().any(|one| words(&plain(one)).iter().all(begins)),
        other => panic!("{other:?} is no question to a text"),
    }
}

fn amount_answers(amount: i64, asked: &Asked) -> bool {
    match asked {
        Asked::Over(limit) => amount > limit.amount(),
        Asked::Under(limit) => amount < limit.amount(),
        Asked::Between(low, high) => low.amount() <= amount && amount <= high.amount(),
        Asked::Equals(limit) => amount == limit.amount(),
        other => panic!("{other:?} is no question to a number"),
    }
}

fn before(day: NaiveDate, stretch: Stretch) -> NaiveDate {
    let days = |n: u32| day.checked_sub_days(chrono::Days::new(n.into()));
    let months = |n: u32| day.checked_sub_months(Months::new(n));
    moved(stretch, days, months)
}

fn after(day: NaiveDate, stretch: Stretch) -> NaiveDate {
    let days = |n: u32| day.checked_add_days(chrono::Days::new(n.into()));
    let months = |n: u32| day.checked_add_months(Months::new(n));
    moved(stretch, days, months)
}

fn moved(
    stretch: Stretch,
    days: impl Fn(u32) -> Option<NaiveDate>,
    months: impl Fn(u32) -> Option<NaiveDate>,
) -> NaiveDate {
    let moved = match stretch.unit {
        Unit::Days => days(stretch.n),
        Unit::Weeks => days(stretch.n * 7),
        Unit::Months => months(stretch.n),
        Unit::Years => months(stretch.n * 12),
    };
    moved.expect("a day of this calendar")
}
