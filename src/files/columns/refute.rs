//! What a title promised and the cells do not hold is taken back.

use super::look::{Look, number};
use super::{Meaning, words};
use crate::units::digits;

/// Takes back what a title promised and the cells do not hold at all.
pub(super) fn numbers(looks: &[Look], mapping: &mut [Meaning]) {
    for (meaning, look) in mapping.iter_mut().zip(looks) {
        // One cell is no proof.
        if look.filled < 5 {
            continue;
        }
        let words = look.filled - look.numbers - look.dates - look.padded;
        let is_wrong = match meaning {
            Meaning::Amount | Meaning::Quantity | Meaning::Price | Meaning::Cost => {
                words == look.filled && look.phones == 0
            }
            Meaning::Date => words == look.filled,
            _ => false,
        };
        if is_wrong {
            *meaning = Meaning::Ignore;
        }
    }
}

/// Takes back codes that are none: sums or states under "card", and a company's name where a yes
/// was expected.
pub(super) fn codes(rows: &[Vec<&str>], mapping: &mut [Meaning]) {
    for (place, meaning) in mapping.iter_mut().enumerate() {
        let cells = || rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.trim());
        let filled: Vec<&str> = cells().filter(|cell| !cell.is_empty()).collect();
        let holds = match meaning {
            Meaning::Card => are_cards(&filled),
            Meaning::IsCompany | Meaning::BroughtIn
                if filled.iter().any(|cell| !is_yes_or_no(cell)) =>
            {
                *meaning = Meaning::Organisation;
                true
            }
            _ => true,
        };
        if !holds {
            *meaning = Meaning::Ignore;
        }
    }
}

/// Whether most cells can be the numbers of cards.
fn are_cards(cells: &[&str]) -> bool {
    let n_cards = cells.iter().filter(|cell| is_card(cell)).count();
    let is_small = |cell: &&str| cell.len() < 3 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let n_kinds = cells.iter().collect::<std::collections::HashSet<_>>().len();
    // Small numbers that come again are how often somebody paid by card.
    let are_counts = cells.iter().all(is_small) && n_kinds < cells.len();
    n_cards * 2 >= cells.len() && !are_counts
}

/// Whether a cell can be the number of a customer card: it has a digit, and is neither a sum nor
/// the number of a tax office, nor one that is hidden behind stars.
fn is_card(cell: &str) -> bool {
    let ascii = digits::to_ascii(cell);
    let is_sum = number(cell)
        .is_some_and(|number| number.decimals > 0 || number.currency.currency().is_some());
    let parts: Vec<usize> = ascii.split('-').map(str::len).collect();
    let is_of_tax = parts == [8, 1, 2] && ascii.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    ascii.contains(|c: char| c.is_ascii_digit()) && !is_sum && !is_of_tax && !ascii.contains('*')
}

/// Whether a cell says yes or no rather than a name.
fn is_yes_or_no(cell: &str) -> bool {
    words::yes_or_no(cell).is_some()
}
