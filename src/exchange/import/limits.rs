//! Texts that several cells make together are held to a length that the store can keep.

use super::{Plan, Problem, Reason};
use crate::customer::{Fact, Member};

/// The longest text of several cells, in bytes; the store keeps texts up to 64 KB.
const MOST_BYTES: usize = 60_000;
/// The most products one purchase lists.
const MOST_LINES: usize = 5_000;

/// Cuts what is too long, and tells of each cut.
pub(super) fn hold(plan: &mut Plan) {
    let mut cut = Vec::new();
    for new in &mut plan.new_customers {
        hold_person(&mut new.facts, &mut new.members, new.line, &mut cut);
    }
    for update in &mut plan.updates {
        hold_person(&mut update.facts, &mut update.members, update.line, &mut cut);
    }
    for planned in &mut plan.purchases {
        let purchase = &mut planned.purchase;
        let is_long = purchase.lines.len() > MOST_LINES;
        purchase.lines.truncate(MOST_LINES);
        if hold_text(&mut purchase.note) || is_long {
            cut.push(planned.line);
        }
    }
    let reason = Reason::TextTooLong { most: MOST_BYTES };
    plan.odd_cells.extend(cut.into_iter().map(|line| Problem::of_row(line, reason.clone())));
}

fn hold_person(facts: &mut [Fact], members: &mut [Member], line: u32, cut: &mut Vec<u32>) {
    let mut is_cut = false;
    for fact in facts {
        if let Fact::Note(text) = fact {
            is_cut |= hold_text(text);
        }
    }
    for member in members {
        if let Member::Address(text) = member {
            is_cut |= hold_text(text);
        }
    }
    cut.extend(is_cut.then_some(line));
}

/// Cuts a text that is too long; says whether it was.
fn hold_text(text: &mut String) -> bool {
    if text.len() <= MOST_BYTES {
        return false;
    }
    text.truncate(text.floor_char_boundary(MOST_BYTES));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_letters() {
        let mut text = "ő".repeat(MOST_BYTES);
        assert!(hold_text(&mut text));
        assert_eq!(text.len(), MOST_BYTES);
        assert!(!hold_text(&mut text));
        let mut odd = "a".to_owned() + &"ő".repeat(MOST_BYTES);
        assert!(hold_text(&mut odd));
        assert_eq!(odd.len(), MOST_BYTES - 1);
    }
}
