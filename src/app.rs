//! The app: what the owner sees, and the one state behind it.

pub mod words;
pub mod format;
pub mod route;
pub mod state;
