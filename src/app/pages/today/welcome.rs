//! The first screen of an empty base: the ways in.

use leptos::prelude::*;

use crate::app::around::route::{List, Route};
use crate::app::components::{Face, FaceSize, Glyph};
use crate::app::language::words::{use_i18n, words};
use crate::app::parts::currencies::AskCurrency;
use crate::app::parts::language_choice::LanguageChoice;

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
            <LanguageChoice label=words!(i18n, today.language) />
        </div>
    }
}
