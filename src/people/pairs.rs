//! Pairs of customers who may be one person, the surest first, each with what speaks for it and
//! what against.
//!
//! Only those are held against each other who share something: a card, a number of a till, a phone,
//! an email address, two words of a name as they are written, as they sound in another alphabet, or
//! as they are short or a slip of the pen apart. What more than [`MOST_SHARING`] customers share is
//! the shop's own number or a mailbox of many and says nothing. Nobody is joined here: the owner
//! looks and says.
//!
//! # Why heaps and not everybody against everybody
//!
//! A hundred thousand customers make five billion pairs. Each customer is put on some twenty heaps,
//! by each thing that may be shared, and only those on one heap meet; so the time grows with the
//! base and not with its square. A heap that is too high is passed over: what so many have in common
//! says nothing, and whoever is here twice is on other heaps, too.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::people::customer::Customer;
use crate::people::same::Country;
use crate::units::id::CustomerId;
use crate::units::pace::{Pace, at_once};

mod slip;
mod given;
mod name;
mod known;
mod judge;
mod draft;

pub use draft::{Among, Likely, Warner};

use given::Given;
use judge::{Base, judged};
use known::{Heap, Known, Own};
use name::Commonness;

/// So many customers may share a phone, an address or a card; if more do, it is nobody's own.
pub const MOST_SHARING: usize = 4;

/// So many on one heap are held against each other; of a name that more have, a name says nothing,
/// and to hold all against all would take for ever.
const MOST_ON_A_HEAP: usize = 30;

/// How many customers are read between two rests.
const STRIDE: usize = 200;

/// How likely two customers are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Likelihood {
    /// They share what is one person's own, and nothing speaks against it.
    Sure,
    /// Much is alike.
    Likely,
    /// Something is alike and something speaks against it, or little is alike.
    LookFirst,
}

impl Likelihood {
    /// All of them, the surest first.
    pub const ALL: [Self; 3] = [Self::Sure, Self::Likely, Self::LookFirst];
}

/// What two customers have alike, or not; what speaks for it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// One card number.
    SameCard,
    /// One number of a till or web shop.
    SameFileId,
    /// One phone number, in whichever form.
    SamePhone,
    /// One email address.
    SameEmail,
    /// One name, in whichever order and case.
    SameName,
    /// Names that sound alike, as in two alphabets.
    SoundAlike,
    /// Names that are a slip of the pen apart.
    NearName,
    /// A name and what people are called by it.
    ShortName,
    /// One name is a part of the other, or its initials.
    PartOfName,
    /// One birthday.
    SameBirthday,
    /// One address.
    SameAddress,
    /// Phones that are one digit apart.
    NearPhone,
    /// Two birthdays.
    OtherBirthday,
    /// Names that cannot be one person's.
    OtherName,
    /// One of them is called the younger, or the older.
    OtherGeneration,
    /// Two companies at two addresses.
    OtherAddress,
    /// Both have phones, and none in common.
    OtherPhone,
}

/// Two customers who may be one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The earlier of the two.
    pub one: CustomerId,
    /// The later.
    pub other: CustomerId,
    /// How likely.
    pub likelihood: Likelihood,
    /// What speaks for it, and then what against.
    pub reasons: Vec<Reason>,
}

/// The pairs of a base, the surest first; `are_apart` are those of whom it was said that they are
/// two people, the earlier of the two first.
#[must_use]
pub fn pairs<'a>(
    customers: impl IntoIterator<Item = (CustomerId, &'a Customer)>,
    country: Option<Country>,
    are_apart: BTreeSet<(CustomerId, CustomerId)>,
) -> Vec<Pair> {
    let mut scan = Scan::new(country, are_apart);
    customers.into_iter().for_each(|(id, customer)| scan.add(id, customer));
    at_once(async |pace| scan.pairs_paced(pace, |_| ()).await)
}

/// How far a scan is, in customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// How many were looked at.
    pub done: usize,
    /// Of how many.
    pub total: usize,
}

