//! One condition in the making.

use crate::book::Book;
use crate::lists::cell::Number;
use crate::lists::choice::Choice;
use crate::lists::draft::texts;
use crate::lists::field::Field;
use crate::lists::filter::Condition;
use crate::lists::kind::{Kind, Takes, Verb};
use crate::lists::span::{Span, Stretch, Unit};
use crate::lists::test::{Asked, Limit, Test, TestRefusal};
use crate::trade::typed::{self, TypedRefusal};
use crate::units::calendar::Day;
use crate::units::digits;
use crate::units::money::{Currency, Money};
use crate::units::numbers::{NumberKind, decimal_mark, read_thousandths};

/// From when to when purchases count, as a form offers it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpanKind {
    /// All of them.
    #[default]
    Ever,
    /// The last so many days, weeks, months or years.
    Last,
    /// The month of today.
    ThisMonth,
    /// The year of today.
    ThisYear,
    /// From a day to a day.
    Between,
}

impl SpanKind {
    /// All of them, as a form shows them.
    pub const ALL: [Self; 5] =
        [Self::Ever, Self::Last, Self::ThisMonth, Self::ThisYear, Self::Between];
}

/// One condition in the making: what was typed and chosen, whether it is needed now or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// By what it is told from the others.
    pub key: u32,
    /// What is asked.
    pub field: Field,
    /// The question.
    pub verb: Verb,
    /// Whether "no" is the answer that is wanted.
    pub is_negated: bool,
    /// Texts, parted by commas.
    pub texts: String,
    /// What is chosen.
    pub choices: Vec<Choice>,
    /// A number or an amount, or the lower of two.
    pub low: String,
    /// The higher of two.
    pub high: String,
    /// How many days, weeks, months or years.
    pub n: String,
    /// Which of these.
    pub unit: Unit,
    /// A day, or the first of two, as `2026-03-17`.
    pub from: String,
    /// The second.
    pub to: String,
    /// From when to when purchases count.
    pub span: SpanKind,
    /// How many days, weeks, months or years these are.
    pub span_n: String,
    /// Which of these.
    pub span_unit: Unit,
    /// The first day of it.
    pub span_from: String,
    /// The last.
    pub span_to: String,
    /// The condition as it was kept, where its field is gone.
    gone: Option<Condition>,
}

/// What a condition waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfinished {
    /// Nothing is typed or chosen yet.
    #[error("nothing typed")]
    NothingTyped,
    /// What is typed is no number.
    #[error("not a number")]
    NotANumber,
    /// What is typed is no amount.
    #[error(transparent)]
    NotAnAmount(TypedRefusal),
    /// What is typed is no day.
    #[error("not a day")]
    NotADay,
    /// The field is gone.
    #[error("no such field")]
    FieldGone,
    /// It would mean nothing.
    #[error(transparent)]
    Refused(TestRefusal),
}

impl Asking {
    /// The condition as it was kept, where its field is gone: then it fits nobody, as before.
    pub(super) fn gone(&self) -> Option<Condition> {
        self.gone.clone()
    }

    /// A new condition about a field.
    pub(super) fn about(key: u32, field: Field, book: &Book) -> Self {
        let mut asking = Self {
            key,
            field,
            verb: Verb::Known,
            is_negated: false,
            texts: String::new(),
            choices: Vec::new(),
            low: String::new(),
            high: String::new(),
            n: String::from("30"),
            unit: Unit::Days,
            from: String::new(),
            to: String::new(),
            span: SpanKind::Ever,
            span_n: String::from("12"),
            span_unit: Unit::Months,
            span_from: String::new(),
            span_to: String::new(),
            gone: None,
        };
        asking.choose_field(field, book);
        asking
    }

