//! What a column seems to hold, by the look of its cells.

use serde::{Deserialize, Serialize};

use super::{Meaning, words};
use crate::files::dates;
use crate::people::customer::{check_email, check_phone};
use crate::units::digits;
use crate::units::money::Currency;
use crate::units::numbers;

/// What the cells of a column look like, for one nobody uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LooksLike {
    /// Days.
    Dates,
    /// Sums of money.
    Amounts,
    /// Names of people.
    Names,
    /// Phone numbers.
    Phones,
    /// Email addresses.
    Emails,
}

/// How many cells of a column have the look of something.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub(super) filled: usize,
    pub(super) dates: usize,
    emails: usize,
    pub(super) phones: usize,
    pub(super) numbers: usize,
    decimals: usize,
    small: usize,
    pub(super) padded: usize,
    names: usize,
}

/// Whether a cell is of a row of data rather than a title: a date, a number or an email address.
#[must_use]
pub fn is_data(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.is_empty()
        && (dates::looks_like_date(cell)
            || check_email(cell).is_ok()
            || is_phone(cell)
            || number(cell).is_some())
}

pub(super) fn number(cell: &str) -> Option<numbers::Number> {
    use numbers::DecimalMark::{Comma, Point};
    numbers::read(cell, Point).or_else(|_| numbers::read(cell, Comma)).ok()
}

/// A phone as people write it: enough digits, and a sign that it is no plain number.
fn is_phone(cell: &str) -> bool {
    let ascii = digits::to_ascii(cell);
    let n_digits = ascii.bytes().filter(u8::is_ascii_digit).count();
    let has_sign = ascii.starts_with(['+', '0', '(']) || ascii.contains(['-', '/', ' ']);
    (7..=15).contains(&n_digits) && has_sign && check_phone(cell).is_ok()
}

/// Two or three words of letters, most of them with a capital.
fn is_name(cell: &str) -> bool {
    let mut words = cell.split_whitespace();
    let fits = |word: &str| !word.chars().any(|c| c.is_numeric() || c == '@');
    (2..=4).contains(&cell.split_whitespace().count()) && words.all(fits)
}

impl Look {
    pub(super) fn of(rows: &[Vec<&str>], place: usize) -> Self {
        let mut look = Self::default();
        let cells = rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.trim());
        for cell in cells.filter(|cell| !cell.is_empty()) {
            look.add(cell);
        }
        look
    }

    fn add(&mut self, cell: &str) {
        self.filled += 1;
        if dates::looks_like_date(cell) {
            self.dates += 1;
        } else if check_email(cell).is_ok() {
            self.emails += 1;
        } else if cell.len() > 1
            && cell.starts_with('0')
            && cell.bytes().all(|b| b.is_ascii_digit())
        {
            self.padded += 1;
            self.phones += usize::from(is_phone(cell));
        } else if let Some(number) = number(cell).filter(|_| !cell.starts_with('+')) {
            self.numbers += 1;
            let is_plain = cell.bytes().all(|byte| byte.is_ascii_digit());
            self.decimals +=
                usize::from(number.decimals == 2 || number.currency.currency().is_some());
            self.small += usize::from(is_plain && number.digits < 1_000);
        } else if is_phone(cell) {
            self.phones += 1;
        } else if is_name(cell) {
            self.names += 1;
        }
    }

    /// Whether nine in ten of the filled cells are so.
    fn mostly(&self, n: usize) -> bool {
        self.filled > 0 && n * 10 >= self.filled * 9
    }

    /// What it looks like, if that is anything to ask about.
    fn like(&self) -> Option<LooksLike> {
        let looks = [
            (self.dates, LooksLike::Dates),
            (self.emails, LooksLike::Emails),
            (self.phones, LooksLike::Phones),
            (self.names, LooksLike::Names),
            (self.decimals, LooksLike::Amounts),
        ];
        looks.into_iter().find(|(n, _)| self.mostly(*n)).map(|(_, like)| like)
    }
}

