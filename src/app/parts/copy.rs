//! A copy of the base on its way in: opened, held against what is here, shown and taken in.
//!
//! The page of files does it beside lists, and the page of a missing base to begin again.

pub mod work;
pub mod read;
pub mod open;
pub mod join;
pub mod merge;
