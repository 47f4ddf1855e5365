//! Everything the owner reads: the sentences of their language, numbers and days as that language
//! writes them, and the core's values as sentences.

pub mod words;
pub mod format;
pub mod sentences;
pub mod orders;
pub mod asked;
