//! Chance that can be drawn again: the moments and choices of the runs in which something fails.

use std::env;
use std::hash::{BuildHasher, RandomState};

use crate::bench::say;

/// The seed to draw from, to see again what was drawn before.
const SEED: &str = "REGULARS_SEED";

/// How many runs there are: `long` is as many as prove something, else as many as are quick.
const RUNS: &str = "REGULARS_RUNS";

/// So many runs, or, when asked for by `tests/faults.sh`, so many.
pub(crate) fn runs(quick: usize, long: usize) -> usize {
    if is_long() { long } else { quick }
}

/// Whether there is time.
pub(crate) fn is_long() -> bool {
    env::var(RUNS).is_ok_and(|runs| runs == "long")
}

/// Draws from a seed.
#[derive(Debug)]
pub(crate) struct Draws {
    seed: u64,
    drawn: u64,
}

impl Draws {
    /// From the seed that is asked for, or else from a new one, which is said.
    pub(crate) fn new(what: &str) -> Self {
        let asked = env::var(SEED).ok().map(|seed| seed.parse().expect("a seed is a number"));
        let seed = asked.unwrap_or_else(|| RandomState::new().hash_one(0));
        say(&format!("{what}: {SEED}={seed}"));
        Self { seed, drawn: 0 }
    }

    /// The seed, for the word on a failure.
    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// A number below this one, by SplitMix64.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.drawn += 1;
        let state = self.seed.wrapping_add(self.drawn.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}
