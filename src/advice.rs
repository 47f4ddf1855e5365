//! What to do now: whom to write to today, and what to say while somebody stands at the counter.

pub mod reminders;
pub mod counter;
