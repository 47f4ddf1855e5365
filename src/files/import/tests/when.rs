//! When a sale was, where several columns say it.

use super::day as day_of;
use super::*;

/// The moments of the purchases, day and minute.
fn moments(plan: &Plan) -> Vec<(String, Option<u16>)> {
    let at = plan.purchases.iter().map(|planned| planned.purchase.at);
    at.map(|at| (at.day.date().to_string(), at.minute)).collect()
}

/// What is wrong: the line, the column, what it means, why.
fn wrong(plan: &Plan) -> Vec<(u32, Option<usize>, Meaning, Reason)> {
    let all = plan.problems.iter().chain(&plan.odd_cells);
    all.map(|it| (it.line, it.column, it.meaning, it.reason.clone())).collect()
}

#[test]
fn a_date_may_stand_in_three_columns_of_any_language() {
    let check = |titles: &str, cells: &str, expected: &str| {
        let text = format!("Név,{titles},Összeg\nAnna,{cells},12.50\nBéla,{cells},9.00\n");
        let plan = planned(&text);
        assert_eq!(moments(&plan), [(expected.to_owned(), None), (expected.to_owned(), None)]);
        assert_eq!(wrong(&plan), [], "{titles}");
    };
    check("Year,Month,Day", "2026,8,5", "2026-08-05");
    check("Day,Month,Year", "05,Aug,26", "2026-08-05");
    check("Order year,Order month,Order day", "2026,August,5", "2026-08-05");
    check("Év,Hónap,Nap", "2026.,aug.,5.", "2026-08-05");
    check("Год,Месяц,День", "2026,август,5", "2026-08-05");
    check("Рік,Місяць,Число", "2026,серпень,5", "2026-08-05");
    check("سال,ماه,روز", "۱۴۰۵,مرداد,۱۴", "2026-08-05");
    check("سال,ماه,روز", "1405,5,14", "2026-08-05");
    check("Year,Month,Day", "2026.0,8.0,5.0", "2026-08-05");
}

#[test]
fn a_date_of_its_own_is_surer_than_its_pieces() {
    let plan = planned("Name,Date,Year,Month,Amount\nAnna,2026-08-05,2025,1,12.50\n");
    assert_eq!(moments(&plan), [("2026-08-05".to_owned(), None)]);
    let plan = planned("Name,Day,Amount\nAnna,2026-08-05,12.50\n");
    assert_eq!(moments(&plan), [("2026-08-05".to_owned(), None)]);
}

#[test]
fn a_piece_that_is_wrong_or_missing_is_named_by_line_and_can_be_mended() {
    let text = "Name,Year,Month,Day,Amount\n\
                Anna,2026,8,5,1.00\n\
                Bob,2026,13,5,2.00\n\
                Cid,2026,8,,3.00\n\
                Dot,2026,2,30,4.00\n\
                Eve,x,2,3,5.00\n\
                Fay,2026,12,5,6.00\n\
                Gus,,,,7.00\n";
    let plan = planned(text);
    assert_eq!(moments(&plan), [("2026-08-05".to_owned(), None)]);
    let [year, month, day] = [(1, Meaning::Year), (2, Meaning::Month), (3, Meaning::Day)];
    let future = day_of("2026-12-05");
    let expected = [
        (3, month, Reason::NotADate),
        (4, day, Reason::NoDate),
        (5, day, Reason::NotADate),
        (6, year, Reason::NotADate),
        (7, year, Reason::Future { read: future, meant: None }),
        (8, year, Reason::NoDate),
    ];
    let expected =
        expected.map(|(line, (column, meaning), reason)| (line, Some(column), meaning, reason));
    assert_eq!(wrong(&plan), expected);
    // The people of these rows are in all the same.
    assert_eq!(plan.new_customers.len(), 7);
    let mended = plan_with(text, &Known::default(), |options| {
        options.mended.insert((3, 2), "12".into());
        options.mended.insert((4, 3), "6".into());
        options.today = day_of("2026-12-31");
    });
    let days: Vec<String> = moments(&mended).into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, ["2026-08-05", "2026-12-05", "2026-08-06", "2026-12-05"]);
}

#[test]
fn a_time_beside_the_date_is_read_with_it() {
    let check = |date: &str, time: &str, expected: (&str, Option<u16>)| {
        let text = format!("Name,Date,Time,Amount\nAnna,{date},{time},12.50\n");
        let plan = planned(&text);
        assert_eq!(moments(&plan), [(expected.0.to_owned(), expected.1)], "{date} {time}");
    };
    let afternoon = ("2026-08-05", Some(14 * 60 + 30));
    check("2026-08-05", "14:30", afternoon);
    check("2026-08-05 00:00", "14:30", afternoon);
    check("2026-08-05T00:00:00", "2:30 PM", afternoon);
    check("2026-08-05T00:00:00.000Z", "14:30:12", afternoon);
    check("8/13/2026 12:00:00 AM", "1899-12-30 14:30:00", ("2026-08-13", Some(14 * 60 + 30)));
    check("2026-08-05", "0.604167", afternoon);
    check("2026-08-05 09:15", "14:30", ("2026-08-05", Some(9 * 60 + 15)));
    check("2026-08-05 00:00", "", ("2026-08-05", Some(0)));
    check("2026-08-05", "", ("2026-08-05", None));
    let plan = planned("Name,Year,Month,Day,Time,Amount\nAnna,2026,8,5,14:30,1.00\n");
    assert_eq!(moments(&plan), [("2026-08-05".to_owned(), Some(14 * 60 + 30))]);
}

#[test]
fn a_time_that_is_none_is_named_and_the_sale_goes_in() {
    let text = "Name,Date,Time,Amount\n\
                Anna,2026-08-05,14:30,1.00\n\
                Bob,2026-08-06,25:99,2.00\n";
    let plan = planned(text);
    let expected = [("2026-08-05".to_owned(), Some(870)), ("2026-08-06".to_owned(), None)];
    assert_eq!(moments(&plan), expected);
    assert_eq!(wrong(&plan), [(3, Some(2), Meaning::Time, Reason::NotATime)]);
}

#[test]
fn a_column_called_time_may_hold_the_whole_date() {
    let plan = planned("Name,Time,Amount\nAnna,2026-08-05 14:30,1.00\n");
    assert_eq!(moments(&plan), [("2026-08-05".to_owned(), Some(870))]);
}

#[test]
fn universal_time_holds_for_the_column_beside() {
    let text = "Name,Created (UTC),Time,Amount\nAnna,2026-08-05,22:30,1.00\n";
    let plan = plan_with(text, &Known::default(), |options| {
        options.zone = Zone::new(120, Vec::new());
    });
    assert_eq!(moments(&plan), [("2026-08-06".to_owned(), Some(30))]);
}

#[test]
fn the_moment_is_shown_in_each_of_its_columns() {
    let text = "Name,Year,Month,Day,Time,Amount\nAnna,2026,8,5,14:30,1.00\n";
    let table = table::read(text.as_bytes(), ReadOptions::default()).unwrap();
    let options = guess(&table, day("2026-11-22"), Currency::default(), Zone::default()).options;
    let at = Moment { day: day("2026-08-05"), minute: Some(870) };
    let row = &shown(&table, &options, 1)[0];
    assert!(row[1..5].iter().all(|cell| cell.read == Some(Shown::Moment(at))));
}
