//! Two names held against each other, word by word.

use std::collections::HashMap;

use crate::people::find::{Begun, Sound, is_persian, pieces, skeleton};
use crate::people::pairs::given::Given;
use crate::people::pairs::slip::is_one_slip;

/// As many words of a name as are looked at.
const MOST_WORDS: usize = 6;

/// A shorter word has too many neighbours that are words, too.
const FEWEST_FOR_A_SLIP: usize = 5;

/// What says nothing of who it is.
const TITLES: [&str; 14] = [
    "dr",
    "prof",
    "mr",
    "mrs",
    "ms",
    "miss",
    "ozv",
    "doktor",
    "اقای",
    "خانم",
    "دکتر",
    "مهندس",
    "seyed",
    "سید",
];

/// What tells a father from a son of the same name.
const YOUNGER: [&str; 8] = ["ifj", "ifjabb", "jr", "jun", "junior", "мл", "младший", "молодший"];
const OLDER: [&str; 8] = ["id", "idosb", "sr", "sen", "senior", "ст", "старший", "idos"];

/// What tells two companies of one name apart.
const FORMS: [&str; 18] = [
    "kft", "bt", "zrt", "nyrt", "kkt", "ltd", "llc", "inc", "gmbh", "plc", "ооо", "тов", "зао",
    "оао", "пао", "пп", "фоп", "шп",
];

/// Father or son.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Generation {
    Younger,
    Older,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Without case and accents.
    pub(super) folded: Box<str>,
    /// What is left of it in any alphabet; empty for a word in Arabic letters.
    pub(super) bones: Box<str>,
}

impl Word {
    fn new(folded: String) -> Self {
        let bones = skeleton(&folded).into();
        Self { folded: folded.into(), bones }
    }

    /// Two words as one.
    pub(super) fn joined(one: &Self, other: &Self) -> Self {
        Self::new([&*one.folded, &*other.folded].concat())
    }

    /// By what it is counted: one key for its spellings where they have one.
    pub(super) fn key(&self) -> &str {
        if self.bones.len() < 2 { &self.folded } else { &self.bones }
    }

    /// Whether it is one letter, which may stand for a whole word.
    pub(super) fn is_initial(&self) -> bool {
        let mut letters = self.folded.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    }

    pub(super) fn is_number(&self) -> bool {
        self.folded.contains(|letter: char| letter.is_ascii_digit())
    }

    fn n_letters(&self) -> usize {
        self.folded.chars().count()
    }

    fn begins_like(&self, initial: &Self) -> bool {
        let first = |text: &str| text.chars().next();
        let bones = first(&initial.bones);
        self.folded.starts_with(&*initial.folded)
            || (bones.is_some() && first(&self.bones) == bones)
    }
}

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// What names, without titles and marks.
    pub(super) words: Vec<Word>,
    generation: Option<Generation>,
    /// The place in [`FORMS`].
    form: Option<usize>,
}

impl Name {
    /// Takes a name apart.
    pub(super) fn new(text: &str) -> Self {
        // Written or not, none of these parts a name.
        let is_silent = |letter: char| "'’ʼʹ`´\u{200c}\u{200d}".contains(letter);
        let mut name = Self::default();
        for word in pieces(&text.replace(is_silent, "")) {
            let place = FORMS.iter().position(|form| *form == word);
            if YOUNGER.contains(&word.as_str()) {
                name.generation = Some(Generation::Younger);
            } else if OLDER.contains(&word.as_str()) {
                name.generation = Some(Generation::Older);
            } else if place.is_some() {
                name.form = place;
            } else if !TITLES.contains(&word.as_str()) && name.words.len() < MOST_WORDS {
                name.words.push(Word::new(word));
            }
        }
        name
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// By what the whole name is counted.
    pub(super) fn key(&self) -> String {
        let mut keys: Vec<&str> = self.words.iter().map(Word::key).collect();
        keys.sort_unstable();
        // No word begins so.
        [" ", &keys.join(" ")].concat()
    }

    /// The same name with two neighbouring words as one, where the other name has that word.
    fn joined_as_in(&self, other: &Self) -> Option<Self> {
        let has = |word: &str| other.words.iter().any(|known| &*known.folded == word);
        let place = self
            .words
            .windows(2)
            .position(|two| has(&[&*two[0].folded, &*two[1].folded].concat()))?;
        let mut joined = self.clone();
        let second = joined.words.remove(place + 1);
        joined.words[place] = Word::joined(&joined.words[place], &second);
        Some(joined)
    }
}

/// In what two words are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// They are written alike.
    Equal,
    /// They sound alike, as in two alphabets.
    Sound,
    /// One is short for the other.
    Short,
    /// They are a slip of the pen apart.
    Slip,
    /// One is the first letter of the other.
    Initial,
}

