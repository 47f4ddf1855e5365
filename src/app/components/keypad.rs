//! Digits for the thumb, which the keys of a keyboard press as well.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::app::components::icon::{Glyph, Icon};

/// What was pressed on a keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeypadKey {
    /// One digit, 0 to 9.
    Digit(u8),
    /// Two noughts at once.
    DoubleZero,
    /// The mark before a fraction.
    Mark,
    /// Takes back the last one.
    Back,
}

/// What is in the first corner of the last line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeypadCorner {
    /// Two noughts, for money without a fraction.
    #[default]
    DoubleZero,
    /// The mark of a fraction.
    Mark,
}

/// The digits, and what a keyboard types while the keypad is on the screen and no other control
/// wants the keys.
#[component]
pub fn Keypad(
    /// What is entered.
    #[prop(into)]
    label: Signal<String>,
    /// What a key does.
    #[prop(into)]
    on_key: Callback<KeypadKey>,
    /// What taking back is called.
    #[prop(into)]
    back_label: Signal<String>,
    /// The ten digits from nought to nine, in the script of the language.
    #[prop(into, default = Signal::stored("0123456789".to_owned()))]
    digits: Signal<String>,
    /// The mark of a fraction.
    #[prop(into, default = Signal::stored(".".to_owned()))]
    mark: Signal<String>,
    /// What is in the corner.
    #[prop(optional, into)]
    corner: Signal<KeypadCorner>,
) -> impl IntoView {
    let keyboard = window_event_listener(ev::keydown, move |event| {
        if let Some(key) = typed(&event) {
            event.prevent_default();
            on_key.run(key);
        }
    });
    on_cleanup(move || keyboard.remove());

    let digit = move |number: u8| {
        let face = move || digits.with(|digits| digits.chars().nth(usize::from(number)));
        view! {
            <button
                type="button"
                class="keypad__key"
                on:click=move |_| on_key.run(KeypadKey::Digit(number))
            >
                {move || face().map(String::from)}
            </button>
        }
    };
    let corner_key = move || match corner.get() {
        KeypadCorner::DoubleZero => KeypadKey::DoubleZero,
        KeypadCorner::Mark => KeypadKey::Mark,
    };
    let corner_face = move || match corner.get() {
        KeypadCorner::DoubleZero => {
            digits.with(|digits| digits.chars().take(1).collect::<String>().repeat(2))
        }
        KeypadCorner::Mark => mark.get(),
    };
    view! {
        <div class="keypad" role="group" aria-label=label>
            {(1..=9).map(digit).collect_view()}
            <button type="button" class="keypad__key" on:click=move |_| on_key.run(corner_key())>
                {corner_face}
            </button> {digit(0)}
            <button
                type="button"
                class="keypad__key"
                aria-label=back_label
                on:click=move |_| on_key.run(KeypadKey::Back)
            >
                <Icon glyph=Glyph::Erase />
            </button>
        </div>
    }
}

/// The key of the pad that a key of the keyboard stands for, unless it is meant for something else.
fn typed(event: &web_sys::KeyboardEvent) -> Option<KeypadKey> {
    const WANTS_KEYS: &str = "input, textarea, select, [contenteditable], dialog, [popover]";
    let meant_elsewhere = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| matches!(element.closest(WANTS_KEYS), Ok(Some(_))));
    if meant_elsewhere || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    match event.key().as_str() {
        "Backspace" => Some(KeypadKey::Back),
        "." | "," | "٫" | "Decimal" => Some(KeypadKey::Mark),
        key => digit_of(key).map(KeypadKey::Digit),
    }
}

/// The digit a key stands for, in European, Arabic or Persian figures.
fn digit_of(key: &str) -> Option<u8> {
    let mut characters = key.chars();
    let (only, None) = (characters.next()?, characters.next()) else { return None };
    let value = ['0', '٠', '۰']
        .iter()
        .find_map(|zero| u32::from(only).checked_sub(u32::from(*zero)).filter(|value| *value < 10));
    value.and_then(|value| u8::try_from(value).ok())
}
