//! Whatever happens to a Regulars file, reading it gives all of it or a refusal.
//!
//! A cut or a flipped bit is tried at every place of a small file and at random places of a large
//! one. A failure prints its seed, and `REGULARS_SEED` repeats it. `REGULARS_FLIPS=10000` tries
//! more flips of the large file than the two seconds of every day allow.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use proptest::prelude::*;
use regulars::files::regulars_file::{
    Counts, FileRefusal, Header, Limits, ShopId, peek, read, write,
};
use regulars::units::id::{Replica, Stamp};

/// Small enough to draw the same numbers everywhere: SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).expect("a limit of 64 bits");
        usize::try_from(self.next() % limit).expect("below a usize")
    }
}

/// A number from the environment, if it is there.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn seed() -> u64 {
    setting("REGULARS_SEED").unwrap_or_else(|| RandomState::new().hash_one(0))
}

fn header() -> Header {
    let replica = Replica::new(1, 0);
    Header {
        shop: ShopId(42),
        replica,
        made_ms: 1_800_000_000_000,
        vector: [(replica, Stamp::new(1_800_000_000_000, 0, replica))].into(),
        counts: Counts { customers: 1, purchases: 2, changes: 3 },
        has_photos: false,
        sealed: false,
    }
}

/// A file of at least this size, of pages that do not shrink.
fn file_of(n_bytes: usize) -> Vec<u8> {
    let mut dice = Dice(7);
    let page: Vec<u8> = (0..n_bytes).map(|_| dice.next().to_le_bytes()[0]).collect();
    let file = write(&header(), page.chunks(1000)).expect("the file is written");
    assert!(file.len() > n_bytes);
    file
}

/// 3 MB.
fn large_file() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| file_of(3_000_000))
}

fn refusal(file: &[u8]) -> Option<FileRefusal> {
    read(file, Limits::STANDARD).err()
}

fn check_flip(file: &mut [u8], bit: usize, seed: u64) {
    file[bit / 8] ^= 1 << (bit % 8);
    assert!(refusal(file).is_some(), "bit {bit}, seed {seed}");
    file[bit / 8] ^= 1 << (bit % 8);
}

#[test]
fn a_small_file_cut_anywhere_is_truncated() {
    let file = file_of(20_000);
    for length in 0..file.len() {
        assert_eq!(refusal(&file[..length]), Some(FileRefusal::Truncated), "{length} bytes");
    }
    assert_eq!(refusal(&file), None);
}

#[test]
fn a_large_file_cut_at_random_is_truncated() {
    let file = large_file();
    let seed = seed();
    let mut dice = Dice(seed);
    for _ in 0..200 {
        let length = dice.below(file.len());
        let refused = refusal(&file[..length]);
        assert_eq!(refused, Some(FileRefusal::Truncated), "{length} bytes, seed {seed}");
    }
}

#[test]
fn a_small_file_with_any_bit_flipped_is_refused() {
    let mut file = file_of(4_000);
    for bit in 0..file.len() * 8 {
        check_flip(&mut file, bit, 0);
    }
    assert_eq!(refusal(&file), None);
}

#[test]
fn a_large_file_with_a_random_bit_flipped_is_refused() {
    let mut file = large_file().to_vec();
    let seed = seed();
    let mut dice = Dice(seed);
    for _ in 0..setting("REGULARS_FLIPS").unwrap_or(2000) {
        let bit = dice.below(file.len() * 8);
        check_flip(&mut file, bit, seed);
    }
    assert_eq!(refusal(&file), None);
}

proptest! {
    #[test]
    fn pages_come_back_as_they_went_in(
        pages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..2000), 0..40),
    ) {
        let file = write(&header(), pages.iter().map(Vec::as_slice)).expect("a small file");
        prop_assert_eq!(read(&file, Limits::STANDARD), Ok((header(), pages)));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let after_magic = [b"regulars-file\n", bytes.as_slice()].concat();
        for file in [&bytes, &after_magic] {
            prop_assert!(refusal(file).is_some());
            prop_assert!(peek(file).is_err());
        }
    }

    /// Several bytes overwritten, cut out or put in, as a bad copy would.
    #[test]
    fn an_edited_file_is_refused(
        at in any::<prop::sample::Index>(),
        n_out in 0_usize..20,
        put_in in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let file = write(&header(), [b"Anna".as_slice(), b"Olena"]).expect("a small file");
        let start = at.index(file.len());
        let end = (start + n_out).min(file.len());
        let edited = [&file[..start], &put_in, &file[end..]].concat();
        prop_assert_eq!(refusal(&edited).is_some(), edited != file);
    }
}
