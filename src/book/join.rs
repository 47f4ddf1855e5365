//! Join: two shops that started apart become one, told before anything is changed.
//!
//! All changes of both are kept, as between devices of one shop, and a change of its own says that
//! the two numbers are one shop from now on. It travels with the rest: each device keeps its own
//! number, yet a copy of either is a copy of both, older copies too. What cannot be had twice, the
//! settings, stays as this shop has it; whatever this shop never set comes from the other.
//!
//! Nobody is merged. Customers who look like the same person in both are listed, and stay two.

use std::collections::HashMap;

use crate::book::Book;
use crate::book::journal::{Entry, Journal};
use crate::book::receive::{self, Incoming, Other};
use crate::people::customer::Customer;
use crate::people::same::{self, Country, Key, Numbers};
use crate::trade::shop::{Setting, Shop};
use crate::units::id::{CustomerId, Stamp};
use crate::units::money::Currency;
use crate::units::pace::{Pace, at_once};

/// Why two shops cannot become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinRefusal {
    /// Both have sold, and count in different currencies: amounts would change their meaning.
    #[error("amounts in {theirs:?} beside amounts in {ours:?}")]
    OtherCurrency {
        /// What this shop counts in.
        ours: Currency,
        /// What the other counts in.
        theirs: Currency,
    },
}

/// A customer of each shop who may be one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Of this shop.
    pub ours: CustomerId,
    /// Of the other.
    pub theirs: CustomerId,
    /// By what, the surest first.
    pub by: Key,
}

/// A setting the two shops have differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What stands once they are one.
    pub stands: Setting,
    /// What is given up.
    pub given_up: Setting,
}

/// Two shops that would become one.
#[derive(Clone, Debug, Default)]
pub struct Join {
    /// What the other brings.
    pub incoming: Incoming,
    /// Settings that differ.
    pub settings: Vec<Difference>,
    /// Customers who may be the same person, by our customers' ids.
    pub twins: Vec<Twin>,
    /// The other's customers, to name those who are not here yet.
    pub names: HashMap<CustomerId, String>,
    /// Why it cannot be done.
    pub refusal: Option<JoinRefusal>,
}

/// Looks at another shop without joining it.
#[must_use]
pub fn look(journal: &Journal, book: &Book, changes: Vec<(Stamp, Entry)>) -> Join {
    at_once(async |pace| {
        let other = Other::read(changes, pace).await;
        look_paced(journal, book, other, pace).await
    })
}

/// As [`look`], at a pace.
pub async fn look_paced(journal: &Journal, book: &Book, other: Other, pace: &Pace) -> Join {
    let theirs = &other.book;
    let settings = differences(book, theirs);
    let twins = twins_paced(book, theirs, pace).await;
    let named = |twin: &Twin| Some((twin.theirs, theirs.customer(twin.theirs)?.label().to_owned()));
    let names = twins.iter().filter_map(named).collect();
    let refusal = refusal(book, theirs);
    pace.rest().await;
    let mut incoming = receive::look_paced(journal, book, other, pace).await;
    incoming.report.settings = settings.iter().any(|setting| !is_of(&setting.stands, book.shop()));
    Join { incoming, settings, twins, names, refusal }
}

/// Whether a copy is of our shop: by its number, or because one of the two says they were joined.
#[must_use]
pub fn is_one_shop(ours: u128, here: &Book, theirs: Option<u128>, copy: &Book) -> bool {
    theirs.is_some_and(|theirs| theirs == ours || here.joined().contains(&theirs))
        || copy.joined().contains(&ours)
}

fn refusal(ours: &Book, theirs: &Book) -> Option<JoinRefusal> {
    let both_sold = !ours.purchases().is_empty() && !theirs.purchases().is_empty();
    let (ours, theirs) = (ours.shop().currency, theirs.shop().currency);
    (both_sold && ours != theirs).then_some(JoinRefusal::OtherCurrency { ours, theirs })
}

