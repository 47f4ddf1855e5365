//! The stream inside the chunks: each page after its length in four bytes, and the totals.

use super::FileRefusal;
use super::limits::{Limits, Measure, check};

const LENGTH_BYTES: usize = 4;

/// How much the stream held, as its last chunk says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    n_pages: u64,
    /// With their lengths.
    n_bytes: u64,
}

impl Totals {
    /// Counts one page more.
    pub(super) fn add(&mut self, page: &[u8]) -> Result<(), FileRefusal> {
        let limit = Limits::STANDARD.unpacked_bytes;
        check(Measure::UnpackedBytes, page.len(), limit)?;
        self.n_pages += 1;
        self.n_bytes += (LENGTH_BYTES + page.len()) as u64;
        Ok(())
    }

    /// The two numbers, eight bytes each.
    pub(super) fn to_bytes(self) -> [u8; 16] {
        let both = u128::from(self.n_pages) | (u128::from(self.n_bytes) << 64);
        both.to_le_bytes()
    }

    /// What the stream and the totals come to, unpacked.
    pub(super) fn unpacked(self) -> usize {
        usize::try_from(self.n_bytes + 16).unwrap_or(usize::MAX)
    }

    pub(super) fn n_pages(self) -> usize {
        usize::try_from(self.n_pages).unwrap_or(usize::MAX)
    }
}

/// What stands before a page.
pub(super) fn length_of(page: &[u8]) -> Result<[u8; LENGTH_BYTES], FileRefusal> {
    let limit = Limits::STANDARD.unpacked_bytes;
    check(Measure::UnpackedBytes, page.len(), limit)?;
    let length = u32::try_from(page.len()).expect("the limit lies below four gigabytes");
    Ok(length.to_le_bytes())
}

/// Puts pages together that were cut at the ends of chunks.
#[derive(Debug)]
pub(super) struct Joiner {
    limit: usize,
    pages: Vec<Vec<u8>>,
    n_bytes: u64,
    /// The bytes of a length that is not whole yet.
    length: Vec<u8>,
    /// The page at hand and how many bytes it still lacks.
    open: Option<(Vec<u8>, usize)>,
}

impl Joiner {
    /// Takes at most this many pages.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, pages: Vec::new(), n_bytes: 0, length: Vec::new(), open: None }
    }

    /// Takes the next piece of the stream.
    pub(super) fn add(&mut self, mut piece: &[u8], chunk: u32) -> Result<(), FileRefusal> {
        self.n_bytes += piece.len() as u64;
        while !piece.is_empty() {
            let (taken, rest) = match &mut self.open {
                Some((page, lacking)) => {
                    // Grown by what is there, never by what a length promises.
                    let (taken, rest) = piece.split_at((*lacking).min(piece.len()));
                    page.extend_from_slice(taken);
                    *lacking -= taken.len();
                    (taken, rest)
                }
                None => {
                    let lacking = LENGTH_BYTES - self.length.len();
                    let (taken, rest) = piece.split_at(lacking.min(piece.len()));
                    self.length.extend_from_slice(taken);
                    (taken, rest)
                }
            };
            debug_assert!(!taken.is_empty(), "a page that lacks nothing is closed at once");
            piece = rest;
            self.close(chunk)?;
        }
        Ok(())
    }

    /// Opens a page whose length is whole, and files one that lacks nothing.
    fn close(&mut self, chunk: u32) -> Result<(), FileRefusal> {
        if self.open.is_none()
            && let Ok(length) = <[u8; LENGTH_BYTES]>::try_from(self.length.as_slice())
        {
            self.length.clear();
            let lacking = usize::try_from(u32::from_le_bytes(length))
                .map_err(|_| FileRefusal::Damaged { chunk })?;
            self.open = Some((Vec::new(), lacking));
        }
        if let Some((page, _)) = self.open.take_if(|(_, lacking)| *lacking == 0) {
            self.pages.push(page);
            check(Measure::Pages, self.pages.len(), self.limit)?;
        }
        Ok(())
    }

    /// The pages, if none is left open and they are as many as the last chunk says.
    pub(super) fn finish(self, last: &[u8], chunk: u32) -> Result<Vec<Vec<u8>>, FileRefusal> {
        let totals = Totals { n_pages: self.pages.len() as u64, n_bytes: self.n_bytes };
        if self.open.is_some() || !self.length.is_empty() || totals.to_bytes() != *last {
            return Err(FileRefusal::Damaged { chunk });
        }
        Ok(self.pages)
    }
}
