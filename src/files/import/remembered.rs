//! How lists were understood before, so that next month's file of the same shape needs one press.
//!
//! The shape of a list is its titles. What was said of its columns, words and rules is used again;
//! what stands in the cells is not remembered, nor what was said of single rows. Nor is where the
//! people come from: a bought list has the titles of anybody's own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::state::is_partly;
use super::{Counting, Key, OnMatch, Options, Totals, UnknownBuyers};
use crate::files::columns::Meaning;
use crate::files::dates::DateOrder;
use crate::units::numbers::DecimalMark;

/// So many shapes are remembered; the one that was not used for longest goes first.
const MOST: usize = 30;

/// How a list of one shape was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    titles: Vec<String>,
    mapping: Vec<Meaning>,
    date_order: Option<DateOrder>,
    birthday_order: Option<DateOrder>,
    decimal_mark: Option<DecimalMark>,
    key: Key,
    on_match: OnMatch,
    fill_only_empty: bool,
    unknown_buyers: UnknownBuyers,
    states: BTreeMap<String, Counting>,
    totals: Option<Totals>,
    visits_only: bool,
}

impl Remembered {
    /// What is remembered of a list; `None` for one without titles, which has no shape.
    #[must_use]
    pub fn of(titles: &[String], options: &Options) -> Option<Self> {
        // How much came back of a sale is another question in each file.
        let is_general = |(word, _): &(&String, &Counting)| !is_partly(word);
        let states = options.states.iter().filter(is_general);
        let has_titles = titles.iter().any(|title| !title.is_empty());
        (has_titles && titles.len() <= options.mapping.len()).then(|| Self {
            titles: titles.to_vec(),
            mapping: options.mapping.clone(),
            date_order: options.date_order,
            birthday_order: options.birthday_order,
            decimal_mark: options.decimal_mark,
            key: options.key,
            on_match: options.on_match,
            fill_only_empty: options.fill_only_empty,
            unknown_buyers: options.unknown_buyers,
            states: states.map(|(word, counting)| (word.clone(), *counting)).collect(),
            totals: options.totals,
            visits_only: options.visits_only,
        })
    }

    /// Whether a list with these titles is of this shape.
    #[must_use]
    pub fn fits(&self, titles: &[String]) -> bool {
        self.titles == titles
    }

    /// Understands a list as before. What the file itself says of its dates goes before what was
    /// said of another.
    pub fn apply(&self, options: &mut Options) {
        // A column without a title more or less, as stray marks at the end of a line make them.
        let n_columns = options.mapping.len();
        let is_there = |meaning: &Meaning| match meaning {
            Meaning::Own(id) => options.own_fields.iter().any(|field| field.id == *id),
            _ => true,
        };
        // A field that was taken away since means nothing any more.
        let known = self
            .mapping
            .iter()
            .map(|meaning| if is_there(meaning) { *meaning } else { Meaning::Ignore });
        options.mapping = known.collect();
        options.mapping.resize(n_columns, Meaning::Ignore);
        options.date_order = options.date_order.or(self.date_order);
        options.birthday_order = options.birthday_order.or(self.birthday_order);
        options.decimal_mark = self.decimal_mark;
        options.key = self.key;
        options.on_match = self.on_match;
        options.fill_only_empty = self.fill_only_empty;
        options.unknown_buyers = self.unknown_buyers;
        options.states.clone_from(&self.states);
        options.totals = self.totals;
        options.visits_only = self.visits_only;
    }
}

/// Remembers a list as the latest, in place of what was known of its shape.
pub fn remember(all: &mut Vec<Remembered>, latest: Remembered) {
    all.retain(|known| !known.fits(&latest.titles));
    all.insert(0, latest);
    all.truncate(MOST);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn options() -> Options {
        Options {
            mapping: vec![Meaning::Name, Meaning::Ignore, Meaning::Amount],
            key: Key::Name,
            date_order: Some(DateOrder::MonthFirst),
            ..Options::default()
        }
    }

    #[test]
    fn a_list_of_the_same_titles_is_understood_as_before() {
        let titles = titles(&["Who", "?", "How much"]);
        let known = Remembered::of(&titles, &options()).unwrap();
        assert!(known.fits(&titles) && !known.fits(&titles[..2]));
        let mut next = Options { mapping: vec![Meaning::Ignore; 3], ..Options::default() };
        known.apply(&mut next);
        assert_eq!(next, options());
        // The dates of this file can be read in one way only.
        let mut certain = Options { date_order: Some(DateOrder::DayFirst), ..next };
        known.apply(&mut certain);
        assert_eq!(certain.date_order, Some(DateOrder::DayFirst));
    }

    #[test]
    fn what_was_refunded_in_part_is_asked_about_in_each_file() {
        let states = [("failed", Counting::Counts), ("partially refunded", Counting::Counts)];
        let states = states.map(|(word, counting)| (word.to_owned(), counting));
        let options = Options { states: states.into(), ..options() };
        let known = Remembered::of(&titles(&["Who", "?", "Sum"]), &options).unwrap();
        assert_eq!(known.states.into_keys().collect::<Vec<_>>(), ["failed"]);
    }

    #[test]
    fn a_list_with_the_titles_of_a_bought_one_is_not_taken_for_bought() {
        let titles = titles(&["Who", "?", "How much"]);
        let bought = Options { brought_in: true, source: "Offices".into(), ..options() };
        let mut next = options();
        Remembered::of(&titles, &bought).unwrap().apply(&mut next);
        assert_eq!((next.brought_in, next.source.as_str()), (false, ""));
    }

    #[test]
    fn a_list_without_titles_is_not_remembered() {
        assert_eq!(Remembered::of(&[], &Options::default()), None);
        assert_eq!(Remembered::of(&titles(&["", "", ""]), &options()), None);
    }

    #[test]
    fn the_shape_used_last_is_the_last_to_go() {
        let known = |n: usize| {
            Remembered::of(&titles(&[&format!("Who {n}"), "?", "Sum"]), &options()).unwrap()
        };
        let mut all = Vec::new();
        (0..40).for_each(|n| remember(&mut all, known(n)));
        remember(&mut all, known(20));
        assert_eq!(all.len(), MOST);
        assert_eq!((&all[0], &all[1]), (&known(20), &known(39)));
    }
}
