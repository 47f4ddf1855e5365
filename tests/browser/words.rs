//! The words of every language, as the page fetches them.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use js_sys::JSON;
use leptos::prelude::*;
use regulars::app::language::{
    format::Format,
    sentences,
    words::{I18n, Locale, Words},
};
use regulars::units::money::Currency;
use wasm_bindgen_test::wasm_bindgen_test;

const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/en.json"));
const PERSIAN: &str = include_str!(concat!(env!("OUT_DIR"), "/fa.json"));

fn words(locale: Locale, files: &str) -> Option<Words> {
    Words::read(locale, &JSON::parse(files).unwrap())
}

#[wasm_bindgen_test]
fn a_sentence_has_the_form_and_the_digits_of_its_number() {
    let owner = Owner::new();
    owner.with(|| {
        let i18n = I18n::new(words(Locale::En, ENGLISH).unwrap());
        provide_context(i18n);
        let format = Format::new(Signal::stored(Currency::default()));
        let days = |n| sentences::days(i18n, format, n);
        assert_eq!([days(1), days(19)], ["1 day", "19 days"]);
        assert_eq!(sentences::every(i18n, format, 10), "every day");
        i18n.turn_to(words(Locale::Fa, PERSIAN).unwrap());
        assert_eq!([days(1), days(19)], ["۱ روز", "۱۹ روز"]);
    });
}

#[wasm_bindgen_test]
fn words_of_another_build_are_none() {
    let more = ENGLISH.replacen('{', r#"{"another":{"phrase":"Hello"},"#, 1);
    assert!(words(Locale::En, &more).is_none());
    let other = ENGLISH.replacen("\"brand\"", "\"name\"", 1);
    assert!(words(Locale::En, &other).is_none());
    assert!(Words::read(Locale::En, &"not found".into()).is_none());
}
