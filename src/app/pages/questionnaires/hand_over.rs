//! Handing the device over, with the PIN that takes it back.

use leptos::prelude::*;

use super::Composer;
use crate::app::around::handed::{Handed, NotHanded};
use crate::app::components::{Button, ButtonKind, ButtonType, Dialog, Field, FieldKind};
use crate::app::language::words::{said, words};

/// Asks for the PIN that takes the device back, and hands it over.
#[component]
pub fn HandOverDialog(
    /// What is composed.
    composer: Composer,
) -> impl IntoView {
    let i18n = composer.i18n;
    view! {
        <Dialog
            open=Signal::derive(move || composer.handing.read().is_some())
            on_close=move |()| composer.handing.set(None)
            title=words!(i18n, kiosk.hand_over)
            close_label=words!(i18n, frame.close)
        >
            <HandOverForm composer />
        </Dialog>
    }
}

#[component]
fn HandOverForm(
    /// What is composed.
    composer: Composer,
) -> impl IntoView {
    let i18n = composer.i18n;
    let handed = expect_context::<Handed>();
    let pin = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let sent = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(id) = composer.handing.get_untracked() else { return };
        match handed.over(id, &pin.get_untracked()) {
            Ok(()) => composer.handing.set(None),
            Err(NotHanded::Pin(_)) => wrong.set(Some(said!(i18n, kiosk.pin_refused))),
            Err(NotHanded::NotRemembered) => {
                wrong.set(Some(said!(i18n, kiosk.not_remembered)));
            }
        }
    };
    view! {
        <form class="stack" novalidate on:submit=sent>
            <p>{words!(i18n, kiosk.hand_over_text)}</p>
            <Field
                label=words!(i18n, kiosk.pin)
                hint=words!(i18n, kiosk.pin_hint)
                kind=FieldKind::Digits
                value=pin
                on_input=move |text| pin.set(text)
                error=wrong
            />
            <Button
                label=words!(i18n, kiosk.hand_over)
                kind=ButtonKind::Primary
                r#type=ButtonType::Submit
            />
        </form>
    }
}
