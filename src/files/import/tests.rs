use super::*;
use crate::files::table::{self, ReadOptions};
use crate::people::customer::{Customer, Fact, Member};
use crate::units::calendar::{Birthday, Moment};
use crate::units::id::{CustomerId, PurchaseId, Replica, Stamp};
use crate::units::money::{MAX_AMOUNT, Money};

fn day(text: &str) -> Day {
    Day::from_date(text.parse().unwrap())
}

fn id(number: u64) -> CustomerId {
    CustomerId(Stamp::new(number, 0, Replica::default()))
}

fn purchase_id(number: u64) -> PurchaseId {
    PurchaseId(Stamp::new(number, 0, Replica::default()))
}

fn customer(facts: &[Fact], members: &[Member]) -> Customer {
    let mut customer = Customer::default();
    for fact in facts {
        customer.set(fact.clone());
    }
    for member in members {
        customer.set_member(member, true);
    }
    customer
}

fn hungarian() -> Known {
    Known::new(crate::people::same::Country::parse("HU"))
}

fn anna() -> Customer {
    customer(&[Fact::Name("Kovács Anna".into())], &[Member::Phone("+36 30 555 0142".into())])
}

/// Plans a text as it is guessed, with one thing changed.
fn plan_with(text: &str, known: &Known, change: impl Fn(&mut Options)) -> Plan {
    let table = table::read(text.as_bytes(), ReadOptions::default()).unwrap();
    let mut options =
        guess(&table, day("2026-11-22"), Currency::default(), Zone::default()).options;
    change(&mut options);
    plan(Arc::new(table), Arc::new(known.clone()), options).unwrap()
}

fn planned(text: &str) -> Plan {
    plan_with(text, &Known::default(), |_| {})
}

fn bought(plan: &Plan) -> Vec<(Buyer, Money)> {
    plan.purchases.iter().map(|planned| (planned.buyer, planned.purchase.amount)).collect()
}

fn odd(plan: &Plan) -> Vec<(u32, Reason)> {
    plan.odd_cells.iter().map(|problem| (problem.line, problem.reason.clone())).collect()
}

fn reasons(plan: &Plan) -> Vec<(u32, Reason)> {
    plan.problems.iter().map(|problem| (problem.line, problem.reason.clone())).collect()
}

#[test]
fn customers_and_purchases_come_from_one_file() {
    let plan = planned(
        "Dátum;Vevő neve;Telefonszám;Összeg;Megjegyzés\n\
         2026.08.05.;Kovács Anna;06 30 555-0142;1 150,00;diós tekercs\n\
         2026.08.05.;Nagy Péter;+36 20 555 0190;5 200,00;4 palack víz\n\
         2026.08.06.;Kovács A.;+36 30 555 0142;890,00;\n",
    );
    assert_eq!(plan.problems, []);
    assert_eq!(plan.new_customers.len(), 2);
    assert_eq!(
        bought(&plan),
        [
            (Buyer::New(0), Money(115_000)),
            (Buyer::New(1), Money(520_000)),
            (Buyer::New(0), Money(89_000)),
        ]
    );
    assert_eq!(plan.purchases[0].purchase.note, "diós tekercs");
    assert_eq!(plan.span, Some((day("2026-08-05"), day("2026-08-06"))));
}

