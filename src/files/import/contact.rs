//! Phone numbers and email addresses as people write them into one cell: several of them, with a
//! name, a label, an extension or a word beside.
//!
//! What stands beside a number is never glued to it: it is given back as a remark.

use super::cell::several;
use crate::people::customer::{PhoneRefusal, check_email, check_phone};
use crate::units::digits;

/// The fewest digits that are a number where other words stand beside it.
const LEAST_DIGITS: usize = 5;
/// The most digits a number has in the whole world; more are two numbers, or none.
const MOST_DIGITS: usize = 15;

/// What a cell of phone numbers holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phones {
    /// The numbers, without anything else.
    pub(super) numbers: Vec<String>,
    /// Email addresses among them.
    pub(super) emails: Vec<String>,
    /// Parts that say more than their number, as they stand.
    pub(super) remarks: Vec<String>,
    /// Why a part is no number.
    pub(super) refusal: Option<PhoneRefusal>,
    /// Something that stood there is in none of these.
    pub(super) is_tidied: bool,
}

/// Reads a cell of phone numbers.
pub(super) fn phones(text: &str) -> Phones {
    if is_one_number(text) {
        return Phones { numbers: vec![text.to_owned()], ..Phones::default() };
    }
    let text = tidy(text);
    let mut phones = Phones::default();
    for part in several(&text).flat_map(slashed) {
        let address = email_of(part);
        if check_email(address).is_ok() {
            // Some tills write phone and email into one column.
            phones.emails.push(address.to_owned());
            phones.is_tidied |= address != part;
        } else {
            let bare = without_decimal(without_label(part));
            phones.is_tidied |= bare != part;
            phones.take(bare);
        }
    }
    phones
}

impl Phones {
    fn take(&mut self, part: &str) {
        if check_phone(part).is_ok() && n_digits(part) <= MOST_DIGITS {
            self.numbers.push(part.to_owned());
        } else if let Some((one, other)) = two_numbers(part) {
            self.take(one);
            self.take(other);
        } else if check_phone(part).is_ok() {
            self.numbers.push(part.to_owned());
        } else if !self.numbers.is_empty() && begins_extension(part) {
            self.remarks.push(part.to_owned());
        } else {
            self.take_words(part);
        }
    }

    fn take_words(&mut self, part: &str) {
        match numbers_within(part) {
            Ok(numbers) if !numbers.is_empty() => {
                self.numbers.extend(numbers.into_iter().map(str::to_owned));
                self.remarks.push(part.to_owned());
            }
            // Words alone, beside a number in another part.
            Ok(_) if !self.numbers.is_empty() => self.remarks.push(part.to_owned()),
            Ok(_) => self.refusal = Some(refusal_of(part)),
            Err(refusal) => self.refusal = Some(refusal),
        }
    }
}

/// Whether a cell is a number and nothing else, as nearly all are: the rest need not be looked for.
fn is_one_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_part =
        |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'(' | b')' | b' ');
    bytes.iter().all(is_part)
        && (LEAST_DIGITS..=MOST_DIGITS)
            .contains(&bytes.iter().filter(|b| b.is_ascii_digit()).count())
        && text.trim().len() == text.len()
}

fn refusal_of(part: &str) -> PhoneRefusal {
    check_phone(part).err().unwrap_or(PhoneRefusal::Letters)
}

fn n_digits(text: &str) -> usize {
    text.chars().filter_map(digits::value).count()
}

