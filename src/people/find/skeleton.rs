//! What is left of a name when it has been carried from one alphabet or language to another.
//!
//! Олександр, Александр and Oleksandr have one skeleton; so have Сергій, Сергей, Serhii and
//! Sergey. It is made to find, not to spell: г, х, g, h and kh are one letter, so are o and a, and
//! e, i, y and j. The vowels stay, in two classes and u: with consonants alone, Anna would find
//! every Anton. The skeleton of a beginning is, but for a pair of letters cut in two, the beginning
//! of the skeleton, so it can be searched as one types.

/// The skeleton of a folded word.
pub(in crate::people) fn skeleton(word: &str) -> String {
    let latin = to_latin(word);
    let mut rest = start(&latin);
    let mut bones = String::with_capacity(latin.len());
    if let Some(after) = initial_before_l(rest) {
        bones.push('a');
        rest = after;
    }
    while let Some(letter) = rest.chars().next() {
        let (bone, length) = bone(rest).unwrap_or((single(letter), letter.len_utf8()));
        for part in bone.chars() {
            // Doubled letters are written or not: Anna and Ана, Mariia and Maria.
            if !bones.ends_with(part) {
                bones.push(part);
            }
        }
        rest = &rest[length..];
    }
    bones
}

/// `ye` and `je` begin a word as a bare `e` does: Yevhen, Evgeny, Євген.
fn start(latin: &str) -> &str {
    match latin.as_bytes() {
        [b'y' | b'j', b'e', ..] => &latin[1..],
        _ => latin,
    }
}

/// Olena and Елена, Oleksii and Алексей: the first vowel before an l is any of three.
fn initial_before_l(latin: &str) -> Option<&str> {
    match latin.as_bytes() {
        [b'a' | b'e' | b'o', b'l', ..] => Some(&latin[1..]),
        _ => None,
    }
}

/// Several letters that stand for one sound, the longest first, and how long they are.
fn bone(rest: &str) -> Option<(&'static str, usize)> {
    const BONES: [(&str, &str); 21] = [
        ("shch", "s"),
        ("sch", "s"),
        ("tch", "c"),
        ("sh", "s"),
        ("sz", "s"),
        ("zh", "z"),
        ("zs", "z"),
        ("kh", "h"),
        ("gh", "h"),
        ("ch", "c"),
        ("cs", "c"),
        ("cz", "c"),
        ("ck", "k"),
        ("ts", "c"),
        ("tz", "c"),
        ("ph", "f"),
        ("th", "t"),
        ("yo", "i"),
        ("jo", "i"),
        ("ce", "ci"),
        ("ci", "ci"),
    ];
    let (letters, bone) = BONES.iter().find(|(letters, _)| rest.starts_with(letters))?;
    Some((bone, letters.len()))
}

fn single(letter: char) -> &'static str {
    match letter {
        'a' | 'o' => "a",
        'e' | 'i' | 'y' | 'j' => "i",
        'u' => "u",
        'b' => "b",
        'c' | 'k' | 'q' => "k",
        'd' => "d",
        'f' => "f",
        'g' | 'h' => "h",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        'p' => "p",
        'r' => "r",
        's' => "s",
        't' => "t",
        'v' | 'w' => "v",
        'x' => "ks",
        'z' => "z",
        _ => "",
    }
}

/// Russian and Ukrainian letters by the usual English ones; anything else as it is.
pub(super) fn to_latin(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for letter in word.chars() {
        match cyrillic(letter) {
            Some(letters) => latin.push_str(letters),
            None => latin.push(letter),
        }
    }
    latin
}

fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    #[test]
    fn one_name_in_two_alphabets_has_one_skeleton() {
        let names: &[&[&str]] = &[
            &["Олександр", "Александр", "Oleksandr", "Aleksandr", "Alexandr"],
            &["Сергій", "Сергей", "Serhii", "Sergey", "Sergei", "Serhiy"],
            &["Олена", "Елена", "Olena", "Elena", "Yelena"],
            &["Марія", "Мария", "Mariia", "Maria", "Mariya"],
            &["Юлія", "Юлия", "Yuliia", "Yulia", "Julia", "Júlia"],
            &["Євген", "Yevhen", "Evgen"],
            &["Ольга", "Olha", "Olga"],
            &["Наталія", "Наталья", "Nataliia", "Natalia"],
            &["Григорій", "Григорий", "Hryhorii", "Grigory"],
            &["Федор", "Фёдор", "Fedor", "Fyodor"],
            &["Мар'яна".split('\'').collect::<String>().leak(), "Марьяна", "Mariana", "Maryana"],
            &["Хрущёв", "Khrushchev"],
            &["Ковач", "Kovach", "Kovács"],
        ];
        for spellings in names {
            let bones = |name: &str| skeleton(&fold(name));
            for spelling in *spellings {
                assert_eq!(bones(spelling), bones(spellings[0]), "{spelling} {spellings:?}");
            }
        }
    }

    #[test]
    fn names_that_sound_otherwise_stay_apart() {
        for (one, other) in [("anna", "anton"), ("ivan", "ivo"), ("ілона", "олена")] {
            assert!(!skeleton(other).starts_with(&skeleton(one)), "{one} {other}");
        }
        assert_eq!(skeleton("علی"), "");
    }
}