#[test]
fn a_bad_row_is_set_aside_and_the_good_ones_go_in() {
    let check = |row: &str, reason: Reason| {
        let text = format!(
            "date,name,phone,amount\n2026-08-05,Anna,06305550142,12.50\n{row}\n\
             2026-08-06,Anna,06305550142,7.50\n"
        );
        let plan = planned(&text);
        assert_eq!(reasons(&plan), [(3, reason)], "{row}");
        assert_eq!(bought(&plan), [(Buyer::New(0), Money(1_250)), (Buyer::New(0), Money(750))]);
        assert_eq!((plan.counts.rows, plan.counts.rows_set_aside), (3, 1), "{row}");
    };
    let largest = MAX_AMOUNT;
    let (march, far) = (Some(day("2026-03-07")), day("2062-03-07"));
    check("2026-08-05,Béla,06305550143,sok", Reason::NotANumber);
    check("2026-08-05,Béla,06305550143,-5", Reason::ReturnOfNothing { amount: Money(500) });
    check("2026-08-05,Béla,06305550143,99999999999999", Reason::TooLarge { largest });
    check(
        "2026-08-05,Béla,06305550143,500 Ft",
        Reason::OtherCurrency(Currency::parse("HUF").unwrap()),
    );
    check("2062-03-07,Béla,06305550143,5", Reason::Future { read: far, meant: march });
    check(
        "1826-03-07,Béla,06305550143,5",
        Reason::BeforeFirst { read: day("1826-03-07"), meant: None },
    );
    check("2026-02-30,Béla,06305550143,5", Reason::NotADate);
    check("05/08/2026,Béla,06305550143,5", Reason::DayOrMonth);
    check(",Béla,06305550143,5", Reason::NoDate);
    check("2026-08-05,,,5", Reason::Nobody);
    check("2026-08-05,Béla,06305550143,5,more", Reason::TooManyCells { most: 4 });
    check("\"2026-08-05,Béla,06305550143,5", Reason::UnclosedQuotation);
}

#[test]
fn a_cell_that_cannot_be_read_costs_neither_the_person_nor_the_purchase() {
    let check = |row: &str, column, reason: Reason| {
        let plan = planned(&format!("date,name,phone,email,birthday,amount\n{row}\n"));
        assert_eq!(plan.problems, [], "{row}");
        let odd: Vec<_> =
            plan.odd_cells.iter().map(|odd| (odd.column, odd.reason.clone())).collect();
        assert_eq!(odd, [(Some(column), reason)], "{row}");
        assert_eq!(bought(&plan), [(Buyer::New(0), Money(500))], "{row}");
    };
    check("2026-08-05,Béla,06x305550143,,,5", 2, Reason::PhoneLetters);
    check("2026-08-05,Béla,12,,,5", 2, Reason::PhoneLength);
    check("2026-08-05,Béla,#REF!,,,5", 2, Reason::Spoilt);
    check("2026-08-05,Béla,,béla,,5", 3, Reason::NotAnEmail);
    check("2026-08-05,Béla,,,1980-02-30,5", 4, Reason::NotADate);
    check("2026-08-05,Béla,,,0000-00-00,5", 4, Reason::NoBirthday);
    check("2026-08-05,Béla,,,1980,5", 4, Reason::BirthYearAlone);
    let long = format!("2026-08-05,{},06305550143,,,5", "a".repeat(301));
    check(&long, 1, Reason::TextTooLong { most: 300 });
}

#[test]
fn who_came_in_is_known_even_where_what_they_bought_is_not() {
    let plan =
        planned("date,name,phone,amount\nyesterday,Béla,06305550143,5\n2026-08-05,Éva,,sok\n");
    assert_eq!(reasons(&plan), [(2, Reason::NotADate), (3, Reason::NotANumber)]);
    assert_eq!((plan.new_customers.len(), plan.purchases.len()), (2, 0));
}

#[test]
fn a_title_may_say_that_all_times_are_universal() {
    let text = "name,Created (UTC),amount\nAnna,2026-08-05 22:30,5\nÉva,2026-08-05,6\n";
    let plan = plan_with(text, &Known::default(), |options| options.zone = Zone::fixed(120));
    let at: Vec<_> = plan.purchases.iter().map(|planned| planned.purchase.at).collect();
    let moment = |text: &str, minute| Moment { day: day(text), minute };
    assert_eq!(at, [moment("2026-08-06", Some(30)), moment("2026-08-05", None)]);
}

