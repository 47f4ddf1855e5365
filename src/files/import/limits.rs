//! Texts that several cells make together are held to a length that the store can keep.

use super::{Plan, Problem, Reason};
use crate::book::journal::page::{self, MAX_TEXT_CHARS};
use crate::people::customer::{Fact, Member};

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
    let reason = Reason::TextTooLong { most: MAX_TEXT_CHARS };
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
    if page::check_text(text).is_ok() {
        return false;
    }
    let end = text.char_indices().nth(MAX_TEXT_CHARS).map_or(text.len(), |(end, _)| end);
    text.truncate(end);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_what_can_be_kept() {
        let mut text = "ő".repeat(MAX_TEXT_CHARS);
        assert!(!hold_text(&mut text));
        text.push('a');
        assert!(hold_text(&mut text));
        assert_eq!(text, "ő".repeat(MAX_TEXT_CHARS));
    }
}
