//! The country whose phone numbers are written without a country code.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Choice, Select};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::settings::keep;
use crate::app::state::AppState;
use crate::browser;
use crate::people::same::{self, Country};
use crate::trade::shop::Setting;

/// What the first choice stands for: whatever the shop's numbers and its currency say.
const OWN: &str = "";

/// Chooses the country; until then it is the one most of the shop's numbers are of.
#[component]
pub fn CountryChoice() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let current = Memo::new(move |_| state.book().read().shop().country.clone());
    let found = Memo::new(move |_| {
        let book = state.book().read();
        let shop = crate::trade::shop::Shop { country: String::new(), ..book.shop().clone() };
        same::country_by(&shop, &state.numbers().read()).map(|country| country.code)
    });
    let choices = move || {
        let language = i18n.locale().as_str();
        let name = |code: &str| browser::region_name(code, language);
        let first = match found.get() {
            Some(code) => said!(i18n, settings.country_own, country = name(code)),
            None => said!(i18n, settings.country_unknown),
        };
        let mut named: Vec<(String, &str)> =
            Country::all().map(|country| (name(country.code), country.code)).collect();
        named.sort_unstable();
        let named = named.into_iter().map(|(name, code)| Choice::new(code, name));
        [Choice::new(OWN, first)].into_iter().chain(named).collect::<Vec<_>>()
    };
    let choose = move |code: String| {
        if code != current.get_untracked() {
            let _: bool = keep(i18n, state, notices, Setting::Country(code));
        }
    };
    view! {
        <Select
            label=words!(i18n, settings.country)
            choices=Signal::derive(choices)
            value=current
            on_change=choose
            hint=words!(i18n, settings.country_hint)
        />
    }
}