#[test]
fn a_purchase_without_an_amount_is_told_apart_from_one_without_a_cost() {
    let plan = planned("date,name,amount\n2026-08-05,Anna,\n2026-08-06,Anna,0\n");
    assert_eq!(reasons(&plan), [(2, Reason::NoAmount)]);
    assert_eq!(bought(&plan), [(Buyer::New(0), Money(0))]);
}

#[test]
fn a_problem_shows_where_and_what() {
    let text = format!("date,name,amount\n2026-08-05,Anna,{}\n2026-08-05,Anna,5\n", "ő".repeat(99));
    let problem = &planned(&text).problems[0];
    assert_eq!((problem.line, problem.column), (2, Some(2)));
    assert_eq!(problem.meaning, Meaning::Amount);
    assert_eq!(problem.value, format!("{}…", "ő".repeat(59)));
}

#[test]
fn what_is_missing_can_be_mended_where_it_belongs() {
    let check = |row: &str, column| {
        let text = format!("name,date,amount,refunded\nAnna,2026-08-05,5,\n{row}\n");
        assert_eq!(planned(&text).problems[0].column, column, "{row}");
    };
    check(",2026-08-05,5,", Some(0));
    check("Anna,,5,", Some(1));
    check("Anna,2026-08-05,,", Some(2));
    check("Anna,2026-08-05,5,6", Some(3));
    check("\"Anna,2026-08-05,5,", None);
}

#[test]
fn a_mended_cell_goes_in() {
    let text = "date,name,amount\n2062-03-07,Anna,5\n2026-08-05,Anna,sok\n";
    let plan = plan_with(text, &Known::default(), |options| {
        options.mended.insert((2, 0), "2026-03-07".into());
        options.mended.insert((3, 2), "12.50".into());
    });
    assert_eq!(plan.problems, []);
    assert_eq!(bought(&plan), [(Buyer::New(0), Money(500)), (Buyer::New(0), Money(1_250))]);
}

#[test]
fn birthdays_tell_the_order_where_the_dates_of_purchases_do_not() {
    let text =
        "date,name,birthday,amount\n2026-08-05,Anna,2/29/1980,5\n2026-08-05,Éva,2/3/1980,5\n";
    let plan = planned(text);
    assert_eq!(plan.problems, []);
    let birthday = Fact::Birthday(Birthday::new(Some(1980), 2, 3));
    assert!(plan.new_customers[1].facts.contains(&birthday));
}

#[test]
fn several_phones_stand_in_one_cell() {
    let check = |cell: &str| {
        let plan = planned(&format!("name;phone\nAnna;\"{cell}\"\n"));
        let phones = ["06 30 555 0142", "06 1 555 0100"].map(|phone| Member::Phone(phone.into()));
        assert_eq!(plan.new_customers[0].members, phones, "{cell}");
    };
    check("06 30 555 0142, 06 1 555 0100");
    check("06 30 555 0142; 06 1 555 0100");
    check("06 30 555 0142 ::: 06 1 555 0100");
    check("06 30 555 0142 / 06 1 555 0100");
    check("06 30 555 0142\n06 1 555 0100");
}

#[test]
fn script_in_a_name_is_just_text() {
    let plan = planned("name,phone\n<script>alert(1)</script>,06305550142\n");
    let expected = [Fact::Name("<script>alert(1)</script>".into())];
    assert_eq!(plan.new_customers[0].facts, expected);
}

#[test]
fn purchases_of_nobody_are_kept_when_the_owner_says_so() {
    let text = "date,name,amount\n2026-08-05,,5\n2026-08-05,Anna,6\n";
    assert_eq!(reasons(&planned(text)), [(2, Reason::Nobody)]);
    let kept = plan_with(text, &Known::default(), |options| {
        options.unknown_buyers = UnknownBuyers::Keep;
    });
    assert_eq!(kept.problems, []);
    assert_eq!(bought(&kept), [(Buyer::Unknown, Money(500)), (Buyer::New(0), Money(600))]);
    let till = planned("date,amount\n2026-08-05,5\n2026-08-05,5\n");
    assert_eq!(till.purchases.len(), 2, "a file that names nobody is of unknown buyers");
}

