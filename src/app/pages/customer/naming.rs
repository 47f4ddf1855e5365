//! The name and the card number, written anew.

use leptos::prelude::*;

use crate::app::around::leaving::Leaving;
use crate::app::components::{Checkbox, Dialog, Field};
use crate::app::language::sentences;
use crate::app::language::words::{said, words};
use crate::app::pages::customer::card::Card;
use crate::app::parts::people::{Alike, EditForm, FormColumns, Twin, other_with};
use crate::app::parts::scan::ScanButton;
use crate::people::customer::Fact;
use crate::people::same::Key;

/// The form, over the page.
#[component]
pub fn NamingDialog(
    /// Whose.
    card: Card,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    let leaving = expect_context::<Leaving>();
    view! {
        <Dialog
            open
            on_close=move |()| {
                if leaving.may_close() {
                    open.set(false);
                }
            }
            title=words!(i18n, customer.edit_name)
            close_label=words!(i18n, frame.close)
        >
            <NamingForm card open />
        </Dialog>
    }
}

#[component]
fn NamingForm(
    /// Whose.
    card: Card,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    let before = card.customer.get_untracked();
    let name = RwSignal::new(before.name().to_owned());
    let number = RwSignal::new(before.card().to_owned());
    let company = RwSignal::new(before.is_company());
    let refused = RwSignal::new(None);
    let before = StoredValue::new(before);
    let so_far = Signal::derive(move || {
        let mut customer = before.get_value();
        customer.set(Fact::Name(name.get()));
        customer
    });
    let save = move |()| {
        let (name, number) = (name.read().trim().to_owned(), number.read().trim().to_owned());
        if other_with(card.state, Key::Card, &number, Some(card.id)).is_some() {
            return refused.set(Some(said!(i18n, customer.look_at_fields)));
        }
        let facts = before.with_value(|before| {
            let facts = [
                (name != before.name()).then_some(Fact::Name(name)),
                (number != before.card()).then_some(Fact::Card(number)),
                (company.get() != before.is_company()).then(|| Fact::Company(company.get())),
            ];
            facts.into_iter().flatten().collect()
        });
        match card.save(facts, vec![]) {
            Ok(()) => open.set(false),
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    view! {
        <EditForm
            save_label=words!(i18n, frame.save)
            on_save=move |()| untrack(|| save(()))
            on_cancel=move |()| open.set(false)
            refused
            columns=FormColumns::One
        >
            <Field
                label=words!(i18n, customer.name)
                value=name
                error=Signal::derive(move || sentences::text_problem(i18n, &name.read()))
                on_input=move |text| name.set(text)
            />
            <Twin shared=Key::Name text=name own=Some(card.id) />
            <Alike draft=so_far own=Some(card.id) />
            <Checkbox
                label=words!(i18n, customer.company)
                checked=company
                on_change=move |yes| company.set(yes)
            />
            <Field
                label=words!(i18n, customer.card)
                value=number
                on_input=move |text| number.set(text)
                end=move || view! { <ScanButton on_code=move |code| number.set(code) /> }
            />
            <Twin shared=Key::Card text=number own=Some(card.id) />
        </EditForm>
    }
}
