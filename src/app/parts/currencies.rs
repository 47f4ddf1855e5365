//! The currencies an owner chooses from, and the question which one the shop sells in.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::components::{Button, ButtonKind, Choice, Field, Panel, Select};
use crate::app::language::sentences;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::state::AppState;
use crate::book::Change;
use crate::browser;
use crate::trade::shop::Setting;
use crate::units::id::GroupId;
use crate::units::money::Currency;

/// What the last choice stands for: a currency that is typed.
pub const OTHER: &str = "";

/// Asks in which currency the shop sells, until that is said or something was sold. What the
/// browser's language suggests is chosen already and only needs to be agreed to.
#[component]
pub fn AskCurrency() -> impl IntoView {
    let state = expect_context::<AppState>();
    let is_open = Memo::new(move |_| {
        let book = state.book().read();
        book.purchases().is_empty() && !book.shop().is_currency_known
    });
    move || is_open.get().then(|| view! { <Question /> })
}

#[component]
fn Question() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let suggested = browser::languages().iter().find_map(|tag| Currency::of_language_tag(tag));
    let current = state.book().with_untracked(|book| book.shop().currency);
    let wanted = RwSignal::new(suggested.unwrap_or(current));
    let is_typing = RwSignal::new(false);
    let value = move || {
        if is_typing.get() { OTHER.to_owned() } else { wanted.get().code().to_owned() }
    };
    let chosen = move |code: String| {
        is_typing.set(code == OTHER);
        if let Some(currency) = Currency::parse(&code) {
            wanted.set(currency);
        }
    };
    let agree = move |()| {
        let currency = wanted.get_untracked();
        match state.commit(|batch| batch.push(Change::SetSetting(Setting::Currency(currency)))) {
            Ok(stamp) => {
                let name = untrack(|| name_of(i18n, currency));
                notices.tell_with_undo(said!(i18n, coin.kept, name = name), GroupId(stamp));
            }
            Err(refusal) => notices.tell(sentences::not_made(i18n, refusal)),
        }
    };
    view! {
        <Panel title=words!(i18n, coin.title)>
            <div class="stack">
                <p class="muted">{words!(i18n, coin.why)}</p>
                <Select
                    label=words!(i18n, settings.currency)
                    choices=Signal::derive(move || choices(i18n, wanted.get()))
                    value=Signal::derive(value)
                    on_change=chosen
                />
                <Show when=move || is_typing.get()>
                    <OtherCurrency want=move |currency| wanted.set(currency) />
                </Show>
                <div class="cluster">
                    <Button
                        label=words!(i18n, coin.take, name = name_of(i18n, wanted.get()))
                        kind=ButtonKind::Primary
                        on_press=agree
                    />
                </div>
            </div>
        </Panel>
    }
}

/// Any currency by its three letters.
#[component]
pub fn OtherCurrency(
    /// Asks for a currency.
    #[prop(into)]
    want: Callback<Currency>,
) -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let change = move |typed: String| match Currency::parse(&typed) {
        Some(currency) => {
            error.set(None);
            want.run(currency);
        }
        None if typed.trim().is_empty() => error.set(None),
        None => error.set(Some(said!(i18n, settings.code_wrong))),
    };
    view! {
        <Field
            label=words!(i18n, settings.code)
            value=text
            on_input=move |typed| text.set(typed)
            on_change=change
            placeholder=Signal::stored("CHF".to_owned())
            hint=words!(i18n, settings.code_hint)
            error
        />
    }
}

/// The common ones, the one there is, and any other.
#[must_use]
pub fn choices(i18n: I18n, current: Currency) -> Vec<Choice> {
    let mut list = named(i18n);
    if !list.iter().any(|(code, _)| *code == current.code()) {
        list.push((current.code(), current.code().to_owned()));
    }
    let choices = list.into_iter().map(|(code, name)| Choice::new(code, name));
    choices.chain([Choice::new(OTHER, said!(i18n, settings.another))]).collect()
}

/// What a currency is called; its letters where it has no name here.
#[must_use]
pub fn name_of(i18n: I18n, currency: Currency) -> String {
    let known = named(i18n).into_iter().find(|(code, _)| *code == currency.code());
    known.map_or_else(|| currency.code().to_owned(), |(_, name)| name)
}

fn named(i18n: I18n) -> Vec<(&'static str, String)> {
    vec![
        ("EUR", said!(i18n, settings.eur)),
        ("HUF", said!(i18n, settings.huf)),
        ("UAH", said!(i18n, settings.uah)),
        ("RUB", said!(i18n, settings.rub)),
        ("IRR", said!(i18n, settings.irr)),
        ("IRT", said!(i18n, settings.irt)),
        ("USD", said!(i18n, settings.usd)),
        ("GBP", said!(i18n, settings.gbp)),
        ("PLN", said!(i18n, settings.pln)),
        ("RON", said!(i18n, settings.ron)),
        ("CZK", said!(i18n, settings.czk)),
        ("TRY", said!(i18n, settings.lira)),
        ("RSD", said!(i18n, settings.rsd)),
        ("CHF", said!(i18n, settings.chf)),
    ]
}
