//! Dates whose year, month and day have a column each, and times that turn out to be dates.

use super::{Meaning, words};
use crate::files::dates;

/// The columns that are a date together.
pub(super) const MEANINGS: [Meaning; 3] = [Meaning::Year, Meaning::Month, Meaning::Day];

#[rustfmt::skip]
const TITLES: [&[&str]; 3] = [
    &["year", "yr", "yyyy", "év", "год", "рік", "سال"],
    &["month", "mon", "mm", "hónap", "hó", "месяц", "місяць", "ماه"],
    &["day", "day of month", "dd", "nap", "день", "число", "روز"],
];

/// What may stand beside such a title and says that it is of a purchase.
#[rustfmt::skip]
const OF_SALE: &[&str] = &[
    "purchase", "order", "sale", "transaction", "invoice", "receipt", "vásárlás", "vásárlási", "rendelés", "eladás",
    "покупки", "продажи", "заказа", "продажу", "замовлення", "خرید", "فروش", "سفارش",
];

/// Finds the three where no column has the date in one.
pub(super) fn find(titles: &[&str], rows: &[Vec<&str>], mapping: &mut [Meaning]) {
    let normal: Vec<String> = titles.iter().map(|title| words::normal(title)).collect();
    let of = |names: &[&str]| normal.iter().position(|title| is_titled(title, names));
    let [Some(year), Some(month), Some(day)] = TITLES.map(of) else {
        times(rows, mapping);
        return;
    };
    // "Day" alone is a date, and beside one year and month are how somebody sums up.
    let date = mapping.iter().position(|meaning| *meaning == Meaning::Date);
    if date.is_none_or(|date| date == day) && are_dates(rows, [year, month, day]) {
        for (place, meaning) in [year, month, day].into_iter().zip(MEANINGS) {
            mapping[place] = meaning;
        }
    }
    times(rows, mapping);
}

fn is_titled(title: &str, names: &[&str]) -> bool {
    let bare = OF_SALE.iter().find_map(|word| {
        let before = title.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
        before.or_else(|| title.strip_suffix(word).and_then(|rest| rest.strip_suffix(' ')))
    });
    names.contains(&bare.unwrap_or(title))
}

/// Whether the three are a day in some row: under such titles one is enough, and the others are
/// told as problems.
fn are_dates(rows: &[Vec<&str>], places: [usize; 3]) -> bool {
    rows.iter().any(|row| {
        let cells = places.map(|place| row.get(place).copied().unwrap_or_default());
        dates::from_pieces(cells).is_ok()
    })
}

/// A column of times that holds none is nothing we know, or the date where there is no other.
fn times(rows: &[Vec<&str>], mapping: &mut [Meaning]) {
    let Some(place) = mapping.iter().position(|meaning| *meaning == Meaning::Time) else { return };
    let filled: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.get(place))
        .copied()
        .filter(|cell| !cell.is_empty())
        .collect();
    let n_dates = filled.iter().filter(|cell| dates::looks_like_date(cell)).count();
    if n_dates * 2 > filled.len() && !super::say_when(mapping) {
        mapping[place] = Meaning::Date;
    } else if filled.len() >= 5 && !filled.iter().any(|cell| dates::looks_like_time(cell)) {
        mapping[place] = Meaning::Ignore;
    }
}
