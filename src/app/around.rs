//! What holds across pages: where one is, the short message about what just happened, and the
//! question before something typed is left.

pub mod route;
pub mod notices;
pub mod leaving;
