//! Another thread of this app, which is spoken to by messages.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::Bytes;

/// A message: a number that an answer repeats, what it says, and what comes beside it.
#[derive(Clone, Debug)]
pub struct Message {
    /// The number.
    pub number: u32,
    /// What it says.
    pub text: Vec<u8>,
    /// What comes beside it, unchanged; empty for nothing.
    pub beside: Bytes,
}

impl Message {
    /// The message in an event; `None` for something else.
    #[must_use]
    pub fn read(event: &web_sys::MessageEvent) -> Option<Self> {
        let parts: Array = event.data().dyn_into().ok()?;
        let bytes = |part: u32| parts.get(part).dyn_into().ok().map(Bytes);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "written from a u32"
        )]
        let number = parts.get(0).as_f64()? as u32;
        Some(Self { number, text: bytes(1)?.to_vec(), beside: bytes(2)? })
    }

    /// The message as it is posted, and what of it goes over without being copied: what comes
    /// beside it is gone here.
    #[must_use]
    pub fn written(&self) -> (Array, Array) {
        let Bytes(beside) = &self.beside;
        let moved = Array::of1(&beside.buffer());
        let text = Uint8Array::from(self.text.as_slice());
        (Array::of3(&self.number.into(), &text, beside), moved)
    }
}

/// A worker; it ends when it is dropped, in the middle of whatever it does.
#[derive(Debug)]
pub struct Worker {
    worker: web_sys::Worker,
    _heard: Closure<dyn FnMut(web_sys::MessageEvent)>,
    _failed: Closure<dyn FnMut(web_sys::Event)>,
}

impl Worker {
    /// Starts the script at an address. `on_failure` is called when it cannot be loaded, and when
    /// it stops by itself. `None` where the browser has no workers.
    #[must_use]
    pub fn start(
        address: &str,
        mut on_message: impl FnMut(Message) + 'static,
        mut on_failure: impl FnMut() + 'static,
    ) -> Option<Self> {
        let worker = web_sys::Worker::new(address).ok()?;
        let heard = Closure::new(move |event: web_sys::MessageEvent| {
            if let Some(message) = Message::read(&event) {
                on_message(message);
            }
        });
        let failed = Closure::new(move |event: web_sys::Event| {
            // It is said in words; the page itself has not failed.
            event.prevent_default();
            on_failure();
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self { worker, _heard: heard, _failed: failed })
    }

    /// Posts a message; `false` if the browser refused, for want of memory.
    pub fn post(&self, message: &Message) -> bool {
        let (parts, moved) = message.written();
        self.worker.post_message_with_transfer(&parts, &moved).is_ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// What the page says of the build it is of; a worker asked for under it is of the same one.
#[must_use]
pub fn build() -> String {
    let meta = || {
        let document = web_sys::window()?.document()?;
        document.query_selector("meta[name=regulars-build]").ok()??.get_attribute("content")
    };
    meta().unwrap_or_default()
}
