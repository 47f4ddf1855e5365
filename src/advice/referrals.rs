//! Who told a newcomer of the shop, by whatever the newcomer says of them.

use crate::acquisition::referral::Code;
use crate::book::Book;
use crate::units::id::CustomerId;

/// Whoever has a referral code, first entered first; nearly always one or nobody. The code of
/// somebody who was made one person with another leads to that one.
///
/// It goes through everybody: a code is kept nowhere.
#[must_use]
pub fn holders(book: &Book, code: Code) -> Vec<CustomerId> {
    let shown = book.customers().keys().copied();
    let others = book.persons().iter().map(|(id, _)| id);
    let found = shown.chain(others).filter(|id| Code::of(*id) == code);
    let mut found: Vec<CustomerId> = found.map(|id| book.who(id)).collect();
    found.retain(|id| book.customer(*id).is_some());
    found.sort_unstable_by_key(|id| id.0);
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Change;
    use crate::book::journal::Journal;
    use crate::people::customer::Fact;
    use crate::units::id::Replica;

    #[test]
    fn a_code_leads_to_whoever_gave_it_away_also_when_cards_were_joined() {
        let mut journal = Journal::default();
        let mut add = |name: &str| {
            let mut batch = journal.batch(Replica::new(1, 0), 1_000);
            let facts = vec![Fact::Name(name.into())];
            let id = CustomerId(batch.push(Change::AddCustomer { facts, members: vec![] }));
            let entries = batch.finish();
            journal.merge(entries);
            id
        };
        let (anna, twin, peter) = (add("Anna"), add("Anna"), add("Peter"));
        let check = |journal: &Journal, of: CustomerId, expected: &[CustomerId]| {
            assert_eq!(holders(&journal.book(), Code::of(of)), expected);
        };
        check(&journal, twin, &[twin]);
        let mut batch = journal.batch(Replica::new(1, 0), 2_000);
        for change in Change::same_person(anna, twin, &[]) {
            batch.push(change);
        }
        let entries = batch.finish();
        journal.merge(entries);
        check(&journal, twin, &[anna]);
        check(&journal, anna, &[anna]);
        check(&journal, peter, &[peter]);
    }
}
