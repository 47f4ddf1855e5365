//! The parts every screen is made of.
//!
//! They take words, signals and callbacks and know nothing of the shop. They hold no words of
//! their own, so that every language is as good as any other, and no colours or sizes: those are
//! in `style/`, under classes named after the component.

mod banner;
mod button;
mod checkbox;
mod data_table;
mod derived;
mod dialog;
mod dom;
mod empty_state;
mod face;
mod field;
mod file_pick;
mod fold;
mod frame;
mod icon;
mod keypad;
mod menu;
mod meter;
mod page_head;
mod panel;
mod progress;
mod row;
mod search_box;
mod select;
mod stat;
mod steps;
mod tabs;
mod tag;
mod toast;
mod tone;
mod track;
mod windowed_list;

pub use self::{
    banner::*,
    button::*,
    checkbox::*,
    data_table::*,
    derived::*,
    dialog::*,
    dom::{focus_first, focus_on},
    empty_state::*,
    face::*,
    field::*,
    file_pick::*,
    fold::*,
    frame::*,
    icon::*,
    keypad::*,
    menu::*,
    meter::*,
    page_head::*,
    panel::*,
    progress::*,
    row::*,
    search_box::*,
    select::*,
    stat::*,
    steps::*,
    tabs::*,
    tag::*,
    toast::*,
    tone::*,
    track::*,
    windowed_list::*,
};
