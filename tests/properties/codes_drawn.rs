//! Codes as a camera sees them: small, turned, unevenly lit, blurred and noisy. What draws them is
//! not what reads them.

use barcoders::sym::{code128::Code128, ean8::EAN8, ean13::EAN13};
use qrcodegen::{QrCode, QrCodeEcc};

/// How many modules of light there are around a code.
const QUIET: f64 = 10.0;

/// The modules of a code, row by row.
pub(crate) struct Drawn {
    columns: usize,
    dark: Vec<bool>,
    /// How high a row is, in modules.
    row: f64,
}

impl Drawn {
    /// A QR code that stands a quarter of damage.
    pub(crate) fn qr(bytes: &[u8]) -> Self {
        let code = QrCode::encode_binary(bytes, QrCodeEcc::Medium).expect("there is room for it");
        let side = 0..code.size();
        let places = side.clone().flat_map(|y| side.clone().map(move |x| (x, y)));
        let dark = places.map(|(x, y)| code.get_module(x, y)).collect();
        Self { columns: side.len(), dark, row: 1.0 }
    }

    /// A Code 128 in its set B.
    pub(crate) fn code_128(text: &str) -> Self {
        Self::code_128_from(&format!("\u{181}{text}"))
    }

    /// A Code 128; `\u{c0}`, `\u{181}` and `\u{106}` change to its sets A, B and C.
    pub(crate) fn code_128_from(signs: &str) -> Self {
        Self::bars(&Code128::new(signs).expect("it can be said so").encode())
    }

    /// An EAN-13 from all of its digits.
    pub(crate) fn ean_13(digits: &str) -> Self {
        Self::bars(&EAN13::new(digits).expect("an EAN-13").encode())
    }

    /// An EAN-8 from all of its digits.
    pub(crate) fn ean_8(digits: &str) -> Self {
        Self::bars(&EAN8::new(digits).expect("an EAN-8").encode())
    }

    #[expect(clippy::cast_precision_loss, reason = "hundreds of modules")]
    fn bars(modules: &[u8]) -> Self {
        let dark: Vec<bool> = modules.iter().map(|module| *module == 1).collect();
        Self { columns: dark.len(), row: dark.len() as f64 * 0.4, dark }
    }

    /// How wide and how high it is, in modules.
    #[expect(clippy::cast_precision_loss, reason = "hundreds of modules")]
    fn size(&self) -> (f64, f64) {
        (self.columns as f64, (self.dark.len() / self.columns) as f64 * self.row)
    }

    /// Whether it is dark at a place in modules; `None` outside of the paper.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the code")]
    fn is_dark(&self, x: f64, y: f64) -> Option<bool> {
        let (width, height) = self.size();
        if x < -QUIET || y < -QUIET || x > width + QUIET || y > height + QUIET {
            return None;
        }
        if x < 0.0 || y < 0.0 || x >= width || y >= height {
            return Some(false);
        }
        let (column, row) = (x as usize, (y / self.row) as usize);
        self.dark.get(row * self.columns + column).copied()
    }
}

/// How a camera sees a code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight {
    /// The columns and rows of its picture.
    pub(crate) size: (u32, u32),
    /// How many pixels a module is wide.
    pub(crate) module: f64,
    /// By how much it is turned.
    pub(crate) degrees: f64,
    /// Up to how many shades each pixel is off.
    pub(crate) noise: u32,
    /// How dark it gets from one corner to the other, of one.
    pub(crate) shadow: f64,
}

impl Default for Sight {
    fn default() -> Self {
        Self { size: (640, 480), module: 4.0, degrees: 0.0, noise: 0, shadow: 0.0 }
    }
}

/// The picture, row by row: a card of light paper on a table of middle grey.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a shade is within 0 and 255"
)]
pub(crate) fn seen(drawn: &Drawn, sight: Sight) -> Vec<u8> {
    let (columns, rows) = sight.size;
    let (width, height) = drawn.size();
    let (sin, cos) = sight.degrees.to_radians().sin_cos();
    let shade = |x: f64, y: f64| {
        let (x, y) = (x - f64::from(columns) / 2.0, y - f64::from(rows) / 2.0);
        let (x, y) = ((x * cos + y * sin) / sight.module, (y * cos - x * sin) / sight.module);
        match drawn.is_dark(x + width / 2.0, y + height / 2.0) {
            Some(true) => 40.0,
            Some(false) => 220.0,
            None => 120.0,
        }
    };
    let mut random = 0x9e37_79b9_u32;
    let mut noise = || {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from((random >> 16) % (2 * sight.noise + 1)) - f64::from(sight.noise)
    };
    let places = (0..rows).flat_map(|y| (0..columns).map(move |x| (f64::from(x), f64::from(y))));
    places
        .map(|(x, y)| {
            // The mean over the pixel and a little around it: no lens is sharper.
            let around = [0.1, 0.5, 0.9].map(|dy| [0.1, 0.5, 0.9].map(|dx| shade(x + dx, y + dy)));
            let mean = around.iter().flatten().sum::<f64>() / 9.0;
            let across = (x / f64::from(columns) + y / f64::from(rows)) / 2.0;
            (mean * (1.0 - sight.shadow * across) + noise()).clamp(0.0, 255.0) as u8
        })
        .collect()
}
