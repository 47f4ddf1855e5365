//! At the counter: who stands there, what is worth saying to them, and the same as last time.

use crate::book::{Book, Bought};
use crate::figures::overview::{Overview, Standing};
use crate::figures::rhythm::{Rhythm, Status};
use crate::people::customer::{Customer, check_phone};
use crate::trade::purchase::Purchase;
use crate::units::calendar::{Day, Moment};
use crate::units::digits;
use crate::units::id::{CustomerId, PurchaseId};

/// Birthdays this near are worth a word at the counter.
const BIRTHDAY_WITHIN_DAYS: i32 = 7;

/// What somebody typed while looking for a customer who is not there, as the start of a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Newcomer {
    /// The name, if it reads like one.
    pub name: String,
    /// The phone number, if it reads like one.
    pub phone: String,
    /// The card number, if it reads like one.
    pub card: String,
}

impl Newcomer {
    /// Takes a question apart: letters are a name; digits are a phone number when they are written
    /// like one, and else the number of a card.
    #[must_use]
    pub fn from_question(typed: &str) -> Self {
        let typed = typed.trim();
        let ascii = digits::to_ascii(typed);
        let n_digits = ascii.chars().filter(char::is_ascii_digit).count();
        if ascii.chars().any(char::is_alphabetic) && n_digits * 2 < ascii.chars().count() {
            return Self { name: typed.to_owned(), ..Self::default() };
        }
        let is_phone = ascii.starts_with(['+', '0']) && n_digits >= 9
            || n_digits >= 7 && ascii.contains([' ', '-', '/', '(']);
        if is_phone && check_phone(typed).is_ok() {
            return Self { phone: typed.to_owned(), ..Self::default() };
        }
        Self { card: typed.to_owned(), ..Self::default() }
    }
}

/// The one thing worth saying to whoever stands at the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    /// It is their birthday, or it was or comes within a week: in so many days.
    Birthday(i32),
    /// They were away for long by their own rhythm.
    Back(Rhythm),
    /// They never bought before.
    NeverBought,
    /// This is what the owner wrote down.
    Note(String),
    /// Nothing special: when they were last here.
    AsUsual(Rhythm),
}

/// Picks what is worth saying: a birthday today, a long absence, a birthday this week, the first
/// purchase, the owner's note.
#[must_use]
pub fn worth_saying(customer: &Customer, standing: Option<&Standing>, today: Day) -> Saying {
    let in_days = customer.birthday().and_then(|birthday| birthday.days_until(today));
    if in_days == Some(0) {
        return Saying::Birthday(0);
    }
    let late = |status| matches!(status, Status::Dozing | Status::Asleep | Status::Lost);
    if let Some(standing) = standing.filter(|standing| late(standing.rhythm.status)) {
        return Saying::Back(standing.rhythm);
    }
    if let Some(days) = in_days.filter(|days| *days <= BIRTHDAY_WITHIN_DAYS) {
        return Saying::Birthday(days);
    }
    match standing {
        None => Saying::NeverBought,
        Some(_) if !customer.note().is_empty() => Saying::Note(customer.note().to_owned()),
        Some(standing) => Saying::AsUsual(standing.rhythm),
    }
}

/// A purchase like an earlier one: the same goods, amount, cost and channel, now.
#[must_use]
pub fn same_again(earlier: &Purchase, at: Moment) -> Purchase {
    Purchase {
        at,
        number: String::new(),
        employee: String::new(),
        note: String::new(),
        ..earlier.clone()
    }
}

/// The same purchase, known to be of another day.
#[must_use]
pub fn on_day(purchase: &Purchase, day: Day) -> Purchase {
    Purchase { at: Moment { day, minute: None }, ..purchase.clone() }
}

/// The purchases of a customer that are dated in the future, so that no figure counts them yet.
#[must_use]
pub fn dated_ahead(book: &Book, customer: CustomerId, today: Day) -> Vec<PurchaseId> {
    let theirs = book.purchases_of(customer);
    let ahead = theirs.filter(|(_, bought)| bought.at().day > today);
    ahead.map(|(id, _)| id).collect()
}

/// Whoever bought last until today, the latest first, at most so many.
///
/// Only those who may be among them are looked at purchase by purchase, for this is asked after
/// every sale.
#[must_use]
pub fn bought_last(book: &Book, overview: &Overview, most: usize) -> Vec<CustomerId> {
    let (visits, today) = (overview.figures().visits(), overview.today());
    let mut latest: Vec<(Moment, PurchaseId, CustomerId)> = Vec::new();
    for (id, number) in overview.numbers() {
        let Some(visit) = visits.until(number, today).last() else { continue };
        let is_full = latest.len() >= most;
        if is_full && latest.last().is_none_or(|(at, ..)| visit.day < at.day) {
            continue;
        }
        let counts = |bought: &Bought| !bought.is_returned() && bought.at().day <= today;
        let theirs = book.purchases_of(id).filter(|(_, bought)| counts(bought));
        let Some(last) = theirs.map(|(purchase, bought)| (bought.at(), purchase, id)).max() else {
            continue;
        };
        let place = latest.partition_point(|other| *other > last);
        latest.insert(place, last);
        latest.truncate(most);
    }
    latest.into_iter().map(|(.., id)| id).collect()
}

