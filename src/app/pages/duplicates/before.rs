//! Whoever was made one person before.

use leptos::prelude::*;

use super::Search;
use crate::app::components::Panel;
use crate::app::language::words::words;
use crate::app::parts::apart::JoinedRows;
use crate::book::apart::joined;

/// Everyone who was made one person, the last first.
#[component]
pub fn Before(
    /// The search, which knows the shop.
    search: Search,
) -> impl IntoView {
    let Search { i18n, state, .. } = search;
    let all = Memo::new(move |_| {
        state.journal().with(|journal| state.book().with(|book| joined(journal, book)))
    });
    let is_empty = Memo::new(move |_| all.read().is_empty());
    move || {
        (!is_empty.get()).then(|| {
            view! {
                <Panel title=words!(i18n, duplicates.before) aside=words!(i18n, duplicates.before_hint)>
                    <JoinedRows pairs=all />
                </Panel>
            }
        })
    }
}
