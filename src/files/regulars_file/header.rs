//! The header line: numbers and hexadecimal digits, so nothing in it needs escaping.
//!
//! A field this app does not know is passed over; a field that later comes to matter for reading
//! raises the format. A sealed file names its cipher, and everything else about its seal stands
//! in fields beside it.

use std::collections::BTreeMap;

use super::json::Value;
use super::{Counts, FORMAT, FileRefusal, Header, ShopId};
use crate::units::id::{Replica, Stamp};

/// The line for a plain file, without its end.
pub(super) fn to_json(header: &Header) -> String {
    let Header { shop, replica, made_ms, vector, counts, sealed: _ } = header;
    let Counts { customers, purchases, changes } = counts;
    // A stamp holds its replica, so the list is the whole map.
    let vector: Vec<String> = vector.values().map(|stamp| format!("\"{stamp}\"")).collect();
    format!(
        "{{\"format\":{FORMAT},\"shop\":\"{shop}\",\"replica\":\"{:012x}\",\"made_ms\":{made_ms},\
         \"vector\":[{}],\"counts\":{{\"customers\":{customers},\"purchases\":{purchases},\
         \"changes\":{changes}}}}}",
        replica.bits(),
        vector.join(","),
    )
}

/// Reads the line; the format first, for in a newer one the rest may mean something else.
pub(super) fn from_json(line: &[u8]) -> Result<Header, FileRefusal> {
    let broken = FileRefusal::HeaderBroken;
    let text = std::str::from_utf8(line).map_err(|_| broken)?;
    let value = Value::parse(text).ok_or(broken)?;
    let format = value.get("format").and_then(Value::whole).ok_or(broken)?;
    let format = u32::try_from(format).unwrap_or(u32::MAX);
    if format > FORMAT {
        return Err(FileRefusal::Newer { format });
    }
    if format == 0 { Err(broken) } else { fields(&value).ok_or(broken) }
}

fn fields(value: &Value) -> Option<Header> {
    let counts = value.get("counts")?;
    let count = |key: &str| counts.get(key).map_or(Some(0), Value::whole);
    Some(Header {
        shop: ShopId(hexadecimal(value.get("shop")?, 32)?),
        replica: Replica::from_bits(u64::try_from(hexadecimal(value.get("replica")?, 12)?).ok()?),
        made_ms: value.get("made_ms")?.whole()?,
        vector: vector(value.get("vector")?.list()?)?,
        counts: Counts {
            customers: count("customers")?,
            purchases: count("purchases")?,
            changes: count("changes")?,
        },
        sealed: value.get("cipher").is_some(),
    })
}

/// One stamp a replica; two of one would leave open which holds.
fn vector(stamps: &[Value]) -> Option<BTreeMap<Replica, Stamp>> {
    let mut vector = BTreeMap::new();
    for value in stamps {
        let stamp = Stamp::parse(value.text()?)?;
        if vector.insert(stamp.replica(), stamp).is_some() {
            return None;
        }
    }
    Some(vector)
}

/// Exactly so many digits: `from_str_radix` alone would take a sign.
fn hexadecimal(value: &Value, n_digits: usize) -> Option<u128> {
    let text = value.text()?;
    let sound = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if sound { u128::from_str_radix(text, 16).ok() } else { None }
}
