//! Two sheets that belong together: customers, and sales that name them by a number or a name.
//!
//! Joined they are the list everything behind knows: a row for each sale with the cells of its
//! customer, and a row for each customer without sales.

use std::collections::{HashMap, HashSet};

use super::{MAX_UNPACKED, Named};
use crate::files::columns::{self, Meaning};
use crate::files::encoding::FileRefusal;
use crate::files::form::SECOND_SHEET;
use crate::files::table::{Row, Table};

/// How many rows are looked at for what the columns mean, and for whom the sales name.
const SAMPLE: usize = 400;
const SALES: usize = 5_000;

/// Two sheets and the columns by which the one names the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The sheet of customers, and its column that names each of them once.
    pub(super) customers: usize,
    key: usize,
    /// The sheet of sales, and its column that names who bought.
    pub(super) sales: usize,
    named: usize,
    /// What the columns of each mean.
    of_customers: Vec<Meaning>,
    of_sales: Vec<Meaning>,
}

/// How surely a column names customers; the larger the surer.
type Sureness = (usize, bool, bool, usize);

/// The two sheets that surely belong together, if any do; `meanings` are those of the columns of
/// each sheet.
pub(super) fn pair(tables: &[Named<'_>], meanings: &[Vec<Meaning>]) -> Option<Pair> {
    let mut best: Option<(Sureness, Pair)> = None;
    for (customers, of_customers) in meanings.iter().enumerate() {
        if is_of_sales(of_customers) || !of_customers.iter().any(|meaning| meaning.is_who()) {
            continue;
        }
        for (sales, of_sales) in meanings.iter().enumerate() {
            if !is_of_sales(of_sales) {
                continue;
            }
            let sheets = (&tables[customers].1, &tables[sales].1);
            let Some((sureness, key, named)) = keys(sheets, of_customers, of_sales) else {
                continue;
            };
            if best.as_ref().is_none_or(|(known, _)| sureness > *known) {
                let (of_customers, of_sales) = (of_customers.clone(), of_sales.clone());
                let pair = Pair { customers, key, sales, named, of_customers, of_sales };
                best = Some((sureness, pair));
            }
        }
    }
    best.map(|(_, pair)| pair)
}

/// What the columns of a sheet probably mean.
pub(super) fn meanings(table: &Table) -> Vec<Meaning> {
    let titles: Vec<&str> = table.titles.iter().map(String::as_str).collect();
    let mut mapping = columns::guess(&titles, &table.sample(SAMPLE)).mapping;
    mapping.resize(table.n_columns, Meaning::Ignore);
    mapping
}

fn is_of_sales(mapping: &[Meaning]) -> bool {
    let has_money =
        mapping.iter().any(|meaning| matches!(meaning, Meaning::Amount | Meaning::Price));
    columns::say_when(mapping) && has_money
}

/// What a cell names, whatever case it is in.
fn name(cell: &str) -> String {
    cell.to_lowercase()
}

/// The surest columns by which the sales name the customers.
fn keys(
    (customers, sales): (&Table, &Table),
    of_customers: &[Meaning],
    of_sales: &[Meaning],
) -> Option<(Sureness, usize, usize)> {
    let mut best: Option<(Sureness, usize, usize)> = None;
    for (key, of_key) in of_customers.iter().enumerate() {
        let Some(known) = names_once(customers, key) else { continue };
        for (named, of_named) in of_sales.iter().enumerate() {
            let is_same = is_same_title(customers.title(key), sales.title(named));
            let found = found(sales, named, &known);
            let sureness =
                found.and_then(|found| sureness(found, is_same, known.len(), *of_key, *of_named));
            if let Some(sureness) = sureness
                && best.is_none_or(|(known, ..)| sureness > known)
            {
                best = Some((sureness, key, named));
            }
        }
    }
    best
}

/// How surely a column of sales names customers; `None` where it may be by chance.
fn sureness(
    (percent, n_found): (usize, usize),
    is_same_title: bool,
    n_known: usize,
    of_key: Meaning,
    of_named: Meaning,
) -> Option<Sureness> {
    let is_who = of_named.is_who();
    let may_be = is_who || of_named == Meaning::Ignore;
    // Small numbers are found among any numbers.
    let is_by_chance =
        !is_who && !is_same_title && (percent < 95 || n_found < (n_known / 10).max(3));
    if !may_be || is_by_chance {
        return None;
    }
    let is_number = matches!(of_key, Meaning::FileId | Meaning::Card);
    Some((percent, is_same_title, is_number || (is_same_title && !is_who), n_found))
}

fn is_same_title(one: &str, other: &str) -> bool {
    !one.is_empty() && name(one) == name(other)
}

/// The cells of a column that name a row each: most rows have one, and hardly any the same.
fn names_once(table: &Table, column: usize) -> Option<HashSet<String>> {
    let names: HashSet<String> = table.column(column).map(name).collect();
    let n_filled = table.column(column).count();
    let is_key = n_filled * 2 >= table.rows.len() && names.len() * 100 >= n_filled * 98;
    (is_key && !names.is_empty()).then_some(names)
}

/// Of a hundred sales how many name somebody known, and how many of these they name in all; `None`
/// where a fifth of those who are named are not known.
fn found(sales: &Table, column: usize, known: &HashSet<String>) -> Option<(usize, usize)> {
    let (mut n_named, mut n_known, mut met) = (0_usize, 0_usize, HashSet::new());
    let rows = sales.rows.iter().take(SALES);
    for cell in rows.map(|row| row.cell(column)).filter(|cell| !cell.is_empty()) {
        n_named += 1;
        let name = name(cell);
        if known.contains(&name) {
            n_known += 1;
            met.insert(name);
        }
    }
    let n_rows = sales.rows.len().min(SALES);
    (n_known > 0 && n_known * 5 >= n_named * 4).then(|| (n_known * 100 / n_rows, met.len()))
}

/// The columns of the joined list that come from the sales.
struct Columns {
    /// Those that stay as they are.
    kept: Vec<usize>,
    /// Those about the customer, each with the column of customers that says the same: where
    /// nobody known is named, they say who it was.
    about: Vec<(usize, usize)>,
}

impl Columns {
    fn of(pair: &Pair) -> Self {
        let mut columns = Self { kept: Vec::new(), about: vec![(pair.named, pair.key)] };
        for (column, meaning) in pair.of_sales.iter().enumerate() {
            if column == pair.named {
                continue;
            }
            let is_about = !meaning.is_of_sale() && *meaning != Meaning::Ignore;
            let same = pair.of_customers.iter().position(|known| known == meaning);
            match same.filter(|_| is_about) {
                Some(same) => columns.about.push((column, same)),
                None => columns.kept.push(column),
            }
        }
        columns
    }
}

/// The sales, each beside its customer, and the customers without sales.
///
/// # Errors
/// More text than is read at once.
pub(super) fn join(tables: &[Named<'_>], pair: &Pair) -> Result<Table, FileRefusal> {
    let (customers, sales) = (&tables[pair.customers].1, &tables[pair.sales].1);
    let columns = Columns::of(pair);
    let by_name = by_name(customers, pair.key);
    let mut table = outline(customers, sales, pair, &columns);
    let mut has_sales = vec![false; customers.rows.len()];
    let mut left = MAX_UNPACKED;
    for sale in sales.rows.iter() {
        let place = by_name.get(&name(sale.cell(pair.named))).copied().flatten();
        let mut cells = match place {
            Some(place) => {
                has_sales[place] = true;
                cells_of(customers.rows.get(place), customers.n_columns)
            }
            None => who_it_was(sale, customers.n_columns, &columns),
        };
        cells.extend(columns.kept.iter().map(|column| sale.cell(*column)));
        let length: usize = cells.iter().map(|cell| cell.len()).sum();
        left = left.checked_sub(length).ok_or(FileRefusal::Unpacked { most: MAX_UNPACKED })?;
        table.rows.push_as_is(sale.line, cells.into_iter());
    }
    let without = customers.rows.iter().zip(&has_sales).filter(|(_, has_sales)| !**has_sales);
    for (row, _) in without {
        let mut cells = cells_of(row, customers.n_columns);
        cells.resize(table.n_columns, "");
        table.rows.push_as_is(SECOND_SHEET + row.line, cells.into_iter());
    }
    Ok(table)
}

/// The place of each customer by what names them; `None` where several have one name.
fn by_name(customers: &Table, key: usize) -> HashMap<String, Option<usize>> {
    let mut places = HashMap::new();
    for (place, row) in customers.rows.iter().enumerate() {
        let cell = row.cell(key);
        if !cell.is_empty() {
            places.entry(name(cell)).and_modify(|known| *known = None).or_insert(Some(place));
        }
    }
    places
}

fn outline(customers: &Table, sales: &Table, pair: &Pair, columns: &Columns) -> Table {
    let title = |table: &Table, column: usize| table.title(column).to_owned();
    let mut titles: Vec<String> =
        (0..customers.n_columns).map(|column| title(customers, column)).collect();
    titles.extend(columns.kept.iter().map(|column| title(sales, *column)));
    // What looks like a part of a sale on the sheet of customers is not one of the sales beside it.
    let of_person =
        |meaning: &Meaning| if meaning.is_of_sale() { Meaning::Ignore } else { *meaning };
    let mut meanings: Vec<Meaning> = pair.of_customers.iter().map(of_person).collect();
    for column in &columns.kept {
        let meaning = pair.of_sales[*column];
        let is_taken = !meaning.may_repeat() && meanings.contains(&meaning);
        meanings.push(if is_taken { Meaning::Ignore } else { meaning });
    }
    Table { n_columns: titles.len(), titles, meanings, ..Table::default() }
}

fn cells_of(row: Row<'_>, n: usize) -> Vec<&str> {
    (0..n).map(|column| row.cell(column)).collect()
}

fn who_it_was<'a>(sale: Row<'a>, n: usize, columns: &Columns) -> Vec<&'a str> {
    let mut cells = vec![""; n];
    for (column, same) in &columns.about {
        let cell = sale.cell(*column);
        if !cell.is_empty() {
            cells[*same] = cell;
        }
    }
    cells
}
