//! What is handed out as a workbook or an address book brings the same customers back.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use regulars::book::{Book, Change};
use regulars::files::columns::OwnField;
use regulars::files::csv_out::{self, CUSTOMER_COLUMNS, PURCHASE_COLUMNS};
use regulars::files::form::{Form, Part};
use regulars::files::import::{self, Buyer, Known, NewCustomer, Options, Plan, UnknownBuyers};
use regulars::files::list::{self, List};
use regulars::files::table::{ReadOptions, Separator};
use regulars::files::workbook_out::Words;
use regulars::people::custom::FieldKind;
use regulars::people::customer::{Customer, Fact, Member, Value};
use regulars::people::photo::Photo;
use regulars::trade::purchase::{Purchase, Refund};
use regulars::units::calendar::{Day, Zone};
use regulars::units::id::{CustomerId, FieldId, PurchaseId, Replica, Stamp};
use regulars::units::money::{Currency, Money};
use regulars::work::{Answer, Contact, Hand, KnownPages, Request, Wanted};

use crate::csv::{any_currency, any_customer, any_purchase, sorted, title_in, today};

fn stamp(n: usize) -> Stamp {
    Stamp::new(u64::try_from(n).expect("a small number") + 1, 0, Replica::new(1, 0))
}

/// Whom somebody bought, where anybody did, what, and what was given back of it.
type Sold = (Option<usize>, Purchase, Option<Money>);

/// A book of these customers and purchases; each customer has a phone nobody else has.
fn book(customers: &mut [Customer], sold: &mut [Sold]) -> Book {
    let mut book = Book::default();
    for (n, customer) in customers.iter_mut().enumerate() {
        customer.set_member(&Member::Phone(own_phone(n)), true);
        let (facts, members) = (customer.facts().to_vec(), customer.members().to_vec());
        book.apply(stamp(n), &Change::AddCustomer { facts, members });
    }
    for (n, (buyer, purchase, refunded)) in sold.iter_mut().enumerate() {
        // A day of its own, so that no purchase is another one once more.
        purchase.at.day = Day(10_000 + i32::try_from(n).expect("a small number"));
        let customer = buyer.map(|buyer| CustomerId(stamp(buyer)));
        let id = PurchaseId(stamp(10_000 + n));
        book.apply(id.0, &Change::bought(Purchase { customer, ..purchase.clone() }));
        if let Some(amount) = *refunded {
            let refund = Refund { amount, at: purchase.at, reason: String::new() };
            book.apply(stamp(20_000 + n), &Change::AddRefund { purchase: id, refund });
        }
    }
    book
}

fn own_phone(n: usize) -> String {
    format!("+36 1 555 {n:04}")
}

/// The file the worker writes of a book without photos.
fn written(book: &Book, wanted: Wanted) -> Vec<u8> {
    written_with(book, &[], wanted)
}

/// The file the worker writes of a book and the photos its customers have.
fn written_with(book: &Book, photos: &[Photo], wanted: Wanted) -> Vec<u8> {
    let mut hand = Hand::default();
    hand.ask(Request::BeginWriting, Vec::new());
    for photo in photos {
        hand.ask(Request::Photo, photo.bytes().to_vec());
    }
    let mut pages = KnownPages::default();
    while let Some(page) = pages.next(book) {
        hand.ask(Request::Known, page);
    }
    hand.ask(Request::Write(Box::new(wanted)), Vec::new());
    while hand.is_busy() {
        hand.step();
    }
    match hand.tell() {
        Some((Answer::Written, bytes)) => bytes,
        other => panic!("not written: {other:?}"),
    }
}

fn workbook(language: &str, currency: Currency, contacts: Vec<Contact>) -> Wanted {
    let columns = CUSTOMER_COLUMNS.into_iter().chain(PURCHASE_COLUMNS);
    let words = Words {
        titles: columns.map(|column| (column, title_in(language, column))).collect(),
        number: "Row".into(),
        contact: "What".into(),
        sheets: ["Customers", "Phones", "Purchases", "Contacts"].map(String::from),
        right_to_left: language == "fa",
        own: Vec::new(),
    };
    Wanted::Workbook { words, currency, today: today(), contacts }
}

