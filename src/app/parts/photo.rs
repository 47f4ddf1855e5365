//! The picture of a customer, read when it is to be shown.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::components::FaceSize;
use crate::app::parts::people::Portrait;
use crate::app::state::AppState;
use crate::browser::picture;
use crate::people::photo::PhotoId;

/// The picture of somebody in a circle, or the initials where there is none or this device does not
/// have it; decoration, so not read out.
#[component]
pub fn PhotoPortrait(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// The picture.
    #[prop(into)]
    photo: Signal<Option<PhotoId>>,
    /// How large it is.
    #[prop(optional)]
    size: FaceSize,
) -> impl IntoView {
    let address = address_of(photo);
    move || match address.get() {
        Some(shown) => view! {
            <span class=size.class() aria-hidden="true">
                <img class="face__photo" src=shown alt="" on:error=move |_| address.set(None) />
            </span>
        }
        .into_any(),
        None => view! { <Portrait name size /> }.into_any(),
    }
}

/// The address of a picture, once it is read; `None` before that, and where there is none.
fn address_of(photo: Signal<Option<PhotoId>>) -> RwSignal<Option<String>> {
    let state = expect_context::<AppState>();
    let address = RwSignal::new(None);
    Effect::new(move |_| {
        let wanted = photo.get();
        let Some(id) = wanted else { return address.set(None) };
        spawn_local(async move {
            let read = state.photo(id).await.as_ref().and_then(picture::address);
            // The page may be left, or another picture wanted, before it is read.
            if photo.try_get_untracked() == Some(wanted) {
                address.try_set(read);
            }
        });
    });
    address
}