/// Up to two letters that stand for a name, the first of its first two words; none for a number.
#[must_use]
pub fn initials(name: &str) -> String {
    let words = name.split_whitespace();
    let letters = words.filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    letters.take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Change;
    use crate::people::customer::{Fact, Member};
    use crate::units::calendar::Birthday;
    use crate::units::id::{Replica, Stamp};
    use crate::units::money::Money;

    fn stamp(counter: u32) -> Stamp {
        Stamp::new(1, counter, Replica::new(1, 0))
    }

    fn with(book: &mut Book, counter: u32, facts: Vec<Fact>, phone: &str) -> CustomerId {
        let members = vec![Member::Phone(phone.into())];
        book.apply(stamp(counter), &Change::AddCustomer { facts, members });
        CustomerId(stamp(counter))
    }

    #[test]
    fn a_question_without_an_answer_begins_a_customer() {
        let check = |typed: &str, name: &str, phone: &str, card: &str| {
            let [name, phone, card] = [name, phone, card].map(str::to_owned);
            assert_eq!(Newcomer::from_question(typed), Newcomer { name, phone, card }, "{typed}");
        };
        check("Kovács Anna", "Kovács Anna", "", "");
        check("+36305550142", "", "+36305550142", "");
        check("70 555 0142", "", "70 555 0142", "");
        check("0417", "", "", "0417");
        check("5998811223344", "", "", "5998811223344");
        check("", "", "", "");
    }

    #[test]
    fn one_thing_is_worth_saying() {
        let mut book = Book::default();
        let today = Day(20_000);
        let facts = vec![Fact::Note("no milk".into())];
        let id = with(&mut book, 0, facts, "12345");
        let said = |book: &Book, today| {
            let standing = Overview::new(book, today).standing(id);
            worth_saying(book.customer(id).unwrap(), standing.as_ref(), today)
        };
        assert_eq!(said(&book, today), Saying::NeverBought);
        for (counter, ago) in [(1, 12), (2, 6), (3, 0)] {
            let at = Moment { day: today.plus(-ago), minute: None };
            let bought = Purchase { customer: Some(id), at, ..Purchase::default() };
            book.apply(stamp(counter), &Change::bought(bought));
        }
        assert_eq!(said(&book, today), Saying::Note("no milk".into()));
        assert!(matches!(said(&book, today.plus(19)), Saying::Back(rhythm) if rhythm.missed == 3));
        let month = today.plus(2).month().number();
        let day = chrono::Datelike::day(&today.plus(2).date());
        let facts = vec![Fact::Birthday(Birthday::new(None, month, day))];
        book.apply(stamp(9), &Change::SetFacts { customer: id, facts });
        assert_eq!(said(&book, today), Saying::Birthday(2));
    }

    #[test]
    fn the_same_again_is_of_today_and_has_no_number() {
        let earlier = Purchase {
            amount: Money(1150),
            number: "17".into(),
            channel: "market".into(),
            ..Purchase::default()
        };
        let at = Moment { day: Day(20_000), minute: Some(60) };
        let again = same_again(&earlier, at);
        assert_eq!((again.at, again.amount, again.number.as_str()), (at, Money(1150), ""));
        assert_eq!(again.channel, "market");
    }

    #[test]
    fn a_purchase_of_the_future_is_named_and_can_be_put_right() {
        let mut book = Book::default();
        let today = Day(20_000);
        let id = with(&mut book, 0, vec![], "12345");
        for (counter, day) in [(1, today), (2, today.plus(1_862))] {
            let at = Moment { day, minute: Some(600) };
            let bought = Purchase { customer: Some(id), at, ..Purchase::default() };
            book.apply(stamp(counter), &Change::bought(bought));
        }
        let ahead = dated_ahead(&book, id, today);
        assert_eq!(ahead, [PurchaseId(stamp(2))]);
        let right = on_day(&book.purchase(ahead[0]).unwrap().purchase(), today);
        assert_eq!((right.customer, right.at), (Some(id), Moment { day: today, minute: None }));
    }

    #[test]
    fn whoever_bought_last_comes_first() {
        let mut book = Book::default();
        let today = Day(20_000);
        let ids: Vec<_> = (0..5).map(|n| with(&mut book, n, vec![], &format!("1234{n}"))).collect();
        let sold = |book: &mut Book, counter, who: usize, day, minute| {
            let at = Moment { day, minute };
            let bought = Purchase {
                customer: Some(ids[who]),
                at,
                amount: Money(100),
                ..Purchase::default()
            };
            book.apply(stamp(counter), &Change::bought(bought));
        };
        let last = |book: &Book, most| bought_last(book, &Overview::new(book, today), most);
        assert!(last(&book, 3).is_empty());
        // A list that came in last is not what was bought last.
        sold(&mut book, 10, 0, today, Some(600));
        sold(&mut book, 11, 1, today, Some(610));
        sold(&mut book, 12, 2, today.plus(-3), None);
        sold(&mut book, 13, 3, today.plus(-9), None);
        assert_eq!(last(&book, 5), [ids[1], ids[0], ids[2], ids[3]]);
        assert_eq!(last(&book, 3), [ids[1], ids[0], ids[2]]);
        assert_eq!(last(&book, 1), [ids[1]]);
        // What is dated ahead has not been bought yet.
        sold(&mut book, 14, 3, today.plus(400), None);
        assert_eq!(last(&book, 2), [ids[1], ids[0]]);
        sold(&mut book, 15, 3, today, Some(620));
        sold(&mut book, 16, 4, today, None);
        assert_eq!(last(&book, 9), [ids[3], ids[1], ids[0], ids[4], ids[2]]);
        assert!(last(&book, 0).is_empty());
    }

    #[test]
    fn initials_are_of_the_first_two_words() {
        for (name, expected) in [("Kovács Anna", "KA"), ("Tóth Bt.", "TB"), ("", ""), ("(ß)", "SS")]
        {
            assert_eq!(initials(name), expected);
        }
    }
}
