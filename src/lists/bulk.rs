//! Bulk edits: one thing done to everybody who was chosen, told before it is done.
//!
//! A plan says how many would change, how many have it so already and who cannot have it, with an
//! example or two; its changes are of those alone who really change, so that a history shows no
//! edit that edited nothing. Undoing their group gives everything back, but for an erasure.
//!
//! Three things are not to be had for many at once, because for each they were somebody's own word:
//! a wish never to be written to is not lifted, a consent that stands is not dated anew, and nobody
//! is said to consent who asked for silence, or refused on that day or later.

use std::collections::BTreeSet;

use crate::book::journal::page::check_text;
use crate::book::{Book, Change};
use crate::lists::cell::Cell;
use crate::lists::choice::{Choice, Said};
use crate::lists::own;
use crate::people::customer::{Channel, Consent, Customer, Fact, Member, Value};
use crate::people::find::fold;
use crate::units::id::{CustomerId, FieldId};

/// How many examples a plan gives at most.
pub const MOST_EXAMPLES: usize = 5;

/// What is done to everybody who was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Puts a tag on them; one that differs in case or accents alone is the same.
    AddTag(String),
    /// Takes a tag off, in every spelling that differs in case or accents alone.
    RemoveTag(String),
    /// Says how they found the shop; empty for not known.
    Source(String),
    /// Says which employee looks after them; empty for nobody.
    KeptBy(String),
    /// Puts lines at the end of the note.
    AddToNote(String),
    /// Says whether they are a company.
    Company(bool),
    /// Says that they are never to be written to.
    NeverWrite,
    /// Says when it suits them; empty for not known.
    BestTime(String),
    /// Says which channel they prefer.
    Prefers(Option<Channel>),
    /// Says what stands in a field that the owner added; `None` for nothing.
    Custom(FieldId, Option<Value>),
    /// Says what they answered of a channel, with the day and where it is written.
    Consent(Channel, Consent),
    /// Erases them for good.
    Erase,
}

/// Why a bulk edit cannot be made at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BulkRefusal {
    /// A tag or a note of nothing.
    #[error("a blank text")]
    BlankText,
    /// Longer than a text may be.
    #[error("a text that is too long")]
    TextTooLong,
}

/// Why somebody who was chosen cannot have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Cannot {
    /// They are not in the book, or no more.
    #[error("gone")]
    Gone,
    /// Their note would be longer than a text may be.
    #[error("the note would be too long")]
    NoteTooLong,
    /// They asked never to be written to, so they consent to nothing.
    #[error("they asked for silence")]
    AskedForSilence,
    /// They refused on that day or later.
    #[error("they refused since")]
    RefusedSince,
}

/// One customer before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Who.
    pub customer: CustomerId,
    /// What stands there now.
    pub before: Cell,
    /// What would stand there.
    pub after: Cell,
}

/// What a bulk edit would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkPlan {
    changes: Vec<Change>,
    /// How many customers would change.
    pub n_changing: usize,
    /// How many have it so already.
    pub n_already: usize,
    /// Who cannot have it, and why, in the order of ids.
    pub cannot: Vec<(CustomerId, Cannot)>,
    /// Some of those who would change.
    pub examples: Vec<Example>,
}

impl BulkPlan {
    /// The changes, to be made as one group.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How many cannot have it for this reason.
    #[must_use]
    pub fn n_cannot(&self, why: Cannot) -> usize {
        self.cannot.iter().filter(|(_, theirs)| *theirs == why).count()
    }
}

/// What becomes of one customer.
enum Outcome {
    Already,
    Cannot(Cannot),
    Changes(Vec<Change>),
}

impl Bulk {
    /// Checks that it means something.
    ///
    /// # Errors
    /// A blank tag or note, or a text that is too long.
    pub fn check(&self) -> Result<(), BulkRefusal> {
        let (text, may_be_blank) = match self {
            Self::AddTag(text) | Self::RemoveTag(text) | Self::AddToNote(text) => (text, false),
            Self::Source(text) | Self::KeptBy(text) | Self::BestTime(text) => (text, true),
            Self::Consent(_, consent) => (&consent.source, true),
            Self::Custom(_, Some(Value::Text(text) | Value::Choice(text))) => (text, true),
            Self::Company(_)
            | Self::NeverWrite
            | Self::Prefers(_)
            | Self::Custom(..)
            | Self::Erase => return Ok(()),
        };
        check_text(text).map_err(|_| BulkRefusal::TextTooLong)?;
        let is_blank = fold(text).trim().is_empty();
        if is_blank && !may_be_blank { Err(BulkRefusal::BlankText) } else { Ok(()) }
    }

    /// What it would do to customers, each of whom counts once however often they are named.
    ///
    /// # Errors
    /// An edit that means nothing.
    pub fn plan(&self, book: &Book, customers: &[CustomerId]) -> Result<BulkPlan, BulkRefusal> {
        self.check()?;
        let mut plan = BulkPlan::default();
        let once: BTreeSet<CustomerId> = customers.iter().copied().collect();
        for id in once {
            let Some(customer) = book.customer(id) else {
                plan.cannot.push((id, Cannot::Gone));
                continue;
            };
            match self.outcome(id, customer) {
                Outcome::Already => plan.n_already += 1,
                Outcome::Cannot(why) => plan.cannot.push((id, why)),
                Outcome::Changes(mut changes) => {
                    plan.n_changing += 1;
                    if *self == Self::Erase {
                        // Everyone who is one person goes together.
                        let all = book.all_of(id).into_iter().skip(1);
                        changes.extend(all.map(|customer| Change::EraseCustomer { customer }));
                    }
                    if plan.examples.len() < MOST_EXAMPLES {
                        plan.examples.push(self.example(id, customer, &changes));
                    }
                    plan.changes.extend(changes);
                }
            }
        }
        Ok(plan)
    }

