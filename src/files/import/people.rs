//! Which customer a row is about, and what the file says of each.
//!
//! A row finds its customer by the surest key it has. A phone, email or card that leads to somebody
//! of another name leads to another person, who is kept apart, unless the owner says that they are
//! one; the file's own number for a customer leads to one customer whatever the name, unless the
//! owner says that they are two. Either way the pair is shown.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::gains::{gain, news_of_facts, news_of_members, with_line};
use super::known::Index;
use super::origin::Origin;
use super::plan::{NamePair, PairId, Rename};
use super::row::{Draft, Who};
use super::{Buyer, Key, Known, NewCustomer, OnMatch, Options, Plan, Problem, Reason, Update};
use crate::files::columns::Meaning;
use crate::people::customer::{Customer, Fact};
use crate::people::same::{self, Country};
use crate::units::id::CustomerId;

/// What whom a row is about rests upon: the kind of key it was looked up by, and how often people
/// were found to share a key of that kind. As long as no more do, the same cells lead to the same
/// buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ground {
    key: Key,
    n_shared: usize,
}

/// The people of the file.
#[derive(Debug)]
pub(super) struct People {
    known: Arc<Known>,
    /// The phones of the book, read as numbers of the file's country where the shop has none.
    phones: Option<Index<CustomerId>>,
    country: Option<Country>,
    key: Key,
    on_match: OnMatch,
    fill_only_empty: bool,
    origin: Origin,
    are_one: BTreeMap<PairId, bool>,
    /// Customers of the book that the file names, with what it says of them.
    named: HashMap<CustomerId, NewCustomer>,
    new: Vec<NewCustomer>,
    index: Index<Buyer>,
    /// How often somebody came to share a key of a kind with somebody else.
    n_shared: [usize; Key::ALL.len()],
    /// Further names of one customer.
    names: HashMap<Buyer, Vec<String>>,
    pairs: Vec<NamePair>,
    /// Who was kept apart from whoever has the key of a pair.
    apart: HashMap<PairId, Buyer>,
}

/// Whom a row is about.
enum Found {
    Buyer(Buyer),
    Nobody,
    /// Somebody else than those who have the key of the pair.
    Apart(PairId),
}

impl People {
    pub(super) fn new(known: Arc<Known>, options: &Options) -> Self {
        let country = known.country().or(options.country);
        Self {
            phones: known.phones_of(country),
            known,
            country,
            key: options.key,
            on_match: options.on_match,
            fill_only_empty: options.fill_only_empty,
            origin: Origin::new(options),
            are_one: options.are_one.clone(),
            named: HashMap::new(),
            new: Vec::new(),
            index: Index::default(),
            n_shared: [0; Key::ALL.len()],
            names: HashMap::new(),
            pairs: Vec::new(),
            apart: HashMap::new(),
        }
    }

    /// The customer of a row; someone new is taken up.
    pub(super) fn find_or_add(&mut self, draft: &mut Draft) -> Result<Buyer, Problem> {
        self.complete_keys(draft);
        let (found, apart) = match self.find(draft)? {
            Found::Buyer(buyer) => (Some(buyer), None),
            Found::Nobody => (None, None),
            Found::Apart(pair) => (None, Some(pair)),
        };
        if found.is_none() && self.on_match == OnMatch::UpdateOnly {
            return Err(Problem::of_row(draft.line, Reason::NotKnown));
        }
        self.drop_taken_card(found, draft);
        let buyer = found.unwrap_or_else(|| {
            self.new.push(NewCustomer { line: draft.line, ..NewCustomer::default() });
            Buyer::New(self.new.len() - 1)
        });
        self.apart.extend(apart.map(|pair| (pair, buyer)));
        for (key, value) in &draft.who.keys {
            if self.index.add(*key, value, buyer) && self.is_shared(*key, value, buyer) {
                self.n_shared[*key as usize] += 1;
            }
        }
        let country = self.country;
        if let Some(person) = self.person(buyer, draft.line) {
            gain(person, draft, country);
        }
        Ok(buyer)
    }

    /// Writes the phones of a row in full, now that the country is known.
    fn complete_keys(&self, draft: &mut Draft) {
        // A number with a plus is in full already.
        let is_short =
            |(key, value): &&mut (Key, String)| *key == Key::Phone && !value.starts_with('+');
        for (_, value) in draft.who.keys.iter_mut().filter(is_short) {
            if let Some(whole) = same::phone(value, self.country) {
                *value = whole;
            }
        }
    }

    /// What whom a row is about rests upon that has this [`key`](Self::key_of).
    pub(super) fn ground(&self, key: Key) -> Ground {
        Ground { key, n_shared: self.n_shared[key as usize] }
    }

