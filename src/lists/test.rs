//! Tests: a question to a field with what it needs, and whether it is asked the other way round.

use crate::lists::cell::Number;
use crate::lists::choice::Choice;
use crate::lists::kind::{Kind, Verb};
use crate::lists::span::{LAST_DAY, MOST_UNITS, Stretch};
use crate::people::find::fold;
use crate::units::calendar::Day;
use crate::units::money::{Currency, Money};

/// The most texts or choices of one test.
pub const MOST_VALUES: usize = 50;

/// The most characters of a text of a test.
pub const MOST_CHARS: usize = 200;

/// Against what a number or an amount is held.
///
/// An amount carries its currency: were it a bare number, a shop that changes its currency would
/// change what its kept filters mean, and nobody would notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// A number.
    Number(Number),
    /// An amount in minor units of a currency.
    Money(Money, Currency),
}

/// A question with what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// Is it one of these texts, word for word, in any order of words?
    Is(Vec<String>),
    /// Does it hold each word of one of these, anywhere?
    Contains(Vec<String>),
    /// Does each word of one of these begin a word of it?
    Begins(Vec<String>),
    /// Is it one of these?
    OneOf(Vec<Choice>),
    /// Is it so?
    Yes,
    /// Is it larger?
    Over(Limit),
    /// Is it smaller?
    Under(Limit),
    /// Does it lie between two, both with it?
    Between(Limit, Limit),
    /// Is it exactly so much?
    Equals(Limit),
    /// Does it lie in the last days, today with them?
    InLast(Stretch),
    /// Is it so long ago or longer?
    OlderThan(Stretch),
    /// Does it come within the next days, today with them?
    InNext(Stretch),
    /// Does it lie before a day?
    Before(Day),
    /// Does it lie after a day?
    After(Day),
    /// Does it lie between two days, both with it?
    BetweenDays(Day, Day),
    /// Does it lie in the month of today?
    ThisMonth,
    /// Does it lie in the year of today?
    ThisYear,
    /// Is anything known at all?
    Known,
}

/// A question, and which answer is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Test {
    /// The question.
    pub asked: Asked,
    /// Whether "no" is the answer that is wanted: is none of these, is not known.
    pub is_negated: bool,
}

/// Why a test does not go with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TestRefusal {
    /// A field of this kind takes no such question.
    #[error("a {verb:?} test on a field of the kind {kind:?}")]
    DoesNotFit {
        /// The question.
        verb: Verb,
        /// The kind of the field.
        kind: Kind,
    },
    /// The field cannot be asked for a span of time.
    #[error("a span of time on a field that takes none")]
    TakesNoSpan,
    /// No text and no choice was given.
    #[error("nothing to compare with")]
    NothingChosen,
    /// A text without a letter, digit or sign.
    #[error("a blank text")]
    BlankText,
    /// A text that is too long.
    #[error("more than {most} characters")]
    TextTooLong {
        /// How many characters there may be.
        most: usize,
    },
    /// Too many texts or choices.
    #[error("more than {most} values")]
    TooManyValues {
        /// How many there may be.
        most: usize,
    },
    /// A choice of another field.
    #[error("{} is no choice of this field", .0.token())]
    OtherChoice(Choice),
    /// A number where an amount belongs, or an amount where a number does.
    #[error("an amount needs a currency, a number has none")]
    OtherLimit,
    /// Two amounts in two currencies.
    #[error("two currencies")]
    TwoCurrencies,
    /// The second of two does not lie above the first, or on it.
    #[error("the second lies below the first")]
    NotRising,
    /// A day before 1900 or after 9999.
    #[error("a day beyond the calendar")]
    DayOutOfRange,
    /// No days at all, or more than anybody counts.
    #[error("not 1 to {most}")]
    StretchOutOfRange {
        /// How many there may be.
        most: u32,
    },
}