    fn outcome(&self, id: CustomerId, customer: &Customer) -> Outcome {
        let set = |is_so: bool, fact: Fact| {
            if is_so {
                return Outcome::Already;
            }
            Outcome::Changes(vec![Change::SetFacts { customer: id, facts: vec![fact] }])
        };
        let text = |now: &str, text: &str, fact: fn(String) -> Fact| {
            set(now == text.trim(), fact(text.trim().to_owned()))
        };
        match self {
            Self::AddTag(tag) => add_tag(id, customer, tag.trim()),
            Self::RemoveTag(tag) => remove_tag(id, customer, tag),
            Self::Source(source) => text(customer.source(), source, Fact::Source),
            Self::KeptBy(employee) => text(customer.kept_by(), employee, Fact::KeptBy),
            Self::AddToNote(lines) => match with_lines(customer.note(), lines.trim()) {
                Some(note) if check_text(&note).is_err() => Outcome::Cannot(Cannot::NoteTooLong),
                Some(note) => set(false, Fact::Note(note)),
                None => Outcome::Already,
            },
            Self::Company(is_so) => set(customer.is_company() == *is_so, Fact::Company(*is_so)),
            Self::NeverWrite => set(customer.never_write(), Fact::NeverWrite(true)),
            Self::BestTime(time) => text(customer.best_time(), time, Fact::BestTime),
            Self::Prefers(channel) => set(customer.prefers() == *channel, Fact::Prefers(*channel)),
            Self::Custom(field, value) => {
                let fact = Fact::Custom(*field, value.clone());
                set(customer.custom(*field) == value.as_ref(), fact)
            }
            Self::Consent(channel, consent) => match may_say(customer, *channel, consent) {
                Err(why) => Outcome::Cannot(why),
                Ok(is_so) => set(is_so, Fact::Consent(*channel, consent.clone())),
            },
            Self::Erase => Outcome::Changes(vec![Change::EraseCustomer { customer: id }]),
        }
    }

    fn example(&self, id: CustomerId, before: &Customer, changes: &[Change]) -> Example {
        let mut after = before.clone();
        for change in changes {
            if let Change::SetFacts { facts, .. } = change {
                facts.iter().for_each(|fact| after.set(fact.clone()));
            } else if let Change::SetMember { member, present, .. } = change {
                after.set_member(member, *present);
            } else if let Change::EraseCustomer { .. } = change {
                after = Customer::default();
            }
        }
        Example { customer: id, before: self.cell(before), after: self.cell(&after) }
    }

    /// What it changes, as it stands in a customer.
    fn cell(&self, customer: &Customer) -> Cell {
        match self {
            Self::AddTag(_) | Self::RemoveTag(_) => Cell::texts(customer.tags()),
            Self::Source(_) => Cell::text(customer.source()),
            Self::KeptBy(_) => Cell::text(customer.kept_by()),
            Self::AddToNote(_) => Cell::text(customer.note()),
            Self::Company(_) => Cell::YesNo(customer.is_company()),
            Self::NeverWrite => Cell::YesNo(customer.never_write()),
            Self::BestTime(_) => Cell::text(customer.best_time()),
            Self::Prefers(_) => {
                let channel = customer.prefers().map(Choice::Channel);
                channel.map_or(Cell::Nothing, Cell::Choice)
            }
            Self::Consent(channel, _) => Cell::Choice(Choice::Said(Said::of(customer, *channel))),
            Self::Custom(field, _) => own::value(customer, *field),
            Self::Erase => Cell::text(customer.label()),
        }
    }
}

fn member(id: CustomerId, tag: &str, present: bool) -> Change {
    Change::SetMember { customer: id, member: Member::Tag(tag.to_owned()), present }
}

fn is_same_tag(one: &str, other: &str) -> bool {
    fold(one).trim() == fold(other).trim()
}

fn add_tag(id: CustomerId, customer: &Customer, tag: &str) -> Outcome {
    if customer.tags().any(|known| is_same_tag(known, tag)) {
        return Outcome::Already;
    }
    Outcome::Changes(vec![member(id, tag, true)])
}

fn remove_tag(id: CustomerId, customer: &Customer, tag: &str) -> Outcome {
    let theirs = customer.tags().filter(|known| is_same_tag(known, tag));
    let changes: Vec<Change> = theirs.map(|known| member(id, known, false)).collect();
    if changes.is_empty() { Outcome::Already } else { Outcome::Changes(changes) }
}

/// The note with lines at its end; `None` when they stand in it already.
fn with_lines(note: &str, lines: &str) -> Option<String> {
    if format!("\n{note}\n").contains(&format!("\n{lines}\n")) {
        return None;
    }
    let is_first = note.trim().is_empty();
    Some(if is_first { lines.to_owned() } else { format!("{}\n{lines}", note.trim_end()) })
}

/// Whether a customer said so already; an error when that must not be written for them.
fn may_say(customer: &Customer, channel: Channel, consent: &Consent) -> Result<bool, Cannot> {
    let theirs = customer.consents().find(|(by, _)| *by == channel).map(|(_, said)| said);
    if theirs.is_some_and(|said| said.given == consent.given) {
        return Ok(true);
    }
    if consent.given && customer.never_write() {
        return Err(Cannot::AskedForSilence);
    }
    if consent.given && theirs.is_some_and(|said| said.on >= consent.on) {
        return Err(Cannot::RefusedSince);
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