impl Match {
    const ALL: [Self; 5] = [Self::Equal, Self::Sound, Self::Short, Self::Slip, Self::Initial];

    fn of(one: &Word, other: &Word, given: &Given) -> Option<Self> {
        if one.folded == other.folded {
            return Some(if one.is_initial() { Self::Initial } else { Self::Equal });
        }
        if one.is_number() || other.is_number() {
            return None;
        }
        if one.is_initial() || other.is_initial() {
            let fits =
                if one.is_initial() { other.begins_like(one) } else { one.begins_like(other) };
            return fits.then_some(Self::Initial);
        }
        let (lines, others) = (given.lines(&one.folded), given.lines(&other.folded));
        let shares = |ours: &[u16], theirs: &[u16]| ours.iter().any(|line| theirs.contains(line));
        let sounds = sound_alike(one, other);
        if shares(lines, others) {
            return Some(if sounds { Self::Sound } else { Self::Short });
        }
        if !lines.is_empty() && !others.is_empty() {
            return None;
        }
        if sounds {
            return Some(Self::Sound);
        }
        if shares(given.lines_of_first(&one.folded), others)
            || shares(given.lines_of_first(&other.folded), lines)
        {
            return Some(Self::Short);
        }
        are_one_slip(one, other).then_some(Self::Slip)
    }
}

fn sound_alike(one: &Word, other: &Word) -> bool {
    if is_persian(&one.folded) != is_persian(&other.folded) {
        return Sound::of(&one.folded).fits(&Sound::of(&other.folded), Begun::Neither);
    }
    one.bones.len() >= 2 && one.bones == other.bones
}

fn are_one_slip(one: &Word, other: &Word) -> bool {
    let fewest = |least: usize| one.n_letters().min(other.n_letters()) >= least;
    if !fewest(FEWEST_FOR_A_SLIP) || differ_in_ending(one, other) {
        return false;
    }
    // In two alphabets the bones are held against each other, which say less.
    let bones = || {
        one.bones.len().min(other.bones.len()) > FEWEST_FOR_A_SLIP
            && is_one_slip(&one.bones, &other.bones)
    };
    is_one_slip(&one.folded, &other.folded) || bones()
}

/// Whether one is the other with a vowel behind: a man's name and a woman's, Петров and Петрова.
fn differ_in_ending(one: &Word, other: &Word) -> bool {
    let is_ending = |longer: &str, shorter: &str| {
        matches!(longer.strip_prefix(shorter), Some("a" | "e" | "i" | "а" | "я" | "ه" | "ا" | "ی"))
    };
    let ends = |one: &str, other: &str| is_ending(one, other) || is_ending(other, one);
    ends(&one.folded, &other.folded) || ends(&one.bones, &other.bones)
}

/// What two names have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Likeness {
    /// The words that go together: the keys of both by which they are counted, and how.
    pub(super) matches: Vec<(Box<str>, Box<str>, Match)>,
    /// Words of the name with fewer left over, and of the other.
    pub(super) left: (usize, usize),
    /// They are two companies of one name.
    forms_differ: bool,
    /// They are father and son of one name.
    pub(super) generations_differ: bool,
    /// One of the two is called the younger or the older.
    pub(super) one_is_marked: bool,
}

impl Likeness {
    /// Holds two names against each other; neither is empty.
    pub(super) fn of(one: &Name, other: &Name, given: &Given) -> Self {
        let plain = Self::word_by_word(one, other, given);
        if plain.left.0 == 0 && plain.left.1 == 0 {
            return plain;
        }
        let joined = one.joined_as_in(other).map(|one| Self::word_by_word(&one, other, given));
        let joined = joined.or_else(|| {
            other.joined_as_in(one).map(|other| Self::word_by_word(one, &other, given))
        });
        joined.filter(|joined| joined.left < plain.left).unwrap_or(plain)
    }

    fn word_by_word(one: &Name, other: &Name, given: &Given) -> Self {
        let mut ours: Vec<&Word> = one.words.iter().collect();
        let mut theirs: Vec<&Word> = other.words.iter().collect();
        let mut matches = Vec::new();
        for wanted in Match::ALL {
            ours.retain(|our| {
                let is_one = |their: &&Word| Match::of(our, their, given) == Some(wanted);
                let Some(place) = theirs.iter().position(is_one) else { return true };
                let their = theirs.remove(place);
                matches.push((our.key().into(), their.key().into(), wanted));
                false
            });
        }
        let differ = |one: Option<usize>, other: Option<usize>| {
            one.zip(other).is_some_and(|(one, other)| one != other)
        };
        let generations = one.generation.zip(other.generation);
        Self {
            matches,
            left: (ours.len().min(theirs.len()), ours.len().max(theirs.len())),
            forms_differ: differ(one.form, other.form),
            generations_differ: generations.is_some_and(|(one, other)| one != other),
            one_is_marked: one.generation.is_some() != other.generation.is_some(),
        }
    }

