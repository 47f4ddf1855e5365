//! How the texts of one language are read as phrases. The build numbers the phrases by this, and
//! the app finds them by their numbers, so both read the same source.

use std::collections::{BTreeMap, BTreeSet};

/// The endings that tell the forms of a phrase apart, as the browser's rules name them.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The form of a phrase that has only one, and the last resort of one that has several.
pub(crate) const OTHER: &str = "other";

/// A phrase: its forms by number, or its only form under [`OTHER`].
pub(crate) type Phrase = Vec<(&'static str, String)>;

/// The phrases of a language by their names: `days_one` and `days_other` are one, for a key with
/// `_other` has several forms. The number of a phrase is its place in this order.
pub(crate) fn gather(texts: &BTreeMap<String, String>) -> BTreeMap<String, Phrase> {
    let mut phrases: BTreeMap<String, Phrase> = BTreeMap::new();
    for (key, text) in texts {
        let form = FORMS.into_iter().find_map(|form| {
            let stem = key.strip_suffix(form)?.strip_suffix('_')?;
            texts.contains_key(&format!("{stem}_{OTHER}")).then_some((stem, form))
        });
        let (name, form) = form.unwrap_or((key, OTHER));
        phrases.entry(name.to_owned()).or_default().push((form, text.clone()));
    }
    phrases
}

/// A number that differs where the phrases have other names or take other values: words of another
/// build would put every sentence in the wrong place, or a name where a number belongs.
pub(crate) fn mark(phrases: &BTreeMap<String, Phrase>) -> u32 {
    let letters = phrases.iter().flat_map(|(name, phrase)| {
        let names = std::iter::once(name.as_str()).chain(values_of(phrase));
        names.flat_map(|name| name.bytes().chain([0]))
    });
    letters.fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The values a phrase takes: the names in double braces.
pub(crate) fn values_of(phrase: &Phrase) -> BTreeSet<&str> {
    let pieces = phrase.iter().flat_map(|(_, text)| text.split("{{").skip(1));
    pieces.filter_map(|piece| Some(piece.split_once("}}")?.0.trim())).collect()
}
