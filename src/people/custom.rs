//! Fields that the owner added to the card: what each is called and what may stand in it.
//!
//! What stands in one is a fact of the customer ([`Fact::Custom`](crate::people::customer::Fact)).
//! A field that is taken away keeps what stood in it: brought back by undo, it is all there.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::people::customer::Value;
use crate::units::calendar::Day;
use crate::units::digits;
use crate::units::id::FieldId;
use crate::units::numbers::{NumberKind, decimal_mark, read_thousandths};

/// What may stand in a field.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// Any text.
    #[default]
    Text,
    /// A number with up to three decimals.
    Number,
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice(Vec<String>),
}

/// A field that the owner added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomField {
    /// What it is called.
    pub name: String,
    /// What may stand in it.
    pub kind: FieldKind,
}

/// One decision about a field.
///
/// The order of the variants is their number on disk: add at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Adds a field; its stamp is the field's id.
    Add {
        /// What it is called.
        name: String,
        /// What may stand in it.
        kind: FieldKind,
    },
    /// Calls a field otherwise.
    Rename {
        /// Which.
        field: FieldId,
        /// What it is called from now on.
        name: String,
    },
    /// Says anew what a field's choices are.
    SetChoices {
        /// Which.
        field: FieldId,
        /// All of them, in their order.
        choices: Vec<String>,
    },
    /// Takes a field away.
    Remove {
        /// Which.
        field: FieldId,
    },
}

impl Change {
    /// The field it is about; `None` for one that it adds.
    #[must_use]
    pub fn field(&self) -> Option<FieldId> {
        match self {
            Self::Add { .. } => None,
            Self::Rename { field, .. }
            | Self::SetChoices { field, .. }
            | Self::Remove { field } => Some(*field),
        }
    }

    /// The texts in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (name, choices): (&str, &[String]) = match self {
            Self::Add { name, kind: FieldKind::Choice(choices) } => (name, choices),
            Self::Add { name, .. } | Self::Rename { name, .. } => (name, &[]),
            Self::SetChoices { choices, .. } => ("", choices),
            Self::Remove { .. } => ("", &[]),
        };
        std::iter::once(name).chain(choices.iter().map(String::as_str))
    }
}

/// The most fields of the owner's there may be: each is a line of every card.
pub const MOST_FIELDS: usize = 40;

/// The most choices of one field.
pub const MOST_CHOICES: usize = 60;

/// The most letters of a field's name and of a choice.
pub const MOST_LETTERS: usize = 60;

/// Why a field was not added or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldRefusal {
    /// It has no name.
    #[error("no name")]
    NoName,
    /// Its name, or a choice, is too long for a card.
    #[error("more than {most} letters")]
    TooLong {
        /// How many letters there may be.
        most: usize,
    },
    /// Another field is called so.
    #[error("a name that another field has")]
    TwiceNamed,
    /// There are as many fields as may be.
    #[error("more than {most} fields")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// There is nothing to choose from.
    #[error("no choices")]
    NoChoices,
    /// There is more to choose from than may be.
    #[error("more than {most} choices")]
    TooManyChoices {
        /// How many there may be.
        most: usize,
    },
    /// Two choices differ in nothing but capital letters.
    #[error("a choice twice")]
    TwiceChosen,
}

/// What must be decided so that a field becomes what is wanted: a new one, or one that is there. Its
/// kind stays what it was: what stands in it would mean nothing.
///
/// `fields` are those that are there.
///
/// # Errors
/// A name that is missing, too long or another field's; too many fields; choices that are none, too
/// many, too long or twice the same.
pub fn decisions(
    fields: &[(FieldId, CustomField)],
    own: Option<FieldId>,
    wanted: &CustomField,
) -> Result<Vec<Change>, FieldRefusal> {
    let wanted = checked(wanted)?;
    let lower = wanted.name.to_lowercase();
    let mut others = fields.iter().filter(|(id, _)| Some(*id) != own);
    if others.any(|(_, other)| other.name.to_lowercase() == lower) {
        return Err(FieldRefusal::TwiceNamed);
    }
    let there = fields.iter().find(|(id, _)| Some(*id) == own);
    let Some((field, before)) = there else {
        if fields.len() >= MOST_FIELDS {
            return Err(FieldRefusal::TooMany { most: MOST_FIELDS });
        }
        let CustomField { name, kind } = wanted;
        return Ok(vec![Change::Add { name, kind }]);
    };
    let field = *field;
    let mut changes = Vec::new();
    if wanted.name != before.name {
        changes.push(Change::Rename { field, name: wanted.name });
    }
    if let (FieldKind::Choice(now), FieldKind::Choice(was)) = (wanted.kind, &before.kind)
        && now != *was
    {
        changes.push(Change::SetChoices { field, choices: now });
    }
    Ok(changes)
}

