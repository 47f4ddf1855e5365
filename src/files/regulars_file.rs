//! The Regulars file: what a copy, a shared folder and the way to a new phone are made of.
//!
//! It does not know what it carries: pages go in and come out as bytes. It does not decide what is
//! done with them, and a file that is refused has changed nothing.
//!
//! ```text
//! regulars-file ⏎
//! {"format":1,"shop":"…","replica":"…","made_ms":…,"vector":["…"],"counts":{…}} ⏎
//! SHA-256 of the two lines                                   32 bytes
//! per chunk: last?  packed length  unpacked length           1 + 4 + 4 bytes, little-endian
//!            the packed bytes (deflate)
//!            SHA-256 of header sum, index, the nine bytes above and the packed bytes
//! ```
//!
//! The two lines and their sum stay the same in every later format, so that an older app can tell
//! a newer file from a damaged one. Every sum holds the header's and the chunk's own place: a
//! chunk that was cut, swapped, repeated, edited or brought from another file does not fit. All
//! sums are checked before the first byte is unpacked. The stream inside the chunks is the pages,
//! each after its length; the last chunk holds no pages but how many there were.
//!
//! The sums find accidents, not forgers: whoever can edit a plain file can also sum it again.
//!
//! Why chunks of a fixed size and not one per page: a page is a few hundred bytes after one sale
//! and ten megabytes after an import. Packed one by one the small ones would hardly shrink, and a
//! limit that lets the large ones pass would let a bomb pass too.
//!
//! What a reader takes on grows with the file ([`Limits::unpacked`], [`Limits::changes`]): a small
//! one that unpacks to very much is a bomb. A base so uniform that it would look like one is written
//! unpacked.
//!
//! Format 1 holds pages of changes alone. Format 2 has photos after them, each a page that begins
//! with a byte of its own; a base without photos is still written as format 1.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::units::calendar::Day;
use crate::units::id::{Replica, Stamp};
use crate::units::pace::{Pace, at_once};

mod header;
mod limits;
mod pages;
mod reader;

pub use limits::{Limits, Measure};
pub use reader::Reader;

use limits::check;
use pages::Totals;

/// The newest format this app reads.
pub const FORMAT: u32 = 2;

/// The format of a file whose pages are all changes: any version of the app reads it.
const CHANGES_ALONE: u32 = 1;

/// The format of a file that has photos among its pages, which the first versions would take for
/// damage.
const WITH_PHOTOS: u32 = 2;

const MAGIC: &[u8] = b"regulars-file\n";
const SUM_BYTES: usize = 32;
const HEAD_BYTES: usize = 9;
/// How much of the stream of pages goes into one chunk.
const CHUNK_BYTES: usize = 256 * 1024;
/// Six of ten: nine takes twice as long for two parts in a hundred.
const LEVEL: u8 = 6;
/// Nothing is packed.
const UNPACKED: u8 = 0;

type Sum = [u8; SUM_BYTES];

/// A shop: 128 random bits, drawn once on its first device and the same on all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShopId(pub u128);

/// 32 hexadecimal digits.
impl std::fmt::Display for ShopId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// How many records the pages hold, for the preview of a file before it is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Customers, without the deleted.
    pub customers: u64,
    /// Purchases, without the deleted.
    pub purchases: u64,
    /// Changes, all of them.
    pub changes: u64,
}

/// What a file says of itself in clear: numbers only, and no name of the shop or of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The shop whose records it holds.
    pub shop: ShopId,
    /// The replica that wrote it.
    pub replica: Replica,
    /// When it was written, in milliseconds since 1970 by that device's clock.
    pub made_ms: u64,
    /// The highest stamp it holds of each replica.
    pub vector: BTreeMap<Replica, Stamp>,
    /// How much it holds.
    pub counts: Counts,
    /// Whether some of its pages are photos.
    pub has_photos: bool,
    /// Whether its pages are sealed by a passphrase. [`write()`] writes plain files only.
    pub sealed: bool,
}

