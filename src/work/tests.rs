use std::collections::BTreeSet;

use crate::book::journal::{Journal, page};
use crate::book::{Book, Change};
use crate::files::columns::Meaning;
use crate::files::encoding::FileRefusal;
use crate::files::import::Remembered;
use crate::files::table::{Progress, ReadOptions};
use crate::people::customer::{Fact, Member};
use crate::trade::purchase::{Purchase, Refund};
use crate::units::calendar::Moment;
use crate::units::calendar::{Day, Zone};
use crate::units::id::{CustomerId, PurchaseId, Replica};
use crate::units::money::{Currency, Money};
use crate::work::{
    Answer, Facts, Hand, KnownPages, Listed, Outlook, Request, Stretch, decode, encode,
};

const LIST: &str = "Phone;Name;Email;Date;Amount\n\
    +36 30 555 0001;Anna;anna@shop.example;2026-03-01;10\n\
    +36 30 555 0002;Béla;;2026-03-02;20\n\
    +36 30 555 0001;Anna;;2026-03-03;abc\n";

fn replica() -> Replica {
    Replica::new(1, 0)
}

fn facts() -> Facts {
    let today = Day::from_ymd(2026, 4, 1).unwrap();
    let currency = Currency::parse("EUR").unwrap();
    let remembered = Vec::new();
    Facts {
        today,
        currency,
        zone: Zone::default(),
        sold_nothing: true,
        remembered,
        own_fields: Vec::new(),
    }
}

/// Asks as the screen does, over the wire, and gives everything that is answered.
fn asked(hand: &mut Hand, request: &Request, beside: Vec<u8>) -> Vec<(Answer, Vec<u8>)> {
    hand.ask(decode(&encode(request)).unwrap(), beside);
    let mut told = Vec::new();
    loop {
        while let Some((answer, beside)) = hand.tell() {
            told.push((decode(&encode(&answer)).unwrap(), beside));
        }
        if !hand.is_busy() {
            return told;
        }
        assert!(hand.progress().is_some());
        hand.step();
    }
}

/// A worker that knows this book.
fn knowing(book: &Book) -> Hand {
    let mut hand = Hand::default();
    hand.ask(Request::Begin { country: None }, Vec::new());
    let mut pages = KnownPages::default();
    while let Some(page) = pages.next(book) {
        hand.ask(Request::Known, page);
    }
    hand
}

fn outlook(told: &[(Answer, Vec<u8>)]) -> &Outlook {
    match &told.last().unwrap().0 {
        Answer::Planned(planned) => planned.outlook.as_ref().unwrap(),
        other => panic!("not planned: {other:?}"),
    }
}

fn opened(hand: &mut Hand) -> Outlook {
    let told = asked(hand, &Request::Open(facts()), LIST.as_bytes().to_vec());
    assert!(matches!(&told[0].0, Answer::Read(read) if read.shape.n_columns == 5));
    outlook(&told).clone()
}

fn take_in(journal: &Journal) -> Request {
    let clock = journal.batch(replica(), 50).drawn(7).clock();
    Request::TakeIn { file: "till.csv".into(), currency: None, clock }
}

/// What the pages of an answer hold, in order.
fn changes(
    told: &[(Answer, Vec<u8>)],
) -> Vec<(crate::units::id::Stamp, crate::book::journal::Entry)> {
    let pages = told.iter().filter(|(answer, _)| *answer == Answer::Page);
    pages.flat_map(|(_, bytes)| page::decode(bytes).unwrap()).collect()
}

#[test]
fn a_list_is_read_planned_and_made_into_pages() {
    let mut hand = knowing(&Book::default());
    let outlook = opened(&mut hand);
    assert_eq!((outlook.new_customers, outlook.purchases), (2, 2));
    assert_eq!(outlook.problems.len(), 1);

    let mut journal = Journal::default();
    let told = asked(&mut hand, &take_in(&journal), Vec::new());
    let changes = changes(&told);
    journal.merge(changes.clone());
    let book = journal.book();
    assert_eq!((book.customers().len(), book.purchases().len()), (2, 2));
    assert_eq!(told.last().unwrap().0, Answer::Made(changes[0].1.group));
    assert!(matches!(&changes[0].1.change, Change::Imported { file, .. } if file == "till.csv"));
}

