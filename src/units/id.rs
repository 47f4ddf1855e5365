//! Who made a change and when: stamps, replicas, and the ids of records.
//!
//! An id is the stamp of the change that added the record, so no randomness is needed to make
//! one, two devices never make the same one, and a list in id order is in the order of entry.

use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

/// One tab of one device: 40 random bits of the device and 8 bits of the tab's number.
///
/// Only the tab that holds the lock of its number writes under it, so the stamps of one replica
/// never run in two hands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(from = "u64", into = "u64")]
pub struct Replica(u64);

/// Takes the low 48 bits.
impl From<u64> for Replica {
    fn from(bits: u64) -> Self {
        Self::from_bits(bits)
    }
}

impl From<Replica> for u64 {
    fn from(replica: Replica) -> Self {
        replica.0
    }
}

impl Replica {
    /// Makes a replica of a device's random number (its low 40 bits count) and a tab's number.
    #[must_use]
    pub fn new(device: u64, tab: u8) -> Self {
        Self(((device & 0xff_ffff_ffff) << 8) | u64::from(tab))
    }

    /// The replica with the given 48 bits; higher bits are dropped.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        Self(bits & 0xffff_ffff_ffff)
    }

    /// The 48 bits.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The device's 40 bits, the same for every tab of it.
    #[must_use]
    pub fn device(self) -> u64 {
        self.0 >> 8
    }

    /// Four letters of the device's number: enough to tell the devices of one shop apart.
    #[must_use]
    pub fn short_number(self) -> String {
        format!("{:04X}", self.device() & 0xffff)
    }
}

/// When and where a change was made: milliseconds, a counter within them, and the replica.
///
/// Stamps are compared in that order. They are unique as long as no two replicas share a number;
/// should that happen, the journal tells the changes apart by their bytes.
///
/// In two halves: one number of 128 bits would have to lie at multiples of 16 bytes, and a place
/// for a buyer who may not be known would take 32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// The milliseconds, and the upper half of the counter.
    high: u64,
    /// The lower half of the counter, and the replica.
    low: u64,
}

/// Tells stamps, and ids made of them, apart for a map: quicker than what guards maps against keys
/// chosen to collide, which stamps are not.
#[derive(Clone, Copy, Debug, Default)]
pub struct StampHasher(u64);

/// Makes [`StampHasher`]s.
pub type ByStamp = BuildHasherDefault<StampHasher>;

impl Hasher for StampHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        // A counter stands in upper bits alone and a map goes by the lower ones: a product carries
        // only upward, so it is folded down and multiplied once more (as SplitMix64 ends).
        let mixed = (self.0 ^ number).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0x94d0_49bb_1331_11eb);
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Stamp {
    /// Below every stamp of a change.
    pub const NONE: Self = Self { high: 0, low: 0 };

    /// Makes a stamp of milliseconds since 1970 (the low 48 bits count), a counter and a replica.
    #[must_use]
    pub fn new(time_ms: u64, counter: u32, replica: Replica) -> Self {
        let counter = u64::from(counter);
        Self { high: (time_ms << 16) | (counter >> 16), low: (counter << 48) | replica.0 }
    }

    /// Milliseconds since 1970, by the clock of the device that made the change.
    #[must_use]
    pub fn time_ms(self) -> u64 {
        self.high >> 16
    }

    /// The place among the changes of one millisecond.
    #[must_use]
    pub fn counter(self) -> u32 {
        let counter = ((self.high & 0xffff) << 16) | (self.low >> 48);
        u32::try_from(counter).expect("32 bits fit")
    }

    /// The replica that made the change.
    #[must_use]
    pub fn replica(self) -> Replica {
        Replica(self.low & 0xffff_ffff_ffff)
    }

    /// The least stamp of this replica that lies above this one.
    #[must_use]
    pub fn next(self, replica: Replica) -> Self {
        match self.counter().checked_add(1) {
            Some(counter) => Self::new(self.time_ms(), counter, replica),
            None => Self::new(self.time_ms() + 1, 0, replica),
        }
    }

    /// Reads the text that [`Display`](std::fmt::Display) writes; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let (high, low) = text.split_at(16);
        let half = |text| u64::from_str_radix(text, 16).ok();
        Some(Self { high: half(high)?, low: half(low)? })
    }
}

