//! What a customer is still worth: who comes back, how often, and for how much.
//!
//! The owner's questions, and where the answers are:
//!
//! - *How many visits will the next months bring, and how sure is that?* [`totals`], [`holdout`]
//!   for how far off the same forecast was on months that have passed, and [`past_errors`] for
//!   ranges that take that to heart.
//! - *Is this customer gone for good?* [`choice`] picks the model to show ([`Chosen::p_alive`]),
//!   and says so where the visits do not tell.
//! - *When will she come next?* [`next_visit`]: a window, not a day; [`coming`] says whether it
//!   may be told.
//! - *What is a customer worth?* [`value`]: the rule of thumb with its four parts, and the models'
//!   next twelve months. What a visit brings is [`spend`]'s answer.
//! - *Do my customers keep a rhythm?* [`regularity`].
//!
//! The way there: purchases become a [`History`], a history becomes a [`Track`] (three numbers)
//! and a [`Spend`], equal tracks become [`Rows`], and a model is fitted to the rows. The models of
//! visits are [`bg`] (NBD, BG/NBD, MBG/NBD, by chance or with a rhythm) and [`pareto`], asked
//! [`together`] for who comes; each module names its source.
//!
//! # What to know
//!
//! - Times are in weeks; any one unit does, and gives the same answers.
//! - Nothing here reads a clock or throws dice: a figure is for a day that is given, a simulation
//!   starts from a seed that is given. The order of the input does not matter.
//! - A fit that cannot be made is an answer ([`NoFit`], [`NoChoice`]), with what is missing.
//! - Parameters are not for reading. Where hardly anyone leaves, very different ones fit equally
//!   well; compare likelihoods and forecasts instead.
//! - Recency and frequency of the literature are not the marketer's: see [`Track`].

pub mod special;
pub mod chance;
pub mod fit;
pub mod history;
pub mod rows;
pub mod compare;
pub mod model;
pub mod bg;
pub mod pareto;
pub mod spend;
pub mod choice;
pub mod together;
pub mod holdout;
pub mod totals;
pub mod value;
pub mod next_visit;
pub mod past_errors;
pub mod coming;
pub mod regularity;

pub use bg::{Bg, Leaving};
pub use choice::{Chosen, LeavingSeen, NoChoice, choose};
pub use history::{History, Spend, Track, Visit};
pub use model::{Fitted, Model, NoFit};
pub use pareto::Pareto;
pub use rows::Rows;
pub use spend::GammaGamma;
pub use together::Together;