/// Numbers with a slash between them; the slash within one (`70/555-0118`) parts nothing.
fn slashed(part: &str) -> Vec<&str> {
    let parts: Vec<&str> = part.split(['/', '|']).map(str::trim).collect();
    let is_number = |text: &&str| n_digits(text) >= 7 || check_email(text).is_ok();
    if parts.len() > 1 && parts.iter().all(is_number) {
        return parts;
    }
    part.split(" / ").map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Two numbers with only a blank between them.
fn two_numbers(part: &str) -> Option<(&str, &str)> {
    let is_number = |text: &str| {
        (7..=MOST_DIGITS).contains(&n_digits(text))
            && check_phone(text).is_ok()
            && text.rfind('+').is_none_or(|place| place == 0)
    };
    let blanks = part.char_indices().filter(|(_, letter)| letter.is_whitespace());
    let halves = blanks.map(|(place, _)| (part[..place].trim(), part[place..].trim()));
    let begins = |text: &str| text.starts_with(['+', '0', '۰', '(']);
    let fitting = halves.filter(|(one, other)| is_number(one) && is_number(other) && begins(other));
    fitting.min_by_key(|(one, other)| n_digits(one).abs_diff(n_digits(other)))
}

/// The runs of digits long enough for a number, among words.
///
/// A letter that touches the digits makes them something else (`3.6305E+10`, `0630KAPUCS`), unless
/// it begins an extension.
fn numbers_within(part: &str) -> Result<Vec<&str>, PhoneRefusal> {
    if part.contains(|c: char| "<>={}@".contains(c)) {
        return Err(PhoneRefusal::Letters);
    }
    let is_part = |c: char| digits::value(c).is_some() || c == ' ' || "+-–()/.".contains(c);
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(from) = part[start..].find(is_part).map(|place| start + place) {
        let end = part[from..].find(|c| !is_part(c)).map_or(part.len(), |length| from + length);
        let number = bare_number(&part[from..end]);
        if n_digits(number) >= LEAST_DIGITS && !is_extension(&part[..from]) {
            if is_touched(part, from, end) {
                return Err(PhoneRefusal::Letters);
            }
            check_phone(number)?;
            found.push(number);
        }
        start = end;
    }
    Ok(found)
}

/// A run of digits and signs without the signs that belong to the words around it.
fn bare_number(run: &str) -> &str {
    let run = run.trim_matches(|c: char| " -–/.".contains(c)).trim_end_matches('(');
    run.trim_start_matches(')').trim_matches(|c: char| " -–/.".contains(c))
}

/// Whether a letter touches the digits from one place to another.
fn is_touched(part: &str, from: usize, end: usize) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    let before =
        is_letter(part[..from].chars().next_back()) && !part[from..].starts_with([' ', '.', '(']);
    let behind = is_letter(part[end..].chars().next()) && !part[..end].ends_with([' ', '(', '.']);
    before || (behind && !begins_extension(&part[end..]))
}

/// Words before the digits one dials after the number.
const EXTENSIONS: [&str; 16] = [
    "extension",
    "ext",
    "x",
    "mellék",
    "mell",
    "belső",
    "вн",
    "внутр",
    "доб",
    "добавочный",
    "дод",
    "внутрішній",
    "داخلی",
    "#",
    "poste",
    "durchwahl",
];

fn begins_extension(text: &str) -> bool {
    let lower = text.to_lowercase();
    EXTENSIONS.iter().any(|word| {
        let rest = lower.trim_start().strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    })
}

/// Whether a text ends with the word before an extension.
fn is_extension(before: &str) -> bool {
    let lower = before.to_lowercase();
    let end = lower.trim_end_matches([' ', '.', ':', '=']);
    EXTENSIONS.iter().any(|word| {
        let rest = end.strip_suffix(word);
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
    })
}

/// A number without the `.0` of a program that took it for a quantity.
fn without_decimal(part: &str) -> &str {
    let is_plain = |text: &&str| text.len() >= 7 && text.bytes().all(|b| b.is_ascii_digit());
    part.strip_suffix(".0").filter(is_plain).unwrap_or(part)
}

/// A part without the word that only says that a number follows.
fn without_label(part: &str) -> &str {
    const LABELS: [&str; 24] = [
        "tel",
        "telephone",
        "telefon",
        "phone",
        "mobile",
        "mobil",
        "mob",
        "cell",
        "fax",
        "home",
        "work",
        "office",
        "whatsapp",
        "viber",
        "telegram",
        "тел",
        "телефон",
        "моб",
        "мобильный",
        "мобільний",
        "تلفن",
        "موبایل",
        "همراه",
        "m",
    ];
    let end = part.find(|c: char| !c.is_alphabetic()).unwrap_or(part.len());
    let (word, rest) = part.split_at(end);
    let is_label = LABELS.contains(&word.to_lowercase().as_str());
    let rest = rest.trim_start_matches(['.', ':', ' ']);
    if is_label && rest.starts_with(|c: char| digits::value(c).is_some() || c == '+' || c == '(') {
        rest
    } else {
        part
    }
}

