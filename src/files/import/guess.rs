//! How a table is probably to be understood.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Key, OnMatch, Options, Remembered, UnknownBuyers};
use crate::files::columns::{self, ColumnsGuess, LooksLike, Meaning, OwnField, Program};
use crate::files::dates::{self, OrderGuess};
use crate::files::table::Table;
use crate::people::same::{self, Country};
use crate::units::calendar::{Day, Zone};
use crate::units::digits;
use crate::units::money::Currency;

/// How many rows are looked at for the meaning of columns.
const SAMPLE: usize = 400;

/// Titles that number rows, and may number purchases.
const ROW_NUMBERS: [&str; 22] = [
    "",
    "#",
    "№",
    "no",
    "nr",
    "n",
    "id",
    "row",
    "row no",
    "row number",
    "line",
    "s no",
    "s.no",
    "sr no",
    "sor",
    "sorszám",
    "ssz",
    "п/п",
    "№ п/п",
    "№ з/п",
    "ردیف",
    "شماره ردیف",
];

/// What was guessed of a table, to be shown and corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// How it is to be understood.
    pub options: Options,
    /// The program that wrote it, where its titles tell.
    pub program: Option<Program>,
    /// The currency that stands in it; compare it with the shop's.
    pub currency: Option<Currency>,
    /// What its dates say of their order; the owner is asked when it is undecided.
    pub order: OrderGuess,
    /// A date as it stands in the file, to show what was read.
    pub date_example: Option<String>,
    /// Whether a list of this shape was understood before, and this one is as that was.
    pub is_remembered: bool,
    /// Columns nobody uses although their cells look like days, sums, names or the like.
    pub unused: Vec<(usize, LooksLike)>,
}

/// Guesses how a table is to be understood.
#[must_use]
pub fn guess(table: &Table, today: Day, currency: Currency, zone: Zone) -> Guess {
    guess_with(table, today, currency, zone, Vec::new())
}

/// As [`guess`], in a shop that has added fields to the card.
#[must_use]
pub fn guess_with(
    table: &Table,
    today: Day,
    currency: Currency,
    zone: Zone,
    own_fields: Vec<OwnField>,
) -> Guess {
    let titles: Vec<&str> = table.titles.iter().map(String::as_str).collect();
    let sample = table.sample(SAMPLE);
    let columns = if table.meanings.is_empty() {
        columns::guess_with(&titles, &sample, &own_fields)
    } else {
        columns::told(&titles, table.meanings.clone(), &sample, &own_fields)
    };
    let mut mapping = columns.mapping;
    mapping.resize(table.n_columns, Meaning::Ignore);
    let (order, date_example) = order_of(table, &mapping);
    let country = country_of(table, &mapping);
    drop_row_numbers(table, &mut mapping);
    let has_who = mapping.iter().any(|meaning| meaning.is_who());
    let options = Options {
        key: match columns.program {
            Some(Program::ShopifyOrders | Program::ShopifyCustomers) => Key::Email,
            _ => key_of(table, &mapping),
        },
        date_order: match order {
            OrderGuess::Certain(order) => Some(order),
            OrderGuess::NotNeeded | OrderGuess::Undecided => None,
        },
        birthday_order: place_of(&mapping, Meaning::Birthday).and_then(
            |column| match dates::order(table.column(column)) {
                OrderGuess::Certain(order) => Some(order),
                OrderGuess::NotNeeded | OrderGuess::Undecided => None,
            },
        ),
        mapping,
        decimal_mark: None,
        on_match: OnMatch::Both,
        fill_only_empty: true,
        today,
        currency,
        zone,
        visits_only: columns.visits_only,
        // Where no column says who, nobody is to be found for any row.
        unknown_buyers: if has_who { UnknownBuyers::SetAside } else { UnknownBuyers::Keep },
        mended: BTreeMap::new(),
        country,
        are_one: BTreeMap::new(),
        states: BTreeMap::new(),
        given_back: BTreeMap::new(),
        totals: None,
        source: String::new(),
        brought_in: false,
        own_fields,
    };
    let mut unused = columns.unused;
    unused.retain(|(column, _)| *column < table.n_columns);
    let ColumnsGuess { program, currency, .. } = columns;
    Guess { options, program, currency, order, date_example, is_remembered: false, unused }
}

