//! Pieces of the shop that several pages show: people and their forms, lines of whom to write to,
//! taking something back, who is on a list, the questions of a questionnaire, the choice of a
//! currency and of the language, a copy on its way in, money given back, two people taken apart, an
//! order as it is typed, the photo of somebody, a code under the camera.
//!
//! Unlike [`components`](crate::app::components) they know the shop, and may change it.

pub mod scan;
pub mod people;
pub mod remind;
pub mod undoing;
pub mod currencies;
pub mod language_choice;
pub mod refund;
pub mod kept;
pub mod questions;
pub mod apart;
pub mod orders;
pub mod photo;
pub mod copy;

/// Where what is on the device is handed over without the app.
pub const RESCUE: &str = "./rescue.html";
