//! Whom a row is about.

use super::*;

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
fn whoever_is_kept_apart_once_is_the_same_the_next_time() {
    let text = "name,card,date,amount\nAnna,0417,2026-08-05,5\nBéla,0417,2026-08-05,6\n\
                Béla,0417,2026-08-06,7\nAnna,0417,2026-08-07,8\n";
    let plan = plan_with(text, &Known::default(), |options| options.key = Key::Card);
    assert_eq!((plan.new_customers.len(), plan.pairs.len()), (2, 1));
    let buyers: Vec<Buyer> = bought(&plan).into_iter().map(|(buyer, _)| buyer).collect();
    let [anna, bela] = [Buyer::New(0), Buyer::New(1)];
    assert_eq!(buyers, [anna, bela, bela, anna]);
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

#[test]
fn a_bought_list_is_marked_and_carries_nobodys_yes() {
    let text = "name,phone,accepts email marketing,source\n\
        Anna,06305550142,yes,Fair\nNagy Péter,06305550143,no,\n";
    let plan = plan_with(text, &Known::default(), |options| {
        options.source = " Offices nearby ".into();
        options.brought_in = true;
    });
    let [anna, peter] = &plan.new_customers[..] else { panic!("two people") };
    let has = |of: &NewCustomer, fact: Fact| of.facts.contains(&fact);
    let n_yes = |of: &NewCustomer| {
        of.facts.iter().filter(|it| matches!(it, Fact::Consent(_, said) if said.given)).count()
    };
    let n_no = |of: &NewCustomer| of.facts.iter().filter(|it| it.is_refusal()).count();
    assert!(has(anna, Fact::BroughtIn(true)) && has(peter, Fact::BroughtIn(true)));
    assert!(has(anna, Fact::Source("Fair".into())), "the row says it better");
    assert!(has(peter, Fact::Source("Offices nearby".into())));
    assert_eq!([n_yes(anna), n_yes(peter), n_no(anna), n_no(peter)], [0, 0, 0, 1]);
}