/// What a cell of email addresses holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Emails {
    /// The addresses.
    pub(super) addresses: Vec<String>,
    /// The name beside the only address: `Anna <anna@example.com>`.
    pub(super) name: String,
    /// Words stand beside the addresses.
    pub(super) has_words: bool,
    /// What stands there is no address, or not all of it.
    pub(super) is_refused: bool,
    /// Something that stood there is in none of these.
    pub(super) is_tidied: bool,
}

/// Reads a cell of email addresses.
pub(super) fn emails(text: &str) -> Emails {
    let text = tidy(text);
    let is_between = |c: char| c.is_whitespace() || ",;،|<>()[]\"".contains(c);
    let (mut addresses, mut words) = (Vec::new(), Vec::new());
    let (mut is_refused, mut is_tidied) = (false, false);
    for word in text.split(":::").flat_map(|part| part.split(is_between)) {
        let address = email_of(word);
        if check_email(address).is_ok() {
            is_tidied |= address != word;
            if !addresses.iter().any(|known| known == address) {
                addresses.push(address.to_owned());
            }
        } else if word.contains('@') {
            is_refused = true;
        } else if word.contains(char::is_alphanumeric) {
            words.push(word);
        }
    }
    let is_named = text.contains('<') && addresses.len() == 1;
    // "ann@example,com": what was parted off belongs to the address.
    let has_dot = |address: &String| address.rsplit('@').next().is_some_and(|p| p.contains('.'));
    if !words.is_empty() && !is_named && !addresses.iter().all(has_dot) {
        addresses.retain(has_dot);
        is_refused = true;
    }
    is_refused |= addresses.is_empty();
    let has_words = !words.is_empty() && !is_named;
    let name = if is_named { words.join(" ") } else { String::new() };
    Emails { addresses, name, has_words, is_refused, is_tidied }
}

/// A word without what a mail program writes around an address.
fn email_of(word: &str) -> &str {
    let word = word.trim_matches(|c: char| c.is_whitespace() || "'.,;:".contains(c));
    let is_link = word.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
    let word = if is_link { &word[7..] } else { word };
    word.split_once('?').filter(|_| is_link).map_or(word, |(address, _)| address)
}

/// A text without marks that nobody sees, with blanks and hyphens of every width as one.
fn tidy(text: &str) -> String {
    let letter = |letter: char| match letter {
        letter if is_invisible(letter) || matches!(letter, '\u{200c}' | '\u{200d}') => None,
        '\u{2010}'..='\u{2012}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        '\n' | '\r' => Some('\n'),
        letter if letter.is_whitespace() => Some(' '),
        letter => Some(letter),
    };
    text.chars().filter_map(letter).collect()
}

/// Marks that have no width and say nothing in a list: directions, joiners that do not join,
/// marks of the byte order.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{ad}' | '\u{feff}'
    )
}

/// A name or label without invisible marks; what joins the parts of an emoji or of a Persian word
/// stays, except at the ends.
pub(super) fn visible(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_owned();
    }
    let seen: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    let is_end = |c: char| c.is_whitespace() || matches!(c, '\u{200c}' | '\u{200d}');
    seen.trim_matches(is_end).to_owned()
}