/// What differs, and which of the two stands.
fn differences(ours: &Book, theirs: &Book) -> Vec<Difference> {
    let untouched = Shop::default();
    let has_sold_less = ours.purchases().is_empty() && !theirs.purchases().is_empty();
    let pairs = ours.shop().settings().into_iter().zip(theirs.shop().settings());
    pairs
        .filter(|(our, their)| our != their)
        .map(|(our, their)| {
            let theirs_stands = match our {
                // Amounts keep their meaning: the currency goes with those who have sold.
                Setting::Currency(_) => has_sold_less,
                Setting::Name(_)
                | Setting::MarginPercent(_)
                | Setting::ReturnPercent(_)
                | Setting::Limits(_)
                | Setting::Zone(_)
                | Setting::Country(_)
                | Setting::Stages(_) => is_of(&our, &untouched),
            };
            let (stands, given_up) = if theirs_stands { (their, our) } else { (our, their) };
            Difference { stands, given_up }
        })
        .collect()
}

fn is_of(setting: &Setting, shop: &Shop) -> bool {
    shop.settings().contains(setting)
}

/// Customers of the two who may be the same person, by the surest likeness, each of theirs once.
#[must_use]
pub fn twins(ours: &Book, theirs: &Book) -> Vec<Twin> {
    at_once(async |pace| twins_paced(ours, theirs, pace).await)
}

async fn twins_paced(ours: &Book, theirs: &Book, pace: &Pace) -> Vec<Twin> {
    let mut known: HashMap<(Key, String), CustomerId> = HashMap::new();
    let country = country_of(ours, pace).await;
    let note = |(id, customer): (&CustomerId, &Customer)| {
        for key in keys(customer, country) {
            known.entry(key).or_insert(*id);
        }
    };
    pace.each(ours.customers(), note).await;
    // Two shops of one owner: a number without its country is of the same one.
    let country = country_of(theirs, pace).await.or(country);
    let twin = |(id, customer): (&CustomerId, &Customer)| {
        if ours.customer(*id).is_some() {
            return None;
        }
        let (by, ours) =
            keys(customer, country).find_map(|key| Some((key.0, *known.get(&key)?)))?;
        Some(Twin { ours, theirs: *id, by })
    };
    let mut twins: Vec<Twin> = Vec::new();
    pace.each(theirs.customers(), |customer| twins.extend(twin(customer))).await;
    twins.sort_by_key(|twin| (twin.by, twin.ours, twin.theirs));
    twins
}

/// Where the national numbers of a shop's customers are.
async fn country_of(book: &Book, pace: &Pace) -> Option<Country> {
    let mut numbers = Numbers::default();
    pace.each(book.customers().values(), |who| numbers.update(None, Some(who))).await;
    same::country_by(book.shop(), &numbers)
}

