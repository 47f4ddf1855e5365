//! Pairs of customers who may be one person, the surest first, each with what speaks for it and
//! what against.
//!
//! Only those are held against each other who share something: a card, a number of a till, a phone,
//! an email address, a name, or the sound of a name in another alphabet. What more than
//! [`MOST_SHARING`] customers share is the shop's own number or a mailbox of many and says nothing.
//! Nobody is joined here: the owner looks and says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::people::customer::Customer;
use crate::people::find;
use crate::people::same::{self, Country, Key};
use crate::units::id::CustomerId;
use crate::units::pace::{Pace, at_once};
use crate::units::sorting::sort_by_key;

/// So many customers may share a phone, an address or a card; if more do, it is nobody's own.
pub const MOST_SHARING: usize = 4;

/// So many customers of one name are held against each other; of a name that more have, a name says
/// nothing, and to hold all against all would take for ever.
const MOST_NAMESAKES: usize = 30;

/// How likely two customers are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likelihood {
    /// They share what is one person's own, and nothing speaks against it.
    Sure,
    /// Much is alike.
    Likely,
    /// Something is alike and something speaks against it.
    LookFirst,
}

impl Likelihood {
    /// All of them, the surest first.
    pub const ALL: [Self; 3] = [Self::Sure, Self::Likely, Self::LookFirst];
}

/// What two customers have alike, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// One birthday.
    SameBirthday,
    /// Two birthdays.
    OtherBirthday,
    /// Names that cannot be one person's.
    OtherName,
    /// Both have phones, and none in common.
    OtherPhone,
}

/// Two customers who may be one person.
#[derive(Clone, Debug, PartialEq, Eq)]
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
pub fn pairs(
    customers: &[(CustomerId, Customer)],
    country: Option<Country>,
    are_apart: &BTreeSet<(CustomerId, CustomerId)>,
) -> Vec<Pair> {
    at_once(async |pace| pairs_paced(customers, country, are_apart, pace, |_| ()).await)
}

/// As [`pairs`], at a pace; `on_step` hears how many customers were looked at.
pub async fn pairs_paced(
    customers: &[(CustomerId, Customer)],
    country: Option<Country>,
    are_apart: &BTreeSet<(CustomerId, CustomerId)>,
    pace: &Pace,
    on_step: impl Fn(usize),
) -> Vec<Pair> {
    let mut shared: HashMap<(Reason, String), Vec<usize>> = HashMap::new();
    let mut n = 0;
    let note = |(place, (_, customer)): (usize, &(CustomerId, Customer))| {
        for key in keys(customer, country) {
            shared.entry(key).or_default().push(place);
        }
        n += 1;
        if n % 1_000 == 0 {
            on_step(n);
        }
    };
    pace.each(customers.iter().enumerate(), note).await;
    let mut alike: BTreeMap<(usize, usize), BTreeSet<Reason>> = BTreeMap::new();
    let hold = |((reason, _), places): ((Reason, String), Vec<usize>)| {
        if places.len() > most(reason) {
            return;
        }
        for (at, one) in places.iter().enumerate() {
            for other in &places[at + 1..] {
                let pair = (*one.min(other), *one.max(other));
                if pair.0 != pair.1 {
                    alike.entry(pair).or_default().insert(reason);
                }
            }
        }
    };
    pace.each(shared, hold).await;
    let mut pairs = Vec::new();
    let judge = |((one, other), reasons): ((usize, usize), BTreeSet<Reason>)| {
        let ((one, ours), (other, theirs)) = (&customers[one], &customers[other]);
        if !are_apart.contains(&(*one, *other)) {
            let judged = judged(ours, theirs, reasons, country);
            pairs.extend(judged.map(|(likelihood, reasons)| Pair {
                one: *one,
                other: *other,
                likelihood,
                reasons,
            }));
        }
    };
    pace.each(alike, judge).await;
    sort_by_key(&mut pairs, |pair| (pair.likelihood, pair.one, pair.other));
    pairs
}

