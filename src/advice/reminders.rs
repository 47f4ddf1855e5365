//! Reminders: whom to write to today, and who is left out and why.
//!
//! Named are those who fell asleep by their own rhythm and those whose birthday comes. Left out are
//! those who asked never to be written to, and those about whom the owner has answered.

use std::collections::BTreeSet;

use crate::book::Book;
use crate::figures::overview::{Overview, Sleeper};
use crate::figures::rhythm::Status;
use crate::outreach::{Answered, Occasion};
use crate::people::reach::may_write;
use crate::units::calendar::Day;
use crate::units::id::CustomerId;

/// Birthdays this near leave time to prepare.
const BIRTHDAYS_WITHIN_DAYS: i32 = 14;

/// After so many days following a birthday greeting there is no second message for being asleep.
const QUIET_AFTER_BIRTHDAY_DAYS: i32 = 14;

/// Everyone who is asleep, by what is to be done about them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sleepers {
    /// Those to write to, in the order they came in.
    pub open: Vec<Sleeper>,
    /// Those about whom the owner has answered, and how.
    pub answered: Vec<(Sleeper, Answered)>,
    /// How many asked never to be written to.
    pub n_silent: usize,
}

impl Sleepers {
    /// Sorts those who are asleep by what is to be done about them.
    #[must_use]
    pub fn new(book: &Book, asleep: impl IntoIterator<Item = Sleeper>, today: Day) -> Self {
        let mut sleepers = Self::default();
        for sleeper in asleep {
            let id = sleeper.customer;
            if is_silent(book, id) {
                sleepers.n_silent += 1;
                continue;
            }
            let answered = book.outreach().answer(id, Occasion::Asleep);
            let last = sleeper.standing.totals.last;
            match answered.filter(|answered| answered.hides_sleeper(last, today)) {
                Some(answered) => sleepers.answered.push((sleeper, answered)),
                None => sleepers.open.push(sleeper),
            }
        }
        sleepers
    }
}

/// Everyone to write to on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reminders {
    /// Sleepers, in the order they came in.
    pub sleepers: Vec<Sleeper>,
    /// Birthdays, soonest first, with the days until then.
    pub birthdays: Vec<(CustomerId, i32)>,
    /// How many sleepers are left out because the owner has answered about them.
    pub n_answered: usize,
    /// How many would be named had they not asked never to be written to.
    pub n_silent: usize,
}

impl Reminders {
    /// Whom to write to on the day of the figures; nobody is named twice, and a birthday is the
    /// better reason.
    #[must_use]
    pub fn new(book: &Book, overview: &Overview) -> Self {
        Self::of(book, overview, overview.sleepers().collect())
    }

    /// The birthdays alone: who is asleep may have to be found first.
    #[must_use]
    pub fn of_birthdays(book: &Book, overview: &Overview) -> Self {
        Self::of(book, overview, Vec::new())
    }

    fn of(book: &Book, overview: &Overview, asleep: Vec<Sleeper>) -> Self {
        let today = overview.today();
        let mut silent = BTreeSet::new();
        let mut named = Vec::new();
        let mut greeted = BTreeSet::new();
        for (id, in_days) in overview.birthdays(BIRTHDAYS_WITHIN_DAYS) {
            let answered = book.outreach().answer(id, Occasion::Birthday);
            if is_silent(book, id) {
                silent.insert(id);
            } else if answered.is_none_or(|said| !said.hides_birthday(today.plus(in_days), today)) {
                named.push((id, in_days));
                greeted.insert(id);
            }
        }
        let asleep_ids = asleep.iter().map(|sleeper| sleeper.customer);
        silent.extend(asleep_ids.filter(|id| is_silent(book, *id)));
        let all = Sleepers::new(book, asleep, today);
        let (n_answered, mut sleepers) = (all.answered.len(), all.open);
        sleepers.retain(|sleeper| {
            let id = sleeper.customer;
            !greeted.contains(&id) && !is_greeted_lately(book, id, today)
        });
        Self { sleepers, birthdays: named, n_answered, n_silent: silent.len() }
    }

    /// How many people there are to write to.
    #[must_use]
    pub fn n_people(&self) -> usize {
        self.sleepers.len() + self.birthdays.len()
    }
}

/// Why a customer is among those to write to today, if they are.
#[must_use]
pub fn named_for(book: &Book, overview: &Overview, customer: CustomerId) -> Option<Occasion> {
    let reminders = Reminders::of_birthdays(book, overview);
    if reminders.birthdays.iter().any(|(id, _)| *id == customer) {
        return Some(Occasion::Birthday);
    }
    let (standing, today) = (overview.standing(customer)?, overview.today());
    let answered = book.outreach().answer(customer, Occasion::Asleep);
    let is_put_off = answered.is_some_and(|said| said.hides_sleeper(standing.totals.last, today));
    let is_named = standing.rhythm.status == Status::Asleep
        && !is_silent(book, customer)
        && overview.word(customer).is_some()
        && !is_put_off
        && !is_greeted_lately(book, customer, today);
    is_named.then_some(Occasion::Asleep)
}

/// Whether somebody asked never to be written to; so has whoever is not in the book.
fn is_silent(book: &Book, customer: CustomerId) -> bool {
    book.customer(customer).is_none_or(|customer| !may_write(customer))
}

