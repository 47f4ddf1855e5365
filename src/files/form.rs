//! In which form a list came, and what can be read of a workbook at once.

use serde::{Deserialize, Serialize};

/// In which form a list came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// As a text in columns.
    #[default]
    Text,
    /// As an address book.
    Cards {
        /// How many contacts it has.
        n: usize,
        /// How many pictures it has that are kept.
        photos: usize,
        /// How many that cannot be: links, a second one of somebody, what is broken.
        n_photos_lost: usize,
        /// How many groups of contacts, which are none.
        groups: usize,
    },
    /// As a workbook.
    Workbook {
        /// What can be read of it; at least one.
        parts: Vec<Part>,
        /// Which of them was.
        chosen: usize,
    },
}

/// What can be read of a workbook at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// A sheet.
    Sheet {
        /// Its name.
        name: String,
        /// How many of its rows are filled.
        rows: usize,
    },
    /// A sheet of sales, each beside the customer it names on another.
    Together {
        /// The sheet of customers.
        customers: String,
        /// The sheet of sales.
        sales: String,
    },
}

/// Rows of the sheet of customers are counted from here on where two sheets are read together; far
/// above any row there is, so that no row of the one is taken for one of the other.
pub const SECOND_SHEET: u32 = 1 << 24;

impl Form {
    /// Where a line of the table stands: its number, and its sheet where there are two.
    #[must_use]
    pub fn place(&self, line: u32) -> (u32, Option<&str>) {
        let chosen = match self {
            Self::Workbook { parts, chosen } => parts.get(*chosen),
            Self::Text | Self::Cards { .. } => None,
        };
        match chosen {
            Some(Part::Together { customers, sales }) => match line.checked_sub(SECOND_SHEET) {
                Some(row) => (row, Some(customers)),
                None => (line, Some(sales)),
            },
            Some(Part::Sheet { .. }) | None => (line, None),
        }
    }
}
