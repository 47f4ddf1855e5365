//! Lines across a picture, and the runs of light and dark along them.
//!
//! Where light turns to dark is measured between the pixels, half way from the darkest to the
//! lightest on both sides: a narrow bar that is blurred to grey still has its edges where they are.

use crate::work::codes::Picture;

/// So many parts a pixel has along a line.
pub(super) const PART: u32 = 64;

/// How many lines there are in each direction: two of them cross all bars of a small code that is
/// held askew.
const LINES: i32 = 45;

/// Two shades differ at least by so much, or it is noise.
const LEAST_SWING: i32 = 16;

/// By which part of the whole range of a line shades must differ at least: little, for bars that are
/// blurred to grey, and more, for a picture full of noise.
pub(super) const SWINGS: [i32; 2] = [8, 4];

/// The lines along which bars may lie: across, along, and both ways between.
pub(super) fn lines(picture: &Picture) -> impl Iterator<Item = Vec<i32>> {
    let (width, height) = (side(picture.width), side(picture.height));
    let half = width.min(height) / 2;
    (0..LINES).flat_map(move |line| {
        // From the middle outwards: what is shown to a camera is mostly in the middle.
        let off = if line % 2 == 0 { line / 2 } else { -(line + 1) / 2 };
        let place = |size: i32| size / 2 + off * size / (LINES + 1);
        let (x, y) = (place(width), place(height));
        [
            ((0, y), (width - 1, y)),
            ((x, 0), (x, height - 1)),
            ((x - half, height / 2 - half), (x + half, height / 2 + half)),
            ((x - half, height / 2 + half), (x + half, height / 2 - half)),
        ]
        .map(|(from, to)| along(picture, from, to))
    })
}

fn side(pixels: usize) -> i32 {
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

/// The shades from one place to another, each the mean of five side by side: noise falls, and an
/// edge that is crossed stays where it is.
fn along(picture: &Picture, from: (i32, i32), to: (i32, i32)) -> Vec<i32> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let n = dx.abs().max(dy.abs()).max(1);
    // Square to the line, or what is averaged would be one bar and the next.
    let (beside_x, beside_y) = (-dy.signum(), dx.signum());
    let shade = |step: i32| {
        let (x, y) = (from.0 + dx * step / n, from.1 + dy * step / n);
        let beside = |side| picture.shade(x + side * beside_x, y + side * beside_y);
        [-2, -1, 0, 1, 2].map(|side| i32::from(beside(side))).iter().sum::<i32>() / 5
    };
    (0..=n).map(shade).collect()
}

/// The widths of light and dark in turn, light first; what is at an end may have no width. Shades
/// that differ by less than a part of the whole range are one.
pub(super) fn runs(shades: &[i32], swing: i32) -> Vec<u32> {
    let mut turns = turns(shades, swing).into_iter();
    let Some(mut before) = turns.next() else { return Vec::new() };
    let mut runs = Vec::new();
    let mut end = 0;
    let mut is_light = true;
    for turn in turns {
        let edge = edge_between(shades, before, turn);
        let ends_light = before.shade > turn.shade;
        if ends_light != is_light {
            runs.push(0);
        }
        runs.push(edge.saturating_sub(end));
        is_light = !ends_light;
        (end, before) = (edge, turn);
    }
    let length = PART * u32::try_from(shades.len().saturating_sub(1)).unwrap_or_default();
    runs.push(length.saturating_sub(end));
    runs
}

/// The same runs from the other end, light first.
pub(super) fn backwards(runs: &[u32]) -> Vec<u32> {
    // Every second one is dark, so an even number of them ends dark.
    let none = runs.len().is_multiple_of(2).then_some(0);
    none.into_iter().chain(runs.iter().rev().copied()).collect()
}

/// Where the shade goes the other way.
#[derive(Clone, Copy)]
struct Turn {
    at: usize,
    shade: i32,
}

/// The lightest and the darkest places in turn, as far as they differ by more than noise.
fn turns(shades: &[i32], swing: i32) -> Vec<Turn> {
    let (Some(least), Some(most)) = (shades.iter().min(), shades.iter().max()) else {
        return Vec::new();
    };
    let swing = ((most - least) / swing).max(LEAST_SWING);
    let mut turns: Vec<Turn> = Vec::new();
    // The darkest and the lightest since the last turn, and which of the two is looked for.
    let mut dark = Turn { at: 0, shade: shades[0] };
    let mut light = dark;
    let mut is_rising = None;
    for (at, &shade) in shades.iter().enumerate() {
        let here = Turn { at, shade };
        if shade < dark.shade {
            dark = here;
        }
        if shade > light.shade {
            light = here;
        }
        if is_rising != Some(false) && light.shade - shade >= swing {
            turns.push(light);
            (dark, is_rising) = (here, Some(false));
        } else if is_rising != Some(true) && shade - dark.shade >= swing {
            turns.push(dark);
            (light, is_rising) = (here, Some(true));
        }
    }
    match is_rising {
        Some(true) => turns.push(light),
        Some(false) => turns.push(dark),
        None => {}
    }
    turns
}

/// Where the line is half way between two turns, in parts of a pixel.
fn edge_between(shades: &[i32], one: Turn, other: Turn) -> u32 {
    // Doubled, so that the middle of two shades is one.
    let middle = one.shade + other.shade;
    let is_falling = one.shade > other.shade;
    let crosses = |pair: &[i32]| {
        let (a, b) = (2 * pair[0] - middle, 2 * pair[1] - middle);
        if is_falling { a >= 0 && b < 0 } else { a <= 0 && b > 0 }
    };
    let between = &shades[one.at..=other.at];
    let step = between.windows(2).position(crosses).unwrap_or_default();
    let (a, b) = (between[step], between.get(step + 1).copied().unwrap_or(between[step]));
    let part = i32::try_from(PART).unwrap_or_default();
    let within = if a == b { 0 } else { (middle - 2 * a) * part / (2 * (b - a)) };
    let whole = PART * u32::try_from(one.at + step).unwrap_or_default();
    whole + u32::try_from(within).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_told_light_first() {
        let check = |shades: &[i32], expected: &[u32]| assert_eq!(runs(shades, 8), expected);
        check(&[200, 200, 0, 0, 0, 200, 200], &[96, 192, 96]);
        check(&[0, 0, 200, 200], &[0, 96, 96]);
        check(&[200, 200, 0, 0], &[96, 96]);
        check(&[200, 201, 199, 200], &[]);
        check(&[], &[]);
    }

    #[test]
    fn a_blurred_bar_has_its_edges_where_they_are() {
        // A bar of one pixel between two light ones, blurred over its neighbours.
        let runs = runs(&[200, 200, 150, 100, 150, 200, 200], 8);
        assert_eq!(runs, [128, 128, 128]);
    }

    #[test]
    fn backwards_light_is_first_too() {
        assert_eq!(backwards(&[1, 2, 3]), [3, 2, 1]);
        assert_eq!(backwards(&[1, 2]), [0, 2, 1]);
    }
}
