//! What holds across pages: where one is, the short message about what just happened, the
//! question before something typed is left, whether the device is in a visitor's hands, and a code
//! that is wanted from the camera.

pub mod route;
pub mod notices;
pub mod leaving;
pub mod handed;
pub mod scanning;