fn brought_in(bytes: &[u8], currency: Currency) -> (Form, Plan) {
    brought_in_with(bytes, currency, &[])
}

/// The same in a shop that has added fields to the card.
fn brought_in_with(bytes: &[u8], currency: Currency, own: &[OwnField]) -> (Form, Plan) {
    let List { table, form, .. } = list::read(bytes, ReadOptions::default()).expect("a list");
    let guess = import::guess_with(&table, today(), currency, Zone::default(), own.to_vec());
    let options = Options { unknown_buyers: UnknownBuyers::Keep, ..guess.options };
    let plan = import::plan(Arc::new(table), Arc::new(Known::default()), options);
    (form, plan.expect("a plan"))
}

/// A text in which a line ends in one way only, as in those files.
fn lined(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn lined_fact(fact: &Fact) -> Fact {
    match fact {
        Fact::Name(text) => Fact::Name(lined(text)),
        Fact::Source(text) => Fact::Source(lined(text)),
        Fact::Note(text) => Fact::Note(lined(text)),
        fact => fact.clone(),
    }
}

fn lined_member(member: &Member) -> Member {
    match member {
        Member::Address(text) => Member::Address(lined(text)),
        Member::Tag(text) => Member::Tag(lined(text)),
        Member::Likes(text) => Member::Likes(lined(text)),
        member => member.clone(),
    }
}

/// What is known of somebody, in an order that does not depend on the way.
fn known(facts: &[Fact], members: &[Member]) -> (Vec<Fact>, Vec<Member>) {
    let members: Vec<Member> = members.iter().map(lined_member).collect();
    let mut members = sorted(&members);
    members.dedup();
    (facts.iter().map(lined_fact).collect(), members)
}

/// Which of the customers of a book somebody is, by the phone only they have.
fn number(person: &NewCustomer, n: usize) -> Option<usize> {
    (0..n).find(|n| person.members.contains(&Member::Phone(own_phone(*n))))
}

fn check_customers(plan: &Plan, customers: &[Customer]) -> Result<(), TestCaseError> {
    prop_assert_eq!(&plan.problems, &[]);
    prop_assert_eq!(&plan.odd_cells, &[]);
    prop_assert_eq!(plan.new_customers.len(), customers.len());
    for person in &plan.new_customers {
        let n = number(person, customers.len());
        let customer = &customers[n.ok_or_else(|| TestCaseError::fail("whose phone?"))?];
        let read = known(&person.facts, &person.members);
        prop_assert_eq!(read, known(customer.facts(), customer.members()));
    }
    Ok(())
}

fn lined_purchase(purchase: &Purchase) -> Purchase {
    let mut purchase = Purchase { customer: None, ..purchase.clone() };
    purchase.employee = lined(&purchase.employee);
    purchase.note = lined(&purchase.note);
    for line in &mut purchase.lines {
        line.product = lined(&line.product);
    }
    purchase
}

/// Fields of a shop's own, some called as columns that every shop has.
fn own_fields(names: &[&str]) -> Vec<OwnField> {
    let choices = || FieldKind::Choice(vec!["Oat".into(), "Soy, sweet".into()]);
    let kinds = [FieldKind::Text, FieldKind::Number, FieldKind::Day, FieldKind::YesNo, choices()];
    let field = |(n, name): (usize, &&str)| OwnField {
        id: FieldId(stamp(90_000 + n)),
        name: (*name).to_owned(),
        kind: kinds[n % kinds.len()].clone(),
    };
    names.iter().enumerate().map(field).collect()
}

/// What stands in these fields, as drawn.
fn fill(customer: &mut Customer, own: &[OwnField], drawn: &[Option<i64>]) {
    for (field, drawn) in own.iter().zip(drawn) {
        let Some(n) = *drawn else { continue };
        let value = match &field.kind {
            FieldKind::Text => Value::Text(format!("=text; {n}, \"x\"")),
            FieldKind::Number => Value::Number(n),
            FieldKind::Day => Value::Day(Day(i32::try_from(n % 20_000).expect("a day"))),
            FieldKind::YesNo => Value::YesNo(n % 2 == 0),
            FieldKind::Choice(choices) => {
                let place = usize::from(n % 2 == 0);
                Value::Choice(choices[place].clone())
            }
        };
        customer.set(Fact::Custom(field.id, Some(value)));
    }
}

/// Names of fields: of their own, and such as columns of our files have, too.
const FIELDS: [&str; 10] =
    ["Table", "Shoe size", "Since", "Parking", "Milk", "Note", "City", "Date", "Name", "Phone"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn fields_of_the_shops_own_come_back_from_every_file_as_they_went(
        mut customers in vec(any_customer(), 1..5),
        drawn in vec(vec(proptest::option::weighted(0.6, 0..4_000_000_i64), FIELDS.len()), 5),
        bought in vec((any::<prop::sample::Index>(), any_purchase()), 0..4),
        names in proptest::sample::subsequence(FIELDS.to_vec(), 0..=FIELDS.len()),
        is_semicolon in any::<bool>(),
    ) {
        let own = own_fields(&names);
        for (customer, drawn) in customers.iter_mut().zip(&drawn) {
            fill(customer, &own, drawn);
        }
        let mut sold: Vec<Sold> = bought.into_iter().map(|(buyer, (purchase, refunded))| {
            (Some(buyer.index(customers.len())), purchase, refunded)
        }).collect();
        let book = book(&mut customers, &mut sold);
        let currency = Currency::default();

        let bytes = written(&book, Wanted::Cards { own: own.clone() });
        check_customers(&brought_in_with(&bytes, currency, &own).1, &customers)?;

        let Wanted::Workbook { words, currency, today, contacts } =
            workbook("en", currency, Vec::new())
        else {
            return Err(TestCaseError::fail("a workbook"));
        };
        let words = Words { own: own.clone(), ..words };
        let bytes = written(&book, Wanted::Workbook { words, currency, today, contacts });
        let (_, plan) = brought_in_with(&bytes, currency, &own);
        check_customers(&plan, &customers)?;
        prop_assert_eq!(plan.purchases.len(), sold.len());

        let separator = if is_semicolon { Separator::Semicolon } else { Separator::Comma };
        let title = |column| title_in("en", column);
        let text = csv_out::customers(book.customers().values(), &own, separator, title);
        check_customers(&brought_in_with(text.as_bytes(), currency, &own).1, &customers)?;
    }

    #[test]
    fn customers_come_back_from_an_address_book_as_they_went(
        mut customers in vec(any_customer(), 1..5),
    ) {
        let book = book(&mut customers, &mut []);
        let bytes = written(&book, Wanted::Cards { own: Vec::new() });
        let (form, plan) = brought_in(&bytes, Currency::default());
        let is_cards = matches!(form, Form::Cards { n, n_photos_lost: 0, groups: 0, .. } if n == customers.len());
        prop_assert!(is_cards);
        check_customers(&plan, &customers)?;
    }

    #[test]
    fn photos_come_back_from_an_address_book_as_they_went(
        mut customers in vec(any_customer(), 1..5),
        pictures in vec(vec(any::<u8>(), 0..300), 1..4),
        whose in vec(any::<bool>(), 5),
    ) {
        let photo = |picture: &Vec<u8>| {
            let head = [[0xff, 0xd8, 0xff].as_slice(), b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBP"];
            let bytes = [head[picture.len() % 3], picture].concat();
            Photo::new(bytes).expect("how a picture begins")
        };
        let photos: Vec<Photo> = pictures.iter().map(photo).collect();
        for (n, customer) in customers.iter_mut().enumerate() {
            if whose[n] {
                customer.set(Fact::Photo(Some(photos[n % photos.len()].id())));
            }
        }
        let book = book(&mut customers, &mut []);
        let bytes = written_with(&book, &photos, Wanted::Cards { own: Vec::new() });
        let (_, plan) = brought_in(&bytes, Currency::default());
        check_customers(&plan, &customers)?;
        let list = list::read(&bytes, ReadOptions::default()).expect("a list");
        let wanted = customers.iter().filter_map(Customer::photo).count();
        prop_assert_eq!(list.table.photos.len(), wanted);
        prop_assert!(list.photos.iter().all(|photo| photos.contains(photo)));
    }

    #[test]
    fn customers_and_purchases_come_back_from_a_workbook_as_they_went(
        mut customers in vec(any_customer(), 1..5),
        bought in vec((any::<prop::sample::Index>(), any::<bool>(), any_purchase()), 0..6),
        currency in any_currency(),
        is_persian in any::<bool>(),
    ) {
        let mut sold: Vec<Sold> = bought.into_iter().enumerate().map(|(n, (buyer, is_known, (purchase, refunded)))| {
            let buyer = (n == 0 || is_known).then(|| buyer.index(customers.len()));
            (buyer, purchase, refunded)
        }).collect();
        let book = book(&mut customers, &mut sold);
        let contact = Contact { customer: CustomerId(stamp(0)), on: Day(10_000), what: "=called".into() };
        let language = if is_persian { "fa" } else { "en" };
        let bytes = written(&book, workbook(language, currency, vec![contact]));
        let (form, plan) = brought_in(&bytes, currency);
        let Form::Workbook { parts, chosen } = form else {
            return Err(TestCaseError::fail("a workbook"));
        };
        prop_assert_eq!(matches!(parts[chosen], Part::Together { .. }), !sold.is_empty());
        check_customers(&plan, &customers)?;
        prop_assert_eq!(plan.purchases.len(), sold.len());
        for planned in &plan.purchases {
            let n = usize::try_from(planned.purchase.at.day.0 - 10_000).expect("a day of ours");
            let (buyer, purchase, refunded) = &sold[n];
            let who = match planned.buyer {
                Buyer::New(place) => number(&plan.new_customers[place], customers.len()),
                Buyer::Known(_) | Buyer::Unknown => None,
            };
            prop_assert_eq!(who, *buyer);
            prop_assert_eq!(lined_purchase(&planned.purchase), lined_purchase(purchase));
            prop_assert_eq!(planned.refunds.first().map(|refund| refund.amount), *refunded);
        }
    }
}

/// Somebody with more phones than anything else fills more of the sheet of phones than of theirs.
#[test]
fn many_phones_are_not_taken_for_the_customers() {
    let mut anna = Customer::default();
    anna.set(Fact::Name("Anna".into()));
    for n in 0..40 {
        anna.set_member(&Member::Phone(format!("+36 20 555 00{n:02}")), true);
    }
    let mut customers = [anna];
    let book = book(&mut customers, &mut []);
    let bytes = written(&book, workbook("en", Currency::default(), Vec::new()));
    let (form, plan) = brought_in(&bytes, Currency::default());
    let Form::Workbook { parts, chosen } = form else { panic!("not a workbook") };
    assert!(matches!(&parts[chosen], Part::Sheet { name, rows: 1 } if name == "Customers"));
    check_customers(&plan, &customers).expect("Anna as she was");
}

#[test]
fn every_birthday_is_in_the_calendar() {
    let mut anna = Customer::default();
    anna.set(Fact::Name("Anna".into()));
    anna.set(Fact::Birthday(regulars::units::calendar::Birthday::new(None, 2, 29)));
    let book = book(&mut [anna, Customer::default()], &mut []);
    let title = format!("Birthday: {}", regulars::files::birthdays_out::NAME);
    let wanted = Wanted::Birthdays { title, today: today(), alarm_days: 3 };
    let text = String::from_utf8(written(&book, wanted)).expect("a text");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
    assert!(text.contains("SUMMARY:Birthday: Anna\r\n"), "{text}");
}
