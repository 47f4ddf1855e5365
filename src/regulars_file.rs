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

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::calendar::Day;
use crate::id::{Replica, Stamp};

mod header;
mod json;
mod pages;

use pages::{Joiner, Totals};

/// The newest format this app reads, and the one it writes.
pub const FORMAT: u32 = 1;

const MAGIC: &[u8] = b"regulars-file\n";
const SUM_BYTES: usize = 32;
const HEAD_BYTES: usize = 9;
/// How much of the stream of pages goes into one chunk.
const CHUNK_BYTES: usize = 256 * 1024;
/// Six of ten: nine takes twice as long for two parts in a hundred.
const LEVEL: u8 = 6;

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
    /// Whether its pages are sealed by a passphrase. [`write()`] writes plain files only.
    pub sealed: bool,
}

/// What a file has a limit of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Bytes of the whole file.
    FileBytes,
    /// Bytes of the header line.
    HeaderBytes,
    /// Bytes of one chunk, unpacked.
    ChunkBytes,
    /// Bytes of all chunks, unpacked.
    UnpackedBytes,
    /// Chunks.
    Chunks,
    /// Pages.
    Pages,
}

/// How much a reader takes on before it refuses a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole file.
    pub file_bytes: usize,
    /// Bytes of the header line.
    pub header_bytes: usize,
    /// Bytes of one chunk, unpacked.
    pub chunk_bytes: usize,
    /// Bytes of all chunks, unpacked.
    pub unpacked_bytes: usize,
    /// Chunks.
    pub chunks: usize,
    /// Pages.
    pub pages: usize,
}

impl Limits {
    /// 64 MB packed and 256 MB unpacked, a header of 64 KB, a million pages.
    pub const STANDARD: Self = Self {
        file_bytes: 64 << 20,
        header_bytes: 64 << 10,
        chunk_bytes: 1 << 20,
        unpacked_bytes: 256 << 20,
        chunks: 8192,
        pages: 1_000_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::STANDARD
    }
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
    pages: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, FileRefusal> {
    let limits = Limits::STANDARD;
    let line = header::to_json(header);
    check(Measure::HeaderBytes, line.len(), limits.header_bytes)?;
    let mut file = [MAGIC, line.as_bytes(), b"\n"].concat();
    let header_sum = Sha256::digest(&file).into();
    file.extend(header_sum);

    let mut writer = Writer { file, header_sum, n_chunks: 0 };
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
        }
        stream.drain(..whole);
    }
    if !stream.is_empty() {
        writer.add(&stream, false)?;
    }
    writer.add(&totals.to_bytes(), true)?;
    Ok(writer.file)
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
    let Opened { header, sum, body } = read_header(file, limits.header_bytes)?;
    check(Measure::FileBytes, file.len(), limits.file_bytes)?;
    if header.sealed {
        return Err(FileRefusal::Sealed);
    }
    let mut chunks = checked_chunks(body, &sum, limits)?;
    // The walk ends at a last chunk or with a refusal, so there is one.
    let last = chunks.pop().ok_or(FileRefusal::Truncated)?;

    let mut joiner = Joiner::new(limits.pages);
    for chunk in &chunks {
        joiner.add(&chunk.unpack()?, chunk.index)?;
    }
    let pages = joiner.finish(&last.unpack()?, last.index)?;
    Ok((header, pages))
}

fn check(what: Measure, amount: usize, limit: usize) -> Result<(), FileRefusal> {
    if amount > limit { Err(FileRefusal::TooLarge { what, limit }) } else { Ok(()) }
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

/// A chunk whose sum is right.
struct Chunk<'a> {
    index: u32,
    n_unpacked: usize,
    packed: &'a [u8],
}

impl Chunk<'_> {
    /// The bytes inside; never more than the chunk promised, so that a bomb is cut short.
    fn unpack(&self) -> Result<Vec<u8>, FileRefusal> {
        miniz_oxide::inflate::decompress_to_vec_with_limit(self.packed, self.n_unpacked)
            .ok()
            .filter(|unpacked| unpacked.len() == self.n_unpacked)
            .ok_or(FileRefusal::Damaged { chunk: self.index })
    }
}

/// Walks over all chunks to the last, and holds their sums and sizes against the limits.
fn checked_chunks<'a>(
    mut body: &'a [u8],
    header_sum: &Sum,
    limits: Limits,
) -> Result<Vec<Chunk<'a>>, FileRefusal> {
    let mut chunks = Vec::new();
    let mut n_unpacked = 0_usize;
    for index in 0.. {
        let (chunk, last, rest) = next_chunk(body, header_sum, index)?;
        check(Measure::ChunkBytes, chunk.n_unpacked, limits.chunk_bytes)?;
        n_unpacked = n_unpacked.saturating_add(chunk.n_unpacked);
        check(Measure::UnpackedBytes, n_unpacked, limits.unpacked_bytes)?;
        chunks.push(chunk);
        check(Measure::Chunks, chunks.len(), limits.chunks)?;
        body = rest;
        if last {
            break;
        }
    }
    if body.is_empty() {
        Ok(chunks)
    } else {
        Err(FileRefusal::BytesAfterEnd { n_bytes: body.len() })
    }
}

/// The chunk at the start of the body, whether it says it is the last, and what follows it.
fn next_chunk<'a>(
    body: &'a [u8],
    header_sum: &Sum,
    index: u32,
) -> Result<(Chunk<'a>, bool, &'a [u8]), FileRefusal> {
    let cut = FileRefusal::Truncated;
    let (head, rest) = body.split_first_chunk::<HEAD_BYTES>().ok_or(cut)?;
    let [last, p0, p1, p2, p3, u0, u1, u2, u3] = *head;
    let n_packed = length(u32::from_le_bytes([p0, p1, p2, p3]));
    let n_unpacked = length(u32::from_le_bytes([u0, u1, u2, u3]));
    let (packed, rest) = rest.split_at_checked(n_packed).ok_or(cut)?;
    let (sum, rest) = rest.split_first_chunk().ok_or(cut)?;
    if last > 1 || chunk_sum(header_sum, index, *head, packed) != *sum {
        return Err(FileRefusal::Damaged { chunk: index });
    }
    Ok((Chunk { index, n_unpacked, packed }, last == 1, rest))
}

/// A length that was written in four bytes; one that this machine cannot hold is over any limit.
fn length(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
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
}

impl Writer {
    fn add(&mut self, unpacked: &[u8], last: bool) -> Result<(), FileRefusal> {
        let packed = miniz_oxide::deflate::compress_to_vec(unpacked, LEVEL);
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
