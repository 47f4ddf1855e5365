//! Whether a word in Arabic letters sounds like one in Latin or Cyrillic ones: محمد and Mohammad.
//!
//! Persian writes the long vowels and leaves the short ones to the reader, so no spelling can be
//! made of the letters: it can only be asked whether two words fit. Hossein fits حسین and not حسن.

use super::skeleton::to_latin;

/// Which of the two words is only begun, as when it is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::people) enum Begun {
    /// Neither: the words are whole.
    Neither,
    /// The one in Latin or Cyrillic letters.
    Latin,
    /// The one in Arabic letters.
    Persian,
}

/// The fewest letters of a Latin word that can be told by its sound, and of a Persian one.
const FEWEST: (usize, usize) = (3, 2);

/// No name is so long; a pasted page must not keep the key waiting.
const LONGEST: usize = 40;

/// Whether a folded word is written in Arabic letters.
pub(in crate::people) fn is_persian(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| matches!(letter, '\u{620}'..='\u{6d3}'))
}

/// A folded word of another alphabet, to be held against many in Arabic letters, or one in Arabic
/// letters, to be held against many of others.
#[derive(Debug)]
pub(in crate::people) struct Sound {
    letters: Vec<char>,
    is_persian: bool,
}

impl Sound {
    /// Of a folded word.
    pub(in crate::people) fn of(word: &str) -> Self {
        let is_persian = is_persian(word);
        let letters = if is_persian { word.chars().collect() } else { latin(word) };
        Self { letters, is_persian }
    }

    /// Whether it is written in Arabic letters.
    pub(in crate::people) fn is_persian(&self) -> bool {
        self.is_persian
    }

    /// Whether a folded word of the other script may begin alike: a quick look, for among many words
    /// few do.
    pub(super) fn may_begin(&self, other: &str) -> bool {
        let (Some(ours), Some(theirs)) = (self.letters.first(), other.chars().next()) else {
            return false;
        };
        if self.is_persian { begins(*ours, first_latin(theirs)) } else { begins(theirs, *ours) }
    }

    /// Whether it fits a word of the other script; never one of its own.
    pub(in crate::people) fn fits(&self, other: &Self, begun: Begun) -> bool {
        match (self.is_persian, other.is_persian) {
            (true, false) => fits(&self.letters, &other.letters, begun),
            (false, true) => fits(&other.letters, &self.letters, begun),
            (true, true) | (false, false) => false,
        }
    }

    /// The consonants that no spelling leaves out; one key for all words that may fit each other.
    pub(in crate::people) fn frame(&self) -> String {
        let mut frame = String::new();
        let mut last = ' ';
        let text: String = self.letters.iter().collect();
        let text =
            text.replace("dzh", "j").replace("dj", "j").replace("sh", "š").replace("ch", "č");
        let text = text.replace("zh", "j").replace("ph", "f").replace("gh", "g").replace("kh", "h");
        for letter in text.chars() {
            let strong = match letter {
                'ب' | 'b' => 'b',
                'پ' | 'p' => 'p',
                'ت' | 'ط' | 't' => 't',
                'س' | 'ص' | 'ث' | 's' => 's',
                'ج' | 'ژ' | 'j' => 'j',
                'چ' | 'č' => 'č',
                'د' | 'd' => 'd',
                'ر' | 'r' => 'r',
                'ز' | 'ذ' | 'ض' | 'ظ' | 'z' => 'z',
                'ش' | 'š' => 'š',
                'غ' | 'ق' | 'گ' | 'g' | 'q' => 'g',
                'ف' | 'f' => 'f',
                'ک' | 'k' | 'c' => 'k',
                'ل' | 'l' => 'l',
                'م' | 'm' => 'm',
                'ن' | 'n' => 'n',
                _ => ' ',
            };
            if strong != ' ' && letter != last {
                frame.push(strong);
            }
            last = letter;
        }
        frame
    }
}

fn begins(persian: char, latin: char) -> bool {
    match persian {
        // Silent, before a vowel.
        'ع' => is_vowel(latin),
        _ => sounds(persian, false).iter().any(|sound| sound.starts_with(latin)),
    }
}

fn first_latin(letter: char) -> char {
    let mut place = [0; 4];
    to_latin(letter.encode_utf8(&mut place)).chars().next().unwrap_or(letter)
}

fn latin(word: &str) -> Vec<char> {
    to_latin(word).replace('x', "ks").chars().collect()
}

fn fits(persian: &[char], latin: &[char], begun: Begun) -> bool {
    let is_long_enough = latin.len() >= FEWEST.0 && persian.len() >= FEWEST.1;
    let is_short_enough = latin.len() <= LONGEST && persian.len() <= LONGEST;
    is_long_enough && is_short_enough && goes_on(persian, latin, State::START, begun)
}

/// What stands before the place in the Latin word.
#[derive(Clone, Copy)]
struct State {
    before: char,
    /// Whether the letter before is a short vowel that Persian leaves out.
    was_left_out: bool,
    is_start: bool,
}

impl State {
    const START: Self = Self { before: ' ', was_left_out: false, is_start: true };

    fn after(before: char, was_left_out: bool) -> Self {
        Self { before, was_left_out, is_start: false }
    }
}

