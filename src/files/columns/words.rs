//! What the title of a column means, in whichever way it is written.

mod titles;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Meaning;
use titles::TITLES;

/// A title without case, marks and doubled blanks, with Persian letters written one way.
pub(super) fn normal(title: &str) -> String {
    let mut text = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        match letter {
            'ي' | 'ى' => text.push('ی'),
            'ك' => text.push('ک'),
            'ё' => text.push('е'),
            // A dot over a small i, left by a Turkish capital.
            '\u{307}' | '\u{feff}' => {}
            // Persian vowel marks, and the small hamza of an ending: written by some, not by others.
            '\u{64b}'..='\u{655}' => {}
            'ʼ' | '’' | '\'' => text.push('\''),
            letter if letter.is_alphanumeric() => text.push(letter),
            _ if text.ends_with(' ') || text.is_empty() => {}
            _ => text.push(' '),
        }
    }
    text.truncate(text.trim_end().len());
    // A title of signs alone, such as `#` or `№`, is still a title.
    if text.is_empty() { title.trim().to_owned() } else { text }
}

/// A title with a blank before each capital inside a word: `customerName`.
fn in_words(title: &str) -> String {
    let mut text = String::new();
    let mut was_small = false;
    for letter in title.chars() {
        if was_small && letter.is_uppercase() {
            text.push(' ');
        }
        was_small = letter.is_lowercase() || letter.is_numeric();
        text.push(letter);
    }
    text
}

