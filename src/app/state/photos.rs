//! The pictures beside the book: read when one is shown, and put into a copy after the changes.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::app::state::AppState;
use crate::people::photo::{Photo, PhotoId};
use crate::units::pace::Pace;

/// How many bytes of pictures go into a copy: beyond that it could not be written at all. Some ten
/// thousand faces fit.
const MAX_COPIED_BYTES: usize = 192 << 20;

/// The whole base as a file.
#[derive(Clone, Debug)]
pub struct BaseCopy {
    /// The file.
    pub file: Vec<u8>,
    /// Photos that had no place in it.
    pub n_left_out: usize,
}

impl AppState {
    /// A picture; `None` where this device does not have it: it comes with the next copy of a
    /// device that does.
    pub async fn photo(self, id: PhotoId) -> Option<Photo> {
        let unsaved = self
            .unsaved_photos
            .with_value(|photos| photos.iter().find(|photo| photo.id() == id).cloned());
        if unsaved.is_some() {
            return unsaved;
        }
        self.store.get_value()?.photo(id).await.ok().flatten()
    }

    /// Those of these pictures that this device has as pages of a copy, and how many had no place.
    pub(super) async fn photos_for_copy(
        self,
        ids: &BTreeSet<PhotoId>,
        pace: &Pace,
    ) -> (Vec<Vec<u8>>, usize) {
        let (mut pages, mut n_bytes, mut n_left_out) = (Vec::new(), 0, 0);
        for id in ids {
            let Some(photo) = self.photo(*id).await else { continue };
            if n_bytes + photo.bytes().len() > MAX_COPIED_BYTES {
                n_left_out += 1;
                continue;
            }
            n_bytes += photo.bytes().len();
            pages.push(photo.to_page());
            pace.rest().await;
        }
        (pages, n_left_out)
    }

    /// Those of these pictures that this device lacks.
    pub async fn photos_lacking(self, photos: Vec<Photo>) -> Vec<Photo> {
        let mut lacking = Vec::new();
        for photo in photos {
            if self.photo(photo.id()).await.is_none() {
                lacking.push(photo);
            }
        }
        lacking
    }
}