#[test]
fn a_file_that_says_neither_who_nor_when_is_refused() {
    let table = table::read(b"colour,size\nred,large\n", ReadOptions::default()).unwrap();
    let options = guess(&table, day("2026-11-22"), Currency::default(), Zone::default()).options;
    let refused = plan(Arc::new(table), Arc::default(), options).map(|_| ());
    assert_eq!(refused, Err(FileRefusal::NoWhoOrWhen));
}

#[test]
fn known_customers_are_completed_and_not_overwritten() {
    let mut known = hungarian();
    known.add_customer(id(1), &anna());
    let text = "name,phone,email,birthday,tags\n\
                Anna K.,06 30 555-0142,anna@example.com,1980-02-29,\"nuts, tea\"\n";
    let plan = plan_with(text, &known, |_| {});
    assert_eq!(plan.new_customers, []);
    assert_eq!(plan.counts.known_customers, 1);
    let birthday = Fact::Birthday(Birthday::new(Some(1980), 2, 29));
    let update = &plan.updates[0];
    assert_eq!((update.customer, update.line), (id(1), 2));
    assert_eq!(update.facts, std::slice::from_ref(&birthday));
    let tag = |text: &str| Member::Tag(text.into());
    let email = Member::Email("anna@example.com".into());
    assert_eq!(update.members, [email, tag("nuts"), tag("tea")]);

    let over = plan_with(text, &known, |options| options.fill_only_empty = false);
    assert_eq!(over.updates[0].facts, [Fact::Name("Anna K.".into()), birthday]);
    let create = plan_with(text, &known, |options| options.on_match = OnMatch::CreateOnly);
    assert_eq!(create.updates, []);
}

#[test]
fn new_customers_are_set_aside_when_only_known_ones_are_wanted() {
    let mut known = hungarian();
    known.add_customer(id(1), &anna());
    let text = "name,phone\nAnna,06305550142\nBéla,06305550143\n";
    let plan = plan_with(text, &known, |options| options.on_match = OnMatch::UpdateOnly);
    assert_eq!(reasons(&plan), [(3, Reason::NotKnown)]);
    assert_eq!(plan.new_customers, []);
}

#[test]
fn the_key_decides_who_is_the_same() {
    let text = "name,phone,email\nAnna,06305550142,a@example.com\nAnna,06305550143,A@example.com\n";
    let n_new = |key| {
        let plan = plan_with(text, &Known::default(), |options| options.key = key);
        plan.new_customers.len()
    };
    assert_eq!((n_new(Key::Phone), n_new(Key::Email), n_new(Key::Name)), (2, 1, 1));
}

#[test]
fn a_row_without_the_key_is_found_by_what_it_has() {
    let text = "date,name,phone,amount\n2026-08-05,Anna,06305550142,5\n2026-08-06,ANNA,,6\n";
    let plan = planned(text);
    assert_eq!(bought(&plan), [(Buyer::New(0), Money(500)), (Buyer::New(0), Money(600))]);
    let two = "name,phone\nAnna,06305550142\nAnna,06305550143\nAnna,\n";
    assert_eq!(reasons(&planned(two)), [(4, Reason::SeveralFit)]);
}

#[test]
fn someone_with_a_new_phone_is_known_by_their_number() {
    let mut known = hungarian();
    let mut existing = anna();
    existing.set(Fact::FileId("7".into()));
    known.add_customer(id(1), &existing);
    let text = "name,phone,customer id\nKovács Anna,06 20 555 0199,7\nNagy Béla,06 20 555 0198,7\n";
    let plan = plan_with(text, &known, |options| options.key = Key::Phone);
    assert_eq!((plan.counts.known_customers, plan.new_customers.len()), (1, 1));
    assert_eq!(plan.new_customers[0].facts, [Fact::Name("Nagy Béla".into())]);
}

