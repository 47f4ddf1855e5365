use super::*;
use crate::book::Change;
use crate::people::customer::Fact;
use crate::trade::purchase::Purchase;
use crate::units::calendar::{Birthday, Moment};
use crate::units::id::{Replica, Stamp};

/// A café: 40 who came every week at 800 and stayed away three weeks, 60 who still come.
fn cafe() -> (Book, Day) {
    let today = Day(20_000);
    let mut book = Book::default();
    let mut next = Stamp::new(1, 0, Replica::new(1, 0));
    let mut apply = |book: &mut Book, change| {
        let stamp = next;
        book.apply(stamp, &change);
        next = stamp.next(stamp.replica());
        stamp
    };
    for number in 0..100 {
        let name = vec![Fact::Name(format!("Guest {number}"))];
        let added = Change::AddCustomer { facts: name, members: vec![] };
        let customer = Some(CustomerId(apply(&mut book, added)));
        let away = if number < 40 { 25 } else { 3 };
        for week in 0..6 {
            let at = Moment { day: today.plus(-away - 7 * week), minute: None };
            let amount = Money(800);
            let purchase = Purchase { customer, at, amount, ..Purchase::default() };
            apply(&mut book, Change::bought(purchase));
        }
    }
    (book, today)
}

#[test]
fn forty_sleepers_of_a_cafe_cost_9600_a_week() {
    let (book, today) = cafe();
    let overview = Overview::new(&book, today);
    let headline = overview.headline();
    assert_eq!(headline.lost.n_sleepers, 40);
    assert_eq!(headline.lost.average_check, Money(800));
    assert_eq!(headline.lost.over(1), Money(9_600));
    assert_eq!(headline.lost.over(4), Money(38_400));
    assert_eq!(headline.gap_tenths, Some(70));
    assert_eq!(headline.n_active, 60);
    assert_eq!(overview.sleepers().count(), 40);
}

#[test]
fn a_word_is_worth_what_it_adds_to_four_weeks_of_profit() {
    let (book, today) = cafe();
    let overview = Overview::new(&book, today);
    let sleeper = overview.sleepers().next().unwrap();
    assert_eq!(sleeper.standing.rhythm.days_since, 25);
    assert_eq!(sleeper.standing.rhythm.missed, 3);
    assert_eq!((sleeper.word.visits_hundredths, sleeper.word.margin_percent), (400, 30));
    assert_eq!(sleeper.word.four_weeks(), Money(960));
    // All forty are alike, so of those who would not come a word brings three in ten.
    let (alone, gain) = (sleeper.word.alone_permille, sleeper.word.gain_permille());
    assert!(gain.abs_diff((1000 - alone) * 3 / 10) <= 1, "{:?}", sleeper.word);
    assert!(alone < 550, "{alone}");
    assert_eq!(overview.word(sleeper.customer), Some(sleeper.word));
    assert!(overview.margin_is_assumed() && overview.headline().margin_is_assumed);
}

#[test]
fn a_word_goes_first_to_whom_it_may_bring_and_not_to_the_largest() {
    let (mut book, today) = cafe();
    let mut next = Stamp::new(5, 0, Replica::new(1, 0));
    let mut add = |book: &mut Book, change| {
        let stamp = next;
        book.apply(stamp, &change);
        next = stamp.next(stamp.replica());
        stamp
    };
    // Nearly lost and a little larger, and just asleep.
    let mut people = Vec::new();
    for (away, amount) in [(41, 900), (22, 800)] {
        let change = Change::AddCustomer { facts: vec![], members: vec![] };
        let customer = CustomerId(add(&mut book, change));
        people.push(customer);
        for week in 0..6 {
            let at = Moment { day: today.plus(-away - 7 * week), minute: None };
            let amount = Money(amount);
            let customer = Some(customer);
            let bought = Purchase { customer, at, amount, ..Purchase::default() };
            add(&mut book, Change::bought(bought));
        }
    }
    let sleepers: Vec<Sleeper> = Overview::new(&book, today).sleepers().collect();
    let place = |customer| sleepers.iter().position(|sleeper| sleeper.customer == customer);
    assert!(place(people[1]) < place(people[0]), "{sleepers:?}");
}

#[test]
fn worth_is_the_product_of_its_parts() {
    let (book, today) = cafe();
    let worth = Overview::new(&book, today).headline().worth.unwrap();
    assert_eq!(worth.average_check, Money(800));
    // Six visits in the 35 days from the first to the last: 1440 of profit each.
    assert_eq!((worth.visits_a_month, worth.months), (5.22, 1.15));
    assert_eq!(worth.worth, Money(1_441));
}