    /// How many words go together in this way.
    pub(super) fn n(&self, how: Match) -> usize {
        self.matches.iter().filter(|(.., found)| *found == how).count()
    }

    /// Whether they may be two forms of one name: nothing is left over of the one, and no more
    /// than one word is of another form.
    pub(super) fn fits(&self) -> bool {
        let n_odd = self.n(Match::Slip) + self.n(Match::Short);
        let n_whole = self.matches.len() - self.n(Match::Initial);
        let is_marked_otherwise = self.forms_differ || self.generations_differ;
        self.left.0 == 0 && n_odd <= 1 && n_whole > 0 && !is_marked_otherwise
    }

    /// Whether they fit word by word, and nothing is missing of either but what is beyond two words:
    /// a mother and her daughter may be Anna and Annamária.
    pub(super) fn is_whole(&self) -> bool {
        let n_whole = self.n(Match::Equal) + self.n(Match::Sound);
        n_whole == self.matches.len() && self.fits() && (n_whole >= 2 || self.left.1 == 0)
    }

    /// Whether they are the same words.
    pub(super) fn is_same(&self) -> bool {
        self.left.1 == 0 && self.matches.iter().all(|(.., how)| *how == Match::Equal)
    }
}

/// How many customers of a base have a word in their names, and a whole name.
#[derive(Clone, Debug, Default)]
pub(super) struct Commonness {
    counts: HashMap<Box<str>, u32>,
}

impl Commonness {
    /// Counts a customer's names and their words, each once.
    pub(super) fn count(&mut self, names: &[Name]) {
        let whole: Vec<String> = names.iter().map(Name::key).collect();
        let words = names.iter().flat_map(|name| &name.words).map(Word::key);
        let mut keys: Vec<&str> = words.chain(whole.iter().map(String::as_str)).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            match self.counts.get_mut(key) {
                Some(count) => *count += 1,
                None => drop(self.counts.insert(key.into(), 1)),
            }
        }
    }

    /// How many have it.
    pub(super) fn of(&self, key: &str) -> u32 {
        self.counts.get(key).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> Likeness {
        Likeness::of(&Name::new(one), &Name::new(other), &Given::new())
    }

    #[test]
    fn two_forms_of_one_name_fit() {
        for (one, other) in [
            ("Kovács Anna", "ANNA  kovacs"),
            ("Dr. Kovács Anna", "Kovács Anna"),
            ("Шевченко Олександр", "Oleksandr Shevchenko"),
            ("محمد کریمی", "Mohammad Karimi"),
            ("علی\u{200c}رضا احمدی", "علی رضا احمدی"),
            ("Kovács-Szűcs Anna", "Kovácsszűcs Anna"),
            ("Pat O'Brien", "Pat OBrien"),
            ("Kovács Annamária", "Kovács Anna"),
            ("Kovács Katalin", "Kovács Kati"),
            ("Иванов Александр", "Иванов Саша"),
            ("Horváth Péter", "Horvát Péter"),
            ("Kovács A.", "Kovács Anna"),
            ("Иванов Пётр Сергеевич", "Иванов Петр"),
            ("Smith William", "Bill Smith"),
        ] {
            assert!(likeness(one, other).fits(), "{one}, {other}");
            assert!(likeness(other, one).fits(), "{other}, {one}");
        }
    }

    #[test]
    fn two_names_do_not() {
        for (one, other) in [
            ("Kovács Anna", "Kovács Béla"),
            ("Kovács Mária", "Kovács Márta"),
            ("Петров Александр", "Петрова Александра"),
            ("Алина Петрова", "Елена Петрова"),
            ("Kovács István", "Kovács Istvánné"),
            ("ifj. Nagy István", "id. Nagy István"),
            ("Napfény Kft.", "Napfény Bt."),
            ("Иванов Сергей Петрович", "Иванов Сергей Иванович"),
            ("John A. Smith", "John B. Smith"),
            ("Иван Петров", "Пётр Иванов"),
            ("حسن کریمی", "حسین کریمی"),
            ("حسن کریمی", "Hossein Karimi"),
            ("Iskola 5", "Iskola 7"),
            ("K. A.", "Kovács Anna"),
        ] {
            assert!(!likeness(one, other).fits(), "{one}, {other}");
        }
    }
}