/// A customer's keys that mean the same in two shops, the surest first.
fn keys(customer: &Customer, country: Option<Country>) -> impl Iterator<Item = (Key, String)> {
    // The number of a till is another customer's in another till.
    let kinds = Key::ALL.into_iter().filter(|key| *key != Key::FileId);
    kinds.flat_map(move |kind| kind.of(customer, country).map(move |key| (kind, key)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Change;
    use crate::people::customer::{Fact, Member};
    use crate::trade::purchase::Purchase;
    use crate::units::id::Replica;
    use crate::units::money::Money;

    /// A shop of its own, on a device of its own.
    struct Device(Journal, u64);

    impl Device {
        fn commit(&mut self, change: Change) -> Stamp {
            let mut batch = self.0.batch(Replica::new(self.1, 0), 1_000 * self.1);
            let stamp = batch.push(change);
            let entries = batch.finish();
            self.0.merge(entries);
            stamp
        }

        fn sets(&mut self, setting: Setting) {
            self.commit(Change::SetSetting(setting));
        }

        fn sells(&mut self) {
            let bought = Purchase { amount: Money(100), ..Purchase::default() };
            self.commit(Change::bought(bought));
        }

        fn knows(&mut self, facts: Vec<Fact>, members: Vec<Member>) -> CustomerId {
            CustomerId(self.commit(Change::AddCustomer { facts, members }))
        }

        fn looks_at(&self, other: &Self) -> Join {
            let changes = other.0.entries().collect();
            look(&self.0, &self.0.book(), changes)
        }
    }

    fn two() -> (Device, Device) {
        (Device(Journal::default(), 1), Device(Journal::default(), 2))
    }

    fn forint() -> Setting {
        Setting::Currency(Currency::parse("HUF").unwrap())
    }

    #[test]
    fn copies_of_joined_shops_are_copies_of_one_shop_new_and_old() {
        let (one, mut other) = two();
        let before = other.0.book();
        assert!(!is_one_shop(1, &one.0.book(), Some(2), &before));
        other.commit(Change::Joined { shops: vec![1, 2] });
        let joined = other.0.book();
        // The other's copy here, ours there, and an older one of ours.
        assert!(is_one_shop(1, &one.0.book(), Some(2), &joined));
        assert!(is_one_shop(2, &joined, Some(1), &one.0.book()));
        // A third shop stays a third, and a rescued file that knows no number is no proof.
        assert!(!is_one_shop(2, &joined, Some(3), &one.0.book()));
        assert!(!is_one_shop(1, &one.0.book(), None, &before));
    }

    #[test]
    fn what_this_shop_has_set_stands_and_the_rest_comes_from_the_other() {
        let (mut one, mut other) = two();
        one.sets(Setting::Name("Otthon".into()));
        other.sets(Setting::Name("Terasz".into()));
        other.sets(Setting::MarginPercent(40));
        let join = one.looks_at(&other);
        let expected = [
            Difference {
                stands: Setting::Name("Otthon".into()),
                given_up: Setting::Name("Terasz".into()),
            },
            Difference { stands: Setting::MarginPercent(40), given_up: Setting::MarginPercent(30) },
        ];
        assert_eq!(join.settings, expected);
        assert!(join.incoming.report.settings);
        assert_eq!(join.refusal, None);
    }

    #[test]
    fn amounts_keep_their_currency_or_the_shops_stay_two() {
        let (mut one, mut other) = two();
        other.sets(forint());
        other.sells();
        let join = one.looks_at(&other);
        assert_eq!((&join.settings[0].stands, join.refusal), (&forint(), None));
        one.sells();
        let join = one.looks_at(&other);
        assert!(matches!(join.refusal, Some(JoinRefusal::OtherCurrency { .. })));
        let back = other.looks_at(&one);
        assert!(matches!(back.refusal, Some(JoinRefusal::OtherCurrency { .. })));
    }

    #[test]
    fn the_same_person_in_both_is_found_by_the_surest_likeness() {
        let (mut one, mut other) = two();
        let named = |name: &str| Fact::Name(name.into());
        let phone = |number: &str| Member::Phone(number.into());
        let anna = one.knows(vec![named("Kovács Anna")], vec![phone("+36 30 555 0142")]);
        let peter = one.knows(vec![named("Nagy Péter"), Fact::Card("0417".into())], vec![]);
        let mail = Member::Email("Zsofi@Example.hu".into());
        let zsofi = one.knows(vec![], vec![mail]);
        one.knows(vec![named("Someone else")], vec![]);

        let other_anna = other.knows(vec![named("kovács  anna")], vec![phone("06 30 555-0142")]);
        let other_peter = other.knows(vec![Fact::Card("۰۴۱۷".into())], vec![]);
        let mail = Member::Email("zsofi@example.hu".into());
        let other_zsofi = other.knows(vec![named("Szabó Zsófi")], vec![mail]);
        other.knows(vec![named("Nobody known")], vec![]);

        let join = one.looks_at(&other);
        let expected = [
            Twin { ours: peter, theirs: other_peter, by: Key::Card },
            Twin { ours: anna, theirs: other_anna, by: Key::Phone },
            Twin { ours: zsofi, theirs: other_zsofi, by: Key::Email },
        ];
        assert_eq!(join.twins, expected);
        assert_eq!(join.names[&other_zsofi], "Szabó Zsófi");
        assert_eq!(join.incoming.report.new_customers, 4);
    }
}
