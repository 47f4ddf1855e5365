//! The words on screen, in the owner's language, and which language that is.
//!
//! The sentences stand in `locales/`, a folder a language and a file a screen. They are no part of
//! the module: the page fetches those of the one language that is shown, and of another when it is
//! chosen. A sentence is named by a constant that the build makes from the files, so that one that
//! is missing, or is given other values than it takes, fails the build. The language belongs to
//! the device, not to the shop.

#[path = "../locales/phrases.rs"]
mod phrases;

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use js_sys::{Array, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::browser;
use phrases::{OTHER, Phrase};

/// The phrases by file and key.
#[expect(non_upper_case_globals, reason = "named as the files of words name them")]
pub(crate) mod keys {
    use crate::app::language::words::Key;

    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

const LANGUAGE: &str = "regulars.language";

/// A language the app speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English.
    En,
    /// Persian.
    Fa,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; keys::N_LANGUAGES] = [Self::En, Self::Fa];

    /// Its tag, which is also the name of its folder.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fa => "fa",
        }
    }

    /// The language of a tag such as `fa` or `fa-IR`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| locale.as_str() == language)
    }

    /// What it calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fa => "فارسی",
        }
    }

    /// `rtl` where it is written from right to left.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match self {
            Self::En => "ltr",
            Self::Fa => "rtl",
        }
    }
}

/// A sentence of the files of words.
#[derive(Debug)]
pub(crate) struct Key {
    number: usize,
    is_counted: bool,
    values: &'static [&'static str],
}

/// A sentence with the names of the values it is given, in their order.
#[derive(Debug)]
pub(crate) struct Filled {
    number: usize,
    values: &'static [&'static str],
}

impl Key {
    /// The sentence as it stands.
    pub(crate) const fn plain(&self) -> usize {
        assert!(!self.is_counted, "this sentence has a form by number: give it `count = …`");
        assert!(self.values.is_empty(), "this sentence takes values");
        self.number
    }

    /// The sentence with values of these names.
    pub(crate) const fn filled(&self, values: &'static [&'static str]) -> Filled {
        assert!(!self.is_counted, "this sentence has a form by number: give it `count = …` first");
        self.taking(values)
    }

    /// The sentence in a form by number, with values of these names.
    pub(crate) const fn counted(&self, values: &'static [&'static str]) -> Filled {
        assert!(self.is_counted, "this sentence has no form by number");
        self.taking(values)
    }

    const fn taking(&self, values: &'static [&'static str]) -> Filled {
        assert!(values.len() == self.values.len(), "this sentence takes more or fewer values");
        let mut at = 0;
        while at < values.len() {
            assert!(is_among(self.values, values[at]), "this sentence takes other values");
            at += 1;
        }
        Filled { number: self.number, values }
    }
}

