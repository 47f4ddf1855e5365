//! Copies of a base: what another device saved, or what `rescue.html` took off a broken one.
//!
//! A copy is read whole, bit by bit so that the screen answers, and held against what is here before
//! anything changes; one damaged page refuses all of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use js_sys::{Date, JSON};
use leptos::prelude::*;
use serde::Deserialize;

use super::work::{Step, Ticket};
use crate::app::state::AppState;
use crate::book::join::{Join, is_one_shop};
use crate::book::receive::{Incoming, Other, ReadRefusal, Reading};
use crate::browser;
use crate::files::regulars_file::{self, FileRefusal, Limits, ShopId};
use crate::files::table;
use crate::people::photo::Photo;
use crate::store::Device;
use crate::units::id::Replica;

/// How the files of both kinds begin.
const OURS: &[u8] = b"regulars-file";
const RESCUE: &[u8] = b"{\"regulars_rescue\"";

/// Why a copy cannot be used; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyRefusal {
    /// The file around the pages.
    File(FileRefusal),
    /// The pages in it.
    Pages(ReadRefusal),
    /// A rescued file that is cut off or was edited.
    Rescue,
    /// The base of another shop, where only one of this shop helps.
    OtherShop,
}

/// Which copies are of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Anybody's: there is nothing here yet.
    Any,
    /// Only those of this shop.
    Of(ShopId),
    /// Those of this shop; another one may be joined with it.
    OrJoin(ShopId),
}

impl Wanted {
    fn shop(self) -> Option<ShopId> {
        match self {
            Self::Any => None,
            Self::Of(shop) | Self::OrJoin(shop) => Some(shop),
        }
    }
}

/// Whose a copy is.
#[derive(Clone, Debug)]
pub enum Kinship {
    /// Of this shop, or of one it was joined with.
    Own,
    /// Of a shop this device, which has nothing yet, becomes part of.
    First,
    /// Of a shop that started apart.
    Apart(Box<Join>),
}

/// A copy that could be read.
#[derive(Clone, Debug)]
pub struct CopyFile {
    /// The name of the file.
    pub(in crate::app) file: String,
    /// Whose base it is; a rescued file may not know.
    pub(in crate::app) shop: Option<ShopId>,
    /// Which device made it.
    pub(in crate::app) from: Replica,
    /// When, in milliseconds since 1970.
    pub(in crate::app) made_ms: u64,
    /// How many customers it holds.
    pub(in crate::app) customers: usize,
    /// How many purchases it holds.
    pub(in crate::app) purchases: usize,
    /// Whose it is.
    pub(in crate::app) kinship: Kinship,
    /// What of it is new here.
    pub(in crate::app) incoming: Arc<Incoming>,
}

impl CopyFile {
    /// Whether it would take away so much that it is worth a second question: more than fifty
    /// customers, or more than a fifth of all.
    pub(in crate::app) fn takes_much(&self, here: usize) -> bool {
        let gone = self.incoming.report.gone_customers;
        gone > 50 || gone * 5 > here
    }
}

/// Whether a file is a copy, by how it begins.
pub(in crate::app) fn is_copy(head: &[u8]) -> bool {
    head.starts_with(OURS) || is_rescue(head)
}

fn is_rescue(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(RESCUE)
}

/// What stands in the file before it is held against what is here.
struct Contents {
    shop: Option<ShopId>,
    from: Replica,
    made_ms: u64,
    pages: Vec<Vec<u8>>,
    photos: Vec<Photo>,
}

