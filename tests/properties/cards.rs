//! Address books: those of real phones and programs, and what no bytes may do.

use std::path::Path;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use regulars::files::form::Form;
use regulars::files::import::{self, Known, NewCustomer, Plan};
use regulars::files::list;
use regulars::files::table::ReadOptions;
use regulars::people::customer::{Fact, Member};
use regulars::units::calendar::{Birthday, Day, Zone};
use regulars::units::money::Currency;

fn plan(bytes: &[u8]) -> Plan {
    let list = list::read(bytes, ReadOptions::default()).expect("an address book");
    assert!(matches!(list.form, Form::Cards { .. }));
    let today = Day::from_ymd(2026, 8, 5).expect("a day");
    let guess = import::guess(&list.table, today, Currency::default(), Zone::default());
    import::plan(Arc::new(list.table), Arc::new(Known::default()), guess.options).expect("a plan")
}

/// A file of those beside the project; `None` on a machine without them.
fn real(name: &str) -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/vcard").join(name);
    std::fs::read(path).ok()
}

fn fact(person: &NewCustomer, wanted: impl Fn(&Fact) -> bool) -> Option<&Fact> {
    person.facts.iter().find(|fact| wanted(fact))
}

fn name(person: &NewCustomer) -> &str {
    match fact(person, |fact| matches!(fact, Fact::Name(_))) {
        Some(Fact::Name(name)) => name,
        _ => "",
    }
}

#[test]
fn contacts_of_an_iphone_and_of_the_standard_come_in() {
    let Some(bytes) = real("rfc6350-example.vcf") else { return };
    let plan = plan(&bytes);
    assert_eq!((plan.problems.len(), plan.odd_cells.len()), (0, 0));
    let [simon] = plan.new_customers.as_slice() else { panic!("one contact") };
    assert_eq!(name(simon), "Simon Perreault");
    let birthday = Fact::Birthday(Birthday::new(None, 2, 3));
    assert!(simon.facts.contains(&birthday), "{:?}", simon.facts);
    assert!(simon.members.contains(&Member::Phone("+1-418-262-6501".into())));
    assert!(simon.members.contains(&Member::Phone("+1-418-656-9254".into())));
    let address = "Suite D2-630, 2875 Laurier, Quebec, QC, G1V 2M2, Canada";
    assert!(simon.members.contains(&Member::Address(address.into())), "{:?}", simon.members);
}

#[test]
fn contacts_of_gmail_and_outlook_come_in() {
    let Some(bytes) = real("John_Doe_GMAIL.vcf") else { return };
    let plan_of_gmail = plan(&bytes);
    let [john] = plan_of_gmail.new_customers.as_slice() else { panic!("one contact") };
    assert_eq!(name(john), "Mr. John Richter, James Doe Sr.");
    assert!(john.facts.contains(&Fact::Birthday(Birthday::new(Some(1980), 3, 22))));
    let note = fact(john, |fact| matches!(fact, Fact::Note(_)));
    let Some(Fact::Note(note)) = note else { panic!("a note") };
    assert!(note.starts_with("IBM\nMoney Counter\nTHIS SOFTWARE"), "{note}");
    assert!(note.ends_with("DAMAGE.\nFavotire Color: Blue"), "{note}");

    let Some(bytes) = real("outlook-2007.vcf") else { return };
    let plan_of_outlook = plan(&bytes);
    assert_eq!(plan_of_outlook.problems, []);
    let [mike] = plan_of_outlook.new_customers.as_slice() else { panic!("one contact") };
    assert_eq!(name(mike), "Mr. Michael Angstadt Jr.");
    assert!(mike.facts.contains(&Fact::Birthday(Birthday::new(Some(1922), 3, 10))));
    assert!(mike.members.contains(&Member::Phone("(111) 555-4444".into())));
    assert!(!mike.members.contains(&Member::Phone("(111) 555-3333".into())), "a fax");
}

#[test]
fn contacts_of_an_old_android_come_in() {
    let Some(bytes) = real("John_Doe_ANDROID.vcf") else { return };
    let plan = plan(&bytes);
    assert_eq!(plan.problems, []);
    let names: Vec<&str> = plan.new_customers.iter().map(name).collect();
    assert!(names.contains(&"Ñ Ñ Ñ Ñ Ñ"), "{names:?}");
    assert!(plan.new_customers.len() >= 5, "{names:?}");
}

/// What lines of contacts are made of.
const MORSELS: [&str; 22] = [
    "BEGIN:VCARD\r\n",
    "END:VCARD\n",
    "VERSION:2.1\n",
    "VERSION:4.0\n",
    "N:a;b;c;d;e\n",
    "FN:",
    "TEL;TYPE=CELL:",
    "+36 30 555",
    "ORG:;",
    "BDAY:--0230\n",
    "BDAY:",
    ";ENCODING=QUOTED-PRINTABLE:",
    "=C3=A",
    "=\r\n",
    "\\n",
    "\\",
    "\"",
    ";CHARSET=utf-16le:",
    "AGENT:\n",
    " \n",
    ":",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_the_reader_of_contacts_fail(
        morsels in vec(proptest::sample::select(&MORSELS[..]), 0..60),
        noise in vec((any::<proptest::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut bytes = format!("BEGIN:VCARD\n{}", morsels.concat()).into_bytes();
        for (place, byte) in noise {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(list) = list::read(&bytes, ReadOptions::default()) {
            let today = Day::from_ymd(2026, 8, 5).expect("a day");
            let guess = import::guess(&list.table, today, Currency::default(), Zone::default());
            let n = list.table.rows.len();
            let damaged = list.table.damaged.iter().filter(|(_, damage)| damage.is_whole_row());
            let n = n + list.table.unclosed.len() + damaged.count();
            let known = Arc::new(Known::default());
            let plan = import::plan(Arc::new(list.table), known, guess.options);
            prop_assert!(plan.is_err() || plan.is_ok_and(|plan| plan.counts.rows == n));
        }
    }
}

#[test]
fn ten_thousand_contacts_are_read_at_once() {
    let card = |n: u32| {
        format!(
            "BEGIN:VCARD\nVERSION:3.0\nFN:Person {n}\nTEL;TYPE=CELL:+3630555{n:04}\nEND:VCARD\n"
        )
    };
    let text: String = (0..10_000).map(card).collect();
    let began = std::time::Instant::now();
    assert_eq!(plan(text.as_bytes()).new_customers.len(), 10_000);
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}