const fn is_among(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if is_same(names[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[wasm_bindgen]
extern "C" {
    /// Given by the script that starts the page: the words of a language, or of the one the owner
    /// reads best, as `{ language, files }`.
    #[wasm_bindgen(js_namespace = window, js_name = regularsWords, catch)]
    async fn fetch_words(language: Option<&str>) -> Result<JsValue, JsValue>;
}

/// All sentences of one language.
#[derive(Debug)]
pub struct Words {
    locale: Locale,
    phrases: Vec<Phrase>,
    rules: Intl::PluralRules,
}

impl Words {
    /// Those of a language, or of the one the owner reads best; `None` where they cannot be had.
    pub async fn fetch(locale: Option<Locale>) -> Option<Self> {
        let fetched = fetch_words(locale.map(Locale::as_str)).await.ok()?;
        let language = Reflect::get(&fetched, &"language".into()).ok()?.as_string()?;
        Self::read(Locale::of_tag(&language)?, &Reflect::get(&fetched, &"files".into()).ok()?)
    }

    /// Those of an object of files; `None` for the words of another build.
    #[must_use]
    pub fn read(locale: Locale, files: &JsValue) -> Option<Self> {
        let mut texts = BTreeMap::new();
        for file in entries(files)? {
            let (file, keys) = pair(&file)?;
            for text in entries(&keys)? {
                let (key, text) = pair(&text)?;
                texts.insert(format!("{file}.{key}"), text.as_string()?);
            }
        }
        let phrases = phrases::gather(&texts);
        let is_ours = phrases::mark(&phrases) == keys::MARK;
        let tags = Array::of1(&locale.as_str().into());
        let rules = Intl::PluralRules::new(&tags, &Object::new());
        is_ours.then(|| Self { locale, phrases: phrases.into_values().collect(), rules })
    }

    fn text(&self, number: usize, form: &str) -> &str {
        let forms = self.phrases.get(number).map_or(&[][..], Vec::as_slice);
        let of = |wanted: &str| forms.iter().find(|(form, _)| *form == wanted);
        of(form).or_else(|| of(OTHER)).map_or("", |(_, text)| text)
    }

    fn form(&self, count: u32) -> String {
        self.rules.select(count.into()).into()
    }
}

fn entries(object: &JsValue) -> Option<Array> {
    Some(Object::entries(object.dyn_ref::<Object>()?))
}

fn pair(entry: &JsValue) -> Option<(String, JsValue)> {
    let entry: &Array = entry.dyn_ref()?;
    Some((entry.get(0).as_string()?, entry.get(1)))
}

/// The words of the app in the language of the moment; a handle that is copied freely.
#[derive(Clone, Copy, Debug)]
pub struct I18n {
    words: RwSignal<Words, LocalStorage>,
}

impl I18n {
    /// Speaks with these words.
    #[must_use]
    pub fn new(words: Words) -> Self {
        Self { words: RwSignal::new_local(words) }
    }

    /// The language of the moment.
    #[must_use]
    pub fn locale(self) -> Locale {
        self.words.with(|words| words.locale)
    }

    /// The language of the moment, for what is not to be done again when it changes.
    #[must_use]
    pub fn locale_untracked(self) -> Locale {
        self.words.with_untracked(|words| words.locale)
    }

    /// Speaks with other words from now on, and in their language whenever this device starts.
    pub fn turn_to(self, words: Words) {
        browser::remember(LANGUAGE, words.locale.as_str());
        self.words.set(words);
    }

    /// A sentence as it stands: what [`said!`] becomes.
    pub(crate) fn say(self, number: usize) -> String {
        self.words.with(|words| words.text(number, OTHER).to_owned())
    }

    /// A sentence with values: what [`said!`] becomes.
    pub(crate) fn say_with(self, what: &Filled, values: &[&dyn Display]) -> String {
        self.words.with(|words| fill(words.text(what.number, OTHER), what.values, values))
    }

    /// A sentence in the form for a number: what [`said!`] becomes.
    pub(crate) fn say_counted(self, what: &Filled, n: u32, values: &[&dyn Display]) -> String {
        self.words.with(|words| fill(words.text(what.number, &words.form(n)), what.values, values))
    }
}

/// Puts values where their names stand in double braces.
fn fill(text: &str, names: &[&str], values: &[&dyn Display]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        let at = names.iter().position(|known| *known == name.trim());
        if let Some(value) = at.and_then(|at| values.get(at)) {
            // Writing to a string cannot fail.
            write!(filled, "{value}").ok();
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The words of this place in the page.
#[must_use]
pub fn use_i18n() -> I18n {
    expect_context()
}

/// A number that a sentence has a form for. One beyond any count has the form of the largest.
pub(crate) fn counted(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

/// A sentence that is always said the same way, as a signal.
pub(crate) fn sentence(i18n: I18n, number: usize) -> Signal<String> {
    Signal::derive(move || i18n.say(number))
}

/// A sentence as it reads now: `said!(i18n, today.title)`, with values `name = value` behind it;
/// `count = number` comes first, and chooses the form.
macro_rules! said {
    ($i18n:expr, $file:ident . $key:ident $(,)?) => {{
        const NUMBER: usize = crate::app::language::words::keys::$file::$key.plain();
        $i18n.say(NUMBER)
    }};
    (
        $i18n:expr, $file:ident . $key:ident, count = $count:expr $(, $name:ident = $value:expr)* $(,)?
    ) => {{
        const FILLED: &crate::app::language::words::Filled =
            &crate::app::language::words::keys::$file::$key.counted(&[$(stringify!($name)),*]);
        $i18n.say_counted(FILLED, crate::app::language::words::counted($count), &[$(&$value),*])
    }};
    ($i18n:expr, $file:ident . $key:ident $(, $name:ident = $value:expr)+ $(,)?) => {{
        const FILLED: &crate::app::language::words::Filled =
            &crate::app::language::words::keys::$file::$key.filled(&[$(stringify!($name)),+]);
        $i18n.say_with(FILLED, &[$(&$value),+])
    }};
}
pub(crate) use said;

/// A sentence as a signal: `words!(i18n, today.title)`, with values as in [`said!`].
macro_rules! words {
    ($i18n:expr, $file:ident . $key:ident $(,)?) => {{
        const NUMBER: usize = crate::app::language::words::keys::$file::$key.plain();
        crate::app::language::words::sentence($i18n, NUMBER)
    }};
    ($i18n:expr, $file:ident . $key:ident, $($values:tt)+) => {{
        let i18n = $i18n;
        crate::app::components::derived(move || {
            crate::app::language::words::said!(i18n, $file.$key, $($values)+)
        })
    }};
}
pub(crate) use words;
