//! Which customers have which words, and how well each of them answers a question.

use std::collections::BTreeMap;
use std::hash::RandomState;

use hashbrown::HashMap;
use hashbrown::hash_map::EntryRef;

use super::persian::{Begun, Sound, is_persian};
use crate::units::pace::Pace;

/// The place of a customer in the index.
pub(super) type Slot = u32;

/// How well a customer answers: zero is best, [`NONE`] is not at all.
pub(super) type Grade = u8;

/// Does not answer.
pub(super) const NONE: Grade = Grade::MAX;
/// The word itself.
pub(super) const EXACT: Grade = 0;
/// The beginning of a word.
pub(super) const PREFIX: Grade = 2;
/// Inside a number.
pub(super) const INSIDE: Grade = 4;
/// By its sound.
pub(super) const LOOSE: Grade = 6;
/// Inside a word.
pub(super) const WITHIN: Grade = 8;

/// The grade of every slot, best alternatives taken and demands added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grades(pub(super) Vec<Grade>);

impl Grades {
    /// Nobody answers.
    pub(super) fn none(n_slots: usize) -> Self {
        Self(vec![NONE; n_slots])
    }

    /// Everybody answers.
    pub(super) fn all(n_slots: usize) -> Self {
        Self(vec![EXACT; n_slots])
    }

    /// Notes an answer unless a better one is known.
    pub(super) fn improve(&mut self, slot: Slot, grade: Grade) {
        let known = &mut self.0[slot as usize];
        *known = grade.min(*known);
    }

    /// Either will do: the better of the two.
    pub(super) fn or(mut self, other: &Self) -> Self {
        for (ours, theirs) in self.0.iter_mut().zip(&other.0) {
            *ours = (*ours).min(*theirs);
        }
        self
    }

    /// Both are demanded: the sum, and [`NONE`] wherever one is.
    pub(super) fn and(mut self, other: &Self) -> Self {
        for (ours, theirs) in self.0.iter_mut().zip(&other.0) {
            *ours = ours.saturating_add(*theirs);
        }
        self
    }
}

/// Words in order, each with the slots that have it.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    sorted: BTreeMap<Box<str>, Entry>,
    /// In place of `sorted` while a whole book is taken in: sorting once at the end takes a
    /// fraction of the time.
    unsorted: Option<HashMap<Box<str>, Entry, RandomState>>,
    /// The words that are looked into, each once: one in Arabic letters, and one in others.
    persian: Text,
    others: Text,
}

/// What is known of a word.
#[derive(Clone, Debug, Default)]
struct Entry {
    mentions: Vec<Mention>,
    /// Whether it is among those that are looked into.
    is_looked_into: bool,
}

/// A slot that has a word, and whether it is in the name or elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mention {
    slot: Slot,
    /// Added to the grade: 0 in the name, 1 elsewhere.
    aside: Grade,
}

/// Words one after the other: side by side, a pass over all of them takes no longer than reading
/// them, and no list of who has which three letters is to be kept.
#[derive(Clone, Debug, Default)]
struct Text(String);

impl Text {
    /// Stands behind each word, and in none.
    const END: char = '\n';

    fn push(&mut self, word: &str) {
        self.0.push_str(word);
        self.0.push(Self::END);
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator(Self::END)
    }

    /// The words that have a run of letters in them.
    fn with(&self, run: &str) -> impl Iterator<Item = &str> {
        let mut next = 0;
        self.0.match_indices(run).filter_map(move |(at, _)| {
            if at < next {
                return None;
            }
            let start = self.0[..at].rfind(Self::END).map_or(0, |end| end + 1);
            next = at + self.0[at..].find(Self::END)?;
            Some(&self.0[start..next])
        })
    }
}

impl Words {
    /// No words yet, but many to come; to be closed by [`Words::sort`].
    pub(super) fn unsorted() -> Self {
        Self { unsorted: Some(HashMap::default()), ..Self::default() }
    }

    /// Puts the words in order, after which they can be found.
    pub(super) async fn sort(&mut self, pace: &Pace) {
        let unsorted = self.unsorted.take().into_iter().flatten();
        pace.each(unsorted, |(word, entry)| drop(self.sorted.insert(word, entry))).await;
    }

