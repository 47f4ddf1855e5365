//! The pages. Each is routed, reads the address and the book, and owns only what dies with it; no
//! page uses another, but that Missing opens a copy the way Data does.

pub mod customer;
pub mod customers;
pub mod data;
pub mod history;
pub mod sale;
pub mod settings;
pub mod sleepers;
pub mod today;
pub mod missing;
pub mod trouble;
