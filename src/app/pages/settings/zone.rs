//! The time zone the shop lives by: which day it is, and what the times in files mean.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Choice, Select};
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::settings::keep;
use crate::app::state::AppState;
use crate::browser;
use crate::trade::shop::Setting;

/// What the first choice stands for: whatever zone this device is in.
const OWN: &str = "";

/// Chooses the zone among those the browser knows.
#[component]
pub fn ZoneChoice() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let current = Memo::new(move |_| state.book().read().shop().zone.clone());
    let own = StoredValue::new(browser::zone_name().unwrap_or_default());
    let known = StoredValue::new(browser::zone_names());
    let choices = move || {
        let readable = |name: &str| name.replace('_', " ");
        let first = said!(i18n, settings.zone_own, zone = readable(&own.get_value()));
        let mut names = known.get_value();
        let set = current.get();
        // An old browser knows no list, and another device may know more.
        if set != OWN && !names.contains(&set) {
            names.push(set);
        }
        let named = names.into_iter().map(|name| Choice::new(name.clone(), readable(&name)));
        [Choice::new(OWN, first)].into_iter().chain(named).collect::<Vec<_>>()
    };
    let choose = move |name: String| {
        if name != current.get_untracked() {
            let _: bool = keep(i18n, state, notices, Setting::Zone(name));
        }
    };
    view! {
        <Select
            label=words!(i18n, settings.zone)
            choices=Signal::derive(choices)
            value=current
            on_change=choose
            hint=words!(i18n, settings.zone_hint)
        />
    }
}