fn is_greeted_lately(book: &Book, customer: CustomerId, today: Day) -> bool {
    let answered = book.outreach().answer(customer, Occasion::Birthday);
    answered.is_some_and(|said| said.is_done_within(QUIET_AFTER_BIRTHDAY_DAYS, today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Change;
    use crate::outreach::{self, Answer};
    use crate::people::customer::Fact;
    use crate::trade::purchase::Purchase;
    use crate::units::calendar::{Birthday, Moment};
    use crate::units::id::{Replica, Stamp};
    use crate::units::money::Money;

    const TODAY: Day = Day(20_000);

    /// A book, and the next stamp of it.
    struct Shop(Book, Stamp);

    impl Shop {
        /// Three who came every week and stayed away for 25 days, and one who still comes.
        fn new() -> (Self, Vec<CustomerId>) {
            let mut shop = Self(Book::default(), Stamp::new(1, 0, Replica::new(1, 0)));
            let ids = [25, 25, 25, 3].map(|away| {
                let id =
                    CustomerId(shop.apply(Change::AddCustomer { facts: vec![], members: vec![] }));
                for week in 0..6 {
                    shop.buys(id, away + 7 * week);
                }
                id
            });
            (shop, ids.to_vec())
        }

        fn apply(&mut self, change: Change) -> Stamp {
            let stamp = self.1;
            self.0.apply(stamp, &change);
            self.1 = stamp.next(stamp.replica());
            stamp
        }

        fn buys(&mut self, customer: CustomerId, days_ago: i32) {
            let at = Moment { day: TODAY.plus(-days_ago), minute: None };
            let customer = Some(customer);
            let bought = Purchase { customer, at, amount: Money(800), ..Purchase::default() };
            self.apply(Change::bought(bought));
        }

        fn knows(&mut self, customer: CustomerId, fact: Fact) {
            self.apply(Change::SetFacts { customer, facts: vec![fact] });
        }

        fn answers(&mut self, customer: CustomerId, occasion: Occasion, answer: Answer) {
            let on = TODAY;
            let change = outreach::Change::Reminder { customer, occasion, answer, on };
            self.apply(Change::Outreach(change));
        }

        fn named(&self, today: Day) -> Reminders {
            let overview = Overview::new(&self.0, today);
            let named = Reminders::new(&self.0, &overview);
            for customer in self.0.customers().keys() {
                let has_birthday = named.birthdays.iter().any(|(id, _)| id == customer);
                let sleeps = who(&named.sleepers).contains(customer);
                let why = match (has_birthday, sleeps) {
                    (true, _) => Some(Occasion::Birthday),
                    (false, sleeps) => sleeps.then_some(Occasion::Asleep),
                };
                assert_eq!(named_for(&self.0, &overview, *customer), why);
            }
            named
        }

        fn sleepers(&self, today: Day) -> Sleepers {
            Sleepers::new(&self.0, Overview::new(&self.0, today).sleepers(), today)
        }
    }

    fn who(sleepers: &[Sleeper]) -> Vec<CustomerId> {
        sleepers.iter().map(|sleeper| sleeper.customer).collect()
    }

    fn in_days(days: i32) -> Fact {
        let date = TODAY.plus(days).date();
        let (month, day) = (chrono::Datelike::month(&date), chrono::Datelike::day(&date));
        Fact::Birthday(Birthday::new(None, month, day))
    }

    #[test]
    fn whoever_asked_for_silence_is_counted_and_not_named() {
        let (mut shop, ids) = Shop::new();
        shop.knows(ids[1], Fact::NeverWrite(true));
        shop.knows(ids[1], in_days(3));
        shop.knows(ids[3], Fact::NeverWrite(true));
        shop.knows(ids[3], in_days(3));
        let named = shop.named(TODAY);
        assert_eq!(who(&named.sleepers), [ids[0], ids[2]]);
        assert_eq!((named.birthdays.len(), named.n_silent), (0, 2));
        assert_eq!(shop.sleepers(TODAY).n_silent, 1);
    }

    #[test]
    fn whoever_was_answered_about_waits_on_the_list_of_the_answered() {
        let (mut shop, ids) = Shop::new();
        shop.answers(ids[0], Occasion::Asleep, Answer::Done(None));
        shop.answers(ids[1], Occasion::Asleep, Answer::Later(TODAY.plus(7)));
        shop.answers(ids[2], Occasion::Asleep, Answer::Never);
        assert_eq!((shop.named(TODAY).n_people(), shop.named(TODAY).n_answered), (0, 3));
        assert_eq!(shop.sleepers(TODAY).answered.len(), 3);
        assert_eq!(who(&shop.named(TODAY.plus(7)).sleepers), [ids[1]]);
        shop.answers(ids[2], Occasion::Asleep, Answer::Open);
        assert_eq!(who(&shop.named(TODAY).sleepers), [ids[2]]);
    }

    #[test]
    fn nobody_is_named_twice_and_a_greeting_is_enough_for_two_weeks() {
        let (mut shop, ids) = Shop::new();
        shop.knows(ids[0], in_days(5));
        let named = shop.named(TODAY);
        assert_eq!(named.birthdays, [(ids[0], 5)]);
        assert_eq!(who(&named.sleepers), [ids[1], ids[2]]);
        shop.answers(ids[0], Occasion::Birthday, Answer::Done(None));
        assert_eq!(who(&shop.named(TODAY).sleepers), [ids[1], ids[2]]);
        // Put off or unwanted, the birthday is no reason to be silent about the other.
        shop.answers(ids[0], Occasion::Birthday, Answer::Never);
        assert_eq!(who(&shop.named(TODAY).sleepers), ids[..3]);
    }

    #[test]
    fn an_erased_customer_leaves_no_answer_behind() {
        let (mut shop, ids) = Shop::new();
        shop.answers(ids[0], Occasion::Asleep, Answer::Never);
        shop.apply(Change::EraseCustomer { customer: ids[0] });
        assert_eq!(shop.0.outreach().of(ids[0]).count(), 0);
        shop.answers(ids[0], Occasion::Asleep, Answer::Never);
        assert_eq!(shop.0.outreach().of(ids[0]).count(), 0);
    }
}