    /// A condition of a filter.
    pub(super) fn of(key: u32, condition: &Condition, book: &Book) -> Self {
        let mut asking = Self::about(key, condition.field(), book);
        let Test { asked, is_negated } = condition.test();
        (asking.verb, asking.is_negated) = (asked.verb(), *is_negated);
        asking.take(asked);
        asking.take_span(condition.span());
        asking.gone = asking.field.kind_in(book).is_none().then(|| condition.clone());
        asking
    }

    /// Asks another field; the question stays where that takes it.
    pub fn choose_field(&mut self, field: Field, book: &Book) {
        self.field = field;
        self.gone = None;
        let tests = field.kind_in(book).map_or(&[][..], Kind::tests);
        if !tests.contains(&self.verb) || self.verb == Verb::Known {
            self.verb = tests.first().copied().unwrap_or(Verb::Known);
            self.is_negated = false;
        }
        let choices = field.kind().choices();
        self.choices.retain(|choice| Some(choice.of()) == choices);
        if !field.takes_span() {
            self.span = SpanKind::Ever;
        }
    }

    /// Takes a choice in, or out.
    pub fn toggle(&mut self, choice: Choice) {
        match self.choices.iter().position(|known| *known == choice) {
            Some(at) => drop(self.choices.remove(at)),
            None => self.choices.push(choice),
        }
    }

    /// The condition.
    ///
    /// # Errors
    /// What it still waits for.
    pub fn condition(&self, book: &Book) -> Result<Condition, Unfinished> {
        let kind = self.field.kind_in(book).ok_or(Unfinished::FieldGone)?;
        let test = Test { asked: self.asked(kind, book)?, is_negated: self.is_negated };
        Condition::within(self.field, self.span()?, test).map_err(Unfinished::Refused)
    }

    fn asked(&self, kind: Kind, book: &Book) -> Result<Asked, Unfinished> {
        let limit = |text: &str| limit(text, kind, book.shop().currency);
        Ok(match self.verb {
            Verb::Is => Asked::Is(self.all_texts()?),
            Verb::Contains => Asked::Contains(self.all_texts()?),
            Verb::Begins => Asked::Begins(self.all_texts()?),
            Verb::OneOf if self.choices.is_empty() => return Err(Unfinished::NothingTyped),
            Verb::OneOf => Asked::OneOf(self.choices.clone()),
            Verb::Yes => Asked::Yes,
            Verb::Over => Asked::Over(limit(&self.low)?),
            Verb::Under => Asked::Under(limit(&self.low)?),
            Verb::Equals => Asked::Equals(limit(&self.low)?),
            Verb::Between => Asked::Between(limit(&self.low)?, limit(&self.high)?),
            Verb::InLast => Asked::InLast(self.stretch()?),
            Verb::OlderThan => Asked::OlderThan(self.stretch()?),
            Verb::InNext => Asked::InNext(self.stretch()?),
            Verb::Before => Asked::Before(day(&self.from)?),
            Verb::After => Asked::After(day(&self.from)?),
            Verb::BetweenDays => Asked::BetweenDays(day(&self.from)?, day(&self.to)?),
            Verb::ThisMonth => Asked::ThisMonth,
            Verb::ThisYear => Asked::ThisYear,
            Verb::Known => Asked::Known,
        })
    }

    fn all_texts(&self) -> Result<Vec<String>, Unfinished> {
        let texts = texts::read(&self.texts);
        if texts.is_empty() { Err(Unfinished::NothingTyped) } else { Ok(texts) }
    }

    fn stretch(&self) -> Result<Stretch, Unfinished> {
        Ok(Stretch { n: whole(&self.n)?, unit: self.unit })
    }

    fn span(&self) -> Result<Span, Unfinished> {
        if !self.field.takes_span() {
            return Ok(Span::Ever);
        }
        Ok(match self.span {
            SpanKind::Ever => Span::Ever,
            SpanKind::ThisMonth => Span::ThisMonth,
            SpanKind::ThisYear => Span::ThisYear,
            SpanKind::Last => Span::Last(Stretch { n: whole(&self.span_n)?, unit: self.span_unit }),
            SpanKind::Between => Span::Between(day(&self.span_from)?, day(&self.span_to)?),
        })
    }

