//! What everything is counted in: when, how much, and by what number a thing is known; at what pace
//! long work is done, and how what is counted in millions is kept in order.
//!
//! Nothing here knows a shop or a customer. Times and randomness come in as arguments.

pub mod id;
pub mod money;
pub mod country;
pub mod calendar;
pub mod digits;
pub mod numbers;
pub mod pace;
pub mod sorting;
pub mod stretches;
pub mod ordered;
