//! The book in figures: who is who, who will come back, and what that is worth.
//!
//! Every figure starts from [`visit`]: purchases by customer and day, in whole numbers. Each
//! module says its formula and where it is from. [`Figures`] keeps all of them true purchase by
//! purchase; [`overview`] makes them from the book and answers what the screens ask.

pub mod ranked;
pub mod visit;
pub mod size;
pub mod rhythm;
pub mod rfm;
pub mod segment;
pub mod abc_xyz;
pub mod ladder;
pub mod concentration;
pub mod retention;
pub mod lifetime;
pub mod calls;
pub mod sources;
pub mod running;
pub mod overview;

pub use running::{Figures, Terms};
