//! Texts that are looked for: folded once, when the filter is made ready.

use crate::lists::field::Field;
use crate::people::find::fold;

/// How a text is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// The same words, in any order.
    Is,
    /// Each word anywhere.
    Contains,
    /// Each word at the beginning of a word.
    Begins,
    /// Any text at all.
    Known,
}

/// The texts that are looked for, any of which will do.
#[derive(Clone, Debug)]
pub(super) struct Needles {
    how: How,
    /// The words of each.
    texts: Vec<Vec<String>>,
    /// Whether only letters and digits count, as in a phone number.
    is_number: bool,
}

impl Needles {
    pub(super) fn new(field: Field, how: How, texts: &[String]) -> Self {
        let is_number = field == Field::Phone;
        let words = |text: &String| {
            let folded = fold(text);
            let text = if is_number { bare(&folded) } else { folded };
            text.split_whitespace().map(str::to_owned).collect()
        };
        Self { how, texts: texts.iter().map(words).collect(), is_number }
    }

    /// Whether a text is one of them; `folded` is room to fold it in.
    pub(super) fn find(&self, text: &str, folded: &mut String) -> bool {
        if self.how == How::Known {
            return !text.is_empty();
        }
        fold_into(text, folded);
        if self.is_number {
            folded.retain(char::is_alphanumeric);
        }
        self.texts.iter().any(|words| self.has(folded, words))
    }

    fn has(&self, text: &str, words: &[String]) -> bool {
        match self.how {
            How::Known => true,
            How::Is => is_of(text, words),
            How::Contains => words.iter().all(|word| text.contains(word.as_str())),
            How::Begins => words.iter().all(|word| begins(text, word)),
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Folds a text into the room there is: most are plain ASCII, and need no more than small letters.
fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
    } else {
        folded.push_str(&fold(text));
    }
}

/// Whether a text consists of these words, each as often. They are few, so they are counted.
fn is_of(text: &str, words: &[String]) -> bool {
    if let [word] = words {
        return text.trim() == word;
    }
    let is_as_often = |word: &String| {
        let theirs = text.split_whitespace().filter(|other| other == word).count();
        theirs == words.iter().filter(|other| *other == word).count()
    };
    text.split_whitespace().count() == words.len() && words.iter().all(is_as_often)
}

/// Whether a word of the text begins so.
fn begins(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(how: How, needle: &str, text: &str, expected: bool) {
        let needles = Needles::new(Field::Name, how, &[needle.to_owned()]);
        let found = needles.find(text, &mut String::from("left over"));
        assert_eq!(found, expected, "{how:?} {needle} in {text}");
    }

    #[test]
    fn letters_accents_and_the_order_of_words_do_not_matter() {
        check(How::Is, "anna KOVACS", "Kovács  Anna", true);
        check(How::Is, "kovacs", "Kovács", true);
        check(How::Is, "kovacs", "Kovács Anna", false);
        check(How::Is, "la la land", "Land la la", true);
        check(How::Is, "la la land", "Land land la", false);
        check(How::Is, "علي كريمي", "کریمی علی", true);
        check(How::Contains, "acs nn", "Kovács Anna", true);
        check(How::Contains, "acs nn x", "Kovács Anna", false);
        check(How::Begins, "an ko", "Kovács-Tóth Anna", true);
        check(How::Begins, "toth", "Kovács-Tóth Anna", true);
        check(How::Begins, "oth", "Kovács-Tóth Anna", false);
        check(How::Begins, "an", "Jan An", true);
        check(How::Known, "", "x", true);
        check(How::Known, "", "", false);
    }

    #[test]
    fn signs_in_a_phone_number_do_not_matter() {
        let find = |how, needle: &str, text: &str| {
            Needles::new(Field::Phone, how, &[needle.to_owned()]).find(text, &mut String::new())
        };
        assert!(find(How::Contains, "305550142", "+36 30 555-0142"));
        assert!(find(How::Is, "0630/555 01 42", "06 30 555-0142"));
        assert!(find(How::Begins, "0912", "۰۹۱۲ ۳۴۵ ۶۷۸۹"));
        assert!(!find(How::Is, "30 555 0142", "06 30 555-0142"));
    }
}
