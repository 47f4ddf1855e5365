//! Bars: EAN-13, EAN-8 and Code 128.
//!
//! A line across them is held against the tables of what a sign looks like. What is found counts
//! when its check digit is right, when there is light before and behind it, and when two lines say
//! the same: half a code, or a shelf of them, is no code.

use crate::work::codes::Picture;
use crate::work::codes::line::{PART, SWINGS, backwards, lines, runs};

/// Digits of EAN as they stand on the right side, and with odd parity on the left: light, dark,
/// light, dark. With even parity they are turned round.
const DIGITS: [[u32; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];

/// Which of the six digits on the left have even parity, the first of them in the highest bit, by
/// the digit that this stands for.
const PARITIES: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];

/// The signs of Code 128: dark and light in turn. The last ends a code, with two dark modules more.
#[rustfmt::skip]
const SIGNS: [&[u8; 6]; 107] = [
    b"212222", b"222122", b"222221", b"121223", b"121322", b"131222", b"122213", b"122312",
    b"132212", b"221213", b"221312", b"231212", b"112232", b"122132", b"122231", b"113222",
    b"123122", b"123221", b"223211", b"221132", b"221231", b"213212", b"223112", b"312131",
    b"311222", b"321122", b"321221", b"312212", b"322112", b"322211", b"212123", b"212321",
    b"232121", b"111323", b"131123", b"131321", b"112313", b"132113", b"132311", b"211313",
    b"231113", b"231311", b"112133", b"112331", b"132131", b"113123", b"113321", b"133121",
    b"313121", b"211331", b"231131", b"213113", b"213311", b"213131", b"311123", b"311321",
    b"331121", b"312113", b"312311", b"332111", b"314111", b"221411", b"431111", b"111224",
    b"111422", b"121124", b"121421", b"141122", b"141221", b"112214", b"112412", b"122114",
    b"122411", b"142112", b"142211", b"241211", b"221114", b"413111", b"241112", b"134111",
    b"111242", b"121142", b"121241", b"114212", b"124112", b"124211", b"411212", b"421112",
    b"421211", b"212141", b"214121", b"412121", b"111143", b"111341", b"131141", b"114113",
    b"114311", b"411113", b"411311", b"113141", b"114131", b"311141", b"411131", b"211412",
    b"211214", b"211232", b"233111",
];

const STOP: usize = 106;

/// No code under the camera has more signs.
const MOST_SIGNS: usize = 200;

/// What the bars in a picture say; `None` where two lines do not agree on it.
pub(super) fn read(picture: &Picture) -> Option<Vec<u8>> {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for line in lines(picture) {
        let found = SWINGS.into_iter().find_map(|swing| {
            let runs = runs(&line, swing);
            read_line(&runs).or_else(|| read_line(&backwards(&runs)))
        });
        let Some(found) = found else { continue };
        if seen.contains(&found) {
            return Some(found);
        }
        seen.push(found);
    }
    None
}

/// What is read along a line, light first.
fn read_line(runs: &[u32]) -> Option<Vec<u8>> {
    // Every second run is dark, and bars begin dark.
    (1..runs.len()).step_by(2).find_map(|at| {
        let (before, rest) = (runs[at - 1], &runs[at..]);
        code_128(before, rest).or_else(|| ean::<6>(before, rest)).or_else(|| ean::<4>(before, rest))
    })
}

