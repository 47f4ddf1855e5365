//! Whom to call now: whoever one promised to speak with again, then those of a bought list with
//! whom nobody has spoken yet.

use crate::book::Book;
use crate::outreach::{Call, Outcome};
use crate::people::customer::{Channel, Customer};
use crate::people::reach::may_reach;
use crate::units::calendar::Day;
use crate::units::id::CustomerId;
use crate::units::sorting::sort_by_key;

/// Why somebody is to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A day was agreed, and it has come.
    Promised(Day),
    /// Nobody has called them yet.
    New,
}

/// Somebody to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToCall {
    /// Whom.
    pub customer: CustomerId,
    /// Why.
    pub why: Why,
}

/// Whom to call on a day: promises first, the oldest before; then, in the order of entry, those who
/// were never called. Of everybody, these are those of bought lists who never bought; of a list
/// (`within`), all who are on it.
///
/// Nobody is named who has no phone, refused calls or asked for silence, nor whoever said no or was
/// rude, unless a day was agreed all the same.
#[must_use]
pub fn to_call(book: &Book, within: Option<&[CustomerId]>, today: Day) -> Vec<ToCall> {
    let promised = |id: CustomerId| {
        let next = book.outreach().calls_with(id).next_back()?.next?;
        (next <= today).then_some(Why::Promised(next))
    };
    let is_called = |id| book.outreach().calls_with(id).next().is_some();
    let is_new = |id: CustomerId, customer: &Customer| {
        let is_lead = customer.is_brought_in() && book.purchases_of(id).next().is_none();
        (within.is_some() || is_lead) && !is_called(id)
    };
    let named = |id: CustomerId| {
        let customer = book.customer(id).filter(|customer| may_call(customer))?;
        let why = promised(id).or_else(|| is_new(id, customer).then_some(Why::New))?;
        Some(ToCall { customer: id, why })
    };
    let mut all: Vec<ToCall> = match within {
        Some(ids) => ids.iter().copied().filter_map(named).collect(),
        None => book.customers().keys().copied().filter_map(named).collect(),
    };
    sort_by_key(&mut all, |it| (it.why, it.customer));
    all
}

/// Whether somebody is only a name on a list that was bought or handed over: they never bought, never
/// said yes to anything, and no call with them went well. They are no customers yet.
#[must_use]
pub fn is_cold(book: &Book, id: CustomerId, customer: &Customer) -> bool {
    let went_well = |call: &Call| match call.outcome {
        Outcome::Bought | Outcome::Interested | Outcome::Later => true,
        Outcome::No | Outcome::Rude | Outcome::NoAnswer => false,
    };
    customer.is_brought_in()
        && book.purchases_of(id).next().is_none()
        && !customer.consents().any(|(_, consent)| consent.given)
        && !book.outreach().calls_with(id).any(went_well)
}

