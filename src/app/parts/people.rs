//! Customers as every page shows and writes them: a face, and the parts of a form
//! in which a customer is written down.
//!
//! What is refused is decided in the core; here it gets its place beside the field.

use leptos::prelude::*;

use crate::advice::counter::initials;
use crate::app::components::{Face, FaceSize, Glyph};
use crate::app::language::words::{I18n, said};
use crate::people::customer::{Customer, EmailRefusal, PhoneRefusal, check_email, check_phone};

mod birthday;
mod edit;
mod many;
mod told_by;
mod twin;

pub use crate::app::language::sentences::channel;

pub use self::{birthday::*, edit::*, many::*, told_by::*, twin::*};

/// A face with the initials of a name, or a picture of a person where there are none.
#[component]
pub fn Portrait(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// How large it is.
    #[prop(optional)]
    size: FaceSize,
) -> impl IntoView {
    move || {
        let initials = initials(&name.read());
        if initials.is_empty() {
            view! { <Face glyph=Glyph::Person size /> }
        } else {
            view! { <Face initials size /> }
        }
    }
}

/// What to call a customer, also one without a name and one who is not there.
#[must_use]
pub fn name_of(i18n: I18n, customer: Option<&Customer>) -> String {
    let label = customer.map(Customer::label).filter(|label| !label.is_empty());
    label.map_or_else(|| said!(i18n, customer.nameless), str::to_owned)
}

/// Why a phone number cannot be written down, if it cannot; an empty one can.
#[must_use]
pub fn phone_problem(i18n: I18n, number: &str) -> Option<String> {
    if number.trim().is_empty() {
        return None;
    }
    let refusal = check_phone(number.trim()).err()?;
    Some(match refusal {
        PhoneRefusal::Letters => said!(i18n, customer.phone_letters),
        PhoneRefusal::TooShort { least } => {
            said!(i18n, customer.phone_too_short, n = least.to_string())
        }
        PhoneRefusal::TooLong { most } => {
            said!(i18n, customer.phone_too_long, n = most.to_string())
        }
    })
}

/// Why an email address cannot be written down, if it cannot; an empty one can.
#[must_use]
pub fn email_problem(i18n: I18n, address: &str) -> Option<String> {
    if address.trim().is_empty() {
        return None;
    }
    let refusal = check_email(address.trim()).err()?;
    Some(match refusal {
        EmailRefusal::NotAnAddress => said!(i18n, customer.email_not_an_address),
    })
}

/// Anything can be written down.
#[must_use]
pub fn no_problem(_: I18n, _: &str) -> Option<String> {
    None
}