/// A field without blanks around its texts and without empty choices.
fn checked(wanted: &CustomField) -> Result<CustomField, FieldRefusal> {
    let name = wanted.name.trim().to_owned();
    if name.is_empty() {
        return Err(FieldRefusal::NoName);
    }
    let kind = match &wanted.kind {
        FieldKind::Choice(choices) => FieldKind::Choice(checked_choices(choices)?),
        plain => plain.clone(),
    };
    let choices: &[String] = if let FieldKind::Choice(choices) = &kind { choices } else { &[] };
    let mut texts = std::iter::once(&name).chain(choices);
    if texts.any(|text| text.chars().count() > MOST_LETTERS) {
        return Err(FieldRefusal::TooLong { most: MOST_LETTERS });
    }
    Ok(CustomField { name, kind })
}

fn checked_choices(choices: &[String]) -> Result<Vec<String>, FieldRefusal> {
    let choices: Vec<String> = choices.iter().map(|choice| choice.trim().to_owned()).collect();
    let choices: Vec<String> = choices.into_iter().filter(|choice| !choice.is_empty()).collect();
    if choices.is_empty() {
        return Err(FieldRefusal::NoChoices);
    }
    if choices.len() > MOST_CHOICES {
        return Err(FieldRefusal::TooManyChoices { most: MOST_CHOICES });
    }
    let lower: BTreeSet<String> = choices.iter().map(|choice| choice.to_lowercase()).collect();
    if lower.len() < choices.len() {
        return Err(FieldRefusal::TwiceChosen);
    }
    Ok(choices)
}

/// Why a value was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueRefusal {
    /// It is no number.
    #[error("not a number")]
    NotANumber,
    /// It is no day.
    #[error("not a day")]
    NotADay,
    /// It is none of the choices.
    #[error("none of the choices")]
    NotAChoice,
}

impl FieldKind {
    /// Reads what was typed into a field: a number with a point or comma and digits of any script,
    /// rounded to thousandths; a day as `2026-03-17`; `true` or `false`; one of the choices in either
    /// case. `None` for nothing.
    ///
    /// # Errors
    /// What cannot stand in this field.
    pub fn read(&self, text: &str) -> Result<Option<Value>, ValueRefusal> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let value = match self {
            Self::Text => Value::Text(text.to_owned()),
            Self::Number => {
                let mark = decimal_mark([text], NumberKind::Quantity).unwrap_or_default();
                let number = read_thousandths(text, mark);
                Value::Number(number.or(Err(ValueRefusal::NotANumber))?)
            }
            Self::Day => {
                let day = digits::to_ascii(text).parse().or(Err(ValueRefusal::NotADay))?;
                Value::Day(Day::from_date(day))
            }
            Self::YesNo => Value::YesNo(text.parse().or(Err(ValueRefusal::NotAChoice))?),
            Self::Choice(choices) => {
                let lower = text.to_lowercase();
                let found = choices.iter().find(|choice| choice.to_lowercase() == lower);
                Value::Choice(found.ok_or(ValueRefusal::NotAChoice)?.clone())
            }
        };
        Ok(Some(value))
    }
}