/// A title without what stands in brackets: `Total (EUR)`, `Email (Billing)`.
fn without_brackets(title: &str) -> String {
    let mut depth = 0_usize;
    let keep = |letter: &char| {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    title.chars().filter(keep).collect()
}

/// A title without the currency at its end: `Total EUR`, `Összeg, Ft`.
fn without_currency(normal: &str) -> Option<&str> {
    let (rest, last) = normal.rsplit_once(' ')?;
    let currencies = [
        "ft",
        "huf",
        "eur",
        "usd",
        "gbp",
        "chf",
        "cad",
        "aud",
        "pln",
        "czk",
        "ron",
        "rub",
        "руб",
        "uah",
        "грн",
        "irr",
        "irt",
        "تومان",
        "ریال",
    ];
    currencies.contains(&last).then_some(rest)
}

/// The ways a title can be understood, as it stands first.
fn forms(title: &str) -> Vec<String> {
    let bare = without_brackets(title);
    let mut forms = vec![normal(title), normal(&in_words(title))];
    // A title that is all in brackets is what stands in them.
    if !bare.trim().is_empty() {
        forms.push(normal(&in_words(&bare)));
    }
    let shorter = forms.iter().filter_map(|form| without_currency(form)).next_back();
    forms.extend(shorter.map(str::to_owned));
    forms.dedup();
    forms
}

/// What a title means, and how strongly: lower is stronger.
pub(super) fn meaning(title: &str) -> Option<(Meaning, usize)> {
    let forms = forms(title);
    let exactly = forms
        .iter()
        .zip(0..)
        .find_map(|(form, place)| exact(form).map(|(meaning, rank)| (meaning, rank + place)));
    exactly.or_else(|| {
        let weaker = |(meaning, rank)| (meaning, rank + 100);
        let nearly = |form: &String| numbered(form).or_else(|| glued(form)).map(weaker);
        forms
            .iter()
            .find_map(nearly)
            .or_else(|| forms.iter().find_map(|form| partly(form)).map(weaker))
    })
}

/// Whether a title is of something that is known and not kept.
pub(super) fn is_passed_over(title: &str) -> bool {
    meaning(title).is_some_and(|(meaning, _)| meaning == Meaning::Ignore)
}

/// Whether a column of days under some title is of when somebody was written down, or of who knows
/// what.
pub(super) fn is_of_record(titles: &[&str], place: usize) -> bool {
    let Some(title) = titles.get(place) else {
        return false;
    };
    let is_made = normal(title).starts_with("created");
    is_made || meaning(title).is_none_or(|(meaning, _)| meaning != Meaning::Date)
}

/// "phone 2", "email 1 value": the number of one of several.
fn numbered(title: &str) -> Option<(Meaning, usize)> {
    let bare = title.trim_end_matches(|c: char| c.is_numeric() || c == ' ');
    (bare != title).then(|| exact(bare)).flatten()
}

/// "customername": words written as one.
fn glued(title: &str) -> Option<(Meaning, usize)> {
    GLUED.get(title.replace(' ', "").as_str()).copied()
}

/// Every title with its meaning and rank; of a title that stands twice the first counts.
static RANKS: LazyLock<HashMap<&str, (Meaning, usize)>> = LazyLock::new(|| {
    let mut ranks = HashMap::new();
    for (meaning, titles) in TITLES {
        for (rank, title) in titles.iter().enumerate() {
            ranks.entry(*title).or_insert((*meaning, rank));
        }
    }
    ranks
});

/// Titles of several words written as one.
static GLUED: LazyLock<HashMap<String, (Meaning, usize)>> = LazyLock::new(|| {
    let several = RANKS.iter().filter(|(title, _)| title.contains(' '));
    several.map(|(title, rank)| (title.replace(' ', ""), *rank)).collect()
});

fn exact(title: &str) -> Option<(Meaning, usize)> {
    RANKS.get(title).copied()
}

/// Whether a title says that something is a number, but not of what.
pub(super) fn is_bare_id(title: &str) -> bool {
    matches!(title, "id" | "azonosító" | "код" | "کد" | "شناسه")
}

/// Titles that say more than one word of a list does.
fn partly(title: &str) -> Option<(Meaning, usize)> {
    const STARTS: [(&str, Meaning); 5] = [
        ("number of", Meaning::Quantity),
        ("n of", Meaning::Quantity),
        ("сумма ", Meaning::Amount),
        ("сума ", Meaning::Amount),
        ("مبلغ ", Meaning::Amount),
    ];
    const STEMS: [(&str, Meaning); 13] = [
        ("qty", Meaning::Quantity),
        ("telefon", Meaning::Phone),
        ("phone", Meaning::Phone),
        ("телефон", Meaning::Phone),
        ("email", Meaning::Email),
        ("e mail", Meaning::Email),
        ("születés", Meaning::Birthday),
        ("рожд", Meaning::Birthday),
        ("народж", Meaning::Birthday),
        ("megjegyz", Meaning::Note),
        ("dátum", Meaning::Date),
        ("összeg", Meaning::Amount),
        ("تلفن", Meaning::Phone),
    ];
    // "Phone 1 - Label" says what the phone beside it is.
    let is_beside = [" label", " type", " country"].iter().any(|end| title.ends_with(end));
    if is_beside {
        return None;
    }
    let start = STARTS.iter().find(|(start, _)| title.starts_with(start));
    let stem = || STEMS.iter().find(|(stem, _)| title.contains(stem));
    start.or_else(stem).map(|(_, meaning)| (*meaning, 0))
}

/// A yes or a no in any of five languages.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "1" | "yes" | "y" | "true" | "x" | "✓" | "igen" | "i" | "да" | "так" | "بله" | "آری" => {
            Some(true)
        }
        "0" | "no" | "n" | "false" | "nem" | "нет" | "ні" | "خیر" | "نه" => Some(false),
        _ => None,
    }
}

/// Maps columns by their titles, the strongest first where a meaning may stand only once.
pub(super) fn map(titles: &[&str], mapping: &mut [Meaning]) {
    let mut found: Vec<(usize, usize, Meaning)> = titles
        .iter()
        .enumerate()
        .filter_map(|(place, title)| meaning(title).map(|(meaning, rank)| (rank, place, meaning)))
        .collect();
    found.sort_by_key(|(rank, place, _)| (*rank, *place));
    for (_, place, meaning) in found {
        if meaning.may_repeat() || !mapping.contains(&meaning) {
            mapping[place] = meaning;
        }
    }
}