/// A card or file number without any mark that nobody sees, nor the `'` that keeps a spreadsheet
/// from taking it for a number.
pub(super) fn code(text: &str) -> String {
    let mut text = visible(text);
    text.retain(|letter| !matches!(letter, '\u{200c}' | '\u{200d}'));
    if text.strip_prefix('\'').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        text.remove(0);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_what_stands_beside_it_apart() {
        let check = |cell: &str, numbers: &[&str], remarks: &[&str]| {
            let phones = phones(cell);
            assert_eq!(phones.numbers, numbers, "{cell}");
            assert_eq!(phones.remarks, remarks, "{cell}");
            assert_eq!(phones.refusal, None, "{cell}");
        };
        check("+1 608-555-0100 x11", &["+1 608-555-0100"], &["+1 608-555-0100 x11"]);
        check("608-555-0101 ext. 12", &["608-555-0101"], &["608-555-0101 ext. 12"]);
        check("608-555-0101x12345", &["608-555-0101"], &["608-555-0101x12345"]);
        check(
            "+7 495 555-01-00 вн. 123456",
            &["+7 495 555-01-00"],
            &["+7 495 555-01-00 вн. 123456"],
        );
        check("06 1 555 0100 mellék 12", &["06 1 555 0100"], &["06 1 555 0100 mellék 12"]);
        check("06 30 555 0115 (anya)", &["06 30 555 0115"], &["06 30 555 0115 (anya)"]);
        check("call after 5: 06305550115", &["06305550115"], &["call after 5: 06305550115"]);
        check("tel: 06 30 555 0142", &["06 30 555 0142"], &[]);
        check("tel:+1-608-555-0100;ext=11", &["+1-608-555-0100"], &["ext=11"]);
        check("+36 30 555 0113 / +36 20 555 0114", &["+36 30 555 0113", "+36 20 555 0114"], &[]);
        check("06305550113/06205550114", &["06305550113", "06205550114"], &[]);
        check("70/555-0118", &["70/555-0118"], &[]);
        check("+36 30 555 0113 +36 20 555 0114", &["+36 30 555 0113", "+36 20 555 0114"], &[]);
        check("\u{202a}+36\u{a0}30 555\u{2011}0112\u{202c}", &["+36 30 555-0112"], &[]);
        check("36305550142.0", &["36305550142"], &[]);
        check("۰۹۱۲ ۳۴۵ ۶۷۸۹", &["۰۹۱۲ ۳۴۵ ۶۷۸۹"], &[]);
    }

    #[test]
    fn what_is_no_number_is_none() {
        let check = |cell: &str, refusal| {
            let read = phones(cell);
            assert_eq!((read.numbers.len(), read.refusal), (0, Some(refusal)), "{cell}");
        };
        check("3.6305E+10", PhoneRefusal::Letters);
        check("0630KAPUCS", PhoneRefusal::Letters);
        check("06x305550143", PhoneRefusal::Letters);
        check("<script>1234567", PhoneRefusal::Letters);
        check("unknown", PhoneRefusal::Letters);
        check("12", PhoneRefusal::TooShort { least: 5 });
    }

    #[test]
    fn addresses_are_found_among_what_mail_programs_write() {
        let check = |cell: &str, expected: &[&str]| {
            let emails = emails(cell);
            assert_eq!(emails.addresses, expected, "{cell}");
            assert!(!emails.is_refused, "{cell}");
        };
        check("Ann Sample <ann@example.com>", &["ann@example.com"]);
        check("<ann@example.com>", &["ann@example.com"]);
        check("mailto:bob@example.com?subject=Hello", &["bob@example.com"]);
        check("cid@example.com; cid2@example.com", &["cid@example.com", "cid2@example.com"]);
        check("cid@example.com cid2@example.com", &["cid@example.com", "cid2@example.com"]);
        check("a@example.com ::: b@example.com", &["a@example.com", "b@example.com"]);
        check("dot@example.com.", &["dot@example.com"]);
        check("\u{200b}FAY@example.com\u{a0}", &["FAY@example.com"]);
        assert_eq!(emails("\"Sample, Ann\" <ann@example.com>").name, "Sample Ann");
        for cell in ["none", "a@b@c", "ann@example,com", "ann at example.com", "@"] {
            assert!(emails(cell).is_refused, "{cell}");
        }
    }

    #[test]
    fn a_name_loses_marks_nobody_sees_and_keeps_those_that_join() {
        assert_eq!(visible("\u{200f}Fay Sample\u{200e}"), "Fay Sample");
        assert_eq!(visible("🌸 Gus 👩\u{200d}🍳"), "🌸 Gus 👩\u{200d}🍳");
        assert_eq!(visible("می\u{200c}خواهم\u{200c}"), "می\u{200c}خواهم");
    }
}
