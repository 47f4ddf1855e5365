//! How the call ended, and what follows from it.

use leptos::prelude::*;

use super::calling::{Calling, Draft, Next};
use crate::app::around::route::Route;
use crate::app::components::{
    Button, ButtonKind, ButtonSize, Checkbox, Choice, Field, FieldKind, Notice, Panel, RadioGroup,
    Select, Tone,
};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::outreach::Outcome;
use crate::people::customer::{Channel, Customer, Member};

/// In so many days one speaks again, as the buttons offer it.
const DELAYS: [i32; 3] = [1, 7, 30];

/// The form.
#[component]
pub fn Ended(
    /// The call at hand.
    draft: Draft,
) -> impl IntoView {
    let Calling { i18n, .. } = draft.calling;
    let outcome = move |(place, outcome): (usize, Outcome)| {
        let is_chosen = move || draft.outcome.get() == Some(outcome);
        view! {
            <button
                type="button"
                class="calls__outcome"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| draft.end(outcome)
            >
                <kbd class="wide-only" aria-hidden="true">{place + 1}</kbd>
                {move || sentences::outcome(i18n, outcome)}
            </button>
        }
    };
    let outcomes = Outcome::ALL.into_iter().enumerate().map(outcome).collect_view();
    let has_ended = Memo::new(move |_| draft.outcome.get().is_some());
    let has_bought = Memo::new(move |_| draft.outcome.get() == Some(Outcome::Bought));
    let save_and_sell = move |()| {
        if draft.save() {
            Route::Sale(Some(draft.customer)).go();
        }
    };
    let sell = move || {
        has_bought.get().then(|| {
            view! { <Button label=words!(i18n, calls.save_and_sell) on_press=save_and_sell /> }
        })
    };
    let refused =
        move || draft.refused.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> });
    view! {
        <Panel title=words!(i18n, calls.how_ended)>
            <div class="stack">
                <p class="muted small wide-only">{words!(i18n, calls.keys_hint)}</p>
                <div class="calls__outcomes" role="group" aria-label=words!(i18n, calls.how_ended)>
                    {outcomes}
                </div>
                {move || has_ended.get().then(|| view! { <Follows draft /> })}
                <div role="alert">{refused}</div>
                <div class="cluster">
                    <Button
                        label=words!(i18n, calls.save_next)
                        kind=ButtonKind::Primary
                        size=ButtonSize::Big
                        on_press=move |()| {
                            draft.save();
                        }
                    />
                    {sell}
                </div>
            </div>
        </Panel>
    }
}

/// When one speaks again, what they said, and what they allowed.
#[component]
fn Follows(
    /// The call at hand.
    draft: Draft,
) -> impl IntoView {
    let Calling { i18n, format, state, .. } = draft.calling;
    let choices = Signal::derive(move || {
        let today = state.today().get();
        let delay = |days: i32| {
            let day = format.weekday(today.plus(days));
            let label = match days {
                1 => said!(i18n, calls.tomorrow),
                7 => said!(i18n, calls.in_a_week, day = day),
                _ => said!(i18n, calls.in_a_month),
            };
            Choice::new(days.to_string(), label)
        };
        let fixed = DELAYS.map(delay);
        let rest = [
            Choice::new("on", said!(i18n, calls.choose_day)),
            Choice::new("", said!(i18n, calls.not_again)),
        ];
        fixed.into_iter().chain(rest).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || match draft.next.get() {
        Next::Never => String::new(),
        Next::In(days) => days.to_string(),
        Next::On => "on".to_owned(),
    });
    let choose = move |value: String| {
        draft.next.set(match value.as_str() {
            "" => Next::Never,
            "on" => Next::On,
            days => days.parse().map_or(Next::Never, Next::In),
        });
    };
    let is_typed = Memo::new(move |_| draft.next.get() == Next::On);
    let day_error = Signal::derive(move || {
        let is_empty = draft.day.read().is_empty();
        draft.next_day().err().filter(|_| !is_empty)
    });
    let is_refusal = Memo::new(move |_| draft.outcome.get().is_some_and(Outcome::is_last));
    view! {
        <RadioGroup label=words!(i18n, calls.next) choices value on_change=choose />
        {move || is_typed.get().then(|| view! {
            <Field
                label=words!(i18n, calls.day)
                kind=FieldKind::Date
                value=draft.day
                on_input=move |day| draft.day.set(day)
                error=day_error
            />
        })}
        <Field
            label=words!(i18n, calls.words)
            placeholder=words!(i18n, calls.words_example)
            value=draft.words
            on_input=move |words| draft.words.set(words)
            error=Signal::derive(move || sentences::text_problem(i18n, &draft.words.read()))
        />
        {move || if is_refusal.get() {
            view! {
                <Checkbox
                    label=words!(i18n, calls.never)
                    hint=words!(i18n, calls.never_hint)
                    checked=draft.never
                    on_change=move |never| draft.never.set(never)
                />
            }.into_any()
        } else {
            view! { <Agreed draft /> }.into_any()
        }}
    }
}

/// Whether they agreed to hear from the shop, and by what.
#[component]
fn Agreed(
    /// The call at hand.
    draft: Draft,
) -> impl IntoView {
    let i18n = draft.calling.i18n;
    let channels = Memo::new(move |_| channels(&draft.card()));
    let choices = Signal::derive(move || {
        let choice = |channel: &Channel| {
            Choice::new(format!("{channel:?}"), sentences::channel(i18n, *channel))
        };
        channels.read().iter().map(choice).collect::<Vec<_>>()
    });
    let agree = move |yes: bool| {
        draft.agreed.set(channels.read_untracked().first().copied().filter(|_| yes));
    };
    let choose = move |value: String| {
        let channels = channels.read_untracked();
        draft.agreed.set(channels.iter().copied().find(|it| format!("{it:?}") == value));
    };
    let by = move || {
        draft.agreed.get().map(|channel| {
            view! {
                <Select
                    label=words!(i18n, calls.agreed_by)
                    choices
                    value=Signal::stored(format!("{channel:?}"))
                    on_change=choose
                />
            }
        })
    };
    view! {
        <Checkbox
            label=words!(i18n, calls.agreed)
            hint=words!(i18n, calls.agreed_hint)
            checked=Signal::derive(move || draft.agreed.get().is_some())
            on_change=agree
        />
        {by}
    }
}

/// By what they could hear from the shop: texts to their phone, and whatever else is on the card.
fn channels(card: &Customer) -> Vec<Channel> {
    let has_email = card.emails().next().is_some();
    let named = card.members().iter().filter_map(|member| match member {
        Member::Messenger(channel, _) => Some(*channel),
        _ => None,
    });
    let email = has_email.then_some(Channel::Email);
    let mut all: Vec<Channel> = std::iter::once(Channel::Sms)
        .chain(email)
        .chain(named)
        .chain([Channel::WhatsApp, Channel::Viber, Channel::Telegram])
        .collect();
    let mut seen = Vec::new();
    all.retain(|channel| {
        let is_new = !seen.contains(channel);
        seen.push(*channel);
        is_new
    });
    all
}
