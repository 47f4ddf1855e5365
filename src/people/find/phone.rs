//! One phone number in its national and international forms.
//!
//! What of numbers there is to know is in [`country`](crate::units::country). Here nobody has said
//! of which country a number is, and it may be typed in half.

use crate::units::country::{Country, split_calling};

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
            // Without a trunk it is the bare one, which must be long.
            let trunk = Some(trunk(country)).filter(|trunk| !trunk.is_empty());
            asked.extend(trunk.map(|trunk| format!("{trunk}{rest}")));
        }
    } else {
        for Country { calling, trunk, .. } in Country::TOLD_BY_SHAPE {
            add_bare(digits.strip_prefix(trunk));
            add_bare(digits.strip_prefix(calling));
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

/// The country code and the rest without the nought of "+44 (0)20", which is for those who dial at
/// home; where nothing is dialled at home, as in Italy, it is part of the number.
fn split_country(digits: &str) -> (&str, &str) {
    let (country, rest) = split_calling(digits);
    let bare = rest.strip_prefix('0').filter(|_| !trunk(country).is_empty());
    (country, bare.unwrap_or(rest))
}

/// What is dialled at home before the number: a nought where nothing else is known.
fn trunk(country: &str) -> &'static str {
    Country::of_number(country).map_or("0", |country| country.trunk)
}

/// The other form of a number that is written without a plus, by its first digits and length.
fn other_form(digits: &str) -> Option<String> {
    Country::TOLD_BY_SHAPE.into_iter().find_map(|country| {
        let whole =
            |start| digits.strip_prefix(start).filter(|rest| country.has_length(rest.len()));
        let abroad = whole(country.trunk).map(|rest| format!("{}{rest}", country.calling));
        abroad.or_else(|| whole(country.calling).map(|rest| format!("{}{rest}", country.trunk)))
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
        check("+39 06 1234 5678", &["390612345678", "0612345678"]);
        check("+1 212 555 0100", &["12125550100"]);
        check("+375 29 123 45 67", &["375291234567", "80291234567"]);
        check("+999 123 4567", &["9991234567", "01234567"]);
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
        check("48601", true, &["48601"]);
        check("48601234567", true, &["48601234567", "601234567"]);
        check("0142", false, &["0142"]);
        check("06305550142", false, &["06305550142", "305550142", "6305550142"]);
        check("003630555", false, &["003630555", "0630555", "3630555"]);
    }
}