    fn take(&mut self, asked: &Asked) {
        match asked {
            Asked::Is(texts) | Asked::Contains(texts) | Asked::Begins(texts) => {
                self.texts = texts::written(texts);
            }
            Asked::OneOf(choices) => self.choices.clone_from(choices),
            Asked::Over(limit) | Asked::Under(limit) | Asked::Equals(limit) => {
                self.low = written(*limit);
            }
            Asked::Between(low, high) => {
                (self.low, self.high) = (written(*low), written(*high));
            }
            Asked::InLast(stretch) | Asked::OlderThan(stretch) | Asked::InNext(stretch) => {
                (self.n, self.unit) = (stretch.n.to_string(), stretch.unit);
            }
            Asked::Before(day) | Asked::After(day) => self.from = day.date().to_string(),
            Asked::BetweenDays(from, to) => {
                (self.from, self.to) = (from.date().to_string(), to.date().to_string());
            }
            Asked::Yes | Asked::ThisMonth | Asked::ThisYear | Asked::Known => {}
        }
    }

    fn take_span(&mut self, span: Span) {
        self.span = match span {
            Span::Ever => SpanKind::Ever,
            Span::ThisMonth => SpanKind::ThisMonth,
            Span::ThisYear => SpanKind::ThisYear,
            Span::Last(stretch) => {
                (self.span_n, self.span_unit) = (stretch.n.to_string(), stretch.unit);
                SpanKind::Last
            }
            Span::Between(from, to) => {
                (self.span_from, self.span_to) = (from.date().to_string(), to.date().to_string());
                SpanKind::Between
            }
        };
    }

    /// What the form shows beside field and question.
    #[must_use]
    pub fn takes(&self) -> Takes {
        self.verb.takes()
    }
}

fn whole(text: &str) -> Result<u32, Unfinished> {
    match digits::to_ascii(text.trim()).as_ref() {
        "" => Err(Unfinished::NothingTyped),
        text => text.parse().or(Err(Unfinished::NotANumber)),
    }
}

fn day(text: &str) -> Result<Day, Unfinished> {
    match text.trim() {
        "" => Err(Unfinished::NothingTyped),
        text => text.parse().map(Day::from_date).or(Err(Unfinished::NotADay)),
    }
}

fn limit(text: &str, kind: Kind, currency: Currency) -> Result<Limit, Unfinished> {
    if text.trim().is_empty() {
        return Err(Unfinished::NothingTyped);
    }
    if kind == Kind::Money {
        let amount = typed::amount(text, currency).map_err(Unfinished::NotAnAmount)?;
        return Ok(Limit::Money(amount.ok_or(Unfinished::NothingTyped)?, currency));
    }
    let mark = decimal_mark([text], NumberKind::Quantity).unwrap_or_default();
    let number = read_thousandths(text, mark).or(Err(Unfinished::NotANumber))?;
    Ok(Limit::Number(Number(number)))
}

/// A limit as a form shows it, to be typed over.
fn written(limit: Limit) -> String {
    match limit {
        Limit::Money(Money(minor), currency) => typed::plain(Money(minor), currency),
        Limit::Number(Number(thousandths)) => plain(thousandths),
    }
}

/// Thousandths as a number without needless zeros.
fn plain(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let decimals = format!("{rest:03}");
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}.{decimals}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_without_needless_zeros() {
        for (thousandths, text) in [(0, "0"), (1_500, "1.5"), (-250, "-0.25"), (12_000, "12")] {
            assert_eq!(plain(thousandths), text);
            let limit = limit(text, Kind::Number, Currency::default());
            assert_eq!(limit, Ok(Limit::Number(Number(thousandths))));
        }
    }
}