/// Whether the rest of a Persian word fits the rest of a Latin one.
fn goes_on(persian: &[char], latin: &[char], state: State, begun: Begun) -> bool {
    match (persian.first(), latin.first()) {
        (None, None) => return true,
        (None, _) if begun == Begun::Persian => return true,
        (_, None) if begun == Begun::Latin => return true,
        _ => {}
    }
    if let Some(letter) = latin.first() {
        let is_doubled = *letter == state.before && !is_vowel(*letter);
        // A vowel that begins a word is written, and of two vowels together one is.
        let is_short =
            matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u') && !state.is_start && !state.was_left_out;
        if (is_doubled || is_short)
            && goes_on(persian, &latin[1..], State::after(*letter, is_short), begun)
        {
            return true;
        }
    }
    let Some((letter, rest)) = persian.split_first() else { return false };
    let is_last = rest.is_empty();
    if may_be_silent(*letter, is_last, state) {
        let silent = State { is_start: false, ..state };
        if goes_on(rest, latin, silent, begun) {
            return true;
        }
    }
    sounds(*letter, is_last).iter().any(|sound| {
        let n = sound.len();
        if latin.len() < n {
            // A pair of letters that is typed by half.
            let typed: String = latin.iter().collect();
            return begun == Begun::Latin && sound.starts_with(&typed);
        }
        let is_here = sound.chars().zip(latin).all(|(sound, letter)| sound == *letter);
        let next = State::after(latin[n - 1], false);
        is_here && goes_on(rest, &latin[n..], next, begun)
    })
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Whether a letter may stand for nothing that is written in Latin.
fn may_be_silent(letter: char, is_last: bool, state: State) -> bool {
    match letter {
        'ع' => true,
        'ه' => is_last && is_vowel(state.before),
        // The second of two vowels, where the first is written.
        'ا' | 'و' | 'ی' => is_vowel(state.before) && !state.was_left_out,
        _ => false,
    }
}

/// What a Persian letter is written as, the longest first.
fn sounds(letter: char, is_last: bool) -> &'static [&'static str] {
    match letter {
        'ا' => &["aa", "a", "o", "e", "i", "u"],
        'ب' => &["b"],
        'پ' => &["p"],
        'ت' | 'ط' => &["t"],
        'ث' | 'س' | 'ص' => &["s"],
        'ج' => &["dzh", "dj", "j"],
        'چ' => &["tch", "ch", "cs"],
        'ح' | 'ه' | 'خ' => &["kh", "h"],
        'د' => &["d"],
        'ذ' | 'ز' | 'ض' | 'ظ' => &["z"],
        'ر' => &["r"],
        'ژ' => &["zh", "j"],
        'ش' => &["sh"],
        'غ' | 'ق' => &["gh", "g", "q"],
        'ف' => &["ph", "f"],
        'ک' => &["k", "c"],
        'گ' => &["g"],
        'ل' => &["l"],
        'م' => &["m"],
        'ن' => &["n"],
        'و' => &["oo", "ou", "ow", "v", "w", "o", "u"],
        'ی' if is_last => &["ee", "y", "i", "e", "j", "a"],
        'ی' => &["ee", "y", "i", "e", "j"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    fn fit(persian: &str, latin: &str, begun: Begun) -> bool {
        Sound::of(&fold(persian)).fits(&Sound::of(&fold(latin)), begun)
    }

    #[test]
    fn a_persian_name_fits_its_usual_spellings() {
        let names: &[(&str, &[&str])] = &[
            ("محمد", &["Mohammad", "Mohamad", "Muhammad", "Mohammed", "Мохаммад"]),
            ("حسین", &["Hossein", "Hosein", "Hussein", "Husayn", "Хоссейн"]),
            ("زهرا", &["Zahra", "Захра"]),
            ("علی", &["Ali", "Али"]),
            ("علیرضا", &["Alireza"]),
            ("فاطمه", &["Fatemeh", "Fateme", "Fatima"]),
            ("سعید", &["Saeed", "Said"]),
            ("مسعود", &["Masoud", "Masood"]),
            ("داوود", &["Davood", "Davoud"]),
            ("ابراهیم", &["Ebrahim", "Ibrahim"]),
            ("رضایی", &["Rezaei", "Rezai", "Rezayi"]),
            ("قاسمی", &["Ghasemi", "Qasemi"]),
            ("موسوی", &["Mousavi", "Moosavi"]),
            ("حیدری", &["Heydari", "Heidari"]),
            ("زارع", &["Zare"]),
            ("جواد", &["Javad", "Джавад"]),
            ("ابوالفضل", &["Abolfazl"]),
        ];
        for (persian, spellings) in names {
            for latin in *spellings {
                assert!(fit(persian, latin, Begun::Neither), "{persian} {latin}");
                let frame = |word: &str| Sound::of(&fold(word)).frame();
                assert_eq!(frame(persian), frame(latin), "{persian} {latin}");
            }
        }
    }

    #[test]
    fn other_names_do_not_fit() {
        for (persian, latin) in [
            ("حسن", "Hossein"),
            ("حسین", "Hasan"),
            ("محسن", "Hasan"),
            ("امیر", "Amin"),
            ("میر", "Amir"),
            ("علی", "Vali"),
            ("رضا", "Reyhan"),
            ("مریم", "Mary"),
        ] {
            assert!(!fit(persian, latin, Begun::Neither), "{persian} {latin}");
        }
    }

    #[test]
    fn a_begun_word_fits_as_far_as_it_is_typed() {
        assert!(fit("محمد", "Moham", Begun::Latin));
        assert!(fit("شهره", "Sho", Begun::Latin));
        assert!(fit("محم", "Mohammad", Begun::Persian));
        assert!(!fit("محمد", "Moham", Begun::Neither));
        assert!(!fit("محمود", "Mohammad", Begun::Persian));
    }
}
