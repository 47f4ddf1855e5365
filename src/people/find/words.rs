//! Which customers have which words, and how well each of them answers a question.

use std::collections::{BTreeMap, HashMap};

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
    sorted: BTreeMap<Box<str>, Vec<Mention>>,
    /// In place of `sorted` while a whole book is taken in: sorting once at the end takes a
    /// fraction of the time.
    unsorted: Option<HashMap<Box<str>, Vec<Mention>>>,
}

/// A slot that has a word, and whether it is in the name or elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mention {
    slot: Slot,
    /// Added to the grade: 0 in the name, 1 elsewhere.
    aside: Grade,
}

impl Words {
    /// No words yet, but many to come; to be closed by [`Words::sort`].
    pub(super) fn unsorted() -> Self {
        Self { sorted: BTreeMap::new(), unsorted: Some(HashMap::new()) }
    }

    /// Puts the words in order, after which they can be found.
    pub(super) async fn sort(&mut self, pace: &Pace) {
        let unsorted = self.unsorted.take().into_iter().flatten();
        pace.each(unsorted, |(word, mentions)| drop(self.sorted.insert(word, mentions))).await;
    }

    /// Notes that a slot has a word, in its name or `aside`.
    pub(super) fn add(&mut self, word: &str, slot: Slot, aside: bool) {
        let mention = Mention { slot, aside: aside.into() };
        let known = match &mut self.unsorted {
            Some(unsorted) => unsorted.get_mut(word),
            None => self.sorted.get_mut(word),
        };
        if let Some(mentions) = known {
            if mentions.last() != Some(&mention) {
                mentions.push(mention);
            }
        } else if let Some(unsorted) = &mut self.unsorted {
            unsorted.insert(word.into(), vec![mention]);
        } else {
            self.sorted.insert(word.into(), vec![mention]);
        }
    }

    /// Grades the slots by the word itself, and by words that begin with it.
    pub(super) fn grade(&self, word: &str, exact: Grade, prefix: Grade, grades: &mut Grades) {
        let from = (std::ops::Bound::Included(word), std::ops::Bound::Unbounded);
        let begun =
            self.sorted.range::<str, _>(from).take_while(|(known, _)| known.starts_with(word));
        for (known, mentions) in begun {
            let grade = if known.len() == word.len() { exact } else { prefix };
            for mention in mentions {
                grades.improve(mention.slot, grade + mention.aside);
            }
        }
    }

    /// Gives every slot its new place; slots without one are forgotten.
    pub(super) fn renumber(&mut self, places: &[Option<Slot>]) {
        self.sorted.retain(|_, mentions| {
            mentions.retain_mut(|mention| match places[mention.slot as usize] {
                Some(place) => {
                    mention.slot = place;
                    true
                }
                None => false,
            });
            !mentions.is_empty()
        });
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
