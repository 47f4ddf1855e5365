//! Digits of other scripts, read as the ten of ASCII.
//!
//! Persian and Arabic files and keyboards write numbers in their own digits; a phone number or an
//! amount is the same whichever it was typed with.

use std::borrow::Cow;

/// The value of a digit, 0 to 9: ASCII, Arabic, Persian or full-width; `None` for anything else.
#[must_use]
pub fn value(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(zero)).ok()
}

/// The text with every digit written in ASCII.
#[must_use]
pub fn to_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let ascii = |character| value(character).map_or(character, |digit| char::from(b'0' + digit));
    Cow::Owned(text.chars().map(ascii).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_four_scripts_are_the_same() {
        let check = |text: &str, expected: &str| assert_eq!(to_ascii(text), expected);
        check("0123456789", "0123456789");
        check("۱۴۰۳/۱۱/۱۲", "1403/11/12");
        check("٠١٢٣٤٥٦٧٨٩", "0123456789");
        check("１２ é", "12 é");
    }
}
