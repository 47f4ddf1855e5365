//! What the owner sees: the only part that knows Leptos.

pub mod components;
