//! One line of a contact: its name, what is said of it, and its value as a text.

use crate::files::encoding::Encoding;

/// The name of a line with a picture.
pub(super) const PHOTO: &str = "PHOTO";

/// A line of a contact, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Property {
    /// Its name in capitals, without the group before it.
    pub(super) name: String,
    /// What is said of it, each in capitals: types, and the names of older forms without `TYPE=`.
    pub(super) types: Vec<String>,
    /// Its value as it stands there, decoded, with the marks of escaping still in it.
    value: String,
    /// Whether `\n` stands for a line break, as since version 3.0.
    escapes: bool,
}

/// The parts of a line before its value is decoded.
struct Parts<'a> {
    name: &'a str,
    params: Vec<(String, String)>,
    value: &'a [u8],
}

impl Parts<'_> {
    fn param(&self, wanted: &str) -> Option<&str> {
        let found = self.params.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    }

    fn is_printable(&self) -> bool {
        let is_it = |value: &str| value.eq_ignore_ascii_case("quoted-printable");
        self.param("ENCODING").is_some_and(is_it) || self.param("QUOTED-PRINTABLE").is_some()
    }

    fn is_binary(&self) -> bool {
        let is_it =
            |value: &str| value.eq_ignore_ascii_case("b") || value.eq_ignore_ascii_case("base64");
        self.param("ENCODING").is_some_and(is_it) || self.param("BASE64").is_some()
    }
}

/// Takes a line apart; `None` when it is no line of a contact.
fn take_apart(line: &[u8]) -> Option<Parts<'_>> {
    let colon = colon_of(line)?;
    let head = std::str::from_utf8(&line[..colon]).ok()?;
    let mut pieces = outside_quotes(head, ';').into_iter();
    let name = pieces.next()?.trim();
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if name.is_empty() || !name.chars().all(is_of_name) {
        return None;
    }
    let param = |piece: &str| match piece.split_once('=') {
        Some((name, value)) => (name.trim().to_ascii_uppercase(), value.trim().to_owned()),
        None => (piece.trim().to_ascii_uppercase(), String::new()),
    };
    Some(Parts { name, params: pieces.map(param).collect(), value: &line[colon + 1..] })
}

/// Where the value begins: behind the first colon that is not within quotation marks.
fn colon_of(line: &[u8]) -> Option<usize> {
    let mut is_quoted = false;
    let outside = line.iter().position(|byte| {
        is_quoted ^= *byte == b'"';
        *byte == b':' && !is_quoted
    });
    // A mark that is never closed quotes nothing.
    outside.or_else(|| line.iter().position(|byte| *byte == b':'))
}

fn outside_quotes(text: &str, mark: char) -> Vec<&str> {
    let mut is_quoted = false;
    let is_mark = |letter: char| {
        is_quoted ^= letter == '"';
        letter == mark && !is_quoted
    };
    text.split(is_mark).collect()
}

/// Whether the value of a line is written with `=` before what is no plain letter.
pub(super) fn is_quoted_printable(line: &[u8]) -> bool {
    take_apart(line).is_some_and(|parts| parts.is_printable())
}

impl Property {
    /// Reads a line; `None` when it is none of a contact.
    ///
    /// `fallback` is how letters are written where the line does not say it and they are not
    /// Unicode; `escapes` whether the contact is of version 3.0 or later.
    pub(super) fn read(line: &[u8], fallback: Encoding, escapes: bool) -> Option<Self> {
        let parts = take_apart(line)?;
        let charset = parts.param("CHARSET").and_then(Encoding::named);
        let value = if parts.is_binary() && parts.name.eq_ignore_ascii_case(PHOTO) {
            let is_letter = |byte: &&u8| !byte.is_ascii_whitespace();
            parts.value.iter().filter(is_letter).map(|byte| char::from(*byte)).collect()
        } else if parts.is_binary() {
            // Sounds and keys are not kept; that there is one is.
            String::from(if parts.value.trim_ascii().is_empty() { "" } else { "…" })
        } else if parts.is_printable() {
            text(&unprintable(parts.value), charset, fallback)
        } else {
            text(parts.value, charset, fallback)
        };
        let types = types(&parts.params);
        Some(Self { name: parts.name.to_ascii_uppercase(), types, value, escapes })
    }

    /// Whether a type is said of it.
    pub(super) fn has_type(&self, wanted: &str) -> bool {
        self.types.iter().any(|known| known == wanted)
    }

    /// Its value as one text.
    pub(super) fn text(&self) -> String {
        self.plain(&self.value)
    }

    /// The parts of its value that semicolons part.
    pub(super) fn parts(&self) -> Vec<String> {
        unescaped_split(&self.value, ';').into_iter().map(|part| self.plain(part)).collect()
    }

