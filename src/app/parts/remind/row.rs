//! One line of a list of people to write to: who, why, and the answers.

use leptos::prelude::*;

use crate::app::around::route::Route;
use crate::app::components::{Button, Menu, MenuItem, Row, Tag, Tone};
use crate::app::language::format::{Format, isolated};
use crate::app::language::sentences;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::parts::people::{Portrait, name_of};
use crate::app::parts::remind::{Answers, Writing, answered};
use crate::app::state::AppState;
use crate::figures::overview::Sleeper;
use crate::outreach::{Answer, Answered, Occasion};
use crate::people::reach::reach;
use crate::units::id::CustomerId;

/// A week and four weeks: how far what waits can be put off.
const WEEK_DAYS: i32 = 7;
const FOUR_WEEKS_DAYS: i32 = 28;

/// Someone who is asleep, with the reason and what their return is worth.
#[component]
pub fn SleeperRow(
    /// Who is asleep.
    sleeper: Sleeper,
    /// Where a text is written.
    writing: Writing,
    /// What was answered, for a list of the answered.
    #[prop(optional_no_strip)]
    answer: Option<Answered>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let about = Signal::derive(move || {
        let rhythm = &sleeper.standing.rhythm;
        let status = sentences::status(i18n, rhythm.status);
        let reason = sentences::reason(i18n, format, rhythm);
        let reason = said!(i18n, today.because, status = status, reason = reason);
        match answer {
            Some(answer) => {
                let answer = answered(i18n, format, answer);
                said!(i18n, customer.joined, before = reason, after = answer)
            }
            None => reason,
        }
    });
    let tag = words!(i18n, today.wake, worth = format.money(sleeper.worth));
    let occasion = Occasion::Asleep;
    let is_answered = answer.is_some();
    view! {
        <PersonRow
            customer=sleeper.customer
            occasion
            about
            tag
            tone=Tone::Warm
            writing
            is_answered
        />
    }
}

/// Someone whose birthday comes.
#[component]
pub fn BirthdayRow(
    /// Whose.
    customer: CustomerId,
    /// In how many days.
    in_days: i32,
    /// Where a text is written.
    writing: Writing,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let about = Signal::derive(move || {
        let on = format.weekday(state.today().get().plus(in_days));
        match in_days {
            0 => said!(i18n, today.birthday_today),
            _ => {
                let days = sentences::days(i18n, format, in_days.unsigned_abs());
                said!(i18n, today.birthday_in, days = days, day = on)
            }
        }
    });
    let tag = words!(i18n, remind.birthday);
    let occasion = Occasion::Birthday;
    view! { <PersonRow customer occasion about tag tone=Tone::Gold writing in_days /> }
}

/// A person, why they are named, and the answers.
#[component]
fn PersonRow(
    /// Who.
    customer: CustomerId,
    /// Why, as the answers know it.
    occasion: Occasion,
    /// Why, in words.
    about: Signal<String>,
    /// What for, in a word.
    tag: Signal<String>,
    /// Its mood.
    tone: Tone,
    /// Where a text is written.
    writing: Writing,
    /// In how many days the occasion is, where it has a day.
    #[prop(optional)]
    in_days: i32,
    /// Whether it has been answered, and can be listed again.
    #[prop(optional)]
    is_answered: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let label =
        Signal::derive(move || state.book().with(|book| name_of(i18n, book.customer(customer))));
    let can_write = Memo::new(move |_| {
        state.book().with(|book| book.customer(customer).and_then(reach).is_some())
    });
    let answers = Answers::here();
    let write = move || {
        can_write.get().then(|| {
            let open = move |()| writing.open(customer, occasion);
            view! { <Button label=words!(i18n, remind.write) on_press=open /> }
        })
    };
    let give = move || {
        if is_answered {
            view! { <PutBack customer occasion answers /> }.into_any()
        } else {
            view! { <Give customer occasion in_days label answers /> }.into_any()
        }
    };
    view! {
        <Row
            title=label
            subtitle=about
            face=move || view! { <Portrait name=label /> }
            href=Route::Customer(customer).href()
            end=move || view! {
                <Tag label=tag tone />
                <div class="answers">{write} {give}</div>
            }
        />
    }
}

/// Done, later, not at all.
#[component]
fn Give(
    /// About whom.
    customer: CustomerId,
    /// Why.
    occasion: Occasion,
    /// In how many days the occasion is, where it has a day.
    in_days: i32,
    /// What they are called.
    label: Signal<String>,
    /// Where the answer goes.
    answers: Answers,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let give = move |answer| answers.give(customer, occasion, answer);
    let later = move |days| give(Answer::Later(state.today().get_untracked().plus(days)));
    let items = Signal::derive(move || {
        let on_the_day = (in_days > 1)
            .then(|| MenuItem::new(said!(i18n, remind.later_on_the_day), move |()| later(in_days)));
        // A birthday that is put off beyond its day would be missed.
        let further = (occasion != Occasion::Birthday).then(|| {
            [
                MenuItem::new(said!(i18n, remind.later_week), move |()| later(WEEK_DAYS)),
                MenuItem::new(said!(i18n, remind.later_month), move |()| later(FOUR_WEEKS_DAYS)),
            ]
        });
        let tomorrow = MenuItem::new(said!(i18n, remind.later_tomorrow), move |()| later(1));
        let tomorrow = (occasion != Occasion::Birthday || in_days > 0).then_some(tomorrow);
        let never = MenuItem::new(said!(i18n, remind.not_at_all), move |()| give(Answer::Never))
            .with_tone(Tone::Bad);
        tomorrow
            .into_iter()
            .chain(on_the_day)
            .chain(further.into_iter().flatten())
            .chain([never])
            .collect::<Vec<_>>()
    });
    let done = move |()| give(Answer::Done(None));
    view! {
        <Button label=words!(i18n, remind.done) on_press=done />
        <Menu label=words!(i18n, remind.more, name = isolated(&label.get())) items />
    }
}

/// The way back onto the list.
#[component]
fn PutBack(
    /// About whom.
    customer: CustomerId,
    /// Why.
    occasion: Occasion,
    /// Where the answer goes.
    answers: Answers,
) -> impl IntoView {
    let i18n = use_i18n();
    let again = move |()| answers.give(customer, occasion, Answer::Open);
    view! { <Button label=words!(i18n, remind.put_back) on_press=again /> }
}