#[test]
fn one_timers_are_nobodys_loss_and_have_a_share_of_their_own() {
    let (mut book, today) = cafe();
    let mut next = Stamp::new(5, 0, Replica::new(1, 0));
    for number in 0..20 {
        let mut add = |book: &mut Book, change| {
            let stamp = next;
            book.apply(stamp, &change);
            next = stamp.next(stamp.replica());
            stamp
        };
        let change = Change::AddCustomer { facts: vec![], members: vec![] };
        let customer = Some(CustomerId(add(&mut book, change)));
        let once = [today.plus(-200)];
        let twice = [today.plus(-200), today.plus(-2)];
        for day in if number < 15 { &once[..] } else { &twice[..] } {
            let at = Moment { day: *day, minute: None };
            let amount = Money(800);
            let bought = Purchase { customer, at, amount, ..Purchase::default() };
            add(&mut book, Change::bought(bought));
        }
    }
    let headline = Overview::new(&book, today).headline();
    assert_eq!(headline.lost.over(1), Money(9_600));
    assert_eq!(headline.one_timers, OneTimersBack { n_now: 15, n_then: 20, n_back: 5 });
    assert_eq!(headline.one_timers.share(), Some(0.25));
}

#[test]
fn a_day_of_a_wrong_clock_is_nobodys_word() {
    let (mut book, today) = cafe();
    let customer = book.customers().keys().next().copied();
    let before = Overview::new(&book, today).standing(customer.unwrap());
    let mut buy = |entered: Day, day: Day| {
        let stamp = Stamp::new(entered.end_ms() - 1, 7, Replica::new(3, 0));
        let at = Moment { day, minute: None };
        let bought = Purchase { customer, at, amount: Money(1), ..Purchase::default() };
        book.apply(stamp, &Change::bought(bought));
        PurchaseId(stamp)
    };
    let [year_2016, year_2096] = [2016, 2096].map(|year| Day::from_ymd(year, 5, 1).unwrap());
    let slow = buy(year_2016, year_2016);
    let fast = buy(year_2096, year_2096);
    let overview = Overview::new(&book, today);
    assert_eq!(overview.dated_by_wrong_clock(), [slow, fast]);
    assert_eq!(overview.standing(customer.unwrap()), before);

    // What the owner dated back themselves is believed.
    let mut book = cafe().0;
    let stamp = Stamp::new(today.end_ms() - 1, 7, Replica::new(3, 0));
    let at = Moment { day: year_2016, minute: None };
    let bought = Purchase { customer, at, amount: Money(1), ..Purchase::default() };
    book.apply(stamp, &Change::bought(bought));
    let overview = Overview::new(&book, today);
    assert_eq!(overview.dated_by_wrong_clock(), []);
    assert_eq!(overview.standing(customer.unwrap()).unwrap().totals.first, year_2016);
}

#[test]
fn a_purchase_of_a_day_to_come_is_named() {
    let (mut book, today) = cafe();
    let customer = book.customers().keys().next().copied();
    let stamp = Stamp::new(today.end_ms() - 1, 7, Replica::new(3, 0));
    let at = Moment { day: today.plus(40), minute: None };
    let bought = Purchase { customer, at, amount: Money(1), ..Purchase::default() };
    book.apply(stamp, &Change::bought(bought));
    let future = |day| Overview::new(&book, day).dated_in_future().to_vec();
    assert_eq!(future(today), [PurchaseId(stamp)]);
    assert_eq!(future(today.plus(40)), []);
}

#[test]
fn a_week_is_about_seven_days_and_the_change_is_in_shares() {
    let (book, today) = cafe();
    let headline = Overview::new(&book, today).headline();
    assert!(headline.is_weekly());
    assert!(!Headline { gap_tenths: Some(76), ..headline }.is_weekly());
    let kept = Retention { n_start: 10, n_end: 9, n_new: 1, n_kept: 8 };
    let kept_before = Retention { n_start: 10, n_end: 7, n_new: 1, n_kept: 6 };
    let change = Headline { kept, kept_before, ..headline }.kept_change();
    assert!((change.unwrap() - 0.2).abs() < 1e-9);
}

#[test]
fn birthdays_come_soonest_first() {
    let (mut book, today) = cafe();
    let ids: Vec<CustomerId> = book.customers().keys().copied().collect();
    let stamp = Stamp::new(2, 0, Replica::new(1, 0));
    for (customer, in_days) in [(ids[0], 9), (ids[1], 15), (ids[2], 0)] {
        let day = chrono::Datelike::day(&today.plus(in_days).date());
        let month = today.plus(in_days).month().number();
        let facts = vec![Fact::Birthday(Birthday::new(None, month, day))];
        book.apply(stamp, &Change::SetFacts { customer, facts });
    }
    assert_eq!(Overview::new(&book, today).birthdays(14), [(ids[2], 0), (ids[0], 9)]);
}

#[test]
fn an_empty_book_has_figures_too() {
    let overview = Overview::new(&Book::default(), Day(20_000));
    let headline = overview.headline();
    assert_eq!((headline.n_active, headline.lost.over(1)), (0, Money::ZERO));
    assert_eq!((headline.worth, headline.kept.crr()), (None, None));
    assert_eq!(overview.sleepers().count(), 0);
}
