//! A customer as far as it is held against others, read once.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::people::customer::{Customer, Member};
use crate::people::find::{Sound, fold};
use crate::people::pairs::given::Given;
use crate::people::pairs::name::{Name, Word};
use crate::people::pairs::slip::left_out;
use crate::people::same::{Country, Key};
use crate::units::calendar::Birthday;
use crate::units::id::CustomerId;

/// What is one person's own: a card, a number of a till, a phone, an email address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Own {
    pub(super) key: Key,
    pub(super) hash: u64,
}

/// What is held against others.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The name, and others they go by.
    pub(super) names: Vec<Name>,
    pub(super) own: Vec<Own>,
    /// Phone numbers in their full form.
    pub(super) phones: Vec<Box<str>>,
    pub(super) birthday: Option<Birthday>,
    pub(super) addresses: Vec<u64>,
    pub(super) is_company: bool,
    pub(super) works_at: Option<CustomerId>,
}

impl Known {
    /// Reads a customer.
    pub(super) fn new(customer: &Customer, country: Option<Country>) -> Self {
        let names = std::iter::once(customer.name()).chain(customer.other_names());
        let names = names.map(Name::new).filter(|name| !name.is_empty()).collect();
        let mut own: Vec<Own> = [Key::Card, Key::FileId, Key::Phone, Key::Email]
            .into_iter()
            .flat_map(|key| key.of(customer, country).map(move |text| own_hash(key, &text)))
            .collect();
        own.sort_unstable();
        own.dedup();
        let addresses = customer.members().iter().filter_map(|member| match member {
            Member::Address(text) => address(text),
            Member::Phone(_)
            | Member::Email(_)
            | Member::Messenger(..)
            | Member::Tag(_)
            | Member::Likes(_)
            | Member::AlsoNamed(_)
            | Member::AlsoCard(_)
            | Member::AlsoFileId(_) => None,
        });
        Self {
            names,
            own,
            phones: Key::Phone.of(customer, country).map(Into::into).collect(),
            birthday: customer.birthday(),
            addresses: addresses.collect(),
            is_company: customer.is_company(),
            works_at: customer.works_at(),
        }
    }

    /// The heaps of a base that the customer is put on: those on one heap are held against each
    /// other.
    pub(super) fn heaps(&self, given: &Given, mut put: impl FnMut(Heap, u64)) {
        for own in &self.own {
            put(Heap::Own, hash(&(Heap::Own, own)));
        }
        for name in &self.names {
            let words: Vec<&Word> = name.words.iter().filter(|word| !word.is_initial()).collect();
            if let [word] = words.as_slice() {
                put(Heap::Name, hash(&(Heap::Name, word.key())));
            }
            for (place, word) in words.iter().enumerate() {
                for address in &self.addresses {
                    put(Heap::Name, hash(&(word.key(), address)));
                }
                for initial in name.words.iter().filter(|word| word.is_initial()) {
                    let letter = initial.bones.chars().chain(initial.folded.chars()).next();
                    put(Heap::Initial, hash(&(Heap::Initial, word.key(), letter)));
                }
                for other in &words[place + 1..] {
                    self.heaps_of_two(word, other, &mut put);
                }
            }
            // Two words may be one elsewhere: علی رضا and علیرضا.
            for place in 1..words.len().max(2) - 1 {
                let joined = |at: usize| Word::joined(words[at], words[at + 1]);
                self.heaps_of_two(&joined(place - 1), words[place + 1], &mut put);
                self.heaps_of_two(words[place - 1], &joined(place), &mut put);
            }
            for (word, other) in spelled_parts(&words) {
                heaps_of_spelling(word, other, given, &mut put);
            }
        }
    }

    fn heaps_of_two(&self, one: &Word, other: &Word, put: &mut impl FnMut(Heap, u64)) {
        let in_order = |one: &str, other: &str| {
            if one <= other {
                (one.to_owned(), other.to_owned())
            } else {
                (other.to_owned(), one.to_owned())
            }
        };
        let two = in_order(one.key(), other.key());
        put(Heap::Name, hash(&(Heap::Name, &two)));
        // What too many are called still tells those born on one day.
        if let Some(born) = self.birthday {
            put(Heap::Name, hash(&(Heap::Name, &two, born.month(), born.day())));
        }
        let (one, other) = (Sound::of(&one.folded), Sound::of(&other.folded));
        let script = if one.is_persian() { Heap::Persian } else { Heap::Latin };
        if one.is_persian() == other.is_persian() {
            put(script, hash(&in_order(&one.frame(), &other.frame())));
        }
    }
}

/// Which two words of a name are looked at for slips and short forms, each as the one that is and
/// the one that may be spelled otherwise.
fn spelled_parts<'a>(words: &[&'a Word]) -> Vec<(&'a Word, &'a Word)> {
    // A father's name is not what somebody is told by, and would double the heaps.
    let is_of_father =
        |word: &&&Word| ["vic", "vna", "icna"].iter().any(|end| word.bones.ends_with(end));
    let plain: Vec<&Word> = words.iter().filter(|word| !is_of_father(word)).copied().collect();
    let plain = if plain.len() < 2 { words } else { &plain };
    let [one, other, ..] = plain else { return Vec::new() };
    vec![(one, other), (other, one)]
}

/// The heaps of a word and of what another may be a slip of, or short for.
fn heaps_of_spelling(word: &Word, other: &Word, given: &Given, put: &mut impl FnMut(Heap, u64)) {
    let key = word.key();
    for spelled in left_out(other.key()).filter(|spelled| spelled.len() > 3) {
        put(Heap::Name, hash(&(Heap::Name, key, "slip", spelled)));
    }
    let lines = given.lines(&other.folded).iter().chain(given.lines_of_first(&other.folded));
    for line in lines {
        put(Heap::Name, hash(&(Heap::Name, key, "short", line)));
    }
    if let Some(letter) = other.key().chars().next() {
        put(Heap::Named, hash(&(Heap::Initial, key, Some(letter))));
    }
}

/// What kind of heap it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Heap {
    /// Of those who share what is one's own.
    Own,
    /// Of those whose names may be one.
    Name,
    /// Of those with an initial, which is held against whole names only.
    Initial,
    /// Of those with a whole name, on the heap of its initial.
    Named,
    /// Of names in Arabic letters, by what their sound is framed by.
    Persian,
    /// Of names in others, on the same heap.
    Latin,
}

/// A shared number or address of a kind.
pub(super) fn own_hash(key: Key, text: &str) -> Own {
    Own { key, hash: hash(&(key, text)) }
}

/// An address without what people write in one way or another; `None` for one that says too little.
fn address(text: &str) -> Option<u64> {
    let folded: String = fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect();
    (folded.len() >= 6).then(|| hash(&folded))
}

fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
