//! Which rows go in, and what is said of the others.

use super::*;

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
fn a_file_that_says_neither_who_nor_when_is_refused() {
    let table = table::read(b"colour,size\nred,large\n", ReadOptions::default()).unwrap();
    let options = guess(&table, day("2026-11-22"), Currency::default(), Zone::default()).options;
    let refused = plan(Arc::new(table), Arc::default(), options).map(|_| ());
    assert_eq!(refused, Err(FileRefusal::NoWhoOrWhen));
}

#[test]
fn a_plan_in_steps_is_the_plan_at_once() {
    let rows = "2026-08-05,Anna,5\n2026-08-06,Béla,x\n2026-08-07,Anna,7\n".repeat(8);
    let text = &format!("date,name,amount\n{rows}");
    let mut reader = table::Reader::new(text.as_bytes(), ReadOptions::default()).unwrap();
    while !reader.step(1).is_finished {}
    let table = Arc::new(reader.finish().unwrap());
    let options = guess(&table, day("2026-11-22"), Currency::default(), Zone::default()).options;
    let mut planner = Planner::new(table, Arc::default(), options).unwrap();
    let mut done = Vec::new();
    while !planner.step(1).is_finished {
        done.push(planner.progress().done);
    }
    // Row by row, and then sixteen orders, eight of which are settled while a row is read.
    assert!(done.is_sorted() && done.starts_with(&[1, 2, 3]) && done.ends_with(&[25, 26]));
    assert_eq!((done.len(), planner.progress().total), (24 + 16, 24 + 3));
    assert_eq!(planner.finish(), planned(text));
}

fn tidied(plan: &Plan) -> Vec<(u32, &str, &str)> {
    plan.tidied.iter().map(|cell| (cell.line, cell.written.as_str(), cell.read.as_str())).collect()
}

#[test]
fn a_cell_that_is_read_otherwise_than_it_is_written_is_told() {
    let check = |title: &str, cell: &str, expected: &[&str]| {
        let plan = planned(&format!("name,{title},card\nAnna,\"{cell}\",7\n"));
        let read: Vec<&str> = tidied(&plan).iter().map(|(_, _, read)| *read).collect();
        assert_eq!(read, expected, "{title} {cell}");
        assert_eq!(plan.odd_cells, [], "{title} {cell}");
    };
    for nothing in ["n/a", "N/A", "-", "—", "NULL"] {
        check("phone", nothing, &[""]);
    }
    check("email", "-", &[""]);
    check("birthday", "-", &[""]);
    check("accepts email marketing", "pending", &[""]);
    check("phone", "tel: 06 30 555 0142", &["06 30 555 0142"]);
    check("phone", "36305550142.0", &["36305550142"]);
    check("email", "dot@example.com.", &["dot@example.com"]);
    check("email", "mailto:bob@example.com", &["bob@example.com"]);
    check("email", "Ann Sample <ann@example.com>", &["ann@example.com"]);
    // Blanks, marks nobody sees and what parts several values; words that go into the note.
    check("phone", " +36\u{a0}30 555 0142 ", &[]);
    check("phone", "\u{200e}06305550142", &[]);
    check("phone", "+36 30 555 0113 / +36 20 555 0114", &[]);
    check("phone", "06 30 555 0115 (anya)", &[]);
    check("email", "cid@example.com; cid2@example.com", &[]);
    check("email", "<cid@example.com>", &[]);
}

#[test]
fn what_is_told_otherwise_is_not_told_as_tidied() {
    // Refused: the cell is left out by name.
    assert_eq!(planned("name,phone\nAnna,tel: 12\n").tidied, []);
    assert_eq!(planned("name,email\nAnna,none\n").tidied, []);
    // Of a column that is not used, of money, and of a row that is set aside.
    let text = "date,name,phone,amount,refunded\n2026-08-05,Anna,06305550142,5,-\n\
                2026-08-05,-,n/a,5,\n";
    assert_eq!(planned(text).tidied, []);
    let keep = |options: &mut Options| options.unknown_buyers = UnknownBuyers::Keep;
    assert_eq!(plan_with(text, &Known::default(), keep).tidied, []);
    let ignored = plan_with("name,phone\nAnna,n/a\n", &Known::default(), |options| {
        options.mapping[1] = Meaning::Ignore;
    });
    assert_eq!(ignored.tidied, []);
}

#[test]
fn tidied_cells_are_listed_by_line_and_counted() {
    let text = "name,phone,email\nAnna,n/a,anna@example.com.\nÉva,n/a,-\nBéla,06305550142,\n";
    let plan = planned(text);
    let expected = [(2, "n/a", ""), (2, "anna@example.com.", "anna@example.com"), (3, "-", "")];
    assert_eq!(tidied(&plan), expected);
    assert_eq!((plan.tidied[0].n, plan.counts.tidied_cells), (2, 4));
    // A cell that the owner mended stands for what is written now.
    let mended = plan_with(text, &Known::default(), |options| {
        options.mended.insert((2, 1), "06305550143".into());
    });
    assert_eq!(mended.counts.tidied_cells, 3);
}
