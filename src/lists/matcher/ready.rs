//! A condition made ready: the field, and the answers that are wanted.

use super::bought::Bought;
use super::needles::{How, Needles};
use super::year::DaysOfYear;
use crate::figures::visit::Period;
use crate::lists::base::Base;
use crate::lists::choice::Choice;
use crate::lists::field::Field;
use crate::lists::filter::Condition;
use crate::lists::kind::Kind;
use crate::lists::reader::source::{AmountOf, Source};
use crate::lists::reader::{Reader, Row};
use crate::lists::test::Asked;
use crate::units::calendar::Day;

/// A condition made ready.
#[derive(Debug)]
pub(super) struct Ready {
    source: Source,
    /// The days in which purchases count.
    period: Period,
    answers: Answers,
    is_negated: bool,
}

/// Which answers of a field are wanted.
#[derive(Debug)]
enum Answers {
    Yes,
    /// One of these, each a bit.
    OneOf(u32),
    /// From so much to so much, in thousandths or minor units.
    Amounts(i64, i64),
    Days(Period),
    DaysOfYear(Box<DaysOfYear>),
    Texts(Needles),
    /// Of what was bought.
    Bought(Box<Bought>),
    KnownChoice,
    KnownAmount,
    KnownDay,
    KnownBirthday,
}

impl Ready {
    pub(super) fn new(condition: &Condition, base: &Base<'_>) -> Self {
        let (field, test) = (condition.field(), condition.test());
        let period = condition.span().period(base.now());
        let kind = field.kind_in(base.book()).unwrap_or(field.kind());
        let answers = answers(field, kind, &test.asked, base, period);
        let source = Source::of(field);
        Self { source, period, answers, is_negated: test.is_negated }
    }

    pub(super) fn holds(&self, reader: &Reader<'_>, row: &Row<'_>, folded: &mut String) -> bool {
        self.is_so(reader, row, folded) != self.is_negated
    }

    fn is_so(&self, reader: &Reader<'_>, row: &Row<'_>, folded: &mut String) -> bool {
        let source = self.source;
        let amount = || reader.amount(source, self.period, row);
        match &self.answers {
            Answers::Yes => reader.is_so(source, row),
            Answers::OneOf(wanted) => {
                reader.choice(source, row).is_some_and(|choice| wanted & bit(choice) != 0)
            }
            Answers::Amounts(low, high) => {
                amount().is_some_and(|amount| (*low..=*high).contains(&amount))
            }
            Answers::Days(period) => reader.day(source, row).is_some_and(|day| period.holds(day)),
            Answers::DaysOfYear(days) => {
                row.customer().birthday().is_some_and(|birthday| days.hold(birthday))
            }
            Answers::Texts(needles) => {
                reader.any_text(source, row, &mut |text| needles.find(text, folded))
            }
            Answers::Bought(bought) => bought.holds(reader, row, folded),
            Answers::KnownChoice => reader.choice(source, row).is_some(),
            Answers::KnownAmount => amount().is_some(),
            Answers::KnownDay => reader.day(source, row).is_some(),
            Answers::KnownBirthday => row.customer().birthday().is_some(),
        }
    }

    /// What it asks of purchases, if it does.
    pub(super) fn bought(&self) -> Option<&Bought> {
        if let Answers::Bought(bought) = &self.answers { Some(bought) } else { None }
    }

    /// What it costs to ask, roughly in nanoseconds.
    pub(super) fn cost(&self) -> u32 {
        match self.source {
            Source::Amount(AmountOf::WordWorth | AmountOf::ComesAlone) => 5_000,
            Source::Bought(_) => 2_000,
            Source::Text(_) | Source::Members(_) | Source::Own(_) => 200,
            Source::YesNo(_) | Source::AtStage(_) | Source::Birthday => 80,
            Source::Choice(_) | Source::Amount(_) | Source::Day(_) => 40,
        }
    }
}

fn bit(choice: Choice) -> u32 {
    1 << choice.place()
}

/// From more to less: nothing lies there.
const NO_AMOUNT: Answers = Answers::Amounts(1, 0);

/// A day somebody was entered on may be any, by a clock that was wrong.
const EARLIEST: Day = Day(i32::MIN);
const LATEST: Day = Day(i32::MAX);

fn answers(field: Field, kind: Kind, asked: &Asked, base: &Base<'_>, period: Period) -> Answers {
    let today = base.now().today;
    let texts = |how, texts: &[String]| {
        let needles = Needles::new(field, how, texts);
        if let Source::Bought(of) = Source::of(field) {
            Answers::Bought(Box::new(Bought::new(of, period, needles)))
        } else {
            Answers::Texts(needles)
        }
    };
    let days = |period| match kind {
        Kind::Birthday => Answers::DaysOfYear(Box::new(DaysOfYear::of(period))),
        Kind::Text
        | Kind::Choice(_)
        | Kind::YesNo
        | Kind::Number
        | Kind::Money
        | Kind::Day
        | Kind::Own => Answers::Days(period),
    };
    match asked {
        Asked::Is(wanted) => texts(How::Is, wanted),
        Asked::Contains(wanted) => texts(How::Contains, wanted),
        Asked::Begins(wanted) => texts(How::Begins, wanted),
        Asked::OneOf(choices) => {
            Answers::OneOf(choices.iter().fold(0, |bits, choice| bits | bit(*choice)))
        }
        Asked::Yes => Answers::Yes,
        Asked::Over(limit) => match limit.amount().checked_add(1) {
            Some(least) => Answers::Amounts(least, i64::MAX),
            None => NO_AMOUNT,
        },
        Asked::Under(limit) => match limit.amount().checked_sub(1) {
            Some(most) => Answers::Amounts(i64::MIN, most),
            None => NO_AMOUNT,
        },
        Asked::Between(low, high) => Answers::Amounts(low.amount(), high.amount()),
        Asked::Equals(limit) => Answers::Amounts(limit.amount(), limit.amount()),
        Asked::InLast(stretch) => days(stretch.up_to(today)),
        Asked::OlderThan(stretch) => days(Period { from: EARLIEST, to: stretch.before(today) }),
        Asked::InNext(stretch) => days(stretch.from_now(today)),
        Asked::Before(day) => days(Period { from: EARLIEST, to: day.plus(-1) }),
        Asked::After(day) => days(Period { from: day.plus(1), to: LATEST }),
        Asked::BetweenDays(from, to) => days(Period { from: *from, to: *to }),
        Asked::ThisMonth => days(base.now().month),
        Asked::ThisYear => days(base.now().year),
        Asked::Known => match kind {
            Kind::Text | Kind::Own => texts(How::Known, &[]),
            Kind::Choice(_) => Answers::KnownChoice,
            Kind::YesNo => Answers::Yes,
            Kind::Number | Kind::Money => Answers::KnownAmount,
            Kind::Day => Answers::KnownDay,
            Kind::Birthday => Answers::KnownBirthday,
        },
    }
}
