//! The code by which a newcomer names who told them of the shop.
//!
//! It is made from the id of whoever gives it away, so that every device makes the same one and
//! none has to be kept. Seven signs hold 35 bits: of 100,000 customers two share one about once in
//! seven such shops, and then both are asked about; a slip in one sign names nobody.

use std::fmt;

use crate::units::digits;
use crate::units::id::CustomerId;

/// Digits and letters without those that are taken for others: I, L, O and U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 7;

/// A referral code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// The code of a customer.
    #[must_use]
    pub fn of(customer: CustomerId) -> Self {
        let mut bits = hash(&customer.0.to_string());
        Self(std::array::from_fn(|_| {
            let sign = SIGNS[usize::try_from(bits & 31).unwrap_or_default()];
            bits >>= 5;
            sign
        }))
    }

    /// Reads a code as it is said or typed: in either case, with or without its dash, in digits of
    /// any language, O for 0 and I or L for 1. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let typed = digits::to_ascii(text);
        let mut signs = typed.chars().filter(|c| *c != '-' && !c.is_whitespace()).map(sign);
        let mut code = [0; LENGTH];
        for place in &mut code {
            *place = signs.next()??;
        }
        signs.next().is_none().then_some(Self(code))
    }
}

fn sign(typed: char) -> Option<u8> {
    let upper = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    u8::try_from(upper).ok().filter(|sign| SIGNS.contains(sign))
}

/// FNV-1a over the id as text, its halves folded together: what a code is made of must be the same
/// for ever, on every device.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    hash ^ (hash >> 35)
}

impl fmt::Display for Code {
    /// As it is shown and said: three signs, a dash, four signs.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, sign) in self.0.iter().enumerate() {
            if place == 3 {
                to.write_str("-")?;
            }
            write!(to, "{}", char::from(*sign))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::units::id::{Replica, Stamp};

    fn code(n: u32) -> Code {
        Code::of(CustomerId(Stamp::new(
            1_764_200_000_000 + u64::from(n),
            n % 7,
            Replica::new(3, 0),
        )))
    }

    #[test]
    fn a_code_is_the_same_for_ever() {
        let id = CustomerId(Stamp::new(1_764_200_000_000, 5, Replica::new(3, 0)));
        assert_eq!(Code::of(id).to_string(), "510-CR3R");
    }

    #[test]
    fn a_code_is_read_as_it_is_said() {
        let it = code(0);
        let shown = it.to_string();
        let check = |text: &str| assert_eq!(Code::parse(text), Some(it), "{text}");
        check(&shown);
        check(&shown.to_lowercase());
        check(&shown.replace('-', " "));
        check(&shown.replace('0', "o").replace('1', "l"));
        check(&shown.replace('4', "۴").replace('7', "٧"));
        for text in ["", "Anna", "ABC-DEF", "ABC-DEFGH", "ABU-DEFG", "+36 30 5"] {
            assert_eq!(Code::parse(text), None, "{text}");
        }
    }

    #[test]
    fn codes_of_a_large_base_are_hardly_ever_one() {
        let codes: HashSet<Code> = (0..100_000).map(code).collect();
        assert!(codes.len() >= 99_998, "{}", codes.len());
    }
}
