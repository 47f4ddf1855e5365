//! The second module, which works off the screen's thread: a thin loop around
//! [`Hand`](regulars::work::Hand). Natively there is nothing to start.

#[cfg(target_arch = "wasm32")]
mod thread {
    use std::cell::{Cell, RefCell};

    use gloo::timers::callback::Timeout;
    use regulars::browser::worker::Message;
    use regulars::browser::{now_ms, picture};
    use regulars::files::cards::RawPhoto;
    use regulars::work::{self, Answer, Hand};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::spawn_local;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// After so long it says how far it is, and looks for messages.
    const STRETCH_MS: u64 = 100;

    thread_local! {
        static HAND: RefCell<Hand> = RefCell::default();
        /// The wish that is being answered.
        static NUMBER: Cell<u32> = const { Cell::new(0) };
        static IS_GOING: Cell<bool> = const { Cell::new(false) };
    }

    /// What comes after a while of work.
    enum Turn {
        /// Nothing is left to do.
        Done,
        /// More of the same.
        Later,
        /// A picture is looked at.
        LookAt(RawPhoto),
    }

    /// Listens from now on.
    pub(super) fn listen() {
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(|event| {
            if let Some(message) = Message::read(&event) {
                hear(message);
            }
        });
        scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
    }

    fn scope() -> DedicatedWorkerGlobalScope {
        js_sys::global().unchecked_into()
    }

    fn hear(message: Message) {
        let Message { number, text, beside } = message;
        let Some(request) = work::decode(&text) else { return };
        NUMBER.set(number);
        HAND.with_borrow_mut(|hand| hand.ask(request, beside.to_vec()));
        if !IS_GOING.replace(true) {
            turn();
        }
    }

    /// Works for a while, tells, and goes on after whatever was posted meanwhile.
    fn turn() {
        let began_ms = now_ms();
        let next = HAND.with_borrow_mut(|hand| {
            loop {
                while let Some((answer, beside)) = hand.tell() {
                    post(&answer, beside);
                }
                if !hand.is_busy() {
                    return Turn::Done;
                }
                if let Some(picture) = hand.next_picture() {
                    return Turn::LookAt(picture);
                }
                if now_ms().saturating_sub(began_ms) >= STRETCH_MS {
                    if let Some(progress) = hand.progress() {
                        post(&progress, Vec::new());
                    }
                    return Turn::Later;
                }
                hand.step();
            }
        });
        IS_GOING.set(!matches!(next, Turn::Done));
        match next {
            Turn::Done => {}
            Turn::Later => {
                Timeout::new(0, turn).forget();
            }
            Turn::LookAt(picture) => spawn_local(look_at(picture)),
        }
    }

    /// Looks at a picture and makes it small enough, tells how far it is, and goes on.
    async fn look_at(picture: RawPhoto) {
        let number = NUMBER.get();
        let photo = picture::kept(&picture.bytes).await.ok();
        let progress = HAND.with_borrow_mut(|hand| {
            // Another wish may have come meanwhile.
            if NUMBER.get() == number {
                hand.take_photo(picture.line, photo);
            }
            hand.progress()
        });
        if let Some(progress) = progress {
            post(&progress, Vec::new());
        }
        turn();
    }

    fn post(answer: &Answer, beside: Vec<u8>) {
        let message = Message {
            number: NUMBER.get(),
            text: work::encode(answer),
            beside: beside.as_slice().into(),
        };
        let (parts, moved) = message.written();
        // What cannot be posted for want of memory ends the worker, and the screen says so.
        let posted = scope().post_message_with_transfer(&parts, &moved);
        posted.expect("there is memory for an answer");
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    thread::listen();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
