//! Rows about somebody whom an earlier row named in the very same cells.
//!
//! # Why
//!
//! A till's log names each of its customers ten times or a thousand. Reading a name and a phone,
//! and finding out whose they are, took four fifths of the time of a plan; that the cells are those
//! of an earlier row is seen at once. Such a row says nothing new of the person, so only its
//! purchase is read.

use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use hashbrown::HashTable;

use super::Buyer;
use super::people::Ground;
use crate::files::table::{Row, Rows};

/// The people whom rows named, by what stands in the cells that say who.
#[derive(Debug)]
pub(super) struct Again {
    /// The columns that say anything of a person.
    columns: Vec<usize>,
    met: HashTable<Met>,
    hasher: RandomState,
}

/// A row and whom it was about.
#[derive(Clone, Copy, Debug)]
struct Met {
    /// The hash of its cells.
    hash: u64,
    /// Its place in the table.
    place: usize,
    buyer: Buyer,
    /// As long as this stands, the cells lead to the same buyer.
    ground: Ground,
}

impl Again {
    pub(super) fn new(columns: Vec<usize>) -> Self {
        Self { columns, met: HashTable::new(), hasher: RandomState::new() }
    }

    /// Whom an earlier row with these cells was about, and on what ground.
    pub(super) fn find(&self, rows: &Rows, row: Row<'_>) -> Option<(Buyer, Ground)> {
        let columns = &self.columns;
        let met = self.met.find(self.hash(row), |met| is_same(columns, rows, met, row))?;
        Some((met.buyer, met.ground))
    }

    /// Keeps whom a row at a place is about.
    pub(super) fn learn(&mut self, rows: &Rows, place: usize, buyer: Buyer, ground: Ground) {
        let row = rows.get(place);
        let hash = self.hash(row);
        let met = Met { hash, place, buyer, ground };
        let columns = &self.columns;
        match self.met.find_mut(hash, |met| is_same(columns, rows, met, row)) {
            Some(known) => *known = met,
            None => {
                self.met.insert_unique(hash, met, |met| met.hash);
            }
        }
    }

    fn hash(&self, row: Row<'_>) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        self.columns.iter().for_each(|column| row.cell(*column).hash(&mut hasher));
        hasher.finish()
    }
}

/// Whether a row has the cells of one that was met.
fn is_same(columns: &[usize], rows: &Rows, met: &Met, row: Row<'_>) -> bool {
    let other = rows.get(met.place);
    columns.iter().all(|column| other.cell(*column) == row.cell(*column))
}
