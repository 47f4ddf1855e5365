//! Whoever is to be written to, as every page shows them: the line with its answers, the text to
//! send, and what was answered in words.
//!
//! Whom to name and what an answer means is decided in the core; here it gets its buttons.

mod answers;
mod row;
mod told;
mod writing;

pub use self::{answers::*, row::*, told::*, writing::*};