/// Why a file was refused; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    /// Some other kind of file.
    #[error("not a Regulars file")]
    NotOurs,
    /// Written by a newer app: update this one, and leave the file as it is.
    #[error("format {format} is newer than this app")]
    Newer {
        /// The format it says it has.
        format: u32,
    },
    /// The first lines are damaged or were edited.
    #[error("the header is damaged")]
    HeaderBroken,
    /// It ends too early: a download or a sync that has not finished.
    #[error("the file ends too early")]
    Truncated,
    /// A part was damaged or edited.
    #[error("part {chunk} is damaged")]
    Damaged {
        /// Which part, the first is 0.
        chunk: u32,
    },
    /// Something follows the end.
    #[error("{n_bytes} bytes follow the end")]
    BytesAfterEnd {
        /// How much.
        n_bytes: usize,
    },
    /// More than a shop can have, or made to choke the reader.
    #[error("over the limit of {limit} ({what:?})")]
    TooLarge {
        /// What there is too much of.
        what: Measure,
        /// How much there may be.
        limit: usize,
    },
    /// Sealed by a passphrase; this app cannot open it yet.
    #[error("sealed by a passphrase")]
    Sealed,
}

/// The name under which a file is offered: `regulars-1f0a52c3-2026-11-22.regulars`.
///
/// Digits only, no name of the shop: file names are seen by every app and cloud they pass.
#[must_use]
pub fn file_name(shop: ShopId, day: Day) -> String {
    format!("regulars-{:08x}-{}.regulars", shop.0 >> 96, day.date())
}

/// Writes a file of pages.
///
/// # Errors
/// [`FileRefusal::TooLarge`] for what [`read`] would refuse under [`Limits::STANDARD`]: a copy
/// that cannot be read back must never be handed out.
pub fn write<'a>(
    header: &Header,
    pages: impl IntoIterator<Item = &'a [u8]> + Clone,
) -> Result<Vec<u8>, FileRefusal> {
    at_once(async |pace| write_paced(header, pages, pace).await)
}

/// As [`write()`], at a pace.
///
/// # Errors
/// As [`write()`].
pub async fn write_paced<'a>(
    header: &Header,
    pages: impl IntoIterator<Item = &'a [u8]> + Clone,
    pace: &Pace,
) -> Result<Vec<u8>, FileRefusal> {
    let limits = Limits::STANDARD;
    let (file, unpacked) = write_at(LEVEL, header, pages.clone(), pace).await?;
    let changes = usize::try_from(header.counts.changes).unwrap_or(usize::MAX);
    let looks_like_a_bomb =
        unpacked > limits.unpacked(file.len()) || changes > limits.changes(file.len());
    if !looks_like_a_bomb {
        return Ok(file);
    }
    let (file, _) = write_at(UNPACKED, header, pages, pace).await?;
    check(Measure::Changes, changes, limits.changes(file.len()))?;
    Ok(file)
}

/// Writes a file, and tells how many bytes are in its chunks, unpacked.
async fn write_at<'a>(
    level: u8,
    header: &Header,
    pages: impl IntoIterator<Item = &'a [u8]>,
    pace: &Pace,
) -> Result<(Vec<u8>, usize), FileRefusal> {
    let limits = Limits::STANDARD;
    let line = header::to_json(header);
    check(Measure::HeaderBytes, line.len(), limits.header_bytes)?;
    let mut file = [MAGIC, line.as_bytes(), b"\n"].concat();
    let header_sum = Sha256::digest(&file).into();
    file.extend(header_sum);

    let mut writer = Writer { file, header_sum, n_chunks: 0, level };
    let mut totals = Totals::default();
    let mut stream = Vec::new();
    for page in pages {
        totals.add(page)?;
        check(Measure::UnpackedBytes, totals.unpacked(), limits.unpacked_bytes)?;
        check(Measure::Pages, totals.n_pages(), limits.pages)?;
        stream.extend(pages::length_of(page)?);
        stream.extend_from_slice(page);
        let whole = stream.len() - stream.len() % CHUNK_BYTES;
        for chunk in stream[..whole].chunks(CHUNK_BYTES) {
            writer.add(chunk, false)?;
            pace.rest().await;
        }
        stream.drain(..whole);
    }
    if !stream.is_empty() {
        writer.add(&stream, false)?;
    }
    writer.add(&totals.to_bytes(), true)?;
    Ok((writer.file, totals.unpacked()))
}