impl Asked {
    /// The question without what it needs.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Self::Is(_) => Verb::Is,
            Self::Contains(_) => Verb::Contains,
            Self::Begins(_) => Verb::Begins,
            Self::OneOf(_) => Verb::OneOf,
            Self::Yes => Verb::Yes,
            Self::Over(_) => Verb::Over,
            Self::Under(_) => Verb::Under,
            Self::Between(..) => Verb::Between,
            Self::Equals(_) => Verb::Equals,
            Self::InLast(_) => Verb::InLast,
            Self::OlderThan(_) => Verb::OlderThan,
            Self::InNext(_) => Verb::InNext,
            Self::Before(_) => Verb::Before,
            Self::After(_) => Verb::After,
            Self::BetweenDays(..) => Verb::BetweenDays,
            Self::ThisMonth => Verb::ThisMonth,
            Self::ThisYear => Verb::ThisYear,
            Self::Known => Verb::Known,
        }
    }

    /// Asked so that "yes" is wanted.
    #[must_use]
    pub fn wanted(self) -> Test {
        Test { asked: self, is_negated: false }
    }

    /// Asked so that "no" is wanted.
    #[must_use]
    pub fn unwanted(self) -> Test {
        Test { asked: self, is_negated: true }
    }

    /// The currency of its amounts, if it has any.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        match self {
            Self::Over(limit)
            | Self::Under(limit)
            | Self::Equals(limit)
            | Self::Between(limit, _) => limit.currency(),
            Self::Is(_)
            | Self::Contains(_)
            | Self::Begins(_)
            | Self::OneOf(_)
            | Self::Yes
            | Self::InLast(_)
            | Self::OlderThan(_)
            | Self::InNext(_)
            | Self::Before(_)
            | Self::After(_)
            | Self::BetweenDays(..)
            | Self::ThisMonth
            | Self::ThisYear
            | Self::Known => None,
        }
    }

    /// Checks that a field of a kind takes it, and that what it needs is sound.
    ///
    /// # Errors
    /// What does not fit, or would mean nothing.
    pub fn check(&self, kind: Kind) -> Result<(), TestRefusal> {
        let verb = self.verb();
        if !kind.tests().contains(&verb) {
            return Err(TestRefusal::DoesNotFit { verb, kind });
        }
        match self {
            Self::Is(texts) | Self::Contains(texts) | Self::Begins(texts) => check_texts(texts),
            Self::OneOf(choices) => check_choices(choices, kind),
            Self::Over(limit) | Self::Under(limit) | Self::Equals(limit) => limit.check(kind),
            Self::Between(low, high) => check_limits(*low, *high, kind),
            Self::InLast(stretch) | Self::OlderThan(stretch) | Self::InNext(stretch) => {
                stretch.check()
            }
            Self::Before(day) | Self::After(day) => check_day(*day),
            Self::BetweenDays(from, to) => check_days(*from, *to),
            Self::Yes | Self::ThisMonth | Self::ThisYear | Self::Known => Ok(()),
        }
    }
}

impl Limit {
    fn currency(self) -> Option<Currency> {
        match self {
            Self::Number(_) => None,
            Self::Money(_, currency) => Some(currency),
        }
    }

    fn check(self, kind: Kind) -> Result<(), TestRefusal> {
        let is_money = self.currency().is_some();
        if is_money == (kind == Kind::Money) { Ok(()) } else { Err(TestRefusal::OtherLimit) }
    }

    /// In thousandths or minor units.
    #[must_use]
    pub fn amount(self) -> i64 {
        match self {
            Self::Number(Number(thousandths)) => thousandths,
            Self::Money(Money(minor), _) => minor,
        }
    }
}

impl Stretch {
    /// Checks that it is one that can be counted.
    ///
    /// # Errors
    /// None at all, or more than [`MOST_UNITS`].
    pub fn check(self) -> Result<(), TestRefusal> {
        if (1..=MOST_UNITS).contains(&self.n) {
            Ok(())
        } else {
            Err(TestRefusal::StretchOutOfRange { most: MOST_UNITS })
        }
    }
}

fn check_number_of(n: usize) -> Result<(), TestRefusal> {
    match n {
        0 => Err(TestRefusal::NothingChosen),
        1..=MOST_VALUES => Ok(()),
        _ => Err(TestRefusal::TooManyValues { most: MOST_VALUES }),
    }
}

fn check_texts(texts: &[String]) -> Result<(), TestRefusal> {
    check_number_of(texts.len())?;
    for text in texts {
        if text.chars().count() > MOST_CHARS {
            return Err(TestRefusal::TextTooLong { most: MOST_CHARS });
        }
        // What folds to nothing would be found in every text.
        if fold(text).trim().is_empty() {
            return Err(TestRefusal::BlankText);
        }
    }
    Ok(())
}

fn check_choices(choices: &[Choice], kind: Kind) -> Result<(), TestRefusal> {
    check_number_of(choices.len())?;
    match choices.iter().find(|choice| Some(choice.of()) != kind.choices()) {
        Some(other) => Err(TestRefusal::OtherChoice(*other)),
        None => Ok(()),
    }
}

fn check_limits(low: Limit, high: Limit, kind: Kind) -> Result<(), TestRefusal> {
    low.check(kind)?;
    high.check(kind)?;
    if low.currency() != high.currency() {
        return Err(TestRefusal::TwoCurrencies);
    }
    if low.amount() > high.amount() { Err(TestRefusal::NotRising) } else { Ok(()) }
}

