//! A new sale.

use leptos::prelude::*;

use crate::id::CustomerId;

/// A new sale.
#[component]
pub fn SalePage(
    /// For whom, if that is known.
    customer: Option<CustomerId>,
) -> impl IntoView {
    drop(customer);
    ().into_any()
}
