//! Names that tills write when nobody gave one: guest, walk-in, cash customer.
//!
//! Such a row is of an unknown buyer. Only where the whole name is such a word and there is neither
//! phone, email nor card beside it: a Mrs. Guest with a phone number is a customer.

use super::Key;
use super::row::Who;
use crate::people::same;

#[rustfmt::skip]
const STAND_INS: &[&str] = &[
    "guest", "guest customer", "guest user", "guest checkout", "walk-in", "walk in", "walkin", "walk-in customer",
    "walk in customer", "walkin customer", "cash", "cash customer", "cash sale", "cash sales", "counter", "counter sale",
    "customer", "unknown", "unknown customer", "anonymous", "anonymous customer", "no name", "noname", "nobody", "none",
    "n/a", "na", "null", "default", "default customer", "general customer", "retail", "retail customer", "misc",
    "private customer", "individual", "buyer", "client", "passer-by", "laufkundschaft", "barverkauf", "gast",
    "vevő", "vásárló", "ügyfél", "vendég", "magánszemély", "névtelen", "ismeretlen", "készpénzes vevő", "utcai vevő",
    "alkalmi vevő", "lakossági vevő", "kp vevő",
    "гость", "покупатель", "клиент", "розничный покупатель", "розница", "частное лицо", "физическое лицо", "физлицо",
    "неизвестный", "неизвестно", "аноним", "без имени", "наличные",
    "гість", "покупець", "клієнт", "роздрібний покупець", "роздріб", "приватна особа", "фізична особа", "фізособа",
    "невідомий", "невідомо", "анонім", "без імені", "готівка",
    "مهمان", "میهمان", "مشتری", "مشتری گذری", "مشتری عمومی", "مشتری حضوری", "مشتری متفرقه", "متفرقه", "ناشناس",
    "نامشخص", "خریدار", "بی نام", "بدون نام", "نقدی", "مشتری نقدی", "گذری",
];

/// Whether a row names nobody, though a word stands where the name would; where something was
/// bought, a mark alone is such a word.
pub(super) fn is_stand_in(who: &Who, has_sale: bool) -> bool {
    let is_reached = |key: &Key| matches!(key, Key::Card | Key::Phone | Key::Email);
    if who.name.is_empty() || who.keys.iter().any(|(key, _)| is_reached(key)) {
        return false;
    }
    let has_letters = who.name.chars().any(char::is_alphanumeric);
    has_sale && !has_letters || is_listed(&who.name)
}

fn is_listed(name: &str) -> bool {
    static NAMES: std::sync::LazyLock<std::collections::HashSet<String>> =
        std::sync::LazyLock::new(|| STAND_INS.iter().filter_map(|name| key(name)).collect());
    key(name).is_some_and(|key| NAMES.contains(&key))
}

fn key(name: &str) -> Option<String> {
    same::name(&name.replace(['-', '_', '/', '(', ')', '*', '\u{200c}'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_is_nobody_unless_there_is_a_way_to_reach_them() {
        let who = |name: &str, key: Option<Key>| Who {
            name: name.to_owned(),
            keys: key.into_iter().map(|key| (key, "1".to_owned())).collect(),
        };
        for name in ["Guest", "Walk-in Customer", "-", "Laufkundschaft", "VEVŐ", "гость", "مهمان"]
        {
            assert!(is_stand_in(&who(name, Some(Key::Name)), true), "{name}");
            assert!(!is_stand_in(&who(name, Some(Key::Phone)), true), "{name}");
        }
        for name in ["", "Guest House Kft.", "Anna", "Vendégh Anna"] {
            assert!(!is_stand_in(&who(name, Some(Key::Name)), true), "{name}");
        }
        assert!(!is_stand_in(&who(".", Some(Key::Name)), false));
    }
}
