//! What to do now: whom to write to and whom to call today, and what to say while somebody stands at the counter.

pub mod reminders;
pub mod calls;
pub mod referrals;
pub mod counter;
