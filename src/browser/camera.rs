//! The camera: its picture in a video on the page, and single frames of it in shades of grey.
//!
//! It is on while a [`Camera`] is there and not [stopped](Camera::stop). No frame is kept.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlMediaElement, HtmlVideoElement, MediaDevices,
    MediaStream, MediaStreamConstraints, MediaStreamTrack,
};

/// A frame is made at most so long on its longer side: enough for the bars of a long number, and
/// looked at in a tenth of a second on a phone.
const LONGEST: u32 = 960;

/// The codes that are looked for, by the names of the browser.
const FORMATS: [&str; 4] = ["qr_code", "ean_13", "ean_8", "code_128"];

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraRefusal {
    /// The device has none.
    NoCamera,
    /// Whoever sits before it, or whoever set up the device, said no.
    NotAllowed,
    /// It could not be started: another program has it, most likely.
    InUse,
    /// The page did not come by a way that is safe from others.
    NotSecure,
}

impl CameraRefusal {
    fn of(error: &JsValue) -> Self {
        let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("NotFoundError" | "DevicesNotFoundError" | "OverconstrainedError") => {
                Self::NoCamera
            }
            Some("NotAllowedError" | "PermissionDeniedError") => Self::NotAllowed,
            Some("SecurityError" | "TypeError") => Self::NotSecure,
            _ => Self::InUse,
        }
    }
}

/// Whether the browser can show a camera at all; it says no on a page that is not secure.
#[must_use]
pub fn is_there() -> bool {
    devices().is_some()
}

fn devices() -> Option<MediaDevices> {
    let devices = web_sys::window()?.navigator().media_devices().ok()?;
    // An old browser, and a page that is not secure, have none though the call does not fail.
    (!devices.is_undefined()).then_some(devices)
}

/// A camera that is on; it is stopped when it is dropped.
#[derive(Debug)]
pub struct Camera {
    stream: MediaStream,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// A frame in shades of grey, row by row.
#[derive(Clone, Debug)]
pub struct Frame {
    /// How many columns it has.
    pub width: u32,
    /// How many rows.
    pub height: u32,
    /// The shades; 0 is black.
    pub shades: Vec<u8>,
}

impl Camera {
    /// Starts the camera that looks away from whoever holds the device, or else any. The browser may
    /// ask first, which takes as long as it takes.
    ///
    /// # Errors
    /// There is none, or not for us.
    pub async fn open() -> Result<Self, CameraRefusal> {
        let devices = devices().ok_or(CameraRefusal::NotSecure)?;
        let wishes = MediaStreamConstraints::new();
        wishes.set_video(&video_wishes());
        let asked = devices.get_user_media_with_constraints(&wishes);
        let asked = asked.map_err(|error| CameraRefusal::of(&error))?;
        let stream = JsFuture::from(asked).await.map_err(|error| CameraRefusal::of(&error))?;
        let stream: MediaStream = stream.unchecked_into();
        // Without a canvas nothing can be read; whatever keeps one from us keeps the camera.
        canvas()
            .map(|(canvas, context)| Self { stream, canvas, context })
            .ok_or(CameraRefusal::InUse)
    }

    /// Shows its picture in a video.
    pub fn show_in(&self, video: &HtmlVideoElement) {
        let video: &HtmlMediaElement = video;
        video.set_src_object(Some(&self.stream));
        if let Ok(playing) = video.play() {
            // Interrupted where the window is closed at this moment; then nobody looks.
            spawn_local(async { drop(JsFuture::from(playing).await) });
        }
    }

    /// Whether it was ended from outside: unplugged, or taken back by the owner.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        let tracks = self.stream.get_tracks();
        let is_live =
            |track: MediaStreamTrack| track.ready_state() == web_sys::MediaStreamTrackState::Live;
        !tracks.iter().any(|track| is_live(track.unchecked_into()))
    }

    /// What the video shows now; `None` while it shows nothing yet.
    #[must_use]
    pub fn frame(&self, video: &HtmlVideoElement) -> Option<Frame> {
        let (width, height) = (video.video_width(), video.video_height());
        let longer = width.max(height);
        if longer == 0 || video.ready_state() < HtmlMediaElement::HAVE_CURRENT_DATA {
            return None;
        }
        let scaled = |side: u32| (side * longer.min(LONGEST) / longer).max(1);
        let (width, height) = (scaled(width), scaled(height));
        self.canvas.set_width(width);
        self.canvas.set_height(height);
        let (wide, high) = (f64::from(width), f64::from(height));
        let context = &self.context;
        context
            .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, wide, high)
            .ok()?;
        let colours = context.get_image_data(0.0, 0.0, wide, high).ok()?.data();
        Some(Frame { width, height, shades: colours.chunks_exact(4).map(shade).collect() })
    }

    /// Stops it: its light goes out. Nothing happens when it is stopped already.
    pub fn stop(&self) {
        for track in self.stream.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Red, green and blue as bright as the eye takes them for.
fn shade(colour: &[u8]) -> u8 {
    let part = |place: usize, share: u32| u32::from(colour[place]) * share;
    u8::try_from((part(0, 77) + part(1, 150) + part(2, 29)) >> 8).unwrap_or(u8::MAX)
}

fn canvas() -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    let options = object(&[("willReadFrequently", true.into())]);
    let context = canvas.get_context_with_context_options("2d", &options).ok()??;
    Some((canvas, context.dyn_into().ok()?))
}

/// All of them wishes: a device that has no such camera gives the one it has.
fn video_wishes() -> Object {
    let ideal = |value: JsValue| JsValue::from(object(&[("ideal", value)]));
    object(&[
        ("facingMode", ideal("environment".into())),
        ("width", ideal(1280.into())),
        ("height", ideal(720.into())),
    ])
}

fn object(parts: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in parts {
        // A new object takes any property.
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object
}

/// The browser's own reader of codes.
#[derive(Debug)]
pub struct Detector {
    detector: JsValue,
    detect: Function,
}

impl Detector {
    /// The reader; `None` where the browser has none, or one that does not know all kinds of codes.
    pub async fn find() -> Option<Self> {
        let class = Reflect::get(&js_sys::global(), &"BarcodeDetector".into()).ok()?;
        let class: Function = class.dyn_into().ok()?;
        let formats: Function =
            Reflect::get(&class, &"getSupportedFormats".into()).ok()?.dyn_into().ok()?;
        let known: Promise = formats.call0(&class).ok()?.dyn_into().ok()?;
        let known: Array = JsFuture::from(known).await.ok()?.dyn_into().ok()?;
        let is_known = |format: &&str| known.includes(&(*format).into(), 0);
        if !FORMATS.iter().all(&is_known) {
            return None;
        }
        // Some take a number of twelve digits for a kind of its own.
        let formats = FORMATS.into_iter().chain(Some("upc_a").filter(is_known));
        let formats: Array = formats.map(JsValue::from).collect();
        let options = object(&[("formats", formats.into())]);
        let detector = Reflect::construct(&class, &Array::of1(&options)).ok()?;
        let detect = Reflect::get(&detector, &"detect".into()).ok()?.dyn_into().ok()?;
        Some(Self { detector, detect })
    }

    /// What the code in a video says; `None` where it sees none.
    pub async fn look(&self, video: &HtmlVideoElement) -> Option<String> {
        // It fails while the video shows nothing yet.
        let seen: Promise = self.detect.call1(&self.detector, video).ok()?.dyn_into().ok()?;
        let seen: Array = JsFuture::from(seen).await.ok()?.dyn_into().ok()?;
        let text = |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string();
        seen.iter().find_map(text)
    }
}
