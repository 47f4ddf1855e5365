//! Find as you type: customers by any part of name, phone, email, card or tag.
//!
//! Every word of a question must be in some word of the customer, in any order and case and with
//! or without accents: it is one, begins one or, from three letters on, stands inside one, and in
//! this order they come. Digits may stand anywhere inside a phone or card number. Between come the
//! ones that only sound alike, in another alphabet or language: Шевченко for Shevchenko, محمد for
//! Mohammad. It does not forgive slips of the keyboard, and does not search notes: who looks for a
//! person wants few answers.
//!
//! Beside what the owner calls a phone or a card, the number of a till and the names on
//! messengers are found too: a customer who has nothing else would be lost in the list.
//!
//! Why words in order and not a scan: the first letters typed are in most customers, and a scan of
//! a hundred thousand takes longer than the next key. A changed customer gets a new slot and the
//! old one goes dead, so a change costs as much as the customer has words; when half the slots are
//! dead, they are cleared out.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::people::customer::{Customer, Member};
use crate::units::id::CustomerId;
use crate::units::pace::{Pace, at_once};

mod fold;
mod phone;
mod query;
mod skeleton;
mod persian;
mod words;

pub use fold::fold;
pub(in crate::people) use persian::{Begun, Sound, is_persian};
use query::Term;
pub(in crate::people) use query::pieces;
pub(in crate::people) use skeleton::skeleton;
use words::{EXACT, Grade, Grades, INSIDE, LOOSE, NONE, Numbers, PREFIX, Slot, WITHIN, Words};

/// The fewest letters of a skeleton that are looked for: two are in every second name.
const MIN_LOOSE: usize = 3;

/// The fewest letters that are looked for inside a word, or by their sound in Arabic letters.
const MIN_WITHIN: usize = 3;

/// What can be found, kept in step with the book by [`Index::update`].
#[derive(Clone, Debug, Default)]
pub struct Index {
    slot_of: HashMap<CustomerId, Slot>,
    slots: Vec<Entry>,
    words: Words,
    skeletons: Words,
    numbers: Numbers,
}

#[derive(Clone, Debug)]
struct Entry {
    id: CustomerId,
    /// Folded, for the order among equals.
    name: Box<str>,
    /// The first bytes of the name: nearly always enough to tell the order, and near at hand.
    start: [u8; 16],
    /// Not replaced or deleted since.
    alive: bool,
}

/// A customer who answers a question.
struct Answer<'a> {
    grade: Grade,
    start: u128,
    entry: &'a Entry,
}

impl Answer<'_> {
    /// Better first, then by name.
    fn order(&self, other: &Self) -> Ordering {
        let names = || self.entry.name.cmp(&other.entry.name);
        let starts = (self.grade, self.start).cmp(&(other.grade, other.start));
        starts.then_with(names).then_with(|| self.entry.id.cmp(&other.entry.id))
    }
}

