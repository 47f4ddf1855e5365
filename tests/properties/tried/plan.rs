//! What becomes of rows that were read: people, states of a sale, totals.

use std::sync::Arc;

use regulars::book::Book;
use regulars::book::journal::Journal;
use regulars::files::import::{self, Buyer, Counting, Options, Plan, Totals, UnknownBuyers};
use regulars::files::table::{self, ReadOptions};
use regulars::people::customer::Fact;
use regulars::units::id::Replica;
use regulars::units::money::Money;

use super::{Tried, names, tried, tried_with};

/// What each named customer spent net, the purchases they have left, by name; then the unknown.
fn spent(plan: &Plan) -> Vec<(String, i64, usize)> {
    let mut people: Vec<(String, i64, usize)> =
        plan.new_customers.iter().map(|new| (name(&new.facts), 0, 0)).collect();
    let mut nobody = (String::new(), 0, 0);
    for planned in &plan.purchases {
        let back: Money = planned.refunds.iter().map(|refund| refund.amount).sum();
        let net = planned.purchase.amount - back;
        let one = match planned.buyer {
            Buyer::New(place) => &mut people[place],
            Buyer::Known(_) | Buyer::Unknown => &mut nobody,
        };
        one.1 += net.0;
        // A purchase of which all was given back is none.
        one.2 += usize::from(net > Money::ZERO || back == Money::ZERO);
    }
    people.extend((nobody.2 > 0).then_some(nobody));
    people
}

fn name(facts: &[Fact]) -> String {
    let name = facts.iter().find_map(|fact| match fact {
        Fact::Name(name) => Some(name.clone()),
        _ => None,
    });
    name.unwrap_or_default()
}

fn income(plan: &Plan) -> i64 {
    spent(plan).iter().map(|one| one.1).sum()
}

fn check(plan: &Plan, expected: &[(&str, i64, usize)]) {
    let expected: Vec<(String, i64, usize)> =
        expected.iter().map(|(name, net, n)| ((*name).to_owned(), *net, *n)).collect();
    assert_eq!(spent(plan), expected, "{:?}", plan.problems);
}

fn keep(options: &mut Options) {
    options.unknown_buyers = UnknownBuyers::Keep;
}

/// The plan of a file against what is there already.
fn plan_against(tried: &Tried, book: &Book) -> Plan {
    let known = Arc::new(import::known(book));
    import::plan(Arc::clone(&tried.table), known, tried.guess.options.clone()).expect("a plan")
}

/// The book after a file was taken into it.
fn taken(tried: &Tried, book: &Book, journal: &mut Journal, now_ms: u64) -> Book {
    let plan = plan_against(tried, book);
    let mut batch = journal.batch(Replica::new(1, 0), now_ms);
    import::take(plan, "a file", &mut batch);
    let changes = batch.finish();
    journal.merge(changes);
    journal.book()
}

#[test]
fn n18_states_and_lines_of_a_web_shop() {
    let Some(tried) = tried("18-shopify-lines.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Ann Example", 3_500, 1), ("Cy Example", 0, 0), ("Bo Example", 1_600, 1)]);
    assert_eq!((income(&plan), plan.has_question()), (5_100, false));
    assert_eq!(plan.counts.void_sales, 1);
    let lines: Vec<usize> = plan.purchases.iter().map(|one| one.purchase.lines.len()).collect();
    assert_eq!(lines, [2, 1, 1]);
}

#[test]
fn n20_cancelled_failed_and_refunded_are_no_sales() {
    for file in ["20-woo-cancelled.csv", "60-woo-mapped.csv"] {
        let Some(tried) = tried(file) else { return };
        let plan = tried.plan;
        check(&plan, &[("Gil Sample", 4_000, 1), ("Hal Sample", 0, 0)]);
        assert_eq!((plan.counts.void_sales, plan.has_question()), (3, false), "{file}");
        let words: Vec<(&str, Option<Counting>)> =
            plan.states.iter().map(|word| (word.word.as_str(), word.counting)).collect();
        let not = Some(Counting::DoesNot);
        let expected = [
            ("Cancelled", not),
            ("Completed", Some(Counting::Counts)),
            ("Failed", not),
            ("Refunded", not),
        ];
        assert_eq!(words, expected, "{file}");
    }
}

