use super::*;

fn today() -> Day {
    moment("2026-11-22").day
}

fn moment(text: &str) -> Moment {
    let (date, time) = text.split_once(' ').unwrap_or((text, ""));
    let minute = time.split_once(':').map(|(hours, minutes)| {
        hours.parse::<u16>().expect("hours") * 60 + minutes.parse::<u16>().expect("minutes")
    });
    Moment { day: Day::from_date(date.parse().expect("a date")), minute }
}

#[test]
fn every_form_seen_in_files_is_read() {
    let check = |text: &str, expected: &str| {
        assert_eq!(read(text, None, &Zone::fixed(120)), Ok(moment(expected)), "{text}");
    };
    check("19970101", "1997-01-01");
    check("2020010113", "2020-01-01 13:00");
    check("202001011305", "2020-01-01 13:05");
    check("20200101130559", "2020-01-01 13:05");
    check("2026.08.05.", "2026-08-05");
    check("2026. 08. 05.", "2026-08-05");
    check("2026.08.05. 14:05", "2026-08-05 14:05");
    check("2026. 8. 5. 9:05:10", "2026-08-05 09:05");
    check("2026-08-05", "2026-08-05");
    check("2026/8/5", "2026-08-05");
    check("2026-08-05T14:05:06.123", "2026-08-05 14:05");
    check("2025-01-05 10:00:00 -0500", "2025-01-05 17:00");
    check("2025-01-05T10:00:00+03:30", "2025-01-05 08:30");
    check("2025-01-05T23:30:00Z", "2025-01-06 01:30");
    check("2025-01-05 23:30:00 UTC", "2025-01-06 01:30");
    check("05.08.2026", "2026-08-05");
    check("5.8.2026 7:15", "2026-08-05 07:15");
    check("5.8.26", "2026-08-05");
    check("31/12/2025 08:00", "2025-12-31 08:00");
    check("12/31/2025 8:00 PM", "2025-12-31 20:00");
    check("12/31/2025, 12:10 am", "2025-12-31 00:10");
    check("5/5/2025", "2025-05-05");
    check("1403/11/12", "2025-01-31");
    check("۱۴۰۳/۱۱/۱۲", "2025-01-31");
    check("1403-12-30 ۲۱:۱۵", "2025-03-20 21:15");
    check("45292", "2024-01-01");
    check("45292.5", "2024-01-01 12:00");
    check("Aug 5, 2026", "2026-08-05");
    check("5 Aug 2026", "2026-08-05");
    check("2026. augusztus 5.", "2026-08-05");
    check("5 августа 2026 г.", "2026-08-05");
    check("5 серпня 2026", "2026-08-05");
    check("12 بهمن 1403", "2025-01-31");
}

#[test]
fn what_is_no_day_is_refused() {
    for text in ["", "tegnap", "2026-02-30", "2026-13-01", "32.01.2026", "1403/12/31", "7"] {
        assert_eq!(read(text, None, &Zone::default()), Err(DateRefusal::NotADate), "{text}");
    }
    for text in ["2026-08-05 25:00", "2026-08-05 x", "0630555014", "1/2"] {
        assert_eq!(read(text, None, &Zone::default()), Err(DateRefusal::NotADate), "{text}");
    }
}

#[test]
fn the_order_decides_what_could_be_two_days() {
    let check = |text: &str, order, expected: Result<&str, DateRefusal>| {
        assert_eq!(read(text, order, &Zone::default()), expected.map(moment), "{text}");
    };
    check("05/08/2026", None, Err(DateRefusal::DayOrMonth));
    check("05/08/2026", Some(DateOrder::DayFirst), Ok("2026-08-05"));
    check("05/08/2026", Some(DateOrder::MonthFirst), Ok("2026-05-08"));
    check("25/08/2026", Some(DateOrder::MonthFirst), Err(DateRefusal::NotADate));
    check("05-08-26", Some(DateOrder::MonthFirst), Ok("2026-05-08"));
    check("05.08.2026", Some(DateOrder::MonthFirst), Ok("2026-08-05"));
}

#[test]
fn a_column_shows_its_order_in_the_cells_that_leave_no_choice() {
    let check = |cells: &[&str], expected| {
        assert_eq!(order(cells.iter().copied()), expected, "{cells:?}");
    };
    check(&["05/08/2026", "25/08/2026"], OrderGuess::Certain(DateOrder::DayFirst));
    check(&["1/2/2024 9:05", "1/31/2024 9:05"], OrderGuess::Certain(DateOrder::MonthFirst));
    check(&["05/08/2026", "2026-08-05T10:00:00.000Z"], OrderGuess::Undecided);
    check(&["2026.08.05.", "05.08.2026", "5/5/2026"], OrderGuess::NotNeeded);
    check(&["02/03", "29.02."], OrderGuess::Certain(DateOrder::DayFirst));
    check(&["02/03", "--02-29"], OrderGuess::Undecided);
    check(&["1/31/2024", "1/30/2024", "31/1/2024"], OrderGuess::Certain(DateOrder::MonthFirst));
}

#[test]
fn a_birthday_may_lack_its_year() {
    let check = |text: &str, year, month, day| {
        assert_eq!(
            read_birthday(text, None, today()).ok(),
            Birthday::new(year, month, day),
            "{text}"
        );
    };
    check("1980-02-29", Some(1980), 2, 29);
    check("--02-29", None, 2, 29);
    check("02-29", None, 2, 29);
    check("02.29.", None, 2, 29);
    check("29.02.", None, 2, 29);
    check("29/02", None, 2, 29);
    check("29 February", None, 2, 29);
    check("március 5.", None, 3, 5);
    let refused = |text: &str| read_birthday(text, None, today()).expect_err(text);
    assert_eq!(refused("02/03"), BirthdayRefusal::Date(DateRefusal::DayOrMonth));
    assert_eq!(refused("nyáron"), BirthdayRefusal::Date(DateRefusal::NotADate));
    check("01 اسفند", None, 2, 20);
}

