//! A strict reader of JSON for one line of at most 64 KB.
//!
//! It does not read into types, keep the order of keys or turn numbers into floats: a number stays
//! as it was written until somebody asks for a whole one.
//!
//! Why not `serde_json`: nothing else in the page needs it, and the header is six fields. What
//! this reader refuses, two readers could understand differently: a key that stands twice, half a
//! surrogate pair, depth without end.

use std::collections::BTreeMap;

/// How deep a value may nest.
const MAX_DEPTH: u8 = 8;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// `null`, `true` or `false`, none of which the header uses.
    Word,
    /// As it was written.
    Number(String),
    Text(String),
    List(Vec<Self>),
    Object(BTreeMap<String, Self>),
}

impl Value {
    /// Reads a whole text; `None` when anything in it is not as it should be.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(MAX_DEPTH)?;
        (reader.peek().is_none()).then_some(value)
    }

    /// A whole number from 0 to 2^53, beyond which JavaScript would round it.
    pub(super) fn whole(&self) -> Option<u64> {
        let Self::Number(written) = self else { return None };
        written.parse().ok().filter(|&number| number <= 1 << 53)
    }

    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn list(&self) -> Option<&[Self]> {
        if let Self::List(values) = self { Some(values) } else { None }
    }

    /// The value under a key of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        if let Self::Object(fields) = self { fields.get(key) } else { None }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The next byte that is no white space, not taken.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| b" \t\r\n".contains(byte)).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes the next byte if it is this one.
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn value(&mut self, depth: u8) -> Option<Value> {
        let deeper = depth.checked_sub(1);
        match self.peek()? {
            b'{' => self.object(deeper?),
            b'[' => self.list(deeper?),
            b'"' => self.string().map(Value::Text),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: u8) -> Option<Value> {
        self.take(b'{')?;
        let mut fields = BTreeMap::new();
        if self.take(b'}').is_some() {
            return Some(Value::Object(fields));
        }
        loop {
            self.peek()?;
            let key = self.string()?;
            self.take(b':')?;
            let value = self.value(depth)?;
            if fields.insert(key, value).is_some() {
                return None;
            }
            if self.take(b',').is_none() {
                self.take(b'}')?;
                return Some(Value::Object(fields));
            }
        }
    }

    fn list(&mut self, depth: u8) -> Option<Value> {
        self.take(b'[')?;
        let mut values = Vec::new();
        if self.take(b']').is_some() {
            return Some(Value::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            if self.take(b',').is_none() {
                self.take(b']')?;
                return Some(Value::List(values));
            }
        }
    }

    fn word(&mut self) -> Option<Value> {
        let rest = &self.text[self.at..];
        let word = ["null", "true", "false"].into_iter().find(|word| rest.starts_with(word))?;
        self.at += word.len();
        Some(Value::Word)
    }

    fn number(&mut self) -> Option<Value> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(|byte| b"+-.0123456789Ee".contains(byte)).count();
        let written = &rest[..length];
        self.at += length;
        is_number(written).then(|| Value::Number(written.to_owned()))
    }

    fn string(&mut self) -> Option<String> {
        let mut chars = self.text[self.at..].strip_prefix('"')?.chars();
        let mut string = String::new();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => string.push(escaped(&mut chars)?),
                control if control < ' ' => return None,
                plain => string.push(plain),
            }
        }
        self.at = self.text.len() - chars.as_str().len();
        Some(string)
    }
}

/// What stands after a backslash.
fn escaped(chars: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match chars.next()? {
        plain @ ('"' | '\\' | '/') => plain,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let first = four_digits(chars)?;
            if !(0xd800..0xdc00).contains(&first) {
                // Half a pair alone is no character, and `from_u32` says so.
                return char::from_u32(first);
            }
            *chars = chars.as_str().strip_prefix("\\u")?.chars();
            let second = four_digits(chars)?;
            let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
            return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low);
        }
        _ => return None,
    })
}

fn four_digits(chars: &mut std::str::Chars<'_>) -> Option<u32> {
    let mut number = 0;
    for _ in 0..4 {
        number = number * 16 + chars.next()?.to_digit(16)?;
    }
    Some(number)
}

/// Whether a text is a JSON number: no leading zero, no bare point, no sign but a minus in front.
fn is_number(written: &str) -> bool {
    let unsigned = written.strip_prefix('-').unwrap_or(written);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_allows_is_read() {
        let check = |text: &str, key: &str, expected: Value| {
            let value = Value::parse(text).expect(text);
            assert_eq!(value.get(key), Some(&expected), "{text}");
        };
        check(r#" { "a" : 1 , "b" : [ ] } "#, "b", Value::List(Vec::new()));
        check(r#"{"a":-1.5e+308}"#, "a", Value::Number("-1.5e+308".into()));
        check(r#"{"a":"\u0041\ud83d\ude00\n\/"}"#, "a", Value::Text("A😀\n/".into()));
        check(r#"{"__proto__":null}"#, "__proto__", Value::Word);
        check(r#"{"a":{"b":[true,{}]}}"#, "a", Value::parse(r#"{"b":[false,{}]}"#).unwrap());
    }

    #[test]
    fn what_json_forbids_is_refused() {
        let texts = [
            "",
            "{",
            "}",
            "{}{}",
            "{,}",
            "[1,]",
            "nul",
            "tru e",
            "'a'",
            "\"a",
            "01",
            "+1",
            "1.",
            ".5",
            "-",
            "1e",
            "1e+",
            "NaN",
            "Infinity",
            "--1",
            "\"\u{1}\"",
            r#""\x""#,
            r#""\u12""#,
            r#""\u+123""#,
            r#""\ud800""#,
            r#""\ud800\ud800""#,
            r#""\udc00""#,
            r#""\ud800x""#,
            r#"{"a":1,"a":1}"#,
            r#"{"a":{"b":1,"b":2}}"#,
            r#"{a:1}"#,
            "[[[[[[[[[]]]]]]]]]",
        ];
        for text in texts {
            assert_eq!(Value::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_whole_numbers_that_javascript_holds_are_whole() {
        let whole = |text| Value::parse(text).unwrap().whole();
        assert_eq!(whole("9007199254740992"), Some(1 << 53));
        for text in ["9007199254740993", "9223372036854775808", "-1", "1.0", "1e3", "1e308"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