/// A search through everybody, a stretch at a time: first all are [added](Self::add), then it goes
/// on by [steps](Self::step), and ends with [`finish`](Self::finish).
#[derive(Debug)]
pub struct Scan {
    country: Option<Country>,
    are_apart: BTreeSet<(CustomerId, CustomerId)>,
    given: Given,
    ids: Vec<CustomerId>,
    known: Vec<Known>,
    words: Commonness,
    own: HashMap<Own, usize>,
    /// Who is on which heap.
    heaps: Vec<(u64, Heap, u32)>,
    is_sorted: bool,
    /// Whose pairs are judged next.
    at: usize,
    /// Who is to be held against whom, by place.
    met: Vec<(u32, u32)>,
    found: Vec<Pair>,
}

impl Scan {
    /// A search through nobody yet; `are_apart` are those of whom it was said that they are two
    /// people, the earlier of the two first. National phone numbers are of the country.
    #[must_use]
    pub fn new(country: Option<Country>, are_apart: BTreeSet<(CustomerId, CustomerId)>) -> Self {
        Self {
            country,
            are_apart,
            given: Given::new(),
            ids: Vec::new(),
            known: Vec::new(),
            words: Commonness::default(),
            own: HashMap::new(),
            heaps: Vec::new(),
            is_sorted: false,
            at: 0,
            met: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Adds a customer; each only once, and before the first step.
    pub fn add(&mut self, id: CustomerId, customer: &Customer) {
        let place = u32::try_from(self.ids.len()).expect("fewer than four billion customers");
        let known = Known::new(customer, self.country);
        self.words.count(&known.names);
        for own in &known.own {
            *self.own.entry(*own).or_default() += 1;
        }
        let heaps = &mut self.heaps;
        known.heaps(&self.given, |heap, hash| heaps.push((hash, heap, place)));
        self.ids.push(id);
        self.known.push(known);
    }

    /// How far it is.
    #[must_use]
    pub fn looked(&self) -> Looked {
        let total = self.ids.len();
        let judged = if self.is_sorted { self.met.len() } else { 1 };
        let done = (total * self.at).checked_div(judged).unwrap_or(total);
        Looked { done, total }
    }

    /// Goes on with about so many customers; whether there is more to do.
    pub fn step(&mut self, n: usize) -> bool {
        if !self.is_sorted {
            self.meet();
            self.is_sorted = true;
            return !self.met.is_empty();
        }
        let end = (self.at + 4 * n.max(1)).min(self.met.len());
        for place in self.at..end {
            let (one, other) = self.met[place];
            let pair = self.judge(one as usize, other as usize);
            self.found.extend(pair);
        }
        self.at = end;
        self.at < self.met.len()
    }

    /// The pairs, the surest first.
    #[must_use]
    pub fn finish(mut self) -> Vec<Pair> {
        while self.step(STRIDE) {}
        self.found.sort_unstable_by_key(|pair| (pair.likelihood, pair.one, pair.other));
        self.found
    }

    /// Goes on to the end at a pace; `on_step` hears how far it is.
    pub async fn pairs_paced(mut self, pace: &Pace, on_step: impl Fn(Looked)) -> Vec<Pair> {
        while self.step(STRIDE) {
            on_step(self.looked());
            pace.rest().await;
        }
        self.finish()
    }

    /// Finds who is to be held against whom.
    fn meet(&mut self) {
        self.heaps.sort_unstable();
        self.heaps.dedup();
        for heap in self.heaps.chunk_by(|one, other| one.0 == other.0) {
            meet_on(heap, &mut self.met);
        }
        self.heaps = Vec::new();
        self.met.sort_unstable();
        self.met.dedup();
    }

    fn judge(&self, one: usize, other: usize) -> Option<Pair> {
        let (one, other) =
            if self.ids[one] < self.ids[other] { (one, other) } else { (other, one) };
        let ids = (self.ids[one], self.ids[other]);
        let (ours, theirs) = (&self.known[one], &self.known[other]);
        let work_there = ours.works_at == Some(ids.1) || theirs.works_at == Some(ids.0);
        if work_there || self.are_apart.contains(&ids) {
            return None;
        }
        let base = Base {
            n: u32::try_from(self.ids.len()).unwrap_or(u32::MAX),
            with_word: &|word| self.words.of(word),
            with_own: &|own| self.own.get(&own).copied().unwrap_or_default(),
            given: &self.given,
        };
        let (likelihood, reasons) = judged(ours, theirs, &base)?;
        Some(Pair { one: ids.0, other: ids.1, likelihood, reasons })
    }
}

/// Has those on one heap meet, unless it is too high.
fn meet_on(heap: &[(u64, Heap, u32)], met: &mut Vec<(u32, u32)>) {
    let n_of = |kind: Heap| heap.iter().filter(|(_, of, _)| *of == kind).count();
    let (n_initials, n_persian) = (n_of(Heap::Initial), n_of(Heap::Persian));
    let most = MOST_ON_A_HEAP * MOST_ON_A_HEAP;
    let is_too_high = match heap {
        [(_, Heap::Own, _), ..] => heap.len() > MOST_SHARING,
        [(_, Heap::Name, _), ..] => heap.len() > MOST_ON_A_HEAP,
        _ => n_initials.max(n_persian) * heap.len() > most,
    };
    if is_too_high {
        return;
    }
    for (at, (_, ours, one)) in heap.iter().enumerate() {
        for (_, theirs, other) in &heap[at + 1..] {
            let do_meet = matches!(
                (ours, theirs),
                (Heap::Own, Heap::Own)
                    | (Heap::Name, Heap::Name)
                    | (Heap::Initial, Heap::Initial | Heap::Named)
                    | (Heap::Persian, Heap::Latin)
            );
            if do_meet && one != other {
                met.push((*one.min(other), *one.max(other)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::{Fact, Member};
    use crate::units::calendar::Birthday;
    use crate::units::id::{Replica, Stamp};

    fn id(n: u32) -> CustomerId {
        CustomerId(Stamp::new(1, n, Replica::new(1, 0)))
    }

    fn who(name: &str, phone: &str, born: Option<(u32, u32)>) -> Customer {
        let mut customer = Customer::default();
        customer.set(Fact::Name(name.into()));
        let born = born.and_then(|(month, day)| Birthday::new(None, month, day));
        customer.set(Fact::Birthday(born));
        if !phone.is_empty() {
            customer.set_member(&Member::Phone(phone.into()), true);
        }
        customer
    }

    fn found(people: &[Customer]) -> Vec<(usize, usize, Likelihood)> {
        let customers: Vec<_> =
            (0..).zip(people.iter().cloned()).map(|(n, it)| (id(n), it)).collect();
        let customers = customers.iter().map(|(id, customer)| (*id, customer));
        let found = pairs(customers, Country::parse("HU"), BTreeSet::new());
        let place = |id: CustomerId| id.0.counter() as usize;
        found.iter().map(|pair| (place(pair.one), place(pair.other), pair.likelihood)).collect()
    }

    #[test]
    fn what_is_ones_own_is_sure_unless_something_speaks_against_it() {
        let anna = who("Kovács Anna", "+36 30 555 0142", Some((11, 28)));
        let check = |other: Customer, expected: Option<Likelihood>| {
            let found = found(&[anna.clone(), other]);
            assert_eq!(found.first().map(|pair| pair.2), expected);
        };
        check(who("Anna Kovacs", "06 30 555-0142", None), Some(Likelihood::Sure));
        check(who("Kovács Béla", "06 30 555-0142", None), Some(Likelihood::LookFirst));
        check(who("Kovács Anna", "06 30 555-0142", Some((10, 28))), Some(Likelihood::LookFirst));
        check(who("Kovács Anna", "", Some((11, 28))), Some(Likelihood::Sure));
        check(who("Kovács Anna", "", None), Some(Likelihood::Likely));
        check(who("Kovács Anna", "+36 20 555 0000", None), Some(Likelihood::LookFirst));
        check(who("Nagy Péter", "+36 20 555 0000", None), None);
    }

    #[test]
    fn a_name_in_two_alphabets_is_likely() {
        let found =
            found(&[who("Олександр Шевченко", "", None), who("Oleksandr Shevchenko", "", None)]);
        assert_eq!(found, [(0, 1, Likelihood::Likely)]);
    }

    #[test]
    fn a_number_of_many_is_nobodys_own() {
        let names = ["Kiss Dóra", "Nagy Péter", "Tóth Réka", "Papp Lili", "Varga Bence"];
        let people = names.map(|name| who(name, "+36 1 555 0177", None));
        assert!(found(&people).is_empty());
        assert_eq!(found(&people[..4]).len(), 6);
    }

    #[test]
    fn whoever_is_two_people_is_not_offered_again() {
        let peter = who("Nagy Péter", "", None);
        let customers = [(id(0), &peter), (id(1), &peter)];
        assert_eq!(pairs(customers, None, BTreeSet::new()).len(), 1);
        assert!(pairs(customers, None, BTreeSet::from([(id(0), id(1))])).is_empty());
    }

    #[test]
    fn what_is_alike_is_told_with_the_reasons() {
        let check = |one: &str, other: &str, reason: Reason| {
            let (one, other) = (who(one, "", Some((5, 6))), who(other, "", Some((5, 6))));
            let found = pairs([(id(0), &one), (id(1), &other)], None, BTreeSet::new());
            assert_eq!(found[0].reasons, [reason, Reason::SameBirthday], "{one:?} {other:?}");
        };
        check("Nagy Péter", "nagy peter", Reason::SameName);
        check("محمد کریمی", "Mohammad Karimi", Reason::SoundAlike);
        check("Horváth Péter", "Horvát Péter", Reason::SoundAlike);
        check("Schmidt Péter", "Schmitd Péter", Reason::NearName);
        check("Kovács Katalin", "Kati Kovács", Reason::ShortName);
        check("Kovács K.", "Kovács Katalin", Reason::PartOfName);
    }

    #[test]
    fn a_family_with_one_phone_is_looked_at_first() {
        let phone = "+36 30 555 0142";
        for (one, other) in [
            ("ifj. Nagy István", "id. Nagy István"),
            ("Nagy István", "ifj. Nagy István"),
            ("Nagy István", "Nagy Istvánné"),
            ("Nagy Anna", "Nagy Béla"),
            ("Napfény Kft.", "Napfény Bt."),
        ] {
            let found = found(&[who(one, phone, None), who(other, phone, None)]);
            assert_eq!(found, [(0, 1, Likelihood::LookFirst)], "{one} {other}");
        }
        let twins = [("Nagy Anna", Some((5, 6))), ("Nagy Réka", Some((5, 6)))];
        let twins = twins.map(|(name, born)| who(name, phone, born));
        assert_eq!(found(&twins), [(0, 1, Likelihood::LookFirst)]);
    }

    #[test]
    fn a_common_name_says_nothing_and_a_rare_one_much() {
        let mut people: Vec<Customer> = (0..12).map(|_| who("Nagy István", "", None)).collect();
        people.extend((0..500).map(|n| who(&format!("Family{n} Guest{n}"), "", None)));
        people.extend([who("Vörösmarty Emese", "", None), who("Vorosmarty Emese", "", None)]);
        assert_eq!(found(&people), [(512, 513, Likelihood::Likely)]);
    }

    #[test]
    fn whoever_works_at_a_company_with_its_phone_is_not_the_company() {
        let phone = "+36 1 555 0177";
        let (company, mut anna) = (who("Napfény Kft.", phone, None), who("Kiss Anna", phone, None));
        anna.set(Fact::WorksAt(Some(id(0))));
        assert!(found(&[company, anna]).is_empty());
    }
}
