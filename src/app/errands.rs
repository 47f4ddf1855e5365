//! Errands to the worker: something is asked, and what it answers is waited for.
//!
//! A worker is started when it is first needed and ends when its errands are dropped, which is how
//! work is cancelled: at once, in the middle of whatever it does.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::browser::Bytes;
use crate::browser::worker::{self, Message, Worker};
use crate::work::{self, Answer, Request};

/// Why there is no answer; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Died {
    /// The worker could not be loaded.
    NotLoaded,
    /// It stopped by itself: for want of memory, most likely.
    Stopped,
}

thread_local! {
    /// How often it could not be loaded. It is asked for under another address then: the browser
    /// may keep the answer that there is no such file.
    static NOT_LOADED: Cell<u32> = const { Cell::new(0) };
}

/// A worker and what it is asked.
#[derive(Debug)]
pub struct Errands {
    worker: RefCell<Option<Worker>>,
    line: Rc<Line>,
}

/// What comes from the worker.
#[derive(Debug, Default)]
struct Line {
    /// The errand of the moment.
    number: Cell<u32>,
    answers: RefCell<VecDeque<(Answer, Vec<u8>)>>,
    died: Cell<Option<Died>>,
    has_spoken: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Line {
    fn hear(&self, message: Message) {
        self.has_spoken.set(true);
        if message.number != self.number.get() {
            return;
        }
        match work::decode(&message.text) {
            Some(answer) => self.answers.borrow_mut().push_back((answer, message.beside.to_vec())),
            None => self.died.set(Some(Died::Stopped)),
        }
        self.wake();
    }

    fn die(&self) {
        let died = if self.has_spoken.get() { Died::Stopped } else { Died::NotLoaded };
        if self.died.replace(Some(died)).is_none() && died == Died::NotLoaded {
            NOT_LOADED.set(NOT_LOADED.get() + 1);
        }
        self.wake();
    }

    /// Forgets the errand of the moment; whoever waits for it is told.
    fn turn(&self) -> u32 {
        self.number.set(self.number.get() + 1);
        self.answers.borrow_mut().clear();
        self.wake();
        self.number.get()
    }

    fn wake(&self) {
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Errands {
    /// Starts a worker of this build.
    #[must_use]
    pub fn start() -> Self {
        let line = Rc::new(Line::default());
        let (heard, failed) = (Rc::clone(&line), Rc::clone(&line));
        let address = match NOT_LOADED.get() {
            0 => format!("./work.js?{}", worker::build()),
            again => format!("./work.js?{}-{again}", worker::build()),
        };
        let worker = Worker::start(&address, move |said| heard.hear(said), move || failed.die());
        if worker.is_none() {
            line.die();
        }
        Self { worker: RefCell::new(worker), line }
    }

    /// Says something that is not answered.
    pub fn tell(&self, request: &Request, beside: Bytes) {
        let message =
            Message { number: self.line.number.get(), text: work::encode(request), beside };
        if !self.worker.borrow().as_ref().is_some_and(|worker| worker.post(&message)) {
            self.line.die();
        }
    }

    /// Ends the worker, whose memory is free then; nothing can be asked of it any more.
    pub fn end(&self) {
        self.line.turn();
        drop(self.worker.take());
    }

    /// Asks for something, in the place of what was asked before.
    #[must_use]
    pub fn ask(&self, request: &Request, beside: Bytes) -> Errand {
        let number = self.line.turn();
        self.tell(request, beside);
        Errand { line: Rc::clone(&self.line), number }
    }
}

impl Drop for Errands {
    fn drop(&mut self) {
        self.line.turn();
    }
}

/// Something that was asked.
#[derive(Debug)]
pub struct Errand {
    line: Rc<Line>,
    number: u32,
}

impl Errand {
    /// The next answer and what comes beside it; `None` once something else was asked, or nothing
    /// is wanted any more.
    ///
    /// # Errors
    /// A worker that will not answer.
    pub async fn next(&self) -> Option<Result<(Answer, Vec<u8>), Died>> {
        poll_fn(|context| {
            if self.line.number.get() != self.number {
                return Poll::Ready(None);
            }
            if let Some(answer) = self.line.answers.borrow_mut().pop_front() {
                return Poll::Ready(Some(Ok(answer)));
            }
            if let Some(died) = self.line.died.get() {
                return Poll::Ready(Some(Err(died)));
            }
            *self.line.waker.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}
