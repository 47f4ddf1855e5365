//! Fields that the owner added to the card: what each is called and what may stand in it.
//!
//! What stands in one is a fact of the customer ([`Fact::Custom`](crate::people::customer::Fact)).
//! A field that is taken away keeps what stood in it: brought back by undo, it is all there.

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

#[cfg(test)]
mod tests {
    use super::*;

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
