//! Who to remember today: the sleepers by what they are worth, and the birthdays to come.

use leptos::prelude::*;

use crate::app::components::{ButtonLink, Face, Panel, Row, Rows, Tag, Tone};
use crate::app::format::Format;
use crate::app::route::{List, Route};
use crate::app::sentences;
use crate::app::state::AppState;
use crate::app::words::{said, use_i18n, words};
use crate::counter::initials;
use crate::id::CustomerId;
use crate::money::Money;
use crate::overview::{Overview, Reach, Sleeper, birthdays, may_write, reach};
use crate::typed::dialled;

/// How many sleepers are shown; the rest is a tap away.
const SHOWN: usize = 12;

/// Birthdays this near leave time to prepare.
const BIRTHDAYS_WITHIN_DAYS: i32 = 14;

/// Everyone to remember on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Reminders {
    /// The first sleepers by what they are worth.
    sleepers: Vec<Sleeper>,
    /// How many sleepers there are.
    n_sleepers: usize,
    /// Birthdays, soonest first, with the days until then.
    birthdays: Vec<(CustomerId, i32)>,
    n_people: u32,
}

impl Reminders {
    /// Asks the book and its figures.
    #[must_use]
    pub fn new(state: AppState) -> Self {
        let mut sleepers = state.overview().with(Overview::sleepers);
        let today = state.today().get();
        let birthdays = state.book().with(|book| birthdays(book, today, BIRTHDAYS_WITHIN_DAYS));
        let asleep = sleepers.iter().map(|sleeper| sleeper.customer);
        let mut people: Vec<CustomerId> =
            asleep.chain(birthdays.iter().map(|(customer, _)| *customer)).collect();
        people.sort_unstable();
        people.dedup();
        let n_people = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let n_sleepers = sleepers.len();
        sleepers.truncate(SHOWN);
        Self { sleepers, n_sleepers, birthdays, n_people }
    }

    /// How many people there are to remember.
    #[must_use]
    pub fn n_people(&self) -> u32 {
        self.n_people
    }
}

/// The list of the day.
#[component]
pub fn DoToday(
    /// Who to remember.
    reminders: Memo<Reminders>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let all = move || {
        let n = reminders.read().n_sleepers;
        (n > SHOWN).then(|| {
            let href = Route::Customers(Some(List::Asleep)).href();
            view! { <a href=href>{said!(i18n, today.all_asleep, n = format.count(n))}</a> }
        })
    };
    view! {
        <Panel
            title=words!(i18n, today.do_today)
            aside=words!(i18n, today.by_worth)
            end=move || view! { {all} }
        >
            <Rows>
                <For
                    each=move || reminders.get().sleepers
                    key=what_is_told
                    let(sleeper)
                >
                    <SleeperRow sleeper />
                </For>
                <For each=move || reminders.get().birthdays key=|birthday| *birthday let(birthday)>
                    <BirthdayRow customer=birthday.0 in_days=birthday.1 />
                </For>
            </Rows>
            <Show when=move || reminders.read().n_people == 0>
                <p class="muted">{words!(i18n, today.nobody_to_remember)}</p>
            </Show>
        </Panel>
    }
}

/// What a sleeper's row says; when it changes, so does the row.
fn what_is_told(sleeper: &Sleeper) -> (CustomerId, Money, u32, Option<u32>) {
    let rhythm = sleeper.standing.rhythm;
    (sleeper.customer, sleeper.worth, rhythm.days_since, rhythm.gap_tenths)
}

#[component]
fn SleeperRow(
    /// Who is asleep.
    sleeper: Sleeper,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let about = Signal::derive(move || {
        let rhythm = &sleeper.standing.rhythm;
        let status = sentences::status(i18n, rhythm.status);
        said!(
            i18n,
            today.because,
            status = status,
            reason = sentences::reason(i18n, format, rhythm)
        )
    });
    let tag = words!(i18n, today.wake, worth = format.money(sleeper.worth));
    view! { <Person customer=sleeper.customer about tag tone=Tone::Warm /> }
}

#[component]
fn BirthdayRow(
    /// Whose birthday comes.
    customer: CustomerId,
    /// In how many days.
    in_days: i32,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let about = Signal::derive(move || {
        let on = format.weekday(state.today().get().plus(in_days));
        let n = in_days.unsigned_abs();
        match in_days {
            0 => said!(i18n, today.birthday_today),
            _ => {
                let days = sentences::days(i18n, format, n);
                said!(i18n, today.birthday_in, days = days, day = on)
            }
        }
    });
    let tag = words!(i18n, today.birthday);
    view! { <Person customer about tag tone=Tone::Gold /> }
}

/// A person to remember, why, and by what.
#[component]
fn Person(
    /// Who.
    customer: CustomerId,
    /// Why.
    about: Signal<String>,
    /// What for, in a word.
    tag: Signal<String>,
    /// Its mood.
    tone: Tone,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let label = Signal::derive(move || {
        let book = state.book().read();
        book.customer(customer).map(|known| known.label().to_owned()).unwrap_or_default()
    });
    let never = Memo::new(move |_| {
        state.book().read().customer(customer).is_some_and(|known| !may_write(known))
    });
    let subtitle = Signal::derive(move || {
        let about = about.get();
        if never.get() { said!(i18n, today.never_write, about = about) } else { about }
    });
    let reach = Memo::new(move |_| state.book().read().customer(customer).and_then(reach));
    let letters = Signal::derive(move || initials(&label.get()));
    view! {
        <Row
            title=label
            subtitle
            face=move || view! { <Face initials=letters /> }
            href=Route::Customer(customer).href()
            end=move || view! {
                <Tag label=tag tone />
                {move || reach.get().map(|reach| view! { <ReachOut reach /> })}
            }
        />
    }
}

/// One way to reach somebody: opens the phone, the messages or the mail of the device.
#[component]
fn ReachOut(
    /// By what.
    reach: Reach,
) -> impl IntoView {
    let i18n = use_i18n();
    let (label, href) = match reach {
        Reach::Call(number) => (words!(i18n, today.call), format!("tel:{}", dialled(&number))),
        Reach::Sms(number) => (words!(i18n, today.write), format!("sms:{}", dialled(&number))),
        Reach::Email(address) => (words!(i18n, today.write), format!("mailto:{address}")),
    };
    view! { <ButtonLink label href /> }
}