#[test]
fn what_the_book_has_is_met_again() {
    let mut hand = knowing(&Book::default());
    opened(&mut hand);
    let mut journal = Journal::default();
    let told = asked(&mut hand, &take_in(&journal), Vec::new());
    journal.merge(changes(&told));

    let mut hand = knowing(&journal.book());
    let outlook = opened(&mut hand);
    assert_eq!((outlook.new_customers, outlook.purchases), (0, 0));
    assert_eq!(outlook.counts.purchases_already_there, 2);
}

#[test]
fn the_pages_of_a_book_hold_all_that_an_import_asks_of_it() {
    let mut journal = Journal::default();
    let mut batch = journal.batch(replica(), 10);
    let (facts, members) = (vec![Fact::Name("Anna".into())], vec![Member::Phone("1".into())]);
    let anna = batch.add_customer(facts, members);
    let amount = Money(500);
    let at = Moment { day: Day(20_000), minute: None };
    let bought =
        batch.add_purchase(Purchase { customer: Some(anna), amount, at, ..Purchase::default() });
    let refund = Refund { amount, at, reason: String::new() };
    batch.push(Change::AddRefund { purchase: bought, refund });
    let entries = batch.finish();
    journal.merge(entries);
    let book = journal.book();

    let mut told = Book::default();
    let mut pages = KnownPages::default();
    while let Some(bytes) = pages.next(&book) {
        for (stamp, entry) in page::decode(&bytes).unwrap() {
            told.apply(stamp, &entry.change);
        }
    }
    assert_eq!(told.customer(CustomerId(anna.0)), book.customer(anna));
    assert_eq!(told.purchase(PurchaseId(bought.0)), book.purchase(bought));
}

#[test]
fn a_mended_cell_helps_every_row_of_its_line() {
    let mut hand = knowing(&Book::default());
    opened(&mut hand);
    let mend = Request::Mend { list: Listed::Problems, place: 0, text: "30".into() };
    let told = asked(&mut hand, &mend, Vec::new());
    assert_eq!(outlook(&told).purchases, 3);
    assert!(outlook(&told).problems.is_empty());
}

#[test]
fn what_was_given_back_is_said_over_the_wire_and_forgotten_with_the_rows() {
    let list = "Order;Name;Date;Amount;Order status\n1;Anna;2026-03-01;10;partially refunded\n";
    let mut hand = knowing(&Book::default());
    let told = asked(&mut hand, &Request::Open(facts()), list.as_bytes().to_vec());
    let Answer::Read(read) = &told[0].0 else { panic!("not read: {told:?}") };
    let mut options = read.guess.options.clone();
    let asks = |outlook: &Outlook| {
        let partly = outlook.states.iter().flat_map(|word| word.partly.first());
        let said: Vec<_> = partly.map(|sale| (sale.line, sale.said)).collect();
        (outlook.has_question, outlook.given_back, said)
    };
    assert_eq!(asks(outlook(&told)), (true, 0, vec![(2, None)]));
    options.given_back.insert(2, Money(250));
    let told = asked(&mut hand, &Request::Understand(Box::new(options)), Vec::new());
    assert_eq!(asks(outlook(&told)), (false, 1, vec![(2, Some(Money(250)))]));
    let told = asked(&mut hand, &Request::ReadAs(ReadOptions::default()), Vec::new());
    assert_eq!(asks(outlook(&told)), (true, 0, vec![(2, None)]));
}

#[test]
fn a_new_wish_ends_the_work_on_the_one_before() {
    let mut hand = knowing(&Book::default());
    let options = match &asked(&mut hand, &Request::Open(facts()), LIST.as_bytes().to_vec())[0].0 {
        Answer::Read(read) => read.guess.options.clone(),
        other => panic!("not read: {other:?}"),
    };
    hand.ask(Request::Understand(Box::new(options.clone())), Vec::new());
    let told = asked(&mut hand, &Request::Understand(Box::new(options)), Vec::new());
    assert_eq!(told.len(), 1);
}