/// By what a customer is held against others.
fn keys(customer: &Customer, country: Option<Country>) -> BTreeSet<(Reason, String)> {
    let reason = |key: Key| match key {
        Key::Card => Reason::SameCard,
        Key::FileId => Reason::SameFileId,
        Key::Phone => Reason::SamePhone,
        Key::Email => Reason::SameEmail,
        Key::Name => Reason::SameName,
    };
    let of = |key: Key| key.of(customer, country).map(move |text| (reason(key), text));
    let sound = find::sound(customer.name()).map(|sound| (Reason::SoundAlike, sound));
    Key::ALL.into_iter().flat_map(of).chain(sound).collect()
}

fn most(reason: Reason) -> usize {
    match reason {
        Reason::SameName | Reason::SoundAlike => MOST_NAMESAKES,
        Reason::SameCard
        | Reason::SameFileId
        | Reason::SamePhone
        | Reason::SameEmail
        | Reason::SameBirthday
        | Reason::OtherBirthday
        | Reason::OtherName
        | Reason::OtherPhone => MOST_SHARING,
    }
}

/// How likely two who have this alike are one; `None` where too much speaks against it.
fn judged(
    one: &Customer,
    other: &Customer,
    mut alike: BTreeSet<Reason>,
    country: Option<Country>,
) -> Option<(Likelihood, Vec<Reason>)> {
    let has_name = alike.contains(&Reason::SameName);
    if has_name {
        alike.remove(&Reason::SoundAlike);
    }
    let has_sound = alike.contains(&Reason::SoundAlike);
    let own = [Reason::SameCard, Reason::SameFileId, Reason::SamePhone, Reason::SameEmail];
    let shares_own = own.iter().any(|reason| alike.contains(reason));
    let fits_name = has_name || has_sound || same::can_be_one(one.name(), other.name());
    let (same_birthday, other_birthday) = birthdays(one, other);
    let mut against = BTreeSet::new();
    if same_birthday {
        alike.insert(Reason::SameBirthday);
    }
    if other_birthday {
        against.insert(Reason::OtherBirthday);
    }
    if !fits_name {
        against.insert(Reason::OtherName);
    }
    if have_other_phones(one, other, country) {
        against.insert(Reason::OtherPhone);
    }
    let likelihood = match (shares_own, fits_name, other_birthday) {
        (true, true, false) => Likelihood::Sure,
        (true, _, _) => Likelihood::LookFirst,
        (false, _, true) if has_name => Likelihood::LookFirst,
        // Alike in sound alone, and born on two days: two people.
        (false, _, true) => return None,
        (false, _, false) if same_birthday && has_name => Likelihood::Sure,
        (false, _, false) if same_birthday => Likelihood::Likely,
        (false, _, false) if against.contains(&Reason::OtherPhone) && has_name => {
            Likelihood::LookFirst
        }
        (false, _, false) if against.contains(&Reason::OtherPhone) => return None,
        (false, _, false) => Likelihood::Likely,
    };
    Some((likelihood, alike.into_iter().chain(against).collect()))
}

/// Whether both birthdays are known and one, and whether they are two.
fn birthdays(one: &Customer, other: &Customer) -> (bool, bool) {
    let Some((one, other)) = one.birthday().zip(other.birthday()) else { return (false, false) };
    let is_one_day = (one.month(), one.day()) == (other.month(), other.day());
    let years_differ = one.year().zip(other.year()).is_some_and(|(one, other)| one != other);
    let is_one = is_one_day && !years_differ;
    (is_one, !is_one)
}

fn have_other_phones(one: &Customer, other: &Customer, country: Option<Country>) -> bool {
    let phones = |of: &Customer| Key::Phone.of(of, country).collect::<BTreeSet<String>>();
    let (ours, theirs) = (phones(one), phones(other));
    !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
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
        let found = pairs(&customers, Country::parse("HU"), &BTreeSet::new());
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
        let customers =
            [(id(0), who("Nagy Péter", "", None)), (id(1), who("Nagy Péter", "", None))];
        assert_eq!(pairs(&customers, None, &BTreeSet::new()).len(), 1);
        assert!(pairs(&customers, None, &BTreeSet::from([(id(0), id(1))])).is_empty());
    }
}
