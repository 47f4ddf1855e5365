//! A device that was handed to a visitor, and the PIN that takes it back.
//!
//! What is kept is a salted digest of the PIN. It keeps a visitor with a minute from getting in; it
//! does not keep out whoever takes the device home: that is what a passphrase for the whole base is
//! for.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::units::digits;
use crate::units::id::{QuestionnaireId, Stamp};

/// So many wrong PINs are let pass before one has to wait.
pub const TRIES: u32 = 5;
/// So long one waits then, and twice as long after each further wrong PIN.
pub const WAIT_MS: u64 = 60_000;
/// No wait is longer: the owner who mistyped must come in some day.
const LONGEST_WAIT_MS: u64 = 3_600_000;

/// Why a PIN cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not four to eight digits")]
pub struct PinRefusal;

/// Why the device was not given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It was another PIN.
    #[error("a wrong PIN")]
    Wrong {
        /// How many more may be tried at once.
        left: u32,
    },
    /// One has to wait.
    #[error("too many wrong PINs")]
    Wait {
        /// How long, in seconds, at least 1.
        seconds: u64,
    },
}

/// A device in a visitor's hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    questionnaire: Stamp,
    salt: u64,
    digest: Vec<u8>,
    wrong: u32,
    closed_until_ms: u64,
}

impl HandedOver {
    /// Hands a device over with a questionnaire; `salt` is random.
    ///
    /// # Errors
    /// A PIN that is not four to eight digits, of any script.
    pub fn new(questionnaire: QuestionnaireId, pin: &str, salt: u64) -> Result<Self, PinRefusal> {
        let pin = read(pin).ok_or(PinRefusal)?;
        let (questionnaire, digest) = (questionnaire.0, digest(&pin, salt));
        Ok(Self { questionnaire, salt, digest, wrong: 0, closed_until_ms: 0 })
    }

    /// With which questionnaire.
    #[must_use]
    pub fn questionnaire(&self) -> QuestionnaireId {
        QuestionnaireId(self.questionnaire)
    }

    /// Tries to take the device back with a PIN. What it changes must be kept, too, or a reload
    /// would forget the wrong ones.
    ///
    /// # Errors
    /// Another PIN, or any while one has to wait.
    pub fn try_pin(&mut self, pin: &str, now_ms: u64) -> Result<(), Refused> {
        // A clock that was set back must not make the wait longer than it ever is.
        let left_ms = self.closed_until_ms.saturating_sub(now_ms).min(LONGEST_WAIT_MS);
        if left_ms > 0 {
            return Err(Refused::Wait { seconds: left_ms.div_ceil(1_000) });
        }
        if read(pin).is_some_and(|pin| digest(&pin, self.salt) == self.digest) {
            return Ok(());
        }
        self.wrong = self.wrong.saturating_add(1);
        let Some(beyond) = self.wrong.checked_sub(TRIES) else {
            return Err(Refused::Wrong { left: TRIES - self.wrong });
        };
        let wait_ms = WAIT_MS.saturating_mul(1 << beyond.min(16)).min(LONGEST_WAIT_MS);
        self.closed_until_ms = now_ms.saturating_add(wait_ms);
        Err(Refused::Wait { seconds: wait_ms / 1_000 })
    }
}

/// The digits of a PIN.
fn read(pin: &str) -> Option<String> {
    let pin = digits::to_ascii(pin.trim());
    let is_pin = (4..=8).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit());
    is_pin.then(|| pin.into_owned())
}

fn digest(pin: &str, salt: u64) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(salt.to_le_bytes());
    hasher.update(pin.as_bytes());
    hasher.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handed_over(pin: &str) -> Result<HandedOver, PinRefusal> {
        HandedOver::new(QuestionnaireId(Stamp::NONE), pin, 7)
    }

    #[test]
    fn a_pin_is_four_to_eight_digits_of_any_script() {
        for pin in ["4711", " 12345678 ", "۴۷۱۱"] {
            assert!(handed_over(pin).is_ok(), "{pin}");
        }
        for pin in ["", "471", "123456789", "47a1", "47 11"] {
            assert_eq!(handed_over(pin), Err(PinRefusal), "{pin}");
        }
        let mut it = handed_over("۴۷۱۱").unwrap();
        assert_eq!(it.try_pin("4711", 0), Ok(()));
    }

    #[test]
    fn after_five_wrong_pins_one_waits_and_then_longer() {
        let mut it = handed_over("4711").unwrap();
        for left in (1..5).rev() {
            assert_eq!(it.try_pin("0000", 1_000), Err(Refused::Wrong { left }));
        }
        assert_eq!(it.try_pin("nonsense", 1_000), Err(Refused::Wait { seconds: 60 }));
        // Not even the right one while it lasts.
        assert_eq!(it.try_pin("4711", 2_500), Err(Refused::Wait { seconds: 59 }));
        assert_eq!(it.try_pin("0001", 61_000), Err(Refused::Wait { seconds: 120 }));
        let kept = it.clone();
        assert_eq!(it.try_pin("4711", 181_000), Ok(()));
        // A clock set back by a year.
        let mut it = HandedOver { closed_until_ms: 40_000_000_000, ..kept };
        assert_eq!(it.try_pin("4711", 0), Err(Refused::Wait { seconds: 3_600 }));
    }

    #[test]
    fn the_pin_itself_is_not_kept() {
        let kept = format!("{:?}", handed_over("47114711").unwrap());
        assert!(!kept.contains("4711"), "{kept}");
    }
}