/// The columns without a meaning that look like something all the same.
pub(super) fn unused(
    titles: &[&str],
    looks: &[Look],
    mapping: &[Meaning],
) -> Vec<(usize, LooksLike)> {
    let is_told =
        |place: usize| titles.get(place).is_some_and(|title| words::is_passed_over(title));
    let is_unused = |place: &usize| mapping[*place] == Meaning::Ignore && !is_told(*place);
    let like = |place: usize| looks[place].like().map(|like| (place, like));
    (0..mapping.len()).filter(is_unused).filter_map(like).collect()
}

/// From which side a column is looked for.
#[derive(Clone, Copy)]
enum Side {
    First,
    Last,
}

/// Gives meanings to columns without one, by their look.
pub(super) fn fill(titles: &[&str], looks: &[Look], mapping: &mut [Meaning]) {
    use Side::{First, Last};
    let mut give = |meaning: Meaning, side: Side, fits: &dyn Fn(&Look) -> bool| {
        if let Some(place) = free(meaning, side, titles, mapping, |place| fits(&looks[place])) {
            mapping[place] = meaning;
        }
    };
    give(Meaning::Email, First, &|look| look.mostly(look.emails));
    give(Meaning::Date, First, &|look| look.mostly(look.dates));
    give(Meaning::Phone, First, &|look| look.mostly(look.phones));
    give(Meaning::Name, First, &|look| look.mostly(look.names));
    // Zeros in front of some say that all are codes, not quantities.
    let is_code = |look: &Look| look.padded > 0 && look.mostly(look.padded + look.numbers);
    give(Meaning::FileId, First, &is_code);
    let is_number = |look: &Look| look.padded == 0 && look.mostly(look.numbers);
    give(Meaning::Amount, Last, &|look| look.mostly(look.numbers) && look.decimals > 0);
    give(Meaning::Amount, Last, &is_number);
    give(Meaning::Quantity, Last, &|look| is_number(look) && look.mostly(look.small));
    // Plain numbers are the customers' own where nothing else says who.
    if !mapping.iter().any(|meaning| meaning.is_who()) {
        let is_plain = |place: usize| is_number(&looks[place]) && looks[place].decimals == 0;
        if let Some(place) = free(Meaning::FileId, First, titles, mapping, is_plain) {
            mapping[place] = Meaning::FileId;
        }
    }
}

/// A column that may be given a meaning no column has yet.
fn free(
    meaning: Meaning,
    side: Side,
    titles: &[&str],
    mapping: &[Meaning],
    fits: impl Fn(usize) -> bool,
) -> Option<usize> {
    if mapping.contains(&meaning) {
        return None;
    }
    // A title that is not understood says that it is nothing we know, unless it is plain.
    let is_plain = matches!(meaning, Meaning::Email | Meaning::Date | Meaning::Phone);
    let may_have = |place: usize| match titles.get(place).map(|title| title.trim()) {
        // Where the others have titles, a column without one is a slip of a separator as likely
        // as not: it says nobody.
        None | Some("") => titles.is_empty() || !meaning.is_who(),
        Some(title) => is_plain && words::meaning(title).is_none(),
    };
    let is_free =
        |place: &usize| mapping[*place] == Meaning::Ignore && may_have(*place) && fits(*place);
    match side {
        Side::First => (0..mapping.len()).find(is_free),
        Side::Last => (0..mapping.len()).rfind(is_free),
    }
}

/// The one currency beside most of the amounts, or in the column of currencies.
pub(super) fn currency(rows: &[Vec<&str>], mapping: &[Meaning]) -> Option<Currency> {
    let (mut found, mut n_found, mut n_cells) = (None, 0, 0);
    for row in rows {
        for (cell, meaning) in row.iter().zip(mapping).filter(|(cell, _)| !cell.trim().is_empty()) {
            let here = match meaning {
                Meaning::Amount => number(cell).and_then(|number| number.currency.currency()),
                Meaning::Currency => Currency::parse(cell),
                _ => continue,
            };
            n_cells += 1;
            match (found, here) {
                (Some(known), Some(other)) if known != other => return None,
                (_, Some(_)) => n_found += 1,
                (_, None) => {}
            }
            found = found.or(here);
        }
    }
    // A column of currencies leaves the amounts beside it bare, so half is all.
    found.filter(|_| n_found * 2 >= n_cells)
}
