//! Months and weekdays by name, in English, Hungarian, Russian, Ukrainian and Persian.

/// Months of the Gregorian calendar by their first letters.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "січ", "ژانو"],
    &["feb", "фев", "лют", "فور"],
    &["mar", "már", "мар", "бер", "مارس"],
    &["apr", "ápr", "апр", "кві", "آور"],
    &["may", "máj", "май", "мая", "тра"],
    &["jun", "jún", "июн", "чер", "ژوئن"],
    &["jul", "júl", "июл", "лип", "ژوئی", "جولا"],
    &["aug", "авг", "сер", "اوت", "آگوست"],
    &["sep", "sze", "сен", "вер", "سپتامبر"],
    &["oct", "okt", "окт", "жов", "اکتبر"],
    &["nov", "ноя", "лис", "نوامبر"],
    &["dec", "дек", "гру", "دسامبر"],
];

/// Months of the Jalali calendar.
const JALALI_MONTHS: [&str; 12] = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];

#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur", "thurs", "thursday",
    "fri", "friday", "sat", "saturday", "sun", "sunday",
    "hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap", "cs", "szo",
    "понедельник", "вторник", "среда", "среду", "четверг", "пятница", "пятницу", "суббота", "субботу",
    "воскресенье", "пн", "вт", "ср", "чт", "пт", "сб", "вс",
    "понеділок", "вівторок", "середа", "середу", "четвер", "п'ятниця", "п’ятниця", "субота", "неділя", "нд",
    "شنبه", "یکشنبه", "دوشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "سهشنبه",
];

/// Words that stand between the parts of a date and say nothing.
const FILLERS: [&str; 8] = ["of", "the", "én", "án", "года", "року", "г", "р"];

/// The calendar a month's name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calendar {
    Gregorian,
    Jalali,
}

/// The number of a month by its name, and whose month it is.
pub(super) fn month(word: &str) -> Option<(u32, Calendar)> {
    let word = word.to_lowercase();
    let word = word.replace('ي', "ی");
    let number = |place: usize| u32::try_from(place + 1).ok();
    if let Some(place) = JALALI_MONTHS.iter().position(|name| word == *name) {
        return number(place).map(|month| (month, Calendar::Jalali));
    }
    // Too short for a beginning: another month begins with it.
    if matches!(word.as_str(), "مه" | "می") {
        return Some((5, Calendar::Gregorian));
    }
    let is_it = |names: &[&str]| names.iter().any(|name| word.starts_with(name));
    let place = MONTHS.iter().position(|names| is_it(names))?;
    number(place).map(|month| (month, Calendar::Gregorian))
}

/// Whether a word is the name of a weekday or otherwise adds nothing to a date.
pub(super) fn adds_nothing(word: &str) -> bool {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let word = word.to_lowercase().replace('ي', "ی");
    WEEKDAYS.contains(&word.as_str()) || FILLERS.contains(&word.as_str())
}
