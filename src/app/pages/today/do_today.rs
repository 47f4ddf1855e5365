//! Whom to write to today: the sleepers by what they are worth, and the birthdays to come.

use leptos::prelude::*;

use crate::advice::reminders::Reminders;
use crate::app::around::route::Route;
use crate::app::components::{Panel, Rows};
use crate::app::language::format::Format;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::remind::{BirthdayRow, SleeperRow, WriteDialog, Writing};
use crate::figures::overview::Sleeper;
use crate::units::id::CustomerId;
use crate::units::money::Money;

/// How many sleepers are shown; the rest is a tap away.
const SHOWN: usize = 12;

/// The list of the day.
#[component]
pub fn DoToday(
    /// Whom to write to.
    reminders: Memo<Reminders>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let writing = Writing::here();
    let all = move || {
        let (n, n_answered) = (reminders.read().sleepers.len(), reminders.read().n_answered);
        (n > SHOWN || n_answered > 0).then(|| {
            let n = n + n_answered;
            let href = Route::Sleepers.href();
            view! { <a href=href>{said!(i18n, today.all_asleep, n = format.count(n))}</a> }
        })
    };
    let shown = move || reminders.read().sleepers.iter().take(SHOWN).copied().collect::<Vec<_>>();
    let silent = move || {
        let n = reminders.read().n_silent;
        (n > 0).then(|| said!(i18n, remind.silent, count = n, n = format.count(n)))
    };
    view! {
        <Panel
            title=words!(i18n, today.do_today)
            aside=words!(i18n, today.by_worth)
            end=move || view! { {all} }
        >
            <Rows>
                <For each=shown key=what_is_told let(sleeper)>
                    <SleeperRow sleeper writing />
                </For>
                <For
                    each=move || reminders.read().birthdays.clone()
                    key=|birthday| *birthday
                    let(birthday)
                >
                    <BirthdayRow customer=birthday.0 in_days=birthday.1 writing />
                </For>
            </Rows>
            <Show when=move || reminders.read().n_people() == 0>
                <p class="muted">{words!(i18n, today.nobody_to_remember)}</p>
            </Show>
            {move || silent().map(|text| view! { <p class="muted small">{text}</p> })}
            <WriteDialog writing />
        </Panel>
    }
}

/// What a sleeper's row says; when it changes, so does the row.
fn what_is_told(sleeper: &Sleeper) -> (CustomerId, Money, u32, Option<u32>) {
    let rhythm = sleeper.standing.rhythm;
    (sleeper.customer, sleeper.worth, rhythm.days_since, rhythm.gap_tenths)
}
