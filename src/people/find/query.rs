//! What is asked for: words and numbers taken apart the same way for a question and a customer.

use super::fold::{fold, is_mark};
use super::phone;

/// As many words of a question as are looked at; a pasted page is not a question.
const MAX_TERMS: usize = 12;

/// A joined word takes on no further pieces once it is this long.
const MAX_JOINED: usize = 40;

/// One demand of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Letters between spaces, in the pieces that punctuation makes of them.
    Text(Vec<String>),
    /// Digits that stand beside each other.
    Number {
        /// As they were grouped.
        groups: Vec<String>,
        /// Begun with a plus.
        plus: bool,
    },
}

/// The demands of a question, all of which must be met.
pub(super) fn terms(question: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for word in question.split_whitespace() {
        let pieces = pieces(word);
        let has_plus = word.contains('+');
        if pieces.is_empty() {
            continue;
        }
        if !pieces.iter().all(|piece| is_number(piece)) {
            terms.push(Term::Text(pieces));
            continue;
        }
        match terms.last_mut() {
            Some(Term::Number { groups, .. }) if !has_plus => groups.push(pieces.concat()),
            _ => terms.push(Term::Number { groups: vec![pieces.concat()], plus: has_plus }),
        }
    }
    terms.truncate(MAX_TERMS);
    for term in &mut terms {
        let (Term::Text(pieces) | Term::Number { groups: pieces, .. }) = term;
        pieces.truncate(MAX_TERMS);
    }
    terms
}

/// Folded runs of letters and digits; apostrophes, hyphens, dots and the like part them.
pub(in crate::people) fn pieces(text: &str) -> Vec<String> {
    text.split(|letter| !belongs(letter)).map(fold).filter(|piece| !piece.is_empty()).collect()
}

/// Whether a letter belongs to a word. The non-joiner parts one: joined, both halves are there too.
fn belongs(letter: char) -> bool {
    match letter {
        // Letters by their class, but written for an apostrophe.
        '\u{2b0}'..='\u{2ff}' => false,
        '\u{200b}'..='\u{200f}' => false,
        _ => letter.is_alphanumeric() || is_mark(letter),
    }
}

/// Whether a piece is digits and nothing else.
pub(super) fn is_number(piece: &str) -> bool {
    piece.bytes().all(|byte| byte.is_ascii_digit())
}

/// The pieces as one word, so that "O'Brien" is found by "obrien", and علی رضا by علیرضا.
pub(super) fn joined<'a>(pieces: impl IntoIterator<Item = &'a String>) -> String {
    let mut word = String::new();
    for piece in pieces {
        word.push_str(piece);
        if word.len() >= MAX_JOINED {
            break;
        }
    }
    word
}

/// The forms of a number that may be meant.
pub(super) fn asked(groups: &[String], plus: bool) -> Vec<String> {
    phone::asked(&groups.concat(), plus)
}

/// The words of a two or three word question in every order, each order as one word.
///
/// A name is written in one word or in two; which half comes first must not matter either.
pub(super) fn joined_orders(terms: &[Term]) -> Vec<String> {
    const MIN_LETTERS: usize = 4;
    let words: Option<Vec<String>> = terms
        .iter()
        .map(|term| match term {
            Term::Text(pieces) => Some(joined(pieces)),
            Term::Number { .. } => None,
        })
        .collect();
    let letters = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let words = words.filter(|words| letters(words) >= MIN_LETTERS);
    match words.as_deref() {
        Some([a, b]) => vec![joined([a, b]), joined([b, a])],
        Some([a, b, c]) => {
            let orders = [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]];
            orders.map(joined).into()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_words_and_numbers() {
        let text = |pieces: &[&str]| Term::Text(pieces.iter().map(|&piece| piece.into()).collect());
        let number = |groups: &[&str], plus| Term::Number {
            groups: groups.iter().map(|&group| group.into()).collect(),
            plus,
        };
        let check = |question: &str, expected: &[Term]| {
            assert_eq!(terms(question), expected, "{question}");
        };
        check(" Kovács  Anna ", &[text(&["kovacs"]), text(&["anna"])]);
        check("O'Brien Мар\u{2bc}яна", &[text(&["o", "brien"]), text(&["мар", "яна"])]);
        check("+36 (30) 555-0142", &[number(&["36", "30", "5550142"], true)]);
        check("Anna 0142", &[text(&["anna"]), number(&["0142"], false)]);
        check("VIP-0417", &[text(&["vip", "0417"])]);
        check("۰۹۱۲", &[number(&["0912"], false)]);
        check(" -- ", &[]);
    }
}
