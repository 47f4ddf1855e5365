//! Bringing customers and purchases in from a list, writing them out, and the base as a file.
//!
//! ```text
//! bytes → list → text, cards, workbook → table → rows → columns, dates, numbers → import → a plan
//! records → csv_out, cards_out, birthdays_out → text; workbook_out → bytes
//! journal → regulars_file → bytes, and back
//! ```
//!
//! Nothing here changes a record: a [`Plan`](import::Plan) says what would go in, the book turns
//! it into changes once the owner has seen it. A list is never refused for a bad row, nor a row for
//! an odd cell: the cell is named by its line and left out. Where it says when or for how much
//! something was bought, that purchase is set aside, and who bought goes in all the same.

pub mod encoding;
pub mod dates;
pub mod columns;
mod several;
pub mod table;
pub mod form;
pub mod cards;
pub mod workbook;
pub mod list;
pub mod import;
pub mod csv_out;
pub mod cards_out;
pub mod birthdays_out;
pub mod workbook_out;
pub mod regulars_file;
