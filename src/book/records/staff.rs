//! Companies and the people who are reached there.

use super::Book;
use crate::people::customer::Customer;
use crate::units::id::CustomerId;

/// Why somebody was not written down as working somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkRefusal {
    /// Nobody is reached at themself.
    #[error("they are the same")]
    Themself,
    /// The company is not there: erased, or taken back.
    #[error("no such company")]
    NotThere,
}

impl Book {
    /// The people who are reached at a company, or at any that is one with it, first entered first;
    /// nobody, where the company is not there any more.
    #[must_use]
    pub fn people_at(&self, company: CustomerId) -> Vec<(CustomerId, &Customer)> {
        let company = self.who(company);
        if self.customer(company).is_none() {
            return Vec::new();
        }
        let all = self.all_of(company).into_iter().flat_map(|id| {
            let from = self.staff.range((id, CustomerId::default())..);
            from.take_while(move |(at, _)| *at == id).map(|(_, person)| *person)
        });
        let mut people: Vec<CustomerId> = all.filter(|person| *person != company).collect();
        crate::units::sorting::sort_by_key(&mut people, |id| *id);
        people.into_iter().filter_map(|id| Some((id, self.customer(id)?))).collect()
    }

    /// The company somebody is reached at, as it is shown; `None` where it is not there any more, or
    /// became one with themself.
    #[must_use]
    pub fn company_of(&self, person: CustomerId) -> Option<CustomerId> {
        let company = self.who(self.customer(person)?.works_at()?);
        self.check_work(person, company).is_ok().then_some(company)
    }

    /// Checks that somebody can be reached at a company.
    ///
    /// # Errors
    /// Themself, or a company that is not there.
    pub fn check_work(&self, person: CustomerId, company: CustomerId) -> Result<(), WorkRefusal> {
        let (person, company) = (self.who(person), self.who(company));
        if person == company {
            return Err(WorkRefusal::Themself);
        }
        self.customer(company).map(|_| ()).ok_or(WorkRefusal::NotThere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Change;
    use crate::people::customer::Fact;
    use crate::units::id::{Replica, Stamp};

    fn stamp(counter: u32) -> Stamp {
        Stamp::new(1, counter, Replica::new(1, 0))
    }

    fn added(facts: Vec<Fact>) -> Change {
        Change::AddCustomer { facts, members: vec![] }
    }

    fn people(book: &Book, company: CustomerId) -> Vec<CustomerId> {
        book.people_at(company).into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn a_company_knows_its_people_until_it_is_erased() {
        let [mill, anna, peter] = [0, 1, 2].map(|n| CustomerId(stamp(n)));
        let mut book = Book::default();
        book.apply(mill.0, &added(vec![Fact::Company(true)]));
        book.apply(anna.0, &added(vec![Fact::WorksAt(Some(mill))]));
        book.apply(peter.0, &added(vec![Fact::WorksAt(Some(mill)), Fact::Role("buyer".into())]));
        assert_eq!(people(&book, mill), [anna, peter]);
        let leaves = Change::SetFacts { customer: anna, facts: vec![Fact::WorksAt(None)] };
        book.apply(stamp(3), &leaves);
        assert_eq!((people(&book, mill), book.company_of(anna)), (vec![peter], None));
        assert_eq!(book.company_of(peter), Some(mill));
        book.apply(stamp(4), &Change::EraseCustomer { customer: mill });
        assert_eq!((people(&book, mill), book.company_of(peter)), (vec![], None));
        assert_eq!(book.check_work(peter, mill), Err(WorkRefusal::NotThere));
    }

    #[test]
    fn companies_that_are_one_have_the_people_of_both_and_nobody_works_at_themself() {
        let [mill, twin, anna, peter] = [0, 1, 2, 3].map(|n| CustomerId(stamp(n)));
        let mut book = Book::of_persons(&[(mill, mill), (twin, mill)]);
        for id in [mill, twin] {
            book.apply(id.0, &added(vec![Fact::Company(true)]));
        }
        book.apply(anna.0, &added(vec![Fact::WorksAt(Some(twin))]));
        book.apply(peter.0, &added(vec![Fact::WorksAt(Some(mill))]));
        assert_eq!(people(&book, twin), [anna, peter]);
        assert_eq!(book.company_of(anna), Some(mill));
        assert_eq!(book.check_work(twin, mill), Err(WorkRefusal::Themself));
        let itself = Change::SetFacts { customer: mill, facts: vec![Fact::WorksAt(Some(twin))] };
        book.apply(stamp(4), &itself);
        assert_eq!((people(&book, mill), book.company_of(mill)), (vec![anna, peter], None));
    }
}
