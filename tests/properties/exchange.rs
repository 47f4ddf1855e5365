//! Files as shops really have them: what they hold arrives, to the row.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use regulars::files::columns::Program;
use regulars::files::import::{self, Buyer, Known, Plan, Reason, UnknownBuyers};
use regulars::files::table::{self, ReadOptions, Separator};
use regulars::units::calendar::{Day, Zone};
use regulars::units::money::{Currency, Money};

/// The bytes of a file of the shared folder; says so when it is not there.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let bytes = fs::read(&path).ok();
    if bytes.is_none() {
        tell_missing(&path);
    }
    bytes
}

#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn tell_missing(path: &Path) {
    eprintln!("skipped: {} is not there", path.display());
}

fn today() -> Day {
    Day::from_ymd(2026, 11, 22).expect("a day")
}

fn dollars() -> Currency {
    Currency::parse("USD").expect("a currency")
}

fn read(bytes: &[u8]) -> (import::Guess, Arc<table::Table>) {
    let table = table::read(bytes, ReadOptions::default()).expect("a table");
    (import::guess(&table, today(), dollars(), Zone::default()), Arc::new(table))
}

fn plan(bytes: &[u8], buyers: UnknownBuyers) -> Plan {
    let (guess, table) = read(bytes);
    let options = import::Options { unknown_buyers: buyers, ..guess.options };
    import::plan(table, Arc::new(Known::default()), options).expect("a plan")
}

fn total(plan: &Plan) -> Money {
    plan.purchases.iter().map(|planned| planned.purchase.amount).sum()
}

fn check_log(bytes: &[u8], n_customers: usize, n_purchases: usize, cents: i64) {
    let (_, table) = read(bytes);
    assert_eq!(table.separator, Separator::Blanks);
    let plan = plan(bytes, UnknownBuyers::SetAside);
    assert_eq!(plan.problems, []);
    assert_eq!(plan.new_customers.len(), n_customers);
    assert_eq!(plan.purchases.len(), n_purchases);
    assert_eq!(total(&plan), Money(cents));
    let day = |year, month, day| Day::from_ymd(year, month, day).expect("a day");
    assert_eq!(plan.span, Some((day(1997, 1, 1), day(1998, 6, 30))));
}

#[test]
fn a_log_without_titles_arrives_whole() {
    if let Some(bytes) = shared("CDNOW_sample.txt") {
        check_log(&bytes, 2_357, 6_919, 24_409_194);
    }
}

#[test]
fn a_log_with_titles_arrives_whole() {
    if let Some(packed) = shared("CDNOW_master.txt.gz") {
        let mut bytes = Vec::new();
        let mut unpacked = flate2::read::GzDecoder::new(packed.as_slice());
        unpacked.read_to_end(&mut bytes).expect("the log unpacks");
        check_log(&bytes, 23_570, 69_659, 250_031_563);
    }
}

/// What is counted in a file of orders.
#[derive(Debug, PartialEq, Eq)]
struct Counted {
    customers: usize,
    purchases: usize,
    purchases_of_nobody: usize,
    lines: usize,
    refunds: usize,
    refunded: Money,
    paid: Money,
}

fn counted(plan: &Plan) -> Counted {
    let refunds = || plan.purchases.iter().flat_map(|planned| &planned.refunds);
    Counted {
        customers: plan.new_customers.len(),
        purchases: plan.purchases.len(),
        purchases_of_nobody: plan.purchases.iter().filter(|p| p.buyer == Buyer::Unknown).count(),
        lines: plan.purchases.iter().map(|planned| planned.purchase.lines.len()).sum(),
        refunds: refunds().count(),
        refunded: refunds().map(|refund| refund.amount).sum(),
        paid: total(plan),
    }
}

fn check_orders(bytes: &[u8], expected: &Counted) {
    let (guess, _) = read(bytes);
    assert_eq!(guess.program, Some(Program::ShopifyOrders));
    assert_eq!(guess.currency, Some(dollars()));
    let kept = plan(bytes, UnknownBuyers::Keep);
    assert_eq!(kept.problems, []);
    assert_eq!(&counted(&kept), expected);
    let aside = plan(bytes, UnknownBuyers::SetAside);
    assert_eq!(aside.purchases.len(), expected.purchases - expected.purchases_of_nobody);
    let nobody = aside.problems.iter().filter(|problem| problem.reason == Reason::Nobody);
    assert_eq!(nobody.count(), expected.purchases_of_nobody);
}

#[test]
fn rows_of_one_order_are_one_purchase() {
    if let Some(bytes) = shared("shopify/shopify_orders_fixture.csv") {
        let expected = Counted {
            customers: 4,
            purchases: 8,
            purchases_of_nobody: 1,
            lines: 9,
            refunds: 1,
            refunded: Money(1_000),
            paid: Money(99_500),
        };
        check_orders(&bytes, &expected);
    }
}

#[test]
fn a_longer_list_of_orders_arrives_whole() {
    if let Some(bytes) = shared("shopify/shopify_orders_sample.csv") {
        let expected = Counted {
            customers: 57,
            purchases: 127,
            purchases_of_nobody: 5,
            lines: 249,
            refunds: 8,
            refunded: Money(42_375),
            paid: Money(1_506_300),
        };
        check_orders(&bytes, &expected);
    }
}