    /// Notes that a slot has a word, in its name or `aside`.
    pub(super) fn add(&mut self, word: &str, slot: Slot, aside: bool) {
        self.entry(word, slot, aside);
    }

    /// As [`add`](Self::add), and the word is found by any part of it, too.
    pub(super) fn add_to_look_into(&mut self, word: &str, slot: Slot, aside: bool) {
        let entry = self.entry(word, slot, aside);
        if !std::mem::replace(&mut entry.is_looked_into, true) {
            let text = if is_persian(word) { &mut self.persian } else { &mut self.others };
            text.push(word);
        }
    }

    fn entry(&mut self, word: &str, slot: Slot, aside: bool) -> &mut Entry {
        let mention = Mention { slot, aside: aside.into() };
        let entry = match &mut self.unsorted {
            Some(unsorted) => match unsorted.entry_ref(word) {
                EntryRef::Occupied(known) => known.into_mut(),
                EntryRef::Vacant(place) => place.insert_with_key(word.into(), Entry::default()),
            },
            None => {
                // Asked first, for a word that is known needs no copy of its text.
                if !self.sorted.contains_key(word) {
                    self.sorted.insert(word.into(), Entry::default());
                }
                self.sorted.get_mut(word).expect("it was known, or put there")
            }
        };
        if entry.mentions.last() != Some(&mention) {
            entry.mentions.push(mention);
        }
        entry
    }

    /// Grades the slots by the word itself, and by words that begin with it.
    pub(super) fn grade(&self, word: &str, exact: Grade, prefix: Grade, grades: &mut Grades) {
        let from = (std::ops::Bound::Included(word), std::ops::Bound::Unbounded);
        let begun =
            self.sorted.range::<str, _>(from).take_while(|(known, _)| known.starts_with(word));
        for (known, entry) in begun {
            let grade = if known.len() == word.len() { exact } else { prefix };
            entry.grade(grade, grades);
        }
    }

    /// Grades the slots by words that have a run of letters anywhere.
    pub(super) fn grade_within(&self, run: &str, grade: Grade, grades: &mut Grades) {
        let text = if is_persian(run) { &self.persian } else { &self.others };
        for word in text.with(run) {
            self.grade_word(word, grade, grades);
        }
    }

    /// Grades the slots by words of the other script that a word, whole or begun, sounds like.
    pub(super) fn grade_sound(&self, word: &str, grade: Grade, grades: &mut Grades) {
        for fitting in self.sounding(word, true) {
            self.grade_word(fitting, grade, grades);
        }
    }

    /// The words of the other script that a word sounds like.
    fn sounding(&self, word: &str, is_begun: bool) -> impl Iterator<Item = &str> {
        let asked = Sound::of(word);
        let (text, begun) = match asked.is_persian() {
            true => (&self.others, Begun::Persian),
            false => (&self.persian, Begun::Latin),
        };
        let begun = if is_begun { begun } else { Begun::Neither };
        text.words()
            .filter(move |known| asked.may_begin(known) && asked.fits(&Sound::of(known), begun))
    }

    fn grade_word(&self, word: &str, grade: Grade, grades: &mut Grades) {
        if let Some(entry) = self.sorted.get(word) {
            entry.grade(grade, grades);
        }
    }

    /// The slots that have the word in their names.
    pub(super) fn named(&self, word: &str) -> impl Iterator<Item = Slot> {
        let mentions = self.sorted.get(word).into_iter().flat_map(|entry| &entry.mentions);
        mentions.filter(|mention| mention.aside == 0).map(|mention| mention.slot)
    }

    /// The slots that have a word in their names that this one sounds like in the other script.
    pub(super) fn named_alike(&self, word: &str) -> impl Iterator<Item = Slot> {
        self.sounding(word, false).flat_map(|word| self.named(word))
    }

    /// Gives every slot its new place; slots without one are forgotten.
    pub(super) fn renumber(&mut self, places: &[Option<Slot>]) {
        self.sorted.retain(|_, Entry { mentions, .. }| {
            mentions.retain_mut(|mention| match places[mention.slot as usize] {
                Some(place) => {
                    mention.slot = place;
                    true
                }
                None => false,
            });
            !mentions.is_empty()
        });
        for text in [&mut self.persian, &mut self.others] {
            let mut kept = Text::default();
            let known = text.words().filter(|word| self.sorted.contains_key(*word));
            known.for_each(|word| kept.push(word));
            *text = kept;
        }
    }
}