    /// Whether it still rests upon that.
    pub(super) fn holds(&self, ground: Ground) -> bool {
        self.n_shared[ground.key as usize] == ground.n_shared
    }

    /// By which key a row is looked up: the chosen one, or, where it does not have that, the surest
    /// it has; by none a row of nobody.
    pub(super) fn key_of(&self, who: &Who) -> Option<Key> {
        let others = Key::ALL.into_iter().filter(|key| *key != self.key);
        let mut keys = [self.key].into_iter().chain(others);
        keys.find(|key| who.of(*key).next().is_some())
    }

    /// Looks a row up by the chosen key, or, without it, by the surest it has.
    fn find(&mut self, draft: &Draft) -> Result<Found, Problem> {
        let Some(key) = self.key_of(&draft.who) else {
            return Ok(Found::Nobody);
        };
        let Some((value, met)) = draft.who.of(key).find_map(|value| {
            let met = self.lookup(key, value);
            (!met.is_empty()).then_some((value, met))
        }) else {
            return Ok(self.by_number(draft).map_or(Found::Nobody, Found::Buyer));
        };
        let name = draft.who.name.as_str();
        let fitting: Vec<Buyer> =
            met.iter().copied().filter(|buyer| self.can_be(*buyer, name)).collect();
        match fitting.as_slice() {
            [] => Ok(self.settle(key, value, &met, draft)),
            [one] => Ok(Found::Buyer(*one)),
            several => {
                let wanted = same::name(name);
                let is_it = |buyer: &&Buyer| same::name(self.name(**buyer)) == wanted;
                let mut exact = several.iter().filter(is_it);
                match (exact.next(), exact.next()) {
                    (Some(one), None) => Ok(Found::Buyer(*one)),
                    _ => Err(Problem::of_row(draft.line, Reason::SeveralFit)),
                }
            }
        }
    }

    /// Whom a row is about whose key leads to nobody, by a number that only one customer has.
    fn by_number(&self, draft: &Draft) -> Option<Buyer> {
        let numbers = [Key::Card, Key::FileId].into_iter();
        let mut met = numbers
            .flat_map(|key| draft.who.of(key).flat_map(move |value| self.lookup(key, value)));
        met.find(|buyer| self.can_be(*buyer, &draft.who.name))
    }

    /// Whether somebody else has a key of a buyer too.
    fn is_shared(&self, key: Key, value: &str, buyer: Buyer) -> bool {
        self.index.find(key, value).len() > 1
            || self.in_book(key, value).iter().any(|id| Buyer::Known(*id) != buyer)
    }

    /// The customers of the book a value finds.
    fn in_book(&self, key: Key, value: &str) -> &[CustomerId] {
        match (&self.phones, key) {
            (Some(phones), Key::Phone) => phones.find(key, value),
            _ => self.known.find(key, value),
        }
    }

    /// Everyone a value finds, in the book and among those of the file, each once.
    fn lookup(&self, key: Key, value: &str) -> Vec<Buyer> {
        let in_book = self.in_book(key, value);
        let mut met: Vec<Buyer> = in_book.iter().map(|id| Buyer::Known(*id)).collect();
        let of_file = self.index.find(key, value).iter();
        met.extend(of_file.filter(|buyer| match buyer {
            Buyer::Known(_) => !in_book.iter().any(|id| Buyer::Known(*id) == **buyer),
            Buyer::New(_) | Buyer::Unknown => true,
        }));
        met
    }

    /// Whether a row of this name can be of a customer.
    fn can_be(&self, buyer: Buyer, name: &str) -> bool {
        if same::can_be_one(self.name(buyer), name) {
            return true;
        }
        let further = self.names.get(&buyer).into_iter().flatten();
        if further.into_iter().any(|further| same::can_be_one(further, name)) {
            return true;
        }
        // A name that was once joined stands in the note, on a line of its own.
        let Buyer::Known(id) = buyer else { return false };
        let note = self.known.customer(id).map(|customer| customer.note()).unwrap_or_default();
        let wanted = same::name(name);
        note.lines().any(|line| same::name(line) == wanted)
    }

    /// Decides whom a row is about whose key leads to people of other names only.
    fn settle(&mut self, key: Key, value: &str, met: &[Buyer], draft: &Draft) -> Found {
        let id = PairId::new(key, value, &draft.who.name);
        if let Some(buyer) = self.apart.get(&id) {
            return Found::Buyer(*buyer);
        }
        let are_one = self.are_one.get(&id).copied().unwrap_or(key == Key::FileId);
        let Some(first) = met.first().copied() else { return Found::Nobody };
        self.pairs.push(NamePair {
            id: id.clone(),
            line: draft.line,
            key,
            value: value.to_owned(),
            ours: self.name(first).to_owned(),
            theirs: draft.who.name.clone(),
            are_one,
        });
        if !are_one {
            return Found::Apart(id);
        }
        self.names.entry(first).or_default().push(draft.who.name.clone());
        self.n_shared[key as usize] += 1;
        Found::Buyer(first)
    }

