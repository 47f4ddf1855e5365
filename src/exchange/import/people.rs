//! Which customer a row is about, and what the file says of each.

use std::collections::HashMap;
use std::sync::Arc;

use super::known::{Found, Index, can_be_one};
use super::row::Draft;
use super::{Buyer, Key, Known, NewCustomer, OnMatch, Options, Plan, Problem, Reason, Update};
use crate::customer::{Customer, Fact, Member, phone_key};
use crate::exchange::columns::Meaning;
use crate::id::CustomerId;

/// The people of the file.
#[derive(Debug)]
pub(super) struct People {
    known: Arc<Known>,
    key: Key,
    on_match: OnMatch,
    fill_only_empty: bool,
    /// Customers of the book that the file names, with what it says of them.
    named: HashMap<CustomerId, NewCustomer>,
    new: Vec<NewCustomer>,
    index: Index<Buyer>,
}

impl People {
    pub(super) fn new(known: Arc<Known>, options: &Options) -> Self {
        Self {
            known,
            key: options.key,
            on_match: options.on_match,
            fill_only_empty: options.fill_only_empty,
            named: HashMap::new(),
            new: Vec::new(),
            index: Index::default(),
        }
    }

    /// The customer of a row; someone new is taken up.
    pub(super) fn find_or_add(&mut self, draft: &Draft) -> Result<Buyer, Problem> {
        let found = self.find(draft)?;
        self.check_card(found, draft)?;
        let buyer = match found {
            Some(buyer) => buyer,
            None if self.on_match == OnMatch::UpdateOnly => {
                return Err(Problem::of_row(draft.line, Reason::NotKnown));
            }
            None => {
                self.new.push(NewCustomer { line: draft.line, ..NewCustomer::default() });
                Buyer::New(self.new.len() - 1)
            }
        };
        for (key, value) in &draft.who.keys {
            self.index.add(*key, value, buyer);
        }
        if let Some(person) = self.person(buyer, draft.line) {
            gain(person, draft);
        }
        Ok(buyer)
    }

    /// Looks a row up by the chosen key, or, without it, by the surest it has.
    fn find(&self, draft: &Draft) -> Result<Option<Buyer>, Problem> {
        let others = Key::ALL.into_iter().filter(|key| *key != self.key);
        let mut keys = [self.key].into_iter().chain(others);
        let Some(key) = keys.find(|key| draft.who.of(*key).next().is_some()) else {
            return Ok(None);
        };
        let found: Vec<Found<Buyer>> =
            draft.who.of(key).filter_map(|value| self.lookup(key, value)).collect();
        match found.first() {
            Some(Found::One(buyer)) => Ok(Some(*buyer)),
            Some(Found::Several) => Err(Problem::of_row(draft.line, Reason::SeveralFit)),
            None => Ok(None),
        }
    }

    /// Whom a value finds, in the book and among those of the file.
    fn lookup(&self, key: Key, value: &str) -> Option<Found<Buyer>> {
        let in_book = self.known.find(key, value).map(|found| match found {
            Found::One(id) => Found::One(Buyer::Known(id)),
            Found::Several => Found::Several,
        });
        match (in_book, self.index.find(key, value)) {
            (Some(ours), Some(theirs)) if ours != theirs => Some(Found::Several),
            (ours, theirs) => ours.or(theirs),
        }
    }

    /// Refuses a card that someone else has.
    fn check_card(&self, found: Option<Buyer>, draft: &Draft) -> Result<(), Problem> {
        for card in draft.who.of(Key::Card) {
            let Some(Found::One(holder)) = self.lookup(Key::Card, card) else {
                continue;
            };
            let name = self.name(holder);
            if found == Some(holder) && can_be_one(&draft.who.name, &name) {
                continue;
            }
            let reason = Reason::CardTaken { by: name };
            let column = draft.card_column.unwrap_or_default();
            return Err(Problem::of_cell(draft.line, column, Meaning::Card, card, reason));
        }
        Ok(())
    }

    fn name(&self, buyer: Buyer) -> String {
        let name = |facts: &[Fact]| {
            facts.iter().find_map(|fact| match fact {
                Fact::Name(name) => Some(name.clone()),
                _ => None,
            })
        };
        match buyer {
            Buyer::Known(id) => self.known.customer(id).map(|customer| customer.name().to_owned()),
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
    pub(super) fn finish(self, plan: &mut Plan) {
        plan.counts.known_customers = self.named.len();
        plan.new_customers = self.new;
        if self.on_match == OnMatch::CreateOnly {
            return;
        }
        for (id, said) in self.named {
            let existing = self.known.customer(id).cloned().unwrap_or_default();
            let facts = news_of_facts(said.facts, &existing, self.fill_only_empty);
            let members = news_of_members(said.members, &existing, self.fill_only_empty);
            if !facts.is_empty() || !members.is_empty() {
                plan.updates.push(Update { customer: id, facts, members, line: said.line });
            }
        }
        plan.updates.sort_by_key(|update| (update.line, update.customer));
    }
}

/// Takes over what a row says of a person; what an earlier row said stays.
fn gain(person: &mut NewCustomer, draft: &Draft) {
    for fact in &draft.facts {
        let place = person.facts.binary_search_by_key(&fact.register(), Fact::register);
        if let Err(place) = place {
            person.facts.insert(place, fact.clone());
        }
    }
    for member in &draft.members {
        if !person.members.iter().any(|known| is_same(known, member)) {
            person.members.push(member.clone());
        }
    }
}

/// Whether two members are the same but for the way they are written.
fn is_same(ours: &Member, theirs: &Member) -> bool {
    match (ours, theirs) {
        (Member::Phone(ours), Member::Phone(theirs)) => {
            ours == theirs || (phone_key(ours).is_some() && phone_key(ours) == phone_key(theirs))
        }
        (Member::Email(ours), Member::Email(theirs)) => {
            ours.to_lowercase() == theirs.to_lowercase()
        }
        _ => ours == theirs,
    }
}

fn news_of_facts(said: Vec<Fact>, existing: &Customer, fill_only_empty: bool) -> Vec<Fact> {
    let is_news = |fact: &Fact| match existing.fact(fact.register()) {
        None => true,
        Some(known) => known != fact && (!fill_only_empty || is_empty(known)),
    };
    said.into_iter().filter(is_news).collect()
}

fn is_empty(fact: &Fact) -> bool {
    match fact {
        Fact::Name(text)
        | Fact::Card(text)
        | Fact::FileId(text)
        | Fact::Source(text)
        | Fact::KeptBy(text)
        | Fact::Note(text)
        | Fact::BestTime(text) => text.is_empty(),
        Fact::Birthday(birthday) => birthday.is_none(),
        Fact::ReferredBy(customer) => customer.is_none(),
        Fact::Prefers(channel) => channel.is_none(),
        Fact::Company(_) | Fact::NeverWrite(_) | Fact::Consent(..) => false,
    }
}

fn news_of_members(said: Vec<Member>, existing: &Customer, fill_only_empty: bool) -> Vec<Member> {
    let is_news = |member: &Member| {
        let is_known = existing.members().iter().any(|known| is_same(known, member));
        let has_kind = match member {
            Member::Phone(_) => existing.phones().next().is_some(),
            Member::Email(_) => existing.emails().next().is_some(),
            Member::Address(_) => {
                existing.members().iter().any(|known| matches!(known, Member::Address(_)))
            }
            // One more label takes nothing away.
            Member::Messenger(..) | Member::Tag(_) | Member::Likes(_) => false,
        };
        !(is_known || fill_only_empty && has_kind)
    };
    said.into_iter().filter(is_news).collect()
}