    /// The values that commas part.
    pub(super) fn list(&self) -> Vec<String> {
        let values = unescaped_split(&self.value, ',').into_iter().map(|part| self.plain(part));
        values.filter(|value| !value.is_empty()).collect()
    }

    fn plain(&self, value: &str) -> String {
        let mut text = String::with_capacity(value.len());
        let mut letters = value.chars().peekable();
        while let Some(letter) = letters.next() {
            let next = letters.peek().copied().filter(|_| letter == '\\');
            let meant = match next {
                Some('n' | 'N') if self.escapes => '\n',
                Some(mark @ (',' | ';' | ':' | '\\' | '"')) if self.escapes || mark == ';' => mark,
                Some(_) | None => {
                    text.push(letter);
                    continue;
                }
            };
            letters.next();
            text.push(meant);
        }
        text.trim().to_owned()
    }
}

/// What is said of a line, in capitals and without quotation marks.
fn types(params: &[(String, String)]) -> Vec<String> {
    let mut types = Vec::new();
    for (name, value) in params {
        match name.as_str() {
            "TYPE" => {
                let each = value.split(',').map(|one| one.trim_matches(['"', ' ']));
                types.extend(each.map(str::to_ascii_uppercase));
            }
            name if value.is_empty() => types.push(name.to_owned()),
            "PREF" => types.push("PREF".to_owned()),
            _ => {}
        }
    }
    types
}

/// Splits at marks that no backslash stands before.
fn unescaped_split(value: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (place, letter) in value.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if letter == '\\' {
            is_escaped = true;
        } else if letter == mark {
            parts.push(&value[start..place]);
            start = place + letter.len_utf8();
        }
    }
    parts.push(&value[start..]);
    parts
}

/// The letters of some bytes: as the line says, else Unicode where they are, else as the file.
fn text(bytes: &[u8], charset: Option<Encoding>, fallback: Encoding) -> String {
    match charset {
        None | Some(Encoding::Utf8) => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => fallback.decode(bytes),
        },
        Some(charset) => charset.decode(bytes),
    }
}

/// The bytes that `=C3=A1` stands for; what is no such mark stays.
fn unprintable(value: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut place = 0;
    while let Some(byte) = value.get(place) {
        let digit = |offset: usize| {
            let digit = char::from(*value.get(place + offset)?).to_digit(16)?;
            u8::try_from(digit).ok()
        };
        match (*byte, digit(1), digit(2)) {
            (b'=', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                place += 3;
            }
            (other, ..) => {
                bytes.push(other);
                place += 1;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &[u8]) -> Property {
        Property::read(line, Encoding::Windows1252, true).unwrap()
    }

    #[test]
    fn a_line_is_taken_apart() {
        let phone = read(b"item1.tel;TYPE=\"work,voice\";PREF=1;X=\"a:b;c\":+36 1");
        assert_eq!((phone.name.as_str(), phone.text().as_str()), ("TEL", "+36 1"));
        assert_eq!(phone.types, ["WORK", "VOICE", "PREF"]);
        assert_eq!(read(b"TEL;CELL;PREF:1").types, ["CELL", "PREF"]);
        assert_eq!(read(b"URL:http\\://a.example").text(), "http://a.example");
        assert_eq!(read(b"NOTE;X=\"open:text").text(), "text");
        for none in [&b"no colon"[..], b":value", b"A B:value", b"\xff:value", b""] {
            assert_eq!(Property::read(none, Encoding::Utf8, true), None, "{none:?}");
        }
    }

    #[test]
    fn values_are_parted_and_marks_of_escaping_taken_off() {
        assert_eq!(read(b"ADR:;;1\\, Main\\; St;Town;;;").parts()[2], "1, Main; St");
        assert_eq!(read(b"CATEGORIES:a\\,b,c,,\\\\,").list(), ["a,b", "c", "\\"]);
        assert_eq!(read(b"NOTE:one\\ntwo\\Nthree\\x\\").text(), "one\ntwo\nthree\\x\\");
        let old = Property::read(b"N:a\\;b;C:\\new", Encoding::Utf8, false).unwrap();
        assert_eq!(old.parts(), ["a;b", "C:\\new"]);
    }

    #[test]
    fn letters_are_read_as_the_line_says() {
        let check = |line: &[u8], expected: &str| assert_eq!(read(line).text(), expected);
        check("FN:Éva".as_bytes(), "Éva");
        check(b"FN:\xc9va", "Éva");
        check(b"FN;CHARSET=windows-1250:K\xf5", "Kő");
        check(b"FN;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:K=F5=", "Kő=");
        check(b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=89va=0A=ZZ", "Éva\n=ZZ");
        check(b"PHOTO;ENCODING=BASE64;JPEG:/9j/4 AAQ", "/9j/4AAQ");
        check(b"SOUND;ENCODING=BASE64:/9j/4AAQ", "…");
        check(b"PHOTO;ENCODING=b: ", "");
    }
}
