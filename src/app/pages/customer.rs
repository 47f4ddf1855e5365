//! One customer.

use leptos::prelude::*;

use crate::id::CustomerId;

/// One customer.
#[component]
pub fn CustomerPage(
    /// Whom.
    id: CustomerId,
) -> impl IntoView {
    drop(id);
    ().into_any()
}
