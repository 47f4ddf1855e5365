//! A filter, written.

use crate::lists::cell::Number;
use crate::lists::choice::Choice;
use crate::lists::field::Field;
use crate::lists::filter::{Condition, Filter, Group, Item};
use crate::lists::span::{Span, Stretch};
use crate::lists::test::{Asked, Limit, Test};
use crate::units::calendar::Day;
use crate::units::money::{Currency, Money};

pub(super) fn filter(filter: &Filter) -> String {
    group(filter.group())
}

fn group(group: &Group) -> String {
    let items: Vec<String> = group.items.iter().map(item).collect();
    format!("{}({})", group.joined.token(), items.join("; "))
}

fn item(item: &Item) -> String {
    match item {
        Item::Condition(known) => condition(known),
        Item::Group(inner) => group(inner),
        Item::Unread(unread) => unread.text().to_owned(),
    }
}

pub(super) fn condition(condition: &Condition) -> String {
    format!("{} {}", field(condition.field(), condition.span()), test(condition.test()))
}

pub(super) fn field(field: Field, of: Span) -> String {
    match of {
        Span::Ever => field.token(),
        other => format!("{} {}", field.token(), span(other)),
    }
}

fn span(span: Span) -> String {
    match span {
        Span::Ever => String::new(),
        Span::Last(last) => format!("last {}", stretch(last)),
        Span::ThisMonth => "this-month".to_owned(),
        Span::ThisYear => "this-year".to_owned(),
        Span::Between(from, to) => format!("from {} to {}", day(from), day(to)),
    }
}

fn test(test: &Test) -> String {
    if test.asked == Asked::Yes {
        return if test.is_negated { "no" } else { "yes" }.to_owned();
    }
    let not = if test.is_negated { "not " } else { "" };
    let needs = needs(&test.asked);
    let blank = if needs.is_empty() { "" } else { " " };
    format!("{not}{}{blank}{needs}", test.asked.verb().token())
}

/// What a question needs.
fn needs(asked: &Asked) -> String {
    match asked {
        Asked::Is(texts) | Asked::Contains(texts) | Asked::Begins(texts) => {
            joined(texts.iter().map(|text| quoted(text)))
        }
        Asked::OneOf(choices) => {
            joined(choices.iter().map(|choice: &Choice| choice.token().to_owned()))
        }
        Asked::Over(than) | Asked::Under(than) | Asked::Equals(than) => limit(*than),
        Asked::Between(low, high) => format!("{} and {}", limit(*low), limit(*high)),
        Asked::InLast(of) | Asked::OlderThan(of) | Asked::InNext(of) => stretch(*of),
        Asked::Before(than) | Asked::After(than) => day(*than),
        Asked::BetweenDays(from, to) => format!("{} and {}", day(*from), day(*to)),
        Asked::Yes | Asked::ThisMonth | Asked::ThisYear | Asked::Known => String::new(),
    }
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn stretch(stretch: Stretch) -> String {
    format!("{} {}", stretch.n, stretch.unit.token())
}

fn day(day: Day) -> String {
    day.date().format("%Y-%m-%d").to_string()
}

fn limit(limit: Limit) -> String {
    match limit {
        Limit::Number(Number(thousandths)) => {
            let text = decimal(thousandths, 3);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        Limit::Money(Money(minor), currency) => amount(minor, currency),
    }
}

fn amount(minor: i64, currency: Currency) -> String {
    format!("{} {}", decimal(minor, currency.decimals()), currency.code())
}

/// A whole number of the smallest units, with so many decimals.
fn decimal(units: i64, decimals: u32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let one = 10_u64.pow(decimals);
    let (whole, rest) = (units.unsigned_abs() / one, units.unsigned_abs() % one);
    match usize::try_from(decimals) {
        Ok(width @ 1..) => format!("{sign}{whole}.{rest:0width$}"),
        Ok(0) | Err(_) => format!("{sign}{whole}"),
    }
}
