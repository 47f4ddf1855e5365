//! How much of a file a reader takes on.

use super::FileRefusal;

/// Changes in a file of any size.
const MAX_CHANGES: usize = 4_000_000;

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
    /// Changes in the pages.
    Changes,
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
    /// Bytes of all chunks, unpacked, of any file.
    pub unpacked_bytes: usize,
    /// Chunks.
    pub chunks: usize,
    /// Pages.
    pub pages: usize,
}

impl Limits {
    /// 256 MB packed and 512 MB unpacked, a header of 64 KB, a million pages.
    ///
    /// Three times a million purchases fit, and some ten thousand photos beside them.
    pub const STANDARD: Self = Self {
        file_bytes: 256 << 20,
        header_bytes: 64 << 10,
        chunk_bytes: 1 << 20,
        unpacked_bytes: 512 << 20,
        chunks: 8192,
        pages: 1_000_000,
    };

    /// Bytes a file of this size may unpack to: 32 for each, and 32 MB for the smallest.
    #[must_use]
    pub fn unpacked(&self, file_bytes: usize) -> usize {
        file_bytes.saturating_mul(32).saturating_add(32 << 20).min(self.unpacked_bytes)
    }

    /// Changes a file of this size may hold: one for each byte, and a quarter of a million for the
    /// smallest. A change takes some 200 bytes of memory however short it is written.
    #[must_use]
    pub fn changes(&self, file_bytes: usize) -> usize {
        file_bytes.saturating_add(250_000).min(MAX_CHANGES)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// Refuses an amount over its limit.
pub(super) fn check(what: Measure, amount: usize, limit: usize) -> Result<(), FileRefusal> {
    if amount > limit { Err(FileRefusal::TooLarge { what, limit }) } else { Ok(()) }
}
