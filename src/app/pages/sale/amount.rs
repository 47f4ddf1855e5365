//! How much: large, by the keypad or the keys of the keyboard.

use leptos::{ev, html, prelude::*};

use crate::app::components::{Keypad, KeypadCorner, KeypadKey};
use crate::app::language::format::Format;
use crate::app::language::words::{use_i18n, words};
use crate::app::pages::sale::draft::Draft;
use crate::app::state::AppState;
use crate::trade::typed::Keyed;
use crate::units::money::{Currency, Money};

/// The amount and its keypad.
#[component]
pub fn AmountEntry(
    /// The sale in the making.
    draft: Draft,
    /// Where the focus goes for typing the amount.
    amount_ref: NodeRef<html::Div>,
    /// Takes the sale.
    take: Callback<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<AppState>();
    let format = expect_context::<Format>();
    let currency = Memo::new(move |_| state.book().read().shop().currency);
    let corner = Signal::derive(move || match currency.get().decimals() {
        0 => KeypadCorner::DoubleZero,
        _ => KeypadCorner::Mark,
    });
    let press = move |key| {
        draft.keyed.update(|keyed| press(keyed, key, currency.get_untracked()));
        draft.problem.set(None);
    };
    let shown = move || {
        let keyed = draft.keyed.read();
        match draft.amount(state) {
            Some(amount) if keyed.is_empty() => format.money(amount),
            _ => keyed_words(format, &keyed, currency.get()),
        }
    };
    let enter = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            take.run(false);
        }
    };
    view! {
        <div
            node_ref=amount_ref
            class="sale__amount"
            role="group"
            tabindex="0"
            aria-label=words!(i18n, sale.how_much_keys)
            on:keydown=enter
        >
            <span class="field__label">{words!(i18n, sale.how_much)}</span>
            <output class="amount" aria-live="polite">
                <bdi>{shown}</bdi>
            </output>
        </div>
        <Keypad
            label=words!(i18n, sale.how_much)
            on_key=press
            back_label=words!(i18n, sale.back)
            digits=Signal::derive(move || ten_digits(format))
            mark=Signal::derive(move || mark_of(format))
            corner
        />
    }
}

fn press(keyed: &mut Keyed, key: KeypadKey, currency: Currency) {
    match key {
        KeypadKey::Digit(digit) => keyed.digit(digit, currency),
        KeypadKey::DoubleZero => {
            keyed.digit(0, currency);
            keyed.digit(0, currency);
        }
        KeypadKey::Mark => keyed.mark(currency),
        KeypadKey::Back => keyed.back(),
    }
}

/// The ten digits in the script of the language.
fn ten_digits(format: Format) -> String {
    (0..10_u8).map(|digit| format.number(f64::from(digit), 0)).collect()
}

/// The mark of a fraction as the language writes it.
fn mark_of(format: Format) -> String {
    format.number(1.5, 1).chars().filter(|c| !c.is_numeric()).collect()
}

/// What was keyed, mark and trailing noughts and all, which a finished amount would not show.
fn keyed_words(format: Format, keyed: &Keyed, currency: Currency) -> String {
    let (whole, fraction) = keyed.parts();
    let whole = Money(whole.parse().unwrap_or_default());
    let money = format.money(Money(whole.0.saturating_mul(currency.minor_per_major())));
    let Some(fraction) = fraction else { return money };
    let digits = ten_digits(format);
    let digit = |c: char| digits.chars().nth(c.to_digit(10)? as usize);
    let number = format.number(whole.as_f64(), 0);
    let fraction: String = fraction.chars().filter_map(digit).collect();
    money.replacen(&number, &format!("{number}{}{fraction}", mark_of(format)), 1)
}
