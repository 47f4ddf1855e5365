//! Orders: a list arranged by one of its columns.
//!
//! How a language orders texts is known to the browser alone, which orders many at once far faster
//! than it answers of two. So whoever arranges is asked once, with all texts, for the rank of each.

use crate::lists::cell::{Cell, SortKey};
use crate::lists::column::Column;
use crate::lists::reader::Reader;
use crate::units::id::CustomerId;
use crate::units::sorting::sort_by;

/// In which direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The least, the earliest, the first letter first.
    #[default]
    Rising,
    /// The other way round.
    Falling,
}

/// Arranges customers by a column; equals stay in their order, and whoever has nothing there comes
/// last in either direction.
///
/// `ranks` gives the rank of each of these texts in the order of a language: equal texts have the
/// same, and a text without one comes after all others. It is asked once, and only when the column
/// holds texts.
pub fn arrange(
    ids: &mut Vec<CustomerId>,
    reader: &Reader<'_>,
    column: Column,
    direction: Direction,
    ranks: impl FnOnce(&[&str]) -> Vec<u32>,
) {
    let cells: Vec<Cell> = ids
        .iter()
        .map(|id| reader.row(*id).map_or(Cell::Nothing, |row| column.value(reader, &row)))
        .collect();
    let keys = keys(&cells, ranks);
    let mut placed: Vec<(CustomerId, Option<i64>)> = ids.drain(..).zip(keys).collect();
    sort_by(&mut placed, |(_, one), (_, other)| match (one, other, direction) {
        (Some(one), Some(other), Direction::Rising) => one.cmp(other),
        (Some(one), Some(other), Direction::Falling) => other.cmp(one),
        // `None` is less than `Some`, and nothing comes last.
        (one, other, Direction::Rising | Direction::Falling) => other.is_some().cmp(&one.is_some()),
    });
    ids.extend(placed.into_iter().map(|(id, _)| id));
}

/// By what each is placed; `None` for nothing.
fn keys(cells: &[Cell], ranks: impl FnOnce(&[&str]) -> Vec<u32>) -> Vec<Option<i64>> {
    let keys: Vec<SortKey<'_>> = cells.iter().map(Cell::sort_key).collect();
    let texts: Vec<&str> = keys.iter().filter_map(|key| key.text()).collect();
    let ranks = if texts.is_empty() { Vec::new() } else { ranks(&texts) };
    let mut ranks = ranks.into_iter();
    let place = |key: &SortKey<'_>| match key {
        SortKey::Nothing => None,
        SortKey::Number(number) => Some(*number),
        SortKey::Text(_) => Some(ranks.next().map_or(i64::MAX, i64::from)),
    };
    keys.iter().map(place).collect()
}