impl Entry {
    fn grade(&self, grade: Grade, grades: &mut Grades) {
        for mention in &self.mentions {
            grades.improve(mention.slot, grade + mention.aside);
        }
    }
}

/// The numbers of each slot, found by any run of digits.
///
/// A run of three or more is looked up by the rarest three digits in it. Two digits are in every
/// third number, too many for a list each, so a bit says which slots are worth a look.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    /// The numbers of all slots, those of one with spaces between: side by side, a pass over all
    /// of them takes no longer than reading them.
    text: String,
    /// Where the numbers of each slot end.
    ends: Vec<usize>,
    /// Per slot, a bit for each two digits that stand together in it, 00 to 99.
    twos: Vec<u128>,
    /// The slots that have each three digits, 000 to 999.
    by_three: Vec<Vec<Slot>>,
}

impl Default for Numbers {
    fn default() -> Self {
        let by_three = vec![Vec::new(); 1000];
        Self { text: String::new(), ends: Vec::new(), twos: Vec::new(), by_three }
    }
}

impl Numbers {
    /// Takes the numbers of the next slot.
    pub(super) fn push(&mut self, numbers: &str) {
        let slot = Slot::try_from(self.ends.len()).expect("fewer than four billion customers");
        for place in together(3, numbers) {
            let slots = &mut self.by_three[place];
            if slots.last() != Some(&slot) {
                slots.push(slot);
            }
        }
        self.text.push_str(numbers);
        self.ends.push(self.text.len());
        self.twos.push(twos(numbers));
    }

    /// Grades the slots by a run of digits: a whole number, its beginning, or inside it.
    ///
    /// With `inside` false only beginnings count.
    pub(super) fn grade(&self, run: &str, inside: bool, grades: &mut Grades) {
        let rarest =
            together(3, run).map(|place| &self.by_three[place]).min_by_key(|slots| slots.len());
        let mut check = |slot: Slot| {
            let grade = grade_in(self.of_slot(slot as usize), run);
            if inside || grade < INSIDE {
                grades.improve(slot, grade);
            }
        };
        match rarest {
            Some(slots) => slots.iter().copied().for_each(&mut check),
            None => {
                let asked = twos(run);
                let slots = (0..).zip(&self.twos).filter(|(_, known)| **known & asked == asked);
                slots.map(|(slot, _)| slot).for_each(&mut check);
            }
        }
    }

    /// Gives every slot its new place; slots without one are forgotten.
    pub(super) fn renumber(&mut self, places: &[Option<Slot>]) {
        let old = std::mem::take(self);
        for (slot, place) in places.iter().enumerate() {
            if place.is_some() {
                self.push(old.of_slot(slot));
            }
        }
    }

    fn of_slot(&self, slot: usize) -> &str {
        let start = if slot == 0 { 0 } else { self.ends[slot - 1] };
        &self.text[start..self.ends[slot]]
    }
}

/// The grade of the numbers of one slot for a run of at least one digit.
fn grade_in(numbers: &str, run: &str) -> Grade {
    let (numbers, run) = (numbers.as_bytes(), run.as_bytes());
    let mut best = NONE;
    let mut before = b' ';
    // By hand: preparing the library's search costs more than these thirty bytes.
    for (place, here) in numbers.windows(run.len()).enumerate() {
        // Byte by byte and not as slices, which would call out for each comparison.
        if here.iter().zip(run).all(|(known, asked)| known == asked) {
            let ends = matches!(numbers.get(place + run.len()), None | Some(b' '));
            best = best.min(match (before == b' ', ends) {
                (true, true) => return EXACT,
                (true, false) => PREFIX,
                (false, _) => INSIDE,
            });
        }
        before = here[0];
    }
    best
}

/// A bit for each two digits that stand together.
fn twos(text: &str) -> u128 {
    together(2, text).fold(0, |bits, place| bits | 1 << place)
}

/// Every so many digits that stand together, as a number.
fn together(n_digits: usize, text: &str) -> impl Iterator<Item = usize> {
    text.as_bytes().windows(n_digits).filter_map(|digits| {
        digits.iter().try_fold(0, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + usize::from(byte - b'0'))
        })
    })
}
