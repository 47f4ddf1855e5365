//! Slips of the pen: one letter too many, too few, another, or two that changed places.

/// Whether two texts are one slip apart; equal ones are not.
pub(super) fn is_one_slip(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let same = |(one, other): &(&char, &char)| one == other;
    let ahead = one.iter().zip(&other).take_while(same).count();
    let (one, other) = (&one[ahead..], &other[ahead..]);
    let behind = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    let (one, other) = (&one[..one.len() - behind], &other[..other.len() - behind]);
    match (one, other) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// The text and all it becomes when one letter is left out: two that are one slip apart share one.
pub(super) fn left_out(text: &str) -> impl Iterator<Item = String> {
    let cut = |(at, letter): (usize, char)| [&text[..at], &text[at + letter.len_utf8()..]].concat();
    text.char_indices().map(cut).chain([text.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_letter_or_two_that_changed_places() {
        let check = |one: &str, other: &str, expected: bool| {
            assert_eq!(is_one_slip(one, other), expected, "{one} {other}");
            assert_eq!(is_one_slip(other, one), expected, "{other} {one}");
            if expected {
                assert!(left_out(one).any(|cut| left_out(other).any(|theirs| theirs == cut)));
            }
        };
        check("kovacs", "kovaks", true);
        check("kovacs", "kovcs", true);
        check("kovacs", "kvoacs", true);
        check("kovacs", "kovacss", true);
        check("kovacs", "kovacs", false);
        check("kovacs", "kavoks", false);
        check("", "a", true);
        check("", "ab", false);
        check("کریمی", "کریمب", true);
    }
}
