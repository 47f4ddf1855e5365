//! Problems as they are listed: one by one, or those together that one answer helps.

use std::collections::HashMap;

use super::{Problem, Reason};

/// Problems that stand on one line of the list, by their places in the list of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Where they are; at least one.
    pub places: Vec<usize>,
}

/// Lists problems; those of one reason that one answer helps stand together, and so do cells of
/// one column in which the same stands.
#[must_use]
pub fn alike(problems: &[Problem]) -> Vec<Alike> {
    let mut list: Vec<Alike> = Vec::new();
    let mut met: HashMap<String, usize> = HashMap::new();
    for (place, problem) in problems.iter().enumerate() {
        let Some(key) = key(problem) else {
            list.push(Alike { places: vec![place] });
            continue;
        };
        match met.get(&key) {
            Some(at) => list[*at].places.push(place),
            None => {
                met.insert(key, list.len());
                list.push(Alike { places: vec![place] });
            }
        }
    }
    list
}

/// What problems have in common that stand together; `None` for one that stands alone.
fn key(problem: &Problem) -> Option<String> {
    match &problem.reason {
        Reason::OfSetAside { .. } => Some("of skipped".to_owned()),
        reason if has_one_answer(reason) => Some(format!("{:?} {reason:?}", problem.column)),
        reason if !problem.value.is_empty() && is_of_one_cell(reason) => {
            Some(format!("{:?} {reason:?} {}", problem.column, problem.value))
        }
        _ => None,
    }
}

/// Whether what helps one row of this reason helps all of them.
fn has_one_answer(reason: &Reason) -> bool {
    match reason {
        Reason::OtherCurrency(_)
        | Reason::Spoilt
        | Reason::NoBirthday
        | Reason::DayOrMonth
        | Reason::Nobody
        | Reason::NotKnown
        | Reason::OfSetAside { .. } => true,
        Reason::NotANumber
        | Reason::ReturnOfNothing { .. }
        | Reason::Negative
        | Reason::TooLarge { .. }
        | Reason::RefundTooLarge { .. }
        | Reason::NoAmount
        | Reason::NoDate
        | Reason::NotADate
        | Reason::NotATime
        | Reason::Future { .. }
        | Reason::BeforeFirst { .. }
        | Reason::BirthYearAlone
        | Reason::PhoneLetters
        | Reason::PhoneLength
        | Reason::NotAnEmail
        | Reason::NotYesOrNo
        | Reason::NotAChoice
        | Reason::SeveralFit
        | Reason::CardTaken { .. }
        | Reason::TooManyCells { .. }
        | Reason::TooFewCells { .. }
        | Reason::TextTooLong { .. }
        | Reason::UnclosedQuotation
        | Reason::Damaged(_) => false,
    }
}

/// Whether another text in the cell helps, so that the same helps all cells with the same text.
fn is_of_one_cell(reason: &Reason) -> bool {
    !matches!(reason, Reason::TooManyCells { .. } | Reason::CardTaken { .. })
}