/// The digits of an EAN code with so many on either side, which begins with the first run.
fn ean<const SIDE: usize>(before: u32, runs: &[u32]) -> Option<Vec<u8>> {
    let modules = u32::try_from(2 * 7 * SIDE + 11).ok()?;
    let (code, behind) = (runs.get(..8 * SIDE + 11)?, runs.get(8 * SIDE + 11)?);
    let total: u32 = code.iter().sum();
    let is_quiet = |light: u32| light * modules >= 4 * total;
    if total < modules * PART || !is_quiet(before) || !is_quiet(*behind) {
        return None;
    }
    let is_one = |run: &u32| {
        let tenths = run * modules * 10;
        tenths >= 3 * total && tenths <= 19 * total
    };
    let (left, middle) = (3, 3 + 4 * SIDE);
    let (right, end) = (middle + 5, middle + 5 + 4 * SIDE);
    let guards = [&code[..left], &code[middle..right], &code[end..]];
    if !guards.into_iter().flatten().all(is_one) {
        return None;
    }
    let mut parity = 0;
    let mut digits = Vec::new();
    for runs in code[left..middle].chunks_exact(4) {
        let odd = likeness(runs, &DIGITS, |digit| *digit);
        let even = likeness(runs, &DIGITS, |[a, b, c, d]| [*d, *c, *b, *a]);
        let both = [odd, even].into_iter().zip([0, 1]);
        let found = both.filter_map(|(found, parity)| Some((found?, parity)));
        let (found, is_even) = found.min_by_key(|(found, _)| found.off)?;
        parity = parity << 1 | is_even;
        digits.push(found.is_close(2, 5)?);
    }
    for runs in code[right..end].chunks_exact(4) {
        digits.push(likeness(runs, &DIGITS, |digit| *digit)?.is_close(2, 5)?);
    }
    // The first of thirteen digits is not drawn, but told by the parities.
    let first = PARITIES.iter().position(|known| *known == parity)?;
    if SIDE == 6 {
        digits.insert(0, first);
    } else if first != 0 {
        return None;
    }
    let sum: usize =
        digits.iter().rev().zip([1, 3].into_iter().cycle()).map(|(digit, n)| digit * n).sum();
    let signs = || digits.iter().map(|digit| b"0123456789"[*digit]).collect();
    sum.is_multiple_of(10).then(signs)
}

/// The text of a Code 128, which begins with the first run.
fn code_128(before: u32, runs: &[u32]) -> Option<Vec<u8>> {
    let first: u32 = runs.get(..6)?.iter().sum();
    if first < 11 * PART || before * 11 < 5 * first {
        return None;
    }
    let mut signs: Vec<usize> = Vec::new();
    let mut width = first;
    for (place, six) in runs.chunks_exact(6).enumerate().take(MOST_SIGNS) {
        let total: u32 = six.iter().sum();
        // Seen from the side, signs become narrower one by one, and not all at once.
        if total * 4 < width * 3 || total * 3 > width * 4 {
            return None;
        }
        width = total;
        let sign =
            likeness(six, &SIGNS, |sign| sign.map(|n| u32::from(n - b'0')))?.is_close(1, 4)?;
        if (place == 0) != (103..STOP).contains(&sign) {
            return None;
        }
        if sign == STOP {
            let (last, behind) = (runs.get(6 * place + 6)?, runs.get(6 * place + 7)?);
            let is_ended = last * 11 >= total && last * 11 <= 3 * total;
            return (is_ended && behind * 11 >= 5 * total).then(|| text(&signs)).flatten();
        }
        signs.push(sign);
    }
    None
}

/// What the signs of a Code 128 say; `None` when the last does not check the others, or when they
/// are beyond what is printed on a card.
fn text(signs: &[usize]) -> Option<Vec<u8>> {
    let (check, signs) = signs.split_last()?;
    let (start, said) = signs.split_first()?;
    let sum = (1..).zip(said).map(|(place, sign)| place * sign).sum::<usize>() + start;
    if sum % 103 != *check || said.is_empty() {
        return None;
    }
    let mut set = match start {
        103 => Set::A,
        104 => Set::B,
        _ => Set::C,
    };
    let mut for_one = None;
    let mut text = Vec::new();
    for &sign in said {
        let now = for_one.take().unwrap_or(set);
        match (now, sign) {
            (Set::C, 0..=99) => text.extend([sign / 10, sign % 10].map(|n| b"0123456789"[n])),
            (Set::A, 64..=95) => text.push(u8::try_from(sign - 64).ok()?),
            (Set::A | Set::B, 0..=95) => text.push(u8::try_from(sign + 32).ok()?),
            (Set::A, 98) => for_one = Some(Set::B),
            (Set::B, 98) => for_one = Some(Set::A),
            (Set::A | Set::B, 99) => set = Set::C,
            (Set::A | Set::C, 100) => set = Set::B,
            (Set::B | Set::C, 101) => set = Set::A,
            // What a scanner at a till is told by, and no part of the text.
            (_, 96 | 97 | 102) => {}
            // Letters beyond ASCII, which nobody prints on a card.
            _ => return None,
        }
    }
    Some(text)
}

