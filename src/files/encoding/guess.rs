//! Which encoding is the most likely one.
//!
//! A file that is valid UTF-8, but for a few bytes, is UTF-8: other text is so by accident about
//! never. For the single-byte encodings every candidate's reading is scored: common letters of a
//! language that uses it count for it; a capital in mid-word, two scripts in one word, a sign
//! among letters or a letter that language does not have count against it.

use super::Encoding;

/// How many bytes of a file are looked at.
const SAMPLE: usize = 32 * 1024;

/// The letters of a language, the most frequent first.
struct Language {
    letters: &'static str,
    /// Whether most of its letters are those of ASCII.
    latin: bool,
}

const RUSSIAN: Language = Language {
    letters: "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ", latin: false
};
const UKRAINIAN: Language = Language {
    letters: "оанивітеркслудмпязьгбчхцжйюшїєщфґ'",
    latin: false,
};
const PERSIAN: Language = Language {
    letters: "اينردهمتسوبشكلزخفقعجگحصپطغچضآذژظثىةئأءؤً",
    latin: false,
};
const HUNGARIAN: Language = Language { letters: "áéíóöőúüű", latin: true };
const POLISH: Language = Language { letters: "łąęóżśćńź", latin: true };
const CZECH: Language =
    Language { letters: "íáéěýžřčšůúťňďóľĺŕôä", latin: true };
const ROMANIAN: Language = Language { letters: "ăîâşţ", latin: true };
const CROATIAN: Language = Language { letters: "čšžćđ", latin: true };
const FRENCH: Language = Language { letters: "éèêàçôîùûâïëœü", latin: true };
const GERMAN: Language = Language { letters: "üäöß", latin: true };
const SPANISH: Language = Language { letters: "óíáéñúü", latin: true };
const PORTUGUESE: Language = Language { letters: "ãçáéíóõêâúôà", latin: true };
const NORDIC: Language = Language { letters: "åäöøæéü", latin: true };

/// The candidates; of two that score the same the earlier is taken.
const CANDIDATES: [(Encoding, &[&Language]); 7] = [
    (Encoding::Windows1250, &[&HUNGARIAN, &POLISH, &CZECH, &ROMANIAN, &CROATIAN]),
    (Encoding::Windows1251, &[&RUSSIAN, &UKRAINIAN]),
    (Encoding::Windows1252, &[&FRENCH, &GERMAN, &SPANISH, &PORTUGUESE, &NORDIC]),
    (Encoding::Windows1256, &[&PERSIAN]),
    (Encoding::Iso8859_2, &[&HUNGARIAN, &POLISH, &CZECH, &ROMANIAN, &CROATIAN]),
    (Encoding::Koi8R, &[&RUSSIAN, &UKRAINIAN]),
    (Encoding::Ibm866, &[&RUSSIAN, &UKRAINIAN]),
];

pub(super) fn guess(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8,
        [0xff, 0xfe, ..] => return Encoding::Utf16Le,
        [0xfe, 0xff, ..] => return Encoding::Utf16Be,
        _ => {}
    }
    if let Some(encoding) = guess_utf16(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Encoding::Utf8;
    }
    let sample = telling(bytes);
    if is_mostly_utf8(&sample) {
        return Encoding::Utf8;
    }
    let mut best = (Encoding::Windows1250, i64::MIN);
    for (encoding, languages) in CANDIDATES {
        let text: Vec<char> = encoding.decode(&sample).chars().collect();
        let score = languages.iter().map(|language| score(&text, language)).max();
        if let Some(score) = score.filter(|score| *score > best.1) {
            best = (encoding, score);
        }
    }
    best.0
}

/// Whether it is UTF-8 with a few bytes of another encoding pasted in.
fn is_mostly_utf8(sample: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    // Letters of one byte hardly ever look like those of two.
    n_good > n_bad * 4
}

/// UTF-16 without a mark: blanks, digits and separators leave a zero in every second place.
fn guess_utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |start: usize| sample.iter().skip(start).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (encoding, many, few) =
        if even > odd { (Encoding::Utf16Be, even, odd) } else { (Encoding::Utf16Le, odd, even) };
    if many < 2 || many < few * 20 || many * 20 < sample.len() {
        return None;
    }
    let text = encoding.decode(sample);
    let odd_looking = |c: &char| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace());
    // A sample of odd length ends in half a letter.
    (text.chars().filter(odd_looking).count() <= 1).then_some(encoding)
}

