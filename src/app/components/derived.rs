//! Values that follow others.

use leptos::prelude::Signal;

/// Makes a value anew; like [`Fn`], which would bring two more functions for each of its kinds.
trait Make<T>: Send + Sync {
    fn make(&self) -> T;
}

impl<T, F: Fn() -> T + Send + Sync> Make<T> for F {
    fn make(&self) -> T {
        self()
    }
}

/// A value that is made anew whenever what it reads has changed, as [`Signal::derive`] gives it.
///
/// The code of a signal is there once for each type of value, and not once for each place where one
/// is made: there are six hundred of them.
#[must_use]
pub fn derived<T: Send + Sync + 'static>(
    make: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<T> {
    erased(Box::new(make))
}

fn erased<T: Send + Sync + 'static>(make: Box<dyn Make<T>>) -> Signal<T> {
    Signal::derive(move || make.make())
}
