//! The currency every amount is in.

use leptos::prelude::*;

use crate::app::around::notices::Notices;
use crate::app::around::route::Route;
use crate::app::components::{Notice, Select, Tone};
use crate::app::language::format::Format;
use crate::app::language::words::{said, use_i18n, words};
use crate::app::pages::settings::keep;
use crate::app::parts::currencies::{OTHER, OtherCurrency, choices};
use crate::app::state::AppState;
use crate::trade::shop::Setting;
use crate::units::money::Currency;

/// Chooses the currency for as long as nothing was sold in another: no amount is ever converted.
#[component]
pub fn CurrencyChoice() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let notices = expect_context::<Notices>();
    let current = Memo::new(move |_| state.book().read().shop().currency);
    let n_sold = Memo::new(move |_| state.book().read().purchases().len());
    let is_typing = RwSignal::new(false);
    let want = Callback::new(move |currency: Currency| {
        let is_new = currency != current.get_untracked();
        if !is_new || keep(i18n, state, notices, Setting::Currency(currency)) {
            is_typing.set(false);
        }
    });
    let chosen = move |code: String| {
        is_typing.set(code == OTHER);
        if let Some(currency) = Currency::parse(&code) {
            want.run(currency);
        }
    };
    let value = move || {
        if is_typing.get() { OTHER.to_owned() } else { current.get().code().to_owned() }
    };
    view! {
        <Select
            label=words!(i18n, settings.currency)
            choices=Signal::derive(move || choices(i18n, current.get()))
            value=Signal::derive(value)
            on_change=chosen
            hint=words!(i18n, settings.currency_hint)
            disabled=Signal::derive(move || n_sold.get() > 0)
        />
        <Show when=move || is_typing.get()>
            <OtherCurrency want />
        </Show>
        <Show when=move || n_sold.get() != 0>
            <WhyFixed n_sold current />
        </Show>
    }
}

/// Why the currency cannot be changed now, and what to do.
#[component]
fn WhyFixed(
    /// How many purchases are in it.
    n_sold: Memo<usize>,
    /// The currency.
    current: Memo<Currency>,
) -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let why = move || {
        let (n, code) = (n_sold.get(), current.get().code().to_owned());
        said!(i18n, coin.fixed, count = n, n = format.count(n), code = code)
    };
    view! {
        <div class="form__all">
            <Notice tone=Tone::Neutral>
                <p>{why}</p>
                <p>
                    {words!(i18n, coin.fixed_what)} " "
                    <a href=Route::History.href()>{words!(i18n, coin.to_history)}</a>
                </p>
            </Notice>
        </div>
    }
}