/// 32 hexadecimal digits, as they stand in the address of a page.
impl std::fmt::Display for Stamp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:016x}{:016x}", self.high, self.low)
    }
}

// Three numbers rather than sixteen bytes: postcard writes them as varints, and a file packs better.
impl Serialize for Stamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.time_ms(), self.counter(), self.replica().bits()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (time_ms, counter, replica) = <(u64, u32, u64)>::deserialize(deserializer)?;
        if time_ms >> 48 != 0 || replica >> 48 != 0 {
            return Err(serde::de::Error::custom("a stamp out of range"));
        }
        Ok(Self::new(time_ms, counter, Replica::from_bits(replica)))
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub Stamp);
    };
}

id! {
    /// A customer: the stamp of the change that added them.
    CustomerId
}
id! {
    /// A purchase: the stamp of the change that added it.
    PurchaseId
}
id! {
    /// A field the owner added to the card: the stamp of the change that added it.
    FieldId
}
id! {
    /// A list the owner keeps: the stamp of the change that added it.
    ListId
}
id! {
    /// A script for calls: the stamp of the change that added it.
    ScriptId
}
id! {
    /// A questionnaire: the stamp of the change that added it.
    QuestionnaireId
}
id! {
    /// An amount spent on a source: the stamp of the change that added it.
    CostId
}
id! {
    /// Changes made, undone and redone together: the stamp of the first of them.
    GroupId
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn stamps_compare_by_time_then_counter_then_replica() {
        let (a, b) = (Replica::new(1, 0), Replica::new(2, 0));
        assert!(Stamp::new(1, 9, b) < Stamp::new(2, 0, a));
        assert!(Stamp::new(1, 0, b) < Stamp::new(1, 1, a));
        assert!(Stamp::new(1, 1, a) < Stamp::new(1, 1, b));
    }

    #[test]
    fn the_hashes_of_stamps_in_a_row_differ_in_their_lower_bits_too() {
        let hash = |counter| {
            let stamp = Stamp::new(1_800_000_000_000, counter, Replica::new(1, 0));
            ByStamp::default().hash_one(CustomerId(stamp)) & 0xfff
        };
        let places: std::collections::BTreeSet<u64> = (0..4096).map(hash).collect();
        // Of 4,096 places picked by chance 2,589 are met.
        assert!((2_400..2_800).contains(&places.len()), "{}", places.len());
    }

    #[test]
    fn the_parts_come_back() {
        let stamp = Stamp::new(1_800_000_000_000, 70_000, Replica::new(0xab_cdef_0123, 7));
        assert_eq!(stamp.time_ms(), 1_800_000_000_000);
        assert_eq!(stamp.counter(), 70_000);
        assert_eq!(stamp.replica(), Replica::new(0xab_cdef_0123, 7));
        assert_eq!(Stamp::parse(&stamp.to_string()), Some(stamp));
        let bytes = postcard::to_allocvec(&stamp).expect("a stamp is written");
        assert_eq!(postcard::from_bytes::<Stamp>(&bytes), Ok(stamp));
    }

    #[test]
    fn a_full_counter_moves_to_the_next_millisecond() {
        let replica = Replica::new(1, 0);
        let last = Stamp::new(5, u32::MAX, replica);
        assert_eq!(last.next(replica), Stamp::new(6, 0, replica));
    }

    #[test]
    fn text_that_is_no_stamp_is_refused() {
        for text in ["", "12", "zz", "+0000000000000000000000000000001"] {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
    }
}