#[test]
fn one_card_is_not_given_to_two_people() {
    let text = "name,card\nKovács Anna,0417\nNagy Péter,0417\nANNA,0417\n";
    let taken = Reason::CardTaken { by: "Kovács Anna".into() };
    let apart = planned(text);
    assert_eq!(reasons(&apart), []);
    assert_eq!(odd(&apart), [(3, taken.clone())]);
    assert_eq!(apart.new_customers.len(), 2);
    assert_eq!(apart.new_customers[1].facts, [Fact::Name("Nagy Péter".into())]);
    assert_eq!(apart.pairs.len(), 1);
    let mut known = Known::default();
    known.add_customer(id(1), &customer(anna().facts(), &[]));
    let mut holder = anna();
    holder.set(Fact::Card("0417".into()));
    known.add_customer(id(2), &holder);
    let plan = plan_with("name,phone,card\nPéter,06305550199,0417\n", &known, |options| {
        options.key = Key::Phone;
    });
    assert_eq!(odd(&plan), [(2, taken)]);
    assert_eq!(plan.new_customers.len(), 1);
}

#[test]
fn rows_of_one_order_are_one_purchase() {
    let total_first = "order number,email,date,total,product,price\n\
                       7,a@example.com,2026-08-05,30,Tea,10\n7,,,,Cup,10\n8,,2026-08-05,5,Tea,\n\
                       8,,,,Cup,\n";
    let plan = planned(total_first);
    assert_eq!(bought(&plan), [(Buyer::New(0), Money(3_000))]);
    assert_eq!(plan.purchases[0].purchase.lines.len(), 2);
    let aside = [(4, Reason::Nobody), (5, Reason::OfSetAside { line: 4 })];
    assert_eq!(reasons(&plan), aside);
}

#[test]
fn totals_of_lines_are_summed_unless_each_row_repeats_the_whole() {
    let lines =
        "number,name,date,amount,product\n7,Anna,2026-08-05,30,Tea\n7,Anna,2026-08-05,5,Cup\n";
    assert_eq!(bought(&planned(lines)), [(Buyer::New(0), Money(3_500))]);
    let mut repeated = String::from("number,name,date,amount,product\n");
    for number in 1..=3 {
        for product in ["Tea", "Cup"] {
            repeated += &format!("{number},Anna,2026-08-05,{number}0,{product}\n");
        }
    }
    let sums: Vec<Money> = bought(&planned(&repeated)).iter().map(|(_, amount)| *amount).collect();
    assert_eq!(sums, [Money(1_000), Money(2_000), Money(3_000)]);
    let priced = "date,name,number,product,quantity,price\n\
                  2026-08-05,Anna,7,Tea,2,1.50\n2026-08-05,Anna,7,Cup,1,5.00\n";
    assert_eq!(bought(&planned(priced)), [(Buyer::New(0), Money(800))]);
}

#[test]
fn one_number_of_two_people_or_days_is_of_two_purchases() {
    let text = "number,name,date,amount\n7,Anna,2026-08-05,5\n7,Béla,2026-08-05,5\n\
                7,Anna,2026-08-06,5\n7,Anna,2026-08-05,5\n";
    let plan = planned(text);
    assert_eq!(plan.purchases.len(), 3);
    assert_eq!(plan.counts.repeated_lines, 1);
}

#[test]
fn rows_that_are_alike_are_all_kept_without_a_number() {
    let text = "date,name,amount\n2026-08-05,Anna,5\n2026-08-05,Anna,5\n";
    assert_eq!(planned(text).purchases.len(), 2);
}

