//! Pictures: made small enough to keep, and shown. On the page and in the worker alike.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ImageBitmap, ImageEncodeOptions, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
};

use crate::people::photo::Photo;

/// The longer side of a kept picture, in pixels, and how much is kept of it: tried in this order
/// until it is small enough.
const TRIES: [(f64, f64); 6] =
    [(480.0, 0.85), (480.0, 0.7), (360.0, 0.75), (360.0, 0.5), (240.0, 0.6), (160.0, 0.5)];

/// No camera makes larger files, and a picture made to choke the browser is one.
const MAX_FILE_BYTES: f64 = 40.0 * 1024.0 * 1024.0;

/// Why a picture could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefusal {
    /// The browser cannot read it: it is broken, no picture, or of a kind it does not know.
    #[error("not a picture this browser can read")]
    Unreadable,
    /// A file of more than 40 MB.
    #[error("a file too large for a picture")]
    TooLarge,
    /// The browser cannot draw, so it cannot make it smaller.
    #[error("a browser that cannot make pictures smaller")]
    CannotShrink,
}

/// Reads a picture, turned as it was taken, and makes it small enough to keep.
///
/// # Errors
/// What the browser cannot read or make smaller.
pub async fn shrink(picture: &Blob) -> Result<Photo, PictureRefusal> {
    if picture.size() > MAX_FILE_BYTES {
        return Err(PictureRefusal::TooLarge);
    }
    let bitmap = bitmap(picture).await.ok_or(PictureRefusal::Unreadable)?;
    let mut kept = None;
    for (side, quality) in TRIES {
        let bytes = drawn(&bitmap, side, quality).await.ok_or(PictureRefusal::CannotShrink)?;
        if let Ok(photo) = Photo::new(bytes) {
            kept = Some(photo);
            break;
        }
    }
    bitmap.close();
    kept.ok_or(PictureRefusal::CannotShrink)
}

/// A picture as it is, if it is small enough to keep and can be shown; else as [`shrink`] makes it.
///
/// # Errors
/// As [`shrink`].
pub async fn kept(bytes: &[u8]) -> Result<Photo, PictureRefusal> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts);
    let blob = blob.map_err(|_| PictureRefusal::Unreadable)?;
    match Photo::new(bytes.to_vec()) {
        Ok(photo) => {
            bitmap(&blob).await.ok_or(PictureRefusal::Unreadable)?.close();
            Ok(photo)
        }
        Err(_) => shrink(&blob).await,
    }
}

/// The address of a picture, to be shown.
#[must_use]
pub fn address(photo: &Photo) -> Option<String> {
    let letters: String = photo.bytes().iter().map(|byte| char::from(*byte)).collect();
    let written = web_sys::window()?.btoa(&letters).ok()?;
    Some(format!("data:{};base64,{written}", photo.format().media_type()))
}

/// A file as a picture in memory.
async fn bitmap(picture: &Blob) -> Option<ImageBitmap> {
    // By name: a page and a worker are told apart by the types, and both can do this.
    let global = js_sys::global();
    let read: Function =
        Reflect::get(&global, &"createImageBitmap".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = read.call1(&global, picture).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// The picture with its longer side so many pixels at most, as JPEG.
async fn drawn(bitmap: &ImageBitmap, side: f64, quality: f64) -> Option<Vec<u8>> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let share = (side / width.max(height)).min(1.0);
    let (width, height) = ((width * share).max(1.0).round(), (height * share).max(1.0).round());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and the side"
    )]
    let canvas = OffscreenCanvas::new(width as u32, height as u32).ok()?;
    let context = canvas.get_context("2d").ok()??;
    let context: OffscreenCanvasRenderingContext2d = context.dyn_into().ok()?;
    // JPEG has no glass: what shows through would be black.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height).ok()?;
    let options = ImageEncodeOptions::new();
    options.set_type("image/jpeg");
    options.set_quality(quality);
    let promise = canvas.convert_to_blob_with_options(&options).ok()?;
    let blob: Blob = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