#[test]
fn n29_nobody_becomes_a_regular() {
    let Some(tried) = tried("29-no-buyer.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Lea Sample", 4_000, 1)]);
    assert_eq!((plan.counts.of_nobody, plan.counts.sum_of_nobody), (5, Money(17_000)));
    let kept = tried_with("29-no-buyer.csv", keep).expect("it was there").plan;
    check(&kept, &[("Lea Sample", 4_000, 1), ("", 17_000, 5)]);
}

#[test]
fn n36_a_refund_goes_to_its_purchase() {
    let Some(tried) = tried("36-type-column.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Pia Sample", 0, 0)]);
    assert_eq!(plan.purchases.len(), 1);
    assert_eq!(plan.purchases[0].refunds[0].amount, Money(2_000));
    assert_eq!((plan.counts.void_sales, plan.counts.returns, plan.has_question()), (1, 1, false));
}

#[test]
fn n43_takings_by_card_are_no_card_numbers() {
    let Some(tried) = tried_with("43-card-takings-as-card-number.csv", keep) else { return };
    let plan = tried.plan;
    let people = ["Ann Sample", "Bob Sample", "Cid Sample", "Dot Sample"];
    let spent = [500, 500, 700, 900];
    let mut expected: Vec<(&str, i64, usize)> =
        people.into_iter().zip(spent).map(|(name, net)| (name, net, 1)).collect();
    expected.push(("", 300, 1));
    check(&plan, &expected);
    let has_card = |fact: &Fact| matches!(fact, Fact::Card(_));
    assert!(!plan.new_customers.iter().any(|new| new.facts.iter().any(has_card)));
}

#[test]
fn n44_a_bad_birthday_costs_neither_person_nor_sale() {
    let Some(tried) = tried("44-bad-birthday-and-sale.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Ann Sample", 1_000, 1), ("Bob Sample", 2_000, 1), ("Cid Sample", 3_000, 1)]);
}

#[test]
fn n47_guest_is_no_sleeper() {
    let Some(tried) = tried("47-guest-many-times.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Lea Sample", 600, 1)]);
    assert_eq!((plan.counts.of_nobody, plan.counts.sum_of_nobody), (3, Money(1_200)));
}

#[test]
fn n52_cents_after_a_bare_comma_are_never_lost() {
    for file in ["52-comma-decimals-unquoted.csv", "62-cents-as-id.csv"] {
        let Some(tried) = tried(file) else { return };
        let (plan, rows) = (tried.plan, tried.table.rows.len());
        let whole = |plan: &Plan| match rows {
            2 => income(plan) == 1_950,
            _ => income(plan) == 2_850 && plan.new_customers.len() == 2,
        };
        assert!(whole(&plan) || plan.counts.rows_set_aside == rows, "{file}: {:?}", spent(&plan));
    }
}

#[test]
fn n58_a_total_on_every_line_counts_once() {
    let Some(tried) = tried("58-total-on-every-line-no-price.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Ann Sample", 4_000, 1), ("Bob Sample", 1_000, 1)]);
    assert!(!plan.has_question());
}

#[test]
fn n61_a_firm_alone_is_a_company() {
    let Some(tried) = tried("61-organisation-only.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Sample Bakery Kft.", 0, 0), ("Dana Sample", 0, 0)]);
    assert!(plan.new_customers[0].facts.contains(&Fact::Company(true)));
    let dana = format!("{:?}", plan.new_customers[1]);
    assert!(dana.contains("Hotel Sample"), "{dana}");
}

#[test]
fn n63_one_phone_and_two_names_are_two_people() {
    let Some(tried) = tried("63-phone-second-name.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Mum Sample", 1_000, 1), ("Dad Other", 2_000, 1)]);
    assert_eq!(plan.pairs.len(), 1);
}