#[test]
fn the_sum_at_the_end_of_a_list_is_no_purchase() {
    let text = "date,name,amount\n2026-08-05,Anna,5\n2026-08-06,Anna,6\n,,11\n";
    let plan = planned(text);
    assert_eq!(reasons(&plan), [(4, Reason::NoDate)]);
    assert_eq!(bought(&plan), [(Buyer::New(0), Money(500)), (Buyer::New(0), Money(600))]);
}

#[test]
fn no_more_is_given_back_than_was_paid() {
    let text = "date,name,amount,refunded\n2026-08-05,Anna,50,10\n2026-08-06,Anna,5,-5\n\
                2026-08-07,Anna,5,6\n2026-08-08,Anna,5,0\n";
    let plan = planned(text);
    assert_eq!(reasons(&plan), [(4, Reason::RefundTooLarge { paid: Money(500) })]);
    let refunds: Vec<Option<Money>> = plan
        .purchases
        .iter()
        .map(|planned| planned.refunds.first().map(|refund| refund.amount))
        .collect();
    assert_eq!(refunds, [Some(Money(1_000)), Some(Money(500)), None]);
}

#[test]
fn the_same_file_again_brings_nothing() {
    let text = "date,number,name,phone,amount\n2026-08-05,7,Anna,06305550142,5\n\
                2026-08-05,,Anna,06305550142,5\n2026-08-05,,Anna,06305550142,5\n2026-08-06,,,,9\n";
    let keep = |options: &mut Options| options.unknown_buyers = UnknownBuyers::Keep;
    let first = plan_with(text, &Known::default(), keep);
    assert_eq!(first.purchases.len(), 4);
    let mut known = Known::default();
    for (place, new) in (0_u64..).zip(&first.new_customers) {
        known.add_customer(id(place), &customer(&new.facts, &new.members));
    }
    for (number, planned) in (100_u64..).zip(&first.purchases) {
        let mut purchase = planned.purchase.clone();
        if let Buyer::New(place) = planned.buyer {
            purchase.customer = Some(id(u64::try_from(place).unwrap()));
        }
        known.add_purchase(purchase_id(number), &purchase, &planned.refunds);
    }
    let second = plan_with(text, &known, keep);
    assert_eq!((second.new_customers, second.updates), (vec![], vec![]));
    assert_eq!(second.purchases, []);
    assert_eq!(second.counts.purchases_already_there, 4);
    let more = format!("{text}2026-08-05,,Anna,06305550142,5\n");
    assert_eq!(plan_with(&more, &known, keep).purchases.len(), 1);
}

#[test]
fn a_plan_in_steps_is_the_plan_at_once() {
    let text = "date,name,amount\n2026-08-05,Anna,5\n2026-08-06,Béla,x\n2026-08-07,Anna,7\n";
    let mut reader = table::Reader::new(text.as_bytes(), ReadOptions::default()).unwrap();
    while !reader.step(1).is_finished {}
    let table = Arc::new(reader.finish().unwrap());
    let options = guess(&table, day("2026-11-22"), Currency::default(), Zone::default()).options;
    let mut planner = Planner::new(table, Arc::default(), options).unwrap();
    let mut n_steps = 0;
    while !planner.step(1).is_finished {
        n_steps += 1;
        assert_eq!((planner.progress().done, planner.progress().total), (n_steps, 3));
    }
    assert_eq!(planner.finish(), planned(text));
}

/// A book as it is after a plan was taken.
fn taken(plan: &Plan) -> Known {
    let mut known = Known::default();
    for (place, new) in (0_u64..).zip(&plan.new_customers) {
        known.add_customer(id(place), &customer(&new.facts, &new.members));
    }
    for (number, planned) in (100_u64..).zip(&plan.purchases) {
        let mut purchase = planned.purchase.clone();
        if let Buyer::New(place) = planned.buyer {
            purchase.customer = Some(id(u64::try_from(place).unwrap()));
        }
        known.add_purchase(purchase_id(number), &purchase, &planned.refunds);
    }
    known
}

