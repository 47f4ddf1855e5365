//! The words of a piece of text, each with its place.

use super::{Misread, Reason};

/// What is left to read of a piece of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

/// A word and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl Word<'_> {
    pub(super) fn misread(self, why: Reason) -> Misread {
        Misread { at: self.at, why }
    }
}

/// Whether a letter ends a word.
fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '"' | ',' | ';' | '(' | ')')
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, end: text.len() }
    }

    /// The piece that ends at a place.
    pub(super) fn until(self, end: usize) -> Self {
        Self { end, ..self }
    }

    /// Where the next word begins, or the end.
    pub(super) fn at(&mut self) -> usize {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.at() == self.end
    }

    pub(super) fn misread(&mut self, why: Reason) -> Misread {
        Misread { at: self.at(), why }
    }

    /// The next word, which may be empty where a sign stands.
    pub(super) fn word(&mut self) -> Word<'a> {
        let at = self.at();
        let rest = self.rest();
        let text = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
        self.at += text.len();
        Word { text, at }
    }

    /// Passes over a word, if it is the next.
    pub(super) fn skips(&mut self, word: &str) -> bool {
        let mut after = *self;
        let is_next = after.word().text == word;
        if is_next {
            *self = after;
        }
        is_next
    }

    /// Passes over a sign, if it is the next.
    pub(super) fn skips_sign(&mut self, sign: char) -> bool {
        self.at();
        let is_next = self.rest().starts_with(sign);
        if is_next {
            self.at += sign.len_utf8();
        }
        is_next
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// A text in quotes.
    pub(super) fn quoted(&mut self) -> Result<String, Misread> {
        let begin = self.at();
        if !self.skips_sign('"') {
            return Err(self.misread(Reason::TextExpected));
        }
        let mut text = String::new();
        let mut letters = self.rest().char_indices();
        while let Some((place, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.at += place + 1;
                    return Ok(text);
                }
                '\\' => text.push(
                    escaped(letters.next().map(|(_, letter)| letter))
                        .ok_or(Misread { at: self.at + place, why: Reason::UnknownEscape })?,
                ),
                other => text.push(other),
            }
        }
        Err(Misread { at: begin, why: Reason::QuoteMissing })
    }

    /// Where the condition that begins here ends: at a `;` or `)` that is its group's.
    pub(super) fn end_of_condition(&self) -> Result<usize, Misread> {
        let mut open: Vec<usize> = Vec::new();
        let mut quote = None;
        let mut letters = self.rest().char_indices();
        while let Some((place, letter)) = letters.next() {
            match (letter, quote) {
                ('"', Some(_)) => quote = None,
                ('\\', Some(_)) => {
                    letters.next();
                }
                (_, Some(_)) => {}
                ('"', None) => quote = Some(self.at + place),
                (';' | ')', None) if open.is_empty() => return Ok(self.at + place),
                ('(', None) => open.push(self.at + place),
                (')', None) => {
                    open.pop();
                }
                (_, None) => {}
            }
        }
        if let Some(at) = quote {
            return Err(Misread { at, why: Reason::QuoteMissing });
        }
        let at = open.pop().unwrap_or(self.end);
        Err(Misread { at, why: Reason::ParenthesisMissing })
    }
}

fn escaped(letter: Option<char>) -> Option<char> {
    match letter? {
        '"' => Some('"'),
        '\\' => Some('\\'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        _ => None,
    }
}
