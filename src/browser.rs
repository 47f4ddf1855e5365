//! The browser's impure facts: the clock, chance, files, locks, the camera, and what else the page
//! is told.
//!
//! Everything here is a thin call; nothing here knows the shop. What a call may lack (an old
//! browser, a private window) is an `Option`, and the caller says what that means.

pub mod picture;
pub mod worker;
pub mod camera;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use std::cmp::Ordering;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::units::calendar::{Day, Moment, Zone};
use crate::units::pace::Pace;

/// Milliseconds since 1970 by the device's clock; zero for a clock before that.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a clock before 1970 counts as 1970, and 2^53 ms is beyond any clock"
)]
pub fn now_ms() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

thread_local! {
    /// The clock of the zone the shop lives by, where that is not the device's own.
    static CLOCK: RefCell<Option<Clock>> = const { RefCell::new(None) };
}

/// Tells the time of a zone from now on; of the device's own for an empty name, or one the browser
/// does not know.
pub fn live_by(zone: &str) {
    let clock = (!zone.is_empty()).then(|| Clock::new(zone)).flatten();
    CLOCK.set(clock);
}

/// Day and minute by the device's clock, in the zone the shop lives by.
#[must_use]
pub fn now() -> Moment {
    local(now_ms())
}

/// Day and minute of a number of milliseconds since 1970, in the zone the shop lives by.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "48 bits fit in a double")]
pub fn local(time_ms: u64) -> Moment {
    let minutes = i64::try_from(time_ms / 60_000).unwrap_or_default();
    let ahead = CLOCK.with_borrow(|clock| clock.as_ref().map(|clock| clock.ahead(minutes)));
    match ahead {
        Some(ahead) => Zone::fixed(ahead).moment(minutes),
        None => moment(&js_sys::Date::new(&JsValue::from_f64(time_ms as f64))),
    }
}

fn moment(date: &js_sys::Date) -> Moment {
    let year = i32::try_from(date.get_full_year()).unwrap_or(i32::MAX);
    let day = Day::from_ymd(year, date.get_month() + 1, date.get_date()).unwrap_or_default();
    let minute = u16::try_from(date.get_hours() * 60 + date.get_minutes()).ok();
    Moment { day, minute }
}

/// The name of the device's time zone, such as `Europe/Budapest`.
#[must_use]
pub fn zone_name() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::default();
    Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}

/// How a language orders two names.
pub fn compare_names(language: &str) -> impl Fn(&str, &str) -> Ordering {
    let locales = Array::of1(&language.into());
    let compare = js_sys::Intl::Collator::new(&locales, &js_sys::Object::new()).compare();
    move |one, other| {
        let order = compare.call2(&JsValue::NULL, &one.into(), &other.into());
        let order = order.ok().and_then(|order| order.as_f64()).unwrap_or_default();
        order.total_cmp(&0.0)
    }
}

/// The name of a country by its two letters, in a language; the letters where the browser knows
/// none.
#[must_use]
pub fn region_name(code: &str, language: &str) -> String {
    let name = || -> Option<String> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let names: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
        let options = js_sys::Object::new();
        Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
        let names = Reflect::construct(&names, &Array::of2(&language.into(), &options)).ok()?;
        let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(&names, &code.into()).ok()?.as_string()
    };
    name().unwrap_or_else(|| code.to_owned())
}

/// The names of all time zones the browser knows; none in an old one.
#[must_use]
pub fn zone_names() -> Vec<String> {
    let names = || -> Option<Array> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let values: Function =
            Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        values.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()
    };
    names()
        .map_or_else(Vec::new, |names| names.iter().filter_map(|name| name.as_string()).collect())
}

/// Minutes between two looks at a clock; none changes twice in that time.
const MONTH: i64 = 30 * 24 * 60;

/// The clock of a time zone by its name, from 1990 to a year from now; the device's own for an
/// empty name or one the browser does not know.
#[must_use]
pub fn zone(name: &str) -> Zone {
    let known = (!name.is_empty()).then(|| Clock::new(name)).flatten();
    let ahead =
        |minutes: i64| known.as_ref().map_or_else(|| own_ahead(minutes), |c| c.ahead(minutes));
    let first = i64::from(Day::from_ymd(1990, 1, 1).unwrap_or_default().0) * 1440;
    let last = i64::try_from(now_ms() / 60_000).unwrap_or_default() + 13 * MONTH;
    let (mut minutes, mut before) = (first, ahead(first));
    let mut changes = Vec::new();
    let start = before;
    while minutes < last {
        let after = ahead(minutes + MONTH);
        if after != before {
            changes.push((change_between(minutes, minutes + MONTH, before, &ahead), after));
        }
        (minutes, before) = (minutes + MONTH, after);
    }
    Zone::new(start, changes)
}

