//! What a customer is still worth: who comes back, how often, and for how much.
//!
//! The owner's questions: who has left for good, and who is only between two visits? How many
//! visits will the next months bring? What is each customer worth in a year? The past answers
//! them through models of customers who come and go by chance, each in a way of their own; every
//! module names its source.
//!
//! Times are in weeks (any one unit does). Nothing here reads a clock: every figure is for a day
//! that is given.

pub mod special;
pub mod fit;
pub mod history;
pub mod rows;
pub mod compare;
pub mod model;
pub mod bg;
pub mod pareto;
pub mod spend;
pub mod choice;
pub mod holdout;
pub mod value;
pub mod next_visit;
pub mod regularity;
pub mod chance;
pub mod totals;

pub use bg::{Bg, Leaving};
pub use history::{History, Spend, Track, Visit};
pub use model::{Fitted, Model, NoFit};
pub use pareto::Pareto;
pub use rows::Rows;
pub use spend::GammaGamma;