fn spent(plan: &Plan) -> Vec<(Buyer, Money)> {
    let net = |planned: &PlannedPurchase| {
        let back: Money = planned.refunds.iter().map(|refund| refund.amount).sum();
        (planned.buyer, planned.purchase.amount - back)
    };
    plan.purchases.iter().map(net).collect()
}

#[test]
fn one_phone_and_two_names_are_two_people_until_the_owner_says_otherwise() {
    let text = "date,name,phone,amount\n2026-06-01,Mum Sample,+36305550111,10\n\
                2026-06-02,Dad Other,06 30 555 0111,20\n2026-06-03,Dad Other,+36305550111,30\n";
    let apart = planned(text);
    assert_eq!(apart.new_customers.len(), 2);
    let third = bought(&apart)[2];
    assert_eq!(third, (Buyer::New(1), Money(3_000)), "a later row goes by name and phone");
    let pair = apart.pairs[0].clone();
    assert_eq!((pair.ours.as_str(), pair.theirs.as_str()), ("Mum Sample", "Dad Other"));
    assert!(!pair.are_one);
    assert_eq!(planned_again(text, &taken(&apart)), (0, 0, 0));

    let one = plan_with(text, &Known::default(), |options| {
        options.are_one.insert(pair.id.clone(), true);
    });
    assert_eq!((one.new_customers.len(), one.pairs[0].are_one), (1, true));
    let facts = &one.new_customers[0].facts;
    assert!(facts.contains(&Fact::Note("Dad Other".into())), "the other name is not lost");
    assert_eq!(planned_again(text, &taken(&one)), (0, 0, 0), "nor asked about again");
}

/// How many customers, updates and purchases are new.
fn planned_again(text: &str, known: &Known) -> (usize, usize, usize) {
    let plan = plan_with(text, known, |_| {});
    (plan.new_customers.len(), plan.updates.len(), plan.purchases.len())
}

#[test]
fn one_number_of_the_file_and_two_names_are_one_customer_and_shown() {
    let text =
        "customer id,name,date,amount\n7,Anna Kovács,2026-06-01,5\n7,Anna Nagy,2026-06-02,6\n";
    let plan = planned(text);
    assert_eq!((plan.new_customers.len(), plan.pairs.len()), (1, 1));
    assert!(plan.pairs[0].are_one);
    let apart = plan_with(text, &Known::default(), |options| {
        options.are_one.insert(plan.pairs[0].id.clone(), false);
    });
    assert_eq!(apart.new_customers.len(), 2);
}

#[test]
fn a_customer_is_not_renamed_without_a_word() {
    let mut known = hungarian();
    known.add_customer(id(1), &anna());
    let text = "name,phone\nKovács Anna Mária,06 30 555 0142\nNagy Béla,+36305550142\n";
    let plan = plan_with(text, &known, |options| {
        options.fill_only_empty = false;
    });
    assert_eq!(plan.new_customers.len(), 1);
    let [rename] = plan.renames.as_slice() else { panic!("one is renamed: {:?}", plan.renames) };
    assert_eq!((rename.from.as_str(), rename.to.as_str()), ("Kovács Anna", "Kovács Anna Mária"));
}

#[test]
fn a_state_nobody_knows_is_asked_once() {
    let text = "number,name,date,amount,status\n1,Anna,2026-06-01,5,Kész-e\n\
                2,Anna,2026-06-02,6,Kész-e\n3,Anna,2026-06-03,7,paid\n";
    let with = |change: &dyn Fn(&mut Options)| {
        plan_with(text, &Known::default(), |options| {
            options.mapping[4] = Meaning::Status;
            change(options);
        })
    };
    let open = with(&|_| {});
    assert!(open.has_question());
    let word = &open.states[0];
    assert_eq!((word.word.as_str(), word.n, word.sum), ("Kész-e", 2, Money(1_100)));
    let said = |counting| {
        with(&move |options| {
            options.states.insert(state_key("kész-e"), counting);
        })
    };
    let counts = said(Counting::Counts);
    assert_eq!((counts.has_question(), counts.purchases.len()), (false, 3));
    let void = said(Counting::DoesNot);
    assert_eq!((void.purchases.len(), void.counts.void_sales), (1, 2));
}

