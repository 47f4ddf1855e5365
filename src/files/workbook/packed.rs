//! A workbook as it is packed, looked at before anything is made of it.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::files::encoding::FileRefusal;

/// The most that is unpacked: 300 MB of XML are a million rows of ten columns. More is no list, or
/// a few kilobytes made to fill the memory of whoever opens them.
pub const MAX_UNPACKED: usize = 300 * 1024 * 1024;

/// The form of a packed workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// Of Excel since 2007, with macros or without.
    Xlsx,
    /// Of LibreOffice.
    Ods,
}

/// Looks through a packed workbook and unpacks its texts once without keeping anything, by the very
/// crate the reader unpacks them by: what the list of parts says of their sizes may be wrong.
pub(super) fn check(bytes: &[u8], most: usize) -> Result<Packed, FileRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    let form = if has("content.xml") {
        Packed::Ods
    } else if has("xl/workbook.bin") {
        return Err(FileRefusal::Xlsb);
    } else {
        Packed::Xlsx
    };
    let mut left = u64::try_from(most).unwrap_or(u64::MAX);
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(refusal)?;
        // Pictures and macros are never unpacked.
        let name = part.name().map_err(refusal)?;
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        if part.size() > left {
            return Err(FileRefusal::Unpacked { most });
        }
        let mut bounded = part.take(left.saturating_add(1));
        let n = io::copy(&mut bounded, &mut io::sink());
        let n = n.map_err(|_| FileRefusal::BrokenWorkbook)?;
        left = left.checked_sub(n).ok_or(FileRefusal::Unpacked { most })?;
    }
    Ok(form)
}

fn refusal(error: ZipError) -> FileRefusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileRefusal::Locked,
        _ => FileRefusal::BrokenWorkbook,
    }
}

/// Whether a document of old Office is a workbook; the parts of it are named in pairs of bytes.
///
/// # Errors
/// A workbook behind a password, or another document.
pub(super) fn check_compound(bytes: &[u8]) -> Result<(), FileRefusal> {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|part| part == name)
    };
    if has("EncryptedPackage") {
        return Err(FileRefusal::Locked);
    }
    if has("Workbook") || has("Book") { Ok(()) } else { Err(FileRefusal::BrokenWorkbook) }
}