/// A value as [`FieldKind::read`] reads it.
#[must_use]
pub fn written(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) => text.clone(),
        Value::Number(thousandths) => {
            let sign = if *thousandths < 0 { "-" } else { "" };
            let (whole, rest) =
                (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
            let decimals = format!(".{rest:03}");
            format!("{sign}{whole}{}", decimals.trim_end_matches('0').trim_end_matches('.'))
        }
        Value::Day(day) => day.date().to_string(),
        Value::YesNo(yes) => yes.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::id::{Replica, Stamp};

    fn wanted(name: &str, kind: FieldKind) -> CustomField {
        CustomField { name: name.into(), kind }
    }

    fn choices(texts: &[&str]) -> FieldKind {
        FieldKind::Choice(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn a_field_needs_a_name_of_its_own_and_something_to_choose_from() {
        let milk = FieldId(Stamp::new(1, 0, Replica::new(1, 0)));
        let there = [(milk, wanted("Milk", choices(&["Oat"])))];
        let refused = |name: &str, kind| decisions(&there, None, &wanted(name, kind)).unwrap_err();
        assert_eq!(refused(" ", FieldKind::Text), FieldRefusal::NoName);
        assert_eq!(refused("MILK", FieldKind::Text), FieldRefusal::TwiceNamed);
        assert_eq!(refused(&"x".repeat(61), FieldKind::Text), FieldRefusal::TooLong { most: 60 });
        assert_eq!(refused("Size", choices(&[" ", ""])), FieldRefusal::NoChoices);
        assert_eq!(refused("Size", choices(&["Small", "small "])), FieldRefusal::TwiceChosen);
        let many: Vec<String> = (0..61).map(|n| n.to_string()).collect();
        let most = FieldRefusal::TooManyChoices { most: 60 };
        assert_eq!(refused("Size", FieldKind::Choice(many)), most);
        let full: Vec<_> = (0..40)
            .map(|n| {
                let id = FieldId(Stamp::new(1, n, Replica::new(1, 0)));
                (id, wanted(&n.to_string(), FieldKind::Text))
            })
            .collect();
        let more = decisions(&full, None, &wanted("More", FieldKind::Day));
        assert_eq!(more, Err(FieldRefusal::TooMany { most: 40 }));
    }

    #[test]
    fn a_field_is_added_renamed_and_given_other_choices_and_keeps_its_kind() {
        let milk = FieldId(Stamp::new(1, 0, Replica::new(1, 0)));
        let there = [(milk, wanted("Milk", choices(&["Oat"])))];
        let added = decisions(&there, None, &wanted(" Shoe size ", FieldKind::Number));
        let name = "Shoe size".to_owned();
        assert_eq!(added, Ok(vec![Change::Add { name, kind: FieldKind::Number }]));
        let changed = decisions(&there, Some(milk), &wanted("Milk kind", choices(&["Oat", "Soy"])));
        let name = "Milk kind".to_owned();
        let all = vec!["Oat".to_owned(), "Soy".to_owned()];
        let expected = [
            Change::Rename { field: milk, name },
            Change::SetChoices { field: milk, choices: all },
        ];
        assert_eq!(changed.as_deref(), Ok(&expected[..]));
        assert_eq!(decisions(&there, Some(milk), &there[0].1), Ok(vec![]));
        let other_kind = decisions(&there, Some(milk), &wanted("Milk", FieldKind::Text));
        assert_eq!(other_kind, Ok(vec![]));
    }

    #[test]
    fn what_is_typed_into_a_field_is_read_by_its_kind() {
        let check = |kind: &FieldKind, text: &str, expected| {
            assert_eq!(kind.read(text), expected, "{kind:?} {text}");
        };
        let size = FieldKind::Choice(vec!["Small".into(), "Large".into()]);
        check(&FieldKind::Text, " walnut ", Ok(Some(Value::Text("walnut".into()))));
        check(&FieldKind::Text, "  ", Ok(None));
        check(&FieldKind::Number, "1,5", Ok(Some(Value::Number(1_500))));
        check(&FieldKind::Number, "۳۸.۲۵", Ok(Some(Value::Number(38_250))));
        check(&FieldKind::Number, "many", Err(ValueRefusal::NotANumber));
        check(&FieldKind::Day, "1970-01-11", Ok(Some(Value::Day(Day(10)))));
        check(&FieldKind::Day, "soon", Err(ValueRefusal::NotADay));
        check(&FieldKind::YesNo, "true", Ok(Some(Value::YesNo(true))));
        check(&FieldKind::YesNo, "perhaps", Err(ValueRefusal::NotAChoice));
        check(&size, "LARGE", Ok(Some(Value::Choice("Large".into()))));
        check(&size, "huge", Err(ValueRefusal::NotAChoice));
    }
}
