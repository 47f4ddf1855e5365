//! Files with the titles common programs write, and a few invented rows under them.

use std::sync::Arc;

use regulars::files::columns::Program;
use regulars::files::import::{self, Guess, Known, Plan, Reason};
use regulars::files::table::{self, ReadOptions};
use regulars::people::customer::{Channel, Customer};
use regulars::units::calendar::{Day, Zone};
use regulars::units::money::{Currency, Money};

fn read(text: &str) -> (Guess, Plan) {
    let table = table::read(text.as_bytes(), ReadOptions::default()).expect("a table");
    let today = Day::from_ymd(2026, 11, 25).expect("a day");
    let mut guess = import::guess(&table, today, Currency::default(), Zone::fixed(120));
    guess.options.currency = guess.currency.unwrap_or_default();
    let plan = import::plan(Arc::new(table), Arc::new(Known::default()), guess.options.clone());
    (guess, plan.expect("a plan"))
}

fn customers(plan: &Plan) -> Vec<Customer> {
    let made = plan.new_customers.iter().map(|new| {
        let mut customer = Customer::default();
        new.facts.iter().for_each(|fact| customer.set(fact.clone()));
        new.members.iter().for_each(|member| customer.set_member(member, true));
        customer
    });
    made.collect()
}

fn consents(customer: &Customer) -> Vec<(Channel, bool)> {
    customer.consents().map(|(channel, consent)| (channel, consent.given)).collect()
}

#[test]
fn payments_of_a_square_till() {
    let (guess, plan) = read(
        "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Tip,Total Collected,Card,Cash,Fees,\
         Transaction ID,Card Brand,PAN Suffix,Staff Name,Description,Event Type,Location,Customer ID,\
         Customer Name\n\
         08/05/2026,15:14:22,Budapest,$12.00,$0.00,$12.00,$0.00,$1.00,$13.00,$13.00,$0.00,($0.40),\
         TX1,Visa,1234,Lili,Mug,Payment,Downtown,CUST1,Ann Sample\n\
         08/13/2026,9:05:00,Budapest,$7.00,$0.00,$7.00,$0.00,$0.00,$7.00,$0.00,$7.00,$0.00,\
         TX2,,,Lili,Tea,Payment,Downtown,CUST1,Ann Sample\n",
    );
    assert_eq!(guess.program, Some(Program::SquarePayments));
    assert_eq!(plan.problems, []);
    let [ann] = &customers(&plan)[..] else { panic!("one customer") };
    assert_eq!((ann.name(), ann.file_id(), ann.card()), ("Ann Sample", "CUST1", ""));
    let first = &plan.purchases[0].purchase;
    assert_eq!(
        (first.amount, first.number.as_str(), first.employee.as_str()),
        (Money(1_300), "TX1", "Lili")
    );
    assert_eq!(first.at.day, Day::from_ymd(2026, 8, 5).expect("a day"));
    assert_eq!(first.at.minute, Some(15 * 60 + 14));
}

#[test]
fn customers_of_a_shopify_shop() {
    let (guess, plan) = read(
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,\
         Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags\n\
         '61,Ann,Sample,ann@example.com,yes,ACME Ltd,,'+36305550142,no,150.00,4,,no,\"vip, tea\"\n",
    );
    assert_eq!(guess.program, Some(Program::ShopifyCustomers));
    assert_eq!(
        (&plan.problems[..], &plan.odd_cells[..], plan.purchases.len()),
        (&[][..], &[][..], 0)
    );
    let [ann] = &customers(&plan)[..] else { panic!("one customer") };
    assert_eq!((ann.name(), ann.file_id(), ann.note()), ("Ann Sample", "61", "ACME Ltd"));
    assert_eq!(consents(ann), [(Channel::Sms, false), (Channel::Email, true)]);
    assert_eq!(ann.tags().collect::<Vec<_>>(), ["vip", "tea"]);
}

#[test]
fn contacts_of_outlook() {
    let (guess, plan) = read(
        "First Name,Middle Name,Last Name,Company,E-mail Address,Mobile Phone,Business Phone,Birthday,\
         Notes,Categories\n\
         Ann,,Sample,ACME Ltd,ann@example.com,+36 30 555 0142,+36 1 555 0100 x12,0/0/00,,Suppliers\n\
         ,,,Bakery Ltd,,,+36 1 555 0110,2/29/1980,,\n",
    );
    assert_eq!(guess.program, Some(Program::Outlook));
    let [ann, bakery] = &customers(&plan)[..] else { panic!("two customers") };
    assert_eq!(ann.phones().collect::<Vec<_>>(), ["+36 30 555 0142", "+36 1 555 0100"]);
    assert_eq!(ann.note(), "ACME Ltd\n+36 1 555 0100 x12");
    assert!(bakery.is_company());
    let odd: Vec<_> = plan.odd_cells.iter().map(|cell| (cell.line, &cell.reason)).collect();
    assert_eq!(odd, [(2, &Reason::NoBirthday)]);
}

#[test]
fn payments_whose_title_says_that_times_are_universal() {
    let (_, plan) = read(
        "id,Created (UTC),Amount,Currency,Customer Email,Status\n\
         ch_1,2026-08-05 22:30,12.00,eur,ann@example.com,Paid\n",
    );
    assert_eq!(plan.problems, []);
    let at = plan.purchases[0].purchase.at;
    assert_eq!((at.day, at.minute), (Day::from_ymd(2026, 8, 6).expect("a day"), Some(30)));
}

#[test]
fn customers_of_a_loyverse_till_bring_no_purchases() {
    let (guess, plan) = read(
        "Customer ID,Customer name,Email,Phone,Address,City,Customer code,Points balance,Note,\
         First visit,Last visit,Total visits,Total spent\n\
         a1,Ann Sample,ann@example.com,+36305550142,1 Road,Town,0417,12,likes cake,\
         2026-01-02,2026-08-01,4,150.00\n",
    );
    assert_eq!(guess.program, Some(Program::LoyverseCustomers));
    let [ann] = &customers(&plan)[..] else { panic!("one customer") };
    assert_eq!((ann.card(), ann.file_id(), ann.note()), ("0417", "a1", "likes cake"));
    assert_eq!((plan.problems.len(), plan.purchases.len()), (0, 0));
}

#[test]
fn a_list_of_a_till_nobody_knows_in_five_languages() {
    let check = |text: &str, name: &str, amount| {
        let (_, plan) = read(text);
        assert_eq!(plan.problems, [], "{text}");
        assert_eq!(customers(&plan)[0].name(), name, "{text}");
        assert_eq!(plan.purchases[0].purchase.amount, Money(amount), "{text}");
        assert_eq!(plan.purchases[0].purchase.at.day, Day::from_ymd(2026, 8, 5).expect("a day"));
    };
    check(
        "customerName;orderDate;Total (EUR)\nAnn Sample;Aug 5, 2026;12,50\n",
        "Ann Sample",
        1_250,
    );
    check("Vevő;Dátum;Összeg (Ft)\nMinta Anna;2026. aug. 5.;12.500 Ft\n", "Minta Anna", 12_500);
    check(
        "Клиент;Дата;Сумма, руб.\nАнна Образцова;5 августа 2026 г.;1 250,50\n",
        "Анна Образцова",
        125_050,
    );
    check("Клієнт;Дата;Сума (грн)\nГанна Зразок;5 серпня 2026;1 250,50\n", "Ганна Зразок", 125_050);
    check("مشتری;تاریخ;مبلغ (تومان)\nآنا نمونه;۱۴ مرداد ۱۴۰۵;۱۲٬۵۰۰ تومان\n", "آنا نمونه", 12_500);
}
