//! What a customer gains by what a file says of them.

use super::NewCustomer;
use super::row::{Draft, on_next_line};
use crate::people::customer::{Customer, Fact, Member};
use crate::people::same::{self, Country};

/// Takes over what a row says of a person; what an earlier row said stays.
pub(super) fn gain(person: &mut NewCustomer, draft: &Draft, country: Option<Country>) {
    for fact in &draft.facts {
        let place = person.facts.binary_search_by_key(&fact.register(), Fact::register);
        if let Err(place) = place {
            person.facts.insert(place, fact.clone());
        }
    }
    for member in &draft.members {
        if !person.members.iter().any(|known| is_same(known, member, country)) {
            person.members.push(member.clone());
        }
    }
}

/// Whether two members are the same but for the way they are written.
fn is_same(ours: &Member, theirs: &Member, country: Option<Country>) -> bool {
    let is_one = |ours: Option<String>, theirs: Option<String>| ours.is_some() && ours == theirs;
    match (ours, theirs) {
        (Member::Phone(ours), Member::Phone(theirs)) => {
            ours == theirs || is_one(same::phone(ours, country), same::phone(theirs, country))
        }
        (Member::Email(ours), Member::Email(theirs)) => {
            is_one(same::email(ours), same::email(theirs))
        }
        _ => ours == theirs,
    }
}

/// Writes a text on a line of its own into the note, below what stands there or would stand there.
pub(super) fn with_line(facts: &mut Vec<Fact>, existing: &str, text: &str) {
    let place = facts.binary_search_by_key(&Fact::Note(String::new()).register(), Fact::register);
    let above = match place.map(|place| &facts[place]) {
        Ok(Fact::Note(note)) => note.clone(),
        _ => existing.to_owned(),
    };
    if above.lines().any(|line| line.trim() == text) {
        return;
    }
    let note = Fact::Note(on_next_line(&above, text.to_owned()));
    match place {
        Ok(place) => facts[place] = note,
        Err(place) => facts.insert(place, note),
    }
}

/// The facts that say something new.
pub(super) fn news_of_facts(
    said: Vec<Fact>,
    existing: &Customer,
    fill_only_empty: bool,
) -> Vec<Fact> {
    let is_news = |fact: &Fact| match existing.fact(fact.register()) {
        None => true,
        Some(known) => {
            !says_same(known, fact) && (!fill_only_empty || known.is_empty() || fact.is_refusal())
        }
    };
    said.into_iter().filter(is_news).collect()
}

/// Whether two facts of one register say the same; when a consent was given does not matter.
fn says_same(ours: &Fact, theirs: &Fact) -> bool {
    match (ours, theirs) {
        (Fact::Consent(_, ours), Fact::Consent(_, theirs)) => ours.given == theirs.given,
        _ => ours == theirs,
    }
}

/// The members that are not there yet.
pub(super) fn news_of_members(
    said: Vec<Member>,
    existing: &Customer,
    fill_only_empty: bool,
    country: Option<Country>,
) -> Vec<Member> {
    let is_news = |member: &Member| {
        let is_known = existing.members().iter().any(|known| is_same(known, member, country));
        let has_kind = match member {
            Member::Phone(_) => existing.phones().next().is_some(),
            Member::Email(_) => existing.emails().next().is_some(),
            Member::Address(_) => {
                existing.members().iter().any(|known| matches!(known, Member::Address(_)))
            }
            // One more label takes nothing away.
            Member::Messenger(..)
            | Member::Tag(_)
            | Member::Likes(_)
            | Member::AlsoNamed(_)
            | Member::AlsoCard(_)
            | Member::AlsoFileId(_) => false,
        };
        !(is_known || fill_only_empty && has_kind)
    };
    said.into_iter().filter(is_news).collect()
}
