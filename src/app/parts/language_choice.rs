//! The choice of the language in which the app speaks on this device.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::around::notices::Notices;
use crate::app::components::{Choice, RadioGroup};
use crate::app::language::words::{Locale, Words, said, use_i18n};

/// All languages, each by its own name. Another one is spoken once its words are here.
#[component]
pub fn LanguageChoice(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let notices = expect_context::<Notices>();
    let wished = RwSignal::new(i18n.locale_untracked());
    let choice = |locale: Locale| Choice::new(locale.as_str(), locale.own_name());
    let choices = Vec::from_iter(Locale::ALL.map(choice));
    let speak = move |tag: String| {
        let Some(locale) = Locale::of_tag(&tag) else { return };
        wished.set(locale);
        spawn_local(async move {
            let words = Words::fetch(Some(locale)).await;
            // Another one may have been pressed meanwhile; if the page was left, the choice stands.
            if wished.try_get_untracked().is_some_and(|wished| wished != locale) {
                return;
            }
            if let Some(words) = words {
                i18n.turn_to(words);
            } else {
                // Nobody sees it where the page was left.
                wished.try_set(i18n.locale_untracked());
                notices.tell(said!(i18n, common.language_missing));
            }
        });
    };
    view! {
        <RadioGroup
            label
            choices=Signal::stored(choices)
            value=Signal::derive(move || wished.get().as_str().to_owned())
            on_change=speak
        />
    }
}