impl Index {
    /// Makes the index of customers.
    pub fn build<'a>(customers: impl IntoIterator<Item = (CustomerId, &'a Customer)>) -> Self {
        let mut index = Self::unsorted();
        for (id, customer) in customers {
            index.update(id, Some(customer));
        }
        at_once(async |pace| index.sort(pace).await);
        index
    }

    /// An index of nobody that many are to be put into, one by one; nothing is found in it before
    /// it is [sorted](Self::sort).
    #[must_use]
    pub fn unsorted() -> Self {
        Self { words: Words::unsorted(), skeletons: Words::unsorted(), ..Self::default() }
    }

    /// Puts in order what was put in [unsorted](Self::unsorted).
    pub async fn sort(&mut self, pace: &Pace) {
        self.words.sort(pace).await;
        self.skeletons.sort(pace).await;
    }

    /// Takes over what became of a customer; `None` when they are gone.
    pub fn update(&mut self, id: CustomerId, customer: Option<&Customer>) {
        if let Some(slot) = self.slot_of.remove(&id) {
            self.slots[slot as usize].alive = false;
        }
        if let Some(customer) = customer {
            self.add(id, customer);
        }
        if self.slots.len() > 64 && self.slot_of.len() < self.slots.len() / 2 {
            self.clear_out();
        }
    }

    /// The customers who answer a question, best first: whole words before beginnings, these
    /// before digits inside a number, these before likeness of sound, and letters inside a word
    /// last; equals by name.
    ///
    /// A question without a letter or digit is answered by everyone.
    #[must_use]
    pub fn search(&self, question: &str, limit: usize) -> Vec<CustomerId> {
        let mut found: Vec<Answer> = self
            .found(question)
            .map(|(grade, entry)| Answer { grade, start: u128::from_be_bytes(entry.start), entry })
            .collect();
        if limit < found.len() {
            found.select_nth_unstable_by(limit, Answer::order);
            found.truncate(limit);
        }
        found.sort_unstable_by(Answer::order);
        found.into_iter().map(|answer| answer.entry.id).collect()
    }

    /// Everyone who answers a question, in the order of ids, for filtering a list.
    #[must_use]
    pub fn matches(&self, question: &str) -> Vec<CustomerId> {
        let mut ids: Vec<CustomerId> = self.found(question).map(|(_, entry)| entry.id).collect();
        ids.sort_unstable();
        ids
    }

    /// Customers with a folded word in their names, as it is written or as it sounds, as many as
    /// asked for at most.
    pub(in crate::people) fn named(&self, word: &str, most: usize) -> Vec<CustomerId> {
        let bones = skeleton(word);
        let sounding = self.skeletons.named(&bones).chain(self.words.named_alike(word));
        let slots = self.words.named(word).chain(sounding).map(|slot| &self.slots[slot as usize]);
        let mut ids: Vec<CustomerId> =
            slots.filter(|entry| entry.alive).map(|entry| entry.id).take(2 * most).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(most);
        ids
    }

    /// About how many customers have a folded word in their names, or a skeleton.
    pub(in crate::people) fn n_named(&self, key: &str) -> usize {
        self.words.named(key).count().max(self.skeletons.named(key).count())
    }

    /// How many customers can be found.
    #[must_use]
    pub fn n_customers(&self) -> usize {
        self.slot_of.len()
    }

    fn found(&self, question: &str) -> impl Iterator<Item = (Grade, &Entry)> {
        let grades = self.grades(&query::terms(question));
        grades.0.into_iter().zip(&self.slots).filter(|(grade, entry)| *grade < NONE && entry.alive)
    }

    fn add(&mut self, id: CustomerId, customer: &Customer) {
        let slot = Slot::try_from(self.slots.len()).expect("fewer than four billion customers");
        self.add_text(customer.name(), slot, false);
        customer.other_names().for_each(|name| self.add_text(name, slot, false));
        let mut numbers = phone::digits_of(&fold(customer.card()));
        for card in customer.other_cards() {
            numbers.push(' ');
            numbers.push_str(&phone::digits_of(&fold(card)));
        }
        let cards = std::iter::once(customer.card()).chain(customer.other_cards());
        let file_ids = std::iter::once(customer.file_id()).chain(customer.other_file_ids());
        for text in cards.chain(file_ids).chain(customer.tags()) {
            self.add_text(text, slot, true);
        }
        for member in customer.members() {
            match member {
                Member::Email(address) => self.add_email(address, slot),
                Member::Phone(number) | Member::Messenger(_, number) => {
                    self.add_number(number, slot, &mut numbers);
                }
                Member::Address(_)
                | Member::Tag(_)
                | Member::Likes(_)
                | Member::AlsoNamed(_)
                | Member::AlsoCard(_)
                | Member::AlsoFileId(_) => {}
            }
        }
        self.numbers.push(numbers.trim_start());
        self.slot_of.insert(id, slot);
        let name = fold(customer.name());
        let mut start = [0; 16];
        let length = name.len().min(start.len());
        start[..length].copy_from_slice(&name.as_bytes()[..length]);
        self.slots.push(Entry { id, name: name.into(), start, alive: true });
    }

    /// Notes each piece of a text, and each with all that follows it as one word.
    fn add_text(&mut self, text: &str, slot: Slot, aside: bool) {
        let pieces = query::pieces(text);
        for (place, piece) in pieces.iter().enumerate() {
            let joined = query::joined(&pieces[place..]);
            let bones = skeleton(&joined);
            if bones.len() >= MIN_LOOSE {
                self.skeletons.add(&bones, slot, aside);
            }
            self.words.add_to_look_into(piece, slot, aside);
            if joined.len() > piece.len() {
                self.words.add(&joined, slot, aside);
            }
        }
    }

    /// Notes the forms of a number, and as words only what has letters: "ext", or "@anna".
    fn add_number(&mut self, number: &str, slot: Slot, numbers: &mut String) {
        for form in phone::forms(&fold(number)) {
            numbers.push(' ');
            numbers.push_str(&form);
        }
        for word in number.split_whitespace() {
            if !query::pieces(word).iter().all(|piece| query::is_number(piece)) {
                self.add_text(word, slot, true);
            }
        }
    }

    /// The words of an address before the @, its domain as one word, and the whole as one.
    ///
    /// The end of a domain is no word of its own: everyone has a "com".
    fn add_email(&mut self, address: &str, slot: Slot) {
        for part in address.split_whitespace() {
            let (local, domain) = part.rsplit_once('@').unwrap_or((part, ""));
            for piece in query::pieces(local) {
                self.words.add_to_look_into(&piece, slot, true);
            }
            for whole in [domain, part] {
                let joined = query::joined(&query::pieces(whole));
                if !joined.is_empty() {
                    self.words.add(&joined, slot, true);
                }
            }
        }
    }

    /// How well each slot meets all demands.
    fn grades(&self, terms: &[Term]) -> Grades {
        let lone_digit =
            matches!(terms, [Term::Number { groups, .. }] if groups.concat().len() < 2);
        let mut all = Grades::all(self.slots.len());
        for term in terms {
            all = all.and(&match term {
                Term::Text(pieces) => self.text(pieces),
                Term::Number { groups, plus } => self.number(groups, *plus, !lone_digit),
            });
        }
        let mut joined = Grades::none(self.slots.len());
        for word in query::joined_orders(terms) {
            self.words.grade(&word, INSIDE, INSIDE, &mut joined);
        }
        all.or(&joined)
    }

    /// All pieces of a word, or the word as one.
    fn text(&self, pieces: &[String]) -> Grades {
        let mut all = Grades::all(self.slots.len());
        for piece in pieces {
            all = all.and(&self.word(piece));
        }
        if pieces.len() > 1 { all.or(&self.word(&query::joined(pieces))) } else { all }
    }

    fn word(&self, word: &str) -> Grades {
        let mut grades = Grades::none(self.slots.len());
        self.words.grade(word, EXACT, PREFIX, &mut grades);
        if query::is_number(word) {
            self.numbers.grade(word, true, &mut grades);
            return grades;
        }
        if word.chars().count() >= MIN_WITHIN {
            self.words.grade_within(word, WITHIN, &mut grades);
            self.words.grade_sound(word, LOOSE, &mut grades);
        }
        let bones = skeleton(word);
        if bones.len() >= MIN_LOOSE {
            self.skeletons.grade(&bones, LOOSE, LOOSE, &mut grades);
        }
        grades
    }

    /// All groups wherever they stand, or all of them as one number in any of its forms.
    fn number(&self, groups: &[String], plus: bool, inside: bool) -> Grades {
        let mut all = Grades::all(self.slots.len());
        for group in groups {
            let mut grades = Grades::none(self.slots.len());
            self.words.grade(group, EXACT, PREFIX, &mut grades);
            self.numbers.grade(group, inside, &mut grades);
            all = all.and(&grades);
        }
        let mut one = Grades::none(self.slots.len());
        for form in query::asked(groups, plus) {
            self.numbers.grade(&form, inside, &mut one);
        }
        all.or(&one)
    }

    /// Forgets the dead slots.
    fn clear_out(&mut self) {
        let mut next = 0;
        let places: Vec<Option<Slot>> = self
            .slots
            .iter()
            .map(|entry| {
                let place = entry.alive.then_some(next);
                next += Slot::from(entry.alive);
                place
            })
            .collect();
        self.slots.retain(|entry| entry.alive);
        self.words.renumber(&places);
        self.skeletons.renumber(&places);
        self.numbers.renumber(&places);
        self.slot_of = (0..).zip(&self.slots).map(|(slot, entry)| (entry.id, slot)).collect();
    }
}

#[cfg(test)]
mod tests;