/// Reads the header of a file, or of its beginning, and checks no further.
///
/// # Errors
/// Anything but [`FileRefusal::Damaged`] and [`FileRefusal::Sealed`]: of a sealed file too, the
/// header can be read.
pub fn peek(file: &[u8]) -> Result<Header, FileRefusal> {
    read_header(file, Limits::STANDARD.header_bytes).map(|opened| opened.header)
}

/// Reads a whole file: the header, and the pages in the order they were written.
///
/// # Errors
/// Any [`FileRefusal`]; then nothing of the file may be used.
pub fn read(file: &[u8], limits: Limits) -> Result<(Header, Vec<Vec<u8>>), FileRefusal> {
    let mut reader = Reader::new(file, limits)?;
    while !reader.step()? {}
    reader.finish()
}

/// A file whose first two lines are sound.
struct Opened<'a> {
    header: Header,
    sum: Sum,
    body: &'a [u8],
}

fn read_header(file: &[u8], limit: usize) -> Result<Opened<'_>, FileRefusal> {
    let Some(rest) = file.strip_prefix(MAGIC) else {
        let cut = MAGIC.starts_with(file);
        return Err(if cut { FileRefusal::Truncated } else { FileRefusal::NotOurs });
    };
    let Some(length) = rest.iter().take(limit + 1).position(|&byte| byte == b'\n') else {
        check(Measure::HeaderBytes, rest.len(), limit)?;
        return Err(FileRefusal::Truncated);
    };
    let (line, rest) = rest.split_at(length);
    let (sum, body) = rest[1..].split_first_chunk().ok_or(FileRefusal::Truncated)?;
    let sum_now: Sum = Sha256::digest(&file[..MAGIC.len() + length + 1]).into();
    if sum_now != *sum {
        return Err(FileRefusal::HeaderBroken);
    }
    Ok(Opened { header: header::from_json(line)?, sum: sum_now, body })
}

fn chunk_sum(header_sum: &Sum, index: u32, head: [u8; HEAD_BYTES], packed: &[u8]) -> Sum {
    let mut hasher = Sha256::new();
    hasher.update(header_sum);
    hasher.update(index.to_le_bytes());
    hasher.update(head);
    hasher.update(packed);
    hasher.finalize().into()
}

/// A file in the making.
struct Writer {
    file: Vec<u8>,
    header_sum: Sum,
    n_chunks: u32,
    level: u8,
}

impl Writer {
    fn add(&mut self, unpacked: &[u8], last: bool) -> Result<(), FileRefusal> {
        let packed = miniz_oxide::deflate::compress_to_vec(unpacked, self.level);
        let mut head = [u8::from(last); HEAD_BYTES];
        head[1..5].copy_from_slice(&small(&packed).to_le_bytes());
        head[5..].copy_from_slice(&small(unpacked).to_le_bytes());
        let sum = chunk_sum(&self.header_sum, self.n_chunks, head, &packed);
        self.file.extend(head);
        self.file.extend(packed);
        self.file.extend(sum);
        self.n_chunks += 1;
        check(Measure::FileBytes, self.file.len(), Limits::STANDARD.file_bytes)
    }
}

fn small(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a chunk is a quarter of a megabyte")
}

#[cfg(test)]
mod tests;
