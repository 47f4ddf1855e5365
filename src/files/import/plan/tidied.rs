//! Cells that were read as something else than what stands there, and were not refused: the owner
//! sees what was written and what was read.
//!
//! Blanks around a value, marks that nobody sees and the signs between several values are no
//! change. What is kept elsewhere, as words beside a phone number in the note, is none either.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::problem::excerpt;

/// A cell that was tidied, or several of one column in which the same stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tidied {
    /// The line of the first.
    pub line: u32,
    /// The column they stand in.
    pub column: usize,
    /// What stands there, cut to a readable length.
    pub written: String,
    /// What was read of it; nothing where it stands for nothing.
    pub read: String,
    /// How many such cells there are.
    pub n: usize,
}

impl Tidied {
    /// One cell.
    pub(in crate::files::import) fn new(
        line: u32,
        column: usize,
        written: &str,
        read: &str,
    ) -> Self {
        Self { line, column, written: excerpt(written), read: excerpt(read), n: 1 }
    }
}

/// The tidied cells of a file, while its rows come in.
#[derive(Debug, Default)]
pub(in crate::files::import) struct Tidying {
    cells: Vec<Tidied>,
    met: HashMap<(usize, String, String), usize>,
    n: usize,
}

impl Tidying {
    /// How many different cells are listed; all are counted.
    const MOST: usize = 200;

    /// Adds the cells of a row.
    pub(in crate::files::import) fn add(&mut self, cells: impl Iterator<Item = Tidied>) {
        for cell in cells {
            self.n += cell.n;
            let key = (cell.column, cell.written.clone(), cell.read.clone());
            if let Some(place) = self.met.get(&key) {
                self.cells[*place].n += cell.n;
            } else if self.cells.len() < Self::MOST {
                self.met.insert(key, self.cells.len());
                self.cells.push(cell);
            }
        }
    }

    /// Those that are listed, and how many there are in all.
    pub(in crate::files::import) fn finish(self) -> (Vec<Tidied>, usize) {
        (self.cells, self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_cells_stand_together_and_all_are_counted() {
        let mut tidying = Tidying::default();
        for line in 0..1_000 {
            let mailto = format!("mailto:{line}@example.com");
            let cells = [Tidied::new(line, 1, "-", ""), Tidied::new(line, 2, &mailto, "")];
            tidying.add(cells.into_iter());
        }
        let (cells, n) = tidying.finish();
        assert_eq!((cells.len(), n), (Tidying::MOST, 2_000));
        assert_eq!((cells[0].line, cells[0].n), (0, 1_000));
        assert_eq!((cells[1].line, cells[1].n), (0, 1));
    }
}
