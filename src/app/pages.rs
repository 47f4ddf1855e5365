//! The pages. Each is routed, reads the address and the book, and owns only what dies with it. No
//! page uses another: what two of them show is a part.

pub mod calls;
pub mod capture;
pub mod customer;
pub mod customers;
pub mod data;
pub mod duplicates;
pub mod history;
pub mod sale;
pub mod questionnaires;
pub mod settings;
pub mod sleepers;
pub mod sources;
pub mod today;
pub mod visitor;
pub mod missing;
pub mod trouble;
