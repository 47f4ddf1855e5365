//! All customers.

use leptos::prelude::*;

use crate::app::route::List;

/// All customers.
#[component]
pub fn CustomersPage(
    /// The list another page led to.
    list: Option<List>,
) -> impl IntoView {
    drop(list);
    ().into_any()
}