/// Whether somebody can and may be called.
#[must_use]
pub fn may_call(customer: &Customer) -> bool {
    customer.phones().next().is_some() && may_reach(customer, Channel::Phone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acquisition::script::Phase;
    use crate::book::Change;
    use crate::outreach::{self, Call, Outcome};
    use crate::people::customer::{Consent, Fact, Member};
    use crate::trade::purchase::Purchase;
    use crate::units::calendar::Moment;
    use crate::units::id::{Replica, Stamp};

    const TODAY: Day = Day(20_000);

    #[derive(Default)]
    struct Shop(Book, u32);

    impl Shop {
        fn apply(&mut self, change: &Change) -> Stamp {
            self.1 += 1;
            let stamp = Stamp::new(1, self.1, Replica::new(1, 0));
            self.0.apply(stamp, change);
            stamp
        }

        fn adds(&mut self, facts: Vec<Fact>) -> CustomerId {
            let members = vec![Member::Phone("06 30 555 0142".into())];
            CustomerId(self.apply(&Change::AddCustomer { facts, members }))
        }

        fn calls(&mut self, customer: CustomerId, outcome: Outcome, next: Option<i32>) {
            let at = Moment { day: TODAY.plus(-3), minute: None };
            let call = Call {
                outcome,
                at,
                caller: "Lili".into(),
                script: None,
                reached: Phase::Opening,
                words: String::new(),
                next: next.map(|days| TODAY.plus(days)),
            };
            let call = Box::new(call);
            self.apply(&Change::Outreach(outreach::Change::Called { customer, call }));
        }

        fn named(&self) -> Vec<CustomerId> {
            to_call(&self.0, None, TODAY).into_iter().map(|it| it.customer).collect()
        }
    }

    fn brought_in() -> Vec<Fact> {
        vec![Fact::BroughtIn(true)]
    }

    #[test]
    fn promises_come_first_and_then_whom_nobody_called() {
        let mut shop = Shop::default();
        let [first, second, third, fourth] = [(); 4].map(|()| shop.adds(brought_in()));
        let own = shop.adds(vec![]);
        assert_eq!(shop.named(), [first, second, third, fourth]);
        shop.calls(third, Outcome::Later, Some(-1));
        shop.calls(own, Outcome::Interested, Some(0));
        shop.calls(fourth, Outcome::NoAnswer, Some(1));
        shop.calls(first, Outcome::No, None);
        assert_eq!(shop.named(), [third, own, second]);
        // The newest call says when one speaks again.
        shop.calls(third, Outcome::Rude, None);
        assert_eq!(shop.named(), [own, second]);
        let of_list = to_call(&shop.0, Some(&[second, own, first]), TODAY);
        let of_list: Vec<CustomerId> = of_list.into_iter().map(|it| it.customer).collect();
        assert_eq!(of_list, [own, second]);
    }

    #[test]
    fn whoever_may_not_be_called_is_not_named() {
        let mut shop = Shop::default();
        let silent = shop.adds([brought_in(), vec![Fact::NeverWrite(true)]].concat());
        let no = Consent { given: false, on: TODAY, source: String::new() };
        shop.adds([brought_in(), vec![Fact::Consent(Channel::Phone, no)]].concat());
        let bought = shop.adds(brought_in());
        let purchase = Purchase { customer: Some(bought), ..Purchase::default() };
        shop.apply(&Change::bought(purchase));
        let members = vec![];
        shop.apply(&Change::AddCustomer { facts: brought_in(), members });
        shop.calls(silent, Outcome::Later, Some(-1));
        assert_eq!(shop.named(), []);
    }

    #[test]
    fn whoever_was_interested_bought_or_said_yes_is_cold_no_more() {
        let mut shop = Shop::default();
        let [cold, rude, later, bought, own, yes] = [
            brought_in(),
            brought_in(),
            brought_in(),
            brought_in(),
            vec![],
            [
                brought_in(),
                vec![Fact::Consent(
                    Channel::Sms,
                    Consent { given: true, on: TODAY, source: String::new() },
                )],
            ]
            .concat(),
        ]
        .map(|facts| shop.adds(facts));
        shop.calls(rude, Outcome::Rude, None);
        shop.calls(later, Outcome::Later, None);
        let purchase = Purchase { customer: Some(bought), ..Purchase::default() };
        shop.apply(&Change::bought(purchase));
        let cold_ones = shop.0.customers().iter();
        let cold_ones = cold_ones.filter(|(id, customer)| is_cold(&shop.0, **id, customer));
        let cold_ones: Vec<CustomerId> = cold_ones.map(|(id, _)| *id).collect();
        assert_eq!(cold_ones, [cold, rude], "{own:?} {yes:?}");
    }

    #[test]
    fn whoever_is_erased_has_no_calls() {
        let mut shop = Shop::default();
        let anna = shop.adds(vec![]);
        shop.calls(anna, Outcome::Later, Some(-1));
        shop.apply(&Change::EraseCustomer { customer: anna });
        assert_eq!(shop.named(), []);
        assert_eq!(shop.0.outreach().calls().count(), 0);
    }
}