fn check_day(day: Day) -> Result<(), TestRefusal> {
    let is_on_calendar = (Day::FIRST..=LAST_DAY).contains(&day);
    if is_on_calendar { Ok(()) } else { Err(TestRefusal::DayOutOfRange) }
}

/// Checks the first and last day of a stretch.
///
/// # Errors
/// One beyond the calendar, or a last day before the first.
pub fn check_days(from: Day, to: Day) -> Result<(), TestRefusal> {
    check_day(from)?;
    check_day(to)?;
    if from > to { Err(TestRefusal::NotRising) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::segment::Segment;
    use crate::lists::choice::Choices;
    use crate::lists::kind::Takes;
    use crate::lists::span::Unit;

    #[test]
    fn a_test_that_does_not_fit_is_refused() {
        let check = |asked: Asked, kind: Kind, expected: TestRefusal| {
            assert_eq!(asked.check(kind), Err(expected), "{asked:?}");
        };
        let eur = |minor| Limit::Money(Money(minor), Currency::default());
        let number = |n| Limit::Number(Number::whole(n));
        let does_not_fit = TestRefusal::DoesNotFit { verb: Verb::Over, kind: Kind::Text };
        check(Asked::Over(eur(1)), Kind::Text, does_not_fit);
        check(Asked::Over(number(1)), Kind::Money, TestRefusal::OtherLimit);
        check(Asked::Over(eur(1)), Kind::Number, TestRefusal::OtherLimit);
        check(Asked::Over(eur(1)), Kind::Own, TestRefusal::OtherLimit);
        check(Asked::Between(eur(2), eur(1)), Kind::Money, TestRefusal::NotRising);
        let huf = Limit::Money(Money(9), Currency::parse("HUF").unwrap());
        check(Asked::Between(eur(2), huf), Kind::Money, TestRefusal::TwoCurrencies);
        check(Asked::Is(vec![]), Kind::Text, TestRefusal::NothingChosen);
        check(Asked::Is(vec!["\u{200c} ".into()]), Kind::Text, TestRefusal::BlankText);
        let long = Asked::Contains(vec!["x".repeat(201)]);
        check(long, Kind::Text, TestRefusal::TextTooLong { most: 200 });
        let many = Asked::Begins(vec!["x".into(); 51]);
        check(many, Kind::Text, TestRefusal::TooManyValues { most: 50 });
        let segment = Choice::Segment(Segment::Loyal);
        let of_status = Kind::Choice(Choices::Status);
        check(Asked::OneOf(vec![segment]), of_status, TestRefusal::OtherChoice(segment));
        let days = |n| Stretch { n, unit: Unit::Days };
        let out = TestRefusal::StretchOutOfRange { most: MOST_UNITS };
        check(Asked::InLast(days(0)), Kind::Day, out);
        check(Asked::InNext(days(10_001)), Kind::Birthday, out);
        check(Asked::Before(Day(-30_000)), Kind::Day, TestRefusal::DayOutOfRange);
        check(Asked::BetweenDays(Day(2), Day(1)), Kind::Birthday, TestRefusal::NotRising);
    }

    #[test]
    fn each_verb_needs_what_the_table_says() {
        let number = Limit::Number(Number::whole(1));
        let week = Stretch { n: 1, unit: Unit::Weeks };
        let all = [
            (Asked::Is(vec![]), Takes::Texts),
            (Asked::Contains(vec![]), Takes::Texts),
            (Asked::Begins(vec![]), Takes::Texts),
            (Asked::OneOf(vec![]), Takes::Choices),
            (Asked::Yes, Takes::Nothing),
            (Asked::Over(number), Takes::Limit),
            (Asked::Under(number), Takes::Limit),
            (Asked::Between(number, number), Takes::TwoLimits),
            (Asked::Equals(number), Takes::Limit),
            (Asked::InLast(week), Takes::Stretch),
            (Asked::OlderThan(week), Takes::Stretch),
            (Asked::InNext(week), Takes::Stretch),
            (Asked::Before(Day(1)), Takes::Day),
            (Asked::After(Day(1)), Takes::Day),
            (Asked::BetweenDays(Day(1), Day(1)), Takes::TwoDays),
            (Asked::ThisMonth, Takes::Nothing),
            (Asked::ThisYear, Takes::Nothing),
            (Asked::Known, Takes::Nothing),
        ];
        assert_eq!(all.each_ref().map(|(asked, _)| asked.verb()), Verb::ALL);
        for (asked, takes) in all {
            assert_eq!(asked.verb().takes(), takes, "{asked:?}");
        }
    }
}