/// The first minute from which a clock is no longer as far ahead as `before`.
fn change_between(from: i64, to: i64, before: i32, ahead: &impl Fn(i64) -> i32) -> i64 {
    let (mut from, mut to) = (from, to);
    while to - from > 1 {
        let middle = from + (to - from) / 2;
        if ahead(middle) == before {
            from = middle;
        } else {
            to = middle;
        }
    }
    to
}

/// Milliseconds of a minute since 1970, as a date of the browser.
#[expect(clippy::cast_precision_loss, reason = "minutes of centuries fit in a double")]
fn date_of(utc_minutes: i64) -> js_sys::Date {
    js_sys::Date::new(&JsValue::from_f64(utc_minutes as f64 * 60_000.0))
}

#[expect(clippy::cast_possible_truncation, reason = "an offset is within a day")]
fn own_ahead(utc_minutes: i64) -> i32 {
    -(date_of(utc_minutes).get_timezone_offset() as i32)
}

/// The clock of a named zone, as the browser shows it.
struct Clock(Function);

impl Clock {
    fn new(name: &str) -> Option<Self> {
        let options = js_sys::Object::new();
        let parts = [
            ("timeZone", name),
            ("hourCycle", "h23"),
            ("year", "numeric"),
            ("month", "2-digit"),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ];
        for (part, how) in parts {
            Reflect::set(&options, &part.into(), &how.into()).ok()?;
        }
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let maker: Function =
            Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
        // A name that is not known throws.
        let arguments = Array::of2(&"en-US".into(), &options);
        let format = Reflect::construct(&maker, &arguments).ok()?;
        Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok().map(Self)
    }

    /// Minutes ahead, from `08/05/2026, 23:59`; none where that is not to be read.
    fn ahead(&self, utc_minutes: i64) -> i32 {
        let shown = self.0.call1(&JsValue::NULL, &date_of(utc_minutes)).ok();
        let text = shown.and_then(|shown| shown.as_string()).unwrap_or_default();
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut next =
            || numbers.next().and_then(|part| part.parse::<u32>().ok()).unwrap_or_default();
        let (month, day, year) = (next(), next(), next());
        let (hour, minute) = (next() % 24, next());
        let date = i32::try_from(year).ok().and_then(|year| Day::from_ymd(year, month, day));
        let wall = date.map(|day| i64::from(day.0) * 1440 + i64::from(hour * 60 + minute));
        wall.and_then(|wall| i32::try_from(wall - utc_minutes).ok()).unwrap_or_default()
    }
}

/// 48 random bits, from the browser's generator for keys where it has one.
#[must_use]
pub fn random_bits() -> u64 {
    let mut bytes = [0_u8; 8];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes[2..]).ok());
    if filled.is_none() {
        for byte in &mut bytes[2..] {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 to 255 by construction"
            )]
            let random = (js_sys::Math::random() * 256.0) as u8;
            *byte = random;
        }
    }
    u64::from_be_bytes(bytes)
}

/// A value of this device's small storage, which outlives the database.
#[must_use]
pub fn remembered(key: &str) -> Option<String> {
    local_storage()?.get_item(key).ok()?
}

/// Remembers a small value; `false` where the browser does not let us.
pub fn remember(key: &str, value: &str) -> bool {
    local_storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets a small value.
pub fn forget(key: &str) {
    if let Some(storage) = local_storage() {
        // A browser that keeps nothing has nothing to forget.
        storage.remove_item(key).ok();
    }
}

fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Whether the device says it has no network.
#[must_use]
pub fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// The languages the visitor reads, best first.
#[must_use]
pub fn languages() -> Vec<String> {
    let languages = web_sys::window().map(|window| window.navigator().languages());
    languages
        .map_or_else(Vec::new, |list| list.iter().filter_map(|name| name.as_string()).collect())
}

#[wasm_bindgen]
extern "C" {
    /// Puts a text where it can be pasted from; missing in a page that is not served securely.
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    async fn write_text(text: &str) -> Result<JsValue, JsValue>;
}

/// Puts a text where it can be pasted from; `false` if the browser refused.
pub async fn copy_text(text: &str) -> bool {
    write_text(text).await.is_ok()
}

/// Bytes that the browser holds: a large file is handed on without being copied into the memory of
/// this module, which never shrinks.
#[derive(Clone, Debug, Default)]
pub struct Bytes(Uint8Array);

impl Bytes {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::try_from(self.0.length()).unwrap_or(usize::MAX)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy of the first of them, at most so many.
    #[must_use]
    pub fn first(&self, most: u32) -> Vec<u8> {
        self.0.subarray(0, most.min(self.0.length())).to_vec()
    }

    /// A copy of all of them.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes))
    }
}

/// The bytes of a file the owner chose; `None` if the browser could not read it.
pub async fn read_file(file: &web_sys::File) -> Option<Bytes> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Bytes(Uint8Array::new(&buffer)))
}

