//! What the owner sees: the only part that knows Leptos.

pub mod components;
pub mod words;
pub mod format;
pub mod route;
pub mod state;
