//! Birthdays as a calendar, each every year, with an alarm some days before.

use crate::files::cards_out::{escaped, fold, uid};
use crate::people::customer::Customer;
use crate::units::calendar::{Birthday, Day};
use crate::units::id::CustomerId;

/// How an event is written.
#[derive(Clone, Debug)]
pub struct Style {
    /// What it is called, with [`NAME`] in the place of the name.
    pub title: String,
    /// The day on the wall; an event begins in its year, for nobody's age is another's business.
    pub today: Day,
    /// How many days before the alarm is, at nine in the morning; at least one.
    pub alarm_days: u32,
}

/// Stands for the name in the title of an event.
pub const NAME: char = '\u{1}';

/// Begins a calendar.
pub fn begin(text: &mut String) {
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Regulars//Birthdays//EN"] {
        fold(text, line);
    }
}

/// Writes the birthday of a customer, if it is known and they have a name.
pub fn write(text: &mut String, id: CustomerId, customer: &Customer, style: &Style) {
    let Some(birthday) = customer.birthday().filter(|_| !customer.label().is_empty()) else {
        return;
    };
    let title = escaped(&style.title.replace(NAME, customer.label()));
    let (first, rule) = first_and_rule(birthday, style.today);
    let stamp = style.today.date().format("%Y%m%dT000000Z");
    let alarm = format!("TRIGGER:-P{}DT15H", style.alarm_days.saturating_sub(1));
    let lines = [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}-birthday", uid(id)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{first}"),
        format!("RRULE:FREQ=YEARLY{rule}"),
        format!("SUMMARY:{title}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{title}"),
        alarm,
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
    ];
    lines.iter().for_each(|line| fold(text, line));
}

/// Ends a calendar.
pub fn end(text: &mut String) {
    fold(text, "END:VCALENDAR");
}

/// The first day of an event, and how it comes again beside every year.
fn first_and_rule(birthday: Birthday, today: Day) -> (String, &'static str) {
    use chrono::Datelike as _;
    let year = today.date().year();
    let (month, day) = (birthday.month(), birthday.day());
    if (month, day) == (2, 29) {
        // The last day of February is known to every calendar; 29 February alone would come every
        // fourth year.
        let leap = (year - 7..=year).rev().find(|year| Day::from_ymd(*year, 2, 29).is_some());
        return (format!("{:04}0229", leap.unwrap_or(2024)), ";BYMONTH=2;BYMONTHDAY=-1");
    }
    (format!("{year:04}{month:02}{day:02}"), "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::customer::Fact;
    use crate::units::id::{Replica, Stamp};

    fn event(birthday: Option<Birthday>) -> String {
        let mut anna = Customer::default();
        anna.set(Fact::Name("Anna; Kovács".into()));
        anna.set(Fact::Birthday(birthday));
        let today = Day::from_ymd(2026, 8, 5).unwrap();
        let style = Style { title: format!("{NAME}’s birthday"), today, alarm_days: 3 };
        let mut text = String::new();
        write(&mut text, CustomerId(Stamp::new(1, 0, Replica::new(1, 0))), &anna, &style);
        text
    }

    #[test]
    fn a_birthday_comes_every_year_with_an_alarm_before() {
        let text = event(Birthday::new(Some(1980), 3, 22));
        for line in [
            "DTSTAMP:20260805T000000Z",
            "DTSTART;VALUE=DATE:20260322",
            "RRULE:FREQ=YEARLY",
            "SUMMARY:Anna\\; Kovács’s birthday",
            "TRIGGER:-P2DT15H",
        ] {
            assert!(text.lines().any(|known| known == line), "{line} in {text}");
        }
        assert!(!text.contains("1980"));
        assert_eq!(event(Birthday::new(None, 3, 22)), text);
        assert_eq!(event(None), "");
    }

    #[test]
    fn the_day_that_is_not_in_every_year_is_the_last_of_february() {
        let text = event(Birthday::new(None, 2, 29));
        assert!(text.contains("DTSTART;VALUE=DATE:20240229\r\n"), "{text}");
        assert!(text.contains("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n"), "{text}");
    }
}