impl Guess {
    /// Understands the list as one of its shape was understood before, if one was.
    pub fn recall(&mut self, titles: &[String], remembered: &[Remembered]) {
        if let Some(known) = remembered.iter().find(|known| known.fits(titles)) {
            known.apply(&mut self.options);
            self.is_remembered = true;
            // What was left out then is left out on purpose.
            self.unused.clear();
        }
    }
}

fn place_of(mapping: &[Meaning], wanted: Meaning) -> Option<usize> {
    mapping.iter().position(|meaning| *meaning == wanted)
}

/// The order of the dates, of purchases before birthdays, and one date as it stands there.
fn order_of(table: &Table, mapping: &[Meaning]) -> (OrderGuess, Option<String>) {
    let columns = [Meaning::Date, Meaning::Birthday].map(|wanted| place_of(mapping, wanted));
    let example = columns.into_iter().flatten().find_map(|column| table.column(column).next());
    let guess = |column: usize| dates::order(table.column(column));
    let guesses: Vec<OrderGuess> = columns.into_iter().flatten().map(guess).collect();
    let first = |is_it: fn(&OrderGuess) -> bool| guesses.iter().copied().find(is_it);
    let order = first(|guess| matches!(guess, OrderGuess::Certain(_)));
    let order = order.or_else(|| first(|guess| *guess == OrderGuess::Undecided));
    (order.unwrap_or(OrderGuess::NotNeeded), example.map(str::to_owned))
}

/// The country most of the file's international phone numbers are of.
fn country_of(table: &Table, mapping: &[Meaning]) -> Option<Country> {
    let is_phone = |column: &usize| mapping[*column] == Meaning::Phone;
    let columns = (0..mapping.len()).filter(is_phone);
    same::country_of(columns.flat_map(|column| table.column(column)))
}

/// Takes a column of row numbers for what it is: a new row at the top would change every one.
fn drop_row_numbers(table: &Table, mapping: &mut [Meaning]) {
    let is_number = |meaning: &Meaning| *meaning == Meaning::OrderNumber;
    let Some(column) = mapping.iter().position(is_number) else { return };
    let title = table.titles.get(column).map(|title| title.trim().to_lowercase());
    let is_named = title.is_some_and(|title| !ROW_NUMBERS.contains(&title.trim_end_matches('.')));
    let counts_up = || {
        let numbers = table.column(column).map(|cell| digits::to_ascii(cell).parse::<u64>().ok());
        let mut expected = None;
        numbers.into_iter().all(|number| {
            let fits = number.is_some() && (expected.is_none() || number == expected);
            expected = number.and_then(|number| number.checked_add(1));
            fits
        })
    };
    if !is_named && counts_up() {
        mapping[column] = Meaning::Ignore;
    }
}

/// The surest key that at least a fifth of the rows have; where columns have titles, one without
/// is none.
fn key_of(table: &Table, mapping: &[Meaning]) -> Key {
    let order = [Key::Card, Key::Phone, Key::Email, Key::FileId, Key::Name];
    let rows = table.sample(SAMPLE);
    let has = |key: &Key| {
        let may_be =
            |column: &usize| table.titles.is_empty() || !table.title(*column).trim().is_empty();
        let columns: Vec<usize> = (0..mapping.len())
            .filter(|column| mapping[*column].holds(*key) && may_be(column))
            .collect();
        let filled = rows.iter().filter(|row| {
            columns.iter().any(|column| row.get(*column).is_some_and(|cell| !cell.is_empty()))
        });
        filled.count() * 5 > rows.len()
    };
    order.into_iter().find(has).unwrap_or_default()
}