/// The words of a file that hold a byte above ASCII, with blanks between them.
fn telling(bytes: &[u8]) -> Vec<u8> {
    let is_break = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphabetic();
    let words = bytes.split(is_break).filter(|word| !word.is_ascii());
    let mut sample = Vec::new();
    for word in words {
        sample.extend_from_slice(word);
        sample.push(b' ');
        if sample.len() > SAMPLE {
            break;
        }
    }
    sample
}

/// How well a reading suits a language: the sum over all letters that are not of ASCII.
fn score(text: &[char], language: &Language) -> i64 {
    let mut sum = 0;
    for (place, &letter) in text.iter().enumerate().filter(|(_, letter)| !letter.is_ascii()) {
        let before = place.checked_sub(1).and_then(|place| text.get(place)).copied();
        let after = text.get(place + 1).copied();
        sum += worth(letter, language) - strangeness(before, letter, after, language.latin);
    }
    sum
}

fn worth(letter: char, language: &Language) -> i64 {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    match language.letters.chars().position(|known| known == lower) {
        // 12 for the most frequent, falling by one for every three places.
        Some(rank) => 12 - i64::try_from(rank / 3).unwrap_or(12),
        None if letter.is_alphabetic() => -8,
        None if "„“”’‘–—…«»°§№€\u{a0}\u{200c}".contains(letter) => 0,
        None => -16,
    }
}

fn strangeness(before: Option<char>, letter: char, after: Option<char>, latin: bool) -> i64 {
    let is_letter = |other: Option<char>| other.is_some_and(char::is_alphabetic);
    let is_ascii = |other: Option<char>| is_letter(other) && other.is_some_and(|c| c.is_ascii());
    let mut sum = 0;
    if letter.is_uppercase() && before.is_some_and(char::is_lowercase) {
        sum += 12;
    }
    let two_scripts = is_ascii(before) || is_ascii(after);
    if !latin && two_scripts {
        sum += 12;
    }
    // A Latin word of accents alone is another script, misread.
    if latin && !two_scripts && (is_letter(before) || is_letter(after)) {
        sum += 12;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
        let upper: Vec<char> = encoding.upper_half().unwrap_or_default().chars().collect();
        let byte = |letter: char| match u8::try_from(letter) {
            Ok(byte) if byte.is_ascii() => byte,
            _ => {
                let place = upper.iter().position(|known| *known == letter);
                u8::try_from(place.expect("the encoding has the letter") + 128).expect("a byte")
            }
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn words_of_each_language_are_told_apart() {
        let check = |text: &str, encoding: Encoding| {
            let bytes = encode(text, encoding);
            assert_eq!(Encoding::guess(&bytes), encoding, "{text}");
            assert_eq!(encoding.decode(&bytes), text);
        };
        check("Dátum;Vevő neve;Összeg\nKovács Anna;fűszeres őszi tea", Encoding::Windows1250);
        check("Łukasz Wójcik;Świętokrzyska;Żółć", Encoding::Windows1250);
        check("Łukasz Wójcik;Świętokrzyska;Żółć;ąść", Encoding::Iso8859_2);
        check("Дата;Клиент;Сумма\nИванов Пётр;ИВАНОВА АННА", Encoding::Windows1251);
        check("Дата;Клиент;Сумма\nИванов Пётр;Иванова Анна", Encoding::Koi8R);
        check("Дата;Клиент;Сумма\nИванов Пётр;Иванова Анна", Encoding::Ibm866);
        check("Шевченко Олександр;Київ;Їжакевич;єдиний", Encoding::Windows1251);
        check("François Lefèvre;Rhône;à bientôt", Encoding::Windows1252);
        check("São João;não;ações", Encoding::Windows1252);
        check("نام مشتري;تاريخ;مبلغ\nعلي رضايي;پرويز گلچين", Encoding::Windows1256);
    }

    #[test]
    fn unicode_is_known_with_and_without_its_mark() {
        let text = "Dátum;Vevő\nКлиент;5 200";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Encoding::guess(text.as_bytes()), Encoding::Utf8);
        assert_eq!(Encoding::guess(&le), Encoding::Utf16Le);
        assert_eq!(Encoding::guess(&be), Encoding::Utf16Be);
        assert_eq!(Encoding::guess(&[b"\xff\xfe", le.as_slice()].concat()), Encoding::Utf16Le);
        assert_eq!(Encoding::guess(&[b"\xfe\xff", be.as_slice()].concat()), Encoding::Utf16Be);
        assert_eq!(Encoding::guess(b"\xef\xbb\xbfa"), Encoding::Utf8);
        assert_eq!(Encoding::guess(b"plain"), Encoding::Utf8);
        let pasted = ["őszi tea, fűszeres".repeat(9).as_bytes(), b"\xe9"].concat();
        assert_eq!(Encoding::guess(&pasted), Encoding::Utf8);
    }
}
