//! What rows come to as purchases.

use super::*;

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

/// Sales of which a part was given back, and no column that says how much.
const PARTLY: &str = "number,name,date,amount,status\n1,Anna,2026-06-01,20,partially_refunded\n\
                      2,Béla,2026-06-02,16,Partially refunded\n3,Anna,2026-06-03,7,paid\n";

fn partly_with(text: &str, known: &Known, change: &dyn Fn(&mut Options)) -> Plan {
    plan_with(text, known, |options| {
        options.mapping[4] = Meaning::Status;
        change(options);
    })
}

fn given_back(line: u32, minor: i64) -> impl Fn(&mut Options) {
    move |options| {
        options.given_back.insert(line, Money(minor));
    }
}

fn say(options: &mut Options, counting: Counting) {
    options.states.insert(state_key("partially refunded"), counting);
}

#[test]
fn a_part_given_back_is_asked_sale_by_sale() {
    let plan = partly_with(PARTLY, &Known::default(), &|_| {});
    assert!(plan.has_question());
    let word = plan.states.iter().find(|word| word.n_partly > 0).unwrap();
    assert_eq!((word.n, word.n_partly, word.counting), (2, 2, None));
    let anna = PartlySale {
        line: 2,
        name: "Anna".into(),
        day: day("2026-06-01"),
        amount: Money(2_000),
        said: None,
        known: Money::ZERO,
    };
    assert_eq!(word.partly[0], anna);
}

#[test]
fn what_the_owner_says_was_given_back_is_a_refund_of_that_sale() {
    let both = |options: &mut Options| {
        given_back(2, 450)(options);
        given_back(3, 1_600)(options);
    };
    let plan = partly_with(PARTLY, &Known::default(), &both);
    let net = [Money(1_550), Money(0), Money(700)];
    assert_eq!(spent(&plan).iter().map(|(_, net)| *net).collect::<Vec<_>>(), net);
    let refund = &plan.purchases[0].refunds[0];
    assert_eq!((refund.amount, refund.at.day), (Money(450), day("2026-06-01")));
    assert_eq!((plan.has_question(), plan.counts.returns), (false, 2));
}

#[test]
fn a_sale_without_an_answer_goes_by_what_was_said_of_its_word() {
    let one = |counting: Option<Counting>| {
        partly_with(PARTLY, &Known::default(), &move |options| {
            given_back(2, 450)(options);
            if let Some(counting) = counting {
                say(options, counting);
            }
        })
    };
    assert!(one(None).has_question());
    let counts = one(Some(Counting::Counts));
    assert_eq!((counts.has_question(), counts.purchases.len()), (false, 3));
    let void = one(Some(Counting::DoesNot));
    assert_eq!((void.purchases.len(), void.counts.void_sales), (2, 1));
    assert_eq!(spent(&void)[0].1, Money(1_550));
    let back = one(Some(Counting::GivesBack));
    let aside = (3, Reason::ReturnOfNothing { amount: Money(1_600) });
    assert_eq!((back.purchases.len(), reasons(&back)), (2, vec![aside]));
}

#[test]
fn no_more_is_given_back_than_the_sale_came_to() {
    for (minor, is_refused) in [(1, false), (2_000, false), (2_001, true), (0, true), (-1, true)] {
        let plan = partly_with(PARTLY, &Known::default(), &|options| {
            given_back(2, minor)(options);
            say(options, Counting::Counts);
        });
        assert_eq!(plan.has_question(), is_refused, "{minor}");
        assert_eq!(plan.purchases[0].refunds.is_empty(), is_refused, "{minor}");
        let sales = plan.states.iter().flat_map(|word| &word.partly);
        let refused: Vec<u32> =
            sales.filter(|sale| sale.is_refused()).map(|sale| sale.line).collect();
        assert_eq!(refused, if is_refused { vec![2] } else { vec![] }, "{minor}");
    }
}

#[test]
fn what_was_said_of_a_sale_holds_where_it_is_asked_about_and_nowhere_else() {
    let with = |text: &str, change: &dyn Fn(&mut Options)| {
        partly_with(text, &Known::default(), &|options| {
            given_back(2, 450)(options);
            say(options, Counting::Counts);
            change(options);
        })
    };
    let refunds =
        |plan: &Plan| -> usize { plan.purchases.iter().map(|planned| planned.refunds.len()).sum() };
    assert_eq!(refunds(&with(PARTLY, &|_| {})), 1);
    // Another column, and another word.
    assert_eq!(refunds(&with(PARTLY, &|options| options.mapping[0] = Meaning::Ignore)), 1);
    assert_eq!(refunds(&with(PARTLY, &|options| options.mapping[4] = Meaning::Ignore)), 0);
    assert_eq!(refunds(&with(&PARTLY.replace("partially_refunded", "paid"), &|_| {})), 0);
    assert_eq!(refunds(&with(&PARTLY.replace("\n1,", "\n\n1,"), &|_| {})), 0);
    // A column that says it goes before; the same in units of another size says nothing.
    let column =
        PARTLY.replace(",status", ",status,refunded").replace("refunded\n2", "refunded,3\n2");
    assert_eq!(spent(&with(&column, &|_| {}))[0].1, Money(1_700));
    let forint = Currency::parse("HUF").unwrap();
    assert_eq!(refunds(&with(PARTLY, &|options| options.count_in(forint))), 0);
    let dollar = Currency::parse("USD").unwrap();
    assert_eq!(refunds(&with(PARTLY, &|options| options.count_in(dollar))), 1);
}

#[test]
fn a_part_given_back_is_not_given_back_again_by_the_same_file() {
    let first = partly_with(PARTLY, &Known::default(), &|options| {
        given_back(2, 450)(options);
        given_back(3, 100)(options);
    });
    let known = taken(&first);
    // Nothing is asked of what is known, and the same answer brings nothing either.
    let again = partly_with(PARTLY, &known, &|_| {});
    assert_eq!((again.has_question(), again.is_empty()), (false, true));
    assert!(again.states.iter().all(|word| word.n_partly == 0));
    let same = partly_with(PARTLY, &known, &given_back(2, 450));
    assert!(same.is_empty());
    let more = partly_with(PARTLY, &known, &given_back(2, 600));
    assert_eq!((more.purchases.len(), more.refunds.len()), (0, 1));
    assert_eq!(more.refunds[0].refund.amount, Money(150));
}

#[test]
fn a_refund_in_a_row_of_its_own_is_not_asked_about() {
    let text = format!("{PARTLY}4,Anna,2026-06-04,-5,refund\n").replace("\n4,", "\n1,");
    let plan = partly_with(&text, &Known::default(), &given_back(3, 100));
    assert!(!plan.has_question());
    let net: Vec<Money> = spent(&plan).iter().map(|(_, net)| *net).collect();
    assert_eq!(net, [Money(1_500), Money(1_500), Money(700)]);
}

#[test]
fn only_so_many_sales_are_listed_and_all_are_counted() {
    let mut text = String::from("number,name,date,amount,status\n");
    for number in 0..PartlySale::MOST + 10 {
        text += &format!("{number},Anna,2026-06-01,5,partially refunded\n");
    }
    let last = u32::try_from(PartlySale::MOST + 11).unwrap();
    let plan = partly_with(&text, &Known::default(), &given_back(last, 900));
    let word = &plan.states[0];
    assert_eq!((word.partly.len(), word.n_partly), (PartlySale::MOST, PartlySale::MOST + 10));
    // One that cannot be is never out of sight.
    assert_eq!(word.partly[0].line, last);
}