#[test]
fn a_sale_cancelled_since_is_given_back() {
    let text =
        |status: &str| format!("number,name,date,amount,status\n1,Anna,2026-06-01,5,{status}\n");
    let status = |options: &mut Options| options.mapping[4] = Meaning::Status;
    let known = taken(&plan_with(&text("paid"), &Known::default(), status));
    let plan = plan_with(&text("cancelled"), &known, status);
    assert_eq!((plan.purchases.len(), plan.refunds.len()), (0, 1));
    assert_eq!(plan.refunds[0].refund.amount, Money(500));
}

#[test]
fn a_refund_made_since_goes_to_the_purchase_that_is_there() {
    let text = |refunded: &str| {
        format!("number,name,date,amount,refunded\n1,Anna,2026-06-01,5,{refunded}\n")
    };
    let first = planned(&text("1"));
    let known = taken(&first);
    assert_eq!(plan_with(&text("1"), &known, |_| {}).refunds, []);
    let more = plan_with(&text("3"), &known, |_| {});
    assert_eq!(more.purchases, []);
    assert_eq!(more.refunds[0].refund.amount, Money(200));
}

#[test]
fn equal_amounts_on_each_line_are_asked_about_unless_something_tells() {
    let text =
        "order,date,name,product,amount\n1,2026-06-01,Ann,Roll,10\n1,2026-06-01,Ann,Cake,10\n";
    let open = planned(text);
    assert!(open.has_question());
    assert_eq!(bought(&open), [(Buyer::New(0), Money(2_000))]);
    let with = |totals| {
        let plan = plan_with(text, &Known::default(), |options| options.totals = Some(totals));
        (plan.has_question(), plan.purchases[0].purchase.amount)
    };
    assert_eq!(with(Totals::OfOrder), (false, Money(1_000)));
    assert_eq!(with(Totals::OfLine), (false, Money(2_000)));
    let titled = planned(&text.replace("amount", "order total"));
    assert_eq!((titled.has_question(), titled.purchases[0].purchase.amount), (false, Money(1_000)));
}

#[test]
fn a_row_number_is_not_the_number_of_a_purchase() {
    let first = planned("№,date,name,amount\n1,2026-06-01,Anna,5\n2,2026-06-02,Anna,6\n");
    assert!(first.purchases.iter().all(|planned| planned.purchase.number.is_empty()));
    let later =
        "№,date,name,amount\n1,2026-06-03,Anna,7\n2,2026-06-01,Anna,5\n3,2026-06-02,Anna,6\n";
    let plan = plan_with(later, &taken(&first), |_| {});
    assert_eq!((plan.purchases.len(), plan.counts.purchases_already_there), (1, 2));
}

#[test]
fn guests_are_unknown_buyers() {
    let text = "date,name,phone,amount\n2026-06-01,Guest,,5\n2026-06-02,Walk-in,,6\n\
                2026-06-03,Guest,+36305550142,7\n2026-06-04,Anna,,8\n";
    let plan = planned(text);
    assert_eq!(reasons(&plan), [(2, Reason::Nobody), (3, Reason::Nobody)]);
    assert_eq!((plan.counts.of_nobody, plan.counts.sum_of_nobody), (2, Money(1_100)));
    assert_eq!(plan.new_customers.len(), 2);
    assert_eq!((plan.sum, plan.largest), (Money(1_500), Some((Money(800), 5))));
    assert_eq!(spent(&plan), bought(&plan));
}