    /// Leaves out a card that somebody else has: a card is of one customer.
    fn drop_taken_card(&self, found: Option<Buyer>, draft: &mut Draft) {
        let of = |fact: Fact| fact.register();
        let card = of(Fact::Card(String::new()));
        let file_id = of(Fact::FileId(String::new()));
        for (key, register) in [(Key::Card, card), (Key::FileId, file_id)] {
            let Some(value) = draft.who.of(key).next().map(str::to_owned) else { continue };
            let Some(holder) = self.lookup(key, &value).first().copied() else { continue };
            if found == Some(holder) {
                continue;
            }
            draft.who.keys.retain(|(other, _)| *other != key);
            draft.facts.retain(|fact| fact.register() != register);
            if key == Key::Card {
                let reason = Reason::CardTaken { by: self.name(holder).to_owned() };
                let column = draft.card_column.unwrap_or_default();
                let line = draft.line;
                draft.odd.push(Problem::of_cell(line, column, Meaning::Card, &value, reason));
            }
        }
    }

    fn name(&self, buyer: Buyer) -> &str {
        match buyer {
            Buyer::Known(id) => self.known.customer(id).map(Customer::name),
            Buyer::New(place) => self.new.get(place).and_then(|person| name(&person.facts)),
            Buyer::Unknown => None,
        }
        .unwrap_or_default()
    }

    fn person(&mut self, buyer: Buyer, line: u32) -> Option<&mut NewCustomer> {
        match buyer {
            Buyer::Known(id) => {
                let person = NewCustomer { line, ..NewCustomer::default() };
                Some(self.named.entry(id).or_insert(person))
            }
            Buyer::New(place) => self.new.get_mut(place),
            Buyer::Unknown => None,
        }
    }

    /// Puts customers into the plan.
    pub(super) fn finish(mut self, plan: &mut Plan) {
        plan.counts.known_customers = self.named.len();
        for (buyer, names) in &self.names {
            if let Buyer::New(place) = buyer {
                let person = &mut self.new[*place];
                names.iter().for_each(|name| with_line(&mut person.facts, "", name));
            }
        }
        for new in &mut self.new {
            self.origin.limit(&mut new.facts);
            self.origin.mark(&mut new.facts);
        }
        plan.new_customers = std::mem::take(&mut self.new);
        plan.pairs = std::mem::take(&mut self.pairs);
        let says_no = |new: &&NewCustomer| new.facts.iter().any(Fact::is_refusal);
        plan.counts.said_no = plan.new_customers.iter().filter(says_no).count();
        if self.on_match != OnMatch::CreateOnly {
            let named = std::mem::take(&mut self.named);
            let updates = named.into_iter().filter_map(|(id, said)| self.update(id, said));
            let mut updates: Vec<Update> = updates.collect();
            updates.sort_by_key(|update| (update.line, update.customer));
            let no =
                updates.iter().filter(|update| update.facts.iter().any(Fact::is_refusal)).count();
            plan.counts.said_no += no;
            plan.renames = updates.iter().filter_map(|update| self.rename(update)).collect();
            plan.updates = updates;
        }
    }

    /// What a known customer gains; `None` for nothing.
    fn update(&self, id: CustomerId, mut said: NewCustomer) -> Option<Update> {
        self.origin.limit(&mut said.facts);
        let existing = self.known.customer(id).cloned().unwrap_or_default();
        let mut facts = news_of_facts(said.facts, &existing, self.fill_only_empty);
        for name in self.names.get(&Buyer::Known(id)).into_iter().flatten() {
            with_line(&mut facts, existing.note(), name);
        }
        let members = news_of_members(said.members, &existing, self.fill_only_empty, self.country);
        let is_news = !facts.is_empty() || !members.is_empty();
        is_news.then_some(Update { customer: id, facts, members, line: said.line })
    }

    /// Another name for somebody who had one.
    fn rename(&self, update: &Update) -> Option<Rename> {
        let from = self.name(Buyer::Known(update.customer)).to_owned();
        let to = name(&update.facts)?.to_owned();
        (!from.is_empty()).then_some(Rename { customer: update.customer, from, to })
    }
}

/// The name among some facts.
pub(super) fn name(facts: &[Fact]) -> Option<&str> {
    facts
        .iter()
        .find_map(|fact| if let Fact::Name(name) = fact { Some(name.as_str()) } else { None })
}
