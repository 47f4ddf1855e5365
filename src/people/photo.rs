//! A photo of a customer: a small picture, known by what is in it.
//!
//! The journal holds the id alone; the picture stands beside it, on disk and in a copy. The same
//! picture is there once, however many cards show it, and it is kept as long as any change in the
//! journal speaks of it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How large a picture may be, in bytes: a face on a card, not an album.
pub const MAX_BYTES: usize = 40 * 1024;

/// How a picture begins among the pages of a copy; a page of changes never does.
const MARK: u8 = 0xf0;

/// What a picture is known by: the first 128 bits of the SHA-256 of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PhotoId(u128);

/// 32 hexadecimal digits.
impl std::fmt::Display for PhotoId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// What kind of picture it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

impl Format {
    /// By how the bytes begin; `None` for anything that is no picture of these kinds.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            _ => None,
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }
}

/// Why a picture cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoRefusal {
    /// It is none, or of a kind that not every browser shows.
    #[error("not a picture")]
    NotAPicture,
    /// It has to be made smaller first.
    #[error("a picture of more than {most} bytes")]
    TooLarge {
        /// How many bytes it may have.
        most: usize,
    },
}

/// A picture that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    id: PhotoId,
    format: Format,
    bytes: Vec<u8>,
}

impl Photo {
    /// A picture of these bytes.
    ///
    /// # Errors
    /// Bytes that are no picture, or too many.
    pub fn new(bytes: Vec<u8>) -> Result<Self, PhotoRefusal> {
        let format = Format::of(&bytes).ok_or(PhotoRefusal::NotAPicture)?;
        if bytes.len() > MAX_BYTES {
            return Err(PhotoRefusal::TooLarge { most: MAX_BYTES });
        }
        let sum = Sha256::digest(&bytes);
        let bits = sum.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte));
        Ok(Self { id: PhotoId(bits), format, bytes })
    }

    /// What it is known by.
    #[must_use]
    pub fn id(&self) -> PhotoId {
        self.id
    }

    /// What kind of picture it is.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The picture.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The picture as it stands among the pages of a copy.
    #[must_use]
    pub fn to_page(&self) -> Vec<u8> {
        [&[MARK], &self.bytes[..]].concat()
    }

    /// Whether a page of a copy is a picture rather than changes.
    #[must_use]
    pub fn is_page(page: &[u8]) -> bool {
        page.first() == Some(&MARK)
    }

    /// The picture of such a page.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn from_page(mut page: Vec<u8>) -> Result<Self, PhotoRefusal> {
        if !Self::is_page(&page) {
            return Err(PhotoRefusal::NotAPicture);
        }
        page.remove(0);
        Self::new(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(filled: u8, n_bytes: usize) -> Vec<u8> {
        let mut bytes = vec![filled; n_bytes];
        bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
        bytes
    }

    #[test]
    fn the_same_picture_has_the_same_id_and_another_another() {
        let id = |bytes| Photo::new(bytes).unwrap().id();
        assert_eq!(id(picture(1, 900)), id(picture(1, 900)));
        assert_ne!(id(picture(1, 900)), id(picture(2, 900)));
        // As `sha256sum` says of it.
        let mut bytes = vec![0xff, 0xd8, 0xff];
        bytes.extend(b"regulars");
        let id = Photo::new(bytes).unwrap().id().to_string();
        assert_eq!(id, "059eb1aa75f09b22f7293bafdfad8f61");
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        assert_eq!(Photo::new(b"<svg onload=...>".to_vec()), Err(PhotoRefusal::NotAPicture));
        assert_eq!(Photo::new(Vec::new()), Err(PhotoRefusal::NotAPicture));
        assert!(Photo::new(picture(0, MAX_BYTES)).is_ok());
        let too_large = Photo::new(picture(0, MAX_BYTES + 1));
        assert_eq!(too_large, Err(PhotoRefusal::TooLarge { most: MAX_BYTES }));
    }

    #[test]
    fn a_picture_among_pages_is_told_from_changes_and_comes_back() {
        let photo = Photo::new(picture(7, 900)).unwrap();
        let page = photo.to_page();
        assert!(Photo::is_page(&page));
        assert_eq!(Photo::from_page(page), Ok(photo));
    }
}
