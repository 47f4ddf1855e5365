use super::*;
use crate::exchange::table::{self, ReadOptions};
use crate::money::Money;

fn day(text: &str) -> Day {
    Day::from_date(text.parse().unwrap())
}

fn planned(text: &str) -> Plan {
    let table = table::read(text.as_bytes(), ReadOptions::default()).unwrap();
    let guess = guess(&table, day("2026-11-22"), Currency::default(), 0);
    plan(Arc::new(table), Arc::new(Known::default()), guess.options).unwrap()
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
    let of = |place: usize| (plan.purchases[place].buyer, plan.purchases[place].purchase.amount);
    assert_eq!(of(0), (Buyer::New(0), Money(115_000)));
    assert_eq!(of(2), (Buyer::New(0), Money(89_000)));
    assert_eq!(plan.span, Some((day("2026-08-05"), day("2026-08-06"))));
}
