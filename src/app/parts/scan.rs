//! A code read with the camera: the button that asks for one, and what the window over the page
//! shows until there is one.
//!
//! The browser's own reader is used where it has one that knows the kinds of codes; else frames go to
//! the worker, a few in a second. The camera is on only while the window is open and the page is in
//! sight.

use std::rc::Rc;
use std::time::Duration;

use gloo::timers::future::sleep;
use leptos::{html, prelude::*};
use wasm_bindgen_futures::spawn_local;

use crate::acquisition::referral::Code;
use crate::advice::referrals::holders;
use crate::app::around::scanning::Scanning;
use crate::app::components::{Button, Glyph, IconButton, Notice, Tone};
use crate::app::errands::{Died, Errands};
use crate::app::language::format::Format;
use crate::app::language::words::{I18n, said, use_i18n, words};
use crate::app::state::AppState;
use crate::browser::camera::{self, Camera, CameraRefusal, Detector};
use crate::people::same::Key;
use crate::units::id::CustomerId;
use crate::work::codes::{self, CodeRefusal};
use crate::work::{Answer, Request};

/// Between two looks at what the camera shows.
const PAUSE: Duration = Duration::from_millis(150);

/// So often a worker that stopped is started anew, one after the other.
const MOST_STOPS: u32 = 3;

/// Asks for a code from the camera; nothing where the browser has no camera to give.
#[component]
pub fn ScanButton(
    /// What is done with the text of the code.
    #[prop(into)]
    on_code: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let scanning = expect_context::<Scanning>();
    camera::is_there().then(|| {
        view! {
            <IconButton
                label=words!(i18n, scan.button)
                glyph=Glyph::Scan
                on_press=move |()| scanning.ask(on_code)
            />
        }
    })
}

/// Whose card it is, or whose code to pass on: nobody, one, or several who are to be asked.
#[must_use]
pub fn known_by_code(state: AppState, code: &str) -> Vec<CustomerId> {
    let spellings = codes::spellings(code);
    let by_card = spellings.iter().map(|card| untrack(|| state.known_by(Key::Card, card)));
    by_card.into_iter().find(|found| !found.is_empty()).unwrap_or_else(|| {
        let passed_on = Code::parse(code);
        passed_on
            .map(|code| state.book().with_untracked(|book| holders(book, code)))
            .unwrap_or_default()
    })
}

/// Why no code comes, and nothing is looked for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// The camera gives no picture.
    Camera(CameraRefusal),
    /// What reads codes could not be loaded, or stops again and again.
    NoReader,
}

impl Trouble {
    fn words(self, i18n: I18n) -> String {
        match self {
            Self::Camera(CameraRefusal::NoCamera) => said!(i18n, scan.no_camera),
            Self::Camera(CameraRefusal::NotAllowed) => said!(i18n, scan.not_allowed),
            Self::Camera(CameraRefusal::InUse) => said!(i18n, scan.in_use),
            Self::Camera(CameraRefusal::NotSecure) => said!(i18n, scan.not_secure),
            Self::NoReader => said!(i18n, scan.no_reader),
        }
    }
}

/// What the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Starting,
    Looking,
    Trouble(Trouble),
}

/// The camera and what is seen of it; a handle that is copied freely.
#[derive(Clone, Copy)]
struct Look {
    scanning: Scanning,
    shown: RwSignal<Shown>,
    /// Why the code that was seen last is of no use.
    refused: RwSignal<Option<CodeRefusal>>,
    video: NodeRef<html::Video>,
    camera: StoredValue<Option<Rc<Camera>>, LocalStorage>,
    /// Counts the starts: what an earlier one still does is not heard.
    start: StoredValue<u32>,
}

impl Look {
    fn begin(self) {
        let Some(start) = self.start.try_update_value(|start| {
            *start += 1;
            *start
        }) else {
            return;
        };
        self.shown.set(Shown::Starting);
        spawn_local(async move {
            let trouble = self.look(start).await;
            if let Some(trouble) = trouble.filter(|_| self.is_going(start)) {
                self.end();
                self.shown.set(Shown::Trouble(trouble));
            }
        });
    }

    /// Stops the camera at once, and forgets what is being looked for.
    fn end(self) {
        self.start.try_update_value(|start| *start += 1);
        if let Some(Some(camera)) = self.camera.try_update_value(Option::take) {
            camera.stop();
        }
    }

    fn is_going(self, start: u32) -> bool {
        self.start.try_get_value() == Some(start)
    }

