//! Writing into a list: which columns take it, and what a text makes of a customer.
//!
//! What needs a form of its own is left to the card: several phones, a name that finds whoever has
//! the same, a note in lines.

use crate::book::Book;
use crate::lists::field::Field;
use crate::people::custom::{self, FieldKind, ValueRefusal};
use crate::people::customer::{Customer, Fact, Member};
use crate::units::id::FieldId;

/// What stands between two labels or tastes: the comma of either script, or a semicolon.
const BETWEEN: [char; 3] = [',', '،', ';'];

/// How a cell is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pen {
    /// As a text.
    Text,
    /// As several texts with commas between.
    Texts,
    /// As a number.
    Number,
    /// As a day, `2026-03-17`.
    Day,
    /// As `true` or `false`.
    YesNo,
    /// As one of these.
    Choice(Vec<String>),
}

/// How a column is written; `None` for one that is not.
#[must_use]
pub fn pen(book: &Book, field: Field) -> Option<Pen> {
    Some(match field {
        Field::Source | Field::KeptBy | Field::Note | Field::BestTime => Pen::Text,
        Field::Tag | Field::Likes => Pen::Texts,
        Field::Custom(id) => match &book.field(id)?.kind {
            FieldKind::Text => Pen::Text,
            FieldKind::Number => Pen::Number,
            FieldKind::Day => Pen::Day,
            FieldKind::YesNo => Pen::YesNo,
            FieldKind::Choice(choices) => Pen::Choice(choices.clone()),
        },
        _ => return None,
    })
}

/// What stands in a cell, as it is written; `None` where it would not come back as it was, so that
/// it is left to the card.
#[must_use]
pub fn written(customer: &Customer, field: Field) -> Option<String> {
    let text = match field {
        Field::Source => customer.source().to_owned(),
        Field::KeptBy => customer.kept_by().to_owned(),
        Field::Note => customer.note().to_owned(),
        Field::BestTime => customer.best_time().to_owned(),
        Field::Tag | Field::Likes => {
            let texts: Vec<&str> = several(customer, field).collect();
            if texts.iter().any(|text| text.contains(BETWEEN)) {
                return None;
            }
            texts.join(", ")
        }
        Field::Custom(id) => customer.custom(id).map(custom::written).unwrap_or_default(),
        _ => return None,
    };
    (!text.contains(['\n', '\r'])).then_some(text)
}

/// What a text makes of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The facts that differ.
    pub facts: Vec<Fact>,
    /// The labels and tastes that come, and those that go.
    pub members: Vec<(Member, bool)>,
}

impl Edit {
    /// Whether all stays as it is.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.facts.is_empty() && self.members.is_empty()
    }
}

/// What a text in a column makes of a customer; nothing for a column that is not written.
///
/// # Errors
/// What cannot stand in a field of the shop's own.
pub fn edit(
    book: &Book,
    customer: &Customer,
    field: Field,
    text: &str,
) -> Result<Edit, ValueRefusal> {
    let text = text.trim();
    if written(customer, field).as_deref() == Some(text) {
        return Ok(Edit::default());
    }
    let fact = match field {
        Field::Source => Fact::Source(text.to_owned()),
        Field::KeptBy => Fact::KeptBy(text.to_owned()),
        Field::Note => Fact::Note(text.to_owned()),
        Field::BestTime => Fact::BestTime(text.to_owned()),
        Field::Tag | Field::Likes => {
            return Ok(Edit { facts: Vec::new(), members: changed(customer, field, text) });
        }
        Field::Custom(id) => match own(book, id, text)? {
            Some(fact) => fact,
            None => return Ok(Edit::default()),
        },
        _ => return Ok(Edit::default()),
    };
    Ok(Edit { facts: vec![fact], members: Vec::new() })
}

fn own(book: &Book, id: FieldId, text: &str) -> Result<Option<Fact>, ValueRefusal> {
    let Some(field) = book.field(id) else { return Ok(None) };
    Ok(Some(Fact::Custom(id, field.kind.read(text)?)))
}

