//! Whether the device is in a visitor's hands: then there is one page, whatever the address says,
//! until the owner's PIN.
//!
//! It is remembered beside the base, so that a reload, another tab and a restart of the browser
//! show that page, too. Where the browser remembers nothing, the device cannot be handed over.

use leptos::prelude::*;

use crate::acquisition::handed_over::{HandedOver, PinRefusal, Refused};
use crate::browser;
use crate::units::id::QuestionnaireId;

/// The rescue page reads it, too.
const KEPT: &str = "regulars.handed-over";

/// Why the device was not handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHanded {
    /// The PIN.
    Pin(PinRefusal),
    /// The browser remembers nothing, so a reload would let a visitor in.
    NotRemembered,
}

/// In whose hands the device is; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Handed {
    over: RwSignal<Option<HandedOver>>,
}

impl Handed {
    /// As it was when the app was last open, and as other tabs say.
    #[must_use]
    pub fn following() -> Self {
        let handed = Self { over: RwSignal::new(kept()) };
        let heard = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().is_none_or(|key| key == KEPT) {
                handed.over.set(kept());
            }
        });
        on_cleanup(move || heard.remove());
        handed
    }

    /// With which questionnaire it is in a visitor's hands, if it is.
    #[must_use]
    pub fn with(self) -> Option<QuestionnaireId> {
        self.over.with(|over| over.as_ref().map(HandedOver::questionnaire))
    }

    /// Hands the device over.
    ///
    /// # Errors
    /// A PIN that is none, or a browser that would forget it.
    pub fn over(self, questionnaire: QuestionnaireId, pin: &str) -> Result<(), NotHanded> {
        let over = HandedOver::new(questionnaire, pin, browser::random_bits());
        let over = over.map_err(NotHanded::Pin)?;
        if !keep(&over) {
            return Err(NotHanded::NotRemembered);
        }
        self.over.set(Some(over));
        Ok(())
    }

    /// Takes the device back.
    ///
    /// # Errors
    /// Another PIN, or too many of them.
    pub fn back(self, pin: &str) -> Result<(), Refused> {
        // Another tab may have counted wrong ones, or taken it back.
        let Some(mut over) = kept() else {
            self.over.set(None);
            return Ok(());
        };
        let tried = over.try_pin(pin, browser::now_ms());
        match tried {
            Ok(()) => {
                browser::forget(KEPT);
                self.over.set(None);
            }
            Err(_) => {
                // Kept before; a browser that refuses now would only forget a wrong one.
                keep(&over);
            }
        }
        tried
    }
}

fn kept() -> Option<HandedOver> {
    serde_json::from_str(&browser::remembered(KEPT)?).ok()
}

fn keep(over: &HandedOver) -> bool {
    serde_json::to_string(over).is_ok_and(|text| browser::remember(KEPT, &text))
}