/// Reads a copy; `None` when it was stopped.
pub(in crate::app) async fn read(
    state: AppState,
    wanted: Wanted,
    ticket: &Ticket,
    file: String,
    bytes: Vec<u8>,
) -> Option<Result<CopyFile, CopyRefusal>> {
    ticket.show(Step::Reading).await?;
    let contents = match contents(ticket, &bytes).await? {
        Ok(contents) => contents,
        Err(refusal) => return Some(Err(refusal)),
    };
    let mut reading = Reading::new(contents.pages, Limits::STANDARD.changes(bytes.len()));
    drop(bytes);
    let read = in_bits(ticket, || (reading.step(), reading.progress())).await?;
    if let Err(refusal) = read {
        return Some(Err(CopyRefusal::Pages(refusal)));
    }
    ticket.show(Step::Planning).await?;
    // What it says of itself in its first line is not proof that it can be used.
    let changes = reading.changes();
    let spoken_of: BTreeSet<_> = match contents.photos.is_empty() {
        true => BTreeSet::new(),
        false => changes.iter().flat_map(|(_, entry)| entry.change.photos()).collect(),
    };
    let photos = contents.photos.into_iter().filter(|photo| spoken_of.contains(&photo.id()));
    let photos = state.photos_lacking(photos.collect()).await;
    let other = Other::read(changes, &browser::pace()).await;
    let (customers, purchases) = (other.book.customers().len(), other.book.purchases().len());
    ticket.show(Step::Planning).await?;
    let is_own = wanted.shop().is_none_or(|ours| {
        state.book().with_untracked(|here| {
            is_one_shop(ours.0, here, contents.shop.map(|shop| shop.0), &other.book)
        })
    });
    let (kinship, mut incoming) = match (is_own, wanted) {
        (false, Wanted::Of(_) | Wanted::Any) => return Some(Err(CopyRefusal::OtherShop)),
        (false, Wanted::OrJoin(_)) => {
            let mut join = state.look_at_shop(other).await;
            let incoming = std::mem::take(&mut join.incoming);
            (Kinship::Apart(Box::new(join)), incoming)
        }
        (true, Wanted::Any) => (Kinship::First, state.look_at(other).await),
        (true, Wanted::Of(_) | Wanted::OrJoin(_)) => (Kinship::Own, state.look_at(other).await),
    };
    incoming.photos = photos;
    ticket.is_wanted()?;
    Some(Ok(CopyFile {
        file,
        shop: contents.shop,
        from: contents.from,
        made_ms: contents.made_ms,
        customers,
        purchases,
        kinship,
        incoming: Arc::new(incoming),
    }))
}

/// The shop, the device and the pages of a file; `None` when it was stopped.
async fn contents(ticket: &Ticket, bytes: &[u8]) -> Option<Result<Contents, CopyRefusal>> {
    if is_rescue(bytes) {
        return Some(rescued(bytes).ok_or(CopyRefusal::Rescue));
    }
    let mut reader = match regulars_file::Reader::new(bytes, Limits::STANDARD) {
        Ok(reader) => reader,
        Err(refusal) => return Some(Err(CopyRefusal::File(refusal))),
    };
    let read = in_bits(ticket, || (reader.step(), reader.progress())).await?;
    let contents = read.and_then(|()| reader.finish()).map(|(header, pages)| {
        let (photos, pages): (Vec<_>, _) = pages.into_iter().partition(|page| Photo::is_page(page));
        // A picture that is none, or too large, is not worth the rest of the copy.
        let photos = photos.into_iter().filter_map(|page| Photo::from_page(page).ok()).collect();
        Contents {
            shop: Some(header.shop),
            from: header.replica,
            made_ms: header.made_ms,
            pages,
            photos,
        }
    });
    Some(contents.map_err(CopyRefusal::File))
}

/// Takes step after step to the end or the first refusal, letting the screen answer in between;
/// `None` when it was stopped.
async fn in_bits<E>(
    ticket: &Ticket,
    mut step: impl FnMut() -> (Result<bool, E>, (usize, usize)),
) -> Option<Result<(), E>> {
    let mut outcome = Ok(());
    let bit = || {
        let (stepped, (done, total)) = step();
        let is_finished = match stepped {
            Ok(is_finished) => is_finished,
            Err(refusal) => {
                outcome = Err(refusal);
                true
            }
        };
        table::Progress { done, total, is_finished }
    };
    ticket.go(Step::Reading, bit).await?;
    Some(outcome)
}

/// The file `rescue.js` writes, as far as it is read.
#[derive(Deserialize)]
struct Rescue {
    made: String,
    pages: Vec<RescuedPage>,
    #[serde(default)]
    photos: Vec<RescuedPage>,
    meta: RescuedMeta,
}

#[derive(Deserialize)]
struct RescuedPage {
    bytes: String,
}

#[derive(Deserialize)]
struct RescuedMeta {
    device: Option<Device>,
}

fn rescued(bytes: &[u8]) -> Option<Contents> {
    let text = std::str::from_utf8(bytes).ok()?;
    let rescue: Rescue = serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()?;
    let device = rescue.meta.device;
    let number = |text: &String| u64::from_str_radix(text, 16).ok();
    let made = Date::parse(&rescue.made);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since 1970; what is no date becomes 1970"
    )]
    let made_ms = made as u64;
    Some(Contents {
        shop: device
            .as_ref()
            .and_then(|device| u128::from_str_radix(&device.shop, 16).ok())
            .map(ShopId),
        from: Replica::new(device.and_then(|device| number(&device.device)).unwrap_or(0), 0),
        made_ms,
        pages: rescue.pages.iter().map(|page| decoded(&page.bytes)).collect::<Option<_>>()?,
        photos: rescue
            .photos
            .iter()
            .filter_map(|photo| Photo::new(decoded(&photo.bytes)?).ok())
            .collect(),
    })
}

/// Bytes written as base64.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let letters = window().atob(text).ok()?;
    letters.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect()
}
