//! Who somebody may be while they are being written down.
//!
//! Asked on every key typed: it walks through nobody but those whom the living indexes name.

use std::collections::{BTreeSet, HashMap};

use crate::people::customer::Customer;
use crate::people::find;
use crate::people::pairs::given::Given;
use crate::people::pairs::judge::{Base, judged};
use crate::people::pairs::known::{Known, Own, own_hash};
use crate::people::pairs::name::{Likeness, Name};
use crate::people::pairs::{Likelihood, MOST_SHARING, Reason};
use crate::people::same::{self, Country, Key};
use crate::units::id::CustomerId;
use crate::units::ordered::Ordered;

/// As many customers are held against what is typed.
const MOST: usize = 500;

/// A customer who may be the one that is being written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// Who.
    pub id: CustomerId,
    /// How likely.
    pub likelihood: Likelihood,
    /// What speaks for it, and then what against.
    pub reasons: Vec<Reason>,
}

/// The base that a draft is held against, with its living indexes.
#[derive(Debug)]
pub struct Among<'a> {
    /// Everybody.
    pub customers: &'a Ordered<CustomerId, Customer>,
    /// Who is found by which words.
    pub finder: &'a find::Index,
    /// Who is known by which numbers and addresses.
    pub keys: &'a mut same::Index,
    /// Of which country national phone numbers are.
    pub country: Option<Country>,
}

/// Tells whom a draft may be; it holds what is known of first names, and is made once.
#[derive(Debug)]
pub struct Warner {
    given: Given,
}

impl Default for Warner {
    fn default() -> Self {
        Self { given: Given::new() }
    }
}

impl Warner {
    /// Those whom a draft may be, the likeliest first, but for `own`, whose card it is.
    ///
    /// A name that is a part of another says nothing here: every name is one while it is typed.
    #[must_use]
    pub fn may_be(&self, draft: &Customer, own: Option<CustomerId>, among: Among) -> Vec<Likely> {
        let Among { customers, finder, keys, country } = among;
        let known = Known::new(draft, country);
        let mut sharing: HashMap<Own, usize> = HashMap::new();
        let mut ids: BTreeSet<CustomerId> = BTreeSet::new();
        for key in [Key::Card, Key::FileId, Key::Phone, Key::Email] {
            for text in key.of(draft, country) {
                let found = keys.find(customers, key, &text, country, MOST_SHARING + 1);
                // The draft is one of them, though not in the base yet.
                let n = found.len() + usize::from(own.is_none_or(|own| !found.contains(&own)));
                sharing.insert(own_hash(key, &text), n);
                ids.extend(found);
            }
        }
        let fits = |id: &CustomerId| {
            customers.get(id).is_some_and(|customer| self.fits(&known.names, customer))
        };
        ids.extend(named(&known, finder).into_iter().filter(fits));
        ids.retain(|id| Some(*id) != own);
        let base = Base {
            n: u32::try_from(finder.n_customers()).unwrap_or(u32::MAX),
            with_word: &|word| u32::try_from(finder.n_named(word) + 1).unwrap_or(u32::MAX),
            with_own: &|own| sharing.get(&own).copied().unwrap_or_default(),
            given: &self.given,
        };
        let mut likely: Vec<Likely> = Vec::new();
        for id in ids {
            let Some(customer) = customers.get(&id) else { continue };
            let found = judged(&known, &Known::new(customer, country), &base);
            let found = found.filter(|(_, reasons)| says_something(reasons));
            likely.extend(found.map(|(likelihood, reasons)| Likely { id, likelihood, reasons }));
        }
        likely.sort_by_key(|likely| (likely.likelihood, likely.id));
        likely
    }

    /// Whether one of the names can be the customer's. Few of those who share a word can, so that the
    /// rest of them is not read.
    fn fits(&self, names: &[Name], customer: &Customer) -> bool {
        let theirs = std::iter::once(customer.name()).chain(customer.other_names()).map(Name::new);
        theirs
            .filter(|theirs| !theirs.is_empty())
            .any(|theirs| names.iter().any(|ours| Likeness::of(ours, &theirs, &self.given).fits()))
    }
}

/// Those with one of the words of a name, the rarest words first.
fn named(draft: &Known, finder: &find::Index) -> Vec<CustomerId> {
    let names = draft.names.iter().filter(|name| name.words.len() > 1);
    let words = names.flat_map(|name| &name.words).filter(|word| !word.is_initial());
    let mut words: Vec<_> = words.map(|word| (finder.n_named(word.key()), word)).collect();
    words.sort_by_key(|(n, _)| *n);
    let mut ids = Vec::new();
    for (_, word) in words {
        ids.extend(finder.named(&word.folded, MOST - ids.len()));
    }
    ids
}

fn says_something(reasons: &[Reason]) -> bool {
    let own = [Reason::SameCard, Reason::SameFileId, Reason::SamePhone, Reason::SameEmail];
    !reasons.contains(&Reason::PartOfName) || own.iter().any(|own| reasons.contains(own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::{Fact, Member};
    use crate::units::id::{Replica, Stamp};

    fn who(name: &str, phone: &str) -> Customer {
        let mut customer = Customer::default();
        customer.set(Fact::Name(name.into()));
        if !phone.is_empty() {
            customer.set_member(&Member::Phone(phone.into()), true);
        }
        customer
    }

    #[test]
    fn a_draft_is_warned_of_across_scripts_and_spellings() {
        let names = [
            "Олександр Шевченко",
            "محمد کریمی",
            "Kovács Katalin",
            "Horváth Bertalan",
            "Kiss Anna",
            "Nagy Péter",
        ];
        let customers: Ordered<CustomerId, Customer> = (0..)
            .map(|n| CustomerId(Stamp::new(1, n, Replica::new(1, 0))))
            .zip(names.map(|name| who(name, "")))
            .collect();
        let finder = find::Index::build(customers.iter().map(|(id, customer)| (*id, customer)));
        let mut keys = same::Index::default();
        let warner = Warner::default();
        let mut check = |typed: &str, expected: Option<&str>| {
            let among = Among {
                customers: &customers,
                finder: &finder,
                keys: &mut keys,
                country: Country::parse("HU"),
            };
            let likely = warner.may_be(&who(typed, ""), None, among);
            let names: Vec<&str> = likely
                .iter()
                .filter_map(|likely| customers.get(&likely.id).map(Customer::name))
                .collect();
            assert_eq!(names, expected.as_slice(), "{typed}");
        };
        check("Oleksandr Shevchenko", Some("Олександр Шевченко"));
        check("Саша Шевченко", Some("Олександр Шевченко"));
        check("Mohammad Karimi", Some("محمد کریمی"));
        check("Kovács Kati", Some("Kovács Katalin"));
        check("Horváth Bertlan", Some("Horváth Bertalan"));
        check("Kiss Anna", Some("Kiss Anna"));
        check("Kiss A", None);
        check("Kiss Réka", None);
        check("Kiss", None);
    }
}
