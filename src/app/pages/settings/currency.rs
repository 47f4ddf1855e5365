//! The currency every amount is in.

use leptos::prelude::*;

use crate::app::components::{Button, ButtonKind, Choice, Dialog, Field, Select};
use crate::app::notices::Notices;
use crate::app::pages::settings::keep;
use crate::app::state::AppState;
use crate::app::words::{I18nKeys, Locale, said, use_i18n, words};
use crate::money::Currency;
use crate::shop::Setting;

/// What the last choice stands for: a currency that is typed.
const OTHER: &str = "";

/// Chooses the currency; asks first when there are amounts already.
#[component]
pub fn CurrencyChoice() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let current = Memo::new(move |_| state.book().read().shop().currency);
    let asked = RwSignal::new(None::<Currency>);
    let is_typing = RwSignal::new(false);
    let set = Callback::new(move |currency: Currency| {
        if keep(i18n, state, notices, Setting::Currency(currency)) {
            asked.set(None);
            is_typing.set(false);
        }
    });
    let want = Callback::new(move |currency: Currency| {
        let has_amounts = state.book().with_untracked(|book| !book.purchases().is_empty());
        if currency == current.get_untracked() {
            is_typing.set(false);
        } else if has_amounts {
            asked.set(Some(currency));
        } else {
            set.run(currency);
        }
    });
    let chosen = move |code: String| {
        if code == OTHER {
            is_typing.set(true);
        } else if let Some(currency) = Currency::parse(&code) {
            is_typing.set(false);
            want.run(currency);
        }
    };
    // While a change is only asked about, the list shows it; a refusal brings the old one back.
    let value = move || match asked.get() {
        _ if is_typing.get() => OTHER.to_owned(),
        Some(asked) => asked.code().to_owned(),
        None => current.get().code().to_owned(),
    };
    view! {
        <Select
            label=words!(i18n, settings.currency)
            choices=Signal::derive(move || choices(i18n, current.get()))
            value=Signal::derive(value)
            on_change=chosen
            hint=words!(i18n, settings.currency_hint)
        />
        <Show when=move || is_typing.get()>
            <OtherCurrency want />
        </Show>
        <AreYouSure asked current set />
    }
}

/// Any currency by its three letters.
#[component]
fn OtherCurrency(
    /// Asks for a currency.
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

/// What happens to the amounts there are, before it happens.
#[component]
fn AreYouSure(
    /// The currency asked for, while it is asked.
    asked: RwSignal<Option<Currency>>,
    /// The currency there is.
    current: Memo<Currency>,
    /// Sets it.
    set: Callback<Currency>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || {
        let code = asked.get().map(|asked| asked.code().to_owned()).unwrap_or_default();
        said!(i18n, settings.change_to, code = code)
    });
    let text = move || {
        let (old, new) = (current.get(), asked.get()?);
        let [old_code, new_code] = [old, new].map(|currency| currency.code().to_owned());
        Some(if old.decimals() == new.decimals() {
            said!(i18n, settings.change_same, old = old_code, new = new_code)
        } else {
            said!(i18n, settings.change_decimals, old = old_code, new = new_code)
        })
    };
    let yes = move |()| {
        if let Some(currency) = asked.get_untracked() {
            set.run(currency);
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || asked.get().is_some())
            on_close=move |()| asked.set(None)
            title
            close_label=words!(i18n, frame.close)
            footer=move || view! {
                <Button label=words!(i18n, frame.cancel) on_press=move |()| asked.set(None) />
                <Button label=title kind=ButtonKind::Primary on_press=yes />
            }
        >
            <p>{text}</p>
        </Dialog>
    }
}

/// The common ones, the one there is, and any other.
fn choices(i18n: leptos_i18n::I18nContext<Locale, I18nKeys>, current: Currency) -> Vec<Choice> {
    let mut list = vec![
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
    ];
    if !list.iter().any(|(code, _)| *code == current.code()) {
        list.push((current.code(), current.code().to_owned()));
    }
    let choices = list.into_iter().map(|(code, name)| Choice::new(code, name));
    choices.chain([Choice::new(OTHER, said!(i18n, settings.another))]).collect()
}