#[test]
fn what_stands_for_no_birthday_is_told_apart_from_a_slip() {
    let check = |text: &str, expected| {
        assert_eq!(read_birthday(text, None, today()), Err(expected), "{text}");
    };
    for text in ["0000-00-00", "00/00/0000", "0/0/00", "1900-01-00", "0001-01-01", "01/01/0001"] {
        check(text, BirthdayRefusal::Nothing);
    }
    check("1899-12-30", BirthdayRefusal::Nothing);
    check("1900-01-01", BirthdayRefusal::Nothing);
    check("0000-00-00 00:00:00", BirthdayRefusal::Nothing);
    check("2020", BirthdayRefusal::YearAlone);
    check("29/02/2001", BirthdayRefusal::Date(DateRefusal::NotADate));
    check("2027-01-01", BirthdayRefusal::Future(moment("2027-01-01").day));
}

#[test]
fn a_birth_year_of_two_digits_has_come() {
    let check = |text: &str, year| {
        let birthday = read_birthday(text, Some(DateOrder::DayFirst), today()).expect(text);
        assert_eq!(birthday.year(), Some(year), "{text}");
    };
    check("05.06.85", 1985);
    check("05.06.45", 1945);
    check("05.06.26", 2026);
    check("25/12/26", 1926);
    check("05-Aug-01", 2001);
    check("1365/05/12", 1986);
}

#[test]
fn a_time_of_twelve_hours_is_read_in_every_language() {
    let check = |text: &str, expected: &str| {
        assert_eq!(read(text, None, &Zone::default()), Ok(moment(expected)), "{text}");
    };
    check("Aug 5, 2026 at 3:14\u{202f}PM", "2026-08-05 15:14");
    check("Aug 6, 2026, 12:05 AM", "2026-08-06 00:05");
    check("Wednesday, August 5, 2026", "2026-08-05");
    check("Fri, Aug 7, 2026", "2026-08-07");
    check("August 5th, 2026 3 PM", "2026-08-05 15:00");
    check("Aug 8 2026 3:14pm", "2026-08-08 15:14");
    check("05-Aug-26", "2026-08-05");
    check("5 Aug 2026 15:14", "2026-08-05 15:14");
    check("5 Aug 2026 at 3.14 p.m.", "2026-08-05 15:14");
    check("15:14 05.08.2026", "2026-08-05 15:14");
    check("2026. 08. 05. du. 3:14", "2026-08-05 15:14");
    check("2026. augusztus 5., szerda", "2026-08-05");
    check("2026. augusztus 5., szerda de. 9:05", "2026-08-05 09:05");
    check("среда, 5 августа 2026 г. в 15:14", "2026-08-05 15:14");
    check("05.08.2026 3:14 пп", "2026-08-05 15:14");
    check("5 серпня 2026 р., 3:14 дп", "2026-08-05 03:14");
    check("1405/05/14 ۳:۱۴ ب.ظ", "2026-08-05 15:14");
    check("چهارشنبه 14 مرداد 1405 ساعت 15:14", "2026-08-05 15:14");
    check("5 اوت 2026", "2026-08-05");
    check("Wed Aug 05 22:30:00 2026", "2026-08-05 22:30");
    check("08/13/2026 15:14 PM", "2026-08-13 15:14");
}

#[test]
fn the_mark_of_a_zone_is_turned_to_the_clock_of_the_shop() {
    let check = |text: &str, expected: &str| {
        assert_eq!(read(text, None, &Zone::fixed(120)), Ok(moment(expected)), "{text}");
    };
    for mark in
        ["Z", "z", " UTC", " GMT", "+00:00", " +0000", "+00", " (Coordinated Universal Time)"]
    {
        check(&format!("2026-08-05T22:30:00{mark}"), "2026-08-06 00:30");
    }
    check("2026-08-05 18:30:00 -0400", "2026-08-06 00:30");
    check("2026-08-05 18:30 EDT", "2026-08-06 00:30");
    check("2026-08-06 00:30 CEST", "2026-08-06 00:30");
    check("2026-08-06T00:30+02:00[Europe/Budapest]", "2026-08-06 00:30");
    check("2026-08-05 22:30:00.000 UTC", "2026-08-06 00:30");
    check("2026-08-05 22:30 UTC-2", "2026-08-06 02:30");
    check("Wed Aug 05 22:30:00 UTC 2026", "2026-08-06 00:30");
    check("Wed Aug 05 2026 23:30:00 GMT+0100 (Western European Summer Time)", "2026-08-06 00:30");
    // Several zones have these letters.
    check("2026-08-05 22:30 CST", "2026-08-05 22:30");
}

#[test]
fn a_slipped_year_is_suggested() {
    let today = today();
    let check = |written: &str, expected: Option<&str>| {
        let meant = expected.map(|text| moment(text).day);
        assert_eq!(suggest(moment(written).day, today), meant, "{written}");
    };
    check("2062-03-07", Some("2026-03-07"));
    check("2126-03-07", Some("2026-03-07"));
    check("1026-03-07", Some("2026-03-07"));
    check("2205-03-07", Some("2025-03-07"));
    check("2036-03-07", Some("2026-03-07"));
    check("0342-03-07", None);
}
