//! The app: what the owner sees, and the one state behind it.

pub mod state;