    /// Looks until there is a code, or something else was begun; or says why it cannot.
    async fn look(self, start: u32) -> Option<Trouble> {
        let camera = match Camera::open().await {
            Ok(camera) => Rc::new(camera),
            Err(refusal) => return Some(Trouble::Camera(refusal)),
        };
        // The window may have been closed while the browser asked; then the camera ends here.
        if !self.is_going(start) {
            return None;
        }
        self.camera.set_value(Some(Rc::clone(&camera)));
        let video = self.video.get_untracked()?;
        camera.show_in(&video);
        self.shown.set(Shown::Looking);
        let mut reader = Reader::find().await;
        while self.is_going(start) {
            if camera.has_ended() {
                return Some(Trouble::Camera(CameraRefusal::InUse));
            }
            match reader.look(&camera, &video).await {
                Err(()) => return Some(Trouble::NoReader),
                Ok(Some(code)) if self.is_going(start) => match code {
                    Ok(code) => {
                        self.end();
                        self.scanning.give(code);
                        return None;
                    }
                    Err(refusal) => self.refused.set(Some(refusal)),
                },
                Ok(_) => {}
            }
            sleep(PAUSE).await;
        }
        None
    }
}

/// What reads codes.
enum Reader {
    Browser(Detector),
    Worker { errands: Errands, n_stopped: u32 },
}

impl Reader {
    async fn find() -> Self {
        match Detector::find().await {
            Some(detector) => Self::Browser(detector),
            None => Self::Worker { errands: Errands::start(), n_stopped: 0 },
        }
    }

    /// What the code before the camera says, if there is one.
    ///
    /// # Errors
    /// No reader will come.
    async fn look(
        &mut self,
        camera: &Camera,
        video: &web_sys::HtmlVideoElement,
    ) -> Result<Option<Result<String, CodeRefusal>>, ()> {
        match self {
            Self::Browser(detector) => {
                let code = detector.look(video).await;
                Ok(code.map(|code| codes::text_of(code.as_bytes())))
            }
            Self::Worker { errands, n_stopped } => {
                let Some(frame) = camera.frame(video) else { return Ok(None) };
                let look = Request::Look { width: frame.width, height: frame.height };
                match errands.ask(&look, frame.shades.as_slice().into()).next().await {
                    Some(Ok((Answer::Seen(code), _))) => {
                        *n_stopped = 0;
                        Ok(code)
                    }
                    Some(Err(Died::Stopped)) if *n_stopped < MOST_STOPS => {
                        *n_stopped += 1;
                        *errands = Errands::start();
                        Ok(None)
                    }
                    Some(Err(_)) => Err(()),
                    Some(Ok(_)) | None => Ok(None),
                }
            }
        }
    }
}

/// What the camera sees, with a frame to hold the code in, until there is one.
#[component]
pub fn ScanView() -> impl IntoView {
    let i18n = use_i18n();
    let format = expect_context::<Format>();
    let look = Look {
        scanning: expect_context(),
        shown: RwSignal::new(Shown::Starting),
        refused: RwSignal::new(None),
        video: NodeRef::new(),
        camera: StoredValue::new_local(None),
        start: StoredValue::new(0),
    };
    look.begin();
    // A tab out of sight looks at nothing.
    let heard = window_event_listener_untyped("visibilitychange", move |_| {
        look.end();
        if !document().hidden() {
            look.begin();
        }
    });
    on_cleanup(move || {
        heard.remove();
        look.end();
    });
    let trouble = move || match look.shown.get() {
        Shown::Trouble(trouble) => Some(trouble),
        Shown::Starting | Shown::Looking => None,
    };
    let told = move || match look.shown.get() {
        Shown::Starting => said!(i18n, scan.starting),
        Shown::Looking | Shown::Trouble(_) => said!(i18n, scan.hold),
    };
    let refused = move || {
        look.refused.get().map(|refusal| {
            let text = match refusal {
                CodeRefusal::TooLong { most } => {
                    said!(i18n, scan.too_long, n = format.count(most))
                }
                CodeRefusal::NotText => said!(i18n, scan.not_text),
            };
            view! { <Notice tone=Tone::Warm><p role="alert">{text}</p></Notice> }
        })
    };
    view! {
        <div class="scan" class:scan--none=move || trouble().is_some()>
            <div class="scan__sight">
                <video class="scan__video" node_ref=look.video playsinline=true muted=true></video>
            </div>
            <p role="status">{told}</p>
            {refused}
        </div>
        {move || trouble().map(|trouble| view! {
            <Notice tone=Tone::Bad>
                <div class="stack">
                    <p role="alert">{trouble.words(i18n)}</p>
                    <div class="cluster">
                        <Button
                            label=words!(i18n, frame.try_again)
                            on_press=move |()| look.begin()
                        />
                    </div>
                </div>
            </Notice>
        })}
    }
}