#[test]
fn n65_numbers_that_differ_in_the_first_digits_are_different() {
    let Some(tried) = tried("65-phone-first-digit.csv") else { return };
    let plan = tried.plan;
    assert_eq!((plan.new_customers.len(), plan.purchases.len(), plan.pairs.len()), (6, 6, 0));
    assert!(spent(&plan).iter().all(|one| one.2 == 1));
}

#[test]
fn n73_a_shared_mailbox_is_of_two_people() {
    let Some(tried) = tried("73-shared-mailbox.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Ann Office", 0, 0), ("Bob Office", 0, 0)]);
    assert_eq!((plan.pairs.len(), plan.pairs[0].are_one), (1, false));
}

#[test]
fn n76_rows_put_above_bring_only_themselves() {
    let Some(tried) = tried("76-row-number-shifts.csv") else { return };
    // The file before it: the same rows, without the newest and numbered anew.
    let before = "№;Дата;Клиент;Сумма\n1;01.06.2026;Анна Образцова;100\n\
                  2;08.06.2026;Анна Образцова;120\n3;09.06.2026;Пётр Образцов;50\n";
    let before = Tried {
        table: Arc::new(table::read(before.as_bytes(), ReadOptions::default()).expect("a table")),
        guess: tried.guess.clone(),
        plan: Plan::default(),
    };
    let mut journal = Journal::default();
    let book = taken(&before, &Book::default(), &mut journal, 1_000);
    let plan = plan_against(&tried, &book);
    assert_eq!((plan.purchases.len(), plan.sum), (1, Money(7_000)));
    assert_eq!((plan.counts.purchases_already_there, plan.new_customers.len()), (3, 0));
    let book = taken(&tried, &book, &mut journal, 2_000);
    let total: Money = book.purchases().values().map(|bought| bought.amount()).sum();
    assert_eq!(total, Money(34_000));
}

#[test]
fn a1_a_returned_line_is_money_given_back() {
    let Some(tried) = tried("a1-returned-line.csv") else { return };
    let plan = tried.plan;
    assert_eq!((plan.problems.len(), plan.purchases.len()), (0, 1));
    let planned = &plan.purchases[0];
    assert_eq!(planned.purchase.amount, Money(2_000));
    let refund = &planned.refunds[0];
    assert_eq!((refund.amount, refund.at.day), (Money(1_000), planned.purchase.at.day.plus(1)));
}

#[test]
fn a6_equal_lines_are_never_halved_without_a_word() {
    let Some(tried) = tried("a6-equal-lines.csv") else { return };
    let plan = tried.plan;
    check(&plan, &[("Ann", 2_000, 1), ("Bob", 2_000, 1), ("Cid", 2_000, 1)]);
    let equal = plan.equal_lines.as_ref().expect("asked");
    assert_eq!((equal.n, equal.is_open, equal.n_lines), (3, true, 2));
    let halved = tried_with("a6-equal-lines.csv", |options| {
        options.totals = Some(Totals::OfOrder);
    });
    check(
        &halved.expect("it was there").plan,
        &[("Ann", 1_000, 1), ("Bob", 1_000, 1), ("Cid", 1_000, 1)],
    );
}

#[test]
fn a7_visits_without_money_are_visits() {
    let Some(tried) = tried("a7-visits-without-money.csv") else { return };
    let plan = tried.plan;
    assert_eq!((plan.new_customers.len(), plan.purchases.len()), (2, 3));
    let n: Vec<usize> = spent(&plan).iter().map(|one| one.2).collect();
    assert_eq!((n, plan.sum), (vec![2, 1], Money(0)));
}

#[test]
fn every_file_again_brings_nothing_new() {
    for name in names() {
        let Some(tried) = tried(&name) else { return };
        let mut journal = Journal::default();
        let book = taken(&tried, &Book::default(), &mut journal, 1_000);
        let plan = plan_against(&tried, &book);
        let new = (plan.new_customers.len(), plan.updates.len(), plan.purchases.len());
        assert_eq!((new, plan.refunds.as_slice()), ((0, 0, 0), &[][..]), "{name}: {plan:#?}");
    }
}