#[test]
fn what_is_no_list_is_refused() {
    let mut hand = knowing(&Book::default());
    let told = asked(&mut hand, &Request::Open(facts()), Vec::new());
    assert_eq!(told, [(Answer::Refused(FileRefusal::Empty), Vec::new())]);
}

#[test]
fn changes_made_apart_lie_above_what_they_are_about() {
    // Another device, whose clock is ahead, wrote Anna down.
    let mut journal = Journal::default();
    let mut ahead = journal.batch(Replica::new(2, 0), 1_000_000);
    let facts = vec![Fact::Name("Anna".into())];
    let members = vec![Member::Phone("+36305550001".into())];
    let anna = ahead.add_customer(facts, members);
    let entries = ahead.finish();
    journal.merge(entries);

    let mut hand = knowing(&journal.book());
    opened(&mut hand);
    let told = asked(&mut hand, &take_in(&journal), Vec::new());
    let about_anna =
        |change: &Change| matches!(change, Change::SetMember { customer, .. } if *customer == anna);
    let changes = changes(&told);
    let named = changes.iter().find(|(_, entry)| about_anna(&entry.change)).unwrap();
    assert!(named.0 > anna.0, "the address would be lost behind the name");
    assert!(changes[0].0 < anna.0, "one wrong clock moved another");
}

#[test]
fn whoever_is_here_twice_is_found_with_progress_and_nobody_said_to_be_two() {
    let mut journal = Journal::default();
    let mut batch = journal.batch(replica(), 10);
    let names = ["Kovács Anna", "Шевченко Олександр", "Kovacs Anna", "Oleksandr Shevchenko"];
    let ids = names.map(|name| batch.add_customer(vec![Fact::Name(name.into())], vec![]));
    let entries = batch.finish();
    journal.merge(entries);
    let book = journal.book();
    let found = |are_apart: BTreeSet<_>| {
        let mut hand = Hand::default();
        asked(&mut hand, &Request::BeginScan { country: None, are_apart }, Vec::new());
        let mut pages = KnownPages::of_customers();
        while let Some(page) = pages.next(&book) {
            asked(&mut hand, &Request::Known, page);
        }
        hand.ask(Request::Scan, Vec::new());
        let progress = hand.progress();
        assert!(matches!(
            progress,
            Some(Answer::Progress(Stretch::Scanning, Progress { total: 4, .. }))
        ));
        while hand.is_busy() {
            hand.step();
        }
        let Some((Answer::Pairs(pairs), _)) = hand.tell() else { panic!("no pairs") };
        pairs.iter().map(|pair| (pair.one, pair.other)).collect::<Vec<_>>()
    };
    let all = vec![(ids[0], ids[2]), (ids[1], ids[3])];
    assert_eq!(found(BTreeSet::new()), all);
    assert_eq!(found(BTreeSet::from([all[0]])), all[1..]);
}

#[test]
fn next_months_list_is_understood_as_this_months_was() {
    let list = "Who it was;Stuff;When;How much\nAnna;tea;2026-03-01;10\n";
    let mut hand = knowing(&Book::default());
    let told = asked(&mut hand, &Request::Open(facts()), list.as_bytes().to_vec());
    let Answer::Read(read) = &told[0].0 else { panic!("not read: {told:?}") };
    let mut options = read.guess.options.clone();
    assert!(!read.guess.is_remembered);
    options.mapping = vec![Meaning::Name, Meaning::Product, Meaning::Date, Meaning::Amount];
    let known = Remembered::of(&read.shape.titles, &options).expect("a shape");
    let next = list.replace("Anna;tea", "Péter;cocoa");
    let facts = Facts { remembered: vec![known], ..facts() };
    let told = asked(&mut hand, &Request::Open(facts.clone()), next.into_bytes());
    let Answer::Read(read) = &told[0].0 else { panic!("not read: {told:?}") };
    assert_eq!((&read.guess.options.mapping, read.guess.is_remembered), (&options.mapping, true));
    assert_eq!(outlook(&told).purchases, 1);
    let other = list.replace("Stuff", "Things");
    let told = asked(&mut hand, &Request::Open(facts), other.into_bytes());
    let Answer::Read(read) = &told[0].0 else { panic!("not read: {told:?}") };
    assert!(!read.guess.is_remembered);
}