/// The labels or tastes that come, and those that go.
fn changed(customer: &Customer, field: Field, text: &str) -> Vec<(Member, bool)> {
    let mut wanted: Vec<&str> = Vec::new();
    for text in text.split(BETWEEN).map(str::trim).filter(|text| !text.is_empty()) {
        if !wanted.contains(&text) {
            wanted.push(text);
        }
    }
    let member = |text: &str| match field {
        Field::Tag => Member::Tag(text.to_owned()),
        _ => Member::Likes(text.to_owned()),
    };
    let known: Vec<&str> = several(customer, field).collect();
    let gone = known.iter().filter(|text| !wanted.contains(text)).map(|text| (member(text), false));
    let come = wanted.iter().filter(|text| !known.contains(text)).map(|text| (member(text), true));
    gone.chain(come).collect()
}

fn several(customer: &Customer, field: Field) -> impl Iterator<Item = &str> {
    customer.members().iter().filter_map(move |member| match (field, member) {
        (Field::Tag, Member::Tag(text)) | (Field::Likes, Member::Likes(text)) => {
            Some(text.as_str())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Change;
    use crate::people::customer::Value;
    use crate::units::id::{Replica, Stamp};

    fn anna() -> Customer {
        let mut anna = Customer::default();
        anna.set(Fact::KeptBy("Lili".into()));
        for tag in ["vip", "terrace"] {
            anna.set_member(&Member::Tag(tag.into()), true);
        }
        anna
    }

    #[test]
    fn labels_come_and_go_by_what_is_written() {
        let (book, anna) = (Book::default(), anna());
        assert_eq!(written(&anna, Field::Tag).as_deref(), Some("vip, terrace"));
        let made = edit(&book, &anna, Field::Tag, " terrace،  Friday , Friday;").unwrap();
        let tag = |text: &str| Member::Tag(text.into());
        assert_eq!(made.members, [(tag("vip"), false), (tag("Friday"), true)]);
        assert!(edit(&book, &anna, Field::Tag, "vip, terrace ").unwrap().is_nothing());
        let emptied = edit(&book, &anna, Field::Tag, "").unwrap();
        assert_eq!(emptied.members, [(tag("vip"), false), (tag("terrace"), false)]);
    }

    #[test]
    fn what_would_not_come_back_as_it_was_is_left_to_the_card() {
        let mut anna = anna();
        anna.set_member(&Member::Tag("nuts, seeds".into()), true);
        anna.set(Fact::Note("one\ntwo".into()));
        assert_eq!(written(&anna, Field::Tag), None);
        assert_eq!(written(&anna, Field::Note), None);
        assert_eq!(written(&anna, Field::Name), None);
        assert_eq!(pen(&Book::default(), Field::Spent), None);
    }

    #[test]
    fn a_fact_is_what_is_written() {
        let (book, anna) = (Book::default(), anna());
        let made = edit(&book, &anna, Field::KeptBy, " Dani ").unwrap();
        assert_eq!(made.facts, [Fact::KeptBy("Dani".into())]);
        assert!(edit(&book, &anna, Field::KeptBy, "Lili").unwrap().is_nothing());
        assert!(edit(&book, &anna, Field::Spent, "12").unwrap().is_nothing());
    }

    #[test]
    fn a_field_of_the_shops_own_is_read_by_its_kind() {
        let mut book = Book::default();
        let stamp = Stamp::new(1, 0, Replica::new(1, 0));
        let add = custom::Change::Add { name: "Table".into(), kind: FieldKind::Number };
        book.apply(stamp, &Change::Fields(add));
        let (id, mut anna) = (FieldId(stamp), anna());
        let table = Field::Custom(id);
        assert_eq!(pen(&book, table), Some(Pen::Number));
        let made = edit(&book, &anna, table, "۴٫۵").unwrap();
        assert_eq!(made.facts, [Fact::Custom(id, Some(Value::Number(4_500)))]);
        assert_eq!(edit(&book, &anna, table, "four"), Err(ValueRefusal::NotANumber));
        anna.set(made.facts[0].clone());
        assert_eq!(written(&anna, table).as_deref(), Some("4.5"));
        let gone = edit(&book, &anna, table, "").unwrap();
        assert_eq!(gone.facts, [Fact::Custom(id, None)]);
    }
}
