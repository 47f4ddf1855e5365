//! The words on screen, in the owner's language, and which language that is.
//!
//! The sentences stand in `locales/`, a folder a language and a file a screen; a key missing in
//! one language is found by the tests. The language belongs to the device, not to the shop.

use leptos::prelude::Signal;

use crate::browser;

#[expect(missing_docs, unreachable_pub, clippy::use_self, reason = "made from the files of words")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use generated::i18n::*;

const LANGUAGE: &str = "regulars.language";

/// The words of the app in the language of the moment.
pub type I18n = leptos_i18n::I18nContext<Locale, I18nKeys>;

/// A sentence as a signal: `words!(i18n, today.title)`, with arguments `name = value` behind it.
macro_rules! words {
    ($i18n:expr, $($key:ident).+) => {
        crate::app::language::words::sentence($i18n, |i18n| {
            leptos_i18n::t_string!(i18n, $($key).+).to_string()
        })
    };
    ($i18n:expr, $($key:tt)+) => {{
        let i18n = $i18n;
        crate::app::components::derived(move || {
            leptos_i18n::t_string!(i18n, $($key)+).to_string()
        })
    }};
}
pub(crate) use words;

/// A sentence that is always said the same way. Half of all sentences are, so that they share one
/// signal's code instead of bringing a kind of signal each.
pub(crate) fn sentence(i18n: I18n, say: fn(I18n) -> String) -> Signal<String> {
    Signal::derive(move || say(i18n))
}

/// A sentence as it reads now: `said!(i18n, today.title)`.
macro_rules! said {
    ($i18n:expr, $($key:tt)+) => {
        leptos_i18n::t_string!($i18n, $($key)+).to_string()
    };
}
pub(crate) use said;

/// The language a device starts in: the one chosen, else the best the visitor reads.
#[must_use]
pub fn first_language() -> Locale {
    let chosen = browser::remembered(LANGUAGE);
    chosen
        .into_iter()
        .chain(browser::languages())
        .find_map(|name| locale_of(&name))
        .unwrap_or_default()
}

/// The language of a tag such as `fa` or `fa-IR`.
#[must_use]
pub fn locale_of(tag: &str) -> Option<Locale> {
    let language = tag.split('-').next().unwrap_or_default();
    Locale::get_all().iter().copied().find(|locale| locale.as_str() == language)
}

/// Remembers a language for this device.
pub fn remember_language(locale: Locale) {
    browser::remember(LANGUAGE, locale.as_str());
}

/// What a language calls itself.
#[must_use]
pub fn own_name(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "English",
        Locale::fa => "فارسی",
    }
}

/// `rtl` where a language is written from right to left.
#[must_use]
pub fn direction(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "ltr",
        Locale::fa => "rtl",
    }
}
