//! How long work goes on before whoever waits for the screen gets a turn.
//!
//! The core knows no clock, so it does not know when it has worked for long. Its long loops ask a
//! [`Pace`] every now and then, and whoever gave it says whether to wait. One form of every loop
//! serves both: those who want the answer [`at_once`], and the screen, which must not stand still.
//!
//! # Why not in the worker
//!
//! A list is read in the worker, since of the base it asks only who is there. Opening, making and
//! taking in copies, and the models of visits go through all of the book or the journal, which lie
//! in the page's memory. Sent to the worker they would take that memory twice, on a phone, and
//! sending them takes longer than the work. So it is done where they are, with rests.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// A wait that is due.
pub type Rest = Pin<Box<dyn Future<Output = ()>>>;

/// How many of many are seen to between two questions whether to rest: some tens of microseconds'
/// worth.
const STRIDE: usize = 200;

/// Whether work is to rest now, asked every now and then.
pub struct Pace(Option<Box<dyn Fn() -> Option<Rest>>>);

impl std::fmt::Debug for Pace {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Pace").field(&self.0.is_some()).finish()
    }
}

impl Pace {
    /// Rests whenever there is a wait due.
    #[must_use]
    pub fn new(due: impl Fn() -> Option<Rest> + 'static) -> Self {
        Self(Some(Box::new(due)))
    }

    /// Rests if it is time to.
    pub async fn rest(&self) {
        if let Some(rest) = self.0.as_ref().and_then(|due| due()) {
            rest.await;
        }
    }

    /// Does something with each of many, resting in between.
    pub async fn each<T>(&self, many: impl IntoIterator<Item = T>, mut act: impl FnMut(T)) {
        let mut many = many.into_iter();
        loop {
            let mut n = 0;
            for one in many.by_ref().take(STRIDE) {
                act(one);
                n += 1;
            }
            if n < STRIDE {
                return;
            }
            self.rest().await;
        }
    }
}

/// Does work without a rest.
///
/// # Panics
/// For work that waits for anything but its pace.
pub fn at_once<T>(work: impl AsyncFnOnce(&Pace) -> T) -> T {
    let pace = Pace(None);
    match pin!(work(&pace)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(made) => made,
        Poll::Pending => unreachable!("only a rest is waited for, and there is none"),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    /// Waits once.
    #[derive(Default)]
    struct Turn(bool);

    impl Future for Turn {
        type Output = ();

        fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
            let was = std::mem::replace(&mut self.0, true);
            if was { Poll::Ready(()) } else { Poll::Pending }
        }
    }

    #[test]
    fn each_is_seen_to_once_whether_it_rests_or_not() {
        for n in [0, 1, STRIDE - 1, STRIDE, STRIDE + 1, 5 * STRIDE] {
            let mut seen = Vec::new();
            at_once(async |pace| pace.each(0..n, |one| seen.push(one)).await);
            assert_eq!(seen, (0..n).collect::<Vec<_>>());

            let rests = Rc::new(Cell::new(0));
            let asked = Rc::clone(&rests);
            let pace = Pace::new(move || {
                asked.set(asked.get() + 1);
                Some(Box::pin(Turn::default()))
            });
            let seen = Cell::new(0);
            let mut work = pin!(pace.each(0..n, |_| seen.set(seen.get() + 1)));
            let mut polls = 1;
            while work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
                assert_eq!(seen.get(), polls * STRIDE);
                polls += 1;
            }
            assert_eq!((seen.get(), rests.get(), polls), (n, n / STRIDE, n / STRIDE + 1));
        }
    }
}
