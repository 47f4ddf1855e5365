//! The first screen of an empty base: the ways in.

use leptos::prelude::*;

use crate::app::around::route::{List, Route};
use crate::app::components::{Choice, Face, FaceSize, Glyph, RadioGroup};
use crate::app::parts::currencies::AskCurrency;
use leptos_i18n::Locale as _;

use crate::app::language::words::{
    Locale, locale_of, own_name, remember_language, use_i18n, words,
};

/// Three doors, and the language.
#[component]
pub fn Welcome() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="welcome">
            <div>
                <h1 class="welcome__title">{words!(i18n, today.welcome)}</h1>
                <p class="muted">{words!(i18n, today.welcome_text)}</p>
            </div>
            <a class="door door--first" href=Route::Data.href()>
                <Face glyph=Glyph::Data size=FaceSize::Big />
                <span class="door__words">
                    <span class="door__title">{words!(i18n, today.door_file)}</span>
                    <span class="door__text">{words!(i18n, today.door_file_text)}</span>
                </span>
            </a>
            <div class="grid grid--two">
                <a class="door" href=Route::Customers(Some(List::New)).href()>
                    <span class="door__title">{words!(i18n, today.door_one)}</span>
                    <span class="door__text">{words!(i18n, today.door_one_text)}</span>
                </a>
                <a class="door" href=Route::Data.href()>
                    <span class="door__title">{words!(i18n, today.door_device)}</span>
                    <span class="door__text">{words!(i18n, today.door_device_text)}</span>
                </a>
            </div>
            <AskCurrency />
            <Language />
        </div>
    }
}

/// In which language the app speaks on this device.
#[component]
fn Language() -> impl IntoView {
    let i18n = use_i18n();
    let choice = |locale: &Locale| Choice::new(locale.as_str(), own_name(*locale));
    let choices: Vec<Choice> = Locale::get_all().iter().map(choice).collect();
    let speak = move |tag: String| {
        if let Some(locale) = locale_of(&tag) {
            remember_language(locale);
            i18n.set_locale(locale);
        }
    };
    view! {
        <RadioGroup
            label=words!(i18n, today.language)
            choices=Signal::stored(choices)
            value=Signal::derive(move || i18n.get_locale().as_str().to_owned())
            on_change=speak
        />
    }
}
