//! What two cards would be as one: what both say is kept, and where only one can stand in front, the
//! owner chooses.
//!
//! Several phones, addresses, tags and tastes are simply all there; so are names, cards and numbers,
//! of which one is shown. Of two notes both stand, one under the other. Of two answers to whether
//! they may be written to, the stricter stands: nobody who said no is written to because of another
//! card of theirs.

use crate::people::customer::{Consent, Customer, Fact, Register};

/// One of the two cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The first.
    #[default]
    One,
    /// The second.
    Other,
}

/// Something the two say differently, of which one stands in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the first says.
    pub one: Fact,
    /// What the second says.
    pub other: Fact,
    /// Which of them stands.
    pub chosen: Side,
}

impl Choice {
    /// What stands.
    #[must_use]
    pub fn fact(&self) -> &Fact {
        match self.chosen {
            Side::One => &self.one,
            Side::Other => &self.other,
        }
    }
}

/// What two cards would be as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// What the owner chooses, in the order of registers.
    pub choices: Vec<Choice>,
    /// What stands without being asked.
    settled: Vec<Fact>,
}

impl Merge {
    /// What the two would be; the first stands in front until the owner chooses.
    #[must_use]
    pub fn of(one: &Customer, other: &Customer) -> Self {
        let mut merge = Self::default();
        for fact in one.facts() {
            match other.fact(fact.register()) {
                Some(theirs) => merge.add(fact, theirs),
                None => merge.settled.push(fact.clone()),
            }
        }
        let alone = other.facts().iter().filter(|fact| one.fact(fact.register()).is_none());
        merge.settled.extend(alone.cloned());
        merge
    }

    /// Chooses a card for everything that is asked.
    pub fn choose_all(&mut self, side: Side) {
        self.choices.iter_mut().for_each(|choice| choice.chosen = side);
    }

    /// Chooses what stands in a register.
    pub fn choose(&mut self, register: Register, side: Side) {
        let asked = self.choices.iter_mut().find(|choice| choice.one.register() == register);
        if let Some(choice) = asked {
            choice.chosen = side;
        }
    }

    /// Everything that stands: what the change that makes them one carries.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let chosen = self.choices.iter().map(Choice::fact);
        chosen.chain(&self.settled).cloned().collect()
    }

    /// The card they would be.
    #[must_use]
    pub fn card(&self, one: &Customer, other: &Customer) -> Customer {
        let mut card = one.clone();
        other.members().iter().for_each(|member| card.set_member(member, true));
        self.facts().into_iter().for_each(|fact| card.set(fact));
        card
    }

    fn add(&mut self, one: &Fact, other: &Fact) {
        if one == other || other.is_empty() {
            self.settled.push(one.clone());
        } else if one.is_empty() {
            self.settled.push(other.clone());
        } else if let Some(both) = both(one, other) {
            self.settled.push(both);
        } else {
            let (one, other) = (one.clone(), other.clone());
            self.choices.push(Choice { one, other, chosen: Side::One });
        }
    }
}

/// What stands of two facts that say different things, where nobody needs to be asked.
fn both(one: &Fact, other: &Fact) -> Option<Fact> {
    match (one, other) {
        (Fact::Note(one), Fact::Note(other)) => Some(Fact::Note(one_under_the_other(one, other))),
        (Fact::NeverWrite(one), Fact::NeverWrite(other)) => Some(Fact::NeverWrite(*one || *other)),
        // Nobody may be written to for being one person with somebody else.
        (Fact::BroughtIn(one), Fact::BroughtIn(other)) => Some(Fact::BroughtIn(*one || *other)),
        (Fact::Consent(channel, one), Fact::Consent(_, other)) => {
            Some(Fact::Consent(*channel, stricter(one, other).clone()))
        }
        _ => None,
    }
}

fn one_under_the_other(one: &str, other: &str) -> String {
    let new = other.lines().filter(|line| !one.lines().any(|known| known == *line));
    std::iter::once(one).chain(new).collect::<Vec<&str>>().join("\n")
}

/// A no before a yes; of two alike the newer.
fn stricter<'a>(one: &'a Consent, other: &'a Consent) -> &'a Consent {
    match (one.given, other.given) {
        (false, true) => one,
        (true, false) => other,
        _ if other.on > one.on => other,
        _ => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::{Channel, Member};
    use crate::units::calendar::{Birthday, Day};

    fn card(facts: &[Fact], members: &[Member]) -> Customer {
        let mut customer = Customer::default();
        facts.iter().cloned().for_each(|fact| customer.set(fact));
        members.iter().for_each(|member| customer.set_member(member, true));
        customer
    }

    fn said(given: bool, day: i32) -> Fact {
        let consent = Consent { given, on: Day(day), source: String::new() };
        Fact::Consent(Channel::Email, consent)
    }

    #[test]
    fn what_only_one_says_stands_and_what_both_say_is_asked() {
        let born = |month| Fact::Birthday(Birthday::new(None, month, 28));
        let phone = |number: &str| Member::Phone(number.into());
        let one = card(&[Fact::Name("Kovács Anna".into()), born(11)], &[phone("06301")]);
        let other = card(
            &[Fact::Name("Kovács Anna".into()), Fact::Card("0417".into()), born(10)],
            &[phone("06302")],
        );
        let mut merge = Merge::of(&one, &other);
        assert_eq!(merge.choices.len(), 1);
        let together = merge.card(&one, &other);
        assert_eq!((together.card(), together.birthday()), ("0417", Birthday::new(None, 11, 28)));
        assert_eq!(together.phones().count(), 2);
        merge.choose(born(1).register(), Side::Other);
        assert_eq!(merge.card(&one, &other).birthday(), Birthday::new(None, 10, 28));
    }

    #[test]
    fn a_no_stands_before_a_yes_and_never_before_both() {
        let check = |one: Fact, other: Fact, expected: Fact| {
            let merge = Merge::of(&card(&[one], &[]), &card(&[other], &[]));
            assert!(merge.choices.is_empty());
            assert_eq!(merge.facts(), [expected]);
        };
        check(said(true, 10), said(false, 5), said(false, 5));
        check(said(false, 5), said(true, 10), said(false, 5));
        check(said(true, 5), said(true, 10), said(true, 10));
        check(Fact::NeverWrite(false), Fact::NeverWrite(true), Fact::NeverWrite(true));
    }

    #[test]
    fn both_notes_stand_and_no_line_twice() {
        let one = card(&[Fact::Note("walnut roll\noat milk".into())], &[]);
        let other = card(&[Fact::Note("oat milk\nno hazelnut".into())], &[]);
        let note = Merge::of(&one, &other).card(&one, &other).note().to_owned();
        assert_eq!(note, "walnut roll\noat milk\nno hazelnut");
    }

    #[test]
    fn nothing_known_gives_way_to_something() {
        let one = card(&[Fact::Card(String::new())], &[]);
        let other = card(&[Fact::Card("0417".into())], &[]);
        for (one, other) in [(&one, &other), (&other, &one)] {
            let merge = Merge::of(one, other);
            assert_eq!((merge.choices.len(), merge.facts()), (0, vec![Fact::Card("0417".into())]));
        }
    }
}