/// What the signs of a Code 128 stand for.
#[derive(Clone, Copy)]
enum Set {
    /// Capitals, and what is no text.
    A,
    /// Capitals and small letters.
    B,
    /// Two digits each.
    C,
}

/// Which sign some runs are most like, and how far off it they are.
#[derive(Clone, Copy)]
struct Likeness {
    sign: usize,
    /// In parts of a module, of which the runs together have as many as they are wide.
    off: u32,
    total: u32,
    modules: u32,
}

impl Likeness {
    /// The sign, if the runs are off it by no more than this share of them all.
    fn is_close(self, share: u32, of: u32) -> Option<usize> {
        (self.off * of <= self.total * self.modules * share).then_some(self.sign)
    }
}

/// The sign of a table that some runs are most like; none where each has a run that is off by most
/// of a module.
fn likeness<T, const N: usize>(
    runs: &[u32],
    table: &[T],
    widths: impl Fn(&T) -> [u32; N],
) -> Option<Likeness> {
    let total: u32 = runs.iter().sum();
    let likeness = |(sign, known): (usize, &T)| {
        let widths = widths(known);
        let modules: u32 = widths.iter().sum();
        let offs =
            runs.iter().zip(widths).map(|(run, wide)| (run * modules).abs_diff(wide * total));
        let (off, worst) = offs.fold((0, 0), |(sum, worst), off| (sum + off, off.max(worst)));
        (worst * 10 <= total * 8).then_some(Likeness { sign, off, total, modules })
    };
    table.iter().enumerate().filter_map(likeness).min_by_key(|likeness| likeness.off)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bars in modules, dark first, with light around them.
    fn drawn(modules: &[u32]) -> Vec<u32> {
        let bars = modules.iter().map(|n| n * 3 * PART);
        std::iter::once(30 * PART).chain(bars).chain([30 * PART]).collect()
    }

    fn digits(of: &[u8]) -> Vec<u32> {
        of.iter().map(|n| u32::from(n - b'0')).collect()
    }

    #[test]
    fn every_sign_has_eleven_modules_and_no_other_is_like_it() {
        for (sign, widths) in SIGNS.iter().enumerate() {
            let widths = digits(&widths[..]);
            assert_eq!(widths.iter().sum::<u32>(), 11, "{sign}");
            // Dark signs have an even number of dark modules; so a slip in the table shows.
            let dark: u32 = widths.iter().step_by(2).sum();
            assert_eq!(dark % 2, 0, "{sign}");
            let found = likeness(&widths, &SIGNS, |sign| sign.map(|n| u32::from(n - b'0')));
            assert_eq!(found.map(|found| (found.sign, found.off)), Some((sign, 0)));
        }
    }

    /// An EAN-13 that begins with 4, from its other digits.
    fn begun_with_4(others: [usize; 12]) -> Vec<u32> {
        let mut modules = vec![1, 1, 1];
        for (place, digit) in others.into_iter().enumerate() {
            let mut widths = DIGITS[digit];
            if [1, 4, 5].contains(&place) {
                widths.reverse();
            }
            modules.extend(widths);
            if place == 5 {
                modules.extend([1; 5]);
            }
        }
        modules.extend([1; 3]);
        modules
    }

    #[test]
    fn a_code_counts_with_light_around_it_and_its_check_digit() {
        let runs = drawn(&begun_with_4([0, 0, 6, 3, 8, 1, 3, 3, 3, 9, 3, 1]));
        let number = Some(b"4006381333931".to_vec());
        assert_eq!(read_line(&runs), number);
        assert_eq!(read_line(&backwards(&runs)), None, "it is read from its beginning only");
        assert_eq!(read_line(&backwards(&backwards(&runs))), number);
        let crowded_before = [&[PART], &runs[1..]].concat();
        let crowded_behind = [&runs[..runs.len() - 1], &[PART]].concat();
        let wrong = drawn(&begun_with_4([0, 0, 6, 3, 8, 1, 3, 3, 3, 9, 3, 2]));
        for runs in [crowded_before, crowded_behind, wrong] {
            assert_eq!(read_line(&runs), None);
        }
    }
}
