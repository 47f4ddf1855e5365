//! The header line: numbers and hexadecimal digits, so nothing in it needs escaping.
//!
//! A field this app does not know is passed over; a field that later comes to matter for reading
//! raises the format. A sealed file names its cipher, and everything else about its seal stands
//! in fields beside it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{CHANGES_ALONE, Counts, FORMAT, FileRefusal, Header, ShopId, WITH_PHOTOS};
use crate::units::id::{Replica, Stamp};

/// The line for a plain file, without its end.
pub(super) fn to_json(header: &Header) -> String {
    let Header { shop, replica, made_ms, vector, counts, has_photos, sealed: _ } = header;
    let format = if *has_photos { WITH_PHOTOS } else { CHANGES_ALONE };
    let Counts { customers, purchases, changes } = counts;
    // A stamp holds its replica, so the list is the whole map.
    let vector: Vec<String> = vector.values().map(|stamp| format!("\"{stamp}\"")).collect();
    format!(
        "{{\"format\":{format},\"shop\":\"{shop}\",\"replica\":\"{:012x}\",\"made_ms\":{made_ms},\
         \"vector\":[{}],\"counts\":{{\"customers\":{customers},\"purchases\":{purchases},\
         \"changes\":{changes}}}}}",
        replica.bits(),
        vector.join(","),
    )
}

/// What every format says first.
#[derive(Deserialize)]
struct AnyFormat {
    format: u64,
}

/// The fields of this format, as they are written.
#[derive(Deserialize)]
struct Written {
    shop: String,
    replica: String,
    made_ms: u64,
    vector: Vec<String>,
    counts: WrittenCounts,
    cipher: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct WrittenCounts {
    customers: u64,
    purchases: u64,
    changes: u64,
}

/// Reads the line; the format first, for in a newer one the rest may mean something else.
pub(super) fn from_json(line: &[u8]) -> Result<Header, FileRefusal> {
    let broken = FileRefusal::HeaderBroken;
    let AnyFormat { format } = serde_json::from_slice(line).map_err(|_| broken)?;
    let format = u32::try_from(format).unwrap_or(u32::MAX);
    if format > FORMAT {
        return Err(FileRefusal::Newer { format });
    }
    let written: Written = serde_json::from_slice(line).map_err(|_| broken)?;
    if format == 0 { Err(broken) } else { read(format, &written).ok_or(broken) }
}

fn read(format: u32, written: &Written) -> Option<Header> {
    let Written { shop, replica, made_ms, vector, counts, cipher } = written;
    Some(Header {
        shop: ShopId(hexadecimal(shop, 32)?),
        replica: Replica::from_bits(u64::try_from(hexadecimal(replica, 12)?).ok()?),
        made_ms: whole(*made_ms)?,
        vector: read_vector(vector)?,
        counts: Counts {
            customers: whole(counts.customers)?,
            purchases: whole(counts.purchases)?,
            changes: whole(counts.changes)?,
        },
        has_photos: format >= WITH_PHOTOS,
        sealed: cipher.is_some(),
    })
}

/// A number up to 2^53, beyond which JavaScript would round it.
fn whole(number: u64) -> Option<u64> {
    (number <= 1 << 53).then_some(number)
}

/// One stamp a replica; two of one would leave open which holds.
fn read_vector(stamps: &[String]) -> Option<BTreeMap<Replica, Stamp>> {
    let mut vector = BTreeMap::new();
    for stamp in stamps {
        let stamp = Stamp::parse(stamp)?;
        if vector.insert(stamp.replica(), stamp).is_some() {
            return None;
        }
    }
    Some(vector)
}

/// Exactly so many digits: `from_str_radix` alone would take a sign.
fn hexadecimal(text: &str, n_digits: usize) -> Option<u128> {
    let sound = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if sound { u128::from_str_radix(text, 16).ok() } else { None }
}