/// Opens the browser's way of printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused only in a page that may not open a window of its own.
        window.print().ok();
    }
}

/// Hands the owner a file under a name, by download; `false` if the browser refused.
#[must_use]
pub fn save_file(name: &str, kind: &str, bytes: &[u8]) -> bool {
    offer_download(name, kind, bytes).is_some()
}

fn offer_download(name: &str, kind: &str, bytes: &[u8]) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has the bytes by then; the address would hold them for the page's life.
    gloo::timers::callback::Timeout::new(60_000, move || {
        web_sys::Url::revoke_object_url(&url).ok();
    })
    .forget();
    Some(())
}

/// Takes the lock of a name for as long as the page lives; `false` if another page holds it.
/// `None` where the browser has no locks.
pub async fn hold_lock(name: &str) -> Option<bool> {
    let window = web_sys::window()?;
    let locks = Reflect::get(&window.navigator(), &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).ok()?;

    let mut answered: Option<Function> = None;
    let answer = Promise::new(&mut |resolve, _| answered = Some(resolve));
    let answered = answered?;
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let held = !lock.is_null();
        answered.call1(&JsValue::NULL, &JsValue::from_bool(held)).ok();
        if held {
            // Never settled: the lock goes with the page.
            Promise::new(&mut |_, _| {}).into()
        } else {
            JsValue::UNDEFINED
        }
    });
    request.call3(&locks, &name.into(), &options, &granted).ok()?;
    JsFuture::from(answer).await.ok()?.as_bool()
}

/// What the browser says of its storage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StorageState {
    /// Whether it promises not to clear it by itself.
    pub persistent: bool,
    /// Bytes used.
    pub used: f64,
    /// Bytes it would give in all.
    pub quota: f64,
}

/// Asks the browser about its storage.
pub async fn storage_state() -> Option<StorageState> {
    let storage = web_sys::window()?.navigator().storage();
    let persistent = JsFuture::from(storage.persisted().ok()?).await.ok()?.as_bool()?;
    let estimate = JsFuture::from(storage.estimate().ok()?).await.ok()?;
    let number = |key: &str| Reflect::get(&estimate, &key.into()).ok()?.as_f64();
    Some(StorageState { persistent, used: number("usage")?, quota: number("quota")? })
}

/// Asks the browser not to clear its storage by itself; what it answered.
pub async fn ask_to_persist() -> Option<bool> {
    let storage = web_sys::window()?.navigator().storage();
    JsFuture::from(storage.persist().ok()?).await.ok()?.as_bool()
}

/// Lets the browser draw and answer the owner before going on.
pub async fn breathe() {
    wait(0).await;
}

/// How long a stretch of work may keep the browser from drawing.
const STRETCH_MS: u64 = 25;

/// The pace of work that the screen does not stand still for.
#[must_use]
pub fn pace() -> Pace {
    let drawn_ms = Rc::new(Cell::new(now_ms()));
    Pace::new(move || {
        // A clock that was put back must not hold up the screen.
        if now_ms().abs_diff(drawn_ms.get()) < STRETCH_MS {
            return None;
        }
        let drawn_ms = Rc::clone(&drawn_ms);
        Some(Box::pin(async move {
            take_turns().await;
            drawn_ms.set(now_ms());
        }))
    })
}

/// Lets the browser draw and answer the owner, and goes on as soon as it has.
///
/// A timer goes on later than that, and in a tab in the background only once a second.
async fn take_turns() {
    let turn = || -> Option<Promise> {
        let scheduler = Reflect::get(&js_sys::global(), &"scheduler".into()).ok()?;
        let take: Function = Reflect::get(&scheduler, &"yield".into()).ok()?.dyn_into().ok()?;
        take.call0(&scheduler).ok()?.dyn_into().ok()
    };
    match turn() {
        // It is never refused.
        Some(turn) => drop(JsFuture::from(turn).await),
        None => breathe().await,
    }
}

/// Waits for so long.
pub async fn wait(time_ms: u32) {
    gloo::timers::future::TimeoutFuture::new(time_ms).await;
}

/// A line to the other tabs of this device.
#[derive(Debug)]
pub struct Line {
    channel: web_sys::BroadcastChannel,
    heard: Closure<dyn FnMut()>,
}

impl Line {
    /// Opens it and calls `on_heard` whenever another tab speaks; `None` where there is none.
    #[must_use]
    pub fn open(name: &str, on_heard: impl FnMut() + 'static) -> Option<Self> {
        let channel = web_sys::BroadcastChannel::new(name).ok()?;
        let heard = Closure::new(on_heard);
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { channel, heard })
    }

    /// Tells the other tabs that there is something new to read.
    pub fn speak(&self) {
        // Nobody listening is no failure.
        self.channel.post_message(&JsValue::TRUE).ok();
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
        let _: &Closure<dyn FnMut()> = &self.heard;
    }
}
