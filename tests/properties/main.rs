#![cfg(not(target_arch = "wasm32"))]
//! Laws and exact targets of the core: what holds for every journal, file and log, tried on many.

mod again;
mod bulk;
mod cards;
mod cdnow;
mod cdnow_log;
mod codes;
mod codes_drawn;
mod csv;
mod exchange;
mod files_out;
mod figures;
mod figures_claims;
mod figures_targets;
mod filter;
mod filter_plain;
mod filter_shop;
mod find;
mod join;
mod journal;
mod journal_plain;
mod keys_living;
mod lifetime;
mod lifetime_forecasts;
mod lifetime_targets;
mod living;
mod overview_living;
mod pairs;
mod programs;
mod regulars_file;
mod stored_forms;
mod tried;
mod workbook;
