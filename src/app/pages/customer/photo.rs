//! The photo on the card: shown in the head, chosen or taken, and taken off again.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::components::{Button, ButtonKind, Dialog, FaceSize, FilePick, Glyph, Notice, Tone};
use crate::app::language::words::{I18n, said, words};
use crate::app::pages::customer::card::Card;
use crate::app::parts::photo::PhotoPortrait;
use crate::browser::picture::{self, PictureRefusal};
use crate::people::customer::Fact;
use crate::people::photo::{Photo, PhotoId};

/// The face of the page's head; pressed, it opens the photo.
#[component]
pub fn PhotoFace(
    /// Whose.
    card: Card,
    /// Whether the photo is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    view! {
        <button
            type="button"
            class="face-button"
            title=move || said!(i18n, customer.photo)
            on:click=move |_| open.set(true)
        >
            <span class="visually-hidden">{words!(i18n, customer.photo)}</span>
            <PhotoPortrait
                name=Signal::derive(move || card.name())
                photo=photo_of(card)
                size=FaceSize::Big
            />
        </button>
    }
}

/// The photo, over the page.
#[component]
pub fn PhotoDialog(
    /// Whose.
    card: Card,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = card.i18n;
    let refused = RwSignal::new(None::<String>);
    let is_working = RwSignal::new(false);
    let photo = photo_of(card);
    let close = move |()| {
        open.set(false);
        refused.set(None);
    };
    let keep = move |kept: Option<Photo>| match card.save_photo(kept) {
        Ok(()) => close(()),
        Err(refusal) => refused.set(Some(refusal)),
    };
    let choose = move |files: Vec<web_sys::File>| {
        let Some(file) = files.into_iter().next() else { return };
        refused.set(None);
        is_working.set(true);
        spawn_local(async move {
            let shrunk = picture::shrink(&file).await;
            // Whoever left meanwhile did not want it.
            if is_working.try_set(false).is_some() || !open.get_untracked() {
                return;
            }
            match shrunk {
                Ok(photo) => keep(Some(photo)),
                Err(refusal) => refused.set(Some(sentence(i18n, refusal))),
            }
        });
    };
    let footer = move || {
        view! {
            {move || photo.get().map(|_| view! {
                <Button
                    label=words!(i18n, customer.photo_remove)
                    kind=ButtonKind::Danger
                    glyph=Glyph::Trash
                    on_press=move |()| keep(None)
                />
            })}
            <Button label=words!(i18n, frame.cancel) on_press=close />
        }
    };
    view! {
        <Dialog
            open
            on_close=close
            title=words!(i18n, customer.photo)
            close_label=words!(i18n, frame.close)
            footer
        >
            <div class="stack">
                <PhotoPortrait
                    name=Signal::derive(move || card.name())
                    photo
                    size=FaceSize::Photo
                />
                <FilePick
                    label=words!(i18n, customer.photo_choose)
                    hint=words!(i18n, customer.photo_hint)
                    accept="image/*"
                    glyph=Glyph::Person
                    on_files=choose
                />
                <p role="status" class="muted">
                    {move || is_working.get().then(|| said!(i18n, customer.photo_working))}
                </p>
                {move || refused.get().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> })}
            </div>
        </Dialog>
    }
}

fn photo_of(card: Card) -> Signal<Option<PhotoId>> {
    Memo::new(move |_| card.customer.read().photo()).into()
}

/// Why a picture could not be taken, and what to do.
fn sentence(i18n: I18n, refusal: PictureRefusal) -> String {
    match refusal {
        PictureRefusal::Unreadable => said!(i18n, customer.photo_unreadable),
        PictureRefusal::TooLarge => said!(i18n, customer.photo_too_large),
        PictureRefusal::CannotShrink => said!(i18n, customer.photo_cannot_shrink),
    }
}

impl Card {
    /// Puts a photo on the card, or takes it off; says so, with the way back.
    ///
    /// # Errors
    /// Why it was not saved, in words; then nothing changed.
    fn save_photo(self, photo: Option<Photo>) -> Result<(), String> {
        let fact = Fact::Photo(photo.as_ref().map(Photo::id));
        self.save_with(photo.into_iter().collect(), vec![fact], vec![])
    }
}
