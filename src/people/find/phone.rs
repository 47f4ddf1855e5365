//! One phone number in its national and international forms.
//!
//! It is not a book of numbering plans: it knows where a country code ends, what is dialled in its
//! place at home, and the shapes of Hungarian, Russian, Ukrainian and Iranian numbers. That is
//! enough to find, and nothing is ever dialled or changed by it.

/// The fewest digits by which a number without its country can be told.
const MIN_NATIONAL: usize = 8;

/// The forms of a number under which it is found, the written one first. Digits only.
pub(super) fn forms(folded: &str) -> Vec<String> {
    let digits = digits_of(folded);
    let mut forms = vec![digits.clone()];
    if let Some(international) = international(folded, &digits) {
        let (country, rest) = split_country(international);
        forms.push(format!("{country}{rest}"));
        forms.push(format!("{}{rest}", trunk(country)));
    } else {
        forms.extend(other_form(&digits));
    }
    forms.dedup();
    forms.retain(|form| !form.is_empty());
    forms
}

/// What a typed number, whole or begun, may stand for.
pub(super) fn asked(digits: &str, plus: bool) -> Vec<String> {
    let mut asked = vec![digits.to_owned()];
    // What is left without country and trunk must be long, or it stands inside every number.
    let mut add_bare = |bare: Option<&str>| {
        asked.extend(bare.filter(|bare| bare.len() >= MIN_NATIONAL).map(str::to_owned));
    };
    let international = if plus { Some(digits) } else { digits.strip_prefix("00") };
    if let Some(international) = international {
        let (country, rest) = split_country(international);
        add_bare(Some(rest));
        if !rest.is_empty() {
            asked.push(format!("{country}{rest}"));
            asked.push(format!("{}{rest}", trunk(country)));
        }
    } else {
        for start in ["06", "0", "8", "7", "36", "98", "380"] {
            add_bare(digits.strip_prefix(start));
        }
    }
    asked.sort_unstable();
    asked.dedup();
    asked
}

/// The digits of a folded text.
pub(super) fn digits_of(folded: &str) -> String {
    folded.chars().filter(char::is_ascii_digit).collect()
}

/// The number from its country code on, where it is written with one.
fn international<'a>(folded: &str, digits: &'a str) -> Option<&'a str> {
    let first = folded.find(|letter: char| letter.is_ascii_digit())?;
    let before = folded[..first].trim_end_matches([' ', '(']);
    if before.ends_with('+') { Some(digits) } else { digits.strip_prefix("00") }
}

/// The country code, one to three digits, and the rest without the nought of "+44 (0)20", which
/// is for those who dial at home; only Italy keeps it.
fn split_country(digits: &str) -> (&str, &str) {
    let length = match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    };
    let (country, rest) = digits.split_at(length.min(digits.len()));
    let bare = rest.strip_prefix('0').filter(|_| country != "39");
    (country, bare.unwrap_or(rest))
}

/// What is dialled at home before the number.
fn trunk(country: &str) -> &'static str {
    match country {
        "36" => "06",
        "7" => "8",
        "1" | "30" | "34" | "39" | "45" | "47" | "48" | "351" | "352" | "371" | "372" | "420" => "",
        _ => "0",
    }
}

/// The other form of a number that is written without a plus, by its first digits and length.
fn other_form(digits: &str) -> Option<String> {
    // What it starts with, how long it may be, what takes the start's place.
    const SHAPES: [(&str, std::ops::RangeInclusive<usize>, &str); 8] = [
        ("06", 10..=11, "36"),
        ("36", 10..=11, "06"),
        ("8", 11..=11, "7"),
        ("7", 11..=11, "8"),
        ("0", 11..=11, "98"),
        ("98", 12..=12, "0"),
        ("0", 10..=10, "380"),
        ("380", 12..=12, "0"),
    ];
    SHAPES.iter().find_map(|(start, lengths, other)| {
        let rest = digits.strip_prefix(start).filter(|_| lengths.contains(&digits.len()))?;
        Some(format!("{other}{rest}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_form_for_home_and_one_for_abroad() {
        let check = |written: &str, expected: &[&str]| {
            assert_eq!(forms(written), expected, "{written}");
        };
        check("+36 30 555 0142", &["36305550142", "06305550142"]);
        check("06 30 555 0142", &["06305550142", "36305550142"]);
        check("0036305550142", &["0036305550142", "36305550142", "06305550142"]);
        check("+98 912 345 6789", &["989123456789", "09123456789"]);
        check("0912 345 6789", &["09123456789", "989123456789"]);
        check("8 (912) 345-67-89", &["89123456789", "79123456789"]);
        check("+380 50 123 4567", &["380501234567", "0501234567"]);
        check("+44 (0)20 7946 0000", &["4402079460000", "442079460000", "02079460000"]);
        check("+48 601 234 567", &["48601234567", "601234567"]);
        check("555-0142", &["5550142"]);
        check("", &[]);
    }

    #[test]
    fn a_begun_number_is_asked_for_in_both_forms() {
        let check = |typed: &str, plus, expected: &[&str]| {
            assert_eq!(asked(typed, plus), expected, "{typed}");
        };
        check("3630555", true, &["0630555", "3630555"]);
        check("36", true, &["36"]);
        check("0142", false, &["0142"]);
        check("06305550142", false, &["06305550142", "305550142", "6305550142"]);
        check("003630555", false, &["003630555", "0630555", "3630555"]);
    }
}
