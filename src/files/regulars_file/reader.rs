//! Reading a file chunk by chunk: first all sums, then what is inside.

use super::limits::{Limits, Measure, check};
use super::pages::Joiner;
use super::{FileRefusal, HEAD_BYTES, Header, Opened, Sum, chunk_sum, read_header};

/// A file that is being read, one chunk at a step, so that a screen can answer in between.
#[derive(Debug)]
pub struct Reader<'a> {
    header: Header,
    header_sum: Sum,
    limits: Limits,
    file_bytes: usize,
    /// What follows the chunks that were checked.
    body: &'a [u8],
    chunks: Vec<Chunk<'a>>,
    /// Whether the last chunk is among them.
    is_checked: bool,
    n_promised: usize,
    n_unpacked: usize,
    joiner: Joiner,
}

impl<'a> Reader<'a> {
    /// Reads the header.
    ///
    /// # Errors
    /// As [`read`](super::read), of the header and the size of the file.
    pub fn new(file: &'a [u8], limits: Limits) -> Result<Self, FileRefusal> {
        let Opened { header, sum, body } = read_header(file, limits.header_bytes)?;
        check(Measure::FileBytes, file.len(), limits.file_bytes)?;
        if header.sealed {
            return Err(FileRefusal::Sealed);
        }
        Ok(Self {
            header,
            header_sum: sum,
            limits,
            file_bytes: file.len(),
            body,
            chunks: Vec::new(),
            is_checked: false,
            n_promised: 0,
            n_unpacked: 0,
            joiner: Joiner::new(limits.pages),
        })
    }

    /// Checks one chunk more, or unpacks one more once all are checked; `true` when all are.
    ///
    /// # Errors
    /// As [`read`](super::read); then nothing of the file may be used.
    pub fn step(&mut self) -> Result<bool, FileRefusal> {
        if !self.is_checked {
            return self.check_next().map(|()| false);
        }
        // The last one holds no pages.
        match self.chunks.get(self.n_unpacked) {
            Some(chunk) if self.n_unpacked + 1 < self.chunks.len() => {
                self.joiner.add(&chunk.unpack()?, chunk.index)?;
                self.n_unpacked += 1;
                Ok(false)
            }
            Some(_) | None => Ok(true),
        }
    }

    /// How many bytes of the file it has been through, and of how many, for the eye.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let checked = self.file_bytes - self.body.len();
        let unpacked = self.chunks[..self.n_unpacked].iter().map(|chunk| chunk.packed.len());
        (checked + unpacked.sum::<usize>(), 2 * self.file_bytes)
    }

    /// The header, and the pages in the order they were written.
    ///
    /// # Errors
    /// As [`read`](super::read), also when there are steps left.
    pub fn finish(self) -> Result<(Header, Vec<Vec<u8>>), FileRefusal> {
        let last = self.chunks.last().filter(|_| self.is_checked).ok_or(FileRefusal::Truncated)?;
        let pages = self.joiner.finish(&last.unpack()?, last.index)?;
        Ok((self.header, pages))
    }

    /// Holds the next chunk's sum and size against the limits.
    fn check_next(&mut self) -> Result<(), FileRefusal> {
        let index = u32::try_from(self.chunks.len()).unwrap_or(u32::MAX);
        let (chunk, is_last, rest) = next_chunk(self.body, &self.header_sum, index)?;
        check(Measure::ChunkBytes, chunk.n_unpacked, self.limits.chunk_bytes)?;
        self.n_promised = self.n_promised.saturating_add(chunk.n_unpacked);
        let most = self.limits.unpacked(self.file_bytes);
        check(Measure::UnpackedBytes, self.n_promised, most)?;
        self.chunks.push(chunk);
        check(Measure::Chunks, self.chunks.len(), self.limits.chunks)?;
        (self.body, self.is_checked) = (rest, is_last);
        match rest.len() {
            n_bytes if is_last && n_bytes > 0 => Err(FileRefusal::BytesAfterEnd { n_bytes }),
            _ => Ok(()),
        }
    }
}

/// A chunk whose sum is right.
#[derive(Debug)]
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
